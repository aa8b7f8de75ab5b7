"""The one exception for a user's mistake, and the exit codes of the command line."""

from enum import IntEnum


class Exit(IntEnum):
    """Exit codes of `mz`; a contract with scripts and CI."""

    OK = 0
    FINDINGS = 1
    USAGE = 2
    BUG = 3
    INTERRUPTED = 130


class MzError(Exception):
    """An operation that cannot be done because of what the user gave or what lies on the disk.

    `message` says in one Chinese sentence what and where; `hint` says what to do, and may be empty.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}{self.hint}"


def disk_reason(error: OSError) -> str:
    """Why the disk refused, in Chinese."""
    if isinstance(error, PermissionError):
        return "没有权限，或文件正被其他程序打开"
    reasons = {
        2: "不存在",
        20: "路径里有一段不是文件夹",
        21: "是文件夹",
        28: "磁盘已满",
        30: "磁盘只读",
        36: "名称太长",
    }
    return reasons.get(error.errno or 0, error.strerror or type(error).__name__)
