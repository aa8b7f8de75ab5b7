"""PDF with text: lines joined into paragraphs, tables by their rules, page numbers and running heads left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from minzheng_cli.errors import MzError
from minzheng_cli.importing.document.blocks import Block, Paragraph
from minzheng_cli.importing.document.reading.lines import numbered
from minzheng_cli.importing.document.reading.pdf_cells import Box, Filling, PageTable, over_pages
from minzheng_cli.importing.document.reading.pdf_grids import Grid, grids
from minzheng_cli.importing.document.reading.pdf_lines import Line, margins_of, paragraphs, without_running
from minzheng_cli.importing.document.reading.pdf_rules import rules
from minzheng_cli.importing.document.reading.words import clean

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfTextPage

_GAP = re.compile(r"(?<=[\u4e00-\u9fff〔〕“”（）]) (?=[0-9A-Za-z%])|(?<=[0-9A-Za-z%]) (?=[\u4e00-\u9fff〔〕“”（）])")
"""The space that is set between Chinese and Latin letters, and stands in no text."""
_MOST_PAGES = 5_000
_LONGEST_PAGE = 200_000
"""Characters of one page; a full one has some 1 500."""
_SMALLEST_FONT = 3
_WIDE_GAP = 0.35
"""Of a letter's width: a gap that shows as a blank."""
_PASSWORD = 4
"""FPDF_ERR_PASSWORD. Source: fpdfview.h"""


def read(data: bytes) -> list[Block]:
    """The document's paragraphs and tables, each with the page where it begins. Raises MzError for one that holds no text."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD:
            raise MzError("加了密码，打不开。", "请去掉密码后再导入") from None
        raise MzError("已损坏，打不开。", "请核对文件是不是完整；有Word文件的，导入Word文件") from None
    try:
        pages = list(_pages(document))
    except pypdfium2.PdfiumError:
        raise MzError("已损坏，打不开。", "请核对文件是不是完整；有Word文件的，导入Word文件") from None
    finally:
        document.close()
    if not any(pages):
        raise MzError("里没有文字，像是扫描件。", "请先识别成文字（OCR），或者导入Word文件")
    return numbered(_blocks(without_running(pages)))


def _blocks(found: Sequence[Line | PageTable]) -> Iterator[Block]:
    """Lines as paragraphs, tables that go on over pages as one."""
    margins = margins_of([line for line in found if isinstance(line, Line)])
    for is_table, group in groupby(found, key=lambda each: isinstance(each, PageTable)):
        if is_table:
            yield from (table.as_block() for table in over_pages(each for each in group if isinstance(each, PageTable)))
        else:
            lines = [each for each in group if isinstance(each, Line)]
            yield from (Paragraph(text, 0, page=page) for text, page in paragraphs(lines, margins))


def _count(document: PdfDocument) -> int:
    count = len(document)
    if count > _MOST_PAGES:
        raise MzError(f"有{count}页，不像是一份公文，没有打开。", "请拆成几份，逐份导入")
    return count


def _pages(document: PdfDocument) -> Iterator[list[Line | PageTable]]:
    tables: list[Grid] = []
    for number in range(_count(document)):
        found = _page(document, number, tables)
        tables = [each.grid for each in found if isinstance(each, PageTable)]
        yield found


def _page(document: PdfDocument, number: int, before: Sequence[Grid]) -> list[Line | PageTable]:
    """The lines and tables of one page, from 0, in their order; `before` are the tables of the page before."""
    page = document[number]
    text_page = page.get_textpage()
    try:
        known = (grid for grid in grids(rules(page)) if len(grid.cells) > 1 or any(map(grid.is_alike, before)))
        tables = [Filling(grid, number + 1) for grid in known]
        found = list(_lines(text_page, page.get_size(), number + 1, tables))
    finally:
        text_page.close()
        page.close()
    return [each.table(_text) if isinstance(each, Filling) else each for each in found]


def _lines(
    page: PdfTextPage, size: tuple[float, float], number: int, tables: Sequence[Filling]
) -> Iterator[Line | Filling]:
    """The lines of one page, and each table where its first word stands; it is filled when the last line is read."""
    count = min(page.count_chars(), _LONGEST_PAGE)
    text = page.get_text_range(0, count) if count > 0 else ""
    at, seen = 0, set[int]()
    for words in text.split("\n"):
        outside = words.removesuffix("\r")
        if tables and outside.strip():
            outside, places = _outside(page, outside, at, tables)
            yield from (tables[place] for place in places if place not in seen)
            seen |= places
        line = _line(page, outside, at, size, number)
        at += len(words) + 1
        if line:
            yield line


def _outside(page: PdfTextPage, words: str, at: int, tables: Sequence[Filling]) -> tuple[str, set[int]]:
    """A line with blanks for what stands in tables, whose cells take it; and which tables these are."""
    outside, places = list(words), set[int]()
    for place, char in enumerate(words):
        if not char.strip():
            continue
        box = (*page.get_charbox(at + place, loose=True), char)
        taken = next((number for number, table in enumerate(tables) if table.take(box)), None)
        if taken is not None:
            outside[place] = " "
            places.add(taken)
    return "".join(outside), places


def _line(page: PdfTextPage, words: str, at: int, size: tuple[float, float], number: int) -> Line | None:
    """A line with its place on the page: `at` is its first character's."""
    if not words.strip():
        return None
    first = at + len(words) - len(words.lstrip())
    last = at + len(words.rstrip()) - 1
    em = max(_font_size(page, first), _font_size(page, last))
    left, bottom, _, top = page.get_charbox(first, loose=True)
    _, _, right, _ = page.get_charbox(last, loose=True)
    em = em or abs(top - bottom)
    if " " in words.strip():
        words, left, right = _by_place(page, words, at, em)
    text = _cleaned(words)
    width, height = size
    return Line(text, number, left, right, 1 - (bottom + top) / 2 / (height or 1), em, width) if text else None


def _cleaned(words: str) -> str:
    return _GAP.sub("", clean(words.replace("\ufffe", "-")))


def _text(boxes: Sequence[Box], em: float) -> str:
    """A line of a table's cell."""
    return _cleaned(_spaced(boxes, em))


def _by_place(page: PdfTextPage, words: str, at: int, em: float) -> tuple[str, float, float]:
    """A line's characters as they stand from left to right, with the line's edges.

    A file may draw what is in another font, such as quotation marks, behind the rest of the line.
    """
    boxes = [(*page.get_charbox(at + place, loose=True), char) for place, char in enumerate(words) if char.strip()]
    boxes.sort(key=lambda box: box[0])
    return _spaced(boxes, em), boxes[0][0], max(box[2] for box in boxes)


def _spaced(boxes: Sequence[Box], em: float) -> str:
    """Characters from left to right, with a blank at each gap that shows as one."""
    text, end = "", boxes[0][0]
    for left, _, right, _, char in boxes:
        text += f" {char}" if left - end > _WIDE_GAP * em else char
        end = max(end, right)
    return text


def _font_size(page: PdfTextPage, at: int) -> float:
    """In points; 0 where the file scales its letters otherwise, and says nothing of use."""
    from pypdfium2 import raw

    size = float(raw.FPDFText_GetFontSize(page.raw, at))
    return size if size > _SMALLEST_FONT else 0.0
