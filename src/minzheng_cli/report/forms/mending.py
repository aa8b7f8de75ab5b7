"""The first sheet of a reply: which cells are to be mended, with links to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minzheng_cli.query.form import sheet_name
from minzheng_cli.query.form_columns import SHEETS
from minzheng_cli.report.forms.measure import height, lines_of
from minzheng_cli.report.forms.sheet import cell_name

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from minzheng_cli.query.form import Form
    from minzheng_cli.report.forms.styles import Styles
    from minzheng_cli.report.forms.workbook import Mark

_COLUMNS = (("在哪一格", 22), ("问题", 56), ("请这样改", 56))


def write_mending(book: Workbook, styles: Styles, form: Form, marks: list[Mark]) -> None:
    """List what is wrong; a click leads to the cell."""
    page = book.add_worksheet("请改正")
    page.hide_gridlines(2)
    page.write_string(0, 0, f"{form.title}：有{len(marks)}处请改正", styles["title"])
    page.set_row(0, 28)
    page.write_string(
        1, 0, "有问题的格子已标成红色。改好以后保存，把这份表报回来；其余各行不用重填。", styles["remark"]
    )
    for column, (label, width) in enumerate(_COLUMNS):
        page.set_column(column, column, width)
        page.write_string(3, column, label, styles["head"])
    for row, mark in enumerate(marks, 4):
        _line(page, styles, form, row, mark)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)


def _line(page: Worksheet, styles: Styles, form: Form, row: int, mark: Mark) -> None:
    where = _where(form, mark)
    if where:
        page.write_url(row, 0, f"internal:'{where[0]}'!{where[1]}", styles["value"], f"{where[0]}!{where[1]}{where[2]}")
    else:
        page.write_string(row, 0, "整份表", styles["value"])
    page.write_string(row, 1, mark.message, styles["value"])
    page.write_string(row, 2, mark.hint, styles["value"])
    lines = max(lines_of(text, width) for text, (_, width) in zip((mark.message, mark.hint), _COLUMNS[1:], strict=True))
    page.set_row(row, height(lines))


def _where(form: Form, mark: Mark) -> tuple[str, str, str] | None:
    """Sheet, cell and the name of its column, where the mark has a place in this form."""
    for sheet in form.sheets:
        if mark.place and mark.place[0] == sheet.field:
            name = cell_name(form, sheet, mark.place[1], mark.place[2])
            label = next(column.label for column in SHEETS[sheet.field][1] if column.field == mark.place[2])
            return (sheet_name(sheet), name, f"（{mark.place[1]} {label}）") if name else None
    return None
