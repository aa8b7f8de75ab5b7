"""A form as the bytes of an Excel workbook: the same form gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING

from minzheng_cli.query.form_columns import META_MARK, META_VERSION
from minzheng_cli.report.forms.guide import write_guide
from minzheng_cli.report.forms.mending import write_mending
from minzheng_cli.report.forms.sheet import write_sheet
from minzheng_cli.report.forms.styles import Styles

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

    from minzheng_cli.query.form import Form

Value = str | int | float | date
Place = tuple[str, str, str]
"""A cell of a form: `reports` or `observations`, the row's id, the column's field."""


@dataclass(frozen=True)
class Mark:
    """What is wrong with one cell of a filled form, and what belongs there. `place` is None for the form as a whole."""

    place: Place | None
    message: str
    hint: str = ""


def form_bytes(form: Form, entries: Mapping[Place, Value] | None = None, marks: Iterable[Mark] = ()) -> bytes:
    """The workbook. `entries` are filled in already; with `marks` it is a reply: these cells are red, and listed first."""
    from xlsxwriter.workbook import Workbook

    out = BytesIO()
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties(_properties(form))
    book.set_calc_mode("auto")
    styles, found = Styles(book), list(marks)
    if found:
        write_mending(book, styles, form, found)
    write_guide(book, styles, form)
    messages: dict[Place, str] = {}
    for mark in found:
        if mark.place:
            messages[mark.place] = f"{messages.get(mark.place, '')}{mark.message}。{mark.hint}\n"
    for sheet in form.sheets:
        write_sheet(book, styles, form, sheet, entries or {}, messages)
    _write_meta(book, form)
    if not found:
        book.worksheets()[1].activate()
    book.close()
    return out.getvalue()


def _properties(form: Form) -> dict[str, object]:
    made = datetime.combine(form.made_on, time(), tzinfo=None)
    return {"title": f"{form.period.chinese}填报表", "subject": form.plan, "category": form.title, "created": made}


def _write_meta(book: Workbook, form: Form) -> None:
    """The hidden sheet by which the form is known again."""
    sheet = book.add_worksheet("mz")
    lines = [
        [META_MARK, str(META_VERSION)],
        ["base", form.base],
        ["period", str(form.period)],
        [form.filler, form.name],
        *([each.field, row.id, row.made_from] for each in form.sheets for row in each.rows),
    ]
    for number, line in enumerate(lines):
        for column, text in enumerate(line):
            sheet.write_string(number, column, text)
    sheet.protect()
    sheet.very_hidden()
