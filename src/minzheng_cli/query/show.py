"""One thing with all that hangs on it: a task, measure, target, passage, body, person or area."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from minzheng_cli.errors import MzError
from minzheng_cli.model.numerals import chinese_ordinal
from minzheng_cli.query.records import (
    SourceLines,
    answering,
    comparison,
    deadline,
    target_record,
    task_record,
)
from minzheng_cli.query.rows import Column, Record, Rows
from minzheng_cli.query.select import nearest, owned_by

if TYPE_CHECKING:
    from minzheng_cli.model.area import Area
    from minzheng_cli.model.knowledge import KnowledgeBase
    from minzheng_cli.model.org import Member, Office, TaskForce
    from minzheng_cli.model.plan import TextPassage
    from minzheng_cli.model.target import Target
    from minzheng_cli.model.task import Measure, Task

Details = tuple[Record, list[tuple[str, str]]]
"""A record for programs, and labelled lines for people."""


def show(kb: KnowledgeBase, name: str) -> Rows:
    """Everything about what `name` names: `T6`, `T6.2`, `G6.2`, `P3`, `F1`, an office, task force, person or area.

    Gives one record; a table shows it line by line. Raises MzError for an unknown name.
    """
    record, lines = _find(kb, name.strip())
    return Rows(
        (record,),
        (Column("项目", lambda r: r["label"], wrap=False), Column("内容", lambda r: r["text"])),
        detail=tuple({"label": label, "text": text} for label, text in lines if text),
    )


def names(kb: KnowledgeBase) -> Iterator[str]:
    """All that can be shown, for completion and suggestions."""
    yield from (task.id for task in kb.tasks.tasks)
    yield from (measure.id for task in kb.tasks.tasks for measure in task.measures)
    yield from (target.id for target in kb.targets.targets)
    yield from (passage.id for passage in kb.plan.passages)
    for force in kb.org.task_forces:
        yield from (force.id, force.name)
    yield from kb.org.known_names
    group = kb.org.leading_group
    yield from (group.short, f"{group.short}{group.office.name}", group.name)
    yield from (member.name for member in group.members)
    for area in kb.areas.areas:
        yield from (area.code, area.name)


def _find(kb: KnowledgeBase, name: str) -> Details:
    wanted = name.upper() if re.fullmatch(r"[tgpf]\d+(\.\d+)?", name) else name
    for task in kb.tasks.tasks:
        if wanted in (task.id, task.title):
            return _task(kb, task)
        for measure in task.measures:
            if measure.id == wanted:
                return _measure(kb, task, measure)
    for target in kb.targets.targets:
        if wanted in (target.id, target.indicator):
            return _target(kb, target)
    for passage in kb.plan.passages:
        if passage.id == wanted:
            return _passage(kb, passage)
    return _find_body(kb, wanted)


def _find_body(kb: KnowledgeBase, name: str) -> Details:
    group = kb.org.leading_group
    if group.members and name in (group.short, group.name):
        return _leading_group(kb)
    if group.members and name == f"{group.short}{group.office.name}":
        return _group_office(kb)
    for force in kb.org.task_forces:
        if name in (force.id, force.name):
            return _task_force(kb, force)
    for office in kb.org.offices:
        if name in office.all_names:
            return _office(kb, office)
    for member in kb.org.leading_group.members:
        if member.name == name:
            return _member(kb, member)
    areas = [area for area in kb.areas.areas if name in (area.code, area.name)]
    if areas:
        return _area(kb, areas[0])
    near = nearest(name, names(kb))
    raise MzError(
        f"没有“{name}”。",
        f"是不是“{near}”？" if near else "可以写T6、T6.2、G6.2、P3、F1，或处室、专班、成员、地区的名称",
    )


def _place(kb: KnowledgeBase, *words: str) -> dict[str, object] | None:
    return SourceLines(kb.source).place(*words)


def _said(place: dict[str, object] | None) -> str:
    return f"{place['file']} 第{place['line']}行" if place else ""


def _task(kb: KnowledgeBase, task: Task) -> Details:
    targets = kb.targets.of_task(task.id)
    place = _place(kb, f"{task.number}.{task.title}", task.title)
    group = next((g for g in kb.tasks.groups if g.number == task.group), None)
    force = kb.org.task_force_of(task.id)
    promised = [c for c in kb.targets.commitments if c.measure.startswith(f"{task.id}.")]
    lines = [
        ("编号", task.id),
        ("任务", task.title),
        ("分组", f"（{chinese_ordinal(group.number)}）{group.title}" if group else ""),
        ("责任处室", answering(task.owners, shared=task.shared)),
        ("责任单位", "、".join(task.units)),
        ("分工原文", "".join(task.assigning)),
        ("分工依据", task.basis or ""),
        ("完成时限", f"{task.deadline}{f'（{task.due}）' if task.due else ''}" if task.deadline else ""),
        ("专班", f"{force.name}（归入依据：{_duty_of(force, task.id)}）" if force else ""),
        *((measure.id, measure.text) for measure in task.measures),
        *((t.id, f"{t.indicator}：{comparison(t)}，{deadline(t)}") for t in targets),
        *((f"承诺（{c.measure}）", c.quote) for c in promised),
        ("原文位置", _said(place)),
    ]
    return task_record(task, kb.org, [t.id for t in targets], place), lines


def _duty_of(force: TaskForce, task: str) -> str:
    return next((f"“{coverage.duty}”" for coverage in force.covers if task in coverage.tasks), "")


def _measure(kb: KnowledgeBase, task: Task, measure: Measure) -> Details:
    place = _place(kb, measure.text)
    targets = [t for t in kb.targets.targets if t.measure == measure.id]
    notes = [n for n in kb.targets.numbers if n.measure == measure.id]
    promised = [c for c in kb.targets.commitments if c.measure == measure.id]
    slips = [s for s in kb.plan.slips if s.where == measure.id]
    record = {
        "id": measure.id,
        "task": task.id,
        "text": measure.text,
        "owners": list(task.owners),
        "targets": [t.id for t in targets],
        "numbers": [{"quote": n.quote, "reason": n.reason} for n in notes],
        "commitments": [{"quote": c.quote, "reason": c.reason} for c in promised],
        "source": place,
    }
    lines = [
        ("编号", measure.id),
        ("举措", measure.text),
        ("所属任务", f"{task.id} {task.title}"),
        ("责任处室", answering(task.owners)),
        *((t.id, f"{t.indicator}：{comparison(t)}，{deadline(t)}") for t in targets),
        *(("不是目标的数字", f"“{n.quote}”：{n.reason}") for n in notes),
        *(("承诺", f"“{c.quote}”：{c.reason}") for c in promised),
        *(("原文疑误", f"“{s.quote}”：{s.note}") for s in slips),
        ("原文位置", _said(place)),
    ]
    return record, lines


def _target(kb: KnowledgeBase, target: Target) -> Details:
    place = _place(kb, target.quote)
    task = next((t for t in kb.tasks.tasks if t.id == target.task), None)
    owners = task.owners if task else ()
    ratio = target.ratio
    lines = [
        ("编号", target.id),
        ("指标", target.indicator),
        ("目标", comparison(target)),
        ("期限", deadline(target)),
        *((("期限依据", target.basis),) if target.basis else ()),
        ("范围", target.scope or ""),
        ("计算方法", f"{ratio.numerator}÷{ratio.denominator}" if ratio else ""),
        ("所属任务", f"{task.id} {task.title}" if task else target.task),
        ("所在举措", target.measure),
        ("责任处室", answering(owners)),
        ("原文", target.quote),
        ("说明", target.note or ""),
        ("原文位置", _said(place)),
    ]
    return target_record(target, owners, place), lines


def _passage(kb: KnowledgeBase, passage: TextPassage) -> Details:
    place = _place(kb, passage.text)
    record = {"id": passage.id, "kind": passage.kind, "heading": passage.heading, "text": passage.text, "source": place}
    lines = [
        ("编号", passage.id),
        ("类别", passage.kind),
        ("标题", passage.heading or ""),
        ("原文", passage.text),
        *(("机制", f"{m.kind}：{m.quote}") for m in kb.plan.mechanisms if m.passage == passage.id),
        ("原文位置", _said(place)),
    ]
    return record, lines


def _leading_group(kb: KnowledgeBase) -> Details:
    group = kb.org.leading_group
    place = _place(kb, group.duties[0])
    record = {
        "name": group.name,
        "short": group.short,
        "duties": list(group.duties),
        "succession": group.succession,
        "members": [{"name": m.name, "role": m.role, "post": m.post} for m in group.members],
        "source": place,
    }
    lines = [
        ("全称", group.name),
        ("简称", group.short),
        *(("职责", duty) for duty in group.duties),
        *((member.role, f"{member.name}，{member.post}") for member in group.members),
        ("变动规则", group.succession),
        ("办公室", f"{group.short}{group.office.name}，设在{group.office.seat}"),
        *(("专班", force.name) for force in kb.org.task_forces),
        ("原文位置", _said(place)),
    ]
    return record, lines


def _group_office(kb: KnowledgeBase) -> Details:
    group = kb.org.leading_group
    office, name = group.office, f"{group.short}{group.office.name}"
    place = _place(kb, office.duties[0])
    record = {
        "name": name,
        "seat": office.seat,
        "duties": list(office.duties),
        "director": {"quote": office.director.quote, "note": office.director.note},
        "source": place,
    }
    lines = [
        ("名称", name),
        ("设在", office.seat),
        *(("职责", duty) for duty in office.duties),
        ("主任", office.director.quote),
        ("说明", office.director.note),
        ("原文位置", _said(place)),
    ]
    return record, lines


def _task_force(kb: KnowledgeBase, force: TaskForce) -> Details:
    place = _place(kb, force.duties[0])
    titles = {task.id: task.title for task in kb.tasks.tasks}
    record = {
        "id": force.id,
        "name": force.name,
        "leads": list(force.leads),
        "support": force.support,
        "duties": list(force.duties),
        "tasks": [{"task": t, "duty": c.duty} for c in force.covers for t in c.tasks],
        "basis": force.basis,
        "source": place,
    }
    lines = [
        ("编号", force.id),
        ("专班", force.name),
        ("牵头处室", "、".join(force.leads) + ("（分别牵头）" if force.shared else "")),
        ("配合", force.support),
        *(("职责", duty) for duty in force.duties),
        *((t, f"{titles.get(t, '')}（据“{c.duty}”）") for c in force.covers for t in c.tasks),
        ("归入依据", force.basis),
        ("原文位置", _said(place)),
    ]
    return record, lines


def _office(kb: KnowledgeBase, office: Office) -> Details:
    owned = owned_by(kb.org, kb.tasks.tasks, office.name)
    led = [force for force in kb.org.task_forces if office.name in force.leads]
    people = [member for member in kb.org.leading_group.members if member.office == office.name]
    ids = {task.id for task in owned}
    targets = [target for target in kb.targets.targets if target.task in ids]
    place = _place(kb, office.name)
    record = {
        "name": office.name,
        "kind": office.kind,
        "names": [{"name": other.name, "basis": other.basis} for other in office.names],
        "members": [{"name": m.name, "role": m.role, "post": m.post} for m in people],
        "leads": [force.name for force in led],
        "tasks": [task.id for task in owned],
        "targets": [target.id for target in targets],
        "source": place,
    }
    seat = kb.org.leading_group.office
    lines = [
        ("名称", office.name),
        ("类别", office.kind),
        *(("又写作", f"{o.name}{f'（{o.basis}）' if o.basis else ''}") for o in office.names),
        *(("领导小组", f"{m.role} {m.name}，{m.post}") for m in people),
        ("领导小组办公室", "设在本处室" if seat.seat == office.name else ""),
        *(("牵头专班", force.name) for force in led),
        *((task.id, f"{task.title}{'（分别负责）' if task.shared else ''}") for task in owned),
        *((t.id, f"{t.indicator}：{comparison(t)}，{deadline(t)}") for t in targets),
        ("依据", office.basis or ""),
        ("说明", office.note or ""),
        ("原文位置", _said(place)),
    ]
    return record, lines


def _member(kb: KnowledgeBase, member: Member) -> Details:
    place = _place(kb, member.quote)
    record = {"name": member.name, "role": member.role, "post": member.post, "office": member.office, "source": place}
    lines = [
        ("姓名", member.name),
        ("角色", f"领导小组{member.role}"),
        ("职务", member.post),
        ("所在处室", member.office or ""),
        ("变动规则", kb.org.leading_group.succession),
        ("原文位置", _said(place)),
    ]
    return record, lines


def _area(kb: KnowledgeBase, area: Area) -> Details:
    inner = [each for each in kb.areas.areas if each.parent == area.code]
    parent = next((each for each in kb.areas.areas if each.code == area.parent), None)
    place = SourceLines(kb.sources.get(kb.areas.source)).place(f"{area.code} {area.name}")
    as_of = kb.areas.as_of.isoformat() if kb.areas.as_of else None
    record = {
        "code": area.code,
        "name": area.name,
        "type": area.type,
        "parent": area.parent,
        "areas": [each.code for each in inner],
        "as_of": as_of,
        "source": place,
    }
    lines = [
        ("代码", area.code),
        ("名称", area.name),
        ("类别", area.type),
        ("上级", f"{parent.code} {parent.name}" if parent else ""),
        (f"下辖{len(inner)}个", "、".join(each.name for each in inner)),
        ("说明", area.note or ""),
        ("截至", as_of or ""),
        ("名录位置", _said(place)),
    ]
    return record, lines
