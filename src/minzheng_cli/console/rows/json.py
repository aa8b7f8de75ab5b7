"""Rows as a JSON array of objects, one for each record."""

from __future__ import annotations

import json

from minzheng_cli.console.terminal import Terminal
from minzheng_cli.query.rows import Rows


def render(rows: Rows, _terminal: Terminal) -> str:
    """All fields of every record; Chinese as it is."""
    mark = {"demonstration": rows.demonstration} if rows.demonstration else {}
    text = json.dumps([{**record, **mark} for record in rows.records], ensure_ascii=False, indent=2)
    return f"{text}\n"
