"""Which files make a knowledge base, and which model each is read into."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from minzheng_cli.model.base import Part

PLAN, TASKS, TARGETS, ORG, AREAS = "plan.yaml", "tasks.yaml", "targets.yaml", "org.yaml", "areas.yaml"
PROGRESS, SOURCES = "progress", "sources"

_MODELS = {
    PLAN: ("minzheng_cli.model.plan", "PlanFile"),
    TASKS: ("minzheng_cli.model.task", "TasksFile"),
    TARGETS: ("minzheng_cli.model.target", "TargetsFile"),
    ORG: ("minzheng_cli.model.org", "OrgFile"),
    AREAS: ("minzheng_cli.model.area", "AreasFile"),
    PROGRESS: ("minzheng_cli.model.progress", "ProgressFile"),
}
REQUIRED = (PLAN, TASKS, TARGETS, ORG, AREAS)


def model_of(file: str) -> type[Part]:
    """The model that a file (path below the root) is read into; imported only when asked for."""
    module, name = _MODELS[file.partition("/")[0]]
    model: type[Part] = getattr(import_module(module), name)
    return model


def progress_files(root: Path) -> tuple[str, ...]:
    """Progress files below the root, oldest period first."""
    folder = root / PROGRESS
    return tuple(f"{PROGRESS}/{path.name}" for path in sorted(folder.glob("*.yaml"))) if folder.is_dir() else ()
