"""The canonical layout of a data file: text in, text out; values and comments stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minzheng_cli.errors import MzError

if TYPE_CHECKING:
    from minzheng_cli.diagnostics import Diagnostic
    from minzheng_cli.model.base import Part
    from minzheng_cli.store.places import Node


def layout(text: str, file: str, model: type[Part] | None) -> str:
    """The text of `file` in canonical layout. Raises MzError where it can't be read, or would not stay the same."""
    from minzheng_cli.store.layout.comments import compose
    from minzheng_cli.store.layout.inline import Kind, rare
    from minzheng_cli.store.layout.lines import write
    from minzheng_cli.store.layout.outline import outline
    from minzheng_cli.store.parsing import parse

    text = text.replace("\r\n", "\n").replace("\r", "\n")
    parsed = parse(text, file)
    if parsed.value is None or parsed.faults:
        raise at_fault(parsed.faults[0])
    try:
        root = compose(text)
        made = write(outline(text, root, parsed.value, Kind(model)))
        is_same = same(parsed.value, parse(made, file).value) and words(text, root) == words(made, compose(made))
    except RecursionError:
        raise rare() from None
    if not is_same:
        raise rare()
    return made


def words(text: str, root: Node) -> list[str]:
    """All comments of a text, sorted."""
    from minzheng_cli.store.layout.comments import comments

    return sorted(comment.words for comment in comments(text, root))


def at_fault(fault: Diagnostic) -> MzError:
    """A file's fault as the reason why it isn't laid out."""
    return MzError(f"第{fault.location.line}行，{fault.message}。", f"{fault.hint}；改正后再整理")


def same(one: object, other: object) -> bool:
    """True for equal values of equal types; the order of keys doesn't count."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(value, other[key]) for key, value in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(same(*pair) for pair in zip(one, other, strict=True))
    return repr(one) == repr(other)
