"""How lists, sentences and titles are written in a report; numbers and days are as in every answer."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from minzheng_cli.query.figures import chinese_day, number, quantity

if TYPE_CHECKING:
    from minzheng_cli.model.plan import PlanFile

__all__ = [
    "ADDRESSEE",
    "SIGNATURE",
    "book_title",
    "chinese_day",
    "cited",
    "listed",
    "number",
    "quantity",
    "sentence",
    "subject",
    "title_lines",
]

ADDRESSEE = "（主送机关待填）"
"""Stands at the head of a letter whose plan has no leading group to write to."""
SIGNATURE = "（署名待填）"
"""Stands at the end of one whose plan has no leading group's office to sign it."""


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


def cited(plan: PlanFile) -> str:
    """The notice as a report cites it: 《…》（吉民发〔2021〕22号), the number where it has one."""
    return f"{book_title(plan.notice)}{plan.cited_number}"


def subject(title: str) -> str:
    """What a plan is about, from its title: without 关于 at its start and 的实施方案 at its end.

    A title of another kind, or of which too little would be left, stands whole, in its marks.
    """
    about = _ENDING.sub("", _OPENING.sub("", title))
    return about if about and not about.endswith(_UNFINISHED) and _ENDING.search(title) else book_title(title)


_OPENING = re.compile(r"^[^《关]{0,30}关于")
_ENDING = re.compile(
    r"(?:的?(?:实施|指导|(?<!专项)工作)?(?:方案|计划|意见)|的通知|(?:目标)?(?:任务|责任|分工|分解)+(?:表|清单))$"
)
_UNFINISHED = ("年", "年度", "时期", "”", "的", "专项")


_AFTER = ("的", "、", "》", "”", "）", "和", "与", "同", "年", "期", "专班", "处")
_BEFORE = (
    "关于",
    "工作",
    "重点",
    "有效",
    "情况",
    "进展",
    "年度",
    "任务",
    "责任",
    "清单",
    "督办",
    "脱贫",
    "乡村",
)
_YEAR = re.compile(r"\d{4}年")
_TIGHT = ("的", "和", "与", "、", "，", "》", "）", "”", "上半年", "下半年", "工作处", "室")


def title_lines(title: str, room: int) -> str:
    """A title in lines of at most so many characters, of like length, broken at sense: GB/T 9704-2012, 7.3.1
    (回行时，要做到词意完整，排列对称，长短适宜，间距恰当). A line more is taken where that helps; a title without
    any such places is cut into equal lines.
    """
    count = -(-len(title) // room)
    if count < 2:
        return title
    at_sense = next((lines for more in (0, 1) if (lines := _at_sense(title, count + more, room))), None)
    even = -(-len(title) // count)
    return "\n".join(at_sense or (title[at : at + even] for at in range(0, len(title), even)))


def _at_sense(title: str, count: int, room: int) -> list[str] | None:
    """So many lines, each ended at the place nearest to where equal lines would end; None where there is none."""
    lines, rest = [], title
    for left in range(count, 1, -1):
        middle, least = -(-len(rest) // left), len(rest) - room * (left - 1)
        places = range(max(least, 2), min(room, len(rest) - 2) + 1)
        ends = [at for at in places if _may_end(rest[:at], rest[at:])]
        if not ends:
            return None
        at = min(ends, key=lambda at: (abs(at - middle), at))
        lines.append(rest[:at])
        rest = rest[at:]
    return [*lines, rest]


def _may_end(line: str, rest: str) -> bool:
    is_year = bool(_YEAR.match(rest)) and not line[-1].isdecimal()
    return (is_year or line.endswith(_AFTER) or rest.startswith(_BEFORE)) and not rest.startswith(_TIGHT)
