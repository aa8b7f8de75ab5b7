"""Files that another program has put into a .docx whole, for Word to take in when it opens it. Source: ISO/IEC 29500-1, 17.17.2."""

from __future__ import annotations

from importlib import import_module
from pathlib import PurePosixPath

from minzheng_cli.errors import MzError
from minzheng_cli.importing.document.blocks import Block

_PACKAGE = "minzheng_cli.importing.document.reading"
_READERS = {".html": "html", ".htm": "html", ".xhtml": "html", ".mht": "html", ".mhtml": "html", ".txt": "text"}
_UNREAD = MzError("里插进了另一份文件，读不了。", "请用Word打开它，另存为.docx（Word会把插入的文件并进正文），再导入")


def blocks_of_chunk(name: str, data: bytes) -> list[Block]:
    """What such a file holds. Raises MzError for a kind that isn't read."""
    suffix = PurePosixPath(name.lower()).suffix
    if suffix not in _READERS:
        raise _UNREAD
    blocks: list[Block] = import_module(f"{_PACKAGE}.{_READERS[suffix]}").read(_page_of(data))
    return blocks


def _page_of(data: bytes) -> bytes:
    """The page in a web archive (.mht); any other file as it is."""
    if not data.lstrip()[:13].lower().startswith(b"mime-version:"):
        return data
    from email import message_from_bytes

    parts = message_from_bytes(data).walk()
    page = next((each for each in parts if each.get_content_type() == "text/html"), None)
    payload = page.get_payload(decode=True) if page is not None else None
    if not isinstance(payload, bytes):
        raise _UNREAD
    return payload
