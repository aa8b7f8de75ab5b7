"""Where new entries go in the text of a file, and how they are written there."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from minzheng_cli.errors import MzError
from minzheng_cli.store.layout.comments import block_header, compose
from minzheng_cli.store.layout.scalars import HIDDEN, quoted, scalar
from minzheng_cli.store.places import Node

if TYPE_CHECKING:
    from minzheng_cli.model.base import Part

_STEP = 2
_IN_BRACKETS = frozenset({"observations"})
"""Lists of short entries, each on one line: figures are read down a column."""
SINGLE = frozenset({"locked"})
"""Keys that hold one entry and no list."""
Entries = Mapping[str, "Sequence[Part]"]
"""What is added under each key."""
_BLOCK_TEXT = re.compile(r"\S.*(?:\n.*)+")
"""A text of several lines whose indentation can be seen from its first."""


@dataclass(frozen=True)
class _Splice:
    """What stands from `start` to `end` is replaced."""

    start: int
    end: int
    text: str


def spliced(text: str, value: dict[str, Any], fields: Entries, model: type[Part]) -> str:
    """The text (without byte order mark) with the entries added, in the line breaks that it has.

    Lists are continued, missing ones are put in the model's order. Raises MzError for a file in brackets altogether.
    """
    even = text.replace("\r\n", "\n").replace("\r", "\n")
    root = compose(even)
    if root.flow_style:
        raise MzError("这个文件整个写在花括号里，没有写入。", "请先运行 mz fmt 整理")
    order = list(model.model_fields)
    splices = []
    for name in (each for each in order if each in fields):
        pair = next((pair for pair in root.value if pair[0].value == name), None)
        if pair:
            splices.append(_continued(even, pair, value[name], name, fields[name]))
        else:
            splices.append(_new_key(even, root, name, fields[name], order[: order.index(name)]))
    return _joined(text, splices)


def _joined(text: str, splices: Iterable[_Splice]) -> str:
    """The text with the splices in place; their offsets count a CR LF as one character."""
    line_break = "\r\n" if "\r\n" in text else "\r" if "\r" in text and "\n" not in text else "\n"
    wide = [found.start() - nth for nth, found in enumerate(re.finditer("\r\n", text))]
    made, done = [], 0
    for each in sorted(splices, key=lambda splice: splice.start):
        start, end = (offset + bisect_left(wide, offset) for offset in (each.start, each.end))
        made += [text[done:start], each.text.replace("\n", line_break)]
        done = end
    unfinished = done == len(text) and not text.endswith(("\n", "\r"))
    return "".join([*made, text[done:], line_break if unfinished else ""])


def _continued(text: str, pair: tuple[Node, Node], value: Any, name: str, entries: Sequence[Part]) -> _Splice:
    """Behind what a key has already."""
    key, node = pair
    if name in SINGLE:
        colon = _colon(text, key)
        return _Splice(colon, colon, f" {_in_brackets(entries[0])}")
    if not isinstance(value, list) or not value:
        return _first_items(text, key, node, name, entries)
    return _behind_flow(text, node, entries) if node.flow_style else _behind_block(text, node, name, entries)


def _new_key(text: str, root: Node, name: str, entries: Sequence[Part], earlier: Sequence[str]) -> _Splice:
    """A key that isn't there yet: behind the last of those that come before it in the model."""
    before = [pair for pair in root.value if pair[0].value in earlier] or root.value[-1:]
    key, node = max(before, key=lambda pair: int(pair[0].start_mark.index))
    indent = root.start_mark.column
    at = _line_end(text, _end(text, key, node), indent)
    pad = " " * indent
    if name in SINGLE:
        return _Splice(at, at, f"\n{pad}{name}: {_in_brackets(entries[0])}")
    lines = "".join(f"\n{line}" for line in _items(entries, name, indent + _STEP))
    return _Splice(at, at, f"\n\n{pad}{name}:{lines}")


def _behind_block(text: str, node: Node, name: str, entries: Sequence[Part]) -> _Splice:
    """Below the last item of a list of lines, and the comments that are indented as its own."""
    column = node.start_mark.column
    at = _line_end(text, _end(text, None, node.value[-1]), column)
    return _Splice(at, at, "".join(f"\n{line}" for line in _items(entries, name, column)))


def _behind_flow(text: str, node: Node, entries: Sequence[Part]) -> _Splice:
    """Behind the last item of a list in brackets."""
    at = _end(text, None, node.value[-1])
    return _Splice(at, at, "".join(f", {_in_brackets(entry)}" for entry in entries))


def _first_items(text: str, key: Node, node: Node, name: str, entries: Sequence[Part]) -> _Splice:
    """Below a key that has nothing or `[]` behind it; brackets with a comment in them stay."""
    start, end, indent = node.start_mark.index, node.end_mark.index, key.start_mark.column
    if "#" in text[start:end]:
        items = ", ".join(_in_brackets(entry) for entry in entries)
        return _Splice(end - 1, end - 1, f"{' ' * (indent + _STEP)}{items}")
    colon = _colon(text, key)
    after = colon if start == end else end
    at = _eol(text, after)
    lines = "".join(f"\n{line}" for line in _items(entries, name, indent + _STEP))
    if start == end:
        return _Splice(at, at, lines)
    beside = text[after:at]
    return _Splice(colon, at, (f"  {beside.strip()}" if beside.strip() else "") + lines)


def _end(text: str, key: Node | None, node: Node) -> int:
    """Where the last character of a value stands, plus one: ruamel ends a list of lines only where the next thing begins."""
    start, end = int(node.start_mark.index), int(node.end_mark.index)
    if isinstance(node.value, list) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(text, *last) if isinstance(last, tuple) else _end(text, None, last)
    if start == end and key is not None:
        return _colon(text, key)
    if header := block_header(text, node):
        if "+" in header:
            return len(text[:end].removesuffix("\n"))
        return start + len(text[start:end].rstrip())
    return end


def _colon(text: str, key: Node) -> int:
    """Behind the colon of a key."""
    return text.index(":", int(key.end_mark.index)) + 1


def _line_end(text: str, offset: int, column: int) -> int:
    """The end of the offset's line, or of the last comment below it that is indented deeper than `column`."""
    end = _eol(text, offset)
    seen = end
    while seen < len(text):
        line_end = _eol(text, seen + 1)
        line = text[seen + 1 : line_end]
        words = line.lstrip(" ")
        if words and not (words.startswith("#") and len(line) - len(words) > column):
            break
        seen = line_end
        if words:
            end = seen
    return end


def _eol(text: str, offset: int) -> int:
    found = text.find("\n", offset)
    return found if found >= 0 else len(text)


def _items(entries: Iterable[Part], name: str, indent: int) -> Iterator[str]:
    """The lines of list items whose dashes stand at the indentation."""
    pad = " " * indent
    for entry in entries:
        if name in _IN_BRACKETS:
            yield f"{pad}- {_in_brackets(entry)}"
            continue
        for position, (field, value) in enumerate(_given(entry)):
            start = f"{pad}{'- ' if not position else '  '}{field}:"
            lines = _value(value, indent + 2 * _STEP)
            yield f"{start} {lines[0]}"
            yield from lines[1:]


def _in_brackets(entry: Part) -> str:
    return f"{{{', '.join(f'{field}: {_on_a_line(value, flow=True)}' for field, value in _given(entry))}}}"


def _given(entry: Part) -> Iterator[tuple[str, Any]]:
    """Fields in the model's order, without those that are not given."""
    for field in type(entry).model_fields:
        value = getattr(entry, field)
        if value is not None:
            yield field, value


def _value(value: Any, indent: int) -> list[str]:
    """A value on one line, or a text of several lines as a block."""
    if not isinstance(value, str) or not _BLOCK_TEXT.fullmatch(value) or value.endswith("\n"):
        return [_on_a_line(value)]
    lines = value.split("\n")
    if any(HIDDEN.search(line) for line in lines):
        return [_on_a_line(value)]
    return ["|-", *(f"{' ' * indent}{line}" if line else "" for line in lines)]


def _on_a_line(value: Any, *, flow: bool = False) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return quoted(value) if "\n" in value else scalar(value, flow=flow)
    return repr(value)
