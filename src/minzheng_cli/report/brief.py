"""The brief (一页简报): where the plan stands, on one page for a leader. All that it says, decided before it is laid out.

Every figure is of `progress`; what finds no room on the page is counted, not left out in silence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from math import ceil
from typing import TYPE_CHECKING

from minzheng_cli.progress import Evaluation, end_of
from minzheng_cli.query.figures import UNREPORTED, aim_words, expected_words, value_words
from minzheng_cli.query.records import answering, deadline
from minzheng_cli.query.status import beginning, report_words, state_of
from minzheng_cli.report.charts.text import bar
from minzheng_cli.report.charts.ways import count_chart, tile_chart, way_charts
from minzheng_cli.report.formatting import chinese_day, listed, subject
from minzheng_cli.report.lights import STATUSES, UNDATED, light_of, lights_of
from minzheng_cli.report.sheets import Sheet, SheetColumn
from minzheng_cli.report.target_figures import figure_sheet

if TYPE_CHECKING:
    from minzheng_cli.model.knowledge import KnowledgeBase
    from minzheng_cli.model.tracking import Colour
    from minzheng_cli.progress import Moment, Reminder, TargetStatus, TaskStatus
    from minzheng_cli.report.charts.model import CountChart, TileChart, WayChart
    from minzheng_cli.report.lights import Light
    from minzheng_cli.report.scope import Scope

_TASKS, _TARGETS = 14, 10
"""How many tasks and targets find room on the page."""
_SHOWN = ((3, 3), (3, 2), (2, 2), (2, 1), (1, 1))
"""How many matters are shown, and how many names of those who haven't reported: the first pair that finds room."""
_LINES, _CHARACTERS = 12, 41
"""Lines of text that the page has beside its tables, and characters of a line."""
_TITLE, _TITLE_LINE, _LONG_TITLES = 20, 14, 2
"""Characters that a task's title takes at most, and those of its line where more than so many titles take two."""
_INDICATOR = 26
"""Characters that an indicator takes at most."""
_LATE = ("逾期", "滞后", UNREPORTED)
"""What has to be acted on, the gravest first; what is unreported, once its date has passed."""
_OPEN = ("逾期", "滞后", "未报送", "临近", "逾期后补齐", "正常")
"""The order in which tasks are shown where not all find room."""


@dataclass(frozen=True)
class BriefTask:
    """A task with its light."""

    number: int
    title: str
    light: Light


@dataclass(frozen=True)
class BriefTarget:
    """A target: where it is, where it should be, its goal and date in the plan's own terms. `light` is None where the
    plan gives no date, `bar` the figures in letters.
    """

    id: str
    indicator: str
    value: str
    expected: str
    aim: str
    due: str
    light: Light | None
    state: str
    bar: str
    chart: WayChart


@dataclass(frozen=True)
class Matter:
    """Something that is late, and who has to act."""

    light: Light
    what: str
    who: str


@dataclass(frozen=True)
class Brief:
    """The brief."""

    title: str
    subtitle: str
    demonstration: str | None
    sentences: tuple[str, ...]
    tasks: tuple[BriefTask, ...]
    tasks_left: str
    targets: tuple[BriefTarget, ...]
    targets_left: str
    matters: tuple[Matter, ...]
    matters_left: str
    unreported: str
    date: str
    gaps: tuple[str, ...]
    lights: Mapping[str, Colour]
    count: CountChart
    tiles: TileChart
    ways: tuple[WayChart, ...]
    sheets: tuple[Sheet, ...]

    @property
    def charts(self) -> tuple[CountChart | WayChart, ...]:
        """The charts of a workbook."""
        return (self.count, *self.ways)

    @cached_property
    def pairs(self) -> tuple[tuple[BriefTask, BriefTask | None], ...]:
        """The tasks in two columns, one below the other in each."""
        half = -(-len(self.tasks) // 2)
        right = (*self.tasks[half:], None)
        return tuple(zip(self.tasks[:half], right, strict=False))


def context(kb: KnowledgeBase, scope: Scope) -> Brief:
    """The brief over the tasks of a scope, as they stand at the end of its period."""
    evaluation = Evaluation(kb, end_of(kb.plan, scope.period, scope.day))
    tasks = [evaluation.task(task) for task in scope.tasks(kb)]
    targets = [(target, task) for task in tasks for target in task.targets]
    ways = way_charts((target for target, _ in targets), kb.plan, evaluation.moment.day)
    shown = [_target(target, way, evaluation) for (target, _), way in zip(targets, ways, strict=True)]
    reminders = list(evaluation.reminders(tasks))
    sentences = tuple(_sentences(evaluation, tasks, reminders))
    matters, matters_left, unreported = _what_fits(sentences, tuple(_matters(targets, evaluation)), reminders, kb)
    return Brief(
        title=f"{scope.force.name if scope.force else ''}{scope.period.chinese}工作进展简报",
        subtitle=subject(kb.plan.title),
        demonstration=kb.demonstration,
        sentences=sentences,
        tasks=_fitting(tasks, evaluation),
        tasks_left=_left(len(tasks) - _TASKS, "项任务"),
        targets=tuple(shown[:_TARGETS]),
        targets_left=_left(len(shown) - _TARGETS, "项量化目标"),
        matters=matters,
        matters_left=matters_left,
        unreported=unreported,
        date=chinese_day(scope.day),
        gaps=tuple(_gaps(scope.period.chinese, reminders)),
        lights={light.word: light.colour for light in lights_of(kb.plan.tracking)},
        count=count_chart(tasks, kb.plan.tracking),
        tiles=tile_chart(tasks),
        ways=ways,
        sheets=(_task_sheet(tasks, kb), figure_sheet(evaluation, tasks)),
    )


def _fitting(tasks: Sequence[TaskStatus], evaluation: Evaluation) -> tuple[BriefTask, ...]:
    """All tasks, or those that are worst where not all find room; in the plan's order."""
    worst = sorted(tasks, key=lambda each: _OPEN.index(each.schedule))[:_TASKS]
    tracking = evaluation.kb.plan.tracking
    long = sum(len(each.task.title) > _TITLE_LINE for each in worst)
    most = _TITLE if long <= _LONG_TITLES else _TITLE_LINE
    return tuple(
        BriefTask(each.task.number, shortened(each.task.title, most), light_of(each.schedule, tracking))
        for each in tasks
        if each in worst
    )


def _left(count: int, what: str) -> str:
    return f"另有{count}{what}，见台账。" if count > 0 else ""


def shortened(words: str, most: int) -> str:
    """Words of at most so many characters, the rest as ……."""
    return words if len(words) <= most else f"{words[: most - 1]}…"


def _target(status: TargetStatus, way: WayChart, evaluation: Evaluation) -> BriefTarget:
    target, moment = status.target, evaluation.moment
    light = light_of(status.schedule, evaluation.kb.plan.tracking) if status.schedule else None
    return BriefTarget(
        id=target.id,
        indicator=shortened(target.indicator, _INDICATOR),
        value=value_words(target, status.rolled),
        expected=expected_words(status) or "—",
        aim=aim_words(target),
        due=_due(status),
        light=light,
        state=state_of(status, moment),
        bar=bar(way),
        chart=way,
    )


def _sentences(evaluation: Evaluation, tasks: Sequence[TaskStatus], reminders: Sequence[Reminder]) -> Iterator[str]:
    targets = [target for task in tasks for target in task.targets]
    counts = _counted(each.schedule for each in tasks)
    yield f"{_as_of(evaluation.moment)}，共{len(tasks)}项任务、{len(targets)}项量化目标。任务进度：{counts}。"
    if targets:
        reached = sum(bool(each.reached) for each in targets)
        counts = _counted(each.schedule or UNDATED for each in targets)
        yield f"量化目标已达到{reached}项；按方案原定期限，{counts}。"
    owed = [each for task in tasks for each in task.reports]
    given = [each for each in owed if each.report]
    late = sum(each.late for each in given)
    yield (
        f"工作进展应报送{len(owed)}份（按任务和责任处室计），已报送{len(given)}份"
        f"{f'（其中逾期{late}份）' if late else ''}，未报送{len(owed) - len(given)}份。"
    )
    areas = [each for each in reminders if each.kind == "area"]
    if beginning(evaluation):
        yield "还没有任何报送数据。"
    elif targets and evaluation.kb.areas.areas:
        yield f"指标数据有{len(areas)}个地区缺报。" if areas else "应报指标数据的地区均已报送。"
    if slow := [each for each in targets if each.forecast and each.forecast.at_end is not None]:
        named = _named([each.target.id for each in slow], 5)
        yield f"按目前进度推算（不是报送数据），到期限达不到目标的有{len(slow)}项：{named}。"


def _as_of(moment: Moment) -> str:
    """截至2022年6月30日（2022年7月20日前报送）."""
    known = f"（{chinese_day(moment.known)}前报送）" if moment.known != moment.day else ""
    return f"截至{chinese_day(moment.day)}{known}"


def _counted(words: Iterable[str]) -> str:
    """正常9项，滞后1项, in the order of the statuses."""
    counts = Counter(words)
    order = (*STATUSES, UNDATED)
    return "，".join(f"{word}{counts[word]}项" for word in order if counts[word]) or "无"


def _what_fits(
    sentences: Sequence[str], matters: tuple[Matter, ...], reminders: Sequence[Reminder], kb: KnowledgeBase
) -> tuple[tuple[Matter, ...], str, str]:
    """As many matters and names as the page holds, and words on the rest."""
    for most, names in _SHOWN:
        shown, left = matters[:most], _left(len(matters) - most, "项要抓")
        unreported = _unreported(reminders, kb, names)
        texts = ["".join(sentences), *(f"　{each.light.words}{each.what}。责任处室：{each.who}。" for each in shown)]
        if sum(_lines(text) for text in (*texts, f"{left}{unreported}")) <= _LINES:
            break
    return shown, left, unreported


def _lines(words: str) -> int:
    """Lines of a paragraph that begins two characters in; a Latin letter is half as wide as a Chinese character."""
    width = 2 + sum(1.0 if ord(char) > 0xFF else 0.5 for char in words)
    return ceil(width / _CHARACTERS)


def _matters(targets: Iterable[tuple[TargetStatus, TaskStatus]], evaluation: Evaluation) -> Iterator[Matter]:
    """Targets that are late, and whoever has to act."""
    kb, moment = evaluation.kb, evaluation.moment
    late = [each for each in targets if _is_late(each[0], moment)]
    for status, task in sorted(late, key=_urgency):
        target = status.target
        what = f"{target.id}{shortened(target.indicator, _INDICATOR)}，{_how_late(status)}"
        who = answering(dict.fromkeys(each.office for each in task.reports), nobody="未明确")
        yield Matter(light_of(status.schedule or "未报送", kb.plan.tracking), what, who)


def _urgency(late: tuple[TargetStatus, TaskStatus]) -> tuple[int, date]:
    """What sorts the gravest first, and of two alike the one that was due first."""
    return _LATE.index(late[0].schedule or UNREPORTED), late[0].target.due or date.max


def _how_late(status: TargetStatus) -> str:
    """16.5%，应达21.4% for what is behind; for what is past its date, the figure and that date."""
    if status.schedule == "滞后":
        return f"{value_words(status.target, status.rolled)}，应达{expected_words(status)}"
    figure = "" if status.value is None else f"{value_words(status.target, status.rolled)}，"
    return f"{figure}期限{_due(status)}"


def _is_late(status: TargetStatus, moment: Moment) -> bool:
    if status.schedule != UNREPORTED:
        return status.schedule in _LATE
    return status.target.due is not None and moment.has_passed(status.target.due)


def _due(status: TargetStatus) -> str:
    """The plan's own date, and the one that it was put off to: 2022年底（延至2023.6.30）."""
    if status.extension:
        day = status.extension.due
        return f"{deadline(status.target)}（延至{day.year}.{day.month}.{day.day}）"
    return deadline(status.target)


def _unreported(reminders: Sequence[Reminder], kb: KnowledgeBase, most: int) -> str:
    """Who has not reported: offices with their tasks, and how many areas, the first of them by name."""
    names = {area.code: area.name for area in kb.areas.areas}
    offices = [f"{each.name}（{'、'.join(each.items)}）" for each in reminders if each.kind == "office"]
    areas = [f"{names[each.name]}{len(each.items)}项" for each in reminders if each.kind == "area"]
    parts = []
    if offices:
        parts.append(f"未报送工作进展的处室{len(offices)}个：{_named(offices, most)}")
    if areas:
        parts.append(f"缺报指标数据的地区{len(areas)}个：{_named(areas, most)}")
    return "；".join(parts) + "。" if parts else "没有未报送的处室和地区。"


def _named(words: Sequence[str], most: int) -> str:
    return listed(words[:most]) + ("等" if len(words) > most else "")


def _gaps(period: str, reminders: Sequence[Reminder]) -> Iterator[str]:
    for kind, what in (("office", "个处室还有任务未报送"), ("area", "个地区缺报指标数据")):
        count = sum(each.kind == kind for each in reminders)
        if count:
            yield f"{period}有{count}{what}，加--missing用mz status看名单"


def _task_sheet(tasks: Sequence[TaskStatus], kb: KnowledgeBase) -> Sheet:
    columns = (
        SheetColumn("序号", 6, "number"),
        SheetColumn("任务", 44),
        SheetColumn("进度状态", 12, "light"),
        SheetColumn("责任处室自报", 44),
        SheetColumn("佐证", 10),
        SheetColumn("所属专班", 20),
    )
    rows = tuple(
        (
            each.task.number,
            each.task.title,
            each.schedule,
            "\n".join(report_words(report) for report in each.reports),
            each.evidence,
            force.name if (force := kb.org.task_force_of(each.task.id)) else None,
        )
        for each in tasks
    )
    return Sheet("任务进度", "任务进度", columns, rows)
