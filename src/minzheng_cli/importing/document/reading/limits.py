"""How much text a document may hold, counted while it is laid out: a small file can ask for a very large table."""

from __future__ import annotations

from minzheng_cli.errors import MzError

LARGEST_TEXT = 20_000_000
"""Characters of all blocks, merged cells counted as often as they repeat."""


def too_long() -> MzError:
    """What is said of a document that holds more."""
    return MzError("文字太多，不像是一份公文，没有打开。", "请拆成几份，逐份导入")


class Budget:
    """The characters that are still left. Raises MzError when they are used up."""

    def __init__(self, size: int = LARGEST_TEXT) -> None:
        self._left = size

    def take(self, size: int) -> None:
        """Use so many."""
        self._left -= size
        if self._left < 0:
            raise too_long()
