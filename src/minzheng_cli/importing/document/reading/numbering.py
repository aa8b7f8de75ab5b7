"""Automatic numbering of a .docx: which number stands before a paragraph. Source: ISO/IEC 29500-1, 17.9."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from minzheng_cli.importing.document.reading.numerals import numeral
from minzheng_cli.importing.document.reading.wordml import W, child, is_on, number_of, value_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element as Element

LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_ENDS_OPEN = re.compile(r"[条章节款项编部分]$")
_BULLET = re.compile(r"[—–●○■□◆◇▲△★☆※·•-]+")


@dataclass(frozen=True)
class Level:
    """One level of a list; `restart` is the level (from 1) behind which it starts again, 0 never, None any higher one."""

    start: int = 1
    style: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    hidden: bool = False


@dataclass
class _List:
    """A list's levels, and how far it has counted."""

    levels: Mapping[int, Level]
    counts: list[int | None] = field(default_factory=lambda: [None] * LEVELS)


@dataclass(frozen=True)
class _Instance:
    """What paragraphs refer to: a list, with starts and levels of its own."""

    list: _List
    starts: Mapping[int, int]
    levels: Mapping[int, Level]

    def level(self, depth: int) -> Level:
        return self.levels.get(depth) or self.list.levels.get(depth) or Level(text=f"%{depth + 1}.")

    def start(self, depth: int) -> int:
        """The first number of a level, also where it starts again."""
        return self.starts.get(depth, self.level(depth).start)


class Numbering:
    """All lists of a document; counts on as paragraphs are asked for in their order."""

    def __init__(self, root: Element | None, style_numbers: Mapping[str, str]) -> None:
        """`root` is the numbering part's, None where there is none; `style_numbers` is each style's `numId`."""
        self._instances: dict[str, _Instance] = {}
        self._begun: set[str] = set()
        self._levels_of_style: dict[tuple[str, str], int] = {}
        if root is not None:
            self._take(root, style_numbers)

    def _take(self, root: Element, style_numbers: Mapping[str, str]) -> None:
        abstract = {each.get(f"{W}abstractNumId", ""): each for each in root.iterchildren(f"{W}abstractNum")}
        target = {
            each.get(f"{W}numId", ""): value_of(each, "abstractNumId") or "" for each in root.iterchildren(f"{W}num")
        }
        lists = {key: _List(dict(_levels(each))) for key, each in abstract.items()}
        for each in root.iterchildren(f"{W}num"):
            key = each.get(f"{W}numId", "")
            at = target[key]
            linked = value_of(abstract[at], "numStyleLink") if at in abstract else None
            at = target.get(style_numbers.get(linked or "", ""), at)  # one step: a style's list is a real one
            if at in lists:
                self._instances[key] = _Instance(lists[at], dict(_starts(each)), dict(_overrides(each)))
                self._levels_of_style |= {(key, style): depth for style, depth in _linked(abstract[at])}

    def depth_of(self, num: str, style: str | None) -> int | None:
        """The level that a list gives to a style; None where it doesn't name the style."""
        return self._levels_of_style.get((num, style or ""))

    def next(self, num: str, depth: int) -> str:
        """The words before the next paragraph of a list (`numId`) at a level (from 0); nothing for an unknown list."""
        instance = self._instances.get(num)
        if instance is None or not 0 <= depth < LEVELS:
            return ""
        self._begin(num, instance)
        counts = instance.list.counts
        now = counts[depth]
        counts[depth] = instance.start(depth) if now is None else now + 1
        for deeper in range(depth + 1, LEVELS):
            restart = instance.level(deeper).restart
            if restart is None or depth < restart:
                counts[deeper] = None
        return _text(instance, depth)

    def _begin(self, num: str, instance: _Instance) -> None:
        """At its first paragraph, an instance with starts of its own begins anew there."""
        if num in self._begun:
            return
        self._begun.add(num)
        for depth in instance.starts:
            if 0 <= depth < LEVELS:
                instance.list.counts[depth] = None


def with_number(number: str, text: str) -> str:
    """A paragraph behind its number: a blank between them only where they would run together."""
    if not number or not text:
        return number + text
    runs_on = number[-1].isalnum() and number[-1].isascii() and text[0].isascii()
    is_decimal = number[-1] in ".．" and text[0].isdigit()
    return f"{number} {text}" if runs_on or is_decimal or _ENDS_OPEN.search(number) else number + text


def _text(instance: _Instance, depth: int) -> str:
    level = instance.level(depth)
    if level.hidden:
        return ""
    if level.style == "bullet":
        return level.text if _BULLET.fullmatch(level.text) else ""

    def shown(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        inner, count = instance.level(at), instance.list.counts[at]
        style = "decimal" if level.legal and inner.style != "decimalZero" else inner.style
        return numeral(instance.start(at) if count is None else count, style)

    return _PLACE.sub(shown, level.text).strip()


def _levels(holder: Element) -> Iterator[tuple[int, Level]]:
    for each in holder.iterchildren(f"{W}lvl"):
        depth = _integer(each.get(f"{W}ilvl"), -1)
        restart = value_of(each, "lvlRestart")
        style = next((found for e in each.iter(f"{W}numFmt") if (found := e.get(f"{W}val"))), "decimal")
        yield (
            depth,
            Level(
                start=number_of(each, "start", 1),
                style=style,
                text=value_of(each, "lvlText") or "",
                restart=None if restart is None else _integer(restart, 0),
                legal=is_on(child(each, "isLgl")),
                hidden=is_on(child(child(each, "rPr"), "vanish")),
            ),
        )


def _overrides(instance: Element) -> Iterator[tuple[int, Level]]:
    for each in instance.iterchildren(f"{W}lvlOverride"):
        yield from _levels(each)


def _starts(instance: Element) -> Iterator[tuple[int, int]]:
    for each in instance.iterchildren(f"{W}lvlOverride"):
        if child(each, "startOverride") is not None:
            yield _integer(each.get(f"{W}ilvl"), -1), number_of(each, "startOverride", 1)


def _linked(abstract: Element) -> Iterator[tuple[str, int]]:
    for each in abstract.iterchildren(f"{W}lvl"):
        style = value_of(each, "pStyle")
        if style:
            yield style, _integer(each.get(f"{W}ilvl"), 0)


def _integer(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 6 else otherwise
