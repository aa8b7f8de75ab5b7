"""Small questions about WordprocessingML elements. Source: ISO/IEC 29500-1, 17."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
W, MATH, RELATION = f"{{{_WORD}}}", f"{{{_OFFICE}/math}}", f"{{{_OFFICE}/relationships}}"
ALTERNATIVES = f"{{{_COMPATIBILITY}}}AlternateContent"
TRANSITIONAL = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": _WORD.encode(),
    b"http://purl.oclc.org/ooxml/officeDocument": _OFFICE.encode(),
}
"""Word writes the same elements under other names where a document is saved as Strict Open XML."""
_OFF = frozenset({"0", "false", "off", "none"})


def child(element: Element | None, name: str) -> Element | None:
    """The first child of that name."""
    return None if element is None else element.find(f"{W}{name}")


def alternative(element: Element) -> Iterator[Element]:
    """What stands in the first of several ways to say the same (`mc:AlternateContent`)."""
    chosen = element.find(f"{{{_COMPATIBILITY}}}Choice")
    if chosen is None:
        chosen = element.find(f"{{{_COMPATIBILITY}}}Fallback")
    yield from () if chosen is None else chosen


def value_of(element: Element | None, name: str) -> str | None:
    """The `w:val` of a child."""
    found = child(element, name)
    return None if found is None else found.get(f"{W}val")


def number_of(element: Element | None, name: str, otherwise: int) -> int:
    """The same as a whole number, of at most five digits."""
    text = value_of(element, name) or ""
    return int(text) if text.isdecimal() and len(text) < 6 else otherwise


def is_on(element: Element | None) -> bool:
    """True where a switch such as `w:vanish` is there and not switched off."""
    return element is not None and element.get(f"{W}val", "1") not in _OFF
