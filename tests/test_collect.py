"""Filled forms are read as a clerk meant them, or refused with the cell and what to write; nothing ends in a traceback."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, time
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from rich.cells import cell_len
from ruamel.yaml import YAML

from minzheng_cli.cli.collected import Outcome
from minzheng_cli.cli.collecting import collect_from, fitting_of, write
from minzheng_cli.errors import MzError
from minzheng_cli.importing import apart, values
from minzheng_cli.importing.fit import Fitting
from minzheng_cli.importing.sheets import laid_out
from minzheng_cli.store.append import plain
from minzheng_cli.store.files import all_files
from minzheng_cli.store.load import load
from tests.conftest import DATA, PROJECT, Mz

FORMS = PROJECT / "tests" / "data" / "forms"
CASES = sorted(FORMS.glob("*.yaml"))
DAY = date(2022, 7, 12)


@pytest.fixture(scope="session")
def fitting() -> Fitting:
    """The shipped knowledge base, into which the forms of 2022H1 are collected."""
    return fitting_of(load(DATA, all_files(DATA), day=DAY).kb, None, DAY)


def sidecar(path: Path) -> dict[str, Any]:
    """What must come of a form: `file`, and `refused`, or `entries`, `faults` and `hints` by cell."""
    said: dict[str, Any] = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    return said


def faults_of(outcome: Outcome, *, mild: bool) -> Iterator[tuple[str, str]]:
    for fault in outcome.faults:
        if fault.mild is mild:
            yield fault.place, fault.message


def matches(found: list[tuple[str, str]], wanted: dict[str, str]) -> bool:
    """True where there is one fault for each cell wanted, it says so, and there are no others."""
    return len(found) == len(wanted) and all(place in wanted and wanted[place] in message for place, message in found)


def test_there_are_enough_spoiled_forms() -> None:
    assert len(CASES) >= 60
    assert {path.stem for path in CASES} == {
        path.stem for path in FORMS.iterdir() if path.suffix in (".xlsx", ".xlsm", ".xls", ".ods")
    }
    assert sum(path.stat().st_size for path in FORMS.iterdir() if path.is_file()) < 3_000_000


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_spoiled_form_is_read_or_refused_cell_by_cell(path: Path, fitting: Fitting) -> None:
    wanted = sidecar(path)
    (outcome,) = collect_from([FORMS / wanted["file"]], fitting, DAY)
    said = [plain(change.entry) for change in outcome.changes]
    refused = outcome.refused.message if outcome.refused else ""
    assert (wanted.get("refused", "\0") in refused) if "refused" in wanted else not refused, refused
    assert said == [{name: _plain(value) for name, value in entry.items()} for entry in wanted.get("entries", [])]
    faults, hints = list(faults_of(outcome, mild=False)), list(faults_of(outcome, mild=True))
    assert matches(faults, wanted.get("faults", {})), faults
    assert matches(hints, wanted.get("hints", {})), hints
    assert all(fault.hint for fault in outcome.faults)
    assert {change.kind for change in outcome.changes} <= {"新增"}


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, date) else value


# From form to knowledge base


def fill(source: Path, target: Path, rows: dict[str, dict[str, Any]]) -> Path:
    """Fill a form through openpyxl: by row id, what goes under which heading."""
    book = load_workbook(source)
    for sheet in (book[name] for name in book.sheetnames if name in ("工作进展", "指标数据")):
        head = next(row for row in sheet.iter_rows() if row[0].value == "编号")
        columns = {cell.value: cell.column for cell in head}
        for row in sheet.iter_rows(min_row=head[0].row + 1):
            for label, value in rows.get(row[0].value, {}).items():
                if label in columns:
                    sheet.cell(row[0].row, columns[label]).value = value
    target.parent.mkdir(exist_ok=True)
    book.save(target)
    return target


SENT = ("--as-of", "2022-06-20")
NOW = ("--as-of", "2022-07-12")
SAID = date(2022, 7, 8)


@pytest.fixture
def county(mz: Mz, base: Path, tmp_path: Path) -> Path:
    """An empty form of 农安县."""
    path = tmp_path / "empty" / "农安县.xlsx"
    path.parent.mkdir()
    assert mz("form", "2022H1", "--area", "农安县", "-o", str(path), "--data", str(base), *SENT).code == 0
    return path


def recorded(base: Path, period: str = "2022H1") -> list[dict[str, Any]]:
    path = base / "progress" / f"{period}.yaml"
    found = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8")) if path.exists() else {}
    return [{key: _plain(value) for key, value in entry.items()} for entry in found.get("observations", [])]


def test_the_same_form_twice_changes_nothing(mz: Mz, base: Path, county: Path, tmp_path: Path) -> None:
    filled = fill(county, tmp_path / "in" / "农安.xlsx", {"G6.1": {"分子": 1, "分母": 1, "报送日期": SAID}})
    first = mz("collect", str(filled), "--data", str(base), *NOW)
    assert (first.code, recorded(base)) == (0, [{**G61, "reported": "2022-07-08"}])
    assert "新增" in first.out
    assert "共1份表：新增1条。已写入" in first.err
    before = (base / "progress" / "2022H1.yaml").read_bytes()
    again = mz("collect", str(tmp_path / "in"), "--data", str(base), *NOW)
    assert again.code == 0
    assert "共1份表：无变化1条。没有要写入的。" in again.err
    assert (base / "progress" / "2022H1.yaml").read_bytes() == before
    assert mz("check", "--data", str(base)).code == 0


G61 = {"target": "G6.1", "area": "220122", "as_of": "2022-06-30", "numerator": 1, "denominator": 1}


def test_a_dry_run_writes_nothing(mz: Mz, base: Path, county: Path, tmp_path: Path) -> None:
    fill(county, tmp_path / "in" / "农安.xlsx", {"G6.1": {"分子": 1, "分母": 1, "报送日期": SAID}})
    result = mz("collect", str(tmp_path / "in"), "--dry-run", "--data", str(base), *NOW)
    assert (result.code, recorded(base)) == (0, [])
    assert "1/1（100.0%），截至2022-06-30" in result.out
    assert "没有写入" in result.err


def test_a_correction_names_what_it_corrects_and_why(mz: Mz, base: Path, county: Path, tmp_path: Path) -> None:
    row = {"分子": 80, "分母": 110, "报送日期": SAID}
    one = fill(county, tmp_path / "in" / "1.xlsx", {"G6.2": row})
    assert mz("collect", str(one), "--data", str(base), *NOW).code == 0
    changed = {**row, "分子": 90, "报送日期": date(2022, 7, 10)}
    two = fill(county, tmp_path / "in" / "2.xlsx", {"G6.2": changed})
    refused = mz("collect", str(two), "--data", str(base), *NOW)
    assert refused.code == 1
    assert "指标数据!M6" in refused.out
    assert "分子80→90" in refused.out
    assert len(recorded(base)) == 1
    fill(county, two, {"G6.2": {**changed, "更正说明": "漏报十个村"}})
    for _ in range(2):  # the older form stays in the folder, and says nothing new
        assert mz("collect", str(tmp_path / "in"), "--data", str(base), *NOW).code == 0
        assert len(recorded(base)) == 2
    last = recorded(base)[-1]
    assert (last["numerator"], last["corrects"], last["reason"]) == (90, "2022-07-08", "漏报十个村")
    assert mz("check", "--data", str(base)).code == 0


def test_a_correction_may_not_be_older_than_what_it_corrects(mz: Mz, base: Path, county: Path, tmp_path: Path) -> None:
    row = {"分子": 80, "分母": 110, "报送日期": SAID}
    assert mz("collect", str(fill(county, tmp_path / "1.xlsx", {"G6.2": row})), "--data", str(base), *NOW).code == 0
    older = {**row, "分子": 70, "报送日期": date(2022, 7, 5), "更正说明": "核减"}
    result = mz("collect", str(fill(county, tmp_path / "2.xlsx", {"G6.2": older})), "--data", str(base), *NOW)
    assert result.code == 1
    assert "早于已经报过的一次（2022-07-08）" in result.out


def test_evidence_may_be_added_without_saying_why(mz: Mz, base: Path, county: Path, tmp_path: Path) -> None:
    row = {"分子": 80, "分母": 110, "报送日期": SAID}
    assert mz("collect", str(fill(county, tmp_path / "1.xlsx", {"G6.2": row})), "--data", str(base), *NOW).code == 0
    more = fill(county, tmp_path / "2.xlsx", {"G6.2": {**row, "佐证材料": "台账"}})
    assert mz("collect", str(more), "--data", str(base), *NOW).code == 0
    last = recorded(base)[-1]
    assert (last["evidence"], last["corrects"], last["reason"]) == ("台账", "2022-07-08", "补充佐证材料")


def test_of_two_forms_that_disagree_neither_wins(mz: Mz, base: Path, county: Path, tmp_path: Path) -> None:
    row = {"分子": 80, "分母": 110, "报送日期": SAID}
    fill(county, tmp_path / "in" / "a.xlsx", {"G6.1": {"分子": 1, "分母": 1}, "G6.2": row})
    fill(county, tmp_path / "in" / "b.xlsx", {"G6.1": {"分子": 1, "分母": 1}, "G6.2": {**row, "分子": 81}})
    result = mz("collect", str(tmp_path / "in"), "--format", "json", "--data", str(base), *NOW)
    assert result.code == 1
    assert [entry["target"] for entry in recorded(base)] == ["G6.1"]
    wrong = [each for each in json.loads(result.out) if each["result"] == "有问题"]
    assert [(Path(each["file"]).name, each["cell"]) for each in wrong] == [
        ("a.xlsx", "指标数据!F6"),
        ("b.xlsx", "指标数据!F6"),
    ]
    assert "b.xlsx" in wrong[0]["message"]
    assert "分子80→81" in wrong[0]["message"]


def test_one_bad_form_does_not_stop_the_others(mz: Mz, base: Path, county: Path, tmp_path: Path) -> None:
    fill(county, tmp_path / "in" / "农安.xlsx", {"G6.1": {"分子": 1, "分母": 1, "报送日期": SAID}})
    (tmp_path / "in" / "坏.xlsx").write_bytes(b"PK\x03\x04")
    (tmp_path / "in" / "~$农安.xlsx").write_bytes(b"\x05lock")
    (tmp_path / "in" / ".~lock.农安.xlsx#").write_bytes(b"lock")
    (tmp_path / "in" / "附件.docx").write_bytes(b"PK")
    result = mz("collect", str(tmp_path / "in"), "--data", str(base), *NOW)
    assert result.code == 1
    assert "共2份表：新增1条，退回1份。" in result.err
    assert len(recorded(base)) == 1


def test_what_is_there_already_stays_byte_for_byte(mz: Mz, base: Path, county: Path, tmp_path: Path) -> None:
    path = base / "progress" / "2022H1.yaml"
    path.parent.mkdir()
    before = (
        "# 手写的说明\r\nperiod: 2022H1\r\n\r\nobservations:\r\n"
        '  - {target: G6.1, area: "220182", as_of: 2022-06-30, numerator: 1, denominator: 1}   # 榆树\r\n'
    )
    path.write_bytes(before.encode())
    filled = fill(county, tmp_path / "农安.xlsx", {"G6.1": {"分子": 1, "分母": 1, "报送日期": SAID}})
    assert mz("collect", str(filled), "--data", str(base), *NOW).code == 0
    assert path.read_bytes().startswith(before.encode())
    assert len(recorded(base)) == 2


@pytest.mark.parametrize("lines", ["\n2022年\t[", "locked: {on: 2022-08-01, seal: 0123456789abcdef}\n"])
def test_a_locked_or_broken_period_takes_nothing(mz: Mz, base: Path, county: Path, tmp_path: Path, lines: str) -> None:
    path = base / "progress" / "2022H1.yaml"
    path.parent.mkdir()
    path.write_text(f"period: 2022H1\n{lines}", encoding="utf-8")
    before = path.read_bytes()
    filled = fill(county, tmp_path / "农安.xlsx", {"G6.1": {"分子": 1, "分母": 1, "报送日期": SAID}})
    result = mz("collect", str(filled), "--data", str(base), *NOW)
    assert result.code == (1 if "locked" in lines else 2)
    assert ("已经锁定" if "locked" in lines else "mz check") in result.out + result.err
    assert path.read_bytes() == before


def test_a_form_of_another_period_is_taken_when_it_is_asked_for(
    mz: Mz, base: Path, county: Path, tmp_path: Path
) -> None:
    filled = fill(county, tmp_path / "农安.xlsx", {"G6.1": {"分子": 1, "分母": 1, "报送日期": SAID}})
    later = ("--as-of", "2023-01-20")
    refused = mz("collect", str(filled), "--data", str(base), *later)
    assert refused.code == 1
    assert "是2022年上半年的填报表，现在收的是2022年下半年" in refused.out.replace("\n", "")
    assert mz("collect", str(filled), "--period", "2022上半年", "--data", str(base), *later).code == 0
    assert len(recorded(base)) == 1


def test_a_form_of_a_reworded_plan_is_refused(mz: Mz, base: Path, county: Path, tmp_path: Path) -> None:
    filled = fill(county, tmp_path / "农安.xlsx", {"G6.1": {"分子": 1, "分母": 1, "报送日期": SAID}})
    path = base / "targets.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("denominator: 村总数", "denominator: 行政村总数"), encoding="utf-8")
    result = mz("collect", str(filled), "--data", str(base), *NOW)
    assert result.code == 1
    assert "G6.2的原文后来改过" in result.out
    assert not recorded(base)


def test_a_falling_figure_is_taken_with_a_word_about_it(mz: Mz, base: Path, county: Path, tmp_path: Path) -> None:
    path = base / "progress" / "2021H2.yaml"
    path.parent.mkdir()
    path.write_text(
        "period: 2021H2\nobservations:\n"
        '  - {target: G6.2, area: "220122", as_of: 2021-12-31, numerator: 90, denominator: 110}\n',
        encoding="utf-8",
    )
    filled = fill(county, tmp_path / "农安.xlsx", {"G6.2": {"分子": 80, "分母": 110, "报送日期": SAID}})
    result = mz("collect", str(filled), "--data", str(base), *NOW)
    assert result.code == 0
    assert "提醒" in result.out
    assert "MZ407" in result.out
    assert len(recorded(base)) == 1


# Replies


def test_a_reply_marks_the_cells_and_can_be_sent_again(mz: Mz, base: Path, county: Path, tmp_path: Path) -> None:
    good = {"分子": 1, "分母": 1, "报送日期": SAID, "佐证材料": "=1+1"}
    filled = fill(county, tmp_path / "in" / "农安.xlsx", {"G6.1": {**good, "佐证材料": "清单"}, "G6.2": {"分子": 80}})
    back = tmp_path / "退回"
    result = mz("collect", str(filled), "--reply", str(back), "--data", str(base), *NOW)
    assert result.code == 1
    assert "有1份表标出了问题" in result.err
    (path,) = back.iterdir()
    book = load_workbook(path)
    sheet = book["指标数据"]
    assert book.sheetnames[0] == "请改正"
    assert (sheet["F6"].value, sheet["F5"].value, sheet["K5"].value) == (80, 1, "清单")
    assert sheet["G6"].fill.fgColor.rgb == "FFFFC7CE"
    assert "没有填分母" in sheet["G6"].comment.text
    assert sheet["F5"].fill.fgColor.rgb == "FFFFF9DB"
    assert book["请改正"]["A5"].value == "指标数据!G6（G6.2 分母）"
    assert book["请改正"]["A5"].hyperlink.location == "'指标数据'!G6"
    mended = fill(path, tmp_path / "in" / "农安（改）.xlsx", {"G6.2": {"分母": 110}})
    assert mz("collect", str(mended), "--reply", str(back), "--data", str(base), *NOW).code == 0
    assert [entry["target"] for entry in recorded(base)] == ["G6.1", "G6.2"]


def test_replies_below_the_folder_are_not_collected(mz: Mz, base: Path, county: Path, tmp_path: Path) -> None:
    fill(county, tmp_path / "in" / "农安.xlsx", {"G6.2": {"分子": 80}})
    for count in (1, 2):
        back = tmp_path / "in" / "退回"
        result = mz("collect", str(tmp_path / "in"), "--reply", str(back), "--data", str(base), *NOW)
        assert "共1份表" in result.err
        assert (
            len(list(back.iterdir())) == count
        )  # what was written back is not overwritten: somebody may have filled it


def test_a_form_without_faults_gets_no_reply(mz: Mz, base: Path, county: Path, tmp_path: Path) -> None:
    result = mz("collect", str(county), "--reply", str(tmp_path / "退回"), "--data", str(base), *NOW)
    assert result.code == 0
    assert "都没有填" in result.err
    assert not (tmp_path / "退回").exists()


# How it is told


def test_much_that_is_new_is_counted_so_that_faults_stand_out(mz: Mz, base: Path, tmp_path: Path) -> None:
    folder = tmp_path / "表"
    assert mz("form", "2022H1", "--all", "-o", str(folder), "--data", str(base), *SENT).code == 0
    counties = sorted(path for path in folder.iterdir() if "_2201" in path.name and "220100" not in path.name)[:11]
    ratios = ("G5.1", "G6.1", "G6.2", "G7.1", "G8.2", "G9.1", "G13.1")
    rows = {row: {"分子": 1, "分母": 1, "报送日期": SAID} for row in ratios}
    rows |= {row: {"数值": 1, "报送日期": SAID} for row in ("G7.2", "G7.3", "G8.1")}
    for path in counties:
        fill(path, tmp_path / "in" / path.name, rows)
    result = mz("collect", str(tmp_path / "in"), "--data", str(base), *NOW)
    assert result.code == 0, result.out
    assert result.out.count("10条") == 11
    assert "--format json" in result.err
    assert len(recorded(base)) == 110


def test_it_fits_a_narrow_terminal(
    mz: Mz, base: Path, county: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.chdir(tmp_path)
    fill(county, tmp_path / "in" / "农安.xlsx", {"G6.2": {"分子": 80}})
    result = mz("collect", "in", "--data", str(base), *NOW)
    assert max(cell_len(line) for line in result.out.splitlines()) <= 60


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("没有",), "“没有”不存在"),
        ((".",), "没有找到填报表"),
        ((), "缺少参数"),
        ((".", "--period", "2031H1"), "不在方案的实施期限内"),
        ((".", "--as-of", "昨天"), "写法不对"),
    ],
)
def test_mistakes_are_said_in_a_sentence(
    mz: Mz, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    if "--period" in arguments:
        (tmp_path / "a.xlsx").write_bytes(b"")
    result = mz("collect", *arguments)
    assert (result.code, result.out) == (2, "")
    assert says in result.err


def test_two_processes_do_not_write_over_each_other(base: Path, county: Path, tmp_path: Path) -> None:
    filled = fill(county, tmp_path / "农安.xlsx", {"G6.1": {"分子": 1, "分母": 1, "报送日期": SAID}})
    loaded = load(base, all_files(base), day=DAY)
    outcomes = collect_from([filled], fitting_of(loaded.kb, None, DAY), DAY)
    path = base / "progress" / "2022H1.yaml"
    path.parent.mkdir()
    path.write_text("period: 2022H1\n", encoding="utf-8")
    with pytest.raises(MzError, match="刚刚被别的程序改过"):
        write(loaded, outcomes, "progress/2022H1.yaml")
    assert path.read_text(encoding="utf-8") == "period: 2022H1\n"


# Values


@given(
    st.one_of(st.text(max_size=30), st.floats(), st.integers(), st.booleans(), st.dates(), st.datetimes(), st.times())
)
def test_any_cell_is_read_or_told_to_be_unclear(raw: Any) -> None:
    for read in (
        lambda: values.count(raw, "分子"),
        lambda: values.number(raw, "数值", "%"),
        lambda: values.number(raw, "数值", "平方米"),
        lambda: values.day(raw, "报送日期"),
        lambda: values.status(raw),
    ):
        with suppress(values.UnclearError):
            read()
    assert "\u200b" not in values.words(raw)
    assert isinstance(values.is_empty(raw, "words"), bool)


@given(st.integers(0, 10**11))
def test_a_count_is_the_same_however_it_is_typed(wanted: int) -> None:
    typed = (wanted, float(wanted), str(wanted), f"{wanted:,}", f" {wanted}个 ", str(wanted).translate(WIDE))
    assert {values.count(each, "分子") for each in typed} == {wanted}


WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_day_is_the_same_however_it_is_typed(wanted: date) -> None:
    year, month, day = wanted.year, wanted.month, wanted.day
    typed: list[Any] = [wanted, datetime.combine(wanted, time(9, 30)), (wanted - date(1899, 12, 30)).days, f"{wanted}"]
    typed += [f"{year}年{month}月{day}日", f"{year}/{month}/{day}", f"{year}.{month}.{day}", f"{wanted:%Y%m%d}"]
    assert {values.day(each, "报送日期") for each in typed} == {wanted}


@pytest.mark.parametrize(
    ("raw", "wanted"), [(0.8, 80), ("80%", 80), ("８０％", 80), (80, 80), ("80", 80), (0, 0), (0.005, 0.5)]
)
def test_a_percentage_is_the_same_however_it_is_typed(raw: Any, wanted: float) -> None:
    assert values.number(raw, "数值", "%") == wanted


# Other programs, and damage


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
@pytest.mark.parametrize("suffix", [".xlsx", ".xls", ".ods"])
def test_a_form_saved_by_libreoffice_is_read(mz: Mz, base: Path, county: Path, tmp_path: Path, suffix: str) -> None:
    row = {"分子": "８０个", "分母": 110, "报送日期": SAID, "佐证材料": "台账\n照片"}
    filled = fill(county, tmp_path / "in.xlsx", {"G6.2": row, "G7.2": {"数值": 35.5}})
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", suffix[1:], "--outdir", str(tmp_path / "out")]
    subprocess.run([*command, str(filled)], check=True, capture_output=True, timeout=120)
    result = mz("collect", str(tmp_path / "out"), "--data", str(base), *NOW)
    assert result.code == 0, result.out + result.err
    said = {"area": "220122", "as_of": "2022-06-30", "reported": "2022-07-08"}
    assert recorded(base) == [
        {**said, "target": "G6.2", "numerator": 80, "denominator": 110, "evidence": "台账\n照片"},
        {**said, "target": "G7.2", "value": 35.5},
    ]


def test_damaged_files_are_refused_or_read_and_never_break(fitting: Fitting, tmp_path: Path) -> None:
    sound = (FORMS / "clean.xlsx").read_bytes()
    with zipfile.ZipFile(io.BytesIO(sound)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    draw = Random(20220712)
    path = tmp_path / "damaged.xlsx"
    for _ in range(150):
        name = draw.choice([each for each in parts if each.endswith((".xml", ".rels"))])
        text = bytearray(parts[name])
        for _ in range(draw.randint(1, 8)):
            at = draw.randrange(len(text))
            text[at : at + draw.randint(0, 40)] = draw.choice((b"", b"<", b'"', b"\xff\x00", b"99999999999", b"-1"))
        path.write_bytes(zipped({**parts, name: bytes(text)}))
        (outcome,) = collect_from([path], fitting, DAY)
        assert outcome.refused is None or outcome.refused.message


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return out.getvalue()


def _with_content(old: bytes, new: bytes) -> bytes:
    """The form that LibreOffice saved as .ods, with a piece of its text replaced."""
    with zipfile.ZipFile(FORMS / "libreoffice-ods.ods") as package:
        parts = {name: package.read(name) for name in package.namelist()}
    assert old in parts["content.xml"]
    return zipped({**parts, "content.xml": parts["content.xml"].replace(old, new, 1)})


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (b'fo:font-style="normal"', b'fo:"style="normal"', "已损坏"),  # python-calamine 0.9 never comes back from it
        (b'calcext:value-type="float"', b'calcext:value-type="error"', "公式错误"),
        (b"<table:table-row ", b'<table:table-row table:number-rows-repeated="99999999" ', "重复了上千次"),
    ],
)
def test_an_ods_that_would_mislead_the_reader_is_refused(
    monkeypatch: pytest.MonkeyPatch, fitting: Fitting, tmp_path: Path, old: bytes, new: bytes, says: str
) -> None:
    monkeypatch.setattr(apart, "_PATIENCE", 2.0)
    path = tmp_path / "农安.ods"
    path.write_bytes(_with_content(old, new))
    (outcome,) = collect_from([path], fitting, DAY)
    assert outcome.refused
    assert says in outcome.refused.message


def test_what_is_read_apart_is_what_is_read(fitting: Fitting) -> None:
    for name in ("libreoffice-xlsx.xlsx", "libreoffice-xls.xls"):
        data = (FORMS / name).read_bytes()
        assert apart.laid_out_apart(data) == laid_out(data)


def test_damaged_old_workbooks_leave_this_process_alone(fitting: Fitting, tmp_path: Path) -> None:
    sound = (FORMS / "libreoffice-xls.xls").read_bytes()
    draw = Random(20220712)
    for _ in range(8):
        text = bytearray(sound)
        for _ in range(20):
            text[draw.randrange(600)] = draw.randrange(256)
        path = tmp_path / "damaged.xls"
        path.write_bytes(bytes(text))
        (outcome,) = collect_from([path], fitting, DAY)
        assert outcome.refused is None or outcome.refused.hint
