"""The clause that a target's quote stands in: a date or recurrence holds within it, and not across a semicolon."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from minzheng_cli.model import wording

if TYPE_CHECKING:
    from minzheng_cli.model.knowledge import KnowledgeBase
    from minzheng_cli.model.target import Target
    from minzheng_cli.model.task import Measure, Task

_ENDS = re.compile(r"[；。]")


@lru_cache(maxsize=1)
def clauses(kb: KnowledgeBase) -> dict[str, str]:
    """By a target's id, the clause of its measure that holds its quote; targets whose quote isn't there are left out."""
    if "tasks.yaml" not in kb.parts:
        return {}
    wanted = {target.measure for target in kb.targets.targets}
    texts = {m.id: spoken(task, m) for task in kb.tasks.tasks for m in task.measures if m.id in wanted}
    found = {}
    for target in kb.targets.targets:
        for clause in _ENDS.split(texts.get(target.measure, "")):
            if target.quote in clause:
                found[target.id] = clause
    return found


def spoken(task: Task, measure: Measure) -> str:
    """A measure's words; of the first one with the task's title before them, which may name a target itself."""
    return f"{task.title}。{measure.text}" if measure is task.measures[0] else measure.text


def left_out_dates(kb: KnowledgeBase, target: Target) -> tuple[date, ...]:
    """Deadlines before the quote in its clause that hold for it, where the quote itself has none."""
    clause = clauses(kb).get(target.id, "")
    before = clause[: clause.find(target.quote)] if clause else ""
    if wording.deadlines(target.quote):
        return ()
    return tuple(day for words in re.split("[，：]", before) for day in _holding(words))


def _holding(words: str) -> tuple[date, ...]:
    """The days of a clause that hold for those behind it: 6月底前完成… is done with its own verb, unless it has a number."""
    days = wording.deadlines(words)
    if not days or (wording.is_done(words) and not wording.quantities(words)):
        return ()
    return days


def left_out_recurrence(kb: KnowledgeBase, target: Target) -> str | None:
    """The recurrence that stands right before the quote, within its commas, where the quote itself has none."""
    clause = clauses(kb).get(target.id, "")
    before = clause[: clause.find(target.quote)] if clause else ""
    return None if wording.recurrence(target.quote) else wording.recurrence(re.split("[，：]", before)[-1])


def says_too_little(kb: KnowledgeBase, target: Target) -> bool:
    """True where the quote leaves out its number, date or recurrence."""
    has_number = bool(wording.quantities(target.quote)) or wording.is_full_coverage(target.quote)
    return not has_number or bool(left_out_dates(kb, target)) or left_out_recurrence(kb, target) is not None
