"""`mz diff`: every kind of change is told, in the plan's own terms, and nothing else."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_cli.console.changes import render_changes
from minzheng_cli.console.terminal import Terminal
from minzheng_cli.model.base import Part
from minzheng_cli.model.knowledge import KnowledgeBase
from minzheng_cli.query.compare import Change, compare
from minzheng_cli.query.compare.told import ChangeReport
from minzheng_cli.query.compare.words import marked
from minzheng_cli.store.files import REQUIRED, all_files
from minzheng_cli.store.load import Loaded, load
from minzheng_cli.store.revisions import at_revision
from tests.conftest import DATA, DEMO, Mz

NOTICE = "sources/jilin-2021-22.txt"
Told = tuple[str, str, str | None, str | None, bool]


def load_base(folder: Path) -> KnowledgeBase:
    loaded = load(folder, all_files(folder), sources=True)
    assert not loaded.faults
    return loaded.kb


def edit(folder: Path, file: str, *edits: tuple[str, str]) -> None:
    """Replace the first match of each pattern in a file."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    for pattern, new in edits:
        text, count = re.subn(pattern, new, text, count=1, flags=re.DOTALL)
        assert count, pattern
    path.write_text(text, encoding="utf-8")


@dataclass(frozen=True)
class Case:
    """One edit of one file, and the changes that it makes: kind, ref, before, after, warning."""

    name: str
    file: str
    edits: tuple[tuple[str, str], ...]
    told: tuple[Told, ...]


def case(name: str, file: str, *parts: tuple[str, str] | Told) -> Any:
    edits = tuple(part for part in parts if len(part) == 2)
    told = tuple(part for part in parts if len(part) == 5)
    return pytest.param(Case(name, file, edits, told), id=name)


def in_target(name: str, what: str, new: str) -> tuple[str, str]:
    return (rf"(id: {re.escape(name)}\n.*?){what}", rf"\g<1>{new}")


TARGETS = (
    case(
        "raised",
        "targets.yaml",
        in_target("G8.2", "value: 50", "value: 60"),
        ("target.raised", "G8.2", "不低于50%", "不低于60%", True),
    ),
    case(
        "lowered",
        "targets.yaml",
        in_target("G7.3", "value: 200", "value: 199.5"),
        ("target.lowered", "G7.3", "不低于200平方米", "不低于199.5平方米", True),
    ),
    case(
        "comparator",
        "targets.yaml",
        in_target("G8.2", '">="', '"<="'),
        ("target.comparator", "G8.2", "不低于50%", "不超过50%", True),
    ),
    case(
        "unit",
        "targets.yaml",
        in_target("G7.3", "unit: 平方米", "unit: 亩"),
        ("target.unit", "G7.3", "不低于200平方米", "不低于200亩", True),
    ),
    case(
        "qualifier",
        "targets.yaml",
        in_target("G5.1", "    qualifier: 基本[^\n]*\n", ""),
        ("target.qualifier", "G5.1", "基本，不低于100%", "不低于100%", True),
    ),
    case(
        "deadline earlier",
        "targets.yaml",
        in_target("G8.2", "2025-12-31", "2024-06-30"),
        ("target.deadline-earlier", "G8.2", "2025年底", "2024年6月30日", True),
    ),
    case(
        "deadline later",
        "targets.yaml",
        in_target("G6.1", "2022-12-31", "2023-12-31"),
        ("target.deadline-later", "G6.1", "2022年底", "2023年底", True),
    ),
    case(
        "deadline added",
        "targets.yaml",
        in_target("G13.1", 'unit: "%"\n', 'unit: "%"\n    due: 2025-12-31\n'),
        ("target.deadline-added", "G13.1", "未写期限", "2025年底", True),
    ),
    case(
        "deadline removed",
        "targets.yaml",
        in_target("G9.1", "    due: 2025-12-31\n", ""),
        ("target.deadline-removed", "G9.1", "2025年底", "未写期限", True),
    ),
    case(
        "no longer yearly",
        "targets.yaml",
        in_target("G7.1", "    every: year[^\n]*\n", ""),
        ("target.recurrence-removed", "G7.1", "每年", "未写期限", True),
    ),
    case(
        "indicator",
        "targets.yaml",
        in_target("G6.2", "村比例", "村占比"),
        ("target.indicator", "G6.2", "常态开展议事协商活动的村比例", "常态开展议事协商活动的村占比", False),
    ),
    case(
        "quote",
        "targets.yaml",
        in_target("G8.2", "quote: 提升护理型床位占比，", "quote: "),
        ("target.quote", "G8.2", "提升护理型床位占比，到2025年底不低于50%", "到2025年底不低于50%", True),
    ),
    case(
        "scope added",
        "targets.yaml",
        in_target("G13.1", 'unit: "%"\n', 'unit: "%"\n    scope: 农村\n'),
        ("target.scope", "G13.1", None, "农村", True),
    ),
    case(
        "ratio",
        "targets.yaml",
        in_target("G8.2", "denominator: 床位总数", "denominator: 全部床位数"),
        ("target.ratio-denominator", "G8.2", "床位总数", "全部床位数", False),
    ),
    case(
        "removed",
        "targets.yaml",
        (r"  - id: G8\.2\n.*?\n\n", ""),
        ("target.removed", "G8.2", "不低于50%，2025年底", None, True),
    ),
    case(
        "renumbered",
        "targets.yaml",
        ("id: G6.2", "id: G6.3"),
        ("target.renumbered", "G6.3", "G6.2", "G6.3", True),
    ),
    case(
        "number note",
        "targets.yaml",
        ("  - {measure: T12.1, quote: 四类社会组织[^\n]*\n", ""),
        ("number.removed", "T12.1", "四类社会组织", None, False),
    ),
    case(
        "commitment's reason",
        "targets.yaml",
        ("reason: 没有给出火化率的数值", "reason: 没有火化率的数值"),
        ("commitment.reason", "T9.2", "没有给出火化率的数值", "没有火化率的数值", False),
    ),
)

TASKS = (
    case(
        "owner added",
        "tasks.yaml",
        (r"(id: T2\n.*?owners: \[社会救助处)", r"\1, 养老服务处"),
        ("task.owner-added", "T2", None, "养老服务处", False),
    ),
    case(
        "owner removed",
        "tasks.yaml",
        ("owners: .养老服务处, 儿童福利处.", "owners: [养老服务处]"),
        ("task.owner-removed", "T3", "儿童福利处", None, False),
    ),
    case(
        "owners' order",
        "tasks.yaml",
        ("owners: .养老服务处, 儿童福利处.", "owners: [儿童福利处, 养老服务处]"),
        ("task.owner-order", "T3", "养老服务处、儿童福利处", "儿童福利处、养老服务处", False),
    ),
    case(
        "owners no longer apart",
        "tasks.yaml",
        ("    shared: true  # 分别负责[^\n]*\n", ""),
        ("task.shared", "T3", "分别负责，不分主次", "按次序，排在首位的牵头", False),
    ),
    case(
        "title",
        "tasks.yaml",
        ("title: 深入推进社会救助制度改革", "title: 加快推进社会救助制度改革"),
        ("task.title", "T2", "深入推进社会救助制度改革", "加快推进社会救助制度改革", True),
    ),
    case(
        "group's title",
        "tasks.yaml",
        ("协同推进生活富裕", "协同推进共同富裕"),
        (
            "group.title",
            "分组1",
            "健全困难群众帮扶长效机制，协同推进生活富裕",
            "健全困难群众帮扶长效机制，协同推进共同富裕",
            True,
        ),
    ),
    case(
        "group renumbered",
        "tasks.yaml",
        ("number: 4", "number: 5"),
        ("group.renumbered", "分组5", "4", "5", True),
    ),
    case("group", "tasks.yaml", (r"(id: T2\n    group: )1", r"\g<1>2"), ("task.group", "T2", "分组1", "分组2", True)),
    case(
        "assignment",
        "tasks.yaml",
        (r"(id: T2\n.*?assignment: （责任处室：)厅", r"\1"),
        (
            "task.assignment",
            "T2",
            "（责任处室：厅社会救助处，责任单位：各地民政部门）",
            "（责任处室：社会救助处，责任单位：各地民政部门）",
            True,
        ),
    ),
    case(
        "unit removed",
        "tasks.yaml",
        (r"(id: T2\n.*?)    units: \[各地民政部门\]\n", r"\1"),
        ("task.unit-removed", "T2", "各地民政部门", None, False),
    ),
    case(
        "measure reworded",
        "tasks.yaml",
        ("推动乡镇（街道）“一门受理、协同办理”提质增效", "推动乡镇“一门受理、协同办理”扩面增效"),
        (
            "measure.reworded",
            "T2.5",
            "推动乡镇（街道）“一门受理、协同办理”提质增效，确保困难群众“求助有门、受助及时”。",
            "推动乡镇“一门受理、协同办理”扩面增效，确保困难群众“求助有门、受助及时”。",
            True,
        ),
    ),
    case(
        "measure removed",
        "tasks.yaml",
        (r"      - id: T6\.7\n[^\n]*\n", ""),
        (
            "measure.removed",
            "T6.7",
            re.search(r"T6\.7\n +text: ([^\n]*)", (DATA / "tasks.yaml").read_text(encoding="utf-8"))[1],  # type: ignore[index]
            None,
            True,
        ),
    ),
    case(
        "measure added",
        "tasks.yaml",
        (r"(      - id: T2\.6\n[^\n]*\n)", r"\1      - id: T2.7\n        text: 定期评估改革成效。\n"),
        ("measure.added", "T2.7", None, "定期评估改革成效。", True),
    ),
    case(
        "measure put in before the last",
        "tasks.yaml",
        (r"      - id: T2\.6\n", "      - id: T2.6\n        text: 定期评估改革成效。\n      - id: T2.7\n"),
        ("measure.added", "T2.6", None, "定期评估改革成效。", True),
        ("measure.renumbered", "T2.7", "T2.6", "T2.7", True),
    ),
)

ORG = (
    case(
        "member succeeded",
        "org.yaml",
        ("name: 王洪武, (.*?)quote: 王洪武", r"name: 李某, \1quote: 李某"),
        ("member.succeeded", "李某", "王洪武", "李某", False),
    ),
    case(
        "member's post",
        "org.yaml",
        ("post: 二级巡视员, quote: 尤慧林 二级巡视员", "post: 一级巡视员, quote: 尤慧林 一级巡视员"),
        ("member.post", "尤慧林", "二级巡视员", "一级巡视员", False),
    ),
    case(
        "member's role",
        "org.yaml",
        ("name: 尤慧林, role: 副组长", "name: 尤慧林, role: 成员"),
        ("member.role", "尤慧林", "副组长", "成员", False),
    ),
    case(
        "member's quote",
        "org.yaml",
        ("quote: 相  瑛", "quote: 相 瑛"),
        ("member.quote", "相瑛", "相  瑛 厅党组成员、副厅长", "相 瑛 厅党组成员、副厅长", True),
    ),
    case(
        "member removed",
        "org.yaml",
        ("    - {name: 王志勇[^\n]*\n", ""),
        ("member.removed", "王志勇", "王志勇（成员，省慈善总会秘书处秘书长）", None, False),
    ),
    case(
        "members' order",
        "org.yaml",
        ("(    - {name: 王云飞[^\n]*\n)(    - {name: 马城屹[^\n]*\n)", r"\2\1"),
        ("member.order", "领导小组", ANY := "*", ANY, False),
    ),
    case(
        "office renamed",
        "org.yaml",
        (
            "name: 区划地名处\n    kind: 处室\n    names:\n",
            "name: 区划和地名处\n    kind: 处室\n    names:\n      - {name: 区划地名处}\n",
        ),
        ("office.renamed", "区划和地名处", "区划地名处", "区划和地名处", False),
    ),
    case(
        "office merged",
        "org.yaml",
        (
            "  - name: 政策法规处\n    kind: 处室\n    names:\n      - {name: 厅政策法规处}\n  - name: 规划财务处\n    kind: 处室\n    names:\n",
            "  - name: 规划财务处\n    kind: 处室\n    names:\n      - {name: 政策法规处}\n      - {name: 厅政策法规处}\n",
        ),
        ("office.merged", "规划财务处", "政策法规处", "规划财务处", False),
    ),
    case(
        "office's other name",
        "org.yaml",
        ("(      - {name: 厅社会救助处}\n)", r"\1      - {name: 救助处}\n"),
        ("office.name-added", "社会救助处", None, "救助处", False),
    ),
    case(
        "office's other name gone",
        "org.yaml",
        ("      - name: 厅慈善促进和社会工作处\n[^\n]*\n", ""),
        ("office.name-removed", "慈善事业促进和社会工作处", "厅慈善促进和社会工作处", None, False),
    ),
    case(
        "office added",
        "org.yaml",
        ("\nleading_group:", "  - {name: 信息中心, kind: 直属单位}\n\nleading_group:"),
        ("office.added", "信息中心", None, "信息中心", False),
    ),
    case(
        "office's kind",
        "org.yaml",
        ("name: 机关党委\n    kind: 党的机构", "name: 机关党委\n    kind: 处室"),
        ("office.kind", "机关党委", "党的机构", "处室", False),
    ),
    case(
        "coverage",
        "org.yaml",
        (r"      - {tasks: \[T11\][^\n]*\n", ""),
        ("task-force.coverage", "T11", "专项事务指导专班", None, False),
    ),
    case(
        "coverage moved",
        "org.yaml",
        (r"tasks: \[T8\]", "tasks: [T8, T11]"),
        (r"      - {tasks: \[T11\][^\n]*\n", ""),
        ("task-force.coverage", "T11", "专项事务指导专班", "兜底帮扶指导专班", False),
    ),
    case(
        "task force's lead",
        "org.yaml",
        (r"leads: \[社会救助处\]", "leads: [社会救助处, 养老服务处]"),
        ("task-force.lead-added", "F1", None, "养老服务处", False),
    ),
    case(
        "task force's duty",
        "org.yaml",
        ("      - 依法加强村级民主选举。\n", ""),
        ("task-force.duty-removed", "F2", "依法加强村级民主选举。", None, True),
    ),
    case(
        "task force's name",
        "org.yaml",
        ("name: 乡村治理指导专班", "name: 乡村治理专班"),
        ("task-force.name", "F2", "乡村治理指导专班", "乡村治理专班", True),
    ),
    case(
        "task force's duty reworded",
        "org.yaml",
        ("- 依法加强村级民主选举。", "- 依法规范村级民主选举。"),
        ("task-force.duty", "F2", "依法加强村级民主选举。", "依法规范村级民主选举。", True),
    ),
    case(
        "task force renumbered",
        "org.yaml",
        ("id: F4", "id: F5"),
        ("task-force.renumbered", "F5", "F4", "F5", False),
    ),
    case(
        "task force removed",
        "org.yaml",
        ("  - id: F4\n.*", ""),
        ("task-force.removed", "F4", "专项事务指导专班", None, True),
        ("task-force.coverage", "T9", "专项事务指导专班", None, False),
        ("task-force.coverage", "T10", "专项事务指导专班", None, False),
        ("task-force.coverage", "T11", "专项事务指导专班", None, False),
    ),
    case(
        "task forces set up",
        "org.yaml",
        ("设立4个专班", "设立四个专班"),
        ("task-force.setup", "专班", "根据工作重点设立4个专班：", "根据工作重点设立四个专班：", True),
    ),
    case(
        "duty that a task is covered by",
        "org.yaml",
        ("duty: 推进农村养老服务体系建设", "duty: 推进农村养老服务体系"),
        ("task-force.coverage-duty", "T8", "推进农村养老服务体系建设", "推进农村养老服务体系", True),
    ),
    case(
        "leading group's office",
        "org.yaml",
        ("seat: 社会救助处", "seat: 办公室"),
        ("leading-group.office-seat", "领导小组", "社会救助处", "办公室", False),
    ),
    case(
        "succession",
        "org.yaml",
        ("由继任者接任", "由接任者担任"),
        (
            "leading-group.succession",
            "领导小组",
            "领导小组成员因工作变动，由继任者接任。",
            "领导小组成员因工作变动，由接任者担任。",
            True,
        ),
    ),
)

DOCUMENT = (
    case(
        "title of the plan",
        "plan.yaml",
        ("\ntitle: 关于巩固拓展", "\ntitle: 关于巩固和拓展"),
        (
            "plan.title",
            "方案",
            "关于巩固拓展民政领域脱贫攻坚成果同乡村振兴有效衔接的实施方案",
            "关于巩固和拓展民政领域脱贫攻坚成果同乡村振兴有效衔接的实施方案",
            True,
        ),
    ),
    case(
        "horizon",
        "plan.yaml",
        ("end: 2025-12-31", "end: 2026-06-02"),
        ("plan.horizon-end", "方案", "2025-12-31", "2026-06-02", False),
    ),
    case(
        "passage",
        "plan.yaml",
        ("及时报送贯彻落实情况", "按时报送贯彻落实情况"),
        (
            "passage.text",
            "P14",
            "各地要结合实际研究制定具体落实措施，及时报送贯彻落实情况。",
            "各地要结合实际研究制定具体落实措施，按时报送贯彻落实情况。",
            True,
        ),
    ),
    case(
        "passage removed",
        "plan.yaml",
        (r"  - id: P14\n[^\n]*\n[^\n]*\n", ""),
        ("passage.removed", "P14", "各地要结合实际研究制定具体落实措施，及时报送贯彻落实情况。", None, True),
    ),
    case(
        "passage renumbered",
        "plan.yaml",
        ("id: P14\n", "id: P17\n"),
        ("passage.renumbered", "P17", "P14", "P17", False),
    ),
    case(
        "mechanism",
        "plan.yaml",
        ("    every: half-year\n", ""),
        ("mechanism.every", "P16", "half-year", None, False),
    ),
    case(
        "slip",
        "plan.yaml",
        ("quote: 会同残疾部门", "quote: 残疾部门"),
        ("slip.quote", "T4.2", "会同残疾部门", "残疾部门", False),
    ),
    case(
        "annex",
        "plan.yaml",
        ("included: false", "included: true"),
        ("annex.included", "2", "否", "是", False),
    ),
    case(
        "area renamed",
        "areas.yaml",
        ("name: 二道区", "name: 二道江区"),
        ("area.renamed", "220105", "二道区", "二道江区", False),
    ),
    case(
        "area removed",
        "areas.yaml",
        (r'  - {code: "220105"[^\n]*\n', ""),
        ("area.removed", "220105", "二道区", None, False),
    ),
    case(
        "area recoded",
        "areas.yaml",
        ('code: "220105"', 'code: "220199"'),
        ("area.recoded", "220199", "220105", "220199", False),
    ),
    case(
        "source text",
        NOTICE,
        ("吉民发〔2021〕22号", "吉民发〔2021〕23号"),
        ("source.changed", f"{NOTICE}:7", "吉民发〔2021〕22号", "吉民发〔2021〕23号", True),
    ),
    case(
        "source text shortened",
        NOTICE,
        ("　　2021年6月3日\n", ""),
        ("source.removed", f"{NOTICE}:15", "2021年6月3日", None, True),
    ),
    case("source's layout", NOTICE, ("\n\n　　", "\n　　"), ("source.layout", NOTICE, None, None, False)),
)


def as_told(changes: tuple[Change, ...], wanted: tuple[Told, ...]) -> tuple[Told, ...]:
    told = tuple((c.kind, c.ref, c.before, c.after, c.warning) for c in changes)
    return tuple(
        (kind, ref, "*", "*", warning)
        if at < len(wanted) and wanted[at][2] == "*"
        else (kind, ref, one, other, warning)
        for at, (kind, ref, one, other, warning) in enumerate(told)
    )


@pytest.mark.parametrize("case", [*TARGETS, *TASKS, *ORG, *DOCUMENT])
def test_one_edit_gives_these_changes_and_no_other(case: Case, base: Path, shipped: Loaded) -> None:
    edit(base, case.file, *case.edits)
    changes = compare(shipped.kb, load_base(base))
    assert as_told(changes, case.told) == case.told
    assert all(change.message and change.section for change in changes)


@pytest.mark.parametrize("case", [*TARGETS, *TASKS, *ORG, *DOCUMENT])
def test_backwards_there_is_a_change_too(case: Case, base: Path, shipped: Loaded) -> None:
    edit(base, case.file, *case.edits)
    backwards = compare(load_base(base), shipped.kb)
    assert len(backwards) == len(case.told)
    assert [change.warning for change in backwards] == [told[4] for told in case.told]


def test_raising_an_upper_limit_eases_it(base: Path, tmp_path: Path) -> None:
    edit(base, "targets.yaml", in_target("G8.2", '">="', '"<="'))
    eased = tmp_path / "放宽"
    shutil.copytree(base, eased)
    edit(eased, "targets.yaml", in_target("G8.2", "value: 50", "value: 60"))
    (change,) = compare(load_base(base), load_base(eased))
    assert (change.kind, change.message) == ("target.raised", "目标值提高，要求放宽")
    (change,) = compare(load_base(eased), load_base(base))
    assert (change.kind, change.message) == ("target.lowered", "目标值降低，要求加严")


def test_a_task_put_in_first_renumbers_the_others_and_nothing_more(base: Path, shipped: Loaded) -> None:
    """Measures, targets, coverage, references and reports go along with their task."""

    def renumber(match: re.Match[str]) -> str:
        return f"{match[1]}{int(match[2]) + 1}"

    for file in ("tasks.yaml", "targets.yaml", "org.yaml", "plan.yaml"):
        path = base / file
        path.write_text(re.sub(r"\b([TG])([1-9]\d*)\b", renumber, path.read_text(encoding="utf-8")), encoding="utf-8")
    edit(
        base,
        "tasks.yaml",
        (
            "tasks:\n",
            "tasks:\n  - id: T1\n    group: 1\n    title: 新的任务\n    owners: [社会救助处]\n    assignment: （某处）\n"
            "    measures:\n      - {id: T1.1, text: 做好新的工作。}\n",
        ),
    )
    changes = compare(shipped.kb, load_base(base))
    assert [change.kind for change in changes] == ["task.added", *["task.renumbered"] * 14]
    table = render_changes(ChangeReport(changes, "甲", "乙"), "table", Terminal())
    assert "T2至T15" in table
    assert "【-T1至T14-】【+T2至T15+】" in table


def test_a_removed_task_says_so_once_and_its_targets_too(base: Path, shipped: Loaded) -> None:
    edit(base, "tasks.yaml", (r"  - id: T9\n.*?(?=  - id: T10\n)", ""))
    edit(base, "targets.yaml", (r"  - id: G9\.1\n.*?\n\n", ""))
    edit(base, "org.yaml", (r"tasks: \[T9, T10\]", "tasks: [T10]"))
    changes = compare(shipped.kb, load_base(base))
    assert [(change.kind, change.ref) for change in changes] == [("task.removed", "T9"), ("target.removed", "G9.1")]


def test_a_renamed_office_is_no_new_owner(base: Path, shipped: Loaded) -> None:
    for file in ("tasks.yaml", "org.yaml"):
        text = (base / file).read_text(encoding="utf-8")
        text = re.sub(r"(name: |office: |seat: |leads: \[|owners: \[)社会救助处", r"\1社会救助和福利处", text)
        (base / file).write_text(text, encoding="utf-8")
    changes = compare(shipped.kb, load_base(base))
    assert [(change.kind, change.before, change.after) for change in changes] == [
        ("office.renamed", "社会救助处", "社会救助和福利处")
    ]


def test_a_member_who_moves_on_within_the_list_is_succeeded(base: Path, shipped: Loaded) -> None:
    edit(
        base,
        "org.yaml",
        ("name: 王云飞, (.*?)quote: 王云飞", r"name: 赵某, \1quote: 赵某"),
        ("name: 马城屹, role: 成员, post: 厅政策法规处处长, office: 政策法规处, quote: 马城屹 厅政策法规处处长",
         "name: 王云飞, role: 成员, post: 厅政策法规处处长, office: 政策法规处, quote: 王云飞 厅政策法规处处长"),
    )  # fmt: skip
    changes = compare(shipped.kb, load_base(base))
    assert [(change.kind, change.ref) for change in changes] == [
        ("member.removed", "马城屹"),
        ("member.succeeded", "赵某"),
        ("member.post", "王云飞"),
    ]


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    folder = tmp_path / "演示 数据"
    shutil.copytree(DEMO, folder)
    return folder


def test_reports_and_observations_are_added(demo: Path, mz: Mz) -> None:
    (demo / "progress" / "2021H2.yaml").unlink()
    result = mz("diff", str(demo), str(DEMO), "--format", "json")
    assert result.code == 1
    answer = json.loads(result.out)
    kinds = [change["kind"] for change in answer["changes"]]
    assert set(kinds) == {"report.added", "observation.added", "lock.added"}
    assert kinds.count("report.added") == (DEMO / "progress" / "2021H2.yaml").read_text("utf-8").count("    reported:")
    assert "演示数据" in answer["demonstration"]
    table = mz("diff", str(demo), str(DEMO)).out
    assert table.startswith("演示数据")
    assert re.search(r"2021H2 G9\.1 +新增指标数据 +吉林省：28/759（2021-12-31）", table)
    assert "……等54个（2021-12-31）" in table
    assert len(table.splitlines()) < 120


PROGRESS = (
    case(
        "corrected",
        "progress/2021H2.yaml",
        ('(target: G9.1, area: "220000", .*?numerator: )28', r"\g<1>29"),
        ("observation.corrected", "2021H2 G9.1", "28/759（2021-12-31）", "29/759（2021-12-31）", False),
    ),
    case(
        "another day",
        "progress/2021H2.yaml",
        ('(target: G9.1, area: "220000", as_of: )2021-12-31', r"\g<1>2021-11-30"),
        ("observation.corrected", "2021H2 G9.1", "28/759（2021-12-31）", "28/759（2021-11-30）", False),
    ),
    case(
        "status",
        "progress/2021H2.yaml",
        ("(task: T1\n.*?status: )进行中", r"\1已完成"),
        ("report.status", "2021H2 T1", "进行中", "已完成", False),
    ),
    case(
        "problem",
        "progress/2021H2.yaml",
        ("(task: T1\n.*?)    problems: [^\n]*\n", r"\1"),
        (
            "report.problems",
            "2021H2 T1",
            "个别县（市、区）对重病、重残人员单独纳入低保的政策把握偏紧。",
            None,
            False,
        ),
    ),
)

CLOSING = (
    case(
        "extension approved",
        "progress/2022H2.yaml",
        ("extensions:\n", "extensions:\n  - {target: G5.1, due: 2026-06-30, reason: 慢, requested: 2022-12-01}\n"),
        ("extension.added", "G5.1", None, "2026-06-30（慢）", False),
    ),
    case(
        "another reason",
        "progress/2022H2.yaml",
        ("(extensions:.*?reason: )[^\n]*", r"\g<1>慢"),
        ("extension.reason", "G6.1", "两个县（市、区）机构改革，移交未完成，清单不能按期公示", "慢", False),
    ),
    case(
        "approval taken back",
        "progress/2022H2.yaml",
        ("    approval: [^\n]*\n    approved: [^\n]*\n", ""),
        ("extension.removed", "G6.1", "2023-06-30（领导小组会议纪要（演示），2022-12-12）", None, False),
        (
            "extension.added",
            "G6.1",
            None,
            "2023-06-30（两个县（市、区）机构改革，移交未完成，清单不能按期公示）",
            False,
        ),
    ),
    case(
        "judged",
        "progress/2023H1.yaml",
        ("acceptances:\n", "acceptances:\n  - {item: T3, verdict: 未达到, accepted: 2023-07-24, by: 办公室}\n"),
        ("acceptance.added", "T3", None, "未达到（办公室，2023-07-24）", False),
    ),
    case(
        "judged otherwise",
        "progress/2023H1.yaml",
        ("verdict: 达到", "verdict: 未达到"),
        ("acceptance.verdict", "G6.1", "达到", "未达到", False),
    ),
    case(
        "locked",
        "progress/2023H1.yaml",
        ("period: 2023H1\n", "period: 2023H1\nlocked: {on: 2023-08-15, seal: 0123456789abcdef}\n"),
        ("lock.added", "2023H1", None, "2023-08-15（0123456789abcdef）", False),
    ),
    case(
        "locked anew",
        "progress/2022H1.yaml",
        ("on: 2022-08-15, seal: [0-9a-f]+", "on: 2022-08-16, seal: 0123456789abcdef"),
        ("lock.changed", "2022H1", "*", "*", False),
    ),
    case(
        "unlocked",
        "progress/2022H1.yaml",
        ("locked: [^\n]*\n", ""),
        ("lock.removed", "2022H1", "*", "*", False),
    ),
    case(
        "a task no longer broken down",
        "localities/220200.yaml",
        ("  - task: T1\n.*?\n\n", ""),
        ("locality.task-removed", "220200 T1", "市民政局社会救助科", None, False),
    ),
    case(
        "a local figure and a local owner",
        "localities/220200.yaml",
        ("(task: T14\n.*?owners: )\\[[^\n]*", r"\g<1>[市慈善总会]"),
        ("locality.task-owner-removed", "220200 T14", "市民政局慈善社工科", None, False),
        ("locality.task-owner-added", "220200 T14", None, "市慈善总会", False),
    ),
    case(
        "the document of a breakdown",
        "localities/220200.yaml",
        ("document: [^\n]*", "document: 甲"),
        ("locality.document", "220200", "关于印发吉林市任务分解方案的通知（演示）", "甲", False),
    ),
    case(
        "a successor",
        "org.yaml",
        (
            "  members:\n",
            "  successions:\n    - {of: 肖模文, until: 2023-05-31, name: 某某, since: 2023-06-01, basis: 任免文件}\n  members:\n",
        ),
        ("succession.added", "肖模文", None, "肖模文（到2023-05-31）→某某", False),
    ),
)


@pytest.mark.parametrize("case", [*PROGRESS, *CLOSING])
def test_progress_corrected(case: Case, demo: Path) -> None:
    edit(demo, case.file, *case.edits)
    assert as_told(compare(load_base(DEMO), load_base(demo)), case.told) == case.told


def test_a_breakdown_that_is_new_is_one_change(demo: Path) -> None:
    (demo / "localities" / "220200.yaml").unlink()
    before, after = load_base(demo), load_base(DEMO)
    told = ("220200", "14项任务，分解到位14项")
    assert [(c.kind, c.ref, c.after) for c in compare(before, after)] == [("locality.added", *told)]
    assert [(c.kind, c.ref, c.before) for c in compare(after, before)] == [("locality.removed", *told)]


def test_a_correction_is_told_as_one(demo: Path) -> None:
    pattern = r'(  - \{target: G9.1, area: "220000", as_of: 2022-12-31.*?)(reported: [-0-9]+)\}[^\n]*\n'
    corrected = r"\g<0>\1reported: 2023-02-01, corrects: 2023-01-01, reason: 误}\n"
    edit(demo, "progress/2022H2.yaml", (pattern, corrected))
    (change,) = compare(load_base(DEMO), load_base(demo))
    assert (change.kind, change.message) == ("observation.added", "另记更正")


def test_every_field_of_every_model_is_compared(shipped: Loaded) -> None:
    """A field that is added to a model later is compared without anyone thinking of it."""

    def fields(part: Part) -> set[tuple[str, str]]:
        found = set()
        for name in type(part).model_fields:
            value = getattr(part, name)
            found.add((type(part).__name__, name))
            for each in value if isinstance(value, tuple) else (value,):
                found |= fields(each) if isinstance(each, Part) else set()
        return found

    kb = shipped.kb
    for file in REQUIRED:
        for model, name in sorted(fields(kb.parts[file])):
            changed = altered(kb.parts[file], model, name)
            if changed is not None and (model, name) != ("Coverage", "tasks"):  # a task that isn't there is no change
                other = KnowledgeBase({**kb.parts, file: changed}, kb.sources, notice=kb.notice)
                assert compare(kb, other), (model, name)


def altered(part: Part, model: str, name: str) -> Part | None:
    """The part with one field of the first object of a model altered; None where it holds none."""
    if type(part).__name__ == model:
        value = getattr(part, name)
        new = other_value(value)
        return None if new is None else with_field(part, name, new)
    for field in type(part).model_fields:
        value = getattr(part, field)
        items = value if isinstance(value, tuple) else (value,)
        for at, each in enumerate(items):
            inner = altered(each, model, name) if isinstance(each, Part) else None
            if inner is not None:
                whole = (*items[:at], inner, *items[at + 1 :]) if isinstance(value, tuple) else inner
                return with_field(part, field, whole)
    return None


def with_field(part: Part, name: str, value: object) -> Part:
    """A copy without what the part has cached."""
    fields = {field: getattr(part, field) for field in type(part).model_fields}
    return type(part).model_construct(**{**fields, name: value})


def other_value(value: object) -> object:
    if isinstance(value, bool):
        return not value
    if isinstance(value, str):
        return {">=": "<="}.get(value, f"{value}某")
    if isinstance(value, int):
        return value + 1
    if isinstance(value, tuple):
        return (*value, "某") if value and isinstance(value[0], str) else value[:-1] if value else None
    return value.replace(day=2) if hasattr(value, "replace") else None


@given(st.text("完善健全，。（）定期12%ab", max_size=60), st.text("完善健全，。（）定期12%ab", max_size=60))
def test_marked_words_make_both_texts(before: str, after: str) -> None:
    words = marked(before, after)
    assert "".join(text for op, text in words if op != "+") == before
    assert "".join(text for op, text in words if op != "-") == after


@pytest.mark.parametrize(
    ("before", "after", "wanted"),
    [
        ("完善定期探访制度，加强巡视。", "健全定期巡访制度，加强巡视。", "-完善+健全=定期-探+巡=访制度，加强巡视。"),
        ("到2025年底不低于50%的村达到标准", "到2025年底不低于60%的村达到标准", "=到2025年底不低于-50+60=%的村达到标准"),
        ("甲乙丙丁戊己庚辛壬癸", "子乙丑丁寅己卯辛辰癸", "-甲乙丙丁戊己庚辛壬+子乙丑丁寅己卯辛辰=癸"),
        ("社会救助处", "养老服务处", "-社会救助处+养老服务处"),
        ("负责农村工作的统筹", "负责农村工作的统筹和指导", "=负责农村工作的统筹+和指导"),
    ],
)
def test_words_are_marked_as_a_reader_would(before: str, after: str, wanted: str) -> None:
    assert "".join(op + text for op, text in marked(before, after)) == wanted


def test_long_texts_are_compared_by_clauses() -> None:
    before = "".join(f"第{n}条规定了甲方的义务，" for n in range(2000))
    after = "".join(f"第{n}条规定了{'乙' if n % 500 == 3 else '甲'}方的义务，" for n in range(2000))
    words = marked(before, after)
    assert [text for op, text in words if op == "+"] == [f"第{n}条规定了乙方的义务，" for n in (503, 1003)] or len(
        words
    ) > 4
    assert "".join(text for op, text in words if op != "-") == after


@pytest.fixture
def two_edits(base: Path) -> Path:
    edit(base, "targets.yaml", in_target("G8.2", "value: 50", "value: 60"))
    edit(base, "tasks.yaml", ("完善定期探访制度", "健全定期巡访制度"), ("owners: .养老服务处, 儿", "owners: [儿"))
    return base


TABLE = """\
任务
一般  T3  减少责任处室  健全农村“三留守”人员常态化关爱服务机制：养老服务处

举措
警告  T3.1  举措改写  【-完善-】【+健全+】定期【-探-】【+巡+】访制度，以农村“三留守”人员……

量化目标
警告  G8.2  目标值提高，要求加严  农村社会福利服务中心护理型床位占比：【-不低于50%-】【+不低于60%+】

“原来”与“现在”相比，共3处变化，其中2处改动了通知原文或目标值（警告）。
通知原文和目标值不应改动：请逐条对照通知原件核实；更正录入错误的，请在提交说明里写明依据。
"""

MARKDOWN = """\
## 知识库的变化

“原来”与“现在”相比，共3处变化，其中2处改动了通知原文或目标值（警告）。

> **警告：通知原文或目标值有2处改动**
>
> 通知原文和目标值不应改动：请逐条对照通知原件核实；更正录入错误的，请在提交说明里写明依据。
>
> - **T3.1** 举措改写
> - **G8.2** 农村社会福利服务中心护理型床位占比：目标值提高，要求加严

### 任务

| 级别 | 对象 | 变化 | 内容 |
| --- | --- | --- | --- |
| 一般 | T3 | 减少责任处室 | 健全农村“三留守”人员常态化关爱服务机制：~~养老服务处~~ |

### 举措

| 级别 | 对象 | 变化 | 内容 |
| --- | --- | --- | --- |
| **警告** | T3.1 | 举措改写 | ~~完善~~ **健全** 定期 ~~探~~ **巡** 访制度，以农村“三留守”人员…… |

### 量化目标

| 级别 | 对象 | 变化 | 内容 |
| --- | --- | --- | --- |
| **警告** | G8.2 | 目标值提高，要求加严 | 农村社会福利服务中心护理型床位占比：~~不低于50%~~ **不低于60%** |
"""


@pytest.mark.parametrize(("name", "wanted"), [("table", TABLE), ("md", MARKDOWN)])
def test_what_people_read(name: str, wanted: str, two_edits: Path, shipped: Loaded) -> None:
    report = ChangeReport(compare(shipped.kb, load_base(two_edits)), "原来", "现在")
    assert render_changes(report, name, Terminal()) == wanted


def test_colours_say_the_same_without_brackets(two_edits: Path, shipped: Loaded) -> None:
    report = ChangeReport(compare(shipped.kb, load_base(two_edits)), "原来", "现在")
    coloured = render_changes(report, "table", Terminal(colour=True))
    assert "\x1b[31m完善\x1b[0m\x1b[32m健全\x1b[0m定期\x1b[31m探\x1b[0m" in coloured
    plain = re.sub(r"\x1b\[\d+m", "", coloured)
    assert plain == re.sub(r"【[-+]|[-+]】", "", TABLE)


@pytest.mark.parametrize("width", [20, 40, 60, 80, 120, 160])
def test_no_line_is_wider_than_the_terminal(width: int, demo: Path) -> None:
    from rich.cells import cell_len

    (demo / "progress" / "2021H2.yaml").unlink()
    edit(demo, "tasks.yaml", ("完善定期探访制度", "健全定期巡访制度"))
    report = ChangeReport(compare(load_base(demo), load_base(DEMO)), "甲", "乙", "演示数据：数字均为虚构")
    for colour in (False, True):
        text = re.sub(r"\x1b\[\d+m", "", render_changes(report, "table", Terminal(width, colour)))
        assert max(map(cell_len, text.splitlines())) <= width


def test_markdown_that_is_rendered_shows_what_went_and_what_came(base: Path, shipped: Loaded) -> None:
    """Emphasis beside Chinese punctuation is lost in Markdown unless blanks set it off."""
    markdown_it = pytest.importorskip("markdown_it")
    edit(
        base,
        "tasks.yaml",
        ("推动乡镇（街道）“一门受理", "推动各乡镇“*一门|受理<b>"),
        ("低保、特困供养审核", "低保（特困）审核"),
    )
    report = ChangeReport(compare(shipped.kb, load_base(base)), "甲", "乙")
    text = render_changes(report, "md", Terminal())
    html = markdown_it.MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text)
    assert "~~" not in html
    assert "**" not in html
    assert "<b>" not in html
    assert html.count("<tr>") == 3
    assert "<s>" in html
    assert "&lt;b&gt;" in html


def test_json_for_programs(two_edits: Path, mz: Mz) -> None:
    result = mz("diff", str(DATA), str(two_edits), "--format", "json")
    answer = json.loads(result.out)
    assert result.code == 1
    assert set(answer) == {"version", "changes"}
    assert answer["version"] == 1
    assert answer["changes"][-1] == {
        "kind": "target.raised",
        "ref": "G8.2",
        "message": "农村社会福利服务中心护理型床位占比：目标值提高，要求加严",
        "before": "不低于50%",
        "after": "不低于60%",
        "warning": True,
    }


@pytest.mark.parametrize("name", ["table", "md", "json"])
def test_the_same_state_twice_is_no_change(name: str, base: Path, mz: Mz) -> None:
    result = mz("diff", str(DATA), str(base), "--format", name)
    assert result.code == 0
    words = result.out.replace("\n", "")  # the folder's name may be long enough to wrap the line
    assert json.loads(result.out)["changes"] == [] if name == "json" else "没有变化" in words


Git = Callable[..., str]


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a blank and Chinese in its path: two commits, the second with G8.2 raised; a tag, a branch."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "none"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    top = tmp_path / "民政 仓库"
    shutil.copytree(DATA, top / "知识库 一")
    git(top, "init", "--quiet", "--initial-branch=main")
    (top / ".gitattributes").write_text("*.yaml export-ignore\n", encoding="utf-8")
    commit(top, "甲")
    git(top, "tag", "v1.0")
    git(top, "branch", "分支-一")
    edit(top / "知识库 一", "targets.yaml", in_target("G8.2", "value: 50", "value: 60"))
    commit(top, "乙")
    monkeypatch.chdir(top / "知识库 一")
    return top


def git(folder: Path, *arguments: str) -> str:
    who = ("-c", "user.name=测试", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false")
    done = subprocess.run(["git", "-C", str(folder), *who, *arguments], check=True, capture_output=True)
    return done.stdout.decode("utf-8").strip()


def commit(top: Path, message: str) -> None:
    git(top, "add", "--all")
    git(top, "commit", "--quiet", "--message", message)


def told(mz: Mz, *arguments: str) -> list[str]:
    result = mz("diff", *arguments, "--format", "json")
    assert result.code == (1 if json.loads(result.out)["changes"] else 0), result.err
    return [change["kind"] for change in json.loads(result.out)["changes"]]


@pytest.mark.parametrize("revision", ["HEAD~1", "v1.0", "分支-一", "main~1"])
def test_a_revision_against_the_files_as_they_are(revision: str, repository: Path, mz: Mz) -> None:
    assert told(mz, revision) == ["target.raised"]
    edit(repository / "知识库 一", "tasks.yaml", ("深入推进社会救助", "加快推进社会救助"))
    assert told(mz, revision) == ["task.title", "target.raised"]
    assert told(mz, revision, "HEAD") == ["target.raised"]
    assert told(mz, "HEAD", revision) == ["target.lowered"]


def test_the_example_runs_in_a_repository(repository: Path, mz: Mz) -> None:
    from minzheng_cli.cli.app import COMMANDS
    from minzheng_cli.cli.diff import diff

    result = mz(*COMMANDS[diff].split()[1:])
    assert result.code == 1
    assert re.search(r"“HEAD~1（[0-9a-f]{7}）”与“现有文件”相比，共1处变化", result.out)


def test_nothing_in_the_repository_is_touched(repository: Path, mz: Mz, monkeypatch: pytest.MonkeyPatch) -> None:
    def state() -> dict[str, tuple[bytes, int]]:
        return {str(p): (p.read_bytes(), p.stat().st_mtime_ns) for p in repository.rglob("*") if p.is_file()}

    monkeypatch.setenv("GIT_DIR", "nonsense")  # as a hook would set it, for another folder
    before = state()
    assert told(mz, "HEAD~1") == ["target.raised"]
    assert state() == before


def test_a_revision_against_a_folder(repository: Path, mz: Mz) -> None:
    assert told(mz, "HEAD", str(DATA)) == ["target.lowered"]
    assert told(mz, str(DATA), "HEAD~1") == []


def test_line_ends_that_git_would_translate_are_no_change(repository: Path, mz: Mz) -> None:
    path = repository / "知识库 一" / "tasks.yaml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert told(mz, "HEAD") == []


def test_where_the_folder_had_another_name(repository: Path, mz: Mz, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository)
    git(repository, "mv", "知识库 一", "data")
    commit(repository, "改名")
    result = mz("diff", "HEAD~1")
    assert result.code == 2
    assert "“data”没有知识库。那时的知识库可能在别处：mz diff HEAD~1:知识库 一" in result.err
    assert told(mz, "HEAD~1:知识库 一") == []
    assert told(mz, "v1.0:知识库 一") == ["target.raised"]


def test_at_the_top_of_a_repository(base: Path, mz: Mz, repository: Path) -> None:
    git(base, "init", "--quiet")
    commit(base, "甲")
    assert told(mz, "HEAD", "--data", str(base)) == []


def fault_of(mz: Mz, *arguments: str) -> str:
    result = mz("diff", *arguments)
    assert result.code == 2
    assert not result.out
    assert result.err.count("\n") == 1
    return result.err


def test_mistakes_of_revisions(repository: Path, mz: Mz, tmp_path: Path) -> None:
    assert "没有版本或文件夹“mian”。是不是“main”？" in fault_of(mz, "mian")
    assert "是不是“v1.0”？" in fault_of(mz, "v1")
    assert "mz diff v1.0 HEAD" in fault_of(mz, "v1.0..")
    assert "分支和标签有" in fault_of(mz, "xyzzy")
    assert "没有知识库" in fault_of(mz, str(repository))
    assert "没有知识库" in fault_of(mz, "HEAD:没有")
    assert "没有版本" in fault_of(mz, "--format", "md", "--", "--output=x")
    assert "不在git仓库里" in fault_of(mz, "HEAD", "--data", str(shutil.copytree(DATA, tmp_path / "外面")))
    empty = shutil.copytree(DATA, tmp_path / "空的")
    git(empty, "init", "--quiet")
    assert "还没有提交" in fault_of(mz, "HEAD", "--data", str(empty))
    assert "是不是" in fault_of(mz, "HEAD", "--format", "jsn")


def test_a_folder_whose_base_lies_below(base: Path, mz: Mz) -> None:
    assert f"是不是“{base}”？" in fault_of(mz, str(base.parent), str(base))


def test_a_state_with_faults_says_where(repository: Path, mz: Mz) -> None:
    folder = repository / "知识库 一"
    edit(folder, "tasks.yaml", ("id: T1\n", "id: 1\n"))
    assert "tasks.yaml 第" in fault_of(mz, "v1.0")
    commit(repository, "有错")
    git(repository, "checkout", "--quiet", "v1.0")
    assert "main:知识库 一/tasks.yaml 第14行" in fault_of(mz, "main")
    (folder / "org.yaml").unlink()
    assert "org.yaml 第1行" in fault_of(mz, str(folder), str(DATA))


def test_without_git(repository: Path, mz: Mz, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repository))
    assert "没有找到git" in fault_of(mz, "HEAD")
    assert told(mz, str(DATA)) == ["target.raised"]


def test_an_object_that_is_missing(repository: Path, mz: Mz) -> None:
    blob = git(repository, "rev-parse", "v1.0:知识库 一/targets.yaml")
    path = repository / ".git" / "objects" / blob[:2] / blob[2:]
    path.chmod(0o644)
    path.unlink()
    assert "git读不出对象" in fault_of(mz, "v1.0")


def test_completion_knows_branches_and_tags(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from minzheng_cli.cli.complete import change_formats, revisions

    assert revisions("v") == ["v1.0"]
    assert revisions("分") == ["分支-一"]
    assert revisions("HE") == ["HEAD", "HEAD~1"]
    assert change_formats("m") == ["md"]
    monkeypatch.setenv("MZ_DATA", str(tmp_path / "没有"))
    assert revisions("v") == []


def test_a_folder_for_others_with_the_files_of_a_revision(repository: Path) -> None:
    root = repository / "知识库 一"
    with at_revision(root, "v1.0") as folder:
        kept = {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert not folder.exists()
    assert kept == {path.relative_to(DATA): path.read_bytes() for path in DATA.rglob("*") if path.is_file()}


def test_a_repository_of_another_user(repository: Path, mz: Mz, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    assert "safe.directory" in fault_of(mz, "HEAD")


def test_many_warnings_are_not_all_listed_twice(base: Path, shipped: Loaded) -> None:
    path = base / "tasks.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("农村", "乡村"), encoding="utf-8")
    changes = compare(shipped.kb, load_base(base))
    text = render_changes(ChangeReport(changes, "甲", "乙"), "md", Terminal())
    listed = text.partition("###")[0].count("> - ")
    assert listed == 21
    assert f"> - 另有{len(changes) - 20}处，见下面各表" in text
    assert text.count("\n| **警告** |") == len(changes)


def test_progress_taken_away(demo: Path) -> None:
    (demo / "progress" / "2021H2.yaml").unlink()
    changes = compare(load_base(DEMO), load_base(demo))
    assert {change.kind for change in changes} == {"report.removed", "observation.removed", "lock.removed"}
    text = render_changes(ChangeReport(changes, "甲", "乙"), "md", Terminal())
    assert "| 2021H2 G9.1 | 删去指标数据 | 吉林省：~~28/759（2021-12-31）~~ |" in text
