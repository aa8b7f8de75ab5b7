"""`mz diff`: what changed from one state of the knowledge base to another, in the plan's own terms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from minzheng_cli.cli import complete
from minzheng_cli.cli.common import AsOfOption, DataOption, data_root, parse_day
from minzheng_cli.errors import Exit

if TYPE_CHECKING:
    from datetime import date

    from minzheng_cli.query.compare.told import ChangeReport

SUFFIXES = {"table": ".txt", "md": ".md", "json": ".json", "docx": ".docx"}
"""The formats of changes and the suffixes of their files."""


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
        str | None,
        typer.Option(
            "--format",
            metavar="格式",
            help=f"输出格式：{'、'.join(SUFFIXES)}；不写时按输出文件的后缀，没有文件的为table",
            autocompletion=complete.change_formats,
        ),
    ] = None,
    output: Annotated[
        str | None, typer.Option("-o", "--output", metavar="文件", help="写入文件，如 变化.docx；不写时打印在屏幕上")
    ] = None,
    as_of: AsOfOption = None,
    data: DataOption = None,
) -> None:
    """比变化：目标、期限、处室、人员和字句改了什么；改动通知原文的给出警告。"""
    from minzheng_cli.cli.output import deliver, format_of
    from minzheng_cli.query.compare import compare
    from minzheng_cli.query.compare.told import ChangeReport
    from minzheng_cli.store.revisions import read_state
    from minzheng_cli.store.root import find_root

    asked, day = format_of(format_name, output, SUFFIXES, "table"), parse_day(as_of)
    root = find_root(data_root(ctx, data))
    old, new = read_state(before, root), read_state(after, root)
    mark = old.kb.demonstration or new.kb.demonstration
    report = ChangeReport(compare(old.kb, new.kb), old.name, new.name, mark)
    deliver(_laid_out(report, asked, day, output), output)
    if report.changes:
        raise typer.Exit(Exit.FINDINGS)


def _laid_out(report: ChangeReport, name: str, day: date, output: str | None) -> str | bytes:
    """The report as text for the screen or a file, or as a Word document."""
    if name != "docx":
        from minzheng_cli.console.changes import render_changes
        from minzheng_cli.console.terminal import Terminal, standard_output

        return render_changes(report, name, Terminal() if output else standard_output())
    from minzheng_cli.report.changes import changes_page
    from minzheng_cli.report.render import render
    from minzheng_cli.store.root import packaged

    page = changes_page(report, day)
    return render(page, "docx", packaged("templates") / "changes.docx", day)
