"""One task on a day: who reported in the period, and the worst of its targets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from minzheng_cli.progress.schedule import worst
from minzheng_cli.progress.status import Evidence, Frame, TargetStatus, evidence_of

if TYPE_CHECKING:
    from minzheng_cli.model.org import OrgFile
    from minzheng_cli.model.progress import Acceptance, Report
    from minzheng_cli.model.task import Task
    from minzheng_cli.model.tracking import Colour, ScheduleStatus
    from minzheng_cli.progress.entries import Said


@dataclass(frozen=True)
class ReportStatus:
    """What one office owes on a task in the period.

    `office` is who reported, or who has to: after a reform (机构改革) the successor. `report` is None where nothing was
    said; `said_on` is the day of the first report, whatever corrected it later; `late` says that this was after `due`.
    """

    task: str
    office: str
    due: date
    report: Report | None = None
    said_on: date | None = None
    late: bool = False


@dataclass(frozen=True)
class TaskStatus:
    """One task: schedule (the worst of its targets) and light, evidence, and what each owner says, never merged."""

    task: Task
    reports: tuple[ReportStatus, ...]
    targets: tuple[TargetStatus, ...]
    schedule: ScheduleStatus
    colour: Colour
    evidence: Evidence
    acceptance: Acceptance | None = None


def task_status(task: Task, targets: Sequence[TargetStatus], org: OrgFile, frame: Frame, due: date) -> TaskStatus:
    """How the task stands; `due` is the last day on which a report of the period is on time."""
    reports = tuple(_reports(task, org, frame, due))
    given = [said.report.reported for said in frame.entries.reports.get(task.id, ()) if said.report.evidence]
    accepted = frame.entries.acceptances.get(task.id, ())
    status = worst(each.schedule for each in targets)
    if status is None:
        status = "正常" if reports and all(each.report for each in reports) else "未报送"
    return TaskStatus(
        task,
        reports,
        tuple(targets),
        status,
        frame.tracking.colour(status),
        evidence_of(max(given, default=None), accepted[-1] if accepted else None),
        accepted[-1] if accepted else None,
    )


def owing(task: Task, org: OrgFile, day: date) -> list[str]:
    """The offices that answer for a task on a day: its owners, or who followed them."""
    return list(dict.fromkeys(org.holder(org.canonical(name) or name, day) for name in task.owners))


def _reports(task: Task, org: OrgFile, frame: Frame, due: date) -> Iterator[ReportStatus]:
    """One for each owner; an owner's own report wins over that of its successor."""
    said = {
        org.canonical(each.report.office) or each.report.office: each
        for each in frame.entries.reports.get(task.id, ())
        if each.period == str(frame.moment.period)
    }
    owners = list(dict.fromkeys(org.canonical(name) or name for name in task.owners))
    shown: set[str] = set()
    for owner in owners:
        office = owner if owner in said else _following(owner, owners, said, org, frame.moment.known)
        if office in shown:
            continue
        shown.add(office)
        found = said.get(office)
        if found is None:
            yield ReportStatus(task.id, office, due)
        else:
            yield ReportStatus(task.id, office, due, found.report, found.first_said, found.first_said > due)


def _following(owner: str, owners: Sequence[str], said: Mapping[str, Said], org: OrgFile, day: date) -> str:
    """An office of the owner's line that reported, though not an owner itself; else who has to report on the day."""
    holder = org.holder(owner, day)
    return next((name for name in said if name not in owners and org.holder(name, day) == holder), holder)
