"""New entries in progress files, spliced in behind those that are there: every other byte stays as it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from minzheng_cli.errors import MzError
from minzheng_cli.store.edit import Edit, put, refuse_packaged
from minzheng_cli.store.files import LOCALITIES, PLAN, PROGRESS, model_of
from minzheng_cli.store.layout.scalars import scalar
from minzheng_cli.store.lock import writing
from minzheng_cli.store.parsing import parse
from minzheng_cli.store.reading import read_text
from minzheng_cli.store.splice import SINGLE, Entries, spliced

if TYPE_CHECKING:
    from minzheng_cli.model.base import Part

_BOM = "\ufeff"
_BREAK = re.compile(r"\r\n|\r|\n")
_MODELINE = re.compile(r"# yaml-language-server: \$schema=(\S*/)plan\.schema\.json")
_KEY = {PROGRESS: ("period", "progress"), LOCALITIES: ("area", "locality")}
"""Of each folder: the key that repeats a file's name, and the name of the schema."""


@dataclass(frozen=True)
class Addition:
    """One entry to add: the file below the root (`progress/2022H1.yaml`), the list in it (`reports`), and the entry.

    `locked` is no list: its one entry closes the file.
    """

    file: str
    field: str
    entry: Part


def append(
    root: Path, additions: Iterable[Addition], approve: Callable[[list[Edit]], None] | None = None
) -> list[Edit]:
    """Add the entries to the files as they are once nobody else writes; give what was written.

    `approve` is shown the edits before anything is written, and may raise. Raises MzError and writes nothing where the
    data is packaged, a file cannot be read or written, or a period is locked.
    """
    additions = list(additions)
    refuse_packaged(root)
    if not additions:
        return []
    with writing(root):
        edits = additions_edits(root, additions)
        if approve:
            approve(edits)
        put(root, edits)
    return edits


def additions_edits(root: Path, additions: Iterable[Addition]) -> list[Edit]:
    """One edit for each file, with all its new entries in the order given. Raises MzError; writes nothing."""
    by_file: dict[str, dict[str, list[Part]]] = {}
    for each in additions:
        by_file.setdefault(each.file, {}).setdefault(each.field, []).append(each.entry)
    return [_edit(root, file, fields) for file, fields in by_file.items()]


def _edit(root: Path, file: str, fields: Entries) -> Edit:
    is_new = not (root / file).exists()
    before = "" if is_new else _text(root, file)
    mark = _BOM if before.startswith(_BOM) else ""
    text = before.removeprefix(_BOM)
    if not _has_values(text):
        text += "" if not text or text.endswith(("\n", "\r")) else "\n"
        text += f"{modeline(root, file) if is_new else ''}{_own_key(file)}\n"
    return Edit(file, before, mark + added(text, file, fields), 0, is_new)


def _text(root: Path, file: str) -> str:
    """The file as it is. Raises MzError where it can't be read."""
    read = read_text(root, file)
    if read.text is None:
        raise _at_fault(file, read.faults[0].message, read.faults[0].hint, read.faults[0].location.line)
    try:
        before = (root / file).read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        before = ""
    if before.removeprefix(_BOM) != read.text:
        raise MzError(f"“{root / file}”刚刚被别的程序改过，没有写入。", "请再运行一次")
    return before


def _has_values(text: str) -> bool:
    return any(line.strip() and not line.lstrip().startswith("#") for line in _BREAK.split(text))


def _own_key(file: str) -> str:
    path = PurePosixPath(file)
    return f"{_KEY[path.parent.name][0]}: {scalar(path.stem)}"


def modeline(root: Path, file: str) -> str:
    """The line that names a new file's schema to editors, where plan.yaml has one; the folder is one deeper."""
    found = _MODELINE.match(read_text(root, PLAN).text or "")
    if not found:
        return ""
    return f"# yaml-language-server: $schema=../{found[1]}{_KEY[PurePosixPath(file).parent.name][1]}.schema.json\n"


def added(text: str, file: str, fields: Entries) -> str:
    """The text of `file` with the entries added. Raises MzError where it can't be read, is locked, or would change."""
    from minzheng_cli.store.layout import same, words
    from minzheng_cli.store.layout.comments import compose

    parsed = parse(text, file)
    if parsed.value is None or parsed.faults:
        fault = parsed.faults[0]
        raise _at_fault(file, fault.message, fault.hint, fault.location.line)
    _refuse_locked(file, parsed.value)
    after = spliced(text, parsed.value, fields, model_of(file))
    wanted = _with(parsed.value, fields)
    is_same = same(parse(after, file).value, wanted) and words(after, compose(after)) == words(text, compose(text))
    if not is_same:
        raise MzError(f"没有写入{file}：这个文件的写法太少见，或新内容里有无法保存的字符。", "请先运行 mz fmt 整理")
    return after


def _with(value: dict[str, Any], fields: Entries) -> dict[str, Any]:
    """What the text should say afterwards."""
    wanted = dict(value)
    for field, entries in fields.items():
        new = [plain(entry) for entry in entries]
        wanted[field] = new[0] if field in SINGLE else [*(value.get(field) or []), *new]
    return wanted


def plain(part: Part) -> dict[str, Any]:
    """A part as YAML has it: only what is given, days as text."""
    return part.model_dump(mode="json", exclude_none=True)


def _refuse_locked(file: str, value: dict[str, Any]) -> None:
    if value.get("locked"):
        period = PurePosixPath(file).stem
        raise MzError(f"报告期{period}已经锁定，不再增改。", "要更正，请作为更正记入当前报告期，写明更正哪一条和原因")


def _at_fault(file: str, message: str, hint: str, line: int) -> MzError:
    return MzError(f"{file}有错，没有写入：第{line}行，{message}。", f"{hint}；改正后再运行一次")
