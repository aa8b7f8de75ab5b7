"""`mz init locality`: an area's frame from the plan; and what `mz init` did before, it does still."""

from __future__ import annotations

from pathlib import Path

import pytest

from minzheng_cli.model.locality import LocalityFile, fingerprint
from minzheng_cli.store.files import all_files, locality_files
from minzheng_cli.store.frame import frame, local_tasks, outdated
from minzheng_cli.store.layout import layout
from minzheng_cli.store.load import Loaded, load
from minzheng_cli.store.parsing import parse
from tests.conftest import DATA, DEMO, Mz
from tests.test_writing import contents

CHANGCHUN = "localities/220100.yaml"


def made(base: Path, file: str = CHANGCHUN) -> LocalityFile:
    return LocalityFile.model_validate(parse((base / file).read_text("utf-8"), file).value)


def test_a_frame_holds_every_task_that_the_areas_carry_out(base: Path, mz: Mz, shipped: Loaded) -> None:
    result = mz("init", "locality", "长春市", "--data", str(base))
    assert (result.code, result.out) == (0, "")
    assert "localities/220100.yaml" in result.err
    kb, file = shipped.kb, made(base)
    assert file.area == "220100"
    assert [task.task for task in file.tasks] == [task.id for task in kb.tasks.tasks]
    for task, local in zip(kb.tasks.tasks, file.tasks, strict=True):
        mine = [target for target in kb.targets.targets if target.task == task.id]
        assert local.made_from == fingerprint(task, mine)
        assert [(t.target, t.value, t.due) for t in local.targets] == [(t.id, t.value, t.due) for t in mine]
        assert not local.is_broken_down
    text = (base / CHANGCHUN).read_text("utf-8")
    assert text.startswith("# yaml-language-server: $schema=../../schemas/locality.schema.json\n")
    for task in kb.tasks.tasks:
        assert f"# {task.id} {task.title}（省责任处室：{'、'.join(task.owners)}）\n" in text
    for target in kb.targets.targets:
        assert f"# {target.quote}\n" in text


def test_every_area_s_frame_is_tidy_and_right_but_for_what_is_open(base: Path, shipped: Loaded, mz: Mz) -> None:
    areas = [area for area in shipped.kb.areas.areas if area.type != "省"]
    (base / "localities").mkdir()
    for area in areas:
        edit = frame(base, shipped.kb, area)
        assert layout(edit.after, edit.file, LocalityFile) == edit.after
        (base / edit.file).write_bytes(edit.after.encode("utf-8"))
    assert len(locality_files(base)) == 70
    result = mz("check", "--data", str(base), "--ignore", "MZ604")
    assert result.code == 0, result.out
    assert mz("check", "--data", str(base), "--select", "MZ604").code == 1


def test_examples_in_the_comments_are_right_when_they_are_taken_out(base: Path, shipped: Loaded, mz: Mz) -> None:
    assert mz("init", "locality", "220100", "--data", str(base)).code == 0
    text = (base / CHANGCHUN).read_text("utf-8")
    (base / CHANGCHUN).write_text(text.replace("[]  # 例如：", "").replace("# document:", "document:"), "utf-8")
    assert all(task.is_broken_down for task in made(base).tasks)
    result = mz("check", "--data", str(base))
    assert result.code == 0, result.out
    assert outdated(shipped.kb, made(base)) == ([], [])


def test_tasks_without_areas_are_left_out(shipped: Loaded, base: Path) -> None:
    path = base / "tasks.yaml"
    path.write_text(path.read_text("utf-8").replace("units: [各地民政部门]", "units: []", 2), "utf-8")
    kb = load(base, all_files(base)).kb
    assert [task.id for task in local_tasks(kb)] == [task.id for task in shipped.kb.tasks.tasks[2:]]
    assert "task: T1\n" not in frame(base, kb, kb.areas.areas[1]).after


def test_a_demonstration_s_frame_carries_the_mark() -> None:
    kb = load(DEMO, all_files(DEMO)).kb
    edit = frame(DEMO, kb, kb.areas.areas[1])
    assert LocalityFile.model_validate(parse(edit.after, edit.file).value).demonstration == kb.demonstration


def test_what_is_there_is_never_overwritten(base: Path, mz: Mz) -> None:
    assert mz("init", "locality", "长春市", "--data", str(base)).code == 0
    before = contents(base)
    again = mz("init", "locality", "长春市", "--data", str(base))
    assert (again.code, "已经有了，没有改动。与方案一致" in again.err) == (2, True)
    assert contents(base) == before


def test_what_is_out_of_date_is_said(base: Path, mz: Mz) -> None:
    assert mz("init", "locality", "长春市", "--data", str(base)).code == 0
    path = base / CHANGCHUN
    text = path.read_text("utf-8")
    first = made(base).tasks[0]
    start, end = text.index("  # T3 "), text.index("  # T4 ")
    path.write_text((text[:start] + text[end:]).replace(first.made_from, "a" * 12), "utf-8")
    result = mz("init", "locality", "长春市", "--data", str(base))
    assert result.code == 2
    assert "T1在分解以后方案有改动，请对照修改；T3没有分解" in result.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("locality",), "例如：mz init locality 长春市"),
        (("locality", "长春"), "没有地区“长春”。是不是“长春市”"),
        (("locality", "吉林省"), "吉林省不用分解"),
        (("甲", "乙"), "多写了“乙”"),
    ],
)
def test_mistakes(
    arguments: tuple[str, ...], said: str, base: Path, mz: Mz, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = contents(tmp_path)
    result = mz("init", *arguments, "--data", str(base))
    assert (result.code, result.err.count("\n"), said in result.err) == (2, 1, True), result.err
    assert contents(tmp_path) == before


def test_a_knowledge_base_of_one_s_own_is_made_as_before(
    mz: Mz, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert mz("init").code == 0
    assert mz("init", "我的 数据").code == 0
    assert contents(tmp_path / "data") == contents(tmp_path / "我的 数据") == contents(DATA)
    assert mz("init", "locality", "农安县").code == 0
    assert (tmp_path / "data/localities/220122.yaml").is_file()
