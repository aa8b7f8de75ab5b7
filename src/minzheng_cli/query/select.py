"""Filters: which tasks, targets and bodies are asked for. Unknown values are the user's mistake: MzError."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import TYPE_CHECKING

from minzheng_cli.errors import MzError
from minzheng_cli.model.numerals import NUMERALS, chinese_number

if TYPE_CHECKING:
    from minzheng_cli.model.area import Area
    from minzheng_cli.model.org import OrgFile, TaskForce
    from minzheng_cli.model.target import Target
    from minzheng_cli.model.task import Group, Task, TasksFile


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name most like what was typed; one that holds it wins; empty where none is near."""
    names = list(known)
    holding = [each for each in names if name and name in each]
    if holding:
        return min(holding, key=len)
    near = get_close_matches(name, names, n=1, cutoff=0.4)
    return near[0] if near else ""


def unknown(what: str, name: str, known: Iterable[str]) -> MzError:
    """The mistake of a name that isn't known, with the nearest that is, or the choices where they are few."""
    names = list(known)
    near = nearest(name, names)
    hint = f"是不是“{near}”？" if near else ""
    if not names:
        hint = f"知识库里还没有{what}"
    elif len(names) <= 8 or (not near and len(names) <= 20):
        hint += f"可选：{'、'.join(names)}"
    return MzError(f"没有{what}“{name}”。", hint)


def office(org: OrgFile, name: str) -> str:
    """The canonical name of an office by any of its names. Raises MzError for an unknown one."""
    canonical = org.canonical(name.strip())
    if canonical is None:
        near = nearest(name.strip(), org.known_names)
        names = "、".join(each.name for each in org.offices)
        choices = f"可选：{names}" if names else "org.yaml里还没有登记处室和单位"
        hint = f"是不是“{org.canonical(near)}”？" if near else choices
        raise MzError(f"没有处室或单位“{name}”。", hint)
    return canonical


def task_force(org: OrgFile, name: str) -> TaskForce:
    """A task force by id, name, or a beginning of its name that fits only one. Raises MzError."""
    name = name.strip()
    for force in org.task_forces:
        if name.upper() == force.id or name == force.name:
            return force
    starting = [force for force in org.task_forces if name and force.name.startswith(name)]
    if len(starting) == 1:
        return starting[0]
    raise unknown("专班", name, [force.name for force in org.task_forces])


def group(tasks: TasksFile, name: str) -> Group:
    """A group by number (`2`, `二`, `（二）`) or title. Raises MzError."""
    bare = name.strip("（）() ")
    number = chinese_number(bare) if bare and all(char in NUMERALS for char in bare) else None
    if bare.isdecimal():
        number = int(bare)
    for each in tasks.groups:
        if number == each.number or name == each.title:
            return each
    raise unknown("任务分组", name, [str(each.number) for each in tasks.groups])


def task(tasks: TasksFile, name: str) -> Task:
    """A task by id (`T6`, also `t6` or `6`). Raises MzError."""
    wanted = name.upper() if name[:1] in "Tt" else f"T{name}"
    for each in tasks.tasks:
        if each.id == wanted:
            return each
    raise unknown("任务", name, [each.id for each in tasks.tasks])


def target(targets: Iterable[Target], name: str) -> Target:
    """A target by id (`G6.1`, also `g6.1`). Raises MzError."""
    known = {each.id: each for each in targets}
    if found := known.get(name.upper()):
        return found
    raise unknown("量化目标", name, known)


def area(areas: Iterable[Area], name: str) -> Area:
    """An area by name or code. Raises MzError."""
    known = tuple(areas)
    for each in known:
        if name.strip() in (each.name, each.code):
            return each
    near = nearest(name.strip(), [each.name for each in known])
    hint = f"是不是“{near}”？" if near else "请写市（州）、县（市、区）的名称或代码，如长春市、220100"
    raise MzError(f"没有地区“{name}”。", hint)


def owned_by(org: OrgFile, tasks: Iterable[Task], owner: str) -> tuple[Task, ...]:
    """Tasks that an office (canonical name) owns."""
    return tuple(each for each in tasks if any(org.canonical(name) == owner for name in each.owners))


def select_tasks(
    tasks: TasksFile,
    org: OrgFile,
    *,
    owner: str | None = None,
    group_name: str | None = None,
    force: str | None = None,
    search: str | None = None,
) -> tuple[Task, ...]:
    """Tasks that fit all that is asked, in the plan's order. Raises MzError for unknown names."""
    found = tasks.tasks
    if owner is not None:
        found = owned_by(org, found, office(org, owner))
    if group_name is not None:
        number = group(tasks, group_name).number
        found = tuple(each for each in found if each.group == number)
    if force is not None:
        covered = set(task_force(org, force).tasks)
        found = tuple(each for each in found if each.id in covered)
    if search is not None:
        found = tuple(each for each in found if search in _words_of(each))
    return found


def _words_of(each: Task) -> str:
    return "\n".join((each.id, each.title, *each.assigning, *each.owners, *(m.text for m in each.measures)))


def select_targets(
    targets: Iterable[Target],
    *,
    due: int | None = None,
    annual: bool = False,
    undated: bool = False,
    tasks: Iterable[Task] | None = None,
) -> tuple[Target, ...]:
    """Targets of the tasks given that are due in the year, or recur, or have no date: whichever of these is asked for.

    With none of the three asked for, all. Raises MzError for a year in which nothing is due.
    """
    everything = tuple(targets)
    if due is not None:
        years = sorted({target.due.year for target in everything if target.due})
        if due not in years:
            listed = "、".join(str(year) for year in years)
            near = min(years, key=lambda year: abs(year - due)) if years else None
            hint = f"有期限的年份：{listed}，最近的是{near}" if near else "方案里没有带期限的目标"
            raise MzError(f"没有{due}年到期的量化目标。", hint)
    ids = None if tasks is None else {each.id for each in tasks}
    return tuple(
        target
        for target in everything
        if (ids is None or target.task in ids) and _asked(target, due=due, annual=annual, undated=undated)
    )


def _asked(target: Target, *, due: int | None, annual: bool, undated: bool) -> bool:
    if due is None and not annual and not undated:
        return True
    is_due = due is not None and target.due is not None and target.due.year == due
    return is_due or (annual and target.every is not None) or (undated and target.due is None and target.every is None)
