"""What is said of a target on a day: the values that the evaluation gives out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from minzheng_cli.model.progress import Acceptance, Extension
    from minzheng_cli.model.target import Target
    from minzheng_cli.model.tracking import ScheduleStatus, Tracking
    from minzheng_cli.progress.entries import Entries
    from minzheng_cli.progress.line import Forecast, Way
    from minzheng_cli.progress.moment import Moment
    from minzheng_cli.progress.rolling import Rolled
    from minzheng_cli.progress.tree import Tree

Evidence = Literal["无", "已提供", "已销号", "未通过"]
"""What the evidence shows: none, given, accepted (销号), rejected."""


@dataclass(frozen=True)
class YearStatus:
    """One year of a yearly target; `expected` is given while the year is running, `way` where there are figures."""

    year: int
    rolled: Rolled | None
    reached: bool | None
    schedule: ScheduleStatus
    running: bool = False
    expected: float | None = None
    way: Way | None = None


@dataclass(frozen=True)
class TargetStatus:
    """One target on one day; of a yearly target, the day's year.

    Three statuses stand apart: `schedule`, `evidence`, and what the office says (which is its task's).
    `rolled` are the figures, None without any. `reached` is None where that is left to a judgement (基本) or not known.
    `expected` is what the line asks for on the day `measured_on`, in the terms of `rolled.level`; None without a line.
    `schedule` is None where the text gives no date. `extension` is the approved one in force, beside the target's own
    date; `asked` one that waits for approval. `years` are a yearly target's, oldest first, each with a `way` of its own.
    """

    target: Target
    rolled: Rolled | None = None
    reached: bool | None = None
    running: bool = False
    expected: float | None = None
    measured_on: date | None = None
    schedule: ScheduleStatus | None = None
    evidence: Evidence = "无"
    acceptance: Acceptance | None = None
    extension: Extension | None = None
    asked: Extension | None = None
    forecast: Forecast | None = None
    years: tuple[YearStatus, ...] = ()
    way: Way | None = None

    @property
    def value(self) -> float | None:
        """In the target's unit; None without figures, or where there is nothing to count in."""
        return self.rolled.value if self.rolled else None

    @property
    def missing(self) -> tuple[str, ...]:
        """Codes of the areas without a figure, where others have one."""
        return self.rolled.missing if self.rolled else ()


@dataclass(frozen=True)
class Frame:
    """What every target is held against: the day, the areas, the thresholds, the entries."""

    moment: Moment
    tree: Tree
    tracking: Tracking
    entries: Entries

    @property
    def is_whole(self) -> bool:
        """True for the whole province: baselines and acceptances are about it alone."""
        return bool(self.tree.parts)


def evidence_of(given: date | None, acceptance: Acceptance | None) -> Evidence:
    """What the evidence shows, by the newest day it was given on and the last acceptance.

    Evidence given anew after a refusal waits for acceptance again.
    """
    if acceptance is None:
        return "已提供" if given else "无"
    if acceptance.verdict == "达到":
        return "已销号"
    return "已提供" if given and given > acceptance.accepted else "未通过"
