"""Rules: one function each, named by a code."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module

from minzheng_cli.diagnostics import Finding, Severity
from minzheng_cli.model.knowledge import KnowledgeBase

Check = Callable[[KnowledgeBase], Iterable[Finding]]

FAMILIES = (
    "identity",
    "bodies",
    "validity",
    "succession",
    "quantities",
    "scope",
    "tracking",
    "entries",
    "extensions",
    "closing",
    "localities",
    "local_dates",
    "wording",
    "divisions",
    "documents",
    "typography",
    "privacy",
)
"""Modules of this package that hold rules."""


@dataclass(frozen=True)
class Rule:
    """A code, a title, the function, and the files it looks at.

    `reads` must be there, if only in part; `whole` must be there without a fault, since the rule says that something
    is missing. A rule whose files are not there is not run: the fault in them is already reported.
    """

    code: str
    title: str
    check: Check
    reads: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    severity: Severity = Severity.ERROR

    @property
    def doc(self) -> str:
        """What, why, a wrong and a right example, in Chinese."""
        return self.check.__doc__ or ""


_RULES: dict[str, Rule] = {}


def rule(
    code: str,
    title: str,
    *,
    reads: tuple[str, ...] = (),
    whole: tuple[str, ...] = (),
    severity: Severity = Severity.ERROR,
) -> Callable[[Check], Check]:
    """Register a function as the rule `code`."""

    def register(check: Check) -> Check:
        if code in _RULES:
            raise ValueError(f"two rules are named {code}")
        _RULES[code] = Rule(code, title, check, reads, whole, severity)
        return check

    return register


def rules() -> dict[str, Rule]:
    """All rules by code; imports the families."""
    for family in FAMILIES:
        import_module(f"minzheng_cli.check.{family}")
    return dict(sorted(_RULES.items()))
