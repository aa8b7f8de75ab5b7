"""`mz report`: the documents that are sent upward."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from minzheng_cli.cli import complete
from minzheng_cli.cli.common import AsOfOption, DataOption, chosen, open_loaded, parse_day
from minzheng_cli.errors import MzError
from minzheng_cli.report.kinds import KINDS
from minzheng_cli.report.render import SUFFIXES

if TYPE_CHECKING:
    from datetime import date

    from minzheng_cli.model.knowledge import KnowledgeBase
    from minzheng_cli.report.scope import Scope

_Kind = Annotated[
    str | None,
    typer.Argument(
        metavar="种类",
        help="报告种类：" + "；".join(f"{name}（{kind.title}）" for name, kind in KINDS.items()),
        autocompletion=complete.report_kinds,
    ),
]
_Period = Annotated[
    str | None,
    typer.Option(
        "--period",
        metavar="报告期",
        help="如2021H2或2021下半年；不写时为最近结束的半年",
        autocompletion=complete.periods,
    ),
]
_Force = Annotated[
    str | None,
    typer.Option("--task-force", metavar="专班", help="只报一个专班的任务", autocompletion=complete.task_forces),
]
_Owner = Annotated[
    str | None, typer.Option("--owner", metavar="处室", help="只报一个处室的任务", autocompletion=complete.owners)
]
_Area = Annotated[
    str | None,
    typer.Option("--area", metavar="地区", help="只报一个地区，写名称或代码", autocompletion=complete.areas),
]


def report(
    ctx: typer.Context,
    kind: _Kind = None,
    period: _Period = None,
    task_force: _Force = None,
    owner: _Owner = None,
    area: _Area = None,
    format_name: Annotated[
        str | None,
        typer.Option("--format", metavar="格式", help=f"{'、'.join(SUFFIXES)}；不写时按输出文件的后缀，没有文件的为md"),
    ] = None,
    output: Annotated[
        str | None, typer.Option("-o", "--output", metavar="文件", help="写入文件，如 报告.docx；不写时打印在屏幕上")
    ] = None,
    template: Annotated[
        str | None,
        typer.Option("--template", metavar="文件", help="自己的模板；不写时用知识库旁边templates里的，再没有用自带的"),
    ] = None,
    fonts: Annotated[
        str, typer.Option("--fonts", metavar="字体", help="Word的字体：国标（仿宋_GB2312等）或Windows（仿宋等）")
    ] = "国标",
    contents: Annotated[bool, typer.Option("--toc", help="Word：正文前加目录")] = False,
    copies: Annotated[
        str | None, typer.Option("--copies-to", metavar="机关", help="Word：文末加版记，写明抄送哪些机关")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="全部和每个专班、处室各出一份，写入-o指定的文件夹")] = False,
    listing: Annotated[bool, typer.Option("--list", help="列出报告种类和用途")] = False,
    as_of: AsOfOption = None,
    data: DataOption = None,
) -> None:
    """出报告：可以直接报送的Word、Excel、网页和Markdown。"""
    from minzheng_cli.cli import reporting
    from minzheng_cli.cli.output import format_of
    from minzheng_cli.console.terminal import write_out, write_words

    if listing:
        write_out(reporting.kinds_listed())
        return
    if kind is None:
        raise MzError("缺少参数“种类”。", f"可选：{'、'.join(KINDS)}；各有什么用，见 mz report --list")
    name = chosen(kind, KINDS, "报告种类")
    narrowed = {"period": period, "task-force": task_force, "owner": owner, "area": area}
    if not every:
        reporting.refuse_options(name, narrowed)
    asked = (format_name or "docx") if every else format_of(format_name, output, SUFFIXES, "md")
    mine = reporting.own_template(template, chosen(asked, SUFFIXES))
    look = reporting.look_of(fonts, asked, contents=contents, copies=copies)
    day = parse_day(as_of)
    loaded = open_loaded(ctx, data, None, sources=KINDS[name].cites, day=day)
    group = loaded.kb.org.leading_group
    look = replace(look, issuer=f"{group.short}{group.office.name}")
    order = reporting.Order(name, asked, look, reporting.template_folders(loaded.root), mine, output)
    scope = _scope(loaded.kb, narrowed, day)
    if every:
        write_words(f"已写入{reporting.make_all(loaded.kb, order, scope)}份到“{output}”")
        return
    for gap in reporting.make(loaded.kb, order, scope):
        write_words(gap)


def _scope(kb: KnowledgeBase, narrowed: dict[str, str | None], day: date) -> Scope:
    """What the report is about. Raises MzError for names that aren't known."""
    from minzheng_cli.cli.periods import period_or_last
    from minzheng_cli.query import select
    from minzheng_cli.report.scope import Scope

    force, owner, area = narrowed["task-force"], narrowed["owner"], narrowed["area"]
    return Scope(
        period_or_last(kb.plan, narrowed["period"], day),
        day,
        select.task_force(kb.org, force) if force is not None else None,
        select.office(kb.org, owner) if owner is not None else None,
        select.area(kb.areas.areas, area) if area is not None else None,
    )
