"""`mz schema`: a real validator and mz agree on every file, good and bad."""

from __future__ import annotations

import copy
import json
import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from pydantic import ValidationError

from minzheng_cli.store.files import model_of
from minzheng_cli.store.parsing import parse
from minzheng_cli.store.schema import SCHEMAS, file_name, schema
from tests.conftest import DATA, DEMO, PROJECT, SOUND, Mz
from tests.test_broken import CORPUS, FAULTS, Fault

VALIDATORS = {
    name: Draft202012Validator(schema(name), format_checker=Draft202012Validator.FORMAT_CHECKER) for name in SCHEMAS
}
FILES = sorted([*DATA.glob("*.yaml"), *DEMO.rglob("*.yaml")])
FOLDERS = {"progress": "progress", "localities": "locality"}


def name_of(path: Path) -> str:
    return FOLDERS.get(path.parent.name, path.stem)


def value_of(path: Path) -> Any:
    return parse(path.read_text(encoding="utf-8"), path.name).value


def shortened(value: dict[str, Any]) -> dict[str, Any]:
    """Less most items of its long lists, for speed."""
    return {key: each[:3] if isinstance(each, list) else each for key, each in value.items()}


SAMPLES = {name: DEMO / file for name, (file, _) in SCHEMAS.items()} | {
    "progress": SOUND / "progress" / "2022H1.yaml",
    "locality": SOUND / "localities" / "220100.yaml",
}
GOOD: dict[str, Any] = {name: shortened(value_of(path)) for name, path in SAMPLES.items()}


def refused_by_mz(name: str, value: Any) -> bool:
    try:
        model_of(SCHEMAS[name][0]).model_validate(value)
    except ValidationError:
        return True
    return False


def edited(name: str, steps: tuple[str | int, ...], value: Any) -> Any:
    """The good file with one value changed, added, or (Ellipsis) taken away."""
    top: Any = copy.deepcopy(GOOD[name])
    inner = top
    for step in steps[:-1]:
        inner = inner[step]
    if value is ...:
        del inner[steps[-1]]
    else:
        inner[steps[-1]] = value
    return top


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PROJECT).as_posix())
def test_what_is_shipped_is_valid_and_names_its_schema(path: Path) -> None:
    assert not list(VALIDATORS[name_of(path)].iter_errors(value_of(path)))
    modeline = path.read_text(encoding="utf-8").split("\n", 1)[0]
    match = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", modeline)
    assert match
    assert (path.parent / match[1]).resolve() == PROJECT / "schemas" / file_name(name_of(path))


BAD: list[tuple[str, tuple[str | int, ...], Any]] = [
    ("plan", ("title",), ...),
    ("plan", ("titel",), "方案"),
    ("plan", ("date",), "2021年6月3日"),
    ("plan", ("date",), "2021-6-3"),
    ("plan", ("date",), "2021-02-30"),
    ("plan", ("date",), "2021-13-01"),
    ("plan", ("date",), "0000-01-01"),
    ("plan", ("date",), 20210603),
    ("plan", ("source",), "sources/jilin.txt"),
    ("plan", ("demonstration",), "正式数据"),
    ("plan", ("horizon",), "5年"),
    ("plan", ("horizon", "years"), "5"),
    ("plan", ("horizon", "years"), 0),
    ("plan", ("horizon", "years"), 51),
    ("plan", ("horizon", "years"), True),
    ("plan", ("passages",), {}),
    ("plan", ("mechanisms", 0, "every"), "month"),
    ("plan", ("annexes", 0, "included"), "yes"),
    ("plan", ("annexes", 0, "included"), 1),
    ("tasks", ("tasks", 0, "id"), 1),
    ("tasks", ("tasks", 0, "id"), "T01"),
    ("tasks", ("tasks", 0, "id"), "T1１"),
    ("tasks", ("tasks", 0, "id"), "任务1"),
    ("tasks", ("tasks", 0, "owners"), "社会救助处"),
    ("tasks", ("tasks", 0, "owners", 0), 12),
    ("tasks", ("tasks", 0, "shared"), "true"),
    ("tasks", ("tasks", 0, "group"), "1"),
    ("tasks", ("tasks", 0, "group"), 1.5),
    ("tasks", ("tasks", 0, "measures", 0, "id"), 1.1),
    ("tasks", ("tasks", 0, "measures", 0, "text"), " "),
    ("tasks", ("tasks",), {}),
    ("targets", ("targets", 0, "value"), "100"),
    ("targets", ("targets", 0, "value"), True),
    ("targets", ("targets", 0, "comparator"), "≥"),
    ("targets", ("targets", 0, "qualifier"), "大体"),
    ("targets", ("targets", 0, "due"), "2025年底"),
    ("targets", ("targets", 0, "ratio"), {"numerator": "甲"}),
    ("targets", ("targets", 0, "ratio"), "甲/乙"),
    ("org", ("offices", 0, "kind"), "科室"),
    ("org", ("offices", 0, "names", 0), "厅社会救助处"),
    ("org", ("leading_group", "members", 0, "role"), "主任"),
    ("org", ("task_forces", 0, "covers", 0, "tasks", 0), "6"),
    ("areas", ("areas", 0, "code"), 220000),
    ("areas", ("areas", 0, "code"), "22000"),
    ("areas", ("areas", 0, "type"), "市"),
    ("progress", ("period",), "2021下半年"),
    ("progress", ("reports", 0, "status"), "完成"),
    ("progress", ("observations", 0, "numerator"), -1),
    ("progress", ("observations", 0, "numerator"), 1.5),
    ("progress", ("observations", 0, "area"), 220102),
    ("progress", ("reports", 0, "corrects"), "2022年7月8日"),
    ("progress", ("locked",), "2022-08-15"),
    ("progress", ("locked",), {"on": "2022-08-15", "seal": "3F2A9C1B00D4E5F6"}),
    ("progress", ("extensions", 0, "due"), "2023年6月底"),
    ("progress", ("extensions", 0, "reason"), ...),
    ("progress", ("acceptances", 0, "verdict"), "合格"),
    ("progress", ("acceptances", 0, "item"), "T6.1"),
    ("progress", ("acceptances", 0, "by"), ...),
    ("plan", ("tracking", "near_days"), -1),
    ("plan", ("tracking", "behind_percent"), 101),
    ("plan", ("tracking", "lights"), [{"status": "滞后", "colour": "紫"}]),
    ("org", ("offices", 0, "until"), "2024年3月"),
    ("org", ("leading_group", "successions"), [{"of": "张驰", "until": "2023-05-31"}]),
    ("targets", ("targets", 0, "baseline"), {"as_of": "2020-12-31", "value": 30}),
    ("locality", ("area",), 220100),
    ("locality", ("area",), ...),
    ("locality", ("tasks", 0, "made_from"), "cebf5185"),
    ("locality", ("tasks", 0, "made_from"), ...),
    ("locality", ("tasks", 0, "owners"), "市民政局"),
    ("locality", ("tasks", 0, "milestones", 0, "date"), "2022年底"),
    ("locality", ("tasks", 0, "milestone"), []),
    ("locality", ("tasks", 0, "targets"), [{"target": "G6.1", "value": "85"}]),
    ("locality", ("demonstration",), "试点"),
]


@pytest.mark.parametrize(("name", "steps", "value"), BAD)
def test_both_refuse_what_is_wrong(name: str, steps: tuple[str | int, ...], value: Any) -> None:
    bad = edited(name, steps, value)
    assert list(VALIDATORS[name].iter_errors(bad))
    assert refused_by_mz(name, bad)


OTHERS: list[tuple[str, tuple[str | int, ...], Any]] = [
    ("targets", ("targets", 0, "value"), 99.5),
    ("targets", ("targets", 0, "due"), None),
    ("targets", ("targets", 0, "due"), ...),
    ("targets", ("targets", 0, "qualifier"), None),
    ("targets", ("targets", 0, "ratio"), None),
    ("targets", ("numbers",), ...),
    ("plan", ("demonstration",), ...),
    ("areas", ("areas", 0, "code"), "JL-CBS"),
    ("progress", ("reports",), []),
    ("progress", ("observations", 0, "value"), 3),
    ("progress", ("locked",), {"on": "2022-08-15", "seal": "3f2a9c1b00d4e5f6"}),
    ("progress", ("extensions", 0, "approval"), ...),
    ("progress", ("acceptances", 0, "item"), "T6"),
    ("plan", ("tracking",), {}),
    ("targets", ("targets", 0, "baseline"), {"as_of": "2020-12-31", "value": 30, "basis": "统计年报"}),
    ("locality", ("tasks",), []),
    ("locality", ("tasks", 0, "owners"), []),
    ("tasks", ("tasks", 0, "owners"), []),
    ("tasks", ("tasks", 0, "assignment"), ...),
    ("org", ("offices",), []),
    ("areas", ("as_of",), ...),
    ("plan", ("date",), None),
    ("plan", ("basis",), {"date": "网页上的成文日期一栏"}),
    ("plan", ("horizon",), ...),
    ("locality", ("tasks", 0, "targets"), [{"target": "G6.1", "value": 85, "due": "2025-06-30"}]),
    ("locality", ("demonstration",), ...),
]


@pytest.mark.parametrize(("name", "steps", "value"), OTHERS)
def test_both_accept_what_is_right(name: str, steps: tuple[str | int, ...], value: Any) -> None:
    good = edited(name, steps, value)
    assert not list(VALIDATORS[name].iter_errors(good))
    assert not refused_by_mz(name, good)


@pytest.mark.parametrize("path", sorted(SOUND.rglob("*.yaml")), ids=lambda path: path.relative_to(SOUND).as_posix())
def test_the_miniature_is_valid(path: Path) -> None:
    assert not list(VALIDATORS[name_of(path)].iter_errors(value_of(path)))


SHAPES = [(name, fault) for name, fault in FAULTS.items() if fault.rule in ("MZ101", "MZ102", "MZ103", "MZ104")]


@pytest.mark.parametrize(("name", "fault"), SHAPES, ids=[name for name, _ in SHAPES])
def test_an_editor_sees_every_fault_of_shape_in_the_corpus(name: str, fault: Fault) -> None:
    path = CORPUS / name / fault.file
    assert list(VALIDATORS[name_of(path)].iter_errors(value_of(path)))


def places(value: Any, steps: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The steps to every value, of long lists only to the first two items."""
    if steps:
        yield steps
    inner = value.items() if isinstance(value, dict) else enumerate(value[:2]) if isinstance(value, list) else ()
    for step, each in inner:
        yield from places(each, (*steps, step))


PLACES = {name: list(places(value)) for name, value in GOOD.items()}
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 3),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text("T1. \n甲HG-25年", max_size=4),
    st.sampled_from(["2025-12-31", "2025-02-29", "T6", "G6.1", "220100", "成员", "year", ">=", ...]),
    st.lists(st.sampled_from(["甲", "T6", 1, None]), max_size=2),
    st.dictionaries(st.sampled_from(["id", "quote", "甲"]), st.just("甲"), max_size=2),
)


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_both_say_the_same_of_any_edit(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(list(SCHEMAS)))
    steps = data.draw(st.sampled_from(PLACES[name]))
    value = data.draw(VALUES)
    # What JSON Schema can't tell from the right thing: 1.0 is an integer to it, and Python's `$` lets a line end by.
    if (isinstance(value, float) and math.floor(value) == value) or (isinstance(value, str) and value.endswith("\n")):
        return
    changed = edited(name, steps, value)
    assert bool(list(VALIDATORS[name].iter_errors(changed))) == refused_by_mz(name, changed)


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_field_is_explained_in_chinese(name: str) -> None:
    made = schema(name)
    Draft202012Validator.check_schema(made)
    for model in (made, *made.get("$defs", {}).values()):
        assert model["additionalProperties"] is False
        assert "description" not in model
        for field in model["properties"].values():
            assert re.search("[\u4e00-\u9fff]", field["description"])
            assert "title" not in field
            assert "default" not in field


# The command


def test_without_arguments_it_lists_the_files(mz: Mz) -> None:
    result = mz("schema")
    assert result.code == 0
    assert [line.split()[0] for line in result.out.splitlines()] == list(SCHEMAS)


@pytest.mark.parametrize("word", ["tasks", "tasks.yaml", "data/tasks.yaml"])
def test_one_is_printed(word: str, mz: Mz) -> None:
    assert json.loads(mz("schema", word).out) == schema("tasks")
    assert json.loads(mz("schema", "progress/2021H2.yaml").out) == schema("progress")


def test_unknown_file(mz: Mz) -> None:
    result = mz("schema", "task")
    assert result.code == 2
    assert "是不是“tasks”" in result.err


def test_kept_schemas_are_up_to_date(mz: Mz, tmp_path: Path) -> None:
    """`mz schema -o schemas` writes them anew."""
    result = mz("schema", "-o", str(tmp_path / "新" / "schemas"))
    assert result.code == 0
    made = {path.name: path.read_bytes() for path in (tmp_path / "新" / "schemas").iterdir()}
    assert made == {path.name: path.read_bytes() for path in (PROJECT / "schemas").iterdir()}


def test_one_is_written(mz: Mz, tmp_path: Path) -> None:
    assert mz("schema", "org", "-o", str(tmp_path)).code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["org.schema.json"]
    (tmp_path / "文件").write_text("", encoding="utf-8")
    result = mz("schema", "-o", str(tmp_path / "文件"))
    assert result.code == 2
    assert "不是文件夹" in result.err
