"""The brief is one page and says what was evaluated; the yearly assessment counts what was owed and given, and no more."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from minzheng_cli.errors import MzError
from minzheng_cli.model.knowledge import KnowledgeBase
from minzheng_cli.model.period import Period
from minzheng_cli.progress import Evaluation, end_of
from minzheng_cli.query import select
from minzheng_cli.report import annual, brief
from minzheng_cli.report.kinds import KINDS
from minzheng_cli.report.render import Look, render
from minzheng_cli.report.scope import Scope
from minzheng_cli.store.files import all_files
from minzheng_cli.store.load import load
from tests.conftest import DATA, DEMO, PROJECT, SOUND, Mz
from tests.gongwen import violations

PERIODS = {
    "2021H2": date(2022, 1, 20),
    "2022H1": date(2022, 7, 20),
    "2022H2": date(2023, 1, 20),
    "2023H1": date(2023, 7, 20),
}
DAY = date(2023, 1, 20)


@pytest.fixture(scope="module")
def demo() -> KnowledgeBase:
    return load(DEMO, all_files(DEMO)).kb


@pytest.fixture(scope="module")
def shipped_base() -> KnowledgeBase:
    return load(DATA, all_files(DATA)).kb


def scope_of(period: str) -> Scope:
    found = Period.parse(period)
    assert found is not None
    return Scope(found, PERIODS[period])


def word(kind: str, context: object) -> bytes:
    data = render(context, "docx", PROJECT / "templates" / f"{kind}.docx", DAY, Look())
    assert isinstance(data, bytes)
    return data


def crowded(kb: KnowledgeBase) -> KnowledgeBase:
    """The same with much more that is late, and long names."""
    tracking = kb.plan.tracking.model_copy(update={"behind_percent": 0})
    plan = kb.plan.model_copy(update={"tracking": tracking})
    long = tuple(task.model_copy(update={"title": task.title * 4}) for task in kb.tasks.tasks)
    wordy = tuple(each.model_copy(update={"indicator": each.indicator * 3}) for each in kb.targets.targets)
    files = {
        "plan.yaml": plan,
        "tasks.yaml": kb.tasks.model_copy(update={"tasks": long}),
        "targets.yaml": kb.targets.model_copy(update={"targets": wordy}),
    }
    return replace(kb, parts={**kb.parts, **files})


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_a_brief_is_one_page(demo: KnowledgeBase, shipped_base: KnowledgeBase, tmp_path: Path) -> None:
    contexts = {period: brief.context(demo, scope_of(period)) for period in PERIODS}
    contexts["none"] = brief.context(shipped_base, Scope(Period(2025, 2), date(2026, 11, 23)))
    contexts["crowded"] = brief.context(crowded(demo), scope_of("2022H2"))
    contexts["force"] = brief.context(demo, replace(scope_of("2022H2"), force=demo.org.task_forces[1]))
    for name, context in contexts.items():
        (tmp_path / f"{name}.docx").write_bytes(word("brief", context))
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "pdf"]
    files = [f"{name}.docx" for name in contexts]
    subprocess.run([*command, *files], cwd=tmp_path, check=True, capture_output=True, timeout=240)
    pages = {name: len(re.findall(rb"/Type\s*/Page\b", (tmp_path / f"{name}.pdf").read_bytes())) for name in contexts}
    assert pages == dict.fromkeys(contexts, 1)


@pytest.mark.parametrize("period", PERIODS)
def test_a_brief_says_what_was_evaluated(demo: KnowledgeBase, period: str) -> None:
    scope = scope_of(period)
    evaluation = Evaluation(demo, end_of(demo.plan, scope.period, scope.day))
    tasks = [evaluation.task(task) for task in demo.tasks.tasks]
    context = brief.context(demo, scope)
    assert [(task.number, task.light.word) for task in context.tasks] == [(t.task.number, t.schedule) for t in tasks]
    assert [each.id for each in context.targets] == [t.id for t in demo.targets.targets]
    said = "".join(context.sentences)
    for status, count in Counter(task.schedule for task in tasks).items():
        assert f"{status}{count}项" in said
    owed = [report for task in tasks for report in task.reports]
    given = sum(report.report is not None for report in owed)
    assert f"应报送{len(owed)}份" in said
    assert f"已报送{given}份" in said
    late = [t.target.id for task in tasks for t in task.targets if t.schedule in ("逾期", "滞后")]
    assert sorted(re.match(r"G\d+\.\d+", matter.what)[0] for matter in context.matters) == sorted(late)  # type: ignore[index]
    assert context.demonstration


def test_a_brief_names_who_has_to_act(demo: KnowledgeBase) -> None:
    context = brief.context(demo, scope_of("2022H2"))
    assert [(each.light.word, each.who) for each in context.matters] == [
        ("逾期", "基层政权建设和社区治理处"),
        ("滞后", "养老服务处"),
    ]
    assert "16.5%，应达21.4%" in context.matters[1].what
    assert "养老服务处（T3、T8）" in context.unreported
    assert "缺报指标数据的地区5个" in context.unreported


def test_a_brief_without_progress_invents_nothing(mz: Mz, shipped_base: KnowledgeBase) -> None:
    context = brief.context(shipped_base, Scope(Period(2025, 2), date(2026, 11, 23)))
    assert {task.light.word for task in context.tasks} == {"未报送"}
    assert {target.value for target in context.targets} == {"未报送"}
    assert "还没有任何报送数据。" in context.sentences
    assert context.matters[0].what.startswith("G6.1"), "what was due first"
    assert context.matters_left == "另有2项要抓，见台账。"
    text = mz("report", "brief", "--as-of", "2026-11-23").out
    assert "None" not in text
    assert "没有滞后" not in text


def test_a_brief_of_a_task_force_holds_its_tasks_alone(mz: Mz) -> None:
    result = mz(
        "--data",
        str(DEMO),
        "report",
        "brief",
        "--period",
        "2022H2",
        "--as-of",
        "2023-01-20",
        "--task-force",
        "乡村治理",
    )
    assert result.out.count("\n# 乡村治理指导专班2022年下半年工作进展简报\n") == 1
    assert re.findall(r"^\| (\d+) \|", result.out, re.MULTILINE) == ["5", "6", "7"]
    assert "G8.2" not in result.out


def test_a_brief_takes_what_finds_room(demo: KnowledgeBase) -> None:
    many = tuple(task.model_copy(update={"id": f"T{n}"}) for n, task in enumerate(demo.tasks.tasks * 20, 1))
    big = replace(demo, parts={**demo.parts, "tasks.yaml": demo.tasks.model_copy(update={"tasks": many})})
    context = brief.context(big, scope_of("2022H2"))
    assert len(context.tasks) == 14
    assert context.tasks_left == "另有266项任务，见台账。"
    assert len(context.sheets[0].rows) == 280


@pytest.mark.parametrize("kind", ["brief", "annual"])
@pytest.mark.parametrize("base", [DEMO, DATA, SOUND])
def test_word_is_as_the_standard_asks_and_the_same_twice(mz: Mz, tmp_path: Path, kind: str, base: Path) -> None:
    target = tmp_path / "a.docx"
    arguments = ("--data", str(base), "report", kind, "--period", "2022H1", "--as-of", "2022-07-20", "-o", str(target))
    result = mz(*arguments)
    assert result.code == 0, result.err
    data = target.read_bytes()
    assert violations(data) == []
    assert mz(*arguments).code == 0
    assert target.read_bytes() == data


def assessed(kb: KnowledgeBase, **narrowed: object) -> annual.Annual:
    return annual.context(kb, replace(scope_of("2022H2"), **narrowed))  # type: ignore[arg-type]


def test_reports_are_counted_from_the_files_themselves(demo: KnowledgeBase) -> None:
    context = assessed(demo)
    files = [demo.progress[f"progress/{period}.yaml"] for period in ("2022H1", "2022H2")]
    given = {(file.period, each.task, each.office) for file in files for each in file.reports if each.reported <= DAY}
    assert sum(line.given for line in context.offices) == len(given)
    owners = sum(len(task.owners) for task in demo.tasks.tasks)
    assert sum(line.due for line in context.offices) == len(context.reports) == 2 * owners
    late = {
        (file.period, each.task, each.office)
        for file, due in zip(files, (date(2022, 7, 15), date(2023, 1, 15)), strict=True)
        for each in file.reports
        if due < each.reported <= DAY and each.corrects is None
    }
    assert sum(line.late for line in context.offices) == len(late)
    assert f"已报送{len(given)}份" in context.office_summary


def test_figures_are_counted_from_the_files_themselves(demo: KnowledgeBase) -> None:
    context = assessed(demo)
    counties = {area.code for area in demo.areas.areas if area.is_county}
    given = {
        (file.period, each.target, each.area)
        for file in demo.progress.values()
        if file.period.startswith("2022")
        for each in file.observations
        if each.said_on <= DAY and each.area in counties
    }
    assert sum(line.given for line in context.areas if line.code in counties) == len(given)
    assert len(context.areas) == 70
    for line in context.areas:
        own = [figure for figure in context.figures if figure.code == line.code]
        assert (line.due, line.given) == (len(own), sum(figure.given is not None for figure in own))
        assert bool(line.missing) == (line.due > line.given)


def test_breakdowns_and_own_targets_are_counted(demo: KnowledgeBase) -> None:
    lines = {line.code: line for line in assessed(demo).areas}
    files = {file.area: file for file in demo.localities.values()}
    for code, line in lines.items():
        file = files.get(code)
        assert line.broken_down == (sum(task.is_broken_down for task in file.tasks) if file else 0)
        assert line.own_reached <= line.own_known <= line.own
    assert lines["220100"].own_reached > 0


def test_no_scores_are_invented(mz: Mz) -> None:
    out = mz("--data", str(DEMO), "report", "annual", "--period", "2022H2", "--as-of", "2023-01-20").out
    assert "方案没有规定评分权重和一票否决事项，本表只列事实，不评分，不排名。" in out
    assert not re.search(r"得分|总分|名次|第\d+名|优秀|不合格", out)
    assert "将相关工作任务的落实纳入对各地民政部门落实民政重点工作的年度综合评估考核" in out


def test_one_area_is_about_it_and_those_in_it(demo: KnowledgeBase) -> None:
    context = assessed(demo, area=select.area(demo.areas.areas, "长春市"))
    assert (context.offices, context.targets, context.target_summary) == ((), (), "")
    assert {line.code[:4] for line in context.areas} == {"2201"}
    assert next(line.value for line in context.own if line.id == "G9.1") == "由吉林省统一报送"
    assert [annex.title for annex in context.annexes] == ["2022年度本地区量化目标完成情况表", "2022年度各地考核情况表"]
    assert not violations(word("annual", context))


def test_one_office_is_about_its_own_reports(demo: KnowledgeBase) -> None:
    context = assessed(demo, owner="养老服务处")
    assert [line.office for line in context.offices] == ["养老服务处"]
    assert {line.number for line in context.reports} == {3, 8}
    assert context.areas == ()
    assert context.offices[0].missing == "2022年下半年第3、8项"
    assert not violations(word("annual", context))


def test_the_year_counts_as_far_as_it_has_ended(demo: KnowledgeBase) -> None:
    half = annual.context(demo, Scope(Period(2022, 2), date(2022, 7, 20)))
    assert {line.period for line in half.reports} == {"2022年上半年"}
    assert "2022年尚未结束" in half.periods
    first = annual.context(demo, Scope(Period(2021, 1), date(2022, 1, 20)))
    assert {line.period for line in first.reports} == {"2021年下半年"}
    assert "方案2021年6月3日印发，以前开始的报告期不计入" in first.periods
    for scope in (Scope(Period(2021, 1), date(2021, 9, 1)), Scope(Period(2031, 1), date(2032, 1, 1))):
        with pytest.raises(MzError, match="没有可以考核的半年"):
            annual.context(demo, scope)


def test_the_kinds_are_listed(mz: Mz) -> None:
    out = mz("report", "--list").out
    for kind in ("brief", "annual"):
        assert re.search(rf"^{kind} +{KINDS[kind].title}$", out, re.MULTILINE)
