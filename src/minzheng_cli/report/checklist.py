"""The checklist (重点任务清单、责任分工表): every task with its measures, targets, dates and who answers for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from minzheng_cli.model.numerals import chinese_ordinal
from minzheng_cli.query.records import answering, comparison, deadline, task_deadline
from minzheng_cli.report.formatting import chinese_day, listed, subject
from minzheng_cli.report.sheets import Sheet, SheetColumn

if TYPE_CHECKING:
    from minzheng_cli.model.knowledge import KnowledgeBase
    from minzheng_cli.model.target import Target
    from minzheng_cli.model.task import Measure, Task
    from minzheng_cli.report.scope import Scope

NO_TARGET = "—"


@dataclass(frozen=True)
class Aim:
    """A target of a task, in words: `text` is indicator and value, `quote` the plan's own."""

    id: str
    text: str
    deadline: str
    quote: str


@dataclass(frozen=True)
class Step:
    """A measure and the targets that stand in it; `id` is its number within the plan, T6.2."""

    id: str
    text: str
    aims: tuple[Aim, ...]


@dataclass(frozen=True)
class Item:
    """A task of the checklist."""

    number: int
    title: str
    steps: tuple[Step, ...]
    owners: str
    units: str
    force: str
    deadline: str


@dataclass(frozen=True)
class Part:
    """A group of tasks."""

    ordinal: str
    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Checklist:
    """The checklist."""

    title: str
    demonstration: str | None
    basis: str
    parts: tuple[Part, ...]
    task_count: int
    measure_count: int
    target_count: int
    date: str
    gaps: tuple[str, ...] = ()

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """One line for each measure, its task beside: so that it can be filtered."""
        columns = (
            SheetColumn("任务序号", 6, "number"),
            SheetColumn("任务", 24),
            SheetColumn("举措编号", 8),
            SheetColumn("具体举措", 64),
            SheetColumn("量化目标", 34),
            SheetColumn("完成期限", 12),
            SheetColumn("责任处室", 22),
            SheetColumn("责任单位", 14),
            SheetColumn("所属专班", 16),
        )
        rows = tuple(_row(item, step) for part in self.parts for item in part.items for step in item.steps)
        return (Sheet("任务清单", self.title, columns, rows, (self.basis,)),)


def _row(item: Item, step: Step) -> tuple[str | int, ...]:
    aims = "\n".join(aim.text for aim in step.aims) or NO_TARGET
    dates = "\n".join(aim.deadline for aim in step.aims) or item.deadline
    return (item.number, item.title, step.id, step.text, aims, dates, item.owners, item.units, item.force)


def context(kb: KnowledgeBase, scope: Scope) -> Checklist:
    """The checklist over the tasks of the scope."""
    tasks = scope.tasks(kb)
    parts = _parts(kb, tasks)
    items = [item for part in parts for item in part.items]
    whose = scope.owner or (scope.force.name if scope.force else "")
    return Checklist(
        title=f"{whose}{subject(kb.plan.title)}重点任务清单",
        demonstration=kb.demonstration,
        basis=f"依据：{kb.plan.notice}{kb.plan.cited_number}。任务、举措和目标均照录原文。",
        parts=parts,
        task_count=len(items),
        measure_count=sum(len(item.steps) for item in items),
        target_count=sum(len(step.aims) for item in items for step in item.steps),
        date=chinese_day(scope.day),
    )


def _parts(kb: KnowledgeBase, tasks: list[Task]) -> tuple[Part, ...]:
    by_group = [(group, [task for task in tasks if task.group == group.number]) for group in kb.tasks.groups]
    held = [(group, inside) for group, inside in by_group if inside]
    return tuple(
        Part(chinese_ordinal(at), group.title, tuple(item_of(kb, task) for task in inside))
        for at, (group, inside) in enumerate(held, 1)
    )


def item_of(kb: KnowledgeBase, task: Task) -> Item:
    """A task as a line of the checklist."""
    force = kb.org.task_force_of(task.id)
    owners = [kb.org.canonical(name) or name for name in task.owners]
    return Item(
        number=task.number,
        title=task.title,
        steps=tuple(_step(measure, kb.targets.of_task(task.id)) for measure in task.measures),
        owners=answering(owners, shared=task.shared),
        units=listed(task.units),
        force=force.name if force else "—",
        deadline=task_deadline(task) or NO_TARGET,
    )


def _step(measure: Measure, targets: tuple[Target, ...]) -> Step:
    return Step(measure.id, measure.text, tuple(aim_of(each) for each in targets if each.measure == measure.id))


def aim_of(target: Target) -> Aim:
    """A target in words."""
    return Aim(target.id, f"{target.indicator}{comparison(target)}", deadline(target), target.quote)
