"""Changes as Markdown for the comment on a merge request: warnings first, then a table for each section."""

from __future__ import annotations

import re
from collections.abc import Iterator

from minzheng_cli.console.terminal import Terminal
from minzheng_cli.query.compare import Change
from minzheng_cli.query.compare.told import WARNING, ChangeReport, level, sections, shortened, visible

_ACTIVE = re.compile(r"([\\`*_~&\[\]<>#|])")
_MOST_WARNINGS = 20
_BLANKS = " \t\u3000"


def render(report: ChangeReport, _terminal: Terminal) -> str:
    """A heading, the mark of a demonstration, the warning, and the tables."""
    lines = ["## 知识库的变化", "", escape(report.summary)]
    if report.demonstration:
        lines[2:2] = [f"**{escape(report.demonstration)}**", ""]
    if report.warnings:
        lines += ["", *_warning_block(report)]
    for section, changes in sections(report.changes):
        lines += ["", f"### {section}", "", "| 级别 | 对象 | 变化 | 内容 |", "| --- | --- | --- | --- |"]
        lines += [_row(change) for change in changes]
    return "\n".join(lines) + "\n"


def _warning_block(report: ChangeReport) -> Iterator[str]:
    yield f"> **{WARNING}：通知原文或目标值有{len(report.warnings)}处改动**"
    yield ">"
    yield f"> {report.advice}"
    yield ">"
    listed = [change for _, changes in sections(report.warnings) for change in changes]
    for change in listed[:_MOST_WARNINGS]:
        yield f"> - **{escape(change.ref)}** {_about(change)}{escape(change.message)}"
    if len(listed) > _MOST_WARNINGS:
        yield f"> - 另有{len(listed) - _MOST_WARNINGS}处，见下面各表"


def _row(change: Change) -> str:
    grave = f"**{level(change)}**" if change.warning else level(change)
    return f"| {grave} | {escape(change.ref)} | {escape(change.message)} | {_about(change)}{_content(change)} |"


def _about(change: Change) -> str:
    return f"{escape(change.about)}：" if change.about else ""


def _content(change: Change) -> str:
    """~~what went~~ **what came**, each set off by blanks: beside Chinese marks Markdown sees no emphasis otherwise.

    What is new as a whole stands plain.
    """
    if change.before is None:
        return escape(change.after or "")
    pieces = []
    for op, text in shortened(change.words):
        if op == "=":
            pieces.append(escape(text))
        else:
            mark = "~~" if op == "-" else "**"
            pieces.append(f" {mark}{escape(visible(text).strip(_BLANKS))}{mark} ")
    return re.sub(" {2,}", " ", "".join(pieces)).strip()


def escape(text: str) -> str:
    """Text as text in one cell: what Markdown would act on is escaped, line breaks become `<br>`."""
    return re.sub(r"\r\n|\n|\r", "<br>", _ACTIVE.sub(r"\\\1", text))
