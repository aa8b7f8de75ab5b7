"""How lists, sentences and titles are written in a report; numbers and days are as in every answer."""

from __future__ import annotations

import re
from collections.abc import Iterable

from minzheng_cli.query.figures import chinese_day, number, quantity

__all__ = ["book_title", "chinese_day", "listed", "number", "quantity", "sentence", "subject", "title_lines"]


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


_AFTER = ("的", "、", "》", "”", "）", "和", "与", "同", "年", "期", "专班")
_BEFORE = (
    "关于",
    "工作",
    "重点",
    "有效",
    "衔接",
    "情况",
    "进展",
    "半年",
    "年度",
    "任务",
    "责任",
    "清单",
    "督办",
    "脱贫",
    "乡村",
)
_TIGHT = ("的", "和", "与", "、", "，", "》", "）", "”")


def title_lines(title: str, room: int) -> str:
    """A title in lines of at most so many characters, of like length, broken at sense: GB/T 9704-2012, 7.3.1
    (回行时，要做到词意完整，排列对称，长短适宜，间距恰当).
    """
    count = -(-len(title) // room)
    if count < 2:
        return title
    lines, rest = [], title
    for left in range(count, 1, -1):
        at = _break(rest, -(-len(rest) // left), room)
        lines.append(rest[:at])
        rest = rest[at:]
    return "\n".join((*lines, rest))


def _break(text: str, middle: int, room: int) -> int:
    """The place nearest the middle at which a line may end; the middle itself where there is none."""
    places = [at for at in range(2, min(room, len(text) - 2) + 1) if _may_end(text[:at], text[at:])]
    return min(places, key=lambda at: (abs(at - middle), at), default=middle)


def _may_end(line: str, rest: str) -> bool:
    return (line.endswith(_AFTER) or rest.startswith(_BEFORE)) and not rest.startswith(_TIGHT)
