"""A document's blocks → a draft of its plan: tasks, owners, deadlines, targets, and what a person has to decide."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from minzheng_cli.importing.document.blocks import Block, Paragraph
from minzheng_cli.importing.document.doubts import doubts
from minzheng_cli.importing.document.draft import Draft, FoundTarget, FoundTask
from minzheng_cli.importing.document.owners.notes import Notes, notes_of
from minzheng_cli.importing.document.structure import chapters
from minzheng_cli.importing.document.structure.apart import with_labels, with_numbers
from minzheng_cli.importing.document.structure.head import read_head
from minzheng_cli.importing.document.structure.outline import Node, outline
from minzheng_cli.importing.document.structure.parts import Part, split
from minzheng_cli.importing.document.structure.selection import pick
from minzheng_cli.importing.document.structure.tabular import with_tables
from minzheng_cli.importing.document.targets.goals import goal_targets
from minzheng_cli.importing.document.tasks import Read, fold, merge, tasks_of
from minzheng_cli.model.deadlines import Calendar, calendar

_OF_PAGE = re.compile(r"(?:政策|文件|公文|信息)?(?:全文|正文|原文)(?:内容)?[:：]?")
_OPENING = 30
"""So many paragraphs may say which year the document is about."""


def parse(blocks: Sequence[Block]) -> Draft:
    """Read a document. Pure; time grows with its length. A document without tasks yields none, and a question says so."""
    blocks = with_labels(with_numbers(with_tables([block for block in blocks if not _is_of_page(block)])))
    parts = split(blocks)
    main = _main(parts)
    head = read_head(blocks, main.title if main and main is not parts[0] and chapters.is_plan(main.title) else None)
    texts = [block.text for block in blocks if isinstance(block, Paragraph)]
    known = calendar(head.title or "", head.date, "\n".join(texts[:_OPENING]))
    notes = notes_of(texts)
    read = _read_parts(parts, main, head.title or "", known, notes)
    tasks, targets = read.tasks, sorted(read.targets, key=lambda target: target.line)
    return Draft(head, tuple(tasks), tuple(targets), tuple(doubts(blocks, tasks, targets, head)))


def _is_of_page(block: Block) -> bool:
    """政策全文: what a page says above a document."""
    return isinstance(block, Paragraph) and bool(_OF_PAGE.fullmatch(block.text.strip()))


def _main(parts: Sequence[Part]) -> Part | None:
    """The plan itself: behind the notice that sends it around, else the first part."""
    bodies = [part for part in parts if part.kind == "main"]
    plans = [part for part in bodies[1:] if chapters.is_plan(part.title)]
    return plans[0] if plans else bodies[0] if bodies else parts[0] if parts else None


def _read_parts(parts: Sequence[Part], main: Part | None, title: str, known: Calendar, notes: Notes) -> Read:
    read = Read([], [])
    for part in parts:
        if part is main:
            read = merge(read, _read(part, known, notes, only_assigned=chapters.has_no_tasks(part.title or title)))
    covers = [part for part in parts if part.kind == "main" and part is not main]
    for part in parts:
        if (
            part is not main
            and part.kind == "annex"
            and not chapters.is_roster(part.title)
            and not chapters.is_form(part.title)
        ):
            annexed = _read(part, known, notes, only_assigned=not chapters.is_plan(part.title))
            read = merge(_goals(read) if _is_cover(read, main, annexed) else read, annexed)
    for part in covers:
        if part is not parts[0]:
            read = merge(read, _read(part, known, notes, only_assigned=not chapters.is_plan(part.title)))
    if not read.tasks and covers and parts[0] is covers[0]:
        read = merge(read, _read(parts[0], known, notes, only_assigned=chapters.has_no_tasks(title)))
    return Read(_in_order(read.tasks), read.targets)


def _is_cover(read: Read, main: Part | None, annexed: Read) -> bool:
    """True where what the text lists are no tasks: nobody is named for them, but for all of those in the annex."""
    is_plan = main is not None and chapters.is_plan(main.title)
    return not is_plan and bool(annexed.tasks) and not _owned(read) and all(task.owners for task in annexed.tasks)


def _goals(read: Read) -> Read:
    return Read([], [target for target in read.targets if not target.task])


def _owned(read: Read) -> bool:
    return any(task.owners for task in read.tasks)


def _in_order(tasks: list[FoundTask]) -> list[FoundTask]:
    return sorted(tasks, key=lambda task: task.line)


def _read(part: Part, known: Calendar, notes: Notes, *, only_assigned: bool) -> Read:
    """A part's tasks and their targets, and the targets of its goals."""
    root = outline(part.blocks)
    picked = pick(root, only_assigned=only_assigned)
    read = tasks_of(root, picked, known, notes)
    if only_assigned and not read.tasks:
        return Read([], [])
    read = fold(read)
    has_goals = bool(read.tasks) or chapters.is_plan(part.title) or _has_goals(root)
    goals: list[FoundTarget] = goal_targets(root, {each.node for each in picked}, known) if has_goals else []
    return Read(read.tasks, [*(replace(goal, task="") for goal in goals), *read.targets])


def _has_goals(root: Node) -> bool:
    """A chapter of goals makes a plan, even where nothing says what it is called."""
    return any(chapters.kind_of(node.title) is chapters.Kind.GOALS for node in root.walk())
