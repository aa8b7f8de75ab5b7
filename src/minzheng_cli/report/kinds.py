"""The kinds of reports that `mz report` makes: name, what it is, its template."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """A kind of report: what it is called and which template lays it out."""

    title: str
    template: str


KINDS = {"half-year": Kind("半年工作进展情况报告", "half-year")}
"""The choices of `mz report`."""
