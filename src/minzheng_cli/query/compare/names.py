"""What the things of the first state are called in the second: renumbered tasks, renamed offices."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from minzheng_cli.model.base import Part

_IDS = ("task", "tasks", "measure", "target", "passage", "where")
_OFFICES = ("owners", "units", "leads", "office", "seat")


@dataclass(frozen=True)
class Names:
    """Names of the first state that the second has changed; a name that isn't here has stayed.

    `known` are all names of things in the second state: a field that holds another one was not carried along.
    """

    ids: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[int, int] = field(default_factory=dict)
    offices: Mapping[str, str] = field(default_factory=dict)
    known: frozenset[object] = frozenset()

    def with_ids(self, ids: Mapping[str, str]) -> Names:
        """The same, and more ids."""
        return replace(self, ids={**self.ids, **ids})

    def told(self, name: str, value: object, now: Collection[object]) -> object:
        """A name in a field of the first state, as the second would have it if only names had changed.

        `now` are the names that the second state has there: one that was not carried along is no change of its own.
        """
        if value in now and value not in self.known:
            return value
        if isinstance(value, str) and name in _IDS:
            return self.ids.get(value, value)
        if isinstance(value, str) and name in _OFFICES:
            return self.offices.get(value, value)
        return self.groups.get(value, value) if isinstance(value, int) and name == "group" else value

    def told_field(self, name: str, old: object, new: object) -> object:
        """The same for the value of a field: one name, many, or no name at all."""
        if not self.is_name(name) or old == new == ():
            return old
        if isinstance(old, tuple) and isinstance(new, tuple):
            return tuple(dict.fromkeys(self.told(name, each, new) for each in old))
        return old if isinstance(old, Part) else self.told(name, old, (new,))

    @staticmethod
    def is_name(name: str) -> bool:
        """True for a field that holds names of other things."""
        return name in _IDS or name in _OFFICES or name == "group"
