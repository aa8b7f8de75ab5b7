"""The figures of each area by target, as a page lists them to be looked through."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from minzheng_cli.query.figures import UNREPORTED
from minzheng_cli.report.formatting import chinese_day
from minzheng_cli.report.target_lines import value_of

if TYPE_CHECKING:
    from minzheng_cli.model.target import Target
    from minzheng_cli.progress import AreaTarget, Evaluation


@dataclass(frozen=True)
class AreaFigure:
    """One area's figure of a target; `inside` is the prefecture that a county lies in, empty for a prefecture.

    `schedule` is — where the target has no date. A figure of an area above is named in `value`, with no day of its own.
    """

    area: str
    inside: str
    value: str
    as_of: str
    schedule: str


@dataclass(frozen=True)
class AreaChoice:
    """A prefecture and the counties in it, to choose from."""

    name: str
    counties: tuple[str, ...]


def area_choices(evaluation: Evaluation) -> tuple[AreaChoice, ...]:
    """The areas below the province, in the order of the register."""
    areas = evaluation.kb.areas.areas
    counties: dict[str, list[str]] = {}
    for area in areas:
        if area.is_county and area.parent:
            counties.setdefault(area.parent, []).append(area.name)
    prefectures = [area for area in areas if area.type != "省" and not area.is_county]
    return tuple(AreaChoice(area.name, tuple(counties.get(area.code, ()))) for area in prefectures)


def area_figures(evaluation: Evaluation, targets: Iterable[Target]) -> Mapping[str, tuple[AreaFigure, ...]]:
    """By id of the target, a line for each area that it is asked of; no target without any figure."""
    areas = evaluation.kb.areas.areas
    names = {area.code: area.name for area in areas}
    wanted = [target for target in targets if evaluation.target(target).rolled is not None]
    found: dict[str, list[AreaFigure]] = {}
    for area in areas:
        if area.type != "省":
            inside = names.get(area.parent or "", "") if area.is_county else ""
            for each in evaluation.area(area, wanted):
                found.setdefault(each.status.target.id, []).append(_figure(each, area.name, inside, names))
    return {target: tuple(lines) for target, lines in found.items()}


def _figure(each: AreaTarget, area: str, inside: str, names: Mapping[str, str]) -> AreaFigure:
    rolled = each.status.rolled
    if rolled is None:
        value = f"按{names[each.above]}的数据计算" if each.above else UNREPORTED
        return AreaFigure(area, inside, value, "—", "—")
    return AreaFigure(area, inside, value_of(each.status), chinese_day(rolled.as_of), each.status.schedule or "—")
