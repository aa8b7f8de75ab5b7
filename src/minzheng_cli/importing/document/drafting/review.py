"""审核清单.md: what a person has to look at, question by question, least sure first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from minzheng_cli.diagnostics import Diagnostic
from minzheng_cli.importing.document.draft import Draft, Question
from minzheng_cli.importing.document.drafting.noted import Note

NAME = "审核清单.md"
MOST_LISTED = 500
"""More findings than this are counted, not listed."""
_ASKED = frozenset({"title"})
_SHOWN = 200
"""Characters of a quote."""


@dataclass(frozen=True)
class Findings:
    """What `mz check` finds: how often each code, and each at its place unless there are too many."""

    times: Mapping[str, int]
    placed: tuple[Diagnostic, ...] = ()

    @property
    def count(self) -> int:
        """All of them."""
        return sum(self.times.values())


@dataclass(frozen=True)
class Reviewed:
    """What is to be looked at: the draft with its questions, the notes on numbers and promises, what `mz check` finds.

    `source` is the document's file name; `changed` are the things that differ from an earlier import.
    """

    draft: Draft
    noted: Sequence[Note]
    findings: Findings
    source: str
    threshold: float
    changed: Sequence[str] = ()


def review(about: Reviewed) -> str:
    """The file's text: what changed, questions, notes, what `mz check` still finds."""
    return "\n".join(_lines(about)) + "\n"


def _lines(about: Reviewed) -> Iterator[str]:
    draft, findings, source, threshold, changed = (
        about.draft,
        about.findings,
        about.source,
        about.threshold,
        about.changed,
    )
    yield f"# 审核清单：{draft.head.title or source}"
    yield ""
    yield f"从“{source}”读出{len(draft.tasks)}项任务、{len(draft.targets)}个量化目标；有{len(draft.questions)}个问题要人来定，把握最小的在前。"
    yield f"把握小于{threshold:g}的量化目标没有录入；录入了的也请对照原文过一遍。定一个，在方框里打一个勾。"
    yield ""
    if changed:
        yield "## 与现有知识库不同的，请重新看"
        yield ""
        yield from (f"- [ ] {_one_line(each)}" for each in changed)
        yield ""
    yield "## 要定的问题"
    yield ""
    if not draft.questions:
        yield "没有。"
        yield ""
    for number, question in enumerate(draft.questions, 1):
        yield from _question(number, question)
    yield from _notes(about.noted)
    yield "## mz check 还会指出的"
    yield ""
    yield "数据里缺的、与原文对不上的，逐条改正后再运行 `mz check`，到没有为止。" if findings.count else "没有。"
    yield ""
    yield from _by_rule(findings.placed)
    if not findings.placed:
        yield from (
            f"- [ ] {code}：{times}处，含义见 mz explain {code}" for code, times in sorted(findings.times.items())
        )


def _notes(noted: Sequence[Note]) -> Iterator[str]:
    """Each number and promise that is no target, with its words and the reason."""
    if not noted:
        return
    yield "## 没有作为目标的数字和承诺"
    yield ""
    yield "理由是照字面推定的。该是目标的，移到targets.yaml的targets里。"
    yield ""
    yield from (f"- [ ] {each.measure} {_quoted(each.quote)}：{each.reason}" for each in noted)
    yield ""


def _quoted(words: str) -> str:
    text = _one_line(words)
    return text if text.startswith(("“", "《")) else f"“{text}”"


def _question(number: int, question: Question) -> Iterator[str]:
    yield f"### {number}. {_one_line(question.about)}"
    yield ""
    yield f"- [ ] {_one_line(question.text)}"
    if question.quote:
        words = _one_line(question.quote)
        yield f"- 原文第{question.line}行：{words[:_SHOWN]}{'……' if len(words) > _SHOWN else ''}"
    yield f"- 把握：{question.confidence:.2f}" if question.confidence else "- 原文里没有找到"
    yield ""


def _by_rule(placed: Sequence[Diagnostic]) -> Iterator[str]:
    """The findings rule by rule; missing fields that a question is about are only named."""
    asked = sorted({_field(each) for each in placed if _is_asked(each)})
    if asked:
        yield f"- [ ] 缺少的字段{'、'.join(asked)}，上面的问题里已经问到（MZ102）"
        yield ""
    rules: dict[str, list[Diagnostic]] = {}
    for each in placed:
        if not _is_asked(each):
            rules.setdefault(each.code, []).append(each)
    for code, found in rules.items():
        hints = {each.hint for each in found if each.hint}
        yield f"### {code}，{len(found)}处"
        yield ""
        if len(hints) == 1:
            yield f"{_one_line(hints.pop())}"
            yield ""
            hints = set()
        for each in found:
            hint = f"——{_one_line(each.hint)}" if hints and each.hint else ""
            yield f"- [ ] {each.location.file} 第{each.location.line}行：{_one_line(each.message)}{hint}"
        yield ""


def _is_asked(finding: Diagnostic) -> bool:
    """True for a missing field that one of the questions is about."""
    return finding.code == "MZ102" and _field(finding) in _ASKED


def _field(finding: Diagnostic) -> str:
    found = re.search(r"缺少字段“(\w+)”", finding.message)
    return found[1] if found else ""


def _one_line(text: str) -> str:
    return " ".join(text.splitlines()).strip()
