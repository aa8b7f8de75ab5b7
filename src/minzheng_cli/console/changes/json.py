"""Changes as one JSON object for programs; version 1."""

from __future__ import annotations

import json

from minzheng_cli.console.terminal import Terminal
from minzheng_cli.query.compare.told import ChangeReport


def render(report: ChangeReport, _terminal: Terminal) -> str:
    """`{"version": 1, "changes": [...]}`; `before` or `after` is null where there was or is nothing."""
    changes = [
        {
            "kind": change.kind,
            "ref": change.ref,
            "message": f"{change.about}：{change.message}" if change.about else change.message,
            "before": change.before,
            "after": change.after,
            "warning": change.warning,
        }
        for change in report.changes
    ]
    data: dict[str, object] = {"version": 1, "changes": changes}
    if report.demonstration:
        data["demonstration"] = report.demonstration
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
