"""The targets as a sheet of numbers: to filter, to sort and to reckon with."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from minzheng_cli.query.figures import aim_words, areas_words
from minzheng_cli.query.status import state_of
from minzheng_cli.report.formatting import listed
from minzheng_cli.report.lights import UNDATED
from minzheng_cli.report.sheets import Cell, Sheet, SheetColumn

if TYPE_CHECKING:
    from minzheng_cli.progress import Evaluation, Rolled, TargetStatus, TaskStatus

_COLUMNS = (
    SheetColumn("编号", 8),
    SheetColumn("指标", 30),
    SheetColumn("目标", 13),
    SheetColumn("目标值", 9, "figure"),
    SheetColumn("单位", 9),
    SheetColumn("完成数据", 11, "figure"),
    SheetColumn("分子或达标地区", 11, "number"),
    SheetColumn("分母或应报地区", 11, "number"),
    SheetColumn("应达", 10, "figure"),
    SheetColumn("进度状态", 12, "light"),
    SheetColumn("情况", 12),
    SheetColumn("方案期限", 16, "day"),
    SheetColumn("批准延至", 16, "day"),
    SheetColumn("数据截止", 16, "day"),
    SheetColumn("报送地区", 10),
    SheetColumn("缺报地区", 10, "number"),
    SheetColumn("佐证", 9),
    SheetColumn("责任处室", 22),
)
_NOTES = (
    "比率由各地分子、分母分别加总后计算；每个地区各自达标的目标，完成数据是各地中最低（只许不超过的，最高）的一个，应达是达标地区的百分数。",
    "“应达”是从起点到期限的直线上、数据截止时应达到的数；空白的是没有起点、期限或数据。进度状态按方案原定期限判断。",
)


def figure_sheet(evaluation: Evaluation, tasks: Iterable[TaskStatus]) -> Sheet:
    """One line for each target of the tasks; numbers as numbers, days as days."""
    rows = tuple(_row(target, task, evaluation) for task in tasks for target in task.targets)
    return Sheet("量化目标", "量化目标完成情况", _COLUMNS, rows, _NOTES)


def _row(status: TargetStatus, task: TaskStatus, evaluation: Evaluation) -> tuple[Cell, ...]:
    target, rolled = status.target, status.rolled
    above, below = _sides(rolled)
    return (
        target.id,
        target.indicator,
        aim_words(target),
        target.value,
        target.unit,
        _rounded(status.value),
        above,
        below,
        _rounded(status.expected),
        status.schedule or UNDATED,
        state_of(status, evaluation.moment),
        target.due,
        status.extension.due if status.extension else None,
        rolled.as_of if rolled else None,
        areas_words(status) or None,
        len(status.missing) if rolled and rolled.asked else None,
        status.evidence,
        listed(dict.fromkeys(each.office for each in task.reports)),
    )


def _sides(rolled: Rolled | None) -> tuple[int | None, int | None]:
    """Numerator and denominator of a ratio; the areas that meet a target, and those that it is asked of."""
    if rolled is None:
        return None, None
    return (rolled.numerator, rolled.denominator) if rolled.meeting is None else (rolled.meeting, rolled.asked)


def _rounded(value: float | None) -> float | None:
    """Four decimals are more than any figure of the plan has."""
    return None if value is None else round(value, 4)
