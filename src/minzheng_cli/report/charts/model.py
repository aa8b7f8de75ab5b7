"""What a chart shows, decided before it is drawn: the same values in Word, Excel, on the web and in text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from minzheng_cli.progress.line import Point

if TYPE_CHECKING:
    from minzheng_cli.model.tracking import Colour

Stroke = Literal["figures", "expected", "goal", "due", "extension"]
"""What a line says: what was reported, what was to be expected by then, the goal, the plan's own date, a later one."""


@dataclass(frozen=True)
class Series:
    """A line of a chart, in one run or in several between which nothing is drawn."""

    name: str
    stroke: Stroke
    runs: tuple[tuple[Point, ...], ...]

    @property
    def places(self) -> tuple[Point | None, ...]:
        """The points of all runs one after the other, with None for each break."""
        found: list[Point | None] = []
        for run in self.runs:
            found += [None, *run] if found else run
        return tuple(found)


@dataclass(frozen=True)
class WayChart:
    """A target's way to its goal against time: from the day `start` to `end`, from 0 to `top`, in `unit`.

    `words` say what it shows, for who can't see it; `status` is its light, ■逾期, empty where it has none. `step` is the
    distance of two marks on the upright axis. `falls` says that less is asked, not more.
    """

    id: str
    title: str
    words: str
    unit: str
    start: date
    end: date
    top: float
    step: float
    goal: float
    series: tuple[Series, ...]
    status: str = ""
    falls: bool = False

    @property
    def headline(self) -> str:
        """The title with the status before it: ■逾期　G6.1 …."""
        return f"{self.status}　{self.title}" if self.status else self.title

    @property
    def is_empty(self) -> bool:
        """True where nothing was reported."""
        return not any(each.stroke == "figures" for each in self.series)


@dataclass(frozen=True)
class Bar:
    """A bar: its name, how many, and the colour of its light."""

    name: str
    count: int
    colour: Colour


@dataclass(frozen=True)
class CountChart:
    """How many there are of each status, in `unit`."""

    title: str
    words: str
    unit: str
    bars: tuple[Bar, ...]

    @property
    def headline(self) -> str:
        """The title."""
        return self.title

    @property
    def is_empty(self) -> bool:
        """True where there is nothing to count."""
        return not self.bars


@dataclass(frozen=True)
class Tile:
    """One task's light: its number, what it is called, sign and word of its status, and its colour."""

    number: str
    name: str
    sign: str
    word: str
    colour: Colour


@dataclass(frozen=True)
class TileChart:
    """The lights of tasks, one beside the other."""

    title: str
    words: str
    tiles: tuple[Tile, ...]


Chart = WayChart | CountChart | TileChart


def scale(highest: float) -> tuple[float, float]:
    """The top of an axis that holds the highest value, and the step between its marks: 1, 2 or 5 and zeros, 4 to 6 steps."""
    if highest <= 0:
        return 1.0, 0.5
    step = 10.0**-6
    factors = (2.0, 2.5, 2.0)
    at = 0
    while highest / step > 5 + 1e-9:
        step *= factors[at % 3]
        at += 1
    step = float(f"{step:.6g}")
    count = int(highest / step - 1e-9) + 1
    return step * count, step


def years_of(start: date, end: date) -> tuple[date, ...]:
    """The first days of the years from start to end: where an axis of time is marked, at most twelve of them."""
    return tuple(date(year, 1, 1) for year in range(start.year, end.year + 1, stride(start, end)))


def stride(start: date, end: date) -> int:
    """Years from one mark of the axis of time to the next."""
    return max(1, -(-(end.year - start.year) // 12))


def spanned(days: Iterable[date]) -> tuple[date, date]:
    """Whole years that hold all days."""
    known = list(days)
    last = max(known)
    return date(min(known).year, 1, 1), date(min(last.year + (last > date(last.year, 1, 1)), 9999), 1, 1)
