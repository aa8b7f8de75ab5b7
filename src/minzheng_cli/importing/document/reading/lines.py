"""Blocks numbered in their order, for formats that have no lines of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from minzheng_cli.importing.document.blocks import Block, Paragraph


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
