"""Rows as text: one file per format, each with `render(rows, terminal) -> str`."""

from __future__ import annotations

from importlib import import_module

from minzheng_cli.console.formats import ROWS
from minzheng_cli.console.terminal import Terminal
from minzheng_cli.query.rows import Rows


def render_rows(rows: Rows, name: str, terminal: Terminal) -> str:
    """The rows in a format of ROWS, with its final line break."""
    text: str = import_module(ROWS[name]).render(rows, terminal)
    return text
