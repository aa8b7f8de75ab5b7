"""Options that several commands share, and the way from a command line to a knowledge base and back to the screen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from minzheng_cli.console.formats import ROW_SUFFIXES, ROWS
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
    str | None,
    typer.Option(
        "--format",
        metavar="格式",
        help=f"输出格式：{'、'.join(ROWS)}；不写时按输出文件的后缀，没有输出文件的为table",
        autocompletion=lambda: list(ROWS),
    ),
]
OutputOption = Annotated[
    str | None, typer.Option("-o", "--output", metavar="文件", help="写入文件，如 结果.xlsx；不写时显示在屏幕上")
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
    return open_loaded(ctx, data, files, sources=sources).kb


def open_loaded(
    ctx: typer.Context, data: str | None, files: Iterable[str] | None, *, sources: bool = False, day: date | None = None
) -> Loaded:
    """The same with its folder and the texts of its files; all of them where `files` is None. Raises MzError."""
    from minzheng_cli.store.files import all_files
    from minzheng_cli.store.load import load
    from minzheng_cli.store.root import find_root

    root = find_root(data_root(ctx, data))
    loaded = load(root, all_files(root) if files is None else files, sources=sources, day=day)
    _refuse_faults(loaded)
    return loaded


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


def shown(path: Path) -> str:
    """A path relative to where the user stands, if it lies below."""
    here, whole = Path.cwd().resolve(), path.resolve()
    return (whole.relative_to(here) if whole.is_relative_to(here) else whole).as_posix()


def parse_day(text: str | None) -> date:
    """The day given as 2023-07-10, or today. Raises MzError."""
    if text is None:
        return date.today()  # noqa: DTZ011 - the office's own calendar day is meant
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise MzError(f"日期“{text}”写法不对。", "请写成年-月-日，如2023-07-10") from None


def wants_json(format_name: str | None, output: str | None) -> bool:
    """True where the answer goes to a program, which gets more than a table shows. Raises MzError."""
    from minzheng_cli.cli.output import format_of

    return format_of(format_name, output, ROW_SUFFIXES, "table") == "json"


def print_rows(
    tables: Rows | Sequence[Rows], kb: KnowledgeBase, format_name: str | None, output: str | None = None
) -> None:
    """Print an answer of one or several tables on standard output, or into a file, and words about it on standard error.

    Raises MzError for a workbook without a file: nobody can read one on a screen.
    """
    from minzheng_cli.cli.output import deliver, format_of
    from minzheng_cli.console.rows import render_rows
    from minzheng_cli.console.terminal import Terminal, standard_output, write_words
    from minzheng_cli.query.rows import Rows

    name = format_of(format_name, output, ROW_SUFFIXES, "table")
    listed = (tables,) if isinstance(tables, Rows) else tuple(tables)
    marked = [replace(rows, demonstration=kb.demonstration) for rows in listed]
    made = render_rows(marked, name, standard_output() if output is None else Terminal())
    deliver(made, output)
    mark = f"（{kb.demonstration}）" if kb.demonstration else ""
    for rows in listed:
        for words in (*(() if rows.lines else (rows.empty + mark,)), *rows.notes):
            write_words(words)
