"""Every verbatim field beside the source: where it stands, and what of the source no field accounts for."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple, get_args

from minzheng_cli.model.base import Part, Verbatim
from minzheng_cli.model.org import Office
from minzheng_cli.model.plan import PlanFile
from minzheng_cli.model.ref import Ref, Step
from minzheng_cli.model.source import CELLS_APART

if TYPE_CHECKING:
    from minzheng_cli.model.knowledge import KnowledgeBase
    from minzheng_cli.model.source import Source
    from minzheng_cli.model.task import Task

FILES = ("plan.yaml", "tasks.yaml", "targets.yaml", "org.yaml")
"""The files whose verbatim fields are words of the notice."""

EXPLAINED = 0.35
"""How alike a failed quote and other words must be for what is wrong with these to be its consequence."""
_STRUCTURE = re.compile(
    r"第[一二三四五六七八九十百]+[条章节]|(?:问题|任务|事项)[一二三四五六七八九十\d]+"
    r"|[（(]?[一二三四五六七八九十]+[）)、]?|\d+[.．、]|——|[①-⑳]|[\s\W]+"
)
_SHORT = 4
_GOES_ON: dict[Step, Step] = {"also_assigned": "assignment"}
"""Fields whose words stand behind those of another field of the same subject."""
_BEGINS_BEHIND: dict[Step, Step] = {"deadline": "title"}
"""Fields whose words are looked for from behind those of another field of the same subject."""
_NONE_LEFT = re.compile(r"\w")


class Claim(NamedTuple):
    """One verbatim field's words; `at` is their offset in the source's flat text, -1 where they don't stand.

    `near` is where the covering claim before it ends: a failed claim's words are looked for behind it.
    """

    subject: Part
    steps: tuple[Step, ...]
    words: str
    kind: Verbatim
    at: int
    near: int

    @property
    def ref(self) -> Ref:
        """The field."""
        return Ref(self.subject, *self.steps)

    @property
    def end(self) -> int:
        """One past the last character in the source."""
        return self.at + len(self.words)


@dataclass(frozen=True)
class Gap:
    """A stretch of the source that no field accounts for."""

    start: int
    end: int
    words: str


@dataclass(frozen=True)
class Astray:
    """A claim whose words stand in the source, but outside its own task (by id), which is `start` to `end` there."""

    task: str
    claim: Claim
    start: int
    end: int


@dataclass(frozen=True, eq=False)
class Concordance:
    """All claims, and the gaps between those that cover."""

    source: Source
    claims: tuple[Claim, ...]
    gaps: tuple[Gap, ...]
    _by_field: dict[tuple[int, tuple[Step, ...]], Claim] = field(repr=False)
    _covering: tuple[Claim, ...] = field(repr=False)
    astray: tuple[Astray, ...] = ()

    @cached_property
    def failed(self) -> tuple[Claim, ...]:
        """Claims whose words don't stand in the source."""
        return tuple(claim for claim in self.claims if claim.at < 0)

    def claim(self, subject: Part, *steps: Step) -> Claim:
        """The claim of one field."""
        return self._by_field[(id(subject), steps)]

    def stands(self, subject: Part, *steps: Step) -> bool:
        """True where the field's words stand in the source, and within the task that they are given for.

        A field that is empty, or whose words are another paper's, has nothing that could be wrong.
        """
        if self._all_stand:
            return True
        claim = self._by_field.get((id(subject), steps))
        return claim is None or (claim.at >= 0 and (id(subject), steps) not in self._astray_fields)

    @cached_property
    def _all_stand(self) -> bool:
        return not self.astray and not self.failed

    @cached_property
    def _astray_fields(self) -> frozenset[tuple[int, tuple[Step, ...]]]:
        return frozenset((id(each.claim.subject), each.claim.steps) for each in self.astray)

    def before(self, offset: int) -> Claim | None:
        """The passage that stands last before the offset, or else the first of all; None where none stands."""
        if not self._covering:
            return None
        position = bisect_right(self._covering, offset, key=lambda claim: claim.at) - 1
        return self._covering[max(position, 0)]

    def gap_for(self, failed: Claim) -> Gap | None:
        """The gap that a failed covering claim most likely means: the first behind the claim before it."""
        position = bisect_left(self.gaps, failed.near, key=lambda gap: gap.end)
        candidates = self.gaps[position : position + 3] or self.gaps[-1:]
        return max(candidates, key=lambda gap: likeness(gap.words, failed.words), default=None)


def likeness(left: str, right: str) -> float:
    """0 to 1: the share of character pairs that two texts have in common; of characters, where one is very short."""
    if min(len(left), len(right)) <= _SHORT:
        pairs_left, pairs_right = set(left), set(right)
    else:
        pairs_left, pairs_right = character_pairs(left), character_pairs(right)
    return 2 * len(pairs_left & pairs_right) / ((len(pairs_left) + len(pairs_right)) or 1)


def character_pairs(text: str) -> set[str]:
    """The pairs of neighbouring characters of a text."""
    return {text[i : i + 2] for i in range(len(text) - 1)} or {text}


def occurrences(words: str, text: str) -> Iterator[int]:
    """Every offset at which the words stand in a text."""
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def beside_source(kb: KnowledgeBase) -> Concordance | None:
    """The concordance, made once for a knowledge base; None where the plan or its source could not be read."""
    return None if kb.source is None or "plan.yaml" not in kb.parts else _concordance(kb, kb.source)


@lru_cache(maxsize=1)
def _concordance(kb: KnowledgeBase, source: Source) -> Concordance:
    """Look up every verbatim field of the notice's files in the notice. Linear in the size of both."""
    flat = source.flat
    covered = bytearray(len(flat))
    claims: list[Claim] = []
    cursors: dict[tuple[type[Part], Step], int] = {}
    near = 0
    for subject, steps, words, kind in _verbatim_fields(kb):
        cursor = (type(subject), _GOES_ON.get(steps[0], steps[0]))
        start = cursors.get((type(subject), _BEGINS_BEHIND.get(steps[0], cursor[1])), 0)
        at = flat.find(words, start)
        if at < 0 and start:
            at = flat.find(words, 0, start + len(words))
        claims.append(Claim(subject, steps, words, kind, at, near))
        if at < 0:
            continue
        end = cursors[cursor] = at + len(words)
        if kind.covers:
            near = end
            for place in occurrences(words, flat) if kind.everywhere else (at,):
                covered[place : place + len(words)] = b"\1" * len(words)
    standing = (claim for claim in claims if claim.at >= 0 and claim.kind.covers and not claim.kind.everywhere)
    covering = sorted(standing, key=attrgetter("at"))
    by_field = {(id(claim.subject), claim.steps): claim for claim in claims}
    gaps = tuple(_gaps(covered, source))
    astray = tuple(_astray(kb, by_field, source)) if "tasks.yaml" in kb.parts else ()
    return Concordance(source, tuple(claims), gaps, by_field, tuple(covering), astray)


def _astray(kb: KnowledgeBase, by_field: dict[tuple[int, tuple[Step, ...]], Claim], source: Source) -> Iterator[Astray]:
    """Titles out of their order, and measures, assignments and deadlines that don't stand between their title and the next.

    What assigns all tasks of a group may stand above the first of them.
    """
    titles = [(task, by_field[(id(task), ("title",))]) for task in kb.tasks.tasks]
    found = [(task, title) for task, title in titles if title.at >= 0]
    in_order = _longest_rising([title.at for _, title in found])
    ends = {position: found[after][1].at for position, after in pairwise(in_order)}
    heads = _heads(kb, by_field, found)
    for position, (task, title) in enumerate(found):
        if position not in ends and position != in_order[-1]:
            yield Astray(task.id, title, title.at, title.at)
            continue
        end = ends.get(position, len(source.flat))
        texts = [by_field[(id(measure), ("text",))] for measure in task.measures]
        for claim in (*texts, *_said_of(task, by_field)):
            if title.at <= claim.at < end or claim.at < 0:
                continue
            above = heads.get(task.group) if claim.subject is task else None
            if above and source.flat.find(claim.words, *above) >= 0:
                continue
            if source.flat.find(claim.words, title.at, end) < 0:
                yield Astray(task.id, claim, title.at, end)


def _said_of(task: Task, by_field: Mapping[tuple[int, tuple[Step, ...]], Claim]) -> Iterator[Claim]:
    """The claims of who does a task and by when."""
    also = [("also_assigned", at) for at in range(len(task.also_assigned))]
    claims = (by_field.get((id(task), steps)) for steps in (("assignment",), *also, ("deadline",)))
    return (claim for claim in claims if claim)


def _heads(
    kb: KnowledgeBase, by_field: Mapping[tuple[int, tuple[Step, ...]], Claim], titles: Iterable[tuple[Task, Claim]]
) -> dict[int, tuple[int, int]]:
    """By the number of a group, from where its title stands to its first task's."""
    first: dict[int, int] = {}
    for task, title in titles:
        first[task.group] = min(title.at, first.get(task.group, title.at))
    starts = {group.number: by_field[(id(group), ("title",))].at for group in kb.tasks.groups}
    return {group: (starts[group], end) for group, end in first.items() if 0 <= starts.get(group, -1) < end}


def _longest_rising(offsets: list[int]) -> list[int]:
    """Positions of a longest rising subsequence: what is left when the fewest are taken out of their order."""
    tails: list[int] = []
    before: dict[int, int] = {}
    for position, offset in enumerate(offsets):
        rank = bisect_left(tails, offset, key=lambda tail: offsets[tail])
        before[position] = tails[rank - 1] if rank else -1
        tails[rank : rank + 1] = [position]
    chain: list[int] = []
    last = tails[-1] if tails else -1
    while last >= 0:
        chain.append(last)
        last = before[last]
    return chain[::-1]


def _gaps(covered: bytearray, source: Source) -> Iterator[Gap]:
    for match in re.finditer(rb"\0+", covered):
        start, end = match.span()
        if end - start < _SHORT and not _NONE_LEFT.search(_STRUCTURE.sub("", source.flat[start:end])):
            continue
        while start < end:
            line_start, whole = source.line_bounds(start)
            line_end = min(whole, end)
            words = source.flat[start:line_end]
            is_cell = line_end == whole or words.endswith(CELLS_APART)
            is_known = line_start == start and is_cell and _is_known(words, source, start)
            if not is_known and _NONE_LEFT.search(_STRUCTURE.sub("", words)):
                yield Gap(start, line_end, words)
            start = line_end


def _is_known(words: str, source: Source, at: int) -> bool:
    """True for the first cells of a row that say nothing new: its serial number, and what is merged with the row above."""
    line = source.line_at(at)
    above = source.lines[line - 2].split(CELLS_APART) if line > 1 else []
    cells = words.rstrip(CELLS_APART).split(CELLS_APART)
    return all(cell.isdecimal() or (place < len(above) and cell == above[place]) for place, cell in enumerate(cells))


_Field = tuple[Part, tuple[Step, ...], str, Verbatim]


def _verbatim_fields(kb: KnowledgeBase) -> list[_Field]:
    found: list[_Field] = []
    for file in FILES:
        if file in kb.parts:
            _collect(kb.parts[file], found)
    return found


def _collect(part: Part, found: list[_Field]) -> None:
    """Append the verbatim fields of a part and of all within it, in their order.

    An office that came later (`since`), or out of another paper (`basis`), has a name that the notice can't hold.
    """
    if isinstance(part, Office) and not part.is_of_notice:
        return
    away = part.elsewhere if isinstance(part, PlanFile) else ()
    for name, steps, kind in _plan(type(part)):
        value = getattr(part, name) if name not in away else None
        if isinstance(value, str):
            if kind:
                found.append((part, steps, value, kind))
        elif isinstance(value, tuple):
            for position, item in enumerate(value):
                if isinstance(item, Part):
                    _collect(item, found)
                elif kind:
                    found.append((part, (name, position), item, kind))
        elif isinstance(value, Part):
            _collect(value, found)


@cache
def _plan(model: type[Part]) -> tuple[tuple[str, tuple[Step, ...], Verbatim | None], ...]:
    """The fields of a model that hold verbatim words, or parts that may."""
    found: list[tuple[str, tuple[Step, ...], Verbatim | None]] = []
    for name, info in model.model_fields.items():
        kind = next((m for m in info.metadata if isinstance(m, Verbatim)), None) or _marked(info.annotation)
        if kind or holds_parts(info.annotation):
            found.append((name, (name,), kind))
    return tuple(found)


def _marked(annotation: object) -> Verbatim | None:
    for meta in getattr(annotation, "__metadata__", ()):
        if isinstance(meta, Verbatim):
            return meta
    return next((mark for each in get_args(annotation) if (mark := _marked(each))), None)


def holds_parts(annotation: object) -> bool:
    """True for the type of a field that holds a part, or several."""
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return True
    return any(holds_parts(each) for each in get_args(annotation))
