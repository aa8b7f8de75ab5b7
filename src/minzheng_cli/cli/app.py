"""The Typer application: every command is one file of this folder, named here once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from minzheng_cli.cli.accept import accept
from minzheng_cli.cli.check import check
from minzheng_cli.cli.collect import collect
from minzheng_cli.cli.common import DataOption
from minzheng_cli.cli.diff import diff
from minzheng_cli.cli.explain import explain
from minzheng_cli.cli.extend import extend
from minzheng_cli.cli.fmt import fmt
from minzheng_cli.cli.form import form
from minzheng_cli.cli.help import ChineseCommand, ChineseGroup
from minzheng_cli.cli.import_ import import_
from minzheng_cli.cli.init import init
from minzheng_cli.cli.lock import lock
from minzheng_cli.cli.org import org
from minzheng_cli.cli.record import record
from minzheng_cli.cli.report import report
from minzheng_cli.cli.schema import schema
from minzheng_cli.cli.show import show
from minzheng_cli.cli.status import status
from minzheng_cli.cli.targets import targets
from minzheng_cli.cli.tasks import tasks
from minzheng_cli.cli.template import template
from minzheng_cli.errors import Exit

COMMANDS: dict[Callable[..., None], str] = {
    tasks: "mz tasks --owner 社会救助处",
    targets: "mz targets --due 2025",
    org: "mz org --role 专班",
    show: "mz show T6",
    status: "mz status --owner 养老服务处",
    check: "mz check --format json",
    explain: "mz explain MZ301",
    diff: "mz diff HEAD~1",
    fmt: "mz fmt --check",
    form: "mz form 2022H1 --all -o 填报表",
    collect: "mz collect 填好的表 --reply 退回的表",
    record: "mz record G6.1 --period 2022H1 --area 长春市 --numerator 8 --denominator 11",
    accept: "mz accept G6.1 --verdict 达到 --by 领导小组办公室 --evidence 清单印发文件",
    extend: "mz extend G6.1 --due 2023-06-30 --reason 机构改革，移交未完成",
    lock: "mz lock 2022H1 --on 2022-08-15",
    schema: "mz schema tasks",
    import_: "mz import 实施方案.docx --dry-run",
    init: "mz init 我的数据",
    report: "mz report half-year --period 2022H1 -o 半年报告.md",
    template: "mz template export half-year -o 我的模板.docx",
}
"""The commands in the order of the help, each with an example."""

IN_A_REPOSITORY = frozenset({diff})
"""Commands whose example runs only where the knowledge base is in a git repository."""
WRITING = frozenset({record, accept, extend, lock})
"""Commands whose example runs only on data that may be written: that of the package may not."""
NEEDS_FILES = frozenset({collect, import_})
"""Commands whose example needs files that somebody filled."""

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
