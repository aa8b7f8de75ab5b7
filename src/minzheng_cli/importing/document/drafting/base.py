"""A draft → the files of a knowledge base, every fact with the words that it comes from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from minzheng_cli.importing.document.blocks import Block
from minzheng_cli.importing.document.draft import Draft, FoundTask, Role
from minzheng_cli.importing.document.drafting.areas_part import areas_text
from minzheng_cli.importing.document.drafting.dump import COMMENT, Value, dump
from minzheng_cli.importing.document.drafting.keeping import Kept
from minzheng_cli.importing.document.drafting.naming import Naming, name_bodies, unique
from minzheng_cli.importing.document.drafting.noted import Note
from minzheng_cli.importing.document.drafting.org_part import org_text
from minzheng_cli.importing.document.drafting.passages import Rest, rest_of
from minzheng_cli.importing.document.drafting.plan_part import Heads, places, plan_values
from minzheng_cli.importing.document.drafting.settle import Settled, with_questions
from minzheng_cli.importing.document.drafting.targets_part import Targets
from minzheng_cli.importing.document.drafting.whereabouts import Whereabouts
from minzheng_cli.importing.document.reading import text_of
from minzheng_cli.model.assignment import divided_over
from minzheng_cli.model.plan import PlanFile
from minzheng_cli.model.source import Source
from minzheng_cli.model.task import Task
from minzheng_cli.store.files import AREAS, ORG, PLAN, SOURCES, TARGETS, TASKS

_GROUP = re.compile(
    r"^(?:[一二三四五六七八九十百]{1,4}、|[（(][一二三四五六七八九十]{1,4}[）)]|第[一二三四五六七八九十]{1,4}[章节]\s*|\d{1,2}[.．、])\s*"
)
_ROWS = 60
"""How far below the first row of a table a row is looked for that names a task's owners."""
_LONGEST_TASK = 20_000
"""Within so many characters from its beginning a task's deadline is looked for."""
_LEADING: tuple[Role, ...] = ("牵头", "负责")
_SHARED = ("分别负责", "分别牵头")


@dataclass(frozen=True)
class Base:
    """The files by their path below the root, and the draft with all questions that came up on the way.

    A file's text is made when it is asked for: who only looks needs none, and a long plan's are large.

    `noted` are the numbers and promises that are in targets.yaml beside the targets, for people to look at; `where` tells
    the lines of all ids; `naming` are the bodies of org.yaml, and `renumbered` the tasks of an earlier import that have another id now.
    """

    files: Mapping[str, Callable[[], str]]
    draft: Draft
    noted: tuple[Note, ...]
    where: Whereabouts
    naming: Naming
    renumbered: Mapping[str, str]


def base_of(settled: Settled, blocks: Sequence[Block], name: str, kept: Kept) -> Base:
    """The files of a knowledge base, but areas.yaml. `name` is the source's file name, `kept` what is known already."""
    text = text_of(list(blocks))
    source = Source(name, text)
    draft = replace(settled.draft, tasks=tuple(_written(settled.draft.tasks, source)))
    naming = name_bodies(draft, kept.org, source.flat)
    heads = Heads(draft, blocks, source)
    rest = rest_of(blocks, draft, heads.said, kept.recorded)
    plan, more = plan_values(draft, heads, rest, name)
    matched = kept.matched(draft.tasks)
    targets = Targets(draft, kept, matched)
    files: dict[str, Callable[[], str]] = {
        PLAN: lambda: dump(_PLAN_HEADER, _in_order(_with_kept(plan, draft, rest, kept, source.flat))),
        TASKS: lambda: dump(_TASKS_HEADER, _tasks(draft, settled.doubted, naming, kept, matched)),
        TARGETS: lambda: dump(_TARGETS_HEADER, targets.values()),
        ORG: lambda: org_text(naming),
        f"{SOURCES}/{name}": lambda: text,
    }
    areas, questions = areas_text(draft, name)
    asked = (*naming.questions, *rest.questions, *more, *targets.questions, *questions)
    files |= {AREAS: lambda: areas} if areas else {}
    asked_draft = with_questions(draft, asked)
    where = Whereabouts(draft, source)
    return Base(files, asked_draft, targets.noted, where, naming, _renumbered(matched))


_PLAN_HEADER = ("方案本身。由 mz import 从原文录入；审核清单.md列出了要核对的地方，mz check 指出还缺什么。",)
_TASKS_HEADER = ("任务分组、任务、举措。由 mz import 从原文录入，一句一条，照录不改。",)
_TARGETS_HEADER = (
    "量化目标。由 mz import 从原文录入：期限和周期只在原文写明时才有；比率的分子、分母原文没有写，请补ratio。",
)


def _with_kept(plan: Mapping[str, Value], draft: Draft, rest: Rest, kept: Kept, text: str) -> dict[str, Value]:
    """The plan's part with what people had made of an earlier document."""
    sentences = {text: name for name, text in places(draft, rest) if name.startswith("T")}
    passages = {text: name for name, text in places(draft, rest) if name.startswith("P")}
    titles = {task.title: f"T{at}" for at, task in enumerate(draft.tasks, 1)}
    slips = kept.slips(sentences, passages, titles)
    return {**plan, **kept.of_plan(draft.head.title, plan, text), **({"slips": slips} if slips else {})}


def _in_order(values: Mapping[str, Value]) -> dict[str, Value]:
    """The values of plan.yaml in the order of its model."""
    return {name: values[name] for name in PlanFile.model_fields if name in values}


def _groups(draft: Draft) -> dict[str, int]:
    """The groups' titles as the tasks name them, and their numbers."""
    return {title: at for at, title in enumerate(unique(_group_of(task, draft) for task in draft.tasks), 1)}


def _group_of(task: FoundTask, draft: Draft) -> str:
    """Its group's title without number and stop; the document's own title where it has no groups."""
    title = _GROUP.sub("", task.group or "", count=1).strip("。：: ")
    return title or draft.head.title or task.title


def _renumbered(matched: Mapping[str, Task]) -> dict[str, str]:
    """Tasks that have another id in the new document: the old id and the new one."""
    return {task.id: new for new, task in matched.items() if task.id != new}


def _tasks(
    draft: Draft, doubted: frozenset[int], naming: Naming, kept: Kept, matched: Mapping[str, Task]
) -> dict[str, Value]:
    groups = _groups(draft)
    return {
        "groups": [{"number": number, "title": title} for title, number in groups.items()],
        "tasks": [
            {
                **_task(task, groups[_group_of(task, draft)], naming, f"T{at + 1}", doubted=at in doubted),
                **kept.of_task(matched.get(f"T{at + 1}"), task.assignment, task.deadline),
            }
            for at, task in enumerate(draft.tasks)
        ],
    }


def _task(task: FoundTask, group: int, naming: Naming, name: str, *, doubted: bool) -> dict[str, Value]:
    owners, units = _answering(task)
    assignment, *others = (task.assignment or "").split("\n")
    values: dict[str, Value | None] = {
        COMMENT: f"把握不大（{task.confidence:.2f}），请核对是不是一项任务" if doubted else None,
        "id": name,
        "group": group,
        "title": task.title,
        "owners": [*unique(naming.canonical[name] for name in owners)] or None,
        "shared": True if any(word in (task.assignment or "") for word in _SHARED) else None,
        "units": [*unique(naming.canonical[name] for name in units)] or None,
        "assignment": assignment or None,
        "also_assigned": [*others] or None,
        "deadline": task.deadline,
        "due": task.due if task.deadline else None,
        "measures": [
            {"id": f"{name}.{at}", "text": sentence}
            for at, sentence in enumerate(task.sentences or (task.quote or task.title,), 1)
        ],
    }
    return {key: value for key, value in values.items() if value is not None}


def _written(tasks: Sequence[FoundTask], source: Source) -> Iterator[FoundTask]:
    """The tasks with their assignments and deadlines as these stand in the document; a deadline that doesn't is left out."""
    near, ends = 0, [*(task.line for task in tasks[1:]), source.line_at(len(source.flat)) + 1]
    for task, end in zip(tasks, ends, strict=True):
        near = max(near, source.find(task.quote, near))
        words = _in_words(task, source, end)
        deadline = _deadline_words(task.deadline, words or "", source.flat[near : near + _LONGEST_TASK])
        is_same = (words, deadline) == (task.assignment, task.deadline)
        yield task if is_same else replace(task, assignment=words, deadline=deadline)


def _deadline_words(words: str | None, assignment: str, text: str) -> str | None:
    """A deadline with the stops that the task's own text has between its parts; None where it doesn't stand there."""
    if words is None or words in assignment or words in text:
        return words
    pattern = re.compile(r"\s*[，；;、]?\s*".join(map(re.escape, words.split("，"))))
    found = pattern.search(assignment) or pattern.search(text)
    return found[0] if found else None


def _in_words(task: FoundTask, source: Source, end: int) -> str | None:
    """The assignment as it stands in the document, with the deadline's cell behind it: of a table's rows (the next task
    begins in line `end`), from the first name of each to the last.
    """
    if task.assignment is None:
        return None
    places = task.assignment.split("\n")
    if (whole := "".join(places)) in source.flat:
        return whole
    if all(words in source.flat for words in places):
        return task.assignment
    joined = whole.replace("；", "")  # cells, each on a line of its own
    unspaced = "".join(whole.split())  # a label and its names, each on a line of its own
    for each in (f"{joined}{task.deadline or ''}", joined, unspaced):
        if each in source.flat:
            return each
    lines = source.lines[task.line - 1 :][:_ROWS]
    names = [name for each in task.owners for name in each.names]
    for line in lines:
        if names and all(name in line for name in names):
            return _stretch(line, names)
    return _over_lines(lines[: max(end - task.line, 0)], names) or whole


def _over_lines(lines: Sequence[str], names: Sequence[str]) -> str | None:
    """Names that stand in several rows, each row's from the first to the last; None where not all do."""
    left, places = dict.fromkeys(names), list[str]()
    for line in lines:
        if here := [name for name in left if name in line]:
            places.append(_stretch(line, here))
            left = dict.fromkeys(name for name in left if name not in here)
    return "\n".join(places) if not left else None


def _stretch(line: str, names: Sequence[str]) -> str:
    return line[min(line.find(name) for name in names) : max(line.find(name) + len(name) for name in names)]


def _answering(task: FoundTask) -> tuple[list[str], list[str]]:
    """Who answers for the task, and who carries it out or helps, each in the order in which the document names them.

    The roles say so where the words themselves make no difference, as those of a table whose columns do.
    """
    first, second = divided_over((task.assignment or "").split("\n"))
    names = unique(name for each in task.owners for name in each.names)
    if not second:
        leading = {name for each in task.owners if each.role in _LEADING for name in each.names}
        helping = [name for name in names if leading and name not in leading]
        return sorted((name for name in names if name not in helping), key=first.find), sorted(helping, key=first.find)
    helping = [name for name in names if name in second and name not in first]
    answering = [name for name in names if name not in helping]
    if not answering:
        return helping, []
    return sorted(answering, key=first.find), sorted(helping, key=second.find)
