"""Diagnostics as JUnit XML: one test case for each file checked, failed where it has findings."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from minzheng_cli.console.findings import CheckReport
from minzheng_cli.console.terminal import Terminal
from minzheng_cli.diagnostics import Diagnostic


def render(report: CheckReport, _terminal: Terminal) -> str:
    """A `testsuites` document; sound files count as passed."""
    files = sorted({*report.texts, *(each.location.file for each in report.diagnostics)})
    by_file = {file: [each for each in report.diagnostics if each.location.file == file] for file in files}
    mark = report.demonstration
    failures = sum(1 for found in by_file.values() if found)
    properties = f'<properties><property name="demonstration" value={quoteattr(mark)}/></properties>\n' if mark else ""
    cases = properties + "".join(_case(report.path(file), found) for file, found in by_file.items())
    counts = f'tests="{len(files)}" failures="{failures}" errors="0"'
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<testsuites name="mz check" {counts}>\n<testsuite name="mz check" {counts}>\n{cases}</testsuite>\n</testsuites>\n'
    )


def _case(path: str, found: list[Diagnostic]) -> str:
    head = f'<testcase classname="mz" name={quoteattr(path)}'
    if not found:
        return f"{head}/>\n"
    message = quoteattr(f"{len(found)}处问题")
    lines = "\n".join(f"{path}:{d.location.line}:{d.location.column}: {d.code} {d.message} {d.hint}" for d in found)
    return f"{head}>\n<failure message={message}>{escape(_printable(lines))}</failure>\n</testcase>\n"


def _printable(text: str) -> str:
    """Text without the characters that XML 1.0 forbids."""
    return "".join(char for char in text if char >= " " or char in "\n\t")
