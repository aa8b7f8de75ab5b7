"""`mz accept`: an item is judged, and closed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from minzheng_cli.cli import complete
from minzheng_cli.cli.common import AsOfOption, DataOption, parse_day
from minzheng_cli.cli.recording import DryRunOption, PeriodOption, add, base_of, made, one_of, period_or, progress_file
from minzheng_cli.errors import MzError

if TYPE_CHECKING:
    from minzheng_cli.model.knowledge import KnowledgeBase
    from minzheng_cli.model.progress import Acceptance


def accept(
    ctx: typer.Context,
    item: Annotated[str, typer.Argument(metavar="编号", help="任务T6或目标G6.1", autocompletion=complete.items)],
    verdict: Annotated[
        str,
        typer.Option("--verdict", metavar="结果", help="达到（销号）或未达到", autocompletion=complete.verdicts),
    ],
    by: Annotated[str, typer.Option("--by", metavar="机构", help="由谁认定，如领导小组办公室")],
    evidence: Annotated[
        str | None, typer.Option("--evidence", metavar="文字", help="所依据的佐证材料；认定达到的要写")
    ] = None,
    on: Annotated[str | None, typer.Option("--on", metavar="日期", help="认定日期；不写时为当天")] = None,
    note: Annotated[str | None, typer.Option("--note", metavar="文字", help="说明")] = None,
    period: PeriodOption = None,
    dry_run: DryRunOption = False,
    as_of: AsOfOption = None,
    data: DataOption = None,
) -> None:
    """认定一项：任务或目标达到了没有，达到的销号；改变认定，另记一条。"""
    from typing import get_args

    from minzheng_cli.model.progress import Acceptance, Verdict
    from minzheng_cli.store.append import Addition

    root, kb = base_of(ctx, data)
    today = parse_day(as_of)
    day = parse_day(on) if on is not None else today
    entry = made(
        Acceptance,
        {},
        item=_id(kb, item),
        verdict=one_of("--verdict", verdict, get_args(Verdict)),
        accepted=day,
        by=by,
        evidence=evidence,
        note=note,
    )
    _refuse_doubtful(kb, entry)
    file = progress_file(period_or(period, day))
    add(root, [Addition(file, "acceptances", entry)], f"看这一项：mz show {entry.item}", today, dry_run=dry_run)


def _id(kb: KnowledgeBase, name: str) -> str:
    from minzheng_cli.query.select import target, task

    return (target(kb.targets.targets, name) if name[:1] in "Gg" else task(kb.tasks, name)).id


def _refuse_doubtful(kb: KnowledgeBase, entry: Acceptance) -> None:
    """Raises MzError for what was judged so already, and for a closing without evidence."""
    if entry.verdict == "达到" and entry.evidence is None:
        raise MzError("认定达到要写所依据的佐证材料。", "例如：--evidence 清单印发文件和公示照片")
    known = [each for file in kb.progress.values() for each in file.acceptances if each.item == entry.item]
    last = max(known, key=lambda each: each.accepted, default=None)
    if last and last.verdict == entry.verdict:
        raise MzError(f"{entry.item}在{last.accepted}已经认定为{last.verdict}。", f"看已有的认定：mz show {entry.item}")
