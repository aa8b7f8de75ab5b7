"""What the observations say of each target on a day. Pure: knowledge base and day in, statuses out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from minzheng_cli.model.area import Area
    from minzheng_cli.model.knowledge import KnowledgeBase
    from minzheng_cli.model.progress import Observation
    from minzheng_cli.model.target import Target


@dataclass(frozen=True)
class TargetStatus:
    """One target on one day.

    `value` is in the target's unit, None without figures. A ratio's value is the sum of numerators over the sum of
    denominators, never a mean of ratios. `reached` is None where it is left to a judgement (基本), or not known.
    `reported` and `expected` count the areas whose figures the value rests on, and those that should report;
    both are 0 where the province reported for itself. `meeting` counts the areas that meet a target which is
    stated for each area by itself.
    """

    target: Target
    as_of: date | None = None
    value: float | None = None
    numerator: int | None = None
    denominator: int | None = None
    reported: int = 0
    expected: int = 0
    missing: tuple[str, ...] = ()
    meeting: int | None = None
    reached: bool | None = None


def target_status(kb: KnowledgeBase, target: Target, day: date) -> TargetStatus:
    """The target's newest figures up to the day, rolled up from the areas unless the province gave its own.

    The areas that should report are the county-level divisions; a prefecture's own figure stands for all of its.
    """
    newest = _newest(kb, target, day)
    if not newest:
        return TargetStatus(target)
    province = next((area.code for area in kb.areas.areas if area.type == "省"), None)
    if province in newest:
        own = newest[province]
        return _judged(target, [own], own.as_of)
    counted, missing, expected = _roll_up(kb, newest)
    latest = max(seen.as_of for seen in counted)
    return _judged(target, counted, latest, expected=expected, missing=missing)


def _newest(kb: KnowledgeBase, target: Target, day: date) -> dict[str, Observation]:
    found: dict[str, Observation] = {}
    for progress in kb.progress.values():
        for seen in progress.observations:
            if seen.target != target.id or seen.as_of > day:
                continue
            if seen.area not in found or found[seen.area].as_of <= seen.as_of:
                found[seen.area] = seen
    return found


def _roll_up(kb: KnowledgeBase, newest: Mapping[str, Observation]) -> tuple[list[Observation], tuple[str, ...], int]:
    """Figures that count, the areas without any, and how many areas there are."""
    counted: list[Observation] = []
    missing: list[str] = []
    prefectures = [area for area in kb.areas.areas if area.type in ("地级市", "自治州", "管委会")]
    counties: dict[str | None, list[Area]] = {}
    for area in kb.areas.areas:
        if area.is_county:
            counties.setdefault(area.parent, []).append(area)
    expected = 0
    for prefecture in prefectures:
        own = counties.get(prefecture.code) or [prefecture]
        expected += len(own)
        if prefecture.code in newest:
            counted.append(newest[prefecture.code])
            continue
        counted += [newest[area.code] for area in own if area.code in newest]
        missing += [area.name for area in own if area.code not in newest]
    return counted, tuple(missing), expected


def _judged(
    target: Target, counted: list[Observation], as_of: date, *, expected: int = 0, missing: Iterable[str] = ()
) -> TargetStatus:
    absent = tuple(missing)
    reported = expected - len(absent) if expected else 0
    if target.ratio:
        above = sum(seen.numerator or 0 for seen in counted)
        below = sum(seen.denominator or 0 for seen in counted)
        value = 100.0 * above / below if below else None
        reached = _reached(target, value, complete=not absent)
        return TargetStatus(target, as_of, value, above, below, reported, expected, absent, None, reached)
    values = [seen.value for seen in counted if seen.value is not None]
    meeting = sum(meets(target, value) for value in values)
    if not expected:
        value = values[0] if values else None
        return TargetStatus(target, as_of, value, reached=_reached(target, value, complete=True))
    lowest = min(values) if values else None
    reached = None if absent or target.qualifier else meeting == len(values)
    return TargetStatus(target, as_of, lowest, None, None, reported, expected, absent, meeting, reached)


def meets(target: Target, value: float) -> bool:
    """True where the value satisfies the comparator; a hair's breadth of rounding is forgiven."""
    slack = 1e-9
    if target.comparator == ">=":
        return value >= target.value - slack
    if target.comparator == "<=":
        return value <= target.value + slack
    return abs(value - target.value) <= slack


def _reached(target: Target, value: float | None, *, complete: bool) -> bool | None:
    if value is None or target.qualifier or not complete:
        return None
    return meets(target, value)
