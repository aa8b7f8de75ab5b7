"""`mz diff`: what changed from one state of the knowledge base to another, in the plan's own terms."""

from __future__ import annotations

from typing import Annotated

import typer

from minzheng_cli.cli import complete
from minzheng_cli.cli.common import DataOption, chosen, data_root
from minzheng_cli.console.formats import CHANGES
from minzheng_cli.errors import Exit


def diff(
    ctx: typer.Context,
    before: Annotated[
        str,
        typer.Argument(
            metavar="版本",
            help="git的分支、标签、提交号或HEAD~1，也可以是另一个知识库的文件夹；如果那时文件夹叫别的名字，写成HEAD~1:文件夹",
            autocompletion=complete.revisions,
        ),
    ],
    after: Annotated[
        str | None,
        typer.Argument(
            metavar="新版本", help="与哪个版本或文件夹比；不写时为现有文件", autocompletion=complete.revisions
        ),
    ] = None,
    format_name: Annotated[
        str,
        typer.Option(
            "--format", metavar="格式", help=f"输出格式：{'、'.join(CHANGES)}", autocompletion=complete.change_formats
        ),
    ] = "table",
    data: DataOption = None,
) -> None:
    """比变化：目标、期限、处室、人员和字句改了什么；改动通知原文的给出警告。"""
    from minzheng_cli.console.changes import ChangeReport, render_changes
    from minzheng_cli.console.terminal import standard_output, write_out
    from minzheng_cli.query.compare import compare
    from minzheng_cli.store.revisions import read_state
    from minzheng_cli.store.root import find_root

    chosen(format_name, CHANGES)
    root = find_root(data_root(ctx, data))
    old, new = read_state(before, root), read_state(after, root)
    mark = old.kb.demonstration or new.kb.demonstration
    report = ChangeReport(compare(old.kb, new.kb), old.name, new.name, mark)
    write_out(render_changes(report, format_name, standard_output()))
    if report.changes:
        raise typer.Exit(Exit.FINDINGS)
