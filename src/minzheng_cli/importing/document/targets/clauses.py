"""A text cut into sentences, segments (between semicolons) and clauses (between commas), each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_LONGEST = 10_000
"""A longer segment is no sentence of a plan: nothing is read out of it."""
_LONGEST_CLAUSE = 600
"""Nor is a longer clause one."""
_OPENING, _CLOSING = "“《（(", "”》）)"
HALF_STOP = re.compile(r"(?<=[\u4e00-\u9fff）)”%])\.(?=[\u4e00-\u9fff“（(]|$)")
"""A half-width full stop between Chinese words, in documents that write no other."""
_IN_RATIO = re.compile(r"\d[:：]\d")
_PASSAGE = re.compile(r"“[^“”]{16,}”")
"""A quotation that is no name but a passage: its commas and numbers count."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause and where it begins in its segment; `opens` is true where a colon ends it."""

    words: str
    start: int
    opens: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """What stands between semicolons, and its clauses."""

    words: str
    clauses: tuple[Clause, ...]


def sentences(text: str) -> list[str]:
    """The sentences with their stops; a stop inside quotation marks or brackets ends none."""
    if "。" not in text:
        text = HALF_STOP.sub("。", text)
    return [piece for piece in _cut(text, "。！？", keep=True) if piece.strip("。！？ 　")]


def segments(sentence: str) -> Iterator[Segment]:
    """The parts of a sentence that share no date with one another."""
    for piece in _cut(sentence.strip("。！？ 　"), "；;", keep=False):
        if piece.strip():
            yield Segment(piece, tuple(each for each in _clauses(piece) if len(each.words) <= _LONGEST_CLAUSE))


def _clauses(segment: str) -> Iterator[Clause]:
    depth, start = 0, 0
    if len(segment) > _LONGEST:
        return
    for at, char in enumerate(_open_passages(segment)):
        depth = max(0, depth + (char in _OPENING) - (char in _CLOSING))
        if _is_stop(segment, at, char) and not depth:
            if segment[start:at].strip():
                yield Clause(_bare(segment, start, at), start, char in "：:")
            start = at + 1
    if segment[start:].strip():
        yield Clause(_bare(segment, start, len(segment)), start)


def _is_stop(segment: str, at: int, char: str) -> bool:
    """A comma or a colon that is no part of a number (1,200) or of a ratio (1:4)."""
    if char in "，：:":
        return not _IN_RATIO.match(segment[max(at - 1, 0) : at + 2])
    return char == "," and not re.match(r"\d,\d{3}", segment[max(at - 1, 0) : at + 4])


def _bare(segment: str, start: int, end: int) -> str:
    """A clause's words; the one mark of a quotation that it begins or ends is a blank, so that places stay."""
    words = segment[start:end]
    if words.count("“") == words.count("”"):
        return words
    return words.replace("“", " ") if words.count("“") > words.count("”") else words.replace("”", " ")


def _open_passages(segment: str) -> str:
    """The segment without the marks of quoted passages, a blank for each."""
    return _PASSAGE.sub(lambda found: f" {found[0][1:-1]} " if "，" in found[0] else found[0], segment)


def _cut(text: str, stops: str, *, keep: bool) -> list[str]:
    parts, depth, start = [], 0, 0
    for at, char in enumerate(text):
        depth = max(0, depth + (char in _OPENING) - (char in _CLOSING))
        if char in stops and (not depth or at - start > 400):
            parts.append(text[start : at + 1 if keep else at])
            start, depth = at + 1, 0
    parts.append(text[start:])
    return [part for part in parts if part.strip()]
