"""Changes for people at a terminal: what went is red, what came green; without colour 【-went-】【+came+】.

Where all of it went or came, the message says so, and no mark is needed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, zip_longest

from minzheng_cli.console.paint import BOLD, CYAN, DIM, GREEN, RED, YELLOW, paint
from minzheng_cli.console.terminal import Terminal
from minzheng_cli.console.wrapping import wrap
from minzheng_cli.query.compare import Change
from minzheng_cli.query.compare.told import ChangeReport, level, sections, shortened, visible
from minzheng_cli.query.compare.words import Segment

_STYLES = {"-": RED, "+": GREEN, "=": ""}
_MARKS = {"【-": "【{", "【+": "【[", "-】": "}】", "+】": "]】"}
_GAP, _INDENT = 2, 6
_NARROWEST = 40
"""Cells that the words need beside the other columns; with less room they stand below."""


def render(report: ChangeReport, terminal: Terminal) -> str:
    """Each section under its heading, then a line that sums up."""
    lines = []
    if report.demonstration:
        lines.append(paint(wrap(report.demonstration, terminal.width), BOLD + RED, terminal))
    for section, changes in sections(report.changes):
        lines += [paint(section, BOLD, terminal), *_section(changes, terminal), ""]
    lines.append(paint(wrap(report.summary, terminal.width), BOLD, terminal))
    if report.warnings:
        lines.append(paint(wrap(report.advice, terminal.width), YELLOW, terminal))
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _section(changes: Sequence[Change], terminal: Terminal) -> Iterator[str]:
    from rich.cells import cell_len

    heads = [(level(change), change.ref, change.message) for change in changes]
    widths = [max(cell_len(head[at]) for head in heads) for at in range(3)]
    room = terminal.width - sum(widths) - _GAP * 3
    for change, head in zip(changes, heads, strict=True):
        if room < _NARROWEST:
            yield from _stack(change, head, terminal)
            continue
        padded = [word + " " * (width - cell_len(word) + _GAP) for word, width in zip(head, widths, strict=True)]
        blank = " " * (sum(widths) + _GAP * 3)
        painted = "".join(_painted(padded, change, terminal))
        for left, words in zip_longest([painted], _words(change, room, terminal), fillvalue=blank):
            yield left + words


def _stack(change: Change, head: Sequence[str], terminal: Terminal) -> Iterator[str]:
    """The head on a line of its own, the words below, indented."""
    from rich.cells import cell_len

    plain = "  ".join(head)
    fits = cell_len(plain) <= terminal.width
    yield "  ".join(_painted(head, change, terminal)) if fits else wrap(plain, terminal.width)
    yield from (" " * _INDENT + line for line in _words(change, terminal.width - _INDENT, terminal))


def _painted(head: Sequence[str], change: Change, terminal: Terminal) -> Iterator[str]:
    styles = (BOLD + YELLOW if change.warning else DIM, CYAN, "")
    return (paint(word, style, terminal) for word, style in zip(head, styles, strict=True))


def _words(change: Change, width: int, terminal: Terminal) -> list[str]:
    """What the change is of and its words, in lines of a width, each piece in its style."""
    pieces = [Segment("=", f"{change.about}：")] if change.about else []
    marks = not terminal.colour and change.before is not None and change.after is not None
    pieces += [_shown(segment, marks=marks) for segment in shortened(change.words)]
    plain = "".join(text for _, text in pieces)
    if not terminal.colour:
        return _wrapped(plain, width).split("\n")
    return _styled(_wrapped(plain, width), [(char, op) for op, text in pieces for char in text], terminal)


def _shown(segment: Segment, *, marks: bool) -> Segment:
    op, text = segment
    if op == "=":
        return segment
    return Segment(op, f"【{op}{visible(text)}{op}】" if marks else visible(text))


def _wrapped(text: str, width: int) -> str:
    """The text in lines, none of which ends with the opening of a mark: 【+ is wrapped as two opening brackets."""
    if "【" not in text or any(stand_in in text for stand_in in _MARKS.values()):
        return wrap(text, width)
    for mark, stand_in in _MARKS.items():
        text = text.replace(mark, stand_in)
    text = wrap(text, width)
    for mark, stand_in in _MARKS.items():
        text = text.replace(stand_in, mark)
    return text


def _styled(wrapped: str, chars: Sequence[tuple[str, str]], terminal: Terminal) -> list[str]:
    """The wrapped text's lines, every stretch painted; `chars` is the text before it was wrapped, with its styles."""
    styled: list[tuple[str, str]] = []
    at = 0
    for char in wrapped:
        while char != "\n" and chars[at][0] != char:
            at += 1  # a blank that the end of a line has swallowed
        styled.append((char, chars[at][1] if char != "\n" else ""))
        at += at < len(chars) and chars[at][0] == char
    painted = (
        paint("".join(char for char, _ in group), _STYLES.get(op, ""), terminal)
        for op, group in groupby(styled, key=lambda each: each[1])
    )
    return "".join(painted).split("\n")
