"""Saved web pages: the main text of the page, without its navigation, footer and links to share and read on."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from minzheng_cli.errors import MzError
from minzheng_cli.importing.document.blocks import Block, Paragraph, Table
from minzheng_cli.importing.document.reading.html_main import main_text
from minzheng_cli.importing.document.reading.html_sizes import Sizes
from minzheng_cli.importing.document.reading.html_tables import integer, row_of, rows_of
from minzheng_cli.importing.document.reading.html_tree import tree_of
from minzheng_cli.importing.document.reading.lines import numbered
from minzheng_cli.importing.document.reading.numbering import with_number
from minzheng_cli.importing.document.reading.numerals import numeral
from minzheng_cli.importing.document.reading.room import Room
from minzheng_cli.importing.document.reading.text import decode
from minzheng_cli.importing.document.reading.words import clean

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{1,40})""", re.IGNORECASE)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "li", "main", "nav", "ol", "p", "pre",
    "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", *_HEADINGS,
))  # fmt: skip
_SPACE = re.compile(r"[ \t\r\n\f]+")
_BROKEN = "\x1f"
"""Stands for a blank that is a line break in the page's source: between Chinese characters it means nothing."""
_CHINESE = r"\u2e80-\u9fff\u3000-\u303f\uff00-\uffef“”‘’"
_CHINESE_BREAK = re.compile(rf"(?<=[{_CHINESE}]){_BROKEN}(?=[{_CHINESE}])")
_STYLES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


def read(data: bytes) -> list[Block]:
    """The main text's blocks. Raises MzError for what is no page."""
    declared = _CHARSET.search(data[:4096])
    root = tree_of(decode(data, declared[1].decode("ascii", "replace").lower() if declared else None))
    if root is None:
        raise MzError("里没有文字。", "请在浏览器里另存为“网页，仅HTML”，再导入")
    main, sizes = main_text(root)
    return numbered(_Page(sizes, Room()).blocks(main))


class _Page:
    """A page, or a cell, as it is read: the blocks and the paragraph so far, and how far the lists have counted."""

    def __init__(self, sizes: Sizes, room: Room) -> None:
        self._sizes, self._room = sizes, room
        self._found: list[Block] = []
        self._text: list[str] = []
        self._number = ""
        self._items: Counter[Element | None] = Counter()

    def blocks(self, element: Element) -> list[Block]:
        """All within the element, line numbers still to be given; its own tail is not."""
        self._read(element, None)
        self._flush(None)
        return self._found

    def _read(self, element: Element, level: int | None) -> None:
        tag = element.tag
        level = _HEADINGS.get(tag, level)
        if tag == "br":
            self._flush(level)
            return
        if (tag == "table" and self._read_table(element, level)) or (tag == "tr" and self._read_row(element, level)):
            return
        is_block = tag in _BLOCKS
        if is_block:
            self._flush(level)
        if tag == "li":
            parent = element.getparent()
            self._number = _number_of(element, self._items[parent])
            self._items[parent] += 1
        self._add(element.text, keep=tag == "pre")
        for each in element:
            if isinstance(each.tag, str):
                self._read(each, level)
            self._add(each.tail, keep=tag == "pre")
        if is_block:
            self._flush(level)

    def _read_table(self, table: Element, level: int | None) -> bool:
        """False for one that only lays out the page."""
        rows = rows_of(table, self._sizes, self._cell, self._room)
        if rows is None:
            return False
        self._flush(level)
        for caption in table.iterchildren("caption"):
            self._read(caption, level)
        self._found.append(Table(rows, 0))
        return True

    def _read_row(self, row: Element, level: int | None) -> bool:
        """False for a row of which each cell is read by itself."""
        cells = row_of(row, self._sizes, self._cell)
        if not any(cells):
            return False
        self._flush(level)
        self._found.append(Table((cells,), 0))
        return True

    def _add(self, text: str | None, *, keep: bool) -> None:
        if text:
            self._text.append(text if keep else _SPACE.sub(lambda blank: _BROKEN if "\n" in blank[0] else " ", text))

    def _flush(self, level: int | None) -> None:
        """The paragraph so far, if it holds anything, behind its number."""
        for line in "".join(self._text).split("\n"):
            words = clean(_CHINESE_BREAK.sub("", line).replace(_BROKEN, " "))
            if words:
                self._found.append(Paragraph(with_number(self._number, words), 0, level))
                self._number = ""
        self._text.clear()

    def _cell(self, cell: Element) -> str:
        """Its paragraphs, and the rows of tables in it, line by line."""
        return "\n".join(
            block.text if isinstance(block, Paragraph) else "\n".join(" ".join(row) for row in block.rows)
            for block in _Page(self._sizes, self._room).blocks(cell)
        )


def _number_of(item: Element, before: int) -> str:
    """The number that a browser shows before an item of an ordered list; `before` are the items before it."""
    parent = item.getparent()
    if parent is None or parent.tag != "ol" or "none" in (parent.get("style") or ""):
        return ""
    number = integer(item.get("value"), integer(parent.get("start"), 1) + before)
    return f"{numeral(number, _STYLES.get(parent.get('type') or '', 'decimal'))}."
