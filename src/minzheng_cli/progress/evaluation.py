"""A knowledge base on a day: its entries are indexed once, and every question is asked of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from minzheng_cli.progress.entries import Entries, entries_on
from minzheng_cli.progress.localities import AreaTarget
from minzheng_cli.progress.missing import Due, Reminder, figures_due, reminders
from minzheng_cli.progress.moment import Moment, reports_due, today
from minzheng_cli.progress.status import Frame, TargetStatus
from minzheng_cli.progress.targets import target_status
from minzheng_cli.progress.tasks import TaskStatus, owing, task_status
from minzheng_cli.progress.tree import grow

if TYPE_CHECKING:
    from minzheng_cli.model.area import Area
    from minzheng_cli.model.knowledge import KnowledgeBase
    from minzheng_cli.model.locality import LocalTask
    from minzheng_cli.model.target import Target
    from minzheng_cli.model.task import Task


class Evaluation:
    """Statuses of tasks, targets and areas; `when` is a day, or a moment with its period.

    Needs all parts of the knowledge base; of progress and localities, those that there are.
    """

    def __init__(self, kb: KnowledgeBase, when: date | Moment) -> None:
        self.kb = kb
        self.moment = when if isinstance(when, Moment) else today(kb.plan, when)
        self._frame = Frame(self.moment, grow(kb.areas.areas), kb.plan.tracking, entries_on(kb, self.moment))
        self._found: dict[str, TargetStatus] = {}

    @property
    def entries(self) -> Entries:
        """The entries that count."""
        return self._frame.entries

    @property
    def reports_due(self) -> date:
        """The last day on which the period's reports are on time."""
        return reports_due(self.kb.plan, self.moment.period)

    def target(self, target: Target) -> TargetStatus:
        """One target over the whole province."""
        if target.id not in self._found:
            self._found[target.id] = target_status(target, self._frame)
        return self._found[target.id]

    def task(self, task: Task) -> TaskStatus:
        """One task."""
        targets = [self.target(each) for each in self._targets.get(task.id, ())]
        return task_status(task, targets, self.kb.org, self._frame, self.reports_due)

    def owed_by(self, tasks: Iterable[Task], office: str) -> tuple[Task, ...]:
        """Tasks for which an office (canonical name), or who followed it, answers on the day."""
        org, day = self.kb.org, self.moment.known
        holder = org.holder(office, day)
        return tuple(task for task in tasks if holder in owing(task, org, day))

    def reminders(self, tasks: Iterable[TaskStatus]) -> Iterator[Reminder]:
        """Whom to remind of these tasks."""
        return reminders(tasks, self._frame, self.reports_due, (area.code for area in self.kb.areas.areas))

    def figures_due(self, targets: Iterable[Target]) -> Iterator[Due]:
        """What areas owed on these targets in the period, and when it came."""
        for target in targets:
            yield from figures_due(target, self._frame, self.reports_due, self._first_said)

    def area(self, area: Area, targets: Iterable[Target]) -> tuple[AreaTarget, ...]:
        """The targets that are asked of an area, by its own figures or those of the areas in it."""
        tree = self._frame.tree.within(area.code)
        frame = (
            self._frame
            if tree is self._frame.tree
            else replace(self._frame, tree=tree, entries=self.entries.within(tree.codes))
        )
        own = {each.target: each for local in self._local(area.code) for each in local.targets}
        found = []
        for target in targets:
            status = target_status(target, frame)
            if status.rolled is not None or frame.tree.asked(target, ()):
                found.append(
                    AreaTarget(status, own.get(target.id), None if status.rolled else self._above(area, target))
                )
        return tuple(found)

    def _local(self, code: str) -> Iterator[LocalTask]:
        return (task for file in self.kb.localities.values() if file.area == code for task in file.tasks)

    def _above(self, area: Area, target: Target) -> str | None:
        """The prefecture or province whose figure stands for the area."""
        status = self.target(target)
        if status.rolled is None or area.code in status.missing:
            return None
        reporting = {seen.area for seen in self.entries.observations.get(target.id, ())}
        return next((code for code in (area.parent, self._frame.tree.top) if code in reporting), None)

    @cached_property
    def _targets(self) -> dict[str, list[Target]]:
        found: dict[str, list[Target]] = {}
        for target in self.kb.targets.targets:
            found.setdefault(target.task, []).append(target)
        return found

    @cached_property
    def _first_said(self) -> dict[tuple[object, ...], date]:
        """The day on which each figure was said for the first time."""
        found: dict[tuple[object, ...], date] = {}
        for seen in (seen for file in self.kb.progress.values() for seen in file.observations):
            found[seen.key] = min(found.get(seen.key, seen.said_on), seen.said_on)
        return found
