"""XML of a stranger: no entities, nothing fetched, no nesting or text beyond libxml2's bounds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

from minzheng_cli.errors import MzError
from minzheng_cli.importing.unpacking import unpacking

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

DAMAGED = MzError("已损坏，打不开。", "请用Word或WPS打开它，另存为.docx，再导入")


def elements(stream: IO[bytes]) -> Iterator[Element]:
    """Each element as it ends, children before their parent. Raises MzError for what is no sound XML, and for entities."""
    from lxml import etree

    found = etree.iterparse(
        stream,
        events=("end",),
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    with faults():
        first = True
        for _, element in found:
            if first and element.getroottree().docinfo.internalDTD is not None:
                raise MzError("里有文档类型声明，不像是Word写的，没有打开。", DAMAGED.hint)
            first = False
            yield element


def whole(stream: IO[bytes]) -> Element | None:
    """The top of a part; for parts that are small."""
    last = None
    for element in elements(stream):
        last = element
    return last


@contextmanager
def faults() -> Iterator[None]:
    """Faults of XML and of the packed file, as the one sentence."""
    from lxml.etree import LxmlError

    with unpacking(DAMAGED):
        try:
            yield
        except LxmlError:
            raise MzError(DAMAGED.message, DAMAGED.hint) from None
