"""Rows as a Markdown table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from minzheng_cli.console.terminal import Terminal
from minzheng_cli.query.rows import Rows


def render(tables: Sequence[Rows], _terminal: Terminal) -> str:
    """Each table under its title: a heading line, a rule, a line for each record; bars and line breaks are escaped."""
    shown = [rows for rows in tables if rows.lines]
    if not shown:
        return ""
    mark = shown[0].demonstration
    parts = [f"**{mark}**"] if mark else []
    for rows in shown:
        parts += [f"## {rows.title}"] if rows.title else []
        parts.append("\n".join(_lines(rows)))
    return "\n\n".join(parts) + "\n"


def _lines(rows: Rows) -> Iterator[str]:
    yield _line(column.label for column in rows.columns)
    yield _line("---:" if column.right else "---" for column in rows.columns)
    for record in rows.lines:
        yield _line(escape(column.text(record)) for column in rows.columns)


def _line(cells: object) -> str:
    return f"| {' | '.join(cells)} |"  # type: ignore[arg-type]


def escape(text: str) -> str:
    """Text for one cell of a Markdown table."""
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("\r\n", "<br>").replace("\n", "<br>")
