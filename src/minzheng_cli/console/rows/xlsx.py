"""Rows as an Excel workbook: a sheet for each table, text as text, the same bytes for the same rows."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from minzheng_cli.console.terminal import Terminal
from minzheng_cli.query.rows import Column, Rows

if TYPE_CHECKING:
    from xlsxwriter import Workbook

_CREATED = datetime(2021, 6, 3)  # noqa: DTZ001 - a constant: the same rows give the same bytes
_FONT = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}
_WIDEST = 48
_LINE = 15
"""Points of one line."""
_TALLEST = 27
"""Lines that a row can be high: Excel stops at 409 points."""
_LONGEST = 32767
"""Characters that a cell of Excel holds."""
_FILL = {"绿": "#C6EFCE", "蓝": "#BDD7EE", "黄": "#FFEB9C", "橙": "#F8CBAD", "红": "#FFC7CE", "灰": "#D9D9D9"}


def render(tables: Sequence[Rows], _terminal: Terminal) -> bytes:
    """The tables' columns; a demonstration's mark stands above the heading of each sheet."""
    from xlsxwriter import Workbook

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(out, options) as book:
        book.set_properties({"created": _CREATED})
        names: set[str] = set()
        for rows in tables:
            _sheet(book, _name(rows.title, names), rows)
    return out.getvalue()


def _name(title: str, taken: set[str]) -> str:
    """A sheet's name: the title up to its first bracket, without what Excel refuses, unlike any other."""
    bare = "".join(char for char in title.partition("（")[0] if char not in "[]:*?/\\'")[:28] or "查询结果"
    name, number = bare, 2
    while name in taken:
        name, number = f"{bare}{number}", number + 1
    taken.add(name)
    return name


def _sheet(book: Workbook, name: str, rows: Rows) -> None:
    sheet = book.add_worksheet(name)
    styles = _styles(book)
    above = [words for words in (rows.demonstration, rows.title) if words]
    for line, words in enumerate(above):
        sheet.write_string(line, 0, _clean(words), styles["mark" if words == rows.demonstration else "title"])
    top = len(above)
    sized = [(column, _width(column, rows)) for column in rows.columns]
    for at, (column, width) in enumerate(sized):
        sheet.write_string(top, at, column.label, styles["head"])
        sheet.set_column(at, at, width)
    for line, record in enumerate(rows.lines, start=top + 1):
        sheet.set_row(line, _LINE * max(_height(column.text(record), width) for column, width in sized))
        for at, column in enumerate(rows.columns):
            colour = column.light(record) if column.light else ""
            style = styles[colour if colour in _FILL else "right" if column.right else "text"]
            sheet.write_string(line, at, _clean(column.text(record)), style)
    sheet.freeze_panes(top + 1, 0)
    if rows.columns:
        sheet.autofilter(top, 0, top + len(rows.lines), len(rows.columns) - 1)
    _page(sheet, top)


def _page(sheet: Any, top: int) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(top)
    sheet.set_footer("&C第&P页，共&N页")


def _styles(book: Workbook) -> dict[str, Any]:
    text = {**_FONT, "text_wrap": True, "border": 1, "border_color": "#BFBFBF"}
    styles = {
        "mark": {**_FONT, "bold": True, "font_color": "#C00000"},
        "title": {**_FONT, "bold": True, "font_size": 12},
        "head": {**text, "bold": True, "bg_color": "#DDEBF7", "align": "center"},
        "text": text,
        "right": {**text, "align": "right"},
        **{colour: {**text, "bg_color": fill} for colour, fill in _FILL.items()},
    }
    return {name: book.add_format(style) for name, style in styles.items()}


def _clean(text: str) -> str:
    """Text as a cell holds it: control characters that XML lacks become blanks, what is too long is cut with a mark."""
    kept = "".join(char if char >= " " or char in "\n\t" else " " for char in text.replace("\r\n", "\n"))
    return kept if len(kept) <= _LONGEST else f"{kept[: _LONGEST - 5]}……（略）"


def _width(column: Column, rows: Rows) -> float:
    """Characters of the longest line, Chinese ones counted twice, and room for the filter's button."""
    from rich.cells import cell_len

    longest = max((cell_len(line) for record in rows.lines for line in column.text(record).split("\n")), default=0)
    return min(max(longest, cell_len(column.label) + 3) + 2, _WIDEST)


def _height(text: str, width: float) -> int:
    """Lines that a text takes in a cell."""
    from rich.cells import cell_len

    return min(sum(max(-(-cell_len(line) // int(width - 1)), 1) for line in text.split("\n")), _TALLEST)
