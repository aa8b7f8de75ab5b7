"""Rows as a table for people, at the width of their terminal."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from minzheng_cli.console.terminal import Terminal
from minzheng_cli.console.wrapping import wrap
from minzheng_cli.query.rows import Column, Record, Rows

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

WIDE = 120
"""From this width on, columns marked as wide are shown."""
_GAP = 2
_NARROWEST = 8


def render(rows: Rows, terminal: Terminal) -> str:
    """The table with its sections; a narrow terminal wraps the long columns, and nothing is cut off."""
    from rich.console import Console
    from rich.text import Text

    if not rows.lines:
        return ""
    out = io.StringIO()
    console = Console(
        file=out,
        width=terminal.width,
        force_terminal=terminal.colour,
        color_system="standard" if terminal.colour else None,
        legacy_windows=False,
        highlight=False,
        emoji=False,
        markup=False,
    )
    columns = [column for column in rows.columns if not column.wide or terminal.width >= WIDE]
    widths = _widths(rows.lines, columns, terminal.width)
    if rows.demonstration:
        console.print(Text(wrap(rows.demonstration, terminal.width), style="bold red"))
    narrow = sum(widths) > _room(columns, terminal.width)
    if not narrow:
        labels = _grid(widths, columns)
        labels.add_row(*(Text(column.label, style="dim") for column in columns))
        console.print(labels)
        console.print(Text("─" * (sum(widths) + _GAP * (len(widths) - 1)), style="dim"))
    for section, records in groupby(rows.lines, rows.section or (lambda _: "")):
        if section:
            console.print(Text(f"\n{wrap(section, terminal.width)}", style="bold"))
        if narrow:
            console.print(_stacks(records, columns, terminal.width))
        else:
            console.print(_table(list(records), columns, widths))
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().split("\n")[:-1])


def _stacks(records: Iterable[Record], columns: Sequence[Column], width: int) -> Text:
    """Each record's columns one below the other, where the terminal is too narrow for them side by side."""
    from rich.text import Text

    stacks = []
    for record in records:
        lines = [Text(wrap(f"{column.label}：{text}", width)) for column in columns if (text := column.text(record))]
        lines[0].stylize("cyan")
        stacks.append(Text("\n").join(lines))
    return Text("\n\n").join(stacks)


def _table(records: Sequence[Record], columns: Sequence[Column], widths: Sequence[int]) -> Table:
    from rich.text import Text

    table = _grid(widths, columns)
    for record in records:
        cells = [Text(wrap(column.text(record), width)) for column, width in zip(columns, widths, strict=True)]
        cells[0].stylize("cyan")
        table.add_row(*cells)
    return table


def _grid(widths: Sequence[int], columns: Sequence[Column]) -> Table:
    from rich.table import Table

    grid = Table(box=None, show_header=False, padding=(0, _GAP, 0, 0), pad_edge=False)
    for column, width in zip(columns, widths, strict=True):
        grid.add_column(width=width, justify="right" if column.right else "left", overflow="fold")
    return grid


def _widths(records: Sequence[Record], columns: Sequence[Column], total: int) -> list[int]:
    """Cells for each column: what its text needs, and where that is too much, less for the widest."""
    from rich.cells import cell_len

    needed = [max(cell_len(column.label), *(cell_len(column.text(record)) for record in records)) for column in columns]
    widths = list(needed)
    _shrink(widths, [i for i, column in enumerate(columns) if column.wrap], _room(columns, total))
    return widths


def _room(columns: Sequence[Column], total: int) -> int:
    """Cells that the columns have together."""
    return total - _GAP * (len(columns) - 1)


def _shrink(widths: list[int], flexible: Sequence[int], room: int) -> None:
    """Take cells from the widest of the flexible columns until the row fits, or none is wider than _NARROWEST."""
    while sum(widths) > room:
        widest = max((widths[i] for i in flexible), default=0)
        if widest <= _NARROWEST:
            return
        same = [i for i in flexible if widths[i] == widest]
        second = max((widths[i] for i in flexible if widths[i] < widest), default=_NARROWEST)
        cut = min(widest - max(second, _NARROWEST), -(-(sum(widths) - room) // len(same)))
        for i in same:
            widths[i] -= max(cut, 1)
