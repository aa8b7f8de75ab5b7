"""targets.yaml: the targets of the tasks, the numbers that are none, the promises without a number."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate

from minzheng_cli.importing.document.draft import Draft, FoundTarget, FoundTask
from minzheng_cli.importing.document.drafting.dump import Value
from minzheng_cli.importing.document.drafting.homeless import homeless_questions
from minzheng_cli.importing.document.drafting.keeping import Kept
from minzheng_cli.importing.document.drafting.noted import (
    Note,
    Sentence,
    commitments,
    dated_promises,
    noted_questions,
    numbers,
)
from minzheng_cli.importing.document.drafting.undated import undated_questions
from minzheng_cli.importing.document.labels import Labels
from minzheng_cli.model.deadlines import Calendar, calendar
from minzheng_cli.model.task import Task


class Targets:
    """All of targets.yaml, what has to be asked, and the notes that nobody has looked at yet.

    A target that stands in no task, one of the plan's own goals, is a question. Numbers that are none, and promises without
    a number, are noted. The file's values are made when they are asked for: of a long plan they are large.
    """

    def __init__(self, draft: Draft, kept: Kept, matched: Mapping[str, Task]) -> None:
        self._draft, self._kept, self._matched = draft, kept, matched
        labels = Labels(draft.tasks)
        self._of_task: dict[int | None, list[FoundTarget]] = {}
        for target in draft.targets:
            self._of_task.setdefault(labels.owner(target), []).append(target)
        ids = {
            sentence: f"T{at}.{number}"
            for at, task in enumerate(draft.tasks, 1)
            for number, sentence in enumerate(task.sentences, 1)
        }
        answered = [(str(each["measure"]), str(each["quote"])) for each in self._found()]
        known = calendar(draft.head.title or "", draft.head.date)
        self._notes, self._promises, new = _notes(ids, answered, kept, known)
        self.noted = tuple(new)
        self.questions = (
            *homeless_questions(self._of_task.get(None, []), draft.tasks),
            *undated_questions(draft.tasks, self._of_task, known),
            *noted_questions(new),
        )

    def values(self) -> dict[str, Value]:
        """The file's values."""
        values: dict[str, Value] = {
            "targets": [*self._found()],
            "numbers": [note.value for note in self._notes],
            "commitments": [note.value for note in self._promises],
        }
        return {key: value for key, value in values.items() if value or key == "targets"}

    def _found(self) -> Iterator[dict[str, Value]]:
        for at, task in enumerate(self._draft.tasks):
            known = self._kept.of_targets(self._matched.get(f"T{at + 1}"), self._of_task.get(at, []), task.sentences)
            yield from _targets_of(task, f"T{at + 1}", self._of_task.get(at, []), known)


def _notes(
    ids: Mapping[str, str], targets: Sequence[tuple[str, str]], kept: Kept, known: Calendar
) -> tuple[list[Note], list[Note], list[Note]]:
    """Numbers and promises: those that people have noted before with those that their words tell; the latter alone."""
    noted, promised = kept.notes(ids)
    dated = dated_promises(_sentences(ids, [*targets, *_quotes([*noted, *promised])]), known)
    promises = [*dated, *commitments(_sentences(ids, [*targets, *_quotes([*promised, *dated])]))]
    notes = numbers(_sentences(ids, [*targets, *_quotes([*noted, *promised, *promises])]), known)
    order = {name: at for at, name in enumerate(ids.values())}
    new = _sorted([*notes, *promises], order)
    return _sorted([*noted, *notes], order), _sorted([*promised, *promises], order), new


def _sorted(notes: list[Note], order: Mapping[str, int]) -> list[Note]:
    return sorted(notes, key=lambda note: order.get(note.measure, 0))


def _quotes(notes: Iterable[Note]) -> list[tuple[str, str]]:
    return [(note.measure, note.quote) for note in notes]


def _sentences(ids: Mapping[str, str], answering: Iterable[tuple[str, str]]) -> list[Sentence]:
    """Every measure with the quotes (measure, words) that answer for what stands in it."""
    quotes: dict[str, list[str]] = {}
    for measure, quote in answering:
        quotes.setdefault(measure, []).append(quote)
    return [Sentence(name, text, tuple(quotes.get(name, ()))) for text, name in ids.items()]


def _targets_of(
    task: FoundTask,
    name: str,
    targets: Sequence[FoundTarget],
    kept: tuple[list[dict[str, Value]], list[tuple[int, dict[str, Value]]]],
) -> Iterator[dict[str, Value]]:
    known, added = kept
    where = _Sentences(task)
    for at, (target, values) in enumerate(zip(targets, known, strict=True), 1):
        yield {**_target(target, f"G{name[1:]}.{at}", name, where.of(target.quote)), **values}
    for number, (measure, values) in enumerate(added, len(targets) + 1):
        yield {"id": f"G{name[1:]}.{number}", "task": name, "measure": f"{name}.{measure}", **values}


class _Sentences:
    """In which sentence of a task words stand; asked in the order of the text, it looks on from the last answer."""

    def __init__(self, task: FoundTask) -> None:
        flat = ["".join(sentence.split()) for sentence in task.sentences]
        self._text = "".join(flat)
        self._starts = [*accumulate((len(each) for each in flat), initial=0)]
        self._at = 0

    def of(self, words: str) -> int:
        """The sentence's number; 1 where the words stand in none."""
        flat = "".join(words.split())
        at = self._text.find(flat, self._at)
        at = at if at >= 0 else self._text.find(flat)
        if at < 0:
            return 1
        self._at = at
        return bisect_right(self._starts, at)


def _target(target: FoundTarget, name: str, task: str, measure: int) -> dict[str, Value]:
    values: dict[str, Value | None] = {
        "id": name,
        "task": task,
        "measure": f"{task}.{measure}",
        "indicator": target.indicator,
        "comparator": target.comparator,
        "value": target.value,
        "unit": target.unit,
        "qualifier": target.qualifier,
        "due": target.due,
        "every": target.every,
        "basis": target.basis,
        "scope": target.scope,
        "quote": target.quote,
    }
    return {key: value for key, value in values.items() if value is not None}
