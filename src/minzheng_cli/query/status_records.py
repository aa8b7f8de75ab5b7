"""Statuses as records, with the fields that programs rely on: days in ISO form, three statuses apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import date

    from minzheng_cli.model.org import OrgFile
    from minzheng_cli.model.progress import Acceptance
    from minzheng_cli.model.tracking import Tracking
    from minzheng_cli.progress import Moment, ReportStatus, TargetStatus, TaskStatus, YearStatus
    from minzheng_cli.query.rows import Record


def task_status_record(status: TaskStatus, org: OrgFile, moment: Moment) -> Record:
    """A task's status: `schedule` and its `colour`, `evidence`, and each owner's own report."""
    force = org.task_force_of(status.task.id)
    return {
        "kind": "task",
        "id": status.task.id,
        "title": status.task.title,
        "task_force": force.name if force else None,
        "day": moment.day.isoformat(),
        "period": str(moment.period),
        "schedule": status.schedule,
        "colour": status.colour,
        "evidence": status.evidence,
        "acceptance": _acceptance(status.acceptance),
        "reports": reports_record(status.reports),
        "targets": [each.target.id for each in status.targets],
    }


def reports_record(reports: Sequence[ReportStatus]) -> list[dict[str, Any]]:
    """What each office says of a task; `status` is null where it said nothing."""
    return [
        {
            "office": each.office,
            "status": each.report.status if each.report else None,
            "reported": _iso(each.said_on),
            "late": each.late,
            "due": each.due.isoformat(),
        }
        for each in reports
    ]


def target_status_record(
    status: TargetStatus, reports: Sequence[ReportStatus], moment: Moment, tracking: Tracking, names: Mapping[str, str]
) -> Record:
    """A target's status. `expected` is what was due on `measured_on`, in the target's unit or, where `meeting` is given,
    in per cent of the areas; `missing` are the areas without a figure, where others have one.
    """
    target, rolled = status.target, status.rolled
    return {
        "kind": "target",
        "id": target.id,
        "task": target.task,
        "indicator": target.indicator,
        "day": moment.day.isoformat(),
        "period": str(moment.period),
        "schedule": status.schedule,
        "colour": tracking.colour(status.schedule) if status.schedule else None,
        "evidence": status.evidence,
        "acceptance": _acceptance(status.acceptance),
        "office_status": [{"office": e.office, "status": e.report.status if e.report else None} for e in reports],
        "comparator": target.comparator,
        "goal": target.value,
        "unit": target.unit,
        "qualifier": target.qualifier,
        "every": target.every,
        "value": rolled.value if rolled else None,
        "numerator": rolled.numerator if rolled else None,
        "denominator": rolled.denominator if rolled else None,
        "as_of": _iso(rolled.as_of) if rolled else None,
        "expected": status.expected,
        "measured_on": _iso(status.measured_on),
        "reached": status.reached,
        "running": status.running,
        "meeting": rolled.meeting if rolled else None,
        "reported": rolled.reported if rolled else 0,
        "asked": rolled.asked if rolled else 0,
        "older": rolled.older if rolled else 0,
        "missing": [{"code": code, "name": names.get(code, code)} for code in status.missing],
        "due": _iso(target.due),
        "days_left": (target.due - moment.day).days if target.due else None,
        "extended_due": _iso(status.extension.due) if status.extension else None,
        "extension_asked": _iso(status.asked.due) if status.asked else None,
        "forecast": _forecast(status),
        "years": [_year(each) for each in status.years],
    }


def _forecast(status: TargetStatus) -> dict[str, Any] | None:
    found = status.forecast
    return {"reached_on": _iso(found.reached_on), "at_end": found.at_end} if found else None


def _year(each: YearStatus) -> dict[str, Any]:
    rolled = each.rolled
    return {
        "year": each.year,
        "value": rolled.value if rolled else None,
        "as_of": _iso(rolled.as_of) if rolled else None,
        "reached": each.reached,
        "schedule": each.schedule,
    }


def _acceptance(accepted: Acceptance | None) -> dict[str, Any] | None:
    if accepted is None:
        return None
    return {"verdict": accepted.verdict, "accepted": accepted.accepted.isoformat(), "by": accepted.by}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
