"""Is a form one of ours, for this period, and made from the plan as it stands? Refused with the reason where it isn't."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from minzheng_cli.errors import MzError
from minzheng_cli.query.form import Form, base_print

if TYPE_CHECKING:
    from minzheng_cli.importing.filled import Filled
    from minzheng_cli.model.period import Period
    from minzheng_cli.query.form import Forms


@dataclass(frozen=True)
class Fitting:
    """What a form is held against: the forms as they would be made today, and the period that is collected."""

    forms: Forms
    period: Period
    locked: bool = False


def fitted(form: Filled, fitting: Fitting) -> Form:
    """The form as it would be made today. Raises MzError where what came back isn't that form."""
    kb, wanted = fitting.forms.kb, fitting.period
    if form.base != base_print(kb):
        what = f"{kb.plan.number or f'《{kb.plan.title}》'}{'的演示数据' if kb.demonstration else ''}"
        raise MzError(f"不是{what}的填报表，是用别的知识库制的。", "请核对是不是收错了，或用--data指明知识库")
    if form.period != wanted:
        message = f"是{form.period.chinese}的填报表，现在收的是{wanted.chinese}。"
        raise MzError(
            message, f"填错了表的，请用{wanted.chinese}的表重填；要收{form.period.chinese}的，加--period {form.period}"
        )
    if fitting.locked:
        raise MzError(f"{wanted.chinese}已经锁定，不再收表。", "要更正的，请记入当前报告期")
    now = fitting.forms.of(form.filler, form.name)
    if now is None:
        who = "处室没有这个报告期要报的任务" if form.filler == "office" else "地区不在知识库里"
        raise MzError(f"填报单位“{form.name}”：这个{who}。", "请用 mz form 重新制表")
    _refuse_reworded(form, now)
    return now


def _refuse_reworded(form: Filled, now: Form) -> None:
    """Raises MzError where the words or figures of the plan are others than those the form was made from."""
    rows = {(sheet.field, row.id): row.made_from for sheet in now.sheets for row in sheet.rows}
    if rows == form.made_from:
        return
    changed = [row for (field, row), digits in form.made_from.items() if rows.get((field, row)) != digits]
    added = [row for (field, row) in rows if (field, row) not in form.made_from]
    told = [f"{'、'.join(changed[:6])}的原文后来改过"] if changed else []
    told += [f"后来增加了{'、'.join(added[:6])}"] if added else []
    raise MzError(f"是按旧的方案内容制的表：{'，'.join(told)}。", "请用 mz form 重新制表，请填报单位核对后重报")
