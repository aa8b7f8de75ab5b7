"""Bytes to text: encodings are named, and characters that nobody can see are refused."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from minzheng_cli.diagnostics import Diagnostic, Location, Severity
from minzheng_cli.errors import disk_reason

MAX_BYTES = 256 * 1024 * 1024
_BOM = b"\xef\xbb\xbf"
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\u00ad\u061c\ufeff\ufffe\uffff]"
)
_CHINESE = re.compile("[\u4e00-\u9fff]")
_NO_SUCH = "找不到文件{file}"


@dataclass(frozen=True)
class FileText:
    """The text of a file, or None with the reason among the faults; a fault may also leave the text usable."""

    text: str | None
    faults: tuple[Diagnostic, ...] = ()


def read_text(root: Path, file: str) -> FileText:
    """Read `file` (path below `root`) as UTF-8; nothing is raised for what lies on the disk."""
    path = root / file
    try:
        if path.is_dir():
            return _refuse(file, "MZ001", f"{file}是文件夹，这里应当是文件", "请把文件夹移走，放上同名文件")
        if path.stat().st_size > MAX_BYTES:
            return _refuse(file, "MZ008", f"文件超过{MAX_BYTES // 1024 // 1024}MB，不予读取", "请检查是否放错了文件")
        data = path.read_bytes()
    except FileNotFoundError:
        return _refuse(file, "MZ001", _NO_SUCH.format(file=file), "请恢复该文件，或用git找回")
    except OSError as error:
        return _refuse(file, "MZ001", f"无法读取{file}：{disk_reason(error)}", "请检查文件权限")
    return decode(data, file)


def decode(data: bytes, file: str) -> FileText:
    """Decode bytes as UTF-8 text; a byte order mark is reported and left out."""
    faults: list[Diagnostic] = []
    if data.startswith(_BOM):
        data = data[len(_BOM) :]
        faults.append(
            _fault(
                file,
                "MZ003",
                "文件开头有BOM标记",
                "保存时请选择“UTF-8”，不要选“带BOM的UTF-8”",
                severity=Severity.WARNING,
                mend=(_BOM.decode(), ""),
            )
        )
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _wrong_encoding(data, error.start, file)
    unseen = _UNSEEN.search(text)
    if unseen:
        return FileText(None, (*faults, _unseen_fault(text, unseen, file)))
    return FileText(text, tuple(faults))


def _wrong_encoding(data: bytes, offset: int, file: str) -> FileText:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _refuse(file, "MZ002", "文件编码是UTF-16，应当是UTF-8", "请用记事本“另存为”，编码选“UTF-8”")
    line = data.count(b"\n", 0, offset) + 1
    start = data.rfind(b"\n", 0, offset) + 1
    column = len(data[start:offset].decode("utf-8", "replace")) + 1
    where = Location(file, line, column)
    readable = not _CHINESE.search(data[:offset].decode("utf-8")) and _is_gbk(data)
    if readable:
        message, hint = "文件编码是GBK（或GB18030），应当是UTF-8", "请用记事本“另存为”，编码选“UTF-8”"
    else:
        message, hint = "文件不是UTF-8文本，可能已损坏或放错了文件", "请从备份或git恢复"
    return FileText(None, (Diagnostic("MZ002", Severity.ERROR, message, where, hint=hint),))


def _is_gbk(data: bytes) -> bool:
    try:
        return bool(_CHINESE.search(data.decode("gb18030")))
    except UnicodeDecodeError:
        return False


def _unseen_fault(text: str, match: re.Match[str], file: str) -> Diagnostic:
    line, column = line_column(text, match.start())
    return Diagnostic(
        "MZ007",
        Severity.ERROR,
        f"有看不见的控制字符（U+{ord(match[0]):04X}）",
        Location(file, line, column),
        hint="请删除这个字符；常见于从网页或PDF粘贴",
    )


_BREAK = re.compile(r"\r\n|\n|\r")


def line_column(text: str, offset: int) -> tuple[int, int]:
    """1-based line and column (in characters) of an offset; LF, CR LF and CR each end a line."""
    line, start = 1, 0
    for match in _BREAK.finditer(text, 0, offset):
        line, start = line + 1, match.end()
    return line, offset - start + 1


def offset_of(text: str, line: int, column: int) -> int:
    """The offset of a 1-based line and column; the text's end for a line beyond it."""
    start = 0
    for number, match in enumerate(_BREAK.finditer(text), 2):
        if number > line:
            break
        start = match.end()
    return min(start + column - 1, len(text))


def _fault(
    file: str,
    code: str,
    message: str,
    hint: str,
    severity: Severity = Severity.ERROR,
    mend: tuple[str, str | None] = ("", None),
) -> Diagnostic:
    text, fix = mend
    return Diagnostic(code, severity, message, Location(file), text=text, hint=hint, fix=fix)


def _refuse(file: str, code: str, message: str, hint: str) -> FileText:
    return FileText(None, (_fault(file, code, message, hint),))
