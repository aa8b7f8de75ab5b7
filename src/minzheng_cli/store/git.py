"""What git knows of a folder, asked through its own commands; the work tree and the index are never touched."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from shutil import which

from minzheng_cli.errors import MzError

_OF_A_HOOK = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY")
_TWO_FOLDERS = "也可以比较两个文件夹：mz diff 旧文件夹 新文件夹"


@dataclass(frozen=True)
class Commit:
    """A commit as the user named it, and its full hash."""

    name: str
    hash: str

    @property
    def said(self) -> str:
        """Its name with a short hash, which still says what was meant when the branch has moved on."""
        return self.name if self.hash.startswith(self.name) else f"{self.name}（{self.hash[:7]}）"


def prefix(folder: Path) -> str:
    """The folder's path inside its repository with a final slash; empty at the top. Raises MzError outside of one."""
    asked = _git(folder, "rev-parse", "--is-inside-work-tree", "--show-prefix")
    words = asked.stderr.decode("utf-8", "replace")
    if "dubious ownership" in words:
        raise MzError(
            f"git不信任“{folder}”所在的仓库：它属于另一个用户。",
            "确认可信后运行 git config --global --add safe.directory 仓库路径",
        )
    inside, _, path = asked.stdout.decode("utf-8", "surrogateescape").partition("\n")
    if asked.returncode or inside != "true":
        raise MzError(f"“{folder}”不在git仓库里，没有历史版本可比。", _TWO_FOLDERS)
    return path.removesuffix("\n")


def commit(folder: Path, name: str, what: str = "版本") -> Commit:
    """The commit that a branch, tag, hash or `HEAD~2` names. Raises MzError with the nearest names.

    `what` is what the name might have been meant for.
    """
    if not name.startswith("-"):
        asked = _git(folder, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
        if not asked.returncode:
            return Commit(name, asked.stdout.decode("ascii").strip())
    raise MzError(f"没有{what}“{name}”。", _meant(folder, name))


def _meant(folder: Path, name: str) -> str:
    first, dots, second = name.partition("..")
    if dots:
        return f"两个版本之间用空格分开：mz diff {first or 'HEAD'} {second.lstrip('.') or 'HEAD'}"
    if _git(folder, "rev-parse", "--verify", "--quiet", "HEAD").returncode:
        return "仓库里还没有提交"
    known = names(folder)
    near = get_close_matches(name, known, n=3, cutoff=0.5) or [each for each in known if name.lower() in each.lower()]
    if near:
        return f"是不是{'、'.join(f'“{each}”' for each in near[:3])}？"
    return "可以写分支、标签、提交号或HEAD~1；" + (
        f"分支和标签有：{'、'.join(known[:8])}" if known else "用git log查看"
    )


def names(folder: Path) -> tuple[str, ...]:
    """Short names of branches and tags, newest commit first; none outside of a repository."""
    order = ("--sort=-creatordate", "--format=%(refname:short)", "refs/heads", "refs/tags", "refs/remotes")
    listed = _git(folder, "for-each-ref", *order).stdout.decode("utf-8", "replace")
    return tuple(dict.fromkeys(line for line in listed.split("\n") if line))


def files(folder: Path, tree: str) -> dict[str, str] | None:
    """Hashes of all regular files of a tree (`HASH:data`) by their path below it; None where there is no such tree."""
    listed = _git(folder, "ls-tree", "-r", "-z", "--full-tree", tree)
    if listed.returncode:
        return None
    entries = (entry.partition("\t") for entry in listed.stdout.decode("utf-8", "surrogateescape").split("\0") if entry)
    return {path: head.split()[2] for head, _, path in entries if head.startswith("100")}


def contents(folder: Path, hashes: list[str]) -> list[bytes]:
    """The bytes of blobs, in the order asked for, by one process. Raises MzError where git can't give one."""
    answer = _git(folder, "cat-file", "--batch", given="".join(f"{each}\n" for each in hashes).encode("ascii")).stdout
    found, at = [], 0
    for each in hashes:
        head, _, _ = answer[at : at + 200].partition(b"\n")
        words = head.split()
        if len(words) != 3 or words[1] != b"blob":
            raise MzError(f"git读不出对象{each[:7]}。", "仓库可能不完整，请用git fsck检查，或重新取一份")
        start = at + len(head) + 1
        at = start + int(words[2]) + 1
        found.append(answer[start : at - 1])
    return found


def _git(folder: Path, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    program = which("git")
    if program is None:
        raise MzError("没有找到git，无法读取历史版本。", f"请安装git；{_TWO_FOLDERS}")
    kept = {name: value for name, value in os.environ.items() if name not in _OF_A_HOOK}
    quiet = {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
    return subprocess.run(  # noqa: S603 - no shell, and no argument that begins with a dash is the user's
        [program, "-C", str(folder), *arguments], input=given, capture_output=True, check=False, env=kept | quiet
    )
