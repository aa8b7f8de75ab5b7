"""A filled form: what it was made for, by its hidden sheet, and its rows, by their ids and headings wherever these stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from minzheng_cli.errors import MzError
from minzheng_cli.importing.sheets import Raw, Sheet, column_name, read_sheets
from minzheng_cli.importing.values import is_empty, narrow
from minzheng_cli.model.period import Period
from minzheng_cli.query.form_columns import ID, META_MARK, META_VERSION, SHEETS

if TYPE_CHECKING:
    from minzheng_cli.query.form import Filler
    from minzheng_cli.query.form_columns import FormColumn

_HEAD_ROWS = 40
"""How far down a heading is looked for: somebody may have put lines above it."""
_LONGEST_LABEL = 24
_ASK = "请用发下去的原表填写，不要另建一张表粘贴过去"


@dataclass(frozen=True)
class Cell:
    """One cell of a file: its sheet, its place as Excel names it, and what it holds."""

    sheet: str
    name: str
    raw: Raw
    is_error: bool = False
    is_uncounted: bool = False
    is_covered: bool = False

    @property
    def place(self) -> str:
        """指标数据!F7."""
        return f"{self.sheet}!{self.name}"


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong with a form, in words for the clerk: where, what, and what to write.

    `row` and `column` are the row's id and the column's field where the form has them. A `mild` fault stops nothing.
    """

    cell: Cell | None
    message: str
    hint: str
    list: str = ""
    row: str = ""
    column: str = ""
    mild: bool = False

    @property
    def place(self) -> str:
        """The cell as Excel names it; empty where the fault is the whole form's."""
        return self.cell.place if self.cell else ""


@dataclass(frozen=True)
class FilledRow:
    """One row: the list of the progress file that it belongs to, the id, and the cells by the column's field."""

    list: str
    id: str
    cells: Mapping[str, Cell]

    @property
    def is_empty(self) -> bool:
        """True where nothing is reported: days alone, and explanations, say nothing."""
        said = {column.field: column.kind for column in SHEETS[self.list][1] if column.kind not in ("shown", "day")}
        cells = ((cell, said[name]) for name, cell in self.cells.items() if name in said and name != "reason")
        return all(is_blank(cell, kind) for cell, kind in cells)


@dataclass(frozen=True)
class Filled:
    """A form that came back. `made_from` holds the check digits of each row's words, by list and id."""

    base: str
    period: Period
    filler: Filler
    name: str
    made_from: Mapping[tuple[str, str], str]
    rows: tuple[FilledRow, ...]
    faults: tuple[Fault, ...]


def is_blank(cell: Cell, kind: str) -> bool:
    """True where the clerk left the cell empty; one with an error isn't."""
    return not cell.is_error and not cell.is_uncounted and is_empty(cell.raw, kind)


def read_form(data: bytes) -> Filled:
    """The form in a file's bytes. Raises MzError where it can't be read, or is none of ours."""
    sheets = read_sheets(data)
    meta = next((sheet for sheet in sheets if sheet.rows and sheet.rows[0] and sheet.rows[0][0] == META_MARK), None)
    if meta is None:
        raise MzError("认不出是哪一份填报表：里面没有制表时留下的记号。", _ASK)
    form = _meta(meta)
    lists = {name for name, _ in form.made_from}
    tables = [(sheet, found) for sheet in sheets if sheet is not meta and (found := _heading(sheet, lists))]
    absent = sorted(lists - {found.list for _, found in tables})
    faults = [Fault(None, f"找不到“{SHEETS[name][0]}”这一页，或它的表头改过了", _ASK) for name in absent]
    rows: list[FilledRow] = []
    for sheet, found in tables:
        more, wrong = _rows(sheet, found, form.made_from)
        rows += more
        faults += wrong
    kept, twice = _once(rows)
    return replace(form, rows=tuple(kept), faults=(*faults, *twice))


def _meta(sheet: Sheet) -> Filled:
    """What the hidden sheet says, without rows yet. Raises MzError where it was changed, or is of another version."""
    lines = [[str(raw).strip() for raw in row[:3]] + [""] * (3 - len(row)) for row in sheet.rows]
    version = narrow(sheet.rows[0][1]) if len(sheet.rows[0]) > 1 else ""
    if version != str(META_VERSION):
        raise MzError("是用另一个版本的程序制的表。", "请重新下发表格填写")
    said = {line[0]: line[1] for line in lines[1:4]}
    period = Period.parse(said.get("period", ""))
    filler: Filler | None = "office" if said.get("office") else "area" if said.get("area") else None
    if period is None or filler is None or not said.get("base"):
        raise MzError("制表时留下的记号被改过，认不出是哪一份填报表。", _ASK)
    rows = {(line[0], line[1]): line[2] for line in lines[4:] if line[0] in SHEETS}
    return Filled(said["base"], period, filler, said[filler], rows, (), ())


@dataclass(frozen=True)
class _Heading:
    """Where a table's heading stands, and which column is which."""

    list: str
    row: int
    columns: Mapping[str, int]
    missing: tuple[FormColumn, ...]


def _heading(sheet: Sheet, lists: set[str]) -> _Heading | None:
    """The table of a sheet, known by the words of its heading, in whatever order; None where there is none."""
    best: _Heading | None = None
    for number, row in enumerate(sheet.rows[:_HEAD_ROWS]):
        at = _labels(row)
        for name in sorted(lists) if ID.label in at else ():
            columns = {column.field: at[column.label] for column in SHEETS[name][1] if column.label in at}
            missing = tuple(c for c in SHEETS[name][1] if c.is_filled and c.field not in columns)
            if len(columns) * 2 > len(SHEETS[name][1]) and (best is None or len(columns) > len(best.columns)):
                best = _Heading(name, number, columns, missing)
    return best


def _labels(row: Sequence[Raw]) -> dict[str, int]:
    """The words of a row that may be headings, and the first column in which each stands."""
    found: dict[str, int] = {}
    for position, raw in enumerate(row):
        if isinstance(raw, str) and 0 < len(raw) <= _LONGEST_LABEL:
            found.setdefault(narrow(raw).strip("*"), position)
    return found


def _rows(
    sheet: Sheet, heading: _Heading, made_from: Mapping[tuple[str, str], str]
) -> tuple[list[FilledRow], list[Fault]]:
    rows = []
    ids = {row for name, row in made_from if name == heading.list}
    faults = [
        Fault(None, f"“{sheet.name}”页找不到“{column.label}”这一列", f"请把表头改回“{column.label}”")
        for column in heading.missing
    ]
    if heading.missing:
        return [], faults
    for number in range(heading.row + 1, len(sheet.rows)):
        cells = dict(_cells(sheet, heading, number))
        said = narrow(cells[ID.field].raw).upper()
        row = FilledRow(heading.list, said, cells)
        if said in ids:
            rows.append(row)
        elif not row.is_empty and said != narrow(ID.label):
            faults.append(_stranger(row, heading, sorted(ids, key=_numbers)))
    return rows, faults


def _stranger(row: FilledRow, heading: _Heading, ids: Sequence[str]) -> Fault:
    cell = row.cells[ID.field]
    listed = "、".join(ids[:6]) + ("等" if len(ids) > 6 else "")
    message = f"这一行的编号“{row.id[:20]}”不在这份表里" if row.id else "这一行填了内容，但没有编号"
    return Fault(cell, message, f"请把编号改回原样（{listed}）；多余的行请删去", heading.list)


def _numbers(name: str) -> list[int]:
    return [int(part) for part in name[1:].split(".") if part.isdecimal()]


def _cells(sheet: Sheet, heading: _Heading, row: int) -> Iterator[tuple[str, Cell]]:
    for name, column in heading.columns.items():
        at = (row, column)
        shown = sheet.covered.get(at, at)
        # a cell merged over several rows says the same of each; over several columns, it belongs to the first
        source = shown if shown[1] == column else at
        raw = _raw(sheet, source)
        label = f"{column_name(column)}{row + 1}"
        yield (
            name,
            Cell(sheet.name, label, raw, source in sheet.errors, source in sheet.uncounted, source != at),
        )


def _raw(sheet: Sheet, at: tuple[int, int]) -> Raw:
    row = sheet.rows[at[0]]
    return row[at[1]] if at[1] < len(row) else ""


def _once(rows: list[FilledRow]) -> tuple[list[FilledRow], list[Fault]]:
    """Each id's one row. Empty rows and copies give way; two that differ are a fault of both."""
    kept: dict[tuple[str, str], FilledRow] = {}
    faults: list[Fault] = []
    torn: set[tuple[str, str]] = set()
    for row in rows:
        key = (row.list, row.id)
        other = kept.get(key)
        if other is None or other.is_empty:
            kept[key] = row
        elif not row.is_empty and _words(row) != _words(other):
            torn.add(key)
            here, there = row.cells[ID.field], other.cells[ID.field].place
            faults.append(Fault(here, f"{row.id}填了两行，内容不同（另一行在{there}）", "请只留一行", *key))
    return [row for key, row in kept.items() if key not in torn], faults


def _words(row: FilledRow) -> dict[str, str]:
    return {
        column.field: narrow(cell.raw)
        for column in SHEETS[row.list][1]
        if column.is_filled and (cell := row.cells.get(column.field)) and not is_blank(cell, column.kind)
    }
