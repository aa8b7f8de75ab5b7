"""`localities/220100.yaml`: one area's own breakdown of the plan.

Rule: 三、保障措施（一）, “各地民政部门要根据本地区实际，进一步细化分解任务，明确时间节点，层层明确责任”.
"""

import hashlib
import json
from collections.abc import Iterable
from typing import Annotated

from pydantic import Field

from minzheng_cli.model.base import AreaCode, Day, Number, Part, TargetId, TaskId, Text
from minzheng_cli.model.target import Target
from minzheng_cli.model.task import Task

Fingerprint = Annotated[str, Field(pattern=r"^[0-9a-f]{12}$", examples=["3f2a9c1b00d4"])]
"""Twelve hexadecimal digits over the words that a breakdown was made from."""


class Milestone(Part):
    """A step on the way, with its date (时间节点)."""

    date: Annotated[Day, Field(description="时间节点", examples=["2022-06-30"])]
    text: Annotated[Text, Field(description="到这一天做到什么", examples=["完成村级小微权力清单初稿"])]


class LocalTarget(Part):
    """An area's own figure for one of the plan's targets: at least the province's, and no later."""

    target: Annotated[TargetId, Field(description="对应的省级目标编号")]
    value: Annotated[Number, Field(description="本地区的目标值，单位与省级目标相同", examples=[85])]
    due: Annotated[Day | None, Field(description="本地区的完成期限", examples=["2025-06-30"])] = None


class LocalTask(Part):
    """How an area carries out one task of the plan."""

    task: Annotated[TaskId, Field(description="对应的任务编号")]
    made_from: Annotated[Fingerprint, Field(description="分解时所依据的任务原文的校验码，由mz写入")]
    owners: Annotated[
        tuple[Text, ...], Field(description="本地区的责任单位，按本地名称", examples=[["市民政局社会救助科"]])
    ] = ()
    steps: Annotated[tuple[Text, ...], Field(description="本地区的具体措施，一句一条")] = ()
    milestones: Annotated[tuple[Milestone, ...], Field(description="时间节点，从早到晚")] = ()
    targets: Annotated[tuple[LocalTarget, ...], Field(description="本地区的量化目标")] = ()
    note: Annotated[Text | None, Field(description="说明")] = None

    @property
    def is_broken_down(self) -> bool:
        """True where somebody is responsible, by some date: 明确时间节点，层层明确责任."""
        return bool(self.owners) and bool(self.milestones)


class LocalityFile(Part):
    """All of one area's file."""

    demonstration: Annotated[
        Text | None, Field(pattern="演示数据", description="演示数据的标记；正式数据不写", examples=["演示数据"])
    ] = None
    area: Annotated[AreaCode, Field(description="地区代码，要加引号，与文件名一致")]
    document: Annotated[Text | None, Field(description="本地区印发的文件名称和文号")] = None
    tasks: Annotated[tuple[LocalTask, ...], Field(description="逐项分解")] = ()


def fingerprint(task: Task, targets: Iterable[Target]) -> str:
    """What a breakdown of the task is made from, as twelve hexadecimal digits.

    Only the plan's own words and figures count: neither ids, comments and remarks, nor the order of targets.
    """
    words = [task.title, *task.assigning, *(measure.text for measure in task.measures)]
    figures = sorted(_figures(target) for target in targets if target.task == task.id)
    said = json.dumps([["".join(text.split()) for text in words], figures], ensure_ascii=False)
    return hashlib.sha256(said.encode()).hexdigest()[:12]


def _figures(target: Target) -> list[str]:
    due = target.due.isoformat() if target.due else ""
    figure = f"{target.comparator}{target.value:.12g}{target.unit}"
    return [target.indicator, figure, target.qualifier or "", due, target.every or "", target.scope or ""]
