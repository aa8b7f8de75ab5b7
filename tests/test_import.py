"""`mz import`: a document becomes a knowledge base, what isn't sure becomes a question, nothing by hand is lost."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from minzheng_cli.cli import importing
from minzheng_cli.cli.check import check_base
from minzheng_cli.errors import MzError
from minzheng_cli.importing.document.draft import Draft, FoundTarget, FoundTask, Head, Owners, Question
from minzheng_cli.importing.document.drafting.naming import kind_of, may_be_same, name_bodies
from minzheng_cli.importing.document.drafting.settle import settle
from minzheng_cli.importing.document.reading import read
from minzheng_cli.model.knowledge import KnowledgeBase
from minzheng_cli.model.target import Target
from minzheng_cli.store.files import REQUIRED
from minzheng_cli.store.load import Loaded, load
from tests.conftest import DATA, PROJECT, Mz
from tests.drafts import amended, draft_of

NOTICE = DATA / "sources" / "jilin-2021-22.txt"
MADE = PROJECT / "tests" / "data" / "notice"
DAY = date(2022, 3, 1)


def found(draft: Draft, file: Path = NOTICE, threshold: float = 0.7) -> importing.Found:
    return importing.Found(file, read(file), settle(draft, threshold), threshold)


@pytest.fixture
def notice(shipped: Loaded) -> Draft:
    return draft_of(shipped.kb, read(NOTICE))


def codes(root: Path) -> set[str]:
    return {each.code for each in check_base(root, DAY).diagnostics}


OPEN = {"MZ308", "MZ503"}
"""What the notice's words don't say: numerators, and of two numbers whether they are targets (全体居民, 四类社会组织)."""


def test_the_notice_gives_the_shipped_tasks_and_targets(notice: Draft, shipped: Loaded, tmp_path: Path) -> None:
    assert importing.put(found(notice), tmp_path / "新库", DAY) is False
    kb = load(tmp_path / "新库", REQUIRED, sources=True).kb
    assert kb.tasks == shipped.kb.tasks
    for got, wanted in zip(kb.targets.targets, shipped.kb.targets.targets, strict=True):
        assert got == wanted.model_copy(update={"ratio": None, "note": None})
    assert kb.org == shipped.kb.org
    assert codes(tmp_path / "新库") == OPEN


def differing(got: KnowledgeBase, wanted: KnowledgeBase) -> set[tuple[str, str]]:
    """Which fields of which targets differ, but for those that no document holds: numerators, denominators, notes."""
    fields = [name for name in Target.model_fields if name not in ("ratio", "note")]
    pairs = zip(got.targets.targets, wanted.targets.targets, strict=True)
    return {(a.id, name) for a, b in pairs for name in fields if getattr(a, name) != getattr(b, name)}


@pytest.mark.parametrize("file", [NOTICE, *sorted(MADE.iterdir())], ids=lambda path: path.suffix)
def test_importing_the_notice_field_by_field(file: Path, mz: Mz, shipped: Loaded, tmp_path: Path) -> None:
    root = tmp_path / "新库"
    result = mz("import", str(file), "-o", str(root))
    assert result.code == 0, result.err
    kb = load(root, REQUIRED, sources=True).kb
    assert kb.tasks == shipped.kb.tasks
    assert differing(kb, shipped.kb) == set()
    assert codes(root) <= OPEN | ({"MZ501"} if file.suffix in (".html", ".pdf") else set())


def test_what_check_finds_stands_in_the_review(notice: Draft, tmp_path: Path) -> None:
    root = tmp_path / "新库"
    importing.put(found(notice), root, DAY)
    text = (root / "审核清单.md").read_text(encoding="utf-8")
    findings = check_base(root, DAY).diagnostics
    assert findings
    for each in findings:
        assert f"（{each.code}）" in text
        assert each.ref.removesuffix(".text") in text


def test_the_files_are_laid_out_as_fmt_would(notice: Draft, tmp_path: Path, mz: Mz) -> None:
    importing.put(found(notice), tmp_path / "新库", DAY)
    assert mz("--data", str(tmp_path / "新库"), "fmt", "--check").code == 0


def test_what_is_less_sure_than_the_threshold_is_a_question_and_left_out(notice: Draft, tmp_path: Path) -> None:
    doubted = replace(notice.targets[3], confidence=0.55)
    draft = replace(notice, targets=(*notice.targets[:3], doubted, *notice.targets[4:]))
    made = found(draft)
    (asked,) = (each for each in made.draft.questions if each.about == "T7（原文“7.提升农村社区治理能力”）")
    assert (asked.quote, asked.confidence) == (doubted.quote, 0.55)
    assert "每年推进村级综合服务设施建设的比例不低于20%，每年" in asked.text
    importing.put(made, tmp_path / "新库", DAY)
    targets = load(tmp_path / "新库", REQUIRED).kb.targets.targets
    assert [each.id for each in targets][3:6] == ["G7.1", "G7.2", "G8.1"]
    assert doubted.quote not in {each.quote for each in targets}
    assert len(found(draft, threshold=0.5).draft.targets) == 10


def test_a_doubted_task_is_kept_and_marked(notice: Draft, tmp_path: Path) -> None:
    draft = replace(notice, tasks=(replace(notice.tasks[0], confidence=0.4), *notice.tasks[1:]))
    importing.put(found(draft), tmp_path / "新库", DAY)
    text = (tmp_path / "新库" / "tasks.yaml").read_text(encoding="utf-8")
    assert "  # 把握不大（0.40），请核对是不是一项任务\n  - id: T1\n" in text


def test_questions_come_least_sure_first() -> None:
    asked = [Question("甲", "问一", "", 9, 0.9), Question("乙", "问二", "", 3, 0.2), Question("丙", "问三", "", 1, 0.2)]
    draft = settle(Draft(Head(), (), (), tuple(asked)), 0.7).draft
    assert [each.about for each in draft.questions] == ["丙", "乙", "甲"]


# importing an amended document into what there is


def test_the_same_document_again_changes_nothing(notice: Draft, base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert importing.put(found(notice), base, DAY) is False
    assert "相同，没有写入" in capsys.readouterr().err
    assert not base.with_name("data.新").exists()


def test_an_amended_document_is_compared_and_put_beside(
    notice: Draft, base: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "修订稿.txt"
    file.write_text(NOTICE.read_text("utf-8").replace("不低于50%", "不低于60%"), encoding="utf-8")
    before = {path: path.read_bytes() for path in base.rglob("*") if path.is_file()}
    assert importing.put(found(amended(notice, "不低于50%", "不低于60%", value=60.0), file), base, DAY) is True
    printed = capsys.readouterr()
    assert "目标值提高" in printed.out
    assert "G8.2" in printed.out
    assert {path: path.read_bytes() for path in base.rglob("*") if path.is_file()} == before
    beside = base.with_name("data.新")
    review = (beside / "审核清单.md").read_text(encoding="utf-8")
    assert re.search(r"- \[ \] G8\.2“.+” 目标值提高", review)
    new = load(beside, REQUIRED).kb
    assert new.targets.targets[0].ratio == load(base, REQUIRED).kb.targets.targets[0].ratio
    assert len(new.targets.commitments) == 11
    with pytest.raises(MzError, match="是上一次导入的新稿"):
        importing.put(found(notice), base, DAY)


def test_what_people_decided_is_kept(notice: Draft, base: Path, tmp_path: Path) -> None:
    tasks, targets = base / "tasks.yaml", base / "targets.yaml"
    tasks.write_text(tasks.read_text("utf-8").replace("owners: [区划地名处]", "owners: [社会事务处]"), encoding="utf-8")
    own = targets.read_text("utf-8").replace(
        "indicator: 社会工作点（室）覆盖率", "indicator: 农村社会工作点（室）覆盖率"
    )
    targets.write_text(own, encoding="utf-8")
    file = tmp_path / "修订稿.txt"
    file.write_text(NOTICE.read_text("utf-8").replace("绿色节地生态安葬", "绿色生态安葬"), encoding="utf-8")
    less = replace(notice, targets=notice.targets[1:])
    importing.put(found(amended(less, "绿色节地生态安葬", "绿色生态安葬"), file), base, DAY)
    new = load(base.with_name("data.新"), REQUIRED).kb
    assert new.tasks.tasks[10].owners == ("社会事务处",)
    assert new.targets.targets[-1].indicator == "农村社会工作点（室）覆盖率"
    assert new.targets.targets[0].quote == notice.targets[0].quote  # the import missed it, people have it


def test_a_folder_with_something_else_is_not_touched(notice: Draft, tmp_path: Path) -> None:
    (tmp_path / "别的.txt").write_text("x", encoding="utf-8")
    with pytest.raises(MzError, match="又不是知识库"):
        importing.put(found(notice), tmp_path, DAY)
    with pytest.raises(MzError, match="不存在"):
        importing.put(found(notice), tmp_path / "没有" / "新库", DAY)
    assert [path.name for path in tmp_path.iterdir()] == ["别的.txt"]


# documents of others

OTHER = """云南省某某厅关于印发数字乡村三年行动方案的通知

云某发〔2023〕5号

各州（市）某某局：

现将方案印发给你们，请认真贯彻执行。

云南省某某厅

2023年2月1日

数字乡村行动方案（2023—2025年）

一、重点任务

（一）建设平台。建设数字平台。到2025年，平台覆盖80%以上的行政村。（牵头单位：厅信息处；配合单位：厅办公室、信息处）

（二）培训人员。每年培训不少于2000人次。（牵头单位：信息化处）

二、组织保障

各地要高度重视，加强组织领导，确保各项任务落到实处，按年度报送进展情况和存在的问题。
"""


def other() -> Draft:
    first = FoundTask(
        "（一）",
        "建设平台",
        (Owners("牵头", ("厅信息处",)), Owners("配合", ("厅办公室", "信息处"))),
        None,
        "（一）建设平台。",
        15,
        ("建设数字平台。", "到2025年，平台覆盖80%以上的行政村。"),
        "一、重点任务",
        "（牵头单位：厅信息处；配合单位：厅办公室、信息处）",
    )
    second = replace(
        first,
        number="（二）",
        title="培训人员",
        owners=(Owners("牵头", ("信息化处",)),),
        quote="（二）培训人员。",
        line=17,
        sentences=("每年培训不少于2000人次。",),
        assignment="（牵头单位：信息化处）",
    )
    covered = FoundTarget(
        "（一）",
        "平台覆盖的行政村",
        ">=",
        80.0,
        "%",
        date(2025, 12, 31),
        None,
        "到2025年，平台覆盖80%以上的行政村",
        15,
        0.9,
    )
    trained = FoundTarget("（二）", "培训", ">=", 2000.0, "人次", None, "year", "每年培训不少于2000人次", 17, 0.9)
    head = Head(
        "数字乡村行动方案（2023—2025年）", "云某发〔2023〕5号", "云南省某某厅", date(2023, 2, 1), "各州（市）某某局："
    )
    return Draft(head, (first, second), (covered, trained))


def test_a_plan_of_others_becomes_a_knowledge_base_that_answers(tmp_path: Path, mz: Mz) -> None:
    file, root = tmp_path / "数字乡村.txt", tmp_path / "数字乡村"
    file.write_text(OTHER, encoding="utf-8")
    importing.put(found(other(), file), root, DAY)
    rows = json.loads(mz("--data", str(root), "tasks", "--format", "json").out)
    assert [(row["id"], row["owners"]) for row in rows] == [("T1", ["信息处"]), ("T2", ["信息化处"])]
    assert rows[0]["units"] == ["办公室"]
    assert json.loads(mz("--data", str(root), "targets", "--annual", "--format", "json").out)[0]["value"] == 2000
    kb = load(root, REQUIRED).kb
    assert kb.plan.horizon
    assert (kb.plan.horizon.start, kb.plan.horizon.end) == (date(2023, 1, 1), date(2025, 12, 31))
    assert [each.kind for each in kb.plan.passages] == ["印发说明", "保障措施"]
    assert kb.org.task_forces == ()
    review = (root / "审核清单.md").read_text(encoding="utf-8")
    assert "要不要按地区收集和汇总" in review
    assert "“厅信息处”、“信息处”按同一单位“信息处”处理" in review
    assert "“信息化处”和“信息处”是不是同一个单位" in review
    assert codes(root) <= {"MZ307", "MZ308", "MZ504", "MZ205"}


ALIKE = [
    ("慈善促进和社会工作处", "慈善事业促进和社会工作处", True),
    ("基层政权和社区建设处", "基层政权建设和社区治理处", True),
    ("养老服务处", "儿童福利处", False),
    ("省发展改革委", "省发展和改革委", True),
    ("各地民政部门", "各地教育部门", False),
    ("省财政厅", "省教育厅", False),
]


@pytest.mark.parametrize(("one", "other", "alike"), ALIKE)
def test_names_that_may_mean_one_body(one: str, other: str, alike: bool) -> None:
    assert may_be_same(one, other) is alike


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("社会救助处", "处室"),
        ("厅机关党委", "党的机构"),
        ("省慈善总会", "社会组织"),
        ("各县（市、区）", "各地"),
        ("省财政厅", "部门"),
    ],
)
def test_kinds_of_bodies(name: str, kind: str) -> None:
    assert kind_of(name) == kind


def test_names_of_the_same_department_are_known_already(notice: Draft, shipped: Loaded) -> None:
    naming = name_bodies(notice, shipped.kb.org, shipped.kb.sources["jilin-2021-22.txt"].flat)
    assert naming.canonical["基层政权和社区建设处"] == "基层政权建设和社区治理处"
    assert naming.canonical["厅养老服务处"] == "养老服务处"
    assert any("基层政权和社区建设处" in each.text for each in naming.questions)


# the command line


def test_json_is_the_contract(mz: Mz) -> None:
    result = mz("import", str(NOTICE), "--format", "json")
    answer = json.loads(result.out)
    assert result.code == 0
    assert list(answer) == ["version", "document", "tasks", "targets", "questions"]
    assert answer["document"] == {
        "title": "关于巩固拓展民政领域脱贫攻坚成果同乡村振兴有效衔接的实施方案",
        "number": "吉民发〔2021〕22号",
        "issuer": "吉林省民政厅",
        "date": "2021-06-03",
    }
    assert list(answer["tasks"][0]) == ["number", "title", "owners", "deadline", "due", "quote", "line"]
    assert answer["tasks"][0]["owners"][0]["names"] == ["厅社会救助处"]
    fields = ["task", "indicator", "comparator", "value", "unit", "due", "every", "quote", "line", "confidence"]
    assert list(answer["targets"][0]) == fields


def test_dry_run_shows_and_writes_nothing(mz: Mz, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = mz("import", str(NOTICE), "--dry-run")
    assert result.code == 0
    assert "社会工作点（室）" in result.out
    assert "没有写入，只是看看" in result.err
    assert "| 编号 | 原文序号 | 任务 |" in mz("import", str(NOTICE), "--format", "md").out
    assert not list(tmp_path.iterdir())


def test_without_a_folder_it_is_named_after_the_file(mz: Mz, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "我的 方案.txt").write_bytes(NOTICE.read_bytes())
    assert mz("import", "我的 方案.txt").code == 0
    assert (tmp_path / "我的 方案" / "sources" / "我的 方案.txt").is_file()


SPEECH = "在全省民政工作会议上的讲话\n\n同志们：\n\n今天我们召开会议，总结工作，部署任务。\n\n谢谢大家。\n"


def test_a_document_without_tasks_says_so(mz: Mz, tmp_path: Path) -> None:
    file = tmp_path / "讲话.txt"
    file.write_text(SPEECH, encoding="utf-8")
    shown = mz("import", str(file), "--format", "json")
    assert shown.code == 0
    assert json.loads(shown.out)["tasks"] == []
    assert "里没有任务" in shown.err
    refused = mz("import", str(file), "-o", str(tmp_path / "新库"))
    assert refused.code == 2
    assert "“讲话.txt”里没有任务，没有写入" in refused.err
    assert not (tmp_path / "新库").exists()


MISTAKES = {
    "没有.docx": "“没有.docx”不存在",
    "空.txt": "“空.txt”是空文件",
    "老.doc": "“老.doc”是Word的老格式.doc，读不了",
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_file_that_cannot_be_read_is_one_sentence(
    name: str, mz: Mz, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "空.txt").touch()
    (tmp_path / "老.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99)
    result = mz("import", name)
    assert (result.code, result.out) == (2, "")
    assert MISTAKES[name] in result.err
    assert result.err.count("\n") == 1


@pytest.mark.parametrize("threshold", ["高", "2", "-1", "nan"])
def test_a_threshold_is_a_number_between_0_and_1(threshold: str, mz: Mz) -> None:
    result = mz("import", str(NOTICE), "--threshold", threshold)
    assert result.code == 2
    assert "0到1" in result.err


def test_a_full_disk_leaves_nothing(notice: Draft, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    write: Callable[..., object] = full
    monkeypatch.setattr(Path, "write_bytes", write)
    with pytest.raises(MzError, match="磁盘已满"):
        importing.put(found(notice), tmp_path / "新库", DAY)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("kind", ["docx", "html", "md"])
def test_the_plan_reported_and_imported_is_the_same_knowledge_base(
    kind: str, mz: Mz, shipped: Loaded, tmp_path: Path
) -> None:
    """Tasks, owners, targets, bodies, and the document's own words; passages are cut by paragraph, not as people cut them."""
    file, again, first = tmp_path / f"方案.{kind}", tmp_path / "再导入", tmp_path / "从原文"
    assert mz("report", "plan", "--format", kind, "-o", str(file)).code == 0
    assert mz("import", str(file), "-o", str(again)).code == 0
    assert mz("import", str(NOTICE), "-o", str(first)).code == 0
    kb, straight = (load(root, REQUIRED, sources=True).kb for root in (again, first))
    assert kb.tasks == shipped.kb.tasks
    assert kb.org == shipped.kb.org
    assert differing(kb, shipped.kb) == set()
    for name in ("title", "notice", "number", "issuer", "date", "dated", "addressees", "horizon"):
        assert getattr(kb.plan, name) == getattr(straight.plan, name), name
    texts = [[each.text for each in base.plan.passages] for base in (kb, straight)]
    assert texts[0] == texts[1]
    assert [each.heading for each in kb.plan.passages] == [each.heading for each in straight.plan.passages]
