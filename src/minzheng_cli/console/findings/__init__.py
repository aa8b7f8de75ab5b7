"""Diagnostics as text: one file per format, each with `render(report, terminal) -> str`; the choices are the keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module

from minzheng_cli.console.terminal import Terminal
from minzheng_cli.diagnostics import Diagnostic

FORMATS = {
    "text": "minzheng_cli.console.findings.text",
    "json": "minzheng_cli.console.findings.json",
    "github": "minzheng_cli.console.findings.github",
    "sarif": "minzheng_cli.console.findings.sarif",
    "junit": "minzheng_cli.console.findings.junit",
}


@dataclass(frozen=True)
class CheckReport:
    """What a check found.

    `root` is the knowledge base's folder as the reader would write it, so that paths can be clicked; `texts` are the
    texts of its files by path; `titles` the titles of all codes; `checked` the number of files looked at.
    """

    diagnostics: tuple[Diagnostic, ...]
    root: str
    texts: Mapping[str, str] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    checked: int = 0
    demonstration: str | None = None

    def path(self, file: str) -> str:
        """A file's path as the reader would write it, with forward slashes."""
        return f"{self.root}/{file}" if self.root not in ("", ".") else file


def render_findings(report: CheckReport, name: str, terminal: Terminal) -> str:
    """The report in a format of FORMATS, with its final line break; empty where there is nothing to print."""
    text: str = import_module(FORMATS[name]).render(report, terminal)
    return text
