"""Rows as text: one file per format, each with `render(rows, target) -> str`; the choices are the dict's keys."""

from __future__ import annotations

from importlib import import_module

from minzheng_cli.console.terminal import Terminal
from minzheng_cli.query.rows import Rows

FORMATS = {
    "table": "minzheng_cli.console.rows.table",
    "json": "minzheng_cli.console.rows.json",
    "csv": "minzheng_cli.console.rows.csv",
    "md": "minzheng_cli.console.rows.md",
}


def render_rows(rows: Rows, name: str, terminal: Terminal) -> str:
    """The rows in a format of FORMATS, with its final line break."""
    text: str = import_module(FORMATS[name]).render(rows, terminal)
    return text
