"""The plan's own numbers: which ids are at fault, and which ids are missing because of that.

What refers to an id that a faulty one stands in place of is no fault of its own, so that rules ask here first.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from minzheng_cli.model.knowledge import KnowledgeBase
    from minzheng_cli.model.org import TaskForce
    from minzheng_cli.model.plan import TextPassage
    from minzheng_cli.model.target import Target
    from minzheng_cli.model.task import Measure, Task

    Identified = Task | Measure | Target | TaskForce | TextPassage


@dataclass(frozen=True)
class NumberedList:
    """Items that count from 1, their ids' common beginning, and what they are called."""

    what: str
    prefix: str
    items: Sequence[Identified]


@dataclass(frozen=True)
class NumberFault:
    """An item whose id is at fault: `expected` should stand there. `twin` has the same id by right, `before` stands before it."""

    what: str
    prefix: str
    item: Identified
    expected: str
    twin: Identified | None = None
    before: Identified | None = None


@dataclass(frozen=True, eq=False)
class Numbering:
    """All faults of number; `wrong` are `id()`s of the parts, `absent` the ids that nothing has because of them."""

    faults: tuple[NumberFault, ...]
    wrong: frozenset[int]
    absent: frozenset[str]


@lru_cache(maxsize=1)
def numbering(kb: KnowledgeBase) -> Numbering:
    """The faults of number in all lists, made once for a knowledge base."""
    faults: list[NumberFault] = []
    wrong: set[int] = set()
    for listed in _lists(kb, wrong):
        found = list(_faults(listed))
        faults += found
        wrong.update(id(fault.item) for fault in found)
    return Numbering(tuple(faults), frozenset(wrong), frozenset(fault.expected for fault in faults))


def home(target: Target) -> str:
    """The number of the task that a target belongs to: what two of its id, task and measure say."""
    numbers = own_numbers(target)
    return next((number for number, times in Counter(numbers.values()).items() if times > 1), numbers["measure"])


def own_numbers(target: Target) -> dict[str, str]:
    """The number of a task that each of a target's id, task and measure names."""
    return {
        "id": target.id[1:].partition(".")[0],
        "task": target.task[1:],
        "measure": target.measure[1:].partition(".")[0],
    }


def _lists(kb: KnowledgeBase, wrong: set[int]) -> Iterator[NumberedList]:
    """The lists; the measures of a task whose own id is at fault are left out, hence `wrong` as found so far."""
    if "tasks.yaml" in kb.parts:
        yield NumberedList("任务", "T", kb.tasks.tasks)
        for task in kb.tasks.tasks:
            if id(task) not in wrong:
                yield NumberedList("举措", f"{task.id}.", task.measures)
    if "org.yaml" in kb.parts:
        yield NumberedList("专班", "F", kb.org.task_forces)
    if "plan.yaml" in kb.parts:
        yield NumberedList("段落", "P", kb.plan.passages)
    if "targets.yaml" in kb.parts:
        by_task: dict[str, list[Target]] = {}
        for target in kb.targets.targets:
            by_task.setdefault(home(target), []).append(target)
        for number, targets in by_task.items():
            yield NumberedList("量化目标", f"G{number}.", targets)


def _number(own: str, prefix: str) -> int | None:
    rest = own.removeprefix(prefix)
    return int(rest) if own.startswith(prefix) and re.fullmatch(r"\d+", rest) else None


def _faults(listed: NumberedList) -> Iterator[NumberFault]:
    """Doubles first; then a number is in sequence behind the one before it, or at its own position after a fault."""
    prefix, doubled = listed.prefix, set[int]()
    if [item.id for item in listed.items] == [f"{prefix}{position}" for position in range(1, len(listed.items) + 1)]:
        return
    first: dict[str, tuple[int, Identified]] = {}
    for position, item in enumerate(listed.items, 1):
        where, twin = first.setdefault(item.id, (position, item))
        if twin is item:
            continue
        later_is_right = _number(item.id, prefix) == position
        wrong, other, at = (twin, item, where) if later_is_right else (item, twin, position)
        doubled |= {id(wrong)}
        yield NumberFault(listed.what, prefix, wrong, f"{prefix}{at}", other)
    previous = 0
    for position, item in enumerate(listed.items, 1):
        number = _number(item.id, prefix)
        expected = previous + 1
        previous = position if number is None or id(item) in doubled else number
        if id(item) in doubled or number in (expected, position):
            continue
        before = listed.items[position - 2] if position > 1 else None
        right = f"{prefix}{position if number is None else expected}"
        yield NumberFault(listed.what, prefix, item, right, before=before)
