"""`mz fmt`: one layout, whatever the writing; values and comments stay; nothing is written that need not be."""

from __future__ import annotations

import os
import random
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minzheng_cli.errors import MzError
from minzheng_cli.model.ref import Path as Steps
from minzheng_cli.store.files import REQUIRED, model_of
from minzheng_cli.store.layout import layout
from minzheng_cli.store.layout.scalars import scalar
from minzheng_cli.store.parsing import parse
from minzheng_cli.store.places import Places
from tests.conftest import DATA, DEMO, PROJECT, Mz

TASKS = model_of("tasks.yaml")
CASES = {
    "keys in the model's order, unknown ones last": (
        "tasks:\n  - tittle: 甲\n    group: 1\n    id: T1\ngroups: []\n",
        "groups: []\ntasks:\n  - id: T1\n    group: 1\n    tittle: 甲\n",
    ),
    "indentation": ("tasks:\n- id: T1\n  owners:\n      - 甲\n", "tasks:\n  - id: T1\n    owners:\n      - 甲\n"),
    "brackets stay, with one space": (
        "tasks:\n  - {title:  甲 ,id: T1,owners: [ 乙,丙 ] }\n",
        "tasks:\n  - {id: T1, title: 甲, owners: [乙, 丙]}\n",
    ),
    "what is deep leaves its brackets": (
        '{"tasks": [{"id": "T1", "measures": [{"id": "T1.1"}]}]}',
        "tasks:\n  - id: T1\n    measures:\n      - {id: T1.1}\n",
    ),
    "brackets over several lines": ("tasks:\n  - owners: [甲,\n      乙]\n", "tasks:\n  - owners: [甲, 乙]\n"),
    "brackets with comments become lines": (
        "tasks:\n  - owners: [  # 牵头\n      # 前\n      甲,  # 一\n      乙  # 二\n      # 后\n    ]  # 完\n",
        "tasks:\n  # 完\n  - owners:  # 牵头\n      # 前\n      - 甲  # 一\n      - 乙  # 二\n      # 后\n",
    ),
    "quotes go where they aren't needed": (
        "tasks:\n  - id: 'T1'\n    title: \"甲：“乙”\"\n",
        "tasks:\n  - id: T1\n    title: 甲：“乙”\n",
    ),
    "quotes come where YAML would see something else": (
        "tasks:\n  - id: '1.10'\n    title: 'no'\n    assignment: '甲: 乙'\n    owners: ['%', '- 甲', '甲,乙', 12:30]\n",
        'tasks:\n  - id: "1.10"\n    title: "no"\n    owners: ["%", "- 甲", "甲,乙", "12:30"]\n    assignment: "甲: 乙"\n',
    ),
    "escapes": ('tasks:\n  - title: "a\\tb\\u200b\\\\\'\\""\n', 'tasks:\n  - title: "a\\tb\\u200B\\\\\'\\""\n'),
    "long items stand apart, fields keep their blank lines": (
        "\n\ngroups:\n\n  - number: 1\n\n\n    title: 甲\ntasks:\n  - id: T1\n  - id: T2\n\n\n\n  # 三\n  - id: T3\n\n\n",
        "groups:\n  - number: 1\n\n    title: 甲\ntasks:\n  - id: T1\n\n  - id: T2\n\n  # 三\n  - id: T3\n",
    ),
    "comments go with their key": (
        "# 文件\n\n# 任务\ntasks:\n  # 首\n  - title: 甲 # 标题\n    # 编号\n    id: T1\n   # 末\n\n# 分组\ngroups: []  # 空\n# 完",
        "# 文件\n\n# 分组\ngroups: []  # 空\n# 任务\ntasks:\n  # 首\n  # 编号\n  - id: T1\n    title: 甲  # 标题\n  # 末\n# 完\n",
    ),
    "a comment below a dash": (
        "tasks:\n  - owners:\n      - 甲\n  -\n      # 二\n      id: T2\n",
        "tasks:\n  - owners:\n      - 甲\n\n  # 二\n  - id: T2\n",
    ),
    "a comment between key and value": (
        "tasks:\n  - id:  # 一\n      # 二\n      T1\n    title: # 三\n      甲 # 四\n    owners: # 五\n      - 乙\n  - # 六\n    id: T2\n",
        "tasks:\n  # 二\n  - id: T1  # 一\n    # 三\n    title: 甲  # 四\n    owners:  # 五\n      - 乙\n\n  # 六\n  - id: T2\n",
    ),
    "block texts": (
        "tasks:\n- title: |  # 注\n     甲\n       乙\n\n     丙\n\n\n  id: T1\n  assignment: >-\n   丁\n   戊\n",
        "tasks:\n  - id: T1\n    title: |  # 注\n      甲\n        乙\n\n      丙\n    assignment: >-\n      丁\n      戊\n",
    ),
    "block texts whose blank lines count": (
        "tasks:\n- title: |2+\n      甲\n    乙\n\n\n- id: T2\n  title: |+\n   乙\n\n# 完\n",
        "tasks:\n  - title: |2+\n        甲\n      乙\n\n\n  - id: T2\n    title: |+\n      乙\n\n# 完\n",
    ),
    "lists in lists": (
        "tasks:\n-\n  -   - 甲 # 注\n      - 乙\n  - [丙]\n",
        "tasks:\n  - - - 甲  # 注\n      - 乙\n    - [丙]\n",
    ),
    "nothing, true, numbers, days": (
        "tasks:\n  - id:\n    group:   0x10\n    shared:  True\n    title:   ~   # 空\n    owners: [null,1.0]\n    units: {a , b: }\n",
        "tasks:\n  - id:\n    group: 0x10\n    title: ~  # 空\n    owners: [null, 1.0]\n    shared: True\n    units: {a: null, b: null}\n",
    ),
    "document marks and line breaks": (
        "%YAML 1.2\n--- # 头\r\ntasks: []   \r\n...\r\n# 尾\r\n",
        "# 头\ntasks: []\n# 尾\n",
    ),
    "a key that is written out": ("? |\n  a\n: c\n? b\n", '"a\\n": c\nb:\n'),
    "long lines stay": (f"tasks:\n  - title: {'甲，' * 300}乙\n", f"tasks:\n  - title: {'甲，' * 300}乙\n"),
    "a text over several lines becomes one": ("tasks:\n  - title: 甲\n      乙\n", "tasks:\n  - title: 甲 乙\n"),
}

SAMPLE = "".join((DATA / "tasks.yaml").read_text(encoding="utf-8").splitlines(keepends=True)[:30])


@pytest.mark.parametrize(("before", "after"), CASES.values(), ids=CASES)
def test_layout(before: str, after: str) -> None:
    made = layout(before, "tasks.yaml", TASKS)
    assert made == after
    assert layout(made, "tasks.yaml", TASKS) == made


def test_a_day_is_plain_and_a_text_like_a_day_is_not() -> None:
    text = "targets:\n  - due: '2025-12-31'\n    note: 2025-12-31\n"
    assert layout(text, "targets.yaml", model_of("targets.yaml")) == (
        'targets:\n  - due: 2025-12-31\n    note: "2025-12-31"\n'
    )


REFUSED = {
    "tasks: [\n": "第1行，方括号",
    "tasks: 1\ntasks: 2\n": "第2行，字段“tasks”在同一条目里写了两次",
    "tasks: &a 1\n": "锚点",
    "- tasks\n": "列表",
    "? [a]\n: c\n": "太少见",
    "tasks: " + "[" * 240 + "]" * 240: "太少见",
}


@pytest.mark.parametrize(("text", "words"), REFUSED.items(), ids=str)
def test_refused(text: str, words: str) -> None:
    with pytest.raises(MzError, match=words):
        layout(text, "tasks.yaml", TASKS)


# Generated knowledge bases

WORDS = st.one_of(
    st.sampled_from(
        ["甲", "社会救助处", "no", "220100", "1e5", "> 5", "a: b", "- x", "#", "甲 # 乙", "2025-12-31", "", " ", "~"]
    ),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=12),
    st.text("甲乙:-#{}[],'\"\\ \n%&*!|>@`?~=<.012eT", max_size=12),
)
SCALARS = st.one_of(
    WORDS, st.integers(-99, 10**6), st.booleans(), st.none(), st.floats(allow_nan=False, allow_infinity=False)
)
MEASURE = st.fixed_dictionaries({"id": WORDS, "text": WORDS}, optional={"文": SCALARS})
TASK = st.fixed_dictionaries(
    {"id": WORDS, "title": WORDS},
    optional={
        "group": SCALARS,
        "owners": st.lists(SCALARS, max_size=3),
        "shared": st.booleans(),
        "measures": st.lists(MEASURE, max_size=3),
        "extra": st.dictionaries(WORDS, SCALARS, max_size=2),
    },
)
BASES = st.fixed_dictionaries({"tasks": st.lists(TASK, max_size=3), "groups": st.lists(SCALARS, max_size=2)})


class Writer:
    """Writes values as YAML in one of the countless ways to do so, and notes which comment belongs where."""

    def __init__(self, seed: int, *, comments: bool) -> None:
        self.random = random.Random(seed)
        self.comments = comments
        self.lines: list[str] = []

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def file(self, value: dict[str, Any]) -> str:
        self.mapping(value, (), "", "")
        return self.random.choice(["\n", "\r\n"]).join([*self.lines, ""])

    def note(self, kind: str, steps: Steps) -> str:
        return f"#{' ' * self.random.randrange(2)}{kind} {steps!r}" if self.comments and self.chance(0.3) else ""

    def above(self, steps: Steps, pad: str) -> None:
        while self.comments and self.chance(0.2):
            self.lines.append(" " * self.random.choice([0, 0, 3]))
        if note := self.note("above", steps):
            self.lines.append(pad + note)

    def mapping(self, value: dict[str, Any], steps: Steps, pad: str, first: str) -> None:
        keys = list(value)
        self.random.shuffle(keys)
        for key in keys:
            if not first:
                self.above((*steps, key), pad)
            self.member(f"{first or pad}{self.scalar(key, key=True)}:", value[key], (*steps, key), pad)
            first = ""

    def sequence(self, value: list[Any], steps: Steps, pad: str) -> None:
        for position, item in enumerate(value):
            here = (*steps, position)
            self.above(here, pad)
            if isinstance(item, dict) and item and self.chance(0.8):
                gap = " " * self.random.randint(1, 3)
                self.mapping(item, here, f"{pad} {gap}", f"{pad}-{gap}")
            else:
                self.member(f"{pad}-", item, here, pad)

    def member(self, start: str, value: Any, steps: Steps, pad: str) -> None:
        deep = isinstance(value, dict | list) and bool(value)
        note = self.note("beside", steps) if not deep or isinstance(steps[-1], str) else ""
        beside = f"{' ' * self.random.randint(1, 4)}{note}" if note else " " * self.random.randrange(2)
        if not deep or (isinstance(value, list) and not _holds(value) and self.chance(0.5)):
            self.lines.append(f"{start}{' ' * self.random.randint(1, 2)}{self.flow(value)}{beside}")
            return
        self.lines.append(start + (beside if isinstance(steps[-1], str) else ""))
        if isinstance(value, dict):
            self.mapping(value, steps, pad + " " * self.random.randint(1, 4), "")
        else:
            least = 0 if isinstance(steps[-1], str) else 1
            self.sequence(value, steps, pad + " " * self.random.randint(least, 4))

    def flow(self, value: Any) -> str:
        if isinstance(value, list):
            return f"[{','.join(' ' * self.random.randrange(3) + self.scalar(each) for each in value)} ]"
        return "{ }" if isinstance(value, dict) else self.scalar(value)

    def scalar(self, value: Any, *, key: bool = False) -> str:
        if not isinstance(value, str):
            return {None: "null", True: "true", False: "false"}.get(value, repr(value)) if _odd(value) else repr(value)
        styles = ['"']
        if value.isprintable() and "\ufeff" not in value and not (key and not value):
            styles.append("'")
        if re.fullmatch("[T甲乙][甲-龥T]*", value):
            styles.append("")
        style = self.random.choice(styles)
        if style == "'":
            return "'" + value.replace("'", "''") + "'"
        return f'"{_escaped(value)}"' if style else value


def _holds(value: list[Any]) -> bool:
    return any(isinstance(each, dict | list) for each in value)


def _odd(value: Any) -> bool:
    return value is None or isinstance(value, bool)


def _escaped(text: str) -> str:
    return "".join(char if "甲" <= char <= "龥" else f"\\U{ord(char):08X}" for char in text)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(BASES, st.integers(0, 2**32))
def test_any_writing_keeps_its_values_and_twice_changes_nothing(value: dict[str, Any], seed: int) -> None:
    text = Writer(seed, comments=True).file(value)
    assert parse(text, "tasks.yaml").value == value
    made = layout(text, "tasks.yaml", TASKS)
    assert parse(made, "tasks.yaml").value == value
    assert layout(made, "tasks.yaml", TASKS) == made
    assert not re.search(r"[ \t\r]$|\n\n\n|\n\n$", made, re.MULTILINE)
    assert made.endswith("\n")


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(BASES, st.integers(0, 2**32))
def test_comments_stay_with_what_they_speak_of(value: dict[str, Any], seed: int) -> None:
    made = layout(Writer(seed, comments=True).file(value), "tasks.yaml", TASKS)
    places, lines = Places(made), made.split("\n")
    for number, line in enumerate(lines, 1):
        for kind, words in re.findall(r"# ?(above|beside) (\(.*?\))$", line):
            steps: Steps = eval(words)
            if len(steps) == 1 and kind == "above" and number == 1:
                continue  # the head of the file
            at = number
            while kind == "above" and lines[at - 1].strip()[:1] in ("#", ""):
                at += 1
            own = {places.value(steps).line, places.key(steps).line, _line_of_item(places, steps)}
            assert at in own, f"{line!r} stands at line {at}, {steps} at {own}\n{made}"


def _line_of_item(places: Places, steps: Steps) -> int:
    """Where the item begins whose field the steps lead to: a first field's comment stands above its dash."""
    item = max((at for at, step in enumerate(steps) if isinstance(step, int)), default=-1)
    return places.value(steps[: item + 1]).line if item >= 0 else 0


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(WORDS, st.booleans())
def test_a_scalar_is_read_as_its_text(text: str, flow: bool) -> None:
    written = scalar(text, flow=flow)
    assert parse(f"a: {f'[{written}]' if flow else written}\n", "x").value == {"a": [text] if flow else text}


@pytest.mark.parametrize("file", REQUIRED)
def test_shipped_files_come_back_from_any_writing(file: str) -> None:
    text = (DATA / file).read_text(encoding="utf-8")
    for seed in range(5):
        written = Writer(seed, comments=False).file(parse(text, file).value or {})
        made = layout(written, file, model_of(file))
        assert layout(made, file, model_of(file)) == made
        assert parse(made, file) == parse(text, file)


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_damaged_text_is_refused_or_keeps_its_values(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from([*(before for before, _ in CASES.values()), SAMPLE]))
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(start + 5, len(text))))
        text = text[:start] + data.draw(st.text(" \n#:-[]{},'\"|>甲?!&*%~", max_size=3)) + text[end:]
    parsed = parse(text.replace("\r\n", "\n").replace("\r", "\n"), "tasks.yaml")
    try:
        made = layout(text, "tasks.yaml", TASKS)
    except MzError:
        return
    assert parse(made, "tasks.yaml").value == parsed.value
    assert layout(made, "tasks.yaml", TASKS) == made


# The command


@pytest.mark.parametrize("folder", [DATA, DEMO], ids=lambda folder: folder.name)
def test_what_is_shipped_is_in_layout(folder: Path, mz: Mz) -> None:
    result = mz("fmt", "--check", "--data", str(folder))
    assert (result.code, result.out) == (0, "")
    assert re.fullmatch(r"\d+个文件都已整齐。\n", result.err)


@pytest.fixture
def untidy(base: Path) -> Path:
    """A knowledge base with one file out of layout."""
    path = base / "tasks.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("owners: [", "owners:   [ "), encoding="utf-8", newline="\r\n"
    )
    return base


def test_check_and_diff_write_nothing(untidy: Path, mz: Mz, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(untidy.parent)
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in untidy.rglob("*") if path.is_file()}
    result = mz("fmt", "--check")
    assert (result.code, result.out) == (1, "data/tasks.yaml\n")
    assert "1个文件需要整理" in result.err
    result = mz("fmt", "--diff")
    assert result.code == 0
    assert "+    owners: [社会救助处]\n" in result.out
    assert mz("fmt", "--check", "--diff").code == 1
    assert before == {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in before}


def test_only_what_changes_is_written(untidy: Path, mz: Mz) -> None:
    times = {path: path.stat().st_mtime_ns for path in untidy.glob("*.yaml")}
    result = mz("fmt", "--data", str(untidy))
    assert result.code == 0, result.err
    assert "已整理1个文件" in result.err
    assert (untidy / "tasks.yaml").read_bytes() == (DATA / "tasks.yaml").read_bytes()
    assert [path.name for path in times if path.stat().st_mtime_ns != times[path]] == ["tasks.yaml"]
    assert "都已整齐" in mz("fmt", "--data", str(untidy)).err


def test_a_broken_file_is_named_and_the_others_are_laid_out(untidy: Path, mz: Mz) -> None:
    (untidy / "org.yaml").write_text("offices: [\n", encoding="utf-8")
    result = mz("fmt", "--data", str(untidy))
    assert result.code == 2
    assert re.search(r"org\.yaml没有整理：第1行，方括号\[没有配对。", result.err)
    assert (untidy / "org.yaml").read_text(encoding="utf-8") == "offices: [\n"
    assert (untidy / "tasks.yaml").read_bytes() == (DATA / "tasks.yaml").read_bytes()


def test_byte_order_mark_goes_and_other_encodings_are_refused(base: Path, mz: Mz) -> None:
    path = base / "tasks.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    (base / "org.yaml").write_bytes((base / "org.yaml").read_text(encoding="utf-8").encode("gbk"))
    result = mz("fmt", "--data", str(base))
    assert result.code == 2
    assert "GBK" in result.err
    assert path.read_bytes() == (DATA / "tasks.yaml").read_bytes()


def test_files_may_be_named(untidy: Path, mz: Mz, tmp_path: Path) -> None:
    assert "1个文件都已整齐" in mz("fmt", str(untidy / "areas.yaml")).err
    assert mz("fmt", "--check", str(untidy / "tasks.yaml")).out == f"{(untidy / 'tasks.yaml').resolve().as_posix()}\n"
    shutil.copytree(DEMO / "progress", untidy / "progress")
    assert mz("fmt", str(untidy / "progress" / "2021H2.yaml")).code == 0
    missing, other = mz("fmt", str(untidy / "tasks2.yaml")), mz("fmt", str(PROJECT / "README.md"))
    assert (missing.code, other.code) == (2, 2)
    assert "找不到文件" in missing.err
    assert "不是知识库的数据文件" in other.err


def test_a_file_that_changes_meanwhile_is_not_overwritten(
    untidy: Path, mz: Mz, monkeypatch: pytest.MonkeyPatch
) -> None:
    from minzheng_cli.store.layout import disk

    def late(text: str, *arguments: Any) -> str:
        made = layout(text, *arguments)
        with (untidy / "tasks.yaml").open("a", encoding="utf-8") as file:
            file.write("# 别人刚加的\n")
        return made

    monkeypatch.setattr(disk, "layout", late)
    result = mz("fmt", str(untidy / "tasks.yaml"))
    assert result.code == 2
    assert "刚刚被别的程序改过" in result.err
    assert (untidy / "tasks.yaml").read_text(encoding="utf-8").endswith("# 别人刚加的\n")


def test_packaged_data_is_read_only(tmp_path: Path, mz: Mz, monkeypatch: pytest.MonkeyPatch) -> None:
    installed = tmp_path / "site" / "_data"
    shutil.copytree(DATA, installed)
    (installed / "tasks.yaml").write_text("tasks:   []\n", encoding="utf-8")
    monkeypatch.setattr("minzheng_cli.store.root._PACKAGE", tmp_path / "site")
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    result = mz("fmt")
    assert result.code == 2
    assert "mz init" in result.err
    assert (installed / "tasks.yaml").read_text(encoding="utf-8") == "tasks:   []\n"
    assert mz("fmt", "--check").code == 1


@pytest.mark.skipif(os.name == "nt" or os.getuid() == 0, reason="needs a folder that refuses writing")
def test_a_folder_without_permission(untidy: Path, mz: Mz) -> None:
    untidy.chmod(0o500)
    try:
        result = mz("fmt", "--data", str(untidy))
    finally:
        untidy.chmod(0o700)
    assert result.code == 2
    assert "没有权限" in result.err
