"""What stands in the columns of a form: whoever writes a form and whoever reads one goes by these."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["shown", "status", "words", "count", "number", "day"]
"""What a column holds: `shown` is the office's own, the others are for the clerk to fill."""


@dataclass(frozen=True)
class FormColumn:
    """One column: the entry's field that it holds, the heading by which it is recognised, its width in half characters.

    `note` is the remark on the heading.
    """

    field: str
    label: str
    kind: Kind
    width: int
    note: str = ""

    @property
    def is_filled(self) -> bool:
        """True where the clerk fills it."""
        return self.kind != "shown"


ID = FormColumn("id", "编号", "shown", 7, "请勿改动：收表时凭编号认行。")
BEFORE = "before"
WORDS = "words"
SHARE = "share"

_EVIDENCE = FormColumn("evidence", "佐证材料", "words", 15, "写材料的名称和文号、份数，材料另附。例：验收单12份。")
_REPORTED = FormColumn("reported", "报送日期", "day", 11, "写成2022-07-08这样。各行相同的，只填一行就可以。")
_REASON = FormColumn("reason", "更正说明", "words", 12, "改动以前报过的内容时必填，写为什么改；第一次报的不填。")

REPORT_COLUMNS = (
    ID,
    FormColumn(WORDS, "任务原文", "shown", 44),
    FormColumn(BEFORE, "上期情况", "shown", 24, "上一次报送的内容，供参考。"),
    FormColumn("status", "状态", "status", 9, "点格子右边的箭头，选未启动、进行中或已完成。"),
    FormColumn(
        "done", "工作进展", "words", 34, "本期做了什么，有什么成效，尽量写数字。请勿写身份证号、电话等个人信息。"
    ),
    FormColumn("problems", "存在问题", "words", 18, "没有的不填。"),
    FormColumn("next", "下一步安排", "words", 18, "没有的不填。"),
    _EVIDENCE,
    _REPORTED,
    _REASON,
)
"""工作进展: an office's words, one row for each of its tasks."""

FIGURE_COLUMNS = (
    ID,
    FormColumn(WORDS, "指标和原文", "shown", 38),
    FormColumn("basis", "怎样计算", "shown", 26, "分子、分母各数什么。"),
    FormColumn("unit", "单位", "shown", 7),
    FormColumn(BEFORE, "上期数据", "shown", 20, "上一次报送的数，供参考。"),
    FormColumn("numerator", "分子", "count", 9, "只填整数，不写单位。"),
    FormColumn("denominator", "分母", "count", 9, "只填整数，不写单位。分子、分母要同时填。"),
    FormColumn(SHARE, "占比", "shown", 8, "自动算出，不用填。"),
    FormColumn("value", "数值", "number", 9, "不是占比的指标填这里，只填数，不写单位。"),
    FormColumn("as_of", "截止日期", "day", 11, "数据截止到哪一天；已填好报告期最后一天，不是这一天的请改。"),
    _EVIDENCE,
    _REPORTED,
    _REASON,
)
"""指标数据: figures of one area, one row for each target."""

SHEETS = {"reports": ("工作进展", REPORT_COLUMNS), "observations": ("指标数据", FIGURE_COLUMNS)}
"""The sheets of a form by the list of the progress file that they fill: name and columns."""
META_MARK = "mz-form"
"""What stands in the first cell of the hidden sheet."""
META_VERSION = 1
"""The form's own version: of another, nothing is read."""
