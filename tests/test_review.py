"""审核清单.md as the one who signs it reads it: lines and numbers of the document, one tick for what is one thing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from minzheng_cli.store.files import REQUIRED
from minzheng_cli.store.load import load
from tests.conftest import Mz

PLAN = """某县2022年养老服务工作要点

各乡镇人民政府：

一、服务设施

（一）改造敬老院。2022年底前，敬老院护理区改造完成并投入使用。床位使用率达到70%。资源向两个新片区、三个老城片区倾斜。（责任单位：县住建局）

（二）办好食堂。新建食堂6家，其中小学食堂2家、社区4家。引入第三方配送，不漏一个零散住户。每家食堂配备3名员工。（责任单位：县民政局）

二、服务队伍

（一）培训护理员。到2022年10月底，培训护理员80名。持证率不低于90%。（责任单位：县人社局）

（二）关爱老人。县财政对60周岁以上的困难老人每月补助200元。实施银龄三年行动计划。参保率、建档率均达到95%。（责任单位：县民政局，责任领导：县领导甲）

某县民政局

2022年3月1日
"""


@pytest.fixture
def made(mz: Mz, tmp_path: Path) -> Path:
    file, root = tmp_path / "要点.txt", tmp_path / "库"
    file.write_text(PLAN, encoding="utf-8")
    assert mz("import", str(file), "-o", str(root)).code == 0
    return root


@pytest.fixture
def review(made: Path) -> str:
    return (made / "审核清单.md").read_text("utf-8")


def _section(text: str, title: str) -> str:
    return text.partition(title)[2].partition("\n#")[0]


def test_an_item_names_its_line_and_the_documents_own_number(review: str) -> None:
    assert "T4（原文“（二）关爱老人”，在“服务队伍”之下）" in review
    assert re.search(r"- \[ \] 原文第15行，T4\.1：“县财政对60周岁以上", review)


def test_a_promise_with_a_day_is_told_first_and_registered(review: str, made: Path) -> None:
    (item,) = re.findall(r"- \[ \] 2022-12-31：.*", _section(review, "## 有期限而无数字的事项"))
    assert "“2022年底前，敬老院护理区改造完成并投入使用”——原文第7行，T1.1" in item
    promises = load(made, REQUIRED).kb.targets.commitments
    assert promises[0].quote == "2022年底前，敬老院护理区改造完成并投入使用"


def test_numbers_of_a_sentence_are_one_item_with_its_words(review: str) -> None:
    section = _section(review, "有数字没有说明是不是目标")
    assert "- [ ] 原文第7行，T1.3：“资源向两个新片区、三个老城片区倾斜”里的数字“两”、“三”" in section
    assert section.count("- [ ]") == 1


def test_ratios_are_one_item_with_an_example_of_the_document(review: str) -> None:
    section = _section(review, "比率没有写分子分母")
    assert section.count("- [ ]") == 1
    assert "G4.1“参保率”" in section
    assert "ratio: {numerator: 已参保数, denominator: 应参保总数}" in section


def test_targets_beside_a_date_are_one_question(review: str) -> None:
    section = _section(review, "没有期限的目标")
    assert "上一句写明“2022年底前”" in section
    assert "  - [ ] G1.1“床位使用率不低于70%”（原文第7行）" in section
    assert "due: 2022-12-31\n    basis: 上一句写明“2022年底前”" in section


def test_who_answers_is_one_question_with_an_example(mz: Mz, tmp_path: Path) -> None:
    file, root = tmp_path / "要点.txt", tmp_path / "库"
    file.write_text(PLAN.replace("（责任单位：县住建局）", ""), encoding="utf-8")
    mz("import", str(file), "-o", str(root))
    text = (root / "审核清单.md").read_text("utf-8")
    section = _section(text, "责任分工")
    assert "责任处室（tasks.yaml的owners）" in section
    assert "T1（原文“（一）改造敬老院”" in section
    assert "owners: [社会救助处]" in section


def test_the_span_of_a_years_plan_is_its_year_with_its_line(review: str) -> None:
    section = _section(review, "实施期限")
    assert "按2022-01-01至2022-12-31录入：按文件名称的年份推定" in section
    assert "原文第1行：某县2022年养老服务工作要点" in section


def test_leaders_are_asked_about_and_not_named(review: str) -> None:
    section = _section(review, "责任领导")
    assert "文件里有“责任领导”" in section
    assert "责任领导不录入" in section


def test_no_finding_denies_words_that_stand_in_the_sentence(review: str) -> None:
    assert "不是原文的词语" not in review
    assert "MZ307" not in review


def test_the_span_comes_from_the_title_where_the_document_has_no_day(mz: Mz, tmp_path: Path) -> None:
    file, root = tmp_path / "要点.txt", tmp_path / "库"
    file.write_text(PLAN.replace("2022年3月1日\n", ""), encoding="utf-8")
    mz("import", str(file), "-o", str(root))
    text = (root / "plan.yaml").read_text("utf-8")
    assert "start: 2022-01-01\n  end: 2022-12-31" in text
    assert "没有找到成文日期，起算年份也按它" in text


def test_a_span_that_is_missing_comes_with_a_whole_example_that_check_accepts(mz: Mz, tmp_path: Path) -> None:
    file, root = tmp_path / "要点.txt", tmp_path / "库"
    file.write_text(
        PLAN.replace("某县2022年养老", "某县养老").replace("2022年底前，", "").replace("到2022年10月底，", ""),
        encoding="utf-8",
    )
    mz("import", str(file), "-o", str(root))
    section = _section((root / "审核清单.md").read_text("utf-8"), "实施期限")
    example = "".join(f"{line[4:]}\n" for line in section.split("\n") if line.startswith("    "))
    plan = root / "plan.yaml"
    plan.write_text(plan.read_text("utf-8") + example, encoding="utf-8")
    found = mz("--data", str(root), "check", "--format", "json").out
    assert "horizon" not in found


def test_the_line_of_a_stated_span_is_where_it_stands(mz: Mz, tmp_path: Path) -> None:
    file, root = tmp_path / "要点.txt", tmp_path / "库"
    file.write_text(
        PLAN.replace("某县2022年养老", "某县养老").replace("实施银龄", "在3年过渡期内实施银龄"), encoding="utf-8"
    )
    mz("import", str(file), "-o", str(root))
    assert "原文第15行：3年过渡期" in _section((root / "审核清单.md").read_text("utf-8"), "实施期限")


def test_what_is_missing_has_no_line_in_the_dry_run(mz: Mz, tmp_path: Path) -> None:
    file = tmp_path / "要点.txt"
    file.write_text(PLAN, encoding="utf-8")
    shown = mz("import", str(file), "--dry-run", "--format", "md").out
    (asked,) = re.findall(r"\| 发文字号 \|.*", shown)
    assert asked.endswith("| — | — |")
    assert "| T4 | （二） | 关爱老人 |" in shown


def test_names_of_leaders_in_a_table_are_not_repeated(mz: Mz, tmp_path: Path) -> None:
    file, root = tmp_path / "分解表.md", tmp_path / "库"
    file.write_text(
        "# 某县重点工作责任分解表\n\n| 序号 | 工作任务 | 责任单位 | 分管领导 |\n| --- | --- | --- | --- |\n"
        "| 1 | 建好村级养老点 | 县民政局 | 钱某某 |\n| 2 | 管好敬老院 | 县民政局 | 孙某某 |\n",
        encoding="utf-8",
    )
    mz("import", str(file), "-o", str(root))
    text = (root / "审核清单.md").read_text("utf-8")
    assert "文件里有“分管领导”" in text
    assert "钱某某" not in text


def test_lines_of_an_assignment_are_no_header(mz: Mz, tmp_path: Path) -> None:
    file, root = tmp_path / "方案.txt", tmp_path / "库"
    file.write_text(
        "某省规范服务专项方案\n\n1.梳理清单。按部门逐项梳理服务清单。\n\n牵头部门：省民政厅、省司法厅\n\n完成时限：2022年6月底前\n\n"
        "2.公开清单。在门户网站公开。\n\n牵头部门：省民政厅\n\n完成时限：持续推进\n",
        encoding="utf-8",
    )
    mz("import", str(file), "-o", str(root))
    assert "表头" not in (root / "plan.yaml").read_text("utf-8")


TABLE = """某县2022年民政工作任务分解表

序号 | 类别 | 任务 | 责任单位 | 2022年 | 2023年
1 | 养老 | 新增床位100张 | 县民政局 | 60张 | 40张
2 | 养老 | 办好食堂 | 县民政局 | 建成食堂2家 | 建成食堂3家
"""


def test_a_target_in_a_title_or_in_a_column_of_years_is_where_it_says(mz: Mz, tmp_path: Path) -> None:
    """Neither the title's own number nor a cell of a year, nor a merged cell's repetition is a finding."""
    file, root = tmp_path / "分解表.txt", tmp_path / "库"
    file.write_text(TABLE, encoding="utf-8")
    assert mz("import", str(file), "-o", str(root)).code == 0
    found = mz("check", "--data", str(root)).out
    assert not re.findall(r".*MZ50[25].*", found), found


def test_a_date_behind_a_semicolon_is_not_asked_of(mz: Mz, tmp_path: Path) -> None:
    file, root = tmp_path / "要点.txt", tmp_path / "库"
    file.write_text(PLAN.replace("新建食堂6家，", "新建食堂6家；到2022年底整合站点；"), encoding="utf-8")
    mz("import", str(file), "-o", str(root))
    assert "G2.1" not in _section((root / "审核清单.md").read_text("utf-8"), "没有期限的目标")


def test_a_unit_that_the_indicator_completes_is_not_refused(mz: Mz, tmp_path: Path) -> None:
    file, root = tmp_path / "要点.txt", tmp_path / "库"
    file.write_text(PLAN.replace("培训护理员80名", "全县参训人数2万以上"), encoding="utf-8")
    mz("import", str(file), "-o", str(root))
    targets = root / "targets.yaml"
    text = targets.read_text("utf-8")
    assert "unit: 万人" in text
    assert "MZ306" not in mz("--data", str(root), "check").out
    targets.write_text(text.replace("unit: 万人", "unit: 万户"), encoding="utf-8")
    assert "MZ306" in mz("--data", str(root), "check").out
