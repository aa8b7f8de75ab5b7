"""MZ4: what is said to be finished or accepted rests on evidence, and on figures that agree."""

from __future__ import annotations

from collections.abc import Iterable

from minzheng_cli.check.nearest import Nearest
from minzheng_cli.check.registry import rule
from minzheng_cli.diagnostics import Finding, Severity
from minzheng_cli.model.knowledge import KnowledgeBase
from minzheng_cli.model.progress import Acceptance, standing
from minzheng_cli.model.ref import Ref
from minzheng_cli.progress import Evaluation

_ALL = ("plan.yaml", "tasks.yaml", "targets.yaml", "org.yaml", "areas.yaml")


@rule("MZ416", "完成或认定没有佐证")
def evidence_missing(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：认定（acceptances）写明所依据的佐证材料（evidence）；自报“已完成”的没有写佐证材料，提醒。

    为什么：没有佐证就说完成，督查、审计时说不清。

    反例：
        - {item: G6.1, verdict: 达到, accepted: 2023-01-20, by: 领导小组办公室}
    正例：
        - {item: G6.1, verdict: 达到, accepted: 2023-01-20, by: 领导小组办公室, evidence: 60个县（市、区）的权力清单}
    """
    for report in standing(report for progress in kb.progress.values() for report in progress.reports):
        if report.status == "已完成" and not report.evidence:
            message = f"{report.office}报{report.task}已完成，没有写佐证材料"
            hint = "例如：evidence: 某文件（文号）"
            yield Finding(Ref(report, "status"), message, hint, report.status, severity=Severity.WARNING)
    for accepted in _acceptances(kb):
        if not accepted.evidence:
            message = f"{accepted.item}的认定没有写佐证材料"
            yield Finding(Ref(accepted, "verdict"), message, "例如：evidence: 某文件（文号）", accepted.verdict)


@rule("MZ417", "认定的单位不对", whole=("org.yaml",))
def accepted_by_stranger(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：认定的单位（by）是领导小组、领导小组办公室，或登记的处室。

    为什么：谁认定、谁销号，要能追到。

    反例：
        by: 领导小组办公司
    正例：
        by: 领导小组办公室
    """
    group = kb.org.leading_group
    bodies = [name + rest for name in (group.short, group.name) for rest in (group.office.name, "")]
    names = Nearest(dict.fromkeys([*bodies, *kb.org.known_names]), cutoff=0.4)
    for accepted in _acceptances(kb):
        if accepted.by not in names.known:
            hint = names.hint(accepted.by) or f"例如：by: {bodies[0]}"
            yield Finding(
                Ref(accepted, "by"), f"“{accepted.by}”不是领导小组、它的办公室或登记的处室", hint, accepted.by
            )


@rule("MZ418", "认定达到，而数据没有达到", whole=_ALL, severity=Severity.WARNING)
def accepted_against_figures(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：最近一次认定“达到”的目标，按知识库里到今天为止的数据算，也已经达到。每年重新计算的目标、由认定来判断的目标（“基本”）除外；在note里写明另有依据的除外。

    为什么：认定和数据说法不一，总有一个要改。

    反例：G6.1认定达到，而汇总的覆盖率是92%。
    正例：补报数据以后再认定，或在note里写明按什么认定。
    """
    targets = {target.id: target for target in kb.targets.targets if not target.every and not target.qualifier}
    last = {accepted.item: accepted for accepted in _acceptances(kb)}
    doubtful = [each for name, each in last.items() if name in targets and each.verdict == "达到" and not each.note]
    if not doubtful:
        return
    evaluation = Evaluation(kb, kb.day or max(each.accepted for each in doubtful))
    for accepted in doubtful:
        target = targets[accepted.item]
        status = evaluation.target(target)
        if status.reached is False and status.value is not None:
            message = f"认定{target.id}达到，而数据是{round(status.value, 2):g}{target.unit}，目标是{target.value:g}{target.unit}"
            yield Finding(Ref(accepted, "verdict"), message, "请核对数据；另有依据的，写在note里", accepted.verdict)


def _acceptances(kb: KnowledgeBase) -> list[Acceptance]:
    """Every acceptance, oldest period first."""
    return [accepted for progress in kb.progress.values() for accepted in progress.acceptances]
