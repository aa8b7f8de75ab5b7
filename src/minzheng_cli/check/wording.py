"""MZ5: every quote stands in the source, every sentence of the source is answered for."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from difflib import SequenceMatcher
from functools import lru_cache
from heapq import nlargest

from minzheng_cli.check.clauses import says_too_little, spoken
from minzheng_cli.check.concordance import (
    EXPLAINED,
    Claim,
    Concordance,
    Gap,
    beside_source,
    character_pairs,
    likeness,
    occurrences,
)
from minzheng_cli.check.numbering import numbering
from minzheng_cli.check.registry import rule
from minzheng_cli.diagnostics import Finding
from minzheng_cli.model.base import Part
from minzheng_cli.model.knowledge import KnowledgeBase
from minzheng_cli.model.numerals import chinese_number
from minzheng_cli.model.ref import Ref
from minzheng_cli.model.source import CELLS_APART
from minzheng_cli.model.target import Commitment, NumberNote, Target
from minzheng_cli.model.task import Measure
from minzheng_cli.model.wording import commitment_words, number_words

_ALL = ("plan.yaml", "tasks.yaml", "targets.yaml", "org.yaml")
_TASK_NUMBER = re.compile(r"(\d+)[.．、]$")
_GROUP_NUMBER = re.compile(r"（([一二三四五六七八九十]+)）$")
_WHOLE_TEXT = 200_000
"""Up to how many characters a source is searched as a whole for a title that may be broken over lines."""
_NEAREST_AT_MOST = 20
"""For how many failed quotes of one run the nearest passage is looked up; it is slow."""


@rule("MZ501", "引文与原文不一致", reads=("plan.yaml",))
def quote_not_in_source(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：凡照录的文字（标题、举措、引文、职务、名称等），都要一字不差地出现在sources/下的原文里。

    为什么：报告引用的是文件原话，差一个字就不是原话。

    反例（原文是“不低于50%”）：
        quote: 提升护理型床位占比，到2025年底不低于60%
    正例：
        quote: 提升护理型床位占比，到2025年底不低于50%
    """
    beside = beside_source(kb)
    if beside is None:
        return
    for count, claim in enumerate(beside.failed):
        nearest = _nearest(claim, beside) if count < _NEAREST_AT_MOST else ""
        message, text = _difference(claim.words, nearest)
        yield Finding(claim.ref, message, f"原文是：{nearest}" if nearest else "请照原文改正，或删去这一条", text)


def _nearest(claim: Claim, beside: Concordance) -> str:
    """The passage of the source that was most likely meant; empty where none is like it."""
    if claim.kind.everywhere:
        return _most_alike([beside.source.flat], claim.words) if len(beside.source.flat) < _WHOLE_TEXT else ""
    if claim.kind.covers and (gap := beside.gap_for(claim)) and likeness(gap.words, claim.words) >= EXPLAINED:
        return _aligned(gap.words, claim.words)
    pairs = character_pairs(claim.words)
    shared = ((sum(pair in line for pair in pairs), line) for line in beside.source.lines)
    return _most_alike([line for _, line in nlargest(3, shared, key=lambda each: each[0])], claim.words)


def _most_alike(texts: list[str], words: str) -> str:
    passages = [_aligned(text, words) for text in texts]
    best = max(passages, key=lambda passage: likeness(passage, words))
    return best if likeness(best, words) >= EXPLAINED else ""


def _aligned(line: str, words: str) -> str:
    """The stretch of a line that answers to the words: from where they begin to agree to where they cease to."""
    matcher = SequenceMatcher(None, line, words, autojunk=False)
    if matcher.find_longest_match().size < 2:
        return ""
    every = [block for block in matcher.get_matching_blocks() if block.size]
    for blocks in (every, [block for block in every if block.size > 1]):
        first, last = blocks[0], blocks[-1]
        start = max(0, first.a - first.b)
        end = last.a + last.size + (len(words) - last.b - last.size)
        if end - start <= len(words) * 1.5 + 10:
            break
    return line[start:end]


def _difference(words: str, nearest: str) -> tuple[str, str]:
    """Say the first difference; the words to point at."""
    if not nearest:
        return f"原文里没有“{_short(words)}”", ""
    matcher = SequenceMatcher(None, words, nearest, autojunk=False)
    changes = [change for change in matcher.get_opcodes() if change[0] != "equal"]
    if not changes:
        return f"原文里没有“{_short(words)}”", ""
    _, a1, a2, b1, b2 = changes[0]
    here = words[max(0, a1 - 2) : a2 + 2]
    there = nearest[max(0, b1 - 2) : b2 + 2]
    return f"与原文不一致：这里是“{_short(here)}”，原文是“{_short(there)}”", here


def _short(words: str) -> str:
    return words if len(words) <= 40 else f"{words[:38]}……"


@rule("MZ502", "原文有一处没有录入", whole=_ALL)
def source_not_covered(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：原文的每一句话，都要有任务、举措、机构、段落或“不作为内容”的说明与之对应。

    为什么：漏录一句，就可能漏掉一项任务、一个责任处室或一位成员。

    反例：原文第6项任务有7句，measures里只录了6句。
    正例：7句都录入，编号T6.1至T6.7。
    """
    beside = beside_source(kb)
    if beside is None:
        return
    explained = _explained(beside)
    for gap in beside.gaps:
        if gap in explained or any(stray.start <= gap.start < stray.end for stray in beside.astray):
            continue
        line = beside.source.line_at(gap.start)
        before = beside.before(gap.start)
        if before is None:
            return  # another document altogether: each quote is reported as not standing in it
        yield Finding(
            before.ref,
            f"原文第{line}行“{_short(gap.words)}”没有录入",
            "请在这一条之后补录；确实不是内容的，在plan.yaml的exclusions里写明原因",
        )


def _explained(beside: Concordance) -> set[Gap]:
    """Gaps that are there because a field that should cover them is not as in the source: reported as that."""
    found: set[Gap] = set()
    for claim in beside.failed:
        if not claim.kind.covers:
            continue
        if claim.kind.everywhere and (nearest := _nearest(claim, beside)):
            spans = [(at, at + len(nearest)) for at in occurrences(nearest, beside.source.flat)]
            found |= {gap for gap in beside.gaps if any(start < gap.end and gap.start < end for start, end in spans)}
        elif (near := beside.gap_for(claim)) and likeness(near.words, claim.words) >= EXPLAINED:
            found.add(near)
    return found


@rule("MZ503", "有数字没有说明是不是目标", reads=("tasks.yaml",), whole=("targets.yaml",))
def number_not_answered(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：举措里的每个数字、百分比和“全覆盖、所有、每个”等用语，或者属于一个量化目标，或者在numbers里写明为什么不是。

    为什么：数字是最容易漏的目标。

    反例：举措写“单体面积不低于200平方米”，targets里没有，numbers里也没有。
    正例：
        numbers:
          - {measure: T1.4, quote: 70周岁以上老年人, reason: 重点保障对象的年龄条件}
    """
    quotes = _quotes_by_measure(kb, (*kb.targets.targets, *kb.targets.numbers, *kb.targets.commitments))
    yield from _unanswered(
        kb, quotes, number_words, "数字", "如果是目标，请在targets里补一条；如果不是，请在numbers里写明原因"
    )


@rule("MZ504", "有承诺没有登记", reads=("tasks.yaml",), whole=("targets.yaml",))
def commitment_not_answered(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：举措里“应救尽救、确保、普遍、防止出现”等没有数字的承诺，要在commitments里登记，或属于一个量化目标。

    为什么：这些话虽然不能用数字衡量，但同样要跟踪、要报告。

    反例：举措写“确保不漏一人”，commitments里没有。
    正例：
        commitments:
          - {measure: T3.3, quote: 确保不漏一人, reason: 没有给出人数和期限}
    """
    quotes = _quotes_by_measure(kb, (*kb.targets.targets, *kb.targets.commitments))
    yield from _unanswered(kb, quotes, commitment_words, "承诺", "请在targets.yaml的commitments里登记")


def _quotes_by_measure(kb: KnowledgeBase, parts: Iterable[Target | NumberNote | Commitment]) -> dict[str, list[str]]:
    """Quotes by the measure they name, and where they don't stand in it, by the one they do: they answer there."""
    texts = {measure.id: measure.text for task in kb.tasks.tasks for measure in task.measures}
    beside = beside_source(kb)
    found: dict[str, list[str]] = {}
    for part in parts:
        found.setdefault(part.measure, []).append(part.quote)
        if beside and part.quote not in texts.get(part.measure, ""):
            found.setdefault(_around(beside, part, "quote"), []).append(part.quote)
    return found


def _unanswered(
    kb: KnowledgeBase, quotes: dict[str, list[str]], find: Callable[[str], list[tuple[int, int]]], what: str, hint: str
) -> Iterator[Finding]:
    """Words in measures, as `find` finds them, that no quote of the measure holds."""
    doubtful = _doubtful(kb)
    for task in kb.tasks.tasks:
        for measure in task.measures:
            words = find(measure.text)
            if not words or measure.id in doubtful or not _measure_stands(kb, measure):
                continue
            mine = quotes.get(measure.id, ())
            spans = [(at, at + len(quote)) for quote in mine for at in occurrences(quote, measure.text)]
            for start, end in words:
                if not any(first <= start and end <= last for first, last in spans):
                    word = measure.text[start:end]
                    yield Finding(Ref(measure, "text"), f"举措{measure.id}里的{what}“{word}”没有着落", hint, word)


@lru_cache(maxsize=1)
def _doubtful(kb: KnowledgeBase) -> set[str]:
    """Measures for which a quote is at fault or says too little: what it leaves unanswered is its consequence."""
    beside = beside_source(kb)
    targets = {target.measure for target in kb.targets.targets if says_too_little(kb, target)}
    if beside is None:
        return targets
    targets |= {target.measure for target in kb.targets.targets if not beside.stands(target, "quote")}
    notes = {note.measure for note in kb.targets.numbers if not beside.stands(note, "quote")}
    return targets | notes | {each.measure for each in kb.targets.commitments if not beside.stands(each, "quote")}


def _ends_a_line(kb: KnowledgeBase, measure: Measure) -> bool:
    """True where the source's line, or the cell of its table, ends with the measure's words, or there is no source to ask."""
    beside = beside_source(kb)
    if beside is None:
        return True
    at = beside.claim(measure, "text").at
    if at < 0:
        return False
    end = at + len(measure.text)
    return end == beside.source.line_bounds(at)[1] or beside.source.flat[end : end + 1] == CELLS_APART


def _measure_stands(kb: KnowledgeBase, measure: Part) -> bool:
    beside = beside_source(kb)
    return beside is None or beside.stands(measure, "text")


@rule("MZ505", "引文不在所写的举措或段落里", reads=("plan.yaml", "targets.yaml", "org.yaml"), whole=("tasks.yaml",))
def quote_elsewhere(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：目标、数字说明、承诺的引文要在所写的那一条举措里；工作机制、引用文件、疑误的引文要在所写的位置；专班的职责引文要在本专班的职责里。

    为什么：引文张冠李戴，责任就会落到别的处室头上。

    反例（这句话在T8.2）：
        measure: T8.1
        quote: 提升护理型床位占比，到2025年底不低于50%
    正例：
        measure: T8.2
        quote: 提升护理型床位占比，到2025年底不低于50%
    """
    beside = beside_source(kb)
    if beside is None:
        return
    for stray in beside.astray:
        line = beside.source.line_at(stray.claim.at)
        what = "标题" if stray.claim.steps == ("title",) else "这句话"
        message = f"{what}不在{stray.task}的原文里，而在原文第{line}行：“{_short(stray.claim.words)}”"
        yield Finding(stray.claim.ref, message, f"请照{stray.task}的原文改正")
    texts = _texts(kb, beside)
    for part, place, quote, others in _placed(kb):
        where = getattr(part, place)
        text = texts.get(where)
        if text is None or not beside.stands(part, quote):
            continue
        words = getattr(part, quote)
        if words not in text:
            right = _around(beside, part, quote)
            hint = f"这句话在{right}里，例如：{place}: {right}" if right else ""
            yield Finding(Ref(part, place), f"“{_short(words)}”不在{where}里", hint, where)
            continue
        for field in others:
            words = getattr(part, field)
            if words is not None and words not in text and beside.stands(part, field):
                yield Finding(Ref(part, field), f"“{_short(words)}”不在{where}里", "请照所在的原文改正", words)
    for force in kb.org.task_forces:
        for coverage in force.covers:
            mine = all(beside.stands(force, "duties", position) for position in range(len(force.duties)))
            if mine and beside.stands(coverage, "duty") and not any(coverage.duty in duty for duty in force.duties):
                hint = f"请引用{force.name}自己的职责"
                yield Finding(
                    Ref(coverage, "duty"), f"“{_short(coverage.duty)}”不在{force.name}的职责里", hint, coverage.duty
                )


def _around(beside: Concordance, part: Part, quote: str) -> str:
    """The id of the measure, passage or task that a quote stands in; empty where it stands in none."""
    claim = beside.claim(part, quote)
    covering = beside.before(claim.at) if claim.at >= 0 else None
    return getattr(covering.subject, "id", "") if covering and claim.end <= covering.end else ""


def _texts(kb: KnowledgeBase, beside: Concordance) -> dict[str, str | None]:
    """Text by the id of its measure, passage or task; None where that text is itself at fault."""
    texts: dict[str, str | None] = {}
    wrong = numbering(kb).wrong
    for passage in kb.plan.passages:
        if id(passage) not in wrong:
            texts[passage.id] = passage.text if beside.stands(passage, "text") else None
    for task in kb.tasks.tasks:
        for measure in task.measures:
            if id(measure) not in wrong:
                texts[measure.id] = spoken(task, measure) if beside.stands(measure, "text") else None
        if id(task) not in wrong:
            texts[task.id] = f"{task.title}{''.join(task.assigning)}" if beside.stands(task, "assignment") else None
    return texts


def _placed(kb: KnowledgeBase) -> Iterator[tuple[Part, str, str, tuple[str, ...]]]:
    """Parts that name the place of their quote: the place's field, the quote's, and other fields of the same place."""
    yield from ((target, "measure", "quote", ("scope",)) for target in kb.targets.targets)
    yield from ((note, "measure", "quote", ()) for note in (*kb.targets.numbers, *kb.targets.commitments))
    yield from ((mechanism, "passage", "quote", ("who", "to")) for mechanism in kb.plan.mechanisms)
    yield from ((reference, "where", "title", ("number",)) for reference in kb.plan.references)
    yield from ((slip, "where", "quote", ()) for slip in kb.plan.slips)


@rule("MZ506", "编号与原文序号不一致", reads=("tasks.yaml", "plan.yaml"))
def number_differs(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：任务编号T6对应原文“6.”，分组序号2对应原文“（二）”，任务的group是原文里它上面的那一组。

    为什么：大家按原文序号说话，编号错位会张冠李戴。

    反例：原文“7.提升农村社区治理能力。”录成 id: T6。
    正例：录成 id: T7。
    """
    beside = beside_source(kb)
    if beside is None:
        return
    flat = beside.source.flat
    yield from _tasks_differ(kb, beside)
    numbers = [group.number for group in kb.tasks.groups]
    for group in kb.tasks.groups:
        at = beside.claim(group, "title").at
        written = _GROUP_NUMBER.search(flat, max(0, at - 12), at) if at > 0 else None
        if written and chinese_number(written[1]) != group.number and numbers.count(group.number) == 1:
            right = chinese_number(written[1])
            message = f"原文里“{group.title}”是（{written[1]}），这里写的是{group.number}"
            yield Finding(Ref(group, "number"), message, f"例如：number: {right}")
    yield from _groups_differ(kb, beside)


def _tasks_differ(kb: KnowledgeBase, beside: Concordance) -> Iterator[Finding]:
    """Tasks whose number in the source is another; a source that begins anew in each group says nothing of ids."""
    wrong = numbering(kb).wrong
    written = {}
    for task in kb.tasks.tasks:
        at = beside.claim(task, "title").at if beside.stands(task, "title") else -1
        found = _TASK_NUMBER.search(beside.source.flat, max(0, at - 12), at) if at > 0 else None
        if found and id(task) not in wrong:
            written[task.id] = int(found[1])
    if list(written.values()).count(1) > 1:
        return
    for task in kb.tasks.tasks:
        if task.id in written and written[task.id] != task.number:
            message = f"原文里“{task.title}”是第{written[task.id]}项，这里编号是{task.id}"
            yield Finding(Ref(task, "id"), message, f"例如：id: T{written[task.id]}", task.id)


def _groups_differ(kb: KnowledgeBase, beside: Concordance) -> Iterator[Finding]:
    """Tasks that the source has below another group's title."""
    if not all(beside.stands(group, "title") for group in kb.tasks.groups):
        return
    above = sorted((beside.claim(group, "title").at, group.number, group.title) for group in kb.tasks.groups)
    starts = [at for at, _, _ in above]
    numbers = {group.number for group in kb.tasks.groups}
    for task in kb.tasks.tasks:
        position = bisect_right(starts, beside.claim(task, "title").at) - 1
        if position < 0 or not beside.stands(task, "title"):
            continue
        _, number, title = above[position]
        if number != task.group and task.group in numbers:
            message = f"原文里“{task.title}”在“{title}”之下，这里写的是第{task.group}组"
            yield Finding(Ref(task, "group"), message, f"例如：group: {number}", str(task.group))


@rule("MZ507", "一条举措不是一句话", reads=("tasks.yaml",))
def not_one_sentence(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：一条举措照录一句原文，以句号结尾，中间没有句号；原文这一行或这一格本来没有句号的，照录到末尾。

    为什么：一句一条，才能逐句落实、逐句核对。

    反例：
        text: 完善村务公开制度，丰富公开内容、形式。加强村务监督委员会规范化建设。
    正例：
        text: 完善村务公开制度，丰富公开内容、形式。
    """
    for task in kb.tasks.tasks:
        for measure in task.measures:
            ends = measure.text.count("。")
            whole = measure.text[-1] == "。" if ends else _ends_a_line(kb, measure)
            if (ends > 1 or not whole) and _measure_stands(kb, measure):
                what = "含有几句话" if ends > 1 else "没有以句号结尾"
                yield Finding(Ref(measure, "text"), f"举措{measure.id}{what}", "一条举措照录一句原文，含句末的句号")
