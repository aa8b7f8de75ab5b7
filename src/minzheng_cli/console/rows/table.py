"""Rows as a table for people, at the width of their terminal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, zip_longest

from minzheng_cli.console.paint import BLUE, BOLD, BRIGHT_YELLOW, CYAN, DIM, GREEN, GREY, RED, YELLOW, paint
from minzheng_cli.console.terminal import Terminal
from minzheng_cli.console.wrapping import wrap
from minzheng_cli.query.rows import Column, Record, Rows

WIDE = 120
"""From this width on, columns marked as wide are shown."""
_GAP = 2
_NARROWEST = 8
_EASY = 16
"""Cells that a column needs to be read with ease."""
_LIGHT = "●"
_MOVING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")
"""Control characters but the line break."""
_COLOURS = {
    "绿": GREEN,
    "蓝": BLUE,
    "黄": BRIGHT_YELLOW,
    "橙": YELLOW,
    "红": BOLD + RED,
    "灰": GREY,
}
"""Of the eight colours that every terminal has, the nearest."""


def render(tables: Sequence[Rows], terminal: Terminal) -> str:
    """Each table under its title, with its sections; a narrow terminal wraps the long columns, and nothing is cut off."""
    shown = [rows for rows in tables if rows.lines]
    lines: list[str] = []
    if shown and shown[0].demonstration:
        lines += _painted(wrap(shown[0].demonstration, terminal.width), BOLD + RED, terminal)
    for number, rows in enumerate(shown):
        if rows.title:
            lines += [""] * bool(number) + _painted(wrap(rows.title, terminal.width), BOLD, terminal)
        lines += _lines(rows, terminal)
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _painted(text: str, style: str, terminal: Terminal) -> list[str]:
    """The lines of a text, each in the style."""
    return [paint(line, style, terminal) for line in text.split("\n")]


def _lines(rows: Rows, terminal: Terminal) -> Iterator[str]:
    columns, widths = _fitting(rows, terminal.width)
    narrow = sum(widths) > _room(columns, terminal.width)
    if not narrow:
        labels = [[paint(column.label, DIM, terminal)] for column in columns]
        yield from _side_by_side(labels, [[column.label] for column in columns], columns, widths)
        yield paint("─" * (sum(widths) + _GAP * (len(widths) - 1)), DIM, terminal)
    for section, records in groupby(rows.lines, rows.section or (lambda _: "")):
        if section:
            yield from ("", *_painted(wrap(section, terminal.width), BOLD, terminal))
        if narrow:
            yield from _stacks(records, columns, terminal)
        else:
            for record in records:
                yield from _row(record, columns, widths, terminal)


def _stacks(records: Iterable[Record], columns: Sequence[Column], terminal: Terminal) -> Iterator[str]:
    """Each record's columns one below the other, where the terminal is too narrow for them side by side."""
    for number, record in enumerate(records):
        if number:
            yield ""
        filled = [(column, text) for column in columns if (text := _shown(column, record))]
        for position, (column, text) in enumerate(filled):
            words = wrap(f"{column.label}：{text}", terminal.width)
            yield from _lit(words, column, record, terminal, CYAN if position == 0 else "")


def _row(record: Record, columns: Sequence[Column], widths: Sequence[int], terminal: Terminal) -> Iterator[str]:
    """A record as a row of cells, each over as many lines as it needs."""
    wrapped = [wrap(_shown(column, record), width) for column, width in zip(columns, widths, strict=True)]
    plain = [text.split("\n") for text in wrapped]
    if not terminal.colour:
        return _side_by_side(plain, plain, columns, widths)
    styles = [CYAN, *[""] * (len(columns) - 1)]
    lit = [
        _lit(*each, terminal, style)
        for each, style in zip(zip(wrapped, columns, [record] * len(columns), strict=True), styles, strict=True)
    ]
    return _side_by_side(lit, plain, columns, widths)


def _side_by_side(
    cells: Sequence[Sequence[str]], plain: Sequence[Sequence[str]], columns: Sequence[Column], widths: Sequence[int]
) -> Iterator[str]:
    """Lines of cells at their widths; `plain` are the cells without colour, by which they are measured."""
    gap = " " * _GAP
    for painted, bare in zip(zip_longest(*cells, fillvalue=""), zip_longest(*plain, fillvalue=""), strict=True):
        yield gap.join(
            _padded(text, width - _cells(measured), right=column.right)
            for text, measured, column, width in zip(painted, bare, columns, widths, strict=True)
        )


def _padded(text: str, blanks: int, *, right: bool) -> str:
    return " " * blanks + text if right else text + " " * blanks


def _shown(column: Column, record: Record) -> str:
    """The column's text, behind its light; blanks for what would move the cursor."""
    text = _MOVING.sub(" ", column.text(record))
    return f"{_LIGHT} {text}" if column.light and column.light(record) else text


def _lit(text: str, column: Column, record: Record, terminal: Terminal, style: str) -> list[str]:
    """The lines of a text in a style, its light in its own colour."""
    lines = _painted(text, style, terminal)
    colour = column.light(record) if column.light else None
    if colour:
        at = next((at for at, line in enumerate(lines) if _LIGHT in line), 0)
        lines[at] = lines[at].replace(_LIGHT, paint(_LIGHT, _COLOURS.get(colour, ""), terminal), 1)
    return lines


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
