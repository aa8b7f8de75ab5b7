"""Word documents: the body as a reader sees it with all tracked changes accepted. Source: ISO/IEC 29500-1, 17.

Read as a stream, one paragraph or table at a time, so that a long document takes little memory. Headers, footers,
comments, hidden text, tables of contents, macros and everything outside the file are left out.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING

from minzheng_cli.errors import MzError
from minzheng_cli.importing.document.blocks import Block, Paragraph
from minzheng_cli.importing.document.reading.docx_inserted import Inserted
from minzheng_cli.importing.document.reading.docx_package import HINT, NO_WORD, Package
from minzheng_cli.importing.document.reading.docx_styles import Styles
from minzheng_cli.importing.document.reading.docx_tables import laid_out
from minzheng_cli.importing.document.reading.docx_text import Runs
from minzheng_cli.importing.document.reading.lines import numbered, whole_lines
from minzheng_cli.importing.document.reading.numbering import Numbering, with_number
from minzheng_cli.importing.document.reading.wordml import ALTERNATIVES, W, alternative, child, number_of, value_of
from minzheng_cli.importing.document.reading.words import clean
from minzheng_cli.importing.document.reading.xml import elements, faults
from minzheng_cli.importing.unpacking import checked

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

LARGEST_UNPACKED = 256 * 2**20
"""Bytes of all that is packed in it, pictures included."""
_THROUGH = {f"{W}{name}" for name in ("ins", "moveTo", "customXml", "smartTag")}
_TABLE_OF_CONTENTS = "table of contents"


def read(data: bytes) -> list[Block]:
    """The paragraphs and tables of the body, then the footnotes. Raises MzError for what is no sound document."""
    return _read(data, _read_inserted)


def _read_inserted(data: bytes) -> list[Block]:
    return _read(data, None)


def _read(data: bytes, read_inserted: Callable[[bytes], list[Block]] | None) -> list[Block]:
    with faults(), zipfile.ZipFile(BytesIO(data)) as package:
        checked(package, LARGEST_UNPACKED, "公文", HINT)
        return numbered(_Document(Package(package), read_inserted).blocks())


@dataclass
class _Held:
    """Words of paragraphs whose end is not seen, so that they run on into the next, and the number before them."""

    words: list[str] = field(default_factory=list)
    number: str = ""

    def with_first(self, number: str, line: str) -> str:
        """The line that the words run on into, behind its number."""
        return with_number(self.number or number, "".join((*self.words, line)))


class _Document:
    """A body as it is read: counts the numbering on, keeps what is still to come behind or before something else."""

    def __init__(self, package: Package, read_inserted: Callable[[bytes], list[Block]] | None) -> None:
        self._package = package
        self._inserted = Inserted(package, read_inserted)
        self._styles = Styles(package.top(package.of_kind("styles")))
        self._numbering = Numbering(package.top(package.of_kind("numbering")), self._styles.lists)
        self._notes: list[tuple[str, str]] = []
        self._later: list[Block] = []
        self._held = _Held()

    def blocks(self) -> Iterator[Block]:
        """Everything, line numbers still to be given."""
        stream = self._package.open(self._package.main)
        has_body = False
        for element in elements(stream) if stream else ():
            parent = element.getparent()
            has_body |= element.tag == f"{W}body"
            if parent is not None and parent.tag == f"{W}body":
                yield from self._blocks([element])
                element.clear()
                while element.getprevious() is not None:
                    del parent[0]
        if not has_body:
            raise MzError(NO_WORD, HINT)
        yield from self._released()
        yield from self._footnotes()
        yield from self._later

    def _blocks(self, children: Iterable[Element], *, in_cell: bool = False) -> Iterator[Block]:
        for element in children:
            tag = element.tag
            if tag == f"{W}p":
                yield from self._paragraph(element, in_cell=in_cell)
            elif tag == f"{W}tbl":
                yield from self._released()
                yield from laid_out(element, lambda cell: self._apart(cell, in_cell=True))
            elif tag == f"{W}sdt":
                content = child(element, "sdtContent")
                if content is not None and not _is_contents(element):
                    yield from self._blocks(content, in_cell=in_cell)
            elif tag == ALTERNATIVES:
                yield from self._blocks(alternative(element), in_cell=in_cell)
            elif tag == f"{W}altChunk":
                yield from self._released()
                yield from self._inserted_blocks(element)
            elif tag in _THROUGH:
                yield from self._blocks(element, in_cell=in_cell)

    def _apart(self, children: Iterable[Element], *, in_cell: bool = False) -> Iterator[Block]:
        """The same of a cell or a box, into which no paragraph from outside runs on, nor out of it."""
        outside, self._held = self._held, _Held()
        yield from self._blocks(children, in_cell=in_cell)
        yield from self._released()
        self._held = outside

    def _paragraph(self, element: Element, *, in_cell: bool) -> Iterator[Block]:
        """The paragraph, one for each of its lines; then what its text boxes hold."""
        properties = child(element, "pPr")
        name = value_of(properties, "pStyle")
        runs = Runs(element, lambda run: self._styles.is_hidden(run, name))
        self._notes += runs.notes
        if not runs.are_contents and not self._styles.of(name).is_contents:
            lines = whole_lines(clean(line) for line in runs.text.split("\n"))
            yield from self._lines(properties, lines, in_cell=in_cell)
        for box in runs.boxes:
            yield from self._apart(box)

    def _lines(self, properties: Element | None, lines: list[str], *, in_cell: bool) -> Iterator[Block]:
        """A paragraph's lines, the first with what is held and its number; where its end is not seen, they are held."""
        if _mark_removed(properties):
            self._held.words += lines
        elif self._styles.is_hidden(child(properties, "rPr"), value_of(properties, "pStyle")):
            if lines:
                self._held.number = self._held.number or self._number(properties)
                self._held.words += lines
        else:
            number, first, *others = self._number(properties), *(lines or [""])
            if lines or in_cell or self._held.words:
                level, first = self._level(properties), self._held.with_first(number, first)
                self._held = _Held()
                yield from (Paragraph(line, 0, level) for line in (first, *others) if line)

    def _released(self) -> Iterator[Block]:
        """What is held, where no paragraph comes that it could run on into."""
        if self._held.words:
            yield Paragraph(self._held.with_first("", ""), 0)
        self._held = _Held()

    def _inserted_blocks(self, element: Element) -> Iterator[Block]:
        for block in self._inserted.blocks(element):
            if isinstance(block, Paragraph) and block.note:
                self._later.append(block)
            else:
                yield block

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
        for tag in ("footnote", "endnote"):
            wanted = [key for kind, key in self._notes if kind == tag]
            top = self._package.top(self._package.of_kind(f"{tag}s")) if wanted else None
            found = {} if top is None else {each.get(f"{W}id", ""): each for each in top.iterchildren(f"{W}{tag}")}
            for key in wanted:
                for block in self._apart(found.get(key, ())):
                    if isinstance(block, Paragraph):
                        yield Paragraph(block.text, 0, note=True)


def _mark_removed(properties: Element | None) -> bool:
    """True where the paragraph's end was deleted, so that it runs on into the next."""
    mark = child(properties, "rPr")
    return child(mark, "del") is not None or child(mark, "moveFrom") is not None


def _is_contents(element: Element) -> bool:
    return any(each.get(f"{W}val", "").lower() == _TABLE_OF_CONTENTS for each in element.iter(f"{W}docPartGallery"))
