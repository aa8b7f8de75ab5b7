"""Periods as they are typed: one of the plan's, or the last that has ended."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from minzheng_cli.errors import MzError

if TYPE_CHECKING:
    from minzheng_cli.model.period import Period
    from minzheng_cli.model.plan import PlanFile


def plan_period(plan: PlanFile, text: str) -> Period:
    """The period asked for. Raises MzError for one that doesn't touch the plan's horizon."""
    from minzheng_cli.model.period import Period

    period = Period.parse(text)
    if period is None:
        raise MzError(f"报告期“{text}”写法不对。", "请写成2021H2或2021下半年")
    nearest = plan.span.nearest(period)
    if nearest != period:
        raise MzError(f"报告期{period}不在方案的实施期限内。", f"最近的是{nearest}（{nearest.chinese}）")
    return period


def period_or_last(plan: PlanFile, text: str | None, day: date) -> Period:
    """The period asked for, or else the last that has ended by the day. Raises MzError."""
    return plan.span.ended(day) if text is None else plan_period(plan, text)
