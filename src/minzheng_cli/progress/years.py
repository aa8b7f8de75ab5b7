"""A target that recurs: each year for itself, the day's year in front."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from minzheng_cli.progress.line import Forecast, Point
from minzheng_cli.progress.rolling import history
from minzheng_cli.progress.schedule import Standing, schedule
from minzheng_cli.progress.status import Frame, TargetStatus, YearStatus, evidence_of
from minzheng_cli.progress.verdict import (
    forecast_of,
    is_behind,
    is_lacking,
    judgement,
    line_to,
    measured_on,
    reached_by,
    way_of,
)

if TYPE_CHECKING:
    from minzheng_cli.model.progress import Acceptance, Observation
    from minzheng_cli.model.target import Target
    from minzheng_cli.progress.moment import Moment
    from minzheng_cli.progress.rolling import Rolled


def yearly(found: TargetStatus, seen: Sequence[Observation], frame: Frame) -> TargetStatus:
    """The status of the day's year, with all years since the first figures beside it.

    While nothing is owed for the new year yet, the schedule is that of the year before.
    """
    day = frame.moment.day
    by_year: dict[int, list[Observation]] = {}
    for each in seen:
        by_year.setdefault(each.as_of.year, []).append(each)
    years = [
        _year(found.target, year, by_year.get(year, []), frame)
        for year in range(min(by_year, default=day.year), day.year + 1)
    ]
    current, points = years[-1], history(found.target, by_year.get(day.year, ()), frame.tree)
    speaks = current if len(years) == 1 or _is_owed(current, frame.moment) else years[-2]
    given = current.rolled.evidence if current.rolled else None
    accepted = _acceptance(found.target, day.year, frame)
    return replace(
        found,
        rolled=current.rolled,
        reached=current.reached,
        running=current.running,
        expected=current.expected,
        measured_on=measured_on(current.rolled, frame.moment) if current.expected is not None else None,
        schedule=speaks.schedule,
        evidence=evidence_of(given, accepted),
        acceptance=accepted,
        forecast=None if current.reached else _within_the_year(found.target, points, day.year),
        years=tuple(years) if by_year else (),
    )


def _is_owed(current: YearStatus, moment: Moment) -> bool:
    """True where the year has figures, or should have."""
    return current.rolled is not None or (moment.owed is not None and moment.owed.year == current.year)


def _within_the_year(target: Target, points: Sequence[Rolled], year: int) -> Forecast | None:
    """A forecast that names no day of a later year, when the count has started anew."""
    found = forecast_of(target, points, date(year, 12, 31))
    return Forecast(None, found.at_end) if found and found.at_end is not None else found


def _year(target: Target, year: int, seen: Sequence[Observation], frame: Frame) -> YearStatus:
    moment, end = frame.moment, date(year, 12, 31)
    points = history(target, seen, frame.tree)
    rolled = points[-1] if points else None
    running, day = moment.day < end, measured_on(rolled, moment)
    line = line_to(target, rolled, Point(date(year, 1, 1), 0.0), end) if rolled else None
    reached = _reached(target, rolled, year, frame) if not running or target.comparator == ">=" else None
    facts = Standing(
        has_figures=rolled is not None and rolled.value is not None,
        reached=reached,
        in_time=True,
        lacking=is_lacking(target, rolled),
        passed=not running,
        near=(end - moment.day).days <= frame.tracking.near_days,
        behind=running and is_behind(line, rolled, day, frame.tracking.behind_percent),
    )
    expected = line.expected(day) if running and line and day else None
    return YearStatus(year, rolled, reached, schedule(facts), running, expected, way_of(target, points, line))


def _reached(target: Target, rolled: Rolled | None, year: int, frame: Frame) -> bool | None:
    """What must not be exceeded can still be exceeded while the year runs: that is not asked here."""
    return judgement(_acceptance(target, year, frame)) if target.qualifier else reached_by(target, rolled)


def _acceptance(target: Target, year: int, frame: Frame) -> Acceptance | None:
    """The last acceptance that speaks of the year: one in the first half of a year speaks of the year before."""
    known = frame.entries.acceptances.get(target.id, ()) if frame.is_whole else ()
    return next(
        (each for each in reversed(known) if each.accepted.year - (each.accepted.month <= 6) == year),
        None,
    )
