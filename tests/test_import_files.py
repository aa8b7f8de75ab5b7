"""`mz import`: files that are odd in themselves, whatever stands in them."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest

from minzheng_cli.cli.importing import read_document
from minzheng_cli.importing.document.parse import parse
from minzheng_cli.importing.document.reading import blocks_of
from tests.conftest import Mz
from tests.test_import import OTHER

_SECONDS = 8
"""Far more than 200 000 characters need, far less than they take in quadratic time."""


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a pipe with a name is a thing of POSIX")
def test_a_pipe_is_not_waited_for(mz: Mz, tmp_path: Path) -> None:
    pipe = tmp_path / "管道.txt"
    os.mkfifo(pipe)
    result = mz("import", str(pipe))
    assert (result.code, result.out) == (2, "")
    assert "不是普通的文件" in result.err


def test_a_file_that_mixes_encodings_is_refused(mz: Mz, tmp_path: Path) -> None:
    mixed = tmp_path / "拼接.txt"
    mixed.write_bytes(f"{OTHER}\n".encode() + "附件：名单\n".encode("gb18030"))
    result = mz("import", str(mixed))
    assert (result.code, result.out) == (2, "")
    assert "编码" in result.err


@pytest.mark.skipif(os.name == "nt", reason="names on Windows are text")
def test_a_name_that_is_no_text_is_printed_and_written(mz: Mz, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / os.fsdecode(b"\xff\xfe.txt")
    file.write_text(OTHER, encoding="utf-8")
    result = mz("import", str(file), "-o", "新库")
    assert result.code == 0, result.err
    result.err.encode("utf-8")
    assert mz("tasks", "--data", "新库").code == 0


def test_the_folder_one_stands_in_is_not_filled_unless_empty(
    mz: Mz, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "方案.txt").write_text(OTHER, encoding="utf-8")
    result = mz("import", "方案.txt", "-o", ".")
    assert result.code == 2
    assert [path.name for path in tmp_path.iterdir()] == ["方案.txt"]


def test_no_name_is_a_mistake_too(mz: Mz) -> None:
    result = mz("import", "")
    assert (result.code, result.out) == (2, "")
    assert "没有写要导入的文件" in result.err


def test_a_list_of_many_items_is_numbered_to_its_end(tmp_path: Path) -> None:
    items = "".join(f"{at}.完成第{at}号站点建设。（责任单位：市民政局）\n" for at in range(1, 1_003))
    file = tmp_path / "清单.txt"
    file.write_text(f"某市站点建设任务清单\n{items}", encoding="utf-8")
    draft = read_document(file, 0.7).settled.draft
    assert [task.number for task in draft.tasks] == [str(at) for at in range(1, 1_003)]


def test_an_empty_list_of_divisions_is_nothing_to_report(mz: Mz, tmp_path: Path) -> None:
    file, root = tmp_path / "方案.txt", tmp_path / "新库"
    file.write_text(OTHER, encoding="utf-8")
    assert mz("import", str(file), "-o", str(root)).code == 0
    assert "areas: []" in (root / "areas.yaml").read_text(encoding="utf-8")
    assert "MZ509" not in mz("check", "--data", str(root)).out


@pytest.mark.parametrize("text", [OTHER, "在会议上的讲话\n\n同志们：\n\n“引号”和\t制表符。\n"])
def test_json_is_laid_out_as_the_standard_library_does(text: str, mz: Mz, tmp_path: Path) -> None:
    file = tmp_path / "方案.txt"
    file.write_text(text, encoding="utf-8")
    shown = mz("import", str(file), "--format", "json").out
    assert shown == json.dumps(json.loads(shown), ensure_ascii=False, indent=2) + "\n"


def test_the_day_must_be_a_day(mz: Mz, tmp_path: Path) -> None:
    file = tmp_path / "方案.txt"
    file.write_text(OTHER, encoding="utf-8")
    assert mz("import", str(file), "-o", str(tmp_path / "一"), "--as-of", "2023-02-30").code == 2
    assert not (tmp_path / "一").exists()
    assert mz("import", str(file), "-o", str(tmp_path / "二"), "--as-of", "2023-07-10").code == 0


@pytest.mark.parametrize("run", [" ", "（", "“", ".", "—", "每", "2025年", "责任单位：", "1.", "| ", "\u3000"])
def test_a_run_of_anything_is_read_in_linear_time(run: str) -> None:
    text = f"某市方案\n一、任务\n1.建设{run * (200_000 // len(run))}个村5所\n"
    begun = time.process_time()
    parse(blocks_of(text.encode(), ".txt"))
    assert time.process_time() - begun < _SECONDS
