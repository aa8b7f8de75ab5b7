"""`mz org`: the bodies of the plan."""

from __future__ import annotations

from typing import Annotated

import typer

from minzheng_cli.cli import complete
from minzheng_cli.cli.common import DataOption, FormatOption, OutputOption, open_base, print_rows


def org(
    ctx: typer.Context,
    role: Annotated[
        str | None,
        typer.Option(
            "--role",
            metavar="角色",
            help="组长、副组长、成员、领导小组办公室、专班、责任处室、责任单位或其他处室",
            autocompletion=complete.roles,
        ),
    ] = None,
    format_name: FormatOption = None,
    output: OutputOption = None,
    data: DataOption = None,
) -> None:
    """查机构：领导小组及其办公室、专班、处室和单位。"""
    from minzheng_cli.query.bodies import body_rows

    kb = open_base(ctx, data, ("tasks.yaml", "org.yaml"))
    print_rows(body_rows(kb.org, kb.tasks, role), kb, format_name, output)
