"""A context laid out by a Word template (docxtpl), as bytes that are the same for the same context."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from minzheng_cli.errors import MzError
from minzheng_cli.report.formatting import title_lines
from minzheng_cli.report.word.fonts import PROFILES, Fonts, replacements
from minzheng_cli.report.word.package import zipped

if TYPE_CHECKING:
    from jinja2 import Environment

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 (2.2) does not allow."""
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


def render(context: Titled, template: Path, day: date, look: Looking) -> bytes:
    """The context (as `report`) in a Word template. Raises MzError where the template is missing or at fault.

    `day` is the date of the document's properties.
    """
    from docxtpl import DocxTemplate
    from jinja2 import TemplateError

    if not template.is_file():
        raise MzError(f"找不到模板{template}。", "请重新安装程序")
    try:
        document = DocxTemplate(template)
        document.render({"report": context}, jinja_env=_environment())
    except TemplateError as error:
        raise MzError(f"模板{template}有误：{error.message or error}。", "请对照随程序安装的模板改正") from error
    except (KeyError, ValueError, zipfile.BadZipFile) as error:
        raise MzError(f"模板{template}不是Word文档，或已经损坏。", "请用Word另存为.docx") from error
    laid_out = io.BytesIO()
    document.save(laid_out)
    return _finished(laid_out.getvalue(), PROFILES[look.fonts], _properties(context.title, day))


def _environment() -> Environment:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True, finalize=_as_text)
    environment.filters["lines"] = title_lines
    return environment


def _as_text(value: Any) -> Any:
    """Text without what XML can't hold; escaped words and Word's own pieces stay as they are."""
    return _NOT_XML.sub("", value) if type(value) is str else value


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

    package, terms = "http://schemas.openxmlformats.org/package/2006", "http://purl.org/dc"
    moment = f'xsi:type="dcterms:W3CDTF">{day.isoformat()}T00:00:00Z<'
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<cp:coreProperties xmlns:cp="{package}/metadata/core-properties" xmlns:dc="{terms}/elements/1.1/" '
        f'xmlns:dcterms="{terms}/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(_NOT_XML.sub('', title))}</dc:title><dc:language>zh-CN</dc:language>"
        f"<dcterms:created {moment}/dcterms:created><dcterms:modified {moment}/dcterms:modified></cp:coreProperties>"
    )
