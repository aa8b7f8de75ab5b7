"""An assignment's words divide into those who answer and those who help."""

from __future__ import annotations

import pytest

from minzheng_cli.model.assignment import divided

CASES = {
    "（责任处室：厅养老服务处、儿童福利处分别负责，责任单位：各地民政部门）": "责任单位：各地民政部门）",
    "（责任单位：甲处、乙处）": "",
    "责任单位：甲处；配合单位：乙处": "配合单位：乙处",
    "（牵头单位：甲厅；配合单位：乙厅；完成时限：6月底前）": "配合单位：乙厅；完成时限：6月底前）",
    "（甲处牵头，乙处、丙处配合）": "乙处、丙处配合）",
    "（甲处、乙处分别牵头）": "",
    "牵头领导：分管副县长牵头单位：县民政局责任单位：各乡镇人民政府": "责任单位：各乡镇人民政府",
    "县民政局；县财政局": "",
    "": "",
}


@pytest.mark.parametrize("words", CASES)
def test_divided(words: str) -> None:
    first, second = divided(words)
    assert second == CASES[words]
    assert first + second == words.removeprefix("牵头领导：分管副县长")


def test_people_are_no_bodies() -> None:
    assert divided("责任单位：疾控股责任领导：县疾控中心主任") == ("责任单位：疾控股", "")
