"""MZ2: an office is named only while it exists, and what it was given passes to its successor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from minzheng_cli.check.registry import rule
from minzheng_cli.diagnostics import Finding, Severity
from minzheng_cli.model.knowledge import KnowledgeBase
from minzheng_cli.model.org import Office
from minzheng_cli.model.progress import Report
from minzheng_cli.model.ref import Ref


def day_after(day: date) -> date:
    """The next day; the calendar's last day itself."""
    return day if day == date.max else day + timedelta(days=1)


@rule("MZ210", "处室的变动写得不完整或自相矛盾", whole=("org.yaml", "plan.yaml"))
def change_unsound(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：处室的since不晚于until；写了since或until的，写明依据（basis）；写了successor的，写明until；通知里就有的处室不写since，until不早于成文日期。

    为什么：机构改革以后由谁负责，全凭这几个日期推算。

    反例：
        - {name: 区划地名处, kind: 处室, successor: 社会事务处}
    正例：
        - {name: 区划地名处, kind: 处室, until: 2024-03-31, successor: 社会事务处, basis: 省民政厅“三定”规定}
    """
    changed = [office for office in kb.org.offices if office.since or office.until or office.successor]
    named = _named_in_notice(kb) if changed else set()
    for office in changed:
        yield from _dates_unsound(office, kb.plan.date, in_notice=office.name in named)
        if (office.since or office.until) and not office.basis:
            field = "since" if office.since else "until"
            hint = "请写：basis: 哪个文件（文件名称和文号）"
            yield Finding(Ref(office, field), f"{office.name}有变动，缺少依据", hint, str(getattr(office, field)))
        if office.successor and not office.until:
            message = f"{office.name}写了承接单位，没有写用到哪一天为止"
            yield Finding(Ref(office, "successor"), message, "例如：until: 2024-03-31", office.successor)


def _dates_unsound(office: Office, issued: date | None, *, in_notice: bool) -> Iterator[Finding]:
    """At most one fault of an office's dates."""
    since, until = office.since, office.until
    if since and (in_notice or (issued and since <= issued)):
        message = f"{issued or '原来'}的通知里就有{office.name}，since却写了{since}"
        yield Finding(Ref(office, "since"), message, "通知印发时就有的处室不写since", str(since))
    elif since and until and since > until:
        message = f"{office.name}的起始日期{since}晚于截止日期{until}"
        yield Finding(Ref(office, "until"), message, "请核对年份", str(until))
    elif until and issued and until < issued:
        message = f"{office.name}的截止日期{until}早于通知的成文日期{issued}"
        yield Finding(Ref(office, "until"), message, "请核对年份", str(until))


def _named_in_notice(kb: KnowledgeBase) -> set[str]:
    """Offices that the notice itself gives a task, a task force or a seat in the leading group."""
    words = [force.assignment for force in kb.org.task_forces]
    words += [member.post for member in kb.org.leading_group.members]
    words += kb.org.leading_group.office.duties
    if "tasks.yaml" in kb.parts:
        words += {"".join(task.assigning) for task in kb.tasks.tasks}
    return {name for each in words for name in kb.org.named_in(each)}


@rule("MZ211", "处室撤并后没有承接单位", whole=("org.yaml", "tasks.yaml"))
def successor_missing(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：已经撤并、更名的处室（until已过）要写明由谁承接（successor）。名下还有任务或专班的是错误，没有的是提醒。

    为什么：没有承接单位，任务就没有人负责，半年报告也没有人填。

    反例：
        - {name: 区划地名处, kind: 处室, until: 2024-03-31, basis: 省民政厅“三定”规定}
    正例：
        - {name: 区划地名处, kind: 处室, until: 2024-03-31, successor: 社会事务处, basis: 省民政厅“三定”规定}
    """
    gone = [office for office in kb.org.offices if office.until and not office.successor]
    duties = _duties(kb) if gone else {}
    for office in gone:
        if office.until is None or (kb.day and kb.day <= office.until):
            continue
        given = duties.get(office.name, [])
        owed = f"，名下的{_few(given)}没有人负责" if given else ""
        yield Finding(
            Ref(office, "until"),
            f"{office.name}到{office.until}为止，没有写承接单位{owed}",
            "请写：successor: 承接单位的规范名称",
            str(office.until),
            severity=Severity.ERROR if given else Severity.WARNING,
        )


def _duties(kb: KnowledgeBase) -> dict[str, list[str]]:
    """What hangs on each office: ids of tasks, names of task forces and of the leading group's office."""
    found: dict[str, list[str]] = {}
    for task in kb.tasks.tasks:
        for name in (*task.owners, *task.units):
            found.setdefault(kb.org.canonical(name) or name, []).append(task.id)
    for force in kb.org.task_forces:
        for name in force.leads:
            found.setdefault(kb.org.canonical(name) or name, []).append(force.name)
    group = kb.org.leading_group
    found.setdefault(kb.org.canonical(group.office.seat) or "", []).append(f"{group.short}{group.office.name}")
    return found


def _few(names: list[str]) -> str:
    return "、".join(names[:5]) + (f"等{len(names)}项" if len(names) > 5 else "")


@rule("MZ212", "承接单位接不上", whole=("org.yaml",))
def successor_unfit(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：承接单位在前一个处室停用的次日已经有了，而且没有撤并；承接关系不绕回自己。

    为什么：中间有空档，这段时间的任务就没有人负责。

    反例（社会事务处2024-06-01才有）：
        - {name: 区划地名处, kind: 处室, until: 2024-03-31, successor: 社会事务处, basis: 省民政厅“三定”规定}
    正例：
        - {name: 区划地名处, kind: 处室, until: 2024-05-31, successor: 社会事务处, basis: 省民政厅“三定”规定}
    """
    offices = {office.name: office for office in kb.org.offices}
    followers = {
        office.name: following
        for office in kb.org.offices
        if office.successor and (following := kb.org.canonical(office.successor))
    }
    circles = _circles(followers)
    going_round = {name for circle in circles.values() for name in circle}
    for office in kb.org.offices:
        following = followers.get(office.name)
        if following is None or office.until is None:
            continue
        words = office.successor or ""
        if office.name in circles:
            around = "→".join([*circles[office.name], office.name])
            yield Finding(Ref(office, "successor"), f"承接关系绕了一圈：{around}", "请核对由谁承接", words)
        if office.name in going_round:
            continue
        after, first = offices[following], day_after(office.until)
        if after.since and after.since > first:
            message = f"{office.name}到{office.until}为止，承接的{following}{after.since}才有，中间有空档"
            yield Finding(Ref(office, "successor"), message, "请核对两个日期", words)
        elif after.until and after.until < first:
            message = f"承接的{following}到{after.until}为止，早于{first}"
            yield Finding(Ref(office, "successor"), message, "请写实际承接的处室", words)


def _circles(followers: dict[str, str]) -> dict[str, list[str]]:
    """By the first office of each circle of successors, all offices in it. Linear: each office is visited once."""
    circles: dict[str, list[str]] = {}
    visited: set[str] = set()
    for start in followers:
        way: dict[str, None] = {}
        name: str | None = start
        while name is not None and name not in visited:
            visited.add(name)
            way[name] = None
            name = followers.get(name)
        if name in way:
            around = list(way)
            circle = around[around.index(name or "") :]
            circles[circle[0]] = circle
    return circles


@rule("MZ213", "填报时处室还没有或已经撤并", whole=("org.yaml", "tasks.yaml"))
def office_gone(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：填报处室在报送日期这一天存在；已经撤并的，由承接单位填报。

    为什么：已经撤销的处室不能再承担任务，新设的处室也不能替以前的处室说话。

    反例（区划地名处到2024-03-31为止，由社会事务处承接）：
        - {task: T11, office: 区划地名处, status: 进行中, done: ……, reported: 2024-07-08}
    正例：
        - {task: T11, office: 社会事务处, status: 进行中, done: ……, reported: 2024-07-08}
    """
    offices = {office.name: office for office in kb.org.offices}
    owners = {task.id: task.owners for task in kb.tasks.tasks if kb.progress}
    for progress in kb.progress.values():
        for report in progress.reports:
            office = offices.get(kb.org.canonical(report.office) or "")
            if office is None or office.is_valid(report.reported):
                continue
            holders = _holders(kb, report, owners.get(report.task, ()))
            if holders == [office.name]:
                continue  # nobody follows it: said of the office
            gone = office.until and office.until < report.reported
            what = f"到{office.until}为止" if gone else f"{office.since}才有"
            hint = f"请改由{'、'.join(holders)}填报" if holders else "请核对报送日期"
            yield Finding(
                Ref(report, "office"), f"{office.name}{what}，报送日期是{report.reported}", hint, report.office
            )


def _holders(kb: KnowledgeBase, report: Report, owners: tuple[str, ...]) -> list[str]:
    """The offices that answer for the report's task on its day; of several owners' the one that follows its office."""
    own = kb.org.canonical(report.office) or report.office
    held = [kb.org.holder(kb.org.canonical(name) or name, report.reported) for name in owners]
    follower = kb.org.holder(own, report.reported)
    return [follower] if follower != own and follower in held else list(dict.fromkeys(held))
