"""Documents are read as people see them, in every format; what is damaged or hostile gets one sentence."""

from __future__ import annotations

import random
import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from minzheng_cli.errors import MzError
from minzheng_cli.importing.container import inspect
from minzheng_cli.importing.document.blocks import Block, Paragraph, Table
from minzheng_cli.importing.document.reading import FORMATS, blocks_of, read, text_of
from minzheng_cli.importing.document.reading.numerals import numeral
from tests.conftest import DATA, PROJECT
from tests.pdfs import pdf, placed
from tests.wordml import c, document, item, lists, p, package, r, table

NOTICE = DATA / "sources" / "jilin-2021-22.txt"
MADE = PROJECT / "tests" / "data" / "notice"
"""The notice as LibreOffice wrote it in other formats."""


def lines(blocks: list[Block]) -> list[str]:
    return [line for line in text_of(blocks).split("\n") if line]


def told(data: bytes, suffix: str = ".docx") -> list[str]:
    return lines(blocks_of(data, suffix))


@pytest.mark.parametrize("suffix", [".docx", ".html", ".pdf"])
def test_the_notice_is_the_same_in_every_format(suffix: str) -> None:
    wanted = [" ".join(line.split(" ")) for line in lines(read(NOTICE))]
    got = lines(read(MADE / f"notice{suffix}"))
    if suffix != ".docx":  # a page and a PDF show several blanks as one
        wanted = [" ".join(line.split()) for line in wanted]
    assert got == wanted


NUMBERS = {
    "（%1）": ("chineseCounting", ["（一）", "（二）", "（三）"]),
    "%1、": ("chineseCountingThousand", ["一、", "二、", "三、"]),
    "第%1条": ("japaneseCounting", ["第一条 ", "第二条 ", "第三条 "]),
    "%1.": ("ideographTraditional", ["甲.", "乙.", "丙."]),
    "%1": ("decimalEnclosedCircleChinese", ["①", "②", "③"]),
    "%1．": ("decimalFullWidth", ["１．", "２．", "３．"]),
    "[%1]": ("upperRoman", ["[I]", "[II]", "[III]"]),
    "（%1": ("decimal", ["（1", "（2", "（3"]),
    "——": ("bullet", ["——", "——", "——"]),
    "\uf06c": ("bullet", ["", "", ""]),
}


@pytest.mark.parametrize("text", NUMBERS)
def test_automatic_numbers_stand_in_the_text(text: str) -> None:
    style, wanted = NUMBERS[text]
    body = "".join(p(f"做好{word}", item(1)) for word in "甲乙丙")
    got = told(document(body, numbering=lists((style, text))))
    assert got == [f"{number}做好{word}" for number, word in zip(wanted, "甲乙丙", strict=True)]


@pytest.mark.parametrize(
    ("number", "style", "words"),
    [
        (10, "chineseCounting", "十"),
        (12, "chineseCounting", "十二"),
        (20, "chineseCountingThousand", "二十"),
        (101, "chineseCountingThousand", "一百零一"),
        (110, "chineseCountingThousand", "一百一十"),
        (1005, "chineseCountingThousand", "一千零五"),
        (12, "chineseLegalSimplified", "壹拾贰"),
        (12, "ideographLegalTraditional", "壹拾貳"),
        (10, "ideographDigital", "一〇"),
        (12, "koreanDigital", "일이"),
        (10, "koreanDigital2", "一零"),
        (21, "decimalEnclosedCircle", "㉑"),
        (51, "decimalEnclosedCircle", "51"),
        (28, "lowerLetter", "bb"),
        (1994, "upperRoman", "MCMXCIV"),
        (3, "none", ""),
        (3, "unheardOf", "3"),
    ],
)
def test_numerals(number: int, style: str, words: str) -> None:
    assert numeral(number, style) == words


def test_levels_start_again_below_a_higher_one() -> None:
    numbering = lists(("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))
    levels = (0, 1, 2, 2, 1, 2, 0, 1)
    body = "".join(p("甲", item(1, level)) for level in levels)
    assert told(document(body, numbering=numbering)) == [
        "一、甲", "（一）甲", "1.甲", "2.甲", "（二）甲", "1.甲", "二、甲", "（一）甲",
    ]  # fmt: skip


def test_a_second_list_goes_on_or_starts_where_it_says() -> None:
    more = (
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>'
    )
    body = "".join(p("甲", item(num)) for num in (1, 2, 3, 3))
    assert told(document(body, numbering=lists(("decimal", "%1、"), more=more))) == ["1、甲", "2、甲", "7、甲", "8、甲"]


def test_a_level_that_never_starts_again() -> None:
    numbering = lists(("decimal", "%1."), ("decimal", "（%2）")).replace(
        '<w:numFmt w:val="decimal"/><w:lvlText w:val="（%2）"/>',
        '<w:numFmt w:val="decimal"/><w:lvlRestart w:val="0"/><w:lvlText w:val="（%2）"/>',
    )
    body = "".join(p("甲", item(1, level)) for level in (0, 1, 0, 1))
    assert told(document(body, numbering=numbering)) == ["1.甲", "（1）甲", "2.甲", "（2）甲"]


def test_numbers_and_levels_of_a_style() -> None:
    styles = (
        f'<w:style w:type="paragraph" w:styleId="A"><w:name w:val="heading 2"/><w:pPr>{item(1, 1)}</w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:name w:val="自定"/><w:basedOn w:val="A"/></w:style>'
    )
    numbering = lists(("chineseCounting", "%1、"), ("chineseCounting", "（%2）"))
    plain = p("乙", '<w:pStyle w:val="B"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    body = p("甲", '<w:pStyle w:val="B"/>') + plain + p("丙", '<w:pStyle w:val="A"/>')
    blocks = blocks_of(document(body, numbering=numbering, styles=styles), ".docx")
    assert [(b.text, b.level) for b in blocks if isinstance(b, Paragraph)] == [
        ("（一）甲", 2),
        ("乙", 2),
        ("（二）丙", 2),
    ]


BOX = "<w:txbxContent><w:p><w:r><w:t>框里</w:t></w:r></w:p></w:txbxContent>"
VISIBLE = '<w:vanish w:val="0"/>'
SEEN = {
    "tracked changes are accepted": (
        f"<w:p>{r('到2025年达到')}<w:ins>{r('80%')}</w:ins><w:del><w:r><w:delText>60%</w:delText></w:r></w:del></w:p>",
        ["到2025年达到80%"],
    ),
    "what was moved stands where it is now": (
        f"<w:p>{r('甲')}<w:moveFrom>{r('乙')}</w:moveFrom></w:p><w:p><w:moveTo>{r('乙')}</w:moveTo></w:p>",
        ["甲", "乙"],
    ),
    "a deleted end of a paragraph joins it with the next": (
        f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{r('健全')}</w:p>{p('机制')}",
        ["健全机制"],
    ),
    "a deleted row is gone": (
        table(c("甲") + c("乙"), f"<w:trPr><w:del/></w:trPr>{c('丙')}{c('丁')}"),
        ["甲　乙"],
    ),
    "hidden text is out": (
        f"<w:p>{r('看得见')}{r('看不见', '<w:vanish/>')}{r('的', VISIBLE)}</w:p>",
        ["看得见的"],
    ),
    "soft line breaks part lines": (
        f"<w:p>{r('关于印发')}<w:r><w:br/></w:r>{r('方案的通知')}</w:p>",
        ["关于印发", "方案的通知"],
    ),
    "a page break is nothing": (f'<w:p>{r("甲")}<w:r><w:br w:type="page"/></w:r>{r("乙")}</w:p>', ["甲乙"]),
    "links and content controls are text": (
        f"<w:sdt><w:sdtContent><w:p><w:hyperlink>{r('链接')}</w:hyperlink><w:sdt><w:sdtContent>{r('控件')}</w:sdtContent></w:sdt></w:p>"
        "</w:sdtContent></w:sdt>",
        ["链接控件"],
    ),
    "of a field its result": (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>'
        f'{r("码")}<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r("2025年")}<w:r><w:fldChar w:fldCharType="end"/></w:r>{r("底")}</w:p>',
        ["2025年底"],
    ),
    "a text box once, not twice": (
        f"<w:p>{r('正文')}<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{BOX}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{BOX}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>",
        ["正文", "框里"],
    ),
    "a text box of old": (f"<w:p><w:r><w:pict><v:textbox>{BOX}</v:textbox></w:pict></w:r></w:p>", ["框里"]),
    "special signs": (
        f'<w:p>{r("甲")}<w:r><w:sym w:font="SimSun" w:char="2460"/><w:noBreakHyphen/><w:tab/></w:r>{r("乙")}</w:p>',
        ["甲①- 乙"],
    ),
    "signs of a font alone are nothing": (
        f'<w:p>{r("甲")}<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r></w:p>',
        ["甲"],
    ),
    "a table of contents is out": (
        f'<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>{p("目录")}</w:sdtContent></w:sdt>'
        + p("正文"),
        ["正文"],
    ),
    "merged cells repeat": (
        table(
            c("序号") + c("任务") + c("单位"),
            c("1") + c("甲") + c("民政局", '<w:vMerge w:val="restart"/>'),
            c("2") + c("乙") + c("", "<w:vMerge/>"),
            c("说明", '<w:gridSpan w:val="2"/>') + c("丙"),
        ),
        ["序号　任务　单位", "1　甲　民政局", "2　乙　民政局", "说明　说明　丙"],
    ),
    "columns that nothing parts are one": (
        table(c("任务", '<w:gridSpan w:val="2"/>') + c("单位"), c("甲", '<w:gridSpan w:val="2"/>') + c("乙")),
        ["任务　单位", "甲　乙"],
    ),
    "a frame of one cell is no table": (table(c(p("甲") + p("乙"))), ["甲", "乙"]),
    "a table in a cell": (table(c("甲") + c(table(c("乙") + c("丙")) + p())), ["甲　乙 丙"]),
    "a span without end": (table(c("甲", '<w:gridSpan w:val="99999"/>') + c("乙"), c("丙") + c("丁")), ["丙　丁"]),
}


@pytest.mark.parametrize("what", SEEN)
def test_a_document_is_read_as_it_is_seen(what: str) -> None:
    body, wanted = SEEN[what]
    assert told(document(body)) == wanted


def test_automatic_numbers_in_cells_stand_alone() -> None:
    body = table(c(p("", item(1))) + c("甲"), c(p("", item(1))) + c("乙"))
    assert told(document(body, numbering=lists(("decimal", "%1")))) == ["1　甲", "2　乙"]


def test_footnotes_stand_behind_everything_and_are_told_apart() -> None:
    body = f'<w:p>{r("人均")}<w:r><w:footnoteReference w:id="2"/></w:r>{r("收入")}</w:p>' + p("乙")
    notes = f'<w:footnote w:id="1">{p("没有引用")}</w:footnote><w:footnote w:id="2">{p("指2020年")}</w:footnote>'
    blocks = blocks_of(document(body, footnotes=notes), ".docx")
    assert lines(blocks) == ["人均收入", "乙", "指2020年"]
    assert [b.note for b in blocks if isinstance(b, Paragraph)] == [False, False, True]


def test_strict_open_xml_is_read_too() -> None:
    data = document(p("甲"))
    with zipfile.ZipFile(BytesIO(data)) as archive:
        xml = archive.read("word/document.xml")
    old, new = (
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert told(package({"word/document.xml": xml.replace(old, new)})) == ["甲"]


def test_headings_have_levels() -> None:
    from docx import Document

    made = Document()
    made.add_heading("总体要求", level=2)
    made.add_paragraph("正文")
    saved = BytesIO()
    made.save(saved)
    blocks = blocks_of(saved.getvalue(), ".docx")
    assert [(b.text, b.level) for b in blocks if isinstance(b, Paragraph)] == [("总体要求", 2), ("正文", None)]


ENCODINGS = ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_text_in_every_encoding(encoding: str) -> None:
    text = "吉民发〔2021〕22号\r\n\r\n　　一、总体要求\n1.健全机制。\r"
    data = text.encode(encoding)
    blocks = blocks_of(data, ".txt")
    assert [(b.text, b.line) for b in blocks if isinstance(b, Paragraph)] == [
        ("吉民发〔2021〕22号", 1),
        ("一、总体要求", 3),
        ("1.健全机制。", 4),
    ]


def test_tables_pasted_from_a_spreadsheet() -> None:
    text = (
        "分工表\n序号\t任务\t牵头\t配合\n1\t修路灯\t甲局\t\n2\t修护栏\t\t乙局\n\t\t丙局\t丁局\n"
        '3\t修长椅\t"甲局\n乙局"\t丙局\n4\t修井盖\n\t\t\t某某县办公室\n一、\t修路\t1\n'
    )
    blocks = blocks_of(text.encode(), ".txt")
    assert [(b.line, b.rows) for b in blocks if isinstance(b, Table)] == [
        (
            2,
            (
                ("序号", "任务", "牵头", "配合"),
                ("1", "修路灯", "甲局", ""),
                ("2", "修护栏", "", "乙局"),
                ("", "", "丙局", "丁局"),
                ("3", "修长椅", "甲局\n乙局", "丙局"),
            ),
        ),
        (8, (("4", "修井盖", "", ""),)),
    ]
    assert [(b.line, b.text) for b in blocks if isinstance(b, Paragraph)] == [
        (1, "分工表"),
        (9, "某某县办公室"),
        (10, "一、 修路 1"),
    ]


PARAGRAPHS = [
    "某某县办好小事实施方案",
    "为了让街坊邻里的日子过得更方便，《中共某某县委 某某县人民政府的约定》里写明的小事要一件件办好，现就有关事项说明如下：",
    "一、主要任务",
    "（一）修好路灯。年底前把老街两旁坏了的路灯全部换成新的，其中节能路灯不少于300盏，旧灯杆能用的接着用，不能用的送到废品站去。（责任单位：甲局、乙局、丙局和各个街道办事处）",
    "（二）修好长椅。年底前在河边的步道上添置长椅120把，椅面完好率达到95%，椅子坏了的在三天之内修好，来不及修的先用绳子围起来。（责任单位：乙局）",
    "（三）种好花草。沿河的花坛里种上四季都能开花的品种，浇水除草由附近的住户认领，认领的比例达到80%以上，认领牌挂在花坛边上。（责任单位：丙局）",
    "二、几点要求",
    "各个单位要把小事当成大事来办，办好一件销号一件，没有办好的说清楚为什么没有办好、什么时候能够办好，年底前把办理的情况写成一页纸的说明贴在街口的公告栏里，请街坊邻里来评一评哪件办得好、哪件还要接着办。",
    "某某县办公室",
]


def wrapped(paragraph: str, width: int, digits: float) -> list[str]:
    """A paragraph in lines of a width; digits count as much of it as said, and no stop begins a line."""
    rows, row = [], "　　"
    for unit in re.findall(r"[0-9%]+|.", paragraph):
        taken = sum(digits if char.isascii() else 1 for char in row + unit)
        if taken > width and unit not in "，。、：；）》":
            rows.append(row)
            row = ""
        row += unit
    return [*rows, row]


@pytest.mark.parametrize("digits", [0.5, 1])
@pytest.mark.parametrize("width", [24, 28, 32, 33, 40])
def test_paragraphs_broken_into_lines_are_whole_again(width: int, digits: float) -> None:
    broken = [wrapped(paragraph, width, digits) for paragraph in PARAGRAPHS]
    blocks = blocks_of("\n".join(line for each in broken for line in each).encode(), ".txt")
    starts = [1 + sum(map(len, broken[:at])) for at in range(len(broken))]
    assert [(b.line, b.text) for b in blocks if isinstance(b, Paragraph)] == list(zip(starts, PARAGRAPHS, strict=True))


def test_blanks_at_which_a_pdf_broke_its_lines_mean_nothing() -> None:
    spaced = [" ".join(wrapped(paragraph, 28, 0.5)).strip("　") for paragraph in PARAGRAPHS]
    cut = spaced[4].index(" ", 40)  # the end of a page
    pages = [*spaced[:4], spaced[4][:cut], spaced[4][cut + 1 :], *spaced[5:]]
    assert told("\n".join(pages).encode(), ".txt") == PARAGRAPHS


NOT_WRAPPED = {
    "paragraphs": PARAGRAPHS,
    "items of one length": [f"完成第{at}号老街路口的坡道改造和标牌更新工作" for at in "甲乙丙丁戊己庚辛"],
    "numbered items": [f"{at}.完成第{at}号老街路口的坡道改造。（责任单位：甲局）" for at in range(95, 109)],
    "blanks between names": ["局 长", "主任：赵某 钱某 孙某", "中共某某县委 某某县人民政府"],
    "a row of names": [
        f"某某县第{at}小学　某某县第{at}中学　某某县第{at}幼儿园　某某县托管中心" for at in "一二三四五六"
    ],
}


@pytest.mark.parametrize("what", NOT_WRAPPED)
def test_lines_that_are_whole_stay_as_they_are(what: str) -> None:
    assert told("\n".join(NOT_WRAPPED[what]).encode(), ".txt") == NOT_WRAPPED[what]


PAGE = """<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<title>关于印发方案的通知_某某民政厅</title><style>p{{color:red}}</style></head><body>
<div class="header"><a href="/">首页</a><a href="/a">政务公开</a></div>
<div class="crumbs">您的位置：<a href="/">首页</a> &gt; 通知公告</div>
<div class="main"><h1>关于印发实施方案的通知</h1><p>发布时间：2022-03-01　来源：办公室　浏览次数：81</p>
<div class="TRS_Editor">{text}</div>
<div class="share">分享到：<a href="#">微信</a></div>
<ul class="xglj"><li><a href="1">相关文件一</a></li><li><a href="2">相关文件二</a></li></ul></div>
<div id="footer">版权所有 某某民政厅 备案号12345678</div><script>alert("x")</script></body></html>"""
TEXT = (
    "<p>一、主要任务</p>\n<p>　　1.健全机制。到2025年底，覆盖率达到\n80%以上。（牵头单位：甲处）</p>"
    + "<p>　　再做好各项工作，确保落实。</p>" * 5
)


def test_of_a_page_only_its_text() -> None:
    data = PAGE.format(text=TEXT).encode("gb18030")
    assert told(data, ".html") == [
        "关于印发实施方案的通知",
        "一、主要任务",
        "1.健全机制。到2025年底，覆盖率达到 80%以上。（牵头单位：甲处）",
        *["再做好各项工作，确保落实。"] * 5,
    ]


def test_tables_lists_and_breaks_of_a_page() -> None:
    html = (
        "<html><body><div><p>甲<br>乙</p><ol start=3><li>丙</li><li><p>丁</p></li></ol><ol type=a><li>戊</li></ol>"
        "<table><tr><td rowspan=2>单位</td><td>任务</td></tr><tr><td>己<br>庚</td></tr></table>"
        "<table><tr><td><p>辛</p><p style='display: none'>看不见</p></td></tr></table></div></body></html>"
    )
    blocks = blocks_of(html.encode(), ".html")
    assert lines(blocks) == ["甲", "乙", "3.丙", "4.丁", "a.戊", "单位　任务", "单位　己庚", "辛"]
    assert [b.rows for b in blocks if isinstance(b, Table)] == [(("单位", "任务"), ("单位", "己\n庚"))]


MARKDOWN = """---
title: 别的
---
# 方案
<!-- 评论
-->
## 一、总体要求
　　**坚持**[依法](http://x)办事，
不断推进。
1. 健全机制
2. 2025年完成
- 分点

| 任务 | 单位 |
| --- | :---: |
| 甲 | 乙<br>丙 |
"""


def test_markdown() -> None:
    blocks = blocks_of(MARKDOWN.encode(), ".md")
    paragraphs = [(b.text, b.line, b.level) for b in blocks if isinstance(b, Paragraph)]
    assert paragraphs == [
        ("方案", 4, 1),
        ("一、总体要求", 7, 2),
        ("坚持依法办事，不断推进。", 8, None),
        ("1.健全机制", 10, None),
        ("2. 2025年完成", 11, None),
        ("分点", 12, None),
    ]
    assert [b.rows for b in blocks if isinstance(b, Table)] == [(("任务", "单位"), ("甲", "乙\n丙"))]


MARKED = {
    "bold headings without blank lines": (
        "**一、总体要求**\n坚持便民利民\n**（一）办好小事。** 年底前办成20件。\n**附件**\n__1.清单__\n略",
        ["一、总体要求", "坚持便民利民", "（一）办好小事。 年底前办成20件。", "附件", "1.清单", "略"],
    ),
    "numbers without blank lines": (
        "办好小事\n1.修路灯\n2、修护栏\n（3）修长椅\n第四条 修井盖",
        ["办好小事", "1.修路灯", "2、修护栏", "（3）修长椅", "第四条 修井盖"],
    ),
    "a bold word inside a paragraph": ("坚持**便民**\n利民，办好\n2.5公里步道", ["坚持便民利民，办好2.5公里步道"]),
    "struck out words": (
        "办好~~大事~~小事\n\n~~删掉的一段~~\n\n1. ~~删掉的一项~~\n2. **~~旧的~~**新的，5~8件\n3. <del>旧</del>新",
        ["办好小事", "2.新的，5~8件", "3.新"],
    ),
}


@pytest.mark.parametrize("what", MARKED)
def test_marks_of_markdown(what: str) -> None:
    text, wanted = MARKED[what]
    assert told(text.encode(), ".md") == wanted


def test_rows_of_markdown_are_as_wide_as_the_header() -> None:
    (table,) = blocks_of("| 任务 | 单位 | 时限 |\n|---|---|---|\n| 甲 |\n| 乙 | 丙 | 年底 | 丁 |\n".encode(), ".md")
    assert isinstance(table, Table)
    assert table.rows == (("任务", "单位", "时限"), ("甲", "", ""), ("乙", "丙", "年底"))


def test_every_format_is_read_from_its_own_module(tmp_path: Path) -> None:
    for suffix in FORMATS:
        path = tmp_path / f"方案 1{suffix}"
        path.write_bytes(b"")
        with pytest.raises(MzError, match="是空文件"):
            read(path)


def bomb(size: int) -> bytes:
    return document(p("甲") + "<w:p><w:r><w:t>" + " " * size + "</w:t></w:r></w:p>")


def entities() -> bytes:
    declared = "".join(f'<!ENTITY e{at} "{f"&e{at - 1};" * 10 if at else "哈"}">' for at in range(12))
    return package({"word/document.xml": f"<!DOCTYPE x [{declared}]><x>&e11;</x>".encode()})


def outside() -> bytes:
    xml = '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd" [<!ENTITY f SYSTEM "file:///etc/hostname">]><x>&f;</x>'
    return package({"word/document.xml": xml.encode()})


def deep(open_tag: str, close_tag: str) -> bytes:
    return document(open_tag * 100_000 + close_tag * 100_000)


def locked() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le")


HOSTILE: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "a bomb of blanks": ("a.docx", lambda: bomb(9_000_000), "解开后有"),
    "a part that claims to be huge": (
        "a.docx",
        lambda: package({"word/document.xml": b"<x>" + b" " * 300_000_000}),
        "解开后有",
    ),
    "entities in entities": ("a.docx", entities, "文档类型声明|已损坏"),
    "entities from outside": ("a.docx", outside, "文档类型声明|已损坏"),
    "nested a hundred thousand deep": ("a.docx", lambda: deep("<w:ins>", "</w:ins>"), "已损坏|嵌套"),
    "cut off": ("a.docx", lambda: document(p("甲" * 900))[:400], "已损坏"),
    "broken XML": ("a.docx", lambda: package({"word/document.xml": b"<w:p>"}), "已损坏"),
    "no document in it": ("a.docx", lambda: package({"readme.txt": b"x"}), "不是Word文档"),
    "a workbook": ("a.docx", lambda: package({"xl/workbook.xml": b"<x/>"}), "是Excel文件"),
    "a text with a wrong suffix": ("a.docx", "你好".encode, "已损坏，打不开，或者只是用了这个后缀"),
    "locked": ("a.docx", locked, "加了密码"),
    "Word of old": ("a.doc", lambda: locked()[:300], "老格式.doc，读不了。请用Word或WPS打开它，另存为.docx"),
    "WPS of old": ("a.wps", lambda: locked()[:300], "老格式.wps，读不了。请用Word或WPS打开它，另存为.docx"),
    "rich text": ("a.rtf", lambda: b"{\\rtf1}", "读不了"),
    "empty": ("a.txt", lambda: b"\xef\xbb\xbf"[:0], "是空文件"),
    "nothing but zeros": ("a.txt", lambda: b"\0" * 5000, "是空文件"),
    "no text": ("a.txt", lambda: bytes(range(256)) * 40, "不是文字文件"),
    "nothing but blanks": ("a.docx", lambda: document(p("  　 ")), "里没有文字"),
    "an unknown format": ("a.jpeg", lambda: b"abc", "的格式.jpeg读不了"),
    "a page nested too deep": ("a.html", lambda: b"<html><body>" + b"<div>" * 100_000 + b"x", "嵌套|没有文字"),
    "a page without text": ("a.html", lambda: b"<html><body><script>1</script></body></html>", "里没有文字"),
    "no PDF behind its head": ("a.pdf", lambda: b"%PDF-1.7\n" + b"x" * 999, "已损坏"),
    "a PDF cut off": ("a.pdf", lambda: (MADE / "notice.pdf").read_bytes()[:200], "已损坏"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_damaged_and_hostile_files_get_one_sentence(what: str, tmp_path: Path) -> None:
    name, make, words = HOSTILE[what]
    path = tmp_path / name
    path.write_bytes(make())
    with pytest.raises(MzError, match=words) as caught:
        read(path)
    assert caught.value.message.startswith(f"“{name}”")
    assert caught.value.message.count("。") == 1
    assert "\n" not in str(caught.value)


METHODS = [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]


@pytest.mark.parametrize("method", METHODS)
def test_what_is_damaged_in_any_way_of_packing_gets_one_sentence(method: int) -> None:
    text = document("".join(p(f"{at}.{'甲' * (at % 7)}") for at in range(300)))
    with zipfile.ZipFile(BytesIO(text)) as archive:
        sound = package({"word/document.xml": archive.read("word/document.xml")}, method)
    chance = random.Random(method)
    for _ in range(60):
        torn = bytearray(sound)
        for at in chance.sample(range(100, len(torn) - 200), 5):
            torn[at] ^= 0x55
        for attempt in (lambda torn=torn: blocks_of(torn, ".docx"), lambda torn=torn: inspect(torn)):
            with pytest.raises(MzError, match=r"已损坏|不是Excel文件"):
                attempt()


def test_an_unknown_way_of_packing_gets_one_sentence() -> None:
    odd = bytearray(document(p("甲")))
    for head, place in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        at = odd.rindex(head) + place
        odd[at : at + 2] = b"\x5f\x00"
    for attempt in (lambda: blocks_of(bytes(odd), ".docx"), lambda: inspect(bytes(odd))):
        with pytest.raises(MzError, match="已损坏"):
            attempt()


def test_a_gigabyte_of_blanks_is_refused_by_its_size(tmp_path: Path) -> None:
    for suffix in (".txt", ".docx", ".pdf"):
        path = tmp_path / f"a{suffix}"
        with path.open("wb") as file:
            file.write(b"%PDF-" if suffix == ".pdf" else b"  ")
            file.truncate(2**30)
        with pytest.raises(MzError, match="有1024MB，太大了"):
            read(path)


@pytest.mark.parametrize(
    "number", ["—{}—", "- {} -", "第{}页", "第 {} 页 共 2 页", "{}", "{}/2", "Page {} of 2", "（{}）"]
)
def test_a_sentence_goes_on_below_the_head_of_the_next_page(number: str) -> None:
    texts = ("（一）修路灯。年底前修好一百盏路灯，由甲", "局牵头。")
    pages = [
        [placed(90, 40, "某某县修路办文件", 9), placed(90, 120, text), placed(280, 790, number.format(at), 12)]
        for at, text in enumerate(texts, 1)
    ]
    assert told(pdf(pages), ".pdf") == ["".join(texts)]


def test_a_page_number_between_dashes_may_stand_higher() -> None:
    pages = [
        [placed(90, 120, "（一）修路灯，由甲"), placed(280, 740, "— 1 —")],
        [placed(90, 120, "局牵头。"), placed(90, 150, "— 1 —")],
    ]
    assert told(pdf([*pages, [placed(90, 120, "第2页")]]), ".pdf") == ["（一）修路灯，由甲局牵头。"]


def test_a_scanned_pdf_says_so(tmp_path: Path) -> None:
    import pypdfium2

    scanned = pypdfium2.PdfDocument.new()
    scanned.new_page(595, 842)
    path = tmp_path / "扫描.pdf"
    scanned.save(path)
    with pytest.raises(MzError, match="像是扫描件"):
        read(path)


def test_macros_and_outside_links_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    def refuse(*_: object) -> None:
        raise AssertionError("nothing may be fetched")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    relations = b'<Relationships><Relationship Id="r1" TargetMode="External" Target="http://127.0.0.1:9/t.dotm"/></Relationships>'
    body = document('<w:p><w:hyperlink r:id="r1"><w:r><w:t>看链接</w:t></w:r></w:hyperlink></w:p>')
    with zipfile.ZipFile(BytesIO(body)) as archive:
        xml = archive.read("word/document.xml")
    data = package(
        {
            "word/document.xml": xml,
            "word/_rels/document.xml.rels": relations,
            "word/vbaProject.bin": b"\xd0\xcf\x11\xe0",
        }
    )
    assert told(data, ".docm") == ["看链接"]


def test_a_merged_cell_that_repeats_without_end_is_refused() -> None:
    start = c("甲" * 100_000, '<w:vMerge w:val="restart"/>') + c("1")
    body = table(start, *[c("", "<w:vMerge/>") + c("2")] * 300)
    with pytest.raises(MzError, match="文字太多"):
        blocks_of(document(body), ".docx")


PATTERNS = ["[" * 300_000, "**a" * 100_000, "<!--" * 100_000, "`" * 300_000, "# " * 200_000, "|-" * 100_000, "字" * 100]


@pytest.mark.parametrize("text", PATTERNS, ids=lambda text: text[:4])
def test_no_text_takes_for_ever(text: str) -> None:
    for suffix in (".md", ".html", ".txt"):
        first = told(
            f"<html><p>甲</p><p>{text}</p>".encode() if suffix == ".html" else f"甲\n\n{text}".encode(), suffix
        )[0]
        assert first == "甲"


def test_a_long_document_takes_little_memory() -> None:
    """500 pages of four paragraphs; libxml2's own memory isn't counted here, docs/importing.md has the whole."""
    import tracemalloc

    letters, chance = [chr(0x4E00 + at) for at in range(3000)], random.Random(1)
    body = "".join(p(f"{at}.{''.join(chance.choices(letters, k=180))}。") for at in range(2000))
    data = document(body)
    blocks_of(data, ".docx")
    tracemalloc.start()
    try:
        assert len(blocks_of(data, ".docx")) == 2000
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 10 * len(data)


RUN_ON = (
    "某市养老服务工作方案为落实上级部署，全面提升服务水平，特制定本方案。一、工作目标到2025年，护理型床位占比达到60%，"
    + "社区助餐点覆盖全部街道，服务质量明显提升，老年人的获得感持续增强，群众满意。" * 4
    + "二、工作任务(一)增加床位推进护理型改造，扩大普惠供给。责任单位：市民政局完成时限：2024年6月底"
    + "(二)培训护理员开展分级培训。责任单位：市人社局三、工作要求加强组织领导，压实各方责任，"
    + "形成工作合力，及时总结经验，推动第二、第三产业融合。" * 4
)


def test_a_document_without_line_breaks_is_cut_before_its_numbers() -> None:
    assert [text[:8] for text in told(RUN_ON.encode(), ".txt")] == [
        "某市养老服务工作", "为落实上级部署，", "一、工作目标", "到2025年，护", "二、工作任务", "(一)增加床位推", "责任单位：市民政",
        "完成时限：202", "(二)培训护理员", "责任单位：市人社", "三、工作要求", "加强组织领导，压",
    ]  # fmt: skip
    assert [block.line for block in blocks_of(RUN_ON.encode(), ".txt")] == list(range(1, 13))


def test_a_long_paragraph_with_a_list_in_it_stays_whole() -> None:
    text = "统筹第一、二、三产业发展，" * 20 + "（一）摸清底数；（二）分类施策；（三）逐户落实。" * 10
    assert told(text.encode(), ".txt") == [text]
