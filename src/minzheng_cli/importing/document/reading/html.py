"""Saved web pages: the main text of the page, without its navigation, footer and links to share and read on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from minzheng_cli.errors import MzError
from minzheng_cli.importing.document.blocks import Block, Paragraph, Table
from minzheng_cli.importing.document.reading.html_main import main_text
from minzheng_cli.importing.document.reading.html_tables import rows_of
from minzheng_cli.importing.document.reading.limits import Budget
from minzheng_cli.importing.document.reading.lines import numbered
from minzheng_cli.importing.document.reading.numbering import with_number
from minzheng_cli.importing.document.reading.numerals import numeral
from minzheng_cli.importing.document.reading.text import decode
from minzheng_cli.importing.document.reading.words import clean

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{1,40})""", re.IGNORECASE)
_ENCODINGS = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "gb18030": "gb18030",
    "utf8": "utf-8",
    "utf-8": "utf-8",
    "unicode": "utf-16",
    "utf-16": "utf-16",
    "big5": "big5",
}
"""Encodings that Chinese pages are written in, by what they declare; any other name is not believed."""
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")
_MOST_TAGS = 500_000
_MOST_ATTRIBUTES = 1_000
_LONG_TAG = re.compile(rb"<[a-zA-Z][^<>]{10000,}")
_DEEPEST = 200
"""Elements within one another; pages that people read have some thirty."""
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section",
    "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", *_HEADINGS,
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
    name = declared[1].decode("ascii", "replace").lower() if declared else None
    _refuse_endless(data)
    text = decode(data, _ENCODINGS.get(name or ""))
    root = _parsed(_DECLARATION.sub("", text).replace("\0", ""))
    if root is None:
        raise MzError("里没有文字。", "请在浏览器里另存为“网页，仅HTML”，再导入")
    return numbered(_Page(Budget()).blocks(main_text(root)))


def _refuse_endless(data: bytes) -> None:
    """Look for what makes a parser slow before it runs. Raises MzError for more tags or attributes than a page has."""
    is_endless = data.count(b"<") > _MOST_TAGS or any(
        len(tag[0].split()) > _MOST_ATTRIBUTES for tag in _LONG_TAG.finditer(data)
    )
    if is_endless:
        raise MzError("不像是给人看的网页，没有打开。", "请在浏览器里打开，把正文复制到Word里，另存为.docx，再导入")


def _parsed(text: str) -> Element | None:
    """The page's tree. Raises MzError for one that is nested too deep to have been made for people."""
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.LxmlError:
        return None
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")) if root is not None else ():
        depth += 1 if event == "start" else -1
        if depth > _DEEPEST:
            raise MzError("层层嵌套太深，没有打开。", "请在浏览器里打开，把正文复制到Word里，另存为.docx，再导入")
    return root


class _Page:
    """A page as it is read: the text of the paragraph so far, and how far the lists have counted."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._text: list[str] = []
        self._number = ""
        self._items: Counter[Element | None] = Counter()

    def blocks(self, element: Element, level: int | None = None) -> Iterator[Block]:
        """All within the element, line numbers still to be given; its own tail is not."""
        tag = element.tag
        level = _HEADINGS.get(tag, level)
        if tag == "br":
            yield from self._flush(level)
            return
        if tag == "table" and (rows := rows_of(element, self._cell, self._budget)):
            yield from self._flush(level)
            yield Table(rows, 0)
            return
        is_block = tag in _BLOCKS
        if is_block:
            yield from self._flush(level)
        if tag == "li":
            parent = element.getparent()
            self._number = _number_of(element, self._items[parent])
            self._items[parent] += 1
        self._add(element.text, keep=tag == "pre")
        for each in element:
            if isinstance(each.tag, str):
                yield from self.blocks(each, level)
            self._add(each.tail, keep=tag == "pre")
        if is_block:
            yield from self._flush(level)

    def _add(self, text: str | None, *, keep: bool) -> None:
        if text:
            self._text.append(text if keep else _SPACE.sub(lambda blank: _BROKEN if "\n" in blank[0] else " ", text))

    def _flush(self, level: int | None) -> Iterator[Paragraph]:
        """The paragraph so far, if it holds anything, behind its number."""
        for line in "".join(self._text).split("\n"):
            words = clean(_CHINESE_BREAK.sub("", line).replace(_BROKEN, " "))
            if words:
                yield Paragraph(with_number(self._number, words), 0, level)
                self._number = ""
        self._text.clear()

    def _cell(self, cell: Element) -> str:
        inner = _Page(self._budget)
        return "\n".join(line for block in inner.blocks(cell) for line in _lines(block))


def _lines(block: Block) -> Iterator[str]:
    """A cell's paragraphs; of a small table inside it the rows."""
    if isinstance(block, Paragraph):
        yield block.text
    else:
        yield from (" ".join(filter(None, row)) for row in block.rows)


def _number_of(item: Element, before: int) -> str:
    """The number that a browser shows before an item of an ordered list; `before` are the items before it."""
    parent = item.getparent()
    if parent is None or parent.tag != "ol" or "none" in (parent.get("style") or ""):
        return ""
    number = _integer(item.get("value"), _integer(parent.get("start"), 1) + before)
    return f"{numeral(number, _STYLES.get(parent.get('type') or '', 'decimal'))}."


def _integer(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 6 else otherwise
