"""YAML text to plain values, and what is wrong with the YAML. The only module that knows yaml-rs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from minzheng_cli.diagnostics import Diagnostic, Location, Severity
from minzheng_cli.model.ref import Path
from minzheng_cli.store.places import Places

_POSITION = re.compile(r"line (\d+), column (\d+)")
_SHARED = re.compile(r"[&*!]")
_BREAKS = re.compile(r"\r\n|\n|\r")
_DOCUMENT = re.compile(r"^---(?=\s|$)", re.MULTILINE)

_REASONS = (
    ("tabs disallowed", "缩进里有制表符", "缩进只能用空格，每层2个"),
    ("recursion limit", "嵌套太深", "请检查括号是否配对"),
    ("depth", "嵌套太深", "请检查括号是否配对"),
    ("unclosed quote", "引号没有配对", "请补上另一半引号"),
    ("quoted scalar", "引号没有配对，或引号里换行没有缩进", "请补上另一半引号"),
    ("surrogate", "转义字符不完整", "请直接写汉字，不要写\\u转义"),
    ("unknown anchor", "用了未定义的别名（*）", "以“*”开头的文字要加引号"),
    (
        "mapping values are not allowed",
        "一行里有两个“键: 值”，或上一行写错了",
        "含“: ”的文字要加引号；键后面的冒号要用半角并跟一个空格",
    ),
    ("illegal placement of ':'", "上文的括号没有配对，或冒号位置不对", "请检查方括号[]、花括号{}是否成对"),
    ("invalid indentation", "缩进不对", "同一层的行要对齐，每层缩进2个空格"),
    ("flow", "方括号或花括号没有配对", "请检查方括号[]、花括号{}是否成对"),
    ("simple key", "键后面缺少冒号", "写成“键: 值”，冒号用半角并跟一个空格"),
    ("expected ':'", "键后面缺少冒号", "写成“键: 值”，冒号用半角并跟一个空格"),
    ("indent", "缩进不对", "同一层的行要对齐，每层缩进2个空格"),
    ("expected '-' indicator", "缩进不对，或列表项缺少“-”", "同一层的行、同一层的“-”都要对齐，每层缩进2个空格"),
)


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
            return Parsed(None, (_syntax_fault(text, str(error), file),))
        try:
            value = loads(text, parse_datetime=False, duplicate_key_policy=DuplicateKeyPolicy.LastWins)
        except YAMLDecodeError as second:
            return Parsed(None, (_syntax_fault(text, str(second), file),))
        found = list(_duplicate_keys(text, file))
        faults, broken = tuple(fault for fault, _ in found), tuple(path for _, path in found)
    shared = tuple(_shared_nodes(text, file)) if _SHARED.search(text) else ()
    if shared:
        return Parsed(None, (*faults, *shared))
    if not isinstance(value, dict):
        return Parsed(None, (*faults, _not_a_mapping(text, value, file)))
    return Parsed(value, faults, broken)


def _syntax_fault(text: str, error: str, file: str) -> Diagnostic:
    """Say what is wrong: first what can be seen in the lines around, then what yaml-rs gives as its reason."""
    position = _POSITION.search(error)
    line, column = (int(position[1]), int(position[2])) if position else (1, 1)
    lines = _BREAKS.split(text)
    seen = next((found for look in _LOOKS if (found := look(lines, line))), None)
    if seen:
        return _fault(seen.code, seen.message, file, seen.line, seen.column, seen.hint)
    for words, message, hint in _REASONS:
        if words in error.lower():
            code = "MZ008" if message == "嵌套太深" else "MZ004"
            return _fault(code, message, file, line, column, hint)
    return _fault(
        "MZ004", "YAML写法有误，读到这里无法继续", file, line, column, "请与相邻的条目对照，检查缩进、冒号、引号和括号"
    )


@dataclass(frozen=True)
class _Seen:
    line: int
    column: int
    message: str
    hint: str
    code: str = "MZ004"


def _conflict(lines: list[str], _line: int) -> _Seen | None:
    for number, words in enumerate(lines, 1):
        if words.startswith(("<<<<<<<", ">>>>>>>")):
            hint = "两个人改了同一处：保留正确的内容，删去带<<<<<<<、=======、>>>>>>>的三行"
            return _Seen(number, 1, f"合并冲突标记（{words[:7]}）没有处理", hint)
    return None


def _full_width_colon(lines: list[str], line: int) -> _Seen | None:
    for number in _around(lines, line):
        match = re.match(r"\s*(- )?\w+：", lines[number - 1])
        if match:
            return _Seen(number, match.end(), "键后面用了全角冒号“：”", "改成半角冒号加一个空格，如“title: 标题”")
    return None


def _tab_indent(lines: list[str], line: int) -> _Seen | None:
    for number in range(max(1, line - 1), min(len(lines), line + 1) + 1):
        match = re.match(r" *\t", lines[number - 1])
        if match:
            return _Seen(number, match.end(), "缩进里有制表符", "缩进只能用空格，每层2个")
    return None


def _local_tag(lines: list[str], line: int) -> _Seen | None:
    match = re.search(r"(?<=[:,\[{-] )![^\s!\"']", lines[line - 1]) if line <= len(lines) else None
    if not match:
        return None
    return _Seen(line, match.start() + 1, "不允许使用YAML的类型标签（!）", "以“!”开头的文字要加引号", "MZ006")


def _unbalanced(lines: list[str], line: int) -> _Seen | None:
    """The nearest line at or above the fault, at most three up, whose brackets or quotes don't pair."""
    for number in _around(lines, line):
        opened: list[tuple[str, int]] = []
        quote = ""
        for column, char in enumerate(lines[number - 1], 1):
            if quote:
                quote = "" if char == quote else quote
                opened = opened if quote else opened[:-1]
            elif char in "\"'" and _begins_value(lines[number - 1], column):
                quote = char
                opened.append((char, column))
            elif char in "[{":
                opened.append((char, column))
            elif char in "]}" and opened:
                opened.pop()
        if opened:
            char, column = opened[-1] if quote else opened[0]
            name = {"[": "方括号[", "{": "花括号{"}.get(char, "引号")
            return _Seen(number, column, f"{name}没有配对", "请在这一行补上另一半")
    return None


def _begins_value(line: str, column: int) -> bool:
    """True where a quote at the column opens a quoted scalar: only at the beginning of a value."""
    before = line[: column - 1].rstrip()
    return not before or before[-1] in ":,[{-"


def _around(lines: list[str], line: int) -> range:
    return range(min(line, len(lines)), max(0, line - 4), -1)


_LOOKS = (_conflict, _full_width_colon, _tab_indent, _local_tag, _unbalanced)


def _duplicate_keys(text: str, file: str) -> Iterator[tuple[Diagnostic, Path]]:
    for steps, first, second in Places(text).duplicate_keys():
        key = str(steps[-1])
        message = f"字段“{key}”在同一条目里写了两次：第{first.line}行和第{second.line}行"
        yield _fault("MZ005", message, file, second.line, second.column, "保留正确的一行，删去另一行", key), steps


def _shared_nodes(text: str, file: str) -> Iterator[Diagnostic]:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        for event in YAML(typ="safe").parse(text):
            anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
            if not anchor and not tag:
                continue
            mark = event.start_mark
            what = "锚点或别名（&、*）" if anchor else "类型标签（!）"
            hint = "请把内容原样写全；如果是文字，请加引号"
            yield _fault("MZ006", f"不允许使用YAML的{what}", file, mark.line + 1, mark.column + 1, hint)
    except YAMLError:
        return


def _not_a_mapping(text: str, value: object, file: str) -> Diagnostic:
    if value is None:
        return _fault("MZ009", "文件是空的", file, 1, 1, "请恢复文件内容，或从git找回")
    first = next((match for match in _DOCUMENT.finditer(text) if text[: match.start()].strip()), None)
    if isinstance(value, list) and first:
        line = len(_BREAKS.findall(text, 0, first.start())) + 1
        return _fault(
            "MZ009", "一个文件里有两份内容（用“---”隔开）", file, line, 1, "一个文件只写一份，请删去“---”及其后的内容"
        )
    colon = _full_width_colon(_BREAKS.split(text), 1)
    if colon:
        return _fault(colon.code, colon.message, file, colon.line, colon.column, colon.hint)
    kind = "列表" if isinstance(value, list) else "一段文字"
    return _fault(
        "MZ009", f"文件的最外层是{kind}，应当是“键: 值”", file, 1, 1, "最外层先写字段名，如“tasks:”，再写各条目"
    )


def _fault(code: str, message: str, file: str, line: int, column: int, hint: str, text: str = "") -> Diagnostic:
    where = Location(file, line, column, max(len(text), 1))
    return Diagnostic(code, Severity.ERROR, message, where, text=text, hint=hint)
