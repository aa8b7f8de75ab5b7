"""An outline as lines: keys in the model's order, two spaces a level, dashes indented, at most one blank line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from enum import Enum

from minzheng_cli.store.files import TARGETS, TASKS
from minzheng_cli.store.layout.outline import BLANK, Block, Branch, Entry

_SPACED = frozenset(file.removesuffix(".yaml") for file in (TASKS, TARGETS))
"""The long lists, in which every item stands apart."""
_STEP = 2


class _Mark(Enum):
    """What is no line: a blank line that is wanted, and the end of a text whose blank lines count."""

    GAP = 0
    KEPT = 1


_Line = str | _Mark


def write(root: Branch) -> str:
    """The text of an outline, with LF at the end of every line."""
    header, root = _header(root)
    lines = _settled([*_comments(header, 0), *_branch(_ordered(root), 0)])
    return "".join(f"{line}\n" for line in lines)


def _header(root: Branch) -> tuple[tuple[str, ...], Branch]:
    """What stays at the top of the file whatever key comes first; comments below a blank line are the first key's."""
    first, *others = root.entries
    gaps = [at for at, words in enumerate(first.head) if words == BLANK and at]
    cut = gaps[-1] + 1 if gaps else len(first.head)
    own = replace(first, head=first.head[cut:])
    return first.head[:cut], replace(root, entries=(own, *others))


def _ordered(branch: Branch) -> Branch:
    """The branch with the keys of all its mappings in the model's order."""
    entries = [
        replace(entry, value=_ordered(entry.value)) if isinstance(entry.value, Branch) else entry
        for entry in branch.entries
    ]
    if branch.is_map:
        entries.sort(key=lambda entry: branch.kind.rank(entry.name))
    return replace(branch, entries=tuple(entries))


def _branch(branch: Branch, indent: int, *, spaced: bool = False) -> Iterator[_Line]:
    for position, entry in enumerate(branch.entries):
        own = branch.is_map or not isinstance(entry.value, Branch)
        head = entry.head if own else (*entry.head, *_first_head(entry.value))
        if not position:
            head = head[next((at for at, words in enumerate(head) if words != BLANK), len(head)) :]
        elif spaced:
            head = (BLANK, *head)
        yield from _comments(head, indent)
        yield from _entry(entry, indent, spaced=not indent and entry.name in _SPACED)
    yield from _comments(branch.foot, indent)


def _first_head(value: object) -> tuple[str, ...]:
    """What stands above the first line of a collection within an item: it moves above the dash."""
    if not isinstance(value, Branch):
        return ()
    first = value.entries[0]
    deeper = () if value.is_map else _first_head(first.value)
    return tuple(words for words in (*first.head, *deeper) if words != BLANK)


def _entry(entry: Entry, indent: int, *, spaced: bool) -> Iterator[_Line]:
    start = " " * indent + (f"{entry.key}:" if entry.key else "-")
    beside = f"  {entry.beside}" if entry.beside else ""
    if isinstance(entry.value, str):
        yield f"{start} {entry.value}".rstrip() + beside
    elif isinstance(entry.value, Block):
        yield f"{start} {entry.value.header}{beside}"
        yield from (f"{' ' * (indent + _STEP)}{line}" if line else line for line in entry.value.lines)
        if entry.value.keep:
            yield _Mark.KEPT
    elif entry.key:
        yield start + beside
        yield from _branch(entry.value, indent + _STEP, spaced=spaced)
    else:
        yield from _behind_dash(start, _branch(_bare(entry.value), indent + _STEP))


def _bare(value: Branch) -> Branch:
    """The collection without the comments above its first line."""
    first, *others = value.entries
    inner = _bare(first.value) if not value.is_map and isinstance(first.value, Branch) else first.value
    return replace(value, entries=(replace(first, head=(), value=inner), *others))


def _behind_dash(dash: str, lines: Iterator[_Line]) -> Iterator[_Line]:
    yield f"{dash} {str(next(lines)).lstrip()}"
    yield from lines


def _comments(words: Iterable[str], indent: int) -> Iterator[_Line]:
    return (_Mark.GAP if each == BLANK else " " * indent + each for each in words)


def _settled(lines: Iterable[_Line]) -> Iterator[str]:
    """One blank line where one or more are wanted between lines, none where blank lines would count as text."""
    gap, kept = False, True
    for line in lines:
        if isinstance(line, str):
            if gap and not kept:
                yield BLANK
            yield line
            gap = kept = False
        else:
            gap, kept = gap or line is _Mark.GAP, kept or line is _Mark.KEPT
