"""Files that were put into a .docx as a whole (`w:altChunk`), until Word saves it. Source: ISO/IEC 29500-1, 17.17.2."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING

from minzheng_cli.errors import MzError
from minzheng_cli.importing.document.blocks import Block
from minzheng_cli.importing.document.reading import blocks_in
from minzheng_cli.importing.document.reading.docx_package import Package
from minzheng_cli.importing.document.reading.wordml import RELATION
from minzheng_cli.importing.unpacking import checked, unpacking

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_LARGEST = 16 * 2**20
"""Bytes of all files that are inserted in one document, unpacked; one that is inserted twice counts twice."""
_LEAST = 16 * 2**10
"""Bytes that each of them counts for at least: reading many small ones takes its time, too."""
_UNREAD = MzError(
    "里有一部分是从别的文件插入的，读不出来。", "请用Word打开它，另存为.docx（插入的部分会并进正文），再导入"
)
_PACKED = b"PK"
_PLAIN = (".htm", ".html", ".xhtml", ".txt")
"""Suffixes that are read besides .docx."""


class Inserted:
    """The files that are inserted in one document."""

    def __init__(self, package: Package, read_docx: Callable[[bytes], list[Block]] | None) -> None:
        """`read_docx` reads a document that is inserted; None where this one is inserted itself: then nothing is read."""
        self._package = package
        self._read_docx = read_docx
        self._left = _LARGEST

    def blocks(self, element: Element) -> list[Block]:
        """What an inserted file says. Raises MzError where it can't be read, and where all of them are too large."""
        name = self._package.related(element.get(f"{RELATION}id", ""))
        data = self._package.bytes_of(name) if name else None
        if name is None or data is None or self._read_docx is None:
            raise MzError(_UNREAD.message, _UNREAD.hint)
        with unpacking(_UNREAD):
            self._left -= max(_size(data), _LEAST)
        if self._left < 0:
            raise MzError("里插入的文件太多太大，没有打开。", _UNREAD.hint)
        try:
            return _read(data, posixpath.splitext(name)[1].lower(), self._read_docx) if data.strip() else []
        except MzError:
            raise MzError(_UNREAD.message, _UNREAD.hint) from None


def _size(data: bytes) -> int:
    if not data.startswith(_PACKED):
        return len(data)
    with zipfile.ZipFile(BytesIO(data)) as package:
        return sum(each.file_size for each in checked(package, _LARGEST, "公文", _UNREAD.hint))


def _read(data: bytes, suffix: str, read_docx: Callable[[bytes], list[Block]]) -> list[Block]:
    if data.startswith(_PACKED):
        return read_docx(data)
    if suffix not in _PLAIN:
        raise MzError(_UNREAD.message, _UNREAD.hint)
    return blocks_in(data, suffix)
