"""Extensions, acceptances and locks, period by period."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import TypeVar

from minzheng_cli.model.base import Part
from minzheng_cli.model.knowledge import KnowledgeBase
from minzheng_cli.model.progress import Acceptance, Extension, Lock
from minzheng_cli.query.compare.change import Change
from minzheng_cli.query.compare.fields import Thing, field_changes
from minzheng_cli.query.compare.names import Names
from minzheng_cli.query.compare.pairs import pair

P = TypeVar("P", bound=Part)


def closing_changes(before: KnowledgeBase, after: KnowledgeBase, names: Names) -> Iterator[Change]:
    """What was extended, judged or locked, and what of that was taken back."""
    yield from _changes(
        [each for file in before.progress.values() for each in file.extensions],
        [each for file in after.progress.values() for each in file.extensions],
        names,
        key=lambda each, told: (told("target", each.target), each.due, each.requested, bool(each.approval)),
        thing=lambda each: Thing("extension", each.target),
        said=_extended,
        label=lambda each: "批准延期" if each.approval else "申请延期",
    )
    yield from _changes(
        [each for file in before.progress.values() for each in file.acceptances],
        [each for file in after.progress.values() for each in file.acceptances],
        names,
        key=lambda each, told: (told("target", each.item), each.accepted, each.by),
        thing=lambda each: Thing("acceptance", each.item),
        said=_accepted,
        label=lambda _: "认定",
    )
    yield from _locks(before, after)


def _extended(each: Extension) -> str:
    """2023-06-30（会议纪要，2022-12-10）."""
    approval = "，".join(str(part) for part in (each.approval, each.approved) if part)
    return f"{each.due}（{approval or each.reason}）"


def _accepted(each: Acceptance) -> str:
    """达到（领导小组办公室，2023-01-20）."""
    return f"{each.verdict}（{each.by}，{each.accepted}）"


_Told = Callable[[str, str], object]
"""A name as the second state has it, by the field that holds it."""


def _changes(
    before: Sequence[P],
    after: Sequence[P],
    names: Names,
    *,
    key: Callable[[P, _Told], Hashable],
    thing: Callable[[P], Thing],
    said: Callable[[P], str],
    label: Callable[[P], str],
) -> Iterator[Change]:
    paired = pair(
        before,
        after,
        old_id=lambda each: key(each, lambda field, name: names.told(field, name, ())),
        new_id=lambda each: key(each, lambda _, name: name),
        text=said,
        only_by_id=True,
    )
    for each in paired.removed:
        yield thing(each).change("removed", f"删去{label(each)}", said(each))
    for each in paired.added:
        yield thing(each).change("added", label(each), None, said(each))
    for old, new in paired.both:
        yield from field_changes(thing(new), old, new, names, skip=("target", "item"))


def _locks(before: KnowledgeBase, after: KnowledgeBase) -> Iterator[Change]:
    old, new = ({file.period: file.locked for file in kb.progress.values() if file.locked} for kb in (before, after))
    for period in sorted({*old, *new}):
        if old.get(period) != new.get(period):
            yield _lock(period, old.get(period), new.get(period))


def _lock(period: str, old: Lock | None, new: Lock | None) -> Change:
    event, message = ("changed", "重新锁定") if old and new else ("added", "锁定") if new else ("removed", "解除锁定")
    said = (f"{each.on}（{each.seal}）" if each else None for each in (old, new))
    return Thing("lock", period).change(event, message, *said)
