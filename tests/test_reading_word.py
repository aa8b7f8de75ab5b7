"""Word documents as other programs write them: parts under other names, files put in whole, hidden and merged by other means."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from minzheng_cli.errors import MzError
from minzheng_cli.importing.document.blocks import Paragraph, Table
from minzheng_cli.importing.document.reading import blocks_of
from tests.wordml import NAMESPACES, c, document, item, lists, p, package, r, table

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SWITCH = (
    "<mc:AlternateContent><mc:Choice Requires='wps'>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>"
)


def _texts(data: bytes) -> list[str]:
    return [block.text for block in blocks_of(data, ".docx") if isinstance(block, Paragraph)]


def _relations(*targets: tuple[str, str]) -> bytes:
    made = "".join(
        f'<Relationship Id="rId{at}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{made}</Relationships>'.encode()


def _with_chunk(name: str, data: bytes) -> bytes:
    body = f'{p("前言")}<w:altChunk r:id="rId1"/>'
    return package({
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>".encode(),
        "word/_rels/document.xml.rels": _relations(("aFChunk", name)),
        f"word/{name}": data,
    })  # fmt: skip


def test_parts_are_found_by_their_relationships() -> None:
    body = p("甲", item(1)) + p("乙", item(1))
    data = package({
        "_rels/.rels": _relations(("officeDocument", "word/document2.xml")),
        "word/document2.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>".encode(),
        "word/_rels/document2.xml.rels": _relations(("numbering", "numbering2.xml")),
        "word/numbering2.xml": f"<w:numbering {NAMESPACES}>{lists(('chineseCounting', '%1、'))}</w:numbering>".encode(),
    })  # fmt: skip
    assert _texts(data) == ["一、甲", "二、乙"]


def test_a_relationship_leads_nowhere_outside_the_package() -> None:
    data = package({"_rels/.rels": _relations(("officeDocument", "../../etc/passwd"))})
    with pytest.raises(MzError, match="不是Word文档"):
        blocks_of(data, ".docx")


def test_a_page_put_in_whole_is_read() -> None:
    page = "<html><body><p>一、任务</p><p>1.增加床位。</p></body></html>"
    assert _texts(_with_chunk("chunk.html", page.encode())) == ["前言", "一、任务", "1.增加床位。"]
    archive = f"MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{page}"
    assert _texts(_with_chunk("chunk.mht", archive.encode())) == ["前言", "一、任务", "1.增加床位。"]


def test_a_file_put_in_whole_that_is_not_read_is_told_of() -> None:
    with pytest.raises(MzError, match="插进了另一份文件") as caught:
        blocks_of(_with_chunk("chunk.rtf", b"{\\rtf1}"), ".docx")
    assert "另存为.docx" in caught.value.hint


def test_of_two_ways_to_say_the_same_one_is_read() -> None:
    assert _texts(document(_SWITCH.format(p("甲"), p("甲")) + p("乙"))) == ["甲", "乙"]


def test_text_hidden_by_a_style_is_not_read() -> None:
    styles = (
        '<w:style w:type="character" w:styleId="藏"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="密"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="密二"><w:basedOn w:val="密"/></w:style>'
    )
    shown = r("看得见", '<w:vanish w:val="0"/>')
    secret, derived = r("藏着", "<w:rStyle w:val='藏'/>"), p("密件", "<w:pStyle w:val='密二'/>")
    body = f"<w:p>{r('甲')}{secret}</w:p>{derived}"
    body += f"<w:p><w:pPr><w:pStyle w:val='密'/></w:pPr>{r('藏着')}{shown}</w:p>"
    assert _texts(document(body, styles=styles)) == ["甲", "看得见"]


def test_an_empty_item_is_counted() -> None:
    body = p("甲", item(1)) + p("", item(1)) + p("乙", item(1))
    assert _texts(document(body, numbering=lists(("decimal", "%1.")))) == ["1.甲", "3.乙"]


def test_cells_merged_the_old_way() -> None:
    rows = table(
        c("任务", '<w:hMerge w:val="restart"/>') + c("", "<w:hMerge/>") + c("单位"),
        c("1") + c("增加床位") + c("市民政局"),
    )
    (block,) = blocks_of(document(rows), ".docx")
    assert isinstance(block, Table)
    assert block.rows == (("任务", "任务", "单位"), ("1", "增加床位", "市民政局"))


def test_a_line_that_ends_inside_a_list_goes_on() -> None:
    names = f"<w:p>{r('责任单位：市民政局、')}<w:r><w:br/></w:r>{r('市财政局')}<w:r><w:br/></w:r>{r('完成时限：6月底')}</w:p>"
    assert _texts(document(names)) == ["责任单位：市民政局、市财政局", "完成时限：6月底"]


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_damaged_part_however_packed_gets_one_sentence(method: int) -> None:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        archive.writestr("word/document.xml", f"<w:document {NAMESPACES}><w:body>{p('甲') * 900}</w:body></w:document>")
    data = bytearray(made.getvalue())
    at = data.index(b"word/document.xml") + len("word/document.xml") + 12
    data[at : at + 24] = bytes(24)
    with pytest.raises(MzError, match="损坏"):
        blocks_of(bytes(data), ".docx")
