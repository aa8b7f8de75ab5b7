"""An empty official document as a package: its parts as XML, page set-up and page numbers included."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from minzheng_cli.report.word.fonts import STANDARD, Fonts
from minzheng_cli.report.word.page import (
    LINE_PITCH,
    MARGIN_BOTTOM,
    MARGIN_LEFT,
    MARGIN_RIGHT,
    MARGIN_TOP,
    PAGE_NUMBER_GAP,
    PAGE_NUMBER_SIZE,
    PAPER,
    character_space,
    mm,
    twips,
)
from minzheng_cli.report.word.styles import WORDML, styles_xml, theme_xml

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument"
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The one time that every entry of the archive carries."""


def empty_document(fonts: Fonts = STANDARD) -> bytes:
    """A document with styles, theme, page set-up and page numbers, and nothing in it."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations({"officeDocument": "word/document.xml"}, core=True),
        "docProps/core.xml": _CORE,
        "word/document.xml": _document(),
        "word/_rels/document.xml.rels": _relations(
            {"styles": "styles.xml", "theme": "theme/theme1.xml", "settings": "settings.xml"}
            | {"footer": "footer1.xml", "footer/even": "footer2.xml"}
        ),
        "word/styles.xml": styles_xml(fonts),
        "word/theme/theme1.xml": theme_xml(fonts),
        "word/settings.xml": _SETTINGS,
        "word/footer1.xml": _footer("right"),
        "word/footer2.xml": _footer("left"),
    }
    return zipped({name: text.encode("utf-8") for name, text in parts.items()})


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """The parts as an archive that is the same for the same parts; the content types come first, as readers expect."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts, key=lambda each: (each != "[Content_Types].xml", each)):
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            archive.writestr(entry, parts[name], compresslevel=6)
    return packed.getvalue()


def section(*, landscape: bool = False) -> str:
    """The properties of a section: A4, margins, the grid of 22 lines by 28 characters, page numbers.

    On a landscape page the margins turn with the paper: its top is the right edge of the upright page.
    """
    width, height = (mm(length) for length in (PAPER[::-1] if landscape else PAPER))
    turned = ' w:orient="landscape"' if landscape else ""
    top, right, bottom, left = (MARGIN_TOP, MARGIN_RIGHT, MARGIN_BOTTOM, MARGIN_LEFT)
    if landscape:
        top, right, bottom, left = right, bottom, left, top
    below = mm(bottom - PAGE_NUMBER_GAP) - twips(PAGE_NUMBER_SIZE)
    return (
        f'<w:sectPr xmlns:w="{WORDML}" xmlns:r="{_RELATIONS}">'
        '<w:footerReference w:type="default" r:id="rId4"/><w:footerReference w:type="even" r:id="rId5"/>'
        f'<w:pgSz w:w="{width}" w:h="{height}"{turned}/>'
        f'<w:pgMar w:top="{mm(top)}" w:right="{mm(right)}" w:bottom="{mm(bottom)}" w:left="{mm(left)}" '
        f'w:header="{mm(15)}" w:footer="{below}" w:gutter="0"/><w:cols w:space="425"/>'
        f'<w:docGrid w:type="linesAndChars" w:linePitch="{twips(LINE_PITCH)}" w:charSpace="{character_space()}"/>'
        "</w:sectPr>"
    )


def _document() -> str:
    return f'{_HEAD}<w:document xmlns:w="{WORDML}" xmlns:r="{_RELATIONS}"><w:body>{section()}</w:body></w:document>'


def _footer(side: str) -> str:
    """— 1 — at the outer edge, one character in (GB/T 9704-2012, 7.5)."""
    one = twips(PAGE_NUMBER_SIZE)
    indent = f'<w:ind w:{side}Chars="100" w:{side}="{one}"/>'
    size = f'<w:sz w:val="{round(PAGE_NUMBER_SIZE * 2)}"/>'
    fonts = '<w:rFonts w:ascii="宋体" w:hAnsi="宋体" w:eastAsia="宋体"/>'
    look = f"<w:rPr>{fonts}{size}</w:rPr>"
    field = "".join(
        f"<w:r>{look}{inner}</w:r>"
        for inner in (
            '<w:t xml:space="preserve">— </w:t>',
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
            '<w:t xml:space="preserve"> —</w:t>',
        )
    )
    paragraph = f'<w:p><w:pPr><w:pStyle w:val="Footer"/>{indent}<w:jc w:val="{side}"/></w:pPr>{field}</w:p>'
    return f'{_HEAD}<w:ftr xmlns:w="{WORDML}">{paragraph}</w:ftr>'


def _relations(targets: Mapping[str, str], *, core: bool = False) -> str:
    links = [(f"{_RELATIONS}/{kind.partition('/')[0]}", target) for kind, target in targets.items()]
    if core:
        links.append((f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"))
    inner = "".join(
        f'<Relationship Id="rId{at}" Type="{kind}" Target="{target}"/>' for at, (kind, target) in enumerate(links, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def _content_types() -> str:
    word = f"{_TYPES}.wordprocessingml"
    kinds = {
        "/word/document.xml": f"{word}.document.main+xml",
        "/word/styles.xml": f"{word}.styles+xml",
        "/word/settings.xml": f"{word}.settings+xml",
        "/word/theme/theme1.xml": f"{_TYPES}.theme+xml",
        "/word/footer1.xml": f"{word}.footer+xml",
        "/word/footer2.xml": f"{word}.footer+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    inner = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in kinds.items())
    defaults = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
    )
    return f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">{defaults}{inner}</Types>'


_CORE = (
    f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title></dc:title></cp:coreProperties>'
)
_SETTINGS = (
    f'{_HEAD}<w:settings xmlns:w="{WORDML}"><w:evenAndOddHeaders/><w:defaultTabStop w:val="640"/>'
    f'<w:drawingGridHorizontalSpacing w:val="158"/><w:characterSpacingControl w:val="compressPunctuation"/>'
    "<w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/><w:ulTrailSpace/>"
    "<w:doNotExpandShiftReturn/><w:adjustLineHeightInTable/><w:useFELayout/>"
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    '</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
)
