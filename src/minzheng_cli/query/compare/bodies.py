"""Offices, the leading group and its members, the task forces and what they cover."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from minzheng_cli.model.org import Member, Office, OrgFile, TaskForce
from minzheng_cli.model.task import Task
from minzheng_cli.query.compare.change import Change
from minzheng_cli.query.compare.fields import Thing, field_changes, in_order, item_changes, pair_names
from minzheng_cli.query.compare.names import Names
from minzheng_cli.query.compare.pairs import likeness, pair

_LIKE_NAMES = 0.6


@dataclass(frozen=True)
class PairedOffices:
    """Which office is which. `successor` gives the new office of an old name that is gone, where there is one;
    `parent` the old office, still there, that listed a new one's name as its own.
    """

    before: dict[str, Office]
    after: dict[str, Office]
    successor: dict[str, str]
    parent: dict[str, str]
    names: Names


def pair_offices(before: OrgFile, after: OrgFile) -> PairedOffices:
    """Pair offices by name, by a name that both list, then by likeness."""
    old, new = {office.name: office for office in before.offices}, {office.name: office for office in after.offices}
    gone = [office for office in before.offices if office.name not in new]
    successor = {office.name: name for office in gone if (name := _listed(office, after))}
    free = [name for name in new if name not in old and name not in successor.values()]
    for office in gone:
        if office.name not in successor:
            near = max(free, key=lambda name: likeness(office.name, name), default="")
            if near and likeness(office.name, near) >= _LIKE_NAMES:
                successor[office.name] = near
                free.remove(near)
    fresh = [office for name, office in new.items() if name not in old and name not in successor.values()]
    parent = {office.name: name for office in fresh if (name := _listed(office, before)) and name in new}
    canonical = {name: before.canonical(name) or name for name in before.known_names}
    told = {name: successor.get(own, own) for name, own in canonical.items() if after.canonical(name) != name}
    return PairedOffices(old, new, successor, parent, Names(offices=told))


def _listed(office: Office, org: OrgFile) -> str | None:
    return next((name for each in office.all_names if (name := org.canonical(each))), None)


def office_changes(paired: PairedOffices) -> Iterator[Change]:
    """Offices that came, went, got another name or were merged; then what changed of each."""
    heirs: dict[str, list[str]] = defaultdict(list)
    for name, successor in paired.successor.items():
        heirs[successor].append(name)
    for name in paired.before:
        if name not in paired.after and name not in paired.successor:
            yield Thing("office", name).change("removed", "删去处室或单位", name)
    for name, office in paired.after.items():
        inherited = heirs.get(name, [])
        own = paired.before.get(name)
        if own is None and not inherited:
            parent = paired.parent.get(name)
            event, message = ("split", "处室或单位分设") if parent else ("added", "新增处室或单位")
            yield Thing("office", name).change(event, message, parent, name)
            continue
        if own is None and len(inherited) == 1:
            own = paired.before[inherited[0]]
            yield Thing("office", name).change("renamed", "处室或单位更名", own.name, name)
        else:
            for each in inherited:
                yield Thing("office", name).change("merged", "处室或单位并入", each, name)
        if own is not None:
            apart = [paired.after[child] for child, parent in paired.parent.items() if parent == name]
            yield from _office_fields(own, office, [paired.before[each] for each in inherited], apart)


def _office_fields(old: Office, new: Office, inherited: list[Office], apart: list[Office]) -> Iterator[Change]:
    """Other names but those that came with `inherited` offices or went with those set `apart`; then the rest."""
    thing = Thing("office", new.name)
    known = {name for office in (old, *inherited) for name in office.all_names} | {new.name}
    yield from (thing.change("name-added", "新增别名", None, name) for name in new.all_names if name not in known)
    kept = {name for office in (new, *apart) for name in office.all_names} | {old.name}
    yield from (thing.change("name-removed", "删去别名", name) for name in old.all_names if name not in kept)
    before, after = ({other.name: other for other in office.names} for office in (old, new))
    for name, other in after.items():
        if name in before:
            yield from field_changes(replace(thing, about=name, inner="name"), before[name], other, Names())
    yield from field_changes(thing, old, new, Names(), skip=("name", "names"))


def member_changes(before: OrgFile, after: OrgFile, names: Names) -> Iterator[Change]:
    """The leading group: itself, then who came, went, was succeeded, or holds another post."""
    old_group, new_group = before.leading_group, after.leading_group
    thing = Thing("leading-group", new_group.short)
    yield from field_changes(thing, old_group, new_group, names, skip=("members", "successions"))
    yield from item_changes(
        "succession",
        "成员变动",
        old_group.successions,
        new_group.successions,
        names,
        id_field="of",
        text=lambda each: f"{each.of}（到{each.until}）→{each.name or '暂缺'}",
        warning=False,
    )
    old, new = _by_name(old_group.members), _by_name(new_group.members)
    succeeded = dict(_successions(old, new))
    leaving = set(succeeded.values())
    for name, member in old.items():
        if name not in new and name not in leaving:
            yield _member(member).change("removed", "成员退出", _described(member))
    for name, member in new.items():
        if name in succeeded:
            one = old[succeeded[name]]
            yield _member(member, member.post).change("succeeded", "由继任者接任", one.name, member.name)
            yield from _member_fields(one, member, names, same_person=False)
        elif name not in old:
            yield _member(member).change("added", "新增成员", None, _described(member))
        else:
            yield from _member_fields(old[name], member, names, same_person=True)
    places = {name: at for at, name in enumerate(old)}
    kept = {places[each]: name for name in new if (each := succeeded.get(name, name)) in places}
    if not in_order(list(kept)):
        listed = ("、".join(kept[at] for at in sorted(kept)), "、".join(kept.values()))
        yield Thing("member", new_group.short).change("order", "组成人员次序调整", *listed, prose=True)


def _successions(old: dict[str, Member], new: dict[str, Member]) -> Iterator[tuple[str, str]]:
    """New member and the one whose post it is now: one who left the list, or moved on within it."""
    left = [name for name, member in old.items() if name not in new or new[name].post != member.post]
    left.sort(key=lambda name: name in new)
    for name, member in new.items():
        if name not in old:
            found = next((each for each in left if old[each].post == member.post), None)
            if found:
                left.remove(found)
                yield name, found


def _by_name(members: tuple[Member, ...]) -> dict[str, Member]:
    """Members by name; two of one name by name and post."""
    count = Counter(member.name for member in members)
    return {m.name if count[m.name] == 1 else f"{m.name}（{m.post}）": m for m in members}


def _member(member: Member, about: str = "") -> Thing:
    return Thing("member", member.name, about)


def _described(member: Member) -> str:
    return f"{member.name}（{member.role}，{member.post}）"


def _member_fields(old: Member, new: Member, names: Names, *, same_person: bool) -> Iterator[Change]:
    thing = _member(new)
    if old.role != new.role:
        yield thing.change("role", "领导小组中的角色改动", old.role, new.role)
    if old.post != new.post:
        yield thing.change("post", "职务改动", old.post, new.post, prose=True)
    told = ("name", "role", "post", *(() if same_person and old.post == new.post else ("quote", "office")))
    yield from field_changes(thing, old, new, names, skip=told)


def force_changes(
    before: OrgFile, after: OrgFile, tasks: tuple[tuple[Task, Task], ...], names: Names
) -> Iterator[Change]:
    """Task forces, and which task each covers. `tasks` are the tasks that are in both states."""
    paired = pair(
        before.task_forces,
        after.task_forces,
        old_id=lambda force: force.id,
        new_id=lambda force: force.id,
        text=lambda force: force.name,
    )
    if before.setup != after.setup:
        words = (before.setup, after.setup)
        yield Thing("task-force", "专班").change("setup", "设立专班的原文改动", *words, warning=True, prose=True)
    for force in paired.removed:
        yield Thing("task-force", force.id).change("removed", "删去专班", force.name, warning=True)
    for force in paired.added:
        yield Thing("task-force", force.id).change("added", "新增专班", None, force.name, warning=True)
    for old, new in paired.both:
        thing = Thing("task-force", new.id, new.name)
        if old.id != new.id:
            yield thing.change("renumbered", "专班改编号", old.id, new.id)
        if old.name != new.name:
            yield Thing("task-force", new.id).change(
                "name", "专班名称改动", old.name, new.name, warning=True, prose=True
            )
        yield from field_changes(thing, old, new, names, skip=("id", "name", "covers"))
    told = {old.id: new.id for old, new in paired.both}
    yield from _coverage(_covering(before), _covering(after), tasks, told, names.known)


_Covered = dict[str, dict[str, tuple[TaskForce, str]]]


def _covering(org: OrgFile) -> _Covered:
    """By task, then by task force: the task force and the duty that it covers the task by."""
    found: _Covered = defaultdict(dict)
    for force in org.task_forces:
        for coverage in force.covers:
            for task in coverage.tasks:
                found[task][force.id] = (force, coverage.duty)
    return found


def _coverage(
    old: _Covered, new: _Covered, tasks: tuple[tuple[Task, Task], ...], forces: dict[str, str], known: frozenset[object]
) -> Iterator[Change]:
    for old_task, task in tasks:
        one = {forces.get(force, force): covered for force, covered in old.get(old_task.id, {}).items()}
        other = new.get(task.id) or ({} if old_task.id in known else new.get(old_task.id, {}))
        paired = pair_names(list(one), list(other))
        thing = Thing("task-force", task.id, task.title)
        if paired.removed or paired.added:
            listed = ["、".join(force.name for force, _ in covered.values()) or None for covered in (one, other)]
            message = "改由另一专班负责" if all(listed) else "归入专班" if listed[1] else "不再归入专班"
            yield thing.change("coverage", message, *listed)
        for name, _ in paired.both:
            if one[name][1] != other[name][1]:
                duties = (one[name][1], other[name][1])
                yield replace(thing, about=other[name][0].name).change(
                    "coverage-duty", "归入专班所据的职责改动", *duties, warning=True, prose=True
                )
