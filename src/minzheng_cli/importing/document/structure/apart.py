"""Headings whose number stands on a line of its own, as pages that were laid out for the telephone have them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from minzheng_cli.importing.document.blocks import Block, Paragraph

_ALONE = re.compile(r"0?(\d{1,2})")
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
