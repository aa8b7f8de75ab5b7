"""How numbers, days and lists are written in a report; the only place that decides it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date


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


def listed(words: Iterable[str], none: str = "无") -> str:
    """Words joined by 、; `none` where there are none."""
    return "、".join(words) or none


def sentence(words: str) -> str:
    """Words that end in a full stop, exactly one, or in the mark that they end in themselves."""
    bare = words.strip().rstrip("。；;.，,、")
    return bare if bare.endswith(("！", "？")) else f"{bare}。"


def book_title(words: str) -> str:
    """A document's name in 《》; marks within become 〈〉 (GB/T 15834-2011, 4.15.3.4)."""
    return f"《{words.replace('《', '〈').replace('》', '〉')}》"


def subject(title: str) -> str:
    """What a plan is about, from its title: without 关于 at its start and 的实施方案 at its end."""
    return re.sub(r"(的)?(实施|行动|工作)?(方案|计划|意见)$", "", title.removeprefix("关于"))
