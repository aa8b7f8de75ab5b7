"""Between which days the plan's dates lie, and how a date is told of that doesn't."""

from __future__ import annotations

from datetime import date

from minzheng_cli.model.plan import PlanFile


def bounds(plan: PlanFile) -> tuple[date, date]:
    """The day of the plan and the end of its horizon; the calendar's own ends where nobody has said them."""
    return plan.date or date.min, plan.horizon.end if plan.horizon else date.max


def outside(first: date, last: date, day: date) -> str:
    """What is wrong with a day that isn't within the bounds: 不在2021-06-03至2025-12-31之间, 早于2021-06-03."""
    if date.min < first and last < date.max:
        return f"不在{first}至{last}之间"
    return f"早于{first}" if day < first else f"晚于{last}"
