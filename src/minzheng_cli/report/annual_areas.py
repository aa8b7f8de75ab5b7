"""The yearly assessment of localities: each figure that was asked of them, and each area's account."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from minzheng_cli.progress import breakdowns
from minzheng_cli.query.figures import UNREPORTED, aim_words, chinese_day, quantity
from minzheng_cli.query.records import deadline
from minzheng_cli.query.status import value_now

if TYPE_CHECKING:
    from minzheng_cli.model.area import Area
    from minzheng_cli.model.knowledge import KnowledgeBase
    from minzheng_cli.progress import AreaTarget, Evaluation
    from minzheng_cli.report.scope import Scope


@dataclass(frozen=True)
class FigureLine:
    """One figure that was asked of an area in a half-year, and what became of it."""

    code: str
    area: str
    within: str
    period: str
    target: str
    indicator: str
    due: date
    given: date | None
    result: str


@dataclass(frozen=True)
class AreaLine:
    """An area's account: figures that it owed, gave and gave late, tasks broken down, its own targets that it reached.

    `outdated` are broken down from words that have changed since; `own_known` of `own` targets have figures to judge by.
    """

    code: str
    area: str
    within: str
    due: int
    given: int
    late: int
    missing: str
    tasks: int
    broken_down: int
    outdated: int
    own: int
    own_known: int
    own_reached: int


@dataclass(frozen=True)
class OwnLine:
    """One target in the area that the assessment is about: its figure, the area's own goal, and whether it is reached."""

    id: str
    indicator: str
    value: str
    own: str
    aim: str
    due: str
    reached: str


def own_lines(evaluation: Evaluation, scope: Scope) -> Iterator[OwnLine]:
    """The targets of the scope's area; none where it has no area, or the whole province."""
    kb = evaluation.kb
    if scope.area is None or scope.area.type == "省":
        return
    ids = {task.id for task in scope.tasks(kb)}
    names = {area.code: area.name for area in kb.areas.areas}
    for each in evaluation.area(scope.area, [target for target in kb.targets.targets if target.task in ids]):
        target = each.status.target
        yield OwnLine(
            id=target.id,
            indicator=target.indicator,
            value=f"由{names.get(each.above, each.above)}统一报送" if each.above else value_now(each.status),
            own=_own_goal(each),
            aim=aim_words(target),
            due=deadline(target),
            reached={True: "是", False: "否", None: "—"}[each.reached_own],
        )


def _own_goal(each: AreaTarget) -> str:
    if each.own is None:
        return "没有自定"
    due = f"，{chinese_day(each.own.due)}" if each.own.due else ""
    return f"{quantity(each.own.value, each.status.target.unit)}{due}"


def figure_lines(evaluations: Sequence[Evaluation], scope: Scope) -> Iterator[FigureLine]:
    """The figures asked for in the half-years, area by area."""
    for evaluation in evaluations:
        kb = evaluation.kb
        areas = {area.code: area for area in localities(kb, scope)}
        ids = {task.id for task in scope.tasks(kb)}
        targets = {each.id: each for each in kb.targets.targets if each.task in ids}
        names = {area.code: area.name for area in kb.areas.areas}
        for each in evaluation.figures_due(targets.values()):
            if each.area in areas:
                result = "逾期报送" if each.late else "按时报送" if each.given_on else UNREPORTED
                area = areas[each.area]
                within = names.get(area.parent or "", "")
                yield FigureLine(
                    area.code,
                    area.name,
                    within,
                    evaluation.moment.period.chinese,
                    each.target,
                    targets[each.target].indicator,
                    evaluation.reports_due,
                    each.given_on,
                    result,
                )


def localities(kb: KnowledgeBase, scope: Scope) -> list[Area]:
    """The areas below the province; of one area, it and those in it."""
    below = [area for area in kb.areas.areas if area.type != "省"]
    if scope.area is None or scope.area.type == "省":
        return below
    return [area for area in below if scope.area.code in (area.code, area.parent)]


def area_lines(figures: Sequence[FigureLine], evaluation: Evaluation, scope: Scope) -> Iterator[AreaLine]:
    """One account for each area, in the order of the register; as the year's last half-year left it."""
    kb = evaluation.kb
    ids = [task.id for task in scope.tasks(kb)]
    targets = [each for each in kb.targets.targets if each.task in ids]
    names = {area.code: area.name for area in kb.areas.areas}
    wanted = {area.code for area in localities(kb, scope)}
    owed: dict[str, list[FigureLine]] = {}
    for figure in figures:
        owed.setdefault(figure.code, []).append(figure)
    for each in breakdowns(kb):
        if each.area.code not in wanted:
            continue
        own = [found for found in evaluation.area(each.area, targets) if found.own]
        lines = owed.get(each.area.code, [])
        yield AreaLine(
            code=each.area.code,
            area=each.area.name,
            within=names.get(each.area.parent or "", ""),
            due=len(lines),
            given=sum(line.given is not None for line in lines),
            late=sum(line.result == "逾期报送" for line in lines),
            missing="、".join(_missing(lines)),
            tasks=len(ids),
            broken_down=sum(task in ids for task in each.done),
            outdated=sum(task in ids for task in each.outdated),
            own=len(own),
            own_known=sum(found.reached_own is not None for found in own),
            own_reached=sum(bool(found.reached_own) for found in own),
        )


def _missing(lines: Sequence[FigureLine]) -> Iterator[str]:
    """The targets without a figure, and in how many half-years where in several: G6.1, G8.2两期."""
    counts: dict[str, int] = {}
    for line in lines:
        if line.given is None:
            counts[line.target] = counts.get(line.target, 0) + 1
    yield from (f"{target}{'两期' if count > 1 else ''}" for target, count in counts.items())
