"""What other rules find fault with: what follows from a task or target that is itself wrong is not reported again."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from minzheng_cli.check.engine import run
from minzheng_cli.check.extensions import overwritten
from minzheng_cli.check.numbering import home, numbering
from minzheng_cli.check.registry import rules

if TYPE_CHECKING:
    from minzheng_cli.model.knowledge import KnowledgeBase

_FAMILIES = ("MZ1", "MZ3", "MZ5")
"""The families that look at tasks and targets for their own sake."""


@dataclass(frozen=True, eq=False)
class Doubt:
    """Ids of tasks and targets that are at fault themselves, or missing because another's id is."""

    tasks: frozenset[str]
    targets: frozenset[str]


@lru_cache(maxsize=1)
def doubt(kb: KnowledgeBase) -> Doubt:
    """The doubtful ids. Runs other rules, so that a rule asks only when it is about to find something."""
    families = [rule for code, rule in rules().items() if code.startswith(_FAMILIES)]
    at_fault = {id(finding.ref.subject) for finding in run(kb, families)}
    absent = numbering(kb).absent
    tasks, targets = set(absent), set(absent)
    for task in kb.tasks.tasks if "tasks.yaml" in kb.parts else ():
        if at_fault & {id(task), *map(id, task.measures)}:
            tasks.add(task.id)
    for target in kb.targets.targets if "targets.yaml" in kb.parts else ():
        if target.id in overwritten(kb) or at_fault & {id(target), id(target.ratio), id(target.baseline)}:
            targets.add(target.id)
            tasks |= {target.task, f"T{home(target)}", f"T{target.id[1:].partition('.')[0]}"}
    return Doubt(frozenset(tasks), frozenset(targets))
