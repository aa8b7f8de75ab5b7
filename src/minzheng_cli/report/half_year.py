"""The half-year report (半年工作进展情况报告): all that it says, decided before it is laid out.

Rule: 附件1第四部分, “各专项小组每半年向领导小组报告一次工作进展情况”.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from minzheng_cli.model.numerals import chinese_ordinal
from minzheng_cli.model.period import Period
from minzheng_cli.progress import Evaluation, end_of
from minzheng_cli.query.figures import UNREPORTED, forecast_words
from minzheng_cli.query.records import SourceLines, answering, task_deadline
from minzheng_cli.report.annexes import Annex, numbered
from minzheng_cli.report.area_figures import AreaChoice, AreaFigure, area_choices, area_figures
from minzheng_cli.report.charts.ways import count_chart, way_charts
from minzheng_cli.report.formatting import (
    ADDRESSEE,
    SIGNATURE,
    book_title,
    chinese_day,
    cited,
    listed,
    sentence,
    subject,
)
from minzheng_cli.report.sheets import Sheet, SheetColumn
from minzheng_cli.report.target_lines import TargetLine, owners_of, place_words, target_lines, target_sheet

if TYPE_CHECKING:
    from minzheng_cli.model.knowledge import KnowledgeBase
    from minzheng_cli.model.org import TaskForce
    from minzheng_cli.model.task import Task
    from minzheng_cli.model.tracking import ScheduleStatus
    from minzheng_cli.progress import ReportStatus, TargetStatus, TaskStatus
    from minzheng_cli.report.charts.model import CountChart, WayChart
    from minzheng_cli.report.scope import Scope

LATE: tuple[ScheduleStatus, ...] = ("滞后", "逾期", "逾期后补齐")
"""What the schedule calls late."""
_TARGETS, _MISSING, _SOURCES = "量化目标完成情况表", "未报送情况表", "量化目标出处和数据来源"
_SCHEDULES: tuple[ScheduleStatus, ...] = ("正常", "临近", *LATE, "未报送")
_NAMED = 20
"""How many missing areas a note names at most; more than these are nearly all."""


@dataclass(frozen=True)
class Entry:
    """What one office said of one task; `status` is UNREPORTED and the words None where it said nothing.

    `late` says that the report came after its day, `corrected` that it was corrected since.
    """

    office: str
    status: str = UNREPORTED
    reported: str | None = None
    done: str | None = None
    problems: str | None = None
    next: str | None = None
    late: bool = False
    corrected: bool = False
    evidence: str | None = None


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
    targets: tuple[TargetLine, ...]
    owner_names: tuple[str, ...]
    schedule: str
    evidence: str
    place: str
    deadline: str


@dataclass(frozen=True)
class GroupSection:
    """One group of tasks."""

    ordinal: str
    title: str
    tasks: tuple[TaskSection, ...]


@dataclass(frozen=True)
class ForceLine:
    """What one task force had to report and did."""

    name: str
    tasks: str
    due_count: int
    reported_count: int
    missing: str
    targets: str


@dataclass(frozen=True)
class HalfYear:
    """The half-year report."""

    title: str
    demonstration: str | None
    addressee: str
    basis: str
    notice: str
    notice_number: str
    cited: str
    period: str
    scope: str
    group_count: int
    task_count: int
    target_count: int
    due_count: int
    reported_count: int
    late_count: int
    status_counts: tuple[tuple[str, int], ...]
    missing: tuple[tuple[str, str], ...]
    unassigned: str
    forces: tuple[ForceLine, ...]
    groups: tuple[GroupSection, ...]
    targets: tuple[TargetLine, ...]
    schedule_summary: str
    target_summary: str
    target_notes: tuple[str, ...]
    signature: str
    date: str
    lights: Mapping[str, str]
    evaluation: Evaluation = field(repr=False, compare=False)

    @property
    def source_file(self) -> str:
        """The file of the notice's text, of which the report names lines; empty where it was not read."""
        source = self.evaluation.kb.source
        return f"sources/{source.name}" if source else ""

    @property
    def grounds(self) -> str:
        """What asks for the report: the notice, and its words where it has such."""
        return f"根据{self.cited}{f'“{self.basis}”' if self.basis else ''}的要求"

    @cached_property
    def charts(self) -> tuple[CountChart | WayChart, ...]:
        """How many tasks stand how, and each target's way to its goal."""
        covered = {task.id for group in self.groups for task in group.tasks}
        kb = self.evaluation.kb
        tasks = [self.evaluation.task(task) for task in kb.tasks.tasks if task.id in covered]
        ways = way_charts((target for task in tasks for target in task.targets), kb.plan, self.evaluation.moment.day)
        return (count_chart(tasks, kb.plan.tracking), *ways)

    @cached_property
    def area_choices(self) -> tuple[AreaChoice, ...]:
        """The areas to choose from."""
        return area_choices(self.evaluation)

    @cached_property
    def area_figures(self) -> Mapping[str, tuple[AreaFigure, ...]]:
        """Each area's figure, by id of the target; made only where a page asks for them: there are many."""
        listed = {line.id for line in self.targets}
        return area_figures(self.evaluation, (t for t in self.evaluation.kb.targets.targets if t.id in listed))

    @property
    def late(self) -> tuple[TargetLine, ...]:
        """Targets behind or past their date."""
        return tuple(line for line in self.targets if line.schedule in LATE)

    @property
    def target_annex(self) -> Annex | None:
        """The table of targets; None without any."""
        return self._annex(_TARGETS)

    @property
    def missing_annex(self) -> Annex | None:
        """Who has not reported; None where all have."""
        return self._annex(_MISSING)

    @property
    def source_annex(self) -> Annex | None:
        """Where each target stands in the notice; None without any."""
        return self._annex(_SOURCES)

    @property
    def annexes(self) -> tuple[Annex, ...]:
        """The annexes that there are."""
        wanted = ((_TARGETS, self.targets), (_MISSING, self.missing), (_SOURCES, self.targets))
        return numbered([f"{self.period}{name}" for name, lines in wanted if lines])

    def _annex(self, name: str) -> Annex | None:
        return next((each for each in self.annexes if each.title.endswith(name)), None)

    def says_nothing_of(self, field: Literal["problems", "next"]) -> bool:
        """True where reports came in and none fills the field: then its heading would stand empty."""
        entries = [entry for group in self.groups for task in group.tasks for entry in task.entries]
        return self.reported_count > 0 and not any(getattr(entry, field) for entry in entries)

    @property
    def gaps(self) -> tuple[str, ...]:
        """What the report lacks, in words for whoever makes it."""
        names = "、".join(name for name, _ in self.missing)
        owed = (f"{self.period}有{len(self.missing)}个处室还有任务未报送：{names}",) if self.missing else ()
        return (*owed, self.unassigned.rstrip("。")) if self.unassigned else owed

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """The reports by task and office, and the targets."""
        return (_report_sheet(self), target_sheet(self.title, self.targets, self.target_notes))


def context(kb: KnowledgeBase, scope: Scope) -> HalfYear:
    """The report over the tasks of a scope."""
    return half_year(kb, scope.period, scope.day, scope.force)


def half_year(kb: KnowledgeBase, period: Period, day: date, force: TaskForce | None) -> HalfYear:
    """The report on a period, as it stands on `day`; over the tasks of one task force, or over all.

    Reports made after `day`, and figures later than the period's end or `day`, are left out.
    """
    covered = None if force is None else set(force.tasks)
    tasks = [task for task in kb.tasks.tasks if covered is None or task.id in covered]
    evaluation = Evaluation(kb, end_of(kb.plan, period, day))
    statuses = {task.id: evaluation.task(task) for task in tasks}
    lines = target_lines(evaluation, statuses.values())
    groups = _group_sections(kb, tasks, statuses, lines)
    entries = [entry for group in groups for task in group.tasks for entry in task.entries]
    forces = [each for each in kb.org.task_forces if force is None or each == force]
    group = kb.org.leading_group
    return HalfYear(
        title=f"{force.name if force else ''}关于{subject(kb.plan.title)}{period.chinese}工作进展情况的报告",
        demonstration=kb.demonstration,
        addressee=group.name or ADDRESSEE,
        basis=next((m.quote for m in kb.plan.mechanisms if m.kind == "工作报告"), ""),
        notice=book_title(kb.plan.notice),
        notice_number=kb.plan.number or "",
        cited=cited(kb.plan),
        period=period.chinese,
        scope=force.name if force else "方案",
        group_count=len(groups),
        task_count=len(tasks),
        target_count=len(lines),
        due_count=len(entries),
        reported_count=sum(entry.status != UNREPORTED for entry in entries),
        late_count=sum(entry.late for entry in entries),
        status_counts=tuple((s, sum(e.status == s for e in entries)) for s in ("已完成", "进行中", "未启动")),
        missing=_missing(statuses.values()),
        unassigned=_unassigned(tasks),
        forces=tuple(_force_line(each, statuses, lines) for each in forces),
        groups=groups,
        targets=lines,
        schedule_summary=_schedule_summary(lines),
        target_summary=_target_summary(lines),
        target_notes=tuple(_target_notes(kb, [target for status in statuses.values() for target in status.targets])),
        signature=force.name if force else f"{group.short}{group.office.name}" or SIGNATURE,
        date=chinese_day(day),
        lights={status: kb.plan.tracking.colour(status) for status in _SCHEDULES},
        evaluation=evaluation,
    )


def _group_sections(
    kb: KnowledgeBase, tasks: list[Task], statuses: Mapping[str, TaskStatus], lines: tuple[TargetLine, ...]
) -> tuple[GroupSection, ...]:
    sections: list[GroupSection] = []
    places, targets = SourceLines(kb.source), dict[str, list[TargetLine]]()
    for line in lines:
        targets.setdefault(line.task, []).append(line)
    for group in kb.tasks.groups:
        inside = tuple(
            _task_section(kb, statuses[task.id], tuple(targets.get(task.id, ())), places)
            for task in tasks
            if task.group == group.number
        )
        if inside:
            sections.append(GroupSection(chinese_ordinal(len(sections) + 1), group.title, inside))
    return tuple(sections)


def _task_section(
    kb: KnowledgeBase, status: TaskStatus, targets: tuple[TargetLine, ...], places: SourceLines
) -> TaskSection:
    task = status.task
    force = kb.org.task_force_of(task.id)
    return TaskSection(
        number=task.number,
        id=task.id,
        title=task.title,
        owners=answering(owners_of(kb, task), shared=task.shared, nobody="未明确"),
        units=listed(task.units),
        force=listed([force.name] if force else []),
        measures=tuple(measure.text for measure in task.measures),
        entries=tuple(entry_of(each) for each in status.reports),
        targets=targets,
        owner_names=tuple(dict.fromkeys([*owners_of(kb, task), *(each.office for each in status.reports)])),
        schedule=status.schedule,
        evidence=status.evidence,
        place=place_words(task, places.place(f"{task.number}.{task.title}", task.title)),
        deadline=task_deadline(task),
    )


def entry_of(each: ReportStatus) -> Entry:
    """What an office said, in words."""
    report = each.report
    if report is None or each.said_on is None:
        return Entry(each.office)
    return Entry(
        each.office,
        report.status,
        chinese_day(each.said_on),
        sentence(report.done),
        sentence(report.problems) if report.problems else None,
        sentence(report.next) if report.next else None,
        late=each.late,
        corrected=report.corrects is not None,
        evidence=sentence(report.evidence) if report.evidence else None,
    )


def _force_line(force: TaskForce, statuses: Mapping[str, TaskStatus], lines: Iterable[TargetLine]) -> ForceLine:
    covered = set(force.tasks)
    own = [statuses[task] for task in force.tasks if task in statuses]
    owed = [each for status in own for each in status.reports]
    numbers = "、".join(str(number) for number in sorted(status.task.number for status in own))
    return ForceLine(
        name=force.name,
        tasks=f"第{numbers}项" if own else "无",
        due_count=len(owed),
        reported_count=sum(each.report is not None for each in owed),
        missing=listed(dict.fromkeys(each.office for each in owed if each.report is None)),
        targets=_schedule_summary(line for line in lines if line.task in covered),
    )


def _schedule_summary(lines: Iterable[TargetLine]) -> str:
    """正常5项，滞后1项，未写期限4项; empty without targets."""
    counts = Counter("未写期限" if line.schedule == "—" else line.schedule for line in lines)
    return "，".join(f"{schedule}{counts[schedule]}项" for schedule in (*_SCHEDULES, "未写期限") if counts[schedule])


def _missing(statuses: Iterable[TaskStatus]) -> tuple[tuple[str, str], ...]:
    """Offices that owe a report, with the tasks they have not reported on."""
    owed: dict[str, list[str]] = {}
    for status in statuses:
        for each in status.reports:
            if each.report is None:
                owed.setdefault(each.office, []).append(str(status.task.number))
    return tuple((office, f"第{'、'.join(numbers)}项任务") for office, numbers in owed.items())


def _unassigned(tasks: Sequence[Task]) -> str:
    """Which tasks have nobody to report on them."""
    numbers = [str(task.number) for task in tasks if not task.owners]
    if not numbers:
        return ""
    which = "各项" if len(numbers) == len(tasks) else f"第{listed(numbers)}项"
    return f"{which}任务没有明确责任处室，没有列入应报送。"


def _target_notes(kb: KnowledgeBase, targets: Iterable[TargetStatus]) -> Iterator[str]:
    """Under the table: which areas are missing, and which targets the pace so far would bring too late."""
    names = {area.code: area.name for area in kb.areas.areas}
    for status in targets:
        if 0 < len(status.missing) <= _NAMED:
            yield f"{status.target.id}未报送数据的地区：{listed(names[code] for code in status.missing)}"
        if status.forecast and status.forecast.at_end is not None:
            yield f"{status.target.id}按目前进度推算，{forecast_words(status)}"


def _target_summary(lines: Sequence[TargetLine]) -> str:
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


def _report_sheet(report: HalfYear) -> Sheet:
    columns = (
        SheetColumn("任务序号", 6, "number"),
        SheetColumn("任务", 26),
        SheetColumn("所属专班", 16),
        SheetColumn("责任处室", 20),
        SheetColumn("自报状态", 10),
        SheetColumn("报送日期", 16),
        SheetColumn("工作进展", 60),
        SheetColumn("存在问题", 36),
        SheetColumn("下一步安排", 36),
    )
    rows = tuple(
        (
            task.number,
            task.title,
            task.force,
            entry.office,
            entry.status,
            f"{entry.reported}{'（逾期）' if entry.late else ''}" if entry.reported else None,
            entry.done,
            entry.problems,
            entry.next,
        )
        for group in report.groups
        for task in group.tasks
        for entry in task.entries
    )
    return Sheet("任务进展", report.title, columns, rows)
