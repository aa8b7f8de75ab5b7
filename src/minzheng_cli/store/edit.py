"""Edits that change only their own characters: spliced into the text as it stands on the disk, everything else as it was."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from minzheng_cli.diagnostics import Diagnostic
from minzheng_cli.errors import MzError
from minzheng_cli.store.reading import offset_of
from minzheng_cli.store.root import packaged
from minzheng_cli.store.write import write_whole

_BOM = "\ufeff"


@dataclass(frozen=True)
class Edit:
    """One file before and after, as text with its line breaks and byte order mark; `fixed` counts the splices."""

    file: str
    before: str
    after: str
    fixed: int


def fixes(root: Path, diagnostics: Iterable[Diagnostic]) -> list[Edit]:
    """The edits that mend all fixable diagnostics, by file. A fix whose words are no longer there is left out."""
    by_file: dict[str, list[Diagnostic]] = {}
    for each in diagnostics:
        if each.fixable:
            by_file.setdefault(each.location.file, []).append(each)
    edits = (_edit(root, file, found) for file, found in sorted(by_file.items()))
    return [edit for edit in edits if edit.before != edit.after]


def _edit(root: Path, file: str, diagnostics: list[Diagnostic]) -> Edit:
    before = (root / file).read_bytes().decode("utf-8")
    mark = _BOM if before.startswith(_BOM) else ""
    text = before.removeprefix(_BOM)
    fixed = 0
    for each in sorted(diagnostics, key=lambda d: (d.location.line, d.location.column), reverse=True):
        if each.text == _BOM:
            mark, fixed = "", fixed + 1
            continue
        start = offset_of(text, each.location.line, each.location.column)
        if each.fix is not None and text.startswith(each.text, start):
            text = text[:start] + each.fix + text[start + len(each.text) :]
            fixed += 1
    return Edit(file, before, mark + text, fixed)


def write(root: Path, edits: Iterable[Edit]) -> None:
    """Put the edits on the disk, each file whole. Raises MzError for packaged data, and for a file that has changed."""
    if root.resolve() == packaged("data").resolve() and not _is_checkout(root):
        raise MzError("随程序安装的数据不能修改。", "请用 mz init 复制一份，再在其中修改")
    for edit in edits:
        path = root / edit.file
        if path.read_bytes() != edit.before.encode("utf-8"):
            raise MzError(f"“{path}”刚刚被别的程序改过，没有写入。", "请再运行一次")
        write_whole(path, edit.after.encode("utf-8"))


def _is_checkout(root: Path) -> bool:
    """True in a clone of the project, whose data may be edited."""
    return (root.parent / "pyproject.toml").is_file()
