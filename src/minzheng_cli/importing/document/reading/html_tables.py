"""Tables of a page as rows of cells, merged cells repeat their text; a table that only lays out the page is none."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from minzheng_cli.importing.document.reading.html_sizes import Sizes
from minzheng_cli.importing.document.reading.room import Room

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_WIDEST = 100
"""Columns of a table; cells beyond them are left out."""
_MOST = 0.7
"""The share of a table's text that one of its cells, or the tables in it, hold only where it lays out the page."""
_HALF = 0.5
"""The share above which a cell that is alone in its row, with paragraphs in it, is the text of the page."""
_PARAGRAPHS = ("p", "div", "br", "li", "center")
_HEADINGS = ("h1", "h2")


@dataclass(frozen=True)
class _Cell:
    """A cell: its element, the first column it covers, the one behind them, and the last row."""

    element: Element
    first: int
    behind: int
    last: int


_Rows = list[list[_Cell]]


def rows_of(
    table: Element, sizes: Sizes, read: Callable[[Element], str], room: Room
) -> tuple[tuple[str, ...], ...] | None:
    """The rows of a table of words; None for one that only lays out the page. `read` gives the text of a cell.

    Raises MzError where it doesn't fit into the room.
    """
    rows = _cells(table)
    if _lays_out(rows, sizes):
        return None
    starts = sorted({cell.first for row in rows for cell in row})
    room.take(cells=len(rows) * len(starts))
    return tuple(_texts(rows, starts, read, room))


def row_of(row: Element, sizes: Sizes, read: Callable[[Element], str]) -> tuple[str, ...]:
    """A row of short cells in a table that lays out the page, such as 发文字号 | 某民发〔2024〕5号; nothing for others."""
    cells = list(_below(row, ("td", "th")))
    is_short = len(cells) > 1 and all(sizes[each].line and not sizes[each].in_tables for each in cells)
    return tuple(read(each) for each in cells) if is_short else ()


def lays_out_page(table: Element, sizes: Sizes) -> bool:
    """True for a table that puts parts of the page beside one another; one of a single column is a frame around text."""
    rows = _cells(table)
    is_frame = _width(rows) < 2 and not any(sizes[cell.element].in_tables for row in rows for cell in row)
    return not is_frame and _lays_out(rows, sizes)


def _width(rows: _Rows) -> int:
    return len({cell.first for row in rows for cell in row})


def _lays_out(rows: _Rows, sizes: Sizes) -> bool:
    """By its shape: one column; or most of the text in one cell that is alone, or beside which other rows have nothing."""
    if _width(rows) < 2:
        return True
    filled = [[cell for cell in row if _text(cell, sizes)] for row in rows]
    several = sum(1 for row in filled if len(row) > 1)
    total = sum(_text(cell, sizes) for row in filled for cell in row)
    if several < 2 and any(_text(cell, sizes) > _MOST * total for row in filled for cell in row):
        return True
    alone = (row[0] for row in filled if len(row) == 1)
    if any(_text(cell, sizes) > _HALF * total and _has_paragraphs(cell) for cell in alone):
        return True
    return any(sizes[cell.element].in_tables for row in filled for cell in row) and _frames_tables(filled, sizes)


def _text(cell: _Cell, sizes: Sizes) -> int:
    return sizes[cell.element].text


def _has_paragraphs(cell: _Cell) -> bool:
    return len(list(islice(cell.element.iter(*_PARAGRAPHS), 3))) == 3


def _frames_tables(filled: _Rows, sizes: Sizes) -> bool:
    """False where tables stand in cells of a table of words: at least two of its rows are made of words of their own."""
    own = [[words for cell in row if (words := sizes[cell.element].own)] for row in filled]
    if sum(1 for row in own if len(row) > 1) < 2 or any(_holds_heading(cell) for row in filled for cell in row):
        return True
    words, total = sum(map(sum, own)), sum(_text(cell, sizes) for row in filled for cell in row)
    return max(map(max, filter(None, own))) > _MOST * words or total - words > _MOST * total


def _holds_heading(cell: _Cell) -> bool:
    return next(cell.element.iter(*_HEADINGS), None) is not None


def _cells(table: Element) -> _Rows:
    """The cells of each row, in their columns; one that is merged downwards ends with its part of the table."""
    rows = list(_below(table, ("tr",)))
    ends = {row.getparent(): at for at, row in enumerate(rows)}
    reached = [-1] * (_WIDEST + 1)  # the last row of the cell that covers a column; one column more, always free
    return [list(_row(row, at, ends[row.getparent()], reached)) for at, row in enumerate(rows)]


def _row(row: Element, at: int, end: int, reached: list[int]) -> Iterator[_Cell]:
    column = 0
    for each in _below(row, ("td", "th")):
        while reached[column] >= at:
            column += 1
        if column >= _WIDEST:
            return
        behind = min(column + _span(each, "colspan"), _WIDEST)
        last = min(at + _span(each, "rowspan") - 1, end)
        if last > at:
            reached[column:behind] = [last] * (behind - column)
        yield _Cell(each, column, behind, last)
        column = behind


def _texts(rows: _Rows, starts: Sequence[int], read: Callable[[Element], str], room: Room) -> Iterator[tuple[str, ...]]:
    """Each row's texts, in the columns in which any row begins a cell."""
    standing = [("", -1)] * len(starts)
    for at, row in enumerate(rows):
        for cell in row:
            text = read(cell.element)
            for place in range(bisect_left(starts, cell.first), bisect_left(starts, cell.behind)):
                standing[place] = (text, cell.last)
        texts = tuple(text if last >= at else "" for text, last in standing)
        room.take(sum(map(len, texts)))
        if any(texts):
            yield texts


def _below(element: Element, tags: tuple[str, ...]) -> Iterator[Element]:
    """The rows of a table or the cells of a row, also those that stand in a part of it or in a form."""
    for each in element:
        if each.tag in tags:
            yield each
        elif each.tag not in ("table", "tr", "td", "th"):
            yield from _below(each, tags)


def _span(cell: Element, name: str) -> int:
    return max(integer(cell.get(name), 1), 1)


def integer(text: str | None, otherwise: int) -> int:
    """What an attribute says, if it is a whole number of a sensible length."""
    return int(text) if text and text.isdecimal() and len(text) < 6 else otherwise
