"""The demonstration knowledge base: sound, reproducible, marked everywhere, and counted right."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from minzheng_cli.model.locality import LocalityFile
from minzheng_cli.model.progress import ProgressFile
from minzheng_cli.store.files import locality_files
from tests.conftest import DATA, DEMO, PROJECT, Mz

PERIODS = ("2021H2", "2022H1", "2022H2", "2023H1")
COPIES = sorted(path.relative_to(DATA).as_posix() for path in DATA.rglob("*.*") if path.name != "plan.yaml")
MARK = "演示数据"
HALF_YEAR = ("report", "half-year", "--data", str(DEMO), "--period", "2022H1", "--as-of", "2022-07-20")


def read(path: Path) -> Any:
    return YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def progress() -> dict[str, Any]:
    return {period: read(DEMO / "progress" / f"{period}.yaml") for period in PERIODS}


def test_check_finds_nothing(mz: Mz) -> None:
    result = mz("check", "--data", str(DEMO), "--format", "json")
    assert result.code == 0
    assert json.loads(result.out)["diagnostics"] == []


def test_made_again_it_is_the_same(tmp_path: Path) -> None:
    script = PROJECT / "examples" / "make_demo.py"
    subprocess.run([sys.executable, str(script), str(tmp_path)], check=True, cwd=tmp_path)
    made = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    kept = {path.relative_to(DEMO): path.read_bytes() for path in DEMO.rglob("*") if path.is_file()}
    del kept[Path("README.md")]
    assert made == kept


def shipped(name: str) -> bytes:
    """A shipped file with the path to its schema as it is from the demonstration."""
    return (DATA / name).read_bytes().replace(b"$schema=../schemas/", b"$schema=../../schemas/")


@pytest.mark.parametrize("name", COPIES)
def test_copies_equal_the_shipped_data(name: str) -> None:
    assert (DEMO / name).read_bytes() == shipped(name)


def test_plan_differs_in_the_mark_alone() -> None:
    lines = (DEMO / "plan.yaml").read_bytes().splitlines(keepends=True)
    marks = [line for line in lines if line.startswith(b"demonstration:")]
    assert marks == [lines[2]]
    assert MARK in marks[0].decode("utf-8")
    assert b"".join(line for line in lines if line not in marks) == shipped("plan.yaml")


@pytest.mark.parametrize("period", PERIODS)
def test_progress_files_say_what_they_are(period: str) -> None:
    _, heading, *_ = (DEMO / "progress" / f"{period}.yaml").read_text(encoding="utf-8").splitlines()
    assert heading.startswith("#")
    assert MARK in heading
    assert "examples/make_demo.py" in heading


@pytest.mark.parametrize("format_name", ["table", "json", "csv", "md"])
@pytest.mark.parametrize("command", ["tasks", "targets", "org", "show T6", "show G6.2", "show 社会救助处"])
def test_queries_carry_the_mark(mz: Mz, command: str, format_name: str) -> None:
    result = mz(*command.split(), "--data", str(DEMO), "--format", format_name)
    assert result.code == 0
    assert MARK in result.out
    assert MARK not in mz(*command.split(), "--data", str(DATA), "--format", format_name).out


@pytest.mark.parametrize("format_name", ["text", "json"])
def test_check_carries_the_mark(mz: Mz, format_name: str) -> None:
    result = mz("check", "--data", str(DEMO), "--format", format_name)
    assert MARK in result.out + result.err


def test_report_carries_the_mark_on_the_screen_and_in_a_file(mz: Mz, tmp_path: Path) -> None:
    file = tmp_path / "报告.md"
    screen = mz(*HALF_YEAR)
    assert mz(*HALF_YEAR, "-o", str(file)).code == 0
    assert MARK in screen.out
    assert file.read_text(encoding="utf-8") == screen.out


def test_report_counts_the_reports_in_by_then(mz: Mz, progress: dict[str, Any]) -> None:
    owed = [(task["id"], office) for task in read(DATA / "tasks.yaml")["tasks"] for office in task["owners"]]
    by_then = {(r["task"], r["office"]): r["reported"] <= date(2022, 7, 20) for r in progress["2022H1"]["reports"]}
    in_time = sum(by_then.values())
    text = mz(*HALF_YEAR).out
    assert 0 < in_time < len(by_then) < len(owed) == 18
    assert f"应报送18份，已报送{in_time}份，未报送{18 - in_time}份" in text
    for report in progress["2022H1"]["reports"]:
        assert (report["done"] in text) == by_then[report["task"], report["office"]]


def test_a_late_report_is_unreported_until_it_comes(mz: Mz, progress: dict[str, Any]) -> None:
    late = [report for report in progress["2022H1"]["reports"] if report["reported"] > date(2022, 7, 20)]
    assert late
    after = mz(*HALF_YEAR[:-1], "2022-08-31").out
    for report in late:
        assert f"- {report['office']}：第{report['task'][1:]}项任务" in mz(*HALF_YEAR).out
        assert f"- {report['office']}：第{report['task'][1:]}项任务" not in after
        assert report["done"] in after


@pytest.mark.parametrize("period", PERIODS)
def test_report_adds_up_numerators_and_denominators(mz: Mz, progress: dict[str, Any], period: str) -> None:
    newest: dict[str, tuple[int, int]] = {}
    for name in PERIODS[: PERIODS.index(period) + 1]:
        for seen in progress[name]["observations"]:
            if seen["target"] == "G6.2":
                newest[seen["area"]] = (seen["numerator"], seen["denominator"])
    above, below = (sum(pair[side] for pair in newest.values()) for side in (0, 1))
    percent = f"{100 * above / below:.1f}".removesuffix(".0")
    lines = mz("report", "half-year", "--data", str(DEMO), "--period", period, "--as-of", "2023-12-31").out.splitlines()
    line = next(line for line in lines if line.startswith("| G6.2 "))
    assert f"| {percent}%（{above}/{below}） |" in line
    assert f"| {len(newest)}/61" in line
    assert any(f"{percent}%" in report["done"] for report in progress[period]["reports"]) or period == "2021H2"


def test_every_period_has_late_and_missing_reports(progress: dict[str, Any]) -> None:
    owed = {(task["id"], office) for task in read(DATA / "tasks.yaml")["tasks"] for office in task["owners"]}
    absent = []
    for period in PERIODS:
        given = {(report["task"], report["office"]) for report in progress[period]["reports"]}
        assert given <= owed
        absent.append(owed - given)
        assert 1 <= len(owed - given) <= 2
        assert any(report["reported"].day < 15 for report in progress[period]["reports"])
        assert all(report["reported"].weekday() < 5 for report in progress[period]["reports"])
    assert not set.intersection(*absent)


def test_words_are_never_used_twice(progress: dict[str, Any]) -> None:
    reports = [report for period in PERIODS for report in progress[period]["reports"]]
    words = [part for report in reports for part in re.split("[。；]", report["done"]) if part]
    assert len(words) == len(set(words))


def test_denominators_stay_and_numbers_grow(progress: dict[str, Any]) -> None:
    last: dict[tuple[str, str], dict[str, Any]] = {}
    for period in PERIODS:
        for seen in progress[period]["observations"]:
            before = last.setdefault((seen["target"], seen["area"]), seen)
            assert seen.get("denominator") == before.get("denominator")
            if seen["target"] != "G7.1":  # starts again each year
                key = "numerator" if "numerator" in seen else "value"
                assert seen[key] >= before[key]
            last[seen["target"], seen["area"]] = seen
    assert {target for target, _ in last} == {target["id"] for target in read(DATA / "targets.yaml")["targets"]}


def test_powers_are_listed_everywhere_half_a_year_late(progress: dict[str, Any]) -> None:
    listed = [
        [seen["numerator"] for seen in progress[period]["observations"] if seen["target"] == "G6.1"]
        for period in ("2022H2", "2023H1")
    ]
    assert [(sum(each), len(each)) for each in listed] == [(58, 60), (60, 60)]


def test_localities_say_what_they_are_and_most_are_whole() -> None:
    files = {file: LocalityFile.model_validate(read(DEMO / file)) for file in locality_files(DEMO)}
    owners = [[bool(task.owners) for task in file.tasks] for file in files.values()]
    assert (len(files), sum(all(each) for each in owners), sum(not all(each) for each in owners)) == (64, 59, 5)
    assert all(any(each) and len(each) == 14 for each in owners)
    for file, locality in files.items():
        assert MARK in (locality.demonstration or "")
        assert (locality.document or "").endswith("（演示）")
        assert "examples/make_demo.py" in (DEMO / file).read_text("utf-8").splitlines()[1]
    assert sum((DEMO / file).stat().st_size for file in files) < 500_000


def test_two_periods_are_locked_as_they_stand(progress: dict[str, Any]) -> None:
    files = {period: ProgressFile.model_validate(value) for period, value in progress.items()}
    assert [period for period, file in files.items() if file.locked] == ["2021H2", "2022H1"]
    for file in files.values():
        assert file.locked is None or file.locked.seal == file.seal


def test_a_correction_leaves_the_figure_that_was_there(progress: dict[str, Any]) -> None:
    (new,) = [seen for period in PERIODS for seen in progress[period]["observations"] if "corrects" in seen]
    key = ("target", "area", "as_of", "denominator")
    same = [seen for seen in progress["2022H2"]["observations"] if all(seen.get(k) == new[k] for k in key)]
    assert [seen["numerator"] for seen in same] == [new["numerator"] - 1, new["numerator"]]
    assert same[0]["reported"] == new["corrects"]
    assert new["reason"]


def test_extensions_and_acceptances_tell_a_story(progress: dict[str, Any]) -> None:
    asked, approved = progress["2022H2"]["extensions"]
    assert "approval" not in asked
    assert asked.items() < approved.items()
    accepted = [each for period in PERIODS for each in progress[period].get("acceptances", ())]
    assert [each["item"] for each in accepted] == ["G7.1", "G6.1", "T2"]
    assert all(each["evidence"] for each in accepted)
    finished = [r for period in PERIODS for r in progress[period]["reports"] if r["status"] == "已完成"]
    assert finished
    assert all(report["evidence"] for report in finished)


def test_figures_come_within_weeks_and_some_of_them_late(progress: dict[str, Any]) -> None:
    days = [
        (seen["reported"] - seen["as_of"]).days
        for period in PERIODS
        for seen in progress[period]["observations"]
        if "corrects" not in seen
    ]
    assert 0 < min(days) <= 15 < max(days) < 20
    assert 0.02 < sum(day > 15 for day in days) / len(days) < 0.12
