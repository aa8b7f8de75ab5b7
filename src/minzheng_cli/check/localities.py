"""MZ6: what the areas make of the plan: whole, of the plan's own wording, and not less than the province asks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from minzheng_cli.check.doubt import doubt
from minzheng_cli.check.nearest import Nearest
from minzheng_cli.check.registry import rule
from minzheng_cli.check.tracking import unknown
from minzheng_cli.diagnostics import Finding, Severity
from minzheng_cli.model.knowledge import KnowledgeBase
from minzheng_cli.model.locality import LocalTarget, LocalTask
from minzheng_cli.model.ref import Ref
from minzheng_cli.model.target import Target
from minzheng_cli.progress.localities import fingerprints
from minzheng_cli.progress.rolling import meets

_LOCAL = "各地"
"""The kind of office that a task names as its unit when the areas carry it out."""


@rule("MZ601", "分解方案的地区不对", whole=("areas.yaml",))
def area_wrong(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：localities/220100.yaml里的area就是220100，是areas.yaml里省以下的地区。

    为什么：分解方案按地区代码归入市县，错了就算到别的市县头上。

    反例（文件localities/220100.yaml）：
        area: "220200"
    正例：
        area: "220100"
    """
    areas = {area.code: area for area in kb.areas.areas}
    names = Nearest(areas)
    for path, local in kb.localities.items():
        stem, area = PurePosixPath(path).stem, areas.get(local.area)
        if stem != local.area:
            hint = f'例如：area: "{stem}"' if stem in areas else "请把文件名改成地区代码"
            yield Finding(Ref(local, "area"), f"文件名是{stem}，area写的是{local.area}", hint, local.area)
        elif area is None:
            yield from unknown(Ref(local, "area"), "地区", local.area, names)
        elif area.type == "省":
            hint = "分解方案由市（州）和县（市、区）制定，请写省以下的地区代码"
            yield Finding(Ref(local, "area"), f"{local.area}是{area.name}，不是省以下的地区", hint, local.area)


@rule("MZ602", "分解方案引用的编号不存在", whole=("tasks.yaml", "targets.yaml"))
def dangling_locality(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：分解方案里的任务、量化目标编号都要存在，目标写在它所属的任务下面。

    为什么：写错编号，就不知道分解的是哪一项。

    反例：
        - task: T9
          targets: [{target: G8.2, value: 55}]
    正例：
        - task: T8
          targets: [{target: G8.2, value: 55}]
    """
    tasks = Nearest({task.id for task in kb.tasks.tasks})
    targets = {target.id: target for target in kb.targets.targets}
    names = Nearest(targets)
    for local in kb.localities.values():
        for item in local.tasks:
            if item.task not in tasks.known and item.task not in doubt(kb).tasks:
                yield from unknown(Ref(item, "task"), "任务", item.task, tasks)
            for aim in item.targets:
                home = targets[aim.target].task if aim.target in targets else item.task
                if (aim.target in targets and home == item.task) or aim.target in doubt(kb).targets:
                    continue
                yield from unknown(Ref(aim, "target"), "量化目标", aim.target, names)
                if home != item.task and item.task in tasks.known:
                    message = f"{aim.target}是{home}的目标，写在了{item.task}下面"
                    yield Finding(Ref(aim, "target"), message, f"请移到{home}下面，或核对编号", aim.target)


@rule("MZ603", "分解方案里写了两次")
def twice_in_locality(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：一个地区的分解方案里，一项任务只写一条，一个目标只写一次。

    为什么：写了两次，不知道以哪一条为准。

    反例：220100.yaml里有两条task: T6。
    正例：合并成一条。
    """
    for local in kb.localities.values():
        first: dict[str, LocalTask] = {}
        for item in local.tasks:
            other = first.setdefault(item.task, item)
            if other is not item:
                message = f"{item.task}写了两次"
                yield Finding(Ref(item, "task"), message, "请合并成一条", item.task, also=(Ref(other, "task"),))
            aims: dict[str, LocalTarget] = {}
            for aim in item.targets:
                same = aims.setdefault(aim.target, aim)
                if same is not aim:
                    message = f"{aim.target}写了两次"
                    yield Finding(Ref(aim, "target"), message, "只保留一条", aim.target, also=(Ref(same, "target"),))


@rule("MZ604", "任务没有分解到位", whole=("tasks.yaml", "org.yaml"), severity=Severity.WARNING)
def not_broken_down(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：责任单位里有各地民政部门的任务，分解方案里都有一条，写明由谁负责（owners）、什么时间做到什么（milestones）。

    为什么：通知要求各地“进一步细化分解任务，明确时间节点，层层明确责任”。

    反例：
        - {task: T6, made_from: 3f2a9c1b00d4}
    正例：
        - task: T6
          made_from: 3f2a9c1b00d4
          owners: [市民政局基层政权科]
          milestones: [{date: 2022-06-30, text: 完成村级小微权力清单初稿}]
    """
    kinds = {name: office.kind for office in kb.org.offices for name in office.all_names}
    wanted = [task.id for task in kb.tasks.tasks if any(kinds.get(name) == _LOCAL for name in task.units)]
    known = {task.id for task in kb.tasks.tasks}
    for path, local in kb.localities.items():
        written = {item.task for item in local.tasks}
        slips = len(local.tasks) - len(known & written)
        missing = [task for task in wanted if task not in written]
        if len(missing) > slips and path not in kb.partial:
            few = "、".join(missing[:5]) + (f"等{len(missing)}项" if len(missing) > 5 else "")
            hint = "请各补一条，写明owners和milestones"
            yield Finding(Ref(local, "area"), f"{few}没有分解", hint, local.area)
        for item in local.tasks:
            lacking = [
                words
                for words, given in (("由谁负责（owners）", item.owners), ("时间节点（milestones）", item.milestones))
                if not given
            ]
            if lacking:
                hint = (
                    "例如：owners: [市民政局社会救助科]"
                    if not item.owners
                    else "例如：milestones: [{date: 2022-06-30, text: 完成初稿}]"
                )
                yield Finding(Ref(item, "task"), f"{item.task}没有写{'和'.join(lacking)}", hint, item.task)


@rule("MZ605", "本地目标值低于省级目标", whole=("targets.yaml",))
def local_value_weak(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：本地区的目标值不低于省级目标（省级目标是“不超过”的，不高于）；百分比不超过100。

    为什么：各地的目标都低一点，全省的目标就完不成。

    反例（省级目标是不低于50%）：
        - {target: G8.2, value: 45}
    正例：
        - {target: G8.2, value: 55}
    """
    for aim, target in _aims(kb):
        text = f"{aim.value}"
        if not meets(target, aim.value) and target.id not in doubt(kb).targets:
            message = f"{target.id}的本地目标是{aim.value:g}{target.unit}，省级目标是{target.comparator}{target.value:g}{target.unit}"
            yield Finding(Ref(aim, "value"), message, f"例如：value: {target.value:g}", text)
        elif target.unit == "%" and aim.value > 100:
            yield Finding(Ref(aim, "value"), f"百分比不能超过100，这里是{aim.value:g}", "请核对小数点", text)


def _aims(kb: KnowledgeBase) -> Iterator[tuple[LocalTarget, Target]]:
    """Every local target that the plan knows, with the plan's own."""
    targets = {target.id: target for target in kb.targets.targets}
    for local in kb.localities.values():
        for item in local.tasks:
            yield from ((aim, targets[aim.target]) for aim in item.targets if aim.target in targets)


@rule("MZ608", "分解所依据的原文已经变了", whole=("plan.yaml", "tasks.yaml", "targets.yaml"), severity=Severity.WARNING)
def made_from_older(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：made_from是现在任务原文和量化目标的校验码。注释、说明和次序的变动不算。

    为什么：任务的文字或目标改了，各地的分解要跟着核对。

    反例（任务原文现在的校验码是9d01c3e7a55b）：
        made_from: 3f2a9c1b00d4
    正例：
        made_from: 9d01c3e7a55b
    """
    now = fingerprints(kb) if kb.localities else {}
    changed = [
        item
        for local in kb.localities.values()
        for item in local.tasks
        if now.get(item.task) not in (None, item.made_from)
    ]
    for item in changed:
        if item.task not in doubt(kb).tasks:
            message = f"{item.task}的原文或目标在分解以后有变动"
            hint = f"请照现在的原文核对这一条，核对后把made_from改为：{now[item.task]}"
            yield Finding(Ref(item, "made_from"), message, hint, item.made_from)


@rule("MZ609", "正式数据里有演示数据")
def demonstration_among_real(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：正式的知识库里，没有标着“演示数据”的分解方案。

    为什么：演示数据是虚构的，混进来就会当成真的上报。

    反例（plan.yaml没有demonstration）：
        demonstration: 演示数据
    正例：从正式知识库里删去这个文件，或照实填写后删去这一行。
    """
    for local in kb.localities.values() if kb.demonstration is None else ():
        if local.demonstration:
            hint = "请删去这个文件；内容属实的，删去这一行"
            yield Finding(Ref(local, "demonstration"), "正式的知识库里有演示数据", hint, local.demonstration)
