"""How official Chinese words a quantity: numbers, comparisons, deadlines, recurrences, qualifiers.

Used to prove that data and quote say the same, and to read quantities out of a document. All pure text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from minzheng_cli.model.numerals import NUMERALS, chinese_number

_AT_LEAST = re.compile(r"不低于|不少于|不小于|不得低于|不得少于|以上|至少|达到|达|(?<!不)(?<!不得)超过|全覆盖|增长")
_AT_MOST = re.compile(r"不超过|不高于|不多于|不大于|不得超过|以内|以下|至多|降至|控制在")
_COVERAGE = re.compile(r"全覆盖")
_QUALIFIER = re.compile(r"基本(?=实现|达到|建成|完成|形成|消除|全覆盖|覆盖|建立|健全)")
_YEARLY = re.compile(r"每年|年均|逐年")
_LONGEST_IN_LEXICON = 4
_HALF_YEARLY = re.compile(r"每半年")
_YEAR_END = re.compile(r"(\d{4})年(?:(\d{1,2})月)?(?:(\d{1,2})日)?(?:年)?(底|末)?")
_FIVE_YEAR = re.compile(r"“?(十三五|十四五|十五五)”?(?:期)?末")
_FIVE_YEAR_END = {"十三五": 2020, "十四五": 2025, "十五五": 2030}
_ARABIC = re.compile(r"\d+(?:\.\d+)?")
_CHINESE_QUANTITY = re.compile(
    rf"(?<![统同唯第逐进{NUMERALS}])([{NUMERALS}]+)(成(?![立果为员])|倍|分之([{NUMERALS}]+))|翻([{NUMERALS}]+)番"
)
_DATE_NUMBER = re.compile(r"\d{1,4}(?=年|月|日)")

_NUMBER_WORDS = re.compile(
    rf"[0-9{NUMERALS}全所每]"  # one class at the head lets the search skip all other characters at once
    rf"(?:(?<=[0-9])[0-9]*(?:\.[0-9]+)?%?|(?<=[{NUMERALS}])[{NUMERALS}]*|(?<=全)(?:覆盖|体)|(?<=所)有|(?<=每)(?:个|百户))"
)
_BESIDE_ONE = {*"统同唯第逐进", *"定体些般线律起致道"}
"""Characters that make an everyday word of the 一 behind or before them."""
_COMMITMENT_WORDS = re.compile(
    r"应[^，。；、]尽[^，。；、]|确保|普遍|防止出现|不漏|逐[人户]|不断提高|逐步缩小|全面制定"
)


def number_words(words: str) -> list[tuple[int, int]]:
    """Where numbers and full-coverage words stand (全覆盖, 所有, 每个): start and end of each.

    Everyday words that only look like a number are left out: 统一, 一定, 进一步, 万家.
    """
    found = []
    for match in _NUMBER_WORDS.finditer(words):
        start, end = match.span()
        before, after = words[start - 1 : start], words[end : end + 1]
        is_word = match[0] == "一" and bool({before, after} & _BESIDE_ONE)
        if not is_word and not (match[0] == "万" and after == "家"):
            found.append((start, end))
    return found


def commitment_words(words: str) -> list[tuple[int, int]]:
    """Where words stand that promise without a number (应救尽救, 确保): start and end of each."""
    return [match.span() for match in _COMMITMENT_WORDS.finditer(words)]


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


@lru_cache(maxsize=65536)
def deadlines(words: str) -> tuple[date, ...]:
    """The last days that the text names: 2025年底 and 2025年 end on 31 December, 6月底 on 30 June."""
    found = []
    for match in _YEAR_END.finditer(words):
        last = _last_day(int(match[1]), int(match[2] or 12), int(match[3]) if match[3] else None)
        if last:
            found.append(last)
    found += [date(_FIVE_YEAR_END[match[1]], 12, 31) for match in _FIVE_YEAR.finditer(words)]
    return tuple(found)


def _last_day(year: int, month: int, day: int | None) -> date | None:
    try:
        if day or not 1 <= month <= 12:
            return date(year, month, day or 1)
        following = date(year + month // 12, month % 12 + 1, 1)
        return date.fromordinal(following.toordinal() - 1)
    except ValueError:
        return None


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
            if piece in lexicon or (stands and end - start >= shortest):
                reached.add(end)
            if not stands and end - start >= _LONGEST_IN_LEXICON:
                break
    return max(reached)


def _greedily(name: str, words: str, lexicon: frozenset[str], shortest: int) -> int:
    """The same by always taking the longest piece: nearly always enough, and linear."""
    start = 0
    while start < len(name):
        end = start + shortest
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
