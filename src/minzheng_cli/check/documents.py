"""MZ5: documents by their official names, and annexes that are there or not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from minzheng_cli.check.concordance import EXPLAINED, beside_source, likeness
from minzheng_cli.check.free_text import free_text
from minzheng_cli.check.registry import rule
from minzheng_cli.diagnostics import Finding, Severity
from minzheng_cli.model.knowledge import KnowledgeBase
from minzheng_cli.model.plan import TextPassage
from minzheng_cli.model.ref import Ref
from minzheng_cli.model.task import Measure

_TITLE = re.compile("《([^《》]+)》")
_NEAR = 0.8
"""How alike (in character pairs) a name must be to an official one to be looked at more closely."""
_SLIP = 12
"""One wrong character in so many of the official name is taken for a slip."""


@rule("MZ508", "原文引用的文件没有登记", reads=("tasks.yaml",), whole=("plan.yaml",))
def document_not_registered(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：任务和段落里用书名号《》引用的文件，要在plan.yaml的references里登记。

    为什么：引用的文件是任务的依据，要能查到。

    反例：段落写“与《吉林省民政事业发展“十四五”规划》……的衔接”，references里没有。
    正例：
        references:
          - {title: 《吉林省民政事业发展“十四五”规划》, where: P12}
    """
    known = {reference.title for reference in kb.plan.references} | {f"《{kb.plan.title}》"}
    measures = (measure for task in kb.tasks.tasks for measure in task.measures if "《" in measure.text)
    cited: list[Measure | TextPassage] = [*measures, *kb.plan.passages]
    for part in cited:
        for title in re.findall("《[^》]+》", part.text):
            if title not in known and not _near_failed(kb, title):
                yield Finding(
                    Ref(part, "text"), f"引用的文件{title}没有登记", "请在plan.yaml的references里补一条", title
                )


def _near_failed(kb: KnowledgeBase, title: str) -> bool:
    """True where a registered title, or the text, is itself not as in the source: then that is the fault."""
    beside = beside_source(kb)
    if beside is None:
        return False
    if beside.source.find(title) < 0:
        return True
    titles = [*((r, r.title) for r in kb.plan.references), (kb.plan, kb.plan.title)]
    return any(not beside.stands(part, "title") and likeness(words, title) > EXPLAINED for part, words in titles)


@rule("MZ510", "附件是否在原文里与原文不一致", whole=("plan.yaml",))
def annex_presence_differs(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：included是true的附件，原文里有单独一行“附件1”；是false的，没有这一行，只列了名称。

    为什么：通知没有附上的内容，不能当成已经录入。

    反例（原文只列了附件2的名称）：
        - {number: 2, title: ……重点任务清单, included: true}
    正例：
        - {number: 2, title: ……重点任务清单, included: false}
    """
    beside = beside_source(kb)
    if beside is None:
        return
    lone = "" if len(kb.plan.annexes) > 1 else "?"
    for position, annex in enumerate(kb.plan.annexes, 1):
        if annex.number != position or not beside.stands(annex, "title"):
            continue
        heading = re.compile(rf"\s*附\s*件\s*(?:{annex.number}){lone}\s*")
        stands = any(heading.fullmatch(line) for line in beside.source.lines)
        if stands != annex.included:
            what = "有" if stands else "没有"
            message = f"原文{what}附件{annex.number}的内容（单独一行的“附件{annex.number}”）"
            right = "true" if stands else "false"
            yield Finding(Ref(annex, "included"), message, f"例如：included: {right}", str(annex.included).lower())


@rule("MZ514", "文件名称与正式名称不一致", whole=("plan.yaml",), severity=Severity.WARNING)
def name_differs(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：进展、说明等自由填写的文字里，《》里的名称与方案、引用文件、附件的正式名称只差一两个字的，提醒。

    为什么：名称差一个字，就是另一个文件。

    反例：
        done: 学习《吉林省民政事业发展“十四五”计划》
    正例：
        done: 学习《吉林省民政事业发展“十四五”规划》
    """
    official = tuple(_official(kb))
    for ref, text in free_text(kb):
        for match in _TITLE.finditer(text) if "《" in text else ():
            right = _meant(match[1], official)
            if right:
                yield Finding(ref, f"《{match[1]}》与正式名称不一致", f"正式名称是《{right}》", match[1])


def _official(kb: KnowledgeBase) -> Iterator[str]:
    yield kb.plan.title
    yield kb.plan.notice
    yield from (reference.title.strip("《》") for reference in kb.plan.references)
    yield from (annex.title for annex in kb.plan.annexes)


def _meant(name: str, official: tuple[str, ...]) -> str:
    """The official name of which this one is a slip; empty for one of them, and for another document's."""
    if name in official:
        return ""
    near = [right for right in official if abs(len(right) - len(name)) <= 3 and likeness(right, name) >= _NEAR]
    return next((right for right in near if _is_slip(name, right)), "")


def _is_slip(name: str, right: str) -> bool:
    """True where few characters differ, and not just a year or number: next year's list is another document."""
    changes = [each for each in SequenceMatcher(None, name, right, autojunk=False).get_opcodes() if each[0] != "equal"]
    changed = "".join(name[a1:a2] + right[b1:b2] for _, a1, a2, b1, b2 in changes)
    size = sum(max(a2 - a1, b2 - b1) for _, a1, a2, b1, b2 in changes)
    return size <= max(1, len(right) // _SLIP) and not any(char.isdecimal() for char in changed)
