"""Knowledge bases for tests of progress: the shipped plan with invented figures, and the examples of `docs/progress.md`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from io import StringIO
from typing import Any

from ruamel.yaml import YAML

from minzheng_cli.model.base import Part
from minzheng_cli.model.knowledge import KnowledgeBase
from minzheng_cli.model.progress import ProgressFile
from minzheng_cli.model.target import Target
from minzheng_cli.progress import Evaluation, Moment, TargetStatus
from tests.conftest import PROJECT

PAGE = PROJECT / "docs" / "progress.md"


def base_with(kb: KnowledgeBase, *files: ProgressFile, **parts: Part) -> KnowledgeBase:
    """The base with these progress files alone; `tasks=…` and the like replace a file."""
    kept = {path: part for path, part in kb.parts.items() if not path.startswith("progress/")}
    kept |= {f"{name}.yaml": part for name, part in parts.items()}
    return replace(kb, parts=kept | {f"progress/{file.period}.yaml": file for file in files})


def target_of(kb: KnowledgeBase, name: str) -> Target:
    """A target by its id."""
    (found,) = (each for each in kb.targets.targets if each.id == name)
    return found


def changed(kb: KnowledgeBase, name: str, **fields: object) -> KnowledgeBase:
    """The base with a target whose fields are changed."""
    targets = tuple(
        Target.model_validate(each.model_dump() | fields) if each.id == name else each for each in kb.targets.targets
    )
    return replace(kb, parts={**kb.parts, "targets.yaml": kb.targets.model_copy(update={"targets": targets})})


def status_of(kb: KnowledgeBase, name: str, when: date | Moment) -> TargetStatus:
    """How a target stands."""
    return Evaluation(kb, when).target(target_of(kb, name))


def examples() -> dict[str, dict[str, Any]]:
    """The examples of the page by their names."""
    blocks = re.findall(r"^```yaml\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    found = [dict(YAML(typ="safe", pure=True).load(StringIO(block))) for block in blocks]
    return {str(each["example"]): each for each in found}


def base_of(kb: KnowledgeBase, example: Mapping[str, Any]) -> KnowledgeBase:
    """The shipped plan with an example's changes and entries."""
    name = example["target"]
    kb = changed(kb, name, **example.get("change", {}))
    entries = [dict(each) for each in example["observations"]]
    if "others" in example:
        named = {each["area"] for each in entries}
        codes = [area.code for area in kb.areas.areas if area.is_county and area.code not in named]
        entries += [{**example["others"], "area": code} for code in codes]
    file = ProgressFile.model_validate(
        {
            "period": "2022H1",
            "observations": [{**each, "target": name} for each in entries],
            "extensions": example.get("extensions", []),
            "acceptances": example.get("acceptances", []),
        }
    )
    return base_with(kb, file)


def answer(status: TargetStatus, field: str) -> Any:
    """One of the fields that an example expects."""
    rolled, forecast = status.rolled, status.forecast
    if field == "missing":
        return len(status.missing)
    if field == "extended":
        return status.extension.due if status.extension else None
    if field == "years":
        return {each.year: each.schedule for each in status.years}
    if field in ("reached_on", "at_end"):
        return getattr(forecast, field) if forecast else None
    if field in ("numerator", "denominator", "reported", "asked", "meeting", "level"):
        return getattr(rolled, field)
    return getattr(status, field)
