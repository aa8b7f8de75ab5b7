"""What `mz report` does, step by step: which documents are asked for, their contexts, their files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from minzheng_cli.cli.output import deliver
from minzheng_cli.errors import MzError
from minzheng_cli.report.kinds import KINDS, Kind
from minzheng_cli.report.render import FORMATS, Look, render, template_of
from minzheng_cli.report.scope import Scope

if TYPE_CHECKING:
    from minzheng_cli.model.knowledge import KnowledgeBase

_OPTIONS = {"period": "--period", "task-force": "--task-force", "owner": "--owner", "area": "--area"}

_EXAMPLES = {"owner": "--owner 社会救助处", "area": "--area 长春市", "task-force": "--task-force 兜底帮扶指导专班"}


@dataclass(frozen=True)
class Order:
    """What is to be made: the kind by name, the format, the look, the template's places, and where it goes."""

    name: str
    format_name: str
    look: Look
    folders: tuple[Path, ...]
    template: Path | None = None
    output: str | None = None

    @property
    def kind(self) -> Kind:
        """The kind of report."""
        return KINDS[self.name]


def kinds_listed() -> str:
    """Every kind with what it is for, and the options by which it can be narrowed."""
    lines = []
    for name, kind in KINDS.items():
        narrows = "、".join(_OPTIONS[each] for each in kind.narrows)
        lines += [f"{name:<10} {kind.title}", f"{'':<10} {kind.purpose}{f'；可用{narrows}' if narrows else ''}"]
    return "".join(f"{line}\n" for line in lines)


def refuse_options(name: str, given: Mapping[str, str | None]) -> None:
    """Raises MzError for an option that the kind lacks, and for one that has no meaning for it."""
    kind = KINDS[name]
    for option in kind.needs:
        if given[option] is None:
            raise MzError(f"{kind.title}要写明{_OPTIONS[option]}。", f"例如：{_EXAMPLES[option]}")
    for option, value in given.items():
        if value is not None and option not in kind.narrows:
            known = "、".join(_OPTIONS[each] for each in kind.narrows) or "无"
            raise MzError(f"{kind.title}不能用{_OPTIONS[option]}。", f"这种报告可用的范围选项：{known}")


def template_folders(root: Path) -> tuple[Path, ...]:
    """Where templates are looked for: beside the knowledge base, then those of the program."""
    from minzheng_cli.store.root import packaged

    return (root.resolve().parent / "templates", packaged("templates"))


def look_of(fonts: str, format_name: str, *, contents: bool = False, copies: str | None = None) -> Look:
    """The look asked for. Raises MzError for fonts that there aren't, and for what only Word has."""
    from minzheng_cli.query.select import unknown
    from minzheng_cli.report.word.fonts import PROFILES

    if fonts not in PROFILES:
        raise unknown("字体方案", fonts, PROFILES)
    if format_name != "docx" and (contents or copies is not None):
        raise MzError("--toc和--copies-to只用于Word。", "请用-o写明以.docx结尾的文件，或--format docx")
    if copies is not None and not copies.strip():
        raise MzError("--copies-to后面是空的。", "例如：--copies-to 各市（州）民政局")
    return Look(fonts, contents, copies.strip().rstrip("。") if copies else None)


def own_template(path: str | None, format_name: str) -> Path | None:
    """The user's own template. Raises MzError where it isn't there or is for another format."""
    if path is None:
        return None
    wanted, place = FORMATS[format_name].template, Path(path)
    if wanted is None:
        raise MzError(f"{format_name}格式不用模板。", "请去掉--template，或换成docx、md、html")
    if not place.is_file():
        raise MzError(f"找不到模板“{path}”。", "用 mz template export 可以导出自带的模板")
    if not place.name.lower().endswith((wanted, FORMATS[format_name].suffix)):
        raise MzError(f"模板“{path}”不是{format_name}格式的。", f"{format_name}格式的模板以{wanted}结尾")
    return place


def make(kb: KnowledgeBase, order: Order, scope: Scope) -> tuple[str, ...]:
    """Make one document and put it where it goes; what is lacking in it, in words."""
    document, gaps = _document(kb, order, scope)
    deliver(document, order.output)
    return gaps


def _document(kb: KnowledgeBase, order: Order, scope: Scope) -> tuple[str | bytes, tuple[str, ...]]:
    context = order.kind.context(kb, scope)
    template = order.template or template_of(order.name, order.format_name, order.folders)
    look = replace(order.look, folders=order.folders)
    return render(context, order.format_name, template, scope.day, look), tuple(context.gaps)


def parts(kb: KnowledgeBase, kind: Kind, scope: Scope) -> list[tuple[str, Scope]]:
    """The documents of a set: the whole, and one for each part that the kind can be about, each with its name."""
    found: list[tuple[str, Scope]] = [] if "owner" in kind.needs else [("全部", scope)]
    if "task-force" in kind.narrows:
        found += [(force.name, replace(scope, force=force)) for force in kb.org.task_forces]
    if "owner" in kind.narrows:
        owners = dict.fromkeys(kb.org.canonical(name) or name for task in kb.tasks.tasks for name in task.owners)
        held = dict.fromkeys(kb.org.holder(name, scope.day) for name in owners)
        found += [(owner, replace(scope, owner=owner)) for owner in held]
    return found


def make_all(kb: KnowledgeBase, order: Order, scope: Scope) -> int:
    """Make every document of the set in the folder that `output` names; how many. Raises MzError."""
    from minzheng_cli.console.steps import steps
    from minzheng_cli.store.write import write_whole

    if order.output is None:
        raise MzError("--all要写明文件夹。", "例如：-o 半年报告")
    folder = Path(order.output)
    if folder.exists() and not folder.is_dir():
        raise MzError(f"“{order.output}”是文件，不是文件夹。", "请换一个名字")
    folder.mkdir(parents=True, exist_ok=True)
    wanted = parts(kb, order.kind, scope)
    for name, part in steps(wanted, "生成报告", len(wanted)):
        document, _ = _document(kb, order, part)
        target = folder / f"{order.kind.title}_{scope.period}_{name}{FORMATS[order.format_name].suffix}"
        write_whole(target, document.encode("utf-8") if isinstance(document, str) else document)
    return len(wanted)
