"""The styles of an official document, as the text of `styles.xml` and `theme1.xml`."""

from __future__ import annotations

from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from minzheng_cli.report.word.fonts import LATIN, STANDARD, Fonts
from minzheng_cli.report.word.page import (
    BODY_SIZE,
    INDENT,
    LINE_PITCH,
    PAGE_NUMBER_SIZE,
    SIGNATURE_INDENT,
    TABLE_SIZE,
    TITLE_SIZE,
    condensed,
    twips,
)

WORDML = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"


@dataclass(frozen=True)
class Style:
    """A paragraph style. Lengths are characters: `indent` before the first line, `right` at the right edge, `left` before
    all lines, of which the first begins `hanging` sooner. `new_page` begins a page.
    """

    id: str
    name: str
    font: str
    size: float = BODY_SIZE
    align: str = "both"
    indent: int = 0
    right: int = 0
    left: int = 0
    hanging: int = 0
    level: int | None = None
    based_on: str | None = "Normal"
    follows: str | None = None
    exact: bool = True
    keep_next: bool = False
    new_page: bool = False


def paragraph_styles(fonts: Fonts = STANDARD) -> tuple[Style, ...]:
    """All styles by which a document is laid out; their Chinese names are what a user sees in Word."""
    body = fonts.body
    return (
        Style("Normal", "Normal", body, based_on=None),
        Style("BodyText", "正文段落", body, indent=INDENT),
        Style("Title", "Title", fonts.title, TITLE_SIZE, "center", follows="BodyText"),
        Style("Addressee", "主送机关", body, align="left", follows="BodyText"),
        Style("Heading1", "heading 1", fonts.heading, indent=INDENT, level=0, follows="BodyText", keep_next=True),
        Style("Heading2", "heading 2", fonts.subheading, indent=INDENT, level=1, follows="BodyText", keep_next=True),
        Style("Heading3", "heading 3", body, indent=INDENT, level=2, follows="BodyText", keep_next=True),
        Style("Heading4", "heading 4", body, indent=INDENT, level=3, follows="BodyText", keep_next=True),
        Style("Signature", "发文机关署名", body, align="right", right=SIGNATURE_INDENT, follows="Date"),
        Style("Date", "成文日期", body, align="right", right=SIGNATURE_INDENT),
        Style("DocumentNumber", "发文字号", body, align="center", follows="Addressee"),
        Style("FormNumber", "编号", body, align="right", right=SIGNATURE_INDENT),
        Style("Roster", "名单", body, align="left", left=6, hanging=4),
        Style("AnnexNote", "附件说明", body, left=5, hanging=3),
        Style("AnnexNoteFirst", "附件说明首项", body, left=6, hanging=4, follows="AnnexNoteNext"),
        Style("AnnexNoteNext", "附件说明后项", body, left=6, hanging=1),
        Style("AnnexMark", "附件标识", fonts.heading, align="left", new_page=True, follows="AnnexTitle"),
        Style("AnnexTitle", "附件标题", fonts.title, TITLE_SIZE, "center", follows="BodyText"),
        Style("Mark", "演示数据标记", fonts.heading, align="center"),
        Style("TableHead", "表头", fonts.heading, TABLE_SIZE, "center", exact=False),
        Style("TableText", "表格文字", body, TABLE_SIZE, "left", exact=False),
        Style("TableCentre", "表格居中", body, TABLE_SIZE, "center", exact=False),
        Style("TableNumber", "表格数字", body, TABLE_SIZE, "right", exact=False),
        Style("Header", "header", body, TABLE_SIZE, "center", exact=False),
        Style("Footer", "footer", fonts.page_number, PAGE_NUMBER_SIZE, "left", exact=False),
    )


def styles_xml(fonts: Fonts = STANDARD) -> str:
    """The text of `word/styles.xml`."""
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_fonts(fonts.body)}{_size(BODY_SIZE)}"
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
    )
    character = '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/></w:style>'
    paragraphs = "".join(_paragraph_style(style) for style in paragraph_styles(fonts))
    return f'{_HEAD}<w:styles xmlns:w="{WORDML}">{defaults}{character}{paragraphs}{_TABLES}</w:styles>'


def _paragraph_style(style: Style) -> str:
    default = ' w:default="1"' if style.based_on is None else ""
    parent = f'<w:basedOn w:val="{style.based_on}"/>' if style.based_on else ""
    follows = f'<w:next w:val="{style.follows}"/>' if style.follows else ""
    return (
        f'<w:style w:type="paragraph"{default} w:styleId="{style.id}"><w:name w:val={quoteattr(style.name)}/>'
        f'{parent}{follows}<w:uiPriority w:val="1"/><w:qFormat/><w:pPr>{_paragraph(style)}</w:pPr>'
        f"<w:rPr>{_fonts(style.font)}{_narrowed(style)}{_size(style.size)}</w:rPr></w:style>"
    )


def _paragraph(style: Style) -> str:
    """The paragraph's properties, in the order that the schema asks."""
    keep = "<w:keepNext/><w:keepLines/>" if style.keep_next else ""
    keep += "<w:pageBreakBefore/>" if style.new_page else ""
    line = twips(LINE_PITCH) if style.exact else 240
    rule = "exact" if style.exact else "auto"
    spacing = f'<w:spacing w:before="0" w:after="0" w:line="{line}" w:lineRule="{rule}"/>'
    level = f'<w:outlineLvl w:val="{style.level}"/>' if style.level is not None else ""
    return f'{keep}<w:overflowPunct w:val="1"/><w:snapToGrid w:val="0"/>{spacing}{_indents(style)}<w:jc w:val="{style.align}"/>{level}'


def _indents(style: Style) -> str:
    one = twips(style.size)
    first = f' w:firstLineChars="{style.indent * 100}" w:firstLine="{style.indent * one}"' if style.indent else ""
    first += f' w:hangingChars="{style.hanging * 100}" w:hanging="{style.hanging * one}"' if style.hanging else ""
    left = f' w:leftChars="{style.left * 100}" w:left="{style.left * one}"' if style.left else ""
    right = f' w:rightChars="{style.right * 100}" w:right="{style.right * one}"' if style.right else ""
    return (
        f"<w:ind{left}{right}{first}/>" if left or first or right else '<w:ind w:firstLineChars="0" w:firstLine="0"/>'
    )


def _fonts(east_asian: str) -> str:
    return (
        f'<w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:eastAsia={quoteattr(east_asian)} w:cs="{LATIN}"'
        ' w:hint="eastAsia"/>'
    )


def _narrowed(style: Style) -> str:
    """Text in the size of the text is narrowed to 28 characters a line; all else takes its natural width."""
    return f'<w:spacing w:val="{condensed() if style.size == BODY_SIZE else 0}"/>'


def _size(points: float) -> str:
    return f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>'


_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_EDGES = "".join(
    f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_TABLES = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>'
    '<w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
    '<w:style w:type="table" w:styleId="OfficialTable"><w:name w:val="公文表格"/><w:basedOn w:val="TableNormal"/>'
    f'<w:tblPr><w:tblBorders>{_EDGES}</w:tblBorders><w:tblCellMar><w:top w:w="28" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
    '<w:bottom w:w="28" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
)


def theme_xml(fonts: Fonts = STANDARD) -> str:
    """The text of `word/theme/theme1.xml`: so that no page falls back to the fonts of another language."""
    face = (
        f'<a:latin typeface="{LATIN}"/><a:ea typeface={{0}}/><a:cs typeface=""/><a:font script="Hans" typeface={{0}}/>'
    )
    scheme = (
        f'<a:fontScheme name="公文"><a:majorFont>{face.format(quoteattr(fonts.heading))}</a:majorFont>'
        f"<a:minorFont>{face.format(quoteattr(fonts.body))}</a:minorFont></a:fontScheme>"
    )
    return (
        f'{_HEAD}<a:theme xmlns:a="{DRAWING}" name="公文"><a:themeElements>{_colours()}{scheme}{_FORMATS}'
        "</a:themeElements></a:theme>"
    )


def _colours() -> str:
    named = {
        "dk1": "000000",
        "lt1": "FFFFFF",
        "dk2": "333333",
        "lt2": "EEEEEE",
        "hlink": "0000FF",
        "folHlink": "800080",
    }
    accents = {
        f"accent{n}": shade for n, shade in enumerate(("C00000", "1F6E43", "C47F00", "1F4E79", "595959", "7F7F7F"), 1)
    }
    order = ("dk1", "lt1", "dk2", "lt2", *accents, "hlink", "folHlink")
    values = {**named, **accents}
    inner = "".join(f'<a:{name}><a:srgbClr val="{values[name]}"/></a:{name}>' for name in order)
    return f'<a:clrScheme name="公文">{inner}</a:clrScheme>'


_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_FORMATS = (
    '<a:fmtScheme name="公文">'
    f"<a:fillStyleLst>{_FILL * 3}</a:fillStyleLst>"
    f"<a:lnStyleLst>{f'<a:ln>{_FILL}</a:ln>' * 3}</a:lnStyleLst>"
    f"<a:effectStyleLst>{'<a:effectStyle><a:effectLst/></a:effectStyle>' * 3}</a:effectStyleLst>"
    f"<a:bgFillStyleLst>{_FILL * 3}</a:bgFillStyleLst></a:fmtScheme>"
)
