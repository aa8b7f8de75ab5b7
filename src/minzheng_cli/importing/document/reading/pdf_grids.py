"""Rules of a page → the grids of its tables: where their columns and rows are, and which cells are merged."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from minzheng_cli.importing.document.reading.pdf_rules import Rule

_NEAR = 3.0
"""Points: rules so near to each other are one, and where they meet there may be such a gap."""
_MOST_CROSSINGS = 400_000
_MOST_CELLS = 20_000


@dataclass(frozen=True)
class Grid:
    """The edges of columns from left to right, of rows from the top down; cells with the same number are merged."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[tuple[int, ...], ...]

    def cell_at(self, x: float, y: float) -> int | None:
        """The number of the cell that holds a point of the page; None outside."""
        column = bisect(self.xs, x) - 1
        row = bisect(self.ys, -y, key=lambda edge: -edge) - 1
        is_inside = 0 <= column < len(self.xs) - 1 and 0 <= row < len(self.ys) - 1
        return self.cells[row][column] if is_inside else None

    def is_alike(self, other: Grid) -> bool:
        """True where the columns of both have the same places."""
        pairs = zip(self.xs, other.xs, strict=False)
        return len(self.xs) == len(other.xs) and all(abs(here - there) <= _NEAR for here, there in pairs)

    def edges(self) -> dict[int, tuple[float, float]]:
        """Left and right edge of each cell."""
        found: dict[int, tuple[float, float]] = {}
        for row in self.cells:
            for column, cell in enumerate(row):
                left, right = found.get(cell, (self.xs[column], self.xs[column + 1]))
                found[cell] = (min(left, self.xs[column]), max(right, self.xs[column + 1]))
        return found


def grids(rules: Sequence[Rule]) -> list[Grid]:
    """The grids of two columns or more. Of a single row: a box, or the last row of a table that began a page before."""
    level = _whole(rule for rule in rules if rule.is_level)
    upright = _whole(rule for rule in rules if not rule.is_level)
    if len(level) * len(upright) > _MOST_CROSSINGS:
        return []
    found = (_grid(*group) for group in _groups(level, upright))
    return [grid for grid in found if grid]


def _whole(rules: Iterable[Rule]) -> list[Rule]:
    """Rules that are pieces of one line, or drawn over each other, as one."""
    whole: list[Rule] = []
    row: list[Rule] = []
    for rule in sorted(rules, key=lambda each: each.at):
        if row and rule.at - row[0].at > _NEAR:
            whole += _of_one_line(row)
            row = []
        row.append(rule)
    return [*whole, *_of_one_line(row)]


def _of_one_line(row: list[Rule]) -> Iterator[Rule]:
    row.sort(key=lambda rule: rule.start)
    for at, rule in enumerate(row):
        if not at:
            start, end = rule.start, rule.end
        elif rule.start - end > _NEAR:
            yield Rule(rule.is_level, row[0].at, start, end)
            start, end = rule.start, rule.end
        end = max(end, rule.end)
    if row:
        yield Rule(row[0].is_level, row[0].at, start, end)


def _groups(level: list[Rule], upright: list[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Rules that hang together, level ones and upright ones."""
    group = list(range(len(level)))  # of each level rule; the first of a group stands for it
    meeting = [[at for at, each in enumerate(level) if _meet(each, rule)] for rule in upright]
    for places in meeting:
        firsts = {_first(group, at) for at in places}
        for each in firsts:
            group[each] = min(firsts)
    members: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for at, rule in enumerate(level):
        members.setdefault(_first(group, at), ([], []))[0].append(rule)
    for places, rule in zip(meeting, upright, strict=True):
        if places:
            members[_first(group, places[0])][1].append(rule)
    yield from (pair for pair in members.values() if pair[1])


def _first(group: list[int], at: int) -> int:
    while group[at] != at:
        group[at] = group[group[at]]
        at = group[at]
    return at


def _meet(level: Rule, upright: Rule) -> bool:
    return (
        level.start - _NEAR <= upright.at <= level.end + _NEAR
        and upright.start - _NEAR <= level.at <= upright.end + _NEAR
    )


def _grid(level: list[Rule], upright: list[Rule]) -> Grid | None:
    xs = _edges(upright, level)
    ys = _edges(level, upright)[::-1]
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 1 or columns < 2 or rows * columns > _MOST_CELLS:
        return None
    sides = list(zip(*(_parted(upright, x, ys) for x in xs[1:-1]), strict=True))  # of each row, between its cells
    floors = [_parted(level, y, xs) for y in ys[1:-1]]  # below each row but the last
    if not any(map(any, sides)) or (floors and not any(map(any, floors))):
        return None
    number = list(range(rows * columns))
    for row in range(rows):
        for column in range(columns):
            here = row * columns + column
            if column and not sides[row][column - 1]:
                number[_first(number, here)] = _first(number, here - 1)
            if row and not floors[row - 1][column]:
                number[_first(number, here)] = _first(number, here - columns)
    cells = (tuple(_first(number, row * columns + column) for column in range(columns)) for row in range(rows))
    return Grid(tuple(xs), tuple(ys), tuple(cells))


def _edges(rules: Sequence[Rule], across: Sequence[Rule]) -> list[float]:
    """Where the rules stand, and the ends of those across them: a table may be open at its sides."""
    places = [rule.at for rule in rules]
    first, last = min(rule.start for rule in across), max(rule.end for rule in across)
    places += [first] * (first < min(places) - 2 * _NEAR) + [last] * (last > max(places) + 2 * _NEAR)
    kept: list[float] = []
    for place in sorted(places):
        if not kept or place - kept[-1] > _NEAR:
            kept.append(place)
    return kept


def _parted(rules: Sequence[Rule], at: float, edges: Sequence[float]) -> list[bool]:
    """Of each piece between two edges, whether a rule at this place runs along it."""
    here = [rule for rule in rules if abs(rule.at - at) <= _NEAR]
    middles = ((one + other) / 2 for one, other in pairwise(edges))
    return [any(rule.start <= middle <= rule.end for rule in here) for middle in middles]
