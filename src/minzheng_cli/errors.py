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
