"""Which words of a text changed: for Chinese, character by character, and readable."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

_TOKENS = re.compile(r"\d+(?:\.\d+)?|[A-Za-z]+|.", re.DOTALL)
_CLAUSES = re.compile(r"[^，。；：！？、\n]*[，。；：！？、\n]|[^，。；：！？、\n]+")
_MOST_TOKENS = 1500
"""Texts that differ over more than this are compared by clauses: by characters, time grows with the square."""
_SHORT = 8
_LONGEST_CROWDED = 4


class Segment(NamedTuple):
    """A piece of text: `=` stayed, `-` went, `+` came."""

    op: str
    text: str


class _Edit(NamedTuple):
    """Text that gave way to other text; equal where both are the same."""

    old: str
    new: str


def whole(before: str, after: str) -> tuple[Segment, ...]:
    """All of it went, all of it came: for names, numbers and dates, which are read as one."""
    if before == after:
        return (Segment("=", before),)
    return tuple(_segments([_Edit(before, after)]))


def marked(before: str, after: str) -> tuple[Segment, ...]:
    """The pieces of two texts. What stayed, joined, is in both; `-` and `=` make `before`, `+` and `=` make `after`.

    Numbers and Latin words stay whole, and so does a stretch where nearly every other character changed.
    """
    if before == after or max(len(before), len(after)) <= _SHORT:
        return whole(before, after)
    return tuple(_segments(_readable(_edits(before, after))))


def _segments(edits: list[_Edit]) -> Iterator[Segment]:
    for old, new in edits:
        if old == new:
            yield Segment("=", old)
            continue
        if old:
            yield Segment("-", old)
        if new:
            yield Segment("+", new)


def _edits(before: str, after: str) -> list[_Edit]:
    old, new = _TOKENS.findall(before), _TOKENS.findall(after)
    start = _common(old, new, lambda i: i)
    rest = min(len(old), len(new)) - start
    end = min(_common(old, new, lambda i: -1 - i), rest)
    head, tail = "".join(old[:start]), "".join(old[len(old) - end :])
    inner_old, inner_new = old[start : len(old) - end], new[start : len(new) - end]
    if max(len(inner_old), len(inner_new)) > _MOST_TOKENS:
        inner_old, inner_new = _CLAUSES.findall("".join(inner_old)), _CLAUSES.findall("".join(inner_new))
    inner = [
        _Edit("".join(inner_old[i:j]), "".join(inner_new[k:m]))
        for _, i, j, k, m in SequenceMatcher(None, inner_old, inner_new, autojunk=False).get_opcodes()
    ]
    return [_Edit(head, head)] * bool(head) + inner + [_Edit(tail, tail)] * bool(tail)


def _common(old: list[str], new: list[str], at: Callable[[int], int]) -> int:
    """How many tokens are the same, counted from the end that `at` names."""
    shorter = min(len(old), len(new))
    return next((i for i in range(shorter) if old[at(i)] != new[at(i)]), shorter)


def _readable(edits: list[_Edit]) -> list[_Edit]:
    """The edits without equal pieces that are crowded by the changes around them."""
    done: list[_Edit] = []
    for position, edit in enumerate(edits):
        following = edits[position + 1] if position + 1 < len(edits) else None
        stays = edit.old == edit.new
        if not done or (done[-1].old == done[-1].new):
            done.append(edit)
        elif not stays or (following and _is_crowded(edit.old, done[-1], following)):
            done[-1] = _joined(done[-1], edit)
        else:
            done.append(edit)
    return done


def _is_crowded(stayed: str, left: _Edit, right: _Edit) -> bool:
    if len(stayed) > _LONGEST_CROWDED:
        return False
    around = min(max(len(left.old), len(left.new)), max(len(right.old), len(right.new)))
    return len(stayed) <= around or (len(stayed) == 1 and stayed.isalnum())


def _joined(left: _Edit, right: _Edit) -> _Edit:
    return _Edit(left.old + right.old, left.new + right.new)
