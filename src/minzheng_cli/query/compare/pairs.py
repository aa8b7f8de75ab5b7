"""Which item of one state is which item of the other: by id where the text agrees, else by text. Linear in the items."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
_ALIKE = 0.5
_RARE = 20
"""A piece of text that more items than this share says nothing about which of them is meant."""


@dataclass(frozen=True)
class Paired(Generic[T]):
    """Items that are in both states, in the order of the second, and those that are in one alone."""

    both: tuple[tuple[T, T], ...]
    removed: tuple[T, ...]
    added: tuple[T, ...]


def pair(
    before: Sequence[T],
    after: Sequence[T],
    *,
    text: Callable[[T], str],
    old_id: Callable[[T], Hashable] | None = None,
    new_id: Callable[[T], Hashable] | None = None,
    words: Callable[[T], str] | None = None,
    only_by_id: bool = False,
) -> Paired[T]:
    """Pair items with the same id and text; then the same text; then the same id and like text; then the likest text;
    then the same id. So an item that is put in between leaves the others what they are, under their new ids.

    `old_id` gives an item's id as the second state would call it; without ids, texts alone decide. Likeness is that of
    `words`, or else of `text`. With `only_by_id`, items with different ids are different.
    """
    said = words or text
    matched: dict[int, int] = {}
    left, right = dict(enumerate(before)), dict(enumerate(after))

    def match(old_key: Callable[[T], Hashable], new_key: Callable[[T], Hashable], *, alike: bool = False) -> None:
        waiting: dict[Hashable, list[int]] = defaultdict(list)
        for at, item in reversed(right.items()):
            waiting[new_key(item)].append(at)
        for at, item in tuple(left.items()):
            found = waiting.get(old_key(item))
            if found and (not alike or likeness(said(item), said(after[found[-1]])) >= _ALIKE):
                take(at, found.pop())

    def take(old: int, new: int) -> None:
        matched[new] = old
        del left[old], right[new]

    if old_id and new_id:
        match(lambda item: (old_id(item), text(item)), lambda item: (new_id(item), text(item)))
    if not only_by_id:
        match(text, text)
    if old_id and new_id:
        match(old_id, new_id, alike=not only_by_id)
    if not only_by_id:
        for old, new in _likest(*({at: said(item) for at, item in items.items()} for items in (left, right))):
            take(old, new)
    if old_id and new_id:
        match(old_id, new_id)
    both = tuple((before[matched[at]], after[at]) for at in sorted(matched))
    return Paired(both, tuple(left.values()), tuple(right.values()))


def likeness(one: str, other: str) -> float:
    """From 0, nothing in common, to 1: the share of character pairs that both have (Dice)."""
    left, right = Counter(_pieces(one, 2)), Counter(_pieces(other, 2))
    total = left.total() + right.total()
    return 2.0 * (left & right).total() / total if total else float(one == other)


def _likest(before: dict[int, str], after: dict[int, str]) -> Iterable[tuple[int, int]]:
    """Pairs of the likest texts, each used once, the likest first."""
    if not before or not after:
        return []
    holders: dict[str, list[int]] = defaultdict(list)
    for at, words in after.items():
        for piece in set(_pieces(words, 3)):
            holders[piece].append(at)
    candidates = []
    for at, words in before.items():
        rare = (held for piece in set(_pieces(words, 3)) if len(held := holders.get(piece, [])) <= _RARE)
        shared = Counter(other for held in rare for other in held)
        candidates += [(likeness(words, after[other]), at, other) for other, _ in shared.most_common(3)]
    chosen: dict[int, int] = {}
    used: set[int] = set()
    for degree, old, new in sorted(candidates, key=lambda each: (-each[0], each[1], each[2])):
        if degree >= _ALIKE and old not in chosen and new not in used:
            chosen[old] = new
            used.add(new)
    return chosen.items()


def _pieces(words: str, size: int) -> list[str]:
    return [words[at : at + size] for at in range(max(len(words) - size + 1, 1))]
