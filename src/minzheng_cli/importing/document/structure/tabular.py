"""Tables that a text file holds as lines: a cell to each line, or a row to each line with blanks between its cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from minzheng_cli.importing.document.blocks import Block, Paragraph, Table
from minzheng_cli.importing.document.owners.assignments import take_out
from minzheng_cli.importing.document.owners.bodies import looks_like_body, split_names
from minzheng_cli.importing.document.owners.roles import is_deadline
from minzheng_cli.importing.document.structure.columns import (
    DEADLINE,
    LEAD,
    NUMBER,
    OFFICE,
    SUPPORT,
    UNIT,
    columns,
    kind_of,
)
from minzheng_cli.importing.document.structure.piped import piped_table

_SERIAL = re.compile(r"\d{1,3}")
_OWNERS = (LEAD, UNIT, OFFICE, SUPPORT)
_MOST_COLUMNS = 10


def with_tables(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with lines that are a table's cells as a table."""
    found: list[Block] = []
    at = 0
    while at < len(blocks):
        table, size = _table(blocks, at)
        found.append(table or blocks[at])
        at += size
    return found


def _table(blocks: Sequence[Block], at: int) -> tuple[Table | None, int]:
    text = _text(blocks, at)
    if not text or len(text) > 120:
        return None, 1
    if kind_of(re.split(r"[|｜]", text)[0]) and (piped := piped_table(blocks, at))[0]:
        return piped
    header = re.split(r"\s*[|｜]\s*|\s+", text.strip("|｜ "))
    if len(header) >= 3 and columns([header]):
        return _rows_by_line(blocks, at, header)
    labels: list[str] = []
    while at + len(labels) < len(blocks) and len(labels) < _MOST_COLUMNS and kind_of(_text(blocks, at + len(labels))):
        labels.append(_text(blocks, at + len(labels)))
    if len(labels) >= 3 and columns([labels]) and _SERIAL.fullmatch(_text(blocks, at + len(labels))):
        return _rows_by_cell(blocks, at, labels)
    return None, 1


def _text(blocks: Sequence[Block], at: int) -> str:
    block = blocks[at] if at < len(blocks) else None
    return block.text if isinstance(block, Paragraph) else ""


def _rows_by_line(blocks: Sequence[Block], at: int, header: list[str]) -> tuple[Table | None, int]:
    rows = [tuple(header)]
    size = 1
    found = columns([header])
    while line := _text(blocks, at + size):
        cells = re.split(r"\s*[|｜]\s*|\s{2,}", line.strip("|｜ "))
        if len(cells) < len(header) and re.search(r"[|｜]", line):
            cells = _aligned(cells, rows[-1] if size > 1 else (), found[0].kinds if found else ())
        if len(cells) != len(header):
            cells = line.split()
        if len(cells) != len(header):
            break
        rows.append(tuple(cells))
        size += 1
    return (Table(tuple(rows), blocks[at].line), size) if len(rows) > 1 else (None, 1)


def _aligned(cells: Sequence[str], before: Sequence[str], kinds: Sequence[str]) -> list[str]:
    """A row with fewer cells than the header: its last ones are empty, or its first ones are those of the row before.

    Merged cells stand in their first row alone in what a page's text keeps of a table; the columns tell which it is.
    """
    missing = len(kinds) - len(cells)
    left = [*cells, *[""] * missing]
    right = [*before[:missing], *cells]
    return right if before and _fit(right, kinds) > _fit(left, kinds) else left


def _fit(row: Sequence[str], kinds: Sequence[str]) -> int:
    """How many cells of a row look like what their columns hold."""
    checked = zip(row, kinds, strict=True)
    return sum(
        bool(_SERIAL.fullmatch(cell)) if kind == NUMBER else kind in (*_OWNERS, DEADLINE) and _belongs(cell, kind)
        for cell, kind in checked
        if cell
    )


def _rows_by_cell(blocks: Sequence[Block], at: int, labels: list[str]) -> tuple[Table | None, int]:
    """A row begins at the next serial number; a row of more lines than columns has cells of several lines."""
    found = columns([labels])
    if not found or NUMBER not in found[0].kinds or found[0].kinds[0] != NUMBER:
        return None, 1
    kinds = found[0].kinds
    rows: list[tuple[str, ...]] = [tuple(labels)]
    size, serial = len(labels), int(_text(blocks, at + len(labels)))
    while _text(blocks, at + size) == str(serial):
        lines = list(_row_lines(blocks, at + size, str(serial + 1), len(labels)))
        rows.append(_cells(lines, kinds))
        size += len(lines)
        serial += 1
    return (Table(tuple(rows), blocks[at].line), size) if len(rows) > 1 else (None, 1)


def _row_lines(blocks: Sequence[Block], at: int, following: str, width: int) -> Iterator[str]:
    """The lines of a row: to the next serial number; of the last row, as many as there are columns, and what goes on."""
    count = 0
    while text := _text(blocks, at + count):
        if count and text == following:
            return
        if count >= width and not _goes_on(blocks, at + count, following):
            return
        yield text
        count += 1


def _goes_on(blocks: Sequence[Block], at: int, following: str) -> bool:
    """True where a later line within reach is the next serial number."""
    return any(_text(blocks, near) == following for near in range(at, min(at + 30, len(blocks))))


def _cells(lines: list[str], kinds: tuple[str, ...]) -> tuple[str, ...]:
    """Give the lines to the columns: deadline and owners from the end as far as they look like it, the rest to the words."""
    if len(lines) <= len(kinds):
        return tuple(lines + [""] * (len(kinds) - len(lines)))
    cells: list[list[str]] = [[] for _ in kinds]
    left = lines[1:]
    cells[0] = [lines[0]]
    for column in range(len(kinds) - 1, 0, -1):
        before = column - 1
        if not left or before < 1:
            cells[column] = left + cells[column]
            left = []
            break
        take = 1
        while len(left) - take > before and _belongs(left[-take - 1], kinds[column]):
            take += 1
        cells[column] = left[-take:]
        left = left[:-take]
    return tuple("\n".join(cell) for cell in cells)


def _belongs(line: str, kind: str) -> bool:
    if kind == DEADLINE:
        return is_deadline(line)
    if kind in _OWNERS:
        return bool(take_out(f"（{line}）", 0)[1]) or all(looks_like_body(name) for name in split_names(line) or ["："])
    return len(line) > 30 or line.endswith(("。", "；"))
