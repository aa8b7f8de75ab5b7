"""How far areas have broken the plan down, and how one area stands.

Rule: 三、保障措施（一）, “各地民政部门要根据本地区实际，进一步细化分解任务，明确时间节点，层层明确责任”.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from minzheng_cli.model.locality import fingerprint
from minzheng_cli.progress.rolling import satisfies

if TYPE_CHECKING:
    from minzheng_cli.model.area import Area
    from minzheng_cli.model.knowledge import KnowledgeBase
    from minzheng_cli.model.locality import LocalityFile, LocalTarget
    from minzheng_cli.model.target import Target
    from minzheng_cli.progress.status import TargetStatus


@dataclass(frozen=True)
class AreaTarget:
    """A target in one area: `status` by the province's measure, `own` the area's own figure for it, if it set one.

    `above` is the code of the area whose figure stands for this one, where it has none itself.
    """

    status: TargetStatus
    own: LocalTarget | None = None
    above: str | None = None

    @property
    def reached_own(self) -> bool | None:
        """Whether the area's own target is reached; None without one, or without figures."""
        value = self.status.value
        if self.own is None or value is None or self.status.target.qualifier:
            return None
        return satisfies(self.status.target.comparator, self.own.value, value)


@dataclass(frozen=True)
class Breakdown:
    """An area's breakdown: ids of the tasks broken down, of those whose original has changed since, and of the rest.

    A task is broken down where somebody is responsible by some date; `file` is None where the area sent nothing.
    """

    area: Area
    file: LocalityFile | None
    done: tuple[str, ...]
    outdated: tuple[str, ...]
    left: tuple[str, ...]


def breakdowns(kb: KnowledgeBase) -> tuple[Breakdown, ...]:
    """One for each area below the province, in the order of the register."""
    files = {file.area: file for file in kb.localities.values()}
    made_from = fingerprints(kb) if files else {}
    tasks = tuple(task.id for task in kb.tasks.tasks)
    return tuple(
        _breakdown(area, files.get(area.code), tasks, made_from) for area in kb.areas.areas if area.type != "省"
    )


def fingerprints(kb: KnowledgeBase) -> dict[str, str]:
    """What a breakdown of each task would be made from today."""
    targets: dict[str, list[Target]] = {}
    for target in kb.targets.targets:
        targets.setdefault(target.task, []).append(target)
    return {task.id: fingerprint(task, targets.get(task.id, ())) for task in kb.tasks.tasks}


def _breakdown(area: Area, file: LocalityFile | None, tasks: tuple[str, ...], made_from: dict[str, str]) -> Breakdown:
    local = {each.task: each for each in file.tasks} if file else {}
    done = tuple(task for task in tasks if task in local and local[task].is_broken_down)
    outdated = tuple(task for task in done if local[task].made_from != made_from[task])
    return Breakdown(area, file, done, outdated, tuple(task for task in tasks if task not in done))
