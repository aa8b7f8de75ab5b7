"""What the checker says: a Finding names a Ref; a Diagnostic is the same with file, line and column."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from minzheng_cli.model.ref import Ref


class Severity(StrEnum):
    """How grave a finding is; both end in exit code 1."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, order=True)
class Location:
    """A place in a file: path below the root, 1-based line and column in characters, width of the marked text."""

    file: str
    line: int = 1
    column: int = 1
    width: int = field(default=1, compare=False)


@dataclass(frozen=True)
class Finding:
    """What one rule has to say about one place.

    `text` is the offending text, `hint` what a right entry looks like; `fix` the text to put in its place where that
    is safe to do without asking. `also` are other places that belong to it.
    """

    ref: Ref
    message: str
    hint: str = ""
    text: str = ""
    fix: str | None = None
    also: tuple[Ref, ...] = ()
    code: str = ""
    severity: Severity = Severity.ERROR


@dataclass(frozen=True)
class Diagnostic:
    """A finding with its place; all that a reader needs."""

    code: str
    severity: Severity
    message: str
    location: Location
    ref: str = ""
    text: str = ""
    hint: str = ""
    fix: str | None = None

    @property
    def fixable(self) -> bool:
        """True where `mz check --fix` can mend it."""
        return self.fix is not None

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Order of printing: by place, then code."""
        return (self.location.file, self.location.line, self.location.column, self.code, self.message)
