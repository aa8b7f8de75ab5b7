"""Diagnostics as text: one file per format, each with `render(report, terminal) -> str`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module

from minzheng_cli.console.formats import FINDINGS
from minzheng_cli.console.terminal import Terminal
from minzheng_cli.diagnostics import Diagnostic


@dataclass(frozen=True)
class CheckReport:
    """What a check found.

    `root` is the knowledge base's folder as the reader would write it, so that paths can be clicked; `texts` are the
    texts of its files by path; `titles` the titles of all codes; `checked` the number of files looked at. People are
    shown at most `limit` diagnostics (0: all), and `notes` about what was left out.
    """

    diagnostics: tuple[Diagnostic, ...]
    root: str
    texts: Mapping[str, str] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    checked: int = 0
    demonstration: str | None = None
    limit: int = 0
    notes: tuple[str, ...] = ()

    def path(self, file: str) -> str:
        """A file's path as the reader would write it, with forward slashes."""
        return f"{self.root}/{file}" if self.root not in ("", ".") else file


def render_findings(report: CheckReport, name: str, terminal: Terminal) -> str:
    """The report in a format of FINDINGS, with its final line break; empty where there is nothing to print."""
    text: str = import_module(FINDINGS[name]).render(report, terminal)
    return text
