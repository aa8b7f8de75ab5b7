"""Numbers that are no targets, promises without a number, and documents that are cited: noted with their words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from minzheng_cli.importing.document.draft import Question
from minzheng_cli.importing.document.drafting.dump import Value
from minzheng_cli.importing.document.targets.sentences import refused
from minzheng_cli.model.deadlines import Calendar
from minzheng_cli.model.wording import commitment_words, number_words

_NAMED = re.compile(r"“[^”]*”|《[^》]*》(?:（[^（）]*〔\d{4}〕[^（）]*）)?|[\u4e00-\u9fff]{0,12}〔\d{4}〕\d+号")
_STANDARD = re.compile(r"[A-Z]{2,3}(?:/[A-Z])?\s?\d+(?:\.\d+)?(?:[—–-]\d{4})?")
_DATE = re.compile(
    r"\d{4}\s*[—–\-－~～至]{1,2}\s*\d{4}年|\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月(?:\d{1,2}日)?|[第][一二三四]季度|十[二三四五]五"
)
_VAGUE = re.compile(r"一(?:批|些|系列|定|类|种|套|支|体|律|般|方面)")
_ONCE = re.compile(r"一次性")
_LEVELS = re.compile(r"[一二两三四五]级")
_COMMA = re.compile(r"[，。；：]")
_LONGEST = 40
_REASON = "没有给出可核算的数值"
_CITED = re.compile(r"(《[^》]+》)(?:[（(]([\u4e00-\u9fff]{1,12}〔\d{4}〕\d+号)[）)])?")


@dataclass(frozen=True, slots=True)
class Note:
    """Words of a measure that hold a number or a promise, and why they are no target."""

    measure: str
    quote: str
    reason: str

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
        (_NAMED, "名称或文号里的数字"),
        (_STANDARD, "标准的编号"),
        (_DATE, "日期，不是数量"),
        (_ONCE, "“一次性”，不是数量"),
        (_VAGUE, "没有给出具体数量"),
        (_LEVELS, "层级"),
    )
    for pattern, why in forms:
        for match in pattern.finditer(text):
            is_date = pattern is _DATE
            yield (_around(text, match.start(), match.end()) if is_date else match.span()), why


def _by_judgement(text: str, known: Calendar) -> Iterator[tuple[tuple[int, int], str]]:
    last = 0
    for words, why in refused(text, known):
        at = text.find(words, last)
        if at >= 0:
            last = at
            yield (at, at + len(words)), why


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """The clause around a date, as far as it is short."""
    first = max((each.end() for each in _COMMA.finditer(text, 0, start)), default=0)
    following = _COMMA.search(text, end)
    last = following.start() if following else len(text)
    return (first, last) if last - first <= _LONGEST else (start, end)


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
    text = f"有{len(new)}处数字和承诺没有作为目标，理由写在targets.yaml的numbers和commitments里，清单末尾逐条列出；该是目标的，移到targets"
    return [Question("数字和承诺", text, "", 1, 0.6)]


def _spans(text: str, quotes: Iterable[str]) -> list[tuple[int, int]]:
    return [(match.start(), match.end()) for quote in quotes if quote for match in re.finditer(re.escape(quote), text)]


def _inside(word: tuple[int, int], spans: Iterable[tuple[int, int]]) -> bool:
    return any(start <= word[0] and word[1] <= end for start, end in spans)
