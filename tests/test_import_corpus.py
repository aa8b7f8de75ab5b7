"""Documents of many dialects are imported as people expect; docs/importing.md says how well."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any, get_args

import pytest

from minzheng_cli.importing.document.draft import Draft, FoundTarget, FoundTask, Head, Owners, Role
from minzheng_cli.importing.document.parse import parse
from minzheng_cli.importing.document.reading import read
from tests import scoring

CASES = [(part, name) for part in scoring.PARTS for name, _, _ in scoring.documents(part)]
WITHOUT_TASKS = ("d11-jianghua", "d12-dafu", "h13-mingdan", "h14-xinwen", "f15-shi-wangzhan-tongbao")


@pytest.fixture(scope="module")
def results() -> dict[str, dict[str, scoring.Score]]:
    return scoring.scores()


def _expected(part: str, name: str) -> dict[str, Any]:
    path = scoring.CORPUS / part / f"{name}.expected.json"
    expected: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return expected


def test_the_page_says_what_the_command_prints(results: dict[str, dict[str, scoring.Score]]) -> None:
    page = scoring.PAGE.read_text(encoding="utf-8")
    assert scoring.section(page) == scoring.report(results)


def test_the_floors_that_the_page_claims_are_kept(results: dict[str, dict[str, scoring.Score]]) -> None:
    page = scoring.PAGE.read_text(encoding="utf-8")
    claimed = {kind: float(value) for kind, value in re.findall(r"(tasks|owners|targets) (0\.\d+)", page)}
    assert claimed == scoring.FLOORS
    counts = scoring.total(each for part in results.values() for each in part.values())
    below = {kind: counts[kind].f1 for kind, floor in claimed.items() if counts[kind].f1 < floor}
    assert below == {}


def test_the_corpus_is_as_large_and_mixed_as_the_page_says() -> None:
    files = [path for part in scoring.PARTS for _, path, _ in scoring.documents(part)]
    kinds = {path.suffix for path in files}
    page = scoring.PAGE.read_text(encoding="utf-8")
    assert kinds == {".txt", ".docx", ".html", ".md", ".pdf"}
    assert f"({len(files)} documents" in page


@pytest.mark.parametrize("name", WITHOUT_TASKS)
def test_a_document_without_tasks_yields_none_and_says_so(name: str) -> None:
    part = {"d": "dev", "h": "held", "f": "fresh"}[name[0]]
    (path,) = (scoring.CORPUS / part).glob(f"{name}.txt")
    draft = parse(read(path))
    assert (draft.tasks, draft.targets) == ((), ())
    assert draft.questions


@pytest.mark.parametrize(("part", "name"), CASES)
def test_what_is_expected_is_in_the_form_of_the_contract(part: str, name: str) -> None:
    expected = _expected(part, name)
    assert set(expected) == {"version", "notes", "document", "tasks", "targets"}
    assert set(expected["document"]) == {"title", "number", "issuer", "date"}
    numbers = {task["number"] for task in expected["tasks"]} | {""}
    for target in expected["targets"]:
        assert target["task"] in numbers
        assert target["comparator"] in {">=", "<=", "=="}
        assert target["every"] in {None, "year"}
        assert target["due"] is None or date.fromisoformat(target["due"]).isoformat() == target["due"]
    for task in expected["tasks"]:
        assert all(owners["role"] in get_args(Role) and owners["names"] for owners in task["owners"])


def _draft(expected: dict[str, Any]) -> Draft:
    """What a parser that finds exactly this gives."""
    tasks = [
        FoundTask(
            number=task["number"],
            title=task["title"],
            owners=tuple(Owners(each["role"], tuple(each["names"])) for each in task["owners"]),
            deadline=task["deadline"],
            quote="",
            line=1,
        )
        for task in expected["tasks"]
    ]
    targets = [
        FoundTarget(
            **{**target, "due": date.fromisoformat(target["due"]) if target["due"] else None},
            quote="",
            line=1,
            confidence=1.0,
        )
        for target in expected["targets"]
    ]
    document = expected["document"]
    day = date.fromisoformat(document["date"]) if document["date"] else None
    return Draft(Head(document["title"], document["number"], document["issuer"], day), tuple(tasks), tuple(targets))


@pytest.mark.parametrize(("part", "name"), CASES)
def test_a_perfect_parser_scores_one(part: str, name: str) -> None:
    expected = _expected(part, name)
    result = scoring.score(_draft(expected), expected)
    assert result.differences == []
    assert all(count.f1 == 1 for count in result.counts.values())


EMPTY: dict[str, Any] = {
    "document": dict.fromkeys(("title", "number", "issuer", "date")),
    "tasks": [],
    "targets": [],
}
TASK = {
    "number": "1",
    "title": "健全机制",
    "owners": [{"role": "牵头", "names": ["甲局", "乙局"]}],
    "deadline": "年底前",
}
TARGET = {
    "task": "1",
    "indicator": "护理型床位占比",
    "comparator": ">=",
    "value": 2,
    "unit": "万张",
    "due": "2025-12-31",
    "every": None,
}


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"number": "2"}, {"tasks", "owners", "names", "deadlines"}),
        ({"title": "健全制度机制"}, {"tasks"}),
        ({"title": "健 全机制。"}, set()),
        ({"owners": [{"role": "配合", "names": ["甲局", "乙局"]}]}, {"owners"}),
        ({"owners": [{"role": "牵头", "names": ["甲局"]}]}, {"owners", "names"}),
        ({"deadline": None}, {"deadlines"}),
    ],
)
def test_a_task_that_differs_is_counted_as_such(change: dict[str, Any], wrong: set[str]) -> None:
    expected = EMPTY | {"tasks": [TASK]}
    result = scoring.score(_draft(EMPTY | {"tasks": [TASK | change]}), expected)
    assert {kind for kind, count in result.counts.items() if count.f1 < 1} == wrong
    assert bool(result.differences) == bool(wrong)


@pytest.mark.parametrize(
    ("change", "same"),
    [
        ({"value": 20000, "unit": "张"}, True),
        ({"indicator": "养老机构护理型床位占比"}, True),
        ({"indicator": "火化率"}, False),
        ({"value": 3}, False),
        ({"unit": "个"}, False),
        ({"comparator": "<="}, False),
        ({"due": None}, False),
        ({"every": "year"}, False),
        ({"task": ""}, False),
    ],
)
def test_a_target_is_the_same_only_in_all_that_matters(change: dict[str, Any], same: bool) -> None:
    assert scoring.same_target(TARGET, TARGET | change) == same


def test_precision_and_recall_are_apart() -> None:
    expected = EMPTY | {"tasks": [TASK, TASK | {"number": "2"}]}
    count = scoring.score(_draft(EMPTY | {"tasks": [TASK]}), expected).counts["tasks"]
    assert (count.precision, count.recall, round(count.f1, 3)) == (1, 0.5, 0.667)
