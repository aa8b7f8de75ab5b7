"""Where the comments of a YAML text stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from minzheng_cli.store.layout.inline import rare
from minzheng_cli.store.places import Node, leniently

_COMMENT = re.compile("#[^\n]*")
_HEADER = re.compile(r"[|>][-+0-9]*")


@dataclass(frozen=True)
class Comment:
    """A comment; `own` says that nothing else stands on its line."""

    offset: int
    column: int
    words: str
    own: bool


def compose(text: str) -> Node:
    """The nodes of a text. Raises MzError where ruamel refuses what yaml-rs accepts."""
    from ruamel.yaml import YAML

    root = leniently(lambda pure: YAML(typ="safe", pure=pure).compose(text))
    if root is None:
        raise rare()
    return root


def comments(text: str, root: Node) -> list[Comment]:
    """All comments of a text, in order: a `#` outside its scalars begins one."""
    found = []
    spans = [(0, 0), *_scalars(text, root), (len(text), len(text))]
    for (_, start), (end, _) in pairwise(spans):
        for match in _COMMENT.finditer(text, start, max(start, end)):
            before = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
            found.append(Comment(match.start(), len(before), match[0].rstrip(), not before.strip()))
    return found


def _scalars(text: str, node: Node) -> Iterator[tuple[int, int]]:
    """Start and end of each scalar; of a block scalar first its header, since a comment may stand beside that."""
    if isinstance(node.value, list):
        for each in node.value:
            for inner in each if isinstance(each, tuple) else (each,):
                yield from _scalars(text, inner)
        return
    start, end = node.start_mark.index, node.end_mark.index
    if start == end:
        return
    if header := block_header(text, node):
        yield start, start + len(header)
        start = text.find("\n", start, end) + 1 or end
    yield start, end


def block_header(text: str, node: Node) -> str:
    """What a block scalar begins with (`|2-`); empty for everything else."""
    match = _HEADER.match(text, node.start_mark.index) if getattr(node, "style", None) in ("|", ">") else None
    return match[0] if match else ""
