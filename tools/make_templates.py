"""Make the Word templates `templates/*.docx`: python tools/make_templates.py [FOLDER]

They are shipped as files, so that a user can restyle them in Word; this is how they were begun. What a template says
is Jinja in the text of its paragraphs and cells (docxtpl): `{%p … %}` takes its whole paragraph away, `{%tr … %}` its
table row, `{%r … %}` its run.
"""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from minzheng_cli.report.word.package import empty_document, zipped
from minzheng_cli.report.word.page import TEXT_AREA, mm

Document = Any
TEMPLATES = Path(__file__).resolve().parents[1] / "templates"


def changes(document: Document) -> None:
    """What changed between two states: `ChangesPage`."""
    paragraphs(
        document,
        ("演示数据标记", "{%p if report.demonstration %}"),
        ("演示数据标记", "{{ report.demonstration }}"),
        ("演示数据标记", "{%p endif %}"),
        ("Title", "{{ report.title }}"),
        ("Normal", ""),
        ("正文段落", "{{ report.summary }}"),
        ("正文段落", "{%p if report.advice %}"),
        ("正文段落", "{{ report.advice }}"),
        ("正文段落", "{%p endif %}"),
        ("Heading 1", "{%p for section in report.sections %}"),
        ("Heading 1", "{{ section.ordinal }}、{{ section.title }}"),
    )
    rows = table(document, ("级别", "对象", "变化", "内容"), (14, 26, 36, 80))
    row(rows, ("{%tr for line in section.lines %}", "", "", ""))
    words = row(rows, ("{{ line.level }}", "{{ line.ref }}", "{{ line.message }}", ""))[3].paragraphs[0]
    run(words, "{%r for piece in line.pieces %}")
    run(words, "{%r if piece.gone %}")
    run(words, "{{ piece.text }}", strike=True)
    run(words, "{%r elif piece.new %}")
    run(words, "{{ piece.text }}", bold=True, underline=True)
    run(words, "{%r else %}")
    run(words, "{{ piece.text }}")
    run(words, "{%r endif %}")
    run(words, "{%r endfor %}")
    row(rows, ("{%tr endfor %}", "", "", ""))
    paragraphs(
        document,
        ("Normal", "{%p endfor %}"),
        ("Normal", ""),
        ("成文日期", "{{ report.date }}"),
    )


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


def table(document: Document, heads: Sequence[str], widths: Sequence[float]) -> Any:
    """Add a table with a repeated head; `widths` in mm, which must fill the line."""
    if round(sum(widths)) != TEXT_AREA[0]:
        raise ValueError(f"the columns are {sum(widths)} mm wide")
    made = document.add_table(rows=1, cols=len(heads), style="公文表格")
    made.autofit = False
    for column, width in zip(made._tbl.tblGrid.gridCol_lst, widths, strict=True):
        column.set(qn("w:w"), str(mm(width)))
    _fill(made.rows[0], heads, "表头")
    _mark(made.rows[0], "w:cantSplit", "w:tblHeader")
    return made


def row(made: Any, texts: Sequence[str], style: str = "表格文字") -> Any:
    """Add a row that no page break divides; its cells."""
    added = made.add_row()
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


TEMPLATE: dict[str, Callable[[Document], None]] = {"changes": changes}
"""The templates by name."""


def template(name: str) -> bytes:
    """A template as bytes, the same each time."""
    document = docx.Document(io.BytesIO(empty_document()))
    TEMPLATE[name](document)
    packed = io.BytesIO()
    document.save(packed)
    with zipfile.ZipFile(packed) as archive:
        return zipped({entry: archive.read(entry) for entry in archive.namelist()})


def main() -> None:
    """Write every template."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else TEMPLATES
    for name in TEMPLATE:
        (folder / f"{name}.docx").write_bytes(template(name))


if __name__ == "__main__":
    main()
