"""A source document as plain text: where a quote stands in it, and how it divides into sentences."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

CELLS_APART = "\u3000"
"""Stands between the cells of a table's row, which is one line of a source."""
_BREAK = re.compile(r"\r\n|\n|\r")
_INDENT = " \t\u3000"


@dataclass(frozen=True)
class Source:
    """The text of one source file.

    `flat` is the text with line breaks and the blanks at both ends of each line taken out, so that a title broken
    over lines still stands in it word for word; offsets in `flat` lead back to lines.
    """

    name: str
    text: str

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """Lines without their breaks; line 1 is at index 0."""
        return tuple(self._each_line())

    @cached_property
    def flat(self) -> str:
        """The text without line breaks and indents."""
        return "".join(line.strip(_INDENT) for line in self._each_line())

    @cached_property
    def _starts(self) -> list[int]:
        starts, offset = [], 0
        for line in self._each_line():
            starts.append(offset)
            offset += len(line.strip(_INDENT))
        return starts

    def _each_line(self) -> Iterator[str]:
        """The lines one after the other: who only passes over a long text need not hold them all."""
        at = 0
        for found in _BREAK.finditer(self.text):
            yield self.text[at : found.start()]
            at = found.end()
        yield self.text[at:]

    def line_at(self, offset: int) -> int:
        """The 1-based line that holds the character at `offset` of `flat`."""
        return bisect_right(self._starts, offset)

    def offset_of(self, line: int) -> int:
        """Where a 1-based line begins in `flat`; its end for a line behind the last."""
        return self._starts[line - 1] if line <= len(self._starts) else len(self.flat)

    def line_bounds(self, offset: int) -> tuple[int, int]:
        """First and one-past-last offset in `flat` of the line that holds `offset`."""
        line = self.line_at(offset)
        end = self._starts[line] if line < len(self._starts) else len(self.flat)
        return self._starts[line - 1], end

    def find(self, words: str, near: int = 0) -> int:
        """Offset in `flat` of `words`, from `near` on first, then from the start; -1 where it doesn't stand."""
        at = self.flat.find(words, near)
        return at if at >= 0 or not near else self.flat.find(words, 0, near + len(words))
