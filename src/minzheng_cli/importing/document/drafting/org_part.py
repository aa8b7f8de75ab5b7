"""org.yaml: the bodies that own tasks; into an earlier one only what it lacks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from minzheng_cli.importing.document.drafting.dump import Value, dump
from minzheng_cli.importing.document.drafting.naming import Body, Naming

_HEADER = ("责任处室和单位。由 mz import 从原文录入：kind按名称推定，请核对；领导小组和专班请照原文补录。",)
_OFFICES = "offices:"
_COVERED = re.compile(r"(?<=tasks: \[)[T\d, ]+(?=\])")


def org_text(naming: Naming) -> str:
    """The file's text, with every body that owns a task."""
    return dump(_HEADER, _offices(naming.bodies))


def merged(text: str, new: Sequence[Body], renumbered: Mapping[str, str]) -> str:
    """An earlier org.yaml with new bodies behind its own, and its task forces' tasks under their new ids.

    Everything else stays as it is, byte for byte. Unchanged where it has no list of offices of the usual layout.
    """
    lines = text.split("\n")
    if new and _OFFICES in lines:
        lines[_end_of_offices(lines) : _end_of_offices(lines)] = dump((), _offices(new)).rstrip("\n").split("\n")[1:]
    return _COVERED.sub(lambda tasks: _renamed(tasks[0], renumbered), "\n".join(lines))


def _end_of_offices(lines: Sequence[str]) -> int:
    """Behind the last line of the list; comments and empty lines above the next key belong to that."""
    at = lines.index(_OFFICES) + 1
    while at < len(lines) and (not lines[at] or lines[at].startswith((" ", "-", "#"))):
        at += 1
    while not lines[at - 1] or lines[at - 1].startswith("#"):
        at -= 1
    return at


def _renamed(tasks: str, renumbered: Mapping[str, str]) -> str:
    return re.sub(r"T\d+", lambda name: renumbered.get(name[0], name[0]), tasks)


def _offices(bodies: Sequence[Body]) -> dict[str, Value]:
    return {"offices": [_office(body) for body in bodies]}


def _office(body: Body) -> dict[str, Value]:
    listed: list[Value] = [{"name": other, **({"basis": basis} if basis else {})} for other, basis in body.others]
    return {"name": body.name, "kind": body.kind, **({"names": listed} if listed else {})}
