"""Rows as CSV that Excel opens with a double click: a byte order mark, quoted fields, no formulas."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from minzheng_cli.console.terminal import Terminal
from minzheng_cli.query.rows import Rows, merged

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def render(tables: Sequence[Rows], terminal: Terminal) -> str:
    """The columns of all tables under one heading. The byte order mark is left out for an encoding that lacks it, which Excel reads by itself."""
    rows, out = merged(tables), io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    mark = [rows.demonstration] if rows.demonstration else []
    writer.writerow([column.label for column in rows.columns] + (["备注"] if mark else []))
    for record in rows.lines:
        writer.writerow([_safe(column.text(record)) for column in rows.columns] + mark)
    return ("\ufeff" if terminal.is_utf8 else "") + out.getvalue()


def _safe(text: str) -> str:
    """Text that a spreadsheet would run as a formula is kept as text by a leading apostrophe.

    A lone carriage return would end the line, since Python 3.11 doesn't quote it.
    """
    safe = f"'{text}" if text.startswith(_FORMULA) else text
    return safe.replace("\r\n", "\n").replace("\r", "\n")
