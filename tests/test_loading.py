"""Reading: the two YAML libraries agree, places are exact, and damaged input gives findings, never an exception."""

from __future__ import annotations

import os
import re
import shutil
import string
from collections.abc import Iterator
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import yaml_rs
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor

from minzheng_cli.cli.check import check_base
from minzheng_cli.store.places import Places
from minzheng_cli.store.reading import decode, line_column
from tests.conftest import DATA, DEMO, SOUND

Steps = tuple[str | int, ...]

DAY = date(2022, 12, 31)
"""The day that is checked on: after all dates of the bases that are damaged."""

EXHAUSTIVE = bool(os.environ.get("MZ_EXHAUSTIVE"))
SETTINGS = settings(
    max_examples=2000 if EXHAUSTIVE else 200,
    derandomize=not EXHAUSTIVE,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
YAML_FILES = sorted([*DATA.rglob("*.yaml"), *DEMO.rglob("*.yaml"), *SOUND.rglob("*.yaml")])
CHINESE = re.compile("[\u4e00-\u9fff]")


class DatesAsText(SafeConstructor):
    """ruamel's safe constructor, less its dates: these stay as they are written."""


DatesAsText.add_constructor("tag:yaml.org,2002:timestamp", SafeConstructor.construct_yaml_str)


def by_ruamel(text: str) -> Any:
    yaml = YAML(typ="safe")
    yaml.Constructor = DatesAsText
    return yaml.load(text)


def by_yaml_rs(text: str) -> Any:
    return yaml_rs.loads(text, parse_datetime=False)


def typed(value: object) -> object:
    """The value with the type of every scalar beside it: 1, 1.0 and true are not the same."""
    if isinstance(value, dict):
        return {key: typed(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [typed(item) for item in value]
    return type(value).__name__, repr(value)


def scalars(value: object, steps: Steps = ()) -> Iterator[tuple[Steps, object]]:
    """Every scalar with the steps that lead to it."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from scalars(inner, (*steps, key))
    elif isinstance(value, list):
        for position, item in enumerate(value):
            yield from scalars(item, (*steps, position))
    else:
        yield steps, value


def text_of(path: Path) -> str:
    return path.read_bytes().decode()


def id_of(path: Path) -> str:
    return path.relative_to(DATA.parent).as_posix()


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp"), exclude_characters="_"), max_size=40)
"""Without `_`: `_0` is the number 0 to yaml-rs and a text to ruamel, and `+_` ends ruamel in a ValueError."""
WORDS = st.text("全覆盖达到，。：“”（）、　 :#-[]{}&*!|>%@`'\"\\?,=~", max_size=20)
LIKE_OTHERS = st.sampled_from([
    "no", "Yes", "on", "null", "~", "", " ", "1.10", "220100", "0o17", "0x1F", "1e3", "1_000", ".5", "-.inf", ".nan",
    "2025-12-31", "2025-12-31 10:00:00", "12:30", "<<", "=", "---", "...", "true", "FALSE", "+1", "007", "T6.2",
])  # fmt: skip
KEYS = st.text(string.ascii_letters + "_任务编号", min_size=1, max_size=8)
SCALARS = (
    TEXTS | WORDS | LIKE_OTHERS | st.integers(-(10**12), 10**12) | st.booleans() | st.none() | st.floats(-1e9, 1e9)
)


def documents(leaves: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Mappings of nested lists and mappings, a few deep."""
    inner = st.recursive(leaves, lambda each: st.lists(each, max_size=4) | st.dictionaries(KEYS, each, max_size=4))
    return st.dictionaries(KEYS, inner, min_size=1, max_size=5)


DOCUMENTS = documents(SCALARS)
FLOW_DOCUMENTS = documents(SCALARS.filter(lambda each: not str(each).lstrip().startswith(("?", ":"))))
"""Without the texts that ruamel writes in flow style so that they no longer are the same: `[: 0]`, `[?0]`."""


def dumped(value: object, *, flow: bool) -> str:
    """As ruamel writes it, in block or in flow style."""
    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style = flow
    yaml.allow_unicode = True
    yaml.width = 10**6  # its own folding loses characters behind a backslash
    stream = StringIO()
    yaml.dump(value, stream)
    return stream.getvalue()


@pytest.mark.parametrize("path", YAML_FILES, ids=id_of)
def test_both_libraries_read_a_data_file_alike(path: Path) -> None:
    text = text_of(path)
    assert typed(by_yaml_rs(text)) == typed(by_ruamel(text))


@SETTINGS
@given(DOCUMENTS)
def test_both_libraries_read_any_document_alike(value: dict[str, Any]) -> None:
    text = dumped(value, flow=False)
    assert typed(by_yaml_rs(text)) == typed(by_ruamel(text)) == typed(value)


@SETTINGS
@given(FLOW_DOCUMENTS)
def test_flow_style_is_read_as_it_was_written(value: dict[str, Any]) -> None:
    """ruamel's C parser can't be asked here: it refuses `[0:0]`, which is YAML 1.2."""
    assert typed(by_yaml_rs(dumped(value, flow=True))) == typed(value)


def assert_places_are_exact(text: str, value: object) -> None:
    places = Places(text)
    for steps, scalar in scalars(value):
        if not steps:
            continue
        span, raw = places.value(steps), places.raw(steps)
        assert line_column(text, span.start) == (span.line, span.column)
        assert typed(by_yaml_rs(raw)) == typed(scalar), steps
        if isinstance(steps[-1], str):
            key = places.key(steps)
            assert line_column(text, key.start) == (key.line, key.column)
            assert str(by_yaml_rs(text[key.start : key.end])) == steps[-1]


@pytest.mark.parametrize("path", YAML_FILES, ids=id_of)
def test_every_scalar_of_a_data_file_is_at_its_place(path: Path) -> None:
    text = text_of(path)
    assert_places_are_exact(text, by_yaml_rs(text))


@pytest.mark.parametrize("path", YAML_FILES, ids=id_of)
def test_places_are_exact_with_windows_line_ends(path: Path) -> None:
    text = text_of(path).replace("\n", "\r\n")
    assert_places_are_exact(text, by_yaml_rs(text))


@SETTINGS
@given(DOCUMENTS)
def test_places_in_any_document_are_exact(value: dict[str, Any]) -> None:
    assert_places_are_exact(dumped(value, flow=False), value)


@SETTINGS
@given(FLOW_DOCUMENTS)
def test_places_in_flow_style_are_exact(value: dict[str, Any]) -> None:
    assert_places_are_exact(dumped(value, flow=True), value)


@given(st.text("ab年\r\n😀", max_size=30), st.data())
def test_line_and_column_count_as_an_editor_does(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    if text[:offset].endswith("\r") and text[offset:].startswith("\n"):
        return
    lines = re.split("\r\n|\r|\n", text[:offset])
    assert line_column(text, offset) == (len(lines), len(lines[-1]) + 1)


@given(st.binary(max_size=60))
def test_any_bytes_are_text_or_a_fault(data: bytes) -> None:
    read = decode(data, "plan.yaml")
    assert (read.text is None) <= bool(read.faults)


PROGRESS = """\
period: 2022H1
reports:
  - {task: T1, office: 社会救助处, status: 进行中, done: 已部署, problems: 无, next: 继续, reported: 2022-07-08}
  - task: T3
    office: 儿童福利处
    status: 未启动
    done: 正在准备
    reported: 2022-07-08
observations:
  - {target: G6.1, area: "220100", as_of: 2022-06-30, numerator: 8, denominator: 11, evidence: 台账}
  - {target: G7.2, area: JL-CBS, as_of: 2022-06-30, value: 28.5}
"""
OTHER_VALUES = st.sampled_from([
    "", "null", "true", "0", "-1", "3.14", "1e999", ".nan", ".inf", "9" * 40, "2025-12-31", "0000-00-00", "2025-02-30",
    "[]", "{}", "[1]", "[[[]]]", "{a: b}", "[null]", "''", "'  '", "T1", "G6.1", "社会救助处", "😀", "*a", "&a b", "!!x y",
    "|\n      多行\n      文字", ">-\n  折行", "? a", "- a", "{", "]", '"', "#", "%", "@", ">=", "：", "[a:b]", "!y",
    "〔2021〕22号", "2021H2", "一" * 3000, "\\u0000", '"\\u0000"', '"\\uD83D"', "T0", "T99999999999999999999", "G6.1 ",
])  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two sound knowledge bases, the shipped one with some progress and the miniature with every kind of entry.

    Each example spoils one file and puts it back.
    """
    folder = tmp_path_factory.mktemp("damaged")
    shutil.copytree(DATA, folder / "data")
    (folder / "data" / "progress").mkdir()
    (folder / "data" / "progress" / "2022H1.yaml").write_text(PROGRESS, encoding="utf-8", newline="")
    shutil.copytree(SOUND, folder / "sound")
    for root in folder.iterdir():
        assert check_base(root, DAY).diagnostics == ()
    return folder


def files_of(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def assert_said_well(root: Path) -> None:
    """Check ends, and all it says is Chinese and stands at a place that exists."""
    report = check_base(root, DAY)
    for each in report.diagnostics:
        where = each.location
        assert CHINESE.search(each.message)
        assert where.line >= 1
        assert where.column >= 1
        if where.file in report.texts:
            lines = re.split("\r\n|\n|\r", report.texts[where.file])
            assert where.line <= len(lines), each
            assert where.column <= len(lines[where.line - 1]) + 1, each


def check_with(folder: Path, path: Path, data: bytes) -> None:
    """Check the base that the file belongs to with other bytes in it, which are put back."""
    root = folder / path.relative_to(folder).parts[0]
    sound = path.read_bytes()
    path.write_bytes(data)
    try:
        assert_said_well(root)
    finally:
        path.write_bytes(sound)


@SETTINGS
@given(st.data())
def test_flipped_bytes(folder: Path, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(files_of(folder)))
    damaged = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 3))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    check_with(folder, path, bytes(damaged))


@SETTINGS
@given(st.data())
def test_cut_and_doubled_text(folder: Path, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(files_of(folder)))
    text = text_of(path)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 200)) | st.just(len(text)))
    times = data.draw(st.sampled_from([0, 0, 2]))
    check_with(folder, path, (text[:start] + text[start:end] * times + text[end:]).encode())


@SETTINGS
@given(st.data())
def test_lines_cut_doubled_and_moved(folder: Path, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(files_of(folder)))
    lines = text_of(path).splitlines(keepends=True)
    for _ in range(data.draw(st.integers(1, 3))):
        at, to = (data.draw(st.integers(0, len(lines) - 1)) for _ in range(2))
        line = lines[at] if data.draw(st.booleans()) else lines.pop(at)
        lines.insert(to, line)
    check_with(folder, path, "".join(lines).encode())


@SETTINGS
@given(st.data())
def test_keys_exchanged(folder: Path, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from([path for path in files_of(folder) if path.suffix == ".yaml"]))
    text = text_of(path)
    keys = list(re.finditer(r"\b[a-z_]+(?=:)", text))
    first, second = sorted(data.draw(st.lists(st.sampled_from(keys), min_size=2, max_size=2)), key=re.Match.start)
    if first.start() < second.start():
        between = text[first.end() : second.start()]
        text = text[: first.start()] + second[0] + between + first[0] + text[second.end() :]
    check_with(folder, path, text.encode())


@SETTINGS
@given(st.data())
def test_values_of_other_types(folder: Path, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from([path for path in files_of(folder) if path.suffix == ".yaml"]))
    text = text_of(path)
    for _ in range(data.draw(st.integers(1, 2))):
        values = list(re.finditer(r"(?<=: )[^\n,}]*", text))
        if not values:
            break
        match = data.draw(st.sampled_from(values))
        text = text[: match.start()] + data.draw(OTHER_VALUES) + text[match.end() :]
    check_with(folder, path, text.encode())


@SETTINGS
@given(st.data())
def test_sound_yaml_of_another_shape(folder: Path, data: st.DataObject) -> None:
    """One value anywhere, a whole list or mapping too, is exchanged for any other."""
    path = data.draw(st.sampled_from([path for path in files_of(folder) if path.suffix == ".yaml"]))
    value = by_yaml_rs(text_of(path))
    owner: Any = value
    while True:
        step = data.draw(st.sampled_from(sorted(owner) if isinstance(owner, dict) else range(len(owner))))
        if not (isinstance(owner[step], dict | list) and owner[step] and data.draw(st.booleans())):
            break
        owner = owner[step]
    owner[step] = data.draw(SCALARS | st.lists(SCALARS, max_size=2) | st.dictionaries(KEYS, SCALARS, max_size=2))
    check_with(folder, path, dumped(value, flow=data.draw(st.booleans())).encode())


@given(st.binary(max_size=200))
@SETTINGS
def test_any_bytes_in_place_of_a_file(folder: Path, data: bytes) -> None:
    for path in (folder / "data" / "tasks.yaml", folder / "sound" / "localities" / "220100.yaml"):
        check_with(folder, path, data)


@pytest.mark.parametrize("text", ["", "\n", "吉", "另一份通知。\n"])
def test_a_source_that_is_another_document(folder: Path, text: str) -> None:
    for path in sorted(folder.glob("*/sources/*.txt")):
        check_with(folder, path, text.encode())
