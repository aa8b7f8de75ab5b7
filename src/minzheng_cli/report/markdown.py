"""Contexts laid out by Markdown templates."""

from __future__ import annotations

import re
import traceback
from datetime import date
from pathlib import Path

from minzheng_cli.errors import MzError

_ACTIVE = re.compile(r"([\\`*_~&\[\]<>#|])")


def render(context: object, template: Path, _day: date, _look: object) -> str:
    """The context (as `report`) in a Markdown template. Raises MzError where the template is at fault."""
    from jinja2 import FileSystemLoader, StrictUndefined, TemplateError, TemplateNotFound
    from jinja2.sandbox import SandboxedEnvironment

    environment = SandboxedEnvironment(
        loader=FileSystemLoader(template.parent),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # Markdown: text passes the filter `text`, which escapes what Markdown would act on
    )
    environment.filters["text"] = escape_markdown
    try:
        laid_out = environment.get_template(template.name).render(report=context)
    except TemplateNotFound as error:
        raise MzError(f"找不到模板{template}。", "请重新安装程序") from error
    except TemplateError as error:
        line = template_line(error, template.name)
        where = f"第{line}行" if line else ""
        raise MzError(f"模板{template}{where}有误：{error.message or error}。", "请对照随程序安装的模板改正") from error
    return re.sub(r"\n{3,}", "\n\n", laid_out).strip() + "\n"


def template_line(error: Exception, name: str) -> int | None:
    """The template's line that is at fault: Jinja says it of bad syntax, and names it in the trace of all else."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno for frame in frames if Path(frame.filename).name == name]
    return getattr(error, "lineno", None) or (lines[-1] if lines else None)


def escape_markdown(words: object) -> str:
    """Words as text: what Markdown would act on is escaped, line breaks become blanks."""
    return _ACTIVE.sub(r"\\\1", " ".join(str(words).splitlines()))
