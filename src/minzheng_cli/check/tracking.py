"""MZ4: progress files hold together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from itertools import pairwise
from pathlib import PurePosixPath

from minzheng_cli.check.registry import rule
from minzheng_cli.diagnostics import Finding, Severity
from minzheng_cli.model.base import Part
from minzheng_cli.model.knowledge import KnowledgeBase
from minzheng_cli.model.period import Period
from minzheng_cli.model.progress import Observation, ProgressFile
from minzheng_cli.model.ref import Ref
from minzheng_cli.model.target import Target

_JUMP = 2.0
"""How many times its former self a denominator may at most be."""


def _sound_periods(kb: KnowledgeBase) -> Iterator[tuple[ProgressFile, Period]]:
    """Progress files whose period is that of their name."""
    for path, progress in kb.progress.items():
        period = Period.parse(progress.period)
        if period and PurePosixPath(path).stem == progress.period:
            yield progress, period


@rule("MZ401", "报告期与文件名不一致")
def period_differs(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：progress/2021H2.yaml里的period就是2021H2。

    为什么：报告按文件名取数，两者不一致就会报到别的报告期去。

    反例（文件progress/2021H2.yaml）：
        period: 2022H1
    正例：
        period: 2021H2
    """
    for path, progress in kb.progress.items():
        stem = PurePosixPath(path).stem
        if stem != progress.period:
            message = f"文件名是{stem}，period写的是{progress.period}"
            yield Finding(Ref(progress, "period"), message, f"例如：period: {stem}", progress.period)


@rule("MZ402", "日期不在报告期内")
def outside_period(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：数据截止日期（as_of）在报告期之内；报送日期（reported）不早于报告期开始。

    为什么：多半是年份写错，数字会算到别的时期。

    反例（2022年上半年）：
        as_of: 2021-06-30
    正例：
        as_of: 2022-06-30
    """
    for progress, period in _sound_periods(kb):
        for seen in progress.observations:
            if not period.start <= seen.as_of <= period.end:
                message = f"数据截止日期{seen.as_of}不在{period.chinese}内"
                yield Finding(Ref(seen, "as_of"), message, f"例如：as_of: {period.end}", str(seen.as_of))
        for report in progress.reports:
            if report.reported < period.start:
                message = f"报送日期{report.reported}早于{period.chinese}"
                yield Finding(Ref(report, "reported"), message, "请核对年份", str(report.reported))


@rule("MZ403", "分子分母不合理", whole=("targets.yaml",))
def figures_wrong(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：比率目标填分子和分母，不填value；其他目标填value；分子不大于分母，分母不为0。

    为什么：汇总时要把分子、分母分别加总。

    反例：
        - {target: G6.1, area: "220100", as_of: 2022-06-30, numerator: 12, denominator: 11}
    正例：
        - {target: G6.1, area: "220100", as_of: 2022-06-30, numerator: 8, denominator: 11}
    """
    targets = {target.id: target for target in kb.targets.targets}
    for progress in kb.progress.values():
        for seen in progress.observations:
            if seen.target in targets:
                yield from _figures(seen, targets[seen.target])


def _figures(seen: Observation, target: Target) -> Iterator[Finding]:
    if not target.ratio:
        counted = next((f for f in ("numerator", "denominator") if getattr(seen, f) is not None), None)
        if counted:
            message = f"{target.id}不是比率，请填value，不填分子分母"
            yield Finding(Ref(seen, counted), message, "例如：value: 35")
        elif seen.value is None:
            yield Finding(Ref(seen), f"{target.id}不是比率，应填value", "例如：value: 35")
        return
    if seen.value is not None:
        yield Finding(Ref(seen, "value"), f"{target.id}是比率，由分子分母算出，不填value", "请填numerator和denominator")
    if seen.numerator is None or seen.denominator is None:
        if seen.value is None:
            hint = f"分子：{target.ratio.numerator}；分母：{target.ratio.denominator}"
            yield Finding(Ref(seen), f"{target.id}要同时填分子和分母", hint)
    elif seen.denominator == 0:
        yield Finding(Ref(seen, "denominator"), "分母不能为0", "确实没有的，不填这一条", "0")
    elif seen.numerator > seen.denominator:
        message = f"分子{seen.numerator}大于分母{seen.denominator}"
        yield Finding(Ref(seen, "numerator"), message, "请核对是否填反", str(seen.numerator))


@rule("MZ404", "进展引用的编号不存在", whole=("tasks.yaml", "targets.yaml", "areas.yaml"))
def dangling_progress(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：进展里的任务、量化目标、地区编号都要存在。

    为什么：写错编号，这条进展就进不了报告。

    反例：
        - {target: G6.9, area: "220100", as_of: 2022-06-30, numerator: 8, denominator: 11}
    正例：
        - {target: G6.1, area: "220100", as_of: 2022-06-30, numerator: 8, denominator: 11}
    """
    tasks = {task.id for task in kb.tasks.tasks}
    targets = {target.id for target in kb.targets.targets}
    areas = {area.code for area in kb.areas.areas}
    for progress in kb.progress.values():
        for report in progress.reports:
            yield from _missing(Ref(report, "task"), "任务", report.task, tasks)
        for seen in progress.observations:
            yield from _missing(Ref(seen, "target"), "量化目标", seen.target, targets)
            yield from _missing(Ref(seen, "area"), "地区", seen.area, areas)


def _missing(ref: Ref, what: str, name: str, known: set[str]) -> Iterator[Finding]:
    if name not in known:
        near = get_close_matches(name, sorted(known), n=1, cutoff=0.3)
        yield Finding(ref, f"没有编号为“{name}”的{what}", f"是不是“{near[0]}”？" if near else "", name)


@rule("MZ405", "填报处室不是责任处室", whole=("tasks.yaml", "org.yaml"))
def not_the_owner(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：一项任务的进展，由它的责任处室填报。

    为什么：别的处室填的，责任处室未必认可。

    反例（T1的责任处室是社会救助处）：
        - {task: T1, office: 养老服务处, status: 进行中, done: ……, reported: 2022-01-10}
    正例：
        - {task: T1, office: 社会救助处, status: 进行中, done: ……, reported: 2022-01-10}
    """
    owners = {task.id: {kb.org.canonical(name) for name in task.owners} for task in kb.tasks.tasks}
    for progress in kb.progress.values():
        for report in progress.reports:
            office = kb.org.canonical(report.office)
            if office and report.task in owners and office not in owners[report.task]:
                names = "、".join(sorted(name for name in owners[report.task] if name))
                message = f"{report.task}的责任处室是{names}，不是{office}"
                yield Finding(Ref(report, "office"), message, "请核对任务编号或填报处室", report.office)


@rule("MZ406", "同一条进展填了两次")
def reported_twice(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：同一报告期里，一个处室对一项任务只填一条；一个地区对一个目标在同一天只填一个数。

    为什么：填了两次，不知道以哪个为准。

    反例：社会救助处对T1填了两条，内容不同。
    正例：只保留一条。
    """
    for progress in kb.progress.values():
        entries: list[tuple[tuple[object, ...], Part]] = []
        entries += [((r.task, r.office), r) for r in progress.reports]
        entries += [((o.target, o.area, o.as_of), o) for o in progress.observations]
        first: dict[tuple[object, ...], Part] = {}
        for key, part in entries:
            other = first.setdefault(key, part)
            if other is not part:
                names = "、".join(str(word) for word in key)
                yield Finding(Ref(part), f"这一条（{names}）填了两次", "只保留正确的一条", also=(Ref(other),))


@rule("MZ407", "累计数比上一期减少", whole=("targets.yaml",), severity=Severity.WARNING)
def cumulative_falls(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：同一地区同一目标，后一期的分子（没有分子的看value）不少于前一期；每年重新计算的目标除外。

    为什么：累计完成的数一般不会减少，减少多半是填错，或口径变了。

    反例（2021年下半年分子是8）：
        - {target: G6.1, area: "220100", as_of: 2022-06-30, numerator: 6, denominator: 11}
    正例：
        - {target: G6.1, area: "220100", as_of: 2022-06-30, numerator: 9, denominator: 11}
    """
    yearly = {target.id for target in kb.targets.targets if target.every}
    for before, seen in _successive(kb):
        field = "numerator" if seen.numerator is not None else "value"
        old, new = getattr(before, field), getattr(seen, field)
        if seen.target not in yearly and old is not None and new is not None and new < old:
            message = f"{seen.as_of}的数{new}比{before.as_of}的{old}少"
            yield Finding(
                Ref(seen, field), message, "请核对；确实减少的，用注释写明原因", str(new), also=(Ref(before),)
            )


@rule("MZ408", "分母与上一期相差太大", severity=Severity.WARNING)
def denominator_jumps(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：同一地区同一目标，两期的分母相差不超过一半。

    为什么：一个地区的村数、床位总数不会一下子翻倍，多半是填错一位或口径变了。

    反例（2021年下半年分母是110）：
        - {target: G6.2, area: "220122", as_of: 2022-06-30, numerator: 60, denominator: 11}
    正例：
        - {target: G6.2, area: "220122", as_of: 2022-06-30, numerator: 60, denominator: 110}
    """
    for before, seen in _successive(kb):
        old, new = before.denominator, seen.denominator
        if old and new and not 0.5 <= new / old <= _JUMP:
            message = f"分母{new}与{before.as_of}的{old}相差太大"
            yield Finding(Ref(seen, "denominator"), message, "请核对位数和口径", str(new), also=(Ref(before),))


def _successive(kb: KnowledgeBase) -> Iterator[tuple[Observation, Observation]]:
    """Each observation with the one before it of the same target and area, by day."""
    series: dict[tuple[str, str], list[Observation]] = {}
    for progress in kb.progress.values():
        for seen in progress.observations:
            series.setdefault((seen.target, seen.area), []).append(seen)
    for each in series.values():
        yield from pairwise(sorted(each, key=lambda seen: seen.as_of))
