"""Figures of areas added up to one: sums of both sides of a ratio, or the areas that meet a standard."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from minzheng_cli.progress.tree import Tree, names_counties

if TYPE_CHECKING:
    from minzheng_cli.model.progress import Observation
    from minzheng_cli.model.target import Target

_SLACK = 1e-9
"""A hair's breadth of rounding is forgiven."""
_PARTS = {"‰": 1000.0}
"""What the whole is, for units other than per cent."""


@dataclass(frozen=True)
class Rolled:
    """Figures added up. `as_of` is their newest day, `older` counts those from before it.

    `value` is in the target's unit: of a ratio, the sum of numerators over the sum of denominators (None where that is 0);
    else the lowest figure (the highest, where less is asked). `reported` of `asked` areas have a figure or are in one; both are 0 where one figure
    stands for all. `missing` are codes. `meeting` counts the areas that meet a target stated for each by itself.
    """

    as_of: date
    value: float | None
    numerator: int | None = None
    denominator: int | None = None
    reported: int = 0
    asked: int = 0
    older: int = 0
    missing: tuple[str, ...] = ()
    meeting: int | None = None
    evidence: date | None = None

    @property
    def level(self) -> float | None:
        """What is compared with the line: the value, or the share of all asked areas that meet the standard, in per cent."""
        return self.value if self.meeting is None else 100.0 * self.meeting / self.asked


def satisfies(comparator: str, goal: float, value: float) -> bool:
    """True where the value is on the right side of the goal."""
    if comparator == ">=":
        return value >= goal - _SLACK
    if comparator == "<=":
        return value <= goal + _SLACK
    return abs(value - goal) <= _SLACK


def meets(target: Target, value: float) -> bool:
    """True where the value satisfies the target's comparator."""
    return satisfies(target.comparator, target.value, value)


def counted_in_counties(target: Target) -> bool:
    """True for 每个县（市、区）至少1所: a sum of a prefecture or the province says nothing of each county."""
    return names_counties(target) and target.ratio is None


def newest(seen: Iterable[Observation]) -> dict[str, Observation]:
    """Each area's newest figure of these, which come oldest first; of two of the same day, the later entry."""
    return {each.area: each for each in seen}


def history(target: Target, seen: Iterable[Observation], tree: Tree) -> list[Rolled]:
    """How it stood at the last day with figures of each calendar month; the last entry is how it stands."""
    found: dict[str, Observation] = {}
    points: list[Rolled] = []
    for _, month in groupby(seen, key=lambda each: (each.as_of.year, each.as_of.month)):
        found |= newest(month)
        if rolled := roll_up(target, found, tree):
            points.append(rolled)
    return points


def roll_up(
    target: Target, figures: Mapping[str, Observation], tree: Tree, reporting: Collection[str] = ()
) -> Rolled | None:
    """The newest figure of each area (by code), added up; None where none of them counts.

    `reporting` are areas that reported the target at other times: who has ever reported decides who is asked.

    A figure of the top area or of a prefecture stands for all areas in it, unless one of these has a newer one.
    """
    if counted_in_counties(target):
        figures = {code: seen for code, seen in figures.items() if code in tree.counties}
    if not figures:
        return None
    top = figures.get(tree.top or "")
    if top is not None and top.as_of == max(seen.as_of for seen in figures.values()):
        return _added(target, [(top, 0)], ())
    parts = list(_parts(figures, tree.asked(target, {*figures, *reporting})))
    counted = [(seen, number) for seen, number, _ in parts if seen is not None]
    if not counted:
        return _added(target, [(top, 0)], ()) if top is not None else None
    return _added(target, counted, tuple(code for _, _, code in parts if code))


def _parts(
    figures: Mapping[str, Observation], asked: Iterable[tuple[str, tuple[str, ...]]]
) -> Iterator[tuple[Observation | None, int, str | None]]:
    """Figures that count with the number of areas each stands for, and the codes of areas without one."""
    for prefecture, inner in asked:
        above = figures.get(prefecture)
        below = [figures[code] for code in inner if code in figures]
        if above is not None and all(seen.as_of <= above.as_of for seen in below):
            yield above, len(inner), None
            continue
        for code in inner:
            yield (figures[code], 1, None) if code in figures else (None, 1, code)


def _added(target: Target, counted: list[tuple[Observation, int]], missing: tuple[str, ...]) -> Rolled:
    seen = [each for each, _ in counted]
    as_of = max(each.as_of for each in seen)
    reported = sum(number for _, number in counted)
    asked = reported + len(missing)
    older = sum(number or 1 for each, number in counted if each.as_of < as_of)
    proven = max((each.said_on for each in seen if each.evidence), default=None)
    if target.ratio:
        above, below = sum(each.numerator or 0 for each in seen), sum(each.denominator or 0 for each in seen)
        value = _PARTS.get(target.unit, 100.0) * above / below if below else None
        return Rolled(as_of, value, above, below, reported, asked, older, missing, evidence=proven)
    values = [each.value for each in seen if each.value is not None]
    weakest = max(values) if target.comparator == "<=" else min(values)
    meeting = sum(number for each, number in counted if each.value is not None and meets(target, each.value))
    shared = meeting if reported else None
    return Rolled(as_of, weakest, None, None, reported, asked, older, missing, shared, proven)
