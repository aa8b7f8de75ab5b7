"""YAML text to plain values, and what is wrong with the YAML. The only module that knows yaml-rs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from minzheng_cli.diagnostics import Diagnostic
from minzheng_cli.model.ref import Path

_SHARED = re.compile(r"[&*!]")


@dataclass(frozen=True)
class Parsed:
    """Plain values of one YAML text; `value` is None where it is not usable. `broken` are paths of doubtful values."""

    value: dict[str, Any] | None
    faults: tuple[Diagnostic, ...] = ()
    broken: tuple[Path, ...] = ()


def parse(text: str, file: str) -> Parsed:
    """Parse one file's text, whose top must be a mapping. Faults come with line and column; nothing is raised."""
    from yaml_rs import DuplicateKeyPolicy, YAMLDecodeError, loads

    faults: tuple[Diagnostic, ...] = ()
    broken: tuple[Path, ...] = ()
    try:
        value = loads(text, parse_datetime=False)
    except (YAMLDecodeError, TypeError) as error:  # TypeError: a list or mapping as a key
        from minzheng_cli.store.misuse import duplicate_keys
        from minzheng_cli.store.syntax import syntax_fault

        if "duplicate mapping key" not in str(error):
            return Parsed(None, (syntax_fault(text, str(error), file),))
        try:
            value = loads(text, parse_datetime=False, duplicate_key_policy=DuplicateKeyPolicy.LastWins)
        except (YAMLDecodeError, TypeError) as second:
            return Parsed(None, (syntax_fault(text, str(second), file),))
        found = list(duplicate_keys(text, file))
        faults, broken = tuple(fault for fault, _ in found), tuple(path for _, path in found)
    if _SHARED.search(text) or not isinstance(value, dict):
        from minzheng_cli.store.misuse import not_a_mapping, shared_nodes

        shared = tuple(shared_nodes(text, file))
        if shared:
            return Parsed(None, (*faults, *shared))
        if not isinstance(value, dict):
            return Parsed(None, (*faults, not_a_mapping(text, value, file)))
    return Parsed(value, faults, broken)
