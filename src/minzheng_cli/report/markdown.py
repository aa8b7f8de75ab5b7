"""Contexts laid out by Markdown templates."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from minzheng_cli.report.render import Look

_ACTIVE = re.compile(r"([\\`*_~&\[\]<>#|])")


def render(context: object, template: Path, _day: date, look: Look) -> str:
    """The context (as `report`) in a Markdown template. Raises MzError where the template is at fault."""
    from minzheng_cli.report.templating import laid_out

    text = laid_out(
        context, template, look.folders, {"text": escape_markdown}, autoescape=False
    )  # `text` escapes for Markdown
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def escape_markdown(words: object) -> str:
    """Words as text: what Markdown would act on is escaped, line breaks become blanks."""
    return _ACTIVE.sub(r"\\\1", " ".join(str(words).splitlines()))
