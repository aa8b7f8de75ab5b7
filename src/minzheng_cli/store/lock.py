"""One `mz` writes to a knowledge base at a time."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from minzheng_cli.errors import MzError, disk_reason

LOCK = ".mz.lock"
"""The file below the root that the one who writes holds; gone afterwards, and harmless if a crash leaves it."""
_PATIENCE = 30.0
"""Seconds to wait for another to finish."""
_CAN_REMOVE_WHILE_HELD = os.name != "nt"


@contextmanager
def writing(root: Path, patience: float = _PATIENCE) -> Iterator[None]:
    """Hold the right to write below `root`. Raises MzError where another keeps it too long, or nothing can be written."""
    from filelock import FileLock, Timeout

    path = root / LOCK
    lock = FileLock(path)
    try:
        lock.acquire(timeout=patience)
    except Timeout:
        raise MzError(f"另一个mz正在写入“{root}”，这一次没有写入。", "请等它完成后再运行一次") from None
    except OSError as error:
        raise MzError(f"无法写入“{root}”：{disk_reason(error)}。", "原有文件没有改动；请检查权限和磁盘空间") from error
    try:
        yield
    finally:
        _remove(path, now=_CAN_REMOVE_WHILE_HELD)  # who waits for a removed file sees that, and takes a new one
        lock.release()
        _remove(path, now=not _CAN_REMOVE_WHILE_HELD)


def _remove(path: Path, *, now: bool) -> None:
    if now:
        with suppress(OSError):
            path.unlink()
