"""The nearest of many known names, for the hint of a finding."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches

_MANY = 500
"""Among more names than this, the nearest is looked for among those that begin alike."""
_AT_MOST = 200
"""How often one run of a rule looks for the nearest name: it is slow, and nobody reads so many hints."""


class Nearest:
    """Names beside which a wrong one is held; made anew for each run of a rule."""

    def __init__(self, known: Collection[str], *, cutoff: float = 0.3) -> None:
        self.known = known
        self._cutoff = cutoff
        self._left = _AT_MOST
        self._by_beginning: dict[str, list[str]] | None = None

    def to(self, name: str) -> str:
        """The known name most like this one; empty where none is, or too many were asked for."""
        if self._left <= 0:
            return ""
        self._left -= 1
        near = get_close_matches(name, self._candidates(name), n=1, cutoff=self._cutoff)
        return near[0] if near else ""

    def hint(self, name: str) -> str:
        """The same as a question; empty where there is none."""
        near = self.to(name)
        return f"是不是“{near}”？" if near else ""

    def _candidates(self, name: str) -> list[str]:
        if len(self.known) <= _MANY:
            return sorted(self.known)
        if self._by_beginning is None:
            self._by_beginning = {}
            for each in sorted(self.known):
                self._by_beginning.setdefault(each[:2], []).append(each)
        return self._by_beginning.get(name[:2], [])[:_MANY]
