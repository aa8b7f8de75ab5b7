"""`mz status`: what is shown of tasks, targets and areas, who is reminded, in every format; and workbooks of any answer."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from rich.cells import cell_len

from minzheng_cli.console.rows import render_rows
from minzheng_cli.console.terminal import Terminal
from minzheng_cli.query.rows import Column, Rows, merged
from tests.conftest import DEMO, PROJECT, Mz

GOLDEN = PROJECT / "tests" / "golden"
DAY = "2022-07-20"
MARK = "演示数据，全部进展和数字均为虚构，仅用于演示"
DEMONSTRATION = ("--data", str(DEMO), "--as-of", DAY)


PROGRESS = """\
period: 2022H1
reports:
  - {task: T6, office: 基层政权建设和社区治理处, status: 进行中, done: 已推开, evidence: 通报, reported: 2022-07-08}
  - {task: T8, office: 养老服务处, status: 未启动, done: 已摸底, reported: 2022-07-18}
observations:
  - {target: G6.1, area: "220000", as_of: 2022-06-30, numerator: 12, denominator: 60}
  - {target: G6.2, area: "220100", as_of: 2022-06-30, numerator: 300, denominator: 400}
  - {target: G6.2, area: "220302", as_of: 2022-06-30, numerator: 30, denominator: 60}
  - {target: G8.1, area: "220302", as_of: 2022-06-30, value: 0}
extensions:
  - {target: G6.1, due: 2023-06-30, reason: 移交, requested: 2022-06-01, approval: 纪要, approved: 2022-06-20}
acceptances:
  - {item: T6, verdict: 未达到, accepted: 2022-07-10, by: 领导小组办公室}
"""
BEFORE = """\
period: 2021H2
observations:
  - {target: G6.1, area: "220000", as_of: 2021-12-31, numerator: 12, denominator: 60}
"""
LOCALITY = """\
area: "220100"
document: 长民发〔2021〕5号
tasks:
  - task: T6
    made_from: "000000000000"
    owners: [市民政局基层政权科]
    milestones: [{date: 2022-09-30, text: 完成清单初稿}]
    targets: [{target: G6.2, value: 85, due: 2025-06-30}]
"""


@pytest.fixture
def filled(base: Path) -> Path:
    """The shipped plan with a few invented entries."""
    for folder, name, text in (
        ("progress", "2021H2", BEFORE),
        ("progress", "2022H1", PROGRESS),
        ("localities", "220100", LOCALITY),
    ):
        (base / folder).mkdir(exist_ok=True)
        (base / folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return base


def records(mz: Mz, base: Path, *arguments: str, day: str = DAY) -> dict[str, dict[str, Any]]:
    """What a program gets, by id or name."""
    result = mz("status", "--data", str(base), "--as-of", day, "--format", "json", *arguments)
    assert result.code == 0, result.err
    return {str(each.get("id") or each.get("code") or each["name"]): each for each in json.loads(result.out)}


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("status-80.txt", ["--format", "table"]),
        ("status.md", ["--format", "md"]),
        ("status-missing-80.txt", ["--missing"]),
        ("status-area-80.txt", ["--area", "长春市"]),
    ],
)
def test_outputs_are_as_they_were(
    mz: Mz, filled: Path, monkeypatch: pytest.MonkeyPatch, name: str, arguments: list[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    result = mz("status", "--data", str(filled), "--as-of", DAY, *arguments)
    said = f"{result.out}\n{result.err}"
    path = GOLDEN / name
    if os.environ.get("MZ_UPDATE"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(said, encoding="utf-8")
    assert said == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [60, 80, 100, 120, 160])
@pytest.mark.parametrize("view", [[], ["--missing"], ["--localities"], ["--area", "长春市"], ["--area", "全省"]])
def test_no_line_is_wider_than_the_terminal(
    mz: Mz, monkeypatch: pytest.MonkeyPatch, width: int, view: list[str]
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    out = mz("status", *DEMONSTRATION, *view).out
    assert out
    assert max(cell_len(line) for line in out.splitlines()) <= width


def test_three_statuses_stand_apart(mz: Mz, filled: Path) -> None:
    found = records(mz, filled)
    task = found["T6"]
    assert (task["schedule"], task["colour"], task["evidence"]) == ("滞后", "橙", "未通过")
    assert task["acceptance"] == {"verdict": "未达到", "accepted": "2022-07-10", "by": "领导小组办公室"}
    assert task["reports"] == [
        {
            "office": "基层政权建设和社区治理处",
            "status": "进行中",
            "reported": "2022-07-08",
            "late": False,
            "due": "2022-07-15",
        }
    ]
    assert found["T8"]["reports"][0]["late"] is True


def test_a_target_has_all_its_fields(mz: Mz, filled: Path) -> None:
    target = records(mz, filled)["G6.1"]
    wanted = {
        "kind": "target",
        "task": "T6",
        "day": DAY,
        "period": "2022H1",
        "schedule": "滞后",
        "value": 20.0,
        "numerator": 12,
        "as_of": "2022-06-30",
        "expected": pytest.approx(20 + 80 * 181 / 546),
        "reached": False,
        "due": "2022-12-31",
        "days_left": 164,
        "extended_due": "2023-06-30",
        "forecast": None,
        "office_status": [{"office": "基层政权建设和社区治理处", "status": "进行中"}],
    }
    assert {name: target[name] for name in wanted} == wanted


def test_the_page_names_every_field(mz: Mz, filled: Path) -> None:
    page = (PROJECT / "docs" / "progress.md").read_text(encoding="utf-8").partition("## JSON")[2]
    named = set(re.findall(r"\w+", page))
    for view in ([], ["--missing"], ["--localities"], ["--area", "长春市"]):
        for each in records(mz, filled, *view).values():
            assert set(each) <= named, view


@pytest.mark.parametrize(
    ("arguments", "tasks"),
    [
        (["--owner", "厅养老服务处"], ["T3", "T8"]),
        (["--task-force", "F2"], ["T5", "T6", "T7"]),
        (["--task-force", "F1", "--owner", "养老服务处"], ["T3", "T8"]),
    ],
)
def test_tasks_can_be_narrowed(mz: Mz, filled: Path, arguments: list[str], tasks: list[str]) -> None:
    found = records(mz, filled, *arguments)
    assert [name for name in found if name.startswith("T")] == tasks
    assert {each["task"] for each in found.values() if each["kind"] == "target"} <= set(tasks)


def test_only_tasks_or_only_targets(mz: Mz, filled: Path) -> None:
    assert {each["kind"] for each in records(mz, filled, "--tasks").values()} == {"task"}
    assert {each["kind"] for each in records(mz, filled, "--targets").values()} == {"target"}


def test_a_period_is_seen_from_its_end(mz: Mz, filled: Path) -> None:
    found = records(mz, filled, "--period", "2021下半年")
    assert (found["G6.1"]["day"], found["G6.1"]["numerator"], found["G6.1"]["as_of"]) == (
        "2021-12-31",
        12,
        "2021-12-31",
    )
    assert found["G6.2"]["value"] is None
    assert found["T6"]["reports"][0]["status"] is None


def test_who_has_not_reported_is_said(mz: Mz, filled: Path) -> None:
    err = mz("status", "--data", str(filled), "--as-of", DAY, "--owner", "养老服务处").err
    assert (
        err
        == "2022年上半年有1个处室还有任务未报送（应于2022年7月15日前报送，已逾期）：养老服务处（T3）、儿童福利处（T3）。加 --missing 看催报名单。\n".replace(
            "有1个", "有2个"
        )
    )


def test_reminders(mz: Mz, filled: Path) -> None:
    found = list(records(mz, filled, "--missing", "--task-force", "F2").values())
    offices = [each for each in found if each["kind"] == "office"]
    assert [(each["name"], each["missing"], each["days_overdue"]) for each in offices] == [
        ("基层政权建设和社区治理处", ["T5", "T7"], 5)
    ]
    areas = {each["code"]: each for each in found if each["kind"] == "area"}
    assert "G6.2" not in areas["220302"]["missing"], "it reported itself"
    assert "G6.2" not in areas["220102"]["missing"], "its city reported for it"
    assert "G6.2" in areas["220303"]["missing"]
    assert (areas["220303"]["within"], areas["220303"]["name"]) == ("四平市", "铁东区")
    assert not any("G6.1" in each["missing"] for each in areas.values()), "the province reported it"
    assert set(records(mz, filled, "--missing", "--area", "四平市")) <= {
        "220300",
        "220302",
        "220303",
        "220322",
        "220323",
        "220382",
    }


def test_no_reminder_says_why(mz: Mz, filled: Path) -> None:
    said = ("status", "--missing", "--data", str(filled), "--as-of", DAY)
    assert mz(*said, "--owner", "机关党委").err == "没有符合条件的任务\n"
    narrowed = mz(*said, "--owner", "基层政权建设和社区治理处", "--area", "长春市", "--period", "2021H2")
    assert "长春市" in narrowed.out


def test_before_the_day_nobody_is_late(mz: Mz, filled: Path) -> None:
    found = list(records(mz, filled, "--missing", day="2022-07-10").values())
    assert {each["days_overdue"] for each in found} == {-5}
    assert "未到期" in mz("status", "--missing", "--data", str(filled), "--as-of", "2022-07-10").out


def test_an_area_with_its_own_target_and_breakdown(mz: Mz, filled: Path) -> None:
    found = records(mz, filled, "--area", "220100")
    target = found["G6.2"]
    assert (target["value"], target["own_goal"], target["own_due"], target["own_reached"]) == (
        75.0,
        85,
        "2025-06-30",
        False,
    )
    assert found["G6.1"]["reported_by"] == "吉林省"
    task = found["T6"]
    assert (task["breakdown"], task["next_date"], task["owners"]) == (
        "原文已变动",
        "2022-09-30",
        ["市民政局基层政权科"],
    )
    assert found["T1"]["breakdown"] == "未分解"
    assert found["220102"]["figures"]["G6.2"]["reported_by"] == "220100"


def test_coverage_counts_all_localities(mz: Mz, filled: Path) -> None:
    found = records(mz, filled, "--localities")
    assert len(found) == 70
    assert (found["220100"]["broken_down"], found["220100"]["outdated"], found["220100"]["document"]) == (
        ["T6"],
        ["T6"],
        "长民发〔2021〕5号",
    )
    assert (found["220200"]["has_file"], len(found["220200"]["left"])) == (False, 14)
    result = mz("status", "--localities", "--data", str(filled))
    assert result.err == "70个地区中，0个已全部分解，69个还没有分解方案。\n"


@pytest.mark.parametrize("view", [[], ["--missing"], ["--tasks"], ["--area", "长春市"], ["--localities"]])
def test_without_any_data_nothing_is_empty(mz: Mz, view: list[str]) -> None:
    result = mz("status", *view)
    assert result.code == 0
    assert result.out.count("\n") > 5
    assert ("还没有任何报送数据" in result.err) == (view in ([], ["--missing"], ["--tasks"]))


def test_without_any_data_everything_is_unreported(mz: Mz) -> None:
    found = json.loads(mz("status", "--format", "json", "--as-of", DAY).out)
    assert {each["schedule"] for each in found} == {"未报送"}
    assert len(found) == 24


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("--owner 养老处", "没有处室或单位“养老处”。是不是“养老服务处”？"),
        ("--area 农安", "没有地区“农安”。是不是“农安县”？"),
        ("--period 2019H1", "报告期2019H1不在方案的实施期限内。"),
        ("--period 上半年", "报告期“上半年”写法不对。"),
        ("--period 2022H2 --as-of 2022-06-30", "2022年下半年还没有开始。"),
        ("--missing --tasks", "--missing和--tasks不能一起用。"),
        ("--format xlsx", "xlsx格式不能显示在屏幕上。"),
        ("-o 进度.pdf", "不能从文件名“进度.pdf”的后缀判断格式。"),
        ("--as-of 昨天", "日期“昨天”写法不对。"),
    ],
)
def test_mistakes_are_one_sentence(mz: Mz, arguments: str, said: str) -> None:
    result = mz("status", *arguments.split())
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert result.err.startswith(said)


def test_lights_are_coloured_and_said_in_words() -> None:
    light = Column("进度", lambda r: r["s"], light=lambda r: r["c"])
    rows = Rows(({"s": "滞后", "c": "橙"},), (Column("编号", lambda _: "T1"), light))
    assert "● 滞后" in render_rows(rows, "table", Terminal())
    assert "\x1b[33m●" in render_rows(rows, "table", Terminal(colour=True))
    assert "●" not in render_rows(rows, "csv", Terminal()) + render_rows(rows, "md", Terminal())


def test_tables_of_one_csv_share_a_heading(mz: Mz, filled: Path) -> None:
    out = mz("status", "--data", str(filled), "--as-of", DAY, "--format", "csv").out
    lines = list(csv.DictReader(io.StringIO(out.removeprefix("\ufeff"))))
    assert len(lines) == 24
    assert (lines[5]["编号"], lines[5]["进度"], lines[5]["现值"]) == ("T6", "滞后", "")
    assert next(each for each in lines if each["编号"] == "G6.1")["现值"] == "20%"
    assert merged([Rows((), ())]).records == ()


ODD = ["=1+1", "+1", "@x", "http://a.b", "007", "甲\n乙", "", "\x00\x07", "长" * 40000, "<&>\"'", "1e5"]


def workbook(data: bytes) -> CalamineWorkbook:
    return CalamineWorkbook.from_filelike(io.BytesIO(data))


def test_a_workbook_holds_text_as_text_and_the_same_bytes_twice() -> None:
    rows = Rows(
        tuple({"t": text} for text in ODD),
        (Column("字", lambda r: r["t"]),),
        demonstration="演示数据",
        title="甲/乙[1]（丙）",
    )
    made = render_rows([rows, rows], "xlsx", Terminal())
    assert made == render_rows([rows, rows], "xlsx", Terminal())
    assert isinstance(made, bytes)
    book = workbook(made)
    assert book.sheet_names == ["甲乙1", "甲乙12"]
    cells = [row[0] for row in book.get_sheet_by_index(0).to_python()]
    assert cells[:3] == ["演示数据", "甲/乙[1]（丙）", "字"]
    assert cells[3:8] == ODD[:5]
    assert all(isinstance(cell, str) for cell in cells)
    sheet = zipfile.ZipFile(io.BytesIO(made)).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert 'state="frozen"' in sheet
    assert "<autoFilter" in sheet


@pytest.mark.parametrize(
    "command",
    ["tasks", "targets", "org", "show T6", "status", "status --missing", "status --localities", "status --area 长春市"],
)
def test_every_answer_can_be_a_workbook(mz: Mz, tmp_path: Path, command: str) -> None:
    path = tmp_path / "结果.xlsx"
    result = mz(*command.split(), "--data", str(DEMO), "-o", str(path))
    assert (result.code, result.out) == (0, "")
    assert result.err.startswith(f"已写入{path}\n")
    for name in (book := workbook(path.read_bytes())).sheet_names:
        assert book.get_sheet_by_name(name).to_python()[0][0] == MARK


def test_a_file_gets_the_format_of_its_name(mz: Mz, tmp_path: Path) -> None:
    for name, start in (("甲.json", "["), ("甲.csv", "\ufeff编号"), ("甲.md", "| 编号"), ("甲.txt", "编号")):
        assert mz("tasks", "-o", str(tmp_path / name)).code == 0
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(start)
    assert json.loads((tmp_path / "甲.json").read_text(encoding="utf-8"))[0]["source"]["line"] > 0
