"""What the observations say of each target on a day. Pure: knowledge base and day in, statuses out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from minzheng_cli.model.area import PREFECTURE_TYPES

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
    both are 0 where the province reported for itself. `older` of the figures are from before `as_of`.
    `meeting` counts the areas that meet a target which is stated for each area by itself. `running` says that the
    year of a yearly target has not ended.
    """

    target: Target
    as_of: date | None = None
    value: float | None = None
    numerator: int | None = None
    denominator: int | None = None
    reported: int = 0
    expected: int = 0
    older: int = 0
    missing: tuple[str, ...] = ()
    meeting: int | None = None
    reached: bool | None = None
    running: bool = False


@dataclass(frozen=True)
class _Rolled:
    """Figures that count together, the areas without any, and how many areas there are (0: the province itself)."""

    figures: tuple[Observation, ...]
    missing: tuple[str, ...] = ()
    expected: int = 0


def target_status(kb: KnowledgeBase, target: Target, day: date) -> TargetStatus:
    """The target's newest figures up to the day; of a yearly target, only those of the day's year.

    A figure of the province or of a prefecture stands for all areas in it, unless one of these has a newer one.
    """
    newest = _newest(kb, target, day)
    rolled = _roll_up(kb, target, newest) if newest else _Rolled(())
    if not rolled.figures:
        return TargetStatus(target, running=_running(target, day))
    return _judged(target, rolled, day)


def _running(target: Target, day: date) -> bool:
    return target.every == "year" and (day.month, day.day) != (12, 31)


def _newest(kb: KnowledgeBase, target: Target, day: date) -> dict[str, Observation]:
    found: dict[str, Observation] = {}
    for progress in kb.progress.values():
        for seen in progress.observations:
            if seen.target != target.id or seen.as_of > day:
                continue
            if target.every == "year" and seen.as_of.year != day.year:
                continue
            if seen.area not in found or found[seen.area].as_of <= seen.as_of:
                found[seen.area] = seen
    return found


def _roll_up(kb: KnowledgeBase, target: Target, newest: Mapping[str, Observation]) -> _Rolled:
    latest = max(seen.as_of for seen in newest.values())
    own = next((newest[area.code] for area in kb.areas.areas if area.type == "省" and area.code in newest), None)
    if own is not None and own.as_of == latest:
        return _Rolled((own,))
    figures: list[Observation] = []
    missing: list[str] = []
    expected = 0
    for prefecture, inner in _reporting_areas(kb, target):
        expected += len(inner)
        below = [newest[area.code] for area in inner if area.code in newest]
        above = newest.get(prefecture.code)
        if above is not None and all(seen.as_of <= above.as_of for seen in below):
            figures.append(above)
            continue
        figures += below
        missing += [area.name for area in inner if area.code not in newest]
    return _Rolled(tuple(figures), tuple(missing), expected) if figures or own is None else _Rolled((own,))


def _reporting_areas(kb: KnowledgeBase, target: Target) -> list[tuple[Area, list[Area]]]:
    """Prefectures with the areas that report in them: their counties; 长白山管委会, which has none, for itself.

    A target for each 县（市、区） asks for counties alone.
    """
    counties: dict[str | None, list[Area]] = {}
    for area in kb.areas.areas:
        if area.is_county:
            counties.setdefault(area.parent, []).append(area)
    counties_only = "县（市、区）" in (target.scope or "")
    found = []
    for prefecture in (area for area in kb.areas.areas if area.type in PREFECTURE_TYPES):
        inner = counties.get(prefecture.code, [])
        if inner or not counties_only:
            found.append((prefecture, inner or [prefecture]))
    return found


def _judged(target: Target, rolled: _Rolled, day: date) -> TargetStatus:
    as_of = max(seen.as_of for seen in rolled.figures)
    status = TargetStatus(
        target,
        as_of,
        reported=rolled.expected - len(rolled.missing),
        expected=rolled.expected,
        older=sum(seen.as_of < as_of for seen in rolled.figures),
        missing=rolled.missing,
        running=_running(target, day),
    )
    values = [seen.value for seen in rolled.figures if seen.value is not None]
    if target.ratio:
        above = sum(seen.numerator or 0 for seen in rolled.figures)
        below = sum(seen.denominator or 0 for seen in rolled.figures)
        value = 100.0 * above / below if below else None
        return replace(status, value=value, numerator=above, denominator=below, reached=_reached(status, value))
    lowest = min(values, default=None)
    if not rolled.expected:
        return replace(status, value=lowest, reached=_reached(status, lowest))
    meeting = sum(meets(target, value) for value in values)
    return replace(status, value=lowest, meeting=meeting, reached=_reached(status, lowest))


def meets(target: Target, value: float) -> bool:
    """True where the value satisfies the comparator; a hair's breadth of rounding is forgiven."""
    slack = 1e-9
    if target.comparator == ">=":
        return value >= target.value - slack
    if target.comparator == "<=":
        return value <= target.value + slack
    return abs(value - target.value) <= slack


def _reached(status: TargetStatus, value: float | None) -> bool | None:
    if value is None or status.target.qualifier or status.missing:
        return None
    return meets(status.target, value)
