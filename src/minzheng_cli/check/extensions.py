"""MZ4: a later date stands beside the plan's own and is approved; it never takes its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache

from minzheng_cli.check.registry import rule
from minzheng_cli.diagnostics import Finding, Severity
from minzheng_cli.model import wording
from minzheng_cli.model.knowledge import KnowledgeBase
from minzheng_cli.model.progress import Extension
from minzheng_cli.model.ref import Ref
from minzheng_cli.model.target import Target


@rule("MZ413", "延期还没有批准", severity=Severity.WARNING)
def not_approved(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：每条延期都有批准的机构和文件（approval）、批准日期（approved）；申请在前的，批准时另记一条，目标和期限相同。

    为什么：没有批准的延期不算数，进度仍按原定期限判断。

    反例：
        - {target: G6.1, due: 2023-06-30, reason: 疫情影响, requested: 2022-11-20}
    正例：
        - {target: G6.1, due: 2023-06-30, reason: 疫情影响, requested: 2022-11-20, approval: 领导小组会议纪要, approved: 2022-12-10}
    """
    answered = {(each.target, each.due) for each in _extensions(kb) if each.approval}
    for each in _extensions(kb):
        if not each.approval and not each.approved and (each.target, each.due) not in answered:
            message = f"{each.target}延期到{each.due}在申请中，没有批准，不计入"
            yield Finding(Ref(each, "due"), message, "批准后另记一条，写明approval和approved：mz extend", str(each.due))


@rule("MZ414", "延期写得不合理", reads=("plan.yaml",), whole=("targets.yaml",))
def extension_unsound(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：批准文件和批准日期要么都写，要么都不写；批准不早于申请；延期后的期限晚于原定期限和以前批准的延期；原文没有期限的目标不能延期；超出实施期限的，提醒。

    为什么：延期改变考核的时间，来龙去脉要清楚。

    反例（原定期限2022-12-31）：
        - {target: G6.1, due: 2022-06-30, reason: 疫情影响, requested: 2022-11-20}
    正例：
        - {target: G6.1, due: 2023-06-30, reason: 疫情影响, requested: 2022-11-20}
    """
    targets = {target.id: target for target in kb.targets.targets}
    latest: dict[str, date] = {}
    horizon = kb.plan.horizon.end if kb.plan.horizon else None
    for each in _extensions(kb):
        yield from _approval_unsound(each)
        target = targets.get(each.target)
        if target is None:
            continue
        yield from _due_unsound(each, target, original(target), latest.get(target.id), horizon)
        if each.approved and each.approval:
            latest[target.id] = max(each.due, latest.get(target.id, each.due))


def _extensions(kb: KnowledgeBase) -> Iterator[Extension]:
    """Every extension, oldest period first."""
    yield from (each for progress in kb.progress.values() for each in progress.extensions)


def _approval_unsound(each: Extension) -> Iterator[Finding]:
    if each.approval and not each.approved:
        yield Finding(Ref(each, "approval"), "写了批准的机构和文件，没有写批准日期", "例如：approved: 2022-12-10")
    elif each.approved and not each.approval:
        hint = "请写：approval: 批准的机构和文件"
        yield Finding(Ref(each, "approved"), "写了批准日期，没有写批准的机构和文件", hint, str(each.approved))
    elif each.approved and each.approved < each.requested:
        message = f"批准日期{each.approved}早于申请日期{each.requested}"
        yield Finding(Ref(each, "approved"), message, "请核对两个日期", str(each.approved))


def _due_unsound(
    each: Extension, target: Target, due: date | None, former: date | None, horizon: date | None
) -> Iterator[Finding]:
    """At most one fault of the new date; `former` is that of the last approved extension."""
    ref, text = Ref(each, "due"), str(each.due)
    if due is None:
        message = f"原文没有给{target.id}写期限，不能延期"
        yield Finding(Ref(each, "target"), message, "请核对目标编号，或删去这一条", target.id)
    elif each.due <= due:
        yield Finding(ref, f"延期后的期限{each.due}不晚于{target.id}的原定期限{due}", "请核对年份", text)
    elif former and each.due <= former:
        yield Finding(ref, f"延期后的期限{each.due}不晚于已经批准延到的{former}", "请核对年份", text)
    elif horizon and each.due > horizon:
        message = f"延期后的期限{each.due}超出实施期限（到{horizon}）"
        yield Finding(
            ref, message, "请核对年份；确实超出的，用# mz: ignore[MZ414]写明依据", text, severity=Severity.WARNING
        )


@rule("MZ415", "原定期限被改成了延期后的期限", whole=("targets.yaml",))
def original_overwritten(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：目标延期以后，targets.yaml里的due仍是原文的期限，延期后的日期只写在extensions里。

    为什么：原定目标不能改写，否则看不出逾期，也看不出延了多久。

    反例（引文是“到2022年底”，已批准延期到2023-06-30）：
        due: 2023-06-30
    正例：
        due: 2022-12-31
    """
    for target in kb.targets.targets:
        if target.id in overwritten(kb):
            right = original(target)
            message = f"{target.id}的期限被改成了延期后的{target.due}，原文是{right}"
            hint = f"改回：due: {right}；延期已写在进展文件的extensions里"
            yield Finding(Ref(target, "due"), message, hint, str(target.due), also=(Ref(overwritten(kb)[target.id]),))


def original(target: Target) -> date | None:
    """A target's own deadline: that of its quote where the data has another in its place."""
    stated = wording.deadlines(target.quote)
    return stated[0] if stated and target.due not in stated else target.due


@lru_cache(maxsize=1)
def overwritten(kb: KnowledgeBase) -> dict[str, Extension]:
    """By id, the targets whose date is that of an extension and not that of their quote, with the extension."""
    by_due = {(each.target, each.due): each for each in _extensions(kb)}
    found = {}
    for target in kb.targets.targets if by_due and "targets.yaml" in kb.parts else ():
        stated = wording.deadlines(target.quote)
        if stated and target.due and target.due not in stated and (target.id, target.due) in by_due:
            found[target.id] = by_due[(target.id, target.due)]
    return found
