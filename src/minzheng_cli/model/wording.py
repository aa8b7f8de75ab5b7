"""How official Chinese words a quantity: numbers, comparisons, deadlines, recurrences, qualifiers.

Used to prove that data and quote say the same, and to read quantities out of a document. All pure text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from minzheng_cli.model.deadlines import Calendar
from minzheng_cli.model.deadlines import deadlines as dated
from minzheng_cli.model.deadlines import is_done as uses_up
from minzheng_cli.model.lexicon import (
    ACHIEVE,
    COMPARE_LEAST,
    COMPARE_MOST,
    COUNTERS,
    NAMES_OF_NUMBERS,
    NOT_UNITS,
    UNITS,
    ZEROES,
)
from minzheng_cli.model.numerals import NUMERALS, chinese_number

_NO_CALENDAR = Calendar()
_AT_LEAST = re.compile(rf"{COMPARE_LEAST}|以上|达|全覆盖|增长")
_AT_MOST = re.compile(rf"{COMPARE_MOST}|以内|以下")
_CRITERION = re.compile(r"(?:\d+周?岁|[一二三四五\dA]级)(?:[（(]含[）)])?(?:及)?以[上下]")
"""14周岁以下, 3A级以上: who is meant, not how much."""
_ABOUT = re.compile(r"左右|上下")
_RANGE_END = r"\d\s*[^\d，。；]{{0,4}}\s*(?:[—–\-－~～至到]|——)\s*{}(?!\d)"
_COVERAGE = re.compile(r"全覆盖|全部|覆盖(?:全[省市县区州国])?所有|全面?达标")
_QUALIFIER = re.compile(r"基本(?=实现|达到|建成|完成|形成|消除|全覆盖|覆盖|建立|健全)")
_YEARLY = re.compile(r"每年|年均(?!浓度|值|气温|可吸入|细颗粒)|逐年|(?<!\d年)年度(?=培训|检查|抽查|体检|轮训)")
_LONGEST_IN_LEXICON = 4
_VERB = 2
_ACHIEVES = re.compile(ACHIEVE)
_HALF_YEARLY = re.compile(r"每半年")
_ARABIC = re.compile(r"\d+(?:\.\d+)?")
_CHINESE_QUANTITY = re.compile(
    rf"(?<![统同唯第逐进{NUMERALS}])([{NUMERALS}]+)(成(?![立果为员])|倍|分之([{NUMERALS}]+))|翻([{NUMERALS}]+)番"
)
_COUNTED = re.compile(rf"([{NUMERALS}]+)(?!{NOT_UNITS}){UNITS}")
_DATE_NUMBER = re.compile(r"\d{1,4}(?=年|月|日)")

_NUMBER_WORDS = re.compile(
    rf"[0-9{NUMERALS}全所每]"  # one class at the head lets the search skip all other characters at once
    rf"(?:(?<=[0-9])[0-9]*(?:\.[0-9]+)?%?|(?<=[{NUMERALS}])[{NUMERALS}]*|(?<=全)(?:覆盖|体)|(?<=所)有|(?<=每)(?:个|百户))"
)
_BESIDE_ONE = {*"统同唯第逐进", *"定体些般线律起致道"}
"""Characters that make an everyday word of the 一 behind or before them."""
_PLACES = "十百千万亿"
_COUNTED_BY = re.compile(rf"\s*(?:(?!{NOT_UNITS}){UNITS}|{COUNTERS})")
_NOTHING_OF = re.compile(ZEROES)
_NAME_OF_NUMBER = re.compile(NAMES_OF_NUMBERS)
_REST_OF_NUMBER = re.compile(r"\d[余多]?$")
_IN_A_PAIR = re.compile(rf"(?:一[\u4e00-\u9fff]|[{NUMERALS}]个)$")
"""The second 一 of 一户一策, and that of 五个一."""
_COMMITMENT_WORDS = re.compile(
    r"应[^，。；、]尽[^，。；、]|确保|普遍(?!存在|反映|性)|防止出现|不漏|逐[人户]|不断提高|逐步缩小|全面制定"
    r"|逐年(?:提高|提升|增长|增加|上升|下降|降低|减少|缩小)"
)


def number_words(words: str) -> list[tuple[int, int]]:
    """Where numbers and full-coverage words stand (全覆盖, 所有, 每个): start and end of each.

    A Chinese numeral is a number where a unit stands behind it, or where it is one of several places (三百). What only
    looks like a number is left out: 统一, 进一步, 万家, 第三方, 三堡街, 零差率, 五个一, 三年行动计划.
    """
    return [match.span() for match in _NUMBER_WORDS.finditer(words) if _is_number(words, *match.span())]


def _is_number(words: str, start: int, end: int) -> bool:
    number, before, after = words[start:end], words[start - 1 : start], words[end : end + 1]
    if before == "第" or _NAME_OF_NUMBER.match(words, start):
        return False
    if number[0].isdecimal():
        return not (before.isascii() and before.isalpha())
    if number[0] not in NUMERALS:
        return True
    if _REST_OF_NUMBER.search(words, max(start - 2, 0), start) and number[0] in _PLACES:
        return False  # 5万: said with the digits
    if number == "零":
        return before == "清" or bool(_NOTHING_OF.match(words, end))
    if number == "一" and ({before, after} & _BESIDE_ONE or _IN_A_PAIR.search(words, max(start - 2, 0), start)):
        return False
    if number == "万" and after == "家":
        return False
    return any(char in _PLACES for char in number[1:]) or bool(_COUNTED_BY.match(words, end))


def commitment_words(words: str) -> list[tuple[int, int]]:
    """Where words stand that promise without a number (应救尽救, 确保): start and end of each."""
    return [match.span() for match in _COMMITMENT_WORDS.finditer(words)]


@lru_cache(maxsize=65536)
def counts(words: str) -> tuple[float, ...]:
    """The numbers in Chinese numerals that count something: 一次, 六十公里, 一半 (50 %)."""
    found = [float(chinese_number(match[1])) for match in _COUNTED.finditer(words)]
    return (*found, *([50.0] if re.search("一半|半数", words) else []))


@dataclass(frozen=True)
class Quantity:
    """A number as the text words it, its value, and what follows it."""

    words: str
    value: float
    after: str


@lru_cache(maxsize=65536)
def quantities(words: str) -> tuple[Quantity, ...]:
    """The numbers in a text, in order, without those of dates; 六成 is 60 %, 三分之一 a third of 100 %."""
    dates = {match.start() for match in _DATE_NUMBER.finditer(words)}
    found = [
        (match.start(), Quantity(match[0], float(match[0]), words[match.end() :]))
        for match in _ARABIC.finditer(words)
        if match.start() not in dates
    ]
    found += [(match.start(), _chinese_quantity(match, words)) for match in _CHINESE_QUANTITY.finditer(words)]
    return tuple(quantity for _, quantity in sorted(found, key=lambda pair: pair[0]))


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
    """`>=`, `<=` or, for 左右, `==` by the text's words; None where it has none of them, or several kinds."""
    words = _CRITERION.sub("", words)
    most = bool(_AT_MOST.search(words))
    least = bool(_AT_LEAST.search(_AT_MOST.sub("", words)))
    if _ABOUT.search(words):
        return None if most or len(quantities(words)) > 1 else "=="
    return None if most == least else "<=" if most else ">="


def ends_range(words: str, value: float) -> bool:
    """True where the value is the upper end of a range: 5 in 3—5个."""
    return bool(re.search(_RANGE_END.format(re.escape(f"{value:g}")), words))


def qualifier(words: str) -> str | None:
    """基本, where it softens what is to be reached; not in 基本服务."""
    return "基本" if _QUALIFIER.search(words) else None


def recurrence(words: str) -> str | None:
    """`year` for 每年, `half-year` for 每半年, else None."""
    if _HALF_YEARLY.search(words):
        return "half-year"
    return "year" if _YEARLY.search(words) else None


@lru_cache(maxsize=65536)
def deadlines(words: str) -> tuple[date, ...]:
    """The last days that the text names with their year: 2025年底 and 2025年 end on 31 December, 2022年6月底 on 30 June."""
    return tuple(each.day for each in dated(words, _NO_CALENDAR) if each.day)


def is_done(words: str) -> bool:
    """True where a clause's own verb uses its date up, so that it doesn't hold for the clauses behind."""
    found = dated(words, _NO_CALENDAR)
    return bool(found) and uses_up(words, found)


def made_of(name: str, words: str, lexicon: frozenset[str], shortest: int = 2) -> int:
    """How many characters at the start of `name` are pieces of `words` (of `shortest` characters) or of the lexicon.

    Equals `len(name)` where all of it is.
    """
    start = _greedily(name, words, lexicon, shortest)
    if start == len(name):
        return start
    reached = {0}
    for start in range(len(name)):
        if start not in reached:
            continue
        for end in range(start + 1, len(name) + 1):
            piece = name[start:end]
            stands = piece in words
            if piece in lexicon or (stands and end - start >= _shortest(name, start, shortest)):
                reached.add(end)
            if not stands and end - start >= _LONGEST_IN_LEXICON:
                break
    return max(reached)


def _shortest(name: str, start: int, shortest: int) -> int:
    """How short a piece may be: the verb that a name begins with may have two characters (培训+养老护理员)."""
    return min(shortest, _VERB) if start == 0 and _ACHIEVES.fullmatch(name[:_VERB]) else shortest


def _greedily(name: str, words: str, lexicon: frozenset[str], shortest: int) -> int:
    """The same by always taking the longest piece: nearly always enough, and linear."""
    start = 0
    while start < len(name):
        end = start + _shortest(name, start, shortest)
        if end <= len(name) and name[start:end] in words:
            while end < len(name) and name[start : end + 1] in words:
                end += 1
        else:
            sizes = range(min(_LONGEST_IN_LEXICON, len(name) - start), 0, -1)
            end = next((start + size for size in sizes if name[start : start + size] in lexicon), start)
        if end == start:
            return start
        start = end
    return start
