"""Charts in letters, for Markdown and other plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from minzheng_cli.report.charts.model import WayChart

_CELLS = 10


def bar(chart: WayChart) -> str:
    """The last figure as ten cells of the way from nothing to the goal: ■■■■■■■□□□; empty without figures.

    A cell is filled once it is passed as a whole, so that ten mean that the goal is reached. Only for what counts upwards.
    """
    figures = next((each for each in chart.series if each.stroke == "figures"), None)
    if figures is None or chart.falls:
        return ""
    goal, level = chart.goal, figures.runs[-1][-1].level
    share = level / goal if goal > 0 else 1.0
    filled = max(0, min(_CELLS, int(share * _CELLS + 1e-9)))
    return "■" * filled + "□" * (_CELLS - filled)
