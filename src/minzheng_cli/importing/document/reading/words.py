"""A document's text as people see it: what nobody sees is taken out, odd blanks become plain ones."""

from __future__ import annotations

import re

from minzheng_cli.store.layout.scalars import HIDDEN

_BLANKS = re.compile("[\t\u00a0\u2000-\u200a\u202f\u205f]")
_EDGES = " \u3000"
_PRIVATE = re.compile("[\ue000-\uf8ff]")
"""Signs of fonts such as Wingdings, which mean nothing without the font."""

BEGINS = re.compile(
    r"[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|第[一二三四五六七八九十百]+[条章节]|\d{1,3}[.．、](?!\d)|（\d{1,2}）|[①-⑳]|——|附件\s?\d?[:：]?"
)
"""How a line begins that is a heading, an item or an annex."""


def clean(text: str) -> str:
    """One line of text without characters that cannot be seen, and without blanks at both ends."""
    return _PRIVATE.sub("", HIDDEN.sub("", _BLANKS.sub(" ", text))).strip(_EDGES)


def joined(before: str, after: str) -> str:
    """Two lines of a paragraph as one: a blank only between words in Latin letters, a hyphen at the break left out."""
    if not (_is_latin(before.removesuffix("-")[-1:]) and _is_latin(after[:1])):
        return before + after
    return before[:-1] + after if before.endswith("-") else f"{before} {after}"


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalpha()
