"""A table of a PDF: the characters in a grid's cells → rows of text, over the pages that the table goes on."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from minzheng_cli.importing.document.blocks import Table
from minzheng_cli.importing.document.reading.pdf_grids import Grid
from minzheng_cli.importing.document.reading.words import BEGINS, joined

Box = tuple[float, float, float, float, str]
"""A character with its left, lower, right and upper edge."""
_Text = Callable[[Sequence[Box], float], str]
_WORD = re.compile(r"[0-9A-Za-z.%]{1,12}")
_SENTENCE = "，。；"
_NAME_ENDS = re.compile(r"[局委办厅部院会处室所心站馆府司]$")
_NAME_BEGINS = re.compile(r"[省市区县州各]")
_NO_START = "，。、；：？！）》”"
_STOPS = ("。", "；", "：")
_DIGIT, _BESIDE = 0.6, 0.8
"""Of a Chinese character's width: a digit, and the gap beside it."""
_WIDEST_MARGIN = 8.0
_MOST_HEADERS = 3
_LONGEST_ROW = 20_000
_SERIAL = re.compile(r"\d{1,3}")


@dataclass(frozen=True)
class Cell:
    """A cell's text; `is_full` is true where its last line reaches the edge, and may go on on the next page."""

    text: str
    is_full: bool = False


@dataclass
class PageTable:
    """A table, or what stands of it on a page; a merged cell is the same in each row that it covers."""

    grid: Grid
    rows: list[tuple[Cell, ...]]
    page: int
    last_page: int

    def as_block(self) -> Table:
        """Its rows as a reader gives them on."""
        return Table(tuple(tuple(cell.text for cell in row) for row in self.rows), 0, page=self.page)

    def goes_on_with(self, rest: PageTable) -> bool:
        """Take in a table at the top of the next page that goes on with this one; False where it is another."""
        if not self.grid.is_alike(rest.grid) or rest.page != self.last_page + 1:
            return False
        self.last_page = rest.page
        more = rest.rows[_header(self.rows, rest.rows) :]
        if not more:
            return True
        whole = _continued(self.rows, more)
        if _is_rest(self.rows[-1], more[0]):
            above = self.rows.pop()
            whole[0] = tuple(_glued(*each) for each in zip(above, more[0], strict=True))
        self.rows += whole
        return True


@dataclass
class Filling:
    """A grid while the characters of its page are put into it."""

    grid: Grid
    page: int
    chars: dict[int, list[Box]] = field(default_factory=lambda: defaultdict(list))

    def take(self, box: Box) -> bool:
        """Put a character into its cell; False where it stands outside."""
        left, low, right, high, _ = box
        cell = self.grid.cell_at((left + right) / 2, (low + high) / 2)
        if cell is not None:
            self.chars[cell].append(box)
        return cell is not None

    def table(self, text: _Text) -> PageTable:
        """The rows, each cell's lines put together; `text` makes a line of characters."""
        edges = self.grid.edges()
        lines = {cell: list(_lines(boxes)) for cell, boxes in self.chars.items()}
        margin = min((_margin(each, edges[cell]) for cell, each in lines.items()), default=0)
        room = min(max(margin, 0), _WIDEST_MARGIN)
        empty = {cell: Cell("") for row in self.grid.cells for cell in row if cell not in lines}
        filled = {
            cell: _cell(each, (edges[cell][0] + room, edges[cell][1] - room), text) for cell, each in lines.items()
        }
        cells = empty | filled
        rows = [tuple(cells[cell] for cell in row) for row in self.grid.cells]
        return PageTable(self.grid, rows, self.page, self.page)


def _lines(boxes: list[Box]) -> Iterator[list[Box]]:
    """The characters of a cell by lines, from the top down, each from left to right."""
    line: list[Box] = []
    for box in sorted(boxes, key=lambda each: -(each[1] + each[3])):
        if line and (line[0][1] + line[0][3]) / 2 - (box[1] + box[3]) / 2 > (line[0][3] - line[0][1]) / 2:
            yield sorted(line)
            line = []
        line.append(box)
    if line:
        yield sorted(line)


def _margin(lines: Sequence[Sequence[Box]], edges: tuple[float, float]) -> float:
    return min(min(line[0][0] - edges[0], edges[1] - line[-1][2]) for line in lines)


def _cell(lines: Sequence[Sequence[Box]], edges: tuple[float, float], text: _Text) -> Cell:
    """Lines that fill the cell run on; others end a paragraph."""
    em = max(max(box[2] - box[0], (box[3] - box[1]) / 2) for line in lines for box in line)
    is_running = any(box[4] in _SENTENCE for line in lines for box in line)
    paragraphs: list[list[str]] = []
    before, is_full = "", False
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        words = text(line, em)
        if is_full and not _begins(before, words, is_running=is_running):
            paragraphs[-1].append(words)
        else:
            paragraphs.append([words])
        before = words
        is_full = _is_full(line, edges, em, text(following, em) if following else "")
    return Cell("\n".join(_joined(each) for each in paragraphs), is_full)


def _begins(before: str, words: str, *, is_running: bool) -> bool:
    """True for a line that begins an item behind a stop, or one more name where names are all there is."""
    is_name = not is_running and _NAME_ENDS.search(before) and _NAME_BEGINS.match(words)
    return bool(is_name) or bool(BEGINS.match(words) and before.endswith(_STOPS))


def _joined(lines: Sequence[str]) -> str:
    whole = ""
    for line in lines:
        whole = joined(whole, line)
    return whole


def _is_full(line: Sequence[Box], edges: tuple[float, float], em: float, following: str) -> bool:
    """True where the next character, or the number as a whole, had no room in the line."""
    left, right = edges
    word = _WORD.match(following)
    needed = len(word[0]) * _DIGIT + _BESIDE if word else 2 if following[1:2] in _NO_START and following[1:] else 1
    start = left if line[0][0] - left > 1.5 * em and right - line[-1][2] < 0.6 * em else line[0][0]
    return (right - left) - (line[-1][2] - start) < (max(needed, 1) + 0.1) * em


def over_pages(tables: Iterable[PageTable]) -> list[PageTable]:
    """Tables that follow one another, those that go on over the end of a page as one."""
    whole: list[PageTable] = []
    for table in tables:
        if not (whole and whole[-1].goes_on_with(table)):
            whole.append(table)
    return whole


def _header(above: Sequence[tuple[Cell, ...]], below: Sequence[tuple[Cell, ...]]) -> int:
    """How many rows at the top of a page repeat those at the top of the table."""
    repeated = (_flat(here) == _flat(there) for here, there in zip(above[:_MOST_HEADERS], below, strict=False))
    return sum(takewhile(bool, repeated))


def _flat(row: Sequence[Cell]) -> tuple[str, ...]:
    return tuple("".join(cell.text.split()) for cell in row)


def _is_rest(last: Sequence[Cell], top: Sequence[Cell]) -> bool:
    """True for a row that the end of the page cut: its number, or its first cell and others, were said above."""
    if not last[0].text or top[0].text or sum(len(cell.text) for cell in last) > _LONGEST_ROW:
        return False
    is_numbered = bool(_SERIAL.fullmatch(last[0].text))
    return is_numbered or sum(not cell.text for cell in top) > 1


def _glued(above: Cell, below: Cell) -> Cell:
    if not (above.text and below.text):
        return above if above.text else below
    text = joined(above.text, below.text) if above.is_full else f"{above.text}\n{below.text}"
    return Cell(text, below.is_full)


def _continued(above: Sequence[tuple[Cell, ...]], rows: Sequence[tuple[Cell, ...]]) -> list[tuple[Cell, ...]]:
    """The rows of a page with the words of merged cells that began on the page before, and stand only there."""
    last, top = above[-1], rows[0]
    is_merged = [
        not cell.text and ((len(rows) > 1 and rows[1][at] is cell) or (len(above) > 1 and above[-2][at] is last[at]))
        for at, cell in enumerate(top)
    ]
    return [
        tuple(last[at] if is_merged[at] and cell is top[at] else cell for at, cell in enumerate(row)) for row in rows
    ]
