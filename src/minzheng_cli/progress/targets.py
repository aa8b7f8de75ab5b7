"""One target on a day: what its figures say, what was due by then, and what the schedule makes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from minzheng_cli.progress.line import Line, Point
from minzheng_cli.progress.rolling import Rolled, history, newest, roll_up
from minzheng_cli.progress.schedule import Standing, schedule
from minzheng_cli.progress.status import Frame, TargetStatus, evidence_of
from minzheng_cli.progress.verdict import (
    forecast_of,
    is_behind,
    is_lacking,
    judgement,
    levels,
    line_to,
    measured_on,
    reached_by,
    way_of,
)
from minzheng_cli.progress.years import yearly

if TYPE_CHECKING:
    from minzheng_cli.model.progress import Observation
    from minzheng_cli.model.target import Target


def target_status(target: Target, frame: Frame) -> TargetStatus:
    """How the target stands."""
    seen = frame.entries.observations.get(target.id, ())
    found = _decided(target, frame)
    return yearly(found, seen, frame) if target.every else _once(found, seen, frame)


def _decided(target: Target, frame: Frame) -> TargetStatus:
    """What was decided on the target: extensions and acceptances, apart from its figures."""
    extensions = frame.entries.extensions.get(target.id, ())
    approved = [each for each in extensions if each.approved and each.approved <= frame.moment.known]
    waiting = [each for each in extensions if each not in approved]
    accepted = frame.entries.acceptances.get(target.id, ()) if frame.is_whole else ()
    return TargetStatus(
        target,
        extension=max(approved, key=lambda each: each.approved or date.min, default=None),
        asked=max(waiting, key=lambda each: each.requested, default=None),
        acceptance=accepted[-1] if accepted else None,
    )


def _once(found: TargetStatus, seen: Sequence[Observation], frame: Frame) -> TargetStatus:
    """A target with one date, or with none."""
    target, points = found.target, history(found.target, seen, frame.tree)
    rolled = points[-1] if points else None
    due = found.extension.due if found.extension and target.due else target.due
    day = measured_on(rolled, frame.moment)
    whole = _line(target, points, due, frame)
    line = whole if whole and day and whole.start.day < day else None
    reached = judgement(found.acceptance) if target.qualifier else reached_by(target, rolled)
    found = replace(
        found,
        rolled=rolled,
        reached=reached,
        measured_on=day if line else None,
        expected=line.expected(day) if line and day else None,
        evidence=evidence_of(rolled.evidence if rolled else None, found.acceptance),
        forecast=None if reached else forecast_of(target, points, due),
        way=way_of(target, points, whole),
    )
    if target.due is None:
        return replace(found, schedule=None if found.value is not None or reached else "未报送")
    facts = Standing(
        has_figures=found.value is not None,
        reached=reached,
        in_time=_in_time(found, target.due, seen, frame),
        lacking=is_lacking(target, rolled),
        passed=frame.moment.has_passed(target.due),
        near=(target.due - frame.moment.day).days <= frame.tracking.near_days,
        behind=is_behind(line, rolled, day, frame.tracking.behind_percent),
    )
    return replace(found, schedule=schedule(facts))


def _line(target: Target, points: Sequence[Rolled], due: date | None, frame: Frame) -> Line | None:
    """The line from the baseline, else from the first figures; nothing is held against it up to the day of these."""
    known = levels(points)
    start = known[0] if known else None
    if known and target.baseline and frame.is_whole and points[-1].meeting is None:
        start = Point(target.baseline.as_of, target.baseline.value)
    if start is None or due is None:
        return None
    return line_to(target, points[-1], start, due)


def _in_time(found: TargetStatus, due: date, seen: Sequence[Observation], frame: Frame) -> bool:
    """True where figures dated up to the original date reached the target, or a judgement rests on such figures."""
    if not frame.moment.has_passed(due):
        return True
    if found.target.qualifier:
        judged = found.acceptance.accepted if found.acceptance else date.max
        return max((each.as_of for each in seen if each.said_on <= judged), default=judged) <= due
    at_due = roll_up(found.target, newest(each for each in seen if each.as_of <= due), frame.tree)
    return bool(reached_by(found.target, at_due))
