"""The parts of a .docx, found by their relationships, whatever they are called. Source: ISO/IEC 29500-2, 9.3."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterable
from io import BytesIO
from typing import IO, TYPE_CHECKING

from minzheng_cli.errors import MzError
from minzheng_cli.importing.document.reading.wordml import NAMESPACE, STRICT_NAMESPACE
from minzheng_cli.importing.document.reading.xml import whole

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

HINT = "请用Word或WPS打开它，另存为.docx，再导入"
_LARGEST_TEXT = 96 * 2**20
"""Bytes of the part that holds the text: some 10 000 pages."""
_RATIO = 400
"""How many times a part may be larger than it is packed; Word's own are up to 50 times."""
_SMALL = 8 * 2**20
"""Bytes up to which a part may be as large as it likes."""
_MAIN = "word/document.xml"


class Parts:
    """The parts of the package that are read."""

    def __init__(self, package: zipfile.ZipFile) -> None:
        self._package = package
        self._names = {each.filename.replace("\\", "/"): each for each in package.infolist()}
        self._lower = {name.lower(): name for name in self._names}
        self._main = self._main_part()
        self._related = self._relations(self._main)

    def _main_part(self) -> str:
        """The document itself. Raises MzError for a package that holds none."""
        top = self._relations("")
        named = next((target for kind, target in top.values() if kind == "officeDocument"), "")
        for name in (named, _MAIN):
            if name.startswith("word") and name.lower() in self._lower:
                return self._lower[name.lower()]
        return _refuse(self._names)

    def _relations(self, of: str) -> dict[str, tuple[str, str]]:
        """A part's relationships inside the package by their ids: the last word of the type, and the part's name."""
        folder, _, name = of.rpartition("/")
        top = self._top(posixpath.join(folder, "_rels", f"{name}.rels"))
        found: dict[str, tuple[str, str]] = {}
        for each in () if top is None else top:
            target, kind = each.get("Target", ""), each.get("Type", "").rpartition("/")[2]
            if each.get("TargetMode") != "External" and target:
                path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                found[each.get("Id", "")] = (kind, posixpath.normpath(path))
        return found

    def document(self) -> IO[bytes] | None:
        """The part that holds the text."""
        return self._open(self._main)

    def top(self, kind: str) -> Element | None:
        """The top element of a small part beside the main one: styles, numbering, footnotes, endnotes."""
        named = next((target for each, target in self._related.values() if each == kind), "")
        beside = posixpath.join(posixpath.dirname(self._main), f"{kind}.xml")
        return self._top(named if named.lower() in self._lower else beside)

    def inserted(self, key: str) -> tuple[str, bytes]:
        """The name and the bytes of a file that was put into the document whole (`w:altChunk`)."""
        _, name = self._related.get(key, ("", ""))
        stream = self._open(name)
        return name, stream.read() if stream else b""

    def _top(self, name: str) -> Element | None:
        stream = self._open(name)
        return None if stream is None else whole(stream)

    def _open(self, name: str) -> IO[bytes] | None:
        """A part, or None. Raises MzError where it unpacks to too much."""
        info = self._names.get(self._lower.get(name.lower(), ""))
        if info is None:
            return None
        grown = info.file_size > _RATIO * max(info.compress_size, 1) and info.file_size > _SMALL
        if info.file_size > _LARGEST_TEXT or grown:
            raise MzError(f"解开后有{info.file_size / 2**20:.0f}MB，不像是公文，没有打开。", HINT)
        stream = self._package.open(info)
        with self._package.open(info) as start:
            if STRICT_NAMESPACE not in start.read(4096):
                return stream
        return BytesIO(stream.read().replace(STRICT_NAMESPACE, NAMESPACE))


def _refuse(names: Iterable[str]) -> str:
    kinds = {
        "xl/": "是Excel文件，不是公文。",
        "ppt/": "是演示文稿，不是公文。",
        "content.xml": "是.odt文件，读不了。",
        "OFD.xml": "是.ofd文件，读不了。",
    }
    message = next((kinds[start] for name in names for start in kinds if name.startswith(start)), "不是Word文档。")
    raise MzError(message, HINT)
