"""Rows as a Markdown table."""

from __future__ import annotations

from minzheng_cli.console.terminal import Terminal
from minzheng_cli.query.rows import Rows


def render(rows: Rows, _terminal: Terminal) -> str:
    """A heading line, a rule, a line for each record; bars and line breaks in the text are escaped."""
    if not rows.lines:
        return ""
    lines = [f"**{rows.demonstration}**\n"] if rows.demonstration else []
    lines.append(_line(column.label for column in rows.columns))
    lines.append(_line("---:" if column.right else "---" for column in rows.columns))
    lines += [_line(escape(column.text(record)) for column in rows.columns) for record in rows.lines]
    return "\n".join(lines) + "\n"


def _line(cells: object) -> str:
    return f"| {' | '.join(cells)} |"  # type: ignore[arg-type]


def escape(text: str) -> str:
    """Text for one cell of a Markdown table."""
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("\r\n", "<br>").replace("\n", "<br>")
