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
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

WIDE = 120
"""From this width on, columns marked as wide are shown."""
_GAP = 2
_NARROWEST = 8
_EASY = 16
"""Cells that a column needs to be read with ease."""
_LIGHT = "●"
_COLOURS = {
    "绿": "green",
    "蓝": "blue",
    "黄": "bright_yellow",
    "橙": "yellow",
    "红": "bold red",
    "灰": "bright_black",
}
"""Of the eight colours that every terminal has, the nearest."""


def render(tables: Sequence[Rows], terminal: Terminal) -> str:
    """Each table under its title, with its sections; a narrow terminal wraps the long columns, and nothing is cut off."""
    from rich.console import Console
    from rich.text import Text

    shown = [rows for rows in tables if rows.lines]
    if not shown:
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
    if shown[0].demonstration:
        console.print(Text(wrap(shown[0].demonstration, terminal.width), style="bold red"))
    for number, rows in enumerate(shown):
        if rows.title:
            gap = "\n" if number else ""
            console.print(Text(f"{gap}{wrap(rows.title, terminal.width)}", style="bold"))
        _print(console, rows, terminal.width)
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().split("\n")[:-1])


def _print(console: Console, rows: Rows, width: int) -> None:
    from rich.text import Text

    columns, widths = _fitting(rows, width)
    narrow = sum(widths) > _room(columns, width)
    if not narrow:
        labels = _grid(widths, columns)
        labels.add_row(*(Text(column.label, style="dim") for column in columns))
        console.print(labels)
        console.print(Text("─" * (sum(widths) + _GAP * (len(widths) - 1)), style="dim"))
    for section, records in groupby(rows.lines, rows.section or (lambda _: "")):
        if section:
            console.print(Text(f"\n{wrap(section, width)}", style="bold"))
        if narrow:
            console.print(_stacks(records, columns, width))
        else:
            console.print(_table(list(records), columns, widths))


def _stacks(records: Iterable[Record], columns: Sequence[Column], width: int) -> Text:
    """Each record's columns one below the other, where the terminal is too narrow for them side by side."""
    from rich.text import Text

    stacks = []
    for record in records:
        lines = [
            _lit(wrap(f"{column.label}：{text}", width), column, record)
            for column in columns
            if (text := _shown(column, record))
        ]
        lines[0].stylize("cyan")
        stacks.append(Text("\n").join(lines))
    return Text("\n\n").join(stacks)


def _table(records: Sequence[Record], columns: Sequence[Column], widths: Sequence[int]) -> Table:
    table = _grid(widths, columns)
    for record in records:
        cells = [
            _lit(wrap(_shown(column, record), width), column, record)
            for column, width in zip(columns, widths, strict=True)
        ]
        cells[0].stylize("cyan")
        table.add_row(*cells)
    return table


def _shown(column: Column, record: Record) -> str:
    """The column's text, behind its light."""
    text = column.text(record)
    return f"{_LIGHT} {text}" if column.light and column.light(record) else text


def _lit(text: str, column: Column, record: Record) -> Text:
    """The text with its light in colour."""
    from rich.text import Text

    shown = Text(text)
    if column.light and (colour := column.light(record)):
        at = text.find(_LIGHT)
        shown.stylize(_COLOURS.get(colour, ""), at, at + 1)
    return shown


def _grid(widths: Sequence[int], columns: Sequence[Column]) -> Table:
    from rich.table import Table

    grid = Table(box=None, show_header=False, padding=(0, _GAP, 0, 0), pad_edge=False)
    for column, width in zip(columns, widths, strict=True):
        grid.add_column(width=width, justify="right" if column.right else "left", overflow="fold")
    return grid


def _fitting(rows: Rows, total: int) -> tuple[list[Column], list[int]]:
    """Columns that are shown, and their widths: wide ones, the last first, give way where others would be squeezed."""
    needed = [
        (column, max(_cells(column.label), *(_cells(_shown(column, record)) for record in rows.lines)))
        for column in rows.columns
        if not column.wide or total >= WIDE
    ]
    while True:
        columns, widths = [column for column, _ in needed], [cells for _, cells in needed]
        _shrink(widths, [i for i, column in enumerate(columns) if column.wrap], _room(columns, total))
        last = max((i for i, column in enumerate(columns) if column.wide), default=None)
        if last is None or all(width >= min(cells, _EASY) for width, (_, cells) in zip(widths, needed, strict=True)):
            return columns, widths
        del needed[last]


def _cells(text: str) -> int:
    """Cells of the longest line."""
    from rich.cells import cell_len

    return max(cell_len(line) for line in text.split("\n"))


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
