"""A write is whole or not there: killed at every step, two at once, folders and disks that refuse."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from minzheng_cli.errors import MzError
from minzheng_cli.model.progress import Observation, ProgressFile
from minzheng_cli.store import edit
from minzheng_cli.store.append import Addition, additions_edits, append
from minzheng_cli.store.lock import LOCK, writing
from minzheng_cli.store.parsing import parse
from tests.conftest import DEMO, PROJECT, Mz

FILE, NEW = "progress/2022H2.yaml", "progress/2023H2.yaml"
SEEN = Observation(target="G6.1", area="220100", as_of=date(2022, 12, 31), numerator=8, denominator=11)
CHILD = """
import os, sys, tempfile
from datetime import date
from pathlib import Path
from minzheng_cli.model.progress import Observation
from minzheng_cli.store.append import Addition, append

def dies(holder, name, when):
    real = getattr(holder, name)
    def dying(*arguments, **more):
        if when == "before":
            os._exit(9)
        real(*arguments, **more)
        os._exit(9)
    setattr(holder, name, dying)

class Half:
    def __init__(self, file): self.file = file
    def __enter__(self): return self
    def __exit__(self, *error): self.file.close()
    def write(self, data):
        self.file.write(data[: len(data) // 2])
        self.file.flush()
        os._exit(9)

root, step, when, *files = sys.argv[1:]
holders = {"mkstemp": tempfile, "fsync": os, "chmod": Path, "replace": Path, "unlink": Path, "mkdir": Path}
if step == "write":
    real = os.fdopen
    os.fdopen = lambda *arguments: Half(real(*arguments))
elif step != "none":
    dies(holders[step], step, when)
seen = Observation(target="G6.1", area="220100", as_of=date(2022, 12, 31), numerator=8, denominator=11)
append(Path(root), [Addition(file, "observations", seen) for file in files])
"""
STEPS = [
    ("write", "half"),
    *((s, w) for s in ("mkstemp", "fsync", "chmod", "replace", "unlink") for w in ("before", "after")),
]


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    folder = tmp_path / "数据 库"
    shutil.copytree(DEMO, folder)
    return folder


def child(root: Path, step: str, when: str, *files: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", CHILD, str(root), step, when, *files], capture_output=True, check=False
    )


def contents(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def additions(*files: str) -> list[Addition]:
    return [Addition(file, "observations", SEEN) for file in files]


@pytest.mark.parametrize(("step", "when"), STEPS)
def test_killed_at_any_step_the_file_is_the_old_or_the_new_one(step: str, when: str, demo: Path) -> None:
    before = contents(demo)
    (wanted,) = additions_edits(demo, additions(FILE))
    result = child(demo, step, when, FILE)
    assert result.returncode == 9, result.stderr.decode()
    after = contents(demo)
    assert after[FILE] in (before[FILE], wanted.after.encode("utf-8"))
    left = {name: data for name, data in after.items() if name not in before}
    assert all(Path(name).name.startswith(".mz") for name in left)
    assert {name: data for name, data in after.items() if name in before and name != FILE} == {
        name: data for name, data in before.items() if name != FILE
    }
    old = ProgressFile.model_validate(parse(after[FILE].decode("utf-8"), FILE).value)
    append(demo, additions(FILE))  # neither the lock nor what lies about is in the way of the next
    new = ProgressFile.model_validate(parse((demo / FILE).read_text("utf-8"), FILE).value)
    assert new.observations == (*old.observations, SEEN)


@pytest.mark.parametrize(("step", "when"), [*STEPS, ("mkdir", "before"), ("mkdir", "after")])
def test_killed_while_a_new_file_is_made_it_is_whole_or_not_there(step: str, when: str, demo: Path) -> None:
    shutil.rmtree(demo / "progress")
    (wanted,) = additions_edits(demo, additions(NEW))
    assert child(demo, step, when, NEW).returncode == 9
    assert contents(demo).get(NEW) in (None, wanted.after.encode("utf-8"))


@pytest.mark.parametrize("step", ["write", "fsync", "replace"])
def test_killed_between_two_files_each_is_old_or_new(step: str, demo: Path) -> None:
    before = contents(demo)
    wanted = {
        each.file: each.after.encode("utf-8") for each in additions_edits(demo, additions(FILE, "progress/2023H1.yaml"))
    }
    assert child(demo, step, "after", FILE, "progress/2023H1.yaml").returncode == 9
    after = contents(demo)
    assert all(after[file] in (before[file], new) for file, new in wanted.items())


def test_eight_that_write_at_once_all_succeed(demo: Path) -> None:
    before = ProgressFile.model_validate(parse((demo / FILE).read_text("utf-8"), FILE).value)
    running = [
        subprocess.Popen([sys.executable, "-c", CHILD, str(demo), "none", "", FILE, NEW], stderr=subprocess.PIPE)
        for _ in range(8)
    ]
    errors = [each.communicate()[1].decode() for each in running]
    assert [each.returncode for each in running] == [0] * 8, errors
    after = ProgressFile.model_validate(parse((demo / FILE).read_text("utf-8"), FILE).value)
    assert after.observations == (*before.observations, *[SEEN] * 8)
    made = ProgressFile.model_validate(parse((demo / NEW).read_text("utf-8"), NEW).value)
    assert made.observations == (SEEN,) * 8
    assert not (demo / LOCK).exists()


HOLDER = """
import sys
from pathlib import Path
from minzheng_cli.store.lock import writing
with writing(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def held(demo: Path) -> Iterator[Path]:
    """A knowledge base that another process writes to."""
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, str(demo)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert holder.stdout is not None
    assert holder.stdout.readline().strip() == b"held"
    yield demo
    holder.communicate()


def test_who_waits_too_long_is_told_that_another_writes(held: Path) -> None:
    with pytest.raises(MzError, match="另一个mz正在写入"), writing(held, patience=0.05):
        pytest.fail("both held it")


def test_check_and_fmt_wait_for_the_same_lock(held: Path, mz: Mz, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(edit, "writing", lambda root: writing(root, patience=0.05))
    text = (held / "org.yaml").read_bytes()
    (held / "org.yaml").write_bytes(text.replace(b": ", b":  ", 3))
    spoiled = (held / "org.yaml").read_bytes()
    result = mz("fmt", "--data", str(held))
    assert (result.code, "另一个mz正在写入" in result.err) == (2, True)
    assert (held / "org.yaml").read_bytes() == spoiled


def test_nothing_is_left_behind(demo: Path) -> None:
    names = set(contents(demo))
    append(demo, additions(FILE))
    assert set(contents(demo)) == names


def test_a_lock_that_a_crash_left_is_no_data_and_in_nobody_s_way(demo: Path, mz: Mz) -> None:
    (demo / LOCK).write_bytes(b"")
    assert mz("check", "--data", str(demo)).code == 0
    append(demo, additions(FILE))
    assert not (demo / LOCK).exists()


def test_a_file_that_changed_since_it_was_read_is_left(demo: Path) -> None:
    edits = additions_edits(demo, additions(FILE, NEW))
    other = (demo / FILE).read_bytes() + b"# x\n"
    (demo / FILE).write_bytes(other)
    with pytest.raises(MzError, match="刚刚被别的程序改过"):
        edit.write(demo, edits)
    assert (demo / FILE).read_bytes() == other
    assert not (demo / NEW).exists()


def test_a_file_that_came_or_went_meanwhile_is_left(demo: Path) -> None:
    edits = additions_edits(demo, additions(FILE))
    made = additions_edits(demo, additions(NEW))
    (demo / FILE).unlink()
    (demo / NEW).write_bytes(b"period: 2023H2\n")
    for each in (edits, made):
        with pytest.raises(MzError, match="刚刚被别的程序改过"):
            edit.write(demo, each)
    assert not (demo / FILE).exists()
    assert (demo / NEW).read_bytes() == b"period: 2023H2\n"


def failing(number: int) -> Any:
    def fail(*_: object, **__: object) -> None:
        raise PermissionError(number, "x") if number == errno.EACCES else OSError(number, "x")

    return fail


RECORD = ("record", "G6.1", "--period", "2022H2", "--area", "长春市", "--numerator", "8", "--denominator", "11")
DISKS = {
    "full": ("fsync", errno.ENOSPC, "磁盘已满"),
    "open in another program": ("replace", errno.EACCES, "正被其他程序打开"),
    "read-only": ("mkstemp", errno.EROFS, "磁盘只读"),
    "of another": ("mkstemp", errno.EACCES, "没有权限"),
}


@pytest.mark.parametrize(("step", "number", "reason"), DISKS.values(), ids=DISKS)
def test_a_disk_that_refuses(
    step: str, number: int, reason: str, demo: Path, mz: Mz, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(demo)
    holder = {"fsync": os, "replace": Path, "mkstemp": tempfile}[step]
    with monkeypatch.context() as patch:
        patch.setattr(holder, step, failing(number))
        result = mz(*RECORD, "--data", str(demo))
    assert (result.code, reason in result.err, result.err.count("\n")) == (2, True, 1)
    assert contents(demo) == before


def test_a_folder_in_which_no_lock_can_be_made(demo: Path, mz: Mz, monkeypatch: pytest.MonkeyPatch) -> None:
    before, real = contents(demo), os.open

    def refuse(path: Any, *more: Any, **named: Any) -> int:
        if str(path).endswith(LOCK):
            raise OSError(errno.EROFS, "x", str(path))
        return real(path, *more, **named)

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", refuse)
        result = mz(*RECORD, "--data", str(demo))
    assert (result.code, result.err.count("\n")) == (2, 1)
    assert "无法写入" in result.err
    assert "磁盘只读" in result.err
    assert contents(demo) == before


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written(demo: Path, mz: Mz) -> None:
    (demo / "progress").chmod(0o555)
    try:
        result = mz(*RECORD, "--data", str(demo))
    finally:
        (demo / "progress").chmod(0o755)
    assert (result.code, "没有权限" in result.err) == (2, True)


def test_a_folder_that_cannot_be_made(demo: Path) -> None:
    shutil.rmtree(demo / "progress")
    (demo / "progress").write_bytes(b"")
    with pytest.raises(MzError, match="progress"):
        append(demo, additions(NEW))
    assert (demo / "progress").read_bytes() == b""


@pytest.mark.parametrize("command", [RECORD, ("lock", "2022H2"), ("init", "locality", "长春市")], ids=lambda c: c[0])
def test_packaged_data_is_refused_before_all(
    command: tuple[str, ...], mz: Mz, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The project's own data, too, for who stands elsewhere and has named none."""
    before = contents(PROJECT / "data")
    monkeypatch.chdir(tmp_path)
    result = mz(*command)
    assert (result.code, "随程序安装的数据不能修改。请用 mz init" in result.err) == (2, True)
    assert contents(PROJECT / "data") == before


def test_the_project_s_own_data_may_be_written_by_who_stands_in_it(
    tmp_path: Path, demo: Path, mz: Mz, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pyproject.toml").write_bytes(b"")
    monkeypatch.setattr(edit, "packaged", lambda _: demo)
    monkeypatch.chdir(tmp_path)
    assert mz(*RECORD, "--data", str(demo)).code == 0
    monkeypatch.chdir("/")
    assert mz(*RECORD, "--data", str(demo)).code == 2
