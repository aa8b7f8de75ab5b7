"""A part's headings as a tree, each with its number, title, text, tables and the words that assign it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from minzheng_cli.importing.document.blocks import Block, Paragraph, Table
from minzheng_cli.importing.document.owners.assignments import Said, take_out
from minzheng_cli.importing.document.structure.markers import (
    ARABIC,
    CIRCLED,
    HAN,
    HAN_PAREN,
    PAREN,
    WORD,
    Marker,
    marker,
)
from minzheng_cli.importing.document.targets.clauses import HALF_STOP

ROOT = -1
BOX = WORD + 1
"""A box of projects or indicators (专栏) beside the text: no task, and in none."""
_BY_LEVEL = {1: HAN, 2: HAN_PAREN, 3: ARABIC, 4: PAREN}
_LONGEST_TITLE = 60
_LONGEST_BEFORE_COLON = 36
_BOX = re.compile(r"专栏\s*[\d一二三四五六七八九十]")
_CLOSING = re.compile(
    r"本(?:办法|措施|意见|方案|规定|细则|计划|通知|实施意见|实施方案|若干措施).{0,20}(?:施行|实施之日|有效期|解释)|此前.{0,30}不一致的"
)
"""From when a plan holds, and who explains it: of no task."""
_REMARK = re.compile(r"(?:备\s*注|附?注|说\s*明)\s*[:：]")
_DATE = re.compile(r"(?:到|至|力争到|在)?(?:\d{4}年.{0,6}|“?十[三四五]五”?.{0,4}|.{0,4}[年月季]底?前?)")
_STOPS = "。：；，、:;,. 　"


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph's own words, without number, heading and assignment; `said` are its assignments."""

    words: str
    line: int
    said: tuple[Said, ...] = ()


@dataclass(eq=False)
class Node:
    """A heading and what stands below it. Built in one pass, then only read."""

    kind: int
    number: str
    title: str
    line: int
    quote: str = ""
    texts: list[Text] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)
    parent: Node | None = None
    on_heading: bool = False
    """The assignment stands in the line of a heading that has no text of its own, or alone right below it."""

    def walk(self) -> Iterator[Node]:
        """Itself and all below, in the document's order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def ancestors(self) -> Iterator[Node]:
        """Its headings, from the nearest."""
        node = self.parent
        while node is not None and node.kind != ROOT:
            yield node
            node = node.parent


def outline(blocks: Sequence[Block]) -> Node:
    """The tree of a part; what stands before the first heading is the root's text."""
    builder = _Builder()
    for block in blocks:
        builder.add(block)
    _lift_last(builder.root)
    return builder.root


class _Builder:
    def __init__(self) -> None:
        self.root = Node(ROOT, "", "", 0)
        self._at = self.root
        self._in_box = False
        self._in_remark = False
        self._counts: Counter[tuple[int, int]] = Counter()

    def add(self, block: Block) -> None:
        if isinstance(block, Table):
            self._at.tables.append(block)
            self._in_remark = False
            return
        if _BOX.match(block.text):
            self._open_box(block)
            return
        found = marker(block.text) or self._next(block.text)
        if self._in_box and found and (found.kind <= HAN_PAREN or self._goes_on(found)):
            self._at = self._at.parent or self.root
            self._in_box = False
        self._in_remark = bool(_REMARK.match(block.text)) or (self._in_remark and not _is_high(found))
        if self._in_box or self._in_remark or not (found or block.level):
            self._body(block.text, block.line)
        elif found:
            self._heading(found.kind, found.number, found.rest, block.line)
        else:
            self._styled(block)

    def _next(self, text: str) -> Marker | None:
        """11.121人才梯队项目 after 10, 1000. after 999: a number that only its place in the sequence tells from others."""
        found = re.match(r"(\d{1,4})[.．、]\s*(?=\S)", text)
        before = next((up for up in (self._at, *self._at.ancestors()) if up.kind == ARABIC), None)
        if not found or not before or not before.number.isdecimal() or int(found[1]) != int(before.number) + 1:
            return None
        return Marker(ARABIC, found[1], text[found.end() :].strip())

    def _goes_on(self, found: Marker) -> bool:
        """4. in a box below 3. is the text's next item, unless the box counts its own."""
        above = next((up for up in self._at.ancestors() if up.kind == ARABIC), None)
        if found.kind != ARABIC or above is None or not (above.number.isdecimal() and found.number.isdecimal()):
            return False
        counts = any(re.match(r"\d{1,3}[.．、]", text.words) for text in self._at.texts)
        return int(found.number) == int(above.number) + 1 and not counts

    def _open_box(self, block: Paragraph) -> None:
        above = self._at.parent if self._in_box else self._at
        box = Node(BOX, "", block.text, block.line, block.text, parent=above)
        (above or self.root).children.append(box)
        self._at, self._in_box = box, True

    def _styled(self, block: Paragraph) -> None:
        kind = _BY_LEVEL.get(block.level or 0, CIRCLED)
        is_addressee = block.text.endswith(("：", ":"))
        if len(block.text) > _LONGEST_TITLE or is_addressee or take_out(block.text, block.line)[1]:
            self._body(block.text, block.line)
            return
        key = (id(self._parent(kind)), kind)
        self._counts[key] += 1
        self._heading(kind, str(self._counts[key]), block.text, block.line)

    def _parent(self, kind: int) -> Node:
        node = self._at
        while node.kind >= kind and node.parent is not None:
            node = node.parent
        return node

    def _heading(self, kind: int, number: str, text: str, line: int) -> None:
        parent = self._parent(kind)
        rest, said = take_out(text, line)
        title, body = split_heading(rest)
        if not title:
            self._body(text, line)
            return
        node = Node(kind, number, title.strip(_STOPS), line, title.strip(), parent=parent)
        node.on_heading = bool(said) and not body
        node.said = said
        if body:
            node.texts.append(Text(body, line, tuple(said)))
        parent.children.append(node)
        self._at = node

    def _body(self, text: str, line: int) -> None:
        if _CLOSING.match(text):
            return
        rest, said = take_out(text, line)
        self._at.said += said
        if said and all(each.alone for each in said) and not self._at.texts:
            self._at.on_heading = True
        if rest.strip(_STOPS):
            self._at.texts.append(Text(rest.strip(), line, tuple(said)))


def _is_high(found: Marker | None) -> bool:
    return found is not None and found.kind <= HAN_PAREN


def split_heading(text: str) -> tuple[str, str]:
    """A heading and the text that it runs into: up to the first 。, an early ：, or a wide blank."""
    words = text.strip()
    stop = _first_stop(words)
    colon = min((at for at in (words.find("："), words.find(":")) if at > 0), default=-1)
    gap = re.search(r"\u3000+| {2,}", words)
    if gap and 3 < gap.start() <= _LONGEST_BEFORE_COLON and (stop < 0 or gap.start() < stop):
        return words[: gap.start()], words[gap.end() :]
    is_early = (
        not _DATE.fullmatch(words[: max(colon, 0)])
        and 0 < colon <= _LONGEST_BEFORE_COLON
        and (stop < 0 or colon < stop)
        and "，" not in words[:colon]
    )
    if is_early and words[colon + 1 :].strip():
        return words[: colon + 1], words[colon + 1 :].strip()
    if stop >= 0:
        return words[: stop + 1], words[stop + 1 :].strip()
    return words, ""


def _first_stop(words: str) -> int:
    """Where the first full stop stands outside quotation marks and brackets; a quotation may be closed by a plain mark."""
    depth = 0
    for at, char in enumerate(words):
        depth += (char in "“《（(") - (char in "”》）)" or (char == '"' and depth > 0))
        if char in "。！" and (depth <= 0 or at > 200):
            return at
    half = HALF_STOP.search(words) if "。" not in words else None
    return half.start() if half else -1


def _lift_last(root: Node) -> None:
    """An assignment on a line of its own below the last of several items, of which no other has one, is their heading's."""
    for node in root.walk():
        last = node.children[-1] if len(node.children) > 1 else None
        if last is None or node.kind == ROOT or node.said or last.kind < ARABIC:
            continue
        if last.said and all(said.alone for said in last.said) and not any(child.said for child in node.children[:-1]):
            node.said, last.said = last.said, []
