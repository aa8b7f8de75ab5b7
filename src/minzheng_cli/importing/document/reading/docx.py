"""Word documents: the body as a reader sees it with all tracked changes accepted. Source: ISO/IEC 29500-1, 17.

Read as a stream, one paragraph or table at a time, so that a long document takes little memory. Headers, footers,
comments, hidden text, tables of contents, macros and everything outside the file are left out.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import IO, TYPE_CHECKING

from minzheng_cli.errors import MzError
from minzheng_cli.importing.document.blocks import Block, Paragraph
from minzheng_cli.importing.document.reading.docx_styles import Styles
from minzheng_cli.importing.document.reading.docx_tables import laid_out
from minzheng_cli.importing.document.reading.docx_text import Runs
from minzheng_cli.importing.document.reading.lines import numbered
from minzheng_cli.importing.document.reading.numbering import Numbering, with_number
from minzheng_cli.importing.document.reading.wordml import NAMESPACE, STRICT_NAMESPACE, W, child, number_of, value_of
from minzheng_cli.importing.document.reading.words import clean
from minzheng_cli.importing.document.reading.xml import elements, faults, whole
from minzheng_cli.importing.unpacking import checked

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

LARGEST_UNPACKED = 256 * 2**20
"""Bytes of all that is packed in it, pictures included."""
_LARGEST_TEXT = 96 * 2**20
"""Bytes of the part that holds the text: some 10 000 pages."""
_RATIO = 400
"""How many times a part may be larger than it is packed; Word's own are up to 50 times."""
_SMALL = 8 * 2**20
"""Bytes up to which a part may be as large as it likes."""
_HINT = "请用Word或WPS打开它，另存为.docx，再导入"
_THROUGH = {f"{W}{name}" for name in ("ins", "moveTo", "customXml", "smartTag")}
_TABLE_OF_CONTENTS = "table of contents"


def read(data: bytes) -> list[Block]:
    """The paragraphs and tables of the body, then the footnotes. Raises MzError for what is no sound document."""
    with faults(), zipfile.ZipFile(BytesIO(data)) as package:
        checked(package, LARGEST_UNPACKED, "公文", _HINT)
        parts = _Parts(package)
        return numbered(_Document(parts).blocks())


class _Parts:
    """The parts of the package that are read."""

    def __init__(self, package: zipfile.ZipFile) -> None:
        self._package = package
        self._names = {each.filename.replace("\\", "/"): each for each in package.infolist()}
        self.main = next((name for name in self._names if name.lower() == "word/document.xml"), None) or _refuse(
            self._names
        )

    def open(self, name: str) -> IO[bytes] | None:
        """A part beside the main one, or None. Raises MzError where it unpacks to too much."""
        info = self._names.get(f"{self.main.rpartition('/')[0]}/{name}")
        if info is None:
            return None
        grown = info.file_size > _RATIO * max(info.compress_size, 1) and info.file_size > _SMALL
        if info.file_size > _LARGEST_TEXT or grown:
            raise MzError(f"解开后有{info.file_size / 2**20:.0f}MB，不像是公文，没有打开。", _HINT)
        stream = self._package.open(info)
        with self._package.open(info) as start:
            if STRICT_NAMESPACE not in start.read(4096):
                return stream
        return BytesIO(stream.read().replace(STRICT_NAMESPACE, NAMESPACE))

    def top(self, name: str) -> Element | None:
        """The top element of a small part."""
        stream = self.open(name)
        return None if stream is None else whole(stream)


def _refuse(names: Iterable[str]) -> str:
    kinds = {
        "xl/": "是Excel文件，不是公文。",
        "ppt/": "是演示文稿，不是公文。",
        "content.xml": "是.odt文件，读不了。",
        "OFD.xml": "是.ofd文件，读不了。",
    }
    message = next((kinds[start] for name in names for start in kinds if name.startswith(start)), "不是Word文档。")
    raise MzError(message, _HINT)


class _Document:
    """A body as it is read: counts the numbering on, keeps what a footnote or a removed paragraph mark holds back."""

    def __init__(self, parts: _Parts) -> None:
        self._parts = parts
        self._styles = Styles(parts.top("styles.xml"))
        self._numbering = Numbering(parts.top("numbering.xml"), self._styles.lists)
        self._notes: list[tuple[str, str]] = []
        self._held = ""

    def blocks(self) -> Iterator[Block]:
        """Everything, line numbers still to be given."""
        stream = self._parts.open("document.xml")
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
            elif tag in _THROUGH:
                yield from self._blocks(element, in_cell=in_cell)

    def _paragraph(self, element: Element, *, in_cell: bool) -> Iterator[Block]:
        """The paragraph, one for each of its lines; then what its text boxes hold."""
        properties = child(element, "pPr")
        style = self._styles.of(value_of(properties, "pStyle"))
        runs = Runs(element)
        lines = [] if style.is_contents else [clean(line) for line in runs.text.split("\n")]
        text = [line for line in lines if line]
        self._notes += runs.notes
        if _mark_removed(properties):
            self._held += "".join(text)
        elif text or in_cell or self._held:
            first, *others = text or [""]
            first, self._held = self._held + first, ""
            first = with_number(self._number(properties), first)
            level = self._level(properties)
            yield from (Paragraph(line, 0, level) for line in (first, *others) if line)
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
        for part, tag in (("footnotes.xml", "footnote"), ("endnotes.xml", "endnote")):
            wanted = [key for kind, key in self._notes if kind == tag]
            top = self._parts.top(part) if wanted else None
            found = {} if top is None else {each.get(f"{W}id", ""): each for each in top.iterchildren(f"{W}{tag}")}
            for key in wanted:
                for block in self._blocks(found.get(key, ())):
                    if isinstance(block, Paragraph):
                        yield Paragraph(block.text, 0, note=True)


def _mark_removed(properties: Element | None) -> bool:
    """True where the paragraph's end was deleted, so that it runs on into the next."""
    mark = child(properties, "rPr")
    return child(mark, "del") is not None or child(mark, "moveFrom") is not None


def _is_contents(element: Element) -> bool:
    return any(each.get(f"{W}val", "").lower() == _TABLE_OF_CONTENTS for each in element.iter(f"{W}docPartGallery"))
