"""Official Chinese words of quantity: what number, which comparison, by when, how often."""

from __future__ import annotations

from datetime import date

import pytest

from minzheng_cli.model.wording import (
    comparator,
    counts,
    deadlines,
    ends_range,
    is_done,
    is_full_coverage,
    number_words,
    qualifier,
    quantities,
    recurrence,
)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("到2025年底不低于50%", [("50", 50, "%")]),
        ("每百户不低于30平方米，单体不低于200.5平方米", [("30", 30, "平方米"), ("200.5", 200.5, "平方米")]),
        ("覆盖率达到六成以上", [("六成", 60, "%以上")]),
        ("比重超过三分之二", [("三分之二", 200 / 3, "%")]),
        ("增加两倍，再翻一番", [("两倍", 2, "倍"), ("翻一番", 2, "倍")]),
        ("翻两番", [("翻两番", 4, "倍")]),
        ("至2022年6月30日", []),
        ("没有数字", []),
    ],
)
def test_quantities(words: str, expected: list[tuple[str, float, str]]) -> None:
    found = quantities(words)
    assert [each.words for each in found] == [each for each, _, _ in expected]
    assert [each.value for each in found] == pytest.approx([value for _, value, _ in expected])
    assert all(each.after.startswith(after) for each, (_, _, after) in zip(found, expected, strict=True))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("不低于50%", ">="),
        ("达到80%以上", ">="),
        ("至少建有1所", ">="),
        ("实现全覆盖", ">="),
        ("超过三成", ">="),
        ("不超过5%", "<="),
        ("控制在3%以内", "<="),
        ("不得超过10人", "<="),
        ("降至2%", "<="),
        ("不低于5%、不超过10%", None),
        ("提高服务质量", None),
        ("压缩至5个工作日", "<="),
        ("突破100家", ">="),
        ("达到30个左右", "=="),
        ("5%左右，不低于3%", None),
        ("14周岁以下儿童覆盖率100%", None),
        ("80岁（含）以上老人不超过5户", "<="),
        ("3A级及以上社会组织占比不低于20%", ">="),
    ],
)
def test_comparators(words: str, expected: str | None) -> None:
    assert comparator(words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("到2025年底", [date(2025, 12, 31)]),
        ("2022年6月底前", [date(2022, 6, 30)]),
        ("2024年2月末", [date(2024, 2, 29)]),
        ("2022年12月", [date(2022, 12, 31)]),
        ("2021年6月3日印发", [date(2021, 6, 3)]),
        ("到“十四五”末", [date(2025, 12, 31)]),
        ("十五五期末", [date(2030, 12, 31)]),
        ("2022年底前一半，2025年底全部", [date(2022, 12, 31), date(2025, 12, 31)]),
        ("2022年13月", []),
        ("2022年2月30日", []),
        ("5年过渡期", []),
        ("2022年上半年", [date(2022, 6, 30)]),
        ("2024年第三季度", [date(2024, 9, 30)]),
        ("2024年1月至6月", [date(2024, 6, 30)]),
        ("比2020年提高", []),
        ("自2021年起", []),
        ("6月底前", []),
    ],
)
def test_deadlines(words: str, expected: list[date]) -> None:
    assert list(deadlines(words)) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("每年不低于20%", "year"),
        ("年均增长", "year"),
        ("逐年提高", "year"),
        ("每半年报告一次", "half-year"),
        ("按时", None),
    ],
)
def test_recurrence(words: str, expected: str | None) -> None:
    assert recurrence(words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [("基本实现全覆盖", "基本"), ("基本建立制度", "基本"), ("基本公共服务", None), ("坚持基本制度", None)],
)
def test_qualifier(words: str, expected: str | None) -> None:
    assert qualifier(words) == expected


@pytest.mark.parametrize(
    ("words", "value", "expected"),
    [
        ("建设3—5个", 5, True),
        ("1到2所", 2, True),
        ("50个至80个", 80, True),
        ("建设3—5个", 3, False),
        ("2021—2025年15个", 15, False),
    ],
)
def test_ends_of_ranges(words: str, value: float, *, expected: bool) -> None:
    assert ends_range(words, value) is expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [("轮训一次", [1]), ("公路六十公里", [60]), ("超过一半", [50]), ("统一标准", []), ("五部门", [])],
)
def test_counts(words: str, expected: list[float]) -> None:
    assert list(counts(words)) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("2022年6月底前完成方案", True),
        ("到2022年底", False),
        ("2022年底前", False),
        ("2025年覆盖率达标", False),
        ("完成方案", False),
    ],
)
def test_a_date_is_used_up_by_its_own_verb(words: str, *, expected: bool) -> None:
    assert is_done(words) is expected


def test_full_coverage() -> None:
    assert is_full_coverage("所有县（市、区）全覆盖")
    assert not is_full_coverage("扩大覆盖面")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("70周岁以上", ["70"]),
        ("达到80%以上", ["80%"]),
        ("所有县全覆盖", ["所有", "全覆盖"]),
        ("每个乡镇，每百户", ["每个", "每百户"]),
        ("统一、唯一、第一、逐一、进一步、一定、一些、一般、一起、一体化", []),
        ("千企帮万家", []),
        ("零散房屋、零差率、零就业家庭、第三方、第二福利院、三堡街、三无人员", []),
        ("五个一工程、三年行动计划、一户一策、万人警情数、12345热线、5G基站", []),
        ("实现零事故，问题清零", ["零", "零"]),
        ("三个村、八大体系、六成、三分之一、一百二十人", ["三", "八", "六", "三", "一百二十"]),
        ("200余亿元，5万人", ["200", "5"]),
        ("一件事一次办", ["一", "一"]),
    ],
)
def test_number_words(words: str, expected: list[str]) -> None:
    assert [words[start:end] for start, end in number_words(words)] == expected
