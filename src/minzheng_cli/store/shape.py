"""What pydantic says about a value's shape, said again in the words of the person who wrote it."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, get_args

from minzheng_cli.diagnostics import Diagnostic, Location, Severity
from minzheng_cli.model.base import Part
from minzheng_cli.model.ref import Path
from minzheng_cli.store.places import Places

if TYPE_CHECKING:
    from pydantic import ValidationError
    from pydantic.fields import FieldInfo
    from pydantic_core import ErrorDetails

_WANTED = {
    "string_type": "文字",
    "int_type": "整数",
    "int_from_float": "整数",
    "int_parsing": "整数",
    "bool_type": "true或false",
    "bool_parsing": "true或false",
    "number": "数字",
    "tuple_type": "列表",
    "model_type": "由“键: 值”组成的条目",
    "model_attributes_type": "由“键: 值”组成的条目",
}


def shape_faults(error: ValidationError, model: type[Part], text: str, file: str) -> list[Diagnostic]:
    """One diagnostic for each fault of shape that pydantic found in a file's value."""
    places = Places(text)
    details = _root_causes(error.errors(include_url=False, include_input=True), model)
    return [_fault(detail, model, places, file) for detail in details]


def _root_causes(details: list[ErrorDetails], model: type[Part]) -> list[ErrorDetails]:
    """Less what follows from another: a field missing because its name is misspelt, a list short of a bad item."""
    misspelt = {
        (*detail["loc"][:-1], near)
        for detail in details
        if detail["type"] == "extra_forbidden" and (near := _nearest_field(tuple(detail["loc"]), model))
    }
    inner = {tuple(detail["loc"][:end]) for detail in details for end in range(len(detail["loc"]))}
    return [
        detail
        for detail in details
        if not (detail["type"] == "missing" and tuple(detail["loc"]) in misspelt)
        and not (detail["type"] == "too_short" and tuple(detail["loc"]) in inner)
    ]


def _nearest_field(steps: Path, model: type[Part]) -> str:
    parent = model_at(model, steps[:-1])
    near = get_close_matches(str(steps[-1]), list(parent.model_fields) if parent else [], n=1, cutoff=0.5)
    return near[0] if near else ""


def fault_paths(error: ValidationError) -> list[Path]:
    """The steps to every value that is at fault."""
    return [tuple(detail["loc"]) for detail in error.errors(include_url=False, include_input=False)]


def _fault(detail: ErrorDetails, model: type[Part], places: Places, file: str) -> Diagnostic:
    steps: Path = tuple(detail["loc"])
    kind = detail["type"]
    if kind == "extra_forbidden":
        return _unknown_field(steps, model, places, file)
    if kind == "missing":
        return _missing_field(steps, model, places, file)
    info = field_at(model, steps)
    raw = places.raw(steps).strip()
    span = places.value(steps)
    code, message = _wrong_value(detail, raw, str(_field_name(steps)), info)
    where = Location(file, span.line, span.column, max(1, min(len(raw.partition("\n")[0]), 40)))
    return Diagnostic(
        code, Severity.ERROR, message, where, ref=_ref(steps, places), text=_short(raw), hint=_example(steps, info)
    )


def _wrong_value(detail: ErrorDetails, raw: str, name: str, info: FieldInfo | None) -> tuple[str, str]:
    kind = detail["type"]
    meaning = f"（{info.description}）" if info and info.description else ""
    if kind == "invalid_key":
        return "MZ104", "字段名只能是文字，不能是数字、列表或条目"
    if not raw or detail["input"] is None:
        return "MZ103", f"字段“{name}”{meaning}没有写内容"
    if kind in _WANTED:
        note = "，YAML会把它当成数字" if kind == "string_type" and isinstance(detail["input"], int | float) else ""
        return "MZ103", f"字段“{name}”{meaning}应当是{_WANTED[kind]}，这里写的是{_short(raw)}{note}"
    return "MZ104", f"字段“{name}”{meaning}{_broken_limit(detail, _short(raw))}"


def _broken_limit(detail: ErrorDetails, written: str) -> str:
    """How a value of the right type breaks the limits of its field."""
    context = detail.get("ctx", {})
    expected = str(context.get("expected", "")).replace("'", "").replace(" or ", "、").replace(", ", "、")
    least = context.get("ge", context.get("gt"))
    said = {
        "literal_error": f"只能是：{expected}；这里写的是{written}",
        "day": f"不是有效日期：{written}",
        "greater_than_equal": f"不能小于{least}，这里写的是{written}",
        "greater_than": f"不能小于{least}，这里写的是{written}",
        "less_than_equal": f"不能大于{context.get('le')}，这里写的是{written}",
        "too_short": "至少要有一项",
    }
    return said.get(detail["type"], f"的写法不对：{written}")


def _unknown_field(steps: Path, model: type[Part], places: Places, file: str) -> Diagnostic:
    name = str(steps[-1])
    parent = model_at(model, steps[:-1])
    known = list(parent.model_fields) if parent else []
    near = _nearest_field(steps, model)
    hint = f"是不是“{near}”？" if near else f"可用的字段：{'、'.join(known)}"
    span = places.key(steps)
    where = Location(file, span.line, span.column, len(name))
    return Diagnostic(
        "MZ101", Severity.ERROR, f"没有“{name}”这个字段", where, ref=_ref(steps, places), text=name, hint=hint
    )


def _missing_field(steps: Path, model: type[Part], places: Places, file: str) -> Diagnostic:
    info = field_at(model, steps)
    meaning = f"（{info.description}）" if info and info.description else ""
    span = places.value(steps[:-1])
    where = Location(file, span.line, span.column)
    return Diagnostic(
        "MZ102",
        Severity.ERROR,
        f"缺少字段“{steps[-1]}”{meaning}",
        where,
        ref=_ref(steps, places),
        hint=_example(steps, info),
    )


def _ref(steps: Path, places: Places) -> str:
    """The nearest id on the way, then the rest: as `model.ref.label` gives it for sound data."""
    name, rest = "", list[str]()
    walked: list[str | int] = []
    for step in steps:
        walked.append(step)
        own = places.own_name(tuple(walked))
        name, rest = (own, []) if own else (name, [*rest, str(step)])
    return ".".join([*([name] if name else []), *rest])


def _field_name(steps: Path) -> str | int:
    return next((step for step in reversed(steps) if isinstance(step, str)), "")


def _example(steps: Path, info: FieldInfo | None) -> str:
    if not info or not info.examples:
        return ""
    example = info.examples[0]
    if isinstance(steps[-1], int):
        return f"例如：{as_yaml(example[0] if isinstance(example, list) else example)}"
    return f"例如：{steps[-1]}: {as_yaml(example)}"


def as_yaml(value: Any) -> str:
    """A field's example as it is written in YAML."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return f"[{', '.join(as_yaml(item) for item in value)}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {as_yaml(item)}' for key, item in value.items())}}}"
    text = str(value)
    needs_quotes = isinstance(value, str) and (text[:1] in ">=<%" or text.isdigit())
    return f'"{text}"' if needs_quotes else text


def _short(text: str) -> str:
    line = text.partition("\n")[0]
    return line if len(line) <= 40 and line == text else f"{line[:40]}……"


def field_at(model: type[Part], steps: Path) -> FieldInfo | None:
    """The field that the steps lead to in a model; a list's items share the list's field."""
    info: FieldInfo | None = None
    current: type[Part] | None = model
    for step in steps:
        if isinstance(step, int):
            continue
        info = current.model_fields.get(step) if current else None
        current = _inner_model(info.annotation) if info else None
    return info


def model_at(model: type[Part], steps: Path) -> type[Part] | None:
    """The model of the mapping that the steps lead to."""
    info = field_at(model, steps)
    return _inner_model(info.annotation) if info else (None if any(isinstance(s, str) for s in steps) else model)


def _inner_model(annotation: object) -> type[Part] | None:
    return next(_models_in(annotation), None)


def _models_in(annotation: object) -> Iterator[type[Part]]:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        yield annotation
    for argument in get_args(annotation):
        yield from _models_in(argument)
