"""What Word templates are put together from: paragraphs, runs, tables, as python-docx makes them.

What a template says is Jinja in the text of its paragraphs and cells (docxtpl): `{%p … %}` takes its whole paragraph
away, `{%tr … %}` its table row, `{%r … %}` its run, and `{% vm %}` in a cell merges it with those below it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm

from minzheng_cli.report.word.package import section
from minzheng_cli.report.word.page import TEXT_AREA, mm

Document = Any


def mark(document: Document) -> None:
    """The mark of demonstration data, where it is one."""
    shown = ("{%p if report.demonstration %}", "{{ report.demonstration }}", "{%p endif %}")
    paragraphs(document, *(("演示数据标记", text) for text in shown))


def landscape(document: Document) -> None:
    """Turn the last section's pages on their side."""
    body = document.element.body
    body.replace(body.sectPr, parse_xml(section(landscape=True)))


def end_section(paragraph: Any, *, landscape: bool = False) -> None:
    """Let the section end with the paragraph; what follows begins a page."""
    paragraph._p.get_or_add_pPr().append(parse_xml(section(landscape=landscape)))


def new_page(paragraph: Any) -> None:
    """Let the paragraph begin a page."""
    paragraph.paragraph_format.page_break_before = True


def keep_together(together: Sequence[Any]) -> None:
    """Let no page break divide the paragraphs."""
    for each in together[:-1]:
        each.paragraph_format.keep_with_next = True


def annex_note(document: Document) -> None:
    """What is annexed (`report.annexes`), a line below the text: one name alone, several numbered, their names aligned."""
    paragraphs(
        document,
        ("Normal", "{%p if report.annexes %}"),
        ("Normal", ""),
        ("Normal", "{%p if report.annexes | length == 1 %}"),
        ("附件说明", "附件：{{ report.annexes[0].title }}"),
        ("Normal", "{%p else %}"),
        ("Normal", "{%p for annex in report.annexes %}"),
        ("Normal", "{%p if loop.first %}"),
        ("附件说明首项", "附件：1.\t{{ annex.title }}"),
        ("Normal", "{%p else %}"),
        ("附件说明后项", "{{ loop.index }}.\t{{ annex.title }}"),
        ("Normal", "{%p endif %}"),
        ("Normal", "{%p endfor %}"),
        ("Normal", "{%p endif %}"),
        ("Normal", "{%p endif %}"),
    )


def annex(document: Document, name: str) -> None:
    """The head of an annex on a page of its own: its mark, and its title in the third line; `name` is Jinja's."""
    paragraphs(
        document,
        ("附件标识", f"{{{{ {name}.mark }}}}"),
        ("Normal", ""),
        ("附件标题", f"{{{{ {name}.title | lines(20) }}}}"),
        ("Normal", ""),
    )


def several(cell: Any, loop: str, text: str, *, none: str | None = None) -> None:
    """A paragraph in the cell for each item of a loop, or one word where there is none."""
    texts = [f"{{%p for {loop} %}}", text, *(["{%p else %}", none] if none else []), "{%p endfor %}"]
    for at, each in enumerate(texts):
        paragraph = cell.paragraphs[0] if at == 0 else cell.add_paragraph(style=cell.paragraphs[0].style)
        run(paragraph, each)


def paragraphs(document: Document, *lines: tuple[str, str]) -> None:
    """Add paragraphs, each a style and its text."""
    for style, text in lines:
        run(document.add_paragraph(style=style), text)


def run(paragraph: Any, text: str, *, strike: bool = False, bold: bool = False, underline: bool = False) -> None:
    """Add a run with the look that its words take on; “” and …… in it are Chinese marks, not Latin ones."""
    made = paragraph.add_run(text)
    fonts = made._r.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:hint"), "eastAsia")
    made.font.strike, made.font.bold, made.font.underline = strike or None, bold or None, underline or None


def table(document: Document, heads: Sequence[str], widths: Sequence[float], line: float = TEXT_AREA[0]) -> Any:
    """Add a table with a repeated head; `widths` in mm, which must fill the line."""
    if round(sum(widths)) != line:
        raise ValueError(f"the columns are {sum(widths)} mm wide")
    made = document.add_table(rows=1, cols=len(heads), style="公文表格")
    made.autofit = False
    for column, width in zip(made._tbl.tblGrid.gridCol_lst, widths, strict=True):
        column.set(qn("w:w"), str(mm(width)))
    _fill(made.rows[0], heads, "表头")
    _mark(made.rows[0], "w:cantSplit", "w:tblHeader")
    return made


def row(made: Any, texts: Sequence[str], style: str = "表格文字", height: float = 0) -> Any:
    """Add a row that no page break divides, at least so many mm high; its cells."""
    added = made.add_row()
    if height:
        added.height = Mm(height)
    _fill(added, texts, style)
    _mark(added, "w:cantSplit")
    return added.cells


def _fill(added: Any, texts: Sequence[str], style: str) -> None:
    grid = [int(column.get(qn("w:w"))) for column in added._tr.getparent().tblGrid.gridCol_lst]
    for cell, text, width in zip(added.cells, texts, grid, strict=True):
        cell.paragraphs[0].style = style
        run(cell.paragraphs[0], text)
        properties = cell._tc.get_or_add_tcPr()
        properties.get_or_add_tcW().set(qn("w:w"), str(width))
        properties.get_or_add_tcW().set(qn("w:type"), "dxa")
        centre = OxmlElement("w:vAlign")
        centre.set(qn("w:val"), "center")
        properties.append(centre)


def _mark(added: Any, *names: str) -> None:
    properties = added._tr.get_or_add_trPr()
    for name in names:
        properties.append(OxmlElement(name))
