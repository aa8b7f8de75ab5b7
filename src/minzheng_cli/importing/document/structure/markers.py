"""The number that an official document puts before a heading: 一、（一）1.（1）①, 第三条, 任务一."""

from __future__ import annotations

import re
from dataclasses import dataclass

_HAN = "一二三四五六七八九十百零〇"
_COUNT = rf"(?:[{_HAN}]{{1,4}}|\d{{1,3}})"
_MEASURES = "万亿千百个家所名人年月日时倍亩元公岁%％张项次"
"""What follows a decimal fraction, not a heading's number."""

PART, CHAPTER, SECTION, HAN, ARTICLE, HAN_PAREN, NAMED, ARABIC, DECIMAL, PAREN, HALF_PAREN, CIRCLED, WORD = range(13)
"""Kinds of numbers, from the outermost to the innermost."""

_KINDS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (PART, re.compile(rf"(第\s*{_COUNT}\s*(?:部分|篇|编))[\s:：、]*(?=.{{0,40}}$)")),
    (CHAPTER, re.compile(rf"(第\s*{_COUNT}\s*章)(?!程)[\s:：、]*(?=.{{0,40}}$)")),
    (SECTION, re.compile(rf"(第\s*{_COUNT}\s*节)[\s:：、]*(?=.{{0,40}}$)")),
    (ARTICLE, re.compile(rf"(第\s*{_COUNT}\s*条)(?!例)[\s:：、]*")),
    (HAN_PAREN, re.compile(rf"([（(〔\[【]\s*[{_HAN}]{{1,4}}\s*[）)〕\]】]|[㈠-㈩])[\s、.．]*")),
    (
        HAN,
        re.compile(
            rf"([{_HAN}]{{1,4}})(?:\s*[、.．,，]\s*|\s*[:：]\s*|\u3000+| {{1,}}(?=[^\s一二三四五六七八九十]{{2,30}}$))"
        ),
    ),
    (
        NAMED,
        re.compile(
            rf"((?:任务|行动|工程|举措|措施|专项|问题|事项|项目|实事|重点任务|专项行动)\s*{_COUNT})(?:\s*[:：、.．]\s*|\s+)"
        ),
    ),
    (DECIMAL, re.compile(rf"(\d{{1,2}}(?:[.．]\d{{1,2}}){{1,3}})[\s、.．]*(?=[^\d\s{_MEASURES}、，—\-~～])")),
    (HALF_PAREN, re.compile(r"(\d{1,2})\s*[)）][\s、.．]*")),
    (PAREN, re.compile(r"([（(]\s*\d{1,3}\s*[）)]|[⑴-⒇])[\s、.．]*")),
    (
        ARABIC,
        re.compile(r"(?:(\d{1,3})\s*(?:[、,，]|[.．。﹒·](?!\d))\s*|([⒈-⒛])\s*|(\d{1,2})\s+(?=[\u4e00-\u9fff“]{2}))"),
    ),
    (CIRCLED, re.compile(r"([①-⑳㉑-㉟])[\s、.．]*")),
    (
        WORD,
        re.compile(
            rf"(第[{_HAN}]{{1,3}}|其[{_HAN}])[、，,.．：:]\s*|([{_HAN}]{{1,3}})是(?=[\u4e00-\u9fff])[、，,：:]?\s*|(首先|其次|再次|最后)[，,]\s*"
        ),
    ),
)


@dataclass(frozen=True)
class Marker:
    """A heading's number: its kind, itself as the document writes it (`一`, `（二）`, `3`, `第三条`), and what follows."""

    kind: int
    number: str
    rest: str


def marker(text: str) -> Marker | None:
    """The number that a paragraph begins with; None where it has none or nothing follows."""
    for kind, pattern in _KINDS:
        found = pattern.match(text)
        if found:
            number = next(group for group in found.groups() if group)
            rest = text[found.end() :].strip()
            return Marker(kind, "".join(number.split()), rest) if rest else None
    return None
