"""Read a knowledge base: text → values → models. Faults are values beside it; the first one stops nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from minzheng_cli.diagnostics import Diagnostic, Location, Severity
from minzheng_cli.model.knowledge import KnowledgeBase
from minzheng_cli.model.ref import Path as Steps
from minzheng_cli.model.source import Source
from minzheng_cli.store.files import SOURCES, model_of
from minzheng_cli.store.parsing import parse
from minzheng_cli.store.reading import read_text

if TYPE_CHECKING:
    from minzheng_cli.model.base import Part


@dataclass(frozen=True)
class Loaded:
    """A knowledge base as far as it could be read, its faults, and the texts of its files."""

    root: Path
    kb: KnowledgeBase
    faults: tuple[Diagnostic, ...]
    texts: Mapping[str, str]


def load(root: Path, files: Iterable[str], *, sources: bool = False) -> Loaded:
    """Read the named files (paths below `root`), and with `sources` the source texts that they name.

    A file with faults of shape gives its sound items; one that cannot be read gives none. Either is in `kb.partial`.
    """
    parts: dict[str, Part] = {}
    texts: dict[str, str] = {}
    faults: list[Diagnostic] = []
    partial: set[str] = set()
    for file in files:
        part, text, found = _load_part(root, file)
        faults += found
        if text is not None:
            texts[file] = text
        if part is not None:
            parts[file] = part
        if part is None or any(fault.severity is Severity.ERROR for fault in found):
            partial.add(file)
    read = _load_sources(root, parts, texts, faults) if sources else {}
    return Loaded(root, KnowledgeBase(parts, read, frozenset(partial)), tuple(faults), texts)


def _load_part(root: Path, file: str) -> tuple[Part | None, str | None, list[Diagnostic]]:
    read = read_text(root, file)
    if read.text is None:
        return None, None, list(read.faults)
    parsed = parse(read.text, file)
    faults = [*read.faults, *parsed.faults]
    if parsed.value is None:
        return None, read.text, faults
    part, shape = _validate(parsed.value, parsed.broken, read.text, file)
    return part, read.text, faults + shape


def _validate(
    value: dict[str, Any], broken: tuple[Steps, ...], text: str, file: str
) -> tuple[Part | None, list[Diagnostic]]:
    from pydantic import ValidationError

    model = model_of(file)
    faults: list[Diagnostic] = []
    paths: list[Steps] = list(broken)
    if not broken:
        try:
            return model.model_validate(value), []
        except ValidationError as error:
            from minzheng_cli.store.shape import fault_paths, shape_faults

            faults = shape_faults(error, model, text, file)
            paths = fault_paths(error)
    if any(not any(isinstance(step, int) for step in path) for path in paths):
        return None, faults
    try:
        return model.model_validate(_without(value, paths)), faults
    except ValidationError as error:
        from minzheng_cli.store.shape import shape_faults

        return None, faults or shape_faults(error, model, text, file)


def _without(value: dict[str, Any], paths: list[Steps]) -> dict[str, Any]:
    """The value less every outermost list item that holds one of the paths."""
    drop: dict[Steps, set[int]] = {}
    for path in paths:
        at = next((i for i, step in enumerate(path) if isinstance(step, int)), None)
        if at is not None:
            drop.setdefault(path[:at], set()).add(int(path[at]))
    return dict(_dropping(value, (), drop))


def _dropping(value: Any, steps: Steps, drop: Mapping[Steps, set[int]]) -> Any:
    if isinstance(value, dict):
        return {key: _dropping(inner, (*steps, key), drop) for key, inner in value.items()}
    if isinstance(value, list) and steps in drop:
        return [item for position, item in enumerate(value) if position not in drop[steps]]
    return value


def _load_sources(
    root: Path, parts: Mapping[str, Part], texts: dict[str, str], faults: list[Diagnostic]
) -> dict[str, Source]:
    sources: dict[str, Source] = {}
    for file, part in parts.items():
        name = getattr(part, "source", None)
        if not isinstance(name, str) or name in sources:
            continue
        path = f"{SOURCES}/{name}"
        read = read_text(root, path)
        if read.text is None and read.faults[0].code == "MZ001":
            faults.append(_missing_source(file, name, texts[file]))
            continue
        faults += read.faults
        if read.text is not None:
            sources[name] = Source(name, read.text)
            texts[path] = read.text
    return sources


def _missing_source(file: str, name: str, text: str) -> Diagnostic:
    from minzheng_cli.store.places import Places

    span = Places(text).value(("source",))
    where = Location(file, span.line, span.column, len(name))
    hint = f"原文文件要放在{SOURCES}/下，文件名与这里一致"
    return Diagnostic("MZ001", Severity.ERROR, f"找不到原文文件{SOURCES}/{name}", where, "plan.source", name, hint)
