"""Reporting periods: half-years, `2021H2`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_FORMS = re.compile(r"(\d{4})\s*(?:年)?\s*(?:H([12])|(上|下)半年)", re.IGNORECASE)


@dataclass(frozen=True, order=True)
class Period:
    """A half-year: `year` and `half` (1 or 2)."""

    year: int
    half: int

    @classmethod
    def parse(cls, text: str) -> Period | None:
        """`2021H2`, `2021下半年` or `2021年下半年`; None for anything else."""
        match = _FORMS.fullmatch(text.strip())
        if not match or not 1 <= int(match[1]) <= 9999:
            return None
        half = int(match[2]) if match[2] else {"上": 1, "下": 2}[match[3]]
        return cls(int(match[1]), half)

    @classmethod
    def containing(cls, day: date) -> Period:
        """The half-year that the day lies in."""
        return cls(day.year, 1 if day.month <= 6 else 2)

    @property
    def start(self) -> date:
        """First day."""
        return date(self.year, 1 if self.half == 1 else 7, 1)

    @property
    def end(self) -> date:
        """Last day."""
        return date(self.year, 6, 30) if self.half == 1 else date(self.year, 12, 31)

    @property
    def previous(self) -> Period:
        """The half-year before."""
        return Period(self.year, 1) if self.half == 2 else Period(self.year - 1, 2)

    @property
    def next(self) -> Period:
        """The half-year after."""
        return Period(self.year, 2) if self.half == 1 else Period(self.year + 1, 1)

    @property
    def chinese(self) -> str:
        """As a report writes it: 2021年下半年."""
        return f"{self.year}年{'上' if self.half == 1 else '下'}半年"

    def __str__(self) -> str:
        return f"{self.year}H{self.half}"


_FIRST = Period(1, 1)
"""The calendar's first half-year."""


@dataclass(frozen=True)
class Span:
    """The half-years of a plan, from `first` to `last`; None for an end that nobody has said."""

    first: Period | None
    last: Period | None

    @classmethod
    def between(cls, start: date | None, end: date | None) -> Span:
        """The half-years that touch the days from `start` to `end`."""
        first = Period.containing(start) if start else None
        last = Period.containing(end) if end else None
        return cls(first, max(first, last) if first and last else last)

    def __contains__(self, period: Period) -> bool:
        return self.nearest(period) == period

    def nearest(self, period: Period) -> Period:
        """The period itself where it is one of them, else the first or the last."""
        if self.first and period < self.first:
            return self.first
        return self.last if self.last and period > self.last else period

    def ended(self, day: date) -> Period:
        """The last that has ended by the day; the first where none has."""
        now = Period.containing(day)
        return self.nearest(now if now.end <= day else max(now.previous, _FIRST))

    def until(self, day: date) -> tuple[Period, ...]:
        """All of them, oldest first; where an end is open, from the half-year before the day's, or to the day's own."""
        now = Period.containing(day)
        found = [self.first or self.nearest(max(now.previous, _FIRST))]
        while found[-1] < (self.last or now):
            found.append(found[-1].next)
        return tuple(found)
