"""Values that stand on one line: scalars, and what was in brackets and holds nothing deeper than a list of scalars."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, get_args

from minzheng_cli.errors import MzError
from minzheng_cli.store.layout.scalars import scalar
from minzheng_cli.store.places import Node
from minzheng_cli.store.shape import field_at, model_at

if TYPE_CHECKING:
    from minzheng_cli.model.base import Part

_PLAIN = frozenset({"on"})
"""Fields whose names YAML 1.1 would take for something else, and 1.2 doesn't."""


@dataclass(frozen=True)
class Kind:
    """What the model says of a value: the model of a mapping (or of a list's mappings), and whether it is a day."""

    model: type[Part] | None
    day: bool = False

    def at(self, name: object) -> Kind:
        """Of the value under a key."""
        return _kind_at(self.model, name) if self.model and isinstance(name, str) else Kind(None)

    def rank(self, name: object) -> int:
        """The place of a key among its neighbours; unknown keys come last."""
        order = list(self.model.model_fields) if self.model else []
        return order.index(name) if isinstance(name, str) and name in order else len(order)


@cache
def _kind_at(model: type[Part], name: str) -> Kind:
    info = field_at(model, (name,))
    return Kind(model_at(model, (name,)), info is not None and date in _kinds_in(info.annotation))


def _kinds_in(annotation: Any) -> Iterator[Any]:
    yield annotation
    for argument in get_args(annotation):
        yield from _kinds_in(argument)


def rare() -> MzError:
    """The refusal of what is YAML, but nothing that a knowledge base is written in."""
    return MzError("这个文件的YAML写法太少见，无法整理。", "请照随程序安装的数据的写法改写")


@dataclass(frozen=True)
class Pair:
    """The node and the plain value of an item, or of what stands under a key; `key` is None for an item."""

    key: Node
    name: Any
    node: Node
    value: Any

    @property
    def start(self) -> int:
        """Where it begins in the text."""
        return int((self.key or self.node).start_mark.index)


def pairs(node: Node, value: Any) -> list[Pair]:
    """The items or keys of a collection. Raises MzError where ruamel and yaml-rs don't see the same."""
    if not isinstance(node.value, list) or len(node.value) != len(value):
        raise rare()
    if isinstance(value, dict):
        return [Pair(key, name, inner, value[name]) for (key, inner), name in zip(node.value, value, strict=True)]
    return [Pair(None, None, inner, plain) for inner, plain in zip(node.value, value, strict=True)]


def is_inline(node: Node, value: Any) -> bool:
    """True for scalars, for empty collections, and for shallow ones that are in brackets."""
    if not isinstance(value, dict | list) or not value:
        return True
    depth = 2 if isinstance(value, dict) else 1
    return (
        bool(getattr(node, "flow_style", False))
        and _depth(value) <= depth
        and not any(isinstance(each, dict) for each in _inner(value))
    )


def _inner(value: Any) -> list[Any]:
    return list(value.values()) if isinstance(value, dict) else list(value) if isinstance(value, list) else []


def _depth(value: Any) -> int:
    return 1 + max((_depth(each) for each in _inner(value)), default=0) if isinstance(value, dict | list) else 0


def inline(node: Node, value: Any, kind: Kind, text: str, *, flow: bool = False) -> str:
    """The value on one line, a mapping's keys in the model's order. `flow` says that it stands within brackets."""
    if isinstance(value, dict):
        ordered = sorted(pairs(node, value), key=lambda pair: kind.rank(pair.name))
        members = (
            f"{key(p, text, flow=True)}: {inline(p.node, p.value, kind.at(p.name), text, flow=True)}" for p in ordered
        )
        return f"{{{', '.join(members)}}}"
    if isinstance(value, list):
        return f"[{', '.join(inline(p.node, p.value, kind, text, flow=True) for p in pairs(node, value))}]"
    if isinstance(value, str):
        return scalar(value, flow=flow, day=kind.day)
    return _raw(node, text) or ("null" if flow else "")


def key(pair: Pair, text: str, *, flow: bool = False) -> str:
    """A key as it stands before its colon."""
    if isinstance(pair.name, str):
        return pair.name if pair.name in _PLAIN else scalar(pair.name, flow=flow)
    written = _raw(pair.key, text)
    if isinstance(pair.key.value, list) or not written:
        raise rare()
    return written


def _raw(node: Node, text: str) -> str:
    return text[node.start_mark.index : node.end_mark.index]
