"""`mz tasks`: whose task it is, in which words."""

from __future__ import annotations

from typing import Annotated

import typer

from minzheng_cli.cli import complete
from minzheng_cli.cli.common import DataOption, FormatOption, OutputOption, open_base, print_rows, wants_json


def tasks(
    ctx: typer.Context,
    owner: Annotated[
        str | None,
        typer.Option(
            "--owner", metavar="处室", help="责任处室，可写通知里的任何一种名称", autocompletion=complete.owners
        ),
    ] = None,
    group: Annotated[
        str | None,
        typer.Option("--group", metavar="分组", help="任务分组的序号，如2或二", autocompletion=complete.groups),
    ] = None,
    task_force: Annotated[
        str | None,
        typer.Option(
            "--task-force", metavar="专班", help="专班的名称或编号，如F2", autocompletion=complete.task_forces
        ),
    ] = None,
    search: Annotated[str | None, typer.Option("--search", metavar="文字", help="标题、举措或分工里含有的文字")] = None,
    format_name: FormatOption = None,
    output: OutputOption = None,
    data: DataOption = None,
) -> None:
    """查任务：谁负责、属于哪个专班、有哪些量化目标。"""
    from minzheng_cli.query.records import task_rows
    from minzheng_cli.query.select import select_tasks

    kb = open_base(ctx, data, ("tasks.yaml", "targets.yaml", "org.yaml"), sources=wants_json(format_name, output))
    found = select_tasks(kb.tasks, kb.org, owner=owner, group_name=group, force=task_force, search=search)
    print_rows(task_rows(found, kb.tasks, kb.org, kb.targets, kb.source), kb, format_name, output)
