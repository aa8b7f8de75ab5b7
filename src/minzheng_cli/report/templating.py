"""Jinja as templates get it: sandboxed, strict about names, and with faults that say what is wrong in Chinese."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError, TemplateNotFound
from jinja2.exceptions import SecurityError
from jinja2.sandbox import SandboxedEnvironment

from minzheng_cli.errors import MzError
from minzheng_cli.report.template_faults import chinese_fault
from minzheng_cli.store.root import packaged

if TYPE_CHECKING:
    from jinja2.runtime import Context

FAULTS = (TemplateError, ArithmeticError, TypeError, ValueError, LookupError, AttributeError, RecursionError)
"""What the words of a template can run into: Jinja's own errors, and those of what they compute."""
HINT = "请对照随程序安装的模板改正，导出用 mz template export"

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 (2.2) does not allow; nor has any of them a look."""
_MOST = 1_000_000
"""Characters that a template may make by multiplying, and the greatest power that it may ask for is a hundred."""


class Missing(StrictUndefined):
    """A name that isn't there: says which, and the nearest that is."""

    @property
    def _undefined_message(self) -> str:
        name = str(self._undefined_name)
        if self._undefined_exception is SecurityError:
            return f"不能用“{name}”，模板只能用report里的内容"
        known = _names_of(self._undefined_obj)
        near = get_close_matches(name, known, n=1, cutoff=0.5)
        hint = (
            f"最接近的是“{near[0]}”" if near else f"有的是：{'、'.join(known[:30])}" if known else "这里没有下一级内容"
        )
        return f"没有“{name}”这一项，{hint}"


class Sandbox(SandboxedEnvironment):
    """An environment in which a template can do nothing but lay out; it remembers what it was given as a string."""

    def __init__(self, **options: Any) -> None:
        super().__init__(undefined=Missing, finalize=as_text, **options)
        self.intercepted_binops = frozenset({"*", "**"})
        self.given = ""

    def from_string(self, source: Any, *arguments: Any, **options: Any) -> Any:
        """A template from its text, which is kept for whoever has to say where it is wrong."""
        self.given = source
        return super().from_string(source, *arguments, **options)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Refuses products that would fill the memory."""
        if operator == "**" and abs(right) > 100:
            raise SecurityError("乘方的次数太大")
        sizes = [len(each) if hasattr(each, "__len__") else abs(each) for each in (left, right)]
        if operator == "*" and any(hasattr(each, "__len__") for each in (left, right)) and sizes[0] * sizes[1] > _MOST:
            raise SecurityError("重复的次数太多")
        return super().call_binop(context, operator, left, right)


def as_text(value: Any) -> Any:
    """Text without what XML can't hold; escaped words and Word's own pieces stay as they are."""
    return without_controls(value) if type(value) is str else value


def without_controls(words: str) -> str:
    """Words without characters that no document may hold."""
    return _NOT_XML.sub("", words)


def laid_out(
    context: object,
    template: Path,
    folders: Sequence[Path],
    filters: Mapping[str, Callable[..., object]],
    *,
    autoescape: bool,
    known: Mapping[str, object] | None = None,
) -> str:
    """The context (as `report`) in a text template, which may build on those beside it and those of the folders.

    `known` are names that it may use beside `report`.     Raises MzError where the template is missing or at fault.
    """
    if not template.is_file():
        raise MzError(f"找不到模板{template}。", "请重新安装程序")
    environment = Sandbox(
        loader=FileSystemLoader(_searched(template.parent, folders)),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=autoescape,
    )
    environment.filters.update(filters)
    environment.globals.update(known or {})
    with blamed(template):
        return environment.get_template(template.name).render(report=context)


def _searched(own: Path, folders: Sequence[Path]) -> list[Path]:
    """Where a template is looked for: beside the one in question, unless that is the program's, which comes last."""
    shipped = packaged("templates")
    return [*([] if own.resolve() == shipped.resolve() else [own]), *folders, shipped]


@contextmanager
def blamed(template: Path) -> Iterator[None]:
    """Whatever a text template runs into within is said with its name and line. Raises MzError."""
    try:
        yield
    except UnicodeDecodeError as error:
        raise MzError(f"模板{template}不是UTF-8编码。", "请用编辑器另存为UTF-8") from error
    except TemplateNotFound as error:
        raise MzError(f"模板{template}要引用的“{error.name}”找不到。", "请放在同一个文件夹，或去掉这一句") from error
    except FAULTS as error:
        name, line = place_of(error, template)
        where = f"第{line}行" if line else ""
        raise MzError(f"模板{name}{where}有误：{chinese_fault(error)}。", HINT) from error


def place_of(error: Exception, template: Path) -> tuple[Path, int | None]:
    """The template at fault and its line: Jinja says it of bad syntax, and names it in the trace of all else.

    The file may be one that the template builds on.
    """
    said = getattr(error, "filename", None)
    if said and getattr(error, "lineno", None):
        return Path(said), error.lineno  # type: ignore[attr-defined]
    frames = [
        (Path(frame.filename), frame.lineno)
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename.endswith((template.name, ".j2"))
    ]
    return frames[-1] if frames else (template, getattr(error, "lineno", None))


def line_in_string(error: Exception) -> int | None:
    """The line at fault of a template that was given as a string."""
    lines = [each.lineno for each in traceback.extract_tb(error.__traceback__) if each.filename == "<template>"]
    return getattr(error, "lineno", None) or (lines[-1] if lines else None)


def _names_of(value: Any) -> list[str]:
    """What may be asked of a value, in the order in which it was written; `report` where it is nothing."""
    if not is_dataclass(value) or isinstance(value, type):
        return ["report"] if type(value).__name__ == "_MissingType" or repr(value) == "missing" else []
    own = [field.name for field in fields(value) if not field.name.startswith("_")]
    derived = [name for name, each in vars(type(value)).items() if isinstance(each, property) and name[0] != "_"]
    return own + derived
