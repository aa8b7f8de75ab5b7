"""One office's duties, their progress and what it owes: `report.office.OfficeDuties`."""

from __future__ import annotations

from tools.parts import Document, mark, paragraphs, row, table


def build(document: Document) -> None:
    """Add what the report says to an empty document."""
    mark(document)
    paragraphs(
        document,
        ("Title", "{{ report.title | lines(20) }}"),
        ("Normal", ""),
        ("正文段落", "根据{{ report.notice }}，{{ report.office }}的责任和进展情况如下（{{ report.spoken_of }}）。"),
        ("Heading 1", "一、处室名称"),
    )
    _each(document, "report.facts")
    paragraphs(document, ("Heading 1", "二、在领导小组和专班中的职责"))
    _each(document, "report.posts", "在领导小组和专班中没有职务。")
    _duties(document)
    _targets(document)
    paragraphs(document, ("Heading 1", "五、待办事项"))
    _each(document, "report.owed", "没有应报未报、没有数据、临近或者逾期的事项。", number="{{ loop.index }}.")
    paragraphs(document, ("Normal", ""), ("成文日期", "{{ report.date }}"))


def _each(document: Document, words: str, none: str | None = None, number: str = "") -> None:
    paragraphs(
        document,
        ("Normal", f"{{%p for each in {words} %}}"),
        ("正文段落", f"{number}{{{{ each }}}}"),
        *([("Normal", "{%p else %}"), ("正文段落", none)] if none else []),
        ("Normal", "{%p endfor %}"),
    )


def _duties(document: Document) -> None:
    paragraphs(
        document,
        ("Heading 1", "三、任务和进展"),
        ("Normal", "{%p for group in report.groups %}"),
        ("Heading 2", "（{{ group.ordinal }}）{{ group.title }}"),
        ("Normal", "{%p for duty in group.duties %}"),
        ("Heading 3", "{{ duty.number }}.{{ duty.title }}"),
        ("正文段落", "{{ duty.assignment }}；所属专班：{{ duty.force }}；佐证：{{ duty.evidence }}。"),
        ("Normal", "{%p for measure in duty.measures %}"),
        ("正文段落", "（{{ loop.index }}）{{ measure }}"),
        ("Normal", "{%p endfor %}"),
        *_report("duty.now", "report.period"),
        ("Normal", "{%p if duty.before %}"),
        *_report("duty.before", "report.before"),
        ("Normal", "{%p endif %}"),
        ("Normal", "{%p endfor %}"),
        ("Normal", "{%p else %}"),
        ("正文段落", "方案没有把任务交给{{ report.office }}。"),
        ("Normal", "{%p endfor %}"),
    )


def _report(entry: str, period: str) -> tuple[tuple[str, str], ...]:
    """What was reported in a period."""
    said = (
        f"{{{{ {period} }}}}：{{{{ {entry}.status }}}}{{% if {entry}.done %}}（{{{{ {entry}.reported }}}}"
        f"{{{{ '逾期' if {entry}.late }}}}报送{{{{ '，后有更正' if {entry}.corrected }}}}）。{{{{ {entry}.done }}}}"
        f"{{% if {entry}.problems %}}存在问题：{{{{ {entry}.problems }}}}{{% endif %}}"
        f"{{% if {entry}.next %}}下一步安排：{{{{ {entry}.next }}}}{{% endif %}}{{% else %}}。{{% endif %}}"
    )
    return (("正文段落", said),)


def _targets(document: Document) -> None:
    paragraphs(document, ("Heading 1", "四、量化目标"), ("Normal", "{%p if report.targets %}"))
    heads = ("编号", "指标", "目标", "期限", "完成数据", "应达", "进度", "情况")
    rows = table(document, heads, (14, 28, 20, 20, 28, 14, 16, 16))
    blank = [""] * 7
    row(rows, ("{%tr for line in report.targets %}", *blank))
    texts = ("{{ line.id }}", "{{ line.indicator }}", "{{ line.aim }}", "", "{{ line.value }}", "{{ line.expected }}")
    cells = row(rows, (*texts, "{{ line.schedule }}", "{{ line.state }}"))
    for at in (0, 3, 4, 5, 6, 7):
        cells[at].paragraphs[0].style = "表格居中"
    cells[3].paragraphs[0].add_run("{{ line.deadline }}{% if line.left != '—' %}，{{ line.left }}{% endif %}")
    row(rows, ("{%tr endfor %}", *blank))
    paragraphs(
        document,
        ("Normal", "{%p for line in report.targets %}"),
        ("表格文字", "{{ line.id }}：{{ line.quote }}（{{ line.place }}）。数据来源：{{ line.basis }}。"),
        ("Normal", "{%p endfor %}"),
        ("Normal", "{%p else %}"),
        ("正文段落", "所承担的任务没有量化目标。"),
        ("Normal", "{%p endif %}"),
    )
