"""What was found in a document: tasks, owners, targets, each with its words, its place and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Role = Literal["牵头", "配合", "负责", "责任单位"]
"""What an owner does: leads, supports, answers for it (责任处室, or nothing said), carries it out (责任单位)."""


_ASKS = {">=": "不低于", "<=": "不超过", "==": "为"}


@dataclass(frozen=True, slots=True)
class Head:
    """The document itself; None for what it doesn't say."""

    title: str | None = None
    number: str | None = None
    issuer: str | None = None
    date: date | None = None
    addressees: str | None = None


@dataclass(frozen=True, slots=True)
class Owners:
    """Names in one role, as the document writes them, in its order."""

    role: Role
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FoundTask:
    """A task: its own number as the document writes it (`1`, `一`, `（二）`, `第三条`), its words and sentences.

    `deadline` is the task's own as the document words it, `due` the last day that it names; `group` the heading that it
    stands under.
    """

    number: str
    title: str
    owners: tuple[Owners, ...]
    deadline: str | None
    quote: str
    line: int
    sentences: tuple[str, ...] = ()
    group: str | None = None
    assignment: str | None = None
    confidence: float = 1.0
    due: date | None = None


@dataclass(frozen=True, slots=True)
class FoundTarget:
    """A quantified target; `task` is its task's number, `due` the last day, `every` "year" or None.

    `basis` says where the date comes from, where the quote doesn't name it with its year.
    """

    task: str
    indicator: str
    comparator: Literal[">=", "<=", "=="]
    value: float
    unit: str
    due: date | None
    every: Literal["year"] | None
    quote: str
    line: int
    confidence: float
    qualifier: str | None = None
    scope: str | None = None
    basis: str | None = None

    @property
    def aim(self) -> str:
        """What it asks for in words: 护理型床位占比不低于50%."""
        return f"{self.indicator}{_ASKS[self.comparator]}{self.value:.12g}{self.unit}"


@dataclass(frozen=True, slots=True)
class Question:
    """What a person has to decide; `about` names the task, target or body.

    `line` is that of the quote; where there is none, nothing of the document is meant. `items` are what it asks of, one by one;
    `example` is how an answer is written down, where that is more than a word.
    """

    about: str
    text: str
    quote: str
    line: int
    confidence: float
    items: tuple[str, ...] = ()
    example: str = ""

    @property
    def whole(self) -> str:
        """The question in one line, with what it asks of."""
        return f"{self.text}：{'；'.join(self.items)}" if self.items else self.text


@dataclass(frozen=True, slots=True)
class Draft:
    """All that was found. A document without tasks has none, and `questions` then says so."""

    head: Head
    tasks: tuple[FoundTask, ...]
    targets: tuple[FoundTarget, ...]
    questions: tuple[Question, ...] = ()
