"""Quantified targets in a text: numbers that are to be reached, by the day that the grammar of their sentence gives them.

A date holds for its own clause, and for the clauses behind it as long as they go on listing what is to be reached. A
semicolon or a full stop ends it, unless a colon or 其中 opened the list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from minzheng_cli.importing.document.draft import FoundTarget
from minzheng_cli.importing.document.targets import judging
from minzheng_cli.importing.document.targets.amounts import Amount, amounts
from minzheng_cli.importing.document.targets.clauses import Clause, Segment, segments, sentences
from minzheng_cli.importing.document.targets.context import Context, Verdict
from minzheng_cli.importing.document.targets.indicators import indicator, scope
from minzheng_cli.importing.document.targets.vetoes import refusal
from minzheng_cli.model import wording
from minzheng_cli.model.deadlines import Calendar, Dated, deadlines, is_done, looks_back, tells_of_past, undated
from minzheng_cli.model.lexicon import RATE, either

_SEVERAL = re.compile(rf"[^，]+?{RATE}(?:[、和及]|$)")
"""Rates in a list that has one number."""
_GOES_ON = re.compile(r"^(?:其中|主要(?:预期)?指标|具体(?:指标|目标)|预期目标|主要目标|核心指标|分(?:年度|项)目标|即)")
"""How a sentence begins that goes on with the date of the one before."""
_DONE = either(
    "完成 建成 投用 投入使用 投入运营 投入 使用 运营 运行 竣工 到位 实现 达到 办结 落实 完工 交付 公布 实施 开放 验收 见效 完毕"
    " 目标 任务 上线 执行"
)
_FINISH = re.compile(
    rf"(?:力争|确保|争取|并|且)?(?:要|须|应)?(?:于|在)?(?:前|底前|底)?(?:全面|全部|基本|正式)?(?:{_DONE}+|到岗|通过(?:国家|省级|市级|县级)?(?:验收|核查|检查|评估|考核|评审))"
)
_EVEN = re.compile(r"均|都|分别|全部")
_RATE_OF = re.compile(r"([\u4e00-\u9fff]{2})率")
_FRONT = re.compile(r"(?:力争|计划|确保|用|利用|通过)?(?:到|至|在)?")
_SPAN = re.compile(r"\d{4}年?[-—–~～至到]")
"""2024—2026年: for how long, which is said of its own clause alone."""
_MANNER = re.compile(r"(?:依托|借助|通过|利用|结合)[^。；]{2,}$")
"""A clause that says how what follows is reached; it belongs to the quote."""
_BULLETS = "▶►▷●■□◆◇★☆•·▪○◎※ \u3000"
_PART = "其中"
_ONLY_DATE = 3
_UNDATED = 0.7


@dataclass
class _State:
    """What earlier words hand on: the date in force and where its words begin, whether they look back, what was found."""

    due: Dated | None = None
    due_from: int = -1
    due_count: int = 0
    is_past: bool = False
    follows: bool = False
    dates: tuple[Dated, ...] = ()
    last: FoundTarget | None = None
    done: tuple[Clause, Dated] | None = None
    """A clause that its own verb dates (3月底前完成入户核查), for a rate of just that (核查率达到100%)."""
    topic: str = ""
    """What a colon has opened: of 成长驿站：3月新建2家；6月新建3家 both are 成长驿站."""
    found: list[FoundTarget] = field(default_factory=list)


@dataclass(frozen=True)
class _Place:
    """A clause in its segment, the clauses before it that are more than a date, their words without dates, its deadlines."""

    segment: Segment
    clause: Clause
    earlier: tuple[Clause, ...]
    told: tuple[str, ...]
    dated: tuple[Dated, ...]
    line: int


@dataclass
class Frame:
    """The date that a paragraph's words stand under from outside, and whether a date in front of a sentence goes on to hold.

    It does so in a chapter of goals (到2025年，…。其中…), over full stops and paragraphs, up to the next such date. Elsewhere a
    semicolon or a full stop ends it.
    """

    given: Dated | None = None
    lasts: bool = False


def find_targets(text: str, line: int, known: Calendar, frame: Frame | None = None) -> list[FoundTarget]:
    """The targets of a paragraph, without their task; the frame is left as it is for the next paragraph."""
    frame = frame or Frame()
    text = text.lstrip(_BULLETS)
    found: list[FoundTarget] = []
    before: Dated | None = None
    tells = tells_of_past(text, known)
    for sentence in sentences(text):
        tells = tells and not any(each.day and not looks_back(each.words, known) for each in deadlines(sentence, known))
        if tells:
            continue
        opened = before if before and _GOES_ON.match(sentence) else frame.given
        state = _State()
        for segment in segments(sentence):
            state.due, state.due_from, state.is_past, state.follows, state.last = opened, -1, False, False, None
            state.done = None
            opened = _segment(segment, line, known, state) or opened
            before = state.due or before
            if frame.lasts and (fronted := _fronted(segment, known)):
                frame.given = opened = fronted
        if not state.found and found:
            _date_last(found, sentence, known)
        found += state.found
    return found


def _fronted(segment: Segment, known: Calendar) -> Dated | None:
    """The date that a segment puts in front of what is to be reached: 到2025年，…"""
    for clause in segment.clauses:
        words = clause.words.strip()
        dated = deadlines(words, known)
        is_front = bool(dated) and not _FRONT.sub("", words[: dated[0].start]) and not _SPAN.match(dated[0].words)
        if is_front and (len(words) - dated[0].end <= _ONLY_DATE or words.startswith(("到", "至"))):
            return dated[0]
        if amounts(words):
            return None
    return None


def _segment(segment: Segment, line: int, known: Calendar, state: _State) -> Dated | None:
    """Read a segment; the date that a colon in it gives to the segments behind it."""
    opened = None
    earlier: tuple[Clause, ...] = ()
    told: tuple[str, ...] = (state.topic,) if state.topic else ()
    for clause in segment.clauses:
        dated = tuple(deadlines(clause.words, known))
        if looks_back(clause.words, known) or judging.is_past(clause.words):
            state.is_past = True
        elif dated:
            state.is_past = False
        before = len(state.found)
        if not state.is_past:
            _clause(_Place(segment, clause, earlier, told, dated, line), state)
        if dated:
            _hand_on(state, clause, dated, before, segment.words)
            opened = dated[-1] if clause.opens else opened
        elif clause.opens and state.due:
            opened = state.due
        words = undated(clause.words, dated)
        if len(words.strip("到至在 力争确保前底末的，")) >= _ONLY_DATE:
            earlier, told = (*earlier, clause), (*told, words.strip())
            state.topic = words.strip() if clause.opens and not amounts(words) else state.topic
    return opened


def _hand_on(state: _State, clause: Clause, dated: Sequence[Dated], before: int, words: str) -> None:
    """Which date holds for the clauses behind one that has dates of its own."""
    rest = undated(clause.words, dated).strip()
    if len(dated) == 1 and _FINISH.fullmatch(rest):
        _date_back(state, before, dated[-1], words)
    is_over = len(state.found) == before and is_done(clause.words, dated)
    state.done = (clause, dated[-1]) if is_over else None
    state.due = None if is_over else dated[-1]
    state.due_from = -1 if is_over or len(state.found) > before or not dated[-1].day else clause.start
    state.due_count = len(state.found)
    state.dates = () if is_over else tuple(dated)


def _date_back(state: _State, count: int, due: Dated, words: str) -> None:
    """…12个，11月底前完成: give the date to the targets before it in the same segment that have none."""
    for at, target in enumerate(state.found[:count]):
        if target.due is None and target.every is None and target.quote in words:
            quote = words[words.find(target.quote) :].strip("，, ")
            state.found[at] = replace(target, due=due.day, quote=quote, basis=_basis(due, is_quoted=True))


def _date_last(found: list[FoundTarget], sentence: str, known: Calendar) -> None:
    """…6部。10月底前完工。: a sentence that only dates the one before."""
    dated = deadlines(sentence, known)
    words = sentence.strip("。！ 　")
    if len(dated) != 1 or not _FINISH.fullmatch(undated(words, dated).strip()):
        return
    for at, target in enumerate(found):
        if target.due is None and target.every is None:
            found[at] = replace(target, due=dated[0].day, basis=f"下文写明“{words}”{resolved(dated[0])}")


def _clause(at: _Place, state: _State) -> None:
    found: list[FoundTarget] = []
    last = 0
    every = amounts(at.clause.words)
    follows = state.follows
    for number, amount in enumerate(every):
        if any(each.start <= amount.start < each.end for each in at.dated):
            continue
        due, start = _due(amount, at, state)
        context = _context(at.clause.words, at.dated, every, number, last, is_due=due is not None, follows=follows)
        verdict = judging.judge(context)
        if verdict is None:
            follows = False
            continue
        made = _target(at, context, verdict, due, start, found[-1] if found else state.last)
        found.append(made)
        if amount.upper is not None:
            found.append(replace(made, comparator="<=", value=amount.upper))
        last, follows = amount.end, True
    state.follows = bool(found) or (state.follows and not every)
    shared = _parts_of(list(_shared(at, found, at.dated or state.dates)), at.clause.words)
    state.last = shared[-1] if shared else state.last
    state.found += shared


def _context(
    words: str, dated: Sequence[Dated], every: Sequence[Amount], number: int, last: int, *, is_due: bool, follows: bool
) -> Context:
    """A clause's amount of this number with the words around it; `last` is where the target before it ends."""
    amount = every[number]
    end = every[number + 1].start if number + 1 < len(every) else len(words)
    return Context(amount, words, undated(words, dated, last, amount.start), words[amount.end : end], is_due, follows)


def refused(sentence: str, known: Calendar) -> Iterator[tuple[str, str]]:
    """Numbers of a sentence that are no targets for a reason that the words give: their own words, and the reasons."""
    for segment in segments(sentence):
        for clause in segment.clauses:
            dated = deadlines(clause.words, known)
            every = amounts(clause.words)
            last = 0
            for number, amount in enumerate(every):
                if any(each.start <= amount.start < each.end for each in dated):
                    continue
                context = _context(clause.words, dated, every, number, 0, is_due=False, follows=False)
                end = every[number + 1].start if number + 1 < len(every) else len(clause.words)
                if reason := refusal(context):
                    words = segment.words[clause.start + last : clause.start + end]
                    yield words.strip("、，和及与或 "), reason
                last = end


def _due(amount: Amount, at: _Place, state: _State) -> tuple[Dated | None, int]:
    """The date of the amount and where the quote begins (in the segment): with the date, where it stands right before."""
    before = [each for each in at.dated if each.end <= amount.start]
    if before:
        return before[-1], at.clause.start
    if at.dated:
        return at.dated[0], at.clause.start
    if state.done and _is_result(amount, at.clause.words, state.done[0].words):
        return state.done[1], state.done[0].start
    is_near = state.due is not None and state.due_from >= 0 and len(state.found) == state.due_count
    return state.due, state.due_from if is_near else at.clause.start


def _is_result(amount: Amount, words: str, done: str) -> bool:
    """核查率 of what was just 核查, 实现全覆盖 by what was just done: the clause before dates it as well."""
    if amount.kind == "full":
        return bool(re.match(r"(?:力争|确保)?(?:基本|全面)?(?:实现|做到|达到)", words))
    rate = _RATE_OF.search(words[: amount.start])
    return bool(rate and done.endswith(rate[1]))


def _target(
    at: _Place,
    context: Context,
    verdict: Verdict,
    due: Dated | None,
    start: int,
    last: FoundTarget | None,
) -> FoundTarget:
    amount, words = context.amount, at.clause.words
    following = at.segment.words[at.clause.start + amount.end :]
    is_proportion = bool(re.match(r"的?(?:比例|标准|速度)[，,]", following)) and "按" in context.before
    after = following if is_proportion else context.after or words[amount.end :]
    name = indicator(context.before, amount, after, at.told, last)
    said = words[: amount.end]
    goes_on = last is not None and last.every and name == last.indicator and due is None
    return FoundTarget(
        task="",
        indicator=name,
        comparator=verdict.comparator,
        value=amount.value,
        unit=_unit(amount, name),
        due=due.day if due else None,
        every="year" if _is_yearly(said) or goes_on else None,
        quote=_quote(at, name, start, amount.end if is_proportion else None),
        line=at.line,
        confidence=verdict.confidence if not due or due.day else min(verdict.confidence, _UNDATED),
        qualifier=wording.qualifier(words) if amount.kind == "full" or "基本" in context.before[-8:] else None,
        scope=scope(undated(words, at.dated, 0, amount.start), amount),
        basis=_basis(due, is_quoted=any(due is each for each in at.dated) or start < at.clause.start),
    )


def _basis(due: Dated | None, *, is_quoted: bool) -> str | None:
    """Where a date comes from that the quote doesn't name, or names without its year."""
    if due is None or due.day is None:
        return None
    if is_quoted:
        return f"“{due.words}”{resolved(due)}" if due.year else None
    return f"上文写明“{due.words}”{resolved(due)}"


def resolved(due: Dated) -> str:
    """The day that words without a year mean by the document's own year."""
    return f"，按文件的年份是{due.day:%Y}年{due.day.month}月{due.day.day}日" if due.year and due.day else ""


def _unit(amount: Amount, name: str) -> str:
    """24万 of 人数 are 万人."""
    found = re.search(r"(人次|人|户次|户|家次|家|亩|件)数?$", name) if amount.unit in ("万", "亿") else None
    return amount.unit + found[1] if found else amount.unit


def _names(clause: str, name: str) -> bool:
    """True where a clause holds the beginning or the end of an indicator's name."""
    return name[:4] in clause or name[-4:].removesuffix("面积") in clause


def _is_yearly(words: str) -> bool:
    return "逐年" not in words and wording.recurrence(words) == "year"


def _quote(at: _Place, name: str, start: int, proportion: int | None) -> str:
    """The clause, from where its date or the thing that it measures is named; of a proportion with the clause behind it."""
    words = at.segment.words
    borrowed = [each for each in at.earlier if _names(each.words, name)] if not _names(at.clause.words, name) else []
    manner = [each for each in at.earlier[-1:] if _MANNER.match(each.words) and not amounts(each.words)]
    begin = min([start, at.clause.start, *(each.start for each in (*borrowed[-1:], *manner))])
    end = at.clause.start + len(at.clause.words)
    if proportion is not None:
        next_stop = words.find("，", end + 1)
        end = next_stop if next_stop >= 0 else len(words)
    return words[max(begin, 0) : end].strip("，,、：: 　")


def _parts_of(found: list[FoundTarget], words: str) -> list[FoundTarget]:
    """其中幼儿园7所、小学5所: the first is named as its fellows are; alone, as a part of the total that it is of."""
    first = next((at for at, each in enumerate(found) if _PART in each.indicator), None)
    if first is None or not words.lstrip().startswith(_PART) or len(found) == first + 1:
        return found
    own = found[first].indicator.partition(_PART)[2]
    return [*found[:first], replace(found[first], indicator=own), *found[first + 1 :]]


def _shared(at: _Place, found: list[FoundTarget], dated: Sequence[Dated]) -> Iterator[FoundTarget]:
    """A、B均达到100%: one number for several names. 分别: the first number with the first date or name, and so on."""
    words = at.clause.words
    parts = _SEVERAL.findall(found[0].indicator) if len(found) == 1 and _EVEN.search(words) else []
    if len(parts) > 1:
        yield from (replace(found[0], indicator=name.rstrip("、和及")) for name in parts)
        return
    if len(found) < 2 or "分别" not in words:
        yield from found
        return
    before = words.split("分别", 1)[0]
    for each in reversed(dated):
        before = before.replace(each.words, "")
    before = re.sub(r"(?:较|比|与)[^、，]*$", "", before)
    names = [name for name in re.split(r"[、和]", before.strip("，到至在 ")) if name]
    days = [each.day for each in dated]
    for number, target in enumerate(found):
        if len(days) == len(found):
            yield replace(target, due=days[number], indicator=found[0].indicator)
        elif len(names) == len(found):
            yield replace(target, indicator=names[number])
        else:
            yield target
