"""How well documents are imported: the corpus in `tests/data/documents`, read and compared with what a person expects.

`python -m tests.scoring` prints the scores; `python -m tests.scoring NAME …` shows what was missed and what was found too
much in these documents. `MZ_UPDATE=1 python -m tests.scoring` writes the scores into `docs/importing.md`.
"""

from __future__ import annotations

import json
import os
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from minzheng_cli.importing.document.draft import Draft, FoundTarget, Owners
from minzheng_cli.importing.document.parse import parse
from minzheng_cli.importing.document.reading import read
from minzheng_cli.model.numerals import UNITS

CORPUS = Path(__file__).parent / "data" / "documents"
PAGE = Path(__file__).resolve().parents[1] / "docs" / "importing.md"
BEGIN, END = "<!-- scores -->", "<!-- /scores -->"
PARTS = ("dev", "held", "fresh")
"""What the parser's author may look at, what not, and what was written when the parser was done."""
KINDS = ("head", "tasks", "owners", "names", "deadlines", "targets")
"""What is counted: `head` are title, number, issuer and date; `names` are owners whatever their role."""
FLOORS = {"tasks": 0.95, "owners": 0.90, "targets": 0.85}
"""F1 that issue 6 asks for."""
ALIKE = 0.6
"""How much of two names of one indicator must be the same."""
_TOLERANCE = 0.005
_SUFFIX = ".expected.json"
_MARKS = re.compile(r"[\W_]+")


@dataclass
class Count:
    """What was expected, what was found, and what of both is the same."""

    right: int = 0
    expected: int = 0
    found: int = 0

    def add(self, other: Count) -> None:
        """Add another count to this one."""
        self.right += other.right
        self.expected += other.expected
        self.found += other.found

    @property
    def precision(self) -> float:
        """Of what was found, how much is right; 1 where nothing was found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Of what was expected, how much was found; 1 where nothing was expected."""
        return self.right / self.expected if self.expected else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both; 1 where there was nothing to find and nothing was found."""
        total = self.expected + self.found
        return 2 * self.right / total if total else 1.0


@dataclass
class Score:
    """One document's counts by kind, and what differs, a line each: `-` was missed, `+` was found too much."""

    counts: dict[str, Count] = field(default_factory=lambda: {kind: Count() for kind in KINDS})
    differences: list[str] = field(default_factory=list)


Item = tuple[Any, ...]


def documents(part: str) -> Iterator[tuple[str, Path, dict[str, Any]]]:
    """Each document of one part of the corpus: its name, its file, and what is expected of it."""
    for path in sorted((CORPUS / part).glob(f"*{_SUFFIX}")):
        name = path.name.removesuffix(_SUFFIX)
        (source,) = (each for each in path.parent.glob(f"{name}.*") if each != path)
        yield name, source, json.loads(path.read_text(encoding="utf-8"))


def score(draft: Draft, expected: dict[str, Any]) -> Score:
    """Compare what was found in a document with what is expected of it."""
    found, result = as_contract(draft), Score()
    _compare(result, "head", list(_head(expected["document"])), list(_head(found["document"])))
    for kind, items in (("tasks", _tasks), ("owners", _owners), ("names", _names), ("deadlines", _deadlines)):
        _compare(result, kind, list(items(expected["tasks"])), list(items(found["tasks"])))
    _compare_targets(result, expected["targets"], found["targets"])
    return result


def as_contract(draft: Draft) -> dict[str, Any]:
    """The parts of a draft that are compared, in the form of the JSON contract."""
    tasks = [
        {
            "number": task.number,
            "title": task.title,
            "owners": [_owner(owners) for owners in task.owners],
            "deadline": task.deadline,
        }
        for task in draft.tasks
    ]
    head = draft.head
    document = {
        "title": head.title,
        "number": head.number,
        "issuer": head.issuer,
        "date": head.date.isoformat() if head.date else None,
    }
    return {"document": document, "tasks": tasks, "targets": [_target(target) for target in draft.targets]}


def _owner(owners: Owners) -> dict[str, Any]:
    return {"role": owners.role, "names": list(owners.names)}


def _target(target: FoundTarget) -> dict[str, Any]:
    return {
        "task": target.task,
        "indicator": target.indicator,
        "comparator": target.comparator,
        "value": target.value,
        "unit": target.unit,
        "due": target.due.isoformat() if target.due else None,
        "every": target.every,
    }


def plain(words: str | None) -> str:
    """Words without spaces and marks, full-width characters as part-width ones."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", words or ""))


def _head(document: dict[str, Any]) -> Iterator[Item]:
    return ((name, plain(value)) for name, value in document.items() if value)


def _tasks(tasks: Iterable[dict[str, Any]]) -> Iterator[Item]:
    return ((plain(task["number"]), plain(task["title"])) for task in tasks)


def _owners(tasks: Iterable[dict[str, Any]]) -> Iterator[Item]:
    for task in tasks:
        for owners in task["owners"]:
            yield from ((plain(task["number"]), owners["role"], plain(name)) for name in owners["names"])


def _names(tasks: Iterable[dict[str, Any]]) -> Iterator[Item]:
    return ((number, name) for number, _, name in _owners(tasks))


def _deadlines(tasks: Iterable[dict[str, Any]]) -> Iterator[Item]:
    for task in tasks:
        if task["deadline"]:
            yield plain(task["number"]), plain(task["deadline"]).removesuffix("完成")


def _compare(result: Score, kind: str, expected: list[Item], found: list[Item]) -> None:
    """Count what is the same, each as often as it stands on both sides."""
    wanted, had = Counter(expected), Counter(found)
    result.counts[kind].add(Count((wanted & had).total(), wanted.total(), had.total()))
    if kind != "names":
        result.differences += _told(kind, "-", (wanted - had).elements())
        result.differences += _told(kind, "+", (had - wanted).elements())


def _compare_targets(result: Score, expected: list[dict[str, Any]], found: list[dict[str, Any]]) -> None:
    """Each expected target takes the first found one that is the same and not yet taken."""
    left = list(found)
    missed = []
    for target in expected:
        same = next((each for each in left if same_target(target, each)), None)
        if same is None:
            missed.append(target)
        else:
            left.remove(same)
    right = len(expected) - len(missed)
    result.counts["targets"].add(Count(right, len(expected), len(found)))
    result.differences += _told("targets", "-", (tuple(target.values()) for target in missed))
    result.differences += _told("targets", "+", (tuple(target.values()) for target in left))


def same_target(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """True where task, amount, comparator and dates are the same, and the indicators alike."""
    (value, unit), (other_value, other_unit) = amount(one), amount(other)
    return (
        all(one[name] == other[name] for name in ("comparator", "due", "every"))
        and plain(one["task"]) == plain(other["task"])
        and unit == other_unit
        and abs(value - other_value) <= _TOLERANCE * max(1.0, abs(value) / 100)
        and alike(plain(one["indicator"]), plain(other["indicator"]))
    )


def amount(target: dict[str, Any]) -> tuple[float, str]:
    """Value and unit with 万 and 亿 of the unit in the value: 2万张 is 20000张."""
    value, unit = float(target["value"]), unicodedata.normalize("NFKC", target["unit"]).replace(" ", "")
    while unit and unit[0] in "十百千万亿":
        value, unit = value * UNITS[unit[0]], unit[1:]
    return value, unit


def alike(one: str, other: str) -> bool:
    """True where one name contains the other, or enough of their characters are the same."""
    if not one or not other:
        return one == other
    common = (Counter(one) & Counter(other)).total()
    return one in other or other in one or 2 * common / (len(one) + len(other)) >= ALIKE


def _told(kind: str, sign: str, items: Iterable[Item]) -> Iterator[str]:
    return (f"{sign} {kind} " + " | ".join(str(each) for each in item) for item in items)


def scores() -> dict[str, dict[str, Score]]:
    """The scores of all documents, by part and name."""
    return {part: {name: score(parse(read(path)), goal) for name, path, goal in documents(part)} for part in PARTS}


def total(parts: Iterable[Score]) -> dict[str, Count]:
    """The counts of several documents together."""
    sums = {kind: Count() for kind in KINDS}
    for part in parts:
        for kind, count in part.counts.items():
            sums[kind].add(count)
    return sums


def report(results: dict[str, dict[str, Score]]) -> str:
    """The tables: precision, recall and F1 of each part and of all; F1 of each document."""
    everything = [each for part in results.values() for each in part.values()]
    lines = _summary("all", total(everything))
    for name, part in results.items():
        lines += _summary(name, total(part.values()))[2:]
    lines += ["", f"| F1 | {' | '.join(KINDS)} |", f"| --- |{' --- |' * len(KINDS)}"]
    for kind_of_document, documents_ in results.items():
        for name, each in documents_.items():
            cells = [f"{each.counts[kind].f1:.3f}" for kind in KINDS]
            lines.append(f"| {kind_of_document}/{name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _summary(name: str, counts: dict[str, Count]) -> list[str]:
    lines = ["| part | of | expected | found | right | precision | recall | F1 |", f"|{' --- |' * 8}"]
    for kind, count in counts.items():
        numbers = f"{count.expected} | {count.found} | {count.right}"
        rates = f"{count.precision:.3f} | {count.recall:.3f} | {count.f1:.3f}"
        lines.append(f"| {name} | {kind} | {numbers} | {rates} |")
    return lines


def section(page: str) -> str:
    """What stands between the marks on the page."""
    return page.split(BEGIN, 1)[1].split(END, 1)[0].strip("\n")


def with_section(page: str, text: str) -> str:
    """The page with other words between the marks."""
    before, rest = page.split(BEGIN, 1)
    return f"{before}{BEGIN}\n{text}\n{END}{rest.split(END, 1)[1]}"


def main(names: list[str]) -> None:
    """Print the scores, or the differences of the documents that are named; with MZ_UPDATE, write the page."""
    results = scores()
    text = report(results)
    for part in results.values():
        for name, each in part.items():
            if name in names:
                sys.stdout.write("\n".join([f"== {name}", *each.differences]) + "\n")
    if not names:
        sys.stdout.write(text + "\n")
    if os.environ.get("MZ_UPDATE"):
        PAGE.write_text(with_section(PAGE.read_text(encoding="utf-8"), text), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
