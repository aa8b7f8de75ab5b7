"""How the plan stands, as rows: tasks with their lights, targets with their figures, whom to remind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from minzheng_cli.query.figures import (
    UNREPORTED,
    aim_words,
    areas_words,
    chinese_day,
    expected_words,
    forecast_words,
    state_words,
    value_words,
    weakest_words,
)
from minzheng_cli.query.records import deadline
from minzheng_cli.query.rows import Column, Record, Rows
from minzheng_cli.query.select import office as find_office
from minzheng_cli.query.select import select_tasks
from minzheng_cli.query.status_records import target_status_record, task_status_record

if TYPE_CHECKING:
    from datetime import date

    from minzheng_cli.model.area import Area
    from minzheng_cli.model.task import Task
    from minzheng_cli.progress import Evaluation, Moment, Reminder, ReportStatus, TargetStatus, TaskStatus

UNDATED = "未写期限"


def asked_tasks(evaluation: Evaluation, *, owner: str | None, force: str | None) -> tuple[Task, ...]:
    """Tasks that an office answers for on the day, and that a task force covers. Raises MzError for unknown names."""
    kb = evaluation.kb
    found = select_tasks(kb.tasks, kb.org, force=force)
    return found if owner is None else evaluation.owed_by(found, find_office(kb.org, owner))


def status_tables(evaluation: Evaluation, tasks: Sequence[Task], view: str, area: Area | None) -> tuple[Rows, ...]:
    """The tables of a view: `missing`, `localities`, `tasks`, `targets`, or with none of these tasks and targets.

    With an area: its own status, or its part of the reminders or of the breakdowns.
    """
    from minzheng_cli.query.area_status import area_tables, coverage_table

    if view == "localities":
        return (coverage_table(evaluation, tasks, area),)
    if area is not None and view != "missing":
        return area_tables(evaluation, area, tasks, view)
    found = [evaluation.task(task) for task in tasks]
    if view == "missing":
        return (reminder_table(evaluation, found, area),)
    tables = {"tasks": task_table(evaluation, found), "targets": target_table(evaluation, found)}
    shown = [tables[view]] if view else [rows for rows in tables.values() if rows.records or rows is tables["tasks"]]
    return (*shown[:-1], replace(shown[-1], notes=unreported_words(evaluation, found)))


def spoken_of(moment: Moment) -> str:
    """The day and the period that a table is about: 2022年上半年，截至2022年7月20日."""
    known = f"，{chinese_day(moment.known)}前报送" if moment.known != moment.day else ""
    return f"{moment.period.chinese}，截至{chinese_day(moment.day)}{known}"


def task_table(evaluation: Evaluation, found: Sequence[TaskStatus]) -> Rows:
    """Tasks, each with its light and what its owners say."""
    org = evaluation.kb.org
    by_id = {each.task.id: each for each in found}
    records = tuple(task_status_record(each, org, evaluation.moment) for each in found)

    def of(record: Record) -> TaskStatus:
        return by_id[record["id"]]

    return Rows(
        records,
        (
            Column("编号", lambda r: r["id"], wrap=False),
            Column("进度", lambda r: r["schedule"], wrap=False, light=lambda r: r["colour"]),
            Column("名称", lambda r: of(r).task.title),
            Column("责任处室自报", lambda r: "；".join(report_words(each) for each in of(r).reports) or "—"),
            Column("佐证", lambda r: r["evidence"], wrap=False),
            Column("专班", lambda r: r["task_force"] or "", wide=True),
        ),
        empty="没有符合条件的任务",
        title=f"任务（{spoken_of(evaluation.moment)}）",
    )


def report_words(each: ReportStatus) -> str:
    """社会救助处：进行中（逾期报送）."""
    said = each.report.status if each.report else UNREPORTED
    return f"{each.office}：{said}{'（逾期报送）' if each.late else ''}"


def target_table(evaluation: Evaluation, found: Sequence[TaskStatus]) -> Rows:
    """The targets of tasks: light, value, what is due by now, aim, date."""
    kb, moment = evaluation.kb, evaluation.moment
    targets = {each.target.id: (each, task) for task in found for each in task.targets}
    names = {area.code: area.name for area in kb.areas.areas}
    tracking = kb.plan.tracking

    def of(record: Record) -> TargetStatus:
        return targets[record["id"]][0]

    return Rows(
        tuple(target_status_record(each, task.reports, moment, tracking, names) for each, task in targets.values()),
        (
            Column("编号", lambda r: r["id"], wrap=False),
            schedule_column(),
            Column("名称", lambda r: r["indicator"]),
            Column("现值", lambda r: value_now(of(r))),
            Column("应达", lambda r: expected_words(of(r)), right=True),
            Column("目标", lambda r: aim_words(of(r).target)),
            Column("期限", lambda r: due_words(of(r), moment.day)),
            Column("地区", lambda r: areas_words(of(r)), wrap=False, right=True),
            Column("情况", lambda r: state_of(of(r), moment), wide=True),
            Column("推算", lambda r: forecast_words(of(r)), wide=True),
            Column("佐证", lambda r: r["evidence"], wrap=False, wide=True),
            Column("最低值", lambda r: weakest_words(of(r).target, of(r).rolled), wide=True),
        ),
        empty="没有符合条件的量化目标",
        title=f"量化目标（{spoken_of(moment)}）",
    )


def schedule_column() -> Column:
    """The light of a record of a target."""
    return Column(
        "进度",
        lambda r: r["schedule"] or ("上级报送" if r.get("reported_by") else UNDATED),
        wrap=False,
        light=lambda r: r["colour"] or "",
    )


def state_of(status: TargetStatus, moment: Moment) -> str:
    """Whether it is reached, in words."""
    due = status.target.due
    return state_words(status, passed=due is not None and moment.has_passed(due))


def value_now(status: TargetStatus) -> str:
    """The figure; of a yearly target without one yet, that of the year before."""
    before = status.years[-2] if len(status.years) > 1 else None
    if status.value is None and before is not None and before.rolled is not None:
        return f"{before.year}年{value_words(status.target, before.rolled)}"
    return value_words(status.target, status.rolled)


def due_words(status: TargetStatus, day: date) -> str:
    """The plan's own date with the days that are left, and beside it the one it was put off to.

    2022年底, 余164天, 批准延至2023年6月30日, each on a line; 每年; empty where the text gives none.
    """
    due = status.target.due
    if due is None:
        return deadline(status.target) if status.target.every else ""
    left = (due - day).days
    parts = [deadline(status.target)]
    if not status.reached:
        parts.append(f"余{left}天" if left >= 0 else f"已过{-left}天")
    if status.extension:
        parts.append(f"批准延至{chinese_day(status.extension.due)}")
    elif status.asked:
        parts.append("已申请延期")
    return "\n".join(parts)


def reminder_table(evaluation: Evaluation, found: Sequence[TaskStatus], area: Area | None = None) -> Rows:
    """Whom to remind: offices with their tasks, areas with their targets; of an area, it and those in it alone."""
    areas = {area.code: area for area in evaluation.kb.areas.areas}
    moment = evaluation.moment

    def record(each: Reminder) -> Record:
        name = areas[each.name].name if each.kind == "area" else each.name
        above = areas.get(areas[each.name].parent or "") if each.kind == "area" else None
        return {
            "kind": each.kind,
            "name": name,
            "code": each.name if each.kind == "area" else None,
            "within": above.name if above else None,
            "period": str(moment.period),
            "missing": list(each.items),
            "due": each.due.isoformat(),
            "days_overdue": each.days,
        }

    return Rows(
        tuple(record(each) for each in evaluation.reminders(found) if area is None or _lies_in(each, area, areas)),
        (
            Column("对象", lambda r: f"{r['within'] or ''}{r['name']}"),
            Column("未报送", lambda r: "、".join(r["missing"])),
            Column("应报日期", lambda r: r["due"], wrap=False),
            Column("超期", lambda r: _overdue(r["days_overdue"]), wrap=False, right=True),
        ),
        empty=f"{moment.period.chinese}没有要催报的：应报的都报了" if found else "没有符合条件的任务",
        section=lambda r: "处室（未报工作进展的任务）" if r["kind"] == "office" else "地区（未报指标数据的目标）",
        notes=beginning(evaluation),
        title=f"催报名单（{spoken_of(moment)}）",
    )


def _lies_in(each: Reminder, area: Area, areas: Mapping[str, Area]) -> bool:
    if each.kind != "area":
        return False
    return area.type == "省" or area.code in (each.name, areas[each.name].parent)


def _overdue(days: int) -> str:
    return f"{days}天" if days > 0 else "未到期"


def unreported_words(evaluation: Evaluation, found: Iterable[TaskStatus]) -> tuple[str, ...]:
    """A line on who has not reported, or on how to begin where nothing was ever reported."""
    period = evaluation.moment.period
    if evaluation.entries.is_empty:
        return beginning(evaluation)
    owing: dict[str, list[str]] = {}
    for task in found:
        for each in task.reports:
            if each.report is None:
                owing.setdefault(each.office, []).append(each.task)
    if not owing:
        return ()
    due = evaluation.reports_due
    late = evaluation.moment.known > due
    when = f"应于{chinese_day(due)}前报送{'，已逾期' if late else ''}"
    names = "、".join(f"{office}（{'、'.join(tasks)}）" for office, tasks in owing.items())
    return (f"{period.chinese}有{len(owing)}个处室还有任务未报送（{when}）：{names}。加 --missing 看催报名单。",)


def beginning(evaluation: Evaluation) -> tuple[str, ...]:
    """How to begin, where nothing was ever reported; else nothing."""
    if not evaluation.entries.is_empty:
        return ()
    period = evaluation.moment.period
    return (f"还没有任何报送数据。可以用 mz form {period} 生成填报表发下去，或用 mz record 逐条录入。",)
