"""Tasks, targets and bodies as records with the fields that programs rely on, and as table columns."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from minzheng_cli.model.numerals import chinese_ordinal
from minzheng_cli.query.rows import Column, Record, Rows

if TYPE_CHECKING:
    from datetime import date

    from minzheng_cli.model.org import OrgFile
    from minzheng_cli.model.source import Source
    from minzheng_cli.model.target import Target, TargetsFile
    from minzheng_cli.model.task import Task, TasksFile


def comparison(target: Target) -> str:
    """A target's value as a reader says it: 不低于50%, 基本全覆盖（100%）, 30个左右."""
    words = {">=": "不低于", "<=": "不超过", "==": "等于"}[target.comparator]
    number = f"{target.value:g}{target.unit}"
    if target.comparator == "==" and "左右" in target.quote:
        return f"{number}左右"
    if "全覆盖" in target.quote:
        return f"{target.qualifier or ''}全覆盖（{number}）"
    return f"{target.qualifier or ''}{words}{number}"


def deadline(target: Target) -> str:
    """A target's date as a reader says it: 2025年底, 每年, or that the text gives none."""
    if target.due:
        return _until(target.due)
    return "每年" if target.every else "未写期限"


def task_deadline(task: Task) -> str:
    """A task's own date as a reader says it; its words where they name no day (长期坚持); empty without any."""
    return _until(task.due) if task.due else task.deadline or ""


def _until(day: date) -> str:
    return f"{day.year}年底" if (day.month, day.day) == (12, 31) else f"{day.year}年{day.month}月{day.day}日"


def answering(owners: Iterable[str], *, shared: bool = False, nobody: str = "—") -> str:
    """Who answers for a task: 甲处、乙处（分别负责）; `nobody` where none is named."""
    return "、".join(owners) + ("（分别负责）" if shared else "") or nobody


class SourceLines:
    """Line numbers of quotes, looked up in the order of the text; None for all where there is no source."""

    def __init__(self, source: Source | None) -> None:
        self._source = source
        self._near = 0

    def place(self, *words: str) -> dict[str, object] | None:
        """File and line of the first of `words` that stands in the source."""
        if self._source is None:
            return None
        for each in words:
            at = self._source.find(each, self._near)
            if at >= 0:
                self._near = at
                return {"file": f"sources/{self._source.name}", "line": self._source.line_at(at)}
        return None


def task_record(task: Task, org: OrgFile, targets: list[str], place: object) -> Record:
    """The fields of a task, and where its first words stand in the source."""
    force = org.task_force_of(task.id)
    return {
        "id": task.id,
        "number": task.number,
        "title": task.title,
        "group": task.group,
        "owners": list(task.owners),
        "units": list(task.units),
        "shared": task.shared,
        "deadline": task.deadline,
        "due": task.due.isoformat() if task.due else None,
        "task_force": force.name if force else None,
        "measures": [{"id": measure.id, "text": measure.text} for measure in task.measures],
        "targets": targets,
        "source": place,
    }


def target_record(target: Target, owners: Iterable[str], place: object) -> Record:
    """The fields of a target; `due` is an ISO date or None, `every` is "year" or None."""
    return {
        "id": target.id,
        "task": target.task,
        "measure": target.measure,
        "indicator": target.indicator,
        "comparator": target.comparator,
        "value": target.value,
        "unit": target.unit,
        "qualifier": target.qualifier,
        "due": target.due.isoformat() if target.due else None,
        "every": target.every,
        "scope": target.scope,
        "quote": target.quote,
        "owners": list(owners),
        "source": place,
    }


def task_rows(
    found: Iterable[Task], tasks: TasksFile, org: OrgFile, targets: TargetsFile, source: Source | None
) -> Rows:
    """Tasks as rows, sectioned by group."""
    by_task: dict[str, list[str]] = {}
    for target in targets.targets:
        by_task.setdefault(target.task, []).append(target.id)
    lines = SourceLines(source)
    found = tuple(found)
    dates = {task.id: task_deadline(task) for task in found}
    dated = (Column("完成时限", lambda r: dates[r["id"]], wide=True),) if any(dates.values()) else ()
    records = tuple(
        task_record(task, org, by_task.get(task.id, []), lines.place(f"{task.number}.{task.title}", task.title))
        for task in found
    )
    titles = {group.number: f"（{chinese_ordinal(group.number)}）{group.title}" for group in tasks.groups}
    return Rows(
        records,
        (
            Column("编号", lambda r: r["id"], wrap=False),
            Column("任务", lambda r: r["title"]),
            Column("责任处室", lambda r: answering(r["owners"], shared=r["shared"])),
            *dated,
            Column("专班", lambda r: r["task_force"] or ""),
            Column("举措", lambda r: str(len(r["measures"])), wrap=False, right=True),
            Column("量化目标", lambda r: " ".join(r["targets"])),
        ),
        empty="没有符合条件的任务",
        section=lambda r: titles.get(r["group"], ""),
    )


def target_rows(found: Iterable[Target], tasks: TasksFile, source: Source | None) -> Rows:
    """Targets as rows; what the table shows is said in words, the record keeps the fields."""
    owners = {task.id: task.owners for task in tasks.tasks}
    lines = SourceLines(source)
    targets = tuple(found)
    said = {target.id: (comparison(target), deadline(target)) for target in targets}
    return Rows(
        tuple(target_record(t, owners.get(t.task, ()), lines.place(t.quote)) for t in targets),
        (
            Column("编号", lambda r: r["id"], wrap=False),
            Column("指标", lambda r: r["indicator"]),
            Column("目标", lambda r: said[r["id"]][0]),
            Column("期限", lambda r: said[r["id"]][1], wrap=False),
            Column("责任处室", lambda r: answering(r["owners"])),
            Column("原文", lambda r: r["quote"], wide=True),
        ),
        empty="没有符合条件的量化目标",
    )
