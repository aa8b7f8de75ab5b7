"""`progress/2021H2.yaml`: what offices report in words, and what is measured in numbers."""

from typing import Annotated, Literal

from pydantic import Field

from minzheng_cli.model.base import AreaCode, Count, Day, Number, Part, PeriodId, TargetId, TaskId, Text

OfficeStatus = Literal["未启动", "进行中", "已完成"]


class Report(Part):
    """One office's words on one task (工作进展)."""

    task: Annotated[TaskId, Field(description="任务编号")]
    office: Annotated[Text, Field(description="填报处室，用规范名称", examples=["社会救助处"])]
    status: Annotated[OfficeStatus, Field(description="处室自报状态", examples=["进行中"])]
    done: Annotated[Text, Field(description="工作进展")]
    problems: Annotated[Text | None, Field(description="存在问题")] = None
    next: Annotated[Text | None, Field(description="下一步安排")] = None
    reported: Annotated[Day, Field(description="报送日期", examples=["2022-07-08"])]


class Observation(Part):
    """A number on one target, for one area, on one day (指标数据)."""

    target: Annotated[TargetId, Field(description="目标编号")]
    area: Annotated[AreaCode, Field(description="地区代码，要加引号")]
    as_of: Annotated[Day, Field(description="数据截止日期", examples=["2022-06-30"])]
    value: Annotated[Number | None, Field(description="指标值；有分子分母的不填，由分子分母算出", examples=[35])] = None
    numerator: Annotated[Count | None, Field(description="分子", examples=[8])] = None
    denominator: Annotated[Count | None, Field(description="分母", examples=[11])] = None
    evidence: Annotated[Text | None, Field(description="佐证材料")] = None


class ProgressFile(Part):
    """All of one period's file."""

    period: Annotated[PeriodId, Field(description="报告期，与文件名一致")]
    reports: Annotated[tuple[Report, ...], Field(description="工作进展")] = ()
    observations: Annotated[tuple[Observation, ...], Field(description="指标数据")] = ()
