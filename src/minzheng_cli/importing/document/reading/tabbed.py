"""Rows pasted from a spreadsheet into a text: a row on a line, tabs between its cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from minzheng_cli.importing.document.blocks import Block, Paragraph, Table
from minzheng_cli.importing.document.reading.words import clean

_FEWEST = 3
"""Columns: one tab stands behind a heading's number, or before a page number, too."""
_MOST_LINES = 30
"""Of one row: a cell that holds line breaks is pasted between quotation marks."""
_Row = tuple[int, tuple[str, ...]]
"""The index of its first line, and its cells."""


def blocks_of_lines(lines: Sequence[str]) -> Iterator[Block]:
    """A paragraph for each line that holds text; lines of cells as tables. Each has the number of its line."""
    at = 0
    while at < len(lines):
        rows, end = _rows(lines, at)
        if len(rows) > 1:
            yield from _tables(rows)
            at = end
            continue
        if text := clean(lines[at]):
            yield Paragraph(text, at + 1)
        at += 1


def _rows(lines: Sequence[str], at: int) -> tuple[list[_Row], int]:
    """The rows from here on, the first with words in all cells, and the index behind them."""
    header, end = _row(lines, at)
    if len(header) < _FEWEST or not all(header):
        return [], at
    rows = [(at, header)]
    while end < len(lines):
        cells, after = _row(lines, end)
        if not _is_row(cells, len(header)):
            break
        rows.append((end, (*cells, *[""] * len(header))[: len(header)]))
        end = after
    return rows, end


def _is_row(cells: Sequence[str], width: int) -> bool:
    """Empty cells at the end may be cut off; what stands alone behind tabs is indented by them, as a signature is."""
    is_pasted = len(cells) > 1 and not any(cells[width:])
    return is_pasted and (bool(cells[0]) or sum(map(bool, cells)) > 1)


def _row(lines: Sequence[str], at: int) -> tuple[tuple[str, ...], int]:
    """The cells of the row that begins in a line, and the index behind it."""
    text, end = lines[at], at + 1
    while _is_open(text) and end < min(len(lines), at + _MOST_LINES):
        text += f"\n{lines[end]}"
        end += 1
    if _is_open(text):
        text, end = lines[at], at + 1
    return tuple(_cell(cell) for cell in text.split("\t")), end


def _is_open(text: str) -> bool:
    """True where the last cell's quotation mark has not been closed."""
    before, tab, last = text.rpartition("\t")
    return bool(tab or before) and last.startswith('"') and last.count('"') % 2 == 1


def _cell(text: str) -> str:
    is_quoted = "\n" in text and text.startswith('"') and text.endswith('"')
    words = text[1:-1].replace('""', '"') if is_quoted else text
    return "\n".join(filter(None, map(clean, words.split("\n"))))


def _tables(rows: Sequence[_Row]) -> Iterator[Table]:
    """Rows on lines that follow one another as a table; behind a row of several lines the next begins a new one."""
    start = 0
    for at, ((line, _), (following, _)) in enumerate(pairwise(rows), 1):
        if following != line + 1:
            yield _table(rows[start:at])
            start = at
    yield _table(rows[start:])


def _table(rows: Sequence[_Row]) -> Table:
    return Table(tuple(cells for _, cells in rows), rows[0][0] + 1)
