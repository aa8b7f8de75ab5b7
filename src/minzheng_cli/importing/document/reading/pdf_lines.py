"""Lines of pages → paragraphs, by where they begin and end: a new one is indented, or the line before it ended early."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from minzheng_cli.importing.document.reading.pdf_cells import PageTable
from minzheng_cli.importing.document.reading.words import BEGINS, joined

_EDGE = 0.09
"""The share of a page's height at its top and bottom where running heads and page numbers stand."""
_DASH = r"[—–―─‐‑\-－~～·•\s]"
_COUNT = r"(?:\d{1,4}|[一二三四五六七八九十百]{1,5})"
_PAGE_NUMBER = re.compile(
    rf"{_DASH}*[（(]?(?:第|Page|P\.?)?\s*\d{{1,4}}\s*页?(?:\s*(?:[/／,，]|of)?\s*(?:共|总)?\s*\d{{1,4}}\s*页?)?[)）]?{_DASH}*",
    re.IGNORECASE,
)
_ONLY_PAGE_NUMBER = re.compile(
    rf"{_DASH}+\d{{1,4}}{_DASH}+|{_DASH}*第\s*{_COUNT}\s*页(?:\s*[/／,，]?\s*(?:共|总)\s*{_COUNT}\s*页)?{_DASH}*"
)
"""What can be nothing else, and is one wherever a page ends or begins."""
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"[0-9A-Za-z.%]{1,12}")
_REPEATED = 3
"""On how many pages a line must stand to be a running head; of two pages, on both."""


@dataclass(frozen=True)
class Line:
    """A line of a page: its edges in points, how far down its middle is (0 to 1), its height, the page's width."""

    text: str
    page: int
    left: float
    right: float
    down: float
    height: float
    width: float


def without_running(pages: Sequence[Sequence[Line | PageTable]]) -> list[Line | PageTable]:
    """All lines and tables but page numbers, and what stands on the edges of several pages in the same words."""
    edges = Counter(
        words
        for page in pages
        for words in {_DIGITS.sub("#", line.text) for line in page if isinstance(line, Line) and _is_edge(line)}
    )
    often = 2 if len(pages) == 2 else max(_REPEATED, len(pages) // 4)
    return [
        each
        for page in pages
        for each in page
        if isinstance(each, PageTable) or not _is_running(each, page, edges, often)
    ]


def _is_running(line: Line, page: Sequence[Line | PageTable], edges: Counter[str], often: int) -> bool:
    if _ONLY_PAGE_NUMBER.fullmatch(line.text) and line in (page[0], page[-1]):
        return True
    return _is_edge(line) and bool(_PAGE_NUMBER.fullmatch(line.text) or edges[_DIGITS.sub("#", line.text)] >= often)


def _is_edge(line: Line) -> bool:
    return line.down < _EDGE or line.down > 1 - _EDGE


def paragraphs(lines: Sequence[Line], margins: tuple[float, float]) -> Iterator[tuple[str, int]]:
    """Each paragraph's text, and the page where it begins."""
    left, right = margins
    text, page = lines[0].text, lines[0].page
    for before, line in pairwise(lines):
        if _runs_on(before, line, left, right):
            text = joined(text, line.text)
        else:
            yield text, page
            text, page = line.text, line.page
    yield text, page


def margins_of(lines: Sequence[Line]) -> tuple[float, float]:
    """Where lines begin and end: the most usual places, of long lines."""
    if not lines:
        return 0.0, 0.0
    longest = max(line.right - line.left for line in lines)
    long = [line for line in lines if line.right - line.left > longest * 0.8]
    left = Counter(round(line.left) for line in long).most_common(1)[0][0]
    right = sorted(line.right for line in long)[len(long) // 2]
    return float(left), right


def _runs_on(before: Line, line: Line, left: float, right: float) -> bool:
    """True where the line goes on with the paragraph of the line before."""
    size = max(before.height, 1.0)
    word = _WORD.match(line.text)  # a number or a Latin word goes to the next line as a whole
    is_full = before.right > right - (1.9 + (len(word[0]) / 2 if word else 0)) * size
    is_flush = abs(line.left - left) < 0.9 * size
    same_size = abs(before.height - line.height) < 0.25 * size
    return (
        is_full
        and is_flush
        and same_size
        and not (BEGINS.match(line.text) and before.text.endswith(("。", "；", "：")))
    )
