"""`mz template`: the shipped templates, to start one's own from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from minzheng_cli.cli import complete
from minzheng_cli.cli.common import chosen
from minzheng_cli.errors import MzError

_ACTIONS = {"list": "列出有哪些模板", "export": "导出一份"}


def template(
    action: Annotated[
        str, typer.Argument(metavar="动作", help="list（列出有哪些模板）或export（导出一份来改）")
    ] = "list",
    kind: Annotated[
        str | None,
        typer.Argument(metavar="模板", help="哪一种报告的模板，如half-year", autocompletion=complete.template_names),
    ] = None,
    format_name: Annotated[
        str | None,
        typer.Option("--format", metavar="格式", help="docx、md或html；不写时按输出文件的后缀，没有文件的为docx"),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="文件", help="写入文件，如 我的模板.docx；不写时用模板原来的名称"),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="文件已经有了也覆盖")] = False,
) -> None:
    """报告的模板：导出随程序安装的一份，在Word、WPS或编辑器里改成自己的样式。"""
    from minzheng_cli.cli import templates
    from minzheng_cli.console.terminal import write_out, write_words

    if chosen(action, _ACTIONS, "动作") == "list":
        if kind is not None:
            raise MzError(f"多写了“{kind}”。", f"要导出：mz template export {kind}")
        write_out(templates.listed())
        return
    if kind is None:
        raise MzError("没有写导出哪一种报告的模板。", f"可选：{'、'.join(templates.shipped())}")
    place, used = templates.export(kind, format_name, Path(output) if output else None, force=force)
    write_words(f"已写入{place}。{used}")
