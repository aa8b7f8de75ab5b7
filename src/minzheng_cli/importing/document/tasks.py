"""Headings and rows that are tasks → tasks with their owners, sentences and targets."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from minzheng_cli.importing.document.draft import FoundTarget, FoundTask
from minzheng_cli.importing.document.owners.assignments import Said, last_sentence
from minzheng_cli.importing.document.owners.notes import Notes
from minzheng_cli.importing.document.owners.roles import Assignment, parse
from minzheng_cli.importing.document.structure.outline import BOX, ROOT, Node, Text, split_heading
from minzheng_cli.importing.document.structure.selection import Picked
from minzheng_cli.importing.document.structure.tables import Row, task_rows
from minzheng_cli.importing.document.targets.clauses import sentences
from minzheng_cli.importing.document.targets.goals import heading_date, text_targets
from minzheng_cli.importing.document.targets.indicators import of_title
from minzheng_cli.importing.document.targets.sentences import find_targets, resolved
from minzheng_cli.importing.document.targets.year_cells import year_targets
from minzheng_cli.model.deadlines import Calendar, Dated, deadlines

_INHERITED = 0.8
_SHORT_PARAGRAPH = 35
_LONGEST_TITLE = 26
_MOST = 0.7
_MOST_OTHERS = 2
_UNASSIGNED = 0.85


@dataclass
class Read:
    """Tasks and targets of a part, or of several."""

    tasks: list[FoundTask]
    targets: list[FoundTarget]


def tasks_of(root: Node, picked: Sequence[Picked], known: Calendar, notes: Notes) -> Read:
    """The tasks of headings and of tables, with their targets."""
    read = Read([], [])
    picked = [each for each in picked if not _is_caption(each.node)]
    has_owners = any(each.node.said or each.heirs_of for each in picked)
    parts = {id(each): _items(each.node) for each in picked}
    is_listed = _are_listed([text for texts in parts.values() for text in texts])
    for each in picked:
        for found in _split(each, parts[id(each)]) if is_listed and parts[id(each)] else (each,):
            task, targets = _task(found, known, notes, is_usual=has_owners)
            read.tasks.append(task)
            read.targets += targets
    rows = [row for node in root.walk() if node.tables for row in task_rows(node.tables)]
    return merge(read, _of_rows(rows, known, notes)) if rows else read


def _is_caption(node: Node) -> bool:
    """A heading with nothing below it but a table whose rows are the tasks."""
    has_words = any(below.texts or below.said for below in node.walk())
    return not has_words and any(task_rows(below.tables) for below in node.walk() if below.tables)


def fold(read: Read) -> Read:
    """A list of who answers for what (责任分工) at the end names the tasks once more: it completes those above."""
    first: dict[str, int] = {}
    kept: list[FoundTask] = []
    again: set[int] = set()
    for task in read.tasks:
        at = first.setdefault(_flat(task.title), len(kept))
        if at == len(kept):
            kept.append(task)
        elif task.owners and kept[at].owners and task.owners != kept[at].owners:
            kept.append(task)  # two tasks of one name
        else:
            kept[at] = _completed(kept[at], task)
            again.add(task.line)
    if not again:
        return read
    line = _LineOf(read.tasks)
    return Read(kept, [each for each in read.targets if line.of(each) not in again])


def merge(read: Read, more: Read) -> Read:
    """Add what is new. A task that an annex lists once more gives its owners and deadline to the one in the text."""
    if not read.tasks or not more.tasks:
        return Read([*read.tasks, *more.tasks], [*read.targets, *more.targets])
    by_title = {_flat(task.title): at for at, task in enumerate(read.tasks)}
    tasks, added, known = list(read.tasks), [], set()
    for task in more.tasks:
        at = by_title.get(_flat(task.title))
        if at is None:
            added.append(task)
            known.add(task.number)
        else:
            tasks[at] = _completed(tasks[at], task)
    if len(added) * 2 < len(more.tasks) and not any(task.owners for task in added):
        added = []
    lines = {task.line for task in added}
    line = _LineOf(more.tasks)
    return Read(
        [*tasks, *added],
        [
            *read.targets,
            *(target for target in more.targets if line.of(target) in lines or not target.task),
        ],
    )


class _LineOf:
    """The line of the task that a target belongs to: the last of its number that begins at or before it."""

    def __init__(self, tasks: Sequence[FoundTask]) -> None:
        self._lines: dict[str, list[int]] = {}
        for task in sorted(tasks, key=lambda each: each.line):
            self._lines.setdefault(task.number, []).append(task.line)

    def of(self, target: FoundTarget) -> int:
        """The line; -1 where no task has the number."""
        lines = self._lines.get(target.task, [])
        at = bisect_right(lines, target.line)
        return lines[at - 1] if at else -1


def _completed(task: FoundTask, again: FoundTask) -> FoundTask:
    return replace(
        task,
        owners=task.owners or again.owners,
        deadline=task.deadline or again.deadline,
        due=task.due if task.deadline else again.due,
        assignment=task.assignment or again.assignment,
    )


def _flat(title: str) -> str:
    return re.sub(r"[\W_]", "", title)


def _items(node: Node) -> list[Text]:
    """The paragraphs below a heading that have an assignment each, where nearly all of them have."""
    own = [text for text in node.texts if text.said and not text.said[0].alone and text.line != node.line]
    others = len(node.texts) - len(own)
    return own if len(own) > max(1, others) and not node.children and others <= _MOST_OTHERS else []


def _are_listed(items: Sequence[Text]) -> bool:
    """True for paragraphs that are items: short ones, or such as begin with a title of their own."""
    titled = sum(
        1 for item in items if len(split_heading(item.words)[0]) <= _LONGEST_TITLE and split_heading(item.words)[1]
    )
    return sum(len(item.words) for item in items) <= _SHORT_PARAGRAPH * len(items) or titled > _MOST * len(items)


def _split(picked: Picked, items: Sequence[Text]) -> Iterator[Picked]:
    """A heading over paragraphs of which each has its own assignment: each is a task, if they are items.

    Where a document's paragraphs are long and have no titles, the heading is the measure, and they are its parts.
    """
    node = picked.node
    for count, text in enumerate(items, 1):
        title, rest = split_heading(text.words)
        part = Node(node.kind + 1, str(count), title.strip("。：；，:; "), text.line, title, parent=node)
        part.said = list(text.said)
        part.texts = [Text(rest, text.line, text.said)] if rest else []
        yield Picked(part)


def _task(picked: Picked, known: Calendar, notes: Notes, *, is_usual: bool) -> tuple[FoundTask, list[FoundTarget]]:
    node = picked.node
    inside = [below for below in node.walk() if below.kind != BOX]
    said = [each for below in inside for each in below.said]
    texts = [text for below in inside for text in _texts(below, node)]
    if not said:
        said = [each for up in picked.heirs_of[:1] for each in up.said]
    if not said and texts:
        said = last_sentence(texts[-1], node.line)
    read = parse(each.words for each in said)
    task = FoundTask(
        number=node.number,
        title=node.title,
        owners=notes.applied(read.owners) if read.owners or notes.everybody else (),
        deadline=read.deadline,
        quote=node.quote,
        line=node.line,
        sentences=tuple(sentence.strip() for text in texts for sentence in sentences(text)) or (node.quote,),
        group=_group(node),
        assignment=_assignment(said),
        confidence=_confidence(said, is_usual=is_usual),
        due=_due(read.deadline, known),
    )
    given = _given(node, read, known)
    targets = [target for below in inside for target in text_targets(below, known)]
    return task, _owned(targets, task, given)


def _assignment(said: Sequence[Said]) -> str | None:
    """The words that assign, each place on a line, without the date that a heading above them gives."""
    first = next((at for at, each in enumerate(said) if parse([each.words]).owners), 0)
    while first and said[first - 1].line == said[first].line:
        first -= 1
    places: dict[int, str] = {}
    for each in said[first:]:
        places[each.line] = places.get(each.line, "") + each.words
    return "\n".join(places.values()) or None


def _texts(below: Node, node: Node) -> Iterator[str]:
    if below is not node:
        yield below.quote
    yield from (text.words for text in below.texts)


def _group(node: Node) -> str | None:
    above = next(node.ancestors(), None)
    return above.title if above is not None and above.kind != ROOT else None


def _confidence(said: Sequence[Said], *, is_usual: bool) -> float:
    if said:
        return min(each.confidence for each in said)
    return _UNASSIGNED if is_usual else 0.9


def _due(words: str | None, known: Calendar) -> date | None:
    """The last day that a task's deadline names; None for 长期坚持, and where nothing says the year."""
    found = deadlines(words, known) if words else []
    return found[-1].day if found else None


def _given(node: Node, read: Assignment, known: Calendar) -> Dated | None:
    """The task's own deadline as a day, for targets that name none."""
    found = deadlines(read.deadline, known) if read.deadline else []
    return _of_task(read.deadline or "", found[-1]) if found else heading_date(node, known)


def _of_task(words: str, due: Dated) -> Dated:
    """A task's deadline, in all its words."""
    return replace(due, words=words)


def _owned(targets: Sequence[FoundTarget], task: FoundTask, given: Dated | None) -> list[FoundTarget]:
    """The task's targets, each once; one that names no date has the task's deadline."""
    found: dict[tuple[object, ...], FoundTarget] = {}
    for target in targets:
        dated = target
        if given and given.day and not target.due and not target.every:
            basis = f"任务的完成时限“{given.words}”{resolved(given)}"
            dated = replace(target, due=given.day, basis=basis, confidence=min(target.confidence, _INHERITED))
        day = given.day if given else None
        key = (dated.value, dated.unit, dated.due or day, dated.every, dated.indicator[-6:])
        name = of_title(dated.indicator, task.title)
        found.setdefault(key, replace(dated, task=task.number, indicator=name))
    return list(found.values())


def _of_rows(rows: Sequence[Row], known: Calendar, notes: Notes) -> Read:
    read = Read([], [])
    for row in rows:
        assigned = parse(row.assignments)
        deadline = row.deadline or assigned.deadline
        texts = [line for text in _cells(row) for line in text.split("\n") if line.strip()]
        task = FoundTask(
            number=row.number,
            title=row.title,
            owners=notes.applied(assigned.owners),
            deadline=deadline,
            quote=row.heading or row.title,
            line=row.line,
            sentences=tuple(sentence.strip() for text in texts for sentence in sentences(text)) or (row.title,),
            group=row.group,
            assignment="；".join(names for _, names in row.owners) or None,
            confidence=0.95 if assigned.owners else _UNASSIGNED,
            due=_due(deadline, known),
        )
        read.tasks.append(task)
        read.targets += list(_targets_of_row(row, task, known))
    return read


def _cells(row: Row) -> list[str]:
    """What a row says is to be done, with what its columns of years add."""
    return [*row.texts, *(cell for _, cell in row.years if cell not in (row.title, *row.texts))]


def _targets_of_row(row: Row, task: FoundTask, known: Calendar) -> Iterator[FoundTarget]:
    """The targets of a row's words, by the deadline of the row that they came with."""
    first = (task.deadline or "").split("；")[0] if row.dates else task.deadline or ""
    by_deadline: dict[str, list[FoundTarget]] = {first: []}
    for cell in (row.title, *row.texts):
        found = [each for text in cell.split("\n") for each in find_targets(text, row.line, known)]
        by_deadline.setdefault(row.dates.get(cell, first), []).extend(found)
    said = [each for targets in by_deadline.values() for each in targets]
    by_deadline[first] += [each for each in year_targets(row) if not _is_said(each, said)]
    for words, targets in by_deadline.items():
        days = deadlines(words, known)
        yield from _owned(targets, task, _of_task(words, days[-1]) if days else None)


def _is_said(year_target: FoundTarget, targets: Sequence[FoundTarget]) -> bool:
    """True where the row's words say already what its column of a year repeats."""
    return any(
        (each.value, each.unit) == (year_target.value, year_target.unit)
        and (each.due is None or (year_target.due is not None and each.due.year == year_target.due.year))
        for each in targets
    )
