"""Which areas report, and what lies in what: a province, or a part of it that is looked at by itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from minzheng_cli.model.area import PREFECTURE_TYPES

if TYPE_CHECKING:
    from minzheng_cli.model.area import Area
    from minzheng_cli.model.target import Target


@dataclass(frozen=True)
class Tree:
    """Codes of areas: `inner` maps each prefecture to its counties (长白山管委会 has none).

    `top` is the area whose own figure stands for all: the province, or the area looked at.
    """

    top: str | None
    inner: Mapping[str, tuple[str, ...]]
    counties: frozenset[str]
    parts: Mapping[str, Tree] = field(default_factory=dict, repr=False)

    def within(self, code: str) -> Tree:
        """One area by itself; the tree itself for its top, an empty tree for an unknown code."""
        return self if code == self.top else self.parts.get(code, Tree(None, {}, frozenset()))

    @property
    def codes(self) -> frozenset[str]:
        """Every area in it."""
        return frozenset({*self.inner, *self.counties} | ({self.top} if self.top else set()))

    def asked(self, target: Target, reporting: Iterable[str]) -> list[tuple[str, tuple[str, ...]]]:
        """Prefectures, each with the areas in it that report: its counties, or itself where it has none.

        `reporting` are the areas that have reported the target: where no county ever has and prefectures have, these are asked.
        A target for each 县（市、区） asks for nothing of a prefecture without counties.
        """
        reporting = set(reporting)
        as_a_whole = not reporting & self.counties and bool(reporting & self.inner.keys())
        return [
            (prefecture, (prefecture,) if as_a_whole or not inner else inner)
            for prefecture, inner in self.inner.items()
            if inner or not names_counties(target) or prefecture in self.counties
        ]


def names_counties(target: Target) -> bool:
    """True for a target that is stated for each 县（市、区）."""
    return "县（市、区）" in (target.scope or "")


def grow(areas: Iterable[Area]) -> Tree:
    """The tree of all areas."""
    listed = list(areas)
    inner: dict[str, list[str]] = {area.code: [] for area in listed if area.type in PREFECTURE_TYPES}
    for area in listed:
        if area.is_county and area.parent in inner:
            inner[area.parent].append(area.code)
    counties = {area.code for area in listed if area.is_county}
    top = next((area.code for area in listed if area.type == "省"), None)
    parts = {code: Tree(code, {code: tuple(codes)}, frozenset(codes)) for code, codes in inner.items()}
    parts |= {code: Tree(code, {code: ()}, frozenset({code})) for code in counties}
    return Tree(top, {code: tuple(codes) for code, codes in inner.items()}, frozenset(counties), parts)
