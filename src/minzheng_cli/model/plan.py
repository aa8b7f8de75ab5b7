"""`plan.yaml`: the document, its horizon, its mechanisms, and every passage outside tasks and bodies."""

from typing import Annotated, Literal

from pydantic import Field, StrictInt

from minzheng_cli.model.base import Day, FileName, Flag, Heading, Part, Passage, PassageId, Quote, Text
from minzheng_cli.model.period import Span
from minzheng_cli.model.tracking import Tracking

PassageKind = Literal[
    "印发说明", "制定依据", "指导思想", "基本原则", "目标任务", "保障措施", "工作要求", "成立说明", "工作机制"
]
MechanismKind = Literal["工作报告", "跟踪落实", "年度考核", "分解落实"]


class Horizon(Part):
    """The span of the plan: stated as a number of years, its ends derived."""

    quote: Annotated[Quote, Field(description="原文", examples=["5年过渡期内"])]
    years: Annotated[StrictInt, Field(ge=1, le=50, description="年数，与原文一致", examples=[5])]
    start: Annotated[Day, Field(description="起始日：推定", examples=["2021-01-01"])]
    end: Annotated[Day, Field(description="截止日：推定", examples=["2025-12-31"])]
    basis: Annotated[Text, Field(description="起止日期的推定依据：原文没有写明")]


class Elsewhere(Part):
    """Where what the head says comes from, field by field, where the document itself doesn't hold it."""

    number: Annotated[Text | None, Field(description="发文字号的出处", examples=["网页上的文号一栏"])] = None
    issuer: Annotated[Text | None, Field(description="发文机关的出处", examples=["网页上的发布机构一栏"])] = None
    date: Annotated[Text | None, Field(description="成文日期的出处", examples=["网页上的成文日期一栏"])] = None
    addressees: Annotated[Text | None, Field(description="主送机关的出处", examples=["纸质文件"])] = None


class TextPassage(Part):
    """A paragraph of the plan that is not a task."""

    id: Annotated[PassageId, Field(description="段落编号")]
    kind: Annotated[PassageKind, Field(description="类别", examples=["指导思想"])]
    heading: Annotated[Passage | None, Field(description="段首标题，含标点，原文照录")] = None
    text: Annotated[Passage, Field(description="段落原文")]


class Mechanism(Part):
    """A standing duty that the plan sets up: reporting, follow-up, assessment, local breakdown."""

    kind: Annotated[MechanismKind, Field(description="类别", examples=["工作报告"])]
    passage: Annotated[PassageId, Field(description="所在段落编号")]
    quote: Annotated[Quote, Field(description="原文")]
    who: Annotated[Quote | None, Field(description="由谁做或对谁做，原文照录", examples=["各专项小组"])] = None
    to: Annotated[Quote | None, Field(description="报给谁，原文照录", examples=["领导小组"])] = None
    every: Annotated[Literal["half-year", "year"] | None, Field(description="周期", examples=["half-year"])] = None
    note: Annotated[Text | None, Field(description="编者说明，不是原文")] = None


class Reference(Part):
    """Another document that the plan names."""

    title: Annotated[Quote, Field(description="文件名称，含书名号")]
    number: Annotated[Quote | None, Field(description="发文字号", examples=["吉民发〔2021〕8号"])] = None
    where: Annotated[Text, Field(description="在哪一条举措或段落", examples=["T1.1"])]


class Annex(Part):
    """An annex (附件) of the notice."""

    number: Annotated[StrictInt, Field(ge=1, description="附件序号", examples=[1])]
    title: Annotated[Heading, Field(description="附件名称，原文照录")]
    file: Annotated[Passage | None, Field(description="附件文件名，原文照录")] = None
    included: Annotated[Flag, Field(description="通知正文中是否有附件内容", examples=[True])]
    note: Annotated[Text | None, Field(description="编者说明，不是原文")] = None


class Slip(Part):
    """A slip of the original, kept as it stands."""

    where: Annotated[Text, Field(description="在哪一条举措、段落或名称", examples=["T11.1"])]
    quote: Annotated[Quote, Field(description="原文，不作改动", examples=["制定科学合的行政区划调整方案"])]
    note: Annotated[Text, Field(description="疑为何误")]


class Exclusion(Part):
    """A piece of the source that is structure, not content."""

    quote: Annotated[Heading, Field(description="原文", examples=["一、总体要求"])]
    reason: Annotated[Text, Field(description="为什么不作为内容", examples=["章节标题"])]


class PlanFile(Part):
    """All of `plan.yaml`."""

    demonstration: Annotated[
        Text | None, Field(pattern="演示数据", description="演示知识库的标记；正式数据不写", examples=["演示数据"])
    ] = None
    source: Annotated[FileName, Field(description="原文文件，放在sources/下")]
    title: Annotated[Heading, Field(description="方案名称")]
    notice: Annotated[Heading, Field(description="通知名称")]
    number: Annotated[
        Heading | None, Field(description="发文字号；文件没有的不写", examples=["吉民发〔2021〕22号"])
    ] = None
    issuer: Annotated[
        Heading | None, Field(description="发文机关，原文照录；文件没有的不写", examples=["吉林省民政厅"])
    ] = None
    date: Annotated[Day | None, Field(description="成文日期；不知道的不写", examples=["2021-06-03"])] = None
    dated: Annotated[Passage | None, Field(description="成文日期的原文；原文没有的不写", examples=["2021年6月3日"])] = (
        None
    )
    addressees: Annotated[Passage | None, Field(description="主送机关，原文照录；没有的不写")] = None
    basis: Annotated[
        Elsewhere,
        Field(description="原文没有、照别处补写的，逐项写明出处", examples=["{date: 网页上的成文日期一栏}"]),
    ] = Elsewhere()
    horizon: Annotated[
        Horizon | None,
        Field(
            description="实施期限；没有定的不写",
            examples=[
                {
                    "quote": "5年过渡期内",
                    "years": 5,
                    "start": "2021-01-01",
                    "end": "2025-12-31",
                    "basis": "原文没有写起止日期，自印发当年起算满5年",
                }
            ],
        ),
    ] = None
    tracking: Annotated[Tracking, Field(description="跟踪落实的门限和灯色")] = Tracking()
    mechanisms: Annotated[tuple[Mechanism, ...], Field(description="工作机制；原文没有写的不写")] = ()
    passages: Annotated[tuple[TextPassage, ...], Field(description="任务以外的段落；没有的不写")] = ()
    references: Annotated[tuple[Reference, ...], Field(description="引用的其他文件")] = ()
    annexes: Annotated[tuple[Annex, ...], Field(description="附件")] = ()
    slips: Annotated[tuple[Slip, ...], Field(description="原文疑误，照录")] = ()
    exclusions: Annotated[tuple[Exclusion, ...], Field(description="不作为内容的文字，如章节标题")] = ()

    @property
    def cited_number(self) -> str:
        """The number behind a title: （吉民发〔2021〕22号）; empty where there is none."""
        return f"（{self.number}）" if self.number else ""

    @property
    def span(self) -> Span:
        """Its half-years, as far as its date and its horizon say."""
        start = self.date or (self.horizon.start if self.horizon else None)
        return Span.between(start, self.horizon.end if self.horizon else None)

    @property
    def elsewhere(self) -> frozenset[str]:
        """The fields whose words come from elsewhere: they need not stand in the source."""
        return frozenset(self.basis.model_dump(exclude_none=True))
