"""How much text stands in every element of a page, in links and in tables: one walk, children first."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

LONGEST_LINE = 120
_SPACE = re.compile(r"\s+")


class Size(NamedTuple):
    """Of an element: its characters, those of them in links, those in tables, and all as a line if they are that short."""

    text: int
    links: int
    in_tables: int
    line: str | None

    @property
    def words(self) -> int:
        """Characters outside links."""
        return self.text - self.links

    @property
    def own(self) -> int:
        """Characters outside the tables in it."""
        return self.text - self.in_tables


Sizes = dict["Element", Size]


def sizes_of(body: Element) -> Sizes:
    """The size of the element and of each one in it."""
    found: Sizes = {}
    for each in reversed(list(body.iter("*"))):
        found[each] = _size(each, found)
    return found


def _size(element: Element, found: Sizes) -> Size:
    text, links, in_tables, line = _length(element.text), 0, 0, _joined("", element.text)
    for child in element:
        inner = found.get(child, _NOTHING)
        text += inner.text + _length(child.tail)
        links += inner.links
        in_tables += inner.in_tables
        line = _joined(_joined(line, inner.line) if inner.line is not None else None, child.tail)
    return Size(text, text if element.tag == "a" else links, text if element.tag == "table" else in_tables, line)


_NOTHING = Size(0, 0, 0, "")


def _joined(line: str | None, more: str | None) -> str | None:
    if line is None or not more:
        return line
    whole = _SPACE.sub(" ", line + more) if len(more.strip()) <= LONGEST_LINE else ""
    return whole if 0 < len(whole) <= LONGEST_LINE else None


def _length(text: str | None) -> int:
    return len(text.strip()) if text else 0
