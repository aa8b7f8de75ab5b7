"""The yearly assessment of offices: each report that was owed, and each office's account."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from minzheng_cli.query.figures import UNREPORTED
from minzheng_cli.report.formatting import listed

if TYPE_CHECKING:
    from minzheng_cli.progress import Evaluation, TaskStatus
    from minzheng_cli.report.scope import Scope


@dataclass(frozen=True)
class ReportLine:
    """One report that was owed: by whom, on which task, and what became of it. `holder` answers for it today."""

    office: str
    holder: str
    period: str
    number: int
    task: str
    status: str
    due: date
    given: date | None
    result: str


@dataclass(frozen=True)
class OfficeLine:
    """An office's account: reports that it owed, gave, and gave late; its targets by what became of them."""

    office: str
    tasks: str
    due: int
    given: int
    late: int
    missing: str
    finished: int
    targets: int
    reached: int
    behind: str
    put_off: str
    accepted: str


def report_lines(evaluations: Sequence[Evaluation], scope: Scope) -> Iterator[ReportLine]:
    """The reports owed in the half-years, by task; of one office alone where the scope has one."""
    for evaluation in evaluations:
        org = evaluation.kb.org
        for task in scope.tasks(evaluation.kb):
            for each in evaluation.task(task).reports:
                holder = org.holder(each.office, scope.day)
                if scope.owner is not None and holder != org.holder(scope.owner, scope.day):
                    continue
                result = "逾期报送" if each.late else "按时报送" if each.report else UNREPORTED
                said = each.report.status if each.report else UNREPORTED
                period = evaluation.moment.period.chinese
                yield ReportLine(
                    each.office, holder, period, task.number, task.title, said, each.due, each.said_on, result
                )


def office_lines(reports: Sequence[ReportLine], tasks: Sequence[TaskStatus]) -> Iterator[OfficeLine]:
    """One account for each office that answers for tasks, in the order of these."""
    own: dict[str, list[ReportLine]] = {}
    for each in reports:
        own.setdefault(each.holder, []).append(each)
    for office, lines in own.items():
        numbers = {each.number for each in lines}
        yield _account(office, lines, [task for task in tasks if task.task.number in numbers])


def _account(office: str, lines: Sequence[ReportLine], tasks: Sequence[TaskStatus]) -> OfficeLine:
    targets = [target for task in tasks for target in task.targets]
    accepted = [task.task.id for task in tasks if task.evidence == "已销号"]
    accepted += [each.target.id for each in targets if each.evidence == "已销号"]
    return OfficeLine(
        office=office,
        tasks="、".join(str(number) for number in sorted({each.number for each in lines})),
        due=len(lines),
        given=sum(each.given is not None for each in lines),
        late=sum(each.result == "逾期报送" for each in lines),
        missing="；".join(_missing(lines)),
        finished=sum(each.status == "已完成" for each in lines),
        targets=len(targets),
        reached=sum(bool(each.reached) for each in targets),
        behind=listed(
            (f"{each.target.id}{each.schedule}" for each in targets if each.schedule in ("逾期", "滞后")), "—"
        ),
        put_off=listed(_put_off(tasks), "—"),
        accepted=listed(accepted, "—"),
    )


def _missing(lines: Sequence[ReportLine]) -> Iterator[str]:
    """2022年下半年第3、8项, for each half-year with reports missing."""
    owed: dict[str, list[str]] = {}
    for each in lines:
        if each.given is None:
            owed.setdefault(each.period, []).append(str(each.number))
    yield from (f"{period}第{'、'.join(numbers)}项" for period, numbers in owed.items())


def _put_off(tasks: Sequence[TaskStatus]) -> Iterator[str]:
    """Extensions of the targets of tasks: approved, or asked for."""
    for target in (target for task in tasks for target in task.targets):
        if target.extension:
            yield f"{target.target.id}已批准"
        elif target.asked:
            yield f"{target.target.id}申请中"
