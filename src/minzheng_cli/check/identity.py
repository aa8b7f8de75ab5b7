"""MZ1: ids, their order, and references that must resolve."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

from minzheng_cli.check.registry import rule
from minzheng_cli.diagnostics import Finding
from minzheng_cli.model.base import Part
from minzheng_cli.model.knowledge import KnowledgeBase
from minzheng_cli.model.ref import Ref

if TYPE_CHECKING:
    from minzheng_cli.model.org import TaskForce
    from minzheng_cli.model.plan import TextPassage
    from minzheng_cli.model.target import Target
    from minzheng_cli.model.task import Measure, Task

    Identified = Task | Measure | Target | TaskForce | TextPassage
    Numbered = tuple[str, Sequence[Identified], str]
"""What a list's items are called, the items, and the ids' common beginning."""


def _lists(kb: KnowledgeBase) -> Iterator[Numbered]:
    if "tasks.yaml" in kb.parts:
        yield "任务", kb.tasks.tasks, "T"
        for task in kb.tasks.tasks:
            yield "举措", task.measures, f"{task.id}."
    if "org.yaml" in kb.parts:
        yield "专班", kb.org.task_forces, "F"
    if "plan.yaml" in kb.parts:
        yield "段落", kb.plan.passages, "P"
    if "targets.yaml" in kb.parts:
        by_task: dict[str, list[Target]] = {}
        for target in kb.targets.targets:
            by_task.setdefault(_home(target), []).append(target)
        for number, targets in by_task.items():
            yield "量化目标", targets, f"G{number}."


def _home(target: Target) -> str:
    """The number of the task that a target belongs to: what two of its id, task and measure say."""
    numbers = _own_numbers(target)
    return next((number for number in numbers.values() if list(numbers.values()).count(number) > 1), numbers["measure"])


def _own_numbers(target: Target) -> dict[str, str]:
    return {
        "id": target.id[1:].partition(".")[0],
        "task": target.task[1:],
        "measure": target.measure[1:].partition(".")[0],
    }


def _number(own: str, prefix: str) -> int | None:
    rest = own.removeprefix(prefix)
    return int(rest) if own.startswith(prefix) and rest.isdigit() else None


@rule("MZ105", "编号重复")
def duplicate_ids(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：任务、举措、量化目标、专班、段落的编号，以及分组序号、地区代码、处室名称、同一成员，都只能出现一次。

    为什么：编号重复时，报告和台账分不清说的是哪一条。

    反例：
        - id: T6
          title: 深化基层民主自治实践
        - id: T6
          title: 提升农村社区治理能力
    正例：
        - id: T6
          title: 深化基层民主自治实践
        - id: T7
          title: 提升农村社区治理能力
    """
    for what, items, prefix in _lists(kb):
        yield from _duplicates(what, [(item.id, item, "id") for item in items], prefix)
    if "tasks.yaml" in kb.parts:
        yield from _duplicates("分组序号", [(str(g.number), g, "number") for g in kb.tasks.groups], "")
    if "areas.yaml" in kb.parts:
        yield from _duplicates("地区代码", [(a.code, a, "code") for a in kb.areas.areas], "")
    if "org.yaml" in kb.parts:
        yield from _duplicates("处室", [(o.name, o, "name") for o in kb.org.offices], "")
        yield from _duplicates("成员", [(m.name, m, "name") for m in kb.org.leading_group.members], "")


def _duplicates(what: str, named: list[tuple[str, Part, str]], prefix: str) -> Iterator[Finding]:
    first: dict[str, tuple[int, Part]] = {}
    for position, (name, item, field) in enumerate(named):
        if name not in first:
            first[name] = (position, item)
            continue
        wrong, other = item, first[name][1]
        if prefix and _number(name, prefix) == position + 1:
            wrong, other = other, item
        yield Finding(
            Ref(wrong, field),
            f"{what}编号“{name}”重复" if field == "id" else f"{what}“{name}”重复",
            hint="每个编号只用一次，请改成各自的编号",
            text=name,
            also=(Ref(other, field),),
        )


@rule("MZ106", "编号不连续", whole=("tasks.yaml", "targets.yaml", "org.yaml", "plan.yaml"))
def broken_sequence(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：编号要按原文次序从1起连续；举措的编号要以所属任务开头，目标的编号要以所属任务的序号开头。

    为什么：编号是方案自己的序号。缺号说明漏录了一条，错号说明录到了别的任务下面。

    反例：
        - id: T3
          measures:
            - id: T3.1
            - id: T3.3
    正例：
        - id: T3
          measures:
            - id: T3.1
            - id: T3.2
    """
    for what, items, prefix in _lists(kb):
        yield from _out_of_sequence(what, items, prefix)
    for position, group in enumerate(kb.tasks.groups, 1):
        if group.number != position and sum(g.number == group.number for g in kb.tasks.groups) == 1:
            yield Finding(
                Ref(group, "number"),
                f"分组序号{group.number}不连续，这里应为{position}",
                hint=f"例如：number: {position}",
            )
    for position, annex in enumerate(kb.plan.annexes, 1):
        if annex.number != position:
            hint = f"例如：number: {position}"
            yield Finding(Ref(annex, "number"), f"附件序号{annex.number}不连续，这里应为{position}", hint)


def _out_of_sequence(what: str, items: Sequence[Identified], prefix: str) -> Iterator[Finding]:
    """A number is in sequence behind the one before it, or at its own position after an earlier fault."""
    times = Counter(item.id for item in items)
    previous = 0
    for position, item in enumerate(items, 1):
        number = _number(item.id, prefix)
        expected = f"{prefix}{previous + 1}"
        previous = position if number is None else number
        if number is None:
            hint = f"例如：id: {prefix}{position}"
            yield Finding(Ref(item, "id"), f"{what}编号“{item.id}”应以“{prefix}”开头", hint, item.id)
        elif f"{prefix}{number}" != expected and number != position and times[item.id] == 1:
            hint = "如果漏录了一条，请补上；如果是次序或编号写错，请改正"
            yield Finding(Ref(item, "id"), f"{what}编号不连续：这里应为“{expected}”，写的是“{item.id}”", hint, item.id)


@rule("MZ110", "目标的任务与编号、举措不一致", reads=("targets.yaml",))
def target_of_another_task(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：目标的task，与它的编号和所在举措说的是同一项任务：G6.2属于T6，在T6的举措里。

    为什么：任务写错，责任处室就错了。

    反例：
        - id: G6.2
          task: T7
          measure: T6.7
    正例：
        - id: G6.2
          task: T6
          measure: T6.7
    """
    for target in kb.targets.targets:
        home = _home(target)
        if _own_numbers(target)["task"] != home:
            hint = f"例如：task: T{home}"
            yield Finding(
                Ref(target, "task"), f"{target.id}在举措{target.measure}里，task却写了{target.task}", hint, target.task
            )


@rule("MZ107", "引用的编号不存在", reads=("targets.yaml",), whole=("tasks.yaml",))
def dangling_references(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：引用的任务、举措、分组、段落、量化目标、地区，都要在相应文件里有。

    为什么：指向不存在的条目，查询和报告就会漏掉它。

    反例（方案只有14项任务）：
        - id: G15.1
          task: T15
    正例：
        - id: G14.1
          task: T14
    """
    tasks = [task.id for task in kb.tasks.tasks]
    measures = {measure.id: None for task in kb.tasks.tasks for measure in task.measures}
    groups = [str(group.number) for group in kb.tasks.groups]
    for task in kb.tasks.tasks:
        yield from _missing(Ref(task, "group"), "分组", str(task.group), groups)
    for target in kb.targets.targets:
        yield from _missing(Ref(target, "task"), "任务", target.task, tasks)
        yield from _missing(Ref(target, "measure"), "举措", target.measure, measures)
    for number in kb.targets.numbers:
        yield from _missing(Ref(number, "measure"), "举措", number.measure, measures)
    for commitment in kb.targets.commitments:
        yield from _missing(Ref(commitment, "measure"), "举措", commitment.measure, measures)


@rule("MZ108", "专班引用的任务不存在", reads=("org.yaml",), whole=("tasks.yaml",))
def dangling_coverage(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：专班covers里的任务编号要在tasks.yaml里有。

    为什么：专班的半年报告按这里的任务生成，写错编号就会漏报一项任务。

    反例：
        - {tasks: [T51], duty: 加强乡镇政府服务能力建设}
    正例：
        - {tasks: [T5], duty: 加强乡镇政府服务能力建设}
    """
    tasks = [task.id for task in kb.tasks.tasks]
    for force in kb.org.task_forces:
        for coverage in force.covers:
            for position, task in enumerate(coverage.tasks):
                yield from _missing(Ref(coverage, "tasks", position), "任务", task, tasks)


@rule("MZ109", "方案里引用的位置不存在", reads=("plan.yaml",), whole=("tasks.yaml",))
def dangling_places(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：工作机制、引用文件、原文疑误所写的位置（段落、举措或任务编号）要存在。

    为什么：位置写错，就找不到原文出处。

    反例：
        - {title: 《吉林省民政事业发展“十四五”规划》, where: P99}
    正例：
        - {title: 《吉林省民政事业发展“十四五”规划》, where: P12}
    """
    passages = [passage.id for passage in kb.plan.passages]
    known = [*passages, *(t.id for t in kb.tasks.tasks), *(m.id for t in kb.tasks.tasks for m in t.measures)]
    for mechanism in kb.plan.mechanisms:
        yield from _missing(Ref(mechanism, "passage"), "段落", mechanism.passage, passages)
    for reference in kb.plan.references:
        yield from _missing(Ref(reference, "where"), "位置", reference.where, known)
    for slip in kb.plan.slips:
        yield from _missing(Ref(slip, "where"), "位置", slip.where, known)


def _missing(ref: Ref, what: str, name: str, known: Iterable[str]) -> Iterator[Finding]:
    if name in known:
        return
    near = get_close_matches(name, list(known), n=1, cutoff=0.3)
    hint = f"是不是“{near[0]}”？" if near else ""
    yield Finding(ref, f"没有编号为“{name}”的{what}", hint, name)
