"""`mz record`: one entry by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from minzheng_cli.cli import complete
from minzheng_cli.cli.common import AsOfOption, DataOption, parse_day
from minzheng_cli.cli.entries import OF_TARGET, OF_TASK, Given, fitting, observation_of, refuse_doubtful, report_of
from minzheng_cli.cli.recording import DryRunOption, add, base_of, parse_period, progress_file

if TYPE_CHECKING:
    from minzheng_cli.model.progress import Observation, Report


def record(
    ctx: typer.Context,
    item: Annotated[
        str,
        typer.Argument(metavar="编号", help="任务T6（报工作进展）或目标G6.1（报数字）", autocompletion=complete.items),
    ],
    period: Annotated[
        str,
        typer.Option("--period", metavar="报告期", help="如2022H1、2022上半年", autocompletion=complete.periods),
    ],
    office: Annotated[
        str | None,
        typer.Option("--office", metavar="处室", help="任务：哪个处室报的", autocompletion=complete.owners),
    ] = None,
    status: Annotated[
        str | None,
        typer.Option("--status", metavar="状态", help="任务：未启动、进行中、已完成", autocompletion=complete.statuses),
    ] = None,
    done: Annotated[str | None, typer.Option("--done", metavar="文字", help="任务：工作进展")] = None,
    problems: Annotated[str | None, typer.Option("--problems", metavar="文字", help="任务：存在问题")] = None,
    next_step: Annotated[str | None, typer.Option("--next", metavar="文字", help="任务：下一步安排")] = None,
    area: Annotated[
        str | None,
        typer.Option("--area", metavar="地区", help="目标：哪个地区，写名称或代码", autocompletion=complete.areas),
    ] = None,
    numerator: Annotated[str | None, typer.Option("--numerator", metavar="个数", help="目标：分子")] = None,
    denominator: Annotated[str | None, typer.Option("--denominator", metavar="个数", help="目标：分母")] = None,
    value: Annotated[str | None, typer.Option("--value", metavar="数值", help="目标：没有分子分母的，写数值")] = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="日期", help="目标：数据截止哪一天；不写时为报告期末")
    ] = None,
    evidence: Annotated[str | None, typer.Option("--evidence", metavar="文字", help="佐证材料")] = None,
    reported: Annotated[str | None, typer.Option("--reported", metavar="日期", help="报送日期；不写时为当天")] = None,
    corrects: Annotated[
        str | None, typer.Option("--corrects", metavar="日期", help="更正：被更正的那一条的报送日期")
    ] = None,
    reason: Annotated[str | None, typer.Option("--reason", metavar="文字", help="更正的原因")] = None,
    dry_run: DryRunOption = False,
    as_of: AsOfOption = None,
    data: DataOption = None,
) -> None:
    """记一条：一个处室的工作进展，或一个地区的指标数据；只添不改，说错了另记一条更正。"""
    from minzheng_cli.store.append import Addition

    root, kb = base_of(ctx, data)
    today = parse_day(as_of)
    given: Given = {
        "--office": office,
        "--status": status,
        "--done": done,
        "--problems": problems,
        "--next": next_step,
        "--area": area,
        "--until": until,
        "--value": value,
        "--numerator": numerator,
        "--denominator": denominator,
        "--evidence": evidence,
        "--reported": reported if reported is not None else str(today),
        "--corrects": corrects,
        "--reason": reason,
    }
    entry: Report | Observation
    half = parse_period(period)
    if item[:1] in "Gg":
        field, entry = "observations", observation_of(kb, item, half, fitting(item, given, OF_TASK))
    else:
        field, entry = "reports", report_of(kb, item, fitting(item, given, OF_TARGET))
    refuse_doubtful(kb, half, entry)
    then = "记错了不要删，另记一条更正；看全部进展：mz status"
    add(root, [Addition(progress_file(half), field, entry)], then, today, dry_run=dry_run)
