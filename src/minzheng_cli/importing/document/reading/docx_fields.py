"""Fields of a .docx: what is shown of them is their result, of a formula its code. Source: ISO/IEC 29500-1, 17.16."""

from __future__ import annotations

import re
from dataclasses import dataclass

from minzheng_cli.importing.document.reading.numerals import numeral

_CONTENTS = re.compile(r"\s*PAGEREF\s+_Toc\w", re.IGNORECASE)
_FORMULA = re.compile(r"\s*EQ\s", re.IGNORECASE)
_ONE_ON_ANOTHER = re.compile(r"\\o\s*(?:\\a[clrd]\s*)?\(([^,;，]{1,99})[,;，]([^,;，()]{1,99})\)", re.IGNORECASE)
_FRACTION = re.compile(r"\\f\s*\(([^,;()]{1,99})[,;]([^,;()]{1,99})\)", re.IGNORECASE)
_CIRCLES = frozenset("○〇◯Oo")
_LONGEST = 500
"""Characters of a code; those that are shown are shorter."""


@dataclass
class Field:
    """A field as it is read: its code so far, whether its result has begun, and whether the result shows anything."""

    code: str = ""
    has_begun: bool = False
    is_shown: bool = False

    @property
    def is_contents(self) -> bool:
        """True for a page number in a table of contents, whose headings Word marks with names of this kind."""
        return bool(_CONTENTS.match(self.code))

    @property
    def words(self) -> str:
        """What a formula shows without a result: a number in a circle, the lower of two lines, a fraction."""
        if self.is_shown or not _FORMULA.match(self.code):
            return ""
        if found := _ONE_ON_ANOTHER.search(self.code):
            under, over = found[1].strip(), found[2].strip()
            return numeral(int(over), "decimalEnclosedCircle") if under in _CIRCLES and over.isdecimal() else over
        found = _FRACTION.search(self.code)
        return f"{found[1].strip()}/{found[2].strip()}" if found else ""


class Fields:
    """The fields that are open at a place in a paragraph, one in another."""

    def __init__(self) -> None:
        self._open: list[Field] = []
        self._codes = 0
        self.are_contents = False
        """True once there was a page number of a table of contents."""

    def mark(self, kind: str | None) -> str:
        """A field begins with its code, goes on to its result, or ends; what it shows at its end besides its result."""
        if kind == "begin":
            self._open.append(Field())
            self._codes += 1
        elif kind == "separate":
            self._separate()
        elif kind == "end" and self._open:
            return self._end()
        return ""

    def add_code(self, code: str) -> None:
        """More of the code of the innermost field."""
        if self._open and not self._open[-1].has_begun and len(self._open[-1].code) < _LONGEST:
            self._open[-1].code += code[:_LONGEST]

    def shown(self, words: str) -> str:
        """Words at this place, or nothing between the beginning of a field and its result."""
        if self._codes:
            return ""
        if self._open and words:
            self._open[-1].is_shown = True
        return words

    def _separate(self) -> None:
        if self._open and not self._open[-1].has_begun:
            self._open[-1].has_begun = True
            self._codes -= 1

    def _end(self) -> str:
        self._separate()
        field = self._open.pop()
        self.are_contents |= field.is_contents
        words = self.shown(field.words)
        if self._open:
            self._open[-1].is_shown |= field.is_shown
        return words
