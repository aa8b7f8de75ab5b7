"""Where a document goes: its format from the file's name, and the file itself, whole or not there."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from minzheng_cli.cli.common import chosen
from minzheng_cli.errors import MzError

BINARY = frozenset({"docx", "xlsx"})
"""Formats that no screen can show."""


def format_of(name: str | None, output: str | None, suffixes: Mapping[str, str], default: str) -> str:
    """The format asked for, else that of the output's suffix, else the default.

    `suffixes` gives each format its suffix. Raises MzError for a format that there isn't, a suffix that says nothing,
    a folder in the file's place, and a binary format without a file.
    """
    if output and Path(output).is_dir():
        example = Path(output) / f"报告{suffixes[default]}"
        raise MzError(f"“{output}”是文件夹，不能作为输出文件。", f"请写文件名，如{example}")
    if name is None:
        return _by_suffix(output, suffixes) if output else default
    if chosen(name, suffixes) in BINARY and output is None:
        raise MzError(f"{name}格式不能显示在屏幕上。", f"请用-o写明文件，如 -o 报告{suffixes[name]}")
    return name


def _by_suffix(output: str, suffixes: Mapping[str, str]) -> str:
    known = {ending: each for each, ending in suffixes.items()}
    suffix = Path(output).suffix.lower()
    if suffix not in known:
        raise MzError(f"不能从文件名“{output}”的后缀判断格式。", f"可用的后缀：{'、'.join(known)}，或用--format指明")
    return known[suffix]


def deliver(document: str | bytes, output: str | None) -> None:
    """Print a text, or write the document to its file and say so. Raises MzError where the file can't be written."""
    from minzheng_cli.console.terminal import write_out, write_words
    from minzheng_cli.store.write import write_whole

    data = document.encode("utf-8") if isinstance(document, str) else document
    if output is None:
        write_out(data.decode("utf-8"))
        return
    write_whole(Path(output), data)
    write_words(f"已写入{output}")
