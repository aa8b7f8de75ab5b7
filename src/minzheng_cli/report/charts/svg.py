"""Charts as SVG in a web page: text in the reader's own fonts, lines in the page's own colour, light or dark."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from minzheng_cli.report.charts.model import Chart, CountChart, Series, Stroke, TileChart, WayChart, years_of
from minzheng_cli.report.charts.xml import escape
from minzheng_cli.report.lights import SHADES

_WIDTH, _HEIGHT = 400, 230
_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 14, 34, 54
_DASHES: dict[Stroke, str] = {
    "figures": 'stroke-width="2.5"',
    "expected": 'stroke-width="1.5" stroke-dasharray="6 4"',
    "goal": 'stroke-width="1"',
    "due": 'stroke-width="1.5" stroke-dasharray="1.5 3"',
    "extension": 'stroke-width="1.5" stroke-dasharray="10 3 2 3"',
}
_TILE, _ACROSS = 100, 7


def svg(chart: Chart) -> str:
    """The chart as an `<svg>` element, which says what it shows to who can't see it."""
    if isinstance(chart, WayChart):
        return _framed(chart, _WIDTH, _HEIGHT, "".join(_way(chart)))
    if isinstance(chart, CountChart):
        return _framed(chart, _WIDTH, 40 + 28 * len(chart.bars), "".join(_counts(chart)))
    rows = -(-len(chart.tiles) // _ACROSS)
    return _framed(chart, _TILE * _ACROSS, 30 + 66 * rows, "".join(_tiles(chart)))


def _framed(chart: Chart, width: int, height: int, inner: str) -> str:
    words = escape(f"{chart.title}：{chart.words}")
    return (
        f'<svg class="chart" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        f'aria-label="{words}" font-size="11" fill="currentColor" stroke="none"><title>{words}</title>{inner}</svg>'
    )


def _way(chart: WayChart) -> Iterator[str]:
    yield _text(_WIDTH / 2, 14, chart.title, 'text-anchor="middle" font-weight="bold"')
    yield _text(_WIDTH / 2, 28, chart.words, 'text-anchor="middle" font-size="9"')
    yield from _axes(chart)
    for series in chart.series:
        yield _line(chart, series)
    yield from _legend(chart)


def _axes(chart: WayChart) -> Iterator[str]:
    left, right, bottom = _LEFT, _WIDTH - _RIGHT, _HEIGHT - _BOTTOM
    steps = round(chart.top / chart.step)
    for at in range(steps + 1):
        y = _y(chart, at * chart.step)
        yield f'<path d="M{left} {y:.1f}H{right}" stroke="currentColor" stroke-opacity="0.2"/>'
        yield _text(left - 4, y + 4, f"{at * chart.step:.6g}{chart.unit}", 'text-anchor="end" font-size="9"')
    for day in years_of(chart.start, chart.end):
        x = _x(chart, day)
        yield f'<path d="M{x:.1f} {bottom}v4" stroke="currentColor"/>'
        yield _text(x, bottom + 15, f"{day.year}年", 'text-anchor="middle" font-size="9"')
    yield f'<path d="M{left} {_TOP}V{bottom}H{right}" fill="none" stroke="currentColor"/>'


def _line(chart: WayChart, series: Series) -> str:
    path = "".join(
        "".join(
            f"{'L' if at else 'M'}{_x(chart, point.day):.1f} {_y(chart, point.level):.1f}"
            for at, point in enumerate(run)
        )
        for run in series.runs
    )
    drawn = f'<path class="{series.stroke}" d="{path}" fill="none" stroke="currentColor" {_DASHES[series.stroke]}/>'
    if series.stroke != "figures":
        return drawn
    dots = (point for run in series.runs for point in run)
    return drawn + "".join(
        f'<circle cx="{_x(chart, dot.day):.1f}" cy="{_y(chart, dot.level):.1f}" r="3.5"/>' for dot in dots
    )


def _legend(chart: WayChart) -> Iterator[str]:
    """Two names a line, each beside a piece of its line."""
    for at, series in enumerate(chart.series):
        x, y = 20 + (at % 2) * 195, _HEIGHT - 27 + (at // 2) * 12
        yield f'<path d="M{x} {y - 4}h24" fill="none" stroke="currentColor" {_DASHES[series.stroke]}/>'
        if series.stroke == "figures":
            yield f'<circle cx="{x + 12}" cy="{y - 4}" r="3"/>'
        yield _text(x + 30, y, series.name, 'font-size="9"')


def _counts(chart: CountChart) -> Iterator[str]:
    yield _text(_WIDTH / 2, 16, chart.title, 'text-anchor="middle" font-weight="bold"')
    most = max((bar.count for bar in chart.bars), default=1)
    for at, bar in enumerate(chart.bars):
        y, long = 30 + 28 * at, 240 * bar.count / most
        yield _text(96, y + 14, bar.name, 'text-anchor="end"')
        yield f'<rect x="104" y="{y}" width="{long:.1f}" height="20" fill="#{SHADES[bar.colour].line}" stroke="currentColor"/>'
        yield _text(110 + long, y + 14, f"{bar.count}{chart.unit}", "")


def _tiles(chart: TileChart) -> Iterator[str]:
    yield _text(_TILE * _ACROSS / 2, 16, chart.title, 'text-anchor="middle" font-weight="bold"')
    for at, tile in enumerate(chart.tiles):
        x, y, shade = _TILE * (at % _ACROSS), 28 + 66 * (at // _ACROSS), SHADES[tile.colour]
        yield f"<g><title>{escape(f'{tile.number}.{tile.name}：{tile.word}')}</title>"
        yield f'<rect x="{x + 2}" y="{y}" width="{_TILE - 4}" height="60" rx="4" fill="#{shade.back}" stroke="currentColor"/>'
        yield _text(x + _TILE / 2, y + 22, tile.number, f'text-anchor="middle" font-size="15" fill="#{shade.text}"')
        yield _text(x + _TILE / 2, y + 46, f"{tile.sign}{tile.word}", f'text-anchor="middle" fill="#{shade.text}"')
        yield "</g>"


def _x(chart: WayChart, day: date) -> float:
    share = (day - chart.start).days / max((chart.end - chart.start).days, 1)
    return _LEFT + share * (_WIDTH - _LEFT - _RIGHT)


def _y(chart: WayChart, level: float) -> float:
    return _HEIGHT - _BOTTOM - level / chart.top * (_HEIGHT - _TOP - _BOTTOM)


def _text(x: float, y: float, words: str, look: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" {look}>{escape(words)}</text>'
