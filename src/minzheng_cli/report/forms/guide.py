"""The first sheet of a form (填表说明): what to fill, by when, how, and whom to return it to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minzheng_cli.query.form import sheet_name
from minzheng_cli.report.formatting import book_title, chinese_day, listed
from minzheng_cli.report.forms.measure import height, lines_of

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

    from minzheng_cli.query.form import Form
    from minzheng_cli.report.forms.styles import Styles

_LEFT, _RIGHT = 14, 104
_REPORTS = (
    "“工作进展”一行是一项任务。状态从下拉框里选：还没有开展的选“未启动”，正在做的选“进行中”，全部做完的选“已完成”；"
    "选“已完成”的要写佐证材料。工作进展写本期做了什么、有什么成效；没有问题的，“存在问题”空着。"
)
_FIGURES = (
    "“指标数据”一行是一个指标。是占比的，分子、分母各填一个整数，占比自动算出；不是占比的，只填数值。"
    "数字后面不写单位，不写“约”“左右”。没有数据的，整行空着，不要填0。"
)
_AS_OF = "“截止日期”已经填好报告期的最后一天，数据不是截止到这一天的请改。"
_STEPS = (
    "只填浅黄色的格子。灰色和白色的格子供参考，不用改；表里的编号不要删、不要改。",
    "“报送日期”是报出这份表的日子，各行相同的只填一行。",
    "以前报过的内容要改动的，在原来报的那份表上改，并在“更正说明”里写为什么改；没有改的行不用管。",
    "请勿写居民身份证号、手机号码、银行卡号等个人信息。",
    "填好后保存，仍存成Excel文件（.xlsx），不要加密，不要另建一张表粘贴过去。用Excel、WPS都可以填。",
)
_EXAMPLE_REPORT = (
    "状态：进行中；工作进展：印发实施细则，培训乡镇工作人员320人次，12个乡镇开始试点；存在问题：2个乡镇人手不足；"
    "下一步安排：下一季度末全面推开；佐证材料：实施细则、培训签到表；报送日期：{reported}"
)
_EXAMPLE_FIGURE = (
    "应统计的有11个，已经做到的有8个：分子填8，分母填11（占比自动算出72.7%）；截止日期：{as_of}；"
    "佐证材料：验收单8份；报送日期：{reported}"
)


def write_guide(book: Workbook, styles: Styles, form: Form) -> None:
    """The sheet of instructions."""
    page = book.add_worksheet("填表说明")
    page.hide_gridlines(2)
    page.set_column(0, 0, _LEFT)
    page.set_column(1, 1, _RIGHT)
    page.write_string(0, 0, f"{form.period.chinese}工作进展情况填报表", styles["title"])
    page.set_row(0, 30)
    row = 1
    if form.demonstration:
        page.write_string(row, 0, form.demonstration, styles["warning"])
        row += 1
    blocks = (("label", "value", _facts(form)), ("step", "line", _steps(form)), ("label", "value", _examples(form)))
    for left, right, lines in blocks:
        row += 1
        for label, text in lines:
            page.write_string(row, 0, label, styles[left])
            page.write_string(row, 1, text, styles[right])
            page.set_row(row, height(lines_of(text, _RIGHT / 1.1)) + 4)
            row += 1
    page.protect()
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 1)


def _facts(form: Form) -> list[tuple[str, str]]:
    count = listed(f"{sheet_name(sheet)}{len(sheet.rows)}行" for sheet in form.sheets)
    return [
        ("填报单位", form.title),
        ("报告期", f"{form.period.chinese}（{chinese_day(form.period.start)}至{chinese_day(form.period.end)}）"),
        ("填什么", f"{count}，在后面的页里"),
        ("何时报回", f"{chinese_day(form.due)}以前"),
        ("报回哪里", form.back_to),
        ("依据", f"{book_title(form.plan)}{form.number}"),
        ("制表日期", chinese_day(form.made_on)),
    ]


def _steps(form: Form) -> list[tuple[str, str]]:
    fields = {sheet.field for sheet in form.sheets}
    words = [_REPORTS] if "reports" in fields else []
    words += [_FIGURES, _AS_OF] if "observations" in fields else []
    return [(str(number), text) for number, text in enumerate([_STEPS[0], *words, *_STEPS[1:]], 1)]


def _examples(form: Form) -> list[tuple[str, str]]:
    fields = {sheet.field for sheet in form.sheets}
    days = {"as_of": form.period.end, "reported": form.period.next.start.replace(day=8)}
    found = [("工作进展举例", _EXAMPLE_REPORT.format(**days))] if "reports" in fields else []
    return [*found, *([("指标数据举例", _EXAMPLE_FIGURE.format(**days))] if "observations" in fields else [])]
