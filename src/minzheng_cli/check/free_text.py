"""The words that people of the office write themselves: everything that isn't the notice's, an id or a name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from minzheng_cli.check.concordance import holds_parts
from minzheng_cli.model.base import Part, Verbatim
from minzheng_cli.model.knowledge import KnowledgeBase
from minzheng_cli.model.ref import Ref

_FREE = {"note", "reason", "basis", "done", "problems", "next", "evidence", "approval", "document", "steps", "text"}
"""Names of the fields that hold free text, where they aren't the notice's."""


@lru_cache(maxsize=1)
def free_text(kb: KnowledgeBase) -> tuple[tuple[Ref, str], ...]:
    """Every free text of the knowledge base with its place; collected once."""
    return tuple(each for part in kb.parts.values() for each in _of(part))


def _of(part: Part) -> Iterator[tuple[Ref, str]]:
    free, inner = _fields(type(part))
    for name in free:
        value = getattr(part, name)
        if isinstance(value, tuple):
            yield from ((Ref(part, name, position), each) for position, each in enumerate(value))
        elif value:
            yield Ref(part, name), value
    for name in inner:
        value = getattr(part, name)
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, Part):
                yield from _of(each)


@cache
def _fields(model: type[Part]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names of a model's free texts, and of the fields that may hold parts with some."""
    free = tuple(
        name
        for name, info in model.model_fields.items()
        if name in _FREE
        and not holds_parts(info.annotation)
        and not any(isinstance(each, Verbatim) for each in info.metadata)
    )
    inner = tuple(name for name, info in model.model_fields.items() if _leads_to_free_text(info.annotation))
    return free, inner


def _leads_to_free_text(annotation: object) -> bool:
    from typing import get_args

    if isinstance(annotation, type) and issubclass(annotation, Part):
        free, inner = _fields(annotation)
        return bool(free or inner)
    return any(_leads_to_free_text(each) for each in get_args(annotation))
