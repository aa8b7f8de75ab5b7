"""Is a file safe to hand to the reader? Looked at before anything is parsed: kind, size, what it claims to hold.

The reader lays a sheet out as a full grid, so that one cell in the last corner would take all memory; and it leaves
out cells with an error. So the sheets' own text is scanned for how far they reach, and for such cells.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

from minzheng_cli.errors import MzError
from minzheng_cli.importing.unpacking import checked, unpacking

LARGEST_FILE = 16 * 2**20
"""Bytes of a file; a form of one office has less than a hundredth of that."""
LARGEST_UNPACKED = 64 * 2**20
"""Bytes of all that is packed in it."""
LARGEST_GRID = 1_000_000
"""Cells of one sheet, counted as rows times columns."""

_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(/>|></(?:\w+:)?c>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_REF = re.compile(rb"""\br=["']([^"']*)["']""")
_PLACE = re.compile(rb"([A-Z]{1,3})([1-9][0-9]{0,6})")
_ERROR = re.compile(rb"""\bt=["']e["']""")
_VALUE = re.compile(rb"<(?:\w+:)?(?:v>[^<]|is>)")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_ODS_ROW = re.compile(rb"<table:table-row\b([^>]*)>(.*?)</table:table-row>", re.DOTALL)
_SHEET = re.compile(r"xl/(?:worksheets/[^/]+|[^/]+)\.xml", re.IGNORECASE)
_AGAIN = "请用发下去的原表重新填写，用Excel或WPS保存成.xlsx"


@dataclass(frozen=True)
class Contents:
    """What was seen of a file beforehand: by the sheet's part, places (row and column from 0) of cells that cannot be read."""

    kind: str
    names: dict[str, str] = field(default_factory=dict)
    errors: dict[str, frozenset[tuple[int, int]]] = field(default_factory=dict)
    uncounted: dict[str, frozenset[tuple[int, int]]] = field(default_factory=dict)


def inspect(data: bytes) -> Contents:
    """What is in the file. Raises MzError for one that is no spreadsheet, is locked by a password, damaged or too large."""
    if not data:
        raise MzError("是空文件。", _AGAIN)
    if len(data) > LARGEST_FILE:
        raise MzError(f"有{len(data) / 2**20:.0f}MB，不像是填报表。", "请删去贴进去的图片和多余的页，材料另附")
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _old(data)
    if data.startswith(b"PK"):
        return _packed(data)
    raise MzError("不是Excel文件。", _AGAIN)


def _old(data: bytes) -> Contents:
    """A compound file: a workbook of Excel 97–2003, or a workbook of today that a password locks."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        hint = (
            "请打开它，在“文件—信息—保护工作簿—用密码进行加密”里把密码删空，保存后再报（WPS：文件—文档加密—密码加密）"
        )
        raise MzError("加了密码，打不开。", hint)
    if "Workbook".encode("utf-16-le") not in data and "Book".encode("utf-16-le") not in data:
        raise MzError("不是Excel文件。", _AGAIN)
    return Contents("xls")


def _packed(data: bytes) -> Contents:
    with unpacking(MzError("文件已损坏，打不开。", _AGAIN)), zipfile.ZipFile(BytesIO(data)) as package:
        parts = _unpacked(package)
    if "xl/workbook.xml" in parts:
        return _workbook(parts)
    if "content.xml" in parts:
        return _open_document(parts["content.xml"])
    if "xl/workbook.bin" in parts:
        raise MzError("是.xlsb文件，读不了。", "请打开它，另存为.xlsx后再报")
    raise MzError(
        "不是Excel文件，只是用了它的后缀。" if any(part.startswith("word/") for part in parts) else "不是Excel文件。",
        _AGAIN,
    )


def _unpacked(package: zipfile.ZipFile) -> dict[str, bytes]:
    """Every part, unpacked. Raises MzError where it unpacks to too much."""
    listed = checked(package, LARGEST_UNPACKED, "填报表", _AGAIN)
    return {each.filename.replace("\\", "/"): package.read(each) for each in listed}


def _workbook(parts: dict[str, bytes]) -> Contents:
    found = Contents("xlsx", _sheet_names(parts))
    for part, text in parts.items():
        if not _SHEET.fullmatch(part) or b"sheetData" not in text:
            continue
        errors, uncounted = _scan(text)
        if errors:
            found.errors[part] = frozenset(errors)
        if uncounted:
            found.uncounted[part] = frozenset(uncounted)
    return found


def _scan(text: bytes) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """Cells with an error, and cells with a formula that was never calculated. Raises MzError for a sheet too large."""
    errors, uncounted = set(), set()
    last_row = last_column = 0
    for match in _CELL.finditer(text):
        head, inner = match[1], match[3]
        if not inner:
            continue
        place = _place(head)
        if place is None:
            raise MzError("文件已损坏，打不开。", _AGAIN)
        last_row, last_column = max(last_row, place[0]), max(last_column, place[1])
        if _ERROR.search(head):
            errors.add(place)
        elif _FORMULA.search(inner) and not _VALUE.search(inner):
            uncounted.add(place)
    if (last_row + 1) * (last_column + 1) > LARGEST_GRID:
        raise MzError(
            f"有一页写到了第{last_row + 1}行，不像是填报表，没有打开。", "请删去表格以外的内容，或用原表重新填写"
        )
    return errors, uncounted


def _place(head: bytes) -> tuple[int, int] | None:
    ref = _REF.search(head)
    match = _PLACE.fullmatch(ref[1]) if ref else None
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + letter - 64
    return int(match[2]) - 1, column - 1


def _sheet_names(parts: dict[str, bytes]) -> dict[str, str]:
    """From a sheet's part to its name, by the workbook's own list; what is written unusually is left out."""
    from html import unescape

    targets = dict(_attributes(parts.get("xl/_rels/workbook.xml.rels", b""), "Relationship", "Id", "Target"))
    found = {}
    for name, link in _attributes(parts["xl/workbook.xml"], "sheet", "name", "r:id"):
        target = targets.get(link, "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        found[part] = unescape(name)
    return found


def _attributes(xml: bytes, element: str, first: str, second: str) -> Iterator[tuple[str, str]]:
    """Two attributes of every such element."""
    text = xml.decode("utf-8", "replace")
    for match in re.finditer(rf"<(?:\w+:)?{element}\b([^>]*)>", text):
        pair = [re.search(rf"""(?<![\w:]){name}=(["'])(.*?)\1""", match[1]) for name in (first, second)]
        if pair[0] and pair[1]:
            yield pair[0][2], pair[1][2]


def _open_document(text: bytes) -> Contents:
    """LibreOffice repeats empty rows and cells to the sheet's end; repeated words would be laid out in full."""
    if b'value-type="error"' in text:
        raise MzError("有的格子显示的是公式错误（如#DIV/0!、#REF!）。", "请删去公式，直接填内容")
    for attributes, inner in _ODS_ROW.findall(text):
        has_words = b"office:value" in inner or b"<text:p" in inner
        if has_words and (_many(attributes) or any(_many(cell) for cell in _filled_cells(inner))):
            raise MzError("有一页的内容重复了上千次，不像是填报表，没有打开。", _AGAIN)
    return Contents("ods")


def _many(attributes: bytes) -> bool:
    return bool(re.search(rb'-repeated="\d{4,}"', attributes))


def _filled_cells(row: bytes) -> list[bytes]:
    return [cell for cell in re.findall(rb"<table:table-cell\b[^>]*>", row) if b"office:value" in cell]
