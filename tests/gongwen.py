"""Reads a Word document back and says where it departs from GB/T 9704-2012 as issue and standard ask.

`violations(data)` gives one short English sentence for each departure, none for a document that is as it should be. It
reads the XML of the package itself, so that it shares no code with what makes the documents.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from itertools import pairwise, zip_longest
from xml.etree import ElementTree as ET

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
BODY, TITLE, HEADING, SUBHEADING = "仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312"
TWIPS_PER_MM = 1440 / 25.4
STYLES = {  # id: font, half-points, alignment, first-line indent in hundredths of a character, exact pitch
    "Title": (TITLE, 44, "center", 0, True),
    "BodyText": (BODY, 32, "both", 200, True),
    "Addressee": (BODY, 32, "left", 0, True),
    "Heading1": (HEADING, 32, "both", 200, True),
    "Heading2": (SUBHEADING, 32, "both", 200, True),
    "Heading3": (BODY, 32, "both", 200, True),
    "Heading4": (BODY, 32, "both", 200, True),
    "Signature": (BODY, 32, "right", 0, True),
    "Date": (BODY, 32, "right", 0, True),
    "AnnexMark": (HEADING, 32, "left", 0, True),
    "AnnexTitle": (TITLE, 44, "center", 0, True),
}
HANGING = {  # id: where lines begin, and how much sooner the first does, in hundredths of a character
    "AnnexNote": ("500", "300"),
    "AnnexNoteFirst": ("600", "400"),
    "AnnexNoteNext": ("600", "100"),
}
LEVELS = {"Heading1": "0", "Heading2": "1", "Heading3": "2", "Heading4": "3"}
NUMBERING = {
    "Heading1": r"[一二三四五六七八九十]+、",
    "Heading2": r"（[一二三四五六七八九十]+）",
    "Heading3": r"\d+\.",
    "Heading4": r"（\d+）",
}


class Document:
    """The parts of a package, parsed."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.raw = {name: archive.read(name) for name in archive.namelist()}
        self.body = self._part("word/document.xml")
        self.styles = {each.get(f"{W}styleId", ""): each for each in self._part("word/styles.xml").iter(f"{W}style")}

    def _part(self, name: str) -> ET.Element:
        return ET.fromstring(self.raw[name])

    def part(self, name: str) -> ET.Element:
        """A part's root."""
        return self._part(name)

    def target(self, relation: str) -> str:
        """The part that a relation of the document leads to."""
        links = self._part("word/_rels/document.xml.rels")
        return next(f"word/{link.get('Target')}" for link in links if link.get("Id") == relation)


def violations(data: bytes) -> list[str]:
    """Where the document departs from the standard."""
    document = Document(data)
    found: list[str] = []
    checks = (sections, page_numbers, styles, theme, headings, tables, signature, annexes, settings, whole)
    for check in checks:
        found += check(document)
    return found


def sections(document: Document) -> Iterator[str]:
    """A4, margins of 37, 35, 28 and 26 mm, 22 lines of 28 characters."""
    every = list(document.body.iter(f"{W}sectPr"))
    if not every:
        yield "no section"
    for section in every:
        size, margin, grid = (section.find(f"{W}{name}") for name in ("pgSz", "pgMar", "docGrid"))
        if size is None or margin is None or grid is None:
            yield "section without size, margins or grid"
            continue
        landscape = size.get(f"{W}orient") == "landscape"
        yield from _lengths("paper", size, ("h", "w") if landscape else ("w", "h"), (210, 297))
        edges = ("left", "top", "right", "bottom") if landscape else ("top", "right", "bottom", "left")
        yield from _lengths("margin", margin, edges, (37, 26, 35, 28))
        yield from _grid(grid)


def _lengths(what: str, element: ET.Element, names: tuple[str, ...], wanted: tuple[float, ...]) -> Iterator[str]:
    for name, length in zip(names, wanted, strict=True):
        is_length = int(element.get(f"{W}{name}", "0")) / TWIPS_PER_MM
        if abs(is_length - length) > 0.1:
            yield f"{what} {name} is {is_length:.1f} mm, not {length}"


def _grid(grid: ET.Element) -> Iterator[str]:
    if grid.get(f"{W}type") != "linesAndChars":
        yield "no grid of lines and characters"
        return
    pitch = int(grid.get(f"{W}linePitch", "0"))
    if pitch != 579:
        yield f"line pitch is {pitch / 20} pt, not 28.95"
    cell = 16 + int(grid.get(f"{W}charSpace", "0")) / 4096
    if round(156 / 25.4 * 72 / cell, 1) != 28.0:
        yield f"{156 / 25.4 * 72 / cell:.1f} characters a line, not 28"


def page_numbers(document: Document) -> Iterator[str]:
    """— 1 — in 14 pt 宋体, odd pages right, even pages left, 7 mm under the text."""
    for section in document.body.iter(f"{W}sectPr"):
        footers = {each.get(f"{W}type"): each.get(f"{R}id", "") for each in section.findall(f"{W}footerReference")}
        for kind, side in (("default", "right"), ("even", "left")):
            if kind not in footers:
                yield f"no footer on {kind} pages"
            else:
                yield from _page_number(document.part(document.target(footers[kind])), kind, side)
        margin = section.find(f"{W}pgMar")
        size = section.find(f"{W}pgSz")
        if margin is not None and size is not None:
            bottom, footer = int(margin.get(f"{W}bottom", "0")), int(margin.get(f"{W}footer", "0"))
            gap = (bottom - footer - 14 * 20) / TWIPS_PER_MM
            if abs(gap - 7) > 0.2:
                yield f"page number {gap:.1f} mm under the text, not 7"


def _page_number(footer: ET.Element, kind: str, side: str) -> Iterator[str]:
    text = "".join(node.text or "" for node in footer.iter() if node.tag in (f"{W}t", f"{W}instrText"))
    if not re.fullmatch(r"— PAGE 1 —|—  PAGE 1 —", text):
        yield f"page number on {kind} pages reads {text!r}"
    alignment = footer.find(f".//{W}jc")
    if alignment is None or alignment.get(f"{W}val") != side:
        yield f"page number on {kind} pages is not at the {side}"
    indent = footer.find(f".//{W}ind")
    if indent is None or indent.get(f"{W}{side}Chars") != "100":
        yield f"page number on {kind} pages is not one character from the edge"
    for run in footer.iter(f"{W}rPr"):
        fonts, size = run.find(f"{W}rFonts"), run.find(f"{W}sz")
        if fonts is None or fonts.get(f"{W}eastAsia") != "宋体" or fonts.get(f"{W}ascii") != "宋体":
            yield f"page number on {kind} pages is not in 宋体"
        if size is None or size.get(f"{W}val") != "28":
            yield f"page number on {kind} pages is not 14 pt"


def styles(document: Document) -> Iterator[str]:
    """Fonts, sizes, alignment, indents, line pitch and outline levels of the styles."""
    defaults = document.part("word/styles.xml").find(f"{W}docDefaults//{W}rFonts")
    if defaults is None or defaults.get(f"{W}eastAsia") != BODY:
        yield f"default East Asian font is not {BODY}"
    for name, (font, size, alignment, indent, exact) in STYLES.items():
        style = document.styles.get(name)
        if style is None:
            yield f"no style {name}"
            continue
        yield from _style(name, style, font, size, alignment)
        yield from _measures(name, style, indent, exact=exact)
    for name, level in LEVELS.items():
        outline = document.styles[name].find(f".//{W}outlineLvl") if name in document.styles else None
        if outline is None or outline.get(f"{W}val") != level:
            yield f"{name} is not a heading of level {level}"


def _style(name: str, style: ET.Element, font: str, size: int, alignment: str) -> Iterator[str]:
    fonts, sized, align = (style.find(f".//{W}{tag}") for tag in ("rFonts", "sz", "jc"))
    if fonts is None or fonts.get(f"{W}eastAsia") != font:
        yield f"{name} is not in {font}"
    if sized is None or sized.get(f"{W}val") != str(size):
        yield f"{name} is not {size / 2} pt"
    if align is None or align.get(f"{W}val") != alignment:
        yield f"{name} is not aligned {alignment}"


def _measures(name: str, style: ET.Element, indent: int, *, exact: bool) -> Iterator[str]:
    indents, spacing = style.find(f".//{W}ind"), style.find(f"{W}pPr/{W}spacing")
    first = indents.get(f"{W}firstLineChars", "0") if indents is not None else "0"
    if first != str(indent):
        yield f"{name} begins {int(first) / 100:g} characters in, not {indent / 100:g}"
    if exact and (spacing is None or (spacing.get(f"{W}line"), spacing.get(f"{W}lineRule")) != ("579", "exact")):
        yield f"{name} has no exact line pitch of 28.95 pt"


def theme(document: Document) -> Iterator[str]:
    """The theme names Chinese fonts, and no style asks for another one."""
    scheme = document.part("word/theme/theme1.xml")
    for fonts in ("majorFont", "minorFont"):
        face = scheme.find(f".//{A}{fonts}/{A}ea")
        if face is None or not face.get("typeface"):
            yield f"theme's {fonts} has no East Asian font"
    for name in ("word/styles.xml", "word/document.xml"):
        if b"eastAsiaTheme" in document.raw[name] or "ＭＳ".encode() in document.raw[name]:
            yield f"{name} asks the theme for an East Asian font"


def headings(document: Document) -> Iterator[str]:
    """Headings are numbered 一、（一）1.（1） in their order; no paragraph is empty of style."""
    for paragraph in document.body.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        name = style.get(f"{W}val", "") if style is not None else ""
        text = "".join(node.text or "" for node in paragraph.iter(f"{W}t"))
        if name in NUMBERING and not re.match(NUMBERING[name], text):
            yield f"{name} is numbered wrongly: {text[:12]!r}"
        if name == "Addressee" and not text.endswith("："):
            yield f"addressee does not end with ：: {text[-6:]!r}"
    yield from _empty_headings(document)


def _empty_headings(document: Document) -> Iterator[str]:
    """A heading has something under it: text, a table, or a heading of a deeper level."""
    body = document.body.find(f"{W}body")
    parts = [each for each in ([] if body is None else body) if each.tag == f"{W}tbl" or _text(each)]
    for part, below in zip_longest(parts, parts[1:]):
        level = LEVELS.get(_style_of(part))
        following = LEVELS.get(_style_of(below), "9") if below is not None else "0"
        if level is not None and following <= level:
            yield f"nothing under the heading {_text(part)[:12]!r}"


def _text(element: ET.Element) -> str:
    return "".join(node.text or "" for node in element.iter(f"{W}t"))


def _style_of(element: ET.Element) -> str:
    style = element.find(f"{W}pPr/{W}pStyle")
    return style.get(f"{W}val", "") if style is not None else ""


def tables(document: Document) -> Iterator[str]:
    """Tables have a repeated head, rows that no page breaks, and fill no more than the line."""
    for table in document.body.iter(f"{W}tbl"):
        if table.find(f"{W}tblPr/{W}tblpPr") is not None:
            yield from _imprint(table)
            continue
        rows = table.findall(f"{W}tr")
        if not rows or rows[0].find(f"{W}trPr/{W}tblHeader") is None:
            yield "table without a repeated head"
        if any(row.find(f"{W}trPr/{W}cantSplit") is None for row in rows):
            yield "table row that may break across pages"
        if any(cell.find(f"{W}tcPr/{W}vAlign") is None for cell in table.iter(f"{W}tc")):
            yield "table cell that is not aligned"
    yield from _widths(document)


def _widths(document: Document) -> Iterator[str]:
    """A table is as wide as the line of its section: 156 mm upright, 225 mm sideways."""
    waiting: list[float] = []
    for each in document.body.iter():
        if each.tag == f"{W}tbl":
            waiting.append(sum(int(col.get(f"{W}w", "0")) for col in each.iter(f"{W}gridCol")) / TWIPS_PER_MM)
        elif each.tag == f"{W}sectPr":
            size = each.find(f"{W}pgSz")
            line = 225 if size is not None and size.get(f"{W}orient") == "landscape" else 156
            yield from (f"table is {width:.0f} mm wide, not {line}" for width in waiting if abs(width - line) > 0.5)
            waiting = []


def _imprint(table: ET.Element) -> Iterator[str]:
    """抄送 and who printed it when, in 14 pt, at the foot of the text area, between thick rules, a thin one between."""
    place = table.find(f"{W}tblPr/{W}tblpPr")
    if place is None or (place.get(f"{W}vertAnchor"), place.get(f"{W}tblpYSpec")) != ("margin", "bottom"):
        yield "imprint is not at the foot of the text area"
    rules = {edge: table.find(f"{W}tblPr/{W}tblBorders/{W}{edge}") for edge in ("top", "insideH", "bottom")}
    sizes = [int(rule.get(f"{W}sz", "0")) if rule is not None else 0 for rule in rules.values()]
    if not sizes[0] == sizes[2] > sizes[1] > 0:
        yield f"imprint's rules are {sizes} eighths of a point"
    texts = ["".join(node.text or "" for node in row.iter(f"{W}t")) for row in table.iter(f"{W}tr")]
    if not texts[0].startswith("抄送：") or not re.search(r"\d年\d{1,2}月\d{1,2}日印发$", texts[-1]):
        yield f"imprint reads {texts}"
    if any(size.get(f"{W}val") != "28" for size in table.iter(f"{W}sz")):
        yield "imprint is not in 14 pt"


def signature(document: Document) -> Iterator[str]:
    """The date in Arabic digits without leading zeros, two characters from the right."""
    for paragraph in document.body.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if style is None or style.get(f"{W}val") != "Date":
            continue
        text = "".join(node.text or "" for node in paragraph.iter(f"{W}t"))
        if not re.fullmatch(r"[1-9]\d{3}年[1-9]\d?月[1-9]\d?日", text):
            yield f"date reads {text!r}"
    yield from _distances(document)
    for name in ("Signature", "Date"):
        indent = document.styles[name].find(f".//{W}ind") if name in document.styles else None
        if indent is None or indent.get(f"{W}rightChars") != "200":
            yield f"{name} is not two characters from the right"


def _distances(document: Document) -> Iterator[str]:
    """The date begins two characters right of the signature; the one further right ends two from the edge."""
    paragraphs = list(document.body.iter(f"{W}p"))
    for first, second in pairwise(paragraphs):
        if (_style_of(first), _style_of(second)) != ("Signature", "Date"):
            continue
        ends = [_right(first), _right(second)]
        starts = [28 - end - _characters(_text(each)) for end, each in zip(ends, (first, second), strict=True)]
        if round(starts[1] - starts[0], 2) != 2:
            yield f"date begins {starts[1] - starts[0]:g} characters right of the signature, not 2"
        if round(min(ends), 2) != 2:
            yield f"signature and date end {min(ends):g} characters from the right, not 2"


def _right(paragraph: ET.Element) -> float:
    indent = paragraph.find(f"{W}pPr/{W}ind")
    return int(indent.get(f"{W}rightChars", "200") if indent is not None else "200") / 100


def _characters(text: str) -> float:
    return sum(0.5 if char.isascii() else 1 for char in text)


def annexes(document: Document) -> Iterator[str]:
    """Annexes are named below the text, names aligned and without a stop; each begins a page, its title in line three."""
    for name, (left, hanging) in HANGING.items():
        indent = document.styles[name].find(f".//{W}ind") if name in document.styles else None
        if indent is None or (indent.get(f"{W}leftChars"), indent.get(f"{W}hangingChars")) != (left, hanging):
            yield f"{name} does not align the names of annexes"
    mark = document.styles.get("AnnexMark")
    if mark is None or mark.find(f"{W}pPr/{W}pageBreakBefore") is None:
        yield "AnnexMark does not begin a page"
    lines = [(_style_of(each), _text(each)) for each in document.body.iter(f"{W}p")]
    noted = [text for style, text in lines if style in HANGING]
    for at, (style, text) in enumerate(lines):
        if style in HANGING and re.search(r"[。，；：、,.;]$", text):
            yield f"the name of an annex ends in a mark: {text[-6:]!r}"
        if style in ("AnnexNote", "AnnexNoteFirst") and (at == 0 or lines[at - 1][1] or not text.startswith("附件：")):
            yield f"no blank line above the annexes, or no 附件：: {text[:8]!r}"
        if style == "AnnexMark":
            yield from _annex(lines[at : at + 3], noted)


def _annex(head: list[tuple[str, str]], noted: list[str]) -> Iterator[str]:
    mark = head[0][1]
    if not re.fullmatch(r"附件[1-9]?\d*", mark):
        yield f"the mark of an annex reads {mark!r}"
    if [style for style, _ in head[2:]] != ["AnnexTitle"] or head[1][1]:
        yield f"{mark} has no title in its third line"
        return
    number = mark.removeprefix("附件")
    names = [re.sub(r"^(附件：)?(\d+\.)?", "", note) for note in noted if not number or f"{number}." in note[:6]]
    if head[2][1] not in names:
        yield f"{mark} is not named below the text: {head[2][1][:12]!r}"


def settings(document: Document) -> Iterator[str]:
    """Odd and even pages differ."""
    if document.part("word/settings.xml").find(f"{W}evenAndOddHeaders") is None:
        yield "odd and even pages are the same"


def whole(document: Document) -> Iterator[str]:
    """Nothing of the template's language is left, and the properties name the document."""
    text = "".join(node.text or "" for node in document.body.iter(f"{W}t"))
    for mark in ("{%", "%}"):
        if mark in text:
            yield f"{mark} is left in the text"
    title = re.search(rb"<dc:title>(.+?)</dc:title>", document.raw["docProps/core.xml"], re.DOTALL)
    if title is None:
        yield "properties without a title"
