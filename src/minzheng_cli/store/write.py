"""Files that are whole or not there."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from minzheng_cli.errors import MzError, disk_reason


def write_whole(path: Path, data: bytes) -> None:
    """Put `data` at `path`, replacing what is there at once; on any fault the old file stays.

    Raises MzError where the folder doesn't exist, is not writable or the disk is full.
    """
    if path.is_dir():
        raise MzError(f"“{path}”是文件夹，不能作为输出文件。", "请写文件名，如 报告.md")
    if not path.parent.is_dir():
        raise MzError(f"文件夹“{path.parent}”不存在。", "请先建立文件夹，或换一个位置")
    temporary = None
    try:
        handle, temporary = tempfile.mkstemp(prefix=".mz-", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(_mode(path))
        Path(temporary).replace(path)
    except OSError as error:
        raise MzError(
            f"无法写入“{path}”：{disk_reason(error)}。",
            "原有文件没有改动；请检查权限、磁盘空间，或关闭正在打开它的程序",
        ) from error
    finally:
        if temporary:
            with suppress(OSError):
                Path(temporary).unlink()


def _mode(path: Path) -> int:
    """The mode of the file that is replaced, or what the process would give a new one."""
    with suppress(OSError):
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
