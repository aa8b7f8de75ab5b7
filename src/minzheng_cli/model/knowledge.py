"""The knowledge base: the parts of it that were read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from minzheng_cli.model.area import AreasFile
    from minzheng_cli.model.base import Part
    from minzheng_cli.model.org import OrgFile
    from minzheng_cli.model.plan import PlanFile
    from minzheng_cli.model.progress import ProgressFile
    from minzheng_cli.model.source import Source
    from minzheng_cli.model.target import TargetsFile
    from minzheng_cli.model.task import TasksFile


@dataclass(frozen=True, eq=False)
class KnowledgeBase:
    """What was read of a knowledge base.

    `parts` maps a file's path below the root (`tasks.yaml`, `progress/2021H2.yaml`) to its model. `partial` names the
    files that hold faults: their sound items are in `parts`, or the file isn't there at all. Asking for a part
    that was not read is a bug and raises KeyError. `demonstration` is the mark of a base whose data is invented,
    `notice` the name of the notice's source text: both are of plan.yaml, and known without its model.
    """

    parts: Mapping[str, Part]
    sources: Mapping[str, Source] = field(default_factory=dict)
    partial: frozenset[str] = frozenset()
    demonstration: str | None = None
    notice: str = ""

    @property
    def plan(self) -> PlanFile:
        """The document itself."""
        return cast("PlanFile", self.parts["plan.yaml"])

    @property
    def tasks(self) -> TasksFile:
        """Groups and tasks."""
        return cast("TasksFile", self.parts["tasks.yaml"])

    @property
    def targets(self) -> TargetsFile:
        """Targets, number notes and commitments."""
        return cast("TargetsFile", self.parts["targets.yaml"])

    @property
    def org(self) -> OrgFile:
        """Offices and bodies."""
        return cast("OrgFile", self.parts["org.yaml"])

    @property
    def areas(self) -> AreasFile:
        """Divisions."""
        return cast("AreasFile", self.parts["areas.yaml"])

    @property
    def progress(self) -> Mapping[str, ProgressFile]:
        """Progress files by their path, oldest period first."""
        found = {path: part for path, part in sorted(self.parts.items()) if path.startswith("progress/")}
        return cast("dict[str, ProgressFile]", found)

    @property
    def source(self) -> Source | None:
        """The notice; None where it was not read."""
        return self.sources.get(self.notice)
