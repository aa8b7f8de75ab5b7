"""Diagnostics as a GitLab code quality report: shown beside the lines of a merge request."""

from __future__ import annotations

import json
from collections import Counter
from hashlib import sha256

from minzheng_cli.console.findings import CheckReport
from minzheng_cli.console.terminal import Terminal
from minzheng_cli.diagnostics import Diagnostic, Severity

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor"}


def render(report: CheckReport, _terminal: Terminal) -> str:
    """A JSON array with an issue for each diagnostic; fingerprints stay the same when lines move."""
    times: Counter[str] = Counter()
    issues = []
    for diagnostic in report.diagnostics:
        key = f"{diagnostic.code}\0{diagnostic.location.file}\0{diagnostic.ref}\0{diagnostic.text}"
        times[key] += 1
        issues.append(_issue(diagnostic, report, sha256(f"{key}\0{times[key]}".encode()).hexdigest()))
    return json.dumps(issues, ensure_ascii=False, indent=2) + "\n"


def _issue(diagnostic: Diagnostic, report: CheckReport, fingerprint: str) -> dict[str, object]:
    where = diagnostic.location
    mark = f"（{report.demonstration}）" if report.demonstration else ""
    hint = f"。{diagnostic.hint}" if diagnostic.hint else ""
    return {
        "description": f"{diagnostic.message}{hint}{mark}",
        "check_name": diagnostic.code,
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[diagnostic.severity],
        "location": {"path": report.path(where.file), "lines": {"begin": where.line}},
    }
