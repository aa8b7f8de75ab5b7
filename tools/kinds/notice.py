"""Supervision notices, each on a page of its own, with blanks to be filled in: `report.notice.Notice`."""

from __future__ import annotations

from tools.parts import Document, keep_together, mark, new_page, paragraphs, row, table

_BLANKS = (("办理情况", 55), ("未完成的原因", 40), ("下一步措施", 40), ("预计完成日期", 12), ("负责人（签字）", 14))
"""What the office fills in, and mm of room for it."""


def build(document: Document) -> None:
    """Add what the notices say to an empty document."""
    mark(document)
    paragraphs(document, ("Normal", "{%p for form in report.forms %}"), ("Normal", "{%p if loop.first %}"))
    paragraphs(document, ("Title", "{{ report.title }}"), ("Normal", "{%p else %}"), ("Title", "{{ report.title }}"))
    new_page(document.paragraphs[-1])
    paragraphs(
        document,
        ("Normal", "{%p endif %}"),
        ("编号", "编号：　　　　　　　　"),
        ("主送机关", "{{ form.office }}："),
        (
            "正文段落",
            "根据{{ report.notice }}{{ report.basis }}的要求，截至{{ report.day }}，你处（单位）负责的下列"
            "{{ form.matters | length }}项没有按期完成或者报送，现予督办。",
        ),
    )
    _matters(document)
    paragraphs(
        document,
        (
            "正文段落",
            "请于　　　　年　　月　　日前，将办理情况、未完成的原因和下一步措施书面报{{ report.signature }}。",
        ),
        ("Normal", ""),
        ("附件说明", "附件：{{ report.reply }}"),
        ("Normal", ""),
        ("发文机关署名", "{{ report.signature }}"),
        ("成文日期", "{{ report.date }}"),
    )
    keep_together(document.paragraphs[-6:])
    _reply(document)
    paragraphs(
        document,
        ("Normal", "{%p else %}"),
        ("Title", "督办情况说明"),
        ("Normal", ""),
        ("正文段落", "{{ report.none }}"),
        ("Normal", ""),
        ("发文机关署名", "{{ report.signature }}"),
        ("成文日期", "{{ report.date }}"),
        ("Normal", "{%p endfor %}"),
    )


def _matters(document: Document) -> None:
    heads = ("序号", "督办事项", "方案原文和出处", "期限", "目前情况", "类别")
    rows = table(document, heads, (12, 33, 40, 25, 32, 14))
    row(rows, ("{%tr for each in form.matters %}", *[""] * 5))
    texts = ("{{ each.number }}", "{{ each.name }}", "{{ each.words }}（{{ each.place }}）", "{{ each.due }}")
    cells = row(rows, (*texts, "{{ each.state }}", "{{ each.kind }}"))
    for at in (0, 5):
        cells[at].paragraphs[0].style = "表格居中"
    row(rows, ("{%tr endfor %}", *[""] * 5))


def _reply(document: Document) -> None:
    """What the office fills in and sends back."""
    paragraphs(document, ("附件标识", "附件"), ("Normal", ""), ("附件标题", "{{ report.reply }}"), ("Normal", ""))
    rows = table(document, ("项目", "由{{ form.office }}填写"), (36, 120))
    for name, height in _BLANKS:
        row(rows, (name, ""), "表格居中", height=height)
