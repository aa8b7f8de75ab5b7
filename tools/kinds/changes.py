"""What changed between two states of the knowledge base: `report.changes.ChangesPage`."""

from __future__ import annotations

from tools.parts import Document, mark, paragraphs, row, run, table


def build(document: Document) -> None:
    """Add what the page says to an empty document."""
    mark(document)
    paragraphs(
        document,
        ("Title", "{{ report.title | lines(20) }}"),
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
