"""Word documents: the body as a reader sees it with all tracked changes accepted. Source: ISO/IEC 29500-1, 17.

Read as a stream, one paragraph or table at a time, so that a long document takes little memory. Headers, footers,
comments, hidden text, tables of contents, macros and everything outside the file are left out.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from minzheng_cli.importing.document.blocks import Block, Paragraph
from minzheng_cli.importing.document.reading.docx_chunks import blocks_of_chunk
from minzheng_cli.importing.document.reading.docx_parts import HINT, Parts
from minzheng_cli.importing.document.reading.docx_styles import Styles
from minzheng_cli.importing.document.reading.docx_tables import laid_out
from minzheng_cli.importing.document.reading.docx_text import ALTERNATIVES, Runs, one_of
from minzheng_cli.importing.document.reading.lines import numbered
from minzheng_cli.importing.document.reading.numbering import Numbering, with_number
from minzheng_cli.importing.document.reading.wordml import W, child, number_of, value_of
from minzheng_cli.importing.document.reading.words import clean
from minzheng_cli.importing.document.reading.xml import elements, faults
from minzheng_cli.importing.unpacking import checked

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

LARGEST_UNPACKED = 256 * 2**20
"""Bytes of all that is packed in it, pictures included."""
_THROUGH = {f"{W}{name}" for name in ("ins", "moveTo", "customXml", "smartTag")}
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_GOES_ON = ("、", "，", ",")
_TABLE_OF_CONTENTS = "table of contents"


def read(data: bytes) -> list[Block]:
    """The paragraphs and tables of the body, then the footnotes. Raises MzError for what is no sound document."""
    with faults(), zipfile.ZipFile(BytesIO(data)) as package:
        checked(package, LARGEST_UNPACKED, "公文", HINT)
        return numbered(_Document(Parts(package)).blocks())


class _Document:
    """A body as it is read: counts the numbering on, keeps what a footnote or a removed paragraph mark holds back."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._styles = Styles(parts.top("styles"))
        self._numbering = Numbering(parts.top("numbering"), self._styles.lists)
        self._notes: list[tuple[str, str]] = []
        self._held = ""

    def blocks(self) -> Iterator[Block]:
        """Everything, line numbers still to be given."""
        stream = self._parts.document()
        for element in elements(stream) if stream else ():
            parent = element.getparent()
            if parent is not None and parent.tag == f"{W}body":
                yield from self._blocks([element])
                element.clear()
                while element.getprevious() is not None:
                    del parent[0]
        yield from self._footnotes()

    def _blocks(self, children: Iterable[Element], *, in_cell: bool = False) -> Iterator[Block]:
        for element in children:
            tag = element.tag
            if tag == f"{W}p":
                yield from self._paragraph(element, in_cell=in_cell)
            elif tag == f"{W}tbl":
                yield from laid_out(element, lambda cell: self._blocks(cell, in_cell=True))
            elif tag == f"{W}sdt":
                content = child(element, "sdtContent")
                if content is not None and not _is_contents(element):
                    yield from self._blocks(content, in_cell=in_cell)
            elif tag == ALTERNATIVES:
                yield from self._blocks(one_of(element), in_cell=in_cell)
            elif tag == f"{W}altChunk":
                yield from blocks_of_chunk(*self._parts.inserted(element.get(_RELATION, "")))
            elif tag in _THROUGH:
                yield from self._blocks(element, in_cell=in_cell)

    def _paragraph(self, element: Element, *, in_cell: bool) -> Iterator[Block]:
        """The paragraph, one for each of its lines; then what its text boxes hold."""
        properties = child(element, "pPr")
        style = self._styles.of(value_of(properties, "pStyle"))
        runs = Runs(element, self._styles)
        text = [] if style.is_contents else _lines(runs.text)
        self._notes += runs.notes
        if _mark_removed(properties):
            self._held += "".join(text)
        elif text or in_cell or self._held:
            first, *others = text or [""]
            first, self._held = self._held + first, ""
            first = with_number(self._number(properties), first)
            level = self._level(properties)
            yield from (Paragraph(line, 0, level) for line in (first, *others) if line)
        elif not style.is_contents:
            self._number(properties)  # an empty item shows its number too, so that those behind it count on
        for box in runs.boxes:
            yield from self._blocks(box)

    def _number(self, properties: Element | None) -> str:
        """The automatic number before the paragraph: its own, or its style's."""
        own, name = child(properties, "numPr"), value_of(properties, "pStyle")
        style = self._styles.of(name)
        num = value_of(own, "numId") or style.list
        if num is None or num == "0":
            return ""
        depth = self._numbering.depth_of(num, name) if own is None else None
        return self._numbering.next(num, number_of(own, "ilvl", style.depth if depth is None else depth))

    def _level(self, properties: Element | None) -> int | None:
        outline = value_of(properties, "outlineLvl")
        if outline is None:
            return self._styles.of(value_of(properties, "pStyle")).level
        return int(outline) + 1 if outline in set("012345678") else None

    def _footnotes(self) -> Iterator[Block]:
        for part, tag in (("footnotes", "footnote"), ("endnotes", "endnote")):
            wanted = [key for kind, key in self._notes if kind == tag]
            top = self._parts.top(part) if wanted else None
            found = {} if top is None else {each.get(f"{W}id", ""): each for each in top.iterchildren(f"{W}{tag}")}
            for key in wanted:
                for block in self._blocks(found.get(key, ())):
                    if isinstance(block, Paragraph):
                        yield Paragraph(block.text, 0, note=True)


def _lines(text: str) -> list[str]:
    """The lines of a paragraph; one that ends inside a list (甲局、) goes on in the next."""
    found: list[str] = []
    for line in filter(None, map(clean, text.split("\n"))):
        if found and found[-1].endswith(_GOES_ON):
            found[-1] += line
        else:
            found.append(line)
    return found


def _mark_removed(properties: Element | None) -> bool:
    """True where the paragraph's end was deleted, so that it runs on into the next."""
    mark = child(properties, "rPr")
    return child(mark, "del") is not None or child(mark, "moveFrom") is not None


def _is_contents(element: Element) -> bool:
    return any(each.get(f"{W}val", "").lower() == _TABLE_OF_CONTENTS for each in element.iter(f"{W}docPartGallery"))
