"""Diagnostics as one JSON object for programs; version 1."""

from __future__ import annotations

import json

from minzheng_cli.console.findings import CheckReport
from minzheng_cli.console.terminal import Terminal
from minzheng_cli.diagnostics import Diagnostic


def render(report: CheckReport, _terminal: Terminal) -> str:
    """`{"version": 1, "diagnostics": [...]}`; `file` is the path as the reader would write it."""
    data: dict[str, object] = {"version": 1, "diagnostics": [_record(each, report) for each in report.diagnostics]}
    if report.demonstration:
        data["demonstration"] = report.demonstration
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _record(diagnostic: Diagnostic, report: CheckReport) -> dict[str, object]:
    where = diagnostic.location
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity.value,
        "message": diagnostic.message,
        "file": report.path(where.file),
        "line": where.line,
        "column": where.column,
        "ref": diagnostic.ref,
        "fixable": diagnostic.fixable,
        "text": diagnostic.text,
        "hint": diagnostic.hint,
    }
