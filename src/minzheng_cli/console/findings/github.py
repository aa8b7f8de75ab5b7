"""Diagnostics as GitHub workflow commands: annotations on the lines of a pull request."""

from __future__ import annotations

from minzheng_cli.console.findings import CheckReport
from minzheng_cli.console.terminal import Terminal
from minzheng_cli.diagnostics import Diagnostic


def render(report: CheckReport, _terminal: Terminal) -> str:
    """One `::error` or `::warning` line for each diagnostic."""
    mark = f"::notice::{_data(report.demonstration)}\n" if report.demonstration else ""
    return mark + "".join(f"{_command(each, report)}\n" for each in report.diagnostics)


def _command(diagnostic: Diagnostic, report: CheckReport) -> str:
    where = diagnostic.location
    properties = {
        "file": report.path(where.file),
        "line": str(where.line),
        "col": str(where.column),
        "title": diagnostic.code,
    }
    listed = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    text = f"{diagnostic.message}。{diagnostic.hint}" if diagnostic.hint else diagnostic.message
    return f"::{diagnostic.severity.value} {listed}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
