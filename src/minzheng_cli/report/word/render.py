"""A context laid out by a Word template (docxtpl), as bytes that are the same for the same context."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from minzheng_cli.report.formatting import chinese_day, title_lines
from minzheng_cli.report.word.extras import add_contents, add_imprint
from minzheng_cli.report.word.faults import filling, opening, refuse_unclosed
from minzheng_cli.report.word.fonts import PROFILES, Fonts, replacements
from minzheng_cli.report.word.package import zipped
from minzheng_cli.report.word.signature import place_signatures

if TYPE_CHECKING:
    from minzheng_cli.report.templating import Sandbox

_STYLED = re.compile(r"word/(document|styles|footer\d*|header\d*|footnotes|theme/theme\d*)\.xml")


class Titled(Protocol):
    """What every context has."""

    @property
    def title(self) -> str:
        """The document's title."""


class Looking(Protocol):
    """What a user may choose."""

    @property
    def fonts(self) -> str:
        """The name of the fonts, of PROFILES."""

    @property
    def contents(self) -> bool:
        """True for a table of contents in front."""

    @property
    def copies(self) -> str | None:
        """Who gets copies, for an imprint at the end; None for no imprint."""

    @property
    def issuer(self) -> str:
        """Who prints the document, for the imprint."""


def render(context: Titled, template: Path, day: date, look: Looking) -> bytes:
    """The context (as `report`) in a Word template. Raises MzError where the template is missing or at fault.

    `day` is the date of the document's properties.
    """
    from docxtpl import DocxTemplate

    from minzheng_cli.report.charts.word import drawers

    environment = _environment()
    with opening(template):
        document = DocxTemplate(template)
        document.init_docx()
    refuse_unclosed(template, document.docx.element.body)
    environment.filters |= drawers(document)
    with filling(template, document, environment):
        document.render({"report": context}, jinja_env=environment)
    place_signatures(document.docx.element.body)
    if look.copies:
        add_imprint(document.docx.element.body, look.copies, look.issuer, chinese_day(day))
    if look.contents:
        add_contents(document.docx.element.body)
    laid_out = io.BytesIO()
    document.save(laid_out)
    return _finished(laid_out.getvalue(), PROFILES[look.fonts], _properties(context.title, day))


def _environment() -> Sandbox:
    from minzheng_cli.report.templating import Sandbox

    environment = Sandbox(autoescape=True)
    environment.filters["lines"] = title_lines
    return environment


def _finished(data: bytes, fonts: Fonts, properties: str) -> bytes:
    """The document with the fonts wanted and its properties, packed the same way each time."""
    names = replacements(fonts)
    parts = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            part = archive.read(name)
            parts[name] = _with_fonts(part, names) if names and _STYLED.fullmatch(name) else part
    parts["docProps/core.xml"] = properties.encode("utf-8")
    return zipped(parts)


def _with_fonts(part: bytes, names: dict[str, str]) -> bytes:
    text = part.decode("utf-8")
    for standard, chosen in names.items():
        text = text.replace(f'"{standard}"', f'"{chosen}"')
    return text.encode("utf-8")


def _properties(title: str, day: date) -> str:
    from xml.sax.saxutils import escape

    from minzheng_cli.report.templating import without_controls

    package, terms = "http://schemas.openxmlformats.org/package/2006", "http://purl.org/dc"
    moment = f'xsi:type="dcterms:W3CDTF">{day.isoformat()}T00:00:00Z<'
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<cp:coreProperties xmlns:cp="{package}/metadata/core-properties" xmlns:dc="{terms}/elements/1.1/" '
        f'xmlns:dcterms="{terms}/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(without_controls(title))}</dc:title><dc:language>zh-CN</dc:language>"
        f"<dcterms:created {moment}/dcterms:created><dcterms:modified {moment}/dcterms:modified></cp:coreProperties>"
    )
