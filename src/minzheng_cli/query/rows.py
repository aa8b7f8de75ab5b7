"""Rows: what a query gives, ready for every output format."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Record = Mapping[str, Any]
"""One answer with all its fields, as JSON prints it."""


@dataclass(frozen=True)
class Column:
    """A column of the table: its heading, its text for a record, and how it is laid out.

    `wrap` may be broken into lines; `right` is aligned right; `wide` is shown only where there is room for it.
    """

    label: str
    text: Callable[[Record], str]
    wrap: bool = True
    right: bool = False
    wide: bool = False


@dataclass(frozen=True)
class Rows:
    """Records and how a table shows them.

    `section` gives a record's section; `detail` are the lines of a table where those aren't the records themselves;
    `demonstration` is the mark that demonstration data carries into every output.
    """

    records: tuple[Record, ...]
    columns: tuple[Column, ...]
    empty: str = "没有符合条件的结果"
    section: Callable[[Record], str] | None = None
    notes: tuple[str, ...] = ()
    detail: tuple[Record, ...] = ()
    demonstration: str | None = None

    @property
    def lines(self) -> tuple[Record, ...]:
        """What a table shows, line by line."""
        return self.detail or self.records
