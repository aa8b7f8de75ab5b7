"""Charts as Excel draws them itself, from a sheet that holds their values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from minzheng_cli.report.charts.model import CountChart, WayChart, stride
from minzheng_cli.report.charts.pens import FONT, PENS, YEAR, serial
from minzheng_cli.report.lights import SHADES
from minzheng_cli.report.templating import without_controls

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

    from minzheng_cli.report.charts.model import Series

_ACROSS, _WIDE, _HIGH = 2, 560, 300
"""Charts side by side, and the pixels of each."""
_ROWS, _COLUMNS, _SCALE = 17, 9, 68
"""Rows and columns that a chart lies over, and the per cent at which two by two of them fill a page."""
_DASHES = {"dash": "dash", "sysDot": "round_dot", "lgDashDot": "long_dash_dot", "solid": "solid"}
_PATTERNS = {
    "wdUpDiag": "wide_upward_diagonal",
    "smGrid": "small_grid",
    "ltHorz": "light_horizontal",
    "dkVert": "dark_vertical",
    "pct10": "percent_10",
}


def draw(book: Workbook, charts: Sequence[WayChart | CountChart], names: Sequence[str], mark: str | None) -> None:
    """Add a sheet of charts and one of their values, by these names; `mark` is that of a demonstration."""
    page, data = (book.add_worksheet(name) for name in names)
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for sheet in (page, data):
        sheet.write_string(0, 0, without_controls(mark or ""), book.add_format({"font_color": "C00000", "bold": True}))
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
    page.set_print_scale(_SCALE)
    page.set_h_pagebreaks(range(2 * _ROWS, _ROWS * -(-len(charts) // _ACROSS), 2 * _ROWS))
    data.fit_to_pages(1, 0)
    data.set_column(0, 60, 14)
    page.hide_gridlines(2)
    row = 2
    for at, each in enumerate(charts):
        made = _ways(book, data, each, row, day) if isinstance(each, WayChart) else _counts(book, data, each, row)
        title = [data.get_name(), row, 0]  # by its cell: XlsxWriter takes words like “甲!A1” for a formula
        made.set_title({"name": title, "name_font": {"name": FONT, "size": 10}})
        made.set_size({"width": _WIDE, "height": _HIGH})
        options = {"description": without_controls(each.words), "object_position": 2}
        page.insert_chart(1 + at // _ACROSS * _ROWS, at % _ACROSS * _COLUMNS, made, options)
        row += 3 + _rows(each)


def _rows(chart: WayChart | CountChart) -> int:
    return 1 + (len(chart.bars) if isinstance(chart, CountChart) else max(len(each.places) for each in chart.series))


def _ways(book: Workbook, data: Worksheet, chart: WayChart, row: int, day: Any) -> Any:
    made = book.add_chart({"type": "scatter", "subtype": "straight"})
    data.write_string(row, 0, without_controls(chart.headline))
    for at, series in enumerate(chart.series):
        place = (row + 1, 2 * at)
        _write(data, place, series, day)
        made.add_series(_line(series, data.get_name(), place))
    low, unit = serial(chart.start), YEAR * stride(chart.start, chart.end)
    high = low + unit * -(-(serial(chart.end) - low) // unit)
    font = {"name": FONT, "size": 9}
    faint = {"visible": True, "line": {"color": "#D9D9D9"}}
    axis = {"num_font": font, "major_gridlines": faint, "crossing": "min"}
    made.set_x_axis({**axis, "min": low, "max": high, "major_unit": unit, "num_format": 'yyyy"年"'})
    levels = {"min": 0, "max": chart.top, "major_unit": chart.step, "num_format": f'General"{chart.unit}"'}
    made.set_y_axis({**axis, **levels})
    made.set_legend({"position": "bottom", "font": font})
    made.show_blanks_as("gap")
    return made


def _write(data: Worksheet, place: tuple[int, int], series: Series, day: Any) -> None:
    """The values of a line, one below the other: days and levels, blank between two runs."""
    row, at = place
    data.write_string(row, at, "日期")
    data.write_string(row, at + 1, without_controls(series.name))
    for down, point in enumerate(series.places, row + 1):
        if point is not None:
            data.write_number(down, at, serial(point.day), day)
            data.write_number(down, at + 1, point.level)


def _line(series: Series, sheet: str, place: tuple[int, int]) -> dict[str, Any]:
    (row, at), pen = place, PENS[series.stroke]
    last = row + len(series.places)
    look = {"color": f"#{pen.colour}", "width": pen.width, "dash_type": _DASHES[pen.dash]}
    filled = {"color": f"#{pen.colour}"}
    marker = {"type": pen.marker, "size": 6, "fill": filled, "border": filled}
    return {
        "name": [sheet, row, at + 1],
        "categories": [sheet, row + 1, at, last, at],
        "values": [sheet, row + 1, at + 1, last, at + 1],
        "line": look,
        "marker": marker if pen.marker != "none" else {"type": "none"},
    }


def _counts(book: Workbook, data: Worksheet, chart: CountChart, row: int) -> Any:
    made = book.add_chart({"type": "bar"})
    data.write_string(row, 0, chart.title)
    for down, bar in enumerate(chart.bars, row + 1):
        data.write_string(down, 0, bar.name)
        data.write_number(down, 1, bar.count)
    last = row + len(chart.bars)
    made.add_series(
        {
            "categories": [data.get_name(), row + 1, 0, last, 0],
            "values": [data.get_name(), row + 1, 1, last, 1],
            "points": list(_looks(chart)),
            "data_labels": {"value": True, "num_format": f'General"{chart.unit}"', "font": {"name": FONT}},
            "gap": 60,
        }
    )
    made.set_y_axis({"reverse": True, "num_font": {"name": FONT, "size": 9}})
    made.set_x_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0})
    made.set_legend({"none": True})
    return made


def _looks(chart: CountChart) -> Iterable[dict[str, Any]]:
    for bar in chart.bars:
        shade = SHADES[bar.colour]
        border = {"color": "#404040"}
        if not shade.pattern:
            yield {"fill": {"color": f"#{shade.line}"}, "border": border}
        else:
            colours = {"fg_color": f"#{shade.line}", "bg_color": "#FFFFFF"}
            yield {"pattern": {"pattern": _PATTERNS[shade.pattern], **colours}, "border": border}
