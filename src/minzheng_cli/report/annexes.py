"""Annexes of a report: numbered where there are several (GB/T 9704-2012, 7.3.4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Annex:
    """An annex: `mark` stands above it (附件2, or 附件 for the only one), `title` names it."""

    mark: str
    title: str


def numbered(titles: Sequence[str]) -> tuple[Annex, ...]:
    """The annexes that there are, in their order."""
    if len(titles) == 1:
        return (Annex("附件", titles[0]),)
    return tuple(Annex(f"附件{at}", title) for at, title in enumerate(titles, 1))
