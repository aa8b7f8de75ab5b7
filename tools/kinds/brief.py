"""One page for a leader: `report.brief.Brief`.

All lines have an exact height, so that the page holds the same whatever fonts the reader has; smaller than an official
document's text, since the standard leaves tables open and a brief is not sent as one.
"""

from __future__ import annotations

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from minzheng_cli.report.word.fonts import STANDARD
from tools.parts import Document, paragraphs, row, run, table

_LOOKS = (  # name, the style it follows, font, points, height of a line in points, indent in characters, alignment
    ("简报标记", "Normal", STANDARD.heading, 10.5, 15, 0, WD_ALIGN_PARAGRAPH.CENTER),
    ("简报副题", "Normal", STANDARD.subheading, 12, 18, 0, WD_ALIGN_PARAGRAPH.CENTER),
    ("简报正文", "Normal", STANDARD.body, 10.5, 15, 2, WD_ALIGN_PARAGRAPH.JUSTIFY),
    ("简报标题", "Normal", STANDARD.heading, 10.5, 15, 0, WD_ALIGN_PARAGRAPH.LEFT),
    ("简报表头", "表头", STANDARD.heading, 9, 12, 0, WD_ALIGN_PARAGRAPH.CENTER),
    ("简报表格", "表格文字", STANDARD.body, 9, 10, 0, WD_ALIGN_PARAGRAPH.LEFT),
    ("简报居中", "简报表格", STANDARD.body, 9, 10, 0, WD_ALIGN_PARAGRAPH.CENTER),
    ("简报注", "简报表格", STANDARD.body, 9, 12, 0, WD_ALIGN_PARAGRAPH.LEFT),
)
_CURVE = (30, 6.6)
"""Width and height of a target's chart, in mm."""


def build(document: Document) -> None:
    """Add what the brief says to an empty document."""
    for look in _LOOKS:
        _style(document, *look)
    paragraphs(
        document,
        ("简报标记", "{%p if report.demonstration %}"),
        ("简报标记", "{{ report.demonstration }}"),
        ("简报标记", "{%p endif %}"),
        ("Title", "{{ report.title | lines(20) }}"),
        ("简报副题", "{{ report.subtitle }}"),
        ("简报正文", "{% for each in report.sentences %}{{ each }}{% endfor %}"),
        ("简报标题", "任务进度"),
    )
    _tasks(document)
    paragraphs(
        document,
        ("简报注", "{%p if report.tasks_left %}"),
        ("简报注", "{{ report.tasks_left }}"),
        ("简报注", "{%p endif %}"),
        ("简报标题", "{%p if report.targets %}"),
        ("简报标题", "量化目标"),
    )
    _targets(document)
    paragraphs(
        document,
        (
            "简报注",
            "曲线（{{ report.targets[0].chart.start.year }}—{{ report.targets[0].chart.end.year - 1 }}年）："
            "圆点为完成数据，虚线为序时进度，横线为目标，竖线为原定期限，点划线为延期。"
            "{{ report.targets_left }}",
        ),
        ("Normal", "{%p endif %}"),
        ("简报标题", "要抓的事"),
        ("简报正文", "{%p for matter in report.matters %}"),
    )
    line = document.add_paragraph(style="简报正文")
    run(line, "{{r matter.light | light }}")
    run(line, "　{{ matter.what }}。责任处室：{{ matter.who }}。")
    paragraphs(
        document,
        ("简报正文", "{%p else %}"),
        ("简报正文", "没有滞后、逾期和到期未报送的量化目标。"),
        ("简报正文", "{%p endfor %}"),
        ("简报正文", "{{ report.matters_left }}{{ report.unreported }}"),
    )


def _tasks(document: Document) -> None:
    """Two tasks a line."""
    heads = ("序号", "任务", "进度") * 2
    rows = table(document, heads, (9, 49, 20) * 2)
    _heads(rows)
    row(rows, ("{%tr for left, right in report.pairs %}", *[""] * 5), "简报表格")
    cells = row(rows, ("", "", "") * 2, "简报表格")
    for at, name in ((0, "left"), (3, "right")):
        for more, words in enumerate((f"{name}.number", f"{name}.title")):
            run(cells[at + more].paragraphs[0], f"{{{{ {words} if {name} }}}}")
        light = cells[at + 2].paragraphs[0]
        run(light, f"{{%r if {name} %}}")
        run(light, f"{{{{r {name}.light | light }}}}")
        run(light, "{%r endif %}")
        cells[at].paragraphs[0].style = cells[at + 2].paragraphs[0].style = "简报居中"
    row(rows, ("{%tr endfor %}", *[""] * 5), "简报表格")


def _targets(document: Document) -> None:
    heads = ("指标", "现值", "应达", "目标和期限", "进度", "曲线")
    rows = table(document, heads, (50, 20, 12, 22, 20, 32))
    _heads(rows)
    row(rows, ("{%tr for target in report.targets %}", *[""] * 5), "简报表格")
    texts = (
        "{{ target.id }}　{{ target.indicator }}",
        "{{ target.value }}",
        "{{ target.expected }}",
        "{{ target.aim }}",
        "",
        "",
    )
    cells = row(rows, texts, "简报居中")
    cells[0].paragraphs[0].style = "简报表格"
    run(cells[3].add_paragraph(style="简报居中"), "{{ target.due }}")
    light = cells[4].paragraphs[0]
    run(light, "{%r if target.light %}")
    run(light, "{{r target.light | light }}")
    run(light, "{%r else %}")
    run(light, "{{ target.state }}")
    run(light, "{%r endif %}")
    curve = cells[5].paragraphs[0]
    curve.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    run(curve, f"{{{{r target.chart | chart({_CURVE[0]}, {_CURVE[1]}, small=True) }}}}")
    line = rows.rows[-1]
    line.height, line.height_rule = Mm(_CURVE[1] + 0.4), WD_ROW_HEIGHT_RULE.AT_LEAST
    row(rows, ("{%tr endfor %}", *[""] * 5), "简报表格")


def _heads(rows: Any) -> None:
    for cell in rows.rows[0].cells:
        cell.paragraphs[0].style = "简报表头"
    margins = OxmlElement("w:tblCellMar")  # the page is full: rows without the room that tables usually have
    for edge, width in (("top", 0), ("left", 40), ("bottom", 0), ("right", 40)):
        inner = OxmlElement(f"w:{edge}")
        inner.set(qn("w:w"), str(width))
        inner.set(qn("w:type"), "dxa")
        margins.append(inner)
    rows._tbl.tblPr.append(margins)


def _style(
    document: Document, name: str, base: str, font: str, size: float, line: float, indent: int, side: Any
) -> None:
    made = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    made.base_style = document.styles[base]
    made.font.size = Pt(size)
    fonts = made._element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), font)
    layout = made.paragraph_format
    layout.line_spacing_rule, layout.line_spacing, layout.alignment = WD_LINE_SPACING.EXACTLY, Pt(line), side
    layout.first_line_indent = Pt(size * indent)
    made._element.pPr.get_or_add_ind().set(qn("w:firstLineChars"), str(indent * 100))
