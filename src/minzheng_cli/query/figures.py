"""How numbers, days and figures of a target are written; the only place that decides it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from minzheng_cli.progress import meets

if TYPE_CHECKING:
    from minzheng_cli.model.target import Target
    from minzheng_cli.progress import Rolled, TargetStatus

UNREPORTED = "未报送"


def chinese_day(day: date) -> str:
    """2022年7月8日: Arabic digits without leading zeros, as GB/T 9704-2012, 7.3.5.4 asks."""
    return f"{day.year}年{day.month}月{day.day}日"


def number(value: float, decimals: int = 1) -> str:
    """At most so many decimals, and none where they are zero."""
    rounded = round(value, decimals) + 0.0  # no minus before a zero
    return f"{rounded:.0f}" if rounded == int(rounded) else f"{rounded:.{decimals}f}"


def quantity(value: float, unit: str, decimals: int = 1) -> str:
    """A number with its unit: 72.7%."""
    return f"{number(value, decimals)}{unit}"


def value_words(target: Target, rolled: Rolled | None) -> str:
    """What was reported: 72.7%, or 45/60个达标 for a target of each area; 未报送 without a figure."""
    if rolled is None or rolled.value is None:
        return UNREPORTED
    if rolled.meeting is not None:
        return f"{rolled.meeting}/{rolled.asked}个达标"
    return quantity(rolled.value, target.unit, _decimals(target, rolled.value))


def weakest_words(target: Target, rolled: Rolled | None) -> str:
    """The figure of the area that is furthest from a target of each area: 最低0所; empty for any other target."""
    if rolled is None or rolled.meeting is None or rolled.value is None:
        return ""
    return f"{'最高' if target.comparator == '<=' else '最低'}{quantity(rolled.value, target.unit, _decimals(target, rolled.value))}"


def _decimals(target: Target, value: float) -> int:
    """How many decimals keep the figure on its side of the aim: 49.96 % must not read 50 % beside 未达到."""
    told = (places for places in range(1, 6) if meets(target, round(value, places)) == meets(target, value))
    return next(told, 6)


def aim_words(target: Target) -> str:
    """A target's value in few words, for a narrow column: ≥80%, 基本全覆盖."""
    sign = {">=": "≥", "<=": "≤", "==": "="}[target.comparator]
    amount = "全覆盖" if "全覆盖" in target.quote else f"{sign}{target.value:g}{target.unit}"
    return f"{target.qualifier or ''}{amount}"


def level_words(status: TargetStatus, level: float) -> str:
    """A level on the line: in the target's unit, or as a number of areas where each is asked by itself."""
    rolled = status.rolled
    if rolled is not None and rolled.meeting is not None:
        return f"{number(level * rolled.asked / 100)}个达标"
    return quantity(level, status.target.unit)


def expected_words(status: TargetStatus) -> str:
    """What was due on the day of the figures; empty where there is no line to hold them against."""
    return "" if status.expected is None else level_words(status, status.expected)


def areas_words(status: TargetStatus) -> str:
    """How many of the areas asked the figures rest on: 58/61, or 全省 for the province's own figure."""
    rolled = status.rolled
    if rolled is None:
        return ""
    return f"{rolled.reported}/{rolled.asked}" if rolled.asked else "全省数"


def forecast_words(status: TargetStatus) -> str:
    """Where the pace so far leads (推算: derived, to be labelled as such), to the month. Empty where nothing can be said."""
    found = status.forecast
    if found is None:
        return ""
    parts = [f"约{found.reached_on.year}年{found.reached_on.month}月达到"] if found.reached_on else []
    parts += [f"到期限时为{level_words(status, found.at_end)}"] if found.at_end is not None else []
    return "，".join(parts) or "一百年内达不到"


def state_words(status: TargetStatus, *, passed: bool) -> str:
    """Whether it is reached, in words: 达到, 未达到, 未到期, 年度未结束, 待认定, 数据不全 or 未报送."""
    if status.reached:
        return "达到"
    if status.value is None:
        return "年度未结束" if status.running and status.schedule not in (None, UNREPORTED) else UNREPORTED
    if status.target.qualifier:
        return "待认定" if status.reached is None else "未达到"
    if status.missing:
        return "数据不全"
    if status.running:
        return "年度未结束"
    return "未到期" if status.target.due and not passed else "未达到"
