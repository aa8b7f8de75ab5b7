"""Signature and date in their places, which hang on how long both are (GB/T 9704-2012, 7.3.5.2)."""

from __future__ import annotations

from typing import Any

from minzheng_cli.report.word.page import BODY_SIZE, SIGNATURE_INDENT, twips


def place_signatures(body: Any) -> None:
    """Set the indents of every signature with a date under it; those that the template sets itself stay."""
    from docx.oxml.ns import qn

    for paragraph in body.iter(qn("w:p")):
        below = paragraph.getnext()
        if paragraph.style == "Signature" and below is not None and below.tag == qn("w:p") and below.style == "Date":
            rights = right_indents(_text(paragraph), _text(below))
            for each, right in zip((paragraph, below), rights, strict=True):
                if each.pPr.find(qn("w:ind")) is None:
                    _indent(each.pPr, right)


def right_indents(signature: str, day: str) -> tuple[float, float]:
    """Characters between signature and date and the right edge: the date begins two characters right of the
    signature, and whichever ends further to the right ends two characters from the edge.
    """
    longer = _characters(signature) - _characters(day)
    return max(SIGNATURE_INDENT, 2 * SIGNATURE_INDENT - longer), max(SIGNATURE_INDENT, longer)


def _characters(text: str) -> float:
    """Width in Chinese characters: a digit is half of one."""
    return sum(1.0 if ord(char) > 0xFF else 0.5 for char in text)


def _text(paragraph: Any) -> str:
    from docx.oxml.ns import qn

    return "".join(node.text or "" for node in paragraph.iter(qn("w:t")))


def _indent(properties: Any, right: float) -> None:
    from docx.oxml.ns import qn

    indent = properties.get_or_add_ind()
    indent.set(qn("w:rightChars"), str(round(right * 100)))
    indent.set(qn("w:right"), str(round(right * twips(BODY_SIZE))))
