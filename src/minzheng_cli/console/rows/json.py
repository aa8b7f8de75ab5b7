"""Rows as a JSON array of objects, one for each record."""

from __future__ import annotations

import json
from collections.abc import Sequence

from minzheng_cli.console.terminal import Terminal
from minzheng_cli.query.rows import Rows


def render(tables: Sequence[Rows], _terminal: Terminal) -> str:
    """All fields of every record of every table; Chinese as it is."""
    records = [
        {**record, **({"demonstration": rows.demonstration} if rows.demonstration else {})}
        for rows in tables
        for record in rows.records
    ]
    text = json.dumps(records, ensure_ascii=False, indent=2)
    return f"{text}\n"
