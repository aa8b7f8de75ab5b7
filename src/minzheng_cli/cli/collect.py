"""`mz collect`: filled forms into the knowledge base."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from minzheng_cli.cli import complete
from minzheng_cli.cli.common import AsOfOption, DataOption, FormatOption, parse_day, print_rows
from minzheng_cli.errors import Exit


def collect(
    ctx: typer.Context,
    files: Annotated[list[str], typer.Argument(metavar="文件或文件夹", help="填好的表，或放它们的文件夹，可以写几个")],
    period: Annotated[
        str | None,
        typer.Option(
            "--period",
            metavar="报告期",
            help="收哪个报告期的表；不写时为最近结束的半年",
            autocompletion=complete.periods,
        ),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只看会改什么，不写入")] = False,
    reply: Annotated[
        str | None, typer.Option("--reply", metavar="文件夹", help="把有问题的表写到这里，有问题的格子标成红色")
    ] = None,
    format_name: FormatOption = "table",
    as_of: AsOfOption = None,
    data: DataOption = None,
) -> None:
    """收填报表：核对填好的表，把新的、更正的记进进展，有问题的逐格指出。"""
    from minzheng_cli.cli import collecting
    from minzheng_cli.cli.collected import rows_of, summary
    from minzheng_cli.cli.common import open_loaded
    from minzheng_cli.console.terminal import write_words

    day = parse_day(as_of)
    found = collecting.form_files(files, Path(reply) if reply else None)
    loaded = open_loaded(ctx, data, None, day=day)
    fitting = collecting.fitting_of(loaded.kb, period, day)
    outcomes = collecting.collect_from(found, fitting, day)
    units = {target.id: target.unit for target in loaded.kb.targets.targets}
    edits = [] if dry_run else collecting.write(loaded, outcomes, f"progress/{fitting.period}.yaml")
    print_rows(rows_of(outcomes, units), loaded.kb, format_name)
    written = "、".join((loaded.root / edit.file).as_posix() for edit in edits)
    told = "没有写入，只是看看。" if dry_run else f"已写入{written}。" if written else "没有要写入的。"
    write_words(f"{summary(outcomes)}{told}")
    if reply is not None:
        back = collecting.reply(outcomes, Path(reply))
        write_words(f"有{len(back)}份表标出了问题，写在“{reply}”里" if back else "没有能标出问题的表。")
    if any(each.is_wrong for each in outcomes):
        raise typer.Exit(Exit.FINDINGS)
