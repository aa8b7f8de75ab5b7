"""The benchmark of reports: its table says what was measured, over loading, and beside the limits."""

from __future__ import annotations

from pathlib import Path

from bench import reports
from bench.run import Cost


def test_reports_are_told_over_loading() -> None:
    names = ["parse", *(f"{kind} {name}" for kind in reports.KINDS for name in reports.FORMATS)]
    costs = {name: Cost(0.5 if name == "parse" else 1.25, 1.0) for name in names}
    lines = reports.table({1_000: {**costs, "half-year docx": Cost(9.0, 1.0)}}).splitlines()
    assert lines[2] == "| half-year, md | 1000 | 1.25 | 0.75 | 1.0 | met |"
    assert lines[3] == "| half-year, docx | 1000 | 9.00 | 8.50 | 3.0 | missed |"
    assert lines[4] == "| half-year, xlsx | 1000 | 1.25 | 0.75 | – | – |"


def test_every_report_is_measured(tmp_path: Path) -> None:
    names = [command.name for command in reports.commands(tmp_path)]
    assert len(names) == len(set(names)) == 1 + len(reports.KINDS) * len(reports.FORMATS)
