"""YAML that parses, but is not used as the knowledge base uses it: double keys, shared nodes, no mapping on top."""

from __future__ import annotations

import re
from collections.abc import Iterator

from minzheng_cli.diagnostics import Diagnostic
from minzheng_cli.model.ref import Path
from minzheng_cli.store.places import Places, leniently
from minzheng_cli.store.syntax import BREAKS, fault, full_width_colon

_DOCUMENT = re.compile(r"^---(?=\s|$)", re.MULTILINE)


def duplicate_keys(text: str, file: str) -> Iterator[tuple[Diagnostic, Path]]:
    """A fault for each key that stands twice in one mapping, with both lines, and the steps to it."""
    for steps, first, second in Places(text).duplicate_keys():
        key = str(steps[-1])
        message = f"字段“{key}”在同一条目里写了两次：第{first.line}行和第{second.line}行"
        yield fault("MZ005", message, file, second.line, second.column, "保留正确的一行，删去另一行", key), steps


def shared_nodes(text: str, file: str) -> Iterator[Diagnostic]:
    """A fault for each anchor, alias and tag."""
    from ruamel.yaml import YAML

    events = leniently(lambda pure: list(YAML(typ="safe", pure=pure).parse(text)))
    for event in events or ():
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if anchor or tag:
            what = "锚点或别名（&、*）" if anchor else "类型标签（!）"
            hint = "请把内容原样写全；如果是文字，请加引号"
            mark = event.start_mark
            yield fault("MZ006", f"不允许使用YAML的{what}", file, mark.line + 1, mark.column + 1, hint)


def not_a_mapping(text: str, value: object, file: str) -> Diagnostic:
    """Why the top of the text is no mapping: empty, two documents, a list, mere words."""
    if value is None:
        return fault("MZ009", "文件是空的", file, 1, 1, "请恢复文件内容，或从git找回")
    first = next((match for match in _DOCUMENT.finditer(text) if text[: match.start()].strip()), None)
    if isinstance(value, list) and first:
        line = len(BREAKS.findall(text, 0, first.start())) + 1
        return fault(
            "MZ009", "一个文件里有两份内容（用“---”隔开）", file, line, 1, "一个文件只写一份，请删去“---”及其后的内容"
        )
    colon = full_width_colon(BREAKS.split(text), 1)
    if colon:
        return fault(colon.code, colon.message, file, colon.line, colon.column, colon.hint)
    kind = "列表" if isinstance(value, list) else "一段文字"
    return fault(
        "MZ009", f"文件的最外层是{kind}，应当是“键: 值”", file, 1, 1, "最外层先写字段名，如“tasks:”，再写各条目"
    )
