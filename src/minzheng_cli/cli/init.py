"""`mz init`: a knowledge base of one's own to work on."""

from __future__ import annotations

from typing import Annotated

import typer


def init(
    folder: Annotated[str, typer.Argument(metavar="文件夹", help="新知识库放在哪个文件夹，须不存在或是空的")] = "data",
) -> None:
    """建知识库：把随程序安装的数据复制一份，供自己修改。"""
    from pathlib import Path

    from minzheng_cli.console.terminal import write_words
    from minzheng_cli.store.root import copy_packaged

    count = copy_packaged(Path(folder))
    write_words(
        f"已复制{count}个文件到“{folder}”。在这个文件夹的上级运行mz，就会用这份数据；要让编辑器提示字段，再运行 mz schema -o schemas"
    )
