"""Numbers that are no targets, promises without a number, and documents that are cited: noted with their words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from minzheng_cli.importing.document.draft import Question
from minzheng_cli.importing.document.drafting.dump import Value
from minzheng_cli.importing.document.targets.sentences import refused
from minzheng_cli.importing.document.targets.vetoes import AGE
from minzheng_cli.model.deadlines import Calendar, Dated, deadlines, undated
from minzheng_cli.model.lexicon import ACHIEVE
from minzheng_cli.model.wording import commitment_words, number_words

_NAMED = re.compile(r"“[^”]*”|《[^》]*》(?:（[^（）]*〔\d{4}〕[^（）]*）)?|[\u4e00-\u9fff]{0,12}〔\d{4}〕\d+号")
_STANDARD = re.compile(r"[A-Z]{2,3}(?:/[A-Z])?\s?\d+(?:\.\d+)?(?:[—–-]\d{4})?")
_DATE = re.compile(
    r"(?:(?<!达)到|至)?\d{4}\s*[—–\-－~～至]{1,2}\s*\d{4}年|(?:(?<!达)到|至)?\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?(?:年?[底末])?(?:以?前|之前)?|\d{1,2}月(?:\d{1,2}日)?[底末]?前?|[第][一二三四]季度|十[二三四五]五"
)
_DEADLINE = re.compile(r"(?:前|底|末|终|内|止)$")
_BY = re.compile(r"(?:到|至|力争|争取|确保|于|在)$")
_THEN = re.compile(rf"[底末前]*(?:要|须|应)?(?:全面|全部|基本|正式|初步|力争|率先)?(?:{ACHIEVE}|投入|启用|到位|全覆盖)")
"""What stands behind a year that says by when: 2025年投入使用."""
_AGE = re.compile(
    r"\d{1,3}(?:\s*[—–\-－~～至到]\s*\d{1,3})?周?岁(?:[（(]含[）)])?(?:及?以[上下])?"
    r"(?:[^，。；、的\d]{0,8}?(?:儿童|幼儿|青少年|未成年人|老年人|老人|人口|妇女|人员|居民|群体|公民))?"
)
_VAGUE = re.compile(r"一(?:批|些|系列|定|类|种|套|支|体|律|般|方面)")
_ONCE = re.compile(r"一次性")
_LEVELS = re.compile(r"[一二两三四五]级")
_COMMA = re.compile(r"[，。；：,;]")
_LONGEST_PROMISE = 80
_LONGEST_SENTENCE = 2000
"""In longer sentences no promise is looked for: no plan has them, hostile files do."""
_SHORTEST_PROMISE = 4
_NAME, _NUMBER_OF_STANDARD, _DAY = "名称或文号里的数字", "标准的编号", "日期，不是数量"
_AT_ONCE, _NO_NUMBER, _LEVEL = "“一次性”，不是数量", "没有给出具体数量", "层级"
EVIDENT = frozenset({_NAME, _NUMBER_OF_STANDARD, _DAY, _AT_ONCE, _NO_NUMBER, _LEVEL})
"""Reasons that the form of the words alone gives: nobody has to read each of them."""
_REASON = "没有给出可核算的数值"
_GOES_ON = re.compile(r"(?:前提下|基础上|情况下|同时|的)$")
"""How a clause ends that says nothing yet."""
_DURING = re.compile(r"(?:期间|时期|以来|期内)$")
_FRAME = "到至在于力争确保底末前的 ，、"
_CITED = re.compile(r"(《[^》]+》)(?:[（(]([\u4e00-\u9fff]{1,12}〔\d{4}〕\d+号)[）)])?")


@dataclass(frozen=True, slots=True)
class Note:
    """Words of a measure that hold a number or a promise, and why they are no target."""

    measure: str
    quote: str
    reason: str
    due: date | None = None
    """By when, of a promise that names a day."""

    @property
    def value(self) -> Value:
        """Itself as targets.yaml has it."""
        return {"measure": self.measure, "quote": self.quote, "reason": self.reason}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A measure's id and text, and the quotes of targets and notes that answer for its numbers already."""

    measure: str
    text: str
    answered: tuple[str, ...]


def numbers(sentences: Iterable[Sentence], known: Calendar) -> list[Note]:
    """Notes on numbers that are dates, names, conditions, amounts paid: what their words tell. Others stay open."""
    return [note for sentence in sentences for note in _numbers_of(sentence, known)]


def _numbers_of(sentence: Sentence, known: Calendar) -> Iterator[Note]:
    spans = _spans(sentence.text, sentence.answered)
    words = [each for each in number_words(sentence.text) if not _inside(each, spans)]
    if not words:
        return
    reasons = [*_by_form(sentence.text), *_by_judgement(sentence.text, known)]
    for word in words:
        found = next(((span, why) for span, why in reasons if _inside(word, [span])), None)
        if found is None or _inside(word, spans):
            continue
        (start, end), why = found
        spans.append((start, end))
        yield Note(sentence.measure, sentence.text[start:end], why)


def _by_form(text: str) -> Iterator[tuple[tuple[int, int], str]]:
    forms = (
        (_NAMED, _NAME),
        (_STANDARD, _NUMBER_OF_STANDARD),
        (_DATE, _DAY),
        (_ONCE, _AT_ONCE),
        (_VAGUE, _NO_NUMBER),
        (_LEVELS, _LEVEL),
    )
    for pattern, why in forms:
        yield from ((match.span(), why) for match in pattern.finditer(text))


def _by_judgement(text: str, known: Calendar) -> Iterator[tuple[tuple[int, int], str]]:
    last = 0
    for words, why in refused(text, known):
        at = text.find(words, last)
        if at >= 0:
            last = at
            age = _AGE.search(words) if why == AGE else None
            start, end = age.span() if age else (0, len(words))
            yield (at + start, at + end), why


def dated_promises(sentences: Iterable[Sentence], known: Calendar) -> list[Note]:
    """Promises with a day and without a number (2025年6月底前投入使用), each with its clause: they can be followed up."""
    return [
        note
        for sentence in sentences
        if len(sentence.text) <= _LONGEST_SENTENCE
        for note in _dated_promises(sentence, known)
    ]


def _dated_promises(sentence: Sentence, known: Calendar) -> Iterator[Note]:
    text, first = sentence.text, known.issued.year if known.issued else known.year or 0
    spans = _spans(text, sentence.answered)
    for each in deadlines(text, known):
        start, end = _clause(text, each.start, each.end)
        if each.day is None or each.day.year < first or _inside((each.start, each.end), spans):
            continue
        if not _says_by_when(text, each):
            continue
        said = undated(text[start:end], [replace(each, start=each.start - start, end=each.end - start)])
        if len(said.strip(_FRAME)) < _SHORTEST_PROMISE and text[end : end + 1] in ("，", ","):
            end = _clause(text, end + 1, end + 1)[1]
            said = text[each.end : end]
        while _GOES_ON.search(text[start:end]) and text[end : end + 1] in ("，", ","):
            end = _clause(text, end + 1, end + 1)[1]
        words = text[start:end]
        counted = [
            word
            for word in number_words(text)
            if start <= word[0] < end and not _inside(word, [(each.start, each.end)])
        ]
        if not counted and len(said.strip(_FRAME)) >= _SHORTEST_PROMISE and len(words) <= _LONGEST_PROMISE:
            spans.append((start, end))
            yield Note(sentence.measure, words, f"有期限（{each.day}）而没有数字", each.day)


def _says_by_when(text: str, due: Dated) -> bool:
    if _DURING.search(due.words):
        return False
    return bool(_DEADLINE.search(due.words) or _BY.search(text[: due.start]) or _THEN.match(text, due.end))


def commitments(sentences: Iterable[Sentence]) -> list[Note]:
    """Promises without a number (应救尽救, 确保…), each with the clause that it stands in."""
    found: list[Note] = []
    for sentence in sentences:
        spans = _spans(sentence.text, sentence.answered)
        for start, end in commitment_words(sentence.text):
            if not _inside((start, end), spans):
                span = _clause(sentence.text, start, end)
                spans.append(span)
                found.append(Note(sentence.measure, sentence.text[span[0] : span[1]], _REASON))
    return found


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    first = max((each.end() for each in _COMMA.finditer(text, 0, start)), default=0)
    following = _COMMA.search(text, end)
    return first, following.start() if following else len(text)


def references(places: Iterable[tuple[str, str]], title: str | None) -> list[Value]:
    """Documents that measures and passages (id, text) cite, each once, where it is cited first; not the plan itself."""
    found: dict[str, Value] = {}
    for where, text in places:
        for match in _CITED.finditer(text):
            name, number = match[1], match[2]
            if name not in found and name != f"《{title}》":
                found[name] = {"title": name, **({"number": number} if number else {}), "where": where}
    return list(found.values())


def noted_questions(new: Sequence[Note]) -> list[Question]:
    """One question for all numbers and promises that were noted; 审核清单.md lists them at its end."""
    if not new:
        return []
    text = (
        f"有{len(new)}处数字和承诺没有作为目标，理由是照字面推定的，审核清单里逐条列出。"
        "看过的打勾；其实是目标的，在targets.yaml里从numbers或commitments删去，在targets里补一条"
    )
    return [Question("数字和承诺", text, "", 1, 0.6)]


def _spans(text: str, quotes: Iterable[str]) -> list[tuple[int, int]]:
    return [(match.start(), match.end()) for quote in quotes if quote for match in re.finditer(re.escape(quote), text)]


def _inside(word: tuple[int, int], spans: Iterable[tuple[int, int]]) -> bool:
    return any(start <= word[0] and word[1] <= end for start, end in spans)
