"""Where a page's own text stands: what surrounds it is taken away, then the tree is followed to where the text is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from minzheng_cli.importing.document.reading.html_tables import is_layout

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_NEVER = frozenset((
    "script", "style", "noscript", "template", "iframe", "object", "embed", "applet", "svg", "canvas", "audio",
    "video", "button", "select", "option", "textarea", "input", "nav", "aside", "footer", "head", "title",
))  # fmt: skip
_AROUND = re.compile(
    r"(?:^|[\s_-])(?:nav|menu|foot(?:er)?|crumbs?|breadcrumb|share|bdshare\w*|sidebar|related|recommend|copyright|toolbar|toolbox"
    r"|pager|qrcode|ewm|search|comment|login|banner|friendlinks?|xgwj|xglj|xgxx|dqwz|gywm|fontsize|bshare|print|line-?numbers?|lineno)(?:$|[\s_-])",
    re.IGNORECASE,
)
_TOP = re.compile(r"(?:^|[\s_-])(?:header|top|logo)(?:$|[\s_-])", re.IGNORECASE)
"""Names of what stands above the text; some pages keep the text's own title there."""
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_AROUND_WORDS = re.compile(
    r"(?:您?(?:当前|现在|所在)的?位置|首页)\s*[:：>＞»].*|(?:【?打\s*印】?|【?关\s*闭】?|分享到?|收藏|纠错|字[体号]?|[\[【]?[大中小][\]】]?|\s|[|｜:：])+"
    r"|(?:浏览|阅读|点击|访问)(?:次数|量|数)\s*[:：].{0,20}|(?:上一篇|下一篇|上一条|下一条)\s*[:：].*|扫一扫.{0,20}|责任编辑\s*[:：].{0,20}"
    r"|(?:来源|信息来源|发布时间|发布日期|发文时间|日期|时间)\s*[:：].{0,80}|(?:相关(?:文件|链接|阅读|解读|稿件|新闻)|延伸阅读|政策解读|图解)[:：]?"
)
_LONGEST_AROUND = 120
_IS_TITLE = re.compile(r"通知|意见|方案|计划|规划|要点|办法|措施|分工|清单|决定|批复|函(?:$|[-_|—])|公告|通报")
_TITLE_CLASS = re.compile(r"(?:^|[\s_-])(?:title|tit|biaoti|bt)(?:$|[\s_-])", re.IGNORECASE)
_FACTS = (
    re.compile(
        r"[【\[]?(发文字号|文\s*号|文件编号|发文文号)[】\]]?\s*[:：]?\s*([\u4e00-\u9fff]{2,12}\s*[〔\[【（(]\s*\d{4}\s*[〕\]】）)]\s*\d+\s*号)"
    ),
    re.compile(
        r"[【\[]?(发文机关|制发机关|发文单位)[】\]]?\s*[:：]?\s*([\u4e00-\u9fff]{3,30}(?:府|厅|局|委|办|部|院|会|处))(?=[\s【\[]|$)"
    ),
    re.compile(
        r"[【\[]?(成文日期|发文日期|印发日期)[】\]]?\s*[:：]?\s*(\d{4}\s*[年/.-]\s*\d{1,2}\s*[月/.-]\s*\d{1,2}\s*日?)"
    ),
)
"""Labels of a document's facts on the pages of governments."""
_SHARE = 0.7
"""The share of a block's text that one of its children must hold for the text to be looked for in it."""
_MOST_AROUND = 0.5
_LINKS = 0.6
"""The share of links above which a list is navigation, not text."""
_GROUPS = ("ul", "ol", "dl", "div", "table", "section", "p", "td")
_TITLE_LENGTHS = range(6, 121)


def main_text(root: Element) -> Element:
    """The element that holds the page's text; what isn't text is taken out of the tree. The title stands before it."""
    body = root.find("body")
    body = root if body is None else body
    title, facts = _title(root), list(_facts(body))
    _drop(list(_unseen(body)))
    _drop(list(_furniture(body, _weights(body))))
    weights = _weights(body)
    main = body
    while (inner := _heaviest(main, weights)) is not None:
        main = inner
    _drop([each for each in main.iter(*_GROUPS) if each is not main and _is_links(each, weights)])
    _drop([each for each in _innermost(main) if _AROUND_WORDS.fullmatch(_flat(each)[:_LONGEST_AROUND])])
    text = "".join(_flat(main).split())
    for words in reversed([fact for fact in facts if "".join(fact.split()) not in text]):
        _put_before(main, words, "p")
    if title and title not in text:
        _put_before(main, title, "h1")
    return main


def _facts(body: Element) -> Iterator[str]:
    """What the page says of the document in a box beside its text: number, issuer, day, each with its label."""
    words = re.sub(r"\s+", " ", " ".join(body.itertext()))
    for pattern in _FACTS:
        if found := pattern.search(words):
            yield f"{''.join(found[1].split())}：{''.join(found[2].split())}"


def _title(root: Element) -> str:
    """What the page gives as its heading, for a page that keeps it apart from the text."""
    for each in root.iter("h1", "h2"):
        words = _flat(each)
        if len(words) in _TITLE_LENGTHS and next(each.iter("a"), None) is None:
            return "".join(words.split())
    named = next((e for e in root.iter("meta") if (e.get("name") or "").lower() in ("articletitle", "og:title")), None)
    words = (named.get("content") or "").strip() if named is not None else _called_title(root) or _window_title(root)
    return "".join(words.split()) if len(words) in _TITLE_LENGTHS else ""


def _called_title(root: Element) -> str:
    """A block that is a title by its class, where the page has no headings."""
    blocks = (each for each in root.iter("div", "p", "td", "span") if _TITLE_CLASS.search(each.get("class") or ""))
    flat = ("".join(_flat(each).split()) for each in blocks)
    return next((words for words in flat if len(words) in _TITLE_LENGTHS and _IS_TITLE.search(words)), "")


def _window_title(root: Element) -> str:
    """The title of the window without the name of the site behind it; nothing where that is all."""
    title = next(root.iter("title"), None)
    words = re.sub(r"\s+", " ", _flat(title)).strip() if title is not None else ""
    return (
        re.split(r"\s*[-_|—－–]+\s*(?=[^-_|—－–]*(?:网|门户|政府|公开|局|厅)[^-_|—－–]*$)", words)[0]
        if _IS_TITLE.search(words)
        else ""
    )


def _put_before(main: Element, words: str, tag: str) -> None:
    from lxml import etree

    heading = etree.Element(tag)
    heading.text, heading.tail = words, main.text
    main.text = None
    main.insert(0, heading)


def _unseen(body: Element) -> Iterator[Element]:
    """Elements that hold no text of the page's own, or that nobody sees."""
    for each in body.iter():
        if not isinstance(each.tag, str) or each is body:
            continue
        hidden = each.get("hidden") is not None or _HIDDEN.search(each.get("style") or "")
        if each.tag in _NEVER or hidden:
            yield each


def _furniture(body: Element, weights: dict[Element, tuple[int, int]]) -> Iterator[Element]:
    """Elements that surround the text by what they are called; what holds most of the page's text is called so for no reason."""
    whole = weights[body][0] - weights[body][1]
    for each in body.iter():
        if not isinstance(each.tag, str) or each is body:
            continue
        named = f"{each.get('class') or ''} {each.get('id') or ''}"
        is_around = _AROUND.search(named) or (_TOP.search(named) and next(each.iter("h1", "h2"), None) is None)
        if is_around and weights[each][0] - weights[each][1] <= _MOST_AROUND * whole:
            yield each


def _drop(elements: list[Element]) -> None:
    """Take elements out of the tree; what follows them stays."""
    for each in elements:
        parent = each.getparent()
        if parent is None:
            continue
        before = each.getprevious()
        if each.tail:
            if before is None:
                parent.text = (parent.text or "") + each.tail
            else:
                before.tail = (before.tail or "") + each.tail
        parent.remove(each)


def _weights(body: Element) -> dict[Element, tuple[int, int]]:
    """Of every element, how many characters it holds, and how many of them in links. One walk, children first."""
    from lxml import etree

    found: dict[Element, tuple[int, int]] = {}
    for _, each in etree.iterwalk(body, events=("end",)):
        text, links = _length(each.text), 0
        for child in each:
            inner = found.get(child, (0, 0))
            text, links = text + inner[0] + _length(child.tail), links + inner[1]
        found[each] = (text, text if each.tag == "a" else links)
    return found


def _heaviest(element: Element, weights: dict[Element, tuple[int, int]]) -> Element | None:
    """The child that holds nearly all of the element's text outside links; None where the text divides."""
    own = [(weights[each][0] - weights[each][1], each) for each in element if each in weights and _may_hold(each)]
    total = weights[element][0] - weights[element][1]
    weight, heaviest = max(own, key=lambda pair: pair[0], default=(0, None))
    return heaviest if weight > _SHARE * total else None


def _may_hold(element: Element) -> bool:
    """False for what is text itself: paragraphs, and tables but those that only lay out the page."""
    if element.tag == "table":
        return next(element.iterdescendants("table"), None) is not None and is_layout(element)
    return element.tag not in ("p", "span", "font")


def _is_links(element: Element, weights: dict[Element, tuple[int, int]]) -> bool:
    text, links = weights.get(element, (0, 0))
    return links > _LINKS * text and sum(1 for _ in element.iter("a")) > 1


def _innermost(main: Element) -> list[Element]:
    """Blocks of one short line."""
    return [
        e
        for e in main.iter("p", "div", "li", "span", "td")
        if _length(e.text) < _LONGEST_AROUND and len(_flat(e)) < _LONGEST_AROUND and e is not main
    ]


def _flat(element: Element) -> str:
    return "".join(element.itertext()).strip()


def _length(text: str | None) -> int:
    return len(text.strip()) if text else 0
