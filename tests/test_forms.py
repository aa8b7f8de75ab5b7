"""Forms hold what each office and area owes, in the plan's words, and guard what may be typed."""

from __future__ import annotations

import io
import os
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from minzheng_cli.console.steps import steps
from minzheng_cli.model.area import COUNTY_TYPES
from minzheng_cli.model.period import Period
from minzheng_cli.model.progress import Observation, ProgressFile, Report
from minzheng_cli.query.form import Form, Forms
from minzheng_cli.query.form_columns import FIGURE_COLUMNS, REPORT_COLUMNS
from minzheng_cli.report.forms.measure import height, lines_of
from minzheng_cli.report.forms.workbook import form_bytes
from minzheng_cli.store.files import all_files
from minzheng_cli.store.load import Loaded, load
from tests.conftest import DEMO, Mz

SENT = "2022-06-20"


@pytest.fixture(scope="session")
def forms(shipped: Loaded) -> Forms:
    return Forms(shipped.kb, Period(2022, 1), date(2022, 6, 20))


@pytest.fixture(scope="session")
def demo() -> Loaded:
    return load(DEMO, all_files(DEMO))


def opened(form: Form | None) -> Any:
    assert form
    return load_workbook(io.BytesIO(form_bytes(form)))


def ids(form: Form | None, field: str) -> list[str]:
    assert form
    return [row.id for sheet in form.sheets if sheet.field == field for row in sheet.rows]


# Who owes what


def test_every_office_with_a_task_and_all_seventy_areas_have_a_form(mz: Mz, tmp_path: Path) -> None:
    result = mz("form", "2022H1", "--all", "-o", str(tmp_path / "表"), "--as-of", SENT)
    assert result.code == 0, result.err
    names = sorted(path.name for path in (tmp_path / "表").iterdir())
    assert len(names) == 79
    assert {"2022H1_社会救助处.xlsx", "2022H1_220100_长春市.xlsx", "2022H1_JL-CBS_长白山管委会.xlsx"} <= set(names)
    assert result.err == f"已写入79份填报表到“{tmp_path / '表'}”\n"


def test_an_office_owes_words_on_its_own_tasks(forms: Forms, shipped: Loaded) -> None:
    for office in forms.offices():
        owned = [task.id for task in shipped.kb.tasks.tasks if office in task.owners]
        assert owned
        assert ids(forms.of("office", office), "reports") == owned
    assert forms.of("office", "办公室") is None


def test_an_area_owes_figures(forms: Forms, shipped: Loaded) -> None:
    every = [target.id for target in shipped.kb.targets.targets]
    ratios = [target.id for target in shipped.kb.targets.targets if target.ratio]
    for area in forms.areas():
        found = ids(forms.of("area", area.code), "observations")
        if area.type in COUNTY_TYPES:
            assert found == every
        elif area.type == "管委会":
            assert found == [each for each in every if each not in ("G6.1", "G8.1")]
        else:
            assert found == ratios
        assert not ids(forms.of("area", area.code), "reports")
    assert forms.of("area", "999999") is None


def test_a_renamed_office_hands_its_tasks_on(shipped: Loaded) -> None:
    org = shipped.kb.org
    old = next(office for office in org.offices if office.name == "社会事务处")
    heir = "养老服务处"
    changed = old.model_copy(update={"until": date(2022, 3, 31), "successor": heir})
    offices = tuple(changed if office is old else office for office in org.offices)
    fields = {name: getattr(org, name) for name in type(org).model_fields}
    kb = type(shipped.kb)({**shipped.kb.parts, "org.yaml": type(org)(**{**fields, "offices": offices})})
    before, after = Forms(kb, Period(2021, 2), date(2022, 1, 5)), Forms(kb, Period(2022, 1), date(2022, 7, 5))
    mine = ids(before.of("office", "社会事务处"), "reports")
    assert mine
    assert after.of("office", "社会事务处") is None
    assert set(mine) <= set(ids(after.of("office", heir), "reports"))


def test_what_was_said_last_stands_beside(shipped: Loaded) -> None:
    first = Report(task="T1", office="社会救助处", status="进行中", done="摸底", reported=date(2022, 1, 8))
    mended = first.model_copy(update={"done": "摸底完成", "reported": date(2022, 1, 9), "corrects": first.reported})
    seen = [
        Observation(target="G6.2", area=code, as_of=date(2021, 12, 31), numerator=part, denominator=10)
        for code, part in (("220122", 3), ("220182", 4))
    ]
    progress = ProgressFile(period="2021H2", reports=(first, mended), observations=tuple(seen))
    late = ProgressFile(period="2022H2", observations=(seen[0].model_copy(update={"numerator": 9}),))
    kb = type(shipped.kb)({**shipped.kb.parts, "progress/2021H2.yaml": progress, "progress/2022H2.yaml": late})
    made = Forms(kb, Period(2022, 1), date(2022, 6, 20))

    def before(form: Form | None, row_id: str) -> str:
        assert form
        return next(str(row.cells["before"]) for sheet in form.sheets for row in sheet.rows if row.id == row_id)

    assert before(made.of("office", "社会救助处"), "T1") == "2022-01-09报送：进行中\n摸底完成"
    assert before(made.of("office", "社会救助处"), "T2") == "（未报送）"
    assert before(made.of("area", "220122"), "G6.2") == "3/10（30.0%），截至2021-12-31"
    assert before(made.of("area", "220100"), "G6.2") == "（未报送）\n所辖11个县级单位中2个合计：7/20（35.0%）"
    assert before(made.of("office", "基层政权建设和社区治理处"), "G6.2").endswith(
        "所辖61个县级单位中2个合计：7/20（35.0%）"
    )


# What a form looks like


def test_the_same_data_and_day_give_the_same_bytes(forms: Forms) -> None:
    form = forms.of("area", "220122")
    assert form
    assert form_bytes(form) == form_bytes(form)


def test_the_words_are_those_of_the_plan(forms: Forms, shipped: Loaded) -> None:
    sheet = opened(forms.of("office", "社会救助处"))["工作进展"]
    task = shipped.kb.tasks.tasks[0]
    assert [cell.value for cell in sheet[3]] == [column.label for column in REPORT_COLUMNS]
    assert sheet["A4"].value == "T1"
    assert sheet["B4"].value == f"1.{task.title}\n" + "\n".join(measure.text for measure in task.measures)
    figures = opened(forms.of("area", "220122"))["指标数据"]
    assert [cell.value for cell in figures[3]] == [column.label for column in FIGURE_COLUMNS]
    assert "原文：到2025年底，常态开展议事协商活动的村比例达到80%以上" in figures["B6"].value
    assert figures["C6"].value == "分子：常态开展议事协商活动的村数\n分母：村总数"
    assert figures["J6"].value == datetime(2022, 6, 30)  # noqa: DTZ001 - as Excel has it
    assert (figures["F8"].value, figures["I6"].value, figures["D8"].value) == ("—", "—", "平方米")


def test_only_what_is_to_be_filled_can_be_typed_into(forms: Forms) -> None:
    for form, name in ((forms.of("office", "社会救助处"), "工作进展"), (forms.of("area", "220122"), "指标数据")):
        sheet = opened(form)[name]
        columns = REPORT_COLUMNS if name == "工作进展" else FIGURE_COLUMNS
        closed = {row.id: row.closed for each in form.sheets for row in each.rows if form}  # type: ignore[union-attr]
        assert sheet.protection.sheet
        assert not sheet.protection.password
        for row in sheet.iter_rows(min_row=4):
            for cell, column in zip(row, columns, strict=True):
                is_open = column.is_filled and column.field not in closed[row[0].value]
                assert cell.protection.locked is not is_open, cell.coordinate
                assert (cell.fill.fgColor.rgb == "FFFFF9DB") is is_open, cell.coordinate


def test_limits_speak_chinese(forms: Forms) -> None:
    book = opened(forms.of("area", "220122"))
    rules = {str(rule.sqref): rule for rule in book["指标数据"].data_validations.dataValidation}
    count, value, as_of = rules["F6"], rules["I8"], rules["J6"]
    assert (count.type, value.type, as_of.type) == ("whole", "decimal", "date")
    assert count.error == "分子只填整数，0或更大，不写单位。例：8"
    assert count.prompt == "数：常态开展议事协商活动的村数"
    assert as_of.error == "截止日期要在2022年上半年之内：2022年1月1日至2022年6月30日。"
    words = opened(forms.of("office", "社会救助处"))["工作进展"].data_validations.dataValidation
    status = next(rule for rule in words if str(rule.sqref) == "D4")
    assert (status.type, status.formula1) == ("list", '"未启动,进行中,已完成"')
    assert "F8" not in rules
    assert all(rule.errorTitle == "这一格填得不对" for rule in rules.values())


def test_it_prints_on_a4_with_its_heading_on_every_page(forms: Forms) -> None:
    sheet = opened(forms.of("area", "220122"))["指标数据"]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToWidth in (None, 1)  # one page wide is what a file says by saying nothing
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.freeze_panes == "B4"
    assert sheet.oddFooter.right.text == "第&P页，共&N页"
    assert not sheet.merged_cells.ranges


def test_rows_are_as_high_as_their_words(forms: Forms) -> None:
    sheet = opened(forms.of("office", "基层政权建设和社区治理处"))["工作进展"]
    for row in range(4, sheet.max_row + 1):
        needed = max(lines_of(str(sheet.cell(row, at).value or ""), c.width) for at, c in enumerate(REPORT_COLUMNS, 1))
        assert sheet.row_dimensions[row].height == pytest.approx(height(needed), abs=1)
        assert height(needed) < 409


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [("", 10, 1), ("一二三四", 10, 1), ("一二三四五", 10, 2), ("a\nb", 10, 2), ("a" * 17, 10, 3)],
)
def test_lines_of_a_text(text: str, width: float, lines: int) -> None:
    assert lines_of(text, width) == lines


def test_the_hidden_sheet_says_what_the_form_is(forms: Forms) -> None:
    book = opened(forms.of("area", "220122"))
    sheet = book["mz"]
    assert sheet.sheet_state == "veryHidden"
    assert [sheet.cell(row, 1).value for row in range(1, 5)] == ["mz-form", "base", "period", "area"]
    assert [sheet.cell(row, 2).value for row in (1, 3, 4, 5)] == ["1", "2022H1", "220122", "G5.1"]


def test_the_guide_says_by_when_and_to_whom(forms: Forms) -> None:
    sheet = opened(forms.of("office", "社会救助处"))["填表说明"]
    words = "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value)
    for said in ("社会救助处", "2022年7月15日以前", "领导小组办公室（设在社会救助处）", "未启动", "更正说明"):
        assert said in words
    assert "指标数据" not in words


def test_a_demonstration_is_marked_on_every_sheet(demo: Loaded) -> None:
    book = opened(Forms(demo.kb, Period(2022, 2), date(2023, 1, 5)).of("area", "220122"))
    for name in ("填表说明", "指标数据"):
        assert book[name]["A2"].value.startswith("演示数据")
        assert book[name]["A2"].font.color.rgb == "FFC00000"
    assert "演示数据" in book["指标数据"].oddHeader.left.text


def test_words_that_look_like_formulas_stay_words(forms: Forms) -> None:
    form = forms.of("office", "社会救助处")
    assert form
    data = form_bytes(form, {("reports", "T1", "done"): "=HYPERLINK(1)", ("reports", "T1", "next"): "http://a.b"})
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        text = package.read("xl/worksheets/sheet2.xml").decode()
    assert "<f>" not in text
    assert "<hyperlink" not in text
    assert load_workbook(io.BytesIO(data))["工作进展"]["E4"].value == "=HYPERLINK(1)"


# The command


def test_one_form_goes_where_it_is_wanted(mz: Mz, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert mz("form", "2022上半年", "--owner", "厅社会救助处", "--as-of", SENT).code == 0
    assert mz("form", "2022H1", "--area", "农安县", "-o", "农安.xlsx", "--as-of", SENT).err == "已写入农安.xlsx\n"
    assert mz("form", "2022H1", "--area", "220122", "-o", "给各县", "--as-of", SENT).code == 0
    assert {path.name for path in tmp_path.rglob("*.xlsx")} == {
        "2022H1_社会救助处.xlsx",
        "农安.xlsx",
        "2022H1_220122_农安县.xlsx",
    }


def test_a_filled_form_is_never_overwritten(mz: Mz, tmp_path: Path) -> None:
    arguments = ("form", "2022H1", "--area", "农安县", "-o", str(tmp_path / "表.xlsx"), "--as-of", SENT)
    assert mz(*arguments).code == 0
    assert mz(*arguments).code == 0
    book = load_workbook(tmp_path / "表.xlsx")
    book["指标数据"]["F5"] = 1
    book.save(tmp_path / "表.xlsx")
    filled = (tmp_path / "表.xlsx").read_bytes()
    result = mz(*arguments)
    assert result.code == 2
    assert "可能是填过的表，没有覆盖" in result.err
    assert (tmp_path / "表.xlsx").read_bytes() == filled


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("2022H1",), "要写明给谁制表"),
        (("2022H1", "--all", "--owner", "社会救助处"), "要写明给谁制表"),
        (("2022H1", "--owner", "社会救济处"), "是不是“社会救助处”"),
        (("2022H1", "--owner", "办公室"), "没有要报的任务"),
        (("2022H1", "--area", "农安"), "是不是“农安县”"),
        (("2022H1", "--area", "吉林省"), "没有地区“吉林省”"),
        (("2022", "--all"), "写法不对"),
        (("2031H1", "--all"), "不在方案的实施期限内"),
        (("2022H1", "--all"), "--all要写明文件夹。例如：-o 填报表"),
        (("2022H1", "--all", "-o", "README.txt"), "不能作为填报表的文件名"),
        (("2022H1", "--all", "--as-of", "昨天"), "写法不对"),
    ],
)
def test_mistakes_are_said_in_a_sentence(
    mz: Mz, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    result = mz("form", *arguments)
    assert (result.code, result.out) == (2, "")
    assert says in result.err
    assert not list(tmp_path.iterdir())


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_bar_is_shown_on_a_terminal_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    for stream, shows in ((_Terminal(), True), (io.StringIO(), False)):
        monkeypatch.setattr("sys.stderr", stream)
        monkeypatch.setenv("TERM", "xterm")
        assert list(steps(range(3), "制表", 3)) == [0, 1, 2]
        assert ("制表" in stream.getvalue()) is shows
    assert os.environ["TERM"] == "xterm"


def test_every_measure_is_in_the_form_of_an_office(forms: Forms, shipped: Loaded) -> None:
    made = [form for office in forms.offices() if (form := forms.of("office", office))]
    words = "".join(str(row.cells["words"]) for form in made for sheet in form.sheets for row in sheet.rows)
    assert all(measure.text in words for task in shipped.kb.tasks.tasks for measure in task.measures)
