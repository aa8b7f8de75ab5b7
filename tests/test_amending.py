"""An amended document where there is a knowledge base already: what people made stays, and all that changed is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from minzheng_cli.store.files import REQUIRED
from minzheng_cli.store.load import load
from tests.conftest import Mz

PLAN = """某县民政局关于印发救助服务实施方案的通知
某民发〔2023〕8号
各乡镇人民政府：
现将方案印发给你们，请认真执行。
某县民政局
2023年3月1日
救助服务实施方案（2023—2025年）
一、主要任务
（一）健全救助网络
1.做好兜底保障。到2025年，救助覆盖率达到90%，新增家庭床位100张、改造服务站6家。（责任单位：社会救助股）
2.推进婚俗改革。建设公园1处。（责任单位：社会事务股，配合单位：团县委）
二、保障措施
加强组织领导，各乡镇人民政府要压实责任，把任务落到实处，按年度报送进展情况和存在的问题。
"""


@pytest.fixture
def root(mz: Mz, tmp_path: Path) -> Path:
    """The plan, imported."""
    folder = tmp_path / "知识库"
    result = _import(mz, tmp_path, PLAN, folder)
    assert result[0] == 0, result
    return folder


def _import(mz: Mz, tmp_path: Path, text: str, folder: Path) -> tuple[int, str]:
    file = tmp_path / "方案.txt"
    file.write_text(text, encoding="utf-8")
    result = mz("import", str(file), "-o", str(folder))
    return result.code, result.out + result.err


def _edit(path: Path, *pairs: tuple[str, str]) -> None:
    text = path.read_text("utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")


def _review(root: Path) -> str:
    return (root.with_name("知识库.新") / "审核清单.md").read_text("utf-8")


def test_the_same_again_changes_nothing(mz: Mz, root: Path, tmp_path: Path) -> None:
    code, said = _import(mz, tmp_path, PLAN, root)
    assert (code, "相同，没有写入" in said) == (0, True)
    assert not root.with_name("知识库.新").exists()


def test_targets_that_share_a_quote_keep_their_own_numbers(mz: Mz, root: Path, tmp_path: Path) -> None:
    _edit(root / "targets.yaml", ("indicator: 新增家庭床位", "indicator: 新增家庭床位数"))
    code, _ = _import(mz, tmp_path, PLAN.replace("公园1处", "公园2处"), root)
    assert code == 1
    targets = load(root.with_name("知识库.新"), REQUIRED).kb.targets.targets
    assert [(each.indicator, each.value, each.unit) for each in targets[1:3]] == [
        ("新增家庭床位数", 100, "张"),
        ("改造服务站", 6, "家"),
    ]


def test_a_number_that_people_corrected_stays(mz: Mz, root: Path, tmp_path: Path) -> None:
    _edit(root / "targets.yaml", ("value: 90", "value: 95"))
    _import(mz, tmp_path, PLAN.replace("公园1处", "公园2处"), root)
    assert load(root.with_name("知识库.新"), REQUIRED).kb.targets.targets[0].value == 95


def test_a_quote_that_people_cut_gives_no_second_target(mz: Mz, root: Path, tmp_path: Path) -> None:
    _edit(root / "targets.yaml", ("quote: 到2025年，救助覆盖率达到90%", "quote: 救助覆盖率达到90%"))
    code, said = _import(mz, tmp_path, PLAN, root)
    assert (code, "相同" in said) == (0, True), said


def test_the_head_and_the_passages_are_compared_too(mz: Mz, root: Path, tmp_path: Path) -> None:
    amended = PLAN.replace("8号", "18号").replace("按年度报送", "按季度报送")
    code, said = _import(mz, tmp_path, amended, root)
    assert code == 1
    assert "发文字号改动" in said
    assert "不应改动" not in said
    review = _review(root)
    assert "由“某民发〔2023〕8号”改为“某民发〔2023〕18号”" in review
    assert "按季度报送" in review


def test_what_people_filled_in_where_the_document_says_nothing_stays(mz: Mz, tmp_path: Path) -> None:
    bare, root = PLAN.replace("某民发〔2023〕8号\n", ""), tmp_path / "知识库"
    assert _import(mz, tmp_path, bare, root)[0] == 0
    _edit(root / "plan.yaml", ("issuer:", "number: 某民发〔2023〕8号\nissuer:"), ("kind: 保障措施", "kind: 工作要求"))
    _import(mz, tmp_path, bare.replace("公园1处", "公园2处"), root)
    plan = load(root.with_name("知识库.新"), REQUIRED).kb.plan
    assert plan.number == "某民发〔2023〕8号"
    assert plan.passages[-1].kind == "工作要求"


def test_new_bodies_join_those_that_people_wrote(mz: Mz, root: Path, tmp_path: Path) -> None:
    _edit(root / "org.yaml", ("  - name: 团县委\n    kind: 部门", "  - name: 团县委  # 共青团\n    kind: 党的机构"))
    _import(mz, tmp_path, PLAN.replace("：团县委", "：团县委、县统计局"), root)
    new = root.with_name("知识库.新")
    text = (new / "org.yaml").read_text("utf-8")
    assert "团县委  # 共青团\n    kind: 党的机构" in text
    assert [each.name for each in load(new, REQUIRED).kb.org.offices][-1] == "县统计局"


FORCES = """setup: 设立1个专班
task_forces:
  - name: 婚俗专班
    leads: [社会事务股]
    assignment: （社会事务股牵头）
    support: 有关股室配合
    duties: [推进婚俗改革]
    covers:
      - {tasks: [T2], duty: 推进婚俗改革}
    basis: 会议议定
"""


def test_renumbered_tasks_are_named_and_their_task_forces_follow(mz: Mz, root: Path, tmp_path: Path) -> None:
    _edit(root / "org.yaml", ("offices:", f"{FORCES}offices:"))
    (root / "progress").mkdir()
    inserted = "2.做好殡葬服务。建设公墓3处。（责任单位：社会事务股）\n3.推进婚俗"
    _, said = _import(mz, tmp_path, PLAN.replace("2.推进婚俗", inserted), root)
    assert "T2→T3" in said
    assert "progress文件夹）用的还是旧编号" in _review(root)
    assert "tasks: [T3]" in (root.with_name("知识库.新") / "org.yaml").read_text("utf-8")


def test_the_signature_is_no_measure(root: Path) -> None:
    tasks = load(root, REQUIRED).kb.tasks.tasks
    assert all("某县民政局" not in measure.text for task in tasks for measure in task.measures)


def test_reports_work_without_divisions_and_document_number(mz: Mz, tmp_path: Path) -> None:
    root = tmp_path / "知识库"
    assert _import(mz, tmp_path, PLAN.replace("某民发〔2023〕8号\n", ""), root)[0] == 0
    for command in (
        ("report", "checklist"),
        ("status",),
        ("show", "T1"),
        ("report", "half-year", "--period", "2023H2"),
    ):
        result = mz(*command, "--data", str(root))
        assert result.code == 0, result.err
    assert "依据：某县民政局关于印发救助服务实施方案的通知。" in mz("report", "checklist", "--data", str(root)).out


def test_a_retitled_task_keeps_what_people_made_of_it(mz: Mz, root: Path, tmp_path: Path) -> None:
    """Paired as the comparison pairs them: what is told as a new title is no other task."""
    task = load(root, REQUIRED).kb.tasks.tasks[0]
    _edit(root / "tasks.yaml", (f"owners: [{', '.join(task.owners)}]", f"owners: [{', '.join(task.owners)}, 财务股]"))
    _edit(root / "org.yaml", ("offices:", "offices:\n  - {name: 财务股, kind: 处室}"))
    inserted = "1.做好殡葬服务。建设公墓3处。（责任单位：社会事务股）\n2."
    _, said = _import(mz, tmp_path, PLAN.replace(task.title, f"{task.title}工作").replace("1.", inserted, 1), root)
    made = load(root.with_name("知识库.新"), REQUIRED).kb.tasks.tasks
    assert f"{task.id}→T2" in said
    assert [each.owners for each in made if each.title == f"{task.title}工作"] == [(*task.owners, "财务股")]


def test_an_indicator_keeps_its_name_under_another_number(mz: Mz, root: Path, tmp_path: Path) -> None:
    target = load(root, REQUIRED).kb.targets.targets[0]
    _edit(root / "targets.yaml", (f"indicator: {target.indicator}", "indicator: 人工定的名称"))
    changed = target.quote.replace(f"{target.value}", "77")
    _import(mz, tmp_path, PLAN.replace(target.quote, changed), root)
    made = load(root.with_name("知识库.新"), REQUIRED).kb.targets.targets[0]
    assert (made.indicator, float(made.value), made.quote) == ("人工定的名称", 77, changed)


def test_another_plan_is_no_amendment(mz: Mz, root: Path, tmp_path: Path) -> None:
    other = tmp_path / "另一份.txt"
    other.write_text(
        "某县教育局关于印发学前教育工作要点的通知\n各学校：\n现印发给你们。\n一、主要任务\n1.增加学位。新增学位300个。（责任单位：基教股）\n",
        encoding="utf-8",
    )
    result = mz("import", str(other), "-o", str(root))
    assert (result.code, result.out) == (2, "")
    assert "不像同一份方案" in result.err
    assert not root.with_name("知识库.新").exists()
