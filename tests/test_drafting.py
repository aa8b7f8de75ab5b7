"""What a draft says beside the targets: numbers that are none, promises, cited documents, goals without a task, bases."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from minzheng_cli.importing.document.blocks import Paragraph
from minzheng_cli.importing.document.draft import FoundTarget, FoundTask
from minzheng_cli.importing.document.drafting.homeless import homeless_questions
from minzheng_cli.importing.document.drafting.noted import Sentence, commitments, dated_promises, numbers, references
from minzheng_cli.importing.document.parse import parse
from minzheng_cli.model.deadlines import Calendar
from minzheng_cli.store.files import REQUIRED
from minzheng_cli.store.load import Loaded, load
from tests.conftest import DATA, Mz

KNOWN = Calendar(2023, date(2023, 2, 1), 2025, 3)


@pytest.mark.parametrize(
    ("text", "quote", "reason"),
    [
        ("推广“一门受理”机制。", "“一门受理”", "名称或文号里的数字"),
        ("落实《若干措施》（某政发〔2021〕8号）。", "《若干措施》（某政发〔2021〕8号）", "名称或文号里的数字"),
        ("执行GB/T 42195—2022标准。", "GB/T 42195—2022", "标准的编号"),
        ("2023年6月底前发布省级清单3份。", "2023年6月底前", "日期，不是数量"),
        ("志愿者达到2020年的两倍。", "2020年", "日期，不是数量"),
        ("0—3岁婴幼儿照护普及率稳步提升。", "0—3岁婴幼儿", "年龄条件"),
        ("按园区面积5%的比例设置活动场地。", "按园区面积5%的比例设置活动场地", "规划、配置的比例"),
        ("打造15分钟就餐圈。", "打造15分钟就餐圈", "名称里的数字"),
        ("培育一批示范典型。", "一批", "没有给出具体数量"),
        ("推动县、乡、村三级联动。", "三级", "层级"),
        ("对70周岁以上老年人给予重点保障。", "对70周岁以上老年人给予重点保障", "对象的规格或年龄条件"),
        ("每张床位补助3000元。", "每张床位补助3000元", "补助、奖励、收费或投资的数额"),
        ("实施千名人才引进工程。", "实施千名人才引进工程", "工程、活动的名称"),
    ],
)
def test_a_number_is_noted_with_its_reason(text: str, quote: str, reason: str) -> None:
    note, *_ = numbers([Sentence("T1.1", text, ())], KNOWN)
    assert (note.measure, note.quote, note.reason) == ("T1.1", quote, reason)


@pytest.mark.parametrize(
    ("text", "quote", "due"),
    [
        ("福利院新楼2024年6月底前投入使用。", "福利院新楼2024年6月底前投入使用", date(2024, 6, 30)),
        ("到2025年，殡葬服务均等化基本实现。", "到2025年，殡葬服务均等化基本实现", date(2025, 12, 31)),
        (
            "2024年底前，敬老院在保障床位的前提下，向社会开放。",
            "2024年底前，敬老院在保障床位的前提下，向社会开放",
            date(2024, 12, 31),
        ),
        ("制定办法，2023年9月底前印发各地执行。", "2023年9月底前印发各地执行", date(2023, 9, 30)),
    ],
)
def test_a_promise_with_a_day_keeps_its_day(text: str, quote: str, due: date) -> None:
    (note,) = dated_promises([Sentence("T1.1", text, ())], KNOWN)
    assert (note.quote, note.due) == (quote, due)
    assert note.value == {"measure": "T1.1", "quote": quote, "reason": f"有期限（{due}）而没有数字"}
    assert numbers([Sentence("T1.1", text, (quote,))], KNOWN) == []


@pytest.mark.parametrize(
    "text",
    [
        "到2025年，建成食堂30家。",
        "志愿者达到2020年的两倍。",
        "2019年底前已经完成清查。",
        "落实2023年中央一号文件。",
        "自2023年起施行新办法。",
        "将“十四五”时期新增床位纳入统计。",
    ],
)
def test_what_has_a_number_or_says_no_deadline_is_no_such_promise(text: str) -> None:
    assert dated_promises([Sentence("T1.1", text, ())], KNOWN) == []


@pytest.mark.parametrize("text", ["完善三项制度。", "覆盖全体居民。", "没有数字。"])
def test_what_no_words_tell_stays_open(text: str) -> None:
    assert numbers([Sentence("T1.1", text, ())], KNOWN) == []


def test_what_a_target_answers_is_not_noted() -> None:
    text = "到2025年覆盖率达到80%，对70周岁以上老年人优先。"
    (note,) = numbers([Sentence("T1.1", text, ("到2025年覆盖率达到80%",))], KNOWN)
    assert note.quote == "对70周岁以上老年人优先"


def test_promises_are_noted_with_their_clause() -> None:
    found = commitments([Sentence("T2.3", "做到应救尽救、应帮尽帮，确保不漏一人。", ("确保不漏一人",))])
    assert [(note.measure, note.quote) for note in found] == [("T2.3", "做到应救尽救、应帮尽帮")]


def test_each_document_is_cited_once_and_the_plan_itself_is_not() -> None:
    places = [("T1.1", "落实《甲办法》（某发〔2021〕8号）和《乙规划》。"), ("P2", "按《甲办法》《本方案》。")]
    assert references(places, "本方案") == [
        {"title": "《甲办法》", "number": "某发〔2021〕8号", "where": "T1.1"},
        {"title": "《乙规划》", "where": "T1.1"},
    ]


def _goal(indicator: str) -> FoundTarget:
    return FoundTarget("", indicator, ">=", 60, "%", None, None, indicator, 3, 0.9)


def _task(title: str, *sentences: str) -> FoundTask:
    return FoundTask("1", title, (), None, title, 5, sentences)


def test_a_goal_is_proposed_to_the_one_task_whose_words_it_has() -> None:
    tasks = [_task("发展养老服务", "提升护理型床位占比。"), _task("发展托育服务", "增加托位。")]
    beds, places = homeless_questions([_goal("护理型床位占比"), _goal("火化率")], tasks)
    assert "T1“发展养老服务”" in beds.text
    assert "护理型床位占比不低于60%" in beds.text
    assert "T1" not in places.text


def test_a_goal_is_not_proposed_to_a_task_that_shares_half_of_its_name() -> None:
    tasks = [_task("规范备案流程", "参保人在跨省联网定点医药机构就医，普通门诊凭卡结算，按数量统计。")]
    (asked,) = homeless_questions([_goal("普通门诊跨省联网定点医药机构数量")], tasks)
    assert "字句最近" not in asked.text
    assert "不归任何任务" in asked.text


def test_a_goal_that_two_tasks_have_words_for_is_proposed_to_none() -> None:
    tasks = [_task("甲", "提升护理型床位占比。"), _task("乙", "提升护理型床位占比。")]
    assert "字句最近" not in homeless_questions([_goal("护理型床位占比")], tasks)[0].text


@pytest.mark.parametrize(
    ("text", "due", "basis"),
    [
        ("到2025年，覆盖率达到80%。", date(2025, 12, 31), None),
        ("6月底前覆盖率达到80%。", date(2023, 6, 30), "“6月底前”，按文件的年份是2023年6月30日"),
        (
            "覆盖率达到80%。（县民政局负责；完成时限：9月底前）",
            date(2023, 9, 30),
            "任务的完成时限“9月底前”，按文件的年份是2023年9月30日",
        ),
        ("新建食堂6家。10月底前完工。", date(2023, 10, 31), "下文写明“10月底前完工”，按文件的年份是2023年10月31日"),
    ],
)
def test_where_a_date_comes_from(text: str, due: date, basis: str | None) -> None:
    lines = ["某县2023年工作要点", "一、重点任务", f"1.做好服务。{text}"]
    (target,) = parse([Paragraph(line, at) for at, line in enumerate(lines, 1)]).targets
    assert (target.due, target.basis) == (due, basis)


def test_the_notice_gives_its_promises_and_references_again(mz: Mz, shipped: Loaded, tmp_path: Path) -> None:
    root = tmp_path / "新库"
    assert mz("import", str(DATA / "sources" / "jilin-2021-22.txt"), "-o", str(root)).code == 0
    kb = load(root, REQUIRED, sources=True).kb
    assert [each.measure for each in kb.targets.commitments] == [
        each.measure for each in shipped.kb.targets.commitments
    ]
    cited = [(each.title, each.number) for each in shipped.kb.plan.references]
    assert [(each.title, each.number) for each in kb.plan.references] == cited
    noted = {each.measure for each in shipped.kb.targets.numbers}
    named = {"T3.1", "T3.2"}  # “三留守”, “两委”: explained by hand, but no numbers
    assert noted - {each.measure for each in kb.targets.numbers} == {"T7.2", "T12.1", *named}


PARTS = """某市人民政府办公室关于推动社区养老服务提档的若干意见

各区人民政府：

一、盘活闲置用房。

摸清街道、社区闲置用房的底数和产权，列出可以改作养老服务站点的清单，交镇街安排。（责任单位：市民政局、市住建局）

凡改作养老服务站点的用房，消防、水电、燃气等手续由主管部门上门会办，当场讲清楚。（责任单位：市消防支队、市民政局）

二、配强照护力量。

依托职业学校开设照护专业订单班，学费由用人机构与财政分担，毕业后到本市机构工作。（责任单位：市民政局）

给长期在一线的护理员记入积分，积分可以折抵落户、子女入学和租住公租房的条件。（责任单位：市民政局）

某市人民政府办公室

2024年5月6日
"""


def test_an_assignment_that_stands_in_several_places_is_kept_place_by_place(mz: Mz, tmp_path: Path) -> None:
    file, root = tmp_path / "若干意见.txt", tmp_path / "新库"
    file.write_text(PARTS, encoding="utf-8")
    assert mz("import", str(file), "-o", str(root)).code == 0
    tasks = load(root, REQUIRED, sources=True).kb.tasks.tasks
    assert [task.assigning for task in tasks] == [
        ("（责任单位：市民政局、市住建局）", "（责任单位：市消防支队、市民政局）"),
        ("（责任单位：市民政局）", "（责任单位：市民政局）"),
    ]
    assert [task.owners for task in tasks] == [("市民政局", "市住建局", "市消防支队"), ("市民政局",)]
    plan = root / "plan.yaml"
    horizon = "horizon: {quote: 各区人民政府, years: 1, start: 2024-01-01, end: 2024-12-31, basis: 演示}\n"
    plan.write_text(plan.read_text(encoding="utf-8") + horizon, encoding="utf-8")
    found = mz("check", "--data", str(root), "--format", "json").out
    assert {each["code"] for each in json.loads(found)["diagnostics"]} & {"MZ205", "MZ501", "MZ502"} == set()
    renamed = (root / "tasks.yaml").read_text(encoding="utf-8").replace("[（责任单位：市消防支队、市民政局）]", "[]")
    (root / "tasks.yaml").write_text(renamed, encoding="utf-8")
    found = mz("check", "--data", str(root), "--format", "json").out
    assert {each["code"] for each in json.loads(found)["diagnostics"]} >= {"MZ205", "MZ502"}
