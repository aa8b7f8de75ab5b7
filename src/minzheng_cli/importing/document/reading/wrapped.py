"""Text whose paragraphs are broken into lines of one width: by line breaks, or by the blanks that a PDF left in their place.

The width is the document's own: most lines that end in the middle of a sentence have it. A text without such a width stays
as it is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from unicodedata import east_asian_width

from minzheng_cli.importing.document.reading.words import BEGINS, joined

_HAN = "\u2014\u2018\u2019\u201c\u201d\u2026\u3000-\u303f\u4e00-\u9fff\uff00-\uffef"
_BLANK = re.compile(rf"(?<=[{_HAN}]) (?=[{_HAN}])")
_ANY_BLANK = re.compile(rf"(?<=[{_HAN}]) (?=\S)|(?<=\S) (?=[{_HAN}])")
_INDENT = re.compile(r"[ \t\u3000]*")
_WORD = re.compile(r"[0-9A-Za-z.%]{1,12}")
_STOP = re.compile(r"[。；：！？:;][”’]?$|[。；]（[^（）]{0,200}）$|^[^（]{0,200}）$")
"""Where a sentence ends; or an assignment in brackets behind one, which may have begun on a line before."""
_LABEL = re.compile(r"[\u4e00-\u9fff]{2,8}[:：]\s*\S|[（(][^（）()]*[）)]$")
"""责任单位：, or a line in brackets below a title."""
_RUNNING = re.compile(r"[，。；：、]")
_NARROWEST, _WIDEST = 20, 60
"""Chinese characters of a line."""
_SLACK = 3
"""By how many characters full lines differ: a stop that may not begin a line takes the character before it along."""
_TAIL = 200
_FEWEST = 4
"""So many full lines make a width."""
_MOST = 0.6
_PARAGRAPH_INDENT = "一一"
"""Two characters, which a PDF's text has lost."""
_Measure = Callable[[str], int]


def unwrapped(lines: Sequence[str]) -> list[str]:
    """As many lines: each paragraph on the line where it begins, the lines that were its rest empty."""
    by_lines = filter(None, (_of_lines(lines, _columns), _of_lines(lines, len)))
    found = _of_blanks(lines) or max(by_lines, key=lambda wrap: wrap.full, default=None)
    return found.unwrapped(lines) if found else list(lines)


def _columns(text: str) -> int:
    """The width on a screen, where a Chinese character is as wide as two digits."""
    return len(text) if text.isascii() else sum(1 + (east_asian_width(char) in "WFA") for char in text)


@dataclass(frozen=True)
class _Wrap:
    """A document's width in columns or in characters, how many lines have it, and how those begin that go on with one.

    `indent` is None where the text has lost its indents; `is_indented` is true where paragraphs begin with a deeper one.
    """

    width: int
    measure: _Measure
    full: int
    indent: int | None = None
    is_indented: bool = False

    def unwrapped(self, lines: Sequence[str]) -> list[str]:
        made: list[list[str]] = []
        start, depth, last, width = 0, 0, "", 0
        for at, line in enumerate(lines):
            text, end = (line.rstrip(), self.measure(line.rstrip())) if self.indent is not None else self._whole(line)
            if last and self._goes_on(last, width, line) and _may_go_on(last, line, depth or self.is_indented):
                text = text.lstrip(" \t\u3000")
                both = joined(last, text)
                made[start][-1] = made[start][-1][: len(made[start][-1]) - len(last)] + both[: len(both) - len(text)]
                made[start].append(text)
                made.append([])
            else:
                made.append([text])
                start, depth = at, 0
            depth += _depth(text)
            last, width = text, end
        return ["".join(pieces) for pieces in made]

    def _whole(self, line: str) -> tuple[str, int]:
        """A line without the blanks at which it was broken, and the width of the last of the lines that it was."""
        first, *others = _ANY_BLANK.split(line.rstrip())
        pieces, width = [first], self.measure(_PARAGRAPH_INDENT + first)
        for piece in others:
            is_end = self._is_full(width, piece) and width + self.measure(piece) > self.width
            pieces.append(piece if is_end else f" {piece}")
            width = self.measure(piece) + (0 if is_end else width + 1)
        return "".join(pieces), width

    def _is_full(self, width: int, following: str) -> bool:
        """True where what follows had no room in a line so wide: its first character, or its first number as a whole."""
        word = _WORD.match(following.lstrip(" \t\u3000"))
        room = len(word[0]) if word else 0
        slack = _SLACK * self.measure("一")
        return self.width - slack < width + room and width <= self.width + slack

    def _goes_on(self, last: str, width: int, line: str) -> bool:
        is_flush = bool(_RUNNING.search(last)) if self.indent is None else abs(_indent(line) - self.indent) < 2
        return is_flush and self._is_full(width, line) and (self.is_indented or not _STOP.search(last[-_TAIL:]))


def _may_go_on(last: str, line: str, depth: int) -> bool:
    """False for an empty line, a heading, a row with tabs, and for a label, unless brackets are open."""
    words = line.strip()
    if not words or "\t" in words or last.endswith(("、", "，")):
        return bool(words) and "\t" not in words
    return not BEGINS.match(words) and (depth > 0 or not _LABEL.match(words))


def _depth(text: str) -> int:
    """How many brackets a text leaves open."""
    return text.count("（") - text.count("）")


def _indent(line: str) -> int:
    found = _INDENT.match(line)
    return _columns(found[0]) if found else 0


def _of_blanks(lines: Sequence[str]) -> _Wrap | None:
    """The width of the lines whose ends are blanks inside paragraphs now."""
    widths = Counter(_columns(piece) for line in lines for piece in _BLANK.split(line)[1:-1])
    width = max(widths, key=lambda each: (widths[each], each), default=0)
    full = sum(count for each, count in widths.items() if abs(each - width) < 2 * _SLACK)
    is_width = 2 * _NARROWEST <= width <= 2 * _WIDEST and full >= _FEWEST and full >= _MOST * widths.total()
    return _Wrap(width, _columns, full) if is_width else None


def _of_lines(lines: Sequence[str], measure: _Measure) -> _Wrap | None:
    """The width of the lines that end in the middle of a sentence, where the next one goes on."""
    texts = [line.rstrip() for line in lines]
    unit = measure("一")
    ends = {
        at: measure(text)
        for at, (text, following) in enumerate(pairwise(texts))
        if text
        and not _STOP.search(text[-_TAIL:])
        and "\t" not in text.strip()
        and _may_go_on(text, following, _depth(text))
    }
    widths = Counter(each for each in ends.values() if _NARROWEST * unit <= each <= _WIDEST * unit)
    near = {each: sum(widths[less] for less in range(each - _SLACK * unit + 1, each + 1)) for each in widths}
    width = max(near, key=lambda each: (near[each], -each), default=0)
    full = {at for at, each in ends.items() if width - _SLACK * unit < each <= width}
    longer = sum(measure(text) > width + _SLACK * unit for text in texts)
    is_width = len(full) >= _FEWEST and len(full) >= _MOST * widths.total() and longer <= max(1, len(texts) // 20)
    if not is_width or not _are_sentences(texts, full):
        return None
    indent = Counter(_indent(texts[at + 1]) for at in full).most_common(1)[0][0]
    begins = [_indent(text) > indent + 1 for text in texts if BEGINS.match(text.strip())]
    return _Wrap(width, measure, len(full), indent, is_indented=sum(begins) > _MOST * len(begins))


def _are_sentences(texts: Sequence[str], full: set[int]) -> bool:
    """True where most runs of full lines end in a line with a stop; items of a list have none."""
    last = [texts[at + 1] for at in full if at + 1 not in full]
    return sum(bool(_STOP.search(text[-_TAIL:])) for text in last) >= _MOST * len(last)
