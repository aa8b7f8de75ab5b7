"""Rows: what a query gives, ready for every output format."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Record = Mapping[str, Any]
"""One answer with all its fields, as JSON prints it."""


@dataclass(frozen=True)
class Column:
    """A column of the table: its heading, its text for a record, and how it is laid out.

    `wrap` may be broken into lines; `right` is aligned right; `wide` is shown only where there is room for it.
    `light` gives the colour of a light (绿, 黄, … or nothing) that stands before the text where colours can be shown.
    """

    label: str
    text: Callable[[Record], str]
    wrap: bool = True
    right: bool = False
    wide: bool = False
    light: Callable[[Record], str] | None = None


@dataclass(frozen=True)
class Rows:
    """Records and how a table shows them.

    `section` gives a record's section; `detail` are the lines of a table where those aren't the records themselves;
    `demonstration` is the mark that demonstration data carries into every output; `title` names one of several tables.
    """

    records: tuple[Record, ...]
    columns: tuple[Column, ...]
    empty: str = "没有符合条件的结果"
    section: Callable[[Record], str] | None = None
    notes: tuple[str, ...] = ()
    detail: tuple[Record, ...] = ()
    demonstration: str | None = None
    title: str = ""

    @property
    def lines(self) -> tuple[Record, ...]:
        """What a table shows, line by line."""
        return self.detail or self.records


def merged(tables: Sequence[Rows]) -> Rows:
    """Several tables as one with all their columns, for a format that can hold but one; notes and titles are left out."""
    if len(tables) == 1:
        return tables[0]
    columns = {column.label: column for table in tables for column in table.columns}
    lines = tuple(
        {column.label: column.text(line) for column in table.columns} for table in tables for line in table.lines
    )
    return Rows(
        tuple(record for table in tables for record in table.records),
        tuple(Column(label, _said(label), right=column.right) for label, column in columns.items()),
        detail=lines,
        demonstration=tables[0].demonstration,
    )


def _said(label: str) -> Callable[[Record], str]:
    return lambda line: str(line.get(label, ""))
