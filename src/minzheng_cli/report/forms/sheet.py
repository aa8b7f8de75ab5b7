"""One sheet of a form: heading, rows, drop-downs, limits, protection and print set-up."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from minzheng_cli.query.form import sheet_name
from minzheng_cli.query.form_columns import BEFORE, ID, SHARE, SHEETS
from minzheng_cli.report.formatting import chinese_day
from minzheng_cli.report.forms.limits import limit
from minzheng_cli.report.forms.measure import height, lines_of

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from minzheng_cli.query.form import Form, FormRow, FormSheet
    from minzheng_cli.query.form_columns import FormColumn
    from minzheng_cli.report.forms.styles import Styles
    from minzheng_cli.report.forms.workbook import Place, Value

_CLOSED = "—"
_ALLOWED = dict.fromkeys(
    ("format_cells", "format_columns", "format_rows", "sort", "autofilter", "insert_hyperlinks", "objects"), True
)
"""What a clerk may still do on the protected sheet; there is no password."""


def write_sheet(
    book: Workbook,
    styles: Styles,
    form: Form,
    sheet: FormSheet,
    entries: Mapping[Place, Value],
    messages: Mapping[Place, str],
) -> None:
    """The sheet with what is filled in already; cells with a message are red and carry it as a note."""
    columns = SHEETS[sheet.field][1]
    page = book.add_worksheet(sheet_name(sheet))
    page.hide_gridlines(2)
    top = _write_top(page, styles, form, sheet)
    for at, column in enumerate(columns):
        page.set_column(at, at, column.width)
        page.write_string(top, at, column.label, styles["head_input" if column.is_filled else "head"])
        if column.note:
            page.write_comment(top, at, column.note, {"author": "填表说明", "x_scale": 1.6, "font_size": 10})
    page.set_row(top, 24)
    for number, row in enumerate(sheet.rows, top + 1):
        _write_row(page, styles, form, columns, number, row, (sheet.field, entries, messages))
    _mark_wrong_shares(page, styles, columns, top + 1, top + len(sheet.rows))
    _set_up(page, form, sheet, top)


def cell_name(form: Form, sheet: FormSheet, row_id: str, field: str) -> str:
    """Where the column of a row stands, as Excel names it; empty where the form has no such row."""
    from xlsxwriter.utility import xl_rowcol_to_cell

    rows = [row.id for row in sheet.rows]
    if row_id not in rows:
        return ""
    at = [column.field for column in SHEETS[sheet.field][1]].index(field)
    return str(xl_rowcol_to_cell(len(_top_lines(form, sheet)) + 1 + rows.index(row_id), at))


def _top_lines(form: Form, sheet: FormSheet) -> list[tuple[str, str, int]]:
    """The lines above the heading: their look, words and height."""
    lines = [("title", f"{sheet_name(sheet)}（{form.title}，{form.period.chinese}）", 30)]
    if form.demonstration:
        lines.append(("warning", form.demonstration, 18))
    said = f"请在{chinese_day(form.due)}以前报回{form.back_to}。只填浅黄色的格子；没有的整行空着。"
    lines.append(("remark", said, 18))
    return [*lines, *([("remark", sheet.remark, 18)] if sheet.remark else [])]


def _write_top(page: Worksheet, styles: Styles, form: Form, sheet: FormSheet) -> int:
    """Write the lines above the heading; give the heading's row."""
    lines = _top_lines(form, sheet)
    for row, (look, words, points) in enumerate(lines):
        page.write_string(row, 0, words, styles[look])
        page.set_row(row, points)
    return len(lines)


def _write_row(
    page: Worksheet,
    styles: Styles,
    form: Form,
    columns: tuple[FormColumn, ...],
    number: int,
    row: FormRow,
    filled: tuple[str, Mapping[Place, Value], Mapping[Place, str]],
) -> None:
    sheet, entries, messages = filled
    lines = 1
    for at, column in enumerate(columns):
        place = (sheet, row.id, column.field)
        value = row.id if column is ID else entries.get(place, row.cells.get(column.field, ""))
        style = styles.wrong(column.kind) if place in messages and column.is_filled else styles[_look(column, row)]
        if column.field == SHARE:
            _write_share(page, columns, number, at, row, styles)
        elif column.field in row.closed and not value:
            page.write_string(number, at, _CLOSED, styles["closed"])
        else:
            _write_value(page, number, at, value, style)
            if column.is_filled and column.field not in row.closed:
                limit(page, number, at, column, form.period, row.prompts.get(column.field, ""))
        if place in messages:
            page.write_comment(number, at, messages[place].strip(), {"author": "请改正", "x_scale": 2, "font_size": 10})
        lines = max(lines, lines_of(str(value), column.width))
    page.set_row(number, height(max(lines, 2)))


def _look(column: FormColumn, row: FormRow) -> str:
    if column is ID:
        return "id"
    if column.field == BEFORE:
        return "before"
    return "closed" if column.field in row.closed else column.kind


def _write_value(page: Worksheet, number: int, at: int, value: Value, style: object) -> None:
    if isinstance(value, date):
        page.write_datetime(number, at, datetime.combine(value, time(), tzinfo=None), style)
    elif isinstance(value, int | float):
        page.write_number(number, at, value, style)
    elif value:
        page.write_string(number, at, value, style)
    else:
        page.write_blank(number, at, None, style)


def _write_share(
    page: Worksheet, columns: tuple[FormColumn, ...], number: int, at: int, row: FormRow, styles: Styles
) -> None:
    """The share of a ratio, so that a clerk sees at once whether the figures are right."""
    if "numerator" in row.closed:
        page.write_string(number, at, _CLOSED, styles["closed"])
        return
    above, below = (_cell(columns, number, field) for field in ("numerator", "denominator"))
    formula = f'=IF(AND(ISNUMBER({above}),ISNUMBER({below})),IF({below}>0,{above}/{below},""),"")'
    page.write_formula(number, at, formula, styles["share"], "")


def _cell(columns: tuple[FormColumn, ...], number: int, field: str) -> str:
    from xlsxwriter.utility import xl_rowcol_to_cell

    return str(xl_rowcol_to_cell(number, [column.field for column in columns].index(field), col_abs=True))


def _mark_wrong_shares(page: Worksheet, styles: Styles, columns: tuple[FormColumn, ...], first: int, last: int) -> None:
    """A numerator above its denominator turns red while it is typed."""
    fields = [column.field for column in columns]
    if "numerator" not in fields or last < first:
        return
    above, below = (_cell(columns, first, field) for field in ("numerator", "denominator"))
    rule = f"=AND(ISNUMBER({above}),ISNUMBER({below}),{above}>{below})"
    left, right = fields.index("numerator"), fields.index(SHARE)
    page.conditional_format(first, left, last, right, {"type": "formula", "criteria": rule, "format": styles["bad"]})


def _set_up(page: Worksheet, form: Form, sheet: FormSheet, top: int) -> None:
    page.freeze_panes(top + 1, 1)
    page.protect("", _ALLOWED)
    page.set_landscape()
    page.set_paper(9)
    page.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    page.fit_to_pages(1, 0)
    page.repeat_rows(top)
    page.print_area(0, 0, top + len(sheet.rows), len(SHEETS[sheet.field][1]) - 1)
    mark = f"　{form.demonstration}" if form.demonstration else ""
    page.set_header("&L" + f"{form.title}{mark}"[:120].replace("&", "&&") + f"&R{form.period.chinese}")
    page.set_footer(f"&L{sheet_name(sheet)}&R第&P页，共&N页")
