"""One office's duties (处室履职情况): its names and posts, its tasks in the plan's words, how they stand, what it owes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from minzheng_cli.errors import MzError
from minzheng_cli.model.numerals import chinese_ordinal
from minzheng_cli.progress import Evaluation, end_of, today
from minzheng_cli.query.figures import UNREPORTED
from minzheng_cli.query.status import spoken_of
from minzheng_cli.report.formatting import chinese_day, listed, subject
from minzheng_cli.report.half_year import Entry, entry_of
from minzheng_cli.report.sheets import Sheet, SheetColumn
from minzheng_cli.report.target_lines import TargetLine, owners_of, target_lines, target_sheet

if TYPE_CHECKING:
    from datetime import date

    from minzheng_cli.model.knowledge import KnowledgeBase
    from minzheng_cli.model.org import Member, Office
    from minzheng_cli.model.task import Task
    from minzheng_cli.progress import Moment, ReportStatus, TaskStatus
    from minzheng_cli.report.scope import Scope


@dataclass(frozen=True)
class Duty:
    """One task that the office answers for.

    `now` and `before` are its reports of this period and the last; `before` is None where no report was due then.
    """

    number: int
    title: str
    assignment: str
    force: str
    measures: tuple[str, ...]
    targets: tuple[TargetLine, ...]
    now: Entry
    before: Entry | None
    evidence: str


@dataclass(frozen=True)
class DutyGroup:
    """The office's tasks of one group of the plan."""

    ordinal: str
    title: str
    duties: tuple[Duty, ...]


@dataclass(frozen=True)
class OfficeDuties:
    """What one office is, has to do, has done and owes: `facts`, `posts` and `owed` are sentences."""

    title: str
    demonstration: str | None
    office: str
    notice: str
    spoken_of: str
    period: str
    before: str
    facts: tuple[str, ...]
    posts: tuple[str, ...]
    groups: tuple[DutyGroup, ...]
    targets: tuple[TargetLine, ...]
    owed: tuple[str, ...]
    date: str

    @property
    def duties(self) -> tuple[Duty, ...]:
        """All tasks, in the plan's order."""
        return tuple(duty for group in self.groups for duty in group.duties)

    @property
    def gaps(self) -> tuple[str, ...]:
        """What is missing, in words for whoever makes the report."""
        missing = "、".join(str(duty.number) for duty in self.duties if duty.now.done is None)
        return (f"{self.office}{self.period}第{missing}项任务未报送",) if missing else ()

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """Tasks with their measures and reports, the targets, and what is owed."""
        owed = Sheet(
            "待办事项",
            self.title,
            (SheetColumn("序号", 6, "number"), SheetColumn("事项", 100)),
            tuple(enumerate(self.owed, 1)),
        )
        return (_duty_sheet(self), target_sheet(self.title, self.targets), owed)


def context(kb: KnowledgeBase, scope: Scope) -> OfficeDuties:
    """The duties of the scope's office. Raises MzError without one."""
    if scope.owner is None:
        raise MzError("要写明处室。", "例如：--owner 社会救助处")
    office = scope.owner
    evaluation = Evaluation(kb, _moment(kb, scope))
    tasks = scope.tasks(kb)
    statuses = {task.id: evaluation.task(task) for task in tasks}
    before = _before(kb, scope, tasks)
    targets = target_lines(evaluation, statuses.values())
    duties = {task.id: _duty(kb, office, scope.day, statuses[task.id], before.get(task.id), targets) for task in tasks}
    return OfficeDuties(
        title=f"{office}{subject(kb.plan.title)}工作责任和进展情况",
        demonstration=kb.demonstration,
        office=office,
        notice=f"{kb.plan.notice}{kb.plan.cited_number}",
        spoken_of=spoken_of(evaluation.moment),
        period=scope.period.chinese,
        before=scope.period.previous.chinese,
        facts=tuple(_facts(kb, office)),
        posts=tuple(_posts(kb, office, scope.day)),
        groups=tuple(_groups(kb, tasks, duties)),
        targets=targets,
        owed=tuple(_owed(evaluation, office, statuses.values(), targets)),
        date=chinese_day(scope.day),
    )


def _moment(kb: KnowledgeBase, scope: Scope) -> Moment:
    """The day itself where the period is the last that ended; else the end of the period."""
    moment = today(kb.plan, scope.day)
    return moment if moment.period == scope.period else end_of(kb.plan, scope.period, scope.day)


def _before(kb: KnowledgeBase, scope: Scope, tasks: Iterable[Task]) -> dict[str, TaskStatus]:
    """How the tasks stood a period ago; nothing where the plan was not yet issued."""
    period = scope.period.previous
    if kb.plan.date and period.end < kb.plan.date:
        return {}
    evaluation = Evaluation(kb, end_of(kb.plan, period, scope.day))
    return {task.id: evaluation.task(task) for task in tasks}


def _groups(kb: KnowledgeBase, tasks: list[Task], duties: dict[str, Duty]) -> Iterator[DutyGroup]:
    held = [group for group in kb.tasks.groups if any(task.group == group.number for task in tasks)]
    for at, group in enumerate(held, 1):
        inside = tuple(duties[task.id] for task in tasks if task.group == group.number)
        yield DutyGroup(chinese_ordinal(at), group.title, inside)


def _duty(
    kb: KnowledgeBase,
    office: str,
    day: date,
    status: TaskStatus,
    before: TaskStatus | None,
    targets: Iterable[TargetLine],
) -> Duty:
    task, force = status.task, kb.org.task_force_of(status.task.id)
    own, earlier = own_report(kb, office, day, status), before and own_report(kb, office, day, before)
    return Duty(
        number=task.number,
        title=task.title,
        assignment="".join(task.assigning).strip("（）"),
        force=force.name if force else "未归入专班",
        measures=tuple(measure.text for measure in task.measures),
        targets=tuple(line for line in targets if line.task == task.id),
        now=entry_of(own) if own else Entry(office),
        before=(entry_of(earlier) if earlier else Entry(office)) if before else None,
        evidence=status.evidence,
    )


def own_report(kb: KnowledgeBase, office: str, day: date, status: TaskStatus) -> ReportStatus | None:
    """What an office, or one of its line of successors, said of a task; None where it isn't among those who owe."""
    holder = kb.org.holder(office, day)
    return next((each for each in status.reports if kb.org.holder(each.office, day) == holder), None)


def _facts(kb: KnowledgeBase, name: str) -> Iterator[str]:
    """The office's names and validity."""
    office = next(each for each in kb.org.offices if each.name == name)
    yield f"名称：{office.name}（{office.kind}）。"
    if office.names:
        yield f"通知中的其他写法：{'；'.join(_named(each.name, each.basis) for each in office.names)}。"
    yield _validity(office)
    before = [each.name for each in kb.org.offices if each.successor and kb.org.canonical(each.successor) == name]
    if before:
        yield f"承接{listed(before)}的任务。"


def _named(name: str, basis: str | None) -> str:
    return f"{name}（认定依据：{basis}）" if basis else name


def _validity(office: Office) -> str:
    since = f"{chinese_day(office.since)}起使用这一名称" if office.since else "方案印发时已有这一名称"
    until = f"，用到{chinese_day(office.until)}为止" if office.until else "，至今有效"
    after = f"，此后由{office.successor}承接" if office.successor else ""
    return f"{since}{until}{after}{f'（依据：{office.basis}）' if office.basis else ''}。"


def _posts(kb: KnowledgeBase, office: str, day: date) -> Iterator[str]:
    """What the office holds in the leading group and the task forces."""
    group = kb.org.leading_group
    for member in group.members:
        if member.office == office:
            yield _member(kb, member, day)
    if kb.org.canonical(group.office.seat) == office:
        yield f"{group.short}{group.office.name}设在{office}。"
    for force in kb.org.task_forces:
        leads = [kb.org.canonical(name) or name for name in force.leads]
        if office in leads:
            yield f"{'分别牵头' if force.shared else '牵头'}{force.name}：{''.join(force.duties)}"
    yield from _covered(kb, office)


def _covered(kb: KnowledgeBase, office: str) -> Iterator[str]:
    """Task forces that cover tasks of the office without being led by it."""
    tasks = [task for task in kb.tasks.tasks if office in owners_of(kb, task)]
    forces: dict[str, list[Task]] = {}
    for task in tasks:
        force = kb.org.task_force_of(task.id)
        if force and office not in [kb.org.canonical(name) for name in force.leads]:
            forces.setdefault(force.name, []).append(task)
    for name, covered in forces.items():
        yield f"第{'、'.join(str(task.number) for task in covered)}项任务归入{name}。"


def _member(kb: KnowledgeBase, member: Member, day: date) -> str:
    """The member of the list, and who has followed by the day."""
    group = kb.org.leading_group
    words, holder = f"{group.short}{member.role}：{member.name}，{member.post}", member.name
    for each in group.successions:
        if each.of == holder and each.until < day:
            since = f"，{chinese_day(each.since)}起任职" if each.since else ""
            words += f"；任职到{chinese_day(each.until)}，由{each.name or '继任者（暂缺）'}接任{since}"
            holder = each.name or ""
    return f"{words}。"


def _owed(
    evaluation: Evaluation, office: str, statuses: Iterable[TaskStatus], targets: Iterable[TargetLine]
) -> Iterator[str]:
    """What the office still has to do: reports, figures, evidence, what is late."""
    kb, moment = evaluation.kb, evaluation.moment
    due, period = evaluation.reports_due, moment.period.chinese
    when = f"应于{chinese_day(due)}前报送"
    late = f"，已逾期{(moment.known - due).days}天" if moment.known > due else ""
    for status in statuses:
        own = own_report(kb, office, moment.known, status)
        if own and own.report is None:
            yield f"第{status.task.number}项任务：{period}工作进展未报送，{when}{late}。"
        elif own and own.report and own.report.status == "已完成" and status.evidence in ("无", "未通过"):
            yield f"第{status.task.number}项任务：自报已完成，佐证{'未通过' if status.evidence == '未通过' else '未提供'}。"
    for line in targets:
        yield from _owed_on(line)


def _owed_on(line: TargetLine) -> Iterator[str]:
    name = f"{line.indicator}（{line.id}）"
    if line.schedule == UNREPORTED:
        yield f"{name}：没有指标数据，目标{line.aim}，{line.deadline}。"
    elif "缺" in line.areas:
        yield f"{name}：指标数据{line.areas}地区。"
    if line.schedule in ("临近", "滞后", "逾期"):
        yield f"{name}：进度{line.schedule}，现为{line.value}，目标{line.aim}，{line.deadline}。"


def _duty_sheet(report: OfficeDuties) -> Sheet:
    columns = (
        SheetColumn("任务序号", 6, "number"),
        SheetColumn("任务", 26),
        SheetColumn("具体举措", 64),
        SheetColumn("责任分工", 30),
        SheetColumn("所属专班", 16),
        SheetColumn("本期自报状态", 10),
        SheetColumn("本期报送日期", 16),
        SheetColumn("本期工作进展", 50),
        SheetColumn("上期自报状态", 10),
        SheetColumn("上期工作进展", 50),
        SheetColumn("佐证", 10),
    )
    return Sheet("任务", report.title, columns, tuple(_duty_row(duty) for duty in report.duties))


def _duty_row(duty: Duty) -> tuple[str | int | None, ...]:
    before = duty.before
    return (
        duty.number,
        duty.title,
        "\n".join(duty.measures),
        duty.assignment,
        duty.force,
        duty.now.status,
        duty.now.reported,
        duty.now.done,
        before.status if before else None,
        before.done if before else None,
        duty.evidence,
    )
