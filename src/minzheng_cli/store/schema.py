"""JSON Schema (draft 2020-12) of the data files, for editors: made from the models, in the words of the models."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

from minzheng_cli.store.files import AREAS, LOCALITIES, ORG, PLAN, PROGRESS, TARGETS, TASKS, model_of

if TYPE_CHECKING:
    from pydantic_core import core_schema

SCHEMAS = {
    "plan": (PLAN, "方案本身：名称、文号、实施期限、工作机制和任务以外的段落"),
    "tasks": (TASKS, "任务分组、任务和举措"),
    "targets": (TARGETS, "量化目标、不是目标的数字和没有数字的承诺"),
    "org": (ORG, "处室和单位、领导小组及其办公室、专班"),
    "areas": (AREAS, "行政区划"),
    "progress": (f"{PROGRESS}/2021H2.yaml", "一个报告期的工作进展和指标数据、延期和销号"),
    "locality": (f"{LOCALITIES}/220100.yaml", "一个地区的分解方案"),
}
"""The schemas by name: a file that each is for, and what that file holds."""

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_DAY = r"^(?!0000)[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"


def file_name(name: str) -> str:
    """The name of the file that a schema is kept in."""
    return f"{name}.schema.json"


def schema_text(name: str) -> str:
    """A schema as the text of its file."""
    return json.dumps(schema(name), ensure_ascii=False, indent=2) + "\n"


def schema(name: str) -> dict[str, Any]:
    """The schema of that name; KeyError for one that there isn't."""
    file, title = SCHEMAS[name]
    made = _plain(model_of(file).model_json_schema(schema_generator=_Generator))
    return {"$schema": _DIALECT, "title": f"{file}：{title}", **made}


class _Generator(GenerateJsonSchema):
    """Days carry the form that mz accepts, beside the `format` that not every validator looks at."""

    def date_schema(self, schema: core_schema.DateSchema) -> JsonSchemaValue:
        return {**super().date_schema(schema), "pattern": _DAY}

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """Without the default: absent says more than an editor that fills in null."""
        return self.generate_inner(schema["schema"])

    def get_title_from_name(self, name: str) -> str:  # noqa: ARG002
        """Fields have a Chinese description; a title made of the English name would hide it."""
        return ""


def _plain(node: Any) -> Any:
    """Less what is for programmers (English docstrings and titles), with alternatives merged where they can be."""
    if isinstance(node, list):
        return [_plain(each) for each in node]
    if not isinstance(node, dict):
        return node
    if "properties" in node:
        return {
            key: {name: _plain(field) for name, field in inner.items()} if key == "properties" else _plain(inner)
            for key, inner in node.items()
            if key not in ("title", "description")
        }
    return _merged({key: _plain(inner) for key, inner in node.items() if key != "title"})


def _merged(node: dict[str, Any]) -> dict[str, Any]:
    """One type list or one enum for `anyOf` with null; `number` for integer or number."""
    options = node.get("anyOf")
    if not options or any("$ref" in each for each in options):
        return node
    rest = {key: value for key, value in node.items() if key != "anyOf"}
    kinds = dict.fromkeys(kind for each in options for kind in _kinds(each))
    if "number" in kinds:
        kinds.pop("integer", None)
    found: dict[str, Any] = {}
    for each in options:
        found |= {key: value for key, value in each.items() if key != "type"}
    if "const" in found:
        found["enum"] = [found.pop("const")]
    if "enum" in found and "null" in kinds:
        found["enum"] = [*found["enum"], None]
    return dict(sorted({"type": next(iter(kinds)) if len(kinds) == 1 else list(kinds), **found, **rest}.items()))


def _kinds(option: dict[str, Any]) -> list[str]:
    kind = option["type"]
    return kind if isinstance(kind, list) else [kind]
