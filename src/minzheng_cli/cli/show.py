"""`mz show`: one thing with all that hangs on it."""

from __future__ import annotations

from typing import Annotated

import typer

from minzheng_cli.cli import complete
from minzheng_cli.cli.common import DataOption, FormatOption, OutputOption, open_base, print_rows


def show(
    ctx: typer.Context,
    name: Annotated[
        str,
        typer.Argument(
            metavar="对象",
            help="任务T6、举措T6.2、目标G6.2、段落P3、专班F1，或处室、成员、地区的名称",
            autocompletion=complete.things,
        ),
    ],
    format_name: FormatOption = None,
    output: OutputOption = None,
    data: DataOption = None,
) -> None:
    """看一项：与它有关的全部内容和原文出处。"""
    from minzheng_cli.query.show import show as show_one
    from minzheng_cli.store.files import REQUIRED

    kb = open_base(ctx, data, REQUIRED, sources=True)
    print_rows(show_one(kb, name), kb, format_name, output)
