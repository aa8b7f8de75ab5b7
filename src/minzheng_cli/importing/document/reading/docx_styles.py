"""Styles of a .docx: their list, their level as a heading, whether they hide. Source: ISO/IEC 29500-1, 17.7."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from minzheng_cli.importing.document.reading.wordml import W, child, is_on, number_of, value_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_HEADING = re.compile(r"(?:heading|标题) ?([1-9])", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|目录) ?\d", re.IGNORECASE)
_DEEPEST = 20
"""Styles that are based on one another, at most."""


@dataclass(frozen=True)
class Style:
    """What a style says of a paragraph or its words; `list` is its `numId`, `level` that of a heading, from 1."""

    list: str | None = None
    depth: int = 0
    level: int | None = None
    is_contents: bool = False
    hides: bool = False


class Styles:
    """All styles, with what they take over from those they are based on."""

    def __init__(self, root: Element | None) -> None:
        every = () if root is None else root.iterchildren(f"{W}style")
        self._elements = {each.get(f"{W}styleId", ""): each for each in every}
        self._default = next(
            (
                key
                for key, each in self._elements.items()
                if each.get(f"{W}type") == "paragraph" and each.get(f"{W}default") in ("1", "true", "on")
            ),
            "",
        )
        self._known: dict[str, Style] = {}

    @property
    def lists(self) -> dict[str, str]:
        """Each style's own `numId`, for those that have one."""
        found = {key: value_of(_list_of(each), "numId") for key, each in self._elements.items()}
        return {key: num for key, num in found.items() if num}

    def of(self, name: str | None) -> Style:
        """The style by its id; the document's default style for None."""
        key = name or self._default
        if key not in self._known:
            self._known[key] = self._style(key, _DEEPEST)
        return self._known[key]

    def is_hidden(self, properties: Element | None, paragraph: str | None) -> bool:
        """True where words with these properties (`w:rPr`), in a paragraph of that style, are not seen.

        A paragraph's and a character's style that both hide cancel each other out (17.7.3).
        """
        own, name = child(properties, "vanish"), value_of(properties, "rStyle")
        if own is not None:
            return is_on(own)
        return self.of(paragraph).hides != (name is not None and self.of(name).hides)

    def _style(self, key: str, deepest: int) -> Style:
        element = self._elements.get(key)
        if element is None or not deepest:
            return Style()
        base = self._style(value_of(element, "basedOn") or "", deepest - 1)
        name = value_of(element, "name") or key
        listed, outline = _list_of(element), value_of(child(element, "pPr"), "outlineLvl")
        vanish = child(child(element, "rPr"), "vanish")
        heading = _HEADING.fullmatch(name)
        level = int(outline) + 1 if outline and outline in "012345678" else base.level
        return Style(
            list=value_of(listed, "numId") or base.list,
            depth=number_of(listed, "ilvl", base.depth),
            level=int(heading[1]) if heading and outline is None else level,
            is_contents=bool(_CONTENTS.fullmatch(name)),
            hides=base.hides if vanish is None else is_on(vanish),
        )


def _list_of(style: Element) -> Element | None:
    return child(child(style, "pPr"), "numPr")
