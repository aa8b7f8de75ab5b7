"""Tables in which a row is a task."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from minzheng_cli.importing.document.blocks import Table
from minzheng_cli.importing.document.owners.assignments import take_out
from minzheng_cli.importing.document.owners.bodies import looks_like_body
from minzheng_cli.importing.document.owners.roles import LABEL
from minzheng_cli.importing.document.structure import columns as col
from minzheng_cli.importing.document.structure.columns import Columns, columns
from minzheng_cli.importing.document.structure.markers import marker
from minzheng_cli.importing.document.structure.outline import split_heading

_TOTAL = re.compile(r"^(?:合\s*计|总\s*计|小\s*计|备\s*注|注|说明)[:：]?")
_EMPTY = re.compile(r"[—\-－/\s]*|无")
_LONGEST_TITLE = 60
_SENTENCE = 20
_DIGITS = re.compile(r"\d{1,3}")
_NUMBERED = re.compile(r"^[（(]?[\d一二三四五六七八九十]{1,4}[）).．、]?$")


@dataclass
class Row:
    """A row of a table of tasks, its cells by what they hold; rows of one task are brought together."""

    line: int
    number: str
    title: str
    group: str | None
    texts: list[str] = field(default_factory=list)
    owners: list[tuple[str, str]] = field(default_factory=list)
    deadline: str | None = None
    heading: str = ""
    years: list[tuple[int, str]] = field(default_factory=list)
    """What is to be reached in a year, where the table has a column for each."""
    dates: dict[str, str] = field(default_factory=dict)
    """The deadlines of words that came with a further row, where it has one of its own."""

    @property
    def assignments(self) -> list[str]:
        """Who does it, as a label and names."""
        return [f"{label}：{names}" if label else names for label, names in self.owners]


@dataclass
class _Table:
    """What is known while the rows of one or more tables with the same header are read."""

    columns: Columns
    group: str | None = None
    rows: list[Row] = field(default_factory=list)


def task_rows(tables: Sequence[Table]) -> list[Row]:
    """The tasks of tables that follow one another; a table without a header goes on with the columns of the one before."""
    found: list[Row] = []
    current: _Table | None = None
    for table in tables:
        header = columns(table.rows)
        if header:
            current, size = _Table(header[0]), header[1]
        elif current is None or len(table.rows[0]) != len(current.columns.kinds):
            current = None
            continue
        else:
            size, current = 0, _Table(current.columns, current.group)
        for at, row in enumerate(table.rows[size:], size):
            _add(current, row, table.line + at)
        found += _named(current.rows)
    return found


def _add(table: _Table, row: Sequence[str], line: int) -> None:
    cells = [cell.strip() for cell in row]
    filled = {cell for cell in cells if cell}
    if not filled or (len(filled) > 1 and all(col.kind_of(cell) for cell in filled)):  # the header once more
        return
    if len(filled) == 1 or _is_group(table, cells):
        only = next(cell for cell in cells if cell)
        if not _TOTAL.match(only) and len(only) <= _LONGEST_TITLE:
            table.group = _bare(only if len(filled) == 1 else max(filled, key=len))
        return
    if _TOTAL.match(cells[0]):
        return
    made = _row(table, cells, line)
    before = table.rows[-1] if table.rows else None
    if before and _goes_on(table, before, made):
        _merge(before, made)
    elif made.title or made.texts:
        table.rows.append(made)


def _is_group(table: _Table, cells: list[str]) -> bool:
    """A row with a number and a heading alone."""
    filled = [at for at, cell in enumerate(cells) if cell]
    numbers = table.columns.at(col.NUMBER)
    han = bool(numbers) and bool(re.match(r"^[一二三四五六七八九十（(]+[）)、]?$", cells[numbers[0]]))
    words = {cells[at] for at in filled if at not in numbers}
    return han and len(words) == 1


def _row(table: _Table, cells: list[str], line: int) -> Row:
    known = table.columns
    owners: list[tuple[str, str]] = []
    for kind in (col.LEAD, col.OFFICE, col.UNIT, col.SUPPORT):
        filled = (cells[at] for at in known.at(kind) if not _EMPTY.fullmatch(cells[at]))
        owners += [_names(_LABELS[kind], cell) for cell in filled]
    titles = [cells[at] for at in known.at(col.TITLE) if cells[at]]
    groups = [cells[at] for at in known.at(col.GROUP) if cells[at]]
    texts = [cells[at] for kind in (col.CONTENT, col.GOAL) for at in known.at(kind) if cells[at]]
    deadlines = [cells[at] for at in known.at(col.DEADLINE) if cells[at]]
    numbers = [cells[at] for at in known.at(col.NUMBER) if cells[at]]
    group = _bare(" ".join(dict.fromkeys(groups))) or table.group
    years = [(year, cells[at]) for at in known.at(col.YEAR) if cells[at] and (year := col.year_of(known.labels[at]))]
    return Row(
        line, numbers[0] if numbers else "", titles[0] if titles else "", group, [*titles[1:], *texts], owners,
        _one_line(deadlines[0]) if deadlines else None, years=years,
    )  # fmt: skip


def _names(label: str, cell: str) -> tuple[str, str]:
    """A cell's names under its column's label; a name that is broken over lines is put together again."""
    text = ""
    for piece in filter(None, (line.strip() for line in cell.split("\n"))):
        is_whole = (
            not text
            or text.endswith(("、", "，", ",", "；", ";", "：", ":"))
            or not looks_like_body(re.split(r"[、，,；;：:]", text)[-1])
        )
        text += piece if is_whole else f"；{piece}" if LABEL.match(piece) else f"、{piece}"
    return ("" if re.match(rf"[【（(]?{LABEL.pattern}[】）)]?\s*[:：]", text) else label), text


_LABELS = {col.LEAD: "牵头单位", col.OFFICE: "责任处室", col.UNIT: "责任单位", col.SUPPORT: "配合单位"}


def _goes_on(table: _Table, before: Row, row: Row) -> bool:
    """True for a further row of the same task: the same number (or none) and the same title."""
    if table.columns.at(col.NUMBER):
        is_split = bool(_DIGITS.fullmatch(row.number)) and (row.number, row.owners) == (before.number, before.owners)
        return is_split or (row.number in ("", before.number) and row.title in ("", before.title))
    numbered = [marker(each.texts[0]) for each in (before, row) if each.texts]
    if len(numbered) > 1 and all(numbered):  # each with a number of its own in its words
        return False
    same = bool(row.title) and row.title == before.title
    return (same and row.owners == before.owners and row.deadline == before.deadline) or (
        not row.title and not row.owners
    )


def _merge(before: Row, row: Row) -> None:
    before.texts += [row.title] if row.title not in (before.title, *before.texts) and row.number else []
    before.texts += [text for text in row.texts if text not in before.texts]
    before.owners += [each for each in row.owners if each not in before.owners]
    before.years += [each for each in row.years if each not in before.years]
    if row.deadline and row.deadline != before.deadline:
        before.dates |= dict.fromkeys((row.title, *row.texts), row.deadline)
    if row.deadline and row.deadline not in (before.deadline or ""):
        before.deadline = f"{before.deadline}；{row.deadline}" if before.deadline else row.deadline


def _named(rows: list[Row]) -> Iterator[Row]:
    """Give each its title: its own words where a heading is merged down over several tasks; and a number where it has none."""
    titles = Counter(row.title for row in rows)
    is_group = any(count > 1 for count in titles.values()) and all(row.texts for row in rows)
    for at, row in enumerate(rows):
        if (is_group or not row.title) and row.texts:
            row.group = row.group or _bare(row.title) or None
            row.title, row.texts = row.texts[0], row.texts[1:] or []
            if len(_one_line(row.title)) > _LONGEST_TITLE or "。" in row.title[:-1]:
                row.texts.insert(0, row.title)
        yield _titled(row, at + 1)


def _titled(row: Row, count: int) -> Row:
    first, _, rest = row.title.partition("\n")
    if len(_one_line(rest)) > _SENTENCE or "。" in rest:
        row.title = first
        row.texts.insert(0, rest)
    text, said = take_out(_one_line(row.title), row.line)
    found = marker(text)
    if found:
        row.number = row.number or found.number
        text = found.rest
    heading, rest = split_heading(text)
    if rest and rest not in "".join(row.texts):
        row.texts.insert(0, rest)
    row.owners += [] if row.owners else [("", each.words) for each in said]
    row.heading = heading.strip()
    row.title = heading.strip("。：；，:; ")
    row.number = re.sub(r"[.．、]$", "", row.number) if _NUMBERED.match(row.number) else row.number
    row.number = row.number or str(count)
    return row


def _bare(words: str) -> str:
    text = _one_line(words)
    found = marker(text)
    return (found.rest if found else text).strip("。：；:; ")


def _one_line(text: str) -> str:
    return "".join(piece.strip() for piece in text.split("\n"))
