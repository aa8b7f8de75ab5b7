"""How the lines of charts are drawn, in Word and in Excel; and how spreadsheets count days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from minzheng_cli.report.charts.model import Stroke

_EPOCH = date(1899, 12, 30)
"""Day 0 of a spreadsheet, but for its first two months."""
YEAR = 366
"""Days from mark to mark of the axis of time: from a 1 January on, each falls in the year it names."""
FONT = "宋体"
"""The font of charts, on every Chinese system; where it isn't there, the reader's own takes its place."""


@dataclass(frozen=True)
class Pen:
    """How a line is drawn: points wide, six hexadecimal digits, DrawingML's name of its dashes, and its marker's."""

    width: float
    colour: str
    dash: str
    marker: str = "none"


PENS: dict[Stroke, Pen] = {
    "figures": Pen(2.0, "1F4E79", "solid", "circle"),
    "expected": Pen(1.25, "595959", "dash"),
    "goal": Pen(1.0, "000000", "solid"),
    "due": Pen(1.25, "C00000", "sysDot"),
    "extension": Pen(1.25, "C00000", "lgDashDot"),
}
"""The look of each stroke, in Word and in Excel."""


def serial(day: date) -> int:
    """A day as spreadsheets count it."""
    return (day - _EPOCH).days
