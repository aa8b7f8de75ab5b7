"""Diagnostics for people: place, code and message, the line with a caret, and what a right entry looks like."""

from __future__ import annotations

import re
from collections.abc import Iterator

from minzheng_cli.console.findings import CheckReport
from minzheng_cli.console.terminal import Terminal
from minzheng_cli.diagnostics import Diagnostic, Severity

_RESET, _BOLD, _RED, _YELLOW, _CYAN, _DIM = "\x1b[0m", "\x1b[1m", "\x1b[31m", "\x1b[33m", "\x1b[36m", "\x1b[2m"
_BREAKS = re.compile(r"\r\n|\n|\r")


def render(report: CheckReport, terminal: Terminal) -> str:
    """One block for each diagnostic, then a line that sums up."""
    lines: list[str] = []
    split = {file: _BREAKS.split(text) for file, text in report.texts.items()}
    shown = report.diagnostics[: report.limit or None]
    for diagnostic in shown:
        lines += _block(diagnostic, report, split.get(diagnostic.location.file, []), terminal)
    if len(shown) < len(report.diagnostics):
        lines += [f"另有{len(report.diagnostics) - len(shown)}处没有列出，加 --limit 0 列出全部。", ""]
    lines.append(_summary(report, terminal))
    lines += report.notes
    return "\n".join(lines) + "\n"


def _block(diagnostic: Diagnostic, report: CheckReport, lines: list[str], terminal: Terminal) -> Iterator[str]:
    where = diagnostic.location
    colour = _RED if diagnostic.severity is Severity.ERROR else _YELLOW
    place = f"{report.path(where.file)}:{where.line}:{where.column}"
    code = _paint(diagnostic.code, colour + _BOLD, terminal)
    fixable = "（可自动修正）" if diagnostic.fixable else ""
    yield f"{_paint(place, _BOLD, terminal)}: {code} {diagnostic.message}{fixable}"
    if 0 < where.line <= len(lines) and lines[where.line - 1].strip():
        line = lines[where.line - 1].replace("\t", " ")  # a tab's width depends on where it stands
        yield from _excerpt(line, where.line, where.column, where.width, colour, terminal)
    if diagnostic.hint:
        yield f"  {_paint('提示', _CYAN, terminal)}：{diagnostic.hint}"
    yield ""


def _excerpt(line: str, number: int, column: int, width: int, colour: str, terminal: Terminal) -> Iterator[str]:
    from rich.cells import cell_len

    gutter = f"  {number} | "
    room = max(terminal.width - cell_len(gutter) - 2, 20)
    start = _window_start(line, column, width, room)
    shown = _take(line[start:], room)
    before = ("…" if start else "") + line[start : column - 1]
    marked = line[column - 1 : column - 1 + width][: max(0, start + len(shown) - column + 1)]
    text = ("…" if start else "") + shown + ("…" if start + len(shown) < len(line) else "")
    yield _paint(gutter, _DIM, terminal) + text
    pointer = " " * (cell_len(gutter) + cell_len(before)) + "^" * max(cell_len(marked), 1)
    yield _paint(pointer, colour, terminal)


def _window_start(line: str, column: int, width: int, room: int) -> int:
    """Where to begin so that what is meant is in view: at the line's start, if it fits."""
    from rich.cells import cell_len

    if cell_len(line[: column - 1 + width]) <= room:
        return 0
    start = column - 1
    while start > 0 and cell_len(line[start - 1 : column - 1]) <= room // 3:
        start -= 1
    return start


def _take(text: str, room: int) -> str:
    from rich.cells import cell_len

    if cell_len(text) <= room:
        return text
    end = min(len(text), room)
    while cell_len(text[:end]) > room:
        end -= 1
    return text[:end]


def _summary(report: CheckReport, terminal: Terminal) -> str:
    mark = f"（{report.demonstration}）" if report.demonstration else ""
    if not report.diagnostics:
        return _paint(f"检查了{report.checked}个文件，没有发现问题。{mark}", _BOLD, terminal)
    fixable = sum(diagnostic.fixable for diagnostic in report.diagnostics)
    tail = f"其中{fixable}处可用 mz check --fix 自动修正。" if fixable else ""
    codes = sorted({diagnostic.code for diagnostic in report.diagnostics})
    explain = f"规则的说明见 mz explain {codes[0]}。"
    return f"检查了{report.checked}个文件，发现{len(report.diagnostics)}处问题。{tail}{explain}{mark}"


def _paint(text: str, style: str, terminal: Terminal) -> str:
    return f"{style}{text}{_RESET}" if terminal.colour else text
