"""Signs that Word takes from a font of its own (`w:sym`), as Unicode has them. Source: ISO/IEC 29500-1, 17.3.3.30."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minzheng_cli.importing.document.reading.wordml import W

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_SIGNS = {
    "symbol": {
        0xA3: "≤", 0xA5: "∞", 0xAE: "→", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈",
        0xBC: "…",
    },
    "wingdings": {0x81 + at: chr(0x2460 + at) for at in range(10)} | {0x8C + at: chr(0x2776 + at) for at in range(10)},
}  # fmt: skip
"""By the font and the place in it: signs that change what a number means, and numbers in circles."""
_PRIVATE = range(0xF000, 0xF100)
"""Where Word puts the places of such a font."""


def symbol(element: Element) -> str:
    """The sign; what stands for a picture alone stays as it is written."""
    try:
        code = int(element.get(f"{W}char", ""), 16)
        char = chr(code)
    except (ValueError, OverflowError):
        return ""
    place = code - _PRIVATE.start if code in _PRIVATE else code
    return _SIGNS.get(element.get(f"{W}font", "").lower(), {}).get(place, char)
