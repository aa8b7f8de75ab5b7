"""The page that tells what changed between two states of the knowledge base: all that it says, before it is laid out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from minzheng_cli.model.numerals import chinese_ordinal
from minzheng_cli.query.compare.told import ChangeReport, level, sections, shortened, visible
from minzheng_cli.report.formatting import chinese_day

if TYPE_CHECKING:
    from minzheng_cli.query.compare import Change


@dataclass(frozen=True)
class Piece:
    """Some words: `gone`, `new`, or neither."""

    text: str
    gone: bool = False
    new: bool = False


@dataclass(frozen=True)
class Line:
    """One change."""

    level: str
    grave: bool
    ref: str
    message: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Section:
    """The changes of one kind of thing."""

    ordinal: str
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class ChangesPage:
    """The page."""

    title: str
    demonstration: str | None
    summary: str
    advice: str | None
    sections: tuple[Section, ...]
    date: str


def changes_page(report: ChangeReport, day: date) -> ChangesPage:
    """The page over a report of changes; `day` is the date that it bears."""
    inside = enumerate(sections(report.changes), 1)
    return ChangesPage(
        title="知识库变化情况",
        demonstration=report.demonstration,
        summary=report.summary,
        advice=report.advice if report.warnings else None,
        sections=tuple(Section(chinese_ordinal(at), title, _lines(changes)) for at, (title, changes) in inside),
        date=chinese_day(day),
    )


def _lines(changes: Iterable[Change]) -> tuple[Line, ...]:
    return tuple(Line(level(each), each.warning, each.ref, each.message, _pieces(each)) for each in changes)


def _pieces(change: Change) -> tuple[Piece, ...]:
    """What the change is of, then its words; what came or went as a whole is not marked: the message says so."""
    about = [Piece(f"{change.about}：")] if change.about else []
    whole = change.before is None or change.after is None
    words = [
        Piece(visible(text), gone=op == "-" and not whole, new=op == "+" and not whole)
        for op, text in shortened(change.words)
    ]
    return (*about, *words)
