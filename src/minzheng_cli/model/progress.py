"""`progress/2021H2.yaml`: what offices report in words, what is measured in numbers, what was extended and closed.

Entries are only ever added: a correction is a new entry beside what it corrects, and a locked file takes none at all.
Rule: 附件1第四部分, “各专项小组每半年向领导小组报告一次工作进展情况” and “建立跟踪落实制度”.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import date
from typing import Annotated, Literal, TypeVar

from pydantic import Field

from minzheng_cli.model.base import AreaCode, Count, Day, Number, Part, PeriodId, TargetId, TaskId, Text

OfficeStatus = Literal["未启动", "进行中", "已完成"]
Verdict = Literal["达到", "未达到"]

_Corrects = Annotated[
    Day | None,
    Field(description="更正哪一条：写被更正的那一条的报送日期；不是更正的不写", examples=["2022-07-08"]),
]
_Reason = Annotated[Text | None, Field(description="更正的原因；不是更正的不写", examples=["分母漏报一个乡镇"])]


class Report(Part):
    """One office's words on one task (工作进展)."""

    task: Annotated[TaskId, Field(description="任务编号")]
    office: Annotated[Text, Field(description="填报处室，用规范名称", examples=["社会救助处"])]
    status: Annotated[OfficeStatus, Field(description="处室自报状态", examples=["进行中"])]
    done: Annotated[Text, Field(description="工作进展")]
    problems: Annotated[Text | None, Field(description="存在问题")] = None
    next: Annotated[Text | None, Field(description="下一步安排")] = None
    evidence: Annotated[Text | None, Field(description="佐证材料；自报已完成的要写")] = None
    reported: Annotated[Day, Field(description="报送日期", examples=["2022-07-08"])]
    corrects: _Corrects = None
    reason: _Reason = None

    @property
    def key(self) -> tuple[object, ...]:
        """What there may be only one of: a task and an office."""
        return (self.task, self.office)

    @property
    def said_on(self) -> date:
        """The day by which a correction names it."""
        return self.reported


class Observation(Part):
    """A number on one target, for one area, on one day (指标数据)."""

    target: Annotated[TargetId, Field(description="目标编号")]
    area: Annotated[AreaCode, Field(description="地区代码，要加引号")]
    as_of: Annotated[Day, Field(description="数据截止日期", examples=["2022-06-30"])]
    value: Annotated[Number | None, Field(description="指标值；有分子分母的不填，由分子分母算出", examples=[35])] = None
    numerator: Annotated[Count | None, Field(description="分子", examples=[8])] = None
    denominator: Annotated[Count | None, Field(description="分母", examples=[11])] = None
    evidence: Annotated[Text | None, Field(description="佐证材料")] = None
    reported: Annotated[Day | None, Field(description="报送日期；不写时以数据截止日期为准")] = None
    corrects: _Corrects = None
    reason: _Reason = None

    @property
    def key(self) -> tuple[object, ...]:
        """What there may be only one of: a target, an area and a day."""
        return (self.target, self.area, self.as_of)

    @property
    def said_on(self) -> date:
        """The day by which a correction names it."""
        return self.reported or self.as_of


class Extension(Part):
    """A later date for a target (延期), beside the plan's own, which stays. Without approval it is only asked for.

    The approval of what was asked for before is an entry of its own, with the same target and date, and stands for it.
    """

    target: Annotated[TargetId, Field(description="目标编号")]
    due: Annotated[Day, Field(description="延期后的期限", examples=["2023-06-30"])]
    reason: Annotated[Text, Field(description="延期的原因")]
    requested: Annotated[Day, Field(description="申请日期", examples=["2022-11-20"])]
    approval: Annotated[
        Text | None, Field(description="批准的机构和文件；没有批准的不写", examples=["领导小组会议纪要〔2022〕3号"])
    ] = None
    approved: Annotated[Day | None, Field(description="批准日期；没有批准的不写", examples=["2022-12-10"])] = None


class Acceptance(Part):
    """The leading group's office closes an item (销号) or judges it: the evidence was looked at."""

    item: Annotated[
        str,
        Field(pattern=r"^(T[1-9][0-9]*|G[1-9][0-9]*\.[1-9][0-9]*)$", description="任务或目标编号", examples=["G6.1"]),
    ]
    verdict: Annotated[Verdict, Field(description="认定结果：达到的销号", examples=["达到"])]
    accepted: Annotated[Day, Field(description="认定日期", examples=["2023-01-20"])]
    by: Annotated[Text, Field(description="由谁认定", examples=["领导小组办公室"])]
    evidence: Annotated[Text | None, Field(description="所依据的佐证材料")] = None
    note: Annotated[Text | None, Field(description="说明")] = None


class Lock(Part):
    """A period that is closed: its entries as they stood on that day."""

    on: Annotated[Day, Field(description="锁定日期", examples=["2022-08-15"])]
    seal: Annotated[
        str,
        Field(pattern=r"^[0-9a-f]{16}$", description="锁定时内容的校验码，由mz写入", examples=["3f2a9c1b00d4e5f6"]),
    ]


class ProgressFile(Part):
    """All of one period's file."""

    period: Annotated[PeriodId, Field(description="报告期，与文件名一致")]
    locked: Annotated[Lock | None, Field(description="锁定：本期不再增改")] = None
    reports: Annotated[tuple[Report, ...], Field(description="工作进展")] = ()
    observations: Annotated[tuple[Observation, ...], Field(description="指标数据")] = ()
    extensions: Annotated[tuple[Extension, ...], Field(description="延期")] = ()
    acceptances: Annotated[tuple[Acceptance, ...], Field(description="认定和销号")] = ()

    @property
    def seal(self) -> str:
        """Sixteen hexadecimal digits that any change of an entry changes: not comments, layout or the lock itself."""
        said = self.model_dump(mode="json", exclude={"locked"}, exclude_none=True)
        return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:16]


E = TypeVar("E", bound="Report | Observation")


def standing(entries: Iterable[E]) -> list[E]:
    """The entries that count, oldest first: those that no later one corrects."""
    found: list[E] = []
    places: dict[tuple[object, ...], int] = {}
    for entry in entries:
        place = places.get((*entry.key, entry.corrects)) if entry.corrects else None
        if place is None:
            found.append(entry)
            place = len(found) - 1
        else:
            found[place] = entry
        places[(*entry.key, entry.said_on)] = place
    return found
