"""Changes as text: one file per format, each with `render(report, terminal) -> str`."""

from __future__ import annotations

from importlib import import_module

from minzheng_cli.console.formats import CHANGES
from minzheng_cli.console.terminal import Terminal
from minzheng_cli.query.compare.told import ChangeReport


def render_changes(report: ChangeReport, name: str, terminal: Terminal) -> str:
    """The report in a format of CHANGES, with its final line break."""
    text: str = import_module(CHANGES[name]).render(report, terminal)
    return text
