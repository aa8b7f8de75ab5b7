"""Where in the document the things of a knowledge base stand, by their ids: the line, and the words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from minzheng_cli.importing.document.draft import Draft, FoundTarget, FoundTask
from minzheng_cli.importing.document.labels import Labels
from minzheng_cli.model.source import Source

_ID = re.compile(r"([TG])(\d+)(?:\.(\d+))?(?=$|\.)")
_AROUND = 2000
"""So many characters farther than it should stand a sentence is looked for, for what stands between a task's sentences."""
_MISSED = 20_000
"""Over so many characters of sentences that were not found the next one is looked for at most."""


@dataclass(frozen=True)
class Place:
    """A task, one of its sentences or targets: its id, the task's place in the draft, the line and the words."""

    name: str
    task: int
    line: int
    words: str


class Whereabouts:
    """Looks up ids (T3, T3.2, G3.1). Time grows with the length of the tasks that are asked for."""

    def __init__(self, draft: Draft, source: Source) -> None:
        self.labels = Labels(draft.tasks)
        self._tasks, self._source = draft.tasks, source
        self._targets: dict[int, list[FoundTarget]] = {}
        for target in draft.targets:
            at = self.labels.owner(target)
            if at is not None:
                self._targets.setdefault(at, []).append(target)
        self._lines: dict[int, list[int]] = {}

    def of(self, name: str) -> Place | None:
        """The place of an id, or of what begins with one (T3.2.text); None where the draft has no such thing."""
        found = _ID.match(name)
        at = int(found[2]) - 1 if found else -1
        if found is None or not 0 <= at < len(self._tasks):
            return None
        task, number = self._tasks[at], int(found[3] or 0)
        if not number:
            return Place(found[0], at, task.line, task.title)
        if found[1] == "G":
            targets = self._targets.get(at, [])
            if number > len(targets):
                return None
            target = targets[number - 1]
            return Place(found[0], at, target.line, f"{target.aim}")
        words = task.sentences or (task.quote or task.title,)
        return Place(found[0], at, self._line(at, number), words[number - 1]) if number <= len(words) else None

    def targets(self, at: int) -> Sequence[FoundTarget]:
        """A task's targets, in the order of their ids."""
        return self._targets.get(at, ())

    def _line(self, at: int, number: int) -> int:
        if at not in self._lines:
            self._lines[at] = list(self._lines_of(self._tasks[at]))
        lines = self._lines[at]
        return lines[number - 1] if number <= len(lines) else self._tasks[at].line

    def _lines_of(self, task: FoundTask) -> Iterator[int]:
        """The line of each sentence; the one before's for a sentence that a table's cells break."""
        flat, at = self._source.flat, self._source.offset_of(task.line)
        line, missed = task.line, 0
        for sentence in task.sentences:
            found = flat.find(sentence, at, at + min(missed, _MISSED) + len(sentence) + _AROUND)
            missed += len(sentence)
            if found >= 0:
                at, line, missed = found + len(sentence), self._source.line_at(found), 0
            yield line
