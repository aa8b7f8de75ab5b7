"""`mz lock`: a period is closed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from minzheng_cli.cli import complete
from minzheng_cli.cli.common import AsOfOption, DataOption, parse_day
from minzheng_cli.cli.recording import DryRunOption, add, base_of, made, parse_period, progress_file
from minzheng_cli.errors import MzError

if TYPE_CHECKING:
    from minzheng_cli.store.edit import Edit


def lock(
    ctx: typer.Context,
    period: Annotated[
        str, typer.Argument(metavar="报告期", help="如2022H1、2022上半年", autocompletion=complete.periods)
    ],
    on: Annotated[str | None, typer.Option("--on", metavar="日期", help="锁定日期；不写时为当天")] = None,
    dry_run: DryRunOption = False,
    as_of: AsOfOption = None,
    data: DataOption = None,
) -> None:
    """锁定一个报告期：写上日期和校验码，此后不再增改；没有解锁的命令，锁错了用git退回。"""
    from minzheng_cli.model.progress import Lock
    from minzheng_cli.store.append import Addition

    root, kb = base_of(ctx, data)
    half, today = parse_period(period), parse_day(as_of)
    day = parse_day(on) if on is not None else today
    file = progress_file(half)
    if file not in kb.progress:
        raise MzError(f"没有报告期{half}的进展，无从锁定。", "先用 mz record 或 mz collect 记入")
    if day <= half.end:
        raise MzError(f"报告期{half}到{half.end}才结束，不能在{day}锁定。", "请核对报告期和--on")
    _refuse_wrong(root, file, today)
    seal = kb.progress[file].seal
    entry = made(Lock, {}, on=day, seal=seal)
    then = "本期不再增改；以后要更正，作为更正记入当前报告期"
    additions = [Addition(file, "locked", entry)]
    add(root, additions, then, today, dry_run=dry_run, approve=lambda edits: _refuse_other(edits, seal))


def _refuse_wrong(root: Path, file: str, today: date) -> None:
    """Raises MzError where `mz check` finds an error in the file."""
    from minzheng_cli.cli.check import check_base
    from minzheng_cli.diagnostics import Severity

    found = [
        each
        for each in check_base(root, today).diagnostics
        if each.severity is Severity.ERROR and each.location.file == file
    ]
    if found:
        first = found[0]
        raise MzError(
            f"{file}有{len(found)}处错误，没有锁定：第{first.location.line}行，{first.message}。",
            "请先运行 mz check，按提示改正",
        )


def _refuse_other(edits: list[Edit], seal: str) -> None:
    """Raises MzError where the file has come to say something else since the seal was made."""
    from minzheng_cli.model.progress import ProgressFile
    from minzheng_cli.store.parsing import parse

    for edit in edits:
        if ProgressFile.model_validate(parse(edit.after, edit.file).value).seal != seal:
            raise MzError(f"{edit.file}刚刚被别的程序改过，没有锁定。", "请再运行一次")
