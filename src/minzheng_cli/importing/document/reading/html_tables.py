"""Tables of a page as rows of cells; those that only lay out the page are none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from minzheng_cli.importing.document.reading.limits import Budget

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_WIDEST = 100
_TALLEST = 10_000
_COST = 40
"""What a cell costs besides its text: empty ones fill the memory too."""
_FEWEST_CELLS = 3
_MOST_INSIDE = 0.5
"""The share of a table's text in tables inside it above which it only lays out the page."""

Rows = tuple[tuple[str, ...], ...]


def rows_of(table: Element, text_of: Callable[[Element], str], budget: Budget) -> Rows:
    """The rows of a table of words, a merged cell's text in each of the cells that it covers; none for one of layout.

    `text_of` gives a cell's text. Raises MzError where the cells hold more than the budget.
    """
    if is_layout(table):
        return ()
    rows = list(_own_rows(table))
    below = _rows_below(rows)
    grid: dict[tuple[int, int], str] = {}
    for at, row in enumerate(rows[:_TALLEST]):
        _take_row(row, at, below[at], grid, text_of, budget)
    height, width = (max((place[side] for place in grid), default=-1) + 1 for side in (0, 1))
    if width < 2:
        return ()
    filled = (tuple(grid.get((row, column), "") for column in range(width)) for row in range(height))
    return tuple(row for row in filled if any(row))


def _own_rows(table: Element) -> Iterator[Element]:
    """The table's rows, without those of tables inside it."""
    for each in table.iterchildren("tr", "thead", "tbody", "tfoot"):
        if each.tag == "tr":
            yield each
        else:
            yield from each.iterchildren("tr")


def is_layout(table: Element) -> bool:
    """True for a table around other tables, but one of several rows alike in which they are small."""
    inside = [each for each in table.iterdescendants("table") if next(each.iterancestors("table")) is table]
    if not inside:
        return False
    whole, inner = _length(table), sum(_length(each) for each in inside)
    alike = Counter(sum(1 for _ in row.iterchildren("td", "th")) for row in _own_rows(table))
    is_grid = any(cells >= _FEWEST_CELLS and count > 1 for cells, count in alike.items())
    return not is_grid or inner > _MOST_INSIDE * whole


def _length(element: Element) -> int:
    return sum(len(text.strip()) for text in element.itertext())


def _rows_below(rows: list[Element]) -> list[int]:
    """For each row, itself and those behind it in its part of the table: a cell can't reach further down."""
    counts: Counter[Element | None] = Counter()
    below = []
    for row in reversed(rows):
        counts[row.getparent()] += 1
        below.append(counts[row.getparent()])
    return below[::-1]


def _take_row(
    row: Element,
    at: int,
    below: int,
    grid: dict[tuple[int, int], str],
    text_of: Callable[[Element], str],
    budget: Budget,
) -> None:
    column = 0
    for cell in row.iterchildren("td", "th"):
        while (at, column) in grid:
            column += 1
        across = _span(cell, "colspan", _WIDEST)
        if column + across > _WIDEST:
            return
        down = min(_span(cell, "rowspan", _TALLEST), below)
        text = text_of(cell)
        budget.take((len(text) + _COST) * across * down)
        grid.update({(at + y, column + x): text for y in range(down) for x in range(across)})
        column += across


def _span(cell: Element, name: str, most: int) -> int:
    words = cell.get(name) or ""
    return min(max(int(words), 1), most) if words.isdecimal() and len(words) < 6 else 1
