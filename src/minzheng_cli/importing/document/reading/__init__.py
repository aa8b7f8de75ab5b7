"""A document's file → its paragraphs and tables. What a file is, its first bytes say; its suffix only where they don't."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from minzheng_cli.errors import MzError, disk_reason
from minzheng_cli.importing.document.blocks import Block, Paragraph
from minzheng_cli.importing.document.reading.room import LARGEST_TEXT, too_much
from minzheng_cli.importing.document.reading.run_on import run_on
from minzheng_cli.model.source import CELLS_APART

_MB = 2**20
_PACKAGE = "minzheng_cli.importing.document.reading"


@dataclass(frozen=True)
class Format:
    """A format that is read: its module with `read(data) -> list[Block]`, and how large a file may be, in bytes."""

    module: str
    largest: int


FORMATS = {
    ".docx": Format(f"{_PACKAGE}.docx", 64 * _MB),
    ".pdf": Format(f"{_PACKAGE}.pdf", 64 * _MB),
    ".html": Format(f"{_PACKAGE}.html", 16 * _MB),
    ".md": Format(f"{_PACKAGE}.markdown", 16 * _MB),
    ".txt": Format(f"{_PACKAGE}.text", 16 * _MB),
}
"""Formats by their suffix: what is read, and what the user is told."""
_SAME = {
    ".docm": ".docx",
    ".dotx": ".docx",
    ".dotm": ".docx",
    ".htm": ".html",
    ".mht": ".html",
    ".shtml": ".html",
    ".xhtml": ".html",
    ".markdown": ".md",
}
_CONVERT = "请用Word或WPS打开它，另存为.docx，再导入"
_HEADS: tuple[tuple[bytes, str], ...] = ((b"PK\x03\x04", ".docx"), (b"%PDF-", ".pdf"))
_REFUSED: tuple[tuple[bytes, str, str], ...] = (
    (b"{\\rtf", "是.rtf文件，读不了。", _CONVERT),
    (b"PK\x05\x06", "是空的压缩文件。", _CONVERT),
    (b"\x89PNG", "是图片，读不了。", "请先识别成文字"),
    (b"\xff\xd8\xff", "是图片，读不了。", "请先识别成文字"),
    (b"MIME-Version:", "是.mht文件，读不了。", "请在浏览器里另存为“网页，仅HTML”，再导入"),
)


def read(path: Path) -> list[Block]:
    """The paragraphs and tables of a document, in their order.

    Nothing outside the file is opened, no macro runs. Raises MzError for a file that is no such document, is locked,
    damaged, empty or too large.
    """
    try:
        data = _bytes(path)
        blocks = blocks_of(data, path.suffix.lower())
    except MzError as error:
        raise MzError(f"“{path.name}”{error.message}", error.hint) from None
    except OSError as error:
        raise MzError(f"读不了“{path}”：{disk_reason(error)}。", "请检查路径和权限，或关闭正在打开它的程序") from None
    return blocks


def _bytes(path: Path) -> bytes:
    """What the file holds; its size is looked at first."""
    if path.exists() and not path.is_file() and not path.is_dir():
        raise MzError("不是普通的文件，没有打开。", "请写一份公文，如方案.docx")
    if path.is_dir():
        raise MzError("是文件夹，不是文件。", f"请写一个文件，如{path.name}/方案.docx")
    size = path.stat().st_size
    suffix = path.suffix.lower()
    largest = FORMATS.get(_SAME.get(suffix, suffix), FORMATS[".docx"]).largest
    with path.open("rb") as file:
        head = file.read(8)
        for start, kind in _HEADS:
            largest = FORMATS[kind].largest if head.startswith(start) else largest
        if size > largest:
            raise MzError(
                f"有{-(-size // _MB)}MB，太大了，没有打开。", f"最大{largest // _MB}MB；请删去图片和附件，只留正文"
            )
        return head + file.read()


def blocks_of(data: bytes, suffix: str) -> list[Block]:
    """The same of a file's bytes; `suffix` is taken into account only where the bytes don't say what they are."""
    if not data.strip(b" \t\r\n\x00"):
        raise MzError("是空文件，没有文字。", "请核对是不是选错了文件")
    blocks = blocks_in(data, suffix)
    if not blocks:
        raise MzError("里没有文字。", "图片里的文字读不出来，请先识别成文字")
    return blocks


def blocks_in(data: bytes, suffix: str) -> list[Block]:
    """The same, where there may be none."""
    reader = import_module(_format(_kind(data, suffix)).module)
    try:
        blocks = run_on(reader.read(data))
    except RecursionError:
        raise MzError("层层嵌套太深，没有打开。", _CONVERT) from None
    if _length(blocks) > LARGEST_TEXT:
        raise too_much()
    return blocks


def _kind(data: bytes, suffix: str) -> str:
    """The suffix of the format that the bytes are in. Raises MzError for one that is not read, with what to do."""
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise _old(data, suffix)
    for start, message, hint in _REFUSED:
        if data.startswith(start):
            raise MzError(message, hint)
    for start, kind in _HEADS:
        if data.startswith(start):
            return kind
    if suffix in (".docx", ".docm", ".dotx", ".pdf"):
        raise MzError("已损坏，打不开，或者只是用了这个后缀。", _CONVERT)
    start_text = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start_text.startswith((b"<!doctype html", b"<html")):
        return ".html"
    return suffix


def _old(data: bytes, suffix: str) -> MzError:
    """Why a compound file isn't read: Word 97–2003, WPS, or a .docx that a password locks."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return MzError("加了密码，打不开。", "请打开它，在“文件—信息—保护文档”里去掉密码，保存后再导入")
    kind = "WPS文字的老格式.wps" if suffix == ".wps" else "Word的老格式.doc" if suffix == ".doc" else "老格式的文件"
    return MzError(f"是{kind}，读不了。", _CONVERT)


def _format(suffix: str) -> Format:
    suffix = _SAME.get(suffix, suffix)
    if suffix not in FORMATS:
        raise MzError(
            f"的格式{suffix or '（没有后缀）'}读不了。", f"能读{'、'.join(FORMATS)}；其他格式请用Word或WPS另存为.docx"
        )
    return FORMATS[suffix]


def _length(blocks: list[Block]) -> int:
    return sum(
        len(block.text) if isinstance(block, Paragraph) else sum(len(cell) for row in block.rows for cell in row)
        for block in blocks
    )


def text_of(blocks: list[Block]) -> str:
    """The document as plain text: each paragraph on its line, each row of a table on one, cells apart by a wide blank."""
    lines: list[str] = []
    for block in blocks:
        lines += [""] * (block.line - 1 - len(lines))
        if isinstance(block, Paragraph):
            lines.append(block.text)
        else:
            lines += [CELLS_APART.join(cell.replace("\n", "") for cell in row) for row in block.rows]
    return "".join(f"{line}\n" for line in lines)
