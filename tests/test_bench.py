"""The benchmarks' own code: what is generated is sound and always the same, and the tables say what was measured."""

from __future__ import annotations

import os
from math import gcd, prod
from pathlib import Path

import pytest
from bench import generate, parse_only, run

from minzheng_cli.cli.check import check_base


def _bytes(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("count", [1, 14, 30])
def test_a_generated_base_is_sound(tmp_path: Path, count: int) -> None:
    generate.write_base(count, tmp_path)
    report = check_base(tmp_path)
    assert [(each.code, each.message) for each in report.diagnostics] == []
    assert report.demonstration == generate.MARK


def test_the_same_number_gives_the_same_bytes(tmp_path: Path) -> None:
    generate.write_base(30, tmp_path / "one")
    generate.write_base(30, tmp_path / "two")
    assert _bytes(tmp_path / "one") == _bytes(tmp_path / "two")


def test_no_two_sentences_titles_or_indicators_are_alike() -> None:
    made = list(generate.items(3000))
    for words in (
        [measure for item in made for measure in item.measures],
        [item.title for item in made],
        [item.goal.indicator for item in made if item.goal],
    ):
        assert len(words) == len(set(words))


@pytest.mark.parametrize(("lists", "most"), [(generate._SUBJECT, 100_000), (generate._SENTENCE, 500_004)])
def test_combinations_last_for_a_hundred_thousand_tasks(lists: generate.Lists, most: int) -> None:
    combinations = prod(len(words) for words in lists)
    assert combinations > most
    assert gcd(combinations, generate._STRIDE) == 1
    assert all(len(words) == len(set(words)) for words in lists)


def test_a_base_has_the_shapes_of_the_real_one() -> None:
    made = list(generate.items(200))
    goals = [item.goal for item in made if item.goal]
    assert {item.group for item in made} == set(range(1, 11))
    assert len(goals) == 100
    assert {goal.due for goal in goals} == {None, 2022, 2023, 2024, 2025}
    assert {len(item.owners) for item in made} == {1, 2}
    assert {len(item.measures) for item in made} == {3, 4, 5}


def test_the_command_line_of_the_generator(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert generate.main(["3", str(tmp_path / "base")]) == 0
    assert parse_only.read_all(tmp_path / "base") == 5
    assert generate.main(["0", str(tmp_path)]) == 2
    assert "usage" in capsys.readouterr().err


def _costs(*cpus: float) -> list[run.Cost]:
    return [run.Cost(cpu, 50.0) for cpu in cpus]


START = dict(zip(("mz", "baseline", "pass"), _costs(0.3, 0.2, 0.01), strict=True))
NAMES = ("check", "query", "one", "parse", "baseline")
COSTS = {
    (size, name): cost
    for size, cpus in {
        14: (0.2, 0.2, 0.2, 0.1, 0.2),
        1014: (0.4, 0.3, 0.2, 0.2, 0.2),
        10000: (1.0, 1.0, 0.5, 0.5, 0.2),
    }.items()
    for name, cost in zip(NAMES, _costs(*cpus), strict=True)
}


def test_start_is_told_as_a_ratio() -> None:
    assert "| 0.300 | 1.50 |" in run.start_table(START)


def test_sizes_stand_beside_reading_alone() -> None:
    lines = run.scale_table(COSTS).splitlines()
    assert lines[3] == "| 1 014 | 0.40 | 0.30 | 0.20 | 0.20 | 0.20 | 2.00 | 1.50 | 50 |"


def test_growth_is_told_for_each_further_task() -> None:
    lines = run.growth_table(COSTS).splitlines()
    assert lines[2] == "| check, 14 → 1014 | 200 | – |"
    assert lines[3] == "| check, 1014 → 10000 | 67 | 0.33 |"


def test_limits_are_judged_at_the_pace_of_the_baseline() -> None:
    lines = run.limits_table(START, COSTS).splitlines()
    assert lines[2] == "| start, times the baseline | 1.30 | 1.50 | 1.50 | 115% | missed |"
    assert lines[3] == "| check at 10000 tasks, CPU s | 1.00 | 1.00 | 0.80 | 80% | met |"
    assert lines[4] == "| query at 10000 tasks, CPU s | 0.70 | 1.00 | 0.80 | 114% | missed |"
    assert len(run.limits_table(START, {}).splitlines()) == 3


@pytest.mark.skipif(not hasattr(os, "wait4"), reason="os.wait4 is POSIX")
def test_a_command_that_fails_is_not_measured() -> None:
    with pytest.raises(RuntimeError, match="exit code"):
        run.measure(run.Command("wrong", run.mz("no-such-command")))
    assert run.measure(run.Command("wrong", run.mz("no-such-command"), exits=2)).cpu > 0


def test_the_machine_is_named() -> None:
    assert "Python 3" in run.machine()
