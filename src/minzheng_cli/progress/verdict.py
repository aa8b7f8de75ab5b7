"""What a roll-up says against a goal: reached, wanting, behind, on the way. Shared by dated and yearly targets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from minzheng_cli.progress.line import Forecast, Line, Point, Way, forecast
from minzheng_cli.progress.rolling import Rolled, meets

if TYPE_CHECKING:
    from minzheng_cli.model.progress import Acceptance
    from minzheng_cli.model.target import Target
    from minzheng_cli.progress.moment import Moment


def measured_on(rolled: Rolled | None, moment: Moment) -> date | None:
    """The day on which the figures are held against the line: their own, or the last for which figures are owed."""
    if rolled is None:
        return None
    return min(max(rolled.as_of, moment.owed or rolled.as_of), moment.day)


def line_to(target: Target, rolled: Rolled, start: Point, end: date) -> Line:
    """The line from a start to the goal of the roll-up's level."""
    goal, comparator = _aim(target, rolled)
    return Line(start, goal, end, comparator)


def _aim(target: Target, rolled: Rolled) -> tuple[float, str]:
    """The goal of `rolled.level` and its comparator: all of the areas, where each is asked by itself."""
    return (target.value, target.comparator) if rolled.meeting is None else (100.0, ">=")


def levels(points: Sequence[Rolled]) -> list[Point]:
    """Those levels that speak of the same thing as the newest: shares of areas, or values."""
    shares = bool(points) and points[-1].meeting is not None
    return [
        Point(each.as_of, each.level)
        for each in points
        if each.level is not None and (each.meeting is not None) == shares
    ]


def way_of(target: Target, points: Sequence[Rolled], line: Line | None) -> Way | None:
    """The way so far; None without figures."""
    return Way(tuple(levels(points)), _aim(target, points[-1])[0], line) if points else None


def is_behind(line: Line | None, rolled: Rolled | None, day: date | None, percent: int) -> bool:
    """True where there are a line and figures, and these fall short of it."""
    if line is None or rolled is None or rolled.level is None or day is None:
        return False
    return line.is_behind(rolled.level, day, percent)


def forecast_of(target: Target, points: Sequence[Rolled], end: date | None) -> Forecast | None:
    """Where the pace of the roll-ups leads, with two of different days or more."""
    found = levels(points)
    if len(found) < 2 or points[-1].level is None:
        return None
    goal, comparator = _aim(target, points[-1])
    return forecast(found[0], found[-1], goal, comparator, end)


def reached_by(target: Target, rolled: Rolled | None) -> bool | None:
    """Whether the figures satisfy the target; None without figures, and while areas are missing."""
    if rolled is None or rolled.value is None or rolled.missing:
        return None
    return meets(target, rolled.value)


def judgement(acceptance: Acceptance | None) -> bool | None:
    """What a recorded judgement says; None without one."""
    return acceptance.verdict == "达到" if acceptance else None


def is_lacking(target: Target, rolled: Rolled | None) -> bool:
    """True where the figures that are there would be enough, and areas are missing."""
    return bool(rolled and rolled.missing and rolled.value is not None and meets(target, rolled.value))
