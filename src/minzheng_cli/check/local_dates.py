"""MZ6: dates of an area's own plan: within the plan's span, in their order, no later than the province's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise

from minzheng_cli.check.bounds import bounds, outside
from minzheng_cli.check.doubt import doubt
from minzheng_cli.check.extensions import original
from minzheng_cli.check.registry import rule
from minzheng_cli.diagnostics import Finding
from minzheng_cli.model.knowledge import KnowledgeBase
from minzheng_cli.model.locality import LocalTask
from minzheng_cli.model.ref import Ref


@rule("MZ606", "本地期限不合理", reads=("plan.yaml",), whole=("targets.yaml",))
def local_due_wrong(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：本地区的完成期限不早于通知的成文日期，不晚于省级期限；省级没有期限的，不晚于实施期限。省级目标批准延期的，原定期限也不改。

    为什么：市县都晚一点，全省就逾期了。

    反例（省级期限是2022-12-31）：
        - {target: G6.1, value: 100, due: 2023-06-30}
    正例：
        - {target: G6.1, value: 100, due: 2022-10-31}
    """
    ends, first = _latest(kb), bounds(kb.plan)[0]
    for local in kb.localities.values():
        for item in local.tasks:
            for aim in item.targets:
                if aim.due is None or aim.target not in ends:
                    continue
                end, of_target = ends[aim.target]
                if first <= aim.due <= end or aim.target in doubt(kb).targets:
                    continue
                if aim.due < first:
                    message = f"本地期限{aim.due}早于通知的成文日期{first}"
                    yield Finding(Ref(aim, "due"), message, "请核对年份", str(aim.due))
                else:
                    message = f"本地期限{aim.due}晚于{'省级' if of_target else '实施'}期限{end}"
                    yield Finding(Ref(aim, "due"), message, f"例如：due: {end}", str(aim.due))


def _latest(kb: KnowledgeBase) -> dict[str, tuple[date, bool]]:
    """By target, the last day that an area may give itself, and whether that is the target's own date."""
    dues = {target.id: original(target) for target in kb.targets.targets}
    return {name: (due or bounds(kb.plan)[1], due is not None) for name, due in dues.items()}


@rule("MZ607", "时间节点不合理", reads=("plan.yaml",), whole=("targets.yaml",))
def milestones_wrong(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：时间节点从早到晚排列，在成文日期与实施期限之间；任务的目标都有期限的，不晚于其中最晚的一个。

    为什么：时间节点是提醒和督办的依据，排错了就会漏提醒。

    反例：
        milestones:
          - {date: 2022-12-31, text: 全面完成}
          - {date: 2022-06-30, text: 完成初稿}
    正例：
        milestones:
          - {date: 2022-06-30, text: 完成初稿}
          - {date: 2022-12-31, text: 全面完成}
    """
    ends: dict[str, date] = {}
    issued, horizon = bounds(kb.plan)
    for target in kb.targets.targets:
        due = original(target) or horizon
        ends[target.task] = max(due, ends.get(target.task, due))
    for local in kb.localities.values():
        for item in local.tasks:
            found = list(_milestones(item, issued, ends.get(item.task, horizon)))
            if found and item.task not in doubt(kb).tasks:
                yield from found


def _milestones(item: LocalTask, first: date, last: date) -> Iterator[Finding]:
    astray = {id(step) for step in item.milestones if not first <= step.date <= last}
    for step in item.milestones:
        if id(step) in astray:
            message = f"时间节点{step.date}{outside(first, last, step.date)}"
            latest = f"{item.task}最晚到{last}，" if last < date.max else ""
            yield Finding(Ref(step, "date"), message, f"{latest}请核对年份", str(step.date))
    for before, step in pairwise(step for step in item.milestones if id(step) not in astray):
        if step.date < before.date:
            message = f"时间节点{step.date}早于前一个{before.date}"
            yield Finding(Ref(step, "date"), message, "请从早到晚排列", str(step.date))
