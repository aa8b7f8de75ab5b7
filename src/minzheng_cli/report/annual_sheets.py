"""The yearly assessment as sheets of a workbook."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from minzheng_cli.report.sheets import Sheet, SheetColumn

if TYPE_CHECKING:
    from minzheng_cli.report.annual import Annual


def sheets(report: Annual) -> Iterator[Sheet]:
    """Offices and their reports, targets, areas and their figures; what it isn't about is left out."""
    if report.offices:
        yield _offices(report)
        yield _reports(report)
    if report.targets:
        yield report.target_sheet
    if report.own:
        yield _own(report)
    if report.areas:
        yield _areas(report)
        yield _figures(report)


def _offices(report: Annual) -> Sheet:
    columns = (
        SheetColumn("处室（单位）", 28),
        SheetColumn("任务", 16),
        SheetColumn("应报送", 9, "number"),
        SheetColumn("已报送", 9, "number"),
        SheetColumn("其中逾期", 10, "number"),
        SheetColumn("未报送", 9, "number"),
        SheetColumn("未报送的", 36),
        SheetColumn("自报已完成", 12, "number"),
        SheetColumn("量化目标", 10, "number"),
        SheetColumn("已达到", 9, "number"),
        SheetColumn("逾期、滞后", 22),
        SheetColumn("延期", 18),
        SheetColumn("销号", 18),
    )
    rows = tuple(
        (
            each.office,
            each.tasks,
            each.due,
            each.given,
            each.late,
            each.due - each.given,
            each.missing or "—",
            each.finished,
            each.targets,
            each.reached,
            each.behind,
            each.put_off,
            each.accepted,
        )
        for each in report.offices
    )
    return Sheet("处室汇总", f"{report.title}：处室（单位）", columns, rows, (report.periods, report.remark))


def _reports(report: Annual) -> Sheet:
    columns = (
        SheetColumn("处室（单位）", 28),
        SheetColumn("报告期", 16),
        SheetColumn("任务序号", 10, "number"),
        SheetColumn("任务", 40),
        SheetColumn("自报状态", 12),
        SheetColumn("应报日期", 17, "day"),
        SheetColumn("报送日期", 17, "day"),
        SheetColumn("报送情况", 12, "light"),
    )
    rows = tuple(
        (each.office, each.period, each.number, each.task, each.status, each.due, each.given, each.result)
        for each in report.reports
    )
    return Sheet("报送明细", f"{report.title}：工作进展报送明细", columns, rows)


def _own(report: Annual) -> Sheet:
    columns = (
        SheetColumn("编号", 8),
        SheetColumn("指标", 44),
        SheetColumn("本地数值", 24),
        SheetColumn("本地目标", 24),
        SheetColumn("全省目标", 16),
        SheetColumn("方案期限", 14),
        SheetColumn("本地目标达到", 14),
    )
    rows = tuple(
        (each.id, each.indicator, each.value, each.own, each.aim, each.due, each.reached) for each in report.own
    )
    return Sheet("本地区量化目标", f"{report.title}：本地区量化目标", columns, rows)


def _areas(report: Annual) -> Sheet:
    columns = (
        SheetColumn("代码", 9),
        SheetColumn("地区", 22),
        SheetColumn("所在市州", 22),
        SheetColumn("应报数据", 10, "number"),
        SheetColumn("已报送", 9, "number"),
        SheetColumn("其中逾期", 10, "number"),
        SheetColumn("缺报", 8, "number"),
        SheetColumn("缺报的", 30),
        SheetColumn("应分解任务", 12, "number"),
        SheetColumn("已分解", 9, "number"),
        SheetColumn("原文已变动", 12, "number"),
        SheetColumn("自定目标", 10, "number"),
        SheetColumn("可以判断", 10, "number"),
        SheetColumn("已达到", 9, "number"),
    )
    rows = tuple(
        (
            each.code,
            each.area,
            each.within or None,
            each.due,
            each.given,
            each.late,
            each.due - each.given,
            each.missing or "—",
            each.tasks,
            each.broken_down,
            each.outdated,
            each.own,
            each.own_known,
            each.own_reached,
        )
        for each in report.areas
    )
    notes = (report.periods, report.remark, "由上级统一报送的指标，不计入该地区的应报数据。")
    return Sheet("地区汇总", f"{report.title}：各地", columns, rows, notes)


def _figures(report: Annual) -> Sheet:
    columns = (
        SheetColumn("代码", 9),
        SheetColumn("地区", 22),
        SheetColumn("所在市州", 22),
        SheetColumn("报告期", 16),
        SheetColumn("目标", 9),
        SheetColumn("指标", 44),
        SheetColumn("应报日期", 17, "day"),
        SheetColumn("报送日期", 17, "day"),
        SheetColumn("报送情况", 12, "light"),
    )
    rows = tuple(
        (
            each.code,
            each.area,
            each.within or None,
            each.period,
            each.target,
            each.indicator,
            each.due,
            each.given,
            each.result,
        )
        for each in report.figures
    )
    return Sheet("数据报送明细", f"{report.title}：指标数据报送明细", columns, rows)
