"""What the output goes to: width, colour, encoding. Asked once, so that rendering stays pure."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from typing import TextIO

PIPE_WIDTH = 100
"""Width of a table that goes into a pipe or file, where nobody says how wide it is."""


@dataclass(frozen=True)
class Terminal:
    """Width in cells, whether colours are shown, and the encoding's name."""

    width: int = PIPE_WIDTH
    colour: bool = False
    encoding: str = "utf-8"

    @property
    def is_utf8(self) -> bool:
        """True where every character can be written."""
        return self.encoding.lower().replace("-", "").replace("_", "") in ("utf8", "cp65001")


def standard_output() -> Terminal:
    """The process's own standard output; respects COLUMNS, NO_COLOR and TERM=dumb."""
    import shutil

    stream = _open(sys.stdout)
    if stream is None:
        return Terminal()
    on_screen = stream.isatty()
    columns = os.environ.get("COLUMNS", "")
    width = int(columns) if columns.isdecimal() and int(columns) > 0 else 0
    if not width:
        width = shutil.get_terminal_size().columns if on_screen else PIPE_WIDTH
    colour = on_screen and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Terminal(max(width, 20), colour, stream.encoding or "utf-8")


def write_out(text: str) -> None:
    """Write to standard output."""
    _write(_open(sys.stdout), text)


def write_words(text: str) -> None:
    """One line of words about the answer, to standard error."""
    _write(_open(sys.stderr), f"{text}\n")


def _open(stream: TextIO | None) -> TextIO | None:
    """A standard stream; None where the process was started without it, whatever its type says."""
    return stream


def _write(stream: TextIO | None, text: str) -> None:
    if stream is not None:
        stream.write(text)
        stream.flush()
