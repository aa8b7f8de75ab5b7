"""Charts: what they show is what was evaluated, the same in every document, and their text is text."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from minzheng_cli.model.knowledge import KnowledgeBase
from minzheng_cli.model.period import Period
from minzheng_cli.progress import Evaluation, TaskStatus, end_of
from minzheng_cli.report import brief
from minzheng_cli.report.charts.model import Chart, CountChart, WayChart, scale, spanned, stride, years_of
from minzheng_cli.report.charts.pens import PENS, YEAR, serial
from minzheng_cli.report.charts.svg import svg
from minzheng_cli.report.charts.text import bar
from minzheng_cli.report.charts.ways import count_chart, tile_chart, way_charts
from minzheng_cli.report.lights import SHADES, SIGNS
from minzheng_cli.report.render import Look, render
from minzheng_cli.report.scope import Scope
from minzheng_cli.store.files import all_files
from minzheng_cli.store.load import load
from tests.conftest import DATA, DEMO, PROJECT

SETTINGS = settings(max_examples=200, derandomize=True, database=None, deadline=None)
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
HOSTILE = "<b>&\"'{{ 7*7 }}=cmd\x00\x0b\u202e😀𠮷"
DAY = date(2023, 1, 20)


@pytest.fixture(scope="module")
def demo() -> KnowledgeBase:
    return load(DEMO, all_files(DEMO)).kb


@pytest.fixture(scope="module")
def tasks(demo: KnowledgeBase) -> list[TaskStatus]:
    evaluation = Evaluation(demo, end_of(demo.plan, Period(2022, 2), DAY))
    return [evaluation.task(task) for task in demo.tasks.tasks]


@pytest.fixture(scope="module")
def charts(demo: KnowledgeBase, tasks: list[TaskStatus]) -> dict[str, WayChart]:
    found = way_charts((target for task in tasks for target in task.targets), demo.plan, DAY)
    return {chart.id: chart for chart in found}


def strokes(chart: WayChart) -> list[str]:
    return [series.stroke for series in chart.series]


def test_a_dated_target_shows_figures_line_goal_date_and_extension(charts: dict[str, WayChart]) -> None:
    chart = charts["G6.1"]
    assert strokes(chart) == ["goal", "expected", "due", "extension", "figures"]
    by = {series.stroke: series for series in chart.series}
    assert by["due"].name == "原定期限（2022年12月31日）"
    assert by["extension"].name == "批准延期（2023年6月30日）"
    assert {point.day for point in by["due"].runs[0]} == {date(2022, 12, 31)}
    (line,) = by["expected"].runs
    assert (line[0].day, line[-1]) == (date(2021, 12, 31), type(line[-1])(date(2023, 6, 30), 100))
    (figures,) = by["figures"].runs
    assert [round(point.level, 1) for point in figures] == [37.7, 66.7, 96.7]
    assert line[0] == figures[0]


def test_what_is_drawn_is_what_was_evaluated(tasks: list[TaskStatus], charts: dict[str, WayChart]) -> None:
    for status in (target for task in tasks for target in task.targets):
        figures = next(series for series in charts[status.target.id].series if series.stroke == "figures")
        assert status.rolled is not None
        assert figures.runs[-1][-1].level == status.rolled.level
        assert figures.runs[-1][-1].day.month == status.rolled.as_of.month
        if status.expected is not None and status.measured_on is not None:
            (line,) = next(series for series in charts[status.target.id].series if series.stroke == "expected").runs
            share = (status.measured_on - line[0].day) / (line[-1].day - line[0].day)
            assert line[0].level + share * (line[-1].level - line[0].level) == pytest.approx(status.expected)


def test_a_yearly_target_begins_anew_each_year(charts: dict[str, WayChart]) -> None:
    by = {series.stroke: series for series in charts["G7.1"].series}
    assert [run[0].day.year for run in by["figures"].runs] == [2021, 2022]
    assert [(run[0].day, run[0].level, run[-1].day) for run in by["expected"].runs] == [
        (date(year, 1, 1), 0, date(year, 12, 31)) for year in (2021, 2022)
    ]
    assert by["figures"].places.count(None) == 1


def test_a_target_without_date_has_neither_line_nor_date(charts: dict[str, WayChart]) -> None:
    assert strokes(charts["G8.1"]) == ["goal", "figures"]
    assert charts["G8.1"].title.endswith("（达标地区占比）")
    assert (charts["G8.1"].unit, charts["G8.1"].top, charts["G8.1"].goal) == ("%", 100, 100)


def test_without_figures_nothing_is_drawn_but_the_goal() -> None:
    kb = load(DATA, all_files(DATA)).kb
    evaluation = Evaluation(kb, end_of(kb.plan, Period(2022, 1), DAY))
    for chart in way_charts(
        (evaluation.target(target) for target in kb.targets.targets), kb.plan, evaluation.moment.day
    ):
        assert chart.is_empty
        assert set(strokes(chart)) <= {"goal", "due"}
        assert "未报送数据" in chart.words
        assert bar(chart) == ""
        ET.fromstring(svg(chart))


def test_all_charts_span_the_same_years(charts: dict[str, WayChart]) -> None:
    assert {(chart.start, chart.end) for chart in charts.values()} == {(date(2021, 1, 1), date(2026, 1, 1))}


def test_strokes_differ_without_colour() -> None:
    assert len({(pen.dash, pen.width, pen.marker) for pen in PENS.values()}) == len(PENS)
    assert len(set(SIGNS.values())) == len(SIGNS)
    assert len({shade.pattern for shade in SHADES.values()}) == len(SHADES)


@pytest.mark.parametrize(
    ("highest", "top", "step"),
    [(100, 100, 20), (96.7, 100, 20), (50, 50, 10), (30, 30, 10), (23.1, 25, 5), (1, 1, 0.2), (0, 1, 0.5), (7, 8, 2)],
)
def test_scales_are_round(highest: float, top: float, step: float) -> None:
    assert scale(highest) == pytest.approx((top, step))


@SETTINGS
@given(st.floats(min_value=1e-4, max_value=1e12))
def test_a_scale_holds_what_it_is_for(highest: float) -> None:
    top, step = scale(highest)
    assert top >= highest * (1 - 1e-6)
    assert 1 <= round(top / step) <= 6
    assert top - step < highest * (1 + 1e-6)


@SETTINGS
@given(st.lists(st.dates(date(2000, 1, 1), date(2050, 12, 31)), min_size=1, max_size=4))
def test_an_axis_of_time_holds_its_days_and_marks_true_years(days: list[date]) -> None:
    start, end = spanned(days)
    assert start <= min(days) <= max(days) <= end
    assert len(years_of(start, end)) <= 13
    unit = YEAR * stride(start, end)
    for at, year in enumerate(years_of(start, end)):  # a program marks every so many days: each in its year
        assert serial(year) <= serial(start) + at * unit < serial(year) + 366


@pytest.mark.parametrize(("target", "cells"), [("G6.1", "■■■■■■■■■□"), ("G8.2", "■■■□□□□□□□"), ("G7.1", "■■■■■■■■■■")])
def test_bars_of_letters_are_full_only_at_the_goal(charts: dict[str, WayChart], target: str, cells: str) -> None:
    assert bar(charts[target]) == cells
    assert bar(replace(charts[target], falls=True)) == ""


def test_counts_and_tiles_are_those_of_the_tasks(demo: KnowledgeBase, tasks: list[TaskStatus]) -> None:
    counts = count_chart(tasks, demo.plan.tracking)
    assert {each.name[1:]: each.count for each in counts.bars} == {"正常": 9, "滞后": 1, "逾期": 1, "未报送": 3}
    tiles = tile_chart(tasks).tiles
    assert [(tile.number, tile.word) for tile in tiles] == [(str(t.task.number), t.schedule) for t in tasks]
    assert (tiles[5].sign, tiles[5].colour) == ("■", "红")


def test_svg_is_xml_without_an_address_and_in_the_colour_of_the_page(
    demo: KnowledgeBase, tasks: list[TaskStatus], charts: dict[str, WayChart]
) -> None:
    all_kinds: list[Chart] = [*charts.values(), count_chart(tasks, demo.plan.tracking), tile_chart(tasks)]
    for chart in all_kinds:
        root = ET.fromstring(svg(chart))
        assert root.get("role") == "img"
        assert root.get("aria-label") == f"{chart.title}：{chart.words}"
        assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", svg(chart))
        assert svg(chart) == svg(chart)
    numbers = [float(each) for each in re.findall(r"[ML](-?[\d.]+) ", svg(charts["G6.1"]))]
    assert min(numbers) >= 0
    assert max(numbers) <= 400


def test_hostile_words_are_words(charts: dict[str, WayChart]) -> None:
    chart = replace(charts["G6.1"], title=HOSTILE, words=HOSTILE)
    root = ET.fromstring(svg(chart))
    assert "<b>&\"'{{ 7*7 }}=cmd\u202e😀𠮷" in "".join(root.itertext())


def word(context: brief.Brief) -> dict[str, bytes]:
    data = render(context, "docx", PROJECT / "templates" / "brief.docx", DAY, Look())
    assert isinstance(data, bytes)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_word_draws_the_same_values_and_carries_them_in_a_workbook(demo: KnowledgeBase) -> None:
    context = brief.context(demo, Scope(Period(2022, 2), DAY))
    parts = word(context)
    assert len([name for name in parts if name.startswith("word/charts/chart")]) == 10
    for at, target in enumerate(context.targets, 1):
        drawn = ET.fromstring(parts[f"word/charts/chart{at}.xml"])
        names = [node.text for node in drawn.iterfind(f".//{C}ser/{C}tx//{C}v")]
        assert names == [series.name for series in target.chart.series]
        last = drawn.findall(f".//{C}ser")[-1]
        levels = [float(node.text or "nan") for node in last.iterfind(f"{C}yVal//{C}v")]
        shown = [point.level for point in target.chart.series[-1].places if point]
        assert levels == pytest.approx(shown)
        lengths = {node.get("val") for node in drawn.iterfind(f".//{C}ser/{C}xVal//{C}ptCount")}
        assert len(lengths) == 1, "LibreOffice leaves out lines that are shorter than others"
        book = load_workbook(io.BytesIO(parts[f"word/embeddings/Microsoft_Excel_Sheet{at}.xlsx"]))
        assert [cell.value for cell in book["Sheet1"][1]][1::2] == names
    assert b"drawingml.chart+xml" in parts["[Content_Types].xml"]


def test_word_takes_hostile_words(demo: KnowledgeBase) -> None:
    context = brief.context(demo, Scope(Period(2022, 2), DAY))
    target = context.targets[0]
    chart = replace(target.chart, title=HOSTILE, words=HOSTILE, series=(replace(target.chart.series[0], name=HOSTILE),))
    parts = word(replace(context, targets=(replace(target, chart=chart),)))
    drawn = ET.fromstring(parts["word/charts/chart1.xml"])
    assert drawn.findtext(f".//{C}ser/{C}tx//{C}v") == "<b>&\"'{{ 7*7 }}=cmd\u202e😀𠮷"
    ET.fromstring(parts["word/document.xml"])


def test_a_chart_of_counts_may_be_drawn_in_word(demo: KnowledgeBase, tasks: list[TaskStatus]) -> None:
    from minzheng_cli.report.charts.drawingml import chart_xml

    chart = count_chart(tasks, demo.plan.tracking)
    drawn = ET.fromstring(chart_xml(chart, data="rId1"))
    assert [node.text for node in drawn.iterfind(f".//{C}cat//{C}v")] == [each.name for each in chart.bars]
    assert [int(node.text or 0) for node in drawn.iterfind(f".//{C}val//{C}v")] == [each.count for each in chart.bars]
    assert isinstance(chart, CountChart)


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_reads_every_line_of_a_chart(demo: KnowledgeBase, tmp_path: Path) -> None:
    context = brief.context(demo, Scope(Period(2022, 2), DAY))
    data = render(context, "docx", PROJECT / "templates" / "brief.docx", DAY, Look())
    assert isinstance(data, bytes)
    (tmp_path / "brief.docx").write_bytes(data)
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "odt"]
    subprocess.run([*command, "brief.docx"], cwd=tmp_path, check=True, capture_output=True, timeout=120)
    with zipfile.ZipFile(tmp_path / "brief.odt") as archive:
        charts = [
            archive.read(name).decode() for name in archive.namelist() if re.fullmatch(r"Object \d+/content.xml", name)
        ]
    assert len(charts) == 10
    for text in charts:
        rows = re.findall(r"<table:table-row>(.*?)</table:table-row>", text.partition("<table:table-rows>")[2])
        columns = list(zip(*(re.findall(r'office:value="([^"]+)"', row) for row in rows), strict=True))
        assert all(set(column) != {"NaN"} for column in columns)
