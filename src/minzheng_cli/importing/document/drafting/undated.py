"""Targets without a deadline that stand beside a date: one question for all, with the words of each date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from minzheng_cli.importing.document.draft import FoundTarget, FoundTask, Question
from minzheng_cli.model.deadlines import Calendar, deadlines

_OPEN = 0.4
_NEAR = 400
"""Characters on either side in which a date is looked for."""


@dataclass(frozen=True)
class _Near:
    """A date close by: where it stands, its words, the day."""

    place: str
    words: str
    day: date

    @property
    def basis(self) -> str:
        """What it would be as the basis of a deadline."""
        return f"{self.place}写明“{self.words}”"


def undated_questions(
    tasks: Sequence[FoundTask], targets: Mapping[int | None, Sequence[FoundTarget]], known: Calendar
) -> list[Question]:
    """One question for the targets of the tasks (by a task's place) that have no date, though one stands close by.

    Close by is the rest of the sentence (behind the target up to a semicolon), the sentence before, the task's title, its
    deadline, the heading above.
    """
    found = [
        (target.line, f"G{at + 1}.{number}“{target.aim}”（原文第{target.line}行）：{near.basis}", near)
        for at, task in enumerate(tasks)
        for number, target, near in _beside_dates(task, targets.get(at, ()), known)
    ]
    if not found:
        return []
    text = (
        f"下列{len(found)}个目标没有写期限，报告里会写“未写期限”；但旁边有日期，管不管它，要人来定。管的，在targets.yaml的这个目标里"
        "补due（期限）和basis（依据）；不管的，不写，打勾即可"
    )
    first = found[0][2]
    example = f"due: {first.day}\nbasis: {first.basis}"
    return [Question("没有期限的目标", text, "", found[0][0], _OPEN, tuple(item for _, item, _ in found), example)]


def _beside_dates(
    task: FoundTask, targets: Sequence[FoundTarget], known: Calendar
) -> Iterator[tuple[int, FoundTarget, _Near]]:
    left = [(number, target) for number, target in enumerate(targets, 1) if not target.due and not target.every]
    if not left:
        return
    above = [("任务的完成时限", task.deadline or ""), ("任务标题", task.title), ("上面的标题", task.group or "")]
    at = 0
    for number, target in left:
        at = next((place for place in range(at, len(task.sentences)) if target.quote in task.sentences[place]), at)
        own = task.sentences[at] if task.sentences else ""
        front, _, back = own.partition(target.quote)
        places = [
            ("同一句", front[-_NEAR:]),
            ("同一句", back[:_NEAR].partition("；")[0]),
            ("上一句", task.sentences[at - 1][-_NEAR:] if at else ""),
            *above,
        ]
        near = next((found for place, words in places if (found := _near(place, words, known))), None)
        if near:
            yield number, target, near


def _near(place: str, words: str, known: Calendar) -> _Near | None:
    """The last date that words name, of those that aren't past; None where they name none."""
    first = known.issued.year if known.issued else known.year or 0
    dated = [each for each in deadlines(words, known) if each.day and each.day.year >= first]
    if not dated or dated[-1].day is None:
        return None
    start = dated[-1].start - 1 if words[dated[-1].start - 1 : dated[-1].start] in ("到", "至") else dated[-1].start
    return _Near(place, words[start : dated[-1].end], dated[-1].day)
