"""Tables of which a page's text keeps only the cells, with bars between them: a row is told by its serial number.

Merged cells stand in their first row alone there, and a number often has no column of its own in the header.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from minzheng_cli.importing.document.blocks import Block, Paragraph, Table
from minzheng_cli.importing.document.structure.columns import CONTENT, NUMBER, TITLE, columns, kind_of

_BAR = re.compile("[|｜]")
_FEWEST_LABELS = 3
_OPENING = 40
"""So many lines are looked at before a table is believed."""
_NEAR = 12
_NUMBER_LABEL = "序号"


def piped_table(blocks: Sequence[Block], at: int) -> tuple[Table | None, int]:
    """The table that begins at a block, and how many blocks it takes; None where none begins."""
    tail, size = _header(_cells(islice(_run(blocks, at), _OPENING)))
    if not tail:
        return None, 1
    run = list(_run(blocks, at))
    rows = list(_rows(_cells(run)[size:], len(tail)))
    return (Table(((_NUMBER_LABEL, *tail), *rows), blocks[at].line), len(run)) if rows else (None, 1)


def _header(cells: Sequence[str]) -> tuple[list[str], int]:
    """The labels from the first words on, and how many cells the header has; none where no serial number follows soon."""
    labels = _labels(cells)
    found = columns([labels]) if len(labels) >= _FEWEST_LABELS else None
    if not found or NUMBER in found[0].kinds or "1" not in cells[len(labels) : len(labels) + _NEAR]:
        return [], 0
    kinds = found[0].kinds
    return labels[kinds.index(CONTENT if CONTENT in kinds else TITLE) :], len(labels)


def _cells(lines: Iterable[str]) -> list[str]:
    return [cell.strip() for cell in _BAR.split("\n".join(lines)) if cell.strip()]


def _run(blocks: Sequence[Block], at: int) -> Iterator[str]:
    """The lines from here on that have bars, or stand between two that are a bar alone."""
    for place in range(at, len(blocks)):
        text, following = _text(blocks, place), _text(blocks, place + 1)
        is_bare = not _BAR.search(text)
        if not text or (is_bare and not _BAR.fullmatch(following) and not _is_last(blocks, place)):
            return
        yield text


def _is_last(blocks: Sequence[Block], at: int) -> bool:
    """The last cell has no bar behind it."""
    return bool(_BAR.fullmatch(_text(blocks, at - 1))) if at else False


def _text(blocks: Sequence[Block], at: int) -> str:
    block = blocks[at] if at < len(blocks) else None
    return block.text.strip() if isinstance(block, Paragraph) else ""


def _labels(cells: Sequence[str]) -> list[str]:
    """The cells at the beginning that are the header's."""
    found: list[str] = []
    for cell in cells:
        if not kind_of(cell):
            break
        found.append(cell)
    return found


def _rows(cells: Sequence[str], width: int) -> Iterator[tuple[str, ...]]:
    """Behind each serial number, counted from 1, as many cells as the header has from its first words on."""
    serial, at = 1, 0
    while at < len(cells):
        if cells[at] == str(serial) and at + width < len(cells):
            yield (str(serial), *cells[at + 1 : at + 1 + width])
            serial, at = serial + 1, at + width
        at += 1
