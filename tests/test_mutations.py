"""No fact can be changed without `mz check` naming the line: every scalar of every data file is spoiled in turn.

By default a few characters of each scalar; with MZ_EXHAUSTIVE=1 every character.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from minzheng_cli.cli.check import check_base
from minzheng_cli.diagnostics import Diagnostic
from minzheng_cli.model.ref import Path as Steps
from minzheng_cli.store.files import REQUIRED
from minzheng_cli.store.places import Places, Span
from tests.conftest import DATA

EXHAUSTIVE = bool(os.environ.get("MZ_EXHAUSTIVE"))

EDITORS_WORDS = {"note", "reason", "basis", "near_days", "behind_percent", "report_days"}
"""Fields in the editors' own words, and thresholds of their own choice: nothing to compare them with."""

Scalar = tuple[Steps, Span]


def scalars(text: str) -> list[Scalar]:
    """Every scalar of a file with the steps to it, keys left out."""
    found: list[Scalar] = []
    places = Places(text)

    def walk(node: object, steps: Steps) -> None:
        value = getattr(node, "value", None)
        if not isinstance(value, list):
            found.append((steps, places.value(steps)))
        elif getattr(node, "id", "") == "mapping":
            for key, inner in value:
                walk(inner, (*steps, str(key.value)))
        else:
            for position, inner in enumerate(value):
                walk(inner, (*steps, position))

    walk(places.root, ())
    return [(steps, span) for steps, span in found if steps[-1] not in EDITORS_WORDS]


def another(char: str) -> str:
    """A character of the same kind that is not this one."""
    if char.isdecimal():
        return str((int(char) + 1) % 10)
    if char.isascii() and char.isalpha():
        return "b" if char != "b" else "c"
    return {">": "<", "<": ">", "=": "<"}.get(char, "某")


def positions(span: Span, text: str) -> list[int]:
    """Offsets of the characters to spoil: all, or the first, the middle and the last."""
    inner = [i for i in range(span.start, span.end) if text[i] not in "\"' \n"]
    return inner if EXHAUSTIVE else sorted({inner[0], inner[len(inner) // 2], inner[-1]})


@dataclass(frozen=True)
class Spoiled:
    """A file with one character changed."""

    file: str
    steps: Steps
    line: int
    text: str


def spoiled_files(file: str) -> Iterator[Spoiled]:
    text = (DATA / file).read_text(encoding="utf-8")
    for steps, span in scalars(text):
        for offset in positions(span, text):
            changed = text[:offset] + another(text[offset]) + text[offset + 1 :]
            line = text.count("\n", 0, offset) + 1
            yield Spoiled(file, steps, line, changed)


def named(diagnostics: tuple[Diagnostic, ...], file: str, line: int) -> bool:
    """True where a diagnostic stands at the line, or names it."""
    return any(
        (d.location.file == file and d.location.line == line) or f"{file}第{line}行" in d.message for d in diagnostics
    )


@pytest.mark.parametrize("file", REQUIRED)
def test_one_changed_character_is_found_at_its_line(file: str, base: Path) -> None:
    missed = []
    for spoiled in spoiled_files(file):
        (base / file).write_text(spoiled.text, encoding="utf-8")
        diagnostics = check_base(base).diagnostics
        if not named(diagnostics, file, spoiled.line):
            missed.append((spoiled.steps, spoiled.line, [(d.code, d.location.line, d.message) for d in diagnostics]))
    assert not missed, missed[:10]


def items(text: str) -> list[tuple[Steps, int, int, int]]:
    """Every item of every list: its steps, the offsets of its text with its line or comma, and its line."""
    found: list[tuple[Steps, int, int, int]] = []
    places = Places(text)

    def walk(node: object, steps: Steps) -> None:
        value = getattr(node, "value", None)
        if not isinstance(value, list):
            return
        if getattr(node, "id", "") == "mapping":
            for key, inner in value:
                walk(inner, (*steps, str(key.value)))
            return
        for position, inner in enumerate(value):
            span = places.value((*steps, position))
            found.append(((*steps, position), *item_bounds(text, span, flow=bool(node.flow_style)), span.line))  # type: ignore[attr-defined]
            walk(inner, (*steps, position))

    walk(places.root, ())
    return found


def item_bounds(text: str, span: Span, *, flow: bool) -> tuple[int, int]:
    """Where to cut so that what is left is a list with one item less."""
    if flow:
        end = text.find(",", span.end, span.end + 2)
        if end >= 0:
            return span.start, end + 2
        start = text.rfind(",", span.start - 2, span.start)
        return (start, span.end) if start >= 0 else (span.start, span.end)
    start = text.rfind("\n", 0, span.start) + 1
    end = span.end if text[span.end - 1] == "\n" else text.find("\n", span.end) + 1
    return start, end


UNANSWERED = {
    "slips": "a slip is the editors' remark; nothing in the notice asks for it",
    "names": "another name is needed only where the data uses it",
    "lights": "a status without a colour of its own is shown in the usual one",
}
NAMES = ("“三留守”人员", "村“两委”班子")
"""Names that the shipped data explains though no rule takes them for numbers."""
"""Lists whose items may go without a finding, and why."""


@pytest.mark.parametrize("file", REQUIRED)
def test_a_removed_item_is_found_where_it_was(file: str, base: Path) -> None:
    text = (DATA / file).read_text(encoding="utf-8")
    missed = []
    for steps, start, end, line in items(text):
        if any(step in UNANSWERED for step in steps) or any(
            name in text[start:end] for name in NAMES if steps[0] == "numbers"
        ):
            continue
        (base / file).write_text(text[:start] + text[end:], encoding="utf-8")
        if not check_base(base).diagnostics:
            missed.append((steps, line))
    assert not missed, missed
