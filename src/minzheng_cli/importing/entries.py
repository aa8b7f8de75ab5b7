"""The rows of a filled form as entries of a progress file, each value checked before anything is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from minzheng_cli.importing import values
from minzheng_cli.importing.filled import Cell, Fault, Filled, FilledRow, is_blank
from minzheng_cli.importing.values import UnclearError
from minzheng_cli.model.progress import Observation, Report
from minzheng_cli.query.form_columns import SHEETS

if TYPE_CHECKING:
    from minzheng_cli.model.period import Period
    from minzheng_cli.model.target import Target
    from minzheng_cli.query.form_columns import FormColumn

Entry = Report | Observation
_DAY_HINT = "请写成年-月-日，如2022-07-08"


@dataclass(frozen=True)
class Said:
    """One row's entry, with the row that says it."""

    row: FilledRow
    entry: Entry


@dataclass
class _Row:
    """One row while it is read: the values so far, and what is wrong with it."""

    row: FilledRow
    values: dict[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def wrong(self, column: str, message: str, hint: str, *, mild: bool = False) -> None:
        cell = self.row.cells.get(column) or self.row.cells["id"]
        self.faults.append(Fault(cell, message, hint, self.row.list, self.row.id, column, mild))

    @property
    def is_sound(self) -> bool:
        return all(fault.mild for fault in self.faults)


def read_entries(form: Filled, targets: Mapping[str, Target], day: date) -> tuple[list[Said], list[Fault], int]:
    """The entries of the rows that are filled, what is wrong with the others, and how many are not filled at all.

    A row with a fault gives no entry. Nothing may lie after `day`.
    """
    filled = [_read(row, targets) for row in form.rows if not row.is_empty]
    shared = {row.values["reported"] for row in filled if "reported" in row.values}
    said = []
    for row in filled:
        _complete(row, shared)
        _judge(row, form.period, targets, day)
        if row.is_sound:
            said.append(Said(row.row, _entry(row, form)))
    faults = [fault for row in filled for fault in row.faults]
    return said, faults, len(form.made_from) - len({(row.row.list, row.row.id) for row in filled})


def _read(row: FilledRow, targets: Mapping[str, Target]) -> _Row:
    """The row's values, cell by cell."""
    found = _Row(row)
    unit = targets[row.id].unit if row.id in targets else ""
    for column in SHEETS[row.list][1]:
        cell = row.cells.get(column.field)
        if cell is None or not column.is_filled or is_blank(cell, column.kind):
            continue
        try:
            found.values[column.field] = _value(cell, column, unit)
        except UnclearError as unclear:
            found.wrong(column.field, unclear.message, unclear.hint)
    return found


def _value(cell: Cell, column: FormColumn, unit: str) -> object:
    if cell.is_error:
        raise UnclearError(f"{column.label}显示的是公式错误（如#DIV/0!、#REF!）", "请删去公式，直接填内容")
    if cell.is_uncounted:
        raise UnclearError(f"{column.label}是公式，但文件里没有算出的结果", "请删去公式，直接填结果")
    if cell.is_covered and column.kind in ("count", "number"):
        raise UnclearError(f"{column.label}和上面的行合并成了一格，不知道是哪一行的", "请取消合并，每行各填各的数")
    if column.kind == "count":
        return values.count(cell.raw, column.label)
    if column.kind == "number":
        return values.number(cell.raw, column.label, unit)
    if column.kind == "day":
        return values.day(cell.raw, column.label)
    return values.status(cell.raw) if column.kind == "status" else values.words(cell.raw)


def _complete(row: _Row, shared: set[date]) -> None:
    """A day of reporting that stands in one row is that of all."""
    if "reported" not in row.values and not _was_read_badly(row, "reported"):
        if len(shared) == 1:
            row.values["reported"] = next(iter(shared))
        else:
            why = "各行写的报送日期不同，这一行没有写" if shared else "没有写报送日期"
            row.wrong("reported", why, "请写报出这份表的日子，如2022-07-08；各行相同的只填一行")


def _was_read_badly(row: _Row, column: str) -> bool:
    return any(fault.column == column for fault in row.faults)


def _judge(row: _Row, period: Period, targets: Mapping[str, Target], day: date) -> None:
    if row.row.list == "reports":
        _judge_words(row)
    else:
        row.values.setdefault("as_of", period.end)
        _judge_figures(row, targets[row.row.id])
        _judge_day(row, period, day)
    reported = row.values.get("reported")
    if reported and reported < period.start:
        row.wrong("reported", f"报送日期{reported}早于{period.chinese}", f"请核对年份；{_DAY_HINT}")
    elif reported and reported > day:
        row.wrong("reported", f"报送日期{reported}晚于今天（{day}）", f"请核对年份；{_DAY_HINT}")


def _judge_words(row: _Row) -> None:
    for column, label in (("status", "状态"), ("done", "工作进展")):
        if column not in row.values and not _was_read_badly(row, column):
            hint = f"请从下拉框里选：{'、'.join(values.STATUSES)}" if column == "status" else "请写本期做了什么"
            row.wrong(column, f"没有填{label}", hint)
    if row.values.get("status") == "已完成" and "evidence" not in row.values:
        row.wrong("evidence", "状态是已完成，但没有写佐证材料", "请补写材料的名称和文号", mild=True)


def _judge_figures(row: _Row, target: Target) -> None:
    said = row.values
    if not target.ratio:
        for column in ("numerator", "denominator"):
            if said.pop(column, None) is not None or _was_read_badly(row, column):
                row.wrong(column, f"{target.id}不是占比，不填分子、分母", f"请把数填在“数值”里，单位：{target.unit}")
        if "value" not in said and row.is_sound:
            row.wrong("value", "没有填数值", f"请填{target.indicator}，单位：{target.unit}；没有数据的，整行空着")
        return
    labels = {"numerator": f"分子（{target.ratio.numerator}）", "denominator": f"分母（{target.ratio.denominator}）"}
    for column, label in labels.items():
        if column not in said and not _was_read_badly(row, column):
            row.wrong(column, f"没有填{label}", "分子、分母要同时填；没有数据的，整行空着")
    if "numerator" in said and "denominator" in said:
        _judge_ratio(row, said["numerator"], said["denominator"])


def _judge_ratio(row: _Row, above: int, below: int) -> None:
    value = row.values.pop("value", None)
    if below == 0:
        row.wrong("denominator", "分母是0", "确实一个也没有的，整行空着")
    elif above > below:
        row.wrong("numerator", f"分子{above}大于分母{below}", "请核对是不是填反了")
    elif value is not None and not _agrees(value, above, below):
        said = f"数值写的是{value:g}%，分子、分母算出来是{100 * above / below:.1f}%"
        row.wrong("value", said, "请核对分子、分母；占比会自动算出，数值不用填")


def _agrees(value: float, above: int, below: int) -> bool:
    return abs(value - 100 * above / below) <= 0.5


def _judge_day(row: _Row, period: Period, day: date) -> None:
    as_of, reported = row.values["as_of"], row.values.get("reported")
    if not period.start <= as_of <= period.end:
        hint = f"请写{period.start}至{period.end}之间的日子，如{period.end}"
        row.wrong("as_of", f"截止日期{as_of}不在{period.chinese}内", hint)
    elif as_of > day:
        row.wrong("as_of", f"截止日期{as_of}晚于今天（{day}）", f"请写数据实际截止的日子；{_DAY_HINT}")
    elif reported and period.start <= reported < as_of:
        row.wrong("as_of", f"截止日期{as_of}晚于报送日期{reported}", "请写数据实际截止的日子，或核对报送日期")


def _entry(row: _Row, form: Filled) -> Entry:
    """The entry, without `corrects` and `reason`: those depend on what is there already."""
    known = {name: value for name, value in row.values.items() if name != "reason"}
    if row.row.list == "reports":
        return Report(task=row.row.id, office=form.name, **known)
    return Observation(target=row.row.id, area=form.name, **known)


def reason_of(row: FilledRow) -> str | None:
    """Why the row corrects what was said before; None where it doesn't say."""
    cell = row.cells.get("reason")
    return None if cell is None or is_blank(cell, "words") else values.words(cell.raw)


def entered(form: Filled) -> Iterator[tuple[tuple[str, str, str], str | int | float | date]]:
    """What the clerk typed, by list, id and column: days as days, numbers as numbers, everything else as text."""
    for row in form.rows:
        for column in SHEETS[row.list][1]:
            cell = row.cells.get(column.field)
            if cell is not None and column.is_filled and not is_blank(cell, column.kind):
                yield (row.list, row.id, column.field), _typed(cell, column)


def _typed(cell: Cell, column: FormColumn) -> str | int | float | date:
    if column.kind == "day":
        with suppress(UnclearError):
            return values.day(cell.raw, column.label)
    if isinstance(cell.raw, int | float) and not isinstance(cell.raw, bool) and column.kind in ("count", "number"):
        return int(cell.raw) if cell.raw == int(cell.raw) else cell.raw
    return values.text_of(cell.raw)
