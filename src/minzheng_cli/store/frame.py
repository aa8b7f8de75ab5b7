"""The frame of an area's own breakdown: the plan's tasks and figures, with room for owners, dates and steps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from minzheng_cli.model.locality import fingerprint
from minzheng_cli.store.append import modeline
from minzheng_cli.store.edit import Edit
from minzheng_cli.store.files import LOCALITIES
from minzheng_cli.store.layout.scalars import scalar

if TYPE_CHECKING:
    from minzheng_cli.model.area import Area
    from minzheng_cli.model.knowledge import KnowledgeBase
    from minzheng_cli.model.locality import LocalityFile
    from minzheng_cli.model.target import Target
    from minzheng_cli.model.task import Task

_ADVICE = (
    "逐项填写：owners是本地区的责任单位，milestones是时间节点，steps是具体措施；targets是本地区的数字，",
    "不能低于、不能晚于省里的。made_from由mz写入，不要改。本地区不承担的任务，在note里说明原因。填完运行 mz check。",
)
_OWNERS = "[市民政局社会救助科]"
_MILESTONES = "[{date: 2022-06-30, text: 完成初稿}, {date: 2022-12-31, text: 全部建立}]"


def locality_file(area: Area) -> str:
    """The file of an area's breakdown below the root."""
    return f"{LOCALITIES}/{area.code}.yaml"


def frame(root: Path, kb: KnowledgeBase, area: Area) -> Edit:
    """The edit that puts an area's frame below `root`."""
    file = locality_file(area)
    text = "".join(f"{line}\n" for line in _lines(kb, area))
    return Edit(file, "", modeline(root, file) + text, 0, is_new=True)


def outdated(kb: KnowledgeBase, locality: LocalityFile) -> tuple[list[str], list[str]]:
    """The tasks whose words or figures have changed since they were broken down, and those that are not in the file."""
    made_from = {each.task: each.made_from for each in locality.tasks}
    wanted = {task.id: fingerprint(task, kb.targets.targets) for task in local_tasks(kb)}
    changed = [task for task, print_ in wanted.items() if made_from.get(task, print_) != print_]
    return changed, [task for task in wanted if task not in made_from]


def local_tasks(kb: KnowledgeBase) -> list[Task]:
    """The tasks that the areas carry out: those whose units include all areas' offices."""
    everywhere = {office.name for office in kb.org.offices if office.kind == "各地"}
    return [task for task in kb.tasks.tasks if any(kb.org.canonical(unit) in everywhere for unit in task.units)]


def _lines(kb: KnowledgeBase, area: Area) -> Iterator[str]:
    yield f"# {area.name}对方案的分解，由 mz init locality {area.name} 生成。"
    yield from (f"# {words}" for words in _ADVICE)
    if kb.demonstration:
        yield f"demonstration: {scalar(kb.demonstration)}"
    yield f"area: {scalar(area.code)}"
    yield "# 本地区印发了文件的，去掉下一行行首的“# ”，写文件名称和文号"
    yield "# document: 关于印发……任务分解方案的通知（……〔2021〕……号）"
    yield ""
    yield "tasks:"
    for position, task in enumerate(local_tasks(kb)):
        yield from ([""] if position else [])
        yield from _task(task, kb.targets.targets)


def _task(task: Task, targets: Iterable[Target]) -> Iterator[str]:
    mine = [target for target in targets if target.task == task.id]
    owners = f"（省责任处室：{'、'.join(task.owners)}）" if task.owners else ""
    yield f"  # {task.id} {task.title}{owners}"
    yield f"  - task: {task.id}"
    yield f"    made_from: {scalar(fingerprint(task, mine))}"
    yield f"    owners: []  # 例如：{_OWNERS}"
    yield f"    milestones: []  # 例如：{_MILESTONES}"
    if mine:
        yield "    targets:"
    for target in mine:
        due = f", due: {target.due}" if target.due else ""
        yield f"      # {_one_line(target.quote)}"
        yield f"      - {{target: {target.id}, value: {target.value:.12g}{due}}}"


def _one_line(text: str) -> str:
    return " ".join(text.split())
