"""YAML text to plain values, and what is wrong with the YAML. The only module that knows yaml-rs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from minzheng_cli.diagnostics import Diagnostic
from minzheng_cli.model.ref import Path
from minzheng_cli.store.places import Places, leniently
from minzheng_cli.store.syntax import BREAKS, fault, full_width_colon, syntax_fault

_SHARED = re.compile(r"[&*!]")
_DOCUMENT = re.compile(r"^---(?=\s|$)", re.MULTILINE)


@dataclass(frozen=True)
class Parsed:
    """Plain values of one YAML text; `value` is None where it is not usable. `broken` are paths of doubtful values."""

    value: dict[str, Any] | None
    faults: tuple[Diagnostic, ...] = ()
    broken: tuple[Path, ...] = ()


def parse(text: str, file: str) -> Parsed:
    """Parse one file's text, whose top must be a mapping. Faults come with line and column; nothing is raised."""
    from yaml_rs import DuplicateKeyPolicy, YAMLDecodeError, loads

    faults: tuple[Diagnostic, ...] = ()
    broken: tuple[Path, ...] = ()
    try:
        value = loads(text, parse_datetime=False)
    except YAMLDecodeError as error:
        if "duplicate mapping key" not in str(error):
            return Parsed(None, (syntax_fault(text, str(error), file),))
        try:
            value = loads(text, parse_datetime=False, duplicate_key_policy=DuplicateKeyPolicy.LastWins)
        except YAMLDecodeError as second:
            return Parsed(None, (syntax_fault(text, str(second), file),))
        found = list(_duplicate_keys(text, file))
        faults, broken = tuple(fault for fault, _ in found), tuple(path for _, path in found)
    shared = tuple(_shared_nodes(text, file)) if _SHARED.search(text) else ()
    if shared:
        return Parsed(None, (*faults, *shared))
    if not isinstance(value, dict):
        return Parsed(None, (*faults, _not_a_mapping(text, value, file)))
    return Parsed(value, faults, broken)


def _duplicate_keys(text: str, file: str) -> Iterator[tuple[Diagnostic, Path]]:
    for steps, first, second in Places(text).duplicate_keys():
        key = str(steps[-1])
        message = f"字段“{key}”在同一条目里写了两次：第{first.line}行和第{second.line}行"
        yield fault("MZ005", message, file, second.line, second.column, "保留正确的一行，删去另一行", key), steps


def _shared_nodes(text: str, file: str) -> Iterator[Diagnostic]:
    from ruamel.yaml import YAML

    events = leniently(lambda pure: list(YAML(typ="safe", pure=pure).parse(text)))
    for event in events or ():
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if anchor or tag:
            what = "锚点或别名（&、*）" if anchor else "类型标签（!）"
            hint = "请把内容原样写全；如果是文字，请加引号"
            mark = event.start_mark
            yield fault("MZ006", f"不允许使用YAML的{what}", file, mark.line + 1, mark.column + 1, hint)


def _not_a_mapping(text: str, value: object, file: str) -> Diagnostic:
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
