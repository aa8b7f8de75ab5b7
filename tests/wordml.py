"""Word documents put together from their XML: what python-docx can't write, and what nobody should send."""

from __future__ import annotations

import zipfile
from io import BytesIO

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"


def document(body: str, **parts: str) -> bytes:
    """The document with this body; `numbering`, `styles`, `footnotes` are what stands in the tops of those parts."""
    tops = {"numbering": "numbering", "styles": "styles", "footnotes": "footnotes", "endnotes": "endnotes"}
    files = {"word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"}
    files |= {f"word/{name}.xml": f"<w:{tops[name]} {NAMESPACES}>{xml}</w:{tops[name]}>" for name, xml in parts.items()}
    return package({name: text.encode() for name, text in files.items()})


def relations(*each: tuple[str, str, str], base: str = RELATIONS) -> bytes:
    """A part of relationships: the id, the kind and the target of each."""
    inner = "".join(f'<Relationship Id="{key}" Type="{base}/{kind}" Target="{target}"/>' for key, kind, target in each)
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'.encode()


def with_inserted(name: str, data: bytes, body: str = '<w:altChunk r:id="c1"/>') -> bytes:
    """A document into which a file was put as a whole, under the id c1."""
    xml = f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>".encode()
    related = relations(("c1", "aFChunk", name))
    return package({"word/document.xml": xml, "word/_rels/document.xml.rels": related, f"word/{name}": data})


def field(code: str, result: str | None = None) -> str:
    """A field; without its result only the code."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    shown = "" if result is None else mark("separate") + r(result)
    return f'{mark("begin")}<w:r><w:instrText xml:space="preserve">{code}</w:instrText></w:r>{shown}{mark("end")}'


def package(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A packed file with these parts."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


def p(text: str = "", properties: str = "") -> str:
    """A paragraph."""
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{r(text) if text else ''}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run."""
    return f'<w:r>{f"<w:rPr>{properties}</w:rPr>" if properties else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def item(num: int, level: int = 0) -> str:
    """The property of a paragraph in a list."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>'


def lists(*levels: tuple[str, str], more: str = "") -> str:
    """One list, number 1, with a format and a text for each level."""
    made = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{style}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (style, text) in enumerate(levels)
    )
    return (
        f'<w:abstractNum w:abstractNumId="0">{made}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{more}'
    )


def table(*rows: str) -> str:
    """A table of rows of cells."""
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def c(content: str, properties: str = "") -> str:
    """A cell; plain words become its paragraph."""
    inner = content if content.startswith("<") else p(content)
    return f"<w:tc>{f'<w:tcPr>{properties}</w:tcPr>' if properties else ''}{inner}</w:tc>"
