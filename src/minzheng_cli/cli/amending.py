"""A document imported where there is a knowledge base already: compared with it, and put beside it. Not one byte of it changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from minzheng_cli.cli import importing
from minzheng_cli.errors import MzError
from minzheng_cli.importing.document.drafting.keeping import Kept
from minzheng_cli.store.files import LOCALITIES, ORG, PLAN, PROGRESS, TARGETS, TASKS

if TYPE_CHECKING:
    from datetime import date

    from minzheng_cli.importing.document.drafting.base import Base
    from minzheng_cli.query.compare import Change
    from minzheng_cli.store.load import Loaded

_NEW = "新"
"""What is put behind the folder's name for a new import beside an earlier one."""
_ADVICE = "文件修订带来的变化，请对照新文件逐条核实，尤其是目标值、期限和责任单位。"
_LISTS = ("passages", "mechanisms", "references", "annexes", "slips", "exclusions")


def put_beside(found: importing.Found, folder: Path, day: date) -> bool:
    """Write a new knowledge base beside the folder where the document differs from it; True where it does. Raises MzError."""
    from minzheng_cli.console.changes import render_changes
    from minzheng_cli.console.terminal import standard_output, write_out, write_words
    from minzheng_cli.query.compare.told import ChangeReport

    name = folder.name or folder.resolve().name
    beside = folder.resolve().parent / f"{name}.{_NEW}" if not folder.name else folder.with_name(f"{name}.{_NEW}")
    if beside.exists():
        raise MzError(f"“{beside}”已经有了，是上一次导入的新稿。", "请先处理完，把它移走或删去")
    now = _loaded(folder, day)
    kept = _kept(now)
    if kept.is_other_document(found.settled.draft):
        _refuse_other(found, folder, now)
    base = found.laid_out(kept)
    with importing.written(base, beside) as made:
        _keep_bodies(made, folder, base, now)
        changes = _changes(now, _loaded(made, day))
        if not changes:
            write_words(f"“{found.name}”与“{folder}”里的相同，没有写入。")
            return False
        renamed = _renamed(base.renumbered, folder)
        told = [*(_told(change) for change in changes), *([renamed] if renamed else [])]
        importing.write_review(made, found, base, importing.findings_in(made, day), told)
        importing.move(made, beside)
    report = ChangeReport(tuple(changes), folder.as_posix(), found.name, advice=_ADVICE)
    write_out(render_changes(report, "table", standard_output()))
    write_words(
        f"“{folder}”没有改动。新稿写在“{beside}”，字句没变的地方沿用了已有的责任单位、指标、说明；"
        f"要重新看的列在“{beside / '审核清单.md'}”里，看完把里面的文件复制过去。{renamed}"
    )
    return True


def _refuse_other(found: importing.Found, folder: Path, now: Loaded) -> None:
    title = found.settled.draft.head.title or found.name
    raise MzError(
        f"“{folder}”里是《{now.kb.plan.title}》，与《{title}》不像同一份方案，没有导入。",
        "是另一份方案的，请用-o换一个文件夹",
    )


def _kept(now: Loaded) -> Kept:
    parts = now.kb.parts
    org = now.kb.org if ORG in parts else None
    return Kept(now.kb.tasks, now.kb.targets, org, now.kb.plan if PLAN in parts else None)


def _told(change: Change) -> str:
    """A change with what it was and is."""
    both = f"由“{change.before}”改为“{change.after}”" if change.before and change.after else ""
    said = both or change.after or change.before or ""
    about = f"“{change.about}”" if change.about and change.about != said else ""
    return f"{change.ref}{about} {change.message}：{said or change.about or ''}"


def _renamed(ids: Mapping[str, str], folder: Path) -> str:
    """What is to be done about tasks that have another id now; nothing where none has."""
    if not ids:
        return ""
    listed = "、".join(f"{old}→{new}" for old, new in ids.items())
    entries = [name for name in (PROGRESS, LOCALITIES) if (folder / name).is_dir()]
    still = f"已经填报的数据（{'、'.join(entries)}文件夹）用的还是旧编号，复制之前请照此改过来。" if entries else ""
    return f"任务的编号变了：{listed}。{still}"


def _keep_bodies(made: Path, folder: Path, base: Base, now: Loaded) -> None:
    """The bodies that there are, as people wrote them, with those that the new document adds."""
    from minzheng_cli.importing.document.drafting.org_part import merged

    path = folder / ORG
    if ORG not in now.kb.parts or not path.is_file():
        return
    new = [body for body in base.naming.bodies if now.kb.org.canonical(body.name) is None]
    text = merged(path.read_bytes().decode("utf-8"), new, base.renumbered)
    (made / ORG).write_bytes(text.encode("utf-8"))


def _loaded(root: Path, day: date) -> Loaded:
    """What is compared. Raises MzError where it can't be read."""
    from minzheng_cli.store.load import load

    loaded = load(root, (PLAN, TASKS, TARGETS, ORG), sources=True, day=day)
    if any(file not in loaded.kb.parts for file in (TASKS, TARGETS)):
        raise MzError(f"“{root}”里的{TASKS}或{TARGETS}读不了，无法比较。", "请先运行 mz check，按提示改正")
    return loaded


def _changes(before: Loaded, after: Loaded) -> list[Change]:
    """What is different in the document's head, its passages, tasks and targets.

    Notes that people wrote beside the targets, and how they cut and sorted the passages, are no difference.
    """
    from minzheng_cli.query.compare.names import Names
    from minzheng_cli.query.compare.targets import pair_targets, target_changes
    from minzheng_cli.query.compare.tasks import pair_tasks, task_changes

    old, new = before.kb, after.kb
    tasks = pair_tasks(old.tasks, new.tasks, Names())
    targets = pair_targets(old.targets, new.targets, tasks.names)
    noted = new.targets.model_copy(update={"numbers": old.targets.numbers, "commitments": old.targets.commitments})
    return [
        *_document_changes(before, after),
        *task_changes(tasks),
        *target_changes(old.targets, noted, targets, targets.names),
    ]


def _document_changes(before: Loaded, after: Loaded) -> Iterator[Change]:
    """Fields of the head, and passages whose words don't stand in the other document."""
    from minzheng_cli.query.compare.document import pair_passages, plan_changes
    from minzheng_cli.query.compare.fields import Thing
    from minzheng_cli.query.compare.names import Names

    if PLAN not in before.kb.parts or PLAN not in after.kb.parts:
        return
    old, new = before.kb.plan, after.kb.plan
    bare = new.model_copy(update={"source": old.source, **{name: getattr(old, name) for name in _LISTS}})
    yield from plan_changes(old, bare, pair_passages(old, bare), Names())
    was, now = (loaded.kb.source.flat if loaded.kb.source else "" for loaded in (before, after))
    for passage in old.passages:
        if now and "".join(passage.text.split("\n")) not in now:
            yield Thing("passage", passage.id).change("removed", "段落删去或改动", passage.text, warning=True)
    for passage in new.passages:
        if was and "".join(passage.text.split("\n")) not in was:
            yield Thing("passage", passage.id).change(
                "added", "新增的段落或改动后的段落", None, passage.text, warning=True
            )
