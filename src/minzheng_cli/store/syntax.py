"""What is wrong with the YAML of a text that cannot be parsed, in the words of the person who wrote it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from minzheng_cli.diagnostics import Diagnostic, Location, Severity

_POSITION = re.compile(r"line (\d+), column (\d+)")
BREAKS = re.compile(r"\r\n|\n|\r")
"""Line breaks as YAML has them."""

_COMPLEX_KEY = re.compile(r"[\s-]*(\?\s|\?$|\[.*\]\s*:|\{.*\}\s*:)")
_REASONS = (
    ("tabs disallowed", "缩进里有制表符", "缩进只能用空格，每层2个"),
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
    ("expected key", "缩进不对，或上一行没有写完整", "同一层的行要对齐，每层缩进2个空格"),
    ("expected '-' indicator", "缩进不对，或列表项缺少“-”", "同一层的行、同一层的“-”都要对齐，每层缩进2个空格"),
)


def syntax_fault(text: str, error: str, file: str) -> Diagnostic:
    """Say what is wrong: first what can be seen in the lines around, then what yaml-rs gives as its reason."""
    position = _POSITION.search(error)
    line, column = (int(position[1]), int(position[2])) if position else (1, 1)
    lines = BREAKS.split(text)
    line = min(line, len(lines))
    column = min(column, len(lines[line - 1]) + 1)
    if "unhashable" in error:
        line = next((number for number, words in enumerate(lines, 1) if _COMPLEX_KEY.match(words)), 1)
        return fault(
            "MZ004", "字段名是列表或条目，应当是文字", file, line, 1, "写成“键: 值”，行首不要写问号“?”，键不要加括号"
        )
    if "depth" in error or "recursion limit" in error:
        return fault("MZ008", "嵌套太深", file, line, column, "请检查括号是否配对")
    seen = next((found for look in _LOOKS if (found := look(lines, line))), None)
    if seen:
        return fault(seen.code, seen.message, file, seen.line, seen.column, seen.hint)
    for words, message, hint in _REASONS:
        if words in error.lower():
            return fault("MZ004", message, file, line, column, hint)
    return fault(
        "MZ004", "YAML写法有误，读到这里无法继续", file, line, column, "请与相邻的条目对照，检查缩进、冒号、引号和括号"
    )


@dataclass(frozen=True)
class _Seen:
    """A fault that can be seen in the lines themselves."""

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


def full_width_colon(lines: list[str], line: int) -> _Seen | None:
    """A key at or just above the line that is followed by `：` instead of `:`."""
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


_LOOKS = (_conflict, full_width_colon, _tab_indent, _local_tag, _unbalanced)


def fault(code: str, message: str, file: str, line: int, column: int, hint: str, text: str = "") -> Diagnostic:
    """A diagnostic at a line and column; `text` is what is pointed at."""
    where = Location(file, line, column, max(len(text), 1))
    return Diagnostic(code, Severity.ERROR, message, where, text=text, hint=hint)
