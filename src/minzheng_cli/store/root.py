"""Which knowledge base a command speaks of."""

from __future__ import annotations

import os
from pathlib import Path

from minzheng_cli.errors import MzError
from minzheng_cli.store.files import REQUIRED

_PACKAGE = Path(__file__).resolve().parents[1]


def find_root(explicit: str | None) -> Path:
    """The folder asked for, else MZ_DATA, else the nearest `data/` upward, else the data that the package carries.

    Raises MzError where the folder asked for is no knowledge base.
    """
    if explicit is not None and not explicit.strip():
        raise MzError("--data后面是空的。", "请写知识库所在的文件夹，或不写--data")
    asked = explicit or os.environ.get("MZ_DATA")
    if asked:
        return _asked_for(Path(asked), "--data" if explicit else "环境变量MZ_DATA")
    return _nearest(Path.cwd()) or packaged("data")


def packaged(name: str) -> Path:
    """The package's own `data` or `templates`: inside an installed package, or beside `src/` in a checkout."""
    inside = _PACKAGE / f"_{name}"
    return inside if inside.is_dir() else _PACKAGE.parents[1] / name


def copy_packaged(folder: Path) -> int:
    """Copy the packaged data to a folder that doesn't exist or is empty; give the number of files.

    The copy is made beside it first and put in place at once. Raises MzError where something is there already.
    """
    import shutil
    import tempfile

    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise MzError(f"“{folder}”已经存在，而且不是空文件夹。", "请换一个名字")
    if not folder.absolute().parent.is_dir():
        raise MzError(f"文件夹“{folder.absolute().parent}”不存在。", "请先建立文件夹，或换一个位置")
    with tempfile.TemporaryDirectory(prefix=".mz-", dir=folder.absolute().parent) as beside:
        copy = Path(beside) / "data"
        shutil.copytree(packaged("data"), copy)
        if folder.exists():
            folder.rmdir()
        copy.rename(folder)
    return sum(1 for path in folder.rglob("*") if path.is_file())


def _asked_for(path: Path, origin: str) -> Path:
    if not path.exists():
        near = _similar(path)
        hint = f"是不是“{near}”？" if near else "请检查路径"
        raise MzError(f"{origin}指定的文件夹“{path}”不存在。", hint)
    if not path.is_dir():
        raise MzError(
            f"{origin}指定的“{path}”是文件，不是文件夹。", "请写知识库所在的文件夹，里面有plan.yaml、tasks.yaml等"
        )
    if not _is_base(path):
        inner = path / "data"
        hint = (
            f"是不是“{inner}”？"
            if _is_base(inner)
            else "知识库的文件夹里应有plan.yaml、tasks.yaml、targets.yaml、org.yaml"
        )
        raise MzError(f"{origin}指定的文件夹“{path}”里没有知识库。", hint)
    return path


def _similar(path: Path) -> Path | None:
    from difflib import get_close_matches

    if not path.parent.is_dir():
        return None
    near = get_close_matches(path.name, sorted(p.name for p in path.parent.iterdir() if p.is_dir()), n=1)
    return path.parent / near[0] if near else None


def _nearest(start: Path) -> Path | None:
    if _is_base(start):
        return start
    return next((folder / "data" for folder in (start, *start.parents) if _is_base(folder / "data")), None)


def _is_base(folder: Path) -> bool:
    return any((folder / name).exists() for name in REQUIRED)
