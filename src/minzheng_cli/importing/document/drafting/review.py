"""审核清单.md: what a person has to look at, question by question, least sure first, in words that need no YAML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from minzheng_cli.importing.document.draft import Draft, Question
from minzheng_cli.importing.document.drafting.noted import EVIDENT, Note
from minzheng_cli.importing.document.drafting.shown import one_line, quoted, shortened
from minzheng_cli.importing.document.drafting.unsolved import Findings, unsolved
from minzheng_cli.importing.document.drafting.whereabouts import Whereabouts

NAME = "审核清单.md"
_SHOWN = 120
"""Characters of a quote."""


@dataclass(frozen=True)
class Reviewed:
    """What is to be looked at: the draft with its questions, the notes on numbers and promises, what `mz check` finds.

    `source` is the document's file name, `where` tells the lines of all ids; `changed` are the things that differ from an
    earlier import.
    """

    draft: Draft
    noted: Sequence[Note]
    where: Whereabouts
    findings: Findings
    source: str
    threshold: float
    changed: Sequence[str] = ()


def review(about: Reviewed) -> str:
    """The file's text: what changed, questions, promises with a day, notes, what `mz check` still finds."""
    return "\n".join(_lines(about)) + "\n"


def _lines(about: Reviewed) -> Iterator[str]:
    draft = about.draft
    yield f"# 审核清单：{draft.head.title or about.source}"
    yield ""
    yield from _how_to(about)
    if about.changed:
        yield "## 与现有知识库不同的，请重新看"
        yield ""
        yield from (f"- [ ] {one_line(each)}" for each in about.changed)
        yield ""
    yield "## 要定的问题"
    yield ""
    if not draft.questions:
        yield "没有。"
        yield ""
    for number, question in enumerate(draft.questions, 1):
        yield from _question(number, question)
    yield from _promises([each for each in about.noted if each.due], about.where)
    yield from _notes([each for each in about.noted if not each.due], about.where)
    yield "## mz check 还会指出的"
    yield ""
    yield from unsolved(about.findings, about.where, [(each.measure, each.quote) for each in about.noted])


def _how_to(about: Reviewed) -> Iterator[str]:
    draft = about.draft
    yield f"从“{about.source}”读出{len(draft.tasks)}项任务、{len(draft.targets)}个量化目标；有{len(draft.questions)}个问题要人来定，把握最小的在前。"
    yield f"把握小于{about.threshold:g}的量化目标没有录入；录入了的也请对照原文过一遍。"
    yield ""
    yield "- 怎么用：对照原文逐项看，改好了或者确认无误，就把方框[ ]改成[x]。全部打勾、`mz check` 没有发现问题，就可以签字。"
    yield "- 行号：原文第几行，指sources文件夹里那份原文的行，一个自然段或表格的一行算一行。"
    if draft.tasks:
        label = about.where.labels.of(0)
        yield (
            f"- 编号：{label}，T1是知识库的编号，从头连续编，`mz tasks` 和报告都用它；括号里是原文自己的序号和标题。"
            "T1.2是这项任务的第2句，G1.2是它的第2个量化目标。"
        )
    yield "- 括号里的title、owners等是数据文件里的字段名，照例子写即可；改数据文件用记事本就行，缩进用空格，冒号后空一格。"
    yield ""


def _promises(noted: Sequence[Note], where: Whereabouts) -> Iterator[str]:
    """Promises with a day: the day first, the soonest before the others."""
    if not noted:
        return
    yield "## 有期限而无数字的事项"
    yield ""
    yield "到期要办成、但没有数字可核算的事，已登记在targets.yaml的commitments里，程序不会按期限提醒。请列入督办台账，到期逐项核实。"
    yield ""
    for each in sorted(noted, key=lambda note: str(note.due)):
        yield f"- [ ] {each.due}：{quoted(each.quote)}——{_stands(each.measure, where)}"
    yield ""


def _stands(name: str, where: Whereabouts) -> str:
    place = where.of(name)
    return f"原文第{place.line}行，{name}，属{where.labels.of(place.task)}" if place else name


def _notes(noted: Sequence[Note], where: Whereabouts) -> Iterator[str]:
    """Each number and promise that is no target, task by task, with its words and the reason."""
    if not noted:
        return
    yield "## 没有作为目标的数字和承诺"
    yield ""
    yield "理由是照字面推定的。同意的打勾；其实是目标的，在targets.yaml里从numbers或commitments删去，在targets里补一条；理由不对的，改reason。"
    yield ""
    evident = [each for each in noted if each.reason in EVIDENT]
    if evident:
        yield "照字面就能看出不是目标的，一类打一个勾："
        yield ""
        for reason in dict.fromkeys(each.reason for each in evident):
            listed = "、".join(_briefly(each, where) for each in evident if each.reason == reason)
            yield f"- [ ] {reason}：{listed}"
        yield ""
    above = -1
    for each in (note for note in noted if note.reason not in EVIDENT):
        place = where.of(each.measure)
        if place and place.task != above:
            if above >= 0:
                yield ""
            yield f"{where.labels.of(place.task)}"
            yield ""
            above = place.task
        line = f"原文第{place.line}行，" if place else ""
        yield f"- [ ] {line}{each.measure}：{quoted(each.quote)}——{each.reason}"
    yield ""


def _briefly(note: Note, where: Whereabouts) -> str:
    place = where.of(note.measure)
    return f"{quoted(note.quote)}（{f'第{place.line}行，' if place else ''}{note.measure}）"


def _question(number: int, question: Question) -> Iterator[str]:
    yield f"### {number}. {one_line(question.about)}"
    yield ""
    yield f"- [ ] {one_line(question.text)}"
    yield from (f"  - [ ] {one_line(each)}" for each in question.items)
    if question.quote:
        yield f"- 原文第{question.line}行：{shortened(question.quote, _SHOWN)}"
    if question.confidence and question.quote:
        yield f"- 把握：{question.confidence:.2f}"
    yield ""
    if question.example:
        yield "例如："
        yield ""
        yield from (f"    {line}" for line in question.example.split("\n"))
        yield ""
