"""The parts of a .docx and how they refer to one another. Source: ISO/IEC 29500-2, 6.5 (relationships); 29500-1, 11.3."""

from __future__ import annotations

import posixpath
import zipfile
from functools import cached_property
from io import BytesIO
from typing import IO, TYPE_CHECKING
from urllib.parse import unquote

from minzheng_cli.errors import MzError
from minzheng_cli.importing.document.reading.wordml import TRANSITIONAL
from minzheng_cli.importing.document.reading.xml import elements, whole

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element as Element

HINT = "请用Word或WPS打开它，另存为.docx，再导入"
NO_WORD = "不是Word文档。"
_LARGEST_TEXT = 96 * 2**20
"""Bytes of the part that holds the text: some 10 000 pages."""
_RATIO = 400
"""How many times a part may be larger than it is packed; Word's own are up to 50 times."""
_SMALL = 8 * 2**20
"""Bytes up to which a part may be as large as it likes."""
_KIND = "officeDocument"
_USUAL = "word/document.xml"
_TYPES = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)
"""What the kind of a relationship stands behind, transitional and strict."""


class Package:
    """The main part, wherever the package keeps it, and those that it refers to. Nothing outside the file is looked at."""

    def __init__(self, package: zipfile.ZipFile) -> None:
        """Raises MzError for a package that holds no Word document."""
        self._package = package
        self._parts = {_key(each.filename): each for each in package.infolist()}
        meant = next((part for kind, part in self._relations("").values() if kind == _KIND), None)
        self.main = next((name for name in (meant, _USUAL) if name and self._is_text(name)), None) or _refuse(
            self._parts
        )

    def _is_text(self, name: str) -> bool:
        return _key(name) in self._parts and not _key(name).startswith(("xl/", "ppt/"))

    def of_kind(self, kind: str) -> str:
        """The part that the main one refers to by this kind of relationship, such as `styles`; its usual name where none."""
        found = next((part for each, part in self._related.values() if each == kind), None)
        return found or posixpath.join(posixpath.dirname(self.main), f"{kind}.xml")

    def related(self, key: str) -> str | None:
        """The part behind a relationship of the main one, by the relationship's id."""
        return self._related.get(key, ("", None))[1]

    def open(self, name: str) -> IO[bytes] | None:
        """A part's XML with the transitional names of elements, or None. Raises MzError where it unpacks to too much."""
        stream = self._stream(name)
        if stream is None:
            return None
        with stream:
            start = stream.read(4096)
        again = self._stream(name)
        if again is None or not any(strict in start for strict in TRANSITIONAL):
            return again
        data = again.read()
        for strict, usual in TRANSITIONAL.items():
            data = data.replace(strict, usual)
        return BytesIO(data)

    def bytes_of(self, name: str) -> bytes | None:
        """A part as it is, or None. Raises MzError where it unpacks to too much."""
        stream = self._stream(name)
        if stream is None:
            return None
        with stream:
            return stream.read()

    def top(self, name: str) -> Element | None:
        """The top element of a small part."""
        stream = self.open(name)
        return None if stream is None else whole(stream)

    def _stream(self, name: str) -> IO[bytes] | None:
        info = self._parts.get(_key(name))
        if info is None:
            return None
        grown = info.file_size > _RATIO * max(info.compress_size, 1) and info.file_size > _SMALL
        if info.file_size > _LARGEST_TEXT or grown:
            raise MzError(f"解开后有{info.file_size / 2**20:.0f}MB，不像是公文，没有打开。", HINT)
        return self._package.open(info)

    @cached_property
    def _related(self) -> dict[str, tuple[str, str | None]]:
        return self._relations(self.main)

    def _relations(self, source: str) -> dict[str, tuple[str, str | None]]:
        """From a relationship's id to its kind and its part; the package's own for an empty name."""
        folder, name = posixpath.split(source)
        stream = self._stream(posixpath.join(folder, "_rels", f"{name}.rels"))
        listed = elements(stream) if stream else ()
        return {each.get("Id", ""): (_kind_of(each), _inside(folder, each)) for each in listed}


def _kind_of(relation: Element) -> str:
    base, _, kind = relation.get("Type", "").rpartition("/")
    return kind if base in _TYPES else ""


def _inside(folder: str, relation: Element) -> str | None:
    """The part that a relationship leads to from a folder; None where it leads out of the package."""
    if relation.get("TargetMode") == "External":
        return None
    return posixpath.normpath(posixpath.join("/", folder, unquote(relation.get("Target", "")))).lstrip("/")


def _key(name: str) -> str:
    """A part's name as it is compared: in lower case, from the package's top."""
    return unquote(name).replace("\\", "/").lstrip("/").lower()


def _refuse(names: Iterable[str]) -> str:
    kinds = {
        "xl/": "是Excel文件，不是公文。",
        "ppt/": "是演示文稿，不是公文。",
        "content.xml": "是.odt文件，读不了。",
        "ofd.xml": "是.ofd文件，读不了。",
    }
    message = next((kinds[start] for name in names for start in kinds if name.startswith(start)), NO_WORD)
    raise MzError(message, HINT)
