"""Entries as `mz record` builds them from its options: names made canonical, mistakes said in one sentence."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, get_args

from minzheng_cli.cli.common import parse_day
from minzheng_cli.cli.recording import made, one_of, parse_count, parse_figure, progress_file
from minzheng_cli.errors import MzError

if TYPE_CHECKING:
    from minzheng_cli.model.knowledge import KnowledgeBase
    from minzheng_cli.model.period import Period
    from minzheng_cli.model.progress import Observation, Report
    from minzheng_cli.model.target import Target

Given = dict[str, str | None]
"""Options by their name on the command line."""
OF_TASK = ("--office", "--status", "--done", "--problems", "--next")
OF_TARGET = ("--area", "--until", "--value", "--numerator", "--denominator")


def fitting(item: str, given: Given, others: tuple[str, ...]) -> Given:
    """The options, if none is of the other kind. Raises MzError."""
    wrong = next((name for name in others if given[name] is not None), None)
    if wrong:
        kind, right = ("任务", OF_TASK) if others is OF_TARGET else ("目标", OF_TARGET)
        raise MzError(f"{item}是{kind}，不写{wrong}。", f"{kind}写{'、'.join(right)}")
    return given


def _needed(given: Given, item: str, *names: str) -> None:
    missing = [name for name in names if given[name] is None]
    if missing:
        raise MzError(f"{item}缺少{'、'.join(missing)}。", "用法见 mz record --help")


def report_of(kb: KnowledgeBase, item: str, given: Given) -> Report:
    """The words on a task. Raises MzError."""
    from minzheng_cli.model.progress import OfficeStatus, Report
    from minzheng_cli.query.select import office, task

    wanted = task(kb.tasks, item)
    _needed(given, wanted.id, "--office", "--status", "--done")
    return made(
        Report,
        {"next": "--next"},
        task=wanted.id,
        office=office(kb.org, given["--office"] or ""),
        status=one_of("--status", given["--status"] or "", get_args(OfficeStatus)),
        done=given["--done"],
        problems=given["--problems"],
        next=given["--next"],
        **_common(given),
    )


def observation_of(kb: KnowledgeBase, item: str, period: Period, given: Given) -> Observation:
    """The figure of a target. Raises MzError."""
    from minzheng_cli.model.progress import Observation
    from minzheng_cli.query.select import area, target

    wanted = target(kb.targets.targets, item)
    _needed(given, wanted.id, "--area", *(("--numerator", "--denominator") if wanted.ratio else ("--value",)))
    where = area(kb.areas.areas, given["--area"] or "").code
    common = _common(given)
    return made(
        Observation,
        {"as_of": "--until"},
        target=wanted.id,
        area=where,
        as_of=_as_of(kb, wanted, where, period, given),
        value=parse_figure("--value", given["--value"]),
        numerator=parse_count("--numerator", given["--numerator"]),
        denominator=parse_count("--denominator", given["--denominator"]),
        **common,
    )


def _common(given: Given) -> dict[str, str | date | None]:
    corrects = given["--corrects"]
    if (corrects is None) != (given["--reason"] is None):
        raise MzError("更正要同时写--corrects和--reason。", "例如：--corrects 2022-07-08 --reason 分母漏报一个乡镇")
    return {
        "evidence": given["--evidence"],
        "reported": parse_day(given["--reported"]),
        "corrects": parse_day(corrects) if corrects is not None else None,
        "reason": given["--reason"],
    }


def _as_of(kb: KnowledgeBase, target: Target, area: str, period: Period, given: Given) -> date:
    """The day that a figure speaks of: as given, as in the figure that is corrected, or the period's last by then."""
    if given["--until"] is not None:
        return parse_day(given["--until"])
    if given["--corrects"] is not None:
        day = parse_day(given["--corrects"])
        for seen in (seen for file in kb.progress.values() for seen in file.observations):
            if (seen.target, seen.area, seen.said_on) == (target.id, area, day):
                return seen.as_of
    return max(period.start, min(period.end, parse_day(given["--reported"])))


def refuse_doubtful(kb: KnowledgeBase, period: Period, entry: Report | Observation) -> None:
    """Raises MzError for an entry that is there already, and for a correction of one that isn't."""
    if entry.corrects is None:
        there = [each.said_on for each in _entries(kb, progress_file(period)) if each.key == entry.key]
        if there:
            hint = f"要更正，请加 --corrects {there[-1]} --reason 更正的原因"
            raise MzError(f"这一条{there[-1]}已经报过，不能再记一遍。", hint)
        return
    days = sorted({each.said_on for file in kb.progress for each in _entries(kb, file) if each.key == entry.key})
    if entry.corrects not in days:
        hint = f"已有的报送日期：{'、'.join(map(str, days))}" if days else "没有可以更正的；直接记，不写--corrects"
        raise MzError(f"没有{entry.corrects}报送的这一条，无从更正。", hint)


def _entries(kb: KnowledgeBase, file: str) -> list[Report | Observation]:
    progress = kb.progress.get(file)
    return [*progress.reports, *progress.observations] if progress else []
