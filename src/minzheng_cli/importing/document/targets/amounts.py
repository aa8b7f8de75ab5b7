"""Numbers with a unit in a clause, as a plan words them: 5000张, 1.2万人次, 55%, 三分之一, 八成, 翻一番, 全覆盖."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from minzheng_cli.model.lexicon import NOT_UNITS, UNITS, either
from minzheng_cli.model.numerals import NUMERALS, chinese_number

_WIDE = str.maketrans("０１２３４５６７８９．％，", "0123456789.%,")
_FACTOR = r"(?:余|多)?(?:万亿|万|亿|千万|百万|千|百)?(?:余|多)?"
_NUMBER = rf"(?P<number>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)\s?(?P<factor>{_FACTOR})\s*(?:(?!{NOT_UNITS}(?!标))(?P<unit>{UNITS}))?"
_RANGE = rf"(?P<low>\d+(?:\.\d+)?)\s*(?P<lowunit>%|{UNITS})?\s*(?:[—–\-－~～至到]|——)\s*(?=\d)"
_ARABIC = re.compile(rf"(?:{_RANGE})?{_NUMBER}")
_HAN = rf"[{NUMERALS}]"
_MEASURE = "所|家|个|处|张|名|人次|人|次|场|座|期|批次|公里|亩|户|件|项|篇|部|支|条|套|种|届|轮|款"
_RATIO = re.compile(r"(?<![\d.:：∶])(?P<first>\d{1,3}(?:\.\d+)?)\s?[:：∶]\s?(?P<second>\d{1,4}(?:\.\d+)?)(?![\d.:：∶])")
"""护理员与老年人之比1:4; not the time of a day, which has two digits behind the colon and no ratio before it."""
_CALLED_RATIO = re.compile(r"比(?:例|值|率|重)?[^，。；\d]{0,10}$|配备[^，。；\d]{0,6}$")
_CHINESE = re.compile(
    rf"(?P<part>{_HAN}+)分之(?P<over>{_HAN}+(?:点{_HAN}+)?)"
    rf"|(?P<tenths>{_HAN}+)成(?![立果为员功效品熟都本人长交])"
    rf"|翻(?P<double>{_HAN}+)番"
    r"|(?P<half>一半|半数)(?=以上|的|左右|$|[，。；、\u4e00-\u9fff])"
    rf"|(?P<times>{_HAN}+)倍"
    rf"|(?:(?P<least>[二两三四五六七八九十]{{1,3}})(?:至|到|—|-)(?P<most>[三四五六七八九十]{{1,3}})|(?P<some>[二两三四五六七八])(?P<more>[三四五六七八九]))(?P<ranged>{_MEASURE})"
    rf"|(?P<count>{_HAN}+)(?!{NOT_UNITS}(?!标))(?P<measure>{_MEASURE})"
)
_COEFFICIENT = re.compile(r"(?:系数|指数|强度|密度|比值|容积率|生师比|医护比|床护比)[^，。；\d]{0,8}$")
"""What is measured without a unit."""
_DONE = either("建成 完成 达标 达到 实现 纳入 取得 通过 消除 覆盖 接入 配备 设立 建立 投入 具备 开展 完善 安装 入驻")
_FULL = re.compile(
    r"全覆盖|(?<=覆盖)(?:全[省市县区州国])?所有(?=县|市|区|乡|镇|街|村|社区|行政)|(?<=实现)全(?:面)?(?:达标|部覆盖)"
    rf"|全部(?=[\u4e00-\u9fff（）、]{{0,10}}?{_DONE})"
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number in a clause: value and unit as the clause words them, and where it stands.

    `kind` is digits, han, share (三分之一, 八成), times, full or ratio (1:4: value 1, unit :4); `upper` the upper end of a range.
    """

    value: float
    unit: str
    start: int
    end: int
    kind: Literal["digits", "han", "share", "times", "full", "ratio"]
    upper: float | None = None


def amounts(clause: str) -> list[Amount]:
    """All numbers of a clause that have a unit, in order; what is a date, a name or an ordinal is left to whoever asks."""
    text = clause.translate(_WIDE)
    found = [_ratio(match) for match in _RATIO.finditer(text) if _CALLED_RATIO.search(text[: match.start()])]
    taken = [(each.start, each.end) for each in found]
    found += [each for match in _ARABIC.finditer(text) if (each := _digits(match)) and not _inside(each, taken)]
    taken = [(each.start, each.end) for each in found]
    found += [each for match in _CHINESE.finditer(text) if (each := _chinese(match)) and not _inside(each, taken)]
    found += [Amount(100, "%", match.start(), match.end(), "full") for match in _FULL.finditer(text)]
    return sorted(found, key=lambda each: each.start)


def _inside(amount: Amount, taken: list[tuple[int, int]]) -> bool:
    return any(start <= amount.start < end for start, end in taken)


def _digits(match: re.Match[str]) -> Amount | None:
    factor = re.sub("[余多]", "", match["factor"] or "")
    unit = factor + (match["unit"] or "")
    if not unit and not ("." in match["number"] and _COEFFICIENT.search(match.string[: match.start()])):
        return None
    if match["unit"] in ("年", "月", "日") and not factor and len(match["number"]) == 4:
        return None
    value = float(match["number"].replace(",", ""))
    low = float(match["low"]) if match["low"] else None
    if low is None:
        return Amount(value, unit, match.start(), match.end(), "digits")
    if low >= value:
        return Amount(value, unit, match.start("number"), match.end(), "digits")
    return Amount(low, unit, match.start(), match.end(), "digits", value)


def _ratio(match: re.Match[str]) -> Amount:
    return Amount(float(match["first"]), f":{match['second']}", match.start(), match.end(), "ratio")


def _chinese(match: re.Match[str]) -> Amount | None:
    start, end = match.span()
    if match["over"]:
        return Amount(100.0 * _decimal(match["over"]) / (chinese_number(match["part"]) or 1), "%", start, end, "share")
    if match["tenths"]:
        return Amount(10.0 * chinese_number(match["tenths"]), "%", start, end, "share")
    if match["double"]:
        return Amount(float(2 ** min(chinese_number(match["double"]), 20)), "倍", start, end, "times")
    if match["half"]:
        return Amount(50.0, "%", start, end, "share")
    if match["times"]:
        return Amount(float(chinese_number(match["times"])), "倍", start, end, "times")
    if match["ranged"]:
        low, high = chinese_number(match["least"] or match["some"]), chinese_number(match["most"] or match["more"])
        return Amount(float(low), match["ranged"], start, end, "han", float(high)) if low < high else None
    words = match["count"]
    return Amount(float(chinese_number(words)), match["measure"], start, end, "han") if words != "零" else None


def _decimal(words: str) -> float:
    """三十五点六 → 35.6."""
    whole, _, fraction = words.partition("点")
    digits = "".join(str(chinese_number(each)) for each in fraction)
    return chinese_number(whole) + (float(f"0.{digits}") if digits else 0)
