"""The formats of a report: a context and a template, or for Excel its tables, give a document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import Path


@dataclass(frozen=True)
class Look:
    """How a document looks where the user may choose.

    `fonts` is the name of Word's fonts (`word.fonts.PROFILES`), `contents` asks for a table of contents, `copies` for
    an imprint (版记) that names who gets copies and the `issuer`; both in Word. `folders` hold what templates build on, in the order in
    which they are asked.
    """

    fonts: str = "国标"
    contents: bool = False
    copies: str | None = None
    issuer: str = ""
    folders: tuple[Path, ...] = ()


@dataclass(frozen=True)
class Format:
    """A format: the suffix of its files, the module that renders it, and the suffix of its templates, if it has any."""

    suffix: str
    module: str
    template: str | None


FORMATS = {
    "md": Format(".md", "minzheng_cli.report.markdown", ".md.j2"),
    "docx": Format(".docx", "minzheng_cli.report.word.render", ".docx"),
    "html": Format(".html", "minzheng_cli.report.html", ".html.j2"),
    "xlsx": Format(".xlsx", "minzheng_cli.report.workbook", None),
}
"""The formats; each module has `render(context, template, day, look) -> str | bytes`."""
SUFFIXES = {name: each.suffix for name, each in FORMATS.items()}
TEMPLATES = {
    name: suffix for name in ("docx", "md", "html") for suffix in (FORMATS[name].template,) if suffix is not None
}
"""The suffixes of templates, by format."""


def render(context: object, name: str, template: Path | None, day: date, look: Look = Look()) -> str | bytes:
    """The context in a format. Raises MzError where the template is missing or at fault."""
    document: str | bytes = import_module(FORMATS[name].module).render(context, template, day, look)
    return document


def template_of(kind: str, name: str, folders: Sequence[Path]) -> Path | None:
    """The first of the folders' templates for a kind and a format; None for a format that has none."""
    suffix = FORMATS[name].template
    if suffix is None:
        return None
    places = [folder / f"{kind}{suffix}" for folder in folders]
    return next((place for place in places if place.is_file()), places[-1])
