"""The yearly assessment (年度考核): what offices and localities owed in a year, and what they did. Facts alone.

Rule: 三、保障措施（一）, “将相关工作任务的落实纳入对各地民政部门落实民政重点工作的年度综合评估考核”, and 附件1第四部分, “列入年度目标责任制
考核范围”. The notice names neither weights nor veto items, so there are no scores and no ranking here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from minzheng_cli.errors import MzError
from minzheng_cli.model.period import Period
from minzheng_cli.progress import Evaluation, end_of
from minzheng_cli.report import annual_sheets
from minzheng_cli.report.annexes import Annex, numbered
from minzheng_cli.report.annual_areas import AreaLine, FigureLine, OwnLine, area_lines, figure_lines, own_lines
from minzheng_cli.report.annual_offices import OfficeLine, ReportLine, office_lines, report_lines
from minzheng_cli.report.charts.ways import count_chart, way_charts
from minzheng_cli.report.formatting import ADDRESSEE, SIGNATURE, chinese_day, cited, listed, subject
from minzheng_cli.report.lights import lights_of
from minzheng_cli.report.target_figures import figure_sheet
from minzheng_cli.report.target_lines import target_lines

if TYPE_CHECKING:
    from collections.abc import Mapping

    from minzheng_cli.model.knowledge import KnowledgeBase
    from minzheng_cli.model.plan import PlanFile
    from minzheng_cli.model.tracking import Colour
    from minzheng_cli.progress import TaskStatus
    from minzheng_cli.report.charts.model import CountChart, WayChart
    from minzheng_cli.report.scope import Scope
    from minzheng_cli.report.sheets import Sheet
    from minzheng_cli.report.target_lines import TargetLine

NO_WEIGHTS = "方案没有规定评分权重和一票否决事项，本表只列事实，不评分，不排名。"


@dataclass(frozen=True)
class Annual:
    """The yearly assessment. `offices` and `areas` are empty where it isn't about them."""

    title: str
    demonstration: str | None
    addressee: str
    basis: str
    periods: str
    remark: str
    office_summary: str
    target_summary: str
    area_summary: str
    offices: tuple[OfficeLine, ...]
    reports: tuple[ReportLine, ...]
    targets: tuple[TargetLine, ...]
    own: tuple[OwnLine, ...]
    areas: tuple[AreaLine, ...]
    figures: tuple[FigureLine, ...]
    annexes: tuple[Annex, ...]
    signature: str
    date: str
    gaps: tuple[str, ...]
    lights: Mapping[str, Colour]
    charts: tuple[CountChart | WayChart, ...]
    target_sheet: Sheet

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """Offices with their reports, the targets, areas with their figures."""
        return tuple(annual_sheets.sheets(self))


def context(kb: KnowledgeBase, scope: Scope) -> Annual:
    """The assessment of the year that the scope's period lies in, as far as its half-years have ended on the day.

    With an office alone it is about offices, with an area alone about that area and those in it.
    """
    year = scope.period.year
    periods = periods_of(kb.plan, year, scope.day)
    evaluations = [Evaluation(kb, end_of(kb.plan, period, scope.day)) for period in periods]
    last = evaluations[-1]
    about_offices = scope.area is None or scope.owner is not None
    about_areas = scope.owner is None or scope.area is not None
    tasks = [last.task(task) for task in scope.tasks(kb)] if about_offices else []
    own = tuple(own_lines(last, scope))
    reports = tuple(report_lines(evaluations, scope)) if about_offices else ()
    offices = tuple(office_lines(reports, tasks)) if about_offices else ()
    figures = tuple(figure_lines(evaluations, scope)) if about_areas else ()
    areas = tuple(area_lines(figures, last, scope)) if about_areas else ()
    targets = target_lines(last, tasks)
    group = kb.org.leading_group
    return Annual(
        title=f"{_whose(scope)}{subject(kb.plan.title)}{year}年度考核情况",
        demonstration=kb.demonstration,
        addressee=group.name or ADDRESSEE,
        basis=_basis(kb.plan),
        periods=_periods(kb.plan, periods, year, scope.day),
        remark=NO_WEIGHTS,
        office_summary=_office_summary(offices),
        target_summary=_target_summary(tasks) if about_offices else "",
        area_summary=_area_summary(areas),
        offices=offices,
        reports=reports,
        targets=targets,
        own=own,
        areas=areas,
        figures=figures,
        annexes=numbered(tuple(_annexes(year, offices, targets, own, areas))),
        signature=f"{group.short}{group.office.name}" or SIGNATURE,
        date=chinese_day(scope.day),
        gaps=tuple(_gaps(year, periods, offices, areas)),
        lights={light.word: light.colour for light in lights_of(kb.plan.tracking)},
        charts=(
            count_chart(tasks, kb.plan.tracking),
            *way_charts((target for task in tasks for target in task.targets), kb.plan, last.moment.day),
        ),
        target_sheet=figure_sheet(last, tasks),
    )


def periods_of(plan: PlanFile, year: int, day: date) -> tuple[Period, ...]:
    """The half-years of the year that have ended by the day, and that the plan was in force from the first day.

    Raises MzError where there are none.
    """
    half_years = (Period(year, 1), Period(year, 2))
    found = tuple(each for each in half_years if _is_whole(plan, each) and each.end <= day)
    if not found:
        span = [each for each in plan.span.until(day) if _is_whole(plan, each)]
        known = f"方案施行的完整半年是{span[0].chinese}到{span[-1].chinese}" if span else "方案没有施行满半年"
        raise MzError(f"{year}年到{chinese_day(day)}为止没有可以考核的半年。", f"{known}，考核在半年结束以后")
    return found


def _is_whole(plan: PlanFile, period: Period) -> bool:
    """True for a half-year of the plan that began when it was issued already."""
    return period in plan.span and (plan.date is None or plan.date <= period.start)


def _whose(scope: Scope) -> str:
    return f"{scope.area.name if scope.area else ''}{scope.owner or ''}"


def _basis(plan: PlanFile) -> str:
    """The sentences of the notice that ask for the assessment."""
    quotes = [each.quote for each in plan.mechanisms if each.kind == "年度考核"]
    quotes += [each.quote for each in plan.mechanisms if each.kind == "跟踪落实"]
    said = f"{'和'.join(f'“{quote}”' for quote in quotes)}的要求" if quotes else ""
    return f"根据{cited(plan)}{said}，现将考核对象本年度应做的和做了的列出如下。"


def _periods(plan: PlanFile, periods: Sequence[Period], year: int, day: date) -> str:
    """Which half-years count, and why not others."""
    parts = [f"计入的报告期：{listed(each.chinese for each in periods)}"]
    if plan.date and plan.date.year == year and plan.date > Period(year, 1).start:
        parts.append(f"方案{chinese_day(plan.date)}印发，以前开始的报告期不计入")
    if date(year, 12, 31) > day:
        parts.append(f"{year}年尚未结束")
    return "；".join(parts) + f"。各项数据为{chinese_day(day)}以前报送的。"


def _office_summary(offices: Sequence[OfficeLine]) -> str:
    if not offices:
        return ""
    due, given, late = (sum(getattr(each, name) for each in offices) for name in ("due", "given", "late"))
    owing = [each.office for each in offices if each.missing]
    words = (
        f"{len(offices)}个处室（单位）应报送工作进展{due}份，已报送{given}份，其中逾期{late}份；未报送{due - given}份"
    )
    return f"{words}，涉及{listed(owing)}。" if owing else f"{words}。"


def _target_summary(tasks: Sequence[TaskStatus]) -> str:
    targets = [target for task in tasks for target in task.targets]
    if not targets:
        return "这些任务没有量化目标。"
    reached = sum(bool(each.reached) for each in targets)
    late = [each.target.id for each in targets if each.schedule in ("逾期", "滞后")]
    put_off = [each.target.id for each in targets if each.extension]
    words = f"{len(targets)}项量化目标，年末已达到{reached}项；逾期、滞后{len(late)}项{f'（{listed(late)}）' if late else ''}"
    return f"{words}；批准延期{len(put_off)}项{f'（{listed(put_off)}）' if put_off else ''}。"


def _area_summary(areas: Sequence[AreaLine]) -> str:
    if not areas:
        return ""
    due, given, late = (sum(getattr(each, name) for each in areas) for name in ("due", "given", "late"))
    whole = sum(each.broken_down == each.tasks for each in areas)
    none = sum(each.broken_down == 0 for each in areas)
    return (
        f"{len(areas)}个地区应报送指标数据{due}项次，已报送{given}项次，其中逾期{late}项次；缺报{due - given}项次。"
        f"任务全部分解的地区{whole}个，还没有分解的{none}个。"
    )


def _annexes(year: int, *parts: Sequence[object]) -> Iterator[str]:
    """The titles of those annexes that have lines: offices, targets, an area's own targets, areas."""
    names = ("处室（单位）考核情况表", "量化目标完成情况表", "本地区量化目标完成情况表", "各地考核情况表")
    yield from (f"{year}年度{name}" for name, lines in zip(names, parts, strict=True) if lines)


def _gaps(
    year: int, periods: Sequence[Period], offices: Sequence[OfficeLine], areas: Sequence[AreaLine]
) -> Iterator[str]:
    if len(periods) < 2:
        yield f"{year}年计入的报告期只有{len(periods)}个：{listed(each.chinese for each in periods)}"
    owing = sum(bool(each.missing) for each in offices)
    if owing:
        yield f"有{owing}个处室（单位）缺报工作进展"
    short = sum(each.due > each.given for each in areas)
    if short:
        yield f"有{short}个地区缺报指标数据"
