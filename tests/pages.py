"""The pages of `docs/` that are made from the program itself: rules, commands, data files."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from typing import Any, Literal, get_args, get_origin

from minzheng_cli.check.registry import rules
from minzheng_cli.cli.app import COMMANDS
from minzheng_cli.model.base import Part
from minzheng_cli.store.codes import FAULTS
from minzheng_cli.store.files import AREAS, ORG, PLAN, PROGRESS, TARGETS, TASKS, model_of
from minzheng_cli.store.shape import as_yaml
from tests.conftest import Result

_MADE = "<!-- 由程序生成：MZ_UPDATE=1 pytest tests/test_docs.py -->"
_FAMILIES = {
    "MZ0": "文件",
    "MZ1": "字段、编号和引用",
    "MZ2": "机构和人员",
    "MZ3": "量化目标",
    "MZ4": "进展",
    "MZ5": "原文和文字",
    "MZ6": "市县分解方案",
    "MZ7": "个人信息和安全",
}


def rules_page() -> str:
    """Every rule by family, as `mz explain` prints it."""
    docs = {code: (fault.title, fault.doc) for code, fault in FAULTS.items()}
    docs |= {code: (rule.title, inspect.cleandoc(rule.doc)) for code, rule in rules().items()}
    lines = ["# 规则", "", _MADE, ""]
    family = ""
    for code, (title, doc) in sorted(docs.items()):
        if code[:3] != family:
            family = code[:3]
            lines += [f"## {family} {_FAMILIES[family]}", ""]
        lines += [f"### {code} {title}", "", *_doc_lines(doc), ""]
    return "\n".join(lines).rstrip() + "\n"


def _doc_lines(doc: str) -> Iterator[str]:
    """A rule's text with its examples as code blocks."""
    in_code = False
    for line in doc.split("\n"):
        is_code = line.startswith("    ")
        if is_code != in_code:
            yield "```" if in_code else "\n```yaml"
        yield line[4:] if is_code else line
        in_code = is_code
    if in_code:
        yield "```"


def commands_page(mz: Callable[..., Result]) -> str:
    """The help of every command."""
    lines = ["# 命令", "", _MADE, "", "```text", mz("--help").out.rstrip(), "```"]
    for command in COMMANDS:
        name = command.__name__
        lines += ["", f"## mz {name}", "", "```text", mz(name, "--help").out.rstrip(), "```"]
    return "\n".join(lines) + "\n"


def data_page() -> str:
    """Every field of every data file: name, meaning, whether it must be there, an example."""
    lines = ["# 数据文件", "", _MADE, "", "字段名后有*的必填。文件一律UTF-8编码，每层缩进2个空格。"]
    for file in (PLAN, TASKS, TARGETS, ORG, AREAS, f"{PROGRESS}/2021H2.yaml"):
        lines += ["", f"## {file}", *_table(model_of(file)), *_inner_tables(model_of(file), set())]
    return "\n".join(lines) + "\n"


def _inner_tables(model: type[Part], seen: set[type[Part]]) -> Iterator[str]:
    for name, info in model.model_fields.items():
        for inner in _models(info.annotation):
            if inner not in seen:
                seen.add(inner)
                yield from ("", f"### {name}的每一条" if _is_list(info.annotation) else f"### {name}", *_table(inner))
                yield from _inner_tables(inner, seen)


def _table(model: type[Part]) -> Iterator[str]:
    yield from ("", "| 字段 | 含义 | 例 |", "| --- | --- | --- |")
    for name, info in model.model_fields.items():
        example = f"`{name}: {as_yaml(info.examples[0])}`" if info.examples else ""
        choices = "、".join(_choices(info.annotation))
        meaning = f"{info.description}。可选：{choices}" if choices else str(info.description)
        yield f"| {name}{'*' if info.is_required() else ''} | {meaning} | {example} |"


def _models(annotation: object) -> Iterator[type[Part]]:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        yield annotation
    for argument in get_args(annotation):
        yield from _models(argument)


def _choices(annotation: Any) -> Iterator[str]:
    if get_origin(annotation) is Literal:
        yield from (str(choice) for choice in get_args(annotation))
    else:
        for argument in get_args(annotation):
            yield from _choices(argument)


def _is_list(annotation: object) -> bool:
    return get_origin(annotation) is tuple or any(_is_list(argument) for argument in get_args(annotation))
