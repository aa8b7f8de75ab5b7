"""Which headings of a part are its tasks.

The level that carries assignments is the task level; without any, the deepest of 一、（一）1. is. What stands below 总体要求,
保障措施 and the like is no task, unless it carries an assignment itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from minzheng_cli.importing.document.owners.roles import parse
from minzheng_cli.importing.document.structure.chapters import Kind, kind_of
from minzheng_cli.importing.document.structure.markers import ARABIC, ARTICLE, HAN, HAN_PAREN, PAREN
from minzheng_cli.importing.document.structure.outline import ROOT, Node

_PURPOSE = re.compile(
    r"^(?:为|为了|本办法|本措施|本意见|本方案|本规定|本细则|根据).{4,}|(?:自发布之日|自印发之日|自\d{4}年).{0,20}(?:施行|实施|执行)|有效期|由.{2,30}(?:负责解释)|解释权"
)
_FRAME_IN_TASKS = re.compile(
    r"^(?:指导思想|基本原则|总体要求|总体思路|工作思路|(?:工作|主要|总体|具体|发展|阶段性?|年度|预期|建设)(?:目标|指标)|组织领导)$"
)
_RUN_IN_SHARE = 0.5
_SHORTEST = 4


@dataclass(frozen=True)
class Picked:
    """A task's heading, and the headings above it whose assignment it inherits."""

    node: Node
    heirs_of: tuple[Node, ...] = ()


def pick(root: Node, *, only_assigned: bool = False) -> list[Picked]:
    """The tasks of a part in their order. `only_assigned`: of a text that is no plan by its title."""
    zone = list(_zone(root))
    for node in root.walk():
        _lift_only(node)
    carriers = [node for node in _numbered(root) if _has_owners(node) and not _is_background(node)]
    if only_assigned and not carriers:
        return []
    if not carriers:
        return [Picked(node) for node in _deepest(zone) if _is_task(node)]
    inherited = _heads_of_groups(carriers)
    tasks = _levelled(zone, [node for node in carriers if node not in inherited], inherited)
    return [Picked(node, tuple(up for up in node.ancestors() if up in inherited)) for node in tasks]


def _lift_only(node: Node) -> None:
    """The assignment of an only sub-item is that of the heading above it."""
    only = node.children[0] if len(node.children) == 1 and node.kind != ROOT else None
    if only is not None and only.kind >= PAREN and only.said and not node.said:
        node.said, only.said = only.said, []


def _has_owners(node: Node) -> bool:
    """A deadline alone doesn't make a task of a phase."""
    return bool(node.said) and bool(parse(said.words for said in node.said).owners)


def _numbered(root: Node) -> Iterator[Node]:
    return (node for node in root.walk() if node.kind != ROOT)


def _zone(root: Node) -> Iterator[Node]:
    """The highest headings whose text is about tasks."""
    tops = _tops(root)
    kinds = [kind_of(node.title) for node in tops]
    items = max((len(top.children) for top, kind in zip(tops, kinds, strict=True) if kind is Kind.TASKS), default=0)
    wanted = {Kind.TASKS} if Kind.TASKS in kinds else {Kind.OTHER}
    for node, kind in zip(tops, kinds, strict=True):
        if (
            kind in wanted
            or (kind is Kind.GOALS and _holds_tasks(node, kinds))
            or (kind is Kind.OTHER and Kind.TASKS in kinds and _is_alike(node, items))
        ):
            yield node


def _tops(root: Node) -> list[Node]:
    """The chapters: below 第一部分 and 第一章 as well, where these have sections with a say of their own."""
    tops: list[Node] = []
    for node in root.children:
        if (
            node.kind < HAN
            and kind_of(node.title) is Kind.OTHER
            and any(kind_of(c.title) is not Kind.OTHER for c in node.children)
        ):
            tops += node.children
        else:
            tops.append(node)
    return tops


def _holds_tasks(node: Node, kinds: list[Kind]) -> bool:
    """目标任务 as a document's only chapter that can hold tasks does hold them."""
    return "任务" in node.title and Kind.TASKS not in kinds and Kind.OTHER not in kinds and bool(node.children)


def _is_alike(node: Node, items: int) -> bool:
    """True for a chapter of several items beside one of 重点任务 that has hardly any, as in 重点工程 or 试点."""
    return len(node.children) >= 3 and items <= 1


def _is_background(node: Node) -> bool:
    return any(kind_of(up.title) is Kind.BACKGROUND for up in (node, *node.ancestors()))


def _deepest(zone: list[Node]) -> Iterator[Node]:
    """Leaves of the levels down to 1.; deeper numbers count only where they hang on a chapter directly."""
    for top in zone:
        below = [child for child in top.children if _is_level(child) and not _is_frame(child)]
        if not below and any(_is_frame(child) for child in top.children):
            continue
        is_single = len(below) == 1 and below[0].kind >= PAREN
        if not below or is_single or all(_is_piece(child) for child in below):
            yield top
        else:
            yield from _deepest(below)


def _is_level(node: Node) -> bool:
    if node.kind <= ARABIC:
        return not (node.kind == HAN_PAREN and node.parent is not None and node.parent.kind == ARTICLE)
    above = node.parent
    return above is not None and above.kind <= HAN and node.kind <= PAREN


def _is_piece(node: Node) -> bool:
    """An item that is a part of a sentence rather than a task: short and ending in a semicolon."""
    return (
        not node.texts
        and not node.children
        and node.quote.endswith(("；", ";"))
        and node.kind >= ARABIC
        and len(node.title) < 30
    )


def _is_frame(node: Node) -> bool:
    """（一）总体目标 in a chapter of tasks: what it holds is no task."""
    return node.kind >= HAN_PAREN and bool(_FRAME_IN_TASKS.match(node.title))


def _is_task(node: Node) -> bool:
    words = node.title + "".join(text.words for text in node.texts[:1])
    if node.kind == ARTICLE and _PURPOSE.search(words):
        return False
    if _is_frame(node):
        return False
    return len(node.title) >= _SHORTEST


def _heads_of_groups(carriers: list[Node]) -> set[Node]:
    """Headings whose assignment is that of all items below them."""
    return {node for node in carriers if node.on_heading and not node.texts and node.children and _is_group(node)}


def _is_group(node: Node) -> bool:
    """True where the items below a heading with an assignment are tasks of their own: chapters, or items with titles."""
    below = node.children
    if below[0].kind >= PAREN and node.kind > HAN:
        return False
    if any(child.said for child in below) or node.kind <= HAN:
        return True
    run_in = sum(1 for child in below if child.texts)
    return run_in > _RUN_IN_SHARE * len(below)


def _levelled(zone: list[Node], carriers: list[Node], inherited: set[Node]) -> list[Node]:
    """Carriers, and beside them the items of their level that carry nothing."""
    marked = set(carriers)
    chosen = {node for node in carriers if not _above_carrier(node, marked)}
    if carriers:
        usual = Counter(node.kind for node in carriers).most_common(1)[0][0]
        chosen |= {node for top in zone if top not in inherited for node in _unassigned(top, marked, usual)}
    for node in inherited:
        chosen |= {leaf for leaf in _deepest(node.children) if not _covered(leaf, chosen)}
    return sorted((node for node in chosen if node in marked or _is_task(node)), key=lambda node: node.line)


def _above_carrier(node: Node, marked: set[Node]) -> bool:
    """A heading that has an assignment itself and items with their own is no task: the items are."""
    return any(below in marked for child in node.children for below in child.walk())


def _covered(node: Node, chosen: set[Node]) -> bool:
    return node in chosen or any(up in chosen for up in node.ancestors())


def _unassigned(node: Node, marked: set[Node], usual: int) -> Iterator[Node]:
    """Items without an assignment that stand where others have one."""
    if node in marked and not _above_carrier(node, marked):
        return
    below = [child for child in node.children if child.kind <= usual]
    if any(each in marked for each in node.walk()):
        for child in node.children:
            yield from _unassigned(child, marked, usual)
    elif node.kind < usual and below:
        for child in below:
            yield from _unassigned(child, marked, usual)
    elif node.kind <= max(usual, ARABIC) and not (
        node.kind == HAN and usual > HAN and node.parent and len(node.parent.children) > 1
    ):
        yield node
