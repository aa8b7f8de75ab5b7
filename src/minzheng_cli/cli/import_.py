"""`mz import`: an official document into a draft knowledge base."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from minzheng_cli.cli.common import AsOfOption, chosen, parse_day
from minzheng_cli.errors import Exit

FORMATS = {"table": ".txt", "json": ".json", "md": ".md"}
"""The formats in which is shown what was found."""


def import_(
    file: Annotated[str, typer.Argument(metavar="文件", help="公文：docx、txt、html、md，或有文字的pdf")],
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="文件夹", help="新知识库放在哪个文件夹；不写时用文件的名称"),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只看读出了什么，不写入")] = False,
    format_name: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="格式",
            help=f"只显示读出了什么：{'、'.join(FORMATS)}；同时写了-o的，也写入",
            autocompletion=lambda: list(FORMATS),
        ),
    ] = None,
    threshold: Annotated[str, typer.Option("--threshold", metavar="0到1", help="把握小于它的不录入，列为问题")] = "0.7",
    as_of: AsOfOption = None,
) -> None:
    """导入公文：读出任务、责任单位、期限和量化目标，建成知识库的初稿，拿不准的列成审核清单。"""
    from minzheng_cli.cli import importing
    from minzheng_cli.console.terminal import write_words

    day, least = parse_day(as_of), importing.threshold_of(threshold)
    shown = chosen(format_name or "table", FORMATS)
    found = importing.read_document(Path(file), least)
    only_shown = dry_run or (format_name is not None and output is None)
    if only_shown or format_name is not None:
        importing.show(found, shown)
    if not found.draft.tasks:
        importing.say_nothing_found(found, only_shown=only_shown)
        return
    if only_shown:
        write_words(f"{importing.summary(found.draft)}没有写入，只是看看。")
    elif importing.put(found, Path(output) if output else Path(Path(file).stem), day):
        raise typer.Exit(Exit.FINDINGS)


import_.__name__ = "import"  # a word of Python's own, so that no function can be called so
