"""Targets outside the tasks: in 主要目标 and 总体要求, in tables of indicators."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from minzheng_cli.importing.document.draft import FoundTarget
from minzheng_cli.importing.document.structure.chapters import Kind, kind_of
from minzheng_cli.importing.document.structure.outline import BOX, ROOT, Node
from minzheng_cli.importing.document.targets.indicator_tables import indicator_targets
from minzheng_cli.importing.document.targets.sentences import Frame, find_targets
from minzheng_cli.model.deadlines import Calendar, Dated, deadlines

_SURE = 0.9
_PROBLEM = re.compile(r"整改(?:任务|措施|目标|举措|要求)[:：]")
"""A line below the heading of a problem that says what is to be done about it."""
_DATED_HEADING = re.compile(
    r"^(?:到|至)?(?:20\d{2}年|“?十[三四五]五”?)[^，。]{0,12}(?:目标|底|末|前|任务|：|:)?$|目标[（(](?:到)?20\d{2}|全年[^，。]{0,10}(?:目标|指标)"
)


def goal_targets(root: Node, tasks: Collection[Node], known: Calendar) -> list[FoundTarget]:
    """Targets of a part that stand in no task."""
    found: list[FoundTarget] = []
    for node in _outside(root, tasks):
        kind = _kind(node)
        if kind is Kind.BACKGROUND and node.kind != BOX:
            continue
        texts = (
            list(text_targets(node, known, lasts=kind is Kind.GOALS))
            if kind is not Kind.OTHER or node.kind in (ROOT, BOX)
            else []
        )
        found += texts if kind is Kind.GOALS or node.kind == BOX else [target for target in texts if _is_sure(target)]
        for table in node.tables:
            found += indicator_targets(table, known)
    return found


def text_targets(node: Node, known: Calendar, *, lasts: bool = False) -> Iterator[FoundTarget]:
    """The targets of a heading's own words; a date in the heading, or in a line that ends in a colon, holds for what follows.

    `lasts`: so does a date in front of a sentence. Of a problem (问题一：…) the words that tell of it are no promise.
    """
    frame = Frame(heading_date(node, known), lasts)
    is_problem = node.number.startswith("问题") or any(_PROBLEM.match(text.words) for text in node.texts)
    if not _DATED_HEADING.search(node.title) and not is_problem:
        yield from find_targets(node.title, node.line, known, Frame(frame.given))
    for text in node.texts:
        if is_problem and text.line == node.line:
            continue
        yield from find_targets(text.words, text.line, known, frame)
        opened = deadlines(text.words, known) if text.words.endswith(("：", ":")) else []
        frame.given = opened[-1] if opened else frame.given


def heading_date(node: Node, known: Calendar) -> Dated | None:
    """The day that a heading gives to what stands below it: 2025年目标, 到2022年底."""
    for each in (node, *node.ancestors()):
        if _DATED_HEADING.search(each.title) and (found := deadlines(each.title, known)):
            return found[-1]
    return None


def _outside(root: Node, tasks: Collection[Node]) -> Iterator[Node]:
    """Headings that are no tasks and stand in none; boxes wherever they stand."""
    if root in tasks:
        yield from (below for below in root.walk() if below.kind == BOX)
        return
    yield root
    for child in root.children:
        yield from _outside(child, tasks)


def _kind(node: Node) -> Kind:
    """What a heading's words are by its own title or, where that says nothing, by those above."""
    for each in (node, *node.ancestors()):
        kind = kind_of(each.title)
        if kind in (Kind.GOALS, Kind.BACKGROUND):
            return kind
        if kind is Kind.SUPPORT:
            return Kind.SUPPORT
    return Kind.OTHER


def _is_sure(target: FoundTarget) -> bool:
    return target.confidence >= _SURE and (target.unit == "%" or not target.unit.endswith("元"))
