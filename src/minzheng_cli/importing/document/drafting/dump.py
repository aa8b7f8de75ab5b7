"""Plain values as YAML that `mz fmt` leaves as it is: lists of names on one line, everything else below one another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from minzheng_cli.store.layout.scalars import scalar

Value = str | int | float | bool | date | list["Value"] | dict[str, "Value"]
COMMENT = "#"
"""The key of a mapping under which the comment above it stands."""


def dump(header: tuple[str, ...], value: Mapping[str, Value]) -> str:
    """A file's text: its comments, then its keys, the long lists with an empty line between their items."""
    lines = [*(f"# {words}" for words in header), *_mapping(value, 0)]
    return "".join(f"{line}\n" for line in lines)


def _mapping(value: Mapping[str, Value], indent: int) -> Iterator[str]:
    for key, inner in value.items():
        if key != COMMENT:
            yield from _entry(f"{' ' * indent}{key}:", inner, indent)


def _entry(start: str, value: Value, indent: int) -> Iterator[str]:
    if isinstance(value, dict) and value:
        yield start
        yield from _mapping(value, indent + 2)
    elif isinstance(value, list) and any(isinstance(each, dict) for each in value):
        yield start
        for position, each in enumerate(value):
            if position and not indent and start in ("tasks:", "targets:"):
                yield ""
            yield from _item(each, indent + 2)
    else:
        yield f"{start} {_inline(value)}"


def _item(value: Value, indent: int) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{' ' * indent}- {_inline(value)}"
        return
    comment = value.get(COMMENT)
    if comment:
        yield f"{' ' * indent}# {comment}"
    first, *others = _mapping(value, indent + 2)
    yield f"{' ' * indent}- {first.lstrip()}"
    yield from others


def _inline(value: Value, *, flow: bool = False) -> str:
    if isinstance(value, list):
        return f"[{', '.join(_inline(each, flow=True) for each in value)}]"
    if isinstance(value, dict):
        return "{}"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"{value:.12g}"
    return scalar(str(value), flow=flow, day=isinstance(value, date))
