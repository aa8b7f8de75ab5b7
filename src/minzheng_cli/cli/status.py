"""`mz status`: how the plan stands on a day: lights, figures, days left, who has not reported."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from minzheng_cli.cli import complete
from minzheng_cli.cli.common import (
    AsOfOption,
    DataOption,
    FormatOption,
    OutputOption,
    open_loaded,
    parse_day,
    print_rows,
)
from minzheng_cli.errors import MzError

if TYPE_CHECKING:
    from datetime import date

    from minzheng_cli.model.area import Area
    from minzheng_cli.model.knowledge import KnowledgeBase
    from minzheng_cli.progress import Evaluation


def status(
    ctx: typer.Context,
    owner: Annotated[
        str | None, typer.Option("--owner", metavar="处室", help="只看一个处室的任务", autocompletion=complete.owners)
    ] = None,
    task_force: Annotated[
        str | None,
        typer.Option("--task-force", metavar="专班", help="只看一个专班的任务", autocompletion=complete.task_forces),
    ] = None,
    area: Annotated[
        str | None,
        typer.Option(
            "--area", metavar="地区", help="看一个地区：名称或代码；全省写“全省”", autocompletion=complete.areas
        ),
    ] = None,
    period: Annotated[
        str | None,
        typer.Option(
            "--period",
            metavar="报告期",
            help="看一个报告期末的情况，如2022H1；不写时看今天，报送情况看最近结束的半年",
            autocompletion=complete.periods,
        ),
    ] = None,
    missing: Annotated[bool, typer.Option("--missing", help="催报名单：哪些处室、地区还没有报送")] = False,
    localities: Annotated[bool, typer.Option("--localities", help="各市县把哪些任务分解了")] = False,
    only_tasks: Annotated[bool, typer.Option("--tasks", help="只列任务")] = False,
    only_targets: Annotated[bool, typer.Option("--targets", help="只列量化目标")] = False,
    as_of: AsOfOption = None,
    format_name: FormatOption = None,
    output: OutputOption = None,
    data: DataOption = None,
) -> None:
    """看进度：任务亮灯、目标的数值和剩余天数、谁还没有报送。"""
    from minzheng_cli.query.status import asked_tasks, status_tables

    day = parse_day(as_of)
    view = _view({"missing": missing, "localities": localities, "tasks": only_tasks, "targets": only_targets})
    kb = open_loaded(ctx, data, None, day=day).kb
    evaluation = _evaluation(kb, period, day)
    tasks = asked_tasks(evaluation, owner=owner, force=task_force)
    print_rows(status_tables(evaluation, tasks, view, _area(kb, area)), kb, format_name, output)


def _view(asked: dict[str, bool]) -> str:
    """The one table asked for; empty for none. Raises MzError for two."""
    wanted = [name for name, is_asked in asked.items() if is_asked]
    if len(wanted) > 1:
        raise MzError(f"{'和'.join(f'--{name}' for name in wanted)}不能一起用。", "请分两次看")
    return "".join(wanted)


def _area(kb: KnowledgeBase, name: str | None) -> Area | None:
    """The area asked for; 全省 is the province. Raises MzError."""
    from minzheng_cli.query.select import area as find_area

    if name is None:
        return None
    province = next((each for each in kb.areas.areas if each.type == "省"), None)
    return province if province and name.strip() == "全省" else find_area(kb.areas.areas, name)


def _evaluation(kb: KnowledgeBase, period: str | None, day: date) -> Evaluation:
    """The base on a day, or at the end of a period as it is known on that day. Raises MzError."""
    from minzheng_cli.cli.periods import plan_period
    from minzheng_cli.progress import Evaluation, end_of

    if period is None:
        return Evaluation(kb, day)
    asked = plan_period(kb.plan, period)
    if asked.start > day:
        raise MzError(f"{asked.chinese}还没有开始。", f"今天按{day}算；要看那时的情况，请用--as-of写一个以后的日期")
    return Evaluation(kb, end_of(kb.plan, asked, day))
