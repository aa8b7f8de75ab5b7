"""The tables of a report as an Excel workbook: the ledger (台账) to filter and print."""

from __future__ import annotations

import io
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from minzheng_cli.report.sheets import Cell, Sheet, SheetColumn

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

LIGHTS = {
    "正常": ("C6E0B4", "000000"),
    "临近": ("FFE699", "000000"),
    "滞后": ("F4B183", "000000"),
    "逾期": ("C00000", "FFFFFF"),
    "逾期后补齐": ("BDD7EE", "000000"),
    "未报送": ("D9D9D9", "000000"),
}
"""Background and text of each status; the word itself stays, so that it reads in black and white too."""
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", "_"))
"""Characters that a sheet's name may not hold."""
_TALLEST = 409
"""Points that a row may at most be high."""
_TOP = 2
"""Rows above the table's head: the title, and a blank or the mark of a demonstration."""


class Tabled(Protocol):
    """What every context has."""

    @property
    def title(self) -> str:
        """The document's title."""

    @property
    def demonstration(self) -> str | None:
        """The mark of demonstration data."""

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """Its tables."""


def render(context: Tabled, _template: Path | None, day: date, _look: object) -> bytes:
    """The context's tables, one sheet each; the same bytes for the same context and day."""
    from xlsxwriter import Workbook

    packed = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(packed, options) as book:
        book.set_properties({"title": context.title, "created": datetime(day.year, day.month, day.day)})  # noqa: DTZ001
        looks = _looks(book)
        for sheet in context.sheets:
            page = book.add_worksheet(sheet.name.translate(_FORBIDDEN)[:31])
            _fill(page, sheet, looks, context.demonstration)
            _set_up(page, sheet)
            _light_up(page, sheet, looks)
    return packed.getvalue()


def _looks(book: Workbook) -> dict[str, Any]:
    """The formats of cells by kind."""
    plain = {"font_name": "宋体", "font_size": 10, "valign": "vcenter", "text_wrap": True, "border": 1}
    kinds: dict[str, dict[str, object]] = {
        "text": {},
        "number": {"align": "center"},
        "percent": {"align": "center", "num_format": '0.0"%"'},
        "day": {"align": "center", "num_format": 'yyyy"年"m"月"d"日"'},
        "light": {"align": "center"},
        "head": {"align": "center", "bold": True, "font_name": "黑体", "bg_color": "F2F2F2"},
    }
    looks = {name: book.add_format({**plain, **more}) for name, more in kinds.items()}
    looks["title"] = book.add_format({"font_name": "黑体", "font_size": 16})
    looks["mark"] = book.add_format({"font_name": "黑体", "font_size": 10, "font_color": "C00000"})
    looks["note"] = book.add_format({"font_name": "宋体", "font_size": 9})
    for word, (back, text) in LIGHTS.items():
        looks[word] = book.add_format({"bg_color": back, "font_color": text})
    return looks


def _fill(page: Worksheet, sheet: Sheet, looks: dict[str, Any], mark: str | None) -> None:
    page.write_string(0, 0, sheet.title, looks["title"])
    if mark:
        page.write_string(1, 0, mark, looks["mark"])
    for at, column in enumerate(sheet.columns):
        page.write_string(_TOP, at, column.title, looks["head"])
        page.set_column(at, at, column.width)
    for down, row in enumerate(sheet.rows, _TOP + 1):
        page.set_row(down, _height(sheet.columns, row))
        for at, (column, cell) in enumerate(zip(sheet.columns, row, strict=True)):
            _write(page, (down, at), cell, looks[column.kind])
    for at, note in enumerate(sheet.notes, _TOP + len(sheet.rows) + 2):
        page.write_string(at, 0, note, looks["note"])


def _write(page: Worksheet, place: tuple[int, int], cell: Cell, look: Any) -> None:
    """A cell as what it is; text never as a formula."""
    if cell is None:
        page.write_blank(*place, None, look)
    elif isinstance(cell, str):
        page.write_string(*place, cell[:32_767], look)
    elif isinstance(cell, date):
        page.write_datetime(*place, datetime(cell.year, cell.month, cell.day), look)  # noqa: DTZ001
    else:
        page.write_number(*place, cell, look)


def _height(columns: tuple[SheetColumn, ...], row: tuple[Cell, ...]) -> float:
    """Points that the row needs: LibreOffice and WPS don't always find that out for wrapped text themselves."""
    lines = (_lines(str(cell), column.width) for column, cell in zip(columns, row, strict=True) if cell is not None)
    return min(14.0 * max([1, *lines]) + 4, _TALLEST)


def _lines(text: str, width: int) -> int:
    """Lines that a text takes in a column; a Chinese character is two wide."""
    room = max(width - 1, 2)
    return sum(-(-max(sum(2 if ord(char) > 0xFF else 1 for char in line), 1) // room) for line in text.split("\n"))


def _set_up(page: Worksheet, sheet: Sheet) -> None:
    """Frozen head, filter, lights, and a print that fits A4 sideways with the head on every page."""
    last = (_TOP + max(len(sheet.rows), 1), len(sheet.columns) - 1)
    page.freeze_panes(_TOP + 1, 1)
    page.autofilter(_TOP, 0, *last)
    page.set_landscape()
    page.set_paper(9)
    page.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
    page.fit_to_pages(1, 0)
    page.repeat_rows(_TOP)
    page.set_footer("&C第&P页，共&N页")


def _light_up(page: Worksheet, sheet: Sheet, looks: dict[str, Any]) -> None:
    """The colours of lights as conditional formats, so that they follow when a cell is edited."""
    for at, column in enumerate(sheet.columns):
        if column.kind == "light":
            for word in LIGHTS:
                rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": looks[word]}
                page.conditional_format(_TOP + 1, at, _TOP + max(len(sheet.rows), 1), at, rule)
