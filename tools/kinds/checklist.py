"""Every task with its measures, targets and owners, on landscape pages: `report.checklist.Checklist`."""

from __future__ import annotations

from minzheng_cli.report.word.page import TEXT_AREA
from tools.parts import Document, landscape, mark, paragraphs, row, several, table


def build(document: Document) -> None:
    """Add what the checklist says to an empty document."""
    landscape(document)
    mark(document)
    paragraphs(
        document,
        ("Title", "{{ report.title | lines(28) }}"),
        ("Normal", ""),
        ("正文段落", "{{ report.basis }}"),
        (
            "正文段落",
            "共{{ report.parts | length }}组{{ report.task_count }}项任务、{{ report.measure_count }}条举措、"
            "{{ report.target_count }}项量化目标。",
        ),
        ("Heading 1", "{%p for part in report.parts %}"),
        ("Heading 1", "{{ part.ordinal }}、{{ part.title }}"),
    )
    heads = ("序号", "任务", "具体举措", "量化目标", "完成期限", "责任处室", "责任单位", "所属专班")
    rows = table(document, heads, (11, 27, 70, 32, 19, 26, 26, 14), line=TEXT_AREA[1])
    row(rows, ("{%tr for item in part.items %}", *[""] * 7))
    row(rows, ("{%tr for step in item.steps %}", *[""] * 7))
    merged = ("{{ item.owners }}{% vm %}", "{{ item.units }}{% vm %}", "{{ item.force }}{% vm %}")
    texts = ("{{ item.number }}{% vm %}", "{{ item.title }}{% vm %}", "{{ step.text }}", "", "", *merged)
    cells = row(rows, texts)
    cells[0].paragraphs[0].style = "表格居中"
    several(cells[3], "aim in step.aims", "{{ aim.text }}", none="—")
    several(cells[4], "aim in step.aims", "{{ aim.deadline }}", none="{{ item.deadline }}")
    row(rows, ("{%tr endfor %}", *[""] * 7))
    row(rows, ("{%tr endfor %}", *[""] * 7))
    paragraphs(document, ("Normal", "{%p endfor %}"), ("Normal", ""), ("成文日期", "{{ report.date }}"))
