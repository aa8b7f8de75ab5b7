"""A draft as JSON for programs. The fields are a contract; names stand as the document writes them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from minzheng_cli.importing.document.draft import Draft, FoundTarget, FoundTask, Question

VERSION = 1
_PLAIN = json.JSONEncoder(ensure_ascii=False)


def as_json(draft: Draft) -> Iterator[str]:
    """The draft as JSON, piece by piece: of a long document it need not be held as a whole.

    Days as 2025-12-31, `null` for what the document doesn't say.
    """
    head = draft.head
    document = {
        "title": head.title,
        "number": head.number,
        "issuer": head.issuer,
        "date": head.date.isoformat() if head.date else None,
    }
    yield f'{{\n  "version": {VERSION},\n  "document": {_indented(document, 1)}'
    yield from _list("tasks", map(_task, draft.tasks))
    yield from _list("targets", map(_target, draft.targets))
    yield from _list("questions", map(_question, draft.questions))
    yield "\n}\n"


def _list(name: str, values: Iterable[dict[str, Any]]) -> Iterator[str]:
    start = f',\n  "{name}": ['
    for value in values:
        yield f"{start}\n    {_indented(value, 2)}"
        start = ","
    yield "\n  ]" if start == "," else f"{start}]"


def _indented(value: object, depth: int) -> str:
    """As `json.dumps` with an indent of 2, but for the cycles that it leaves behind at each call."""
    inner, outer = "\n" + "  " * (depth + 1), "\n" + "  " * depth
    if isinstance(value, dict) and value:
        items = (f"{inner}{_PLAIN.encode(key)}: {_indented(each, depth + 1)}" for key, each in value.items())
        return f"{{{','.join(items)}{outer}}}"
    if isinstance(value, list) and value:
        return f"[{','.join(f'{inner}{_indented(each, depth + 1)}' for each in value)}{outer}]"
    return _PLAIN.encode(value)


def _task(task: FoundTask) -> dict[str, Any]:
    return {
        "number": task.number,
        "title": task.title,
        "owners": [{"role": each.role, "names": list(each.names)} for each in task.owners],
        "deadline": task.deadline,
        "due": task.due.isoformat() if task.due else None,
        "quote": task.quote,
        "line": task.line,
    }


def _target(target: FoundTarget) -> dict[str, Any]:
    return {
        "task": target.task,
        "indicator": target.indicator,
        "comparator": target.comparator,
        "value": target.value,
        "unit": target.unit,
        "due": target.due.isoformat() if target.due else None,
        "every": target.every,
        "quote": target.quote,
        "line": target.line,
        "confidence": target.confidence,
    }


def _question(question: Question) -> dict[str, Any]:
    return {
        "about": question.about,
        "text": question.whole,
        "quote": question.quote,
        "line": question.line,
        "confidence": question.confidence,
    }
