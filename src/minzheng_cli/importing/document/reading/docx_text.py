"""The words of one paragraph of a .docx, with tracked changes accepted, and what is anchored in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from minzheng_cli.importing.document.reading.wordml import W, child, is_on

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_OUT = {f"{W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "rt", "instrText", "delText")}
"""What was taken out of the text, and what never stands in it."""
_PLAIN = {f"{W}noBreakHyphen": "-", f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}cr": "\n"}
_NOTES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}


class Runs:
    """A paragraph's `text`, lines apart by line breaks; its text boxes, and the notes that it refers to by kind and id."""

    def __init__(self, paragraph: Element) -> None:
        self.boxes: list[Element] = []
        self.notes: list[tuple[str, str]] = []
        self._fields: list[bool] = []
        self.text = "".join(self._inside(paragraph))

    def _inside(self, element: Element) -> Iterator[str]:
        for each in element:
            tag = each.tag
            if not isinstance(tag, str) or tag in _OUT:
                continue
            if tag in (f"{W}t", f"{_MATH}t"):
                yield "" if self._in_code else each.text or ""
            elif tag in _PLAIN:
                yield _PLAIN[tag]
            elif tag == f"{W}br":
                yield "\n" if each.get(f"{W}type") in (None, "textWrapping") else ""
            elif tag == f"{W}sym":
                yield _symbol(each)
            elif tag == f"{W}fldChar":
                self._field(each.get(f"{W}fldCharType"))
            elif tag in _NOTES:
                self.notes.append((_NOTES[tag], each.get(f"{W}id", "")))
            elif tag == f"{W}txbxContent":
                self.boxes.append(each)
            elif tag == f"{_COMPATIBILITY}AlternateContent":
                yield from self._one_of(each)
            elif not (tag == f"{W}r" and is_on(child(child(each, "rPr"), "vanish"))):
                yield from self._inside(each)

    @property
    def _in_code(self) -> bool:
        """True between the beginning of a field and its result."""
        return any(self._fields)

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(True)
        elif kind == "separate" and self._fields:
            self._fields[-1] = False
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _one_of(self, element: Element) -> Iterator[str]:
        """The first of several ways to say the same."""
        chosen = next((each for each in element if each.tag == f"{_COMPATIBILITY}Choice"), None)
        if chosen is None:
            chosen = element.find(f"{_COMPATIBILITY}Fallback")
        if chosen is not None:
            yield from self._inside(chosen)


def _symbol(element: Element) -> str:
    code = element.get(f"{W}char", "")
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
