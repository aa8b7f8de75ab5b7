"""`mz check`: is the data right."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from minzheng_cli.cli import complete
from minzheng_cli.cli.common import AsOfOption, DataOption, chosen, data_root, parse_day
from minzheng_cli.console.formats import FINDINGS
from minzheng_cli.errors import Exit

if TYPE_CHECKING:
    from minzheng_cli.console.findings import CheckReport

_Codes = Annotated[
    list[str] | None,
    typer.Option(
        "--select", metavar="规则", help="只看这些规则或类别，如MZ301、MZ3，可写多次", autocompletion=complete.codes
    ),
]
_Ignored = Annotated[
    list[str] | None,
    typer.Option("--ignore", metavar="规则", help="不看这些规则或类别，可写多次", autocompletion=complete.codes),
]


def check(
    ctx: typer.Context,
    format_name: Annotated[
        str,
        typer.Option(
            "--format", metavar="格式", help=f"输出格式：{'、'.join(FINDINGS)}", autocompletion=complete.check_formats
        ),
    ] = "text",
    select: _Codes = None,
    ignore: _Ignored = None,
    statistics: Annotated[bool, typer.Option("--statistics", help="只列每条规则发现了几处")] = False,
    limit: Annotated[str, typer.Option("--limit", metavar="个数", help="屏幕上最多列几处，0为全部")] = "50",
    fix: Annotated[bool, typer.Option("--fix", help="改正可以放心自动改正的地方，其余一字不动")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="只显示--fix会怎样改，不写入")] = False,
    baseline: Annotated[
        str | None, typer.Option("--baseline", metavar="文件", help="不看这个基线文件里已有的问题")
    ] = None,
    write_baseline: Annotated[
        str | None, typer.Option("--write-baseline", metavar="文件", help="把现有的问题写成基线文件，以后只看新的")
    ] = None,
    changed_since: Annotated[
        str | None, typer.Option("--changed-since", metavar="版本", help="只看这个git版本以后才有的问题，如main")
    ] = None,
    as_of: AsOfOption = None,
    data: DataOption = None,
) -> None:
    """查数据：与原文逐字核对，找出错漏，指明行列。"""
    from minzheng_cli.cli import checking
    from minzheng_cli.console.findings import render_findings
    from minzheng_cli.console.terminal import standard_output, write_out
    from minzheng_cli.store.root import find_root

    chosen(format_name, FINDINGS)
    wanted = checking.Wanted.of(select, ignore, baseline, changed_since, limit, parse_day(as_of))
    root = find_root(data_root(ctx, data))
    if diff or fix:
        checking.mend(root, wanted, preview=diff)
    report = checking.report_on(root, wanted)
    if write_baseline is not None:
        checking.remember(report, write_baseline)
    elif statistics:
        write_out(checking.statistics_of(report))
    elif not diff:
        write_out(render_findings(report, format_name, standard_output()))
    if report.diagnostics and write_baseline is None:
        raise typer.Exit(Exit.FINDINGS)


def check_base(root: Path, day: date | None = None) -> CheckReport:
    """Everything that is wrong with the knowledge base below `root` on the day, or today; nothing is written."""
    from minzheng_cli.cli.checking import Wanted, report_on

    return report_on(root, Wanted(day or parse_day(None)))
