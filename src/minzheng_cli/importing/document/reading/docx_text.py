"""The words of one paragraph of a .docx, with tracked changes accepted, and what is anchored in it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from minzheng_cli.importing.document.reading.docx_fields import Fields
from minzheng_cli.importing.document.reading.docx_symbols import symbol
from minzheng_cli.importing.document.reading.wordml import ALTERNATIVES, MATH, W, alternative, child

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_OUT = {f"{W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "rt", "delText")}
"""What was taken out of the text, and what never stands in it."""
_NOTES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}
_FIELDS = (f"{W}fldChar", f"{W}instrText")
_MARKS = {*_FIELDS, *_NOTES, f"{W}txbxContent"}


class Runs:
    """A paragraph's `text`, lines apart by line breaks; its text boxes, and the notes that it refers to by kind and id."""

    def __init__(self, paragraph: Element, is_hidden: Callable[[Element | None], bool]) -> None:
        """`is_hidden` tells by the properties of a run (`w:rPr`) whether it is not seen."""
        self.boxes: list[Element] = []
        self.notes: list[tuple[str, str]] = []
        self._is_hidden = is_hidden
        self._fields = Fields()
        self.text = "".join(self._inside(paragraph))

    @property
    def are_contents(self) -> bool:
        """True for a line of a table of contents: it ends with the page number."""
        last = self.text.rstrip()[-1:]
        return self._fields.are_contents and last.isascii() and last.isalnum()

    def _inside(self, elements: Iterable[Element]) -> Iterator[str]:
        for each in elements:
            tag = each.tag
            if not isinstance(tag, str) or tag in _OUT:
                continue
            if tag in _WORDS:
                yield self._fields.shown(_WORDS[tag](each))
            elif tag in _MARKS:
                yield self._marked(each)
            elif tag == ALTERNATIVES:
                yield from self._inside(alternative(each))
            elif tag == f"{W}fldSimple":
                yield from self._simple(each)
            elif tag == f"{W}r" and self._is_hidden(child(each, "rPr")):
                deque(map(self._marked, each.iterchildren(*_FIELDS)), maxlen=0)
            else:
                yield "/" if tag == f"{MATH}den" else ""
                yield from self._inside(each)

    def _marked(self, element: Element) -> str:
        """Takes in what is no text itself; gives what a field shows at its end besides its result."""
        tag = element.tag
        if tag == f"{W}instrText":
            self._fields.add_code(element.text or "")
        elif tag == f"{W}fldChar":
            return self._fields.mark(element.get(f"{W}fldCharType"))
        elif tag == f"{W}txbxContent":
            self.boxes.append(element)
        else:
            self.notes.append((_NOTES[tag], element.get(f"{W}id", "")))
        return ""

    def _simple(self, element: Element) -> Iterator[str]:
        """A field that is written as one element around its result."""
        self._fields.mark("begin")
        self._fields.add_code(element.get(f"{W}instr", ""))
        self._fields.mark("separate")
        yield from self._inside(element)
        yield self._fields.mark("end")


def _break(element: Element) -> str:
    return "\n" if element.get(f"{W}type") in (None, "textWrapping") else ""


_WORDS: dict[str, Callable[[Element], str]] = {
    f"{W}t": lambda element: element.text or "",
    f"{MATH}t": lambda element: element.text or "",
    f"{W}noBreakHyphen": lambda _: "-",
    f"{W}tab": lambda _: "\t",
    f"{W}ptab": lambda _: "\t",
    f"{W}cr": lambda _: "\n",
    f"{W}br": _break,
    f"{W}sym": symbol,
}
"""What an element shows that holds no others."""
