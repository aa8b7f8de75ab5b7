"""The Excel ledger, read back: values as what they are, filters, lights, charts, and text that never runs."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from minzheng_cli.report.kinds import KINDS
from minzheng_cli.report.sheets import Cell, Sheet, SheetColumn
from minzheng_cli.report.workbook import render, sheet_names
from tests.conftest import DEMO, Mz

DAY = date(2023, 1, 20)
HEAD = 3
"""The row of the table's head."""
NEEDED = {"office": ("--owner", "养老服务处")}
TIMES = {"half-year", "brief", "annual", "office"}


@dataclass(frozen=True)
class Ledger:
    """The least that a context has."""

    sheets: tuple[Sheet, ...]
    title: str = "台账"
    demonstration: str | None = "演示数据"
    lights: dict[str, str] = field(default_factory=dict)


def book_of(*rows: tuple[Cell, ...], kinds: str = "text", names: tuple[str, ...] = ("表",)) -> Workbook:
    columns = tuple(SheetColumn(kind, 12, kind) for kind in kinds.split())  # type: ignore[arg-type]
    sheets = tuple(Sheet(name, "题目", columns, rows, ("备注",)) for name in names)
    return load_workbook(io.BytesIO(render(Ledger(sheets), None, DAY, None)))


def page_of(book: Workbook, name: str) -> Worksheet:
    page = book[name]
    assert isinstance(page, Worksheet)
    return page


def made(mz: Mz, kind: str, target: Path, *arguments: str) -> Workbook:
    times = ("--period", "2022H2") if kind in TIMES else ()
    options = (*times, *NEEDED.get(kind, ()), "--as-of", "2023-01-20", *arguments)
    result = mz("--data", str(DEMO), "report", kind, *options, "-o", str(target))
    assert result.code == 0, result.err
    return load_workbook(target)


def test_cells_are_what_they_are() -> None:
    book = book_of(("字", 12, 3.25, 66.7, date(2022, 6, 30), None), kinds="text number figure percent day text")
    cells = page_of(book, "表")[HEAD + 1]
    assert [cell.value for cell in cells] == ["字", 12, 3.25, 66.7, datetime(2022, 6, 30), None]  # noqa: DTZ001
    assert [cell.data_type for cell in cells] == ["s", "n", "n", "n", "d", "n"]
    assert (cells[1].number_format, cells[3].number_format) == ("0", '0.0#"%"')
    assert re.sub(r'[\\"]', "", cells[4].number_format) == "yyyy年m月d日"


@pytest.mark.parametrize(
    "text",
    [
        "=cmd|' /C calc'!A0",
        "+1",
        "-1",
        "@SUM(A1)",
        "=1+1",
        "http://example.org",
        "007",
        "1e5",
        "\u202eabc",
        "😀𠮷",
        "{{ 7*7 }}",
        "_x0041_",
    ],
)
def test_text_is_text(text: str) -> None:
    cell = page_of(book_of((text,)), "表").cell(HEAD + 1, 1)
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_characters_that_no_workbook_holds_are_left_out() -> None:
    data = render(
        Ledger((Sheet("表", "题\x00目", (SheetColumn("甲", 8),), (("a\x00b\x0bc\ud800d\ufffee",),), ("注\x01",)),)),
        None,
        DAY,
        None,
    )
    page = page_of(load_workbook(io.BytesIO(data)), "表")
    assert (page["A1"].value, page.cell(HEAD + 1, 1).value) == ("题目", "abcde")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert b"_x0000_" not in archive.read("xl/sharedStrings.xml")


@pytest.mark.parametrize(("char", "units"), [("长", 1), ("😀", 2)])
def test_a_text_that_is_too_long_is_cut_and_says_so(char: str, units: int) -> None:
    value = page_of(book_of((char * 40_000,)), "表").cell(HEAD + 1, 1).value
    assert isinstance(value, str)
    assert value.startswith(char * 1000)
    assert value.endswith("……（全文40000字，单元格放不下，后面的略去）")
    assert 32_767 - units < len(value.encode("utf-16-le")) // 2 <= 32_767
    whole = page_of(book_of(("长" * 32_767,)), "表").cell(HEAD + 1, 1).value
    assert whole == "长" * 32_767


@pytest.mark.parametrize("value", [float("nan"), float("inf"), date(1899, 12, 31)])
def test_what_no_number_can_hold_is_text(value: Cell) -> None:
    assert page_of(book_of((value,), kinds="figure"), "表").cell(HEAD + 1, 1).data_type == "s"


def test_names_of_sheets_are_valid_and_each_once() -> None:
    wanted = ["a[]:*?/\\b", "'表'", "", "History", "长" * 40, "长" * 40, "表", "A", "a", "\x00", "😀" * 20]
    names = sheet_names(wanted)
    assert len({name.lower() for name in names}) == len(wanted)
    assert all(0 < len(name.encode("utf-16-le")) // 2 <= 31 for name in names)
    assert not any(set(name) & set("[]:*?/\\'\x00") for name in names)
    assert "history" not in [name.lower() for name in names]
    assert book_of(("x",), names=tuple(wanted)).sheetnames == names


def test_a_table_is_ready_to_filter_and_to_print() -> None:
    page = page_of(book_of(("甲", 1), ("乙", 2), kinds="text number"), "表")
    assert (page.freeze_panes, page.auto_filter.ref, page.print_title_rows) == ("B4", "A3:B5", "$3:$3")
    assert (page.page_setup.orientation, str(page.page_setup.paperSize)) == ("landscape", "9")
    fit = page.sheet_properties.pageSetUpPr
    assert fit is not None
    assert (page.page_setup.fitToHeight, fit.fitToPage) == (0, True)
    assert page.oddFooter.center.text == "第&P页，共&N页"
    assert page.column_dimensions["A"].width >= 12
    assert (page["A2"].value, page["A7"].value) == ("演示数据", "备注")


def test_a_row_is_as_high_as_its_text() -> None:
    page = page_of(book_of(("短",), ("一二三四五六七八九十" * 3,)), "表")
    assert (page.row_dimensions[4].height or 0) < 20
    assert (page.row_dimensions[5].height or 0) > 60


def colours(page: Worksheet) -> dict[str, str]:
    """Background by word of the conditional formats."""
    return {
        rule.formula[0].strip('"'): rule.dxf.fill.bgColor.rgb[-6:]
        for found in page.conditional_formatting
        for rule in found.rules
    }


def test_lights_follow_the_plan(mz: Mz, tmp_path: Path) -> None:
    page = page_of(made(mz, "brief", tmp_path / "a.xlsx"), "任务进度")
    assert colours(page)["逾期"] == "C00000"
    assert [str(found.sqref) for found in page.conditional_formatting] == ["C4:C17"]
    base = tmp_path / "data"
    shutil.copytree(DEMO, base)
    plan = base / "plan.yaml"
    text = plan.read_text(encoding="utf-8")
    text, count = re.subn(r"(status: 逾期, colour: )红", r"\1蓝", text)
    assert count == 1
    plan.write_text(text, encoding="utf-8")
    for kind, sheet in (("brief", "任务进度"), ("half-year", "量化目标"), ("annual", "量化目标")):
        target = tmp_path / f"{kind}.xlsx"
        result = mz(
            "--data", str(base), "report", kind, "--period", "2022H2", "--as-of", "2023-01-20", "-o", str(target)
        )
        assert result.code == 0, result.err
        assert colours(page_of(load_workbook(target), sheet))["逾期"] == "BDD7EE", kind


@pytest.mark.parametrize("kind", [name for name in KINDS if name != "notice"])
def test_every_kind_gives_the_same_bytes_twice(mz: Mz, tmp_path: Path, kind: str) -> None:
    made(mz, kind, tmp_path / "a.xlsx")
    book = made(mz, kind, tmp_path / "b.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    assert book.properties.created == datetime(2023, 1, 20)  # noqa: DTZ001
    tables = [page_of(book, name) for name in book.sheetnames if not name.startswith("图表")]
    assert all(page.auto_filter.ref and page.freeze_panes and page["A2"].value for page in tables)
    assert not any(cell.data_type == "f" for page in tables for row in page.iter_rows() for cell in row)


@pytest.mark.parametrize("kind", ["half-year", "brief", "annual"])
def test_charts_are_native_and_hold_the_figures(mz: Mz, tmp_path: Path, kind: str) -> None:
    book = made(mz, kind, tmp_path / "a.xlsx")
    assert book.sheetnames[-2:] == ["图表", "图表数据"]
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        charts = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/charts/chart")]
    assert len(charts) == 11
    assert sum("<c:scatterChart>" in chart for chart in charts) == 10
    cells = [cell.value for row in page_of(book, "图表数据").iter_rows() for cell in row]
    assert "原定期限（2022年12月31日）" in cells
    assert pytest.approx(96.6666667) in [value for value in cells if isinstance(value, float)]


def test_the_ledger_of_targets_reckons(mz: Mz, tmp_path: Path) -> None:
    page = page_of(made(mz, "annual", tmp_path / "a.xlsx"), "量化目标")
    head = [cell.value for cell in page[HEAD]]
    lines = {
        row[0].value: dict(zip(head, row, strict=True)) for row in page.iter_rows(min_row=HEAD + 1, max_row=HEAD + 10)
    }
    line = lines["G6.1"]
    assert (line["目标值"].value, line["单位"].value) == (100, "%")
    above, below, value = (line[name].value for name in ("分子或达标地区", "分母或应报地区", "完成数据"))
    assert value == pytest.approx(100 * above / below, abs=1e-4)
    assert line["方案期限"].value == datetime(2022, 12, 31)  # noqa: DTZ001
    assert line["批准延至"].value == datetime(2023, 6, 30)  # noqa: DTZ001
    assert lines["G8.1"]["方案期限"].value is None


def test_without_figures_there_are_no_empty_charts(mz: Mz, tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    assert mz("report", "brief", "--as-of", "2026-11-23", "-o", str(target)).code == 0
    with zipfile.ZipFile(target) as archive:
        assert len([name for name in archive.namelist() if name.startswith("xl/charts/chart")]) == 1


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_opens_it(mz: Mz, tmp_path: Path) -> None:
    made(mz, "brief", tmp_path / "brief.xlsx")
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "pdf"]
    subprocess.run([*command, "brief.xlsx"], cwd=tmp_path, check=True, capture_output=True, timeout=120)
    assert (tmp_path / "brief.pdf").stat().st_size > 10_000
