"""Small questions about WordprocessingML elements. Source: ISO/IEC 29500-1, 17."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
W = f"{{{_WORD}}}"
STRICT_NAMESPACE, NAMESPACE = _STRICT.encode(), _WORD.encode()
"""Word writes the same elements under another name where a document is saved as Strict Open XML."""
_OFF = frozenset({"0", "false", "off", "none"})


def child(element: Element | None, name: str) -> Element | None:
    """The first child of that name."""
    return None if element is None else element.find(f"{W}{name}")


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
