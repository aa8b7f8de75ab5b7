"""The day that an evaluation speaks of, and the day until which entries are known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from minzheng_cli.model.period import Period
    from minzheng_cli.model.plan import PlanFile


@dataclass(frozen=True)
class Moment:
    """`day` is spoken of; what was reported after `known` doesn't count; `period` is the one whose reports are owed.

    `owed` is the last day for which figures should be in by `known`, None while none are.
    """

    day: date
    known: date
    period: Period
    owed: date | None

    def has_passed(self, due: date) -> bool:
        """True where a date lies behind: before the day, or the day itself as seen from later."""
        return due < self.day or due == self.day < self.known


def today(plan: PlanFile, day: date) -> Moment:
    """A day as it is: all that is known on it, and the last period that has ended."""
    return Moment(day, day, plan.span.ended(day), _owed(plan, day))


def end_of(plan: PlanFile, period: Period, known: date) -> Moment:
    """The end of a period (or the day `known`, if that is earlier), with what was reported until `known`."""
    day = min(known, period.end)
    owed = _owed(plan, known)
    return Moment(day, known, period, min(owed, day) if owed else None)


def reports_due(plan: PlanFile, period: Period) -> date:
    """The last day on which a period's report is on time."""
    days = min(plan.tracking.report_days, (date.max - period.end).days)
    return period.end + timedelta(days=days)


def _owed(plan: PlanFile, known: date) -> date | None:
    periods = plan.span.until(known)
    return next((each.end for each in reversed(periods) if reports_due(plan, each) < known), None)
