"""Plans that don't say everything: no owners, number, issuer, date, addressees or span. Everything works, nothing has holes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import Mz

BARE = """关于做好社区助餐工作的意见
一、扩大服务供给
1.建设助餐网点。新建社区食堂6家，对行动不便的老年人送餐上门。
2.发展流动助餐。配备流动餐车2辆。
"""
COMMANDS = (
    ("tasks",),
    ("targets",),
    ("org",),
    ("show", "T1"),
    ("show", "T1.1"),
    ("show", "G1.1"),
    ("status", "--as-of", "2024-08-01"),
    ("status", "--period", "2023H2", "--as-of", "2024-08-01"),
)
REPORTS = ("half-year", "annual", "checklist", "brief", "notice", "plan")
HOLES = re.compile(r"（）|“”|《》|\n：|None|、、|（设在）|报送　")


@pytest.fixture
def root(mz: Mz, tmp_path: Path) -> Path:
    """The bare plan, imported."""
    file = tmp_path / "意见.txt"
    file.write_text(BARE, encoding="utf-8")
    folder = tmp_path / "知识库"
    result = mz("import", str(file), "-o", str(folder))
    assert result.code == 0, result.err
    return folder


def _put(path: Path, *pairs: tuple[str, str]) -> None:
    text = path.read_text("utf-8")
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_queries_answer(mz: Mz, root: Path, command: tuple[str, ...]) -> None:
    result = mz(*command, "--data", str(root))
    assert result.code == 0, result.err
    assert not HOLES.search(result.out), result.out


@pytest.mark.parametrize("form", ["md", "docx", "xlsx", "html"])
@pytest.mark.parametrize("kind", REPORTS)
def test_reports_are_made_without_holes(mz: Mz, root: Path, tmp_path: Path, kind: str, form: str) -> None:
    made = tmp_path / f"报告.{form}"
    result = mz("report", kind, "--as-of", "2024-08-01", "--data", str(root), "--format", form, "-o", str(made))
    assert result.code == 0, result.err
    if form in ("md", "html"):
        text = re.sub(r"<style.*?</style>|<script.*?</script>", "", made.read_text("utf-8"), flags=re.DOTALL)
        assert not HOLES.search(text), text


def test_a_half_year_report_says_what_it_does_not_know(mz: Mz, root: Path) -> None:
    text = mz("report", "half-year", "--period", "2024H1", "--as-of", "2024-08-01", "--data", str(root)).out
    assert "（主送机关待填）：" in text
    assert "根据《关于做好社区助餐工作的意见》的要求，现将2024年上半年" in text
    assert "各项任务没有明确责任处室，没有列入应报送。" in text
    assert "均已报送" not in text
    assert "（署名待填）" in text
    assert "没有责任处室，待填" in text


def test_check_names_each_task_without_owners(mz: Mz, root: Path) -> None:
    found = mz("check", "--data", str(root)).out
    assert re.findall(r"MZ217 任务(T\d)没有责任处室", found) == ["T1", "T2"]
    assert "MZ1" not in found
    assert re.search(r"责任处室 +—", mz("show", "T1", "--data", str(root)).out)
    assert re.search(r"建设助餐网点 +— ", mz("tasks", "--data", str(root)).out)


def test_what_another_paper_says_is_recorded_with_its_basis(mz: Mz, root: Path) -> None:
    """Owners, number, issuer and date that the document itself doesn't hold."""
    paper = "basis: 2024年3月1日印发的任务分工表"
    _put(root / "org.yaml", ("offices: []", f"offices:\n  - {{name: 养老服务科, kind: 处室, {paper}}}"))
    tasks = root / "tasks.yaml"
    text = tasks.read_text("utf-8").replace("    measures:", f"    owners: [养老服务科]\n    {paper}\n    measures:")
    tasks.write_text(text, encoding="utf-8")
    given = "number: 某民发〔2024〕3号\nissuer: 某区民政局\ndate: 2024-02-01\n"
    basis = "basis: {number: 网页上的文号一栏, issuer: 网页上的发布机构一栏, date: 网页上的成文日期一栏}\n"
    _put(root / "plan.yaml", ("source:", f"{given}{basis}source:"))
    found = mz("check", "--data", str(root)).out
    assert not re.search(r"MZ(?:1|2|310|50[15])", found), found
    assert "分工依据" in mz("show", "T1", "--data", str(root)).out
    text = mz("report", "half-year", "--period", "2024H1", "--as-of", "2024-08-01", "--data", str(root)).out
    assert "《关于做好社区助餐工作的意见》（某民发〔2024〕3号）的要求" in text
    assert "养老服务科：第1、2项任务" in text


def test_a_day_without_words_and_without_basis_is_found(mz: Mz, root: Path) -> None:
    _put(root / "plan.yaml", ("source:", "issuer: 某区民政局\ndate: 2024-02-01\nsource:"))
    found = mz("check", "--data", str(root)).out
    assert "MZ310 成文日期没有原文，也没有出处" in found
    assert "MZ501 原文里没有“某区民政局”" in found


def test_late_targets_of_tasks_without_owners_are_not_lost(mz: Mz, root: Path) -> None:
    _put(root / "targets.yaml", ("    unit: 家\n", "    unit: 家\n    due: 2023-12-31\n    basis: 2023年12月31日前\n"))
    result = mz("report", "notice", "--as-of", "2024-08-01", "--data", str(root))
    assert result.code == 0
    assert "G1.1" in result.err
    assert "没有明确责任处室" in result.err


@pytest.mark.parametrize(
    ("command", "says"),
    [
        (("form", "2024H1", "--all", "-o", "表"), "没有要制的填报表"),
        (("tasks", "--owner", "某处"), "org.yaml里还没有登记处室和单位"),
        (("report", "half-year", "--task-force", "某专班"), "知识库里还没有专班"),
    ],
    ids=["form", "tasks", "report"],
)
def test_what_nobody_can_answer_is_said(mz: Mz, root: Path, command: tuple[str, ...], says: str) -> None:
    result = mz(*command, "--data", str(root))
    assert result.code == 2
    assert says in result.err


def test_divisions_need_a_day_only_where_there_are_any(mz: Mz, root: Path) -> None:
    assert "as_of" not in (root / "areas.yaml").read_text("utf-8")
    assert "areas.yaml" not in mz("check", "--data", str(root)).out
    _put(root / "areas.yaml", ("areas: []", 'areas:\n  - {code: "999900", name: 某市, type: 地级市}'))
    assert re.search(r"areas\.yaml:4:3: MZ509 列了地区，没有写截至日期", mz("check", "--data", str(root)).out)


ROLES = """2024年重点工作任务分解表
| 序号 | 重点任务 | 具体内容 | 牵头单位 | 配合单位 | 完成时限 |
| --- | --- | --- | --- | --- | --- |
| 1 | 建设社区食堂 | 新建社区食堂20个。 | 区民政局 | 区财政局、各街道办事处 | 10月底前 |
| 2 | 规范养老机构 | 开展安全检查。 | 区民政局 | 区消防救援大队 | 长期坚持 |
| 3 | 推进殡葬改革 | 建设公益性公墓1处。 | 区民政局 | 区自然资源局 | 2025年6月底 |
"""


@pytest.fixture
def table(mz: Mz, tmp_path: Path) -> Path:
    """A plan that is a table, imported."""
    file = tmp_path / "分解表.md"
    file.write_text(ROLES, encoding="utf-8")
    folder = tmp_path / "分解表"
    assert mz("import", str(file), "-o", str(folder)).code == 0
    return folder


def test_bodies_of_a_table_keep_the_role_of_their_column(mz: Mz, table: Path) -> None:
    text = (table / "tasks.yaml").read_text("utf-8")
    assert "owners: [区民政局]\n    units: [区财政局, 各街道办事处]" in text
    assert not re.search("MZ2", mz("check", "--data", str(table)).out)
    roles = re.findall(r"^责任\w\w", mz("org", "--data", str(table)).out, re.MULTILINE)
    assert roles == sorted(roles, reverse=True)


def test_a_tasks_own_deadline_is_kept_shown_and_checked(mz: Mz, table: Path) -> None:
    text = (table / "tasks.yaml").read_text("utf-8")
    assert re.findall(r"deadline: (.*)", text) == ["10月底前", "长期坚持", "2025年6月底"]
    assert re.findall(r"due: (.*)", text) == ["2024-10-31", "2025-06-30"]
    found = mz("check", "--data", str(table)).out
    assert not re.search("MZ313|MZ50", found), found
    shown = mz("show", "T1", "--data", str(table)).out
    assert "10月底前（2024-10-31）" in shown
    report = mz("report", "checklist", "--as-of", "2024-08-01", "--data", str(table)).out
    assert "| — | 长期坚持 |" in report
    _put(table / "tasks.yaml", ("due: 2024-10-31", "due: 2024-11-30"))
    assert "MZ313 完成时限写的是2024-11-30" in mz("check", "--data", str(table)).out
