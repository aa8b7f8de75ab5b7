"""Whom to remind (催报): offices that have not reported on their tasks, areas without figures of the period."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
