"""Supervision notices (督办通知单): for each office what is late, in the plan's words, and a reply asked for.

The number, the day of the reply and the reply itself stay blank: nobody has given them yet.
Rule: 附件1第四部分, “建立跟踪落实制度，将重点任务纳入全省民政工作要点和督查内容”.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from minzheng_cli.progress import Evaluation
from minzheng_cli.query.figures import UNREPORTED
from minzheng_cli.query.records import SourceLines
from minzheng_cli.query.status import state_of
from minzheng_cli.report.formatting import SIGNATURE, chinese_day, cited, listed
from minzheng_cli.report.sheets import Sheet, SheetColumn
from minzheng_cli.report.target_lines import TargetLine, owners_of, place_words, target_lines

if TYPE_CHECKING:
    from minzheng_cli.model.knowledge import KnowledgeBase
    from minzheng_cli.progress import TaskStatus
    from minzheng_cli.report.scope import Scope

LATE = ("滞后", "逾期")
_TITLE = "督办通知单"


@dataclass(frozen=True)
class Matter:
    """One thing that is late: `kind` is how, `words` are the plan's, `place` is where they stand, `state` how far it is."""

    number: int
    kind: str
    name: str
    words: str
    place: str
    who: str
    due: str
    state: str


@dataclass(frozen=True)
class Form:
    """The notice to one office."""

    office: str
    matters: tuple[Matter, ...]


@dataclass(frozen=True)
class Notice:
    """The notices, or where nothing is late `none`, which says so."""

    title: str
    demonstration: str | None
    day: str
    notice: str
    basis: str
    forms: tuple[Form, ...]
    none: str
    reply: str
    signature: str
    date: str
    gaps: tuple[str, ...]

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """One line for each matter."""
        columns = (
            SheetColumn("处室", 26),
            SheetColumn("序号", 6, "number"),
            SheetColumn("类别", 10, "light"),
            SheetColumn("督办事项", 32),
            SheetColumn("方案原文", 60),
            SheetColumn("出处", 22),
            SheetColumn("责任处室", 26),
            SheetColumn("期限", 24),
            SheetColumn("目前情况", 36),
        )
        rows = tuple(
            (form.office, each.number, each.kind, each.name, each.words, each.place, each.who, each.due, each.state)
            for form in self.forms
            for each in form.matters
        )
        return (Sheet("督办事项", self.title, columns, rows, () if rows else (self.none,)),)


def context(kb: KnowledgeBase, scope: Scope) -> Notice:
    """What is late on the scope's day, office by office in the order of the tasks."""
    evaluation = Evaluation(kb, scope.day)
    statuses = [evaluation.task(task) for task in scope.tasks(kb)]
    orphaned = [name for status in statuses if not status.task.owners for name in _late_targets(evaluation, status)]
    found: dict[str, list[Matter]] = {}
    for office, matter in _matters(evaluation, statuses):
        if scope.owner is None or office == kb.org.holder(scope.owner, scope.day):
            found.setdefault(office, []).append(matter)
    whose = scope.owner or (f"{scope.force.name}的任务" if scope.force else "方案")
    group = kb.org.leading_group
    return Notice(
        title=_TITLE,
        demonstration=kb.demonstration,
        day=chinese_day(scope.day),
        notice=cited(kb.plan),
        basis="".join(f"“{_headword(m.quote)}”" for m in kb.plan.mechanisms if m.kind in ("工作报告", "跟踪落实")),
        forms=tuple(Form(office, _numbered(matters)) for office, matters in found.items()),
        none=f"截至{chinese_day(scope.day)}，{_nothing(whose, orphaned)}。",
        reply="督办事项办理情况回复表",
        signature=f"{group.short}{group.office.name}" or SIGNATURE,
        date=chinese_day(scope.day),
        gaps=(_nobodys(orphaned),) if orphaned else (),
    )


def _nothing(whose: str, orphaned: Sequence[str]) -> str:
    """Why nobody gets a notice."""
    return _nobodys(orphaned) if orphaned else f"{whose}没有滞后、逾期和逾期未报送的事项，不需要督办"


def _nobodys(targets: Sequence[str]) -> str:
    """Which targets are late that nobody answers for."""
    return f"{listed(targets)}滞后、逾期或者没有数据，任务没有明确责任处室，没有列入督办"


def _late_targets(evaluation: Evaluation, status: TaskStatus) -> Iterator[str]:
    """The ids of a task's targets that are late."""
    return (line.id for line in target_lines(evaluation, [status]) if _kind(evaluation, line))


def _headword(quote: str) -> str:
    """The first clause of a passage: 建立跟踪落实制度."""
    return quote.partition("，")[0]


def _numbered(matters: Iterable[Matter]) -> tuple[Matter, ...]:
    return tuple(replace(matter, number=at) for at, matter in enumerate(matters, 1))


def _matters(evaluation: Evaluation, statuses: Iterable[TaskStatus]) -> Iterator[tuple[str, Matter]]:
    """Each office with what it is late with; a target is a matter of all its owners."""
    kb, day = evaluation.kb, evaluation.moment.known
    statuses, places = list(statuses), SourceLines(kb.source)
    lines = {line.id: line for line in target_lines(evaluation, statuses)}
    for status in statuses:
        place = place_words(status.task, places.place(f"{status.task.number}.{status.task.title}", status.task.title))
        if day > evaluation.reports_due:
            yield from _unreported(evaluation, status, place)
        owners = [kb.org.holder(name, day) for name in owners_of(kb, status.task)]
        for each in status.targets:
            line = lines[each.target.id]
            if kind := _kind(evaluation, line):
                told = _state(line, state_of(each, evaluation.moment))
                matter = Matter(0, kind, _name(line), line.quote, line.place, listed(owners), _due(line), told)
                yield from ((office, matter) for office in dict.fromkeys(owners))


def _unreported(evaluation: Evaluation, status: TaskStatus, place: str) -> Iterator[tuple[str, Matter]]:
    """The reports that are owed and past their day."""
    period, due = evaluation.moment.period.chinese, evaluation.reports_due
    days = (evaluation.moment.known - due).days
    for each in status.reports:
        if each.report is None:
            yield (
                each.office,
                Matter(
                    0,
                    UNREPORTED,
                    f"第{status.task.number}项任务（{status.task.title}）{period}工作进展",
                    "".join(status.task.assigning).strip("（）"),
                    place,
                    each.office,
                    f"应于{chinese_day(due)}前报送",
                    f"未报送，已逾期{days}天",
                ),
            )


def _kind(evaluation: Evaluation, line: TargetLine) -> str | None:
    """How a target is late; None where it isn't. Figures are late once the period's reports are."""
    if line.schedule in LATE:
        return line.schedule
    owed = line.schedule == UNREPORTED and evaluation.moment.known > evaluation.reports_due
    return UNREPORTED if owed else None


def _name(line: TargetLine) -> str:
    return f"{line.indicator}（{line.id}）{line.aim}"


def _due(line: TargetLine) -> str:
    return f"{line.deadline}，{line.left}" if line.left != "—" else line.deadline


def _state(line: TargetLine, state: str) -> str:
    if line.as_of == "—":
        return "未报送指标数据" if line.value == UNREPORTED else f"{line.value}，未达到"
    expected = f"，序时应达{line.expected}" if line.expected != "—" else ""
    return f"截至{line.as_of}为{line.value}{expected}，{state}"
