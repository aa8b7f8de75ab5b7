"""Saved web pages: which part of them is the text, what their tables hold, and pages that were made to do harm."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest

from minzheng_cli.errors import MzError
from minzheng_cli.importing.document.blocks import Paragraph, Table
from minzheng_cli.importing.document.parse import parse
from minzheng_cli.importing.document.reading import blocks_of

_TASKS = (
    "<p>一、重点任务</p><p>1.增加床位。推进护理型改造，年内完成。（责任单位：市民政局）</p>"
    "<p>2.培训护理员。分级培训，持证上岗。（责任单位：市人社局）</p>"
)
_SECONDS = 10


def _blocks(html: str) -> list[Paragraph | Table]:
    return blocks_of(html.encode(), ".html")


def _titles(html: str) -> list[str]:
    return [task.title for task in parse(_blocks(html)).tasks]


@pytest.mark.parametrize("name", ["print", "search-content", "comment-body", "main-related", "article-share", "footer"])
def test_a_container_that_holds_the_text_is_kept_whatever_it_is_called(name: str) -> None:
    page = f"<html><body><div class='nav'>首页 政务公开</div><div id='{name}'><h1>某市工作方案</h1>{_TASKS}</div></body></html>"
    assert _titles(page) == ["增加床位", "培训护理员"]


def test_what_surrounds_the_text_is_still_left_out() -> None:
    page = f"<html><body><div class='article'><h1>某市工作方案</h1>{_TASKS}</div><div class='share'><p>3.分享到朋友圈。</p></div></body></html>"
    assert _titles(page) == ["增加床位", "培训护理员"]


def test_a_title_in_a_block_of_that_name_is_the_documents() -> None:
    page = (
        "<html><head><title>信息服务 &gt;&gt; 政策法规</title></head><body><div class='article'><div class='ahead'>"
        f"<div class='title'>某市养老服务工作方案</div></div><div class='content'>{_TASKS}</div></div></body></html>"
    )
    assert parse(_blocks(page)).head.title == "某市养老服务工作方案"


def test_a_small_table_in_a_cell_does_not_make_the_outer_one_layout() -> None:
    inner = "<table><tr><td>上半年</td><td>300张</td></tr></table>"
    page = (
        "<table><tr><td>序号</td><td>任务</td><td>责任单位</td></tr>"
        f"<tr><td>1</td><td>增加床位{inner}</td><td>市民政局</td></tr><tr><td>2</td><td>培训护理员</td><td>市人社局</td></tr></table>"
    )
    (table,) = _blocks(page)
    assert isinstance(table, Table)
    assert table.rows[1] == ("1", "增加床位\n上半年 300张", "市民政局")


def test_a_table_that_lays_out_the_page_is_looked_through() -> None:
    page = f"<table><tr><td>栏目</td><td><table><tr><td>{_TASKS}</td></tr></table></td></tr></table>"
    assert _titles(page) == ["增加床位", "培训护理员"]


@pytest.mark.parametrize("charset", ["undefined", "unicode_escape", "iso-8859-1", "不认得"])
def test_an_encoding_that_no_chinese_page_has_is_not_believed(charset: str) -> None:
    page = f"<html><head><meta charset='{charset}'></head><body><h1>某市工作方案</h1>{_TASKS}</body></html>"
    assert _titles(page) == ["增加床位", "培训护理员"]


_HOSTILE = {
    "merged": "<table>" + "<tr><td rowspan=9999>甲</td><td>乙</td></tr>" * 20_000 + "</table>",
    "grids": (
        "<table>" + "<tr><td rowspan=9999 colspan=99>甲</td></tr>" * 3 + "<tr><td>乙</td></tr>" * 9000 + "</table>"
    )
    * 12,
    "breaks": "<p>甲" + "<br>" * 600_000 + "</p>",
    "attributes": "<body " + " ".join(f"a{at}=1" for at in range(100_000)) + "><p>甲</p></body>",
}


@pytest.mark.parametrize("name", _HOSTILE)
def test_a_page_made_to_do_harm_is_read_or_refused_in_seconds(name: str) -> None:
    begun = time.process_time()
    with suppress(MzError):
        blocks_of(f"<html>{_HOSTILE[name]}</html>".encode(), ".html")
    assert time.process_time() - begun < _SECONDS
