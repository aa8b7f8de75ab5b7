"""Tables of a .docx as rows of cells; merged cells repeat their text. Source: ISO/IEC 29500-1, 17.4."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from minzheng_cli.importing.document.blocks import Block, Paragraph, Table
from minzheng_cli.importing.document.reading.wordml import ALTERNATIVES, W, alternative, child, is_on, number_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_WIDEST = 63
"""Columns that Word allows."""
_THROUGH = {f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo")}
Read = Callable[["Element"], Iterable[Block]]


@dataclass(frozen=True)
class _Cell:
    """A cell: the columns it covers, whether it goes on from the one above, and what it holds."""

    column: int
    span: int
    goes_on: bool
    blocks: tuple[Block, ...]

    @property
    def text(self) -> str:
        """Its paragraphs, and the rows of tables in it, line by line."""
        return "\n".join(
            block.text if isinstance(block, Paragraph) else "\n".join(" ".join(row) for row in block.rows)
            for block in self.blocks
        )


def laid_out(table: Element, read: Read) -> Iterator[Block]:
    """The table; one of a single column is only a frame, and gives what stands in it."""
    rows = [list(_cells(row, read)) for row in _below(table, f"{W}tr") if not _is_removed(row)]
    starts = sorted({cell.column for row in rows for cell in row})
    if len(starts) <= 1:
        yield from (block for row in rows for cell in row for block in cell.blocks)
    else:
        yield Table(tuple(_texts(rows, starts)), 0)


def _texts(rows: list[list[_Cell]], starts: list[int]) -> Iterator[tuple[str, ...]]:
    """Each row's texts, in the columns in which any row begins a cell."""
    above: dict[int, str] = {}
    for row in rows:
        here: dict[int, str] = {}
        for cell in row:
            text = above.get(cell.column, cell.text) if cell.goes_on else cell.text
            here.update(dict.fromkeys(range(cell.column, cell.column + cell.span), text))
        texts = tuple(here.get(column, "") for column in starts)
        if any(texts):
            yield texts
        above = here


def _cells(row: Element, read: Read) -> Iterator[_Cell]:
    """A row's cells; those that go on from the one to their left (`w:hMerge`, as Word 97 wrote it) are one with it."""
    column = number_of(child(row, "trPr"), "gridBefore", 0)
    last: _Cell | None = None
    for each in _below(row, f"{W}tc"):
        properties = child(each, "tcPr")
        if child(properties, "cellDel") is not None:
            continue
        span = max(number_of(properties, "gridSpan", 1), 1)
        if column + span > _WIDEST:
            break
        blocks = tuple(read(each))
        if last and _goes_on(properties, "hMerge"):
            last = replace(last, span=last.span + span, blocks=(*last.blocks, *blocks))
        else:
            if last:
                yield last
            last = _Cell(column, span, _goes_on(properties, "vMerge"), blocks)
        column += span
    if last:
        yield last


def _goes_on(properties: Element | None, merge: str) -> bool:
    """True for a cell that is merged with the one before it in this direction."""
    found = child(properties, merge)
    return found is not None and found.get(f"{W}val") != "restart"


def _below(elements: Iterable[Element], tag: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, also those that stand in a content control."""
    for each in elements:
        if each.tag == tag:
            yield each
        elif each.tag in _THROUGH:
            yield from _below(each, tag)
        elif each.tag == ALTERNATIVES:
            yield from _below(alternative(each), tag)


def _is_removed(row: Element) -> bool:
    """True for a row that was deleted, and for one that is hidden."""
    properties = child(row, "trPr")
    return child(properties, "del") is not None or is_on(child(properties, "hidden"))
