"""The document's words as the review shows them: on one line, between quotation marks, not too long."""

from __future__ import annotations


def one_line(text: str) -> str:
    """The words without line breaks and the blanks at both ends."""
    return " ".join(text.splitlines()).strip()


def quoted(words: str) -> str:
    """The words between quotation marks, unless they have a pair of their own around them."""
    text = one_line(words)
    has_own = text[:1] + text[-1:] in ("“”", "《》") and text.count(text[0]) == 1
    return text if has_own else f"“{text}”"


def shortened(words: str, most: int) -> str:
    """The words on one line, and dots in place of what is too much."""
    text = one_line(words)
    return text if len(text) <= most else f"{text[: most - 2]}……"
