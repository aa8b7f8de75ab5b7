"""Blocks numbered in their order, for formats that have no lines of their own, and lines that belong together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from minzheng_cli.importing.document.blocks import Block, Paragraph
from minzheng_cli.importing.document.structure.markers import marker

_GOES_ON = "、，；"
_STARTS = re.compile(r"[—–●○■□◆◇▲△★☆※•·-]|[^，。；、：:“”（）()]{2,12}[：:]")
"""A dash or a dot before an item, a label such as 责任单位："""


def numbered(blocks: Iterable[Block]) -> list[Block]:
    """Every paragraph, and every row of a table, on a line of its own; empty ones are left out."""
    return list(_numbered(blocks))


def _numbered(blocks: Iterable[Block]) -> Iterator[Block]:
    line = 1
    for block in blocks:
        size = int(bool(block.text)) if isinstance(block, Paragraph) else len(block.rows)
        if size:
            yield replace(block, line=line)
        line += size


def whole_lines(lines: Iterable[str]) -> list[str]:
    """The lines of one paragraph, apart by line breaks, without empty ones: one that stops within a list goes on.

    A number, a dash or a label starts a line of its own all the same.
    """
    whole: list[list[str]] = []
    for line in filter(None, lines):
        if whole and whole[-1][-1][-1] in _GOES_ON and not _STARTS.match(line) and marker(line) is None:
            whole[-1].append(line)
        else:
            whole.append([line])
    return ["".join(parts) for parts in whole]
