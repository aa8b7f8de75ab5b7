"""A YAML text as an outline of its lines: keys and items, each with the comments and blank lines that belong to it.

An own-line comment belongs to what stands below it, unless it is indented deeper than that: then it ends what is above.
A comment at a line's end belongs to the last thing of its line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from minzheng_cli.store.layout.comments import block_header, comments
from minzheng_cli.store.layout.inline import Kind, Pair, inline, is_inline, key, pairs
from minzheng_cli.store.places import Node

_COLON = re.compile(r"\s*:")
_DASH = re.compile(r"(?:\s|#[^\n]*)*-")
BLANK = ""
"""A blank line among comments."""


@dataclass(frozen=True)
class Block:
    """A block scalar: its header (`|-`), its lines less their indentation, and whether blank lines at its end count."""

    header: str
    lines: tuple[str, ...]
    keep: bool


@dataclass(frozen=True)
class Branch:
    """A list or mapping over several lines; `foot` are the comments below its last entry."""

    entries: tuple[Entry, ...]
    is_map: bool
    kind: Kind
    foot: tuple[str, ...] = ()


@dataclass(frozen=True)
class Entry:
    """A key or an item: comments and blank lines above it, its key, its value, the comment at its line's end."""

    head: tuple[str, ...]
    name: Any
    key: str
    value: str | Block | Branch
    beside: str = ""


def outline(text: str, root: Node, value: dict[str, Any], kind: Kind) -> Branch:
    """The outline of a text (line breaks LF) from its nodes and values. Raises MzError for what is too rare."""
    reader = _Reader(text, root)
    branch = reader.branch(root, value, kind, len(text), 0)
    return Branch(branch.entries, branch.is_map, kind, (*branch.foot, *reader.rest()))


class _Reader:
    """Walks the nodes in the text's order and gives each comment to one of them."""

    def __init__(self, text: str, root: Node) -> None:
        self.text = text
        self.pending = list(reversed(comments(text, root)))

    def branch(self, node: Node, value: Any, kind: Kind, limit: int, floor: int | None) -> Branch:
        """A collection; `limit` is where the next thing begins, `floor` the least column of a comment at its foot."""
        members = pairs(node, value)
        ends = [*(self._begin(*two) for two in pairwise(members)), limit]
        column = node.start_mark.column
        entries = tuple(self._entry(each, kind, end, column) for each, end in zip(members, ends, strict=True))
        if node.flow_style:
            limit, floor = node.end_mark.index, None
        return Branch(entries, isinstance(value, dict), kind, tuple(self._take(limit, floor)))

    def _begin(self, last: Pair, pair: Pair) -> int:
        """Where a key or item begins: an item of a list of lines at its dash."""
        dash = _DASH.match(self.text, last.node.end_mark.index) if not pair.key else None
        return dash.end() - 1 if dash else pair.start

    def rest(self) -> tuple[str, ...]:
        """What is left at the end of the text."""
        return tuple(self._take(len(self.text)))

    def _entry(self, pair: Pair, kind: Kind, limit: int, column: int) -> Entry:
        head = self._above(pair.start)
        words = key(pair, self.text) if pair.key else ""
        inner = kind.at(pair.name) if pair.key else kind
        value: str | Block | Branch
        if is_inline(pair.node, pair.value) and not self._holds_comment(pair.node):
            value, above, beside = self._line(pair, inner, limit, column)
        else:
            value, above, beside = self._tree(pair, inner, limit, column)
        return Entry((*head, *above), pair.name, words, value, beside)

    def _line(self, pair: Pair, kind: Kind, limit: int, column: int) -> tuple[str | Block, tuple[str, ...], str]:
        """A value on the line of its key, comments that stood between them, the comment beside it."""
        start, end = self._extent(pair)
        value: str | Block = self._block(pair.node, column) or inline(pair.node, pair.value, kind, self.text)
        first = self._beside(pair.key.end_mark.index, start) if pair.key else ""
        between = tuple(words for words in self._above(end) if words)
        last = self._beside(end, limit)
        return value, (*((first,) if last and first else ()), *between), last or first

    def _tree(self, pair: Pair, kind: Kind, limit: int, column: int) -> tuple[Branch, tuple[str, ...], str]:
        """A value over several lines below its key, and the comment beside the key."""
        node, inside = pair.node, pairs(pair.node, pair.value)
        first = self._beside(pair.key.end_mark.index, inside[0].start) if pair.key else ""
        own = node.start_mark.column
        branch = self.branch(node, pair.value, kind, limit, own + 1 if pair.key and own <= column else own)
        last = self._beside(node.end_mark.index, limit) if node.flow_style else ""
        if pair.key and last and not first:
            first, last = last, ""
        return branch, (last,) if last else (), first

    def _extent(self, pair: Pair) -> tuple[int, int]:
        """Start and end of a value on one line; of a block scalar only the header, of nothing the end of the colon."""
        start, end = pair.node.start_mark.index, pair.node.end_mark.index
        if start == end and pair.key:
            colon = _COLON.match(self.text, pair.key.end_mark.index)
            start = end = colon.end() if colon else pair.key.end_mark.index
        header = block_header(self.text, pair.node)
        return start, start + len(header) if header else end

    def _block(self, node: Node, column: int) -> Block | None:
        header = block_header(self.text, node)
        if not header:
            return None
        raw = self.text[node.start_mark.index : node.end_mark.index].partition("\n")[2]
        digit = "".join(char for char in header if char.isdigit())
        indents = (len(line) - len(line.lstrip(" ")) for line in raw.split("\n") if line.strip(" "))
        indent = column + int(digit) if digit else next(indents, len(raw))
        lines = [line[indent:] for line in raw.removesuffix("\n").split("\n")]
        keep = "+" in header
        while lines and not lines[-1] and not keep:
            lines.pop()
        return Block(header.replace(digit, "2") if digit else header, tuple(lines), keep)

    def _holds_comment(self, node: Node) -> bool:
        """True where a comment stands among the members of a collection in brackets."""
        if not isinstance(node.value, list) or not node.value:
            return False
        start, end = node.start_mark.index, node.end_mark.index
        after: int = next((each.offset for each in reversed(self.pending) if each.offset > start), end)
        return bool(after < end)

    def _above(self, offset: int) -> tuple[str, ...]:
        """The comments that are left above the offset, with the blank lines before each and before the offset's own."""
        return (*self._take(offset), *self._gap(offset))

    def _take(self, limit: int, floor: int | None = None) -> list[str]:
        """The next comments before the limit: all of them, or those on lines of their own from a column on."""
        found: list[str] = []
        while self.pending and self.pending[-1].offset < limit:
            comment = self.pending[-1]
            if floor is not None and not (comment.own and comment.column >= floor):
                break
            found += [*self._gap(comment.offset), self.pending.pop().words]
        return found

    def _beside(self, offset: int, limit: int) -> str:
        """The comment on the offset's line, before the next thing begins."""
        if self.pending and offset <= self.pending[-1].offset < limit:
            between = self.text[offset : self.pending[-1].offset]
            if "\n" not in between:
                return self.pending.pop().words
        return ""

    def _gap(self, offset: int) -> tuple[str, ...]:
        """A blank line, where one stands above the offset's line."""
        start = self.text.rfind("\n", 0, offset) + 1
        above = self.text[self.text.rfind("\n", 0, max(start - 1, 0)) + 1 : max(start - 1, 0)]
        return (BLANK,) if start and not above.strip() else ()
