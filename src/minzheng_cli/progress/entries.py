"""The entries that count on a day: reported by then, not corrected by a later one, looked up by what they are about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from minzheng_cli.model.progress import standing

if TYPE_CHECKING:
    from minzheng_cli.model.knowledge import KnowledgeBase
    from minzheng_cli.model.progress import Acceptance, Extension, Observation, ProgressFile, Report
    from minzheng_cli.model.target import Target
    from minzheng_cli.progress.moment import Moment


T = TypeVar("T")


@dataclass(frozen=True)
class Said:
    """A report that counts; `period` and `first_said` are those of the entry that it corrects, if it does."""

    report: Report
    period: str
    first_said: date


@dataclass(frozen=True)
class Entries:
    """What was entered: observations by target, oldest first; reports by task; acceptances and extensions by item."""

    observations: Mapping[str, tuple[Observation, ...]]
    reports: Mapping[str, tuple[Said, ...]]
    acceptances: Mapping[str, tuple[Acceptance, ...]]
    extensions: Mapping[str, tuple[Extension, ...]]

    def within(self, codes: Iterable[str]) -> Entries:
        """The same with the observations of some areas alone."""
        own = (seen for code in codes for seen in self._by_area.get(code, ()))
        return replace(
            self, observations=_grouped((seen.target, seen) for seen in sorted(own, key=lambda seen: seen.as_of))
        )

    @cached_property
    def _by_area(self) -> dict[str, tuple[Observation, ...]]:
        return _grouped((seen.area, seen) for each in self.observations.values() for seen in each)

    @property
    def is_empty(self) -> bool:
        """True where nothing was reported at all."""
        return not self.observations and not self.reports


def entries_on(kb: KnowledgeBase, moment: Moment) -> Entries:
    """The entries that count. Each list of the knowledge base is walked once."""
    files = tuple(kb.progress.values())
    accepted = (each for file in files for each in file.acceptances if each.accepted <= moment.known)
    asked = (each for file in files for each in file.extensions if each.requested <= moment.known)
    return Entries(
        _observations(kb, files, moment),
        _grouped((said.report.task, said) for said in _said(files, moment.known)),
        _grouped((each.item, each) for each in sorted(accepted, key=lambda each: each.accepted)),
        _grouped((each.target, each) for each in asked),
    )


def _grouped(pairs: Iterable[tuple[str, T]]) -> dict[str, tuple[T, ...]]:
    found: dict[str, list[T]] = {}
    for name, each in pairs:
        found.setdefault(name, []).append(each)
    return {name: tuple(each) for name, each in found.items()}


def _observations(
    kb: KnowledgeBase, files: tuple[ProgressFile, ...], moment: Moment
) -> dict[str, tuple[Observation, ...]]:
    targets = {target.id: target for target in kb.targets.targets}
    known = standing(seen for file in files for seen in file.observations if seen.said_on <= moment.known)
    counted = [
        seen
        for seen in known
        if seen.as_of <= moment.day and seen.target in targets and is_figure(targets[seen.target], seen)
    ]
    return _grouped((seen.target, seen) for seen in sorted(counted, key=lambda seen: seen.as_of))


def is_figure(target: Target, seen: Observation) -> bool:
    """True where the observation holds what its target is counted by: both sides of a ratio, or a value."""
    if target.ratio:
        return seen.numerator is not None and seen.denominator is not None
    return seen.value is not None


def _said(files: tuple[ProgressFile, ...], known: date) -> Iterator[Said]:
    periods = {id(report): file.period for file in files for report in file.reports}
    reports = [report for file in files for report in file.reports if report.reported <= known]
    first: dict[tuple[object, ...], Said] = {}
    origin: dict[int, Said] = {}
    for report in reports:
        own = Said(report, periods[id(report)], report.reported)
        found = first.get((*report.key, report.corrects), own) if report.corrects else own
        first[(*report.key, report.said_on)] = origin[id(report)] = found
    for report in standing(reports):
        yield Said(report, origin[id(report)].period, origin[id(report)].first_said)
