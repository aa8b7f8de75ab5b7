"""What a report is asked to be about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from minzheng_cli.model.period import Period

if TYPE_CHECKING:
    from minzheng_cli.model.area import Area
    from minzheng_cli.model.knowledge import KnowledgeBase
    from minzheng_cli.model.org import TaskForce
    from minzheng_cli.model.task import Task


@dataclass(frozen=True)
class Scope:
    """The period and the day that a report speaks of, and the part of the plan: a task force, an office, an area."""

    period: Period
    day: date
    force: TaskForce | None = None
    owner: str | None = None
    area: Area | None = None

    def tasks(self, kb: KnowledgeBase) -> list[Task]:
        """The tasks in question, in the plan's order; an office's are also those of the offices it follows."""
        covered = None if self.force is None else set(self.force.tasks)
        found = [task for task in kb.tasks.tasks if covered is None or task.id in covered]
        return [task for task in found if self.owner is None or self.owner in self._owners(kb, task)]

    def _owners(self, kb: KnowledgeBase, task: Task) -> set[str]:
        named = {kb.org.canonical(name) or name for name in task.owners}
        return named | {kb.org.holder(name, self.day) for name in named}
