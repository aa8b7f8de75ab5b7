"""The tables of a report as an Excel workbook: the ledger (台账) to filter and print."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from minzheng_cli.model.tracking import Tracking
from minzheng_cli.report.formatting import chinese_day
from minzheng_cli.report.lights import SHADES, lights_of
from minzheng_cli.report.sheets import Cell, Sheet, SheetColumn

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

    from minzheng_cli.model.tracking import Colour

CHARTS = "图表"
"""The sheet of charts, after the tables."""
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", "_"))
"""Characters that a sheet's name may not hold."""
_NAME = 31
"""Characters that a sheet's name may at most have."""
_LONGEST = 32_767
"""Characters that a cell may hold; one beyond U+FFFF counts two."""
_TALLEST = 409
"""Points that a row may at most be high."""
_TOP = 2
"""Rows above the table's head: the title, and a blank or the mark of a demonstration."""
_FIRST_YEAR = 1900
"""The first year that a spreadsheet can hold as a date."""


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
    """The context's tables, one sheet each, and its charts; the same bytes for the same context and day.

    A context may have `charts`, and `lights`: the colour of each status, as the plan has it; else it is the usual one.
    """
    from xlsxwriter import Workbook

    lights = getattr(context, "lights", None) or {light.word: light.colour for light in lights_of(Tracking())}
    charts = [each for each in getattr(context, "charts", ()) if not each.is_empty]
    packed = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(packed, options) as book:
        created = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a date, in nobody's zone
        book.set_properties({"title": _clean(context.title)[:255], "created": created})
        looks = _looks(book, lights)
        names = sheet_names([sheet.name for sheet in context.sheets])
        for name, sheet in zip(names, context.sheets, strict=True):
            page = book.add_worksheet(name)
            _fill(page, sheet, looks, context.demonstration)
            _set_up(page, sheet)
            _light_up(page, sheet, {word: looks[word] for word in lights})
        if charts:
            from minzheng_cli.report.charts.excel import draw

            draw(book, charts, sheet_names([*names, CHARTS, f"{CHARTS}数据"])[-2:], context.demonstration)
    return packed.getvalue()


def sheet_names(wanted: Sequence[str]) -> list[str]:
    """Names that a spreadsheet accepts, each once: whether letters are small or capital makes no difference to it."""
    found: list[str] = []
    for words in wanted:
        bare = _cut(_clean(words).translate(_FORBIDDEN).strip() or "表", _NAME)
        name, at = bare, 1
        while name.lower() in {each.lower() for each in found} | {"history"}:
            at += 1
            name = _cut(bare, _NAME - len(f"({at})")) + f"({at})"
        found.append(name)
    return found


def _clean(words: str) -> str:
    from minzheng_cli.report.templating import without_controls

    return without_controls(words)


def _cut(words: str, most: int) -> str:
    """Words without what goes beyond so many characters, as a spreadsheet counts them."""
    return words.encode("utf-16-le")[: 2 * most].decode("utf-16-le", errors="ignore")


def _text(words: str) -> str:
    """Words as a cell holds them: what is too long ends in a remark that says so."""
    clean = _clean(words)
    if len(clean.encode("utf-16-le")) <= 2 * _LONGEST:
        return clean
    remark = f"……（全文{len(clean)}字，单元格放不下，后面的略去）"
    return _cut(clean, _LONGEST - len(remark)) + remark


def _looks(book: Workbook, lights: Mapping[str, Colour]) -> dict[str, Any]:
    """The formats of cells by kind."""
    plain = {"font_name": "宋体", "font_size": 10, "valign": "vcenter", "text_wrap": True, "border": 1}
    kinds: dict[str, dict[str, object]] = {
        "text": {},
        "number": {"align": "center", "num_format": "0"},
        "figure": {"align": "right"},
        "percent": {"align": "right", "num_format": '0.0#"%"'},
        "day": {"align": "center", "num_format": 'yyyy"年"m"月"d"日"'},
        "light": {"align": "center"},
        "head": {"align": "center", "bold": True, "font_name": "黑体", "bg_color": "F2F2F2"},
    }
    looks = {name: book.add_format({**plain, **more}) for name, more in kinds.items()}
    looks["title"] = book.add_format({"font_name": "黑体", "font_size": 16})
    looks["mark"] = book.add_format({"font_name": "黑体", "font_size": 10, "font_color": "C00000"})
    looks["note"] = book.add_format({"font_name": "宋体", "font_size": 9})
    for word, colour in lights.items():
        shade = SHADES[colour]
        looks[word] = book.add_format({"bg_color": shade.back, "font_color": shade.text})
    return looks


def _fill(page: Worksheet, sheet: Sheet, looks: dict[str, Any], mark: str | None) -> None:
    page.write_string(0, 0, _text(sheet.title), looks["title"])
    if mark:
        page.write_string(1, 0, _text(mark), looks["mark"])
    page.set_row(_TOP, _height(sheet.columns, tuple(column.title for column in sheet.columns)))
    for at, column in enumerate(sheet.columns):
        page.write_string(_TOP, at, column.title, looks["head"])
        page.set_column(at, at, column.width)
    for down, row in enumerate(sheet.rows, _TOP + 1):
        page.set_row(down, _height(sheet.columns, row))
        for at, (column, cell) in enumerate(zip(sheet.columns, row, strict=True)):
            _write(page, (down, at), cell, looks[column.kind])
    for at, note in enumerate(sheet.notes, _TOP + len(sheet.rows) + 2):
        page.write_string(at, 0, _text(note), looks["note"])


def _write(page: Worksheet, place: tuple[int, int], cell: Cell, look: Any) -> None:
    """A cell as what it is; text never as a formula, and what a spreadsheet can't hold as text."""
    if cell is None:
        page.write_blank(*place, None, look)
    elif isinstance(cell, str):
        page.write_string(*place, _text(cell), look)
    elif isinstance(cell, date):
        if cell.year < _FIRST_YEAR:
            page.write_string(*place, chinese_day(cell), look)
        else:
            page.write_datetime(*place, datetime(cell.year, cell.month, cell.day), look)  # noqa: DTZ001 - as above
    elif isfinite(cell):
        page.write_number(*place, cell, look)
    else:
        page.write_string(*place, str(cell), look)


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


def _light_up(page: Worksheet, sheet: Sheet, looks: Mapping[str, Any]) -> None:
    """The colours of lights as conditional formats, so that they follow when a cell is edited."""
    for at, column in enumerate(sheet.columns):
        if column.kind == "light":
            for word, look in looks.items():
                rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": look}
                page.conditional_format(_TOP + 1, at, _TOP + max(len(sheet.rows), 1), at, rule)
