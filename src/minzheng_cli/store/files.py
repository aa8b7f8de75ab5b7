"""Which files make a knowledge base, and which model each is read into."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from minzheng_cli.model.base import Part

PLAN, TASKS, TARGETS, ORG, AREAS = "plan.yaml", "tasks.yaml", "targets.yaml", "org.yaml", "areas.yaml"
PROGRESS, LOCALITIES, SOURCES = "progress", "localities", "sources"

_MODELS = {
    PLAN: ("minzheng_cli.model.plan", "PlanFile"),
    TASKS: ("minzheng_cli.model.task", "TasksFile"),
    TARGETS: ("minzheng_cli.model.target", "TargetsFile"),
    ORG: ("minzheng_cli.model.org", "OrgFile"),
    AREAS: ("minzheng_cli.model.area", "AreasFile"),
    PROGRESS: ("minzheng_cli.model.progress", "ProgressFile"),
    LOCALITIES: ("minzheng_cli.model.locality", "LocalityFile"),
}
REQUIRED = (PLAN, TASKS, TARGETS, ORG, AREAS)


def model_of(file: str) -> type[Part]:
    """The model that a file (path below the root) is read into; imported only when asked for."""
    module, name = _MODELS[file.partition("/")[0]]
    model: type[Part] = getattr(import_module(module), name)
    return model


def progress_files(root: Path) -> tuple[str, ...]:
    """Progress files below the root, oldest period first."""
    return _below(root, PROGRESS)


def locality_files(root: Path) -> tuple[str, ...]:
    """Files of the areas' own breakdowns, in the order of their codes."""
    return _below(root, LOCALITIES)


def all_files(root: Path) -> tuple[str, ...]:
    """Every data file: those that must be there, and the progress and locality files that are."""
    return (*REQUIRED, *progress_files(root), *locality_files(root))


def _below(root: Path, name: str) -> tuple[str, ...]:
    folder = root / name
    return tuple(f"{name}/{path.name}" for path in sorted(folder.glob("*.yaml"))) if folder.is_dir() else ()
