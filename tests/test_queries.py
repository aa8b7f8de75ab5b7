"""Queries answer what is asked: the JSON contract, every filter, every format, and tables that fit."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from ruamel.yaml import YAML

from minzheng_cli.console.rows import render_rows
from minzheng_cli.console.terminal import Terminal
from minzheng_cli.query.rows import Column, Rows
from tests.conftest import DATA, Mz

CLOSING = "，。、；：）”》"
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\r\n=1")

Fields = dict[str, tuple[type, ...]]
NONE = type(None)
TASK: Fields = {
    "id": (str,),
    "number": (int,),
    "title": (str,),
    "group": (int,),
    "owners": (list,),
    "units": (list,),
    "shared": (bool,),
    "deadline": (str, type(None)),
    "due": (str, type(None)),
    "task_force": (str,),
    "measures": (list,),
    "targets": (list,),
    "source": (dict,),
}
TARGET: Fields = {
    "id": (str,),
    "task": (str,),
    "measure": (str,),
    "indicator": (str,),
    "comparator": (str,),
    "value": (int, float),
    "unit": (str,),
    "qualifier": (str, NONE),
    "due": (str, NONE),
    "every": (str, NONE),
    "scope": (str, NONE),
    "quote": (str,),
    "owners": (list,),
    "source": (dict,),
}


def answer(mz: Mz, *arguments: str) -> list[dict[str, Any]]:
    """The records of a query."""
    result = mz(*arguments, "--format", "json")
    assert result.code == 0, result.err
    records: list[dict[str, Any]] = json.loads(result.out)
    return records


def ids(mz: Mz, *arguments: str) -> str:
    """The ids of a query's records."""
    return " ".join(record["id"] for record in answer(mz, *arguments))


def read(name: str) -> Any:
    """A file of the shipped data, read by another library than the program's."""
    return YAML(typ="safe", pure=True).load(DATA / name)


OFFICES: dict[str, str] = {
    name: office["name"]
    for office in read("org.yaml")["offices"]
    for name in (office["name"], *(other["name"] for other in office.get("names", ())))
}
"""The canonical name of an office by each of its names."""


def cells_of(line: str, starts: list[int]) -> list[str]:
    """A line of a table cut at the cells where its columns start."""
    cut = ["" for _ in starts]
    at = 0
    for char in line:
        column = max(index for index, start in enumerate(starts) if start <= at)
        cut[column] += char
        at += cell_len(char)
    return [cell.strip() for cell in cut]


def table_of(out: str, labels: tuple[str, ...]) -> list[list[str]]:
    """A table's records with their lines joined again; section titles are left out."""
    head, _, *lines = out.splitlines()
    starts = [cell_len(head[: head.index(label)]) for label in labels]
    records: list[list[str]] = []
    for previous, line in zip(["", *lines], lines, strict=False):
        is_section = not previous and "  " not in line
        if not line or is_section:
            continue
        cells = cells_of(line, starts)
        for cell in cells:
            assert not cell.startswith(tuple(CLOSING)), line
        if cells[0]:
            records.append(["" for _ in labels])
        records[-1] = [done + cell for done, cell in zip(records[-1], cells, strict=True)]
    return records


def squeezed(rows: list[list[str]]) -> list[list[str]]:
    """The rows without any blanks, which a line's end takes away."""
    return [["".join(cell.split()) for cell in row] for row in rows]


def check_fields(records: list[dict[str, Any]], fields: Fields) -> None:
    """The records have exactly these fields, in this order, of these types."""
    assert records
    for record in records:
        assert list(record) == list(fields)
        for name, types in fields.items():
            assert type(record[name]) in types, (record["id"], name)


def stands_at(place: dict[str, Any], words: str) -> bool:
    """True where the words begin on the line that is named; they may run on over the lines that follow."""
    lines = (DATA / place["file"]).read_text(encoding="utf-8").splitlines()[place["line"] - 1 :]
    flat = "".join(line.strip() for line in lines)
    return 0 <= flat.find(words) < len(lines[0].strip())


def test_tasks_keep_the_json_contract(mz: Mz) -> None:
    records = answer(mz, "tasks")
    check_fields(records, TASK)
    assert [record["id"] for record in records] == [f"T{number}" for number in range(1, 15)]
    assert [record["number"] for record in records] == list(range(1, 15))
    assert sum(len(record["measures"]) for record in records) == 57
    for record in records:
        assert all(list(measure) == ["id", "text"] for measure in record["measures"])
        assert all(isinstance(text, str) for measure in record["measures"] for text in measure.values())
        assert record["owners"]
        assert all(isinstance(each, str) for key in ("owners", "units", "targets") for each in record[key])
    assert [target for record in records for target in record["targets"]] == ids(mz, "targets").split()


def test_targets_keep_the_json_contract(mz: Mz) -> None:
    records = answer(mz, "targets")
    check_fields(records, TARGET)
    assert len(records) == 10
    for record in records:
        assert record["due"] is None or date.fromisoformat(record["due"]).isoformat() == record["due"]
        assert record["every"] in (None, "year")
        assert record["comparator"] in (">=", "<=", "==")
    assert {record["id"]: record["due"] for record in records if record["due"]} == {
        "G5.1": "2025-12-31",
        "G6.1": "2022-12-31",
        "G6.2": "2025-12-31",
        "G8.2": "2025-12-31",
        "G9.1": "2025-12-31",
    }
    assert [record["id"] for record in records if record["every"]] == ["G7.1"]
    assert [record["id"] for record in records if record["qualifier"] == "基本"] == ["G5.1"]


def test_source_lines_of_lists_hold_the_words(mz: Mz) -> None:
    for record in answer(mz, "tasks"):
        assert stands_at(record["source"], record["title"]), record["id"]
    for record in answer(mz, "targets"):
        assert stands_at(record["source"], record["quote"]), record["id"]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ("--owner 社会救助处", "T1 T2"),
        ("--owner 厅社会救助处", "T1 T2"),
        ("--owner 基层政权和社区建设处", "T5 T6 T7 T12"),
        ("--owner 基层政权建设和社区治理处", "T5 T6 T7 T12"),
        ("--owner 省慈善总会秘书处", "T14"),
        ("--owner 机关党委", ""),
        ("--group 2", "T5 T6 T7"),
        ("--group 二", "T5 T6 T7"),
        ("--group （二）", "T5 T6 T7"),
        ("--group (2)", "T5 T6 T7"),
        ("--group 健全农村基层社会治理体系，协同推进治理有效", "T5 T6 T7"),
        ("--task-force F4", "T9 T10 T11"),
        ("--task-force f4", "T9 T10 T11"),
        ("--task-force 专项事务指导专班", "T9 T10 T11"),
        ("--task-force 专项", "T9 T10 T11"),
        ("--task-force 社会参与", "T12 T13 T14"),
        ("--search 好差评", "T5"),
        ("--search 分别负责", "T3 T12 T14"),
        ("--search 区划地名处", "T11"),
        ("--search T13", "T13"),
        ("--search 绝无此词", ""),
        ("--owner 社会事务处 --task-force F1", "T4"),
        ("--owner 养老服务处 --group 3 --search 养老", "T8"),
        ("--owner 社会救助处 --group 4", ""),
    ],
)
def test_tasks_are_filtered(mz: Mz, arguments: str, expected: str) -> None:
    assert ids(mz, "tasks", *arguments.split()) == expected


@pytest.mark.parametrize(("name", "canonical"), OFFICES.items())
def test_every_name_of_every_office_is_understood(mz: Mz, name: str, canonical: str) -> None:
    expected = [
        task["id"]
        for task in read("tasks.yaml")["tasks"]
        if any(OFFICES[owner] == canonical for owner in task["owners"])
    ]
    assert ids(mz, "tasks", "--owner", f" {name} ").split() == expected
    assert answer(mz, "show", name)[0]["name"] == canonical


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ("--due 2025", "G5.1 G6.2 G8.2 G9.1"),
        ("--due 2025年", "G5.1 G6.2 G8.2 G9.1"),
        ("--due 2025年底", "G5.1 G6.2 G8.2 G9.1"),
        ("--due 2022", "G6.1"),
        ("--annual", "G7.1"),
        ("--undated", "G7.2 G7.3 G8.1 G13.1"),
        ("--annual --undated", "G7.1 G7.2 G7.3 G8.1 G13.1"),
        ("--due 2022 --annual", "G6.1 G7.1"),
        ("--due 2025 --undated --owner 养老服务处", "G8.1 G8.2"),
        ("--task T7", "G7.1 G7.2 G7.3"),
        ("--task t7 --annual", "G7.1"),
        ("--task 6 --due 2025", "G6.2"),
        ("--task T1", ""),
        ("--owner 厅养老服务处", "G8.1 G8.2"),
        ("--owner 养老服务处 --task T6", ""),
    ],
)
def test_targets_are_filtered(mz: Mz, arguments: str, expected: str) -> None:
    assert ids(mz, "targets", *arguments.split()) == expected


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        ("--due 2025", "另有每年都要完成的1个（加 --annual），没有写期限的4个（加 --undated）。\n"),
        ("--due 2025 --annual", "另有没有写期限的4个（加 --undated）。\n"),
        ("--due 2025 --undated", "另有每年都要完成的1个（加 --annual）。\n"),
        ("--due 2025 --annual --undated", ""),
        ("--due 2025 --owner 养老服务处", "另有没有写期限的1个（加 --undated）。\n"),
        ("--due 2022 --task T6", ""),
        ("", ""),
        ("--annual", ""),
    ],
)
def test_what_a_year_leaves_out_is_hinted_on_standard_error(mz: Mz, arguments: str, hint: str) -> None:
    for format_name in ("table", "json", "csv", "md"):
        result = mz("targets", *arguments.split(), "--format", format_name)
        assert result.err == hint
        assert "--undated" not in result.out


def test_an_empty_answer_says_so_on_standard_error(mz: Mz) -> None:
    outputs = {name: mz("tasks", "--search", "绝无此词", "--format", name) for name in ("table", "json", "csv", "md")}
    assert {result.code for result in outputs.values()} == {0}
    assert {result.err for result in outputs.values()} == {"没有符合条件的任务\n"}
    assert outputs["table"].out == outputs["md"].out == ""
    assert json.loads(outputs["json"].out) == []
    assert outputs["csv"].out == "\ufeff编号,任务,责任处室,专班,举措,量化目标\n"


def test_org_lists_every_body_with_its_role(mz: Mz) -> None:
    roles = Counter(record["role"] for record in answer(mz, "org"))
    assert (roles["组长"], roles["副组长"], roles["成员"]) == (1, 5, 15)
    assert (roles["领导小组办公室"], roles["专班"]) == (1, 4)
    assert roles["责任处室"] + roles["责任单位"] + roles["其他处室"] == len(set(OFFICES.values()))
    owners = {owner for task in read("tasks.yaml")["tasks"] for owner in task["owners"]}
    named = {record["name"] for record in answer(mz, "org", "--role", "责任处室")}
    assert named == {OFFICES[owner] for owner in owners}


@pytest.mark.parametrize(
    ("role", "names"),
    [
        ("组长", ["肖模文"]),
        ("副组长", ["相瑛", "杜文革", "尹居斌", "张伟", "尤慧林"]),
        ("领导小组办公室", ["领导小组办公室"]),
        ("专班", ["兜底帮扶指导专班", "乡村治理指导专班", "社会参与指导专班", "专项事务指导专班"]),
        ("责任单位", ["各地民政部门"]),
    ],
)
def test_org_by_role(mz: Mz, role: str, names: list[str]) -> None:
    records = answer(mz, "org", "--role", role)
    assert [record["name"] for record in records] == names
    assert {record["role"] for record in records} == {role}


def test_org_gives_task_forces_their_tasks_by_number(mz: Mz) -> None:
    tasks = {record["id"]: record["tasks"] for record in answer(mz, "org", "--role", "专班")}
    assert tasks == {
        "F1": ["T1", "T2", "T3", "T4", "T8"],
        "F2": ["T5", "T6", "T7"],
        "F3": ["T12", "T13", "T14"],
        "F4": ["T9", "T10", "T11"],
    }


THINGS: dict[str, dict[str, Any]] = {
    "T6": {"id": "T6", "targets": ["G6.1", "G6.2"]},
    "t6": {"id": "T6"},
    "深化基层民主自治实践": {"id": "T6"},
    "T12": {"id": "T12", "shared": True, "task_force": "社会参与指导专班"},
    "T6.2": {"id": "T6.2", "task": "T6", "targets": ["G6.1"]},
    "T11.1": {"id": "T11.1", "owners": ["区划地名处"]},
    "T1.4": {"id": "T1.4", "numbers": [{"quote": "70周岁以上老年人", "reason": "重点保障对象的年龄条件"}]},
    "G6.2": {"id": "G6.2", "measure": "T6.7", "due": "2025-12-31"},
    "g8.1": {"id": "G8.1", "due": None, "scope": "每个县（市、区）"},
    "收住困难失能老年人的养老机构数": {"id": "G8.1"},
    "P3": {"id": "P3", "kind": "指导思想"},
    "P16": {"id": "P16"},
    "F1": {"id": "F1", "leads": ["社会救助处"]},
    "专项事务指导专班": {"id": "F4"},
    "社会救助处": {"name": "社会救助处", "tasks": ["T1", "T2"], "leads": ["兜底帮扶指导专班"]},
    "基层政权和社区建设处": {"name": "基层政权建设和社区治理处", "tasks": ["T5", "T6", "T7", "T12"]},
    "肖模文": {"name": "肖模文", "role": "组长", "office": "厅党组"},
    "尤慧林": {"name": "尤慧林", "office": None},
    "220100": {"name": "长春市", "parent": None, "type": "地级市"},
    "公主岭市": {"code": "220184", "parent": "220100"},
    "长白山管委会": {"code": "JL-CBS", "areas": []},
}


@pytest.mark.parametrize("name", THINGS)
def test_show_finds_each_kind_of_thing(mz: Mz, name: str) -> None:
    (record,) = answer(mz, "show", name)
    assert {key: record[key] for key in THINGS[name]} == THINGS[name]


@pytest.mark.parametrize("name", THINGS)
def test_show_prints_the_same_lines_in_every_format(mz: Mz, name: str) -> None:
    table, text, markdown = (mz("show", name, "--format", each) for each in ("table", "csv", "md"))
    pairs = list(csv.reader(io.StringIO(text.out.removeprefix("\ufeff"))))[1:]
    assert len(pairs) >= 4
    for label, words in pairs:
        assert f"| {label} | {words} |" in markdown.out
    assert squeezed(table_of(table.out, ("项目", "内容"))) == squeezed(pairs)
    assert {table.code, text.code, markdown.code} == {0}
    assert table.err == text.err == markdown.err == ""


@pytest.mark.parametrize(
    ("name", "field"),
    [("T6", "title"), ("T6.2", "text"), ("G6.2", "quote"), ("P3", "text"), ("社会救助处", "name"), ("王洪武", "post")],
)
def test_source_lines_of_single_things_hold_the_words(mz: Mz, name: str, field: str) -> None:
    (record,) = answer(mz, "show", name)
    assert stands_at(record["source"], record[field])
    assert f"{record['source']['file']} 第{record['source']['line']}行" in mz("show", name).out


def test_source_lines_of_a_task_force_and_of_an_area_hold_the_words(mz: Mz) -> None:
    (force,), (area,) = answer(mz, "show", "F2"), answer(mz, "show", "220184")
    assert stands_at(force["source"], force["duties"][0])
    assert stands_at(area["source"], "220184 公主岭市 县级市")


def test_words_that_dont_stand_in_the_source_have_no_line(mz: Mz, base: Path) -> None:
    path = base / "targets.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("quote: 单体面积不低于200平方米", "quote: 别处的话"), encoding="utf-8")
    sources = {record["id"]: record["source"] for record in answer(mz, "targets", "--data", str(base))}
    assert [name for name, source in sources.items() if source is None] == ["G7.3"]
    assert "原文位置" not in mz("show", "G7.3", "--data", str(base)).out


def test_show_says_how_a_task_came_to_its_task_force(mz: Mz) -> None:
    assert "（归入依据：“推进农村养老服务体系建设”）" in mz("show", "T8").out


def test_show_a_prefecture_with_its_counties(mz: Mz) -> None:
    (record,) = answer(mz, "show", "四平市")
    assert record["areas"] == ["220302", "220303", "220322", "220323", "220382"]
    assert "铁西区、铁东区、梨树县、伊通满族自治县、双辽市" in mz("show", "四平市").out


def test_show_a_measure_with_its_slip_and_commitment(mz: Mz) -> None:
    assert "“制定科学合的行政区划调整方案”" in mz("show", "T11.1").out
    assert "“确保不漏一人”" in mz("show", "T3.3").out


def test_csv_is_what_the_json_says(mz: Mz) -> None:
    result = mz("tasks", "--format", "csv")
    assert result.out.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(result.out.removeprefix("\ufeff"))))
    records = answer(mz, "tasks")
    assert [(row["编号"], row["任务"], row["举措"], row["量化目标"]) for row in rows] == [
        (r["id"], r["title"], str(len(r["measures"])), " ".join(r["targets"])) for r in records
    ]


def rows_of(*texts: str) -> Rows:
    """Rows of one column."""
    return Rows(tuple({"text": text} for text in texts), (Column("文字", lambda r: r["text"]),))


def test_csv_never_gives_a_spreadsheet_a_formula() -> None:
    texts = (*FORMULAS, "平常", "a=1", '有"引号"，和,逗号', "两\n行", "老\r行")
    out = render_rows(rows_of(*texts), "csv", Terminal())
    (_,), *cells = csv.reader(io.StringIO(out.removeprefix("\ufeff"), newline=""))
    expected = [*(f"'{text}" for text in FORMULAS), *texts[len(FORMULAS) :]]
    assert [cell for (cell,) in cells] == [text.replace("\r\n", "\n").replace("\r", "\n") for text in expected]


@pytest.mark.parametrize(("encoding", "mark"), [("utf-8", True), ("UTF8", True), ("cp65001", True), ("cp936", False)])
def test_csv_has_a_byte_order_mark_where_the_encoding_has_one(encoding: str, mark: bool) -> None:
    out = render_rows(rows_of("字"), "csv", Terminal(encoding=encoding))
    assert out.startswith("\ufeff") == mark


def test_markdown_cells_hold_bars_and_breaks() -> None:
    from markdown_it import MarkdownIt

    texts = ("a|b", "\\|", "两\n行", "尾\\", "| --- |")
    out = render_rows(rows_of(*texts), "md", Terminal())
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(out)
    cells = [token.children for token in tokens if token.type == "inline"]
    said = ["".join(part.content.replace("<br>", "\n") for part in cell or ()) for cell in cells]
    assert said == ["文字", *texts]


QUERIES = {
    "tasks": ("编号", "任务", "责任处室", "专班", "举措", "量化目标"),
    "targets": ("编号", "指标", "目标", "期限", "责任处室"),
    "org": ("角色", "名称", "职务或说明", "任务"),
    **{f"show {name}": ("项目", "内容") for name in ("T6", "T12", "G5.1", "P16", "F3", "社会救助处", "四平市")},
}


@pytest.mark.parametrize("width", [80, 100, 160])
@pytest.mark.parametrize("query", QUERIES)
def test_tables_hold_every_word_at_any_width(mz: Mz, monkeypatch: pytest.MonkeyPatch, query: str, width: int) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    labels = QUERIES[query]
    wide = ("原文",) if query == "targets" and width >= 120 else ()
    table = table_of(mz(*query.split()).out, (*labels, *wide))
    rows = csv.reader(io.StringIO(mz(*query.split(), "--format", "csv").out.removeprefix("\ufeff")))
    expected = squeezed([row[: len(labels) + len(wide)] for row in rows][1:])
    assert squeezed(table) == expected


@pytest.mark.parametrize("query", QUERIES)
def test_a_narrow_terminal_still_gets_every_word(mz: Mz, monkeypatch: pytest.MonkeyPatch, query: str) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    printed = Counter("".join(mz(*query.split()).out.split()))
    rows = csv.reader(io.StringIO(mz(*query.split(), "--format", "csv").out.removeprefix("\ufeff")))
    columns = slice(len(QUERIES[query]))
    assert not Counter("".join("".join(cell for row in list(rows)[1:] for cell in row[columns]).split())) - printed


@pytest.mark.parametrize("width", [20, 30, 31, 44, 60, 80, 119, 120, 160])
@pytest.mark.parametrize("query", QUERIES)
def test_no_line_is_too_wide_or_begins_with_a_closing_mark(
    mz: Mz, monkeypatch: pytest.MonkeyPatch, query: str, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    for line in mz(*query.split()).out.splitlines():
        assert cell_len(line) <= width, line
        assert not line.startswith(tuple(CLOSING)), line
        assert line == line.rstrip()


def test_a_narrow_terminal_puts_columns_below_each_other(mz: Mz, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    assert mz("tasks", "--owner", "区划地名处").out == (
        "\n（三）提升农村基本公共服务水\n平，协同推进乡风文明\n"
        "编号：T11\n任务：加强区划地名服务\n责任处室：区划地名处\n专班：专项事务指导专班\n举措：4\n"
    )


@pytest.mark.parametrize("columns", ["", "0", "-5", "abc"])
def test_a_strange_width_is_the_width_of_a_pipe(mz: Mz, monkeypatch: pytest.MonkeyPatch, columns: str) -> None:
    at_100 = mz("tasks").out
    monkeypatch.setenv("COLUMNS", columns)
    assert mz("tasks").out == at_100


def test_queries_write_nothing(mz: Mz, base: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in base.rglob("*")}
    for query in QUERIES:
        assert mz(*query.split(), "--data", str(base)).code == 0
    assert {path: path.stat().st_mtime_ns for path in base.rglob("*")} == before


def test_the_leading_group_and_its_office_are_shown_with_their_duties(mz: Mz) -> None:
    group = json.loads(mz("show", "领导小组", "--format", "json").out)[0]
    assert len(group["members"]) == 21
    assert group["succession"] == "领导小组成员因工作变动，由继任者接任。"
    office = json.loads(mz("show", "领导小组办公室", "--format", "json").out)[0]
    assert (office["seat"], len(office["duties"])) == ("社会救助处", 2)
    assert "没有写姓名" in mz("show", "领导小组办公室").out
