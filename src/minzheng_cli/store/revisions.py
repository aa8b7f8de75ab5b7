"""A state of the knowledge base that was asked for by name: a git revision, a folder, or the files as they are now."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from minzheng_cli.diagnostics import Severity
from minzheng_cli.errors import MzError
from minzheng_cli.model.knowledge import KnowledgeBase
from minzheng_cli.store import git
from minzheng_cli.store.files import LOCALITIES, PROGRESS, REQUIRED, SOURCES, all_files
from minzheng_cli.store.load import Loaded, load

NOW = "现有文件"
_FILE = rf"(?:{PROGRESS}|{LOCALITIES})/[^/\\:]+\.yaml|{SOURCES}/[^/\\:]+\.txt"
_BELONGS = re.compile("|".join([_FILE, *map(re.escape, REQUIRED)]))


@dataclass(frozen=True)
class State:
    """A sound knowledge base with its sources, and what to call it."""

    name: str
    kb: KnowledgeBase


def read_state(asked: str | None, root: Path) -> State:
    """What `asked` names: a folder that holds a knowledge base, else a git revision of the one at `root`; None: `root`.

    `REV:folder` names the folder inside the repository, for a revision where it had another name. Raises MzError
    where there is no such state, and where it has faults.
    """
    if asked is None:
        return State(NOW, _sound(_load(root), str(root), "请先运行 mz check，按提示改正"))
    folder = Path(asked)
    if _is_base(folder):
        return State(asked, _sound(_load(folder), asked, f"请先运行 mz check --data {asked}，按提示改正"))
    if folder.is_dir():
        inner = folder / "data"
        hint = (
            f"是不是“{inner}”？" if _is_base(inner) else "里面应有plan.yaml、tasks.yaml等；比较git版本请写分支或提交号"
        )
        raise MzError(f"文件夹“{asked}”里没有知识库。", hint)
    return _read_revision(asked, root)


@contextmanager
def at_revision(root: Path, asked: str) -> Iterator[Path]:
    """A folder with the files of the knowledge base at `root` as a git revision has them; gone at the end.

    `REV:folder` names the folder inside the repository, for a revision where it had another name. Raises MzError
    for an unknown revision, and for one that has no knowledge base there.
    """
    with _extracted(root, asked, "版本") as (folder, _, _):
        yield folder


def _read_revision(asked: str, root: Path) -> State:
    with _extracted(root, asked, "版本或文件夹") as (folder, commit, where):
        loaded = _load(folder)
    kb = _sound(loaded, f"{commit.name}:{where}", "这是历史版本，无法改动；请换一个数据无误的版本")
    return State(commit.said if commit.name == asked else f"{asked}（{commit.hash[:7]}）", kb)


@contextmanager
def _extracted(root: Path, asked: str, what: str) -> Iterator[tuple[Path, git.Commit, str]]:
    """The folder, the commit, and the folder's path in the repository."""
    own = git.prefix(root)
    name, colon, inside = asked.partition(":")
    commit = git.commit(root, name, what)
    where = str(PurePosixPath(inside.replace("\\", "/") if colon else own))
    where = "" if where == "." else where
    tree = git.files(root, f"{commit.hash}:{where}") or {}
    found = {path: key for path, key in tree.items() if _BELONGS.fullmatch(path)}
    if not any(path in REQUIRED for path in found):
        raise _absent(root, commit, where)
    with TemporaryDirectory(prefix="mz-") as temporary:
        folder = Path(temporary)
        for path, data in zip(found, git.contents(root, list(found.values())), strict=True):
            (folder / path).parent.mkdir(exist_ok=True)
            (folder / path).write_bytes(data)
        yield folder, commit, where


def _absent(root: Path, commit: git.Commit, where: str) -> MzError:
    """The mistake of a revision at which the folder isn't there, with the folders that held one then."""
    every = git.files(root, f"{commit.hash}^{{tree}}") or {}
    holding = sorted({path[: -len("tasks.yaml")] for path in every if f"/{path}".endswith("/tasks.yaml")})
    hint = "那时还没有这个知识库，请换一个较新的版本"
    if holding:
        hint = f"那时的知识库可能在别处：mz diff {commit.name}:{holding[0].removesuffix('/') or '.'}"
    return MzError(f"版本{commit.said}里的“{where or '.'}”没有知识库。", hint)


def _is_base(folder: Path) -> bool:
    return any((folder / name).exists() for name in REQUIRED)


def _load(folder: Path) -> Loaded:
    return load(folder, all_files(folder), sources=True)


def _sound(loaded: Loaded, shown: str, hint: str) -> KnowledgeBase:
    faults = sorted((f for f in loaded.faults if f.severity is Severity.ERROR), key=lambda fault: fault.sort_key)
    if faults:
        where, more = faults[0].location, f"（另有{len(faults) - 1}处）" if len(faults) > 1 else ""
        path = f"{shown}{'' if shown.endswith(':') else '/'}{where.file}"
        raise MzError(f"数据有错，无法比较：{path} 第{where.line}行，{faults[0].message}{more}。", hint)
    return loaded.kb
