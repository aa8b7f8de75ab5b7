"""What `mz check` finds on a new knowledge base, for the review: once for each place, with the document's own words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from minzheng_cli.diagnostics import Diagnostic
from minzheng_cli.importing.document.drafting.shown import one_line, quoted, shortened
from minzheng_cli.importing.document.drafting.whereabouts import Place, Whereabouts
from minzheng_cli.model.wording import commitment_words, number_words
from minzheng_cli.store.layout.scalars import scalar

MOST_LISTED = 500
"""More findings than this are counted, not listed."""
_ASKED = {
    "title": "文件名称",
    "notice": "通知名称",
    "number": "发文字号",
    "issuer": "发文机关",
    "date": "成文日期",
    "dated": "成文日期的原文",
    "horizon": "实施期限",
    "owners": "责任处室",
    "assignment": "责任分工",
    "offices": "处室和单位的名录",
}
"""Fields that a question asks for."""
_UNREADABLE = ("MZ101", "MZ102", "MZ103", "MZ104")
"""A file with one of these can't be checked further."""
_RATIO, _NUMBER, _PROMISE = "MZ308", "MZ503", "MZ504"
_STOP = re.compile(r"[，。；：,;]")
_RATE = re.compile(r"(?:比率|比例|占比|比重|覆盖率|率|覆盖面)$")
_DONE_RATE = re.compile(
    r"(.*?)(参保|建档|达标|覆盖|入学|入园|签约|培训|安置|结案|执行|抽检|完成|办结|处置|安装|改造|救助|登记|接种|就业|上线|建成|发放)率"
)
_LONGEST = 60


@dataclass(frozen=True)
class Findings:
    """What `mz check` finds: how often each code, and each at its place unless there are too many; the codes' titles."""

    times: Mapping[str, int]
    placed: tuple[Diagnostic, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """All of them."""
        return sum(self.times.values())


def unsolved(findings: Findings, where: Whereabouts, answered: Sequence[tuple[str, str]]) -> Iterator[str]:
    """The lines of the review. `answered` are the measures and quotes of what is noted already."""
    if not findings.count:
        yield "没有。"
        yield ""
        return
    yield "数据里缺的、与原文对不上的。逐项改正后再运行 `mz check`，到没有为止；一项的详细讲解用 `mz explain` 加编号看。"
    yield ""
    if not findings.placed:
        for code, times in sorted(findings.times.items()):
            yield f"- [ ] {code} {findings.titles.get(code, '')}：{times}处"
        return
    asked = sorted({_ASKED[_field(each)] for each in findings.placed if _is_asked(each)})
    if asked:
        yield f"- [ ] {'、'.join(asked)}还空着，上面的问题里已经问到，答了就不再指出"
        yield ""
    if any(each.code in _UNREADABLE for each in findings.placed):
        yield "必填的字段补齐以前，有些检查做不了：补齐以后再运行 `mz check`，可能还会指出新的。"
        yield ""
    rules: dict[str, list[Diagnostic]] = {}
    for each in findings.placed:
        if not _is_asked(each):
            rules.setdefault(each.code, []).append(each)
    for code, found in rules.items():
        yield f"### {findings.titles.get(code, code)}，{len(found)}处（{code}）"
        yield ""
        yield from _SECTIONS.get(code, _plain)(found, where, answered)
        yield ""


_Section = Callable[[Sequence[Diagnostic], Whereabouts, Sequence[tuple[str, str]]], Iterator[str]]


def _plain(found: Sequence[Diagnostic], where: Whereabouts, _answered: Sequence[tuple[str, str]]) -> Iterator[str]:
    """One for each; a hint that all share stands above."""
    hints = {each.hint for each in found if each.hint}
    if len(hints) == 1:
        yield one_line(hints.pop())
        yield ""
    for each in found:
        hint = f"——{one_line(each.hint)}" if hints and each.hint else ""
        place = where.of(each.ref)
        stands = f"原文第{place.line}行，{place.name}{quoted(shortened(place.words, _LONGEST))}：" if place else ""
        yield f"- [ ] {stands}{one_line(each.message)}{hint}（{each.location.file}第{each.location.line}行）"


def _ratios(found: Sequence[Diagnostic], where: Whereabouts, answered: Sequence[tuple[str, str]]) -> Iterator[str]:
    """One for all targets without numerator and denominator, with an example of the document's own words."""
    missing = [(each, where.of(each.ref)) for each in found if not _is_ratio_too_much(each)]
    listed = [place for _, place in missing if place]
    if listed:
        names = "、".join(f"{place.name}{quoted(_indicator(place, where))}" for place in listed)
        yield (
            f"- [ ] 下列{len(listed)}个目标是比率，各地的比率不能直接平均，要把分子、分母分别加总。"
            f"请各补一行ratio，写明分子（数什么）、分母（在什么里数），用原文的词语：{names}"
        )
        yield ""
        yield from _example([(place.name, _indicator(place, where)) for place in listed])
    others = [each for each, place in missing if place is None]
    others += [each for each in found if _is_ratio_too_much(each)]
    if others:
        yield ""
        yield from _plain(others, where, answered)


def _example(named: Sequence[tuple[str, str]]) -> Iterator[str]:
    """A ratio for one of the targets: of a rate whose name says what is done (参保率, 建档率), else of the first."""
    done = ((name, found) for name, indicator in named if (found := _DONE_RATE.fullmatch(indicator)))
    name, found = next(done, (named[0][0], None))
    stem = _RATE.sub("", named[0][1])
    above, below = (
        (f"{found[1]}已{found[2]}数", f"{found[1]}应{found[2]}总数") if found else (f"{stem}数", f"应{stem}总数")
    )
    yield f"例如{name}{quoted(dict(named)[name])}，分子、分母按本项的口径改："
    yield ""
    yield f"    ratio: {{numerator: {scalar(above, flow=True)}, denominator: {scalar(below, flow=True)}}}"


def _is_ratio_too_much(finding: Diagnostic) -> bool:
    return finding.ref.endswith("ratio")


def _indicator(place: Place, where: Whereabouts) -> str:
    number = int(place.name.partition(".")[2])
    return where.targets(place.task)[number - 1].indicator


def _numbers(found: Sequence[Diagnostic], where: Whereabouts, answered: Sequence[tuple[str, str]]) -> Iterator[str]:
    yield from _open_words(
        found,
        where,
        answered,
        _Open(
            "数字",
            number_words,
            "程序看不出下面的数字是不是目标。是目标的，在targets.yaml的targets里照已有的补一条；不是的，在numbers里写一条，reason写明真实的理由",
            "对象的规模，不是目标",
        ),
    )


def _commitments(found: Sequence[Diagnostic], where: Whereabouts, answered: Sequence[tuple[str, str]]) -> Iterator[str]:
    yield from _open_words(
        found,
        where,
        answered,
        _Open(
            "承诺",
            commitment_words,
            "下面的话没有数字，但也要办到。请在targets.yaml的commitments里各登记一条",
            "没有给出可核算的数值",
        ),
    )


@dataclass(frozen=True)
class _Open:
    """Words that nothing answers for: what they are, how they are found, what to do, an example of a reason."""

    what: str
    find: Callable[[str], list[tuple[int, int]]]
    advice: str
    reason: str


def _open_words(
    found: Sequence[Diagnostic], where: Whereabouts, answered: Sequence[tuple[str, str]], kind: _Open
) -> Iterator[str]:
    """One for each measure, with the clauses that the words stand in, and an example for the first."""
    words: dict[str, list[str]] = {}
    for each in found:
        place = where.of(each.ref)
        words.setdefault(place.name if place else each.ref, []).append(each.text)
    quotes: dict[str, list[str]] = {}
    for measure, quote in answered:
        quotes.setdefault(measure, []).append(quote)
    yield f"{kind.advice}，例如："
    yield ""
    lines, example = [], ""
    for name, own in words.items():
        place = where.of(name)
        clauses = _clauses(place.words, set(own), quotes.get(name, ()), kind.find) if place else []
        said = "……".join(map(quoted, clauses))
        which = "、".join(quoted(word) for word in dict.fromkeys(own))
        stands = f"原文第{place.line}行，{name}：" if place else f"{name}："
        lines.append(f"- [ ] {stands}{said}里的{kind.what}{which}")
        example = example or (
            f"- {{measure: {name}, quote: {scalar(clauses[0], flow=True)}, reason: {kind.reason}}}" if clauses else ""
        )
    yield f"    {example}"
    yield ""
    yield from lines


def _clauses(
    text: str, words: set[str], answered: Sequence[str], find: Callable[[str], list[tuple[int, int]]]
) -> list[str]:
    """The clauses of a measure in which the words stand that no quote holds, each once."""
    spans = [(at.start(), at.end()) for quote in answered for at in re.finditer(re.escape(quote), text)]
    found: list[str] = []
    for start, end in find(text):
        if text[start:end] not in words or any(first <= start and end <= last for first, last in spans):
            continue
        first = max((stop.end() for stop in _STOP.finditer(text, 0, start)), default=0)
        stop = _STOP.search(text, end)
        last = stop.start() if stop else len(text)
        first, last = max(first, start - _LONGEST), min(last, end + _LONGEST)
        clause = text[first:last].strip()
        if clause not in found:
            found.append(clause)
    return found


_SECTIONS: dict[str, _Section] = {_RATIO: _ratios, _NUMBER: _numbers, _PROMISE: _commitments}


def _is_asked(finding: Diagnostic) -> bool:
    """True for a missing field that one of the questions is about."""
    return finding.code in ("MZ102", "MZ104") and _field(finding) in _ASKED


def _field(finding: Diagnostic) -> str:
    found = re.search(r"字段“(\w+)”", finding.message)
    return found[1] if found else ""
