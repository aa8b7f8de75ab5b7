"""Plain text: its encoding, a paragraph for each line, and tables pasted into it."""

from __future__ import annotations

import codecs
import re

from minzheng_cli.errors import MzError
from minzheng_cli.importing.document.blocks import Block
from minzheng_cli.importing.document.reading.tabbed import blocks_of_lines
from minzheng_cli.importing.document.reading.wrapped import unwrapped

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = {
    **dict.fromkeys(("gb2312", "gb_2312-80", "gbk", "x-gbk", "cp936", "gb18030"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs", "x-x-big5", "cp950"), "big5hkscs"),
    "hz-gb-2312": "hz",
}
"""Encodings of Chinese pages besides Unicode, by what a page calls them. Others, such as Latin ones, are slips."""
_SAMPLE = 4096
_BREAK = re.compile(r"\r\n|[\n\r\f\v\x85\u2028\u2029]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffd]")


def read(data: bytes) -> list[Block]:
    """The paragraphs, each with the number of its first line, and the tables. Raises MzError for what is no text."""
    return list(blocks_of_lines(unwrapped(_BREAK.split(decode(data)))))


def decode(data: bytes, declared: str | None = None) -> str:
    """The text: by its byte order mark, as UTF-8, in the encoding that it declares, as GB 18030, as UTF-16.

    `declared` is what a page calls its encoding, None for what cannot say so. Raises MzError where it is in none of them.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _text(data[len(mark) :], (encoding,))
    if declared is None and _is_mixed(data):
        raise MzError(
            "里混着两种编码，有的行会是乱码，没有打开。", "请用记事本打开它，改正乱码，另存为UTF-8编码，再导入"
        )
    return _text(data, _guesses(data, _DECLARED.get(declared or "")))


def _guesses(data: bytes, declared: str | None) -> tuple[str, ...]:
    """Encodings in which the text may be. HZ goes before UTF-8: all that is written in it is UTF-8 too."""
    sample = data[:_SAMPLE]
    if sample.count(0) * 10 > len(sample):  # Latin letters, digits and line breaks have a zero byte in UTF-16
        return ("utf-16-le", "utf-16-be") if sample[1::2].count(0) >= sample[::2].count(0) else ("utf-16-be",)
    known = (declared,) if declared else ()
    return (*(known if declared == "hz" else ()), "utf-8", *known, "gb18030", "utf-16-le", "utf-16-be")


def _is_mixed(data: bytes) -> bool:
    """True where most lines with Chinese are UTF-8 and some are not: as GB 18030 all of them would turn into nonsense."""
    lines = [line for line in data.split(b"\n") if not line.isascii()]
    good = sum(1 for line in lines if _is_utf8(line))
    return 0 < len(lines) - good < good


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _text(data: bytes, encodings: tuple[str, ...]) -> str:
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except (UnicodeError, LookupError):
            continue
        if len(_CONTROL.findall(text)) * 50 <= len(text):
            return text
    raise MzError("不是文字文件，或者编码认不出。", "请用记事本打开它，另存为UTF-8编码，再导入")
