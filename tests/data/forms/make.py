"""Write the spoiled forms of this folder, and what must come of each: `python tests/data/forms/make.py`.

Each case starts from a form that `mz form` makes, filled with two rows; what must be read or refused is written here by
hand, cell by cell, and goes into a sidecar beside the file. Needed again only where the form itself changes; the files
that LibreOffice saves are left as they are where it isn't installed.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font, PatternFill

HERE = Path(__file__).resolve().parent
DATA = HERE.parents[2] / "data"
COUNTY, OFFICE = "220122", "社会救助处"
FIGURES, WORDS = "指标数据", "工作进展"
FIRST = {"target": "G6.1", "numerator": 1, "denominator": 1}
SECOND = {"target": "G6.2", "numerator": 80, "denominator": 110}
PART = {"area": COUNTY, "as_of": "2022-06-30", "reported": "2022-07-08"}
REPORT = {"task": "T1", "office": OFFICE, "status": "进行中", "done": "印发细则，培训320人次", "reported": "2022-07-08"}
BAD_FILE = {"says": "文件已损坏"}
SEEN = "2022-07-08"

Entries = list[dict[str, Any]]
Spoil = Callable[[Any], Any]
"""Changes a workbook in place, or makes other bytes of a file's."""


@dataclass(frozen=True)
class Case:
    """One spoiled form: `entries` must be recorded, `faults` found (`cell`: part of the message), or all is `refused`."""

    name: str
    what: str
    spoil: Spoil
    entries: Entries
    faults: dict[str, str] = field(default_factory=dict)
    hints: dict[str, str] = field(default_factory=dict)
    refused: str = ""
    office: bool = False
    raw: bool = False
    suffix: str = ".xlsx"


CASES: list[Case] = []
typed: Any


def case(name: str, what: str, entries: Entries | None = None, **more: Any) -> Callable[[Any], Any]:
    """Register a spoiler; without entries, the two rows of the form are read as they are."""

    def register(spoil: Any) -> Any:
        right = [REPORT] if more.get("office") else [{**FIRST, **PART}, {**SECOND, **PART}]
        wanted = [] if more.get("refused") else right if entries is None else entries
        CASES.append(Case(name, what, spoil, wanted, **more))
        return spoil

    return register


def cells(name: str, what: str, values: dict[str, Any], entries: Entries | None = None, **more: Any) -> None:
    """A case that only types something into cells."""

    def spoil(book: Workbook) -> None:
        sheet = book[WORDS if more.get("office") else FIGURES]
        for place, value in values.items():
            sheet[place] = value
            if isinstance(value, str) and value.startswith("=") and not more.get("hints"):
                sheet[place].data_type = "s"

    case(name, what, entries, **more)(spoil)


def first() -> dict[str, Any]:
    return {**FIRST, **PART}


def second(**changed: Any) -> dict[str, Any]:
    return {key: value for key, value in {**SECOND, **PART, **changed}.items() if value is not None}


def value(number: float) -> dict[str, Any]:
    return {"target": "G7.2", "value": number, **PART}


# Figures

cells("clean", "照填", {})
for name, what, typed in (
    ("text", "数字存成文本", "80"),
    ("full-width", "全角数字", "８０"),
    ("unit", "带单位", "80个"),
    ("spaces", "前后有空格、中间有空格", "  80 个\u3000"),
    ("no-break", "不间断空格和零宽字符", "\u00a080\u200b\ufeff"),
    ("apostrophe-zero", "文本，前面有0", "080"),
    ("float-text", "文本，带小数点0", "80.0"),
):
    cells(f"number-{name}", f"分子：{what}", {"F6": typed})
cells("number-thousands", "分母：千位分隔符", {"G6": "1,100"}, [first(), second(denominator=1100)])
cells("number-thousands-wide", "分母：全角千位分隔符", {"G6": "１，１００村"}, [first(), second(denominator=1100)])
for name, what, typed, says in (
    ("thousands-wrong", "分隔符位置不对", "1,10", "不是数"),
    ("percent", "写成百分比", "72%", "是百分比"),
    ("decimal", "不是整数", 80.5, "不是整数"),
    ("negative", "负数", -3, "小于0"),
    ("ten-thousands", "写“万”", "1.2万", "用了“万”"),
    ("about", "写“约”", "约80", "不是数"),
    ("range", "写范围", "80-90", "不是数"),
    ("numerals", "中文数字", "八十", "不是数"),
    ("remark", "数字后有说明", "80（含在建2个）", "不是数"),
    ("boolean", "逻辑值", True, "不是数"),
    ("date", "被Excel变成日期", date(2022, 8, 11), "不是数"),
    ("huge", "位数太多", 10**15, "太大"),
    ("formula-text", "公式样的文字", "=1+79", "不是数"),
    ("words", "写了别的话", "详见附件", "不是数"),
):
    cells(f"number-{name}", f"分子：{what}", {"F6": typed}, [first()], faults={f"{FIGURES}!F6": says})
cells("above-below", "分子大于分母", {"F6": 111}, [first()], faults={f"{FIGURES}!F6": "大于分母"})
cells("zero-below", "分母是0", {"F6": 0, "G6": 0}, [first()], faults={f"{FIGURES}!G6": "分母是0"})
cells("no-below", "只填分子", {"G6": None}, [first()], faults={f"{FIGURES}!G6": "没有填分母"})
cells("no-above", "只填分母", {"F6": None}, [first()], faults={f"{FIGURES}!F6": "没有填分子"})
cells("strokes", "用斜线表示没有", {"F6": "/", "G6": "——", "K6": "／"}, [first()])
cells("evidence-only", "只写了佐证", {"F6": None, "G6": None, "K6": "台账"}, [first()],
      faults={f"{FIGURES}!F6": "没有填分子", f"{FIGURES}!G6": "没有填分母"})  # fmt: skip
cells("zero", "分子是0", {"F6": 0}, [first(), second(numerator=0)])
cells("share-right", "数值里也填了占比，对得上", {"I6": 0.727})
cells("share-text", "数值里也填了占比，文本", {"I6": "72.7%"})
cells("share-wrong", "数值与分子分母对不上", {"I6": "50%"}, [first()], faults={f"{FIGURES}!I6": "算出来是72.7%"})
cells("share-one", "数值填1，分不清", {"I6": 1}, [first()], faults={f"{FIGURES}!I6": "分不清"})
cells("value", "数值", {"I8": 35.5}, [first(), second(), value(35.5)])
cells("value-unit", "数值带单位", {"I8": "35.5平方米"}, [first(), second(), value(35.5)])
cells("value-sign", "数值带单位符号", {"I8": "３５．５㎡"}, [first(), second(), value(35.5)])
cells("value-as-ratio", "不是占比的填了分子", {"F8": 35}, faults={f"{FIGURES}!F8": "不是占比"})
cells("value-words", "数值写成话", {"I8": "三十多"}, faults={f"{FIGURES}!I8": "不是数"})
cells("pasted-table", "整行粘贴来的文本", {"F5": "1 ", "G5": " 1", "F6": "80\n", "G6": "\t110", "L5": " 2022-07-08 "})


# Days

for name, what, typed in (
    ("chinese", "中文写法", "2022年7月8日"),
    ("slashes", "斜线", "2022/7/8"),
    ("dots", "点", "2022.7.8"),
    ("serial", "序列号", 44750),
    ("serial-text", "文本的序列号", "44750"),
    ("full-width", "全角", "２０２２－０７－０８"),
    ("compact", "八位数字", 20220708),
    ("time", "带时间", datetime(2022, 7, 8, 10, 30)),  # noqa: DTZ001 - as Excel has it
    ("time-text", "文本，带时间", "2022-07-08 10:30:00"),
    ("spaces", "中间有空格", "2022年 7月 8日"),
):
    cells(f"day-{name}", f"报送日期：{what}", {"L5": typed})
for name, what, typed, says in (
    ("no-year", "没有年份", "7月8日", "不是日期"),
    ("impossible", "没有这一天", "2022-02-30", "没有这一天"),
    ("words", "写了别的话", "上周五", "不是日期"),
    ("short-year", "两位年份", "22.7.8", "不是日期"),
):
    cells(f"day-{name}", f"报送日期：{what}", {"L5": typed}, [],
          faults={f"{FIGURES}!L5": says, f"{FIGURES}!L6": "没有写报送日期"})  # fmt: skip
cells("day-none", "没有报送日期", {"L5": None}, [],
      faults={f"{FIGURES}!L5": "没有写报送日期", f"{FIGURES}!L6": "没有写报送日期"})  # fmt: skip
cells("day-last-year", "报送日期年份写错", {"L5": date(2021, 7, 8)}, [],
      faults={f"{FIGURES}!L5": "早于", f"{FIGURES}!L6": "早于"})  # fmt: skip
cells("day-future", "报送日期在今天以后", {"L5": date(2022, 8, 8)}, [],
      faults={f"{FIGURES}!L5": "晚于今天", f"{FIGURES}!L6": "晚于今天"})  # fmt: skip
cells("day-two", "两行报送日期不同，各记各的", {"L6": date(2022, 7, 9)}, [first(), second(reported="2022-07-09")])
cells("as-of-outside", "截止日期不在报告期", {"J6": date(2021, 12, 31)}, [first()], faults={f"{FIGURES}!J6": "不在"})
cells("as-of-none", "截止日期删了", {"J6": None})
cells("as-of-own", "截止日期改成别的一天", {"J6": "2022年5月31日"}, [first(), second(as_of="2022-05-31")])
cells("as-of-after-report", "截止日期晚于报送日期", {"L6": date(2022, 6, 28)}, [first()],
      faults={f"{FIGURES}!J6": "晚于报送日期"})  # fmt: skip


# The table itself


@case("columns-moved", "编号移到最后一列，分子分母换了位置")
def _(book: Workbook) -> None:
    _rearranged(book[FIGURES], [2, 3, 4, 5, 13, 7, 6, 8, 12, 11, 10, 9, 1])


@case("columns-inserted", "插入了两列，一列有字")
def _(book: Workbook) -> None:
    sheet = book[FIGURES]
    sheet.insert_cols(6, 2)
    sheet["F3"], sheet["F6"] = "本处核对", "已核对"


@case("columns-hidden", "隐藏了列和行")
def _(book: Workbook) -> None:
    sheet = book[FIGURES]
    for name in "BCDEG":
        sheet.column_dimensions[name].hidden = True
    sheet.row_dimensions[6].hidden = True


@case("rows-inserted-above", "表头上面插了行")
def _(book: Workbook) -> None:
    book[FIGURES].insert_rows(1, 5)
    book[FIGURES]["A1"] = "农安县民政局"


@case("rows-inserted-between", "行之间插了空行和小标题")
def _(book: Workbook) -> None:
    book[FIGURES].insert_rows(6, 3)
    book[FIGURES]["B7"] = "以下由基层政权科填"


@case("rows-sorted", "倒着排序", [{**SECOND, **PART}, {**FIRST, **PART}])
def _(book: Workbook) -> None:
    sheet = book[FIGURES]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4, max_row=13)]
    for number, row in enumerate(reversed(rows), 4):
        for column, typed in enumerate(row, 1):
            sheet.cell(number, column).value = typed


@case("rows-deleted", "删了没有数据的行")
def _(book: Workbook) -> None:
    book[FIGURES].delete_rows(7, 7)


@case("sheet-renamed", "页改了名，换了位置")
def _(book: Workbook) -> None:
    book[FIGURES].title = "Sheet1 (农安)"
    book.move_sheet("Sheet1 (农安)", 2)


@case("sheet-copied", "整页复制了一份")
def _(book: Workbook) -> None:
    book.copy_worksheet(book[FIGURES])


@case("sheet-copied-changed", "整页复制了一份，改了一格", [{**FIRST, **PART}], faults={"副本!A6": "填了两行"})
def _(book: Workbook) -> None:
    copy = book.copy_worksheet(book[FIGURES])
    copy.title = "副本"
    copy["F6"] = 81


@case("sheet-guide-deleted", "删了填表说明")
def _(book: Workbook) -> None:
    del book["填表说明"]


@case("sheet-deleted", "删了指标数据页", [], faults={"": "找不到“指标数据”"})
def _(book: Workbook) -> None:
    del book[FIGURES]


@case("sheet-many", "加了别的页")
def _(book: Workbook) -> None:
    book.create_sheet("附表")["A1"] = "编号"
    book.create_sheet("图")["C9"] = 12345


@case("merged-evidence", "两行的佐证合并成一格",
      [{**first(), "evidence": "台账2份"}, {**second(), "evidence": "台账2份"}])  # fmt: skip
def _(book: Workbook) -> None:
    book[FIGURES]["K5"] = "台账2份"
    book[FIGURES].merge_cells("K5:K6")


@case("merged-figures", "两行的分子合并成一格", [first()], faults={f"{FIGURES}!F6": "合并成了一格"})
def _(book: Workbook) -> None:
    book[FIGURES].merge_cells("F5:F6")


@case("merged-title", "标题合并居中，全表换了格式")
def _(book: Workbook) -> None:
    sheet = book[FIGURES]
    sheet.merge_cells("A1:M1")
    for row in sheet.iter_rows(min_row=4, max_row=40, max_col=40):
        for cell in row:
            cell.fill, cell.font = PatternFill("solid", fgColor="00FF00"), Font(name="楷体", bold=True)


@case("heading-spaced", "表头里有空格和换行")
def _(book: Workbook) -> None:
    book[FIGURES]["F3"], book[FIGURES]["G3"], book[FIGURES]["L3"] = "分 子", "分\n母", "报送日期 "


@case("heading-changed", "表头改了", [], faults={"": "找不到“分子”这一列"})
def _(book: Workbook) -> None:
    book[FIGURES]["F3"] = "完成数"


@case("headings-gone", "表头整行删了", [], faults={"": "找不到“指标数据”"})
def _(book: Workbook) -> None:
    book[FIGURES].delete_rows(3)


cells("id-typed-again", "编号重打，全角小写", {"A6": " ｇ６．２ "})
cells("id-gone", "编号删了", {"A6": None}, [first()], faults={f"{FIGURES}!A6": "没有编号"})
cells("id-other", "编号改了", {"A6": "G6.9"}, [first()], faults={f"{FIGURES}!A6": "不在这份表里"})
cells("id-twice", "一个编号填了两行", {"A14": "G6.2", "F14": 90, "G14": 110}, [first()],
      faults={f"{FIGURES}!A14": "填了两行"})  # fmt: skip
cells("id-twice-same", "一个编号两行相同", {"A14": "G6.2", "F14": 80, "G14": 110, "J14": datetime(2022, 6, 30)})  # noqa: DTZ001 - as Excel has it
cells("notes-below", "表下面有落款", {"A16": "填表人：", "B16": "李某", "B17": "2022年7月8日", "A18": "（盖章）"})
cells("row-without-id", "表下面多填一行", {"F15": 3, "G15": 9}, faults={f"{FIGURES}!A15": "没有编号"})


def _rearranged(sheet: Any, order: list[int]) -> None:
    rows = [[sheet.cell(row, column).value for column in order] for row in range(3, 14)]
    for row, line in enumerate(rows, 3):
        for column, typed in enumerate(line, 1):
            sheet.cell(row, column).value = typed


# Formulas and errors


@case("error-cell", "显示#DIV/0!", [first()], faults={f"{FIGURES}!F6": "公式错误"})
def _(book: Workbook) -> None:
    book[FIGURES]["F6"].value = "#DIV/0!"
    book[FIGURES]["F6"].data_type = "e"


@case("formula-uncounted", "公式没有算出结果", [first()], faults={f"{FIGURES}!F6": "没有算出的结果"})
def _(book: Workbook) -> None:
    book[FIGURES]["F6"] = "=40+40"


def _in_sheet(data: bytes, old: bytes, new: bytes) -> bytes:
    """The workbook with a piece of its sheets' text replaced. Raises ValueError where the piece isn't there."""
    out = BytesIO()
    done = 0
    with zipfile.ZipFile(BytesIO(data)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            text = before.read(name)
            if "worksheets/sheet" in name:
                text, count = re.subn(old, new, text)
                done += count
            after.writestr(zipfile.ZipInfo(name), text, zipfile.ZIP_DEFLATED)
    if not done:
        raise ValueError(old)
    return out.getvalue()


_F6 = rb'<c r="F6"( s="\d+")?[^>]*><v>80</v></c>'


@case("formula-counted", "公式有算出的结果", raw=True)
def _(data: bytes) -> bytes:
    return _in_sheet(data, _F6, rb'<c r="F6"\1><f>40+40</f><v>80</v></c>')


@case("formula-hostile", "公式想运行命令，结果是80", raw=True)
def _(data: bytes) -> bytes:
    return _in_sheet(data, _F6, rb"""<c r="F6"\1><f>cmd|'/c calc'!A0</f><v>80</v></c>""")


@case("formula-error", "公式的结果是错误", [first()], raw=True, faults={f"{FIGURES}!F6": "公式错误"})
def _(data: bytes) -> bytes:
    return _in_sheet(data, _F6, rb'<c r="F6"\1 t="e"><f>1/0</f><v>#DIV/0!</v></c>')


# Whose form it is


def _meta(book: Workbook, place: str, typed: str) -> None:
    book["mz"][place] = typed


for name, what, place, typed, says in (
    ("meta-period", "是别的报告期的", "B3", "2021H2", "2021年下半年"),
    ("meta-area", "地区不在知识库里", "B4", "999999", "不在知识库里"),
    ("meta-base", "是别的知识库的", "B2", "0123456789ab", "别的知识库"),
    ("meta-version", "是另一个版本的", "B1", "99", "另一个版本"),
    ("meta-words", "方案原文后来改过", "C7", "000000000000", "G6.2的原文后来改过"),
    ("meta-rows", "少了一行", "A14", "x", "后来增加了G13.1"),
    ("meta-broken", "记号改坏了", "B3", "去年", "认不出"),
):
    case(name, what, refused=says)(lambda book, place=place, typed=typed: _meta(book, place, typed))


@case("meta-gone", "没有记号：粘贴到新建的表里", refused="认不出是哪一份")
def _(book: Workbook) -> None:
    del book["mz"]


@case("meta-shown", "把隐藏的页显示出来了")
def _(book: Workbook) -> None:
    book["mz"].sheet_state = "visible"
    book["mz"].title = "Sheet9"


# Words

cells("words-clean", "照填", {}, office=True)
cells("words-status-spaced", "状态有空格", {"D4": " 进行中　"}, office=True)
cells("words-status", "状态不在可选里", {"D4": "完成"}, [], office=True, faults={f"{WORDS}!D4": "不在可选的范围"})
cells("words-no-status", "没有状态", {"D4": None}, [], office=True, faults={f"{WORDS}!D4": "没有填状态"})
cells("words-no-done", "没有工作进展", {"E4": None}, [], office=True, faults={f"{WORDS}!E4": "没有填工作进展"})
cells("words-done", "已完成，没有佐证", {"D4": "已完成"}, [{**REPORT, "status": "已完成"}], office=True,
      hints={f"{WORDS}!H4": "没有写佐证"})  # fmt: skip
cells("words-lines", "有换行和首尾空格", {"E4": "\n 一是印发细则；\r\n　二是培训。\n\n"},
      [{**REPORT, "done": "一是印发细则；\n二是培训。"}], office=True)  # fmt: skip
cells("words-unseen", "有看不见的字符", {"E4": "印发\u200b细则，\u00a0培训320人次\u202e"},
      [{**REPORT, "done": "印发细则， 培训320人次"}], office=True)  # fmt: skip
cells("words-formula", "文字像公式", {"E4": "=HYPERLINK(1)"}, [], office=True, faults={f"{WORDS}!E4": "当成公式"})
cells("words-identity", "有身份证号", {"E4": "为王某某（11010519491231002X）办理低保"}, [], office=True,
      faults={f"{WORDS}!E4": "身份证号码"})  # fmt: skip
cells("words-mobile", "有手机号", {"F4": "联系13800138000"}, [], office=True, faults={f"{WORDS}!F4": "手机号码"})
cells("words-yaml", "有YAML的记号", {"E4": "- a: {b: [c, 'd'] # e\n\"f\": |"}, [], office=True,
      faults={f"{WORDS}!E4": "当成公式"})  # fmt: skip
cells("words-marks", "有冒号、井号、引号", {"E4": "一：“甲”# 乙: {丙} [丁] 'x' \"y\" %z"},
      [{**REPORT, "done": "一：“甲”# 乙: {丙} [丁] 'x' \"y\" %z"}], office=True)  # fmt: skip
cells("words-number", "工作进展填了数字", {"E4": 12}, [{**REPORT, "done": "12"}], office=True)
cells("words-only-day", "只填了报送日期", {"D4": None, "E4": None}, [], office=True)


# Files


@case("file-empty", "空文件", raw=True, refused="空文件")
def _(_data: bytes) -> bytes:
    return b""


@case("file-text", "文本改了后缀", raw=True, refused="不是Excel文件")
def _(_data: bytes) -> bytes:
    return "编号,分子,分母\nG6.1,1,1\n".encode("gbk")


@case("file-cut", "只传了一半", raw=True, refused="已损坏")
def _(data: bytes) -> bytes:
    return data[: len(data) // 2]


@case("file-flipped", "中间坏了一块", raw=True, refused="已损坏")
def _(data: bytes) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as package:
        at = package.getinfo("xl/worksheets/sheet2.xml").header_offset + 200
    return data[:at] + bytes(255 - byte for byte in data[at : at + 40]) + data[at + 40 :]


@case("file-docx", "Word文件改了后缀", raw=True, refused="不是Excel文件")
def _(_data: bytes) -> bytes:
    return _zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<document/>"})


@case("file-password", "加了密码", raw=True, refused="加了密码")
def _(_data: bytes) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1016 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 512


@case("file-compound", "别的复合文件", raw=True, suffix=".xls", refused="不是Excel文件")
def _(_data: bytes) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1016 + "WordDocument".encode("utf-16-le")


@case("file-bomb", "解开后极大", raw=True, refused="解开后有")
def _(data: bytes) -> bytes:
    return _added(data, "xl/worksheets/sheet9.xml", b"\0" * (80 * 2**20))


@case("file-bomb-lying", "解开后极大，却说很小", raw=True, refused="已损坏")
def _(data: bytes) -> bytes:
    big = 30 * 2**20
    made = _added(data, "xl/media/image1.png", b"\0" * big)
    return made.replace(big.to_bytes(4, "little"), (1000).to_bytes(4, "little"))


_ROW_14 = rb"</sheetData>"


@case("file-million-rows", "内容写到第一百万行", raw=True, refused="不像是填报表")
def _(data: bytes) -> bytes:
    return _in_sheet(data, _ROW_14, b'<row r="1048576"><c r="K1048576"><v>1</v></c></row></sheetData>')


@case("file-last-corner", "右下角有一个字", raw=True, refused="不像是填报表")
def _(data: bytes) -> bytes:
    return _in_sheet(data, _ROW_14, b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>')


@case("file-wrong-places", "格子的位置写坏了", raw=True, refused="已损坏")
def _(data: bytes) -> bytes:
    return _in_sheet(data, rb'<c r="F6"', rb'<c r="F99999999999"')


@case("file-empty-formats", "格式一直刷到第一百万行", raw=True)
def _(data: bytes) -> bytes:
    rows = b"".join(b'<row r="%d"><c r="K%d" s="1"/></row>' % (row, row) for row in range(20, 1_048_576, 97))
    return _in_sheet(data, _ROW_14, rows + b"</sheetData>")


@case("file-entities", "XML实体炸弹", raw=True, refused="已损坏")
def _(data: bytes) -> bytes:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
    )
    return _in_sheet(_in_sheet(data, rb"<worksheet", bomb + b"]><worksheet"), _F6, b'<c r="F6" t="str"><v>&j;</v></c>')


@case("file-macros", "有宏的文件", raw=True, suffix=".xlsm")
def _(data: bytes) -> bytes:
    return _added(data, "xl/vbaProject.bin", b"not run")


@case("file-chart", "有图片和打印设置", raw=True)
def _(data: bytes) -> bytes:
    return _added(
        _added(data, "xl/media/image1.png", bytes(3000)), "xl/printerSettings/printerSettings1.bin", b"\0" * 9
    )


def _zipped(parts: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(zipfile.ZipInfo(name), text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _added(data: bytes, name: str, content: bytes) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return _zipped({**{each: package.read(each) for each in package.namelist()}, name: content})


# Other programs


def by_libreoffice(data: bytes, suffix: str) -> bytes:
    """The workbook as LibreOffice saves it. Raises FileNotFoundError where it isn't installed."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "in.xlsx").write_bytes(data)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", suffix[1:], "--outdir", str(folder / "out")]
        subprocess.run([*command, str(folder / "in.xlsx")], check=True, capture_output=True)
        return (folder / "out" / f"in{suffix}").read_bytes()


for suffix in (".xlsx", ".xls", ".ods"):
    case(f"libreoffice{suffix.replace('.', '-')}", f"用LibreOffice另存为{suffix}", raw=True, suffix=suffix)(
        lambda data, suffix=suffix: by_libreoffice(data, suffix)
    )


# Writing


def filled(*, office: bool) -> bytes:
    """The form that all cases start from, filled through openpyxl."""
    from minzheng_cli.model.period import Period
    from minzheng_cli.query.form import Forms
    from minzheng_cli.report.forms.workbook import form_bytes
    from minzheng_cli.store.files import REQUIRED
    from minzheng_cli.store.load import load

    forms = Forms(load(DATA, REQUIRED).kb, Period(2022, 1), date(2022, 6, 20))
    form = forms.of("office", OFFICE) if office else forms.of("area", COUNTY)
    assert form
    book = load_workbook(BytesIO(form_bytes(form)))
    if office:
        typed: dict[str, Any] = {"D4": REPORT["status"], "E4": REPORT["done"], "I4": date(2022, 7, 8)}
    else:
        typed = {"F5": 1, "G5": 1, "L5": date(2022, 7, 8), "F6": 80, "G6": 110}
    for place, what in typed.items():
        book[WORDS if office else FIGURES][place] = what
    return _saved(book)


def _saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def files() -> Iterator[tuple[Case, bytes]]:
    """Every case with its file; those of LibreOffice only where it is installed."""
    starts = {office: filled(office=office) for office in (False, True)}
    for each in CASES:
        if each.name.startswith("libreoffice") and not shutil.which("soffice"):
            continue
        data = starts[each.office]
        if each.raw:
            yield each, each.spoil(data)
            continue
        book = load_workbook(BytesIO(data))
        each.spoil(book)
        yield each, _saved(book)


def main() -> None:
    """Write the files and their sidecars."""
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.width = 160
    for each, data in files():
        (HERE / f"{each.name}{each.suffix}").write_bytes(data)
        wanted: dict[str, Any] = {"what": each.what, "file": f"{each.name}{each.suffix}"}
        wanted |= {"refused": each.refused} if each.refused else {}
        wanted |= {"entries": each.entries} if each.entries else {}
        wanted |= {"faults": each.faults} if each.faults else {}
        wanted |= {"hints": each.hints} if each.hints else {}
        yaml.dump(wanted, HERE / f"{each.name}.yaml")


if __name__ == "__main__":
    main()
