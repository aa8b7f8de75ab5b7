"""Read a knowledge base: text → values → models. Faults are values beside it; the first one stops nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from minzheng_cli.diagnostics import Diagnostic, Location, Severity
from minzheng_cli.model.knowledge import KnowledgeBase
from minzheng_cli.model.ref import Path as Steps
from minzheng_cli.model.source import Source
from minzheng_cli.store.files import PLAN, SOURCES, model_of
from minzheng_cli.store.parsing import parse
from minzheng_cli.store.reading import read_text

if TYPE_CHECKING:
    from minzheng_cli.model.base import Part

_SUSPECT = re.compile(
    "[\u0391-\u03bf\u0406-\u0456\u2010-\u2013\u2212\u25cb\u25ef\u2e80-\u2fdf\u3007\u30a2-\u30fc\u3127\uf900-\ufaff\uff0d\uff0e\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]"
)
"""Characters that may stand in the place of one that looks like them; nearly no text has any."""


@dataclass(frozen=True)
class Loaded:
    """A knowledge base as far as it could be read, its faults, and the texts of its files."""

    root: Path
    kb: KnowledgeBase
    faults: tuple[Diagnostic, ...]
    texts: Mapping[str, str]


def load(root: Path, files: Iterable[str], *, sources: bool = False, day: date | None = None) -> Loaded:
    """Read the named files (paths below `root`), and with `sources` the source texts that they and the plan name.

    `day` is the day that the question speaks of; it is handed on in the knowledge base.

    A file with faults of shape gives its sound items; one that cannot be read gives none. Either is in `kb.partial`.
    """
    reading = _Reading(root)
    for file in files:
        reading.add(file)
    head = reading.head()
    if sources:
        reading.add_sources(head.source)
    partial = frozenset(reading.partial)
    kb = KnowledgeBase(reading.parts, reading.sources, partial, head.demonstration, head.source, day)
    odd = (fault for faults in reading.lookalikes.values() for fault in faults)
    return Loaded(root, kb, (*reading.faults, *odd), reading.texts)


@dataclass(frozen=True)
class _Head:
    """The two fields of plan.yaml that every command needs."""

    demonstration: str | None
    source: str


class _Reading:
    """What has been read so far."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.parts: dict[str, Part] = {}
        self.texts: dict[str, str] = {}
        self.faults: list[Diagnostic] = []
        self.lookalikes: dict[str, tuple[Diagnostic, ...]] = {}
        self.partial: set[str] = set()
        self.sources: dict[str, Source] = {}
        self._plan: dict[str, Any] | None = None

    def add(self, file: str) -> None:
        """Read one YAML file into its model."""
        value, broken, found = self._parse(file)
        part: Part | None = None
        if value is not None:
            part, shape = _validate(value, broken, self.texts[file], file)
            found += shape
        self.faults += found
        if part is not None:
            self.parts[file] = part
        if part is None or any(fault.severity is Severity.ERROR for fault in found):
            self.partial.add(file)

    def _parse(self, file: str) -> tuple[dict[str, Any] | None, tuple[Steps, ...], list[Diagnostic]]:
        read = read_text(self.root, file)
        if read.text is None:
            return None, (), list(read.faults)
        self.texts[file] = read.text
        parsed = parse(self._plain(read.text, file), file)
        if file == PLAN:
            self._plan = parsed.value
        return parsed.value, parsed.broken, [*read.faults, *parsed.faults]

    def _plain(self, text: str, file: str) -> str:
        """The text with the right characters in place of those that only look like them."""
        if not _SUSPECT.search(text) and "O" not in text:
            return text
        from minzheng_cli.store.lookalikes import without_lookalikes

        plain, self.lookalikes[file] = without_lookalikes(text, file, self.root)
        return plain

    def head(self) -> _Head:
        """The plan's head, by its values alone: its model is the costliest, and most queries don't need it."""
        if self._plan is None and PLAN not in self.partial:
            self._parse(PLAN)
            self.texts.pop(PLAN, None)
            self.lookalikes.pop(PLAN, None)  # a fault of a file that wasn't asked for
        plan = self._plan or {}
        mark, source = plan.get("demonstration"), plan.get("source")
        is_name = isinstance(source, str) and not set("/\\") & set(source)
        return _Head(mark if isinstance(mark, str) else None, str(source) if is_name else "")

    def add_sources(self, notice: str) -> None:
        """Read the source texts that the parts name; a missing one is the fault of the file that names it."""
        named = {
            file: name for file, part in self.parts.items() if isinstance(name := getattr(part, "source", None), str)
        }
        if notice and PLAN not in named and PLAN not in self.partial:
            named[PLAN] = notice
        for file, name in named.items():
            path = f"{SOURCES}/{name}"
            read = read_text(self.root, path)
            if read.text is None and read.faults[0].code == "MZ001":
                self.faults.append(_missing_source(file, name, self.texts.get(file, "")))
                continue
            self.faults += read.faults
            if read.text is not None:
                self.sources[name] = Source(name, read.text)
                self.texts[path] = read.text


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


def _missing_source(file: str, name: str, text: str) -> Diagnostic:
    from minzheng_cli.store.places import Places

    span = Places(text).value(("source",))
    where = Location(file, span.line, span.column, len(name))
    hint = f"原文文件要放在{SOURCES}/下，文件名与这里一致"
    return Diagnostic("MZ001", Severity.ERROR, f"找不到原文文件{SOURCES}/{name}", where, "plan.source", name, hint)
