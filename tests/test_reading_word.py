"""What Word can do to a document besides paragraphs and tables: styles that hide, files in files, fields, odd merges."""

from __future__ import annotations

import time

import pytest

from minzheng_cli.errors import MzError
from minzheng_cli.importing.document.blocks import Paragraph
from minzheng_cli.importing.document.reading import blocks_of
from tests.test_reading import told
from tests.wordml import (
    NAMESPACES,
    RELATIONS,
    STRICT_RELATIONS,
    c,
    document,
    field,
    item,
    lists,
    p,
    package,
    r,
    relations,
    table,
    with_inserted,
)

REMOVED = "<w:rPr><w:del/></w:rPr>"
HIDDEN = "<w:rPr><w:vanish/></w:rPr>"
SEPARATOR = "<w:rPr><w:vanish/><w:specVanish/></w:rPr>"
BOX = f"<w:r><w:pict><v:textbox><w:txbxContent>{p('框里')}</w:txbxContent></v:textbox></w:pict></w:r>"
CIRCLED, READING, FRACTION = r" eq \o\ac(○,3)", r" EQ \* jc2 \* hps10 \o\ad(\s\up 9(yang),养)", r"EQ \f(1,2)"
ROW, OTHER_ROW = f"<w:tr>{c('丙')}{c('丁')}</w:tr>", f"<w:tr>{c('戊')}{c('己')}</w:tr>"


def choice(first: str, second: str) -> str:
    return (
        f"<mc:AlternateContent><mc:Choice>{first}</mc:Choice><mc:Fallback>{second}</mc:Fallback></mc:AlternateContent>"
    )


SEEN = {
    "one of several ways to say the same": (p("甲") + choice(p("乙"), p("丙")), ["甲", "乙"]),
    "the other way where there is no first": (
        f"<mc:AlternateContent><mc:Fallback>{p('丙')}</mc:Fallback></mc:AlternateContent><mc:AlternateContent/>",
        ["丙"],
    ),
    "rows of which one is chosen": (
        f"<w:tbl><w:tr>{c('甲')}{c('乙')}</w:tr>{choice(ROW, OTHER_ROW)}</w:tbl>",
        ["甲　乙", "丙　丁"],
    ),
    "cells merged in a row as Word 97 did": (
        table(
            c("序号") + c("任务", '<w:hMerge w:val="restart"/>') + c("", "<w:hMerge/>") + c("单位"),
            c("1") + c("甲") + c("乙") + c("民政局"),
        ),
        ["序号　任务　任务　单位", "1　甲　乙　民政局"],
    ),
    "columns that are merged in every row": (
        table(
            *[
                c(word, '<w:hMerge w:val="restart"/>') + c("", '<w:hMerge w:val="continue"/>') + c("乙")
                for word in "甲丙"
            ]
        ),
        ["甲　乙", "丙　乙"],
    ),
    "cells merged both ways": (
        table(
            c("甲", '<w:hMerge w:val="restart"/><w:vMerge w:val="restart"/>') + c("", "<w:hMerge/>") + c("1"),
            c("", '<w:hMerge w:val="restart"/><w:vMerge/>') + c("", "<w:hMerge/>") + c("2"),
            c("乙") + c("丙") + c("3"),
        ),
        ["甲　甲　1", "甲　甲　2", "乙　丙　3"],
    ),
    "a deleted cell is gone": (
        table(c("甲") + c("旧", "<w:cellDel/>") + c("乙"), c("丙") + c("丁")),
        ["甲　乙", "丙　丁"],
    ),
    "a hidden row is out": (table(c("甲") + c("乙"), f"<w:trPr><w:hidden/></w:trPr>{c('丙')}{c('丁')}"), ["甲　乙"]),
    "rows and cells in controls and tags": (
        f"<w:tbl><w:sdt><w:sdtContent>{ROW}</w:sdtContent></w:sdt><w:customXml><w:tr><w:customXml>{c('甲')}</w:customXml>"
        f"<w:sdt><w:sdtContent>{c('乙')}</w:sdtContent></w:sdt></w:tr></w:customXml></w:tbl>",
        ["丙　丁", "甲　乙"],
    ),
    "words in tags": (
        f"<w:customXml><w:p><w:smartTag>{r('2025年')}<w:smartTag>{r('3月')}</w:smartTag></w:smartTag>{r('底')}</w:p></w:customXml>",
        ["2025年3月底"],
    ),
    "a table that was deleted": (
        p("甲") + table(f"<w:trPr><w:del/></w:trPr>{c('乙')}{c('丙')}") + p("丁"),
        ["甲", "丁"],
    ),
    "a table that was inserted": (table(f"<w:trPr><w:ins/></w:trPr>{c('乙')}{c('丙')}"), ["乙　丙"]),
    "a paragraph without end doesn't run into a table": (p("甲", REMOVED) + table(c("乙") + c("丙")), ["甲", "乙　丙"]),
    "nor out of a cell": (table(c(p("甲", REMOVED)) + c("乙")), ["甲　乙"]),
    "nor into its own box": (f"<w:p><w:pPr>{REMOVED}</w:pPr>{r('甲')}{BOX}</w:p>{p('乙')}", ["框里", "甲乙"]),
    "nor is it lost at the end": (p("甲") + p("乙", REMOVED), ["甲", "乙"]),
    "a heading that runs on into its text": (p("甲。", SEPARATOR) + p("乙"), ["甲。乙"]),
    "a number within a circle": (f"<w:p>{field(CIRCLED)}{r('甲')}</w:p>", ["③甲"]),
    "a number within a circle, with its result": (f"<w:p>{field(CIRCLED, '③')}{r('甲')}</w:p>", ["③甲"]),
    "readings of signs are out": (
        f"<w:p>{field(READING)}<w:r><w:ruby><w:rt>{r('lao')}</w:rt>"
        f"<w:rubyBase>{r('老')}</w:rubyBase></w:ruby></w:r></w:p>",
        ["养老"],
    ),
    "fractions": (
        f"<w:p>{field(FRACTION)}{r('或')}<m:oMath><m:f><m:num><m:r><m:t>2</m:t></m:r></m:num><m:den><m:r><m:t>3</m:t></m:r>"
        "</m:den></m:f></m:oMath></w:p>",
        ["1/2或2/3"],
    ),
    "fields with and without result": (
        f"<w:p>{r('表')}{field(' SEQ 表 ')}{field(' SEQ 表 ', '2')}{field('XE 词')}{field(' PAGEREF _Ref1 ', '7')}{r('页')}</w:p>",
        ["表27页"],
    ),
    "hidden marks of a field": (
        f'<w:p>{r("甲")}<w:r><w:rPr><w:vanish/></w:rPr><w:fldChar w:fldCharType="begin"/><w:instrText>XE 词</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="end"/></w:r>{r("乙")}</w:p>',
        ["甲乙"],
    ),
    "a table of contents without a frame": (
        f"<w:p><w:hyperlink>{r('一、任务')}<w:r><w:tab/></w:r>{field(' PAGEREF _Toc1 ', '3')}</w:hyperlink></w:p>"
        f"{p('一、任务')}<w:p>{r('见第')}{field(' PAGEREF _Toc1 ', '3')}{r('页。')}</w:p>",
        ["一、任务", "见第3页。"],
    ),
    "signs of the font Symbol": (
        '<w:p><w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>' + r("80%") + "</w:p>",
        ["≥80%"],
    ),
    "numbers in circles of the font Wingdings": (
        '<w:p><w:r><w:sym w:font="Wingdings" w:char="F082"/><w:softHyphen/></w:r>' + r("甲") + "</w:p>",
        ["②甲"],
    ),
}


@pytest.mark.parametrize("what", SEEN)
def test_a_document_is_read_as_it_is_seen(what: str) -> None:
    body, wanted = SEEN[what]
    assert told(document(body)) == wanted


STYLES = (
    f'<w:style w:type="character" w:styleId="C"><w:name w:val="c"/>{HIDDEN}</w:style>'
    '<w:style w:type="character" w:styleId="C2"><w:name w:val="c2"/><w:basedOn w:val="C"/></w:style>'
    f'<w:style w:type="paragraph" w:styleId="P"><w:name w:val="p"/>{HIDDEN}</w:style>'
    '<w:style w:type="paragraph" w:styleId="P2"><w:name w:val="p2"/><w:basedOn w:val="P"/><w:rPr><w:vanish w:val="0"/></w:rPr></w:style>'
)
OF_WORDS, OF_WORDS_TOO, OF_PARAGRAPH = '<w:rStyle w:val="C"/>', '<w:rStyle w:val="C2"/>', '<w:pStyle w:val="P"/>'
VISIBLE = '<w:vanish w:val="0"/>'
IN_STYLE = {
    "of its words": (f"<w:p>{r('甲')}{r('乙', OF_WORDS)}</w:p>", ["甲"]),
    "of its words, by the style it is based on": (f"<w:p>{r('甲')}{r('乙', OF_WORDS_TOO)}</w:p>", ["甲"]),
    "of its words, switched off": (f"<w:p>{r('甲')}{r('乙', OF_WORDS + VISIBLE)}</w:p>", ["甲乙"]),
    "of the paragraph": (p("甲") + p("乙", OF_PARAGRAPH) + p("丙"), ["甲", "丙"]),
    "of the paragraph, switched off by a style": (p("甲", '<w:pStyle w:val="P2"/>'), ["甲"]),
    "of both, which is none": (f"<w:p><w:pPr>{OF_PARAGRAPH}</w:pPr>{r('甲', OF_WORDS)}</w:p>", ["甲"]),
}


@pytest.mark.parametrize("style", IN_STYLE)
def test_text_is_hidden_by_a_style(style: str) -> None:
    body, wanted = IN_STYLE[style]
    assert told(document(body, styles=STYLES)) == wanted


SOFT = {
    "责任单位：甲局、|乙局": ["责任单位：甲局、乙局"],
    "健全制度；|完善机制，|加强监管。|强化保障": ["健全制度；完善机制，加强监管。", "强化保障"],
    "健全制度；|（二）完善机制": ["健全制度；", "（二）完善机制"],
    "牵头单位：甲局；|责任单位：乙局": ["牵头单位：甲局；", "责任单位：乙局"],
    "健全制度；|——完善机制": ["健全制度；", "——完善机制"],
    "各区民政局：|现印发": ["各区民政局：", "现印发"],
    "甲局、||乙局": ["甲局、乙局"],
}


@pytest.mark.parametrize("text", SOFT)
def test_a_line_that_stops_within_a_list_goes_on(text: str) -> None:
    runs = "<w:r><w:br/></w:r>".join(r(line) if line else "" for line in text.split("|"))
    assert told(document(f"<w:p>{runs}</w:p>")) == SOFT[text]


COUNTED = {
    "an empty item counts": (p("甲", item(1)) + p("", item(1)) + p("乙", item(1)), ["1、甲", "3、乙"]),
    "an item that was deleted doesn't": (
        p("甲", item(1)) + p("", item(1) + REMOVED) + p("乙", item(1)),
        ["1、甲", "2、乙"],
    ),
    "nor one that is hidden": (
        p("甲", item(1)) + f"<w:p><w:pPr>{item(1)}{HIDDEN}</w:pPr>{r('旧', '<w:vanish/>')}</w:p>" + p("乙", item(1)),
        ["1、甲", "2、乙"],
    ),
    "a heading that runs on keeps its number": (
        p("甲。", item(1) + SEPARATOR) + p("乙") + p("丙", item(1)),
        ["1、甲。乙", "2、丙"],
    ),
    "no number where it is switched off": (
        p("甲", item(1)) + p("乙", item(0)) + p("丙", item(1)),
        ["1、甲", "乙", "2、丙"],
    ),
}


@pytest.mark.parametrize("what", COUNTED)
def test_automatic_numbers_count_what_word_counts(what: str) -> None:
    body, wanted = COUNTED[what]
    assert told(document(body, numbering=lists(("decimal", "%1、")))) == wanted


def test_a_start_of_its_own_holds_wherever_the_level_starts_again() -> None:
    starts = "".join(
        f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{at}"/></w:lvlOverride>'
        for level, at in ((0, 5), (1, 3))
    )
    more = f'<w:num w:numId="2"><w:abstractNumId w:val="0"/>{starts}</w:num>'
    numbering = lists(("decimal", "%1."), ("decimal", "%1.%2"), more=more)
    body = "".join(p("甲", item(2, level)) for level in (0, 1, 1, 0, 1))
    assert told(document(body, numbering=numbering)) == ["5.甲", "5.3甲", "5.4甲", "6.甲", "6.3甲"]


def test_legal_numbers_are_written_in_digits() -> None:
    numbering = lists(("chineseCounting", "%1、"), ("chineseCounting", "%1.%2")).replace(
        '<w:lvlText w:val="%1.%2"/>', '<w:isLgl/><w:lvlText w:val="%1.%2"/>'
    )
    body = "".join(p("甲", item(1, level)) for level in (0, 1, 1))
    assert told(document(body, numbering=numbering)) == ["一、甲", "1.1甲", "1.2甲"]


def test_a_number_that_is_hidden_counts_all_the_same() -> None:
    numbering = lists(("decimal", "%1."), ("decimal", "%1.%2")).replace(
        '<w:lvlText w:val="%1."/>', f'<w:lvlText w:val="%1."/>{HIDDEN}'
    )
    body = "".join(p("甲", item(1, level)) for level in (0, 1))
    assert told(document(body, numbering=numbering)) == ["甲", "1.1甲"]


PAGE = "<html><body><p>（一）甲</p><table><tr><td>乙</td><td>丙</td></tr></table></body></html>".encode()
AROUND = p("前") + '<w:altChunk r:id="c1"/>' + p("后")
INNER = document(
    p("内") + f'<w:p>{r("数")}<w:r><w:footnoteReference w:id="2"/></w:r></w:p>',
    footnotes=f'<w:footnote w:id="2">{p("注")}</w:footnote>',
)
INSERTED = {
    "a page": ("c.html", PAGE, ["前", "（一）甲", "乙　丙", "后"]),
    "a text": ("c.txt", "甲\r\n乙".encode("gbk"), ["前", "甲", "乙", "后"]),
    "a document, its notes behind everything": ("c.docx", INNER, ["前", "内", "数", "后", "注"]),
    "an empty page": ("c.htm", b"<html><body></body></html>", ["前", "后"]),
    "nothing": ("c.htm", b"", ["前", "后"]),
}


@pytest.mark.parametrize("what", INSERTED)
def test_a_file_that_was_inserted_stands_in_its_place(what: str) -> None:
    name, data, wanted = INSERTED[what]
    blocks = blocks_of(with_inserted(name, data, AROUND), ".docx")
    assert told(with_inserted(name, data, AROUND)) == wanted
    assert [block.text for block in blocks if isinstance(block, Paragraph) and block.note] == wanted[4:]


UNREAD = {
    "of another format": with_inserted("c.rtf", b"{\\rtf1}"),
    "that is damaged": with_inserted("c.docx", INNER[:200]),
    "that isn't there": document('<w:altChunk r:id="c1"/>'),
    "outside of the package": with_inserted("../../../c.docx", INNER),
    "in an inserted file": with_inserted("c.docx", with_inserted("c.docx", with_inserted("c.html", PAGE))),
}


@pytest.mark.parametrize("what", UNREAD)
def test_an_inserted_file_that_cannot_be_read_is_told_of(what: str) -> None:
    with pytest.raises(MzError, match=r"里有一部分是从别的文件插入的，读不出来。请用Word打开它，另存为\.docx"):
        blocks_of(UNREAD[what], ".docx")


@pytest.mark.parametrize(("name", "data"), [("c.docx", document(p("甲" * 900) * 2000)), ("c.txt", "甲".encode())])
def test_files_that_are_inserted_over_and_over_are_refused(name: str, data: bytes) -> None:
    begun = time.monotonic()
    with pytest.raises(MzError, match="里插入的文件太多太大"):
        blocks_of(with_inserted(name, data, '<w:altChunk r:id="c1"/>' * 50_000), ".docx")
    assert time.monotonic() - begun < 10


@pytest.mark.parametrize("base", [RELATIONS, STRICT_RELATIONS])
@pytest.mark.parametrize("main", ["word/document2.xml", "文/正文 1.xml"])
def test_parts_are_found_by_their_relationships(base: str, main: str) -> None:
    folder, _, name = main.rpartition("/")
    styles = f'<w:style w:type="paragraph" w:styleId="A"><w:name w:val="标题 2"/><w:pPr>{item(1)}</w:pPr></w:style>'
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    body = f'<w:p><w:pPr><w:pStyle w:val="A"/></w:pPr>{r("甲")}{note}</w:p>'
    parts = {
        "_rels/.rels": relations(("r1", "officeDocument", "/" + main.replace(" ", "%20")), base=base),
        f"{folder}/_rels/{name}.rels": relations(
            ("r1", "styles", "styles2.xml"),
            ("r2", "numbering", "../other/numbering2.xml"),
            ("r3", "footnotes", f"/{folder}/Notes.xml"),
            base=base,
        ),
        main: f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>".encode(),
        f"{folder}/styles2.xml": f"<w:styles {NAMESPACES}>{styles}</w:styles>".encode(),
        "other/numbering2.xml": f"<w:numbering {NAMESPACES}>{lists(('decimal', '%1、'))}</w:numbering>".encode(),
        f"{folder}/notes.xml": f'<w:footnotes {NAMESPACES}><w:footnote w:id="2">{p("注")}</w:footnote></w:footnotes>'.encode(),
    }
    if base == STRICT_RELATIONS:
        parts = {key: _strict(data) for key, data in parts.items()}
    blocks = [block for block in blocks_of(package(parts), ".docx") if isinstance(block, Paragraph)]
    assert [(block.text, block.level, block.note) for block in blocks] == [("1、甲", 2, False), ("注", None, True)]


def _strict(data: bytes) -> bytes:
    return data.replace(
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )


@pytest.mark.parametrize(
    ("main", "message"),
    [("xl/workbook.xml", "是Excel文件"), ("ppt/presentation.xml", "是演示文稿"), ("a.xml", "不是Word文档")],
)
def test_a_package_of_another_kind_is_told_by_its_main_part(main: str, message: str) -> None:
    with pytest.raises(MzError, match=message):
        blocks_of(package({"_rels/.rels": relations(("r1", "officeDocument", main)), main: b"<x/>"}), ".docx")


HEAPS = {
    "ends that were deleted": f"<w:p><w:pPr>{REMOVED}</w:pPr>{r('甲' * 20)}</w:p>" * 60_000,
    "fields in fields": '<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:fldChar w:fldCharType="separate"/><w:t>甲</w:t></w:r>'
    + '<w:r><w:fldChar w:fldCharType="begin"/><w:fldChar w:fldCharType="separate"/><w:t>甲</w:t></w:r>' * 60_000
    + "</w:p>",
    "a code without end": '<w:p><w:r><w:t>甲</w:t><w:fldChar w:fldCharType="begin"/></w:r>'
    + "<w:r><w:instrText>EQ (((</w:instrText></w:r>" * 100_000
    + '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>',
    "lines that go on": "<w:p>" + "<w:r><w:t>甲、</w:t><w:br/></w:r>" * 60_000 + "</w:p>",
}


@pytest.mark.parametrize("what", HEAPS)
def test_no_document_takes_for_ever(what: str) -> None:
    begun = time.monotonic()
    assert told(document(HEAPS[what]))[0].startswith("甲")
    assert time.monotonic() - begun < 20
