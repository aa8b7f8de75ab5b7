"""`mz targets`: what has to be reached, by when."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from minzheng_cli.cli import complete
from minzheng_cli.cli.common import DataOption, FormatOption, OutputOption, open_base, print_rows, wants_json
from minzheng_cli.errors import MzError

if TYPE_CHECKING:
    from minzheng_cli.model.target import Target


def targets(
    ctx: typer.Context,
    due: Annotated[
        str | None,
        typer.Option("--due", metavar="年份", help="完成期限在哪一年，如2025", autocompletion=complete.due_years),
    ] = None,
    annual: Annotated[bool, typer.Option("--annual", help="每年都要完成的目标")] = False,
    undated: Annotated[bool, typer.Option("--undated", help="原文没有写期限的目标")] = False,
    owner: Annotated[
        str | None, typer.Option("--owner", metavar="处室", help="责任处室", autocompletion=complete.owners)
    ] = None,
    task: Annotated[
        str | None, typer.Option("--task", metavar="任务", help="任务编号，如T6", autocompletion=complete.tasks)
    ] = None,
    format_name: FormatOption = None,
    output: OutputOption = None,
    data: DataOption = None,
) -> None:
    """查量化目标：指标、目标值、期限和原文。"""
    from minzheng_cli.query import select
    from minzheng_cli.query.records import target_rows

    kb = open_base(ctx, data, ("tasks.yaml", "targets.yaml", "org.yaml"), sources=wants_json(format_name, output))
    within = select.select_tasks(kb.tasks, kb.org, owner=owner)
    if task is not None:
        wanted = select.task(kb.tasks, task)
        within = tuple(each for each in within if each is wanted)
    found = select.select_targets(kb.targets.targets, due=_year(due), annual=annual, undated=undated, tasks=within)
    rows = target_rows(found, kb.tasks, kb.source)
    others = select.select_targets(kb.targets.targets, tasks=within)
    hint = _hint(others, annual, undated) if due is not None else ()
    print_rows(replace(rows, notes=hint), kb, format_name, output)


def _year(text: str | None) -> int | None:
    if text is None:
        return None
    bare = text.strip().removesuffix("年底").removesuffix("年")
    if not (bare.isascii() and bare.isdigit() and len(bare) == 4):
        raise MzError(f"年份“{text}”写法不对。", "请写四位数字，如2025")
    return int(bare)


def _hint(targets: tuple[Target, ...], annual: bool, undated: bool) -> tuple[str, ...]:
    """Words about targets that a deadline's year leaves out."""
    yearly = [] if annual else [t for t in targets if t.every]
    open_ended = [] if undated else [t for t in targets if t.due is None and not t.every]
    parts = [f"每年都要完成的{len(yearly)}个（加 --annual）"] if yearly else []
    parts += [f"没有写期限的{len(open_ended)}个（加 --undated）"] if open_ended else []
    return (f"另有{'，'.join(parts)}。",) if parts else ()
