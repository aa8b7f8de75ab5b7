"""`mz report`: the documents that are sent upward."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from minzheng_cli.cli import complete
from minzheng_cli.cli.common import AsOfOption, DataOption, chosen, data_root, open_base, parse_day
from minzheng_cli.errors import MzError
from minzheng_cli.report.kinds import KINDS

if TYPE_CHECKING:
    from minzheng_cli.model.period import Period
    from minzheng_cli.model.plan import PlanFile


def report(
    ctx: typer.Context,
    kind: Annotated[
        str,
        typer.Argument(
            metavar="种类",
            help="报告种类：" + "；".join(f"{name}（{kind.title}）" for name, kind in KINDS.items()),
            autocompletion=complete.report_kinds,
        ),
    ],
    period: Annotated[
        str | None,
        typer.Option(
            "--period",
            metavar="报告期",
            help="如2021H2或2021下半年；不写时为最近结束的半年",
            autocompletion=complete.periods,
        ),
    ] = None,
    task_force: Annotated[
        str | None,
        typer.Option("--task-force", metavar="专班", help="只报一个专班的任务", autocompletion=complete.task_forces),
    ] = None,
    format_name: Annotated[
        str | None, typer.Option("--format", metavar="格式", help="md；不写时按输出文件的后缀")
    ] = None,
    output: Annotated[
        str | None, typer.Option("-o", "--output", metavar="文件", help="写入文件；不写时打印在屏幕上")
    ] = None,
    as_of: AsOfOption = None,
    data: DataOption = None,
) -> None:
    """出报告：半年工作进展情况报告。"""
    from minzheng_cli.cli.output import deliver, format_of
    from minzheng_cli.console.terminal import write_words
    from minzheng_cli.query.select import task_force as find_force
    from minzheng_cli.report.half_year import half_year
    from minzheng_cli.report.render import FORMATS, render_markdown
    from minzheng_cli.store.files import REQUIRED, progress_files
    from minzheng_cli.store.root import find_root, packaged

    template = KINDS[chosen(kind, KINDS, "报告种类")].template
    format_of(format_name, output, FORMATS, "md")
    day = parse_day(as_of)
    root = find_root(data_root(ctx, data))
    kb = open_base(ctx, data, (*REQUIRED, *progress_files(root)))
    force = find_force(kb.org, task_force) if task_force is not None else None
    context = half_year(kb, _period(kb.plan, period, day), day, force)
    text = render_markdown(context, template, packaged("templates"))
    deliver(text, output)
    if context.missing:
        names = "、".join(name for name, _ in context.missing)
        write_words(f"{context.period}有{len(context.missing)}个处室还有任务未报送：{names}")


def _period(plan: PlanFile, text: str | None, day: date) -> Period:
    """The period asked for, which must touch the plan's horizon, or else the last that has ended."""
    from minzheng_cli.model.period import Period, last_ended, periods_between

    if text is None:
        return last_ended(plan.date, plan.horizon.end, day)
    period = Period.parse(text)
    if period is None:
        raise MzError(f"报告期“{text}”写法不对。", "请写成2021H2或2021下半年")
    known = periods_between(plan.date, plan.horizon.end)
    if period not in known:
        nearest = known[0] if period < known[0] else known[-1]
        raise MzError(f"报告期{period}不在方案的实施期限内。", f"最近的是{nearest}（{nearest.chinese}）")
    return period
