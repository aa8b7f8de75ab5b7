"""Reports and observations, period by period."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from minzheng_cli.model.knowledge import KnowledgeBase
from minzheng_cli.model.progress import Observation, Report
from minzheng_cli.query.compare.change import Change
from minzheng_cli.query.compare.fields import Thing, field_changes
from minzheng_cli.query.compare.names import Names
from minzheng_cli.query.compare.pairs import Paired, pair

E = TypeVar("E", Report, Observation)


@dataclass(frozen=True)
class _Entry(Generic[E]):
    """An entry with its period."""

    period: str
    item: E


def report_changes(before: KnowledgeBase, after: KnowledgeBase, names: Names) -> Iterator[Change]:
    """Reports that came, went or were changed."""
    now = [_Entry(file.period, report) for file in after.progress.values() for report in file.reports]
    tasks, offices = {entry.item.task for entry in now}, {entry.item.office for entry in now}
    paired = _paired(
        [_Entry(file.period, report) for file in before.progress.values() for report in file.reports],
        now,
        old_id=lambda e: (
            e.period,
            names.told("task", e.item.task, tasks),
            names.told("office", e.item.office, offices),
        ),
        new_id=lambda e: (e.period, e.item.task, e.item.office),
    )
    for entry in paired.removed:
        yield _report(entry).change("removed", f"删去工作进展（{entry.item.status}）", entry.item.done)
    for entry in paired.added:
        message = f"{'更正' if entry.item.corrects else '新增'}工作进展（{entry.item.status}）"
        yield _report(entry).change("added", message, None, entry.item.done)
    for old, new in paired.both:
        yield from field_changes(_report(new), old.item, new.item, names, skip=("task", "office"))


def _report(entry: _Entry[Report]) -> Thing:
    return Thing("report", f"{entry.period} {entry.item.task}", entry.item.office)


def observation_changes(before: KnowledgeBase, after: KnowledgeBase, names: Names) -> Iterator[Change]:
    """Observations that came, went or were corrected; a corrected day is a correction, too."""
    areas = {area.code: area.name for kb in (before, after) for area in kb.areas.areas}
    units = {target.id: target.unit for kb in (before, after) for target in kb.targets.targets}

    def key(entry: _Entry[Observation], target: object) -> Hashable:
        return (entry.period, target, entry.item.area)

    def thing(entry: _Entry[Observation]) -> Thing:
        ref = f"{entry.period} {entry.item.target}"
        return Thing("observation", ref, areas.get(entry.item.area, entry.item.area), within=ref)

    def value(entry: _Entry[Observation]) -> str:
        return _said(entry.item, units.get(entry.item.target, ""))

    now = [_Entry(file.period, seen) for file in after.progress.values() for seen in file.observations]
    targets = {entry.item.target for entry in now}
    paired = _paired(
        [_Entry(file.period, seen) for file in before.progress.values() for seen in file.observations],
        now,
        old_id=lambda entry: key(entry, names.told("target", entry.item.target, targets)),
        new_id=lambda entry: key(entry, entry.item.target),
        day=lambda entry: entry.item.as_of.isoformat(),
    )
    for entry in paired.removed:
        yield thing(entry).change("removed", "删去指标数据", value(entry))
    for entry in paired.added:
        yield thing(entry).change("added", "另记更正" if entry.item.corrects else "新增指标数据", None, value(entry))
    for old, new in paired.both:
        if value(old) != value(new):
            yield thing(new).change("corrected", "更正指标数据", value(old), value(new))
        done = ("target", "area", "as_of", "value", "numerator", "denominator")
        yield from field_changes(thing(new), old.item, new.item, names, skip=done)


def _said(seen: Observation, unit: str) -> str:
    """8/11（2022-06-30）, or 35%（2022-06-30）."""
    parts = [f"{seen.value:.12g}{unit}"] if seen.value is not None else []
    if seen.numerator is not None or seen.denominator is not None:
        above, below = ("—" if n is None else str(n) for n in (seen.numerator, seen.denominator))
        parts.append(f"{above}/{below}")
    return f"{'，'.join(parts) or '无数值'}（{seen.as_of.isoformat()}）"


def _paired(
    before: Sequence[_Entry[E]],
    after: Sequence[_Entry[E]],
    *,
    old_id: Callable[[_Entry[E]], Hashable],
    new_id: Callable[[_Entry[E]], Hashable],
    day: Callable[[_Entry[E]], str] = lambda _: "",
) -> Paired[_Entry[E]]:
    """Entries with the same id and day, then with the same id: never by likeness, for another's report is another."""
    return pair(before, after, old_id=old_id, new_id=new_id, text=day, only_by_id=True)
