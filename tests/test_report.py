"""The half-year report: all that the plan asks, nothing invented, whole files; and the words it is put together from."""

from __future__ import annotations

import re
import shutil
import stat
import sys
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rich.cells import cell_len

from minzheng_cli.console.wrapping import wrap
from minzheng_cli.model.knowledge import KnowledgeBase
from minzheng_cli.model.numerals import chinese_number, chinese_ordinal
from minzheng_cli.model.period import Period, Span
from minzheng_cli.report.formatting import book_title, chinese_day, listed, number, quantity, sentence, subject
from minzheng_cli.report.markdown import escape_markdown
from minzheng_cli.store import root as store_root
from minzheng_cli.store.load import Loaded
from tests.conftest import DATA, DEMO, PROJECT, Mz

SETTINGS = settings(max_examples=300, derandomize=True, database=None, deadline=None)
LAST_DAY = "2026-11-23"
HEADINGS = ["一、总体情况", "二、重点任务进展", "三、量化目标完成情况", "四、存在问题", "五、下一步安排"]
FORCES = {
    "F1": ("兜底帮扶指导专班", [1, 2, 3, 4, 8]),
    "F2": ("乡村治理指导专班", [5, 6, 7]),
    "F3": ("社会参与指导专班", [12, 13, 14]),
    "F4": ("专项事务指导专班", [9, 10, 11]),
}


def half_year(mz: Mz, *arguments: str) -> str:
    """The report as it is printed."""
    result = mz("report", "half-year", "--as-of", LAST_DAY, *arguments)
    assert result.code == 0, result.err
    return result.out


def tasks_of(text: str) -> list[int]:
    """Numbers of the tasks that have a section."""
    return [int(each) for each in re.findall(r"^#### (\d+)\.", text, re.MULTILINE)]


def line_of(text: str, target: str) -> list[str]:
    """A target's line in the table."""
    (line,) = (each for each in text.splitlines() if each.startswith(f"| {target} |"))
    return [cell.strip() for cell in line.strip("| ").split("|")]


def test_the_shipped_data_give_a_report_of_all_tasks(mz: Mz, shipped: Loaded) -> None:
    text = half_year(mz)
    assert tasks_of(text) == list(range(1, 15))
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == HEADINGS
    assert len(re.findall(r"^### （[一二三四]）", text, re.MULTILINE)) == 4
    for task in shipped.kb.tasks.tasks:
        assert f"#### {task.number}.{task.title}\n" in text
        assert all(measure.text in text for measure in task.measures)


def test_the_report_has_the_form_of_an_official_document(mz: Mz) -> None:
    lines = [line for line in half_year(mz).splitlines() if line]
    assert lines[0].startswith("# 关于")
    assert lines[0].endswith("2025年下半年工作进展情况的报告")
    assert lines[1] == "省民政厅巩固拓展民政领域脱贫攻坚成果同乡村振兴有效衔接工作领导小组："
    assert "（吉民发〔2021〕22号）" in lines[2]
    assert "各专项小组每半年向领导小组报告一次工作进展情况" in lines[2]
    assert lines[-3:] == ["　　特此报告。", "领导小组办公室", "2026年11月23日"]


def test_without_progress_every_owner_is_named_as_unreported(mz: Mz, shipped: Loaded) -> None:
    result = mz("report", "half-year", "--as-of", LAST_DAY)
    owners = {shipped.kb.org.canonical(name) for task in shipped.kb.tasks.tasks for name in task.owners}
    assert len(owners) == 9
    for owner in owners:
        assert re.search(rf"^- {owner}：第[\d、]+项任务$", result.out, re.MULTILINE), owner
        assert f"- {owner}：未报送。（待填）\n" in result.out
        assert str(owner) in result.err
    assert result.err.startswith(f"2025年下半年有{len(owners)}个处室还有任务未报送：")
    assert "应报送18份，已报送0份，未报送18份" in result.out
    assert result.out.count("未报送。（待填）") == 18
    assert {tuple(line_of(result.out, each.id)[4:8]) for each in shipped.kb.targets.targets} == {
        ("未报送", "—", "—", "未报送")
    }


def test_no_number_is_invented(mz: Mz) -> None:
    source = (DATA / "sources" / "jilin-2021-22.txt").read_text(encoding="utf-8")
    counts = {"4", "14", "10", "18", "0"}
    asked = {"2025", "2026", "11", "23"}
    text = half_year(mz)
    ids = re.compile(r"[TG]\d+(\.\d+)?|^(?:#### )?\d+\.|第[\d、]+项任务|原文第\d+行", re.MULTILINE)
    numbers = set(re.findall(r"\d+(?:\.\d+)?", ids.sub("", text)))
    assert numbers <= set(re.findall(r"\d+(?:\.\d+)?", source)) | counts | asked | {"100"}, "100: 全覆盖（100%）"
    assert text.count("100") == text.count("全覆盖（100%）")


@pytest.mark.parametrize(
    ("day", "period"),
    [
        ("2026-11-23", "2025年下半年"),
        ("2021-06-10", "2021年上半年"),
        ("2021-12-30", "2021年上半年"),
        ("2021-12-31", "2021年下半年"),
        ("2023-07-10", "2023年上半年"),
    ],
)
def test_the_default_period_is_the_last_that_ended_within_the_plan(mz: Mz, day: str, period: str) -> None:
    text = mz("report", "half-year", "--as-of", day).out
    assert f"{period}工作进展情况的报告\n" in text.splitlines(keepends=True)[0]
    assert text.endswith(f"\n{chinese_day(date.fromisoformat(day))}\n")


def test_today_is_the_day_unless_another_is_given(mz: Mz) -> None:
    before = datetime.now().astimezone().date()
    last = mz("report", "half-year").out.splitlines()[-1]
    assert last in (chinese_day(before), chinese_day(datetime.now().astimezone().date()))


@pytest.mark.parametrize("spelling", ["2022H1", "2022h1", "2022上半年", "2022年上半年", " 2022 年 上半年 "])
def test_a_period_in_any_spelling(mz: Mz, spelling: str) -> None:
    assert "2022年上半年工作进展" in half_year(mz, "--period", spelling)


@pytest.mark.parametrize("name", FORCES)
def test_a_task_force_reports_exactly_its_tasks(mz: Mz, shipped: Loaded, name: str) -> None:
    title, numbers = FORCES[name]
    text = half_year(mz, "--task-force", name)
    assert text == half_year(mz, "--task-force", title)
    assert tasks_of(text) == numbers
    assert text.startswith(f"# {title}关于")
    assert text.splitlines()[-3] == title
    targets = [each.id for each in shipped.kb.targets.targets if int(each.task[1:]) in numbers]
    assert re.findall(r"^\| (G[\d.]+) \|", text, re.MULTILINE) == targets
    groups = re.findall(r"^### （(.)）", text, re.MULTILINE)
    assert groups == list("一二三四")[: len(groups)], "numbered anew"
    assert f"{title}共有{len(groups)}组{len(numbers)}项任务、{len(targets)}项量化目标。" in text
    missing = {n for each in re.findall(r"第([\d、]+)项任务", text) for n in each.split("、")}
    assert missing == {str(each) for each in numbers}


def test_task_forces_share_out_all_tasks(mz: Mz) -> None:
    found = [task for name in FORCES for task in tasks_of(half_year(mz, "--task-force", name))]
    assert sorted(found) == list(range(1, 15))


def test_a_task_force_without_targets_says_so(mz: Mz, base: Path) -> None:
    path = base / "targets.yaml"
    text = path.read_text(encoding="utf-8")
    start, end = text.index("  - id: G9.1"), text.index("  - id: G13.1")
    path.write_text(text[:start] + text[end:], encoding="utf-8")
    report = half_year(mz, "--task-force", "F4", "--data", str(base))
    assert report.count("专项事务指导专班的任务没有量化目标。") == 2
    assert "| 编号 |" not in report


def test_a_file_holds_the_bytes_of_the_screen(mz: Mz, tmp_path: Path) -> None:
    path = tmp_path / "报告.md"
    screen = half_year(mz)
    for _ in range(2):
        result = mz("report", "half-year", "--as-of", LAST_DAY, "-o", str(path))
        assert (result.code, result.out) == (0, "")
        assert result.err.startswith(f"已写入{path}\n")
        assert path.read_bytes() == screen.encode("utf-8")
        assert list(tmp_path.iterdir()) == [path]


def test_a_relative_file_and_any_suffix_where_the_format_is_named(
    mz: Mz, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    half_year(mz, "--format", "md", "-o", "半年报告.txt")
    half_year(mz, "-o", "半年报告.MD")
    assert (tmp_path / "半年报告.txt").read_bytes() == (tmp_path / "半年报告.MD").read_bytes()


@pytest.mark.skipif(sys.platform == "win32", reason="modes of POSIX")
def test_an_existing_file_keeps_its_mode_and_a_new_one_gets_the_usual(mz: Mz, tmp_path: Path) -> None:
    old, new, usual = (tmp_path / name for name in ("旧.md", "新.md", "别的"))
    old.write_text("旧的报告\n", encoding="utf-8")
    old.chmod(0o640)
    usual.touch()
    for path in (old, new):
        half_year(mz, "-o", str(path))
    assert old.read_bytes() == new.read_bytes()
    assert stat.S_IMODE(old.stat().st_mode) == 0o640
    assert new.stat().st_mode == usual.stat().st_mode


@pytest.mark.parametrize(
    ("step", "error", "said"),
    [
        ("pathlib.Path.replace", OSError(28, "No space left on device"), "磁盘已满"),
        ("os.fsync", OSError(30, "Read-only file system"), "磁盘只读"),
        ("tempfile.mkstemp", PermissionError(13, "Permission denied"), "没有权限，或文件正被其他程序打开"),
        ("os.fsync", OSError(5, "Input/output error"), "Input/output error"),
    ],
)
def test_a_failing_write_leaves_the_old_file(
    mz: Mz, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, error: OSError, said: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    path = tmp_path / "报告.md"
    path.write_text("旧的报告\n", encoding="utf-8")
    monkeypatch.setattr(step, fail)
    result = mz("report", "half-year", "-o", str(path))
    monkeypatch.undo()
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"无法写入“{path}”：{said}。原有文件没有改动；")
    assert result.err.count("\n") == 1
    assert path.read_text(encoding="utf-8") == "旧的报告\n"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("## 二、重点任务进展", "{% if %}", 0),
        ("## 二、重点任务进展", "{{ report.没有 }}", 0),
        ("{{ report.signature | text }}", "{{ report.signature | 文字 }}", 0),
        ("## 三、量化目标完成情况", "{% for line in report.targets %}", None),
    ],
)
def test_a_faulty_template_is_named_with_its_line(mz: Mz, base: Path, old: str, new: str, line: int | None) -> None:
    shutil.copytree(PROJECT / "templates", base.parent / "templates")
    template = base.parent / "templates" / "half-year.md.j2"
    text = template.read_text(encoding="utf-8")
    assert text.count(old) == 1
    template.write_text(text.replace(old, new), encoding="utf-8")
    result = mz("report", "half-year", "--data", str(base))
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    at = text[: text.index(old)].count("\n") + 1 if line is not None else r"\d+"
    assert re.match(
        rf"模板{re.escape(str(template))}第{at}行有误：.+。请对照随程序安装的模板改正，导出用 mz template export$",
        result.err,
    )


def test_a_template_that_isnt_there(mz: Mz, base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_root, "packaged", lambda _: base)
    result = mz("report", "half-year", "--data", str(base))
    assert (result.code, result.err) == (2, f"找不到模板{base / 'half-year.md.j2'}。请重新安装程序\n")


def report_of(mz: Mz, base: Path, progress: str, *arguments: str, period: str = "2022H1") -> str:
    """The report on a period with this progress."""
    folder = base / "progress"
    folder.mkdir(exist_ok=True)
    (folder / f"{period}.yaml").write_text(f"period: {period}\n{progress}", encoding="utf-8")
    return half_year(mz, "--data", str(base), "--period", period, *arguments)


def test_words_that_markdown_would_act_on_are_text(mz: Mz, base: Path) -> None:
    done = "*完成* <b>三</b>项 | # 见[表](x) `a`_b_ ~~删~~ &lt; 1. 尾\\"
    progress = f"""
reports:
  - {{task: T1, office: 社会救助处, status: 进行中, reported: 2022-07-08, done: '{done}', problems: '{done}', next: '{done}'}}
"""
    text = report_of(mz, base, progress)
    tokens = MarkdownIt("gfm-like", {"html": True, "linkify": False}).disable("linkify").parse(text)
    inline = [token.children or [] for token in tokens if token.type == "inline"]
    said = ["".join(part.content for part in parts) for parts in inline if any(done[:4] in p.content for p in parts)]
    assert said == [
        f"社会救助处：进行中（2022年7月8日报送）。{done}。",
        *(f"社会救助处（第1项任务）：{done}。",) * 2,
    ]


def test_statuses_are_counted_and_every_office_that_reported_is_off_the_list(mz: Mz, base: Path) -> None:
    progress = """
reports:
  - {task: T1, office: 社会救助处, status: 已完成, done: 甲。, reported: 2022-07-08}
  - {task: T2, office: 厅社会救助处, status: 进行中, done: 乙, reported: 2022-07-08}
  - {task: T8, office: 养老服务处, status: 未启动, done: 丙, reported: 2022-07-08}
"""
    text = report_of(mz, base, progress, "--task-force", "F1")
    assert "应报送6份，已报送3份，未报送3份" in text
    assert "自报已完成1份，进行中1份，未启动1份。" in text
    assert "- 社会救助处：第" not in text
    assert "- 养老服务处：第3项任务\n" in text
    assert "甲。\n" in text
    assert "乙。\n" in text


def test_when_all_have_reported_the_report_says_so(mz: Mz, base: Path) -> None:
    progress = "reports:\n" + "".join(
        f"  - {{task: {task}, office: {office}, status: 进行中, done: 好, reported: 2022-07-08}}\n"
        for task, office in (("T9", "社会事务处"), ("T10", "社会事务处"), ("T11", "区划地名处"))
    )
    text = report_of(mz, base, progress, "--task-force", "F4")
    assert "　　各责任处室均已报送。\n" in text
    assert "待填" not in text
    result = mz("report", "half-year", "--data", str(base), "--period", "2022H1", "--task-force", "F4")
    assert result.err == ""


OBSERVATIONS = """
observations:
  - {target: G5.1, area: "220000", as_of: 2022-06-30, numerator: 760, denominator: 760}
  - {target: G6.1, area: "220000", as_of: 2022-06-30, numerator: 60, denominator: 60}
  - {target: G6.2, area: "220302", as_of: 2022-06-30, numerator: 1, denominator: 3}
  - {target: G6.2, area: "220303", as_of: 2022-05-31, numerator: 1, denominator: 3}
  - {target: G7.1, area: "220000", as_of: 2022-06-30, numerator: 8, denominator: 100}
  - {target: G7.2, area: "220000", as_of: 2022-06-30, value: 29.55}
  - {target: G8.1, area: "220302", as_of: 2022-06-30, value: 2}
  - {target: G8.2, area: "220000", as_of: 2022-06-30, numerator: 1, denominator: 4}
"""


def test_the_table_says_how_each_target_stands(mz: Mz, base: Path) -> None:
    text = report_of(mz, base, OBSERVATIONS)
    day = "2022年6月30日"
    assert {target: line_of(text, target)[4:8] for target in ("G5.1", "G6.1", "G6.2", "G7.1")} == {
        "G5.1": ["100%（760/760）", day, "全省数据", "待认定"],
        "G6.1": ["100%（60/60）", day, "全省数据", "达到"],
        "G6.2": ["33.3%（2/6）", day, "2/61，缺59个，1个为以前的数据", "数据不全"],
        "G7.1": ["8%（8/100）", day, "全省数据", "年度未结束"],
    }
    assert {target: line_of(text, target)[4:8] for target in ("G7.2", "G7.3", "G8.1", "G8.2")} == {
        "G7.2": ["29.6平方米", day, "全省数据", "未达到"],
        "G7.3": ["未报送", "—", "—", "未报送"],
        "G8.1": ["1/60个达标，最低2所", day, "1/60，缺59个", "数据不全"],
        "G8.2": ["25%（1/4）", day, "全省数据", "未到期"],
    }
    assert (
        "量化目标中，已达到目标值的1项，尚未达到的1项，未到期限、尚未达到的1项，年度尚未结束的1项，"
        "原文写“基本”、有待认定的1项，数据不全的2项，未报送数据的3项。"
    ) in text


def test_the_table_says_what_was_due_and_what_the_schedule_makes_of_it(mz: Mz, base: Path) -> None:
    before = """
period: 2021H2
observations:
  - {target: G6.1, area: "220000", as_of: 2021-12-31, numerator: 12, denominator: 60}
  - {target: G8.2, area: "220000", as_of: 2021-12-31, numerator: 24, denominator: 100}
"""
    (base / "progress").mkdir()
    (base / "progress" / "2021H2.yaml").write_text(before, encoding="utf-8")
    now = """
observations:
  - {target: G6.1, area: "220000", as_of: 2022-06-30, numerator: 20, denominator: 60}
  - {target: G7.1, area: "220000", as_of: 2022-06-30, numerator: 8, denominator: 100}
  - {target: G8.2, area: "220000", as_of: 2022-06-30, numerator: 25, denominator: 100}
extensions:
  - {target: G6.1, due: 2023-06-30, reason: 移交, requested: 2022-06-01, approval: 纪要, approved: 2022-06-20}
"""
    text = report_of(mz, base, now)
    assert {target: line_of(text, target)[7:10] for target in ("G6.1", "G7.1", "G8.2", "G9.1")} == {
        "G6.1": ["未到期", "46.5%", "滞后"],
        "G7.1": ["年度未结束", "9.9%", "正常"],
        "G8.2": ["未到期", "27.2%", "正常"],
        "G9.1": ["未报送", "—", "未报送"],
    }
    assert line_of(text, "G6.1")[3] == "2022年底（批准延至2023年6月30日）"
    assert "　　G8.2按目前进度推算，约2034年11月达到，到期限时为32.1%。\n" in text


def test_late_and_corrected_reports_are_marked_and_the_correction_counts(mz: Mz, base: Path) -> None:
    progress = """
reports:
  - {task: T1, office: 社会救助处, status: 进行中, done: 甲, reported: 2022-07-18}
  - {task: T1, office: 社会救助处, status: 已完成, done: 乙, reported: 2022-08-02, corrects: 2022-07-18, reason: 漏报}
"""
    text = report_of(mz, base, progress, "--task-force", "F1")
    assert "- 社会救助处：已完成（2022年7月18日逾期报送，后有更正）。乙。\n" in text
    assert "甲。" not in text
    assert "未报送5份；已报送的有1份逾期报送。" in text


def test_missing_areas_are_named_where_they_are_few(mz: Mz, base: Path, shipped: Loaded) -> None:
    codes = [area.code for area in shipped.kb.areas.areas if area.is_county and area.name not in ("梨树县", "双辽市")]
    figures = "".join(f'  - {{target: G8.1, area: "{code}", as_of: 2022-06-30, value: 1}}\n' for code in codes)
    text = report_of(mz, base, f"observations:\n{figures}")
    assert "　　G8.1未报送数据的地区：梨树县、双辽市。\n" in text


def test_a_target_past_its_date_is_not_reached(mz: Mz, base: Path) -> None:
    late = OBSERVATIONS.replace("2022-06-30", "2025-12-31")
    text = report_of(mz, base, late, period="2025H2")
    assert line_of(text, "G8.2")[7] == "未达到"
    assert line_of(text, "G7.1")[7] == "未达到"


def test_progress_of_other_periods_and_later_figures_are_left_out(mz: Mz, base: Path) -> None:
    report = "reports:\n  - {task: T1, office: 社会救助处, status: 已完成, done: 甲, reported: 2022-07-08}\n"
    report_of(mz, base, report + OBSERVATIONS)
    text = half_year(mz, "--data", str(base), "--period", "2021H2")
    assert "已报送0份" in text
    assert line_of(text, "G6.1")[4] == "未报送"
    assert line_of(half_year(mz, "--data", str(base), "--period", "2022H2"), "G6.1")[4] == "100%（60/60）"


def test_a_task_without_a_task_force_stops_nothing(mz: Mz, base: Path) -> None:
    path = base / "org.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("      - {tasks: [T8], duty: 推进农村养老服务体系建设}\n", ""), encoding="utf-8")
    assert 8 in tasks_of(half_year(mz, "--data", str(base)))
    assert "所属专班：无" in half_year(mz, "--data", str(base))


def test_the_demonstration_is_marked_in_its_report(mz: Mz) -> None:
    assert half_year(mz, "--data", str(DEMO)).startswith("> **")


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp")), min_size=1, max_size=40)
ACTIVE = st.text("*_`~|\\<>[]()#&;!b/ltx1.-+=中 ", min_size=1, max_size=30)


@SETTINGS
@given(WORDS | ACTIVE)
def test_escaped_words_are_words_again_when_markdown_is_read(words: str) -> None:
    reader = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    escaped = escape_markdown(f"前{words}后")
    for text in (f"- {escaped}\n", f"1. {escaped}\n", f"| 甲 |\n| --- |\n| {escaped} |\n", f"## {escaped}\n"):
        inline = [token for token in reader.parse(text) if token.type == "inline"][-1]
        assert {part.type for part in inline.children or ()} <= {"text", "text_special"}, text
        assert "".join(part.content for part in inline.children or ()) == f"前{words}后"


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_line_breaks_become_blanks(line_break: str) -> None:
    assert escape_markdown(f"一{line_break}二") == "一 二"


TEXTS = st.text("一二三四民政，。、；：！？“”（）《》abc 12%é—…\u3000\n", max_size=80)


@SETTINGS
@given(TEXTS, st.integers(2, 60))
def test_wrapped_lines_fit_and_keep_the_text(text: str, width: int) -> None:
    wrapped = wrap(text, width)
    assert all(cell_len(line.strip()) <= width for line in wrapped.split("\n"))
    assert "".join(wrapped.split()) == "".join(text.split())


CHINESE = st.lists(
    st.tuples(
        st.sampled_from(["", "“", "（", "《"]),
        st.sampled_from("民政abcd8"),
        st.sampled_from(["", "，", "。", "”", "）；"]),
    ),
    max_size=30,
).map(lambda pieces: "".join(part for piece in pieces for part in piece))


@SETTINGS
@given(CHINESE, st.integers(8, 40))
def test_no_line_begins_with_a_closing_or_ends_with_an_opening_mark(text: str, width: int) -> None:
    for line in wrap(text, width).split("\n"):
        assert not line.startswith(tuple("，。、；：！？）》”"))
        assert not line.endswith(tuple("“（《")) or text.endswith(line)


def test_a_long_latin_word_is_broken_but_not_before_a_comma() -> None:
    assert wrap("abcdefgh，好", 8) == "abcdefg\nh，好"
    assert wrap("一 abcdefgh 二", 8) == "一\nabcdefgh\n二"


def in_chinese(value: int) -> str:
    """A number below 10¹² as Chinese writes it, by another way than the program reads it."""
    for size, unit in ((10**8, "亿"), (10**4, "万")):
        if value >= size:
            rest = value % size
            gap = "零" if 0 < rest < size // 10 else ""
            return in_chinese(value // size) + unit + gap + (in_chinese(rest) if rest else "")
    words = ""
    for size, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, size)
        if digit:
            words += "零一二三四五六七八九"[digit] + unit
        elif words and value and not words.endswith("零"):
            words += "零"
    return words.rstrip("零") or "零"


@SETTINGS
@given(st.integers(0, 10**12 - 1) | st.integers(0, 11000))
def test_chinese_numerals_are_read(value: int) -> None:
    assert chinese_number(in_chinese(value)) == value


@pytest.mark.parametrize(
    ("words", "value"),
    [("十", 10), ("十五", 15), ("六十", 60), ("两千三百", 2300), ("一百零八", 108), ("二十万", 200000), ("〇", 0)],
)
def test_chinese_numerals_as_people_write_them(words: str, value: int) -> None:
    assert chinese_number(words) == value


def test_ordinals() -> None:
    assert [chinese_ordinal(value) for value in (1, 4, 10, 11)] == ["一", "四", "十", "11"]
    assert all(chinese_number(chinese_ordinal(value)) == value for value in range(11))


SUBJECTS = {
    "2022年工作计划": "《2022年工作计划》",
    "2022年重大实事项目目标任务责任分解表": "2022年重大实事项目",
    "某省规范养老服务专项行动方案": "某省规范养老服务专项行动",
    "某市民政局关于推进养老服务工作的意见": "推进养老服务工作",
    "关于做好春耕备耕工作的通知": "做好春耕备耕工作",
    "某县民政事业发展“十四五”规划": "《某县民政事业发展“十四五”规划》",
    "社会组织专项整治工作方案": "社会组织专项整治",
}


PERIODS = st.builds(Period, st.integers(1000, 9000), st.integers(1, 2))


@SETTINGS
@given(PERIODS)
def test_periods_go_there_and_back(period: Period) -> None:
    for spelling in (str(period), period.chinese, str(period).lower(), f" {period} "):
        assert Period.parse(spelling) == period
    assert period.next.previous == period.previous.next == period
    assert period.previous < period < period.next
    assert Period.containing(period.start) == Period.containing(period.end) == period
    assert (period.next.start - period.end).days == 1


@SETTINGS
@given(st.dates(date(1000, 1, 1), date(2999, 12, 31)), st.integers(0, 4000), st.dates())
def test_spans_are_covered_without_gaps(start: date, days: int, today: date) -> None:
    end = date.fromordinal(start.toordinal() + days)
    span = Span.between(start, end)
    periods = span.until(today)
    assert periods[0].start <= start <= periods[0].end
    assert periods[-1].start <= end <= periods[-1].end
    assert all(before.next == after for before, after in pairwise(periods))
    last = span.ended(today)
    assert last in periods
    assert last.end <= today or last == periods[0]
    assert last == periods[-1] or last.next.end > today


@pytest.mark.parametrize(
    ("first", "last", "ended", "listed"),
    [
        (None, None, "2024H1", "2024H1 2024H2"),
        (date(2023, 8, 1), None, "2024H1", "2023H2 2024H1 2024H2"),
        (None, date(2023, 12, 31), "2023H2", "2023H2"),
        (date(2025, 1, 1), None, "2025H1", "2025H1"),
    ],
)
def test_spans_with_open_ends(first: date | None, last: date | None, ended: str, listed: str) -> None:
    span, today = Span.between(first, last), date(2024, 9, 1)
    assert str(span.ended(today)) == ended
    assert " ".join(map(str, span.until(today))) == listed
    assert Period(2022, 1) in Span.between(None, last)


@pytest.mark.parametrize("words", ["", "2022", "2022H3", "2022H0", "22H1", "2022中半年", "2022H1H2", "0000H1", "20221"])
def test_what_is_no_period(words: str) -> None:
    assert Period.parse(words) is None


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "0"),
        (100.0, "100"),
        (33.333, "33.3"),
        (29.96, "30"),
        (-0.01, "0"),
        (-2.5, "-2.5"),
        (1234567.89, "1234567.9"),
    ],
)
def test_numbers(value: float, words: str) -> None:
    assert number(value) == words
    assert quantity(value, "%") == f"{words}%"


@pytest.mark.parametrize(
    ("words", "ended"),
    [
        ("好", "好。"),
        ("好。。", "好。"),
        (" 好； ", "好。"),
        ("好！", "好！"),
        ("好吗？", "好吗？"),
        ("好.", "好。"),
        ("（好）", "（好）。"),
    ],
)
def test_sentences_end_once(words: str, ended: str) -> None:
    assert sentence(words) == ended


def test_titles_and_lists(shipped: Loaded) -> None:
    kb: KnowledgeBase = shipped.kb
    assert book_title(kb.plan.notice) == f"《{kb.plan.notice.replace('《', '〈').replace('》', '〉')}》"
    assert subject(kb.plan.title) == "巩固拓展民政领域脱贫攻坚成果同乡村振兴有效衔接"
    for title, about in SUBJECTS.items():
        assert subject(title) == about
    assert (listed([]), listed(["甲", "乙"])) == ("无", "甲、乙")
