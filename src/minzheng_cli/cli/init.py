"""`mz init`: a knowledge base of one's own to work on, and an area's own breakdown in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from minzheng_cli.cli import complete
from minzheng_cli.cli.common import DataOption, shown
from minzheng_cli.errors import MzError

if TYPE_CHECKING:
    from minzheng_cli.model.area import Area
    from minzheng_cli.model.knowledge import KnowledgeBase

_LOCALITY = "locality"


def init(
    ctx: typer.Context,
    folder: Annotated[
        str, typer.Argument(metavar="文件夹", help="新知识库放在哪个文件夹，须不存在或是空的；或写locality")
    ] = "data",
    area: Annotated[
        str | None,
        typer.Argument(metavar="地区", help="写locality的，为哪个市、县建分解方案", autocompletion=complete.areas),
    ] = None,
    data: DataOption = None,
) -> None:
    """建知识库：复制随程序安装的数据，供自己修改；mz init locality 长春市：建一个地区的分解方案，逐项待填。"""
    if folder == _LOCALITY:
        _init_locality(ctx, data, area)
    elif area is not None:
        raise MzError(f"多写了“{area}”。", "文件夹名含空格的要加引号；建一个地区的分解方案：mz init locality 长春市")
    else:
        _init_base(folder)


def _init_base(folder: str) -> None:
    from minzheng_cli.console.terminal import write_words
    from minzheng_cli.store.root import copy_packaged

    count = copy_packaged(Path(folder))
    write_words(
        f"已复制{count}个文件到“{folder}”。在这个文件夹的上级运行mz，就会用这份数据；要让编辑器提示字段，再运行 mz schema -o schemas"
    )


def _init_locality(ctx: typer.Context, data: str | None, name: str | None) -> None:
    from minzheng_cli.cli.recording import base_of
    from minzheng_cli.console.terminal import write_words
    from minzheng_cli.query.select import area
    from minzheng_cli.store.edit import write
    from minzheng_cli.store.frame import frame

    if name is None:
        raise MzError("没有写为哪个地区建分解方案。", f"例如：mz init {_LOCALITY} 长春市")
    root, kb = base_of(ctx, data)
    where = area(kb.areas.areas, name)
    if where.type == "省":
        raise MzError(f"{where.name}不用分解，方案就是省里的。", f"写市、县的名称，如：mz init {_LOCALITY} 长春市")
    edit = frame(root, kb, where)
    _refuse_existing(root / edit.file, kb, where)
    write(root, [edit])
    write_words(f"已建{shown(root / edit.file)}。逐项填写责任单位和时间节点，填完运行 mz check")


def _refuse_existing(path: Path, kb: KnowledgeBase, area: Area) -> None:
    """Raises MzError where the area has its file, and says what in it is out of date."""
    from minzheng_cli.store.frame import locality_file, outdated

    if not path.exists():
        return
    changed, absent = outdated(kb, kb.localities[locality_file(area)])
    said = [
        *([f"{'、'.join(changed)}在分解以后方案有改动，请对照修改"] if changed else []),
        *([f"{'、'.join(absent)}没有分解"] if absent else []),
    ]
    hint = "；".join(said) or "与方案一致，直接修改即可"
    raise MzError(f"{area.name}的分解方案“{shown(path)}”已经有了，没有改动。", hint)
