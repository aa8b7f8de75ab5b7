"""Where a thing stands in the knowledge base: named by the model object itself, found again only when asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from minzheng_cli.model.base import Part

if TYPE_CHECKING:
    from minzheng_cli.model.knowledge import KnowledgeBase

Step = str | int
Path = tuple[Step, ...]


@dataclass(frozen=True)
class Ref:
    """A part, and the steps from it to the field meant: `Ref(task, "owners", 0)`."""

    subject: Part
    steps: Path

    def __init__(self, subject: Part, *steps: Step) -> None:
        object.__setattr__(self, "subject", subject)
        object.__setattr__(self, "steps", steps)


def index(kb: KnowledgeBase) -> dict[int, tuple[str, Path]]:
    """Map `id(part)` of every part to its file and its steps from the file's top. One walk over the whole base."""
    found: dict[int, tuple[str, Path]] = {}
    for file, part in kb.parts.items():
        for each, steps in _walk(part, ()):
            found[id(each)] = (file, steps)
    return found


def _walk(part: Part, steps: Path) -> Iterator[tuple[Part, Path]]:
    yield part, steps
    for name in type(part).model_fields:
        value = getattr(part, name)
        if isinstance(value, Part):
            yield from _walk(value, (*steps, name))
        elif isinstance(value, tuple):
            for position, item in enumerate(value):
                if isinstance(item, Part):
                    yield from _walk(item, (*steps, name, position))


def label(top: Part, steps: Path) -> str:
    """A name for people and baselines that survives moved lines: `T6.2.text`, `张伟.post`, `plan.date`.

    The steps are taken from `top`; the innermost part that has an id, number or name gives the first word.
    """
    name = ""
    rest: list[str] = []
    value: object = top
    for step in steps:
        value = _step(value, step)
        own = _own_name(value)
        if own:
            name, rest = own, []
        else:
            rest.append(str(step))
    return ".".join([*([name] if name else []), *rest])


def _step(value: object, step: Step) -> object:
    if isinstance(step, int):
        return value[step] if isinstance(value, tuple) and step < len(value) else None
    return getattr(value, step, None)


def _own_name(value: object) -> str:
    if not isinstance(value, Part):
        return ""
    for key in ("id", "code", "name"):
        own = getattr(value, key, None)
        if isinstance(own, str):
            return own
    return ""
