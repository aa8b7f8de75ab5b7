"""Charts from statuses: each target's way to its goal, how many tasks stand how, and the light of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from minzheng_cli.progress.line import Point
from minzheng_cli.query.figures import aim_words, chinese_day, expected_words, value_words
from minzheng_cli.query.records import deadline
from minzheng_cli.report.charts.model import (
    Bar,
    CountChart,
    Series,
    Tile,
    TileChart,
    WayChart,
    scale,
    spanned,
)
from minzheng_cli.report.lights import UNDATED, lights_of, sign_of

if TYPE_CHECKING:
    from minzheng_cli.model.plan import PlanFile
    from minzheng_cli.model.tracking import Tracking
    from minzheng_cli.progress import TargetStatus, TaskStatus
    from minzheng_cli.progress.line import Line, Way


def way_charts(statuses: Iterable[TargetStatus], plan: PlanFile, day: date) -> tuple[WayChart, ...]:
    """A chart for each target, all over the same years, so that they can be laid side by side: the plan's, or else that
    of the day.
    """
    found = list(statuses)
    ends = (plan.date, plan.horizon.end if plan.horizon else None)
    known = [day for day in (*ends, *(day for each in found for day in _days(each))) if day]
    start, end = spanned(known or [day])
    return tuple(_way_chart(each, start, end) for each in found)


def count_chart(tasks: Sequence[TaskStatus], tracking: Tracking) -> CountChart:
    """How many tasks have each status, those that none has left out."""
    counts = [(light, sum(task.schedule == light.word for task in tasks)) for light in lights_of(tracking)]
    bars = tuple(Bar(light.words, count, light.colour) for light, count in counts if count)
    return CountChart("任务进度状态", "，".join(f"{bar.name}{bar.count}项" for bar in bars), "项", bars)


def tile_chart(tasks: Sequence[TaskStatus]) -> TileChart:
    """The light of each task."""
    tiles = tuple(
        Tile(str(each.task.number), each.task.title, sign_of(each.schedule)[:1], each.schedule, each.colour)
        for each in tasks
    )
    return TileChart("各任务进度", "，".join(f"任务{tile.number}{tile.word}" for tile in tiles), tiles)


def _ways(status: TargetStatus) -> list[Way]:
    """The ways of a target: one for each year where it recurs."""
    if status.target.every:
        return [year.way for year in status.years if year.way]
    return [status.way] if status.way else []


def _days(status: TargetStatus) -> Iterator[date]:
    for way in _ways(status):
        yield from (point.day for point in way.points)
        if way.line:
            yield from (way.line.start.day, way.line.end)
    if status.target.due:
        yield status.target.due


def _way_chart(status: TargetStatus, start: date, end: date) -> WayChart:
    ways = _ways(status)
    goal = ways[-1].goal if ways else status.target.value
    levels = [point.level for way in ways for point in way.points]
    top, step = scale(max([goal, *levels]))
    return WayChart(
        id=status.target.id,
        title=f"{status.target.id}　{status.target.indicator}{'（达标地区占比）' if _by_areas(status) else ''}",
        words=_words(status),
        unit="%" if _by_areas(status) else status.target.unit,
        start=start,
        end=end,
        top=top,
        step=step,
        goal=goal,
        series=tuple(_series(status, ways, (start, end), (goal, top))),
        status=sign_of(status.schedule) if status.schedule else "",
        falls=status.target.comparator == "<=",
    )


def _series(
    status: TargetStatus, ways: Sequence[Way], days: tuple[date, date], levels: tuple[float, float]
) -> Iterator[Series]:
    goal, top = levels
    yield Series(f"目标值（{aim_words(status.target)}）", "goal", (tuple(Point(day, goal) for day in days),))
    lines = [way.line for way in ways if way.line]
    if lines:
        yield Series("序时进度", "expected", tuple(_drawn(line) for line in lines))
    if status.target.due:
        yield _upright(f"原定期限（{chinese_day(status.target.due)}）", "due", status.target.due, top)
        if status.extension:
            day = status.extension.due
            yield _upright(f"批准延期（{chinese_day(day)}）", "extension", day, top)
    runs = tuple(way.points for way in ways if way.points)
    if runs:
        yield Series("完成数据", "figures", runs)


def _drawn(line: Line) -> tuple[Point, ...]:
    """The straight line; level with the goal where the start has reached it, as it is judged then."""
    return (Point(line.start.day, line.expected(line.start.day)), Point(line.end, line.goal))


def _upright(name: str, stroke: str, day: date, top: float) -> Series:
    return Series(name, "due" if stroke == "due" else "extension", ((Point(day, 0.0), Point(day, top)),))


def _by_areas(status: TargetStatus) -> bool:
    """True where each area meets the target by itself: then the level is the share of areas that do."""
    return status.rolled is not None and status.rolled.meeting is not None


def _words(status: TargetStatus) -> str:
    """现值66.7%，应达68.6%，目标全覆盖，期限2022年底，●正常."""
    expected = expected_words(status)
    parts = [
        f"现值{value_words(status.target, status.rolled)}" if status.value is not None else "未报送数据",
        f"应达{expected}" if expected else "",
        f"目标{aim_words(status.target)}",
        f"期限{deadline(status.target)}" if status.target.due or status.target.every else UNDATED,
        sign_of(status.schedule) if status.schedule else "",
    ]
    return "，".join(part for part in parts if part)
