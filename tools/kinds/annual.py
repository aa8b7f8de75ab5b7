"""The yearly assessment, its tables as annexes on landscape pages: `report.annual.Annual`."""

from __future__ import annotations

from minzheng_cli.report.word.page import TEXT_AREA
from tools.parts import Document, annex, annex_note, end_section, landscape, mark, paragraphs, row, table

_WIDE = TEXT_AREA[1]


def build(document: Document) -> None:
    """Add what the assessment says to an empty document."""
    mark(document)
    paragraphs(
        document,
        ("Title", "{{ report.title | lines(20) }}"),
        ("Normal", ""),
        ("主送机关", "{{ report.addressee }}："),
        ("正文段落", "{{ report.basis }}"),
        ("正文段落", "{{ report.periods }}{{ report.remark }}"),
        ("正文段落", "{%p if report.office_summary %}"),
        ("正文段落", "{{ report.office_summary }}"),
        ("正文段落", "{%p endif %}"),
        ("正文段落", "{%p if report.target_summary %}"),
        ("正文段落", "{{ report.target_summary }}"),
        ("正文段落", "{%p endif %}"),
        ("正文段落", "{%p if report.area_summary %}"),
        ("正文段落", "{{ report.area_summary }}"),
        ("正文段落", "{%p endif %}"),
    )
    annex_note(document)
    paragraphs(
        document,
        ("Normal", ""),
        ("Normal", ""),
        ("发文机关署名", "{{ report.signature }}"),
        ("成文日期", "{{ report.date }}"),
    )
    end_section(document.paragraphs[-1])
    landscape(document)
    _offices(document)
    _targets(document)
    _own(document)
    _areas(document)


def _offices(document: Document) -> None:
    paragraphs(document, ("Normal", "{%p if report.offices %}"))
    annex(document, "report.annexes[0]")
    heads = (
        "处室（单位）",
        "任务",
        "应报",
        "已报",
        "逾期",
        "未报送的",
        "自报完成",
        "目标",
        "达到",
        "逾期、滞后",
        "延期",
        "销号",
    )
    rows = table(document, heads, (32, 25, 11, 11, 11, 42, 12, 11, 11, 23, 18, 18), line=_WIDE)
    texts = ("office", "tasks", "due", "given", "late", "missing or '—'", "finished", "targets", "reached")
    _lines(rows, "report.offices", (*texts, "behind", "put_off", "accepted"), left=(0, 5))
    paragraphs(document, ("Normal", "{%p endif %}"))


def _targets(document: Document) -> None:
    paragraphs(document, ("Normal", "{%p if report.targets %}"))
    annex(document, "report.annexes[1 if report.offices else 0]")
    heads = ("编号", "指标", "目标", "期限", "完成数据", "应达", "进度", "情况", "责任处室")
    rows = table(document, heads, (14, 42, 26, 28, 44, 16, 16, 16, 23), line=_WIDE)
    texts = ("id", "indicator", "aim", "deadline", "value", "expected", "schedule", "state", "owners")
    _lines(rows, "report.targets", texts, left=(1, 8))
    paragraphs(document, ("Normal", "{%p endif %}"))


def _own(document: Document) -> None:
    paragraphs(document, ("Normal", "{%p if report.own %}"))
    annex(document, "report.annexes[1 if report.offices else 0]")
    heads = ("编号", "指标", "本地数值", "本地目标", "全省目标", "方案期限", "本地目标达到")
    rows = table(document, heads, (14, 61, 40, 40, 26, 22, 22), line=_WIDE)
    _lines(rows, "report.own", ("id", "indicator", "value", "own", "aim", "due", "reached"), left=(1,))
    paragraphs(document, ("Normal", "{%p endif %}"))


def _areas(document: Document) -> None:
    paragraphs(document, ("Normal", "{%p if report.areas %}"))
    annex(document, "report.annexes[-1]")
    heads = ("地区", "所在市州", "应报", "已报", "逾期", "缺报的", "任务分解", "原文变动", "自定目标", "已达到")
    rows = table(document, heads, (36, 30, 16, 16, 16, 47, 18, 14, 16, 16), line=_WIDE)
    texts = ("area", "within or '—'", "due", "given", "late", "missing or '—'")
    own = ("broken_down ~ '/' ~ line.tasks", "outdated", "own", "own_reached ~ '/' ~ line.own_known")
    _lines(rows, "report.areas", (*texts, *own), left=(0, 1, 5))
    paragraphs(
        document,
        (
            "表格文字",
            "注：由上级统一报送的指标，不计入该地区的应报数据；“已达到”为已达到数/有数据可以判断的自定目标数。{{ report.remark }}",
        ),
        ("Normal", "{%p endif %}"),
    )


def _lines(rows: object, lines: str, texts: tuple[str, ...], left: tuple[int, ...]) -> None:
    """A row for each of the lines; all cells but those at `left` are centred."""
    blank = [""] * (len(texts) - 1)
    row(rows, (f"{{%tr for line in {lines} %}}", *blank))
    cells = row(rows, tuple(f"{{{{ line.{text} }}}}" for text in texts), "表格居中")
    for at in left:
        cells[at].paragraphs[0].style = "表格文字"
    row(rows, ("{%tr endfor %}", *blank))
