"""A document as its reader gives it on: paragraphs and tables in their order, each with its place."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as a reader sees it: automatic numbering is part of its text.

    `line` counts from 1: the line of a text file, else the paragraph's number in the document. `level` is the outline
    level of its heading style (1 is the highest), None for text; `page` is known of PDF alone. A `note` is a footnote: it
    stands behind everything else and belongs to no task.
    """

    text: str
    line: int
    level: int | None = None
    page: int | None = None
    note: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table as rows of cells; a merged cell's text stands in each of the cells that it covers.

    A cell's paragraphs are joined by line breaks.
    """

    rows: tuple[tuple[str, ...], ...]
    line: int
    page: int | None = None


Block = Paragraph | Table
