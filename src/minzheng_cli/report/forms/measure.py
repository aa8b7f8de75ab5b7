"""How high a row must be for its wrapped text; Excel does not find out by itself when a file is opened."""

from __future__ import annotations

from unicodedata import east_asian_width

LINE = 14.0
"""Points of one line at the size of the body text."""
_HIGHEST = 409.0
"""Excel's limit."""


def cells_of(text: str) -> int:
    """Width in half characters: Chinese counts as two."""
    return sum(2 if east_asian_width(char) in "WFA" else 1 for char in text)


def lines_of(text: str, width: float) -> int:
    """Lines that the text takes in a column of so many half characters; its own line breaks count."""
    room = max(width - 2, 2)  # the cell's own margin, and a character that doesn't fit any more
    return sum(max(1, -int(-cells_of(part) // room)) for part in text.split("\n"))


def height(lines: int) -> float:
    """Points for so many lines, with some air, at most what Excel allows."""
    return min(lines * LINE + 6, _HIGHEST)
