"""A draft as JSON for programs. The fields are a contract; names stand as the document writes them."""

from __future__ import annotations

from typing import Any

from minzheng_cli.importing.document.draft import Draft, FoundTarget, FoundTask, Question

VERSION = 1


def as_json(draft: Draft) -> dict[str, Any]:
    """The draft as values that JSON can hold; days as 2025-12-31, `null` for what the document doesn't say."""
    head = draft.head
    return {
        "version": VERSION,
        "document": {
            "title": head.title,
            "number": head.number,
            "issuer": head.issuer,
            "date": head.date.isoformat() if head.date else None,
        },
        "tasks": [_task(each) for each in draft.tasks],
        "targets": [_target(each) for each in draft.targets],
        "questions": [_question(each) for each in draft.questions],
    }


def _task(task: FoundTask) -> dict[str, Any]:
    return {
        "number": task.number,
        "title": task.title,
        "owners": [{"role": each.role, "names": list(each.names)} for each in task.owners],
        "deadline": task.deadline,
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
        "text": question.text,
        "quote": question.quote,
        "line": question.line,
        "confidence": question.confidence,
    }
