"""The fields of a part that is in both states: none is overlooked, whatever the model comes to hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Any, TypeVar, get_args

from minzheng_cli.model.base import Part, Verbatim
from minzheng_cli.query.compare.change import Change
from minzheng_cli.query.compare.names import Names
from minzheng_cli.query.compare.pairs import Paired, pair

P = TypeVar("P", bound=Part)


@dataclass(frozen=True)
class Thing:
    """What changes are told of: the first word of their kind, their ref, and its name for people.

    `inner` is the part of it that is meant; `words_are_ours` says that it only cites the notice, for our own remark.
    """

    kind: str
    ref: str
    about: str = ""
    within: str = ""
    inner: str = ""
    words_are_ours: bool = False

    def change(
        self,
        event: str,
        message: str,
        before: str | None = None,
        after: str | None = None,
        *,
        warning: bool = False,
        prose: bool = False,
    ) -> Change:
        """A change of this thing."""
        event = f"{self.inner}-{event}" if self.inner else event
        grave = warning and not self.words_are_ours
        kind = f"{self.kind}.{event}"
        return Change(kind, self.ref, message, before, after, grave, self.about, prose, self.within)


def field_changes(thing: Thing, before: P, after: P, names: Names, skip: Collection[str] = ()) -> Iterator[Change]:
    """Changes of all fields but those of `skip`; a field of the notice's own words gives a warning."""
    if before is after:
        return
    for name in type(after).model_fields:
        if name in skip:
            continue
        new = getattr(after, name)
        old = names.told_field(name, getattr(before, name), new)
        if old != new:
            yield from _field_change(thing, name, old, new, names, type(after))


def _field_change(thing: Thing, name: str, old: Any, new: Any, names: Names, model: type[Part]) -> Iterator[Change]:
    label, verbatim = field_label(model, name), name in verbatim_fields(model)
    if isinstance(old, Part) and isinstance(new, Part):
        about = f"{thing.about} {label}" if thing.about else label
        yield from field_changes(replace(thing, about=about, inner=_event(name)), old, new, names)
    elif isinstance(old, tuple) and isinstance(new, tuple):
        yield from _list_changes(thing, name, label, old, new, verbatim=verbatim)
    else:
        message = f"补充{label}" if old is None else f"删去{label}" if new is None else f"{label}改动"
        prose = not names.is_name(name)
        yield thing.change(_event(name), message, said(old), said(new), warning=verbatim, prose=prose)


def _list_changes(
    thing: Thing, name: str, label: str, old: tuple[Any, ...], new: tuple[Any, ...], *, verbatim: bool
) -> Iterator[Change]:
    """Changes of a list of names or sentences: what came, what went, what was reworded, and the order."""
    event = _event(name)
    said_old, said_new = [said(each) or "" for each in old], [said(each) or "" for each in new]
    paired = pair_names(said_old, said_new) if Names.is_name(name) else pair(said_old, said_new, text=str)
    yield from (thing.change(f"{event}-removed", f"减少{label}", each, warning=verbatim) for each in paired.removed)
    yield from (thing.change(f"{event}-added", f"增加{label}", None, each, warning=verbatim) for each in paired.added)
    for one, other in paired.both:
        if one != other:
            yield thing.change(event, f"{label}改动", one, other, warning=verbatim, prose=True)
    places = [said_old.index(one) for one, _ in paired.both]
    if not in_order(places):
        listed = ("、".join(said_old[at] for at in sorted(places)), "、".join(other for _, other in paired.both))
        yield thing.change(f"{event}-order", f"{label}次序调整", *listed)


def pair_names(before: Sequence[str], after: Sequence[str]) -> Paired[str]:
    """Names are the same or they are not; none is like another."""
    old, new = set(before), set(after)
    return Paired(
        tuple((name, name) for name in after if name in old),
        tuple(name for name in before if name not in new),
        tuple(name for name in after if name not in old),
    )


def _event(name: str) -> str:
    singular = {"owners": "owner", "units": "unit", "leads": "lead", "duties": "duty"}
    return singular.get(name, name.replace("_", "-"))


def in_order(positions: Sequence[int]) -> bool:
    """True where no position comes before a smaller one."""
    return all(one <= other for one, other in pairwise(positions))


def item_changes(
    kind: str,
    label: str,
    before: Sequence[P],
    after: Sequence[P],
    names: Names,
    *,
    id_field: str,
    text: Callable[[P], str],
    warning: bool,
) -> Iterator[Change]:
    """Changes of a list of parts without ids of their own: `id_field` says where each belongs."""
    paired = pair(
        before,
        after,
        old_id=lambda item: names.told(id_field, getattr(item, id_field), ()),
        new_id=lambda item: getattr(item, id_field),
        text=text,
    )
    refs = {id(item): said(getattr(item, id_field)) or "" for item in (*before, *after)}
    for item in paired.removed:
        yield Thing(kind, refs[id(item)]).change("removed", f"删去{label}", text(item), None, warning=warning)
    for item in paired.added:
        yield Thing(kind, refs[id(item)]).change("added", f"新增{label}", None, text(item), warning=warning)
    for old, new in paired.both:
        yield from field_changes(Thing(kind, refs[id(new)], label, words_are_ours=not warning), old, new, names)


def said(value: object) -> str | None:
    """A value as a reader writes it; None for none."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return f"{value:.12g}"
    if isinstance(value, tuple):
        return "、".join(said(each) or "" for each in value)
    if isinstance(value, Part):
        return "；".join(words for name in type(value).model_fields if (words := said(getattr(value, name))))
    return str(value)


@cache
def field_label(model: type[Part], name: str) -> str:
    """What a field is called, from the head of its description."""
    return re.split(r"[，：；（]", model.model_fields[name].description or name)[0]


@cache
def verbatim_fields(model: type[Part]) -> frozenset[str]:
    """The fields whose words are the notice's."""
    return frozenset(
        name
        for name, info in model.model_fields.items()
        if any(isinstance(meta, Verbatim) for meta in info.metadata) or _is_verbatim(info.annotation)
    )


def _is_verbatim(annotation: object) -> bool:
    marks = getattr(annotation, "__metadata__", ())
    return any(isinstance(m, Verbatim) for m in marks) or any(map(_is_verbatim, get_args(annotation)))
