"""PDF with text: lines joined into paragraphs, page numbers and running heads left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from minzheng_cli.errors import MzError
from minzheng_cli.importing.document.blocks import Block, Paragraph
from minzheng_cli.importing.document.reading.lines import numbered
from minzheng_cli.importing.document.reading.pdf_lines import Line, paragraphs, without_running
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
    """The document's paragraphs, each with the page where it begins. Raises MzError for one that holds no text."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD:
            raise MzError("加了密码，打不开。", "请去掉密码后再导入") from None
        raise MzError("已损坏，打不开。", "请核对文件是不是完整；有Word文件的，导入Word文件") from None
    try:
        pages = [list(_lines(document, number)) for number in range(_count(document))]
    except pypdfium2.PdfiumError:
        raise MzError("已损坏，打不开。", "请核对文件是不是完整；有Word文件的，导入Word文件") from None
    finally:
        document.close()
    if not any(pages):
        raise MzError("里没有文字，像是扫描件。", "请先识别成文字（OCR），或者导入Word文件")
    found = paragraphs(without_running(pages))
    return numbered(Paragraph(text, 0, page=page) for text, page in found)


def _count(document: PdfDocument) -> int:
    count = len(document)
    if count > _MOST_PAGES:
        raise MzError(f"有{count}页，不像是一份公文，没有打开。", "请拆成几份，逐份导入")
    return count


def _lines(document: PdfDocument, number: int) -> Iterator[Line]:
    """The lines of one page, from 0, in their order."""
    page = document[number]
    text_page = page.get_textpage()
    try:
        width, height = page.get_size()
        count = min(text_page.count_chars(), _LONGEST_PAGE)
        text = text_page.get_text_range(0, count) if count > 0 else ""
        at = 0
        for words in text.split("\n"):
            line = _line(text_page, words.removesuffix("\r"), at, (width, height), number + 1)
            at += len(words) + 1
            if line:
                yield line
    finally:
        text_page.close()
        page.close()


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
    text = _GAP.sub("", clean(words.replace("\ufffe", "-")))
    width, height = size
    return Line(text, number, left, right, 1 - (bottom + top) / 2 / (height or 1), em, width) if text else None


def _by_place(page: PdfTextPage, words: str, at: int, em: float) -> tuple[str, float, float]:
    """A line's characters as they stand from left to right, with the line's edges.

    A file may draw what is in another font, such as quotation marks, behind the rest of the line.
    """
    boxes = [(*page.get_charbox(at + place, loose=True), char) for place, char in enumerate(words) if char.strip()]
    boxes.sort(key=lambda box: box[0])
    text, end = "", boxes[0][0]
    for left, _, right, _, char in boxes:
        text += f" {char}" if left - end > _WIDE_GAP * em else char
        end = max(end, right)
    return text, boxes[0][0], end


def _font_size(page: PdfTextPage, at: int) -> float:
    """In points; 0 where the file scales its letters otherwise, and says nothing of use."""
    from pypdfium2 import raw

    size = float(raw.FPDFText_GetFontSize(page.raw, at))
    return size if size > _SMALLEST_FONT else 0.0
