"""The half-year report with its annexes, the wide one on landscape pages: `report.half_year.HalfYear`."""

from __future__ import annotations

from minzheng_cli.report.word.page import TEXT_AREA
from tools.parts import Document, annex, annex_note, end_section, keep_together, mark, paragraphs, row, run, table

_COLUMNS = (
    ("编号", 14, "line.id"),
    ("指标", 38, "line.indicator"),
    ("目标", 22, "line.aim"),
    ("期限", 21, "line.deadline"),
    ("完成数据", 42, "line.value"),
    ("应达", 15, "line.expected"),
    ("进度", 16, "line.schedule"),
    ("情况", 16, "line.state"),
    ("报送地区", 21, "line.areas"),
    ("责任处室", 20, "line.owners"),
)


def build(document: Document) -> None:
    """Add what the report says to an empty document."""
    mark(document)
    paragraphs(
        document,
        ("Title", "{{ report.title | lines(20) }}"),
        ("Normal", ""),
        ("主送机关", "{{ report.addressee }}："),
        (
            "正文段落",
            "{{ report.grounds }}，现将{{ report.period }}工作进展情况报告如下。",
        ),
    )
    _summary(document)
    _tasks(document)
    _targets(document)
    _words(document, "四、存在问题", "problems")
    _words(document, "五、下一步安排", "next")
    before = len(document.paragraphs)
    paragraphs(document, ("正文段落", "特此报告。"))
    annex_note(document)
    paragraphs(document, ("Normal", ""), ("发文机关署名", "{{ report.signature }}"))
    paragraphs(document, ("Normal", "{%p if report.target_annex %}"), ("成文日期", "{{ report.date }}"))
    keep_together(document.paragraphs[before:])
    end_section(document.paragraphs[-1])
    _target_annex(document)
    paragraphs(document, ("Normal", "{%p else %}"), ("成文日期", "{{ report.date }}"), ("Normal", "{%p endif %}"))
    _missing_annex(document)
    _source_annex(document)


def _summary(document: Document) -> None:
    paragraphs(
        document,
        ("Heading 1", "一、总体情况"),
        (
            "正文段落",
            "{{ report.scope }}共有{{ report.group_count }}组{{ report.task_count }}项任务、{{ report.target_count }}项"
            "量化目标。按任务和责任处室计，本报告期应报送{{ report.due_count }}份，已报送{{ report.reported_count }}份，"
            "未报送{{ report.due_count - report.reported_count }}份"
            "{% if report.late_count %}；已报送的有{{ report.late_count }}份逾期报送{% endif %}。"
            "{% if report.reported_count %}已报送的任务中，责任处室自报{% for status, count in report.status_counts %}"
            "{{ status }}{{ count }}份{{ '，' if not loop.last }}{% endfor %}。{% endif %}",
        ),
        ("Normal", "{%p for force in report.forces %}"),
        (
            "正文段落",
            "{{ force.name }}：承担{{ force.tasks }}任务，应报送{{ force.due_count }}份，已报送{{ force.reported_count }}份"
            "{% if force.missing != '无' %}，未报送的处室有{{ force.missing }}{% endif %}"
            "{% if force.targets %}；量化目标中，{{ force.targets }}{% endif %}。",
        ),
        ("Normal", "{%p endfor %}"),
        ("Normal", "{%p if report.missing_annex %}"),
        ("正文段落", "还有任务未报送的处室见{{ report.missing_annex.mark }}。"),
        ("Normal", "{%p elif report.due_count %}"),
        ("正文段落", "各责任处室均已报送。"),
        ("Normal", "{%p endif %}"),
        ("Normal", "{%p if report.unassigned %}"),
        ("正文段落", "{{ report.unassigned }}"),
        ("Normal", "{%p endif %}"),
    )


def _tasks(document: Document) -> None:
    paragraphs(
        document,
        ("Heading 1", "二、重点任务进展"),
        ("Normal", "{%p for group in report.groups %}"),
        ("Heading 2", "（{{ group.ordinal }}）{{ group.title }}"),
        ("Normal", "{%p for task in group.tasks %}"),
        ("Heading 3", "{{ task.number }}.{{ task.title }}"),
        (
            "正文段落",
            "责任处室：{{ task.owners }}；责任单位：{{ task.units }}；所属专班：{{ task.force }}"
            "{% if task.deadline %}；完成时限：{{ task.deadline }}{% endif %}。",
        ),
        ("Normal", "{%p for entry in task.entries %}"),
        ("Normal", "{%p if entry.done %}"),
        (
            "正文段落",
            "{{ entry.office }}（自报{{ entry.status }}，{{ entry.reported }}{{ '逾期' if entry.late }}报送"
            "{{ '，后有更正' if entry.corrected }}）：{{ entry.done }}",
        ),
        ("Normal", "{%p else %}"),
        ("正文段落", "{{ entry.office }}：{{ entry.status }}。"),
        ("Normal", "{%p endif %}"),
        ("Normal", "{%p endfor %}"),
        ("Normal", "{%p for line in task.targets %}"),
        (
            "正文段落",
            "量化目标{{ line.id }}：{{ line.indicator }}{{ line.aim }}（{{ line.deadline }}），"
            "{% if line.as_of != '—' %}截至{{ line.as_of }}为{{ line.value }}"
            "{% if line.expected != '—' %}，序时应达{{ line.expected }}{% endif %}，{{ line.state }}"
            "{% if line.schedule not in ('—', line.state) %}，进度{{ line.schedule }}{% endif %}"
            "{% else %}未报送数据{% endif %}。",
        ),
        ("Normal", "{%p endfor %}"),
        ("Normal", "{%p endfor %}"),
        ("Normal", "{%p endfor %}"),
    )


def _targets(document: Document) -> None:
    paragraphs(
        document,
        ("Heading 1", "三、量化目标完成情况"),
        ("Normal", "{%p if report.target_annex %}"),
        (
            "正文段落",
            "{{ report.target_count }}项量化目标中，{{ report.target_summary }}。按方案原定期限判断，"
            "{{ report.schedule_summary }}。各项数据见{{ report.target_annex.mark }}，"
            "目标的出处和数据来源见{{ report.source_annex.mark }}。",
        ),
        ("Normal", "{%p for line in report.late %}"),
        (
            "正文段落",
            "{{ line.schedule }}：{{ line.indicator }}（{{ line.id }}），目标{{ line.aim }}，{{ line.deadline }}，"
            "现为{{ line.value }}{% if line.expected != '—' %}，序时应达{{ line.expected }}{% endif %}，"
            "责任处室{{ line.owners }}。",
        ),
        ("Normal", "{%p endfor %}"),
        ("Normal", "{%p else %}"),
        ("正文段落", "{{ report.scope }}的任务没有量化目标。"),
        ("Normal", "{%p endif %}"),
    )


def _words(document: Document, heading: str, field: str) -> None:
    """What the offices say under a heading, and who says nothing."""
    paragraphs(
        document,
        ("Heading 1", heading),
        ("Normal", "{%p for group in report.groups %}"),
        ("Normal", "{%p for task in group.tasks %}"),
        ("Normal", "{%p for entry in task.entries %}"),
        ("Normal", f"{{%p if entry.{field} %}}"),
        ("正文段落", f"第{{{{ task.number }}}}项任务，{{{{ entry.office }}}}：{{{{ entry.{field} }}}}"),
        ("Normal", "{%p endif %}"),
        ("Normal", "{%p endfor %}"),
        ("Normal", "{%p endfor %}"),
        ("Normal", "{%p endfor %}"),
        ("Normal", f"{{%p if report.says_nothing_of('{field}') %}}"),
        ("正文段落", "各责任处室报送时均未填写。"),
        ("Normal", "{%p endif %}"),
        ("Normal", "{%p if report.missing %}"),
        (
            "正文段落",
            "未报送，待补：{% for office, tasks in report.missing %}{{ office }}（{{ tasks }}）"
            "{{ '、' if not loop.last }}{% endfor %}。",
        ),
        ("Normal", "{%p endif %}"),
    )


def _target_annex(document: Document) -> None:
    annex(document, "report.target_annex")
    heads, widths, fields = zip(*_COLUMNS, strict=True)
    rows = table(document, heads, widths, line=TEXT_AREA[1])
    blank = [""] * (len(heads) - 1)
    row(rows, ("{%tr for line in report.targets %}", *blank))
    cells = row(rows, [f"{{{{ {each} }}}}" for each in fields])
    for at in (0, 3, 4, 5, 6, 7, 8):
        cells[at].paragraphs[0].style = "表格居中"
    row(rows, ("{%tr endfor %}", *blank))
    paragraphs(
        document,
        ("表格文字", "{%p for note in report.target_notes %}"),
        ("表格文字", "{{ note }}。"),
        ("表格文字", "{%p endfor %}"),
        (
            "表格文字",
            "注：比率由各地分子、分母分别加总后计算；“未写期限”指方案原文没有写期限；“应达”为从起点到期限的直线上、"
            "数据截止时应达到的数；“进度”按方案原定期限判断；“报送地区”为已报送的地区数和应报送的地区数。",
        ),
    )
    _pictures(document)
    end_section(document.paragraphs[-1], landscape=True)


def _pictures(document: Document) -> None:
    """How many tasks stand how, and the targets' ways to their goals: three side by side; none without figures."""
    paragraphs(document, ("表格居中", "{%p for three in report.charts | rejectattr('is_empty') | batch(3) %}"))
    line = document.add_paragraph(style="表格居中")
    for text in ("{%r for chart in three %}", "{{r chart | chart(74, 35, legend=False) }}", "{%r endfor %}"):
        run(line, text)
    paragraphs(
        document,
        ("表格居中", "{%p endfor %}"),
        (
            "表格文字",
            "{% if report.charts | rejectattr('is_empty') | list | length > 1 %}图中带点粗线为完成数据，虚线为序时进度，"
            "横线为目标值，竖线为原定期限，点划竖线为批准的延期；进度状态按任务计。{% endif %}",
        ),
    )


def _missing_annex(document: Document) -> None:
    paragraphs(document, ("Normal", "{%p if report.missing_annex %}"))
    annex(document, "report.missing_annex")
    rows = table(document, ("序号", "处室", "未报送的任务"), (16, 70, 70))
    row(rows, ("{%tr for office, tasks in report.missing %}", "", ""))
    cells = row(rows, ("{{ loop.index }}", "{{ office }}", "{{ tasks }}"))
    cells[0].paragraphs[0].style = "表格居中"
    row(rows, ("{%tr endfor %}", "", ""))
    paragraphs(document, ("Normal", "{%p endif %}"))


def _source_annex(document: Document) -> None:
    paragraphs(document, ("Normal", "{%p if report.source_annex %}"))
    annex(document, "report.source_annex")
    rows = table(document, ("编号", "方案原文", "出处", "数据来源"), (14, 70, 34, 38))
    row(rows, ("{%tr for line in report.targets %}", "", "", ""))
    cells = row(rows, ("{{ line.id }}", "{{ line.quote }}", "{{ line.place }}", "{{ line.basis }}"))
    cells[0].paragraphs[0].style = "表格居中"
    row(rows, ("{%tr endfor %}", "", "", ""))
    paragraphs(document, ("Normal", "{%p endif %}"))
