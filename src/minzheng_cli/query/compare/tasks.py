"""Groups, tasks and measures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from minzheng_cli.model.task import Group, Measure, Task, TasksFile
from minzheng_cli.query.compare.change import Change
from minzheng_cli.query.compare.fields import Thing, field_changes
from minzheng_cli.query.compare.names import Names
from minzheng_cli.query.compare.pairs import Paired, pair


@dataclass(frozen=True)
class PairedTasks:
    """Which group, task and measure is which, and the ids that the first state's have in the second.

    `expected` are the ids that measures would have if only their tasks had been renumbered.
    """

    groups: Paired[Group]
    tasks: Paired[Task]
    measures: Paired[Measure]
    expected: dict[str, str]
    names: Names


def pair_tasks(before: TasksFile, after: TasksFile, names: Names) -> PairedTasks:
    """Pair all three, and add to the names what the second state calls them."""
    groups = pair(before.groups, after.groups, old_id=_number, new_id=_number, text=lambda group: group.title)
    tasks = pair(before.tasks, after.tasks, old_id=_id, new_id=_id, text=lambda task: task.title, words=_words)
    renamed = {old.id: new.id for old, new in tasks.both}
    old_measures = [measure for task in before.tasks for measure in task.measures]
    new_measures = [measure for task in after.tasks for measure in task.measures]
    expected = {measure.id: moved(measure.id, renamed) for measure in old_measures}
    measures = pair(
        old_measures, new_measures, old_id=lambda m: expected[m.id], new_id=_id, text=lambda measure: measure.text
    )
    ids = renamed | expected | {old.id: new.id for old, new in measures.both}
    numbers = {old.number: new.number for old, new in groups.both}
    return PairedTasks(groups, tasks, measures, expected, replace(names, ids=ids, groups=numbers))


def moved(name: str, tasks: dict[str, str]) -> str:
    """The id that a measure or target gets by its task's new number: T6.2 becomes T5.2, G6.2 becomes G5.2."""
    task, dot, rest = name.partition(".")
    return f"{name[0]}{tasks.get(f'T{task[1:]}', task)[1:]}{dot}{rest}"


def _number(group: Group) -> int:
    return group.number


def _id(item: Task | Measure) -> str:
    return item.id


def _words(task: Task) -> str:
    return "".join((task.title, *(measure.text for measure in task.measures)))


def task_changes(paired: PairedTasks) -> Iterator[Change]:
    """Groups, then tasks, then measures."""
    yield from _group_changes(paired.groups)
    for task in paired.tasks.removed:
        message = f"删去任务（{len(task.measures)}条举措）"
        yield Thing("task", task.id).change("removed", message, task.title, warning=True)
    for task in paired.tasks.added:
        message = f"新增任务（{len(task.measures)}条举措）"
        yield Thing("task", task.id).change("added", message, None, task.title, warning=True)
    for old, new in paired.tasks.both:
        thing = Thing("task", new.id, new.title)
        if old.id != new.id:
            yield thing.change("renumbered", "任务改编号", old.id, new.id, warning=True)
        yield from _task_fields(thing, old, new, paired.names)
    yield from _measure_changes(paired)


def _group_changes(groups: Paired[Group]) -> Iterator[Change]:
    for group in groups.removed:
        yield _group(group).change("removed", "删去任务分组", group.title, warning=True)
    for group in groups.added:
        yield _group(group).change("added", "新增任务分组", None, group.title, warning=True)
    for old, new in groups.both:
        if old.number != new.number:
            numbers = (str(old.number), str(new.number))
            yield replace(_group(new), about=new.title).change("renumbered", "分组改序号", *numbers, warning=True)
        yield from field_changes(_group(new), old, new, Names(), skip=("number",))


def _group(group: Group) -> Thing:
    return Thing("group", f"分组{group.number}")


def _task_fields(thing: Thing, old: Task, new: Task, names: Names) -> Iterator[Change]:
    if old.title != new.title:
        yield Thing("task", new.id).change("title", "任务标题改动", old.title, new.title, warning=True, prose=True)
    if names.told("group", old.group, (new.group,)) != new.group:
        groups = (f"分组{old.group}", f"分组{new.group}")
        yield thing.change("group", "任务改属另一分组", *groups, warning=True)
    if old.shared != new.shared:
        words = ("分别负责，不分主次", "按次序，排在首位的牵头")
        yield thing.change("shared", "责任处室的分工方式改动", words[not old.shared], words[not new.shared])
    yield from field_changes(thing, old, new, names, skip=("id", "title", "group", "shared", "measures"))


def _measure_changes(paired: PairedTasks) -> Iterator[Change]:
    gone = {task.id for task in paired.tasks.removed}
    fresh = {task.id for task in paired.tasks.added}
    for measure in paired.measures.removed:
        if _task_of(measure) not in gone:
            yield Thing("measure", measure.id).change("removed", "删去举措", measure.text, warning=True)
    for measure in paired.measures.added:
        if _task_of(measure) not in fresh:
            yield Thing("measure", measure.id).change("added", "新增举措", None, measure.text, warning=True)
    for old, new in paired.measures.both:
        thing = Thing("measure", new.id)
        if new.id not in (old.id, paired.expected[old.id]):
            same_task = _task_of(new) == paired.expected[old.id].partition(".")[0]
            message = "举措改编号" if same_task else "举措移到另一任务"
            yield replace(thing, about=_head(new.text)).change("renumbered", message, old.id, new.id, warning=True)
        if old.text != new.text:
            yield thing.change("reworded", "举措改写", old.text, new.text, warning=True, prose=True)


def _task_of(measure: Measure) -> str:
    return measure.id.partition(".")[0]


def _head(text: str) -> str:
    """A measure's first words, to know it by."""
    return text if len(text) <= 16 else f"{text[:14]}……"
