"""Text as a YAML scalar: plain where every reader takes it for that text, else in double quotes."""

from __future__ import annotations

import re

_RETYPED = re.compile(
    r"""(?ix) ~ | null | y | n | yes | no | on | off | true | false | = | <<      # YAML 1.1 reads more than 1.2
    | [-+]? [0-9] [0-9_,.:]* (?: e [-+]? [0-9]+ )?                               # numbers, 1_000 and 12:30 too
    | [-+]? \. [0-9_]+ (?: e [-+]? [0-9]+ )? | [-+]? \. inf | \. nan
    | [-+]? 0 (?: x [0-9a-f_]+ | o [0-7_]+ | b [01_]+ )"""
)
_DAY = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt\s].*)?")
_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@`<=")
"""What a plain scalar doesn't begin with; `<` and `=` by custom, so that all three comparators look alike."""
HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
"""Characters that a file may hold only as an escape (MZ007), and line breaks."""
_NAMED = {"\n": "\\n", "\t": "\\t", "\r": "\\r"}


def scalar(text: str, *, flow: bool = False, day: bool = False) -> str:
    """The text as a scalar on one line. `flow` stands within brackets; a `day` is left plain, as 2025-12-31 is."""
    return text if _is_plain(text, flow=flow, day=day) else quoted(text)


def quoted(text: str) -> str:
    """The text in double quotes, with what can't be seen as escapes."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{HIDDEN.sub(lambda match: _escape(match[0]), escaped)}"'


def _escape(char: str) -> str:
    return _NAMED.get(char) or (f"\\x{ord(char):02X}" if ord(char) < 0x100 else f"\\u{ord(char):04X}")


def _is_plain(text: str, *, flow: bool, day: bool) -> bool:
    if not text or text != text.strip() or text[0] in _INDICATORS or text.startswith("..."):
        return False
    if text.endswith(":") or ": " in text or " #" in text or HIDDEN.search(text):
        return False
    if flow and any(char in text for char in ",[]{}:"):
        return False
    if _DAY.fullmatch(text):
        return day
    return not _RETYPED.fullmatch(text)
