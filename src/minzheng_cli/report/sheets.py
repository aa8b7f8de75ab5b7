"""Tables of a report as a workbook holds them: what a report says in Excel, from the same context as everywhere else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Cell = str | int | float | date | None


@dataclass(frozen=True)
class SheetColumn:
    """A column: its heading, its width in characters (a Chinese one counts two), and what its cells are.

    `light` marks the column whose words are shown in the colour of their light; `number` counts, `figure` is a number in
    the unit that its row names, `percent` one in per cent (66.7, not 0.667).
    """

    title: str
    width: int
    kind: Literal["text", "number", "figure", "percent", "day", "light"] = "text"


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name, the title above the table, columns and rows, and remarks below."""

    name: str
    title: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
