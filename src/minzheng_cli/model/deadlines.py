"""By when a clause says that something is to be reached, as a day; what it only compares with or looks back on is none."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from minzheng_cli.model.numerals import chinese_number

_FIVE_YEARS = {"十二五": 2015, "十三五": 2020, "十四五": 2025, "十五五": 2030}
_COUNT = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_MONTH_DAY = r"(?:份)?(?:(?P<{0}day>\d{{1,2}})[日号]|上旬|中旬|下旬)?"
_PART = r"(?:第?(?P<{0}quarter>[一二三四1-4])季度|(?P<{0}half>上|下)半年|(?P<{0}month>\d{{1,2}})月" + _MONTH_DAY + ")"
_END = r"(?:年?(?:底|末|终))?(?:以?前|之前|内|止)?"
_FIXED = {"元旦": (1, 1), "五一": (5, 1), "劳动节": (5, 1), "七一": (7, 1), "八一": (8, 1), "国庆": (10, 1)}
_FEAST = (
    r"(?:春节|元宵节?|清明节?|端午节?|中秋节?|重阳节?|元旦节?|“?五一”?|劳动节|“?七一”?|“?八一”?|国庆节?)(?=以?前|之前)"
)
_ALONE = r"(?<![年\d每\-—–~])"
_DUE = re.compile(
    rf"(?:(?P<from>\d{{4}})年)\d{{1,2}}月(?:\d{{1,2}}日)?\s*(?:至|到|[-—–~]{{1,2}})\s*{_PART.format('to')}{_END}"
    rf"|(?P<start>\d{{4}})年(?:\d{{1,2}}月)?起，?(?:用|的)?(?P<lasting>{_COUNT})年(?:之?内|时间)"
    rf"|(?P<since>\d{{4}}年?[-—–~～至到]{{1,2}})?(?P<year>\d{{4}})年(?!度|版|初|以来)(?:{_PART.format('')}|(?P<feast>{_FEAST}))?{_END}"
    r"|“?(?P<plan>十[二三四五]五)”?(?:规划)?(?:期?末|期间|时期|末期|期内)"
    rf"|(?P<this>今年|本年度?|年内|全年)(?:{_PART.format('this')})?{_END}"
    rf"|(?P<yearend>{_ALONE}年(?:末|底|终)(?:以?前)?)"
    rf"|(?P<inyear>{_ALONE}(?:第?(?P<inquarter>[一二三四1-4])季度|(?P<inhalf>上|下)半年){_END}"
    rf"|{_ALONE}(?P<inmonth>\d{{1,2}})月(?:{_MONTH_DAY.format('in')}(?:底|末|以?前|之前)+|份(?!额)))"
    r"|自(?:本.{2,4})?(?:印发|发布|公布|下发)之日起(?P<after>\d{1,3})个?(?P<afterunit>日|天|月|年)(?:之?内)"
    rf"|(?P<next>明年)(?:{_PART.format('next')})?{_END}"
    r"|(?P<planned>规划期(?:末|内|间))"
    rf"|(?P<span>(?:{_COUNT}年|[两三四五]年)(?:之?内|时间))"
)
_SINCE = re.compile(
    r"^(?:\d{1,2}月(?:\d{1,2}日)?)?(?:起|以来|开始|以后|之后|初|的基础|基础上|水平|基数|同期|为[\d.]|度|的?[\d.一二两三四五六七八九十]+倍)"
)
_AGAINST = re.compile(r"(?:(?<!占)比|较|相比|对比|同比|以|从|自|由|在|与|同|比照|高于|低于|超过|截止)$")
_PERIOD = re.compile(r"(十[二三四五]五)”?(?:规划)?(?:时期|期间|以来)")
_YEAR = re.compile(
    r"(\d{4})年(?:(\d{1,2})月)?(?!的?[\d.一二两三四五六七八九十]+倍)(?![^，。《]{0,12}(?:颁布|印发|发布|制定|出台|修订)的?《)"
)
_LOOKS_BACK = re.compile(r"截至|截止")


@dataclass(frozen=True)
class Calendar:
    """What a document's year-less words refer to: the year of its title, the day that it bears, the end of its span."""

    year: int | None = None
    issued: date | None = None
    ends: int | None = None
    years: int | None = None


@dataclass(frozen=True)
class Dated:
    """A deadline in a text: the day (None where its year is unknown), and where its words stand."""

    day: date | None
    start: int
    end: int
    words: str
    year: int | None = None
    """The year that isn't in the words but taken from the document."""


def calendar(title: str, issued: date | None, opening: str = "") -> Calendar:
    """The calendar of a document by its title (2023年…要点, （2021—2023年）) and day; `opening` is what it begins with."""
    span = re.search(r"(\d{4})年?\s*[—–\-－~～至到]{1,2}\s*(\d{4})", title)
    if span:
        return Calendar(None if not issued else issued.year, issued, int(span[2]), int(span[2]) - int(span[1]) + 1)
    plan = re.search(r"十[二三四五]五", title)
    if plan:
        return Calendar(issued.year if issued else None, issued, _FIVE_YEARS[plan[0]], 5)
    year = re.search(r"(?<!\d)(20\d{2})\s*年", title)
    known = int(year[1]) if year else issued.year if issued else _opening_year(opening)
    return Calendar(known, issued, int(year[1]) if year else None, 1 if year else None)


def _opening_year(words: str) -> int | None:
    """The year that a document without title year and date speaks of: 2023年是…开局之年, 为做好2024年…工作, （2024年）."""
    found = re.search(r"(?<!\d)(20\d{2})年(?=是|度?[\u4e00-\u9fff]{2,20}(?:工作|任务|实事|项目)|[）)]|我)", words)
    return int(found[1]) if found else None


def deadlines(words: str, known: Calendar) -> list[Dated]:
    """Every deadline in a clause, in order."""
    found = []
    for match in _DUE.finditer(words):
        is_against = _AGAINST.search(words[: match.start()]) and not match["since"]
        if is_against or _SINCE.match(words[match.end() :]):
            continue
        if (
            match["year"]
            and re.search(r"[〔\[（(]$", words[: match.start()])
            and words[match.end() : match.end() + 1] in "〕]"
        ):
            continue
        day = _day(match, known)
        implied = (
            day.year
            if day and not (match["year"] or match["after"] or match["start"] or match["from"] or match["plan"])
            else None
        )
        found.append(Dated(day, match.start(), match.end(), match[0], implied))
    return found


_FRAMES = re.compile(r"(?:到|至|力争|截至|用|利用|通过|在)\s*$")
_BEFORE_DAY = re.compile(r"(?:前|之前|内)$")
_ONLY_DATE = 3


def undated(words: str, dates: Sequence[Dated], start: int = 0, end: int | None = None) -> str:
    """The words between two places without the dates in them."""
    text, last, end = "", start, len(words) if end is None else end
    for each in dates:
        if last <= each.start and each.end <= end:
            text += words[last : each.start].removesuffix("到").removesuffix("至")
            last = each.end
    return text + words[last:end]


def is_done(words: str, dates: Sequence[Dated]) -> bool:
    """True where a clause's own verb uses its date up: 6月底前完成…方案. 到2025年，… and a date alone open a list."""
    stands_alone = len(undated(words, dates).strip()) < _ONLY_DATE
    frames = bool(_FRAMES.search(words[: dates[-1].start])) or not _BEFORE_DAY.search(dates[-1].words)
    return not stands_alone and not frames


def looks_back(words: str, known: Calendar) -> bool:
    """True where a clause tells of a time before the document's own: a year or a five-year period that has ended, 截至 a
    day that is past. What it only compares with (比“十三五”时期增加) is not told of.
    """
    base = known.issued or (date(known.year, 1, 1) if known.year else None)
    if base is None:
        return False
    is_past = any(
        last < base and (not _AGAINST.search(words[:start].rstrip("“")) or _LOOKS_BACK.search(words[:start]))
        for start, last in _named(words)
    )
    return is_past and not any(each.day and each.day >= base for each in deadlines(words, known))


def tells_of_past(text: str, known: Calendar) -> bool:
    """True where a text opens with a five-year period that has ended: “十三五”时期，…"""
    found = _PERIOD.match(text.removeprefix("“"))
    return found is not None and looks_back(found[0], known)


def _named(words: str) -> Iterator[tuple[int, date]]:
    """Where a year, a month or a five-year period is named, and its last day; not the years of documents."""
    for match in _PERIOD.finditer(words):
        yield match.start(), date(_FIVE_YEARS[match[1]], 12, 31)
    for match in _YEAR.finditer(words):
        if last := _last(int(match[1]), int(match[2] or 12)):
            yield match.start(), last


def _day(match: re.Match[str], known: Calendar) -> date | None:
    if match["plan"]:
        return date(_FIVE_YEARS[match["plan"]], 12, 31)
    if match["planned"] or match["span"]:
        return _of_plan(match["span"], known)
    if match["start"]:
        return date(int(match["start"]) + _number(match["lasting"]) - 1, 12, 31)
    if match["after"]:
        return _after_issue(known.issued, int(match["after"]), match["afterunit"])
    if match["feast"]:
        return _before_feast(int(match["year"]), match["feast"])
    if match["from"]:
        return _in_year(match, int(match["from"]), "to")
    if match["year"]:
        return _in_year(match, int(match["year"]), "")
    return _in_known_year(match, known.year) if known.year else None


def _in_known_year(match: re.Match[str], year: int) -> date | None:
    """明年6月, 今年二季度, 9月底前: by the document's own year."""
    if match["next"]:
        return _in_year(match, year + 1, "next")
    return _in_year(match, year, "this" if match["this"] else "in")


def _in_year(match: re.Match[str], year: int, part: str) -> date | None:
    """The last day of the part of a year that the groups of this name tell; of the year where they tell none."""
    return _end(year, *(match[f"{part}{each}"] for each in ("quarter", "half", "month", "day")))


def _of_plan(span: str | None, known: Calendar) -> date | None:
    """规划期末; 三年内, where the plan spans just so many years."""
    if known.ends is None:
        return None
    if span is None:
        return date(known.ends, 12, 31)
    return date(known.ends, 12, 31) if _number(span.split("年")[0]) == known.years else None


def _number(words: str) -> int:
    return int(words) if words.isdecimal() else chinese_number(words)


def _before_feast(year: int, name: str) -> date | None:
    """The day before a holiday of the solar calendar; None for those of the lunar one, whose day the words don't tell."""
    fixed = next((day for feast, day in _FIXED.items() if feast in name), None)
    return date(year, *fixed) - timedelta(days=1) if fixed else None


def _after_issue(issued: date | None, count: int, unit: str) -> date | None:
    """The last day of 自印发之日起30日内, where the document bears a day."""
    if issued is None:
        return None
    if unit in "日天":
        return issued + timedelta(days=count)
    years, month = divmod(issued.month - 1 + (count if unit == "月" else 12 * count), 12)
    year, month = issued.year + years, month + 1
    return _last(year, month, min(issued.day, monthrange(year, month)[1]))


def _end(year: int, quarter: str | None, half: str | None, month: str | None, day: str | None) -> date | None:
    if quarter:
        digit = quarter[-1]
        return _last(year, 3 * (int(digit) if digit.isdecimal() else chinese_number(digit)))
    if half:
        return _last(year, 6 if half == "上" else 12)
    if month and day:
        return _last(year, int(month), int(day))
    return _last(year, int(month or 12))


def _last(year: int, month: int, day: int | None = None) -> date | None:
    """The day, or the last one of the month; None for one that doesn't exist."""
    try:
        return date(year, month, day or monthrange(year, month)[1])
    except ValueError:
        return None
