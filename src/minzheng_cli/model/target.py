"""`targets.yaml`: quantified targets, the numbers that are none, and the commitments without a number."""

from typing import Annotated, Literal

from pydantic import Field

from minzheng_cli.model.base import Day, MeasureId, Number, Part, Quote, TargetId, TaskId, Text


class Ratio(Part):
    """What is counted above and below the line; areas add up by summing both, never by a mean of ratios."""

    numerator: Annotated[Text, Field(description="分子：数什么", examples=["护理型床位数"])]
    denominator: Annotated[Text, Field(description="分母：在什么里数", examples=["床位总数"])]


class Baseline(Part):
    """Where a target's way began: the straight line to its date starts here. The notice gives none, so it has a basis."""

    as_of: Annotated[Day, Field(description="起点日期", examples=["2020-12-31"])]
    value: Annotated[Number, Field(description="起点值，单位与目标相同", examples=[12])]
    basis: Annotated[Text, Field(description="起点值的出处：通知没有写", examples=["2020年民政统计年报"])]


class Target(Part):
    """A quantified target (量化目标) exactly as far as the text gives it: no date that the text does not give."""

    id: Annotated[TargetId, Field(description="目标编号：G加任务序号加次序")]
    task: Annotated[TaskId, Field(description="所属任务编号")]
    measure: Annotated[MeasureId, Field(description="所在举措编号")]
    indicator: Annotated[Text, Field(description="指标名称，用原文的词语组成", examples=["护理型床位占比"])]
    comparator: Annotated[
        Literal[">=", "<=", "=="],
        Field(description="比较：不低于、至少、达到、全覆盖为>=，不超过、以内为<=", examples=[">="]),
    ]
    value: Annotated[Number, Field(description="目标值，只写数字，单位写在unit", examples=[50])]
    unit: Annotated[Text, Field(description="计量单位", examples=["%"])]
    qualifier: Annotated[Literal["基本"] | None, Field(description="原文的限定语，如“基本”", examples=["基本"])] = None
    due: Annotated[Day | None, Field(description="完成期限；原文没有写期限就不写", examples=["2025-12-31"])] = None
    every: Annotated[Literal["year"] | None, Field(description="周期性目标：year为每年", examples=["year"])] = None
    basis: Annotated[
        Text | None,
        Field(description="引文没有写明期限（或只写月份）的，写明依据", examples=["任务的完成时限“2023年9月底前”"]),
    ] = None
    scope: Annotated[Quote | None, Field(description="适用范围，原文照录", examples=["每个县（市、区）"])] = None
    quote: Annotated[Quote, Field(description="目标所依据的原文", examples=["提升护理型床位占比，到2025年底不低于50%"])]
    ratio: Annotated[Ratio | None, Field(description="比率的分子和分母")] = None
    baseline: Annotated[Baseline | None, Field(description="起点：序时进度从这里算起；没有的从首次报送的数据算起")] = (
        None
    )
    note: Annotated[Text | None, Field(description="编者说明，不是原文")] = None


class NumberNote(Part):
    """A number or full-coverage phrase in a measure that is not a target, and why."""

    measure: Annotated[MeasureId, Field(description="所在举措编号")]
    quote: Annotated[Quote, Field(description="含数字的原文", examples=["70周岁以上老年人"])]
    reason: Annotated[Text, Field(description="为什么不是量化目标", examples=["对象的年龄条件"])]


class Commitment(Part):
    """A promise without a number (应救尽救, 确保不漏一人): to be followed up, not to be counted."""

    measure: Annotated[MeasureId, Field(description="所在举措编号")]
    quote: Annotated[Quote, Field(description="承诺的原文", examples=["应救尽救、应帮尽帮"])]
    reason: Annotated[Text, Field(description="为什么没有列为量化目标", examples=["没有给出可核算的数值"])]


class TargetsFile(Part):
    """All of `targets.yaml`."""

    targets: Annotated[tuple[Target, ...], Field(description="量化目标，按原文次序")]
    numbers: Annotated[tuple[NumberNote, ...], Field(description="不是目标的数字和全覆盖用语")] = ()
    commitments: Annotated[tuple[Commitment, ...], Field(description="没有数字的承诺")] = ()

    def of_task(self, task: str) -> tuple[Target, ...]:
        """A task's targets, in the order of the text."""
        return tuple(target for target in self.targets if target.task == task)
