"""The knowledge base: the parts of it that were read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from datetime import date

    from minzheng_cli.model.area import AreasFile
    from minzheng_cli.model.base import Part
    from minzheng_cli.model.locality import LocalityFile
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
    `notice` the name of the notice's source text: both are of plan.yaml, and known without its model. `day` is the
    day that the question speaks of, None where it speaks of none.
    """

    parts: Mapping[str, Part]
    sources: Mapping[str, Source] = field(default_factory=dict)
    partial: frozenset[str] = frozenset()
    demonstration: str | None = None
    notice: str = ""
    day: date | None = None

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
        return cast("dict[str, ProgressFile]", self._below("progress/"))

    @property
    def localities(self) -> Mapping[str, LocalityFile]:
        """The areas' own breakdowns by their path."""
        return cast("dict[str, LocalityFile]", self._below("localities/"))

    def _below(self, folder: str) -> dict[str, Part]:
        return {path: part for path, part in sorted(self.parts.items()) if path.startswith(folder)}

    @property
    def source(self) -> Source | None:
        """The notice; None where it was not read."""
        return self.sources.get(self.notice)
