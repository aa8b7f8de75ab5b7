"""`mz schema`: what editors need to complete and explain the data files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from minzheng_cli.cli import complete
from minzheng_cli.cli.common import chosen
from minzheng_cli.errors import MzError


def schema(
    file: Annotated[
        str | None,
        typer.Argument(
            metavar="文件", help="数据文件，如tasks或tasks.yaml；不写时列出全部", autocompletion=complete.schemas
        ),
    ] = None,
    output: Annotated[
        str | None, typer.Option("-o", "--output", metavar="文件夹", help="写入这个文件夹；不写“文件”时写入全部")
    ] = None,
) -> None:
    """出JSON Schema：编辑器据此提示字段、含义和可选内容。

    VS Code装上YAML扩展后，照随程序安装的数据的第一行，
    用# yaml-language-server: $schema=写明它的位置。
    """
    from minzheng_cli.console.terminal import write_out, write_words
    from minzheng_cli.store.schema import SCHEMAS, schema_text

    name = None if file is None else chosen(_name(file), SCHEMAS, "数据文件")
    if output is not None:
        names = [name] if name else list(SCHEMAS)
        _write(Path(output), names)
        write_words(f"已写入{len(names)}个文件到“{output}”")
    elif name:
        write_out(schema_text(name))
    else:
        write_out("".join(f"{each:<9} {path}：{title}\n" for each, (path, title) in SCHEMAS.items()))


def _name(file: str) -> str:
    """`tasks` for tasks.yaml and data/tasks.yaml, `progress` for progress/2021H2.yaml, `locality` for those."""
    path = Path(file)
    folders = {"progress": "progress", "localities": "locality"}
    return folders.get(path.parent.name) or path.name.removesuffix(".yaml")


def _write(folder: Path, names: list[str]) -> None:
    from minzheng_cli.store.schema import file_name, schema_text
    from minzheng_cli.store.write import write_whole

    if folder.exists() and not folder.is_dir():
        raise MzError(f"“{folder}”是文件，不是文件夹。", "请写放JSON Schema的文件夹，如schemas")
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        write_whole(folder / file_name(name), schema_text(name).encode("utf-8"))
