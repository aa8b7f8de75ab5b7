"""`mz fmt`: the data files in one layout, so that a change shows nothing but what was changed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from minzheng_cli.cli.common import DataOption, data_root, shown
from minzheng_cli.errors import Exit, MzError

if TYPE_CHECKING:
    from minzheng_cli.store.edit import Edit
    from minzheng_cli.store.layout.disk import DataFile


def fmt(
    ctx: typer.Context,
    files: Annotated[
        list[str] | None, typer.Argument(metavar="文件", help="只整理这些数据文件；不写时整理整个知识库")
    ] = None,
    check: Annotated[bool, typer.Option("--check", help="只列出哪些文件需要整理，不写入；有则退出码为1")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="只显示会怎样改，不写入")] = False,
    data: DataOption = None,
) -> None:
    """整理格式：统一次序、缩进、引号和空行，内容不变。"""
    from minzheng_cli.console.terminal import write_out, write_words
    from minzheng_cli.store.edit import write

    edits, refused = _edits(_wanted(ctx, files, data))
    changed = [(root, edit) for root, edit in edits if edit.before != edit.after]
    if not check and not diff:
        for root in dict.fromkeys(root for root, _ in edits):
            write(root, [edit for own, edit in changed if own == root])
    write_out("".join(_diff(root, edit) if diff else f"{shown(root / edit.file)}\n" for root, edit in changed))
    write_words(_summary(len(changed), len(edits), written=not check and not diff))
    for words in refused:
        write_words(words)
    if refused or (check and changed):
        raise typer.Exit(Exit.USAGE if refused else Exit.FINDINGS)


def _wanted(ctx: typer.Context, files: list[str] | None, data: str | None) -> list[DataFile]:
    from minzheng_cli.store.layout.disk import data_file, data_files
    from minzheng_cli.store.root import find_root

    return [data_file(path) for path in files] if files else data_files(find_root(data_root(ctx, data)))


def _edits(wanted: list[DataFile]) -> tuple[list[tuple[Path, Edit]], list[str]]:
    """What each file should be, and why some of them are left as they are."""
    from minzheng_cli.store.layout.disk import formatted

    edits, refused = [], []
    for root, file in wanted:
        try:
            edits.append((root, formatted(root, file)))
        except MzError as error:
            refused.append(f"{shown(root / file)}没有整理：{error}")
    return edits, refused


def _summary(changed: int, total: int, *, written: bool) -> str:
    if not changed:
        return f"{total}个文件都已整齐。" if total else "没有可以整理的文件。"
    return f"已整理{changed}个文件。" if written else f"{changed}个文件需要整理，现在没有写入；整理请运行 mz fmt"


def _diff(root: Path, edit: Edit) -> str:
    from difflib import unified_diff

    name = shown(root / edit.file)
    before, after = (text.splitlines(keepends=True) for text in (edit.before, edit.after))
    found = unified_diff(before, after, f"{name}（原）", f"{name}（整理后）")
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in found)
