"""The half-year report (半年工作进展情况报告): all that it says, decided before it is laid out.

Rule: 附件1第四部分, “各专项小组每半年向领导小组报告一次工作进展情况”.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from minzheng_cli.model.numerals import chinese_ordinal
from minzheng_cli.model.period import Period
from minzheng_cli.progress import TargetStatus, meets, target_status
from minzheng_cli.query.records import comparison, deadline
from minzheng_cli.query.select import owned_by
from minzheng_cli.report.formatting import book_title, chinese_day, listed, quantity, sentence, subject

if TYPE_CHECKING:
    from minzheng_cli.model.knowledge import KnowledgeBase
    from minzheng_cli.model.org import TaskForce
    from minzheng_cli.model.progress import Report
    from minzheng_cli.model.target import Target
    from minzheng_cli.model.task import Task

UNREPORTED = "未报送"


@dataclass(frozen=True)
class Entry:
    """What one office said of one task; `status` is UNREPORTED and the words None where it said nothing."""

    office: str
    status: str = UNREPORTED
    reported: str | None = None
    done: str | None = None
    problems: str | None = None
    next: str | None = None


@dataclass(frozen=True)
class TaskSection:
    """One task of the report."""

    number: int
    id: str
    title: str
    owners: str
    units: str
    force: str
    measures: tuple[str, ...]
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class GroupSection:
    """One group of tasks."""

    ordinal: str
    title: str
    tasks: tuple[TaskSection, ...]


@dataclass(frozen=True)
class TargetLine:
    """One line of the table of targets."""

    id: str
    indicator: str
    aim: str
    deadline: str
    value: str
    as_of: str
    areas: str
    state: str
    owners: str


@dataclass(frozen=True)
class HalfYear:
    """The half-year report."""

    title: str
    demonstration: str | None
    addressee: str
    basis: str
    notice: str
    notice_number: str
    period: str
    scope: str
    group_count: int
    task_count: int
    target_count: int
    due_count: int
    reported_count: int
    status_counts: tuple[tuple[str, int], ...]
    missing: tuple[tuple[str, str], ...]
    groups: tuple[GroupSection, ...]
    targets: tuple[TargetLine, ...]
    target_summary: str
    signature: str
    date: str


def half_year(kb: KnowledgeBase, period: Period, day: date, force: TaskForce | None) -> HalfYear:
    """The report on a period, as it stands on `day`; over the tasks of one task force, or over all.

    Reports made after `day`, and figures later than the period's end or `day`, are left out.
    """
    covered = None if force is None else set(force.tasks)
    tasks = [task for task in kb.tasks.tasks if covered is None or task.id in covered]
    reports = _reports(kb, period, day)
    groups = _group_sections(kb, tasks, reports)
    entries = [entry for group in groups for task in group.tasks for entry in task.entries]
    lines = _target_lines(kb, {task.id for task in tasks}, min(day, period.end))
    group = kb.org.leading_group
    return HalfYear(
        title=f"{force.name if force else ''}关于{subject(kb.plan.title)}{period.chinese}工作进展情况的报告",
        demonstration=kb.demonstration,
        addressee=group.name,
        basis=next((m.quote for m in kb.plan.mechanisms if m.kind == "工作报告"), ""),
        notice=book_title(kb.plan.notice),
        notice_number=kb.plan.number,
        period=period.chinese,
        scope=force.name if force else "方案",
        group_count=len(groups),
        task_count=len(tasks),
        target_count=len(lines),
        due_count=len(entries),
        reported_count=sum(entry.status != UNREPORTED for entry in entries),
        status_counts=tuple((s, sum(e.status == s for e in entries)) for s in ("已完成", "进行中", "未启动")),
        missing=_missing(kb, tasks, reports),
        groups=groups,
        targets=tuple(lines),
        target_summary=_target_summary(lines),
        signature=force.name if force else f"{group.short}{group.office.name}",
        date=chinese_day(day),
    )


def _reports(kb: KnowledgeBase, period: Period, day: date) -> dict[tuple[str, str], Report]:
    found: dict[tuple[str, str], Report] = {}
    for progress in kb.progress.values():
        if progress.period == str(period):
            for report in progress.reports:
                if report.reported <= day:
                    found[(report.task, kb.org.canonical(report.office) or report.office)] = report
    return found


def _owners(kb: KnowledgeBase, task: Task) -> list[str]:
    return [kb.org.canonical(name) or name for name in task.owners]


def _group_sections(
    kb: KnowledgeBase, tasks: list[Task], reports: dict[tuple[str, str], Report]
) -> tuple[GroupSection, ...]:
    sections: list[GroupSection] = []
    for group in kb.tasks.groups:
        inside = tuple(_task_section(kb, task, reports) for task in tasks if task.group == group.number)
        if inside:
            sections.append(GroupSection(chinese_ordinal(len(sections) + 1), group.title, inside))
    return tuple(sections)


def _task_section(kb: KnowledgeBase, task: Task, reports: dict[tuple[str, str], Report]) -> TaskSection:
    force = kb.org.task_force_of(task.id)
    return TaskSection(
        number=task.number,
        id=task.id,
        title=task.title,
        owners="、".join(_owners(kb, task)) + ("（分别负责）" if task.shared else ""),
        units=listed(task.units),
        force=listed([force.name] if force else []),
        measures=tuple(measure.text for measure in task.measures),
        entries=tuple(_entry(office, reports.get((task.id, office))) for office in _owners(kb, task)),
    )


def _entry(office: str, report: Report | None) -> Entry:
    if report is None:
        return Entry(office)
    return Entry(
        office,
        report.status,
        chinese_day(report.reported),
        sentence(report.done),
        sentence(report.problems) if report.problems else None,
        sentence(report.next) if report.next else None,
    )


def _missing(
    kb: KnowledgeBase, tasks: list[Task], reports: dict[tuple[str, str], Report]
) -> tuple[tuple[str, str], ...]:
    """Offices that owe a report, with the tasks they have not reported on."""
    missing = []
    for office in kb.org.offices:
        owed = [task.id for task in owned_by(kb.org, tasks, office.name) if (task.id, office.name) not in reports]
        if owed:
            numbers = "、".join(task[1:] for task in owed)
            missing.append((office.name, f"第{numbers}项任务"))
    return tuple(missing)


def _target_lines(kb: KnowledgeBase, tasks: set[str], day: date) -> list[TargetLine]:
    owners = {task.id: _owners(kb, task) for task in kb.tasks.tasks}
    return [
        _target_line(target_status(kb, target, day), owners.get(target.task, []), day)
        for target in kb.targets.targets
        if target.task in tasks
    ]


def _target_line(status: TargetStatus, owners: list[str], day: date) -> TargetLine:
    target = status.target
    return TargetLine(
        id=target.id,
        indicator=target.indicator,
        aim=comparison(target),
        deadline=deadline(target),
        value=_value(status),
        as_of=chinese_day(status.as_of) if status.as_of else "—",
        areas=_areas(status),
        state=_state(status, day),
        owners=listed(owners),
    )


def _value(status: TargetStatus) -> str:
    if status.value is None:
        return UNREPORTED
    shown = quantity(status.value, status.target.unit, _decimals(status.target, status.value))
    if status.denominator is not None:
        return f"{shown}（{status.numerator}/{status.denominator}）"
    if status.meeting is not None:
        return f"{status.meeting}个地区达到，最低{shown}"
    return shown


def _decimals(target: Target, value: float) -> int:
    """How many decimals keep the figure on its side of the aim: 49.96 % must not read 50 % beside 未达到."""
    told = (places for places in range(1, 6) if meets(target, round(value, places)) == meets(target, value))
    return next(told, 6)


def _areas(status: TargetStatus) -> str:
    if status.as_of is None:
        return "—"
    if not status.expected:
        return "全省数据"
    notes = [f"缺{len(status.missing)}个"] if status.missing else []
    notes += [f"{status.older}个为以前的数据"] if status.older else []
    return "，".join([f"{status.reported}/{status.expected}", *notes])


def _state(status: TargetStatus, day: date) -> str:
    if status.value is None:
        return UNREPORTED
    if status.target.qualifier:
        return "待认定"
    if status.reached is None:
        return "数据不全"
    if status.reached:
        return "达到"
    if status.running:
        return "年度未结束"
    return "未到期" if status.target.due and day < status.target.due else "未达到"


def _target_summary(lines: list[TargetLine]) -> str:
    parts = []
    for state, words in (
        ("达到", "已达到目标值的{n}项"),
        ("未达到", "尚未达到的{n}项"),
        ("未到期", "未到期限、尚未达到的{n}项"),
        ("年度未结束", "年度尚未结束的{n}项"),
        ("待认定", "原文写“基本”、有待认定的{n}项"),
        ("数据不全", "数据不全的{n}项"),
        (UNREPORTED, "未报送数据的{n}项"),
    ):
        count = sum(line.state == state for line in lines)
        if count:
            parts.append(words.format(n=count))
    return "，".join(parts)
