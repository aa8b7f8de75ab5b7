"""The Typer application: every command is one file of this folder, named here once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from minzheng_cli.cli.check import check
from minzheng_cli.cli.common import DataOption
from minzheng_cli.cli.diff import diff
from minzheng_cli.cli.explain import explain
from minzheng_cli.cli.fmt import fmt
from minzheng_cli.cli.help import ChineseCommand, ChineseGroup
from minzheng_cli.cli.init import init
from minzheng_cli.cli.org import org
from minzheng_cli.cli.report import report
from minzheng_cli.cli.schema import schema
from minzheng_cli.cli.show import show
from minzheng_cli.cli.targets import targets
from minzheng_cli.cli.tasks import tasks
from minzheng_cli.errors import Exit

COMMANDS: dict[Callable[..., None], str] = {
    tasks: "mz tasks --owner 社会救助处",
    targets: "mz targets --due 2025",
    org: "mz org --role 专班",
    show: "mz show T6",
    check: "mz check --format json",
    explain: "mz explain MZ301",
    diff: "mz diff HEAD~1",
    fmt: "mz fmt --check",
    schema: "mz schema tasks",
    init: "mz init 我的数据",
    report: "mz report half-year --period 2022H1 -o 半年报告.md",
}
"""The commands in the order of the help, each with an example."""

IN_A_REPOSITORY = frozenset({diff})
"""Commands whose example runs only where the knowledge base is in a git repository."""

app = typer.Typer(
    cls=ChineseGroup,
    name="mz",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        from minzheng_cli import __version__

        typer.echo(f"mz {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def root(
    ctx: typer.Context,
    data: DataOption = None,  # noqa: ARG001 - read from the context by data_root
    version: Annotated[  # noqa: ARG001 - its callback does it
        bool, typer.Option("--version", help="显示版本", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    """把实施方案变成可查询、可核对、可生成报告的数据。"""
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help())
        raise typer.Exit(Exit.USAGE)


for _command, _example in COMMANDS.items():
    app.command(cls=ChineseCommand, epilog=_example)(_command)
