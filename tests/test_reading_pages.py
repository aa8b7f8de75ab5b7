"""Web pages as offices lay them out: the text is found, its tables are tables, what would take for ever is refused."""

from __future__ import annotations

import tracemalloc

import pytest

from minzheng_cli.errors import MzError
from minzheng_cli.importing.document.blocks import Table
from minzheng_cli.importing.document.parse import parse
from minzheng_cli.importing.document.reading import blocks_of, text_of

TITLE = "某县民政局关于做好社区助浴服务的通知"
LINES = [
    "各乡镇人民政府：",
    "现将有关事项通知如下。",
    "一、重点任务",
    "（一）建设助浴点。2026年底前建成12个。（责任单位：县民政局）",
    "（二）培训助浴员。全年培训80人次。（责任单位：县人社局）",
    "某县民政局",
    "2026年1月8日",
]
TEXT = "".join(f"<p>{line}</p>" for line in LINES)
ALL = [TITLE, *LINES]


def page(body: str, head: str = "") -> bytes:
    return f'<html><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'.encode()


def told(data: bytes) -> list[str]:
    return [line for line in text_of(blocks_of(data, ".html")).split("\n") if line]


def tables(data: bytes) -> list[tuple[tuple[str, ...], ...]]:
    return [block.rows for block in blocks_of(data, ".html") if isinstance(block, Table)]


NAMES = ["print", "search-content", "comment_body", "main-related", "article share", "layout no-sidebar", "top"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("attribute", ["class", "id"])
def test_a_block_that_holds_the_text_is_not_around_it(name: str, attribute: str) -> None:
    around = f'<div {attribute}="{name}"><span>到别处看一看</span></div>'
    block = f'<div {attribute}="{name}">{TEXT}</div>'
    assert told(page(f"<p>{TITLE}</p>{block}{around}")) == ALL
    assert told(page(f"{around}<h1>{TITLE}</h1>{block}")) == ALL


def test_a_block_with_the_heading_is_not_around_the_text() -> None:
    longer = "".join(f"<p>第{at}问，答复如下：有关政策请看原文。</p>" for at in range(9))
    data = page(f'<div class="print"><h1>{TITLE}</h1>{TEXT}</div><div class="ask">{longer}</div>')
    assert told(data)[: len(ALL)] == ALL


SITE = '<div class="header"><h1>某县人民政府门户网站</h1></div>'
ABOVE = {
    "a heading": f"<h1>{TITLE}</h1>",
    "the name of the site as a heading": f"{SITE}<h2>{TITLE}</h2>",
    "a block of class title": f'<div class="title">{TITLE}</div>',
    "a block called so in a compound": f'{SITE}<div class="articleTitle">{TITLE}</div>',
    "a block of class bt in what is no heading": f'<div class="con_bt"><span>{TITLE}</span></div>',
    "a block without a name": f'<div style="font-size:22px">{TITLE}</div><div>发布日期：2026-01-09　浏览量：8</div>',
}


@pytest.mark.parametrize("what", ABOVE)
def test_the_title_above_the_text(what: str) -> None:
    links = '<div><a href="/">首页</a> <a href="/a">通知公告公示</a></div>'
    assert told(page(f"{links}{ABOVE[what]}<div>{TEXT}</div>")) == ALL


@pytest.mark.parametrize(
    "head",
    [
        f'<meta name="ArticleTitle" content="{TITLE}">',
        f'<meta property="og:title" content="{TITLE}_某县人民政府网">',
        f"<title>{TITLE} - 某县人民政府</title>",
    ],
)
def test_the_title_in_the_head(head: str) -> None:
    assert told(page(f"{SITE}<div>{TEXT}</div>", head)) == ALL


CRUMBS = [
    "<div>首页 &gt; 信息公开</div>",
    "<p>首页 / 政务公开 / 通知公告</p>",
    "<p>您现在所在的位置： 首页 - 政务公开 - 正文</p>",
    '<div><span>当前位置：</span><a href="/">首页</a><em>&gt;</em>\n<span>正文</span></div>',
]


@pytest.mark.parametrize("crumbs", CRUMBS)
def test_where_a_page_stands_is_no_text(crumbs: str) -> None:
    assert told(page(f"{crumbs}<p>{TITLE}</p>{TEXT}")) == ALL


def test_where_a_page_stands_is_no_title() -> None:
    body = "<br>".join(["当前位置：首页&gt;信息公开", TITLE, *LINES])
    head = parse(blocks_of(page(body), ".html")).head
    assert (head.title, head.issuer) == (TITLE, "某县民政局")


def test_a_notice_stays_before_the_longer_plan_that_stands_in_a_block() -> None:
    plan = "".join(f"<p>{at}.做好第{at}项工作，确保落实到位。</p>" for at in range(1, 40))
    assert told(page(f"<div><p>{TITLE}</p>{TEXT}<div>{plan}</div></div>"))[: len(ALL)] == ALL


TASKS = (
    "<tr><td>序号</td><td>重点任务</td><td>责任单位</td></tr>"
    "<tr><td rowspan=2>1</td><td>建设助浴点{inner}</td><td rowspan=2>县民政局</td></tr><tr><td>改造老旧浴室</td></tr>"
    "<tr><td>2</td><td>培训助浴员</td><td>县人社局</td></tr>"
)
YEARS = "<table><tr><td>2026年</td><td>12个</td></tr></table>"
ROWS = (
    ("序号", "重点任务", "责任单位"),
    ("1", "建设助浴点\n2026年 12个", "县民政局"),
    ("1", "改造老旧浴室", "县民政局"),
    ("2", "培训助浴员", "县人社局"),
)


def test_a_small_table_in_a_cell_leaves_the_table_whole() -> None:
    table = f"<table border=1>{TASKS.format(inner=YEARS)}</table>"
    assert tables(page(f"<h1>{TITLE}</h1>{table}")) == [ROWS]
    assert tables(page(f"<table><tr><td><h1>{TITLE}</h1>{table}</td></tr></table>")) == [ROWS]


FACTS = (
    "<tr><td>索 引 号：</td><td>0000/2026-00001</td><td>发文机关：</td><td>某县民政局</td></tr>"
    "<tr><td>发文字号：</td><td>某民发〔2026〕3号</td><td>成文日期：</td><td>2026年1月8日</td></tr>"
    f"<tr><td>标　　题：</td><td colspan=3>{TITLE}</td></tr>"
)
LAYOUTS = {
    "beside a list": f"<table><tr><td><ul><li>公开指南</li></ul></td><td><h2>{TITLE}</h2>{TEXT}</td></tr></table>",
    "below the facts": f"<table>{FACTS}</table><div class=article_title>{TITLE}</div><div>{TEXT}</div>",
    "below the facts in the same table": f"<table>{FACTS}<tr><td colspan=4>{TEXT}</td></tr></table>",
    "below the facts in tables in a table": f"<table><tr><td><table>{FACTS}</table></td></tr>"
    f'<tr><td><table><tr><td id="UCAP-CONTENT"><p><strong>{TITLE}</strong></p>{TEXT}</td></tr></table></td></tr></table>',
}


@pytest.mark.parametrize("what", LAYOUTS)
def test_tables_that_lay_out_the_page_are_looked_through(what: str) -> None:
    data = page(LAYOUTS[what])
    draft = parse(blocks_of(data, ".html"))
    assert [task.title for task in draft.tasks] == ["建设助浴点", "培训助浴员"]
    assert draft.head.title == TITLE
    assert set(LINES) <= set(told(data))
    if "facts" in what:
        assert (draft.head.number, draft.head.issuer) == ("某民发〔2026〕3号", "某县民政局")


def test_columns_that_no_cell_begins_and_what_stands_between_the_rows() -> None:
    table = (
        "<table><caption>分工表</caption><form><tr><td colspan=20>一览</td></tr>"
        "<tr><td>任务</td><td>单位</td></tr></form></table>"
    )
    assert tables(page(table)) == [(("一览", "一览"), ("任务", "单位"))]
    assert told(page(table))[0] == "分工表"


CHARSETS = ["undefined", "unicode_escape", "raw_unicode_escape", "iso-8859-1", "windows-1252", "utf-16", "utf-7", "gbk"]


@pytest.mark.parametrize("charset", CHARSETS)
def test_a_page_in_utf8_is_read_whatever_it_says(charset: str) -> None:
    assert told(f'<html><meta charset="{charset}"><body><p>{TITLE}</p>{TEXT}'.encode()) == ALL


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [("gb2312", "gb18030"), ("iso-8859-1", "gb18030"), ("x-gbk", "gbk"), ("big5", "big5"), ("hz-gb-2312", "hz")],
)
def test_a_page_in_another_encoding_is_read_as_it_says(charset: str, encoding: str) -> None:
    text = "縣民政局：建設助浴點" if encoding == "big5" else TITLE
    data = f'<html><meta charset="{charset}"><body><p>{text}</p>'.encode(encoding)
    assert told(data) == [text]


HOSTILE = {
    "attributes without end": ("<p " + " ".join(f"a{at}=1" for at in range(50_000)) + ">甲", "标记太乱"),
    "breaks without end": ("甲" + "<br>" * 500_000, "标记太多"),
    "a cell over all rows": (
        "甲" + ("<table><tr><td rowspan=10000 colspan=99>乙<td>丙" + "<tr>" * 3000 + "</table>") * 10,
        None,
    ),
    "empty cells over all rows": (
        "甲" + ("<table><tr>" + "<td rowspan=10000>" * 99 + "<tr>" * 3000 + "</table>") * 10,
        "文字太多",
    ),
    "a cell that grows": (
        "甲<table><tr><td rowspan=10000>" + "乙" * 9000 + "<td>丙" + "<tr><td>丁<td>戊" * 3000,
        "文字太多",
    ),
    "cells that reach down": ("甲<table>" + "<tr><td rowspan=2>乙</td><td>丙</td></tr>" * 5_000 + "</table>", None),
    "nested tables of nothing": ("甲" * 500 + "<table><tr><td>\u200b<td>\u200b<tr><td>\u200b<td>" * 45, None),
    "nested blocks with much in them": ("甲" + "<div class='title share'>" * 180 + "<b>乙</b>" * 20_000, None),
    "much that is taken out": ("甲" + "<button></button>乙" * 20_000, None),
    "a comment that never ends": ("甲" + "<!--" * 500_000, None),
    "a script that never ends": ("甲" + "<script" * 500_000, None),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_page_made_to_take_for_ever(what: str) -> None:
    body, refusal = HOSTILE[what]
    data = page(body)
    tracemalloc.start()
    try:
        if refusal:
            with pytest.raises(MzError, match=refusal):
                blocks_of(data, ".html")
        else:
            assert blocks_of(data, ".html")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 120 * 2**20


def test_scripts_comments_and_odd_tags_leave_no_trace() -> None:
    odd = '<script>if (a<b) document.write("<p>x</p>")</script><!-- <p>旧稿</p> --><style>p{}</style>'
    tag = '<p title="<!-- > \'" data-x=\'{"a": "<script>"}\'>'
    assert told(page(f"{odd}<p>{TITLE}</p>{odd}{tag}{LINES[0]}</p>{odd}{TEXT}")) == [TITLE, LINES[0], *LINES]
