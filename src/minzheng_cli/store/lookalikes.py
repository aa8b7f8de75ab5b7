"""Characters that look like the right one and are another: a Cyrillic Т in an id, a radical ⽂ for 文.

Read on with the right character in its place (the text keeps its length), so that nothing else is reported because of it.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from pathlib import Path

from minzheng_cli.diagnostics import Diagnostic, Location, Severity
from minzheng_cli.store.files import SOURCES
from minzheng_cli.store.syntax import BREAKS

_LETTERS = str.maketrans("АВЕКМНОРСТУХГаеорсухіΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEKMHOPCTYXraeopcyxiABEZHIKMNOPTYXo")
"""Cyrillic and Greek letters that look like Latin ones."""
_FULL_WIDTH = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_FULL_WIDTH |= {0xFF0D: "-", 0xFF0E: ".", 0x2010: "-", 0x2011: "-", 0x2012: "-", 0x2013: "-", 0x2212: "-", 0x3007: "0"}
_LATIN = {**_LETTERS, **_FULL_WIDTH}
_HAN = str.maketrans("ニロエカトハタチミーㄧ", "二口工力卜八夕千三一一")
"""Kana and phonetic signs that look like Chinese characters."""

_FORMS = "\u2e80-\u2fdf\uf900-\ufaff"
"""Radicals and compatibility forms of Chinese characters."""
_ODD = "".join(map(re.escape, map(chr, _LATIN)))
_ID = re.compile(r"[TGPF]\d+(\.\d+)?|\d{4}H[12]|\d{4}-\d{2}-\d{2}|\d+(\.\d+)?|[A-Z]{2}-[A-Z]{2,6}")
_KEY = re.compile("[a-z_]+")
_TOKEN = re.compile(
    rf"(?:^[ ]*(?:- )?|[:,] +|[\[{{\"'])([A-Za-z0-9_.\-{_ODD}]+)(?=[ ]*(?:[,:\]}}\"']|$|#))", re.MULTILINE
)
"""What stands where an id, a number, a date or a key may stand: alone between the marks of YAML."""
_KANA = re.compile(f"(?<=[\u4e00-\u9fff])[{''.join(map(chr, _HAN))}](?=[\u4e00-\u9fff])")
_ZERO = re.compile(r"(?<=[一二三四五六七八九〇])[○◯OΟО](?=[一二三四五六七八九〇○◯OΟО年])")
_MIXED = re.compile(rf"[A-Za-z{''.join(map(chr, _LETTERS))}]{{2,}}")


def without_lookalikes(text: str, file: str, root: Path) -> tuple[str, tuple[Diagnostic, ...]]:
    """The text with the right characters, of the same length, and a diagnostic for each that was put in.

    A character that the source texts (below `root`) hold is the notice's own and stays.
    """
    kept = _of_sources(root)
    found = {at: right for at, right in _wrong(text) if text[at] not in kept or right.isascii()}
    chars = list(text)
    for at, right in found.items():
        chars[at] = right
    starts = [0, *(match.end() for match in BREAKS.finditer(text))]
    faults = (_fault(at, text[at], right, file, starts) for at, right in sorted(found.items()))
    return "".join(chars), tuple(faults)


def _of_sources(root: Path) -> set[str]:
    texts = (path.read_bytes().decode("utf-8", "ignore") for path in (root / SOURCES).glob("*.txt") if path.is_file())
    return {char for text in texts for char in text if not char.isascii()}


def _wrong(text: str) -> Iterator[tuple[int, str]]:
    """Offsets of wrong characters, each with the right one."""
    for match in re.finditer(f"[{_FORMS}]", text):
        plain = unicodedata.normalize("NFKC", match[0])
        if len(plain) == 1 and plain != match[0]:
            yield match.start(), plain
    yield from ((match.start(), match[0].translate(_HAN)) for match in _KANA.finditer(text))
    yield from ((match.start(), "〇") for match in _ZERO.finditer(text))
    for match in _TOKEN.finditer(text):
        plain = match[1].translate(_LATIN)
        form = _KEY if text.startswith(":", match.end()) else _ID
        if plain != match[1] and form.fullmatch(plain):
            yield from _differing(match.start(1), match[1], plain)
    for match in _MIXED.finditer(text):
        plain = match[0].translate(_LETTERS)
        if plain != match[0] and not match[0].isascii() and re.search("[A-Za-z]", match[0]):
            yield from _differing(match.start(), match[0], plain)


def _differing(start: int, words: str, plain: str) -> Iterator[tuple[int, str]]:
    yield from (
        (start + at, right) for at, (wrong, right) in enumerate(zip(words, plain, strict=True)) if wrong != right
    )


def _fault(at: int, wrong: str, right: str, file: str, starts: list[int]) -> Diagnostic:
    line = bisect_right(starts, at)
    return Diagnostic(
        "MZ010",
        Severity.ERROR if right.isascii() else Severity.WARNING,
        f"“{wrong}”（U+{ord(wrong):04X}）看起来像“{right}”，是另一个字符",
        Location(file, line, at - starts[line - 1] + 1),
        text=wrong,
        hint=f"改为：{right}（U+{ord(right):04X}）；常见于从PDF、网页粘贴",
        fix=right,
    )
