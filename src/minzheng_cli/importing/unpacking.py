"""Is a packed file (.xlsx, .docx) what it says? Judged by its list of parts, before anything is unpacked."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from minzheng_cli.errors import MzError

_LARGEST_COUNT = 5_000
"""Parts that are packed in one file."""
_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
)
"""What `zipfile` raises for a damaged part in each of its methods, for methods that it doesn't know, and for locked parts."""


@contextmanager
def unpacking(damaged: MzError) -> Iterator[None]:
    """Faults of a packed file, as the one sentence; what is nested too deep for Python is no such fault."""
    try:
        yield
    except RecursionError:
        raise
    except _FAULTS:
        raise MzError(damaged.message, damaged.hint) from None


def checked(package: zipfile.ZipFile, largest: int, what: str, hint: str) -> list[zipfile.ZipInfo]:
    """The parts. Raises MzError where they unpack to more than `largest` bytes, are too many, or locked.

    A part never gives more bytes than the list declares for it: `zipfile` stops there. `what` is what the file should be.
    """
    listed = package.infolist()
    total = sum(each.file_size for each in listed)
    if len(listed) > _LARGEST_COUNT:
        raise MzError(f"里有{len(listed)}个文件，不像是{what}，没有打开。", hint)
    if total > largest:
        raise MzError(f"解开后有{total / 2**20:.0f}MB，不像是{what}，没有打开。", hint)
    if any(each.flag_bits & 0x1 for each in listed):
        raise MzError("加了密码，打不开。", "请去掉密码后再试")
    return listed
