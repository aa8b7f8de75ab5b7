"""How one area stands, and how far areas have broken the plan down, as rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from minzheng_cli.progress import breakdowns
from minzheng_cli.query.figures import aim_words, chinese_day, number, quantity
from minzheng_cli.query.rows import Column, Record, Rows
from minzheng_cli.query.status import due_words, schedule_column, spoken_of, value_now
from minzheng_cli.query.status_records import target_status_record

if TYPE_CHECKING:
    from datetime import date

    from minzheng_cli.model.area import Area
    from minzheng_cli.model.locality import LocalTask, Milestone
    from minzheng_cli.model.target import Target
    from minzheng_cli.model.task import Task
    from minzheng_cli.model.tracking import Tracking
    from minzheng_cli.progress import AreaTarget, Breakdown, Evaluation

NOT_DONE, OUTDATED, DONE = "未分解", "原文已变动", "已分解"


def area_tables(evaluation: Evaluation, area: Area, tasks: Sequence[Task], view: str) -> tuple[Rows, ...]:
    """An area's targets, its breakdown of the tasks, and the figures of the areas directly in it.

    With the view `tasks` the breakdown alone, with `targets` the targets alone.
    """
    ids = {task.id for task in tasks}
    targets = [each for each in evaluation.kb.targets.targets if each.task in ids]
    inner = [each for each in evaluation.kb.areas.areas if _above(each, evaluation) == area.code]
    tables = [] if view == "tasks" else [_targets(evaluation, area, targets)]
    if view != "targets":
        tables.append(coverage_table(evaluation, tasks) if area.type == "省" else _broken_down(evaluation, area, tasks))
    if inner and not view:
        tables.append(_inner(evaluation, area, inner, targets))
    return tuple(tables)


def _above(area: Area, evaluation: Evaluation) -> str | None:
    """The area that one lies directly in."""
    if area.type == "省":
        return None
    return area.parent or next((each.code for each in evaluation.kb.areas.areas if each.type == "省"), None)


def _targets(evaluation: Evaluation, area: Area, targets: Iterable[Target]) -> Rows:
    kb, moment = evaluation.kb, evaluation.moment
    names = {each.code: each.name for each in kb.areas.areas}
    found = {each.status.target.id: each for each in evaluation.area(area, targets)}

    def record(each: AreaTarget) -> Record:
        own = each.own
        return {
            **target_status_record(each.status, (), moment, kb.plan.tracking, names),
            "area": area.code,
            "area_name": area.name,
            "schedule": None if each.above else each.status.schedule,
            "colour": None if each.above or not each.status.schedule else kb.plan.tracking.colour(each.status.schedule),
            "own_goal": own.value if own else None,
            "own_due": own.due.isoformat() if own and own.due else None,
            "own_reached": each.reached_own,
            "reported_by": names.get(each.above, each.above) if each.above else None,
        }

    return Rows(
        tuple(record(each) for each in found.values()),
        (
            Column("编号", lambda r: r["id"], wrap=False),
            schedule_column(),
            Column("名称", lambda r: r["indicator"]),
            Column("本地数值", lambda r: _value(found[r["id"]], r)),
            Column("数据截止", lambda r: r["as_of"] or "", wrap=False),
            Column("本地目标", lambda r: _own(found[r["id"]])),
            Column("全省目标", lambda r: aim_words(found[r["id"]].status.target)),
            Column("期限", lambda r: due_words(found[r["id"]].status, moment.day), wide=True),
        ),
        empty=f"{area.name}没有要报送的量化目标",
        title=f"{area.name}的量化目标（{spoken_of(moment)}）",
    )


def _value(each: AreaTarget, record: Record) -> str:
    return f"由{record['reported_by']}汇总报送" if record["reported_by"] else value_now(each.status)


def _own(each: AreaTarget) -> str:
    if each.own is None:
        return ""
    reached = {True: "，已达到", False: "，未达到", None: ""}[each.reached_own]
    due = f"，{chinese_day(each.own.due)}" if each.own.due else ""
    return f"{quantity(each.own.value, each.status.target.unit)}{due}{reached}"


def _broken_down(evaluation: Evaluation, area: Area, tasks: Sequence[Task]) -> Rows:
    breakdown = next(each for each in breakdowns(evaluation.kb) if each.area.code == area.code)
    local = {each.task: each for each in breakdown.file.tasks} if breakdown.file else {}
    day = evaluation.moment.day

    def record(task: Task) -> Record:
        own = local.get(task.id)
        return {
            "kind": "breakdown",
            "id": task.id,
            "title": task.title,
            "area": area.code,
            "breakdown": _state(breakdown, task.id),
            "owners": list(own.owners) if own else [],
            "milestones": [{"date": m.date.isoformat(), "text": m.text} for m in own.milestones] if own else [],
            "next": next((m.text for m in _coming(own, day)), None),
            "next_date": next((m.date.isoformat() for m in _coming(own, day)), None),
        }

    return Rows(
        tuple(record(task) for task in tasks),
        (
            Column("编号", lambda r: r["id"], wrap=False),
            Column("分解", lambda r: r["breakdown"], wrap=False),
            Column("名称", lambda r: r["title"]),
            Column("本地责任单位", lambda r: "、".join(r["owners"])),
            Column("下一时间节点", lambda r: f"{r['next_date']} {r['next']}" if r["next"] else ""),
        ),
        notes=() if breakdown.file else (f"{area.name}还没有分解方案。可以用 mz init locality {area.name} 生成底稿。",),
        title=f"{area.name}的分解方案（已分解{len(breakdown.done)}/{len(evaluation.kb.tasks.tasks)}项）",
    )


def _coming(own: LocalTask | None, day: date) -> list[Milestone]:
    return sorted((m for m in own.milestones if m.date >= day), key=lambda m: m.date) if own else []


def _state(breakdown: Breakdown, task: str) -> str:
    if task in breakdown.outdated:
        return OUTDATED
    return DONE if task in breakdown.done else NOT_DONE


def _inner(evaluation: Evaluation, area: Area, inner: Sequence[Area], targets: Sequence[Target]) -> Rows:
    """One line for each area directly in this one, with a column for each target."""
    tracking = evaluation.kb.plan.tracking
    done = {each.area.code: len(each.done) for each in breakdowns(evaluation.kb)}

    def record(each: Area) -> Record:
        found = evaluation.area(each, targets)
        return {
            "kind": "area",
            "code": each.code,
            "name": each.name,
            "within": area.code,
            "broken_down": done[each.code],
            "figures": {own.status.target.id: _figure(own, tracking) for own in found},
        }

    return Rows(
        tuple(record(each) for each in inner),
        (
            Column("地区", lambda r: r["name"], wrap=False),
            *(Column(target.id, _cell(target.id), wrap=False, right=True) for target in targets),
            Column("分解", lambda r: str(r["broken_down"]), wrap=False, right=True, wide=True),
        ),
        notes=("各地表中：单位与目标相同；“缺”为未报送，“上级”为由上级汇总报送，“—”为不要求本地报送。",),
        title=f"{area.name}各地",
    )


def _figure(own: AreaTarget, tracking: Tracking) -> dict[str, object]:
    status, rolled = own.status, own.status.rolled
    schedule = None if own.above else status.schedule
    return {
        "value": status.value,
        "meeting": rolled.meeting if rolled else None,
        "asked": rolled.asked if rolled else 0,
        "as_of": rolled.as_of.isoformat() if rolled else None,
        "reported_by": own.above,
        "schedule": schedule,
        "colour": tracking.colour(schedule) if schedule else None,
    }


def _cell(target: str) -> Callable[[Record], str]:
    """A figure without its unit, so that all targets find room side by side."""

    def text(record: Record) -> str:
        figure = record["figures"].get(target)
        if figure is None:
            return "—"
        if figure["value"] is None:
            return "上级" if figure["reported_by"] else "缺"
        return number(figure["value"]) if figure["meeting"] is None else f"{figure['meeting']}/{figure['asked']}"

    return text


def coverage_table(evaluation: Evaluation, tasks: Sequence[Task], area: Area | None = None) -> Rows:
    """Which areas have broken down which of the tasks; of an area, it and those in it alone."""
    wanted = [task.id for task in tasks]
    names = {area.code: area.name for area in evaluation.kb.areas.areas}
    found = [
        each
        for each in breakdowns(evaluation.kb)
        if area is None or area.type == "省" or area.code in (each.area.code, each.area.parent)
    ]
    complete = sum(not set(each.left) & set(wanted) for each in found)

    def record(each: Breakdown) -> Record:
        return {
            "kind": "locality",
            "code": each.area.code,
            "name": each.area.name,
            "within": names.get(each.area.parent or each.area.code),
            "document": each.file.document if each.file else None,
            "has_file": each.file is not None,
            "broken_down": [task for task in each.done if task in wanted],
            "outdated": [task for task in each.outdated if task in wanted],
            "left": [task for task in each.left if task in wanted],
        }

    return Rows(
        tuple(record(each) for each in found),
        (
            Column("代码", lambda r: r["code"], wrap=False),
            Column("地区", lambda r: r["name"]),
            Column("已分解", lambda r: f"{len(r['broken_down'])}/{len(wanted)}", wrap=False, right=True),
            Column("原文已变动", lambda r: " ".join(r["outdated"])),
            Column("未分解", lambda r: "全部" if len(r["left"]) == len(wanted) else " ".join(r["left"])),
            Column("文件", lambda r: r["document"] or "", wide=True),
        ),
        section=lambda r: r["within"] or "",
        notes=(
            f"{len(found)}个地区中，{complete}个已全部分解，{sum(each.file is None for each in found)}个还没有分解方案。",
        ),
        title=f"市县分解情况（{len(wanted)}项任务）",
    )
