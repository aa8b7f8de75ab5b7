"""`mz form`: Excel forms that offices and areas fill in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from minzheng_cli.cli import complete
from minzheng_cli.cli.common import AsOfOption, DataOption, data_root, open_base, parse_day
from minzheng_cli.errors import MzError

if TYPE_CHECKING:
    from minzheng_cli.query.form import Form, Forms


def form(
    ctx: typer.Context,
    period: Annotated[
        str, typer.Argument(metavar="报告期", help="如2022H1或2022上半年", autocompletion=complete.periods)
    ],
    owner: Annotated[
        str | None, typer.Option("--owner", metavar="处室", help="给一个处室制表", autocompletion=complete.owners)
    ] = None,
    area: Annotated[
        str | None,
        typer.Option("--area", metavar="地区", help="给一个地区制表，写名称或代码", autocompletion=complete.areas),
    ] = None,
    everyone: Annotated[bool, typer.Option("--all", help="给有任务的全部处室和全部地区各制一份")] = False,
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="文件或文件夹", help="写到哪里；一份的，不写时写到当前文件夹"),
    ] = None,
    as_of: AsOfOption = None,
    data: DataOption = None,
) -> None:
    """制填报表：给处室、地区各出一份Excel表，填好后用mz collect收。"""
    from minzheng_cli.cli.periods import plan_period
    from minzheng_cli.console.terminal import write_words
    from minzheng_cli.query.form import Forms
    from minzheng_cli.store.files import REQUIRED, progress_files
    from minzheng_cli.store.root import find_root

    root = find_root(data_root(ctx, data))
    kb = open_base(ctx, data, (*REQUIRED, *progress_files(root)))
    forms = Forms(kb, plan_period(kb.plan, period), parse_day(as_of))
    found = _wanted(forms, owner, area, everyone=everyone)
    paths = _paths(found, output, everyone=everyone)
    _write(dict(zip(paths, found, strict=True)))
    if everyone:
        write_words(f"已写入{len(paths)}份填报表到“{paths[0].parent}”")
    else:
        write_words(f"已写入{paths[0]}")


def _wanted(forms: Forms, owner: str | None, area: str | None, *, everyone: bool) -> list[Form]:
    """The forms asked for. Raises MzError unless exactly one of the three ways is chosen, and there is something to fill."""
    from minzheng_cli.query.select import area as find_area
    from minzheng_cli.query.select import office as find_office

    if sum((owner is not None, area is not None, everyone)) != 1:
        raise MzError("要写明给谁制表。", "写--owner 处室、--area 地区或--all，只写一个")
    kb = forms.kb
    if owner is not None:
        office = kb.org.holder(find_office(kb.org, owner), forms.period.end)
        found = forms.of("office", office)
        if found is None:
            hint = f"有任务的：{'、'.join(forms.offices())}" if forms.offices() else "各项任务都还没有责任处室"
            raise MzError(f"{office}在{forms.period.chinese}没有要报的任务。", hint)
        return [found]
    codes = [each.code for each in forms.areas()] if everyone else [find_area(forms.areas(), area or "").code]
    names = forms.offices() if everyone else []
    asked = [*(forms.of("office", name) for name in names), *(forms.of("area", code) for code in codes)]
    made = [each for each in asked if each is not None]
    if not made:
        raise MzError(
            "没有要制的填报表：各项任务都没有责任处室，也没有地区。", "请先补写责任处室，mz check 会指出缺在哪里"
        )
    return made


def _paths(forms: list[Form], output: str | None, *, everyone: bool) -> list[Path]:
    """Where each form goes: a file for one, if the name says so, else a folder, which is made."""
    if everyone and output is None:
        raise MzError("--all要写明文件夹。", "例如：-o 填报表")
    folder = Path(output or ".")
    if not everyone and folder.suffix.lower() == ".xlsx" and not folder.is_dir():
        return [folder]
    if folder.suffix and not folder.is_dir():
        raise MzError(f"“{folder}”不能作为填报表的文件名。", "请写文件夹，或以.xlsx结尾的文件名")
    if folder.exists() and not folder.is_dir():
        raise MzError(f"“{folder}”是文件，不是文件夹。", "请换一个名字")
    folder.mkdir(parents=True, exist_ok=True)
    return [folder / form.file_name for form in forms]


def _write(forms: dict[Path, Form]) -> None:
    """Write all, or none where one would take the place of a form that somebody may have filled."""
    from minzheng_cli.console.steps import steps
    from minzheng_cli.report.forms.workbook import form_bytes
    from minzheng_cli.store.write import write_whole

    made = {path: form_bytes(form) for path, form in steps(forms.items(), "制表", len(forms))}
    for path, content in made.items():
        if path.is_file() and path.read_bytes() != content:
            message = f"“{path}”已经存在，内容不同，可能是填过的表，没有覆盖。"
            raise MzError(message, "请换一个文件夹，或先把它移走")
    for path, content in made.items():
        if not path.is_file():
            write_whole(path, content)
