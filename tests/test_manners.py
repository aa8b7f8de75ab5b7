"""How `mz check` lets itself be told: rules chosen, findings excused, remembered, counted and mended."""

from __future__ import annotations

import json
import subprocess
from datetime import date
from pathlib import Path

import pytest

from minzheng_cli.check.manners import is_selected
from minzheng_cli.cli.check import check_base
from minzheng_cli.console.formats import FINDINGS
from tests.conftest import Mz


def spoil(base: Path, file: str, old: str, new: str) -> None:
    """Replace text that stands exactly once in a file."""
    path = base / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_bytes(text.replace(old, new).encode())


@pytest.fixture
def spoiled(base: Path) -> Path:
    """A base with three faults: two of values (MZ301), one of a name (MZ202, which can be fixed)."""
    spoil(base, "targets.yaml", "    value: 50\n", "    value: 60\n")
    spoil(base, "targets.yaml", "    value: 30\n    unit: 平方米", "    value: 31\n    unit: 平方米")
    spoil(base, "tasks.yaml", "    owners: [区划地名处]", "    owners: [厅区划地名处]  # 照原文")
    return base


def codes(mz: Mz, base: Path, *options: str) -> list[str]:
    """Codes of what a check with these options reports."""
    result = mz("check", "--data", str(base), "--format", "json", *options)
    found = [each["code"] for each in json.loads(result.out)["diagnostics"]]
    assert result.code == (1 if found else 0)
    return found


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ((), ["MZ301", "MZ301", "MZ202"]),
        (("--select", "MZ301"), ["MZ301", "MZ301"]),
        (("--select", "mz3"), ["MZ301", "MZ301"]),
        (("--select", "MZ3,MZ2"), ["MZ301", "MZ301", "MZ202"]),
        (("--select", "MZ3", "--select", "MZ202"), ["MZ301", "MZ301", "MZ202"]),
        (("--ignore", "MZ301"), ["MZ202"]),
        (("--ignore", "MZ3", "--ignore", "MZ2"), []),
        (("--select", "MZ3", "--ignore", "MZ301"), []),
        (("--select", "MZ301", "--ignore", "MZ3"), ["MZ301", "MZ301"]),
    ],
)
def test_rules_are_chosen_by_code_or_family(
    mz: Mz, spoiled: Path, options: tuple[str, ...], expected: list[str]
) -> None:
    assert codes(mz, spoiled, *options) == expected


def test_the_more_exact_name_decides() -> None:
    assert is_selected("MZ301", ["MZ301"], ["MZ3"])
    assert not is_selected("MZ302", ["MZ301"], ["MZ3"])
    assert not is_selected("MZ301", ["MZ3"], ["MZ301"])
    assert is_selected("MZ301", [], [])


@pytest.mark.parametrize("name", ["MZ999", "X", "MZ", ""])
def test_an_unknown_rule_is_refused(mz: Mz, name: str) -> None:
    result = mz("check", "--select", name)
    assert (result.code, result.err.count("\n")) == (2, 1) if name else result.code == 0


def test_a_comment_with_a_reason_excuses_one_line(mz: Mz, spoiled: Path) -> None:
    spoil(spoiled, "targets.yaml", "    value: 60\n", "    value: 60  # mz: ignore[MZ301] 省里另有通知\n")
    assert codes(mz, spoiled) == ["MZ301", "MZ202"]


def test_a_comment_for_a_rule_that_was_not_looked_for_is_not_called_needless(mz: Mz, base: Path) -> None:
    spoil(base, "targets.yaml", "    value: 50\n", "    value: 50  # mz: ignore[MZ301] 待核\n")
    assert codes(mz, base) == ["MZ012"]
    assert codes(mz, base, "--select", "MZ2") == []


def test_a_baseline_hides_what_it_knows_even_when_lines_move(mz: Mz, spoiled: Path, tmp_path: Path) -> None:
    file = tmp_path / "基线.json"
    written = mz("check", "--data", str(spoiled), "--write-baseline", str(file))
    assert (written.code, "3处" in written.err) == (0, True)
    text = (spoiled / "targets.yaml").read_text(encoding="utf-8")
    (spoiled / "targets.yaml").write_text("# 新加的一行\n" + text, encoding="utf-8")
    assert codes(mz, spoiled, "--baseline", str(file)) == []
    spoil(spoiled, "targets.yaml", "    value: 200\n", "    value: 201\n")
    assert codes(mz, spoiled, "--baseline", str(file)) == ["MZ301"]
    shown = mz("check", "--data", str(spoiled), "--baseline", str(file)).out
    assert "另有3处在基线里" in shown


def test_a_baseline_says_what_is_gone(mz: Mz, spoiled: Path, tmp_path: Path) -> None:
    file = tmp_path / "基线.json"
    mz("check", "--data", str(spoiled), "--write-baseline", str(file))
    spoil(spoiled, "targets.yaml", "    value: 60\n", "    value: 50\n")
    assert "基线里有1处已经没有了" in mz("check", "--data", str(spoiled), "--baseline", str(file)).out


@pytest.mark.parametrize(
    "content", [None, "", "[]", "{}", '{"version": 2, "findings": []}', '{"version": 1, "findings": 3}']
)
def test_a_baseline_that_is_none_is_refused(mz: Mz, base: Path, tmp_path: Path, content: str | None) -> None:
    file = tmp_path / "基线.json"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    result = mz("check", "--data", str(base), "--baseline", str(file))
    assert (result.code, result.err.count("\n")) == (2, 1)
    assert "基线" in result.err


def test_statistics_count_by_rule(mz: Mz, spoiled: Path) -> None:
    result = mz("check", "--data", str(spoiled), "--statistics")
    assert result.code == 1
    assert [line.split()[:2] for line in result.out.splitlines()] == [["2", "MZ301"], ["1", "MZ202"]]


def test_the_screen_shows_no_more_than_the_limit(mz: Mz, spoiled: Path) -> None:
    shown = mz("check", "--data", str(spoiled), "--limit", "1").out
    assert shown.count("MZ301 ") == 1
    assert "另有2处没有列出" in shown
    assert "没有列出" not in mz("check", "--data", str(spoiled), "--limit", "0").out
    assert mz("check", "--data", str(spoiled), "--limit", "一").code == 2


def test_fix_changes_only_its_own_bytes(mz: Mz, spoiled: Path) -> None:
    path = spoiled / "tasks.yaml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    before = path.read_bytes()
    others = {each: each.read_bytes() for each in spoiled.rglob("*.yaml") if each != path}
    result = mz("check", "--data", str(spoiled), "--fix")
    assert "已改正1处" in result.err
    assert path.read_bytes() == before.replace("[厅区划地名处]".encode(), "[区划地名处]".encode())
    assert all(each.read_bytes() == data for each, data in others.items())
    assert {each.code for each in check_base(spoiled).diagnostics} == {"MZ301"}
    again = path.read_bytes()
    assert "没有可以自动改正" in mz("check", "--data", str(spoiled), "--fix").err
    assert path.read_bytes() == again


def test_fix_takes_the_mark_from_a_file_and_keeps_the_rest(mz: Mz, base: Path) -> None:
    path = base / "targets.yaml"
    before = path.read_bytes()
    path.write_bytes(b"\xef\xbb\xbf" + before)
    assert mz("check", "--data", str(base), "--fix").code == 0
    assert path.read_bytes() == before


def test_several_slips_in_one_text_are_all_mended(mz: Mz, base: Path) -> None:
    (base / "progress").mkdir()
    path = base / "progress" / "2022H1.yaml"
    report = "{task: T1, office: 厅社会救助处, status: 进行中, done: 一是摸底;二是摸底;三是建 账, reported: 2022-07-08}"
    path.write_text(f"period: 2022H1\nreports:\n  - {report}\n", encoding="utf-8")
    assert sorted(codes(mz, base)) == ["MZ202", "MZ511", "MZ511", "MZ512"]
    assert mz("check", "--data", str(base), "--fix").code == 0
    mended = report.replace("厅社", "社").replace(";", "；").replace("建 账", "建账")
    assert path.read_text(encoding="utf-8") == f"period: 2022H1\nreports:\n  - {mended}\n"


@pytest.fixture
def reported_later(base: Path) -> Path:
    """A base with one report of 8 July 2022, and a member who left with nobody after them on 31 May 2022."""
    (base / "progress").mkdir()
    report = "{task: T1, office: 社会救助处, status: 进行中, done: 已部署, reported: 2022-07-08}"
    (base / "progress" / "2022H1.yaml").write_text(f"period: 2022H1\nreports:\n  - {report}\n", encoding="utf-8")
    left = "  successions:\n    - {of: 张驰, until: 2022-05-31, basis: 任免文件}\n"
    spoil(base, "org.yaml", "  office:\n    name: 办公室\n", f"{left}  office:\n    name: 办公室\n")
    return base


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2022-05-31", ["MZ409"]),
        ("2022-06-01", ["MZ216", "MZ409"]),
        ("2022-07-07", ["MZ216", "MZ409"]),
        ("2022-07-08", ["MZ216"]),
    ],
)
def test_the_day_decides_what_lies_in_the_future(mz: Mz, reported_later: Path, day: str, expected: list[str]) -> None:
    assert sorted(codes(mz, reported_later, "--as-of", day)) == expected


def test_the_same_data_and_day_give_the_same_bytes(mz: Mz, reported_later: Path) -> None:
    asked = ("check", "--data", str(reported_later), "--as-of", "2022-07-01")
    said = {name: [mz(*asked, "--format", name).out for _ in range(2)] for name in FINDINGS}
    assert all(first == second and "MZ409" in first for first, second in said.values())


def test_without_a_day_today_is_meant(reported_later: Path) -> None:
    day = date(2022, 7, 1)
    assert [each.code for each in check_base(reported_later, day).diagnostics] == ["MZ216", "MZ409"]
    assert [each.code for each in check_base(reported_later).diagnostics] == ["MZ216"]


def test_a_day_that_is_none_is_refused(mz: Mz, base: Path) -> None:
    result = mz("check", "--data", str(base), "--as-of", "昨天")
    assert (result.code, "请写成年-月-日" in result.err) == (2, True)


def test_fix_puts_the_right_characters_in_place_of_look_alikes(mz: Mz, base: Path) -> None:
    path = base / "targets.yaml"
    before = path.read_bytes()
    spoil(base, "targets.yaml", "  - id: G8.2\n    task: T8\n", "  - id: Ｇ８.2\n    task: \u04228\n")
    assert codes(mz, base) == ["MZ010"] * 3
    assert mz("check", "--data", str(base), "--fix").code == 0
    assert path.read_bytes() == before


def test_diff_shows_the_fix_and_writes_nothing(mz: Mz, spoiled: Path) -> None:
    before = (spoiled / "tasks.yaml").read_bytes()
    result = mz("check", "--data", str(spoiled), "--diff")
    assert result.code == 1
    assert "-    owners: [厅区划地名处]  # 照原文\n+    owners: [区划地名处]  # 照原文\n" in result.out
    assert "现在没有写入任何文件" in result.err
    assert (spoiled / "tasks.yaml").read_bytes() == before


def test_init_copies_the_data_to_work_on(mz: Mz, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert mz("init").code == 0
    assert check_base(tmp_path / "data").diagnostics == ()
    refused = mz("init")
    assert (refused.code, "已经存在" in refused.err) == (2, True)
    assert mz("init", "没有的/我的").code == 2


def git(folder: Path, *arguments: str) -> None:
    """Run git in a folder, with an identity of its own."""
    identity = ("-c", "user.name=t", "-c", "user.email=t@example.invalid")
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


def test_changed_since_reports_what_the_branch_brought(mz: Mz, spoiled: Path) -> None:
    git(spoiled.parent, "init", "-q", "-b", "main")
    git(spoiled.parent, "add", ".")
    git(spoiled.parent, "commit", "-q", "-m", "old")
    assert codes(mz, spoiled, "--changed-since", "main") == []
    spoil(spoiled, "targets.yaml", "    value: 200\n", "    value: 201\n")
    assert codes(mz, spoiled, "--changed-since", "main") == ["MZ301"]
    assert "另有3处在main里就有" in mz("check", "--data", str(spoiled), "--changed-since", "main").out
    assert mz("check", "--data", str(spoiled), "--changed-since", "没有的分支").code == 2
