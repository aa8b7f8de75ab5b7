"""`mz record`, `accept`, `extend`, `lock`: one entry by hand, right or not at all, and told in one sentence."""

from __future__ import annotations

import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from minzheng_cli.cli.app import COMMANDS, WRITING
from minzheng_cli.model.progress import ProgressFile
from minzheng_cli.store.parsing import parse
from tests.conftest import DEMO, Mz
from tests.test_writing import contents

REPORT = (
    "record",
    "T6",
    "--period",
    "2023H2",
    "--office",
    "厅基层政权处",
    "--status",
    "进行中",
    "--reported",
    "2024-01-05",
)
FIGURE = ("record", "G6.1", "--period", "2022H2", "--area", "长春市", "--numerator", "8", "--denominator", "11")
CLOSE = ("accept", "T3", "--verdict", "达到", "--by", "领导小组办公室", "--evidence", "台账", "--on", "2023-07-24")
LATER = ("extend", "G5.1", "--due", "2026-06-30", "--reason", "移交未完成", "--requested", "2023-05-10")


@pytest.fixture
def demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the demonstration below the folder where the user stands."""
    folder = tmp_path / "data"
    shutil.copytree(DEMO, folder)
    monkeypatch.chdir(tmp_path)
    return folder


def progress(demo: Path, period: str) -> ProgressFile:
    file = f"progress/{period}.yaml"
    return ProgressFile.model_validate(parse((demo / file).read_text("utf-8"), file).value)


def test_words_on_a_task(demo: Path, mz: Mz) -> None:
    result = mz(*REPORT[:4], "--office", "基层政权建设和社区治理处", *REPORT[6:], "--done", "甲: 乙", "--next", "丙")
    assert (result.code, result.out) == (0, "")
    assert result.err.startswith("已写入data/progress/2023H2.yaml（新建）。")
    (report,) = progress(demo, "2023H2").reports
    assert (report.task, report.office, report.done, report.next) == ("T6", "基层政权建设和社区治理处", "甲: 乙", "丙")
    assert report.reported == date(2024, 1, 5)


def test_an_office_goes_by_any_of_its_names(demo: Path, mz: Mz) -> None:
    offices = [name for name in ("基层政权和社区建设处", "厅基层政权建设和社区治理处") if mz("show", name).code == 0]
    assert offices
    assert mz(*REPORT[:4], "--office", offices[0], *REPORT[6:], "--done", "甲").code == 0
    assert progress(demo, "2023H2").reports[0].office == "基层政权建设和社区治理处"


def test_a_figure_of_an_area(demo: Path, mz: Mz) -> None:
    before = (demo / "progress/2022H2.yaml").read_text("utf-8")
    result = mz(*FIGURE, "--reported", "2023-01-05", "--evidence", "清单")
    (seen,) = progress(demo, "2022H2").observations[-1:]
    assert (seen.area, seen.as_of, seen.numerator, seen.denominator) == ("220100", date(2022, 12, 31), 8, 11)
    lines = (demo / "progress/2022H2.yaml").read_text("utf-8").splitlines(keepends=True)
    number = next(at for at, line in enumerate(lines) if 'G6.1, area: "220100"' in line)
    assert result.err.startswith(f"已写入data/progress/2022H2.yaml第{number + 1}行。")
    assert "".join(lines[:number] + lines[number + 1 :]) == before


@pytest.mark.parametrize(("typed", "value"), [("３５．５", 35.5), ("1,035", 1035), ("35", 35), ("35.0", 35.0)])
def test_numbers_as_clerks_type_them(typed: str, value: float, demo: Path, mz: Mz) -> None:
    more = ("--area", "220100", "--value", typed, "--reported", "2024-01-05")
    assert mz("record", "g7.2", "--period", "2023下半年", *more).code == 0
    seen = progress(demo, "2023H2").observations[0]
    assert (seen.value, type(seen.value)) == (value, type(value))


@pytest.mark.parametrize(
    ("more", "day"),
    [
        (("--until", "2022-11-30", "--reported", "2023-01-05"), date(2022, 11, 30)),
        (("--reported", "2023-01-05"), date(2022, 12, 31)),
        (("--reported", "2022-12-20"), date(2022, 12, 20)),
    ],
)
def test_the_day_that_a_figure_speaks_of(more: tuple[str, ...], day: date, demo: Path, mz: Mz) -> None:
    assert mz(*FIGURE, *more).code == 0
    assert progress(demo, "2022H2").observations[-1].as_of == day


def test_a_correction_names_what_it_corrects_and_both_stay(demo: Path, mz: Mz) -> None:
    old = next(o for o in progress(demo, "2022H1").observations if (o.target, o.area) == ("G6.2", "220103"))
    assert old.denominator is not None
    figures = ("--numerator", str(old.numerator), "--denominator", str(old.denominator + 1))
    into = (
        "record",
        "G6.2",
        "--area",
        "宽城区",
        *figures,
        "--corrects",
        str(old.reported),
        "--reason",
        "分母漏报一个村",
    )
    locked = mz(*into, "--period", "2022H1", "--reported", "2022-09-01")
    assert (locked.code, "2022H1已经锁定" in locked.err, "当前报告期" in locked.err) == (2, True, True)
    assert mz(*into, "--period", "2022H2", "--reported", "2022-09-01").code == 0
    new = progress(demo, "2022H2").observations[-1]
    assert (new.as_of, new.corrects, new.reason) == (old.as_of, old.reported, "分母漏报一个村")
    assert mz("check", "--data", str(demo), "--select", "MZ4").code == 0


def test_what_would_be_added_is_shown_and_not_written(demo: Path, mz: Mz) -> None:
    before = contents(demo)
    result = mz(*FIGURE, "--reported", "2023-01-05", "--dry-run")
    line = (
        '  - {target: G6.1, area: "220100", as_of: 2022-12-31, numerator: 8, denominator: 11, reported: 2023-01-05}\n'
    )
    assert (result.code, result.out) == (0, line)
    assert "现在没有写入" in result.err
    assert contents(demo) == before


def test_what_is_only_doubtful_is_written_and_told(demo: Path, mz: Mz) -> None:
    more = ("--area", "南关区", "--value", "355", "--reported", "2024-01-05")
    result = mz("record", "G7.2", "--period", "2023H2", *more)
    assert (result.code, "提醒：" in result.err, "（MZ419）" in result.err) == (0, True, True)
    assert progress(demo, "2023H2").observations[0].value == 355


def test_errors_that_were_there_before_are_no_hindrance(demo: Path, mz: Mz) -> None:
    path = demo / "progress/2021H2.yaml"
    path.write_bytes(path.read_bytes().replace("office: 社会救助处".encode(), "office: 社会事务处".encode(), 1))
    assert mz("check", "--data", str(demo)).code == 1
    assert mz(*FIGURE).code == 0


def test_closing_and_judging(demo: Path, mz: Mz) -> None:
    assert mz(*CLOSE).code == 0
    (closed,) = progress(demo, "2023H2").acceptances
    assert (closed.item, closed.verdict, closed.accepted) == ("T3", "达到", date(2023, 7, 24))
    again = mz(*CLOSE[:-1], "2023-08-01")
    assert (again.code, "2023-07-24已经认定为达到" in again.err) == (2, True)
    assert mz(*CLOSE[:3], "未达到", *CLOSE[4:-1], "2023-08-01", "--period", "2023H1").code == 0
    assert progress(demo, "2023H1").acceptances[-1].verdict == "未达到"


def test_asked_for_then_approved_are_two_entries(demo: Path, mz: Mz) -> None:
    asked = mz(*LATER)
    assert (asked.code, "2025-12-31不动" in asked.err) == (0, True)
    again = mz(*LATER)
    assert (again.code, "2023-05-10已经申请" in again.err) == (2, True)
    approved = mz(*LATER[:4], "--approval", "会议纪要", "--approved", "2023-06-12")
    assert approved.code == 0
    first, second = progress(demo, "2023H1").extensions
    assert (first.approval, second.approval, second.approved) == (None, "会议纪要", date(2023, 6, 12))
    assert (second.due, second.reason, second.requested) == (first.due, first.reason, first.requested)
    known = mz("check", "--data", str(demo), "--select", "MZ413")
    assert known.code == 0
    third = mz(*LATER[:4], "--approval", "会议纪要")
    assert (third.code, "2023-06-12已经批准" in third.err) == (2, True)


def test_a_locked_period_is_sealed_and_takes_nothing(demo: Path, mz: Mz) -> None:
    before = progress(demo, "2022H2")
    assert mz("lock", "2022下半年", "--on", "2023-02-15").code == 0
    after = progress(demo, "2022H2")
    assert after.locked is not None
    assert (after.locked.on, after.locked.seal) == (date(2023, 2, 15), before.seal)
    for command in (FIGURE, ("lock", "2022H2"), (*CLOSE, "--period", "2022H2"), (*LATER, "--period", "2022H2")):
        result = mz(*command)
        assert (result.code, "2022H2已经锁定" in result.err) == (2, True), command
    assert mz("check", "--data", str(demo)).code == 0


MISTAKES = {
    "no such task": (("record", "T99", *REPORT[2:], "--done", "甲"), "没有任务“T99”"),
    "no such target": (("record", "G6.9", *FIGURE[2:]), "没有量化目标“G6.9”。是不是"),
    "no such office": ((*REPORT, "--done", "甲"), "没有处室或单位“厅基层政权处”。是不是“基层政权建设和社区治理处”"),
    "not the owner": ((*REPORT[:5], "社会救助处", *REPORT[6:], "--done", "甲"), "没有写入：T6的责任处室是基层政权建设"),
    "no such area": ((*FIGURE[:5], "长春", *FIGURE[6:]), "没有地区“长春”。是不是“长春市”"),
    "no such status": (
        (*REPORT[:7], "完成", *REPORT[8:], "--done", "甲", "--office", "社会救助处"),
        "可选：未启动、进行中、已完成",
    ),
    "no period": (("record", "T6"), "缺少参数“报告期”"),
    "a period that is none": ((*FIGURE[:3], "2022H3", *FIGURE[4:]), "报告期“2022H3”写法不对"),
    "options of the other kind": ((*FIGURE, "--done", "甲"), "G6.1是目标，不写--done"),
    "figures with a task": ((*REPORT, "--value", "1"), "T6是任务，不写--value"),
    "something missing": (REPORT, "T6缺少--done"),
    "half a ratio": (FIGURE[:-2], "G6.1缺少--denominator"),
    "a value for a ratio": ((*FIGURE, "--value", "1"), "是比率"),
    "more than all": ((*FIGURE[:-1], "7"), "分子8大于分母7"),
    "no number": ((*FIGURE[:-1], "十一"), "--denominator后面要写数字，不能写“十一”"),
    "no whole number": ((*FIGURE[:-1], "11.5"), "--denominator后面要写整数"),
    "below nothing": ((*FIGURE[:-3], "-8", *FIGURE[-2:]), "--numerator写得不对：-8"),
    "a unit with the number": (
        ("record", "G7.2", "--period", "2022H2", "--area", "长春市", "--value", "35平方米"),
        "只写数字",
    ),
    "no day": ((*FIGURE, "--reported", "7月8日"), "日期“7月8日”写法不对"),
    "a day outside the period": ((*FIGURE, "--until", "2021-12-31"), "不在2022年下半年内"),
    "a day to come": ((*FIGURE, "--reported", "2999-01-05"), "在今天（"),
    "said before": (
        (*FIGURE[:5], "南关区", "--numerator", "1", "--denominator", "1"),
        "已经报过，不能再记一遍。要更正，请加 --corrects 2023-01-13",
    ),
    "a correction of nothing": ((*FIGURE, "--corrects", "2023-01-05", "--reason", "误"), "没有可以更正的"),
    "a correction of another day": (
        (*FIGURE[:5], "南关区", "--numerator", "1", "--denominator", "1", "--corrects", "2023-01-05", "--reason", "误"),
        "已有的报送日期：2023-01-13",
    ),
    "a correction without a reason": ((*FIGURE, "--corrects", "2023-01-05"), "更正要同时写--corrects和--reason"),
    "blank words": ((*FIGURE, "--evidence", " "), "--evidence写得不对"),
    "judging what isn't": (("accept", "T99", *CLOSE[2:]), "没有任务“T99”"),
    "no such verdict": ((*CLOSE[:3], "完成", *CLOSE[4:]), "可选：达到、未达到"),
    "closed without evidence": ((*CLOSE[:6], *CLOSE[8:]), "要写所依据的佐证材料"),
    "closed by a stranger": ((*CLOSE[:5], "领导小组办公司", *CLOSE[6:]), "没有写入：“领导小组办公司”"),
    "a yearly target is not put off": (("extend", "G7.1", *LATER[2:]), "每年都要达到，没有可以延的期限"),
    "nor one without a date": (("extend", "G8.1", *LATER[2:]), "没有写期限，没有可以延的期限"),
    "no later than before": ((*LATER[:3], "2025-12-31", *LATER[4:]), "不晚于G5.1原来的期限2025-12-31"),
    "put off without a reason": (LATER[:4], "G5.1缺少--reason"),
    "approved by nobody": ((*LATER, "--approved", "2023-06-12"), "没有写由谁批准"),
    "locked too early": (("lock", "2023H1", "--on", "2023-06-30"), "2023-06-30才结束"),
    "nothing to lock": (("lock", "2029H1"), "没有报告期2029H1的进展"),
    "locked twice": (("lock", "2022H1"), "2022H1已经锁定"),
}


@pytest.mark.parametrize(("arguments", "said"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_one_sentence_and_nothing_is_written(
    arguments: tuple[str, ...], said: str, demo: Path, mz: Mz
) -> None:
    before = contents(demo)
    result = mz(*arguments)
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1), result.err
    assert said in result.err
    assert contents(demo) == before


def test_a_file_with_errors_is_not_locked(demo: Path, mz: Mz) -> None:
    path = demo / "progress/2022H2.yaml"
    path.write_bytes(path.read_bytes().replace("office: 社会救助处".encode(), "office: 社会事务处".encode(), 1))
    result = mz("lock", "2022H2", "--on", "2023-02-15")
    assert (result.code, "没有锁定：第" in result.err, "mz check" in result.err) == (2, True, True)


def test_two_that_record_at_once_both_succeed(demo: Path) -> None:
    before = len(progress(demo, "2022H2").observations)
    areas = ("长春市", "吉林市", "四平市")
    command = [sys.executable, "-m", "minzheng_cli", *FIGURE[:4], "--area"]
    running = [
        subprocess.Popen([*command, area, *FIGURE[6:], "--data", str(demo)], stderr=subprocess.PIPE) for area in areas
    ]
    errors = [each.communicate()[1].decode() for each in running]
    assert [each.returncode for each in running] == [0, 0, 0], errors
    assert {seen.area for seen in progress(demo, "2022H2").observations[before:]} == {"220100", "220200", "220300"}


@pytest.mark.parametrize(
    "command", [each for each in COMMANDS if each in WRITING], ids=lambda command: command.__name__
)
def test_the_example_of_the_help_runs_on_data_of_one_s_own(command: object, base: Path, mz: Mz) -> None:
    (base / "progress").mkdir()
    (base / "progress/2022H1.yaml").write_text("period: 2022H1\n", "utf-8")
    example = COMMANDS[command]  # type: ignore[index]
    result = mz(*example.split()[1:], "--data", str(base))
    assert result.code == 0, result.err
