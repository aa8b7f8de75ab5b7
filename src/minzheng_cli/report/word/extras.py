"""What is added to a document when it is asked for: a table of contents in front, the imprint (版记) at its end."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape

from minzheng_cli.report.word.page import BODY_SIZE, PAGE_NUMBER_SIZE, TEXT_AREA, mm, twips
from minzheng_cli.report.word.styles import WORDML

_LEVELS = {"Heading1": 0, "Heading2": 1, "Heading3": 2}
_WIDTH = mm(TEXT_AREA[0])
_THICK, _THIN = 8, 6
"""首条、末条分隔线 0.35 mm and 中间 0.25 mm (GB/T 9704-2012, 7.4.1), in eighths of a point, as near as Word has them."""

_ANCHOR = '<w:p><w:pPr><w:pStyle w:val="Normal"/><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr></w:p>'
"""A line of no height: parts the imprint from a table above it, and ends the document, as something must."""


def add_contents(body: Any) -> None:
    """Put a table of contents on pages of its own before the text.

    A field, which Word fills with page numbers when it opens the document; until then the headings stand without.
    """
    found = [
        (paragraph.style, _text(paragraph)) for paragraph in body.iter(f"{{{WORDML}}}p") if paragraph.style in _LEVELS
    ]
    entries = [_entry(text, _LEVELS[style], at == 0, at == len(found) - 1) for at, (style, text) in enumerate(found)]
    heading = f'<w:p><w:pPr><w:pStyle w:val="Mark"/></w:pPr>{_run("目　　录")}</w:p>'
    new_page = '<w:p><w:pPr><w:pStyle w:val="Normal"/></w:pPr><w:r><w:br w:type="page"/></w:r></w:p>'
    for at, xml in enumerate([heading, *entries, new_page] if entries else []):
        body.insert(at, _parsed(xml))


def add_imprint(body: Any, copies: str, issuer: str, day: str) -> None:
    """Put the imprint at the foot of the last page: who gets copies, who printed it and when (7.4).

    A table at the foot of the text area in Word; LibreOffice 7.4 leaves it where the text ends.
    """
    printed = f"{_run(issuer, small=True)}<w:r><w:tab/></w:r>{_run(f'{day}印发', small=True)}"
    rows = "".join(_imprint_row(inner) for inner in (_run(f"抄送：{copies}。", small=True), printed))
    rules = (("top", _THICK), ("bottom", _THICK), ("insideH", _THIN))
    borders = "".join(f'<w:{edge} w:val="single" w:sz="{size}" w:space="0" w:color="auto"/>' for edge, size in rules)
    place = (
        '<w:tblpPr w:vertAnchor="margin" w:horzAnchor="margin" w:tblpXSpec="center" w:tblpYSpec="bottom"/>'
        f'<w:tblW w:w="{_WIDTH}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>'
    )
    table = f'<w:tbl><w:tblPr>{place}</w:tblPr><w:tblGrid><w:gridCol w:w="{_WIDTH}"/></w:tblGrid>{rows}</w:tbl>'
    for xml in (_ANCHOR, table, _ANCHOR):
        body.insert(len(body) - 1, _parsed(xml))


def _entry(text: str, level: int, is_first: bool, is_last: bool) -> str:
    indent = f'<w:ind w:leftChars="{level * 100}" w:left="{level * twips(BODY_SIZE)}"/>'
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r>'
        '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-3" \\u </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    inner = f"{begin if is_first else ''}{_run(text)}{end if is_last else ''}"
    return f'<w:p><w:pPr><w:pStyle w:val="Normal"/>{indent}</w:pPr>{inner}</w:p>'


def _imprint_row(inner: str) -> str:
    """A line of the imprint, one character in from both edges."""
    one = twips(PAGE_NUMBER_SIZE)
    tabs = f'<w:tabs><w:tab w:val="right" w:pos="{_WIDTH - one}"/></w:tabs>'
    indent = f'<w:ind w:leftChars="100" w:left="{one}" w:rightChars="100" w:right="{one}"/>'
    line = f'<w:p><w:pPr><w:pStyle w:val="Normal"/><w:keepNext/>{tabs}{indent}<w:jc w:val="left"/></w:pPr>{inner}</w:p>'
    cell = f'<w:tcPr><w:tcW w:w="{_WIDTH}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>{line}'
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc>{cell}</w:tc></w:tr>"


def _run(text: str, *, small: bool = False) -> str:
    size = f'<w:sz w:val="{round(PAGE_NUMBER_SIZE * 2)}"/>' if small else ""
    return (
        f'<w:r><w:rPr><w:rFonts w:hint="eastAsia"/>{size}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    )


def _parsed(xml: str) -> Any:
    from docx.oxml import parse_xml

    return parse_xml(xml.replace(">", f' xmlns:w="{WORDML}">', 1))


def _text(paragraph: Any) -> str:
    return "".join(node.text or "" for node in paragraph.iter(f"{{{WORDML}}}t"))
