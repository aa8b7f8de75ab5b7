"""Edits that change only their own characters: spliced into the text as it stands on the disk, everything else as it was."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from minzheng_cli.diagnostics import Diagnostic
from minzheng_cli.errors import MzError, disk_reason
from minzheng_cli.store.files import SOURCES, all_files
from minzheng_cli.store.lock import writing
from minzheng_cli.store.reading import offset_of
from minzheng_cli.store.root import packaged
from minzheng_cli.store.write import write_whole

_BOM = "\ufeff"


@dataclass(frozen=True)
class Edit:
    """One file before and after, as text with its line breaks and byte order mark; `fixed` counts the splices.

    `is_new` says that the file isn't there yet: `before` is empty then.
    """

    file: str
    before: str
    after: str
    fixed: int
    is_new: bool = False

    @property
    def added(self) -> tuple[int, str]:
        """What stands in `after` alone, from the first line that differs on: its 1-based number, and the lines."""
        old, new = (text.splitlines(keepends=True) for text in (self.before, self.after))
        start = next((at for at, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), len(old))
        rest = len(old) - start
        kept = next((n for n in range(rest) if old[-1 - n] != new[-1 - n]), rest)
        lines = new[start : len(new) - kept]
        blank = next((at for at, line in enumerate(lines) if line.strip()), 0)
        return start + blank + 1, "".join(lines[blank:])


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
    refuse_packaged(root)
    if edits := list(edits):
        with writing(root):
            put(root, edits)


def put(root: Path, edits: Iterable[Edit]) -> None:
    """As `write`, for who holds the lock already. Nothing is written where one of the files has changed."""
    edits = list(edits)
    for edit in edits:
        _refuse_changed(root / edit.file, edit)
    for edit in edits:
        path = root / edit.file
        if edit.is_new:
            _make_folder(path.parent)
        write_whole(path, edit.after.encode("utf-8"))


@contextmanager
def as_edited(root: Path, edits: Iterable[Edit]) -> Iterator[Path]:
    """A passing copy of the knowledge base with the edits in it: what it would be, before anything is written."""
    import shutil
    import tempfile

    with tempfile.TemporaryDirectory(prefix="mz-") as folder:
        copy = Path(folder) / root.resolve().name
        for file in (*all_files(root), *(path.relative_to(root).as_posix() for path in root.glob(f"{SOURCES}/*"))):
            if (root / file).is_file():
                (copy / file).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(root / file, copy / file)
        for edit in edits:
            (copy / edit.file).parent.mkdir(parents=True, exist_ok=True)
            (copy / edit.file).write_bytes(edit.after.encode("utf-8"))
        yield copy


def refuse_packaged(root: Path) -> None:
    """Raises MzError for the data that the package carries, but for that of the checkout that the user stands in."""
    if root.resolve() == packaged("data").resolve() and not _is_checkout(root):
        raise MzError("随程序安装的数据不能修改。", "请用 mz init 复制一份，再在其中修改")


def _refuse_changed(path: Path, edit: Edit) -> None:
    try:
        is_same = not path.exists() if edit.is_new else path.read_bytes() == edit.before.encode("utf-8")
    except FileNotFoundError:
        is_same = False
    if not is_same:
        raise MzError(f"“{path}”刚刚被别的程序改过，没有写入。", "请再运行一次")


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise MzError(f"无法建立文件夹“{folder}”：{disk_reason(error)}。", "请检查权限和磁盘空间") from error


def _is_checkout(root: Path) -> bool:
    """True for one who stands in a clone of the project, whose data may be edited: never by accident from elsewhere."""
    project = root.resolve().parent
    return (project / "pyproject.toml").is_file() and Path.cwd().resolve().is_relative_to(project)
