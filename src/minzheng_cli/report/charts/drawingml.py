"""Charts as DrawingML, the XML that Word draws itself: sharp in print, in the reader's own fonts, and editable.

Lines are told apart without colour: by being solid, dashed, dotted, thick or thin, and by their markers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from minzheng_cli.report.charts.model import CountChart, Series, WayChart, stride
from minzheng_cli.report.charts.pens import FONT, PENS, YEAR, serial
from minzheng_cli.report.charts.xml import escape
from minzheng_cli.report.lights import SHADES

if TYPE_CHECKING:
    from minzheng_cli.progress.line import Point
    from minzheng_cli.report.charts.model import Bar

_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def column(at: int) -> str:
    """The letter of a spreadsheet's column; at most 26 are needed."""
    return chr(ord("A") + at)


def chart_xml(chart: WayChart | CountChart, *, data: str, small: bool = False, legend: bool = True) -> str:
    """The chart's part. `small` leaves axes, title and legend away; `data` is the relation of the workbook behind it."""
    plot = _ways(chart, small=small) if isinstance(chart, WayChart) else _counts(chart)
    names = '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>'
    shown = isinstance(chart, WayChart) and legend and not small
    points = 8 if legend else 7
    title = "" if small else _title(chart.headline, points + 1)
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<c:chartSpace xmlns:c="{_CHART}" xmlns:a="{_DRAWING}" xmlns:r="{_RELATIONS}"><c:date1904 val="0"/>'
        f'<c:lang val="zh-CN"/><c:roundedCorners val="0"/><c:chart>{title}<c:autoTitleDeleted val="{int(small)}"/>'
        f"<c:plotArea>{_layout(small=small)}{plot}<c:spPr><a:noFill/></c:spPr></c:plotArea>{names if shown else ''}"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{_text(points)}"
        f'<c:externalData r:id="{data}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )


def _ways(chart: WayChart, *, small: bool) -> str:
    rows = max(len(each.places) for each in chart.series)
    lines = "".join(_line(at, each, rows, small=small) for at, each in enumerate(chart.series))
    low, unit = serial(chart.start), YEAR * stride(chart.start, chart.end)
    high = low + unit * -(-(serial(chart.end) - low) // unit)
    days = _axis(1, 2, "b", (low, high), unit, 'yyyy"年"', hidden=small)
    levels = _axis(2, 1, "l", (0, chart.top), chart.step, f'General"{"" if small else chart.unit}"', hidden=small)
    return (
        f'<c:scatterChart><c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>{lines}'
        f'<c:axId val="1"/><c:axId val="2"/></c:scatterChart>{days}{levels}'
    )


def _line(at: int, series: Series, rows: int, *, small: bool) -> str:
    """A line over so many rows of the table behind the chart: LibreOffice shows no line that has fewer than another."""
    pen = PENS[series.stroke]
    places = (*series.places, *[None] * (rows - len(series.places)))
    size = 3 if small else 6
    thick = round(pen.width * 12700 * (0.6 if small else 1))
    fill = f'<a:solidFill><a:srgbClr val="{pen.colour}"/></a:solidFill>'
    mark = f'<c:symbol val="{pen.marker}"/>'
    if pen.marker != "none":
        mark += f'<c:size val="{size}"/><c:spPr>{fill}<a:ln>{fill}</a:ln></c:spPr>'
    end = rows + 1
    x, y = (f"Sheet1!${column(2 * at + more)}$2:${column(2 * at + more)}${end}" for more in (0, 1))
    return (
        f'<c:ser><c:idx val="{at}"/><c:order val="{at}"/><c:tx><c:strRef><c:f>Sheet1!${column(2 * at + 1)}$1</c:f>'
        f'<c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>{escape(series.name)}</c:v></c:pt></c:strCache></c:strRef></c:tx>'
        f'<c:spPr><a:ln w="{thick}" cap="flat">{fill}<a:prstDash val="{pen.dash}"/><a:round/></a:ln></c:spPr>'
        f"<c:marker>{mark}</c:marker>"
        f"<c:xVal>{_numbers(x, _days(places), 'yyyy/m/d')}</c:xVal><c:yVal>{_numbers(y, _levels(places), 'General')}</c:yVal>"
        '<c:smooth val="0"/></c:ser>'
    )


def _days(places: Sequence[Point | None]) -> list[float | None]:
    return [None if each is None else serial(each.day) for each in places]


def _levels(places: Sequence[Point | None]) -> list[float | None]:
    return [None if each is None else each.level for each in places]


def _numbers(formula: str, values: Sequence[float | None], pattern: str) -> str:
    inner = "".join(
        f'<c:pt idx="{at}"><c:v>{value:.10g}</c:v></c:pt>' for at, value in enumerate(values) if value is not None
    )
    return (
        f"<c:numRef><c:f>{formula}</c:f><c:numCache><c:formatCode>{escape(pattern)}</c:formatCode>"
        f'<c:ptCount val="{len(values)}"/>{inner}</c:numCache></c:numRef>'
    )


def _axis(
    own: int, other: int, side: str, ends: tuple[float, float], unit: float, pattern: str, *, hidden: bool
) -> str:
    grey = '<c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="{}"/></a:solidFill></a:ln></c:spPr>'
    grid = "" if hidden else f"<c:majorGridlines>{grey.format('D9D9D9')}</c:majorGridlines>"
    quoted = escape(pattern)
    return (
        f'<c:valAx><c:axId val="{own}"/><c:scaling><c:orientation val="minMax"/><c:max val="{ends[1]:.10g}"/>'
        f'<c:min val="{ends[0]:.10g}"/></c:scaling><c:delete val="{int(hidden)}"/><c:axPos val="{side}"/>{grid}'
        f'<c:numFmt formatCode="{quoted}" sourceLinked="0"/><c:majorTickMark val="out"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="nextTo"/>{grey.format("7F7F7F")}<c:crossAx val="{other}"/>'
        f'<c:crosses val="min"/><c:crossBetween val="midCat"/><c:majorUnit val="{unit:.10g}"/></c:valAx>'
    )


def _counts(chart: CountChart) -> str:
    end = len(chart.bars) + 1
    names = "".join(f'<c:pt idx="{at}"><c:v>{escape(bar.name)}</c:v></c:pt>' for at, bar in enumerate(chart.bars))
    counts = _numbers(f"Sheet1!$B$2:$B${end}", [bar.count for bar in chart.bars], "General")
    looks = "".join(
        f'<c:dPt><c:idx val="{at}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/><c:spPr>{_fill(bar)}'
        f'<a:ln w="9525"><a:solidFill><a:srgbClr val="404040"/></a:solidFill></a:ln></c:spPr></c:dPt>'
        for at, bar in enumerate(chart.bars)
    )
    labels = (
        f'<c:dLbls><c:numFmt formatCode="General&quot;{escape(chart.unit)}&quot;" sourceLinked="0"/><c:spPr><a:noFill/></c:spPr>'
        '<c:dLblPos val="outEnd"/><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>'
        '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
    )
    return (
        '<c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/><c:ser><c:idx val="0"/>'
        f'<c:order val="0"/><c:invertIfNegative val="0"/>{looks}{labels}<c:cat><c:strRef><c:f>Sheet1!$A$2:$A${end}</c:f>'
        f'<c:strCache><c:ptCount val="{len(chart.bars)}"/>{names}</c:strCache></c:strRef></c:cat><c:val>{counts}</c:val></c:ser>'
        '<c:gapWidth val="60"/><c:axId val="1"/><c:axId val="2"/></c:barChart>'
        '<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="maxMin"/></c:scaling><c:delete val="0"/><c:axPos val="l"/>'
        f'<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:crossAx val="2"/>'
        '<c:crosses val="autoZero"/></c:catAx><c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/>'
        '<c:min val="0"/></c:scaling><c:delete val="1"/><c:axPos val="t"/><c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="none"/><c:crossAx val="1"/><c:crosses val="autoZero"/></c:valAx>'
    )


def _fill(bar: Bar) -> str:
    shade = SHADES[bar.colour]
    if not shade.pattern:
        return f'<a:solidFill><a:srgbClr val="{shade.line}"/></a:solidFill>'
    return (
        f'<a:pattFill prst="{shade.pattern}"><a:fgClr><a:srgbClr val="{shade.line}"/></a:fgClr>'
        '<a:bgClr><a:srgbClr val="FFFFFF"/></a:bgClr></a:pattFill>'
    )


def _layout(*, small: bool) -> str:
    """A small chart takes all the room there is."""
    if not small:
        return "<c:layout/>"
    places = "".join(f'<c:{name} val="{value}"/>' for name, value in _EDGES)
    return f'<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>{places}</c:manualLayout></c:layout>'


_EDGES = (("x", 0.01), ("y", 0.06), ("w", 0.98), ("h", 0.88))


def _title(words: str, points: int) -> str:
    """The title in bold."""
    look = f'<a:latin typeface="{FONT}"/><a:ea typeface="{FONT}"/>'
    return (
        f'<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:pPr><a:defRPr sz="{points * 100}" b="1"/></a:pPr>'
        f'<a:r><a:rPr lang="zh-CN" sz="{points * 100}" b="1">{look}</a:rPr><a:t>{escape(words)}</a:t></a:r></a:p></c:rich></c:tx>'
        '<c:overlay val="0"/></c:title>'
    )


def _text(points: int) -> str:
    return (
        f'<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="{points * 100}"><a:latin typeface="{FONT}"/>'
        f'<a:ea typeface="{FONT}"/></a:defRPr></a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
    )


def table_of(chart: WayChart | CountChart) -> Iterator[tuple[str, Iterable[str | int | float | None], str]]:
    """The values behind a chart by column: its head, its values, and the pattern of its numbers."""
    if isinstance(chart, CountChart):
        yield "状态", [bar.name for bar in chart.bars], "General"
        yield chart.unit, [bar.count for bar in chart.bars], "General"
        return
    for series in chart.series:
        yield "日期", _days(series.places), "yyyy-mm-dd"
        yield series.name, _levels(series.places), "General"
