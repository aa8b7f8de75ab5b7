"""The straight line from where a target began to its date, and where the pace so far leads. Levels are in the target's unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from minzheng_cli.progress.rolling import satisfies

_FAR = 36525
"""Days beyond which a forecast names no date: a hundred years."""


@dataclass(frozen=True)
class Point:
    """A level on a day."""

    day: date
    level: float


@dataclass(frozen=True)
class Line:
    """From `start` to `goal` on the day `end`; `comparator` says on which side of the goal is right."""

    start: Point
    goal: float
    end: date
    comparator: str

    def expected(self, day: date) -> float:
        """The level that is due on the day: on the line, the goal from `end` on, or where the start satisfies it already."""
        days = (self.end - self.start.day).days
        if days <= 0 or day >= self.end or satisfies(self.comparator, self.goal, self.start.level):
            return self.goal
        done = max((day - self.start.day).days, 0) / days
        return self.start.level + (self.goal - self.start.level) * done

    def is_behind(self, level: float, day: date, percent: int) -> bool:
        """True where the level falls short of the line by more than so many per cent of the whole way.

        Where there was no way to go, because the start satisfied the goal, any falling short counts.
        """
        if satisfies(self.comparator, self.goal, level):
            return False
        if satisfies(self.comparator, self.goal, self.start.level):
            return True
        way = self.goal - self.start.level
        short = (self.expected(day) - level) * (1 if way > 0 else -1)
        return short > abs(way) * percent / 100 + 1e-9


@dataclass(frozen=True)
class Way:
    """A target's way: its levels, oldest first, the goal in the same terms, and the line to it where there is a date."""

    points: tuple[Point, ...]
    goal: float
    line: Line | None = None


@dataclass(frozen=True)
class Forecast:
    """Derived, not reported (推算): on which day the goal is reached at the pace so far, and the level on the end day.

    `reached_on` is None where that is more than a hundred years away, or the count starts anew before it;
    `at_end` is None where the goal is reached by then, or there is no end.
    """

    reached_on: date | None
    at_end: float | None


def forecast(first: Point, last: Point, goal: float, comparator: str, end: date | None) -> Forecast | None:
    """Where the pace from the first to the last figure leads; None where it is reached, stands still or goes away from it."""
    days, left = (last.day - first.day).days, goal - last.level
    if days <= 0 or satisfies(comparator, goal, last.level):
        return None
    pace = (last.level - first.level) / days
    if pace * left <= 0:
        return None
    wait = left / pace
    reached_on = _after(last.day, ceil(wait - 1e-9)) if wait <= _FAR else None
    if end is None or end <= last.day or (reached_on is not None and reached_on <= end):
        return Forecast(reached_on, None)
    return Forecast(reached_on, last.level + pace * (end - last.day).days)


def _after(day: date, days: int) -> date | None:
    return day + timedelta(days=days) if days <= (date.max - day).days else None
