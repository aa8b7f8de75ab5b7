"""The whole loop: forms out, filled in, collected, evaluated, reported; and its figures, added up a second time here."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from ruamel.yaml import YAML

from tests.conftest import DEMO, PROJECT, Mz
from tests.libreoffice import convert, filled

README = DEMO / "README.md"
PERIODS = {  # when forms go out, when they are collected
    "2021H2": ("2022-01-04", "2022-02-10"),
    "2022H1": ("2022-07-04", "2022-08-12"),
    "2022H2": ("2023-01-04", "2023-02-10"),
    "2023H1": ("2023-07-04", "2023-08-10"),
}
MADE = ("examples/make_demo.py", "examples/fill_forms.py")
Sums = dict[str, tuple[int, int]]


def script(*arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], check=True)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The project's root as the walk-through's reader has it."""
    for name in ("data", "examples", "templates"):
        shutil.copytree(PROJECT / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def commands() -> list[list[str]]:
    blocks = re.findall(r"```sh\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    return [shlex.split(line) for block in blocks for line in block.strip().splitlines()]


def test_the_commands_of_the_readme(desk: Path, mz: Mz) -> None:
    codes = {}
    for command in commands():
        if command[0] == "python":
            assert command[1] in MADE
            script(*command[1:])
            continue
        result = mz(*command[1:])
        codes[" ".join(command[:3])] = result.code
        if command[1] == "collect":
            has_problems = "--reply" in command or "演练/填报表" in command
            assert result.code == int(has_problems), result.err
        else:
            assert result.code == 0, (command, result.err)
    collected = desk / "演练" / "data" / "progress" / "2021H2.yaml"
    assert "locked:" in collected.read_text(encoding="utf-8")
    assert mz("diff", "演练/data", "examples/demo", "--format", "json").code == 1
    assert len(codes) >= 8


# The figures, from the forms themselves


def figures(folder: Path) -> Iterator[tuple[str, str, date, int, int]]:
    """Target, area, day, numerator and denominator of every ratio filled in, whatever the way it was typed."""
    for path in sorted(folder.glob("*.xlsx")):
        book = openpyxl.load_workbook(path)
        if "指标数据" not in book.sheetnames:
            continue
        rows = [[cell.value for cell in row] for row in book["指标数据"].iter_rows()]
        head = next(row for row in rows if row[0] == "编号")
        columns = {title: at for at, title in enumerate(head)}
        for row in rows[rows.index(head) + 1 :]:
            above, below = (whole(row[columns[name]]) for name in ("分子", "分母"))
            if above is not None and below:
                area = path.stem.split("_")[1]
                yield str(row[0]), area, day(row[columns["截止日期"]]), above, below


def whole(value: Any) -> int | None:
    digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", str(value)))
    return int(digits) if value is not None and digits else None


def day(value: Any) -> date:
    return date(*map(int, re.findall(r"\d+", str(value))[:3]))


def summed(newest: dict[tuple[str, str], tuple[date, int, int]], year: int | None = None) -> Sums:
    """Per target the sums of both; a prefecture's own figure stands for its counties unless one of theirs is newer."""
    areas = YAML(typ="safe", pure=True).load((DEMO / "areas.yaml").read_text(encoding="utf-8"))["areas"]
    counties: dict[str, list[str]] = {}
    for area in areas:
        if area["type"] in ("市辖区", "县", "县级市", "自治县"):
            counties.setdefault(f"{area['code'][:4]}00", []).append(area["code"])
    tops = [area["code"] for area in areas if area["type"] in ("地级市", "自治州", "管委会")]
    sums: Sums = {}
    for target in {name for name, _ in newest}:
        used = []
        for top in tops:
            below = [found for code in counties.get(top, []) if (found := newest.get((target, code)))]
            own = newest.get((target, top))
            used += [own] if own and all(each[0] <= own[0] for each in below) else below
        kept = [each for each in used if year is None or each[0].year == year]
        sums[target] = (sum(each[1] for each in kept), sum(each[2] for each in kept))
    return sums


def loop(mz: Mz, folder: Path, period: str, *, through_libreoffice: bool = False) -> Path:
    """One period from the forms to the data; the forms that were collected."""
    out, back = PERIODS[period]
    forms, data = folder / f"forms-{period}", str(folder / "data")
    assert mz("form", period, "--all", "-o", str(forms), "--data", data, "--as-of", out).code == 0
    assert len(list(forms.glob("*.xlsx"))) == 79
    script(str(PROJECT / "examples" / "fill_forms.py"), str(forms))
    if through_libreoffice:
        forms = saved_by_libreoffice(forms, folder / f"saved-{period}")
    result = mz("collect", str(forms), "--period", period, "--data", data, "--as-of", back)
    assert result.code == 0, result.err
    assert mz("check", "--data", data, "--as-of", back).code == 0
    return forms


def saved_by_libreoffice(forms: Path, saved: Path) -> Path:
    """The same forms, opened and saved as xlsx by LibreOffice."""
    convert(sorted(forms.glob("*.xlsx")), "xlsx", saved)
    return saved


def ratios(mz: Mz, data: Path, period: str) -> Sums:
    """What `mz status` says of each ratio target."""
    _, back = PERIODS[period]
    result = mz("status", "--period", period, "--data", str(data), "--as-of", back, "--format", "json")
    assert result.code == 0, result.err
    found = [each for each in json.loads(result.out) if each["kind"] == "target" and each.get("denominator")]
    return {each["id"]: (each["numerator"], each["denominator"]) for each in found}


def test_four_periods_add_up(tmp_path: Path, mz: Mz) -> None:
    script(str(PROJECT / "examples" / "make_demo.py"), str(tmp_path / "data"), "--empty")
    newest: dict[tuple[str, str], tuple[date, int, int]] = {}
    for period, (_, back) in PERIODS.items():
        forms = loop(mz, tmp_path, period)
        newest |= {(target, area): (seen, above, below) for target, area, seen, above, below in figures(forms)}
        wanted = summed(newest)
        wanted["G7.1"] = summed(newest, int(period[:4]))["G7.1"]
        assert ratios(mz, tmp_path / "data", period) == wanted
        report = mz("report", "half-year", "--period", period, "--data", str(tmp_path / "data"), "--as-of", back)
        for target, (above, below) in wanted.items():
            line = next(line for line in report.out.splitlines() if line.startswith(f"| {target} "))
            assert f"（{above}/{below}）" in line


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_a_period_through_libreoffice(tmp_path: Path, mz: Mz) -> None:
    script(str(PROJECT / "examples" / "make_demo.py"), str(tmp_path / "data"), "--empty")
    forms = loop(mz, tmp_path, "2021H2", through_libreoffice=True)
    newest = {(target, area): (seen, above, below) for target, area, seen, above, below in figures(forms)}
    wanted = summed(newest)
    assert len(wanted) >= 6
    assert ratios(mz, tmp_path / "data", "2021H2") == wanted


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_a_form_filled_in_libreoffice(tmp_path: Path, mz: Mz) -> None:
    script(str(PROJECT / "examples" / "make_demo.py"), str(tmp_path / "data"), "--empty")
    data = ("--data", str(tmp_path / "data"), "--as-of", "2022-01-20")
    county, office = tmp_path / "2021H2_220122_农安县.xlsx", tmp_path / "2021H2_社会救助处.xlsx"
    assert mz("form", "2021H2", "--area", "农安县", "-o", str(county), *data).code == 0
    assert mz("form", "2021H2", "--owner", "社会救助处", "-o", str(office), *data).code == 0
    reported = date(2022, 1, 12)
    figures_told = {("G6.2", "分子"): 60, ("G6.2", "分母"): 212, ("G6.2", "报送日期"): reported, ("G7.2", "数值"): 31.5}
    words_told = {("T1", "状态"): "进行中", ("T1", "工作进展"): "印发配套通知。", ("T1", "报送日期"): "2022年1月12日"}
    forms = [
        filled(county, "指标数据", figures_told | {("G7.2", "报送日期"): reported}, tmp_path / "county"),
        filled(office, "工作进展", words_told, tmp_path / "office"),
    ]
    result = mz("collect", *map(str, forms), "--period", "2021H2", *data)
    assert result.code == 0, result.out
    found = YAML(typ="safe", pure=True).load((tmp_path / "data/progress/2021H2.yaml").read_text(encoding="utf-8"))
    ratio, value = found["observations"]
    assert (ratio["target"], ratio["numerator"], ratio["denominator"], ratio["area"]) == ("G6.2", 60, 212, "220122")
    assert (value["target"], value["value"], value["reported"]) == ("G7.2", 31.5, reported)
    assert [(each["task"], each["done"], each["reported"]) for each in found["reports"]] == [
        ("T1", "印发配套通知。", reported)
    ]
