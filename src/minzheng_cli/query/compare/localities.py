"""The areas' own breakdowns: which came, and what changed of each task."""

from __future__ import annotations

from collections.abc import Iterator

from minzheng_cli.model.knowledge import KnowledgeBase
from minzheng_cli.model.locality import LocalityFile, LocalTask
from minzheng_cli.query.compare.change import Change
from minzheng_cli.query.compare.fields import Thing, field_changes
from minzheng_cli.query.compare.names import Names
from minzheng_cli.query.compare.pairs import pair


def locality_changes(before: KnowledgeBase, after: KnowledgeBase, names: Names) -> Iterator[Change]:
    """Breakdowns that came or went as one change each; of the others, every task and field."""
    areas = {area.code: area.name for kb in (before, after) for area in kb.areas.areas}
    old, new = ({file.area: file for file in kb.localities.values()} for kb in (before, after))
    for code in sorted({*old, *new}):
        thing = Thing("locality", code, areas.get(code, code))
        if code not in new:
            yield thing.change("removed", "删去分解方案", _said(old[code]))
        elif code not in old:
            yield thing.change("added", "新增分解方案", None, _said(new[code]))
        else:
            yield from field_changes(thing, old[code], new[code], names, skip=("area", "tasks"))
            yield from _task_changes(old[code], new[code], areas.get(code, code), names)


def _said(file: LocalityFile) -> str:
    return f"{len(file.tasks)}项任务，分解到位{sum(task.is_broken_down for task in file.tasks)}项"


def _task_changes(before: LocalityFile, after: LocalityFile, area: str, names: Names) -> Iterator[Change]:
    now = [task.task for task in after.tasks]
    paired = pair(
        before.tasks,
        after.tasks,
        old_id=lambda task: names.told("task", task.task, now),
        new_id=lambda task: task.task,
        text=lambda task: task.made_from,
        only_by_id=True,
    )

    def thing(task: LocalTask) -> Thing:
        return Thing("locality", f"{after.area} {task.task}", area, inner="task")

    for task in paired.removed:
        yield thing(task).change("removed", "删去一项任务的分解", "、".join(task.owners) or task.task)
    for task in paired.added:
        yield thing(task).change("added", "新增一项任务的分解", None, "、".join(task.owners) or task.task)
    for old, new in paired.both:
        yield from field_changes(thing(new), old, new, names, skip=("task",))
