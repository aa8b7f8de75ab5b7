"""What people have worked out by hand on an earlier import, for the words that are the same in the new document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from minzheng_cli.importing.document.drafting.dump import Value
from minzheng_cli.importing.document.drafting.noted import Note

if TYPE_CHECKING:
    from minzheng_cli.model.base import Part
    from minzheng_cli.model.org import OrgFile
    from minzheng_cli.model.plan import PlanFile
    from minzheng_cli.model.target import Commitment, NumberNote, Target, TargetsFile
    from minzheng_cli.model.task import Task, TasksFile

_OF_PLAN = ("horizon", "tracking", "references")
_OF_TASK = ("owners", "shared", "units")
_NOT_OF_TARGET = frozenset({"id", "task", "measure", "quote"})


@dataclass(frozen=True)
class Kept:
    """The parts of the knowledge base there is; nothing for a first import."""

    tasks: TasksFile | None = None
    targets: TargetsFile | None = None
    org: OrgFile | None = None
    plan: PlanFile | None = None
    _titles: dict[str, Task] = field(default_factory=dict, init=False)
    _quotes: dict[tuple[str, str], Target] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        """Look tasks up by their title, targets by their quote and their task's title."""
        titles = {task.id: task.title for task in self.tasks.tasks} if self.tasks else {}
        self._titles.update({task.title: task for task in self.tasks.tasks} if self.tasks else {})
        for target in self.targets.targets if self.targets else ():
            self._quotes[titles.get(target.task, ""), target.quote] = target

    def of_task(self, title: str, assignment: str | None) -> dict[str, Value]:
        """Who answers for a task, where its title and assignment have stayed."""
        task = self._titles.get(title)
        return _said(task, _OF_TASK) if task and task.assignment == assignment else {}

    def of_target(self, title: str, quote: str) -> dict[str, Value]:
        """All that was made of a target's words, where these have stayed."""
        target = self._quotes.get((title, quote))
        return _said(target, [n for n in type(target).model_fields if n not in _NOT_OF_TARGET]) if target else {}

    def of_plan(self, title: str | None) -> dict[str, Value]:
        """The settings of an earlier plan of the same title."""
        return _said(self.plan, _OF_PLAN) if self.plan and self.plan.title == title else {}

    def more_targets(
        self, title: str, found: set[str], sentences: tuple[str, ...]
    ) -> Iterator[tuple[int, dict[str, Value]]]:
        """Targets that people have added to a task: those whose words still stand in one of its sentences, with its number."""
        for (task, quote), target in self._quotes.items():
            if task == title and quote not in found:
                at = next((at for at, sentence in enumerate(sentences, 1) if quote in sentence), 0)
                if at:
                    yield at, {**_said(target, [*type(target).model_fields][3:]), "quote": quote}

    def notes(self, sentences: Mapping[str, str]) -> tuple[list[Note], list[Note]]:
        """Numbers and commitments that are noted as no targets, where their sentence has stayed; sentences → new ids."""
        if self.tasks is None or self.targets is None:
            return [], []
        texts = {measure.id: measure.text for task in self.tasks.tasks for measure in task.measures}

        def of(listed: Iterable[NumberNote | Commitment]) -> list[Note]:
            stayed = ((each, texts.get(each.measure, "")) for each in listed)
            return [Note(sentences[text], each.quote, each.reason) for each, text in stayed if text in sentences]

        return of(self.targets.numbers), of(self.targets.commitments)


def _said(part: Part, names: tuple[str, ...] | list[str]) -> dict[str, Value]:
    values = part.model_dump(mode="python", include=set(names), exclude_none=True, exclude_defaults=True)
    return {name: _plain(values[name]) for name in names if name in values}


def _plain(value: object) -> Value:
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items()}
    return value  # type: ignore[return-value]
