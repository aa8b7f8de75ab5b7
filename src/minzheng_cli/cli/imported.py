"""What `mz import` found, as tables: tasks, targets and questions, each with its words beside it."""

from __future__ import annotations

from typing import Any

from minzheng_cli.importing.document.draft import Draft, FoundTarget, FoundTask, Question
from minzheng_cli.importing.document.labels import Labels
from minzheng_cli.query.rows import Column, Rows

_NOT_SAID = "—"
_SIGNS = {">=": "≥", "<=": "≤", "==": "约"}


def tables(draft: Draft) -> list[Rows]:
    """One table for each, those without lines left out."""
    labels = Labels(draft.tasks)
    found = [
        Rows(
            tuple(_task(each, at) for at, each in enumerate(draft.tasks, 1)),
            _columns("编号", "原文序号", "任务", "责任", "期限", "原文"),
            title="任务",
        ),
        Rows(
            tuple(_target(each, labels) for each in draft.targets),
            _columns("任务", "指标", "目标", "期限", "原文"),
            title="量化目标",
        ),
        Rows(tuple(_question(each) for each in draft.questions), _columns("关于", "问题", "原文"), title="要定的问题"),
    ]
    return [rows for rows in found if rows.lines]


def _columns(*labels: str) -> tuple[Column, ...]:
    plain = tuple(Column(label, _said(label)) for label in labels)
    return (
        *plain,
        Column("行", _said("行"), wrap=False, right=True),
        Column("把握", _said("把握"), wrap=False, right=True),
    )


def _said(label: str) -> Any:
    return lambda record: str(record[label])


def _task(task: FoundTask, number: int) -> dict[str, Any]:
    return {
        "编号": f"T{number}",
        "原文序号": task.number,
        "任务": task.title,
        "责任": "；".join(f"{owners.role}：{'、'.join(owners.names)}" for owners in task.owners),
        "期限": task.deadline or "",
        "原文": (task.assignment or task.quote).replace("\n", ""),
        **_place(task),
    }


def _target(target: FoundTarget, labels: Labels) -> dict[str, Any]:
    at = labels.owner(target)
    when = str(target.due) if target.due else "每年" if target.every else ""
    value = f"{target.qualifier or ''}{_SIGNS[target.comparator]}{target.value:.12g}{target.unit}"
    return {
        "任务": _NOT_SAID if at is None else f"T{at + 1}",
        "指标": target.indicator,
        "目标": value,
        "期限": when,
        "原文": target.quote,
        **_place(target),
    }


def _question(question: Question) -> dict[str, Any]:
    return {"关于": question.about, "问题": question.whole, "原文": question.quote, **_place(question)}


def _place(found: FoundTask | FoundTarget | Question) -> dict[str, Any]:
    """The line and how sure it is; a question that quotes nothing has no line, and one about what is missing is not unsure."""
    is_somewhere = not isinstance(found, Question) or bool(found.quote)
    return {
        "行": found.line if is_somewhere else _NOT_SAID,
        "把握": f"{found.confidence:.2f}" if is_somewhere else _NOT_SAID,
    }
