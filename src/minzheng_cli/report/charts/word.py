"""Charts and lights put into a Word document: each chart a part, with the workbook of its values behind it."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from minzheng_cli.report.charts.drawingml import chart_xml, table_of
from minzheng_cli.report.lights import SHADES
from minzheng_cli.report.templating import without_controls as _plain

if TYPE_CHECKING:
    from markupsafe import Markup

    from minzheng_cli.report.charts.model import CountChart, WayChart
    from minzheng_cli.report.lights import Light

_OFFICE = "application/vnd.openxmlformats-officedocument"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_EMU_PER_MM = 36_000


def drawers(document: Any) -> dict[str, Callable[..., Markup]]:
    """The filters by which a template (docxtpl's, being rendered) draws.

    `{{r chart | chart(75, 50) }}` draws a chart, in mm; with `small=True` only its lines, without axes, title and legend,
    with `legend=False` without the legend alone.
    `{{r light | light }}` writes a light's sign and word in its colour.
    """
    from markupsafe import Markup, escape

    def draw(chart: WayChart | CountChart, width: float = 75, height: float = 52, **look: bool) -> Markup:
        relation = _added(document.docx.part, chart, look)
        size = f'cx="{round(width * _EMU_PER_MM)}" cy="{round(height * _EMU_PER_MM)}"'
        words = escape(_plain(chart.words))
        return Markup(_INLINE.format(size=size, words=words, relation=relation))  # noqa: S704 - escaped

    def light(shown: Light) -> Markup:
        words = escape(_plain(shown.words))
        return Markup(_RUN.format(colour=SHADES[shown.colour].line, words=words))  # noqa: S704 - escaped

    return {"chart": draw, "light": light}


_RUN = (
    '<w:r><w:rPr><w:rFonts w:hint="eastAsia"/><w:b/><w:color w:val="{colour}"/></w:rPr>'
    '<w:t xml:space="preserve">{words}</w:t></w:r>'
)


_INLINE = (
    '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/><wp:docPr id="1" name="图" descr="{words}"/>'
    '<wp:cNvGraphicFramePr/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
    '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="{relation}"/>'
    "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
)


def _added(body: Any, chart: WayChart | CountChart, look: Mapping[str, bool]) -> str:
    """Add the chart's part and its workbook to the package; the relation by which the document names it."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    at = sum(link.reltype == f"{_RELATIONS}/chart" for link in body.rels.values()) + 1
    blob = chart_xml(chart, data="rId1", **look).encode("utf-8")
    part = Part(PackURI(f"/word/charts/chart{at}.xml"), f"{_OFFICE}.drawingml.chart+xml", blob, body.package)
    name = PackURI(f"/word/embeddings/Microsoft_Excel_Sheet{at}.xlsx")
    book = Part(name, f"{_OFFICE}.spreadsheetml.sheet", _workbook(chart), body.package)
    part.load_rel(f"{_RELATIONS}/package", book, "rId1")
    relation: str = body.relate_to(part, f"{_RELATIONS}/chart")
    return relation


def _workbook(chart: WayChart | CountChart) -> bytes:
    """The values of a chart, which Word opens where the chart is edited."""
    from xlsxwriter import Workbook

    packed = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(packed, options) as book:
        book.set_properties({"created": datetime(2000, 1, 1)})  # noqa: DTZ001 - the same bytes each time
        page = book.add_worksheet("Sheet1")
        for at, (head, values, pattern) in enumerate(table_of(chart)):
            look = book.add_format({"num_format": pattern})
            page.write_string(0, at, head)
            for down, value in enumerate(values, 1):
                if isinstance(value, str):
                    page.write_string(down, at, value)
                elif value is not None:
                    page.write_number(down, at, value, look)
    return packed.getvalue()
