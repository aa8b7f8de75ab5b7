"""Rows as text or bytes: one file per format, each with `render(tables, terminal)`."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Literal, overload

from minzheng_cli.console.formats import ROWS
from minzheng_cli.console.terminal import Terminal
from minzheng_cli.query.rows import Rows


@overload
def render_rows(
    tables: Rows | Sequence[Rows], name: Literal["table", "json", "csv", "md"], terminal: Terminal
) -> str: ...
@overload
def render_rows(tables: Rows | Sequence[Rows], name: str, terminal: Terminal) -> str | bytes: ...
def render_rows(tables: Rows | Sequence[Rows], name: str, terminal: Terminal) -> str | bytes:
    """One or several tables in a format of ROWS: text with its final line break, or a workbook's bytes."""
    listed = (tables,) if isinstance(tables, Rows) else tables
    made: str | bytes = import_module(ROWS[name]).render(listed, terminal)
    return made
