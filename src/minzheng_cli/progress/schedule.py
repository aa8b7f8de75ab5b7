"""What the schedule says: one of six statuses against the original date, and which of several is the worst."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from minzheng_cli.model.tracking import ScheduleStatus

_RISING: tuple[ScheduleStatus, ...] = ("正常", "逾期后补齐", "临近", "未报送", "滞后", "逾期")
"""From the best to the worst: the worst of the parts rises to the whole."""


@dataclass(frozen=True)
class Standing:
    """The facts that decide a status.

    `reached` is None where that isn't known; `in_time` says that figures up to the original date reached it already;
    `lacking` that what is there would be enough, but areas are missing; `passed`, `near`, `behind` are about the date.
    """

    has_figures: bool
    reached: bool | None
    in_time: bool = False
    lacking: bool = False
    passed: bool = False
    near: bool = False
    behind: bool = False


def schedule(facts: Standing) -> ScheduleStatus:
    """The status that the facts make.

    Past the date a target is on time only by figures dated up to it; what was made good later stays 逾期后补齐 for ever.
    """
    if facts.reached:
        return "逾期后补齐" if facts.passed and not facts.in_time else "正常"
    if not facts.has_figures:
        return "未报送"
    if facts.passed:
        return "未报送" if facts.lacking else "逾期"
    if facts.behind:
        return "滞后"
    return "临近" if facts.near else "正常"


def worst(statuses: Iterable[ScheduleStatus | None]) -> ScheduleStatus | None:
    """The worst of those that there are; None where there is none."""
    return max((each for each in statuses if each), key=_RISING.index, default=None)
