"""What stands on a line of its own and belongs to the line below it: a heading's number, the label of who does it.

Pages that were laid out for the telephone, and texts taken out of tables, have them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from minzheng_cli.importing.document.blocks import Block, Paragraph
from minzheng_cli.importing.document.owners.roles import LABEL, is_deadline, is_said

_ALONE = re.compile(r"0?(\d{1,2})")
_LABEL = re.compile(rf"[【〔\[]?{LABEL.pattern}[】〕\]]?\s*[:：]?")
_LONGEST = 30
_FEWEST = 3


def with_numbers(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with each number that is alone put before the heading below it, where they count 1, 2, 3 …"""
    places = _counted(blocks)
    if len(places) < _FEWEST:
        return list(blocks)
    found: list[Block] = []
    for at, block in enumerate(blocks):
        before = blocks[at - 1] if at else None
        if at in places:
            continue
        if at - 1 in places and isinstance(block, Paragraph) and isinstance(before, Paragraph):
            found.append(replace(block, text=f"{before.text.strip()} {block.text.strip()}"))
        else:
            found.append(block)
    return found


def with_labels(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with each label that is alone (责任单位：) put before the names or the deadline below it."""
    found: list[Block] = []
    label: Paragraph | None = None
    for block in blocks:
        if label is not None:
            joined = _labelled(label, block)
            found.append(joined or label)
            label = None
            if joined:
                continue
        if isinstance(block, Paragraph) and _LABEL.fullmatch(block.text.strip()):
            label = block
        else:
            found.append(block)
    return [*found, label] if label else found


def _labelled(label: Paragraph, below: Block) -> Paragraph | None:
    """Both as one paragraph, if that one says who or by when."""
    if not isinstance(below, Paragraph) or _LABEL.match(below.text.strip()):
        return None
    words, is_marked = label.text.strip(), label.text.rstrip().endswith((":", "：", "】", "〕", "]"))
    is_answer = is_deadline(below.text) or is_said(below.text)
    return replace(label, text=f"{words}{'' if is_marked else ' '}{below.text.strip()}") if is_answer else None


def _counted(blocks: Sequence[Block]) -> set[int]:
    """Where the numbers stand that count from 1 without a gap, each with a short line below."""
    places: set[int] = set()
    for at, block in enumerate(blocks[:-1]):
        below = blocks[at + 1]
        number = _ALONE.fullmatch(block.text.strip()) if isinstance(block, Paragraph) else None
        is_heading = isinstance(below, Paragraph) and len(below.text) <= _LONGEST and "。" not in below.text
        if number and is_heading and int(number[1]) == len(places) + 1:
            places.add(at)
    return places
