"""Where a page's own text stands: what surrounds it is taken away, then the tree is followed to where the text is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING

from minzheng_cli.importing.document.reading.html_sizes import Sizes, sizes_of
from minzheng_cli.importing.document.reading.html_tables import lays_out_page

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
    r"(?:(?:您(?:现在|当前)?|现在|当前)(?:所在)?的?位置|首页)\s*(?:[:：>＞»›→/|]|首页).*|(?:【?打\s*印】?|【?关\s*闭】?|分享到?|收藏|纠错|字[体号]?|[\[【]?[大中小][\]】]?|\s|[|｜:：])+"
    r"|(?:浏览|阅读|点击|访问)(?:次数|量|数)\s*[:：].{0,20}|(?:上一篇|下一篇|上一条|下一条)\s*[:：].*|扫一扫.{0,20}|责任编辑\s*[:：].{0,20}"
    r"|(?:来源|信息来源|发布时间|发布日期|发文时间)\s*[:：].{0,80}|(?:日期|时间)\s*[:：]\s*\d{4}(?:-\d|/\d|\.\d|年\d{1,2}月\d{1,2}日(?:\s|来|$)).{0,80}|(?:相关(?:文件|链接|阅读|解读|稿件|新闻)|延伸阅读|政策解读|图解)[:：]?"
)
_IS_TITLE = re.compile(
    r"通知|意见|方案|计划|规划|要点|办法|措施|分工|清单|决定|批复|函(?:$|[-_|—])|公告|通报|讲话|报告|纲要|规定|细则|预案|总结|答复"
)
_TITLE_LINE = re.compile(
    r"[^。；>＞]*(?:通知|意见|方案|计划|规划|要点|办法|措施|清单|公告|通报|的函)(?:[（(][^）)]{1,20}[）)])?"
)
_TITLE_CLASS = re.compile(
    r"(?<!sub)(?:title|biaoti)\d*(?:$|[\s_-])|(?:^|[\s_-])(?:tit|bt|wzbt)\d*(?:$|[\s_-])", re.IGNORECASE
)
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
_HALF = 0.5
"""The share of the page's text above which a block isn't beside it, whatever it is called."""
_LINKS = 0.6
"""The share of links above which a list is navigation, not text."""
_GROUPS = ("ul", "ol", "dl", "div", "table", "section", "p", "td")
_TITLE_LENGTHS = range(6, 121)
_LONGEST_NAME = 300
"""Characters of a window's title: the document's and the site's."""
_EMPTY = "wbr"
"""What stands where something was taken out: nothing anybody sees, so that the text around it need not be moved."""


def main_text(root: Element) -> tuple[Element, Sizes]:
    """The element that holds the page's text, and the sizes of those in it; what isn't text is taken out of the tree.

    The title stands before the text.
    """
    body = root.find("body")
    body = root if body is None else body
    facts, named = list(_facts(body)), _named_title(root)
    _empty([each for each in body.iter("*") if each is not body and _is_unseen(each)])
    sizes = sizes_of(body)
    around = _around(body, sizes)
    heading = _heading(body, sizes, around)
    title = _tight(heading, sizes) or named or _called_title(body, sizes, around) or _window_title(root)
    kept = set() if heading is None else set(heading.iterancestors())
    _empty([each for each in around if each not in kept])
    sizes = sizes_of(body)
    main = _main(body, sizes)
    title = title or _title_above(main, sizes)
    _empty([each for each in main.iter(*_GROUPS) if each is not main and _is_links(each, sizes)])
    _empty([each for each in main.iter("p", "div", "li", "span", "td") if each is not main and _is_around(each, sizes)])
    text = "".join("".join(main.itertext()).split())
    for words in reversed([fact for fact in facts if "".join(fact.split()) not in text]):
        _put_before(main, words, "p")
    if title and title not in text:
        _put_before(main, title, "h1")
    return main, sizes


def _facts(body: Element) -> Iterator[str]:
    """What the page says of the document in a box beside its text: number, issuer, day, each with its label."""
    words = re.sub(r"\s+", " ", " ".join(body.itertext()))
    for pattern in _FACTS:
        if found := pattern.search(words):
            yield f"{''.join(found[1].split())}：{''.join(found[2].split())}"


def _heading(body: Element, sizes: Sizes, around: set[Element]) -> Element | None:
    """What the page shows as its heading; in what surrounds the text only one that reads as a document's title."""
    shown = [
        each
        for each in body.iter("h1", "h2")
        if len(_tight(each, sizes)) in _TITLE_LENGTHS and next(each.iter("a"), None) is None
    ]
    outside = next((each for each in shown if not _is_within(each, around)), None)
    titles = (each for each in shown if each.tag == "h1" and _IS_TITLE.search(_tight(each, sizes)))
    return next(titles, None) if outside is None else outside


def _named_title(root: Element) -> str:
    """What the page gives as its title to machines, for a page that keeps it apart from the text."""
    for each in root.iter("meta"):
        if (each.get("name") or each.get("property") or "").lower() in ("articletitle", "og:title"):
            words = _without_site(each.get("content") or "")
            return words if len(words) in _TITLE_LENGTHS else ""
    return ""


def _called_title(body: Element, sizes: Sizes, around: set[Element]) -> str:
    """A block that is a title by its class, where the page has no headings."""
    for each in body.iter("div", "p", "td", "span", "strong"):
        words = _tight(each, sizes)
        fits = len(words) in _TITLE_LENGTHS and _IS_TITLE.search(words) and _TITLE_CLASS.search(_called(each))
        if fits and not _is_within(each, around):
            return words
    return ""


def _window_title(root: Element) -> str:
    """The title of the window without the name of the site behind it; nothing where that is all."""
    title = next(root.iter("title"), None)
    words = _without_site("".join(title.itertext())) if title is not None else ""
    return words if _IS_TITLE.search(words) and len(words) in _TITLE_LENGTHS else ""


def _title_above(main: Element, sizes: Sizes) -> str:
    """The line nearest above the text that reads as a title, where nothing else tells it from what surrounds it."""
    for holder in (main, *main.iterancestors()):
        for above in holder.itersiblings(preceding=True):
            lines = [_tight(each, sizes) for each in above.iter("*") if each in sizes and not sizes[each].links]
            titles = [line for line in lines if len(line) in _TITLE_LENGTHS and _TITLE_LINE.fullmatch(line)]
            if titles:
                return titles[-1]
    return ""


def _without_site(title: str) -> str:
    words = " ".join(title.split())[:_LONGEST_NAME]
    short = re.split(r"\s*[-_|—－–]+\s*(?=[^-_|—－–]*(?:网|门户|政府|公开|局|厅)[^-_|—－–]*$)", words)[0]
    return "".join(short.split())


def _put_before(main: Element, words: str, tag: str) -> None:
    from lxml import etree

    heading = etree.Element(tag)
    heading.text, heading.tail = words, main.text
    main.text = None
    main.insert(0, heading)


def _is_unseen(element: Element) -> bool:
    hidden = element.get("hidden") is not None or _HIDDEN.search(element.get("style") or "")
    return element.tag in _NEVER or bool(hidden)


def _around(body: Element, sizes: Sizes) -> set[Element]:
    """Elements that are called what surrounds a text; one with most of the page's text is only called so."""
    half = _HALF * sizes[body].words
    named = (each for each in body.iter("*") if each is not body and _is_called_around(_called(each)))
    return {each for each in named if sizes[each].words <= half}


def _is_called_around(name: str) -> bool:
    return bool(name) and bool(_AROUND.search(name) or _TOP.search(name))


def _called(element: Element) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}".strip()


def _is_within(element: Element, others: set[Element]) -> bool:
    return bool(others) and any(each in others for each in element.iterancestors())


def _empty(elements: Iterable[Element]) -> None:
    """Take out what the elements hold; what follows them stays."""
    for each in elements:
        each.clear(keep_tail=True)
        each.tag = _EMPTY


def _main(body: Element, sizes: Sizes) -> Element:
    main = body
    while (inner := _heaviest(main, sizes)) is not None:
        main = inner
    return main


def _heaviest(element: Element, sizes: Sizes) -> Element | None:
    """The child that holds nearly all of the element's text outside links; None where the text divides."""
    if _speaks(element):
        return None
    own = [(sizes[each].words, each) for each in element if each in sizes and _may_hold(each, sizes)]
    weight, heaviest = max(own, key=lambda pair: pair[0], default=(0, None))
    return heaviest if weight > _SHARE * sizes[element].words else None


def _speaks(element: Element) -> bool:
    """True where sentences stand in the element itself or in its paragraphs: what follows in a block belongs to them."""
    own = chain([element.text], (each.tail for each in element))
    paragraphs = (words for each in element.iterchildren("p") for words in each.itertext())
    return any("。" in words for words in chain(own, paragraphs) if words)


def _may_hold(element: Element, sizes: Sizes) -> bool:
    """False for what is text itself: paragraphs, and tables but those that only lay out the page."""
    if element.tag == "table":
        return lays_out_page(element, sizes)
    return element.tag not in ("p", "span", "font")


def _is_links(element: Element, sizes: Sizes) -> bool:
    size = sizes.get(element)
    return size is not None and size.links > _LINKS * size.text and len(list(islice(element.iter("a"), 2))) > 1


def _is_around(element: Element, sizes: Sizes) -> bool:
    """A block of one short line that says where the page stands, when it was put there and the like."""
    size = sizes.get(element)
    if size is None or not size.line or (element.tag == "td" and _has_neighbours(element)):
        return False
    return bool(_AROUND_WORDS.fullmatch(size.line.strip()))


def _has_neighbours(cell: Element) -> bool:
    return next(cell.itersiblings(), None) is not None or next(cell.itersiblings(preceding=True), None) is not None


def _tight(element: Element | None, sizes: Sizes) -> str:
    """A short line without its blanks; nothing for a longer one."""
    size = sizes.get(element) if element is not None else None
    return "".join((size.line or "").split()) if size else ""
