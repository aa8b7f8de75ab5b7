"""Small documents in the dialects of official plans: tasks, owners, deadlines and targets written out by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml_rs

from minzheng_cli.importing.document.blocks import Block, Paragraph, Table
from minzheng_cli.importing.document.draft import Draft, FoundTarget, FoundTask
from minzheng_cli.importing.document.parse import parse

_FOLDER = Path(__file__).parent / "data" / "parse"


def _cases(path: Path) -> list[dict[str, Any]]:
    cases: Any = yaml_rs.loads(path.read_text(encoding="utf-8"), parse_datetime=False)
    return list(cases)


_CASES = [(f"{path.stem}: {case['name']}", case) for path in sorted(_FOLDER.glob("*.yaml")) for case in _cases(path)]


def _blocks(text: str) -> list[Block]:
    """A paragraph for each line; lines of `|` cells are a table, but a `|` alone."""
    blocks: list[Block] = []
    rows: list[tuple[str, ...]] = []
    for line, words in enumerate([*text.splitlines(), ""], 1):
        if words.startswith("|") and words.strip() != "|":
            rows.append(tuple(cell.strip().replace("\\n", "\n") for cell in words.strip("|").split("|")))
            continue
        if rows:
            blocks.append(Table(tuple(rows), line - len(rows)))
            rows = []
        if words.strip():
            blocks.append(Paragraph(words.strip(), line))
    return blocks


def _task(task: FoundTask) -> str:
    owners = "；".join(f"{each.role}:{' '.join(each.names)}" for each in task.owners)
    return " | ".join([task.number, task.title, owners, task.deadline or ""]).strip()


def _fields(words: str) -> list[str]:
    return [field.strip() for field in f"{words} | | |".split("|")[:4]]


def _matches(target: FoundTarget, words: list[str]) -> bool:
    task, name, amount, due = words
    comparator, value, unit = amount.split()
    when = target.every or (target.due.isoformat() if target.due else "")
    same = (target.task, target.comparator, target.unit, when) == (task, comparator, unit, due)
    return same and name in target.indicator and abs(target.value - float(value)) < 1e-6


@pytest.mark.parametrize("case", [case for _, case in _CASES], ids=[name for name, _ in _CASES])
def test_document(case: dict[str, Any]) -> None:
    draft = parse(_blocks(case["text"]))
    assert [_fields(_task(task)) for task in draft.tasks] == [_fields(words) for words in case["tasks"]]
    _compare_targets(draft, [_fields(words) for words in case["targets"]])
    for key, value in case.get("head", {}).items():
        expected = date.fromisoformat(value) if key == "date" else value
        assert getattr(draft.head, key) == expected


def _compare_targets(draft: Draft, expected: list[list[str]]) -> None:
    said = [f"{t.task} {t.indicator} {t.comparator} {t.value:g} {t.unit} {t.due} {t.every}" for t in draft.targets]
    missing = [words for words in expected if not any(_matches(target, words) for target in draft.targets)]
    assert not missing, said
    assert len(said) == len(expected), said


def test_there_are_enough_cases() -> None:
    assert len(_CASES) >= 25
