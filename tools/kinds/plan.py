"""The plan itself, paragraph by paragraph in the styles of an official document: `report.whole_plan.WholePlan`."""

from __future__ import annotations

from tools.parts import Document, mark, new_page, paragraphs

_STYLES = {
    "通知标题": "Title",
    "发文字号": "发文字号",
    "主送机关": "主送机关",
    "署名": "发文机关署名",
    "成文日期": "成文日期",
    "方案标题": "Title",
    "一级标题": "Heading 1",
    "二级标题": "Heading 2",
    "三级标题": "Heading 3",
    "附件说明首项": "附件说明首项",
    "附件说明后项": "附件说明后项",
    "附件标识": "附件标识",
    "附件标题": "附件标题",
    "名单": "名单",
}
"""The style of each role; the rest is text."""
_BLANK_BEFORE = ("发文字号", "主送机关", "署名", "附件说明首项", "附件标题")
_BLANK_AFTER = ("方案标题", "附件标题")


def build(document: Document) -> None:
    """Add what the plan says to an empty document."""
    mark(document)
    paragraphs(document, ("Normal", "{%p for each in report.paragraphs %}"))
    for at, (role, style) in enumerate(_STYLES.items()):
        paragraphs(document, ("Normal", f"{{%p {'elif' if at else 'if'} each.role == '{role}' %}}"))
        if role in _BLANK_BEFORE:
            paragraphs(document, ("Normal", ""))
        text = "{{ each.text | lines(20) }}" if "标题" in role and "级" not in role else "{{ each.text }}"
        paragraphs(document, (style, text))
        if role == "方案标题":
            new_page(document.paragraphs[-1])
        if role in _BLANK_AFTER:
            paragraphs(document, ("Normal", ""))
    paragraphs(
        document,
        ("Normal", "{%p else %}"),
        ("正文段落", "{{ each.text }}"),
        ("Normal", "{%p endif %}"),
        ("Normal", "{%p endfor %}"),
    )
