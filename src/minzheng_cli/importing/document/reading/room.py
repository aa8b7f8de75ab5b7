"""How much a document may hold: counted while tables are laid out, so that one that grows is refused before it is there."""

from __future__ import annotations

from minzheng_cli.errors import MzError

LARGEST_TEXT = 20_000_000
"""Characters of all blocks, merged cells counted as often as they repeat."""
_LEAST_CELL = 20
"""Characters that a cell counts for at least: empty ones take memory and time as well."""


class Room:
    """What a document may still hold."""

    def __init__(self) -> None:
        self._left = LARGEST_TEXT

    def take(self, characters: int = 0, cells: int = 0) -> None:
        """Raises MzError where that is more than is left."""
        self._left -= characters + cells * _LEAST_CELL
        if self._left < 0:
            raise too_much()


def too_much() -> MzError:
    """What is told of a document with more text than one."""
    return MzError("文字太多，不像是一份公文，没有打开。", "请拆成几份，逐份导入")
