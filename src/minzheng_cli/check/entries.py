"""MZ4: entries are of the past, corrections name what they correct, a locked period stays as it was."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from minzheng_cli.check.registry import rule
from minzheng_cli.check.tracking import sound_periods
from minzheng_cli.diagnostics import Finding
from minzheng_cli.model.base import Part
from minzheng_cli.model.knowledge import KnowledgeBase
from minzheng_cli.model.period import Period
from minzheng_cli.model.progress import Observation, ProgressFile, Report
from minzheng_cli.model.ref import Ref


@rule("MZ409", "日期在今天之后")
def in_the_future(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：报送、数据截止、申请、批准、认定、锁定的日期，都不晚于今天（--as-of写的那一天）。

    为什么：没有发生的事不能报；多半是年份写错。

    反例（今天是2022-07-10）：
        reported: 2023-07-08
    正例：
        reported: 2022-07-08
    """
    if kb.day is None:
        return
    for progress, period in sound_periods(kb):
        for part, field in _dated(progress, period):
            day = getattr(part, field)
            if day and day > kb.day:
                yield Finding(Ref(part, field), f"日期{day}在今天（{kb.day}）之后", "请核对年份和月份", str(day))


def _dated(progress: ProgressFile, period: Period) -> Iterator[tuple[Part, str]]:
    """Every date on which something was done; a figure's outside its period is a fault of its own."""
    yield from ((report, "reported") for report in progress.reports)
    for seen in progress.observations:
        if seen.as_of <= period.end:
            yield seen, "as_of"
        yield seen, "reported"
    for extension in progress.extensions:
        yield from ((extension, "requested"), (extension, "approved"))
    yield from ((accepted, "accepted") for accepted in progress.acceptances)
    if progress.locked:
        yield progress.locked, "on"


@rule("MZ410", "更正没有对上")
def correction_astray(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：corrects写的是前面同一处室同一任务（同一目标、地区、截止日期）某一条的报送日期，不晚于更正自己的日期；更正要写原因（reason），不是更正的不写。

    为什么：更正只添不改，对不上就会同时算两个数。

    反例（前一条是2022-07-08报的）：
        - {task: T1, office: 社会救助处, status: 进行中, done: ……, reported: 2022-08-01, corrects: 2022-07-18, reason: 数字有误}
    正例：
        - {task: T1, office: 社会救助处, status: 进行中, done: ……, reported: 2022-08-01, corrects: 2022-07-08, reason: 数字有误}
    """
    said: dict[tuple[object, ...], dict[date, None]] = {}
    is_whole = True
    for path, progress in kb.progress.items():
        is_whole = is_whole and path not in kb.partial
        entries: list[Report | Observation] = [*progress.reports, *progress.observations]
        for entry in entries:
            own, anyone = said.setdefault(entry.key, {}), said.setdefault((entry.key[0],), {})
            yield from _correction(kb, entry, {**own, **anyone}, is_whole=is_whole)
            (own if _is_known(kb, entry) else anyone)[entry.said_on] = None  # a wrong office may be meant for any


def _correction(
    kb: KnowledgeBase, entry: Report | Observation, earlier: Collection[date], *, is_whole: bool
) -> Iterator[Finding]:
    if entry.corrects is None:
        if entry.reason:
            hint = "是更正的，请写：corrects: 被更正的那一条的报送日期；不是的，请删去reason"
            yield Finding(Ref(entry, "reason"), "写了更正的原因，没有写更正哪一条", hint)
        return
    if not entry.reason:
        yield Finding(Ref(entry, "corrects"), "更正没有写原因", "例如：reason: 分母漏报一个乡镇", str(entry.corrects))
    if entry.corrects > entry.said_on:
        message = f"更正的日期{entry.said_on}早于被更正的{entry.corrects}"
        yield Finding(Ref(entry, "corrects"), message, "请核对两个日期", str(entry.corrects))
    elif entry.corrects not in earlier and is_whole and _is_known(kb, entry):
        days = "、".join(str(day) for day in earlier)
        hint = f"前面报送过的日期：{days}" if days else "前面没有报过这一项：请核对是哪一项，或删去corrects和reason"
        message = f"前面没有{entry.corrects}报送的同一项"
        yield Finding(Ref(entry, "corrects"), message, hint, str(entry.corrects))


def _is_known(kb: KnowledgeBase, entry: Report | Observation) -> bool:
    """False where the entry names an office by a wrong name: then it is that which doesn't agree."""
    if isinstance(entry, Observation) or "org.yaml" not in kb.parts:
        return True
    return kb.org.canonical(entry.office) == entry.office


@rule("MZ411", "已锁定的报告期被改动")
def locked_but_changed(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：锁定以后，本期的报告、数据、延期和认定一条也没有增、删、改。

    为什么：已经报出的数不能再悄悄改动；要更正，在当前报告期另填一条。

    反例：2022年上半年已锁定，又把其中一个分子由8改成9。
    正例：在2022年下半年的文件里另填一条，写明corrects和reason。
    """
    for path, progress in kb.progress.items():
        lock = progress.locked
        if lock and lock.seal != progress.seal and path not in kb.partial:
            message = f"{progress.period}在{lock.on}锁定，之后内容有改动"
            hint = "请恢复原样（mz diff可以看改了什么）；要更正的，在当前报告期另填一条，写corrects和reason"
            yield Finding(Ref(lock, "seal"), message, hint, lock.seal)


@rule("MZ412", "报告期没有结束就锁定")
def locked_too_early(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：锁定日期晚于报告期的最后一天。

    为什么：报告期没有结束，数据还会来。

    反例（2022年上半年）：
        locked: {on: 2022-06-15, seal: 3f2a9c1b00d4e5f6}
    正例：
        locked: {on: 2022-08-15, seal: 3f2a9c1b00d4e5f6}
    """
    for progress, period in sound_periods(kb):
        if progress.locked and progress.locked.on <= period.end:
            message = f"锁定日期{progress.locked.on}，{period.chinese}到{period.end}才结束"
            yield Finding(Ref(progress.locked, "on"), message, "请核对日期", str(progress.locked.on))
