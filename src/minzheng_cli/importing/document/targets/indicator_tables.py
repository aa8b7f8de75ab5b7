"""Tables of indicators, as plans for five years hold them: 指标, 单位, 2020年, 2025年, 属性."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal

from minzheng_cli.importing.document.blocks import Table
from minzheng_cli.importing.document.draft import FoundTarget
from minzheng_cli.model.deadlines import Calendar

_NAME = re.compile(r"(?:主要|具体|核心|二级|三级)?(?:指标)(?:名称|内容)?|指标(?:\(.*\)|（.*）)?|名称")
_UNIT = re.compile(r"(?:计量)?单位")
_YEAR = re.compile(r".*?(20\d{2})年?.*")
_VALUE = re.compile(
    r"^(?P<change>(?:累计)?(?:下降|降低|减少|增长|提高|增加|提升))?(?P<sign>>|<|≥|≤|＞|＜|>=|<=|不低于|不少于|不超过|大于|小于|高于|超过|达到)?\s*(?P<number>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>%|‰|[\u4e00-\u9fff]{1,5})?(?P<behind>以上|以内|左右)?$"
)
_COUNTS = re.compile(r"(人次|人|户)数?$")
_MOST = ("<", "≤", "＜", "<=", "不超过", "小于")


def indicator_targets(table: Table, known: Calendar) -> list[FoundTarget]:
    """The targets of a table of indicators; none of a table of another kind."""
    for at, row in enumerate(table.rows[:3]):
        heads = [re.sub(r"\s", "", cell) for cell in row]
        name = next((column for column, head in enumerate(heads) if _NAME.fullmatch(head)), None)
        years = {
            column: int(found[1])
            for column, head in enumerate(heads)
            if (found := _YEAR.fullmatch(head)) and len(head) < 16
        }
        if not years and known.ends:
            years = {
                column: known.ends
                for column, head in enumerate(heads)
                if re.fullmatch(
                    r"目标值?|规划目标|目标要求|预期值|预期目标|指标值|目标数值?|规划值|目标\(值\)|发展目标", head
                )
            }
        if name is not None and years:
            return list(_targets(table, at + 1, heads, name, _ahead(years, known)))
    return []


def _ahead(years: dict[int, int], known: Calendar) -> dict[int, int]:
    """Columns of years that are still to come; the earliest of several is where it starts."""
    if known.issued:
        return {
            column: year
            for column, year in years.items()
            if date(year, 12, 31) >= known.issued and not _is_start(year, years, known)
        }
    return {column: year for column, year in years.items() if year > min(years.values()) or len(years) == 1}


def _is_start(year: int, years: dict[int, int], known: Calendar) -> bool:
    return len(years) > 1 and year == min(years.values()) and known.issued is not None and year < known.issued.year


def _targets(table: Table, start: int, heads: Sequence[str], name: int, years: dict[int, int]) -> Iterator[FoundTarget]:
    unit_at = next((column for column, head in enumerate(heads) if _UNIT.fullmatch(head)), None)
    for at, row in enumerate(table.rows[start:], start):
        for column, year in years.items():
            found = _VALUE.match("".join(row[column].split())) if column < len(row) else None
            title = re.sub(r"^\d+[.．、]\s*|\s", "", row[name])
            if not found or not title:
                continue
            inside = re.search(r"[（(]([^（）()]{1,8})[）)]$", title)
            unit = row[unit_at].strip() if unit_at is not None else found["unit"] or (inside[1] if inside else "")
            unit = unit or (_COUNTS.search(title) or {1: ""})[1]
            bare = title[: inside.start()] if inside and unit == inside[1] else title
            measured = bare.removeprefix("年均") + (found["change"] or "")
            yield FoundTarget(
                "", measured, _comparator(found), float(found["number"].replace(",", "")), unit, date(year, 12, 31),
                "year" if bare.startswith("年均") else None, row[column].strip(), table.line + at, 0.9 if unit else 0.7,
            )  # fmt: skip


def _comparator(found: re.Match[str]) -> Literal[">=", "<=", "=="]:
    if found["sign"] in _MOST or found["behind"] == "以内":
        return "<="
    return "==" if found["behind"] == "左右" else ">="
