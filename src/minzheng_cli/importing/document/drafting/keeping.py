"""What people have worked out by hand on an earlier import, for the words that are the same in the new document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from minzheng_cli.importing.document.drafting.dump import Value
from minzheng_cli.importing.document.drafting.noted import Note
from minzheng_cli.query.compare.pairs import pair

if TYPE_CHECKING:
    from minzheng_cli.importing.document.draft import Draft, FoundTarget, FoundTask
    from minzheng_cli.model.base import Part
    from minzheng_cli.model.org import OrgFile
    from minzheng_cli.model.plan import PlanFile, TextPassage
    from minzheng_cli.model.target import Commitment, NumberNote, Target, TargetsFile
    from minzheng_cli.model.task import Task, TasksFile

_SETTINGS = ("basis", "horizon", "tracking", "references")
_HEAD = ("notice", "number", "issuer", "addressees")
_OF_TASK = ("owners", "shared", "units", "basis")
_NAMED = ("indicator", "scope", "ratio", "note")
"""What a target is called, whatever its number."""
_DIGITS = re.compile(r"[\d.]+")
_FEW = 0.1
_NOT_OF_TARGET = frozenset({"id", "task", "measure", "quote"})


@dataclass(frozen=True)
class _Entry:
    """A task of either state, as they are compared."""

    id: str
    title: str
    sentences: str


def _id(entry: _Entry) -> str:
    return entry.id


def _title(entry: _Entry) -> str:
    return entry.title


def _words(entry: _Entry) -> str:
    return entry.title + entry.sentences


@dataclass(frozen=True)
class Kept:
    """The parts of the knowledge base there is; nothing for a first import."""

    tasks: TasksFile | None = None
    targets: TargetsFile | None = None
    org: OrgFile | None = None
    plan: PlanFile | None = None

    @cached_property
    def _targets_of(self) -> dict[str, list[Target]]:
        """The targets by their task's id."""
        found: dict[str, list[Target]] = {}
        for target in self.targets.targets if self.targets else ():
            found.setdefault(target.task, []).append(target)
        return found

    @property
    def recorded(self) -> tuple[str, ...]:
        """The words of the document that org.yaml holds: the leading group, its members and duties, the task forces."""
        if self.org is None or not self.org.setup:
            return ()
        values = self.org.model_dump(mode="python", exclude={"offices"})
        return tuple(dict.fromkeys(_strings(values)))

    def matched(self, tasks: Sequence[FoundTask]) -> dict[str, Task]:
        """Which task of the earlier knowledge base each new one is, by the new one's id; paired as `mz diff` pairs them."""
        if self.tasks is None:
            return {}
        old = [_Entry(task.id, task.title, "".join(each.text for each in task.measures)) for task in self.tasks.tasks]
        new = [_Entry(f"T{at}", task.title, "".join(task.sentences)) for at, task in enumerate(tasks, 1)]
        known = {task.id: task for task in self.tasks.tasks}
        paired = pair(old, new, old_id=_id, new_id=_id, text=_title, words=_words)
        return {after.id: known[before.id] for before, after in paired.both}

    def is_other_document(self, draft: Draft) -> bool:
        """True where neither title nor number are those of the plan there is, and hardly a sentence has stayed."""
        if self.plan is None or self.tasks is None:
            return False
        same = draft.head.title == self.plan.title or (draft.head.number or "") == self.plan.number
        texts = {measure.text for task in self.tasks.tasks for measure in task.measures}
        stayed = texts & {sentence for task in draft.tasks for sentence in task.sentences}
        titles = {task.title for task in self.tasks.tasks} & {task.title for task in draft.tasks}
        return not same and not titles and len(stayed) < _FEW * len(texts)

    def of_task(self, task: Task | None, assignment: str | None, deadline: str | None) -> dict[str, Value]:
        """Who answers for a task and by when, where those words have stayed."""
        if task is None:
            return {}
        owners = _said(task, _OF_TASK) if "\n".join(task.assigning) == (assignment or "") else {}
        return {**owners, **(_said(task, ("due",)) if task.deadline == deadline else {})}

    def of_targets(
        self, task: Task | None, targets: Sequence[FoundTarget], sentences: Sequence[str]
    ) -> tuple[list[dict[str, Value]], list[tuple[int, dict[str, Value]]]]:
        """What was made of the words of a task's targets, for each; and targets that people added, each with its sentence's number.

        A target is known again by its quote and number; by its quote alone, where its number was corrected; by its number,
        where its quote was made longer or shorter; by its quote but for the number, where the document has another now: then
        what it is called is kept, and not how much or by when.
        """
        left = list(self._targets_of.get(task.id, ())) if task else []
        known: list[Target | None] = [None] * len(targets)
        for is_same in (_same, _same_quote, _same_number, _same_words):
            for at, target in enumerate(targets):
                if known[at] is None and (old := next((each for each in left if is_same(each, target)), None)):
                    known[at] = old
                    left = [each for each in left if each is not old]
        made = [_made(old, target) if old else {} for old, target in zip(known, targets, strict=True)]
        return made, list(_added(left, sentences))

    def of_plan(self, title: str | None, drafted: Mapping[str, Value], text: str) -> dict[str, Value]:
        """What an earlier plan of the same title says that the new document doesn't gainsay.

        Its settings; words of its head that stand in the new text, or that were filled in where the text has none; kinds and
        headings of passages whose words have stayed.
        """
        if self.plan is None or self.plan.title != title:
            return {}
        kept = _said(self.plan, _SETTINGS)
        for name in _HEAD:
            old = getattr(self.plan, name)
            if old and (name not in drafted or old in text):
                kept[name] = old
        if "date" not in drafted or (self.plan.dated and self.plan.dated in text):
            kept |= _said(self.plan, ("date", "dated"))
        passages = {passage.text: passage for passage in self.plan.passages}
        drafts = drafted.get("passages")
        if isinstance(drafts, list):
            kept["passages"] = [_passage(each, passages) for each in drafts]
        return kept

    def notes(self, sentences: Mapping[str, str]) -> tuple[list[Note], list[Note]]:
        """Numbers and commitments that are noted as no targets, where their sentence has stayed; sentences → new ids."""
        if self.tasks is None or self.targets is None:
            return [], []
        texts = {measure.id: measure.text for task in self.tasks.tasks for measure in task.measures}

        def of(listed: Iterable[NumberNote | Commitment]) -> list[Note]:
            stayed = ((each, texts.get(each.measure, "")) for each in listed)
            return [Note(sentences[text], each.quote, each.reason) for each, text in stayed if text in sentences]

        return of(self.targets.numbers), of(self.targets.commitments)

    def slips(
        self, sentences: Mapping[str, str], passages: Mapping[str, str], titles: Mapping[str, str]
    ) -> list[Value]:
        """Slips of the original that people have noted, where the words that they stand in have stayed; each → its new id."""
        if self.plan is None or self.tasks is None:
            return []
        texts = {measure.id: measure.text for task in self.tasks.tasks for measure in task.measures}
        places = {
            **{name: sentences.get(text) for name, text in texts.items()},
            **{passage.id: passages.get(passage.text) for passage in self.plan.passages},
            **{task.id: titles.get(task.title) for task in self.tasks.tasks},
        }
        found = ((slip, places.get(slip.where)) for slip in self.plan.slips)
        return [{"where": where, "quote": slip.quote, "note": slip.note} for slip, where in found if where]


def _same(old: Target, new: FoundTarget) -> bool:
    return old.quote == new.quote and (float(old.value), old.unit, old.comparator) == (
        new.value,
        new.unit,
        new.comparator,
    )


def _same_quote(old: Target, new: FoundTarget) -> bool:
    return old.quote == new.quote


def _same_number(old: Target, new: FoundTarget) -> bool:
    is_within = old.quote in new.quote or new.quote in old.quote
    return is_within and (float(old.value), old.unit) == (new.value, new.unit)


def _same_words(old: Target, new: FoundTarget) -> bool:
    return old.unit == new.unit and _DIGITS.sub("", old.quote) == _DIGITS.sub("", new.quote)


def _made(old: Target, new: FoundTarget) -> dict[str, Value]:
    """All that was made of a target's words; the quote too where people have chosen another."""
    if not any(is_same(old, new) for is_same in (_same, _same_quote, _same_number)):
        return _said(old, _NAMED)
    fields = [name for name in type(old).model_fields if name not in _NOT_OF_TARGET]
    return {**_said(old, fields), **({"quote": old.quote} if old.quote != new.quote else {})}


def _added(left: Iterable[Target], sentences: Sequence[str]) -> Iterator[tuple[int, dict[str, Value]]]:
    """Targets that people have added to a task: those whose words still stand in one of its sentences."""
    for target in left:
        at = next((at for at, sentence in enumerate(sentences, 1) if target.quote in sentence), 0)
        if at:
            yield at, {**_said(target, [*type(target).model_fields][3:]), "quote": target.quote}


def _passage(drafted: Value, known: Mapping[str, TextPassage]) -> Value:
    old = known.get(str(drafted["text"])) if isinstance(drafted, dict) else None
    if old is None or not isinstance(drafted, dict):
        return drafted
    heading: dict[str, Value] = {"heading": old.heading} if old.heading else {}
    return {"id": drafted["id"], "kind": old.kind, **heading, "text": drafted["text"]}


def _strings(value: object) -> Iterator[str]:
    """All texts within a value, whatever holds them."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, tuple | list):
        for inner in value:
            yield from _strings(inner)


def _said(part: Part, names: Sequence[str]) -> dict[str, Value]:
    values = part.model_dump(mode="python", include=set(names), exclude_none=True, exclude_defaults=True)
    return {name: _plain(values[name]) for name in names if name in values}


def _plain(value: object) -> Value:
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items()}
    return value  # type: ignore[return-value]
