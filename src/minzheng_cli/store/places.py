"""Where things stand in a YAML text: steps to line and column, by the marks of ruamel's C composer.

Slow on large files, so used only for a file that has a finding or is edited, and that yaml-rs has accepted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from minzheng_cli.diagnostics import Diagnostic, Finding, Location
from minzheng_cli.model.ref import Path, Ref, index, label

if TYPE_CHECKING:
    from minzheng_cli.store.load import Loaded

T = TypeVar("T")
Node = Any
"""A node of ruamel's graph; its C loader is untyped."""


@dataclass(frozen=True)
class Span:
    """Offsets of a node in the text, and its 1-based line and column."""

    start: int
    end: int
    line: int
    column: int


class Places:
    """The places of one text. Composing may fail where ruamel is stricter than yaml-rs: then all is at line 1."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.root = _compose(text)

    def value(self, steps: Path) -> Span:
        """The value at the end of the steps, or the nearest thing around it that exists."""
        return self._span(self._walk(steps)[0])

    def _walk(self, steps: Path) -> tuple[Node, bool]:
        """The last node on the way that exists, and whether it is the way's end."""
        node = self.root
        for step in steps:
            inner = _child(node, step)
            if inner is None:
                return node, False
            node = inner[1]
        return node, True

    def key(self, steps: Path) -> Span:
        """The key that the last step names; the value where the last step is a position."""
        node, whole = self._walk(steps[:-1])
        found = _child(node, steps[-1]) if whole and steps else None
        return self._span((found[0] or found[1]) if found else node)

    def raw(self, steps: Path) -> str:
        """The value as it is written."""
        span = self.value(steps)
        return self.text[span.start : span.end]

    def own_name(self, steps: Path) -> str:
        """The id, code or name of the mapping at the steps; empty where it has none or is no mapping."""
        node, whole = self._walk(steps)
        for key in ("id", "code", "name"):
            inner = _child(node, key)
            if whole and inner and isinstance(inner[1].value, str):
                return str(inner[1].value)
        return ""

    def duplicate_keys(self) -> Iterator[tuple[Path, Span, Span]]:
        """Every key that stands twice in one mapping: its steps, the first place, the second place."""
        yield from _duplicates(self.root, (), self._span)

    def _span(self, node: Node) -> Span:
        if node is None:
            return Span(0, 0, 1, 1)
        start, end = node.start_mark, node.end_mark
        return Span(start.index, end.index, start.line + 1, start.column + 1)


def _compose(text: str) -> Node:
    return leniently(lambda pure: _composer(pure=pure).compose(text))


def _composer(*, pure: bool) -> Any:
    """Ruamel's composer; the C one less its search for the tags of plain scalars, half its time: places need none."""
    from ruamel.yaml import YAML
    from ruamel.yaml.resolver import VersionedResolver

    class Untagged(VersionedResolver):
        def resolve(self, *_: object) -> str:
            return ""

    yaml = YAML(typ="safe", pure=pure)
    if not pure:
        yaml.Resolver = Untagged
    return yaml


def leniently(read: Callable[[bool], T]) -> T | None:
    """Read with ruamel's C code, or where that refuses what YAML 1.2 allows, with its Python code; else None.

    `read` is given True for the Python code.
    """
    from ruamel.yaml.error import YAMLError

    for pure in (False, True):
        try:
            return read(pure)
        except YAMLError:
            continue
    return None


def _child(node: Node, step: str | int) -> tuple[Node, Node] | None:
    children = getattr(node, "value", None)
    if not isinstance(children, list):
        return None
    if isinstance(step, int) and not _is_mapping(node):
        return (None, children[step]) if step < len(children) else None
    if _is_mapping(node):
        for key, value in reversed(children):
            if key.value == str(step):
                return key, value
    return None


def _is_mapping(node: Node) -> bool:
    return bool(node.id == "mapping")


def _duplicates(node: Node, steps: Path, span: Any) -> Iterator[tuple[Path, Span, Span]]:
    children = getattr(node, "value", None)
    if not isinstance(children, list):
        return
    if not _is_mapping(node):
        for position, item in enumerate(children):
            yield from _duplicates(item, (*steps, position), span)
        return
    seen: dict[str, Node] = {}
    for key, value in children:
        name = key.value if isinstance(key.value, str) else str(key.value)
        if name in seen:
            yield (*steps, name), span(seen[name]), span(key)
        seen.setdefault(name, key)
        yield from _duplicates(value, (*steps, name), span)


def locate(loaded: Loaded, findings: list[Finding]) -> list[Diagnostic]:
    """Give each finding its file, line and column; sorted by place. Files are composed once, and only these."""
    if not findings:
        return []
    where = index(loaded.kb)
    places: dict[str, Places] = {}
    seen: Counter[tuple[str, str, Path, str]] = Counter()
    found = []
    for finding in findings:
        file, steps = _resolve(loaded, where, places, finding.ref)
        message = finding.message + "".join(_elsewhere(loaded, where, places, also) for also in finding.also)
        found.append(
            Diagnostic(
                code=finding.code,
                severity=finding.severity,
                message=message,
                location=_pinpoint(
                    places[file], steps, finding.text, file, seen[(finding.code, file, steps, finding.text)]
                ),
                ref=label(loaded.kb.parts[file], steps),
                text=finding.text,
                hint=finding.hint,
                fix=finding.fix,
            )
        )
        seen[(finding.code, file, steps, finding.text)] += 1
    return sorted(found, key=lambda diagnostic: diagnostic.sort_key)


def _resolve(
    loaded: Loaded, where: dict[int, tuple[str, Path]], places: dict[str, Places], ref: Ref
) -> tuple[str, Path]:
    file, steps = where[id(ref.subject)]
    if file not in places:
        places[file] = Places(loaded.texts[file])
    return file, (*steps, *ref.steps)


def _elsewhere(loaded: Loaded, where: dict[int, tuple[str, Path]], places: dict[str, Places], ref: Ref) -> str:
    file, steps = _resolve(loaded, where, places, ref)
    return f"；另见{file}第{places[file].value(steps).line}行"


def _pinpoint(places: Places, steps: Path, words: str, file: str, nth: int) -> Location:
    """The place of the words in the value, at their nth standing there (0 is the first); else the value's."""
    span = places.value(steps)
    raw = places.text[span.start : span.end]
    within = -1
    if words and "\n" not in raw:
        within = raw.find(words)
        for _ in range(nth):
            within = raw.find(words, within + 1) if within >= 0 else -1
    if within > 0:
        return Location(file, span.line, span.column + within, len(words))
    return Location(file, span.line, span.column, len(words) if words else min(len(raw.partition("\n")[0]) or 1, 40))
