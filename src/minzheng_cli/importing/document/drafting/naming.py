"""Names of bodies as a document writes them → one name for each body, and the names that may mean the same one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from minzheng_cli.importing.document.draft import Draft, Question

if TYPE_CHECKING:
    from minzheng_cli.model.org import OrgFile

_WITHIN = re.compile(r"^(?:省厅|市局|县局|[本厅局委])(?=[^、，]{2,}(?:处|科|室|办|中心|站|队)(?:（[^）]*）)?$)")
"""What a department writes before the names of its own offices."""
_LIKE = 0.6
_MOST = 400
"""More names than this are not compared with one another."""
_KINDS = (
    (re.compile(r"^各|全[省市县区州]"), "各地"),
    (re.compile(r"党组|党委|机关党|工委$|纪委"), "党的机构"),
    (re.compile(r"[处科室](?:（[^）]*）)?$"), "处室"),
    (re.compile(r"(?:总会|协会|学会|基金会|联合会|商会)$"), "社会组织"),
)
_OTHER_KIND = "部门"


@dataclass(frozen=True)
class Body:
    """One body: its name in the knowledge base, what kind it seems to be, and the other ways in which it is written.

    Each way has the reason for taking it for the same body, None where it needs none.
    """

    name: str
    kind: str
    others: tuple[tuple[str, str | None], ...] = ()


@dataclass(frozen=True)
class Naming:
    """All bodies that own tasks, and which of them each written name means."""

    bodies: tuple[Body, ...]
    canonical: Mapping[str, str]
    questions: tuple[Question, ...]


def name_bodies(draft: Draft, known: OrgFile | None, text: str) -> Naming:
    """Bring the names together; `known` are the bodies that the same department has named before.

    Only names that stand in the `text` are taken over from there. What merely looks alike is a question.
    """
    lines = _first_lines(draft)
    canonical = {name: _canonical(name, known) for name in lines}
    bodies: dict[str, Body] = {}
    if known is not None:
        for office in known.offices:
            if office.name in text:
                others = tuple((other.name, other.basis) for other in office.names if other.name in text)
                bodies[office.name] = Body(office.name, office.kind, others)
    for written, name in canonical.items():
        body = bodies.setdefault(name, Body(name, kind_of(name)))
        if written != name and written not in {other for other, _ in body.others}:
            bodies[name] = Body(name, body.kind, (*body.others, (written, None)))
    questions = (*_prefixed(canonical, lines), *_alike(sorted(set(canonical.values())), lines, canonical))
    return Naming(tuple(bodies.values()), canonical, questions)


def kind_of(name: str) -> str:
    """What a body seems to be by its name."""
    return next((kind for pattern, kind in _KINDS if pattern.search(name)), _OTHER_KIND)


def _first_lines(draft: Draft) -> dict[str, int]:
    """Every owner's name, with the line of the first task that names it."""
    found: dict[str, int] = {}
    for task in draft.tasks:
        for owners in task.owners:
            for name in owners.names:
                found.setdefault(name, task.line)
    return found


def _canonical(written: str, known: OrgFile | None) -> str:
    name = known.canonical(written) if known else None
    return name or _WITHIN.sub("", written, count=1)


def _prefixed(canonical: Mapping[str, str], lines: Mapping[str, int]) -> Iterator[Question]:
    """Names that were taken for one, though the document writes them in two ways."""
    ways: dict[str, list[str]] = {}
    for written, name in canonical.items():
        ways.setdefault(name, []).append(written)
    for name, every in ways.items():
        if len(every) > 1:
            listed = "、".join(f"“{each}”" for each in every)
            yield Question(name, f"{listed}按同一单位“{name}”处理，对吗？", listed, lines[every[0]], 0.9)


def _alike(names: list[str], lines: Mapping[str, int], canonical: Mapping[str, str]) -> Iterator[Question]:
    """Pairs of names that may mean one body."""
    if len(names) > _MOST:
        return
    first = {name: min(line for written, line in lines.items() if canonical[written] == name) for name in names}
    for one, other in combinations(names, 2):
        if may_be_same(one, other):
            text = f"“{one}”和“{other}”是不是同一个单位？现在按两个单位录入"
            yield Question(f"{one}／{other}", text, f"“{one}”“{other}”", max(first[one], first[other]), 0.5)


def may_be_same(one: str, other: str) -> bool:
    """True for names of which one is the other with characters left out, or that have most pairs of characters in common."""
    short, long = sorted((one, other), key=len)
    if short[-1] != long[-1] or len(short) < 3 or short.startswith("各"):
        return False
    return _within(short, long) or _likeness(short, long) >= _LIKE


def _within(short: str, long: str) -> bool:
    rest = iter(long)
    return all(char in rest for char in short)


def _likeness(one: str, other: str) -> float:
    left, right = _pairs(one), _pairs(other)
    return 2 * len(left & right) / (len(left) + len(right))


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}


def unique(names: Iterable[str]) -> list[str]:
    """The names, each once, in their order."""
    return list(dict.fromkeys(names))
