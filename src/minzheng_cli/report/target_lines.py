"""Targets with their figures as lines of a table, as several reports show them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from minzheng_cli.progress.rolling import newest
from minzheng_cli.query.figures import UNREPORTED, expected_words, weakest_words
from minzheng_cli.query.records import SourceLines, answering, comparison, deadline
from minzheng_cli.query.status import state_of, value_now
from minzheng_cli.report.formatting import chinese_day
from minzheng_cli.report.sheets import Sheet, SheetColumn

if TYPE_CHECKING:
    from datetime import date

    from minzheng_cli.model.knowledge import KnowledgeBase
    from minzheng_cli.model.task import Task
    from minzheng_cli.progress import Evaluation, TargetStatus, TaskStatus

_NAMED = 3
"""How many sources of a figure are named at most."""


@dataclass(frozen=True)
class TargetLine:
    """One line of the table of targets.

    `place` says where in the notice its `quote` stands, `basis` what the figures rest on.
    """

    id: str
    task: str
    indicator: str
    aim: str
    deadline: str
    left: str
    value: str
    as_of: str
    areas: str
    state: str
    expected: str
    schedule: str
    owners: str
    quote: str
    place: str
    basis: str


def target_lines(evaluation: Evaluation, tasks: Iterable[TaskStatus]) -> tuple[TargetLine, ...]:
    """The targets of tasks, in the plan's order."""
    lines = SourceLines(evaluation.kb.source)
    return tuple(_line(target, task, evaluation, lines) for task in tasks for target in task.targets)


def owners_of(kb: KnowledgeBase, task: Task) -> list[str]:
    """Canonical names of a task's owners."""
    return [kb.org.canonical(name) or name for name in task.owners]


def place_words(task: Task, place: dict[str, object] | None) -> str:
    """Where words of a task stand: its number, and the line of the notice's text where that was read."""
    return f"第{task.number}项任务" + (f"，原文第{place['line']}行" if place else "")


def left_words(due: date | None, day: date, *, reached: bool = False) -> str:
    """余164天, 已过20天; empty without a date or where it is reached."""
    if due is None or reached:
        return ""
    left = (due - day).days
    return f"余{left}天" if left >= 0 else f"已过{-left}天"


def _line(status: TargetStatus, task: TaskStatus, evaluation: Evaluation, lines: SourceLines) -> TargetLine:
    target, rolled, moment = status.target, status.rolled, evaluation.moment
    return TargetLine(
        id=target.id,
        task=task.task.id,
        indicator=target.indicator,
        aim=comparison(target),
        deadline=_deadline(status),
        left=left_words(target.due, moment.day, reached=bool(status.reached)) or "—",
        value=value_of(status),
        as_of=chinese_day(rolled.as_of) if rolled else "—",
        areas=_areas(status),
        state=state_of(status, moment),
        expected=expected_words(status) or "—",
        schedule=status.schedule or "—",
        owners=answering(dict.fromkeys(owners_of(evaluation.kb, task.task))),
        quote=target.quote,
        place=place_words(task.task, lines.place(target.quote)),
        basis=_basis(status, evaluation),
    )


def _deadline(status: TargetStatus) -> str:
    """The plan's own date, never another, and beside it the one that was approved or asked for."""
    if status.extension:
        return f"{deadline(status.target)}（批准延至{chinese_day(status.extension.due)}）"
    return f"{deadline(status.target)}{'（已申请延期）' if status.asked else ''}"


def value_of(status: TargetStatus) -> str:
    """The figure, and what it is made of: 72.7%（8/11）, 45/60个达标，最低0所."""
    shown, rolled = value_now(status), status.rolled
    if rolled is None or rolled.value is None:
        return shown
    if rolled.denominator is not None:
        return f"{shown}（{rolled.numerator}/{rolled.denominator}）"
    weakest = weakest_words(status.target, rolled)
    return f"{shown}，{weakest}" if weakest else shown


def _areas(status: TargetStatus) -> str:
    rolled = status.rolled
    if rolled is None:
        return "—"
    if not rolled.asked:
        return "全省数据"
    notes = [f"缺{len(rolled.missing)}个"] if rolled.missing else []
    notes += [f"{rolled.older}个为以前的数据"] if rolled.older else []
    return "，".join([f"{rolled.reported}/{rolled.asked}", *notes])


def _basis(status: TargetStatus, evaluation: Evaluation) -> str:
    """What the areas named as the source of their newest figures; UNREPORTED without figures."""
    if status.rolled is None:
        return UNREPORTED
    seen = newest(evaluation.entries.observations.get(status.target.id, ())).values()
    named = list(dict.fromkeys(each.evidence for each in seen if each.evidence))
    return "、".join(named[:_NAMED]) + ("等" if len(named) > _NAMED else "") or "报送时没有写明佐证"


def target_sheet(title: str, targets: Iterable[TargetLine], notes: tuple[str, ...] = ()) -> Sheet:
    """The targets as a sheet of a workbook."""
    columns = (
        SheetColumn("编号", 8),
        SheetColumn("指标", 34),
        SheetColumn("目标", 18),
        SheetColumn("期限", 14),
        SheetColumn("距期限", 12),
        SheetColumn("完成数据", 24),
        SheetColumn("序时进度", 14),
        SheetColumn("进度状态", 12, "light"),
        SheetColumn("情况", 12),
        SheetColumn("数据截止", 16),
        SheetColumn("报送地区", 16),
        SheetColumn("数据来源", 26),
        SheetColumn("责任处室", 22),
        SheetColumn("方案原文", 40),
        SheetColumn("出处", 22),
    )
    rows = tuple(tuple(_cells(line)) for line in targets)
    return Sheet("量化目标", title, columns, rows, notes)


def _cells(line: TargetLine) -> Iterator[str]:
    yield from (line.id, line.indicator, line.aim, line.deadline, line.left, line.value, line.expected)
    yield from (line.schedule, line.state, line.as_of, line.areas, line.basis, line.owners, line.quote, line.place)
