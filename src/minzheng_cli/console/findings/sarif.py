"""Diagnostics as SARIF 2.1.0, the exchange format of static analysis (OASIS standard)."""

from __future__ import annotations

import json
import re
from urllib.parse import quote

from minzheng_cli import __version__
from minzheng_cli.console.findings import CheckReport
from minzheng_cli.console.terminal import Terminal
from minzheng_cli.diagnostics import Diagnostic

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def render(report: CheckReport, _terminal: Terminal) -> str:
    """One run with the rules that were broken and a result for each diagnostic."""
    codes = sorted({diagnostic.code for diagnostic in report.diagnostics})
    rules = [{"id": code, "shortDescription": {"text": report.titles.get(code, code)}} for code in codes]
    run: dict[str, object] = {
        "tool": {"driver": {"name": "mz", "version": __version__, "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(each, report, codes) for each in report.diagnostics],
    }
    if report.demonstration:
        run["properties"] = {"demonstration": report.demonstration}
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _result(diagnostic: Diagnostic, report: CheckReport, codes: list[str]) -> dict[str, object]:
    where = diagnostic.location
    region = {"startLine": where.line, "startColumn": where.column, "endColumn": where.column + where.width}
    text = f"{diagnostic.message}。{diagnostic.hint}" if diagnostic.hint else diagnostic.message
    return {
        "ruleId": diagnostic.code,
        "ruleIndex": codes.index(diagnostic.code),
        "level": diagnostic.severity.value,
        "message": {"text": text},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": _uri(report.path(where.file))},
                    "region": region,
                },
                "logicalLocations": [{"fullyQualifiedName": diagnostic.ref}] if diagnostic.ref else [],
            }
        ],
    }


def _uri(path: str) -> str:
    """A relative path stays a relative reference; one with a drive letter becomes a file URI (RFC 8089)."""
    return f"file:///{quote(path, safe='/:')}" if re.match(r"[A-Za-z]:/", path) else quote(path)
