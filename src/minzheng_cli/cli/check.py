"""`mz check`: is the data right."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from minzheng_cli.cli import complete
from minzheng_cli.cli.common import DataOption, chosen, data_root
from minzheng_cli.console.formats import FINDINGS
from minzheng_cli.errors import Exit

if TYPE_CHECKING:
    from minzheng_cli.console.findings import CheckReport


def check(
    ctx: typer.Context,
    format_name: Annotated[
        str,
        typer.Option(
            "--format", metavar="格式", help=f"输出格式：{'、'.join(FINDINGS)}", autocompletion=complete.check_formats
        ),
    ] = "text",
    data: DataOption = None,
) -> None:
    """查数据：与原文逐字核对，找出错漏，指明行列。"""
    from minzheng_cli.console.findings import render_findings
    from minzheng_cli.console.terminal import standard_output, write_out
    from minzheng_cli.store.root import find_root

    chosen(format_name, FINDINGS)
    report = check_base(find_root(data_root(ctx, data)))
    write_out(render_findings(report, format_name, standard_output()))
    if report.diagnostics:
        raise typer.Exit(Exit.FINDINGS)


def check_base(root: Path) -> CheckReport:
    """Everything that is wrong with the knowledge base below `root`; nothing is written."""
    from minzheng_cli.check.engine import run
    from minzheng_cli.check.registry import rules
    from minzheng_cli.cli.explain import titles
    from minzheng_cli.console.findings import CheckReport
    from minzheng_cli.store.files import REQUIRED, progress_files
    from minzheng_cli.store.load import load
    from minzheng_cli.store.places import locate

    files = (*REQUIRED, *progress_files(root))
    loaded = load(root, files, sources=True)
    diagnostics = [*loaded.faults, *locate(loaded, run(loaded.kb, rules().values()))]
    return CheckReport(
        diagnostics=tuple(sorted(diagnostics, key=lambda each: each.sort_key)),
        root=_as_written(root),
        texts=loaded.texts,
        titles=titles(),
        checked=len({*files, *loaded.texts}),
        demonstration=loaded.kb.demonstration,
    )


def _as_written(root: Path) -> str:
    """The folder relative to where the user stands, if it lies below, so that a path can be clicked."""
    try:
        return root.resolve().relative_to(Path.cwd().resolve()).as_posix()
    except ValueError:
        return root.as_posix()
