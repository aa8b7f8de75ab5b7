"""A draft made from the shipped knowledge base: what a parser that errs in nothing would find in the notice."""

from __future__ import annotations

import re
from dataclasses import replace

from minzheng_cli.importing.document.blocks import Block, Paragraph
from minzheng_cli.importing.document.draft import Draft, FoundTarget, FoundTask, Head, Owners
from minzheng_cli.model.knowledge import KnowledgeBase
from minzheng_cli.model.numerals import chinese_ordinal
from minzheng_cli.model.task import Task

_ASSIGNMENT = re.compile(r"（责任处室：(.*)，责任单位：(.*)）")


def draft_of(kb: KnowledgeBase, blocks: list[Block]) -> Draft:
    """The draft, its lines those of the blocks."""
    plan = kb.plan
    targets = tuple(
        FoundTarget(
            task=each.task[1:],
            indicator=each.indicator,
            comparator=each.comparator,
            value=float(each.value),
            unit=each.unit,
            due=each.due,
            every=each.every,
            quote=each.quote,
            line=_line(blocks, each.quote),
            confidence=0.9,
            qualifier=each.qualifier,
            scope=each.scope,
        )
        for each in kb.targets.targets
    )
    head = Head(plan.title, plan.number, plan.issuer, plan.date, plan.addressees)
    return Draft(head, tuple(_task(kb, task, blocks) for task in kb.tasks.tasks), targets)


def _task(kb: KnowledgeBase, task: Task, blocks: list[Block]) -> FoundTask:
    written = _ASSIGNMENT.fullmatch(task.assignment or "")
    assert written
    names = tuple(re.split("[、，]", written[1].replace("分别负责", "")))
    group = kb.tasks.groups[task.group - 1]
    return FoundTask(
        number=str(task.number),
        title=task.title,
        owners=(Owners("负责", names), Owners("责任单位", (written[2],))),
        deadline=None,
        quote=f"{task.number}.{task.title}。",
        line=_line(blocks, f"{task.number}.{task.title}。"),
        sentences=tuple(measure.text for measure in task.measures),
        group=f"（{chinese_ordinal(group.number)}）{group.title}。",
        assignment=task.assignment,
    )


def _line(blocks: list[Block], words: str) -> int:
    return next(block.line for block in blocks if isinstance(block, Paragraph) and words in block.text)


def amended(draft: Draft, old: str, new: str, **changed: float) -> Draft:
    """The draft of a document in which words were replaced; `changed` are fields of the targets that had them."""
    return replace(
        draft,
        tasks=tuple(
            replace(task, sentences=tuple(each.replace(old, new) for each in task.sentences)) for task in draft.tasks
        ),
        targets=tuple(
            replace(each, quote=each.quote.replace(old, new), **changed) if old in each.quote else each  # type: ignore[arg-type]
            for each in draft.targets
        ),
    )
