"""Two states of the knowledge base, and what changed from one to the other, in the plan's own terms."""

from __future__ import annotations

from dataclasses import replace

from minzheng_cli.model.knowledge import KnowledgeBase
from minzheng_cli.query.compare.bodies import force_changes, member_changes, office_changes, pair_offices
from minzheng_cli.query.compare.change import SECTIONS, Change
from minzheng_cli.query.compare.closing import closing_changes
from minzheng_cli.query.compare.document import area_changes, pair_passages, plan_changes, source_changes
from minzheng_cli.query.compare.localities import locality_changes
from minzheng_cli.query.compare.targets import pair_targets, target_changes
from minzheng_cli.query.compare.tasks import pair_tasks, task_changes
from minzheng_cli.query.compare.tracking import observation_changes, report_changes

__all__ = ["SECTIONS", "Change", "compare"]


def compare(before: KnowledgeBase, after: KnowledgeBase) -> tuple[Change, ...]:
    """All changes, by section. Both knowledge bases must be whole, with their sources.

    What another change already says is not said again: a renamed office is not a new owner of its tasks, a renumbered
    task does not renumber its measures, a removed one does not remove them.
    """
    offices = pair_offices(before.org, after.org)
    tasks = pair_tasks(before.tasks, after.tasks, replace(offices.names, known=_known(after)))
    targets = pair_targets(before.targets, after.targets, tasks.names)
    passages = pair_passages(before.plan, after.plan)
    names = targets.names.with_ids({old.id: new.id for old, new in passages.both})
    return (
        *plan_changes(before.plan, after.plan, passages, names),
        *task_changes(tasks),
        *target_changes(before.targets, after.targets, targets, names),
        *office_changes(offices),
        *member_changes(before.org, after.org, names),
        *force_changes(before.org, after.org, tasks.tasks.both, names),
        *report_changes(before, after, names),
        *observation_changes(before, after, names),
        *closing_changes(before, after, names),
        *locality_changes(before, after, names),
        *area_changes(before.areas, after.areas),
        *source_changes(before, after),
    )


def _known(kb: KnowledgeBase) -> frozenset[object]:
    """Ids, numbers and canonical names of all that others refer to."""
    return frozenset(
        [
            *(group.number for group in kb.tasks.groups),
            *(task.id for task in kb.tasks.tasks),
            *(measure.id for task in kb.tasks.tasks for measure in task.measures),
            *(target.id for target in kb.targets.targets),
            *(passage.id for passage in kb.plan.passages),
            *(office.name for office in kb.org.offices),
        ]
    )
