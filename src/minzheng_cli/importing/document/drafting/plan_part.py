"""The document itself as plan.yaml: its own words about itself, its span, its standing duties, its passages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from minzheng_cli.importing.document.blocks import Block, Paragraph
from minzheng_cli.importing.document.draft import Draft, Head, Question
from minzheng_cli.importing.document.drafting.dump import Value
from minzheng_cli.importing.document.drafting.noted import references
from minzheng_cli.importing.document.drafting.passages import Passage, Rest
from minzheng_cli.model.numerals import DIGITS, chinese_number
from minzheng_cli.model.source import Source
from minzheng_cli.store.layout.scalars import scalar

_DATED = re.compile(
    r"(?:\d{4}|[〇○零一二三四五六七八九]{4})年(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:\d{1,2}|[一二三四五六七八九十]{1,3})日"
)
_RED_HEAD = re.compile(r".{2,40}文件")
_SPAN = re.compile(r"(\d{4})\s*[—–\-－~～至到]{1,2}\s*(\d{4})年")
_YEARS = re.compile(r"(?<!\d)([1-9]|10)年(?:过渡期|行动)|有效期(?:为|限为|限)?([1-9]|10)年")
_UNTIL = re.compile(r"有效期(?:限)?(?:至|到)(\d{4})年")
_MOST_YEARS = 50
_MECHANISMS = (
    ("工作报告", re.compile(r"每半年|工作报告制度"), "half-year"),
    ("跟踪落实", re.compile(r"跟踪落实制度"), None),
    ("年度考核", re.compile(r"年度\w{0,8}考核"), "year"),
    ("分解落实", re.compile(r"细化分解任务"), None),
)


class Heads:
    """The document's own words about itself, as they stand in it; `source` is its text."""

    def __init__(self, draft: Draft, blocks: Sequence[Block], source: Source) -> None:
        self.lines = [block.text for block in blocks if isinstance(block, Paragraph)]
        self._source = source
        self._head = draft.head
        self.addressees = draft.head.addressees
        self.dated = self._dated()
        self.notice = self._notice()

    @property
    def said(self) -> list[str]:
        """All of it, to be told from what else the document says."""
        head = self._head
        known = (self.notice, head.title, head.number, head.issuer, self.dated, self.addressees)
        return [words for words in known if words]

    def as_written(self, words: str | None) -> str | None:
        """Words of the head with the blanks that the document writes in them; several signers as they stand one below the other."""
        if not words:
            return words
        pattern = "".join(r"[\s、]*" if char == "、" else rf"{re.escape(char)}\s*" for char in "".join(words.split()))
        found = re.search(pattern, self._source.flat)
        return found[0].strip() if found else words

    def line_of(self, words: str) -> int:
        """The line in which words begin; 1 where they stand nowhere."""
        at = self._source.find(words)
        return self._source.line_at(at) if at >= 0 else 1

    def _notice(self) -> str:
        """The title at the top: of the notice that sends the plan around, else the plan's own."""
        title, top = self._head.title or "", ""
        for line in self.lines[:8]:
            if not top and (_RED_HEAD.fullmatch(line) or line == self._head.number):
                continue  # above the title, where a document has a red head
            if line in (self._head.number, self._head.addressees) or _DATED.fullmatch(line):
                break
            top += line
            if re.search(r"(?:通知|意见|方案|计划|规划|要点|函|决定|办法)$", top) and not (
                "关于印发" in top and top[-2:] != "通知"
            ):
                return top
        return title

    def _dated(self) -> str | None:
        """The day of the document as it writes it."""
        wanted = self._head.date
        found = (match[0] for line in self.lines for match in _DATED.finditer(line)) if wanted else ()
        return next((words for words in found if wanted and _day(words) == wanted), None)


def _day(words: str) -> date | None:
    parts = re.fullmatch(r"(.+)年(.+)月(.+)日", words)
    if parts is None:
        return None
    plain = {**DIGITS, "○": 0}
    year = int("".join(str(plain.get(char, char)) for char in parts[1]))
    month, day = (int(part) if part.isdecimal() else chinese_number(part) for part in (parts[2], parts[3]))
    try:
        return date(year, month, day)
    except ValueError:
        return None


def plan_values(draft: Draft, heads: Heads, rest: Rest, name: str) -> tuple[dict[str, Value], list[Question]]:
    """All of plan.yaml as far as the document says it, and what has to be asked. `name` is the source's file name."""
    head = draft.head
    mechanisms = list(_mechanisms(rest))
    horizon = _horizon(draft, heads)
    values: dict[str, Value | None] = {
        "source": name,
        "title": head.title,
        "notice": heads.notice or None,
        "number": heads.as_written(head.number),
        "issuer": heads.as_written(head.issuer),
        "date": head.date,
        "dated": heads.dated,
        "addressees": head.addressees,
        "horizon": horizon,
        "mechanisms": list(mechanisms) or None,
        "passages": [_passage(at, each) for at, each in enumerate(rest.passages, 1)] or None,
        "references": references(places(draft, rest), head.title) or None,
        "annexes": [_annex(number, title, heads) for number, title in rest.annexes] or None,
        "exclusions": [{"quote": quote, "reason": reason} for quote, reason in rest.structure] or None,
    }
    questions = []
    if draft.tasks and not horizon:
        questions.append(_no_horizon(head))
    elif horizon:
        quote = str(horizon["quote"])
        text = (
            f"实施期限按{horizon['start']}至{horizon['end']}录入：{horizon['basis']}。对的，打勾即可；"
            "不对的，改plan.yaml的horizon：年数（years）从印发当年算起，起（start）是当年1月1日，止（end）是末年12月31日"
        )
        questions.append(Question("实施期限", text, quote, heads.line_of(quote), 0.5))
    return {key: value for key, value in values.items() if value is not None}, questions


def places(draft: Draft, rest: Rest) -> Iterator[tuple[str, str]]:
    """Every measure and passage with its id."""
    for at, task in enumerate(draft.tasks, 1):
        yield from ((f"T{at}.{number}", sentence) for number, sentence in enumerate(task.sentences, 1))
    yield from ((f"P{at}", passage.text) for at, passage in enumerate(rest.passages, 1))


def _horizon(draft: Draft, heads: Heads) -> dict[str, Value] | None:
    """The span of the plan as its words give it, or as its last deadline suggests; None where nothing does."""
    head = draft.head
    year = head.date.year if head.date else _year_of(head.title)
    if year is None or not head.title:
        return None
    start = date(year, 1, 1)
    found = next(
        (span for span in _spans(draft, heads, start.year) if 1 <= span[0] - start.year + 1 <= _MOST_YEARS), None
    )
    if found is None:
        return None
    end, quote, basis = found
    return {"quote": quote, "years": end - start.year + 1, "start": start, "end": date(end, 12, 31), "basis": basis}


def _spans(draft: Draft, heads: Heads, start: int) -> Iterator[tuple[int, str, str]]:
    """What may say until which year the plan runs, the surest first: the year, its words, on what basis."""
    title = draft.head.title or ""
    stated = _SPAN.search(title)
    if stated and int(stated[1]) <= start <= int(stated[2]):
        yield int(stated[2]), stated[0].removesuffix("年"), "按文件名称写的起止年份录入，请核对"
    for line in heads.lines:
        if until := _UNTIL.search(line):
            yield int(until[1]), until[0], "按原文写的有效期录入，请核对"
        elif years := _YEARS.search(line):
            yield start + int(years[1] or years[2]) - 1, years[0], "原文只写年数，按印发当年起算满这些年推定，请核对"
    dues = [target.due.year for target in draft.targets if target.due and target.due.year >= start]
    year = _year_of(title)
    if year and max(dues, default=year) <= year:
        undated = "" if draft.head.date else "，没有找到成文日期，起算年份也按它"
        yield year, title, f"按文件名称的年份推定{undated}，请核对"
    if dues:
        yield max(dues), title, "原文没有写实施期限，按量化目标的最晚期限推定，请核对"


def _year_of(title: str | None) -> int | None:
    """The year that a title names: 2021年重点工作."""
    found = re.search(r"(?<!\d)(20\d{2})年", title or "")
    return int(found[1]) if found else None


def _no_horizon(head: Head) -> Question:
    start = head.date.year if head.date else 2021
    text = (
        "没有找到实施期限（从哪天起、到哪天止）。请补上（plan.yaml的horizon）：引文（quote）照录原文里说明期限的话，没有的照录文件名称；"
        "年数（years）从印发当年算起；起（start）是印发当年1月1日，止（end）是末年12月31日；依据（basis）写明怎么定的"
    )
    example = (
        f"horizon:\n  quote: {scalar(head.title or '文件名称')}\n  years: 3\n  start: {start}-01-01\n  end: {start + 2}-12-31\n"
        "  basis: 原文没有写实施期限，经研究按三年实施"
    )
    return Question("实施期限", text, "", 1, 0.0, example=example)


def _mechanisms(rest: Rest) -> Iterator[Value]:
    for at, passage in enumerate(rest.passages, 1):
        for one in re.findall(r"[^。]+", passage.text):
            for kind, pattern, every in _MECHANISMS:
                if pattern.search(one):
                    found: dict[str, Value] = {"kind": kind, "passage": f"P{at}", "quote": one.strip()}
                    yield {**found, "every": every} if every else found
                    break


def _annex(number: int, title: str, heads: Heads) -> dict[str, Value]:
    is_headed = any("".join(line.split()) == f"附件{number}" for line in heads.lines)
    return {"number": number, "title": title, "included": is_headed or title in heads.lines}


def _passage(at: int, passage: Passage) -> dict[str, Value]:
    heading: dict[str, Value] = {"heading": passage.heading} if passage.heading else {}
    return {"id": f"P{at}", "kind": passage.kind, **heading, "text": passage.text}
