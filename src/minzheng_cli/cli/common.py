"""Options that several commands share, and the way from a command line to a knowledge base and back to the screen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from minzheng_cli.console.formats import ROWS
from minzheng_cli.errors import MzError

if TYPE_CHECKING:
    from minzheng_cli.model.knowledge import KnowledgeBase
    from minzheng_cli.query.rows import Rows
    from minzheng_cli.store.load import Loaded


DataOption = Annotated[
    str | None,
    typer.Option(
        "--data",
        metavar="文件夹",
        help="知识库所在的文件夹；不写时依次取环境变量MZ_DATA、最近的data文件夹、随程序安装的数据",
    ),
]
FormatOption = Annotated[
    str,
    typer.Option("--format", metavar="格式", help=f"输出格式：{'、'.join(ROWS)}", autocompletion=lambda: list(ROWS)),
]
AsOfOption = Annotated[
    str | None, typer.Option("--as-of", metavar="日期", help="以哪一天为“今天”，如2023-07-10；不写时为当天")
]


def data_root(ctx: typer.Context, data: str | None) -> str | None:
    """The folder named after the command, or else before it."""
    above = ctx.find_root().params.get("data")
    return data if data is not None else above if isinstance(above, str) else None


def open_base(ctx: typer.Context, data: str | None, files: Iterable[str], *, sources: bool = False) -> KnowledgeBase:
    """The sound knowledge base that a query needs. Raises MzError where it has faults, and says where the first is."""
    from minzheng_cli.store.load import load
    from minzheng_cli.store.root import find_root

    root = find_root(data_root(ctx, data))
    loaded = load(root, files, sources=sources)
    _refuse_faults(loaded)
    return loaded.kb


def _refuse_faults(loaded: Loaded) -> None:
    from minzheng_cli.diagnostics import Severity

    faults = sorted((f for f in loaded.faults if f.severity is Severity.ERROR), key=lambda f: f.sort_key)
    if faults:
        where, first = faults[0].location, faults[0]
        more = f"（另有{len(faults) - 1}处）" if len(faults) > 1 else ""
        raise MzError(
            f"数据有错，无法回答：{loaded.root / where.file} 第{where.line}行，{first.message}{more}。",
            "请先运行 mz check，按提示改正",
        )


def chosen(name: str, formats: Mapping[str, object], what: str = "输出格式") -> str:
    """The choice, if it is one. Raises MzError with the nearest."""
    from minzheng_cli.query.select import unknown

    if name not in formats:
        raise unknown(what, name, formats)
    return name


def parse_day(text: str | None) -> date:
    """The day given as 2023-07-10, or today. Raises MzError."""
    if text is None:
        return date.today()  # noqa: DTZ011 - the office's own calendar day is meant
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise MzError(f"日期“{text}”写法不对。", "请写成年-月-日，如2023-07-10") from None


def print_rows(rows: Rows, kb: KnowledgeBase, format_name: str) -> None:
    """Print an answer on standard output, and words about it on standard error."""
    from minzheng_cli.console.rows import render_rows
    from minzheng_cli.console.terminal import standard_output, write_out, write_words

    chosen(format_name, ROWS)
    rows = replace(rows, demonstration=kb.demonstration)
    write_out(render_rows(rows, format_name, standard_output()))
    mark = f"（{rows.demonstration}）" if rows.demonstration else ""
    for words in (*(() if rows.lines else (rows.empty + mark,)), *rows.notes):
        write_words(words)
