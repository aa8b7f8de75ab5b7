"""The bodies of the plan as rows: leading group, its office, task forces, offices."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from minzheng_cli.query.rows import Column, Record, Rows
from minzheng_cli.query.select import owned_by, unknown

if TYPE_CHECKING:
    from minzheng_cli.model.org import OrgFile
    from minzheng_cli.model.task import TasksFile

ROLES = ("组长", "副组长", "成员", "领导小组办公室", "专班", "责任处室", "责任单位", "其他处室")


def body_rows(org: OrgFile, tasks: TasksFile, role: str | None = None) -> Rows:
    """All bodies, or those of one role. Raises MzError for an unknown role."""
    if role is not None and role not in ROLES:
        raise unknown("角色", role, ROLES)
    records = tuple(record for record in _records(org, tasks) if role in (None, record["role"]))
    return Rows(
        records,
        (
            Column("角色", lambda r: r["role"], wrap=False),
            Column("名称", lambda r: r["name"]),
            Column("职务或说明", lambda r: r["description"]),
            Column("任务", lambda r: " ".join(r["tasks"])),
        ),
        empty="没有符合条件的机构或人员",
        section=lambda r: "领导小组" if r["role"] in ROLES[:4] else r["role"],
    )


def _records(org: OrgFile, tasks: TasksFile) -> Iterator[Record]:
    group = org.leading_group
    for member in group.members:
        yield _record(member.role, member.name, member.post, office=member.office)
    if group.members:
        seat = f"设在{group.office.seat}；{group.office.director.quote}"
        yield _record("领导小组办公室", f"{group.short}{group.office.name}", seat, office=group.office.seat)
    for force in org.task_forces:
        leads = "、".join(force.leads) + ("分别牵头" if force.shared else "牵头")
        yield _record("专班", force.name, f"{leads}，{force.support}", tasks=sorted_ids(force.tasks), id=force.id)
    yield from sorted(_offices(org, tasks), key=lambda record: ROLES.index(record["role"]))


def _offices(org: OrgFile, tasks: TasksFile) -> Iterator[Record]:
    units = {org.canonical(unit) for task in tasks.tasks for unit in task.units}
    for office in org.offices:
        owned = [task.id for task in owned_by(org, tasks.tasks, office.name)]
        role = "责任处室" if owned else "责任单位" if office.name in units else "其他处室"
        also = "、".join(other.name for other in office.names)
        yield _record(
            role, office.name, f"又写作：{also}" if also else office.note or "", tasks=owned, kind=office.kind
        )


def sorted_ids(ids: tuple[str, ...]) -> list[str]:
    """Task ids by their number."""
    return sorted(ids, key=lambda task: int(task[1:]))


def _record(role: str, name: str, description: str, tasks: list[str] | None = None, **more: str | None) -> Record:
    return {"role": role, "name": name, "description": description, "tasks": tasks or [], **more}
