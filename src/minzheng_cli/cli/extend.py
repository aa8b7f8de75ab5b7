"""`mz extend`: a later date for a target, asked for and approved."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from minzheng_cli.cli import complete
from minzheng_cli.cli.common import AsOfOption, DataOption, parse_day
from minzheng_cli.cli.recording import DryRunOption, PeriodOption, add, base_of, made, period_or, progress_file
from minzheng_cli.errors import MzError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from minzheng_cli.model.progress import Extension
    from minzheng_cli.model.target import Target


def extend(
    ctx: typer.Context,
    item: Annotated[str, typer.Argument(metavar="编号", help="目标G6.1", autocompletion=complete.targets)],
    due: Annotated[str, typer.Option("--due", metavar="日期", help="延到哪一天")],
    reason: Annotated[
        str | None, typer.Option("--reason", metavar="文字", help="延期的原因；批准已有的申请不写")
    ] = None,
    requested: Annotated[
        str | None, typer.Option("--requested", metavar="日期", help="申请日期；不写时为当天，批准已有的申请不写")
    ] = None,
    approval: Annotated[
        str | None, typer.Option("--approval", metavar="文件", help="批准的机构和文件；还没有批准的不写")
    ] = None,
    approved: Annotated[
        str | None, typer.Option("--approved", metavar="日期", help="批准日期；写了--approval的，不写时为当天")
    ] = None,
    period: PeriodOption = None,
    dry_run: DryRunOption = False,
    as_of: AsOfOption = None,
    data: DataOption = None,
) -> None:
    """延期：记目标延期的申请或批准；方案规定的期限不动，批准已有的申请时另记一条。"""
    from minzheng_cli.model.progress import Extension
    from minzheng_cli.query.select import target
    from minzheng_cli.store.append import Addition

    root, kb = base_of(ctx, data)
    wanted, today = target(kb.targets.targets, item), parse_day(as_of)
    until = _until(wanted, parse_day(due))
    earlier = _same((each for file in kb.progress.values() for each in file.extensions), wanted.id, until)
    if approved is not None and approval is None:
        raise MzError("写了批准日期，没有写由谁批准。", "例如：--approval 领导小组会议纪要〔2022〕3号")
    if earlier:
        _refuse_again(earlier, is_approval=approval is not None)
    elif reason is None:
        raise MzError(f"{wanted.id}缺少--reason。", "写明延期的原因，如：--reason 机构改革，移交未完成")
    entry = made(
        Extension,
        {},
        target=wanted.id,
        due=until,
        reason=reason if reason is not None or not earlier else earlier.reason,
        requested=earlier.requested if earlier and requested is None else parse_day(requested or str(today)),
        approval=approval,
        approved=parse_day(approved or str(today)) if approval is not None else None,
    )
    half = period_or(period, entry.approved or entry.requested)
    then = f"方案规定的期限{wanted.due}不动；看这一项：mz show {wanted.id}"
    add(root, [Addition(progress_file(half), "extensions", entry)], then, today, dry_run=dry_run)


def _refuse_again(earlier: Extension, *, is_approval: bool) -> None:
    """Raises MzError for what was asked for or approved before."""
    what = f"{earlier.target}延期到{earlier.due}"
    if earlier.approval:
        raise MzError(f"{what}，{earlier.approved}已经批准。", f"看这一项：mz show {earlier.target}")
    if not is_approval:
        raise MzError(f"{what}，{earlier.requested}已经申请。", "批准这个申请，请加--approval和--approved")


def _until(target: Target, day: date) -> date:
    """The new date. Raises MzError where the plan gives none, or one that is no earlier."""
    if target.due is None:
        said = "每年都要达到" if target.every else "没有写期限"
        raise MzError(f"{target.id}在方案里{said}，没有可以延的期限。", "有期限的目标见 mz targets")
    if day <= target.due:
        raise MzError(f"延期到{day}，不晚于{target.id}原来的期限{target.due}。", "请核对--due")
    return day


def _same(known: Iterable[Extension], target: str, due: date) -> Extension | None:
    """The newest entry on the same target and date: the approval of a request stands for it."""
    return next((each for each in reversed(list(known)) if (each.target, each.due) == (target, due)), None)
