"""What the shell completes: names and ids of the base at hand, and nothing, quietly, of a broken one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from minzheng_cli.cli import complete
from tests.conftest import DATA, PROJECT, Mz

OF_THE_BASE = (
    complete.owners,
    complete.task_forces,
    complete.groups,
    complete.tasks,
    complete.items,
    complete.targets,
    complete.areas,
    complete.due_years,
    complete.things,
    complete.periods,
)
OF_THE_PROGRAM = (
    complete.roles,
    complete.codes,
    complete.check_formats,
    complete.report_kinds,
    complete.schemas,
    complete.change_formats,
    complete.statuses,
    complete.verdicts,
)


@pytest.fixture(autouse=True)
def shipped_base(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MZ_DATA", str(DATA))


@pytest.mark.parametrize(
    ("completer", "typed", "expected"),
    [
        (complete.owners, "社会", ["社会救助处", "社会事务处", "社会救助事业局"]),
        (complete.owners, "基层政权和", ["基层政权和社区建设处"]),
        (complete.task_forces, "F", ["F1", "F2", "F3", "F4"]),
        (complete.task_forces, "社", ["社会参与指导专班"]),
        (complete.groups, "", ["1", "2", "3", "4"]),
        (complete.tasks, "T1", ["T1", "T10", "T11", "T12", "T13", "T14"]),
        (complete.items, "T1", ["T1", "T10", "T11", "T12", "T13", "T14"]),
        (complete.items, "G6", ["G6.1", "G6.2"]),
        (complete.targets, "G8", ["G8.1", "G8.2"]),
        (complete.areas, "长春", ["长春市"]),
        (complete.statuses, "已", ["已完成"]),
        (complete.verdicts, "", ["达到", "未达到"]),
        (complete.due_years, "", ["2022", "2025"]),
        (complete.things, "G6", ["G6.1", "G6.2"]),
        (complete.things, "2203", ["220300", "220302", "220303", "220322", "220323", "220382"]),
        (complete.things, "肖", ["肖模文"]),
        (complete.things, "P3", ["P3"]),
        (complete.periods, "2021", ["2021H1", "2021H2"]),
        (complete.roles, "责任", ["责任处室", "责任单位"]),
        (complete.codes, "MZ301", ["MZ301"]),
        (complete.check_formats, "j", ["json", "junit"]),
        (complete.report_kinds, "h", ["half-year"]),
        (complete.schemas, "ta", ["tasks", "targets"]),
        (complete.change_formats, "m", ["md"]),
        (complete.revisions, "HEAD", ["HEAD", "HEAD~1"]),
        (complete.owners, "火星", []),
    ],
)
def test_what_begins_so_is_offered(completer: Callable[[str], list[str]], typed: str, expected: list[str]) -> None:
    assert completer(typed) == expected


def test_nothing_is_offered_twice() -> None:
    for completer in (*OF_THE_BASE, *OF_THE_PROGRAM):
        found = completer("")
        assert found
        assert len(found) == len(set(found))


def test_periods_are_those_of_the_plan() -> None:
    found = complete.periods("")
    assert (found[0], found[-1], len(found)) == ("2021H1", "2025H2", 10)


BROKEN = {
    "not YAML": b"{[",
    "empty": b"",
    "not UTF-8": "名称".encode("gbk"),
    "a list": b"- 1\n- 2\n",
    "wrong types": b"offices: 1\ntasks: {}\ngroups: x\ntargets: null\nareas: 3\n",
    "strange": b"offices: [{name: 1}, 2, {name: [], kind: {}}]\ntargets: [{due: never}]\n",
    "deep": b"[" * 5000,
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_a_broken_base_completes_nothing(content: bytes, base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in base.glob("*.yaml"):
        path.write_bytes(content)
    monkeypatch.setenv("MZ_DATA", str(base))
    assert [completer("") for completer in OF_THE_BASE] == [[] for _ in OF_THE_BASE]


def test_files_that_are_missing_or_folders_complete_nothing(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (base / "org.yaml").unlink()
    (base / "tasks.yaml").unlink()
    (base / "tasks.yaml").mkdir()
    monkeypatch.setenv("MZ_DATA", str(base))
    assert complete.owners("") == complete.tasks("") == complete.things("") == []
    assert complete.due_years("") == ["2022", "2025"]
    monkeypatch.setenv("MZ_DATA", str(base / "没有"))
    assert [completer("") for completer in OF_THE_BASE] == [[] for _ in OF_THE_BASE]


def test_a_bug_completes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> object:
        raise RuntimeError

    monkeypatch.setattr(complete, "_base", fail)
    assert complete.owners("社") == []


SCRIPT = Path(sys.executable).with_name("mz")


@pytest.mark.skipif(not SCRIPT.exists(), reason="mz is not installed as a script beside this Python")
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("mz tasks --owner 社会", ["社会救助处", "社会事务处", "社会救助事业局"]),
        ("mz targets --due 20", ["2022", "2025"]),
        ("mz show G8", ["G8.1", "G8.2"]),
        ("mz org --role 副", ["副组长"]),
        ("mz report half-year --period 2025", ["2025H1", "2025H2"]),
        ("mz report half-year --task-force 乡", ["乡村治理指导专班"]),
        ("mz explain MZ30", [f"MZ30{number}" for number in range(1, 10)]),
        ("mz check --format s", ["sarif"]),
        ("mz tasks --format c", ["csv"]),
        ("mz ta", ["tasks", "targets"]),
    ],
)
def test_bash_asks_the_program(words: str, expected: list[str]) -> None:
    asked = {"_MZ_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": str(words.count(" "))}
    done = subprocess.run(
        [SCRIPT], cwd=PROJECT, env=os.environ | asked | {"PYTHONIOENCODING": "utf-8"}, capture_output=True, check=True
    )
    assert sorted(done.stdout.decode().split()) == sorted(expected)
    assert done.stderr == b""


@pytest.mark.skipif(not SCRIPT.exists() or not shutil.which("bash"), reason="needs bash and the script")
def test_bash_can_read_the_completion_script() -> None:
    asked = os.environ | {"_MZ_COMPLETE": "source_bash"}
    script = subprocess.run([SCRIPT], env=asked, capture_output=True, check=True).stdout
    assert b"_MZ_COMPLETE" in script
    subprocess.run(["bash", "-n"], input=script, check=True)


def test_completing_ends_by_itself(mz: Mz, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    for name, value in (("_MZ_COMPLETE", "complete_bash"), ("COMP_WORDS", "mz org --role 组"), ("COMP_CWORD", "3")):
        monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit) as leaving:
        mz()
    assert (leaving.value.code, capsys.readouterr().out) == (0, "组长\n")
