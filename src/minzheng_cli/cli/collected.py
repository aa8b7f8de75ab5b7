"""What came of a form that was collected, and how that is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from minzheng_cli.errors import MzError
from minzheng_cli.importing.changes import Change, cell_of, words_of
from minzheng_cli.importing.filled import Fault, Filled
from minzheng_cli.query.form import Form
from minzheng_cli.query.rows import Column, Record, Rows


@dataclass(frozen=True)
class Outcome:
    """What came of one file: refused as a whole, or changes, faults, and the number of rows left empty."""

    path: Path
    form: Form | None = None
    filled: Filled | None = None
    refused: MzError | None = None
    changes: tuple[Change, ...] = ()
    faults: tuple[Fault, ...] = ()
    empty: int = 0

    @property
    def is_wrong(self) -> bool:
        """True where somebody has to mend something."""
        return self.refused is not None or any(not fault.mild for fault in self.faults)

    def count(self, kind: str) -> int:
        """How many of its rows change in this way."""
        return sum(change.kind == kind for change in self.changes)


LISTED = 100
"""How many new entries are listed one by one for people; of more, each form's are counted."""


def rows_of(outcomes: Iterable[Outcome], units: dict[str, str]) -> Rows:
    """A line for each change and each fault, sectioned by file; what is there already, or empty, is counted.

    Where much is new, the lines for people count it, so that nobody overlooks what is wrong.
    """
    found = list(outcomes)
    heads = {each.path.as_posix(): _head(each) for each in found}
    records = tuple(record for each in found for record in _records(each, units))
    is_much = sum(each.count("新增") for each in found) > LISTED
    return Rows(
        records,
        (
            Column("结果", lambda r: r["result"], wrap=False),
            Column("位置", lambda r: r["cell"] or "", wrap=False),
            Column("编号", lambda r: r["id"] or "", wrap=False),
            Column("内容", _content),
        ),
        section=lambda r: heads[r["file"]],
        notes=("新增的没有逐条列出；要逐条看，用--format json",) if is_much else (),
        detail=tuple(_counted(records)) if is_much else (),
    )


def _counted(records: Iterable[Record]) -> Iterator[Record]:
    """The records with one for all that is new of a file."""
    for _, group in groupby(records, lambda record: record["file"]):
        lines = list(group)
        new = [line for line in lines if line["result"] == "新增"]
        if new:
            yield {**new[0], "cell": None, "id": None, "message": f"{len(new)}条"}
        yield from (line for line in lines if line["result"] != "新增")


def _content(record: Record) -> str:
    if not record["hint"]:
        return str(record["message"])
    mark = "" if record["message"].endswith("。") else "。"
    return f"{record['message']}{mark}{record['hint']}"


def _head(each: Outcome) -> str:
    return f"{each.path.as_posix()}{f'（{each.form.title}，{each.form.period.chinese}）' if each.form else ''}"


def _records(each: Outcome, units: dict[str, str]) -> Iterator[Record]:
    base = {"file": each.path.as_posix(), "filler": each.form.name if each.form else None}
    if each.refused:
        yield _record(base, "退回", None, None, each.refused.message, each.refused.hint)
    for change in each.changes:
        if change.kind != "无变化":
            unit = units.get(getattr(change.entry, "target", ""), "")
            said = words_of(change.entry, unit)
            if change.before is not None:
                said = f"{words_of(change.before, unit)} → {said}；{change.entry.reason}"
            yield _record(base, change.kind, cell_of(change).place, change.said.row.id, said)
    for fault in each.faults:
        result = "提醒" if fault.mild else "有问题"
        yield _record(base, result, fault.place or None, fault.row or None, fault.message, fault.hint)
    if same := each.count("无变化"):
        yield _record(base, "无变化", None, None, f"{same}行与已有的相同")
    if each.form and each.empty:
        yield _record(base, "未填", None, None, f"{each.empty}行没有填")


def _record(
    base: dict[str, str | None], result: str, cell: str | None, row: str | None, message: str, hint: str = ""
) -> Record:
    return {**base, "result": result, "cell": cell, "id": row, "message": message, "hint": hint}


def summary(outcomes: Iterable[Outcome]) -> str:
    """All forms in a sentence."""
    found = list(outcomes)
    counts = Counter(change.kind for each in found for change in each.changes)
    faults = sum(not fault.mild for each in found for fault in each.faults)
    hints = sum(fault.mild for each in found for fault in each.faults)
    told = [f"{kind}{counts[kind]}条" for kind in ("新增", "更正", "无变化") if counts[kind]]
    told += [f"有问题{faults}处"] if faults else []
    told += [f"提醒{hints}处"] if hints else []
    refused = sum(each.refused is not None for each in found)
    told += [f"退回{refused}份"] if refused else []
    return f"共{len(found)}份表：{'，'.join(told) or '都没有填'}。"
