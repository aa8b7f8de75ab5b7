"""How official Chinese words a quantity: numbers, comparisons, deadlines, recurrences, qualifiers.

Used to prove that data and quote say the same, and to read quantities out of a document. All pure text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from minzheng_cli.model.numerals import NUMERALS, chinese_number

_AT_LEAST = re.compile(r"不低于|不少于|不小于|不得低于|不得少于|以上|至少|达到|达|(?<!不)(?<!不得)超过|全覆盖|增长")
_AT_MOST = re.compile(r"不超过|不高于|不多于|不大于|不得超过|以内|以下|至多|降至|控制在")
_COVERAGE = re.compile(r"全覆盖")
_QUALIFIER = re.compile(r"基本(?=实现|达到|建成|完成|形成|消除|全覆盖|覆盖|建立|健全)")
_YEARLY = re.compile(r"每年|年均|逐年")
_HALF_YEARLY = re.compile(r"每半年")
_YEAR_END = re.compile(r"(\d{4})年(?:(\d{1,2})月)?(?:(\d{1,2})日)?(?:年)?(底|末)?")
_FIVE_YEAR = re.compile(r"“?(十三五|十四五|十五五)”?(?:期)?末")
_FIVE_YEAR_END = {"十三五": 2020, "十四五": 2025, "十五五": 2030}
_ARABIC = re.compile(r"\d+(?:\.\d+)?")
_CHINESE_QUANTITY = re.compile(rf"([{NUMERALS}]+)(成|倍|分之([{NUMERALS}]+))|翻([{NUMERALS}]+)番")
_DATE_NUMBER = re.compile(r"\d{1,4}(?=年|月|日)")

_NAMES = r"一定|一体|统一|进一步|一些|一般|同一|万家|一线|唯一|一律|一起|一致|一道|第一|逐一"
NUMBER_WORDS = re.compile(rf"{_NAMES}|(\d+(?:\.\d+)?%?|[{NUMERALS}]+|全覆盖|所有|每个|每百户|全体)")
"""Numbers and full-coverage words; group 1 is set for those, and not for the everyday words that only look like one."""
COMMITMENT_WORDS = re.compile(r"应[^，。；、]尽[^，。；、]|确保|普遍|防止出现|不漏|逐[人户]|不断提高|逐步缩小|全面制定")
"""Words that promise without a number."""


@dataclass(frozen=True)
class Quantity:
    """A number as the text words it, its value, and what follows it."""

    words: str
    value: float
    after: str


def quantities(words: str) -> list[Quantity]:
    """The numbers in a text, in order, without those of dates; 六成 is 60 %, 三分之一 a third of 100 %."""
    dates = {match.start() for match in _DATE_NUMBER.finditer(words)}
    found = [
        (match.start(), Quantity(match[0], float(match[0]), words[match.end() :]))
        for match in _ARABIC.finditer(words)
        if match.start() not in dates
    ]
    found += [(match.start(), _chinese_quantity(match, words)) for match in _CHINESE_QUANTITY.finditer(words)]
    return [quantity for _, quantity in sorted(found, key=lambda pair: pair[0])]


def _chinese_quantity(match: re.Match[str], words: str) -> Quantity:
    rest = words[match.end() :]
    if match[4]:
        return Quantity(match[0], float(2 ** chinese_number(match[4])), "倍" + rest)
    if match[2] == "成":
        return Quantity(match[0], chinese_number(match[1]) * 10.0, "%" + rest)
    if match[2] == "倍":
        return Quantity(match[0], float(chinese_number(match[1])), "倍" + rest)
    return Quantity(match[0], 100.0 * chinese_number(match[3]) / (chinese_number(match[1]) or 1), "%" + rest)


def is_full_coverage(words: str) -> bool:
    """True where the text asks for 全覆盖."""
    return bool(_COVERAGE.search(words))


def comparator(words: str) -> str | None:
    """`>=` or `<=` by the text's words; None where it has none of them, or both kinds."""
    most = bool(_AT_MOST.search(words))
    least = bool(_AT_LEAST.search(_AT_MOST.sub("", words)))
    return None if most == least else "<=" if most else ">="


def qualifier(words: str) -> str | None:
    """基本, where it softens what is to be reached; not in 基本服务."""
    return "基本" if _QUALIFIER.search(words) else None


def recurrence(words: str) -> str | None:
    """`year` for 每年, `half-year` for 每半年, else None."""
    if _HALF_YEARLY.search(words):
        return "half-year"
    return "year" if _YEARLY.search(words) else None


def deadlines(words: str) -> list[date]:
    """The last days that the text names: 2025年底 and 2025年 end on 31 December, 6月底 on 30 June."""
    found = []
    for match in _YEAR_END.finditer(words):
        last = _last_day(int(match[1]), int(match[2] or 12), int(match[3]) if match[3] else None)
        if last:
            found.append(last)
    found += [date(_FIVE_YEAR_END[match[1]], 12, 31) for match in _FIVE_YEAR.finditer(words)]
    return found


def _last_day(year: int, month: int, day: int | None) -> date | None:
    try:
        if day:
            return date(year, month, day)
        following = date(year + month // 12, month % 12 + 1, 1)
        return date.fromordinal(following.toordinal() - 1)
    except ValueError:
        return None


def made_of(name: str, words: str, lexicon: frozenset[str], shortest: int = 2) -> int:
    """How many characters at the start of `name` are pieces of `words` (of `shortest` characters) or of the lexicon.

    Equals `len(name)` where all of it is.
    """
    reached = {0}
    for start in range(len(name)):
        if start not in reached:
            continue
        for end in range(start + 1, len(name) + 1):
            piece = name[start:end]
            if piece in lexicon or (len(piece) >= shortest and piece in words):
                reached.add(end)
    return max(reached)
