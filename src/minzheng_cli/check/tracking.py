"""MZ4: progress files hold together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import PurePosixPath

from minzheng_cli.check.doubt import doubt
from minzheng_cli.check.nearest import Nearest
from minzheng_cli.check.numbering import numbering
from minzheng_cli.check.registry import rule
from minzheng_cli.diagnostics import Finding, Severity
from minzheng_cli.model.knowledge import KnowledgeBase
from minzheng_cli.model.period import Period
from minzheng_cli.model.progress import Acceptance, Observation, ProgressFile, Report, standing
from minzheng_cli.model.ref import Ref
from minzheng_cli.model.target import Target

_JUMP = 2.0
"""How many times its former self a denominator may at most be."""
_LEAP = 3.0
"""How many times its former self a value without a denominator may at most be."""


_Entry = Report | Observation | Acceptance


def sound_periods(kb: KnowledgeBase) -> Iterator[tuple[ProgressFile, Period]]:
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
    """查什么：数据截止日期（as_of）在报告期之内，更正以前报告期的除外；报送日期（reported）不早于报告期开始。

    为什么：多半是年份写错，数字会算到别的时期。

    反例（2022年上半年）：
        as_of: 2021-06-30
    正例：
        as_of: 2022-06-30
    """
    for progress, period in sound_periods(kb):
        for seen in progress.observations:
            earliest = seen.as_of if seen.corrects else period.start
            if not earliest <= seen.as_of <= period.end:
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
            found = list(_figures(seen, targets[seen.target])) if seen.target in targets else []
            if found and seen.target not in doubt(kb).targets:
                yield from found


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
    absent = numbering(kb).absent
    tasks = Nearest({task.id for task in kb.tasks.tasks} | absent)
    targets = Nearest({target.id for target in kb.targets.targets} | absent)
    areas = Nearest({area.code for area in kb.areas.areas})
    for progress in kb.progress.values():
        for report in progress.reports:
            yield from unknown(Ref(report, "task"), "任务", report.task, tasks)
        for seen in progress.observations:
            yield from unknown(Ref(seen, "target"), "量化目标", seen.target, targets)
            yield from unknown(Ref(seen, "area"), "地区", seen.area, areas)
        for extension in progress.extensions:
            yield from unknown(Ref(extension, "target"), "量化目标", extension.target, targets)
        for accepted in progress.acceptances:
            what, names = ("任务", tasks) if accepted.item.startswith("T") else ("量化目标", targets)
            yield from unknown(Ref(accepted, "item"), what, accepted.item, names)


def unknown(ref: Ref, what: str, name: str, names: Nearest) -> Iterator[Finding]:
    """A finding where the name is none of those known."""
    if name not in names.known:
        yield Finding(ref, f"没有编号为“{name}”的{what}", names.hint(name), name)


@rule("MZ405", "填报处室不是责任处室", whole=("tasks.yaml", "org.yaml"))
def not_the_owner(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：一项任务的进展，由它的责任处室填报；责任处室撤并、更名以后，由承接单位填报。

    为什么：别的处室填的，责任处室未必认可。

    反例（T1的责任处室是社会救助处）：
        - {task: T1, office: 养老服务处, status: 进行中, done: ……, reported: 2022-01-10}
    正例：
        - {task: T1, office: 社会救助处, status: 进行中, done: ……, reported: 2022-01-10}
    """
    if not kb.progress:
        return
    owners = {task.id: [kb.org.canonical(name) for name in task.owners] for task in kb.tasks.tasks}
    offices = {office.name: office for office in kb.org.offices}
    for progress in kb.progress.values():
        for report in progress.reports:
            office = offices.get(kb.org.canonical(report.office) or "")
            if office is None or not owners.get(report.task) or not office.is_valid(report.reported):
                continue
            holders = {kb.org.holder(name, report.reported): name for name in owners[report.task] if name}
            orphaned = any(not offices[name].is_valid(report.reported) for name in holders)
            if office.name not in holders and not orphaned:
                yield _other_office(report, office.name, holders)


def _other_office(report: Report, office: str, holders: dict[str, str]) -> Finding:
    """`holders` are the offices that answer for the task on the report's day, with the owners that they follow."""
    names = "、".join(sorted(holder if holder == own else f"{holder}（承接{own}）" for holder, own in holders.items()))
    message = f"{report.task}的责任处室是{names}，不是{office}"
    return Finding(Ref(report, "office"), message, "请核对任务编号或填报处室", report.office)


@rule("MZ406", "同一条进展填了两次")
def reported_twice(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：同一报告期里，一个处室对一项任务只填一条；一个地区对一个目标在同一天只填一个数；同一项在同一天只认定一次。更正另填一条，写明更正哪一条；再更正时，更正的是上一次更正。

    为什么：填了两次，不知道以哪个为准。

    反例：社会救助处对T1填了两条，内容不同。
    正例：只保留一条；要更正的，后一条写corrects和reason。
    """
    for progress in kb.progress.values():
        entries: list[_Entry] = [*progress.reports, *progress.observations, *progress.acceptances]
        first: dict[tuple[object, ...], _Entry] = {}
        for part in entries:
            key = (part.item, part.accepted) if isinstance(part, Acceptance) else part.key
            corrects = None if isinstance(part, Acceptance) else part.corrects
            other = first.setdefault((*key, corrects), part)
            if other is part or (isinstance(other, Report | Observation) and other.said_on == corrects):
                continue
            names = "、".join(str(word) for word in key)
            twice = f"更正了两次（{corrects}的那一条）" if corrects else "填了两次"
            hint = (
                "再更正的，corrects写上一次更正的日期" if corrects else "只保留正确的一条；更正的，写明corrects和reason"
            )
            yield Finding(Ref(part), f"这一条（{names}）{twice}", hint, also=(Ref(other),))


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
    for before, seen in successive(kb):
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
    for before, seen in successive(kb):
        old, new = before.denominator, seen.denominator
        if old and new and not 0.5 <= new / old <= _JUMP:
            message = f"分母{new}与{before.as_of}的{old}相差太大"
            yield Finding(Ref(seen, "denominator"), message, "请核对位数和口径", str(new), also=(Ref(before),))


@rule("MZ419", "指标值比上一期猛增", whole=("targets.yaml",), severity=Severity.WARNING)
def value_leaps(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：没有分子分母的目标，同一地区后一期的值不超过前一期的3倍；每年重新计算的目标除外。

    为什么：平均面积这样的数不会半年里翻几番，多半是小数点错位，或单位不同。

    反例（2021年下半年是31.5）：
        - {target: G7.2, area: "220122", as_of: 2022-06-30, value: 325}
    正例：
        - {target: G7.2, area: "220122", as_of: 2022-06-30, value: 32.5}
    """
    plain = {target.id for target in kb.targets.targets if not target.every and not target.ratio}
    for before, seen in successive(kb):
        old, new = before.value, seen.value
        if seen.target in plain and old and new and old > 0 and new > _LEAP * old:
            message = f"{seen.as_of}的数{new}是{before.as_of}的{old}的{new / old:.0f}倍"
            yield Finding(Ref(seen, "value"), message, "请核对小数点和单位", str(new), also=(Ref(before),))


def successive(kb: KnowledgeBase) -> Iterator[tuple[Observation, Observation]]:
    """Each observation that counts with the one before it of the same target and area, by day."""
    series: dict[tuple[str, str], list[Observation]] = {}
    for seen in standing(seen for progress in kb.progress.values() for seen in progress.observations):
        series.setdefault((seen.target, seen.area), []).append(seen)
    for each in series.values():
        yield from pairwise(sorted(each, key=lambda seen: seen.as_of))
