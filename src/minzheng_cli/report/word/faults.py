"""What a faulty Word template says: which paragraph of it is wrong, as its author sees it in Word."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from minzheng_cli.errors import MzError
from minzheng_cli.report.template_faults import chinese_fault, is_unfinished
from minzheng_cli.report.templating import FAULTS, HINT, line_in_string

if TYPE_CHECKING:
    from minzheng_cli.report.templating import Sandbox

_UNCLOSED = re.compile(r"\{\{(?:(?!\}\}|\{\{|\{%).)*(?:\{\{|\{%|$)|\{%(?:(?!%\}|\{\{|\{%).)*(?:\{\{|\{%|$)", re.DOTALL)
"""A mark of which the end is missing in its paragraph: docxtpl would look for it in the next ones, and lose them."""
_SHOWN = 60
"""Characters of a paragraph that are shown."""
_PARTS = {"header": "页眉", "footer": "页脚", "footnotes": "脚注", "core": "文档属性"}


@contextmanager
def opening(template: Path) -> Iterator[None]:
    """Raises MzError where what is opened within is no Word document."""
    if not template.is_file():
        raise MzError(f"找不到模板{template}。", "请重新安装程序")
    try:
        yield
    except (KeyError, ValueError, AttributeError, zipfile.BadZipFile, SyntaxError) as error:
        raise MzError(f"模板{template}不是Word文档，或已经损坏。", "请用Word另存为.docx") from error


@contextmanager
def filling(template: Path, document: Any, environment: Sandbox) -> Iterator[None]:
    """Raises MzError with the paragraph where the words of the template within are at fault."""
    from jinja2 import TemplateNotFound

    try:
        yield
    except (TemplateNotFound, TypeError) as error:
        if isinstance(error, TypeError) and "loader" not in str(error):
            raise _fault(template, document, environment, error) from error
        raise MzError(
            f"模板{template}引用了别的文件。", "Word模板不能用include、extends和import，请把内容写在一个文件里"
        ) from error
    except SyntaxError as error:
        raise MzError(
            f"模板{template}填入内容以后不再是完整的文档。", "开头和结尾的标记要放在同一级：都是{%p %}，或都是{%tr %}"
        ) from error
    except FAULTS as error:
        raise _fault(template, document, environment, error) from error


def refuse_unclosed(template: Path, body: Any) -> None:
    """Raises MzError with the first paragraph in which a mark has no end."""
    for paragraph in body.iter("{*}p"):
        words = "".join(piece.text or "" for piece in paragraph.iter("{*}t"))
        if _UNCLOSED.search(words):
            raise MzError(f"模板{template}{_quoted(words)}有误：标记没有写完，或少了一半括号。", HINT)


def _fault(template: Path, document: Any, environment: Sandbox, error: Exception) -> MzError:
    where = "" if is_unfinished(error) else _paragraph(environment.given, line_in_string(error))
    part = getattr(getattr(document, "current_rendering_part", None), "partname", "")
    name = next((chinese for word, chinese in _PARTS.items() if f"/{word}" in str(part)), "")
    return MzError(f"模板{template}{name}{where}有误：{chinese_fault(error)}。", HINT)


def _paragraph(source: str, line: int | None) -> str:
    """The paragraph that begins at a line: docxtpl puts each on a line of its own."""
    lines = source.split("\n")
    if line is None or not 0 < line <= len(lines):
        return ""
    return _quoted(re.sub(r"<[^>]*>", "", lines[line - 1]))


def _quoted(words: str) -> str:
    shown = " ".join(words.split())
    return f"“{shown[:_SHOWN]}{'……' if len(shown) > _SHOWN else ''}”" if shown else ""
