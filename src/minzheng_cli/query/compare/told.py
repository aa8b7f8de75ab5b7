"""Changes as people read them: by section, what belongs together told as one, long words cut to what changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from minzheng_cli.query.compare import SECTIONS, Change
from minzheng_cli.query.compare.words import Segment

WARNING, ORDINARY = "警告", "一般"
ADVICE = "通知原文和目标值不应改动：请逐条对照通知原件核实；更正录入错误的，请在提交说明里写明依据。"

_MOST_TOLD = 8
_CONTEXT = 14
_ELLIPSIS = "……"
_NOTE = re.compile(r"（[^（）]*）$")


@dataclass(frozen=True)
class ChangeReport:
    """What changed from one state to another, and what each is called."""

    changes: tuple[Change, ...]
    before: str
    after: str
    demonstration: str | None = None
    advice: str = ADVICE
    """What to do about changes of the plan's own words and values."""

    @property
    def warnings(self) -> tuple[Change, ...]:
        """Changes of the plan's own words and values."""
        return tuple(change for change in self.changes if change.warning)

    @property
    def states(self) -> str:
        """Both states by name."""
        return f"“{self.before}”与“{self.after}”"

    @property
    def summary(self) -> str:
        """How many changes, and how many of them touch the plan's own words."""
        if not self.changes:
            return f"{self.states}相比，没有变化。"
        grave = f"，其中{len(self.warnings)}处改动了通知原文或目标值（{WARNING}）" if self.warnings else ""
        return f"{self.states}相比，共{len(self.changes)}处变化{grave}。"


def sections(changes: Sequence[Change]) -> Iterator[tuple[str, list[Change]]]:
    """The changes as people read them: by section, and what belongs together told as one."""
    for section in dict.fromkeys(SECTIONS.values()):
        inside = [change for change in changes if change.section == section]
        if inside:
            yield section, list(_together(inside))


def level(change: Change) -> str:
    """How grave a change is."""
    return WARNING if change.warning else ORDINARY


def shortened(words: Sequence[Segment]) -> Iterator[Segment]:
    """The words, with long stretches that stayed cut down to what stands beside a change."""
    last = len(words) - 1
    for at, (op, text) in enumerate(words):
        head = text[:_CONTEXT] if at > 0 else ""
        tail = text[-_CONTEXT:] if at < last else ""
        is_long = op == "=" and len(text) > len(head) + len(tail) + 2 * len(_ELLIPSIS)
        yield Segment(op, f"{head}{_ELLIPSIS}{tail}" if is_long else text)


def visible(text: str) -> str:
    """Text that is nothing but blanks, so that it can be seen."""
    return text if text.strip() else re.sub(r"\n", "［换行］", re.sub(r"[^\n]", "［空格］", text))


def _together(changes: Sequence[Change]) -> Iterator[Change]:
    for (kind, within), group in groupby(changes, key=lambda change: (change.kind, change.within)):
        members = list(group)
        if within and len(members) > 1:
            yield _listed(members)
        elif kind.endswith(".renumbered"):
            yield from _runs(members)
        else:
            yield from members


def _listed(members: Sequence[Change]) -> Change:
    """Many values of one thing as one change: 长春市8/11（2022-06-30），……."""
    first = members[0]
    return replace(
        first,
        message=f"{first.message}{len(members)}条",
        before=_enumerated([(each.about, each.before) for each in members if each.before]),
        after=_enumerated([(each.about, each.after) for each in members if each.after]),
        about="",
    )


def _enumerated(values: Sequence[tuple[str, str]]) -> str | None:
    """Names with their values; a note in brackets that all end with is told once."""
    if not values:
        return None
    notes = {found[0] if (found := _NOTE.search(value)) else "" for _, value in values}
    note = notes.pop() if len(notes) == 1 else ""
    told = "，".join(f"{name}{value.removesuffix(note)}" for name, value in values[:_MOST_TOLD])
    rest = f"{_ELLIPSIS}等{len(values)}个" if len(values) > _MOST_TOLD else ""
    return f"{told}{rest}{note}"


def _runs(members: Sequence[Change]) -> Iterator[Change]:
    """Renumbered things one after the other as one: T4至T14 became T3至T13."""
    run: list[Change] = []
    for change in members:
        if run and not _follows(run[-1], change):
            yield _as_one(run)
            run = []
        run.append(change)
    if run:
        yield _as_one(run)


def _follows(one: Change, other: Change) -> bool:
    pairs = ((one.before, other.before), (one.after, other.after))
    return all(_number(second) == (_number(first)[0], _number(first)[1] + 1) for first, second in pairs)


def _number(name: str | None) -> tuple[str, int]:
    """T6.2 as T6. and 2."""
    match = re.fullmatch(r"(.*?)(\d+)", name or "")
    return (match[1], int(match[2])) if match else (name or "", -1)


def _as_one(run: Sequence[Change]) -> Change:
    first, last = run[0], run[-1]
    if first is last:
        return first
    return replace(
        first,
        ref=f"{first.ref}至{last.ref}",
        message=f"{first.message}（{len(run)}个）",
        before=f"{first.before}至{last.before}",
        after=f"{first.after}至{last.after}",
        about="",
    )
