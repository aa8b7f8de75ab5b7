"""Chinese text broken into lines of a given width, by the rules of Chinese typesetting (GB/T 15834-2011, 5.1).

No line begins with a closing mark or a comma, none ends with an opening one, and words in Latin letters stay whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_CLOSING = "，。、；：！？）》」』】〕”’…—％%)]},.;:!?"
_OPENING = "（《「『【〔“‘([{"
_PIECES = re.compile(rf"[{re.escape(_OPENING)}]*(?:[!-~]+|[^\s])[{re.escape(_CLOSING)}]*|\s+")


def wrap(text: str, width: int) -> str:
    """The text with line breaks, so that no line is wider than `width` cells; its own line breaks stay."""
    return "\n".join(line for paragraph in text.split("\n") for line in _lines(paragraph, width))


def _lines(text: str, width: int) -> Iterator[str]:
    from rich.cells import cell_len, chop_cells

    line = ""
    for piece in _PIECES.findall(text):
        if cell_len(line + piece) <= width or (not line and piece.isspace()):
            line += piece
            continue
        if line.strip():
            yield line.rstrip()
        line = "" if piece.isspace() else piece
        while cell_len(line) > width:
            first, *_ = chop_cells(line, width)
            while len(first) > 1 and line[len(first)] in _CLOSING:
                first = first[:-1]
            yield first
            line = line[len(first) :]
    yield line.rstrip()
