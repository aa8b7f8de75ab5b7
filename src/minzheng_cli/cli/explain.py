"""`mz explain`: what a rule means."""

from __future__ import annotations

import inspect
from typing import Annotated

import typer

from minzheng_cli.cli import complete


def titles() -> dict[str, str]:
    """The title of every code, in their order."""
    from minzheng_cli.check.registry import rules
    from minzheng_cli.store.codes import FAULTS

    found = {code: fault.title for code, fault in FAULTS.items()} | {code: r.title for code, r in rules().items()}
    return dict(sorted(found.items()))


def explain(
    code: Annotated[
        str | None,
        typer.Argument(metavar="编号", help="规则编号，如MZ301；不写时列出全部", autocompletion=complete.codes),
    ] = None,
) -> None:
    """讲规则：查什么、为什么、反例和正例。"""
    from minzheng_cli.console.terminal import write_out

    write_out(_everything() if code is None else _one(code.upper()))


def _everything() -> str:
    return "".join(f"{code}  {title}\n" for code, title in titles().items()) + "\n详细说明：mz explain 编号\n"


def _one(code: str) -> str:
    from minzheng_cli.check.registry import rules
    from minzheng_cli.query.select import unknown
    from minzheng_cli.store.codes import FAULTS

    known = titles()
    if code not in known:
        raise unknown("规则", code, known)
    doc = FAULTS[code].doc if code in FAULTS else rules()[code].doc
    return f"{code}  {known[code]}\n\n{inspect.cleandoc(doc)}\n"
