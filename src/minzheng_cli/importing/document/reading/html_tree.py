"""A page's source → its tree. What was not made for people, and would take for ever to parse, is refused before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minzheng_cli.errors import MzError

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")
_DEEPEST = 200
"""Elements within one another; pages that people read have some thirty."""
_MOST_TAGS = 400_000
"""Tags of a page; one of a thousand pages on paper has some forty thousand."""
_MOST_ATTRIBUTES = 256
"""Attributes of one element: libxml2 looks each of them up in all before it."""
_ATTRIBUTE = r"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+))?+"""
_TOKEN = re.compile(
    rf"""
    (?P<unread> <!--(?:-?>|.*?(?:--!?>|\Z)) | <(?P<raw>script|style)\b.*?(?:</(?P=raw)\b[^>]*+>?+|\Z) )
    | <[a-z][^\s/>]*+ (?:{_ATTRIBUTE}){{0,{_MOST_ATTRIBUTES}}}+ (?P<many>{_ATTRIBUTE})?+
    """,
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
"""What the text of a page is interrupted by. Source: HTML Living Standard, 13.2.5; every branch reads on to its end."""
_NOTHING = "<!---->"
"""Stands for what is left out: tags before and after it must not grow together."""
_COPY = "请在浏览器里打开，把正文复制到Word里，另存为.docx，再导入"


def tree_of(text: str) -> Element | None:
    """The page's tree without comments, scripts and styles; None for what is no page.

    Raises MzError for one that is nested too deep, or has more tags or attributes, than one made for people.
    """
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    source = _source(_DECLARATION.sub("", text).replace("\0", ""))
    try:
        root = etree.fromstring(source.encode("utf-8", "replace"), parser)
    except etree.LxmlError:
        return None
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")) if root is not None else ():
        depth += 1 if event == "start" else -1
        if depth > _DEEPEST:
            raise MzError("层层嵌套太深，没有打开。", _COPY)
    return root


def _source(text: str) -> str:
    """The page without what is never shown. Raises MzError for more tags or attributes than people write."""
    source = _TOKEN.sub(_shown, text)
    if source.count("<") - source.count(_NOTHING) > _MOST_TAGS:
        raise MzError("的网页标记太多，不像是一份公文，没有打开。", _COPY)
    return source


def _shown(token: re.Match[str]) -> str:
    if token["many"]:
        raise MzError("的网页标记太乱，不像是一份公文，没有打开。", _COPY)
    return _NOTHING if token["unread"] else token[0]
