"""MZ1: ids, their order, and references that must resolve."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from minzheng_cli.check.concordance import beside_source
from minzheng_cli.check.nearest import Nearest
from minzheng_cli.check.numbering import NumberFault, home, numbering, own_numbers
from minzheng_cli.check.registry import rule
from minzheng_cli.diagnostics import Finding
from minzheng_cli.model.base import Part
from minzheng_cli.model.knowledge import KnowledgeBase
from minzheng_cli.model.ref import Ref
from minzheng_cli.model.task import Group


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
    for fault in numbering(kb).faults:
        if fault.twin is not None:
            message = f"{fault.what}编号“{fault.item.id}”重复"
            hint = f"每个编号只用一次，这里应为“{fault.expected}”"
            yield Finding(Ref(fault.item, "id"), message, hint, fault.item.id, also=(Ref(fault.twin, "id"),))
    if "tasks.yaml" in kb.parts:
        yield from _double_groups(kb.tasks.groups)
    if "areas.yaml" in kb.parts:
        areas = [(f"{area.code} {area.name}", Ref(area, "name")) for area in kb.areas.areas]
        yield from _doubles("地区", areas)
    if "org.yaml" in kb.parts:
        yield from _doubles("处室", [(office.name, Ref(office, "name")) for office in kb.org.offices])
        yield from _doubles("成员", [(member.name, Ref(member, "name")) for member in kb.org.leading_group.members])


def _double_groups(groups: Sequence[Group]) -> Iterator[Finding]:
    """Of two groups with one number, the one that isn't at its own position is at fault."""
    first: dict[int, tuple[int, Group]] = {}
    for position, group in enumerate(groups, 1):
        where, other = first.setdefault(group.number, (position, group))
        if other is group:
            continue
        wrong, right, at = (other, group, where) if group.number == position else (group, other, position)
        message = f"分组序号“{wrong.number}”重复"
        yield Finding(
            Ref(wrong, "number"), message, f"例如：number: {at}", str(wrong.number), also=(Ref(right, "number"),)
        )


def _doubles(what: str, named: Sequence[tuple[str, Ref]]) -> Iterator[Finding]:
    first: dict[str, Ref] = {}
    for name, ref in named:
        other = first.setdefault(name, ref)
        if other is not ref:
            yield Finding(ref, f"{what}“{name}”重复", "只保留一条", name.split(" ")[-1], also=(other,))


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
    for fault in numbering(kb).faults:
        if fault.twin is not None or _left_out_of_data(kb, fault):
            continue
        own = fault.item.id
        if not own.startswith(fault.prefix):
            hint = f"例如：id: {fault.expected}"
            yield Finding(Ref(fault.item, "id"), f"{fault.what}编号“{own}”应以“{fault.prefix}”开头", hint, own)
            continue
        message = f"{fault.what}编号不连续：这里应为“{fault.expected}”，写的是“{own}”"
        hint = "如果漏录了一条，请补上；如果是次序或编号写错，请改正"
        yield Finding(Ref(fault.item, "id"), message, hint, own)
    for position, annex in enumerate(kb.plan.annexes, 1):
        if annex.number != position:
            hint = f"例如：number: {position}"
            yield Finding(Ref(annex, "number"), f"附件序号{annex.number}不连续，这里应为{position}", hint)


def _left_out_of_data(kb: KnowledgeBase, fault: NumberFault) -> bool:
    """True where the source has something before the item that nothing accounts for: the missing item, reported so."""
    beside = beside_source(kb)
    field = {"任务": "title", "举措": "text", "段落": "text"}.get(fault.what)
    if beside is None or field is None or not beside.stands(fault.item, field):
        return False
    at = beside.claim(fault.item, field).at
    previous = beside.claim(fault.before, field) if fault.before is not None else None
    start = previous.at if previous and previous.at >= 0 else 0
    return any(start < gap.start < at for gap in beside.gaps)


@rule("MZ110", "目标的任务与编号、举措不一致", reads=("targets.yaml",), whole=("tasks.yaml",))
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
    known = {task.id for task in kb.tasks.tasks}
    for target in kb.targets.targets:
        number = home(target)
        if own_numbers(target)["task"] != number and target.task in known:
            message = f"{target.id}在举措{target.measure}里，task却写了{target.task}"
            yield Finding(Ref(target, "task"), message, f"例如：task: T{number}", target.task)


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
    tasks = Nearest({task.id: None for task in kb.tasks.tasks})
    measures = Nearest({measure.id: None for task in kb.tasks.tasks for measure in task.measures})
    groups = Nearest({str(group.number) for group in kb.tasks.groups})
    if [group.number for group in kb.tasks.groups] == list(range(1, len(kb.tasks.groups) + 1)):
        for task in kb.tasks.tasks:
            yield from _missing(kb, (task, "group"), "分组", str(task.group), groups)
    for target in kb.targets.targets:
        yield from _missing(kb, (target, "task"), "任务", target.task, tasks)
        yield from _missing(kb, (target, "measure"), "举措", target.measure, measures)
    for number in kb.targets.numbers:
        yield from _missing(kb, (number, "measure"), "举措", number.measure, measures)
    for commitment in kb.targets.commitments:
        yield from _missing(kb, (commitment, "measure"), "举措", commitment.measure, measures)


@rule("MZ108", "专班引用的任务不存在", reads=("org.yaml",), whole=("tasks.yaml",))
def dangling_coverage(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：专班covers里的任务编号要在tasks.yaml里有。

    为什么：专班的半年报告按这里的任务生成，写错编号就会漏报一项任务。

    反例：
        - {tasks: [T51], duty: 加强乡镇政府服务能力建设}
    正例：
        - {tasks: [T5], duty: 加强乡镇政府服务能力建设}
    """
    tasks = Nearest({task.id: None for task in kb.tasks.tasks})
    for force in kb.org.task_forces:
        for coverage in force.covers:
            for position, task in enumerate(coverage.tasks):
                yield from _missing(kb, (coverage, "tasks", position), "任务", task, tasks)


@rule("MZ109", "方案里引用的位置不存在", whole=("plan.yaml", "tasks.yaml"))
def dangling_places(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：工作机制、引用文件、原文疑误所写的位置（段落、举措或任务编号）要存在。

    为什么：位置写错，就找不到原文出处。

    反例：
        - {title: 《吉林省民政事业发展“十四五”规划》, where: P99}
    正例：
        - {title: 《吉林省民政事业发展“十四五”规划》, where: P12}
    """
    passages = {passage.id: None for passage in kb.plan.passages}
    named = {reference.where for reference in kb.plan.references} | {slip.where for slip in kb.plan.slips}
    tasks = {task.id: None for task in kb.tasks.tasks}
    known = passages | tasks
    if not named <= known.keys():
        known |= {measure.id: None for task in kb.tasks.tasks for measure in task.measures}
    paragraphs, places = Nearest(passages), Nearest(known)
    for mechanism in kb.plan.mechanisms:
        yield from _missing(kb, (mechanism, "passage"), "段落", mechanism.passage, paragraphs)
    for reference in kb.plan.references:
        yield from _missing(kb, (reference, "where"), "位置", reference.where, places)
    for slip in kb.plan.slips:
        yield from _missing(kb, (slip, "where"), "位置", slip.where, places)


def _missing(
    kb: KnowledgeBase, place: tuple[Part, str] | tuple[Part, str, int], what: str, name: str, names: Nearest
) -> Iterator[Finding]:
    """A finding where the name is not known, unless an id at fault stands in its place."""
    if name not in names.known and name not in numbering(kb).absent:
        yield Finding(Ref(*place), f"没有编号为“{name}”的{what}", names.hint(name), name)
