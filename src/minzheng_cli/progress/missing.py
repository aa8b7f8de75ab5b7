"""Whom to remind (催报): offices that have not reported on their tasks, areas without figures of the period."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from minzheng_cli.progress.rolling import counted_in_counties, newest, roll_up

if TYPE_CHECKING:
    from minzheng_cli.model.target import Target
    from minzheng_cli.progress.status import Frame
    from minzheng_cli.progress.tasks import TaskStatus


@dataclass(frozen=True)
class Reminder:
    """What one office (by canonical name) or area (by code) owes: ids of tasks or targets; `days` past the date, below 0 before it."""

    kind: str
    name: str
    items: tuple[str, ...]
    due: date
    days: int


def reminders(tasks: Iterable[TaskStatus], frame: Frame, due: date, order: Iterable[str]) -> Iterator[Reminder]:
    """Offices in the order of the tasks, then areas in the order of the register (`order`, of codes)."""
    tasks = list(tasks)
    days = (frame.moment.known - due).days
    offices: dict[str, list[str]] = {}
    areas: dict[str, list[str]] = {}
    for task in tasks:
        for each in task.reports:
            if each.report is None:
                offices.setdefault(each.office, []).append(task.task.id)
        for status in task.targets:
            for code in without_figures(status.target, frame):
                areas.setdefault(code, []).append(status.target.id)
    for office, items in offices.items():
        yield Reminder("office", office, tuple(items), due, days)
    for code in order:
        if code in areas:
            yield Reminder("area", code, tuple(areas[code]), due, days)


@dataclass(frozen=True)
class Due:
    """A figure that one area (by code) was asked for in a period; `given_on` is the day it came, None where it didn't.

    `late` says that this was after the period's last day for reports.
    """

    target: str
    area: str
    given_on: date | None = None
    late: bool = False


def figures_due(
    target: Target, frame: Frame, due: date, first_said: Mapping[tuple[object, ...], date]
) -> Iterator[Due]:
    """What each area owed on a target in the period; areas for which one above has reported owe nothing.

    `first_said` gives the day on which a figure (by its key) came, whatever corrected it later.
    """
    missing = without_figures(target, frame)
    yield from (Due(target.id, code) for code in missing)
    start, end = frame.moment.period.start, frame.moment.period.end
    seen = frame.entries.observations.get(target.id, ())
    for each in newest(each for each in seen if start <= each.as_of <= end).values():
        if each.area not in missing and _is_asked(target, each.area, frame):
            given = first_said.get(each.key, each.said_on)
            yield Due(target.id, each.area, given, given > due)


def _is_asked(target: Target, area: str, frame: Frame) -> bool:
    """True for an area that is asked for figures of its own; false for a sum that says nothing of each county."""
    return area in frame.tree.counties or (area in frame.tree.inner and not counted_in_counties(target))


def without_figures(target: Target, frame: Frame) -> tuple[str, ...]:
    """Codes of the areas that have no figure of the period, neither themselves nor in one of an area above.

    Where only the province has ever reported the target, it is the province's to report.
    """
    tree, start, end = frame.tree, frame.moment.period.start, frame.moment.period.end
    seen = frame.entries.observations.get(target.id, ())
    now = newest(each for each in seen if start <= each.as_of <= end)
    reporting = {each.area for each in seen}
    if rolled := roll_up(target, now, tree, reporting):
        return rolled.missing
    if reporting == {tree.top} and tree.top and not counted_in_counties(target):
        return (tree.top,)
    return tuple(code for _, inner in tree.asked(target, reporting) for code in inner)
