"""What the shell completes: owners, ids, task forces, roles, years, periods, codes. Never fails: no answer is fine."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, get_args

if TYPE_CHECKING:
    from minzheng_cli.model.knowledge import KnowledgeBase

Completer = Callable[[str], list[str]]


def _beginning(candidates: Callable[[], Iterable[str]]) -> Completer:
    """A completer that gives those candidates that begin with what was typed."""

    def complete(incomplete: str) -> list[str]:
        try:
            return [each for each in dict.fromkeys(candidates()) if each.startswith(incomplete)]
        except Exception:  # noqa: BLE001 - a trace amid what is being typed would help nobody
            return []

    complete.__annotations__ = {"incomplete": str, "return": list[str]}  # Typer reads them by kind, not as strings
    return complete


def _base(*files: str) -> KnowledgeBase:
    from minzheng_cli.store.load import load
    from minzheng_cli.store.root import find_root

    return load(find_root(None), files).kb


@_beginning
def owners() -> Iterable[str]:
    """Every name of every office."""
    return _base("org.yaml").org.known_names


@_beginning
def task_forces() -> Iterable[str]:
    """Names and ids of the task forces."""
    return [word for force in _base("org.yaml").org.task_forces for word in (force.name, force.id)]


@_beginning
def groups() -> Iterable[str]:
    """Numbers of the groups."""
    return [str(group.number) for group in _base("tasks.yaml").tasks.groups]


@_beginning
def tasks() -> Iterable[str]:
    """Ids of the tasks."""
    return [task.id for task in _base("tasks.yaml").tasks.tasks]


@_beginning
def items() -> Iterable[str]:
    """Ids of tasks and targets."""
    base = _base("tasks.yaml", "targets.yaml")
    return [*(task.id for task in base.tasks.tasks), *(target.id for target in base.targets.targets)]


@_beginning
def targets() -> Iterable[str]:
    """Ids of the targets."""
    return [each.id for each in _base("targets.yaml").targets.targets]


@_beginning
def statuses() -> Iterable[str]:
    """What an office says of a task."""
    from minzheng_cli.model.progress import OfficeStatus

    return get_args(OfficeStatus)


@_beginning
def verdicts() -> Iterable[str]:
    """How an item is judged."""
    from minzheng_cli.model.progress import Verdict

    return get_args(Verdict)


@_beginning
def areas() -> Iterable[str]:
    """Names of the areas."""
    return [area.name for area in _base("areas.yaml").areas.areas]


@_beginning
def due_years() -> Iterable[str]:
    """Years in which a target is due."""
    return sorted({str(target.due.year) for target in _base("targets.yaml").targets.targets if target.due})


@_beginning
def things() -> Iterable[str]:
    """All that `mz show` shows."""
    from minzheng_cli.query.show import names
    from minzheng_cli.store.files import REQUIRED

    return names(_base(*REQUIRED))


@_beginning
def roles() -> Iterable[str]:
    """Roles of bodies."""
    from minzheng_cli.query.bodies import ROLES

    return ROLES


@_beginning
def codes() -> Iterable[str]:
    """Codes of rules."""
    from minzheng_cli.cli.explain import titles

    return titles()


@_beginning
def check_formats() -> Iterable[str]:
    """Formats of findings."""
    from minzheng_cli.console.formats import FINDINGS

    return FINDINGS


@_beginning
def periods() -> Iterable[str]:
    """Half-years within the plan's horizon."""
    from minzheng_cli.cli.common import parse_day

    return [str(period) for period in _base("plan.yaml").plan.span.until(parse_day(None))]


@_beginning
def template_names() -> Iterable[str]:
    """Names of the templates."""
    from minzheng_cli.cli.templates import shipped

    return shipped()


@_beginning
def report_kinds() -> Iterable[str]:
    """Kinds of reports."""
    from minzheng_cli.report.kinds import KINDS

    return KINDS


@_beginning
def schemas() -> Iterable[str]:
    """Names of the JSON Schemas."""
    from minzheng_cli.store.schema import SCHEMAS

    return SCHEMAS


@_beginning
def change_formats() -> Iterable[str]:
    """Formats of changes."""
    from minzheng_cli.console.formats import CHANGES

    return (*CHANGES, "docx")


@_beginning
def revisions() -> Iterable[str]:
    """Branches and tags of the repository that the knowledge base is in."""
    from minzheng_cli.store.git import names
    from minzheng_cli.store.root import find_root

    return ("HEAD", "HEAD~1", *names(find_root(None)))
