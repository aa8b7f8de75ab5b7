"""MZ2: who follows whom in the leading group, without gaps and without two in one post."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from minzheng_cli.check.bodies import member_differs
from minzheng_cli.check.nearest import Nearest
from minzheng_cli.check.registry import rule
from minzheng_cli.check.validity import day_after
from minzheng_cli.diagnostics import Finding, Severity
from minzheng_cli.model.knowledge import KnowledgeBase
from minzheng_cli.model.org import Member, Role, Succession
from minzheng_cli.model.ref import Ref

_SOLE = re.compile(r"(?<!副)(处长|厅长|局长|主任|组长|秘书长|书记)$")
"""Posts that one person at a time holds: not 副厅长, 二级巡视员."""


@dataclass(frozen=True)
class _Tenure:
    """One person's time in a post: from a day, None for the notice's list, to a day, None for today."""

    part: Member | Succession
    name: str
    post: str
    role: Role
    since: date | None
    until: date | None


def _sound(kb: KnowledgeBase) -> Iterator[Succession]:
    """Successions that have nothing wrong in themselves."""
    wrong = {id(finding.ref.subject) for finding in succession_unsound(kb)}
    yield from (each for each in kb.org.leading_group.successions if id(each) not in wrong)


@rule("MZ214", "成员变动写得不完整或对不上", whole=("org.yaml", "plan.yaml"))
def succession_unsound(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：of是名单里的成员或前面写过的继任者，一个人只写一次；继任者的姓名和任职日期要么都写，要么都不写（暂缺）；日期不早于通知，也不早于前任自己任职的日期。

    为什么：领导小组成员因工作变动由继任者接任，接谁的任要说得清。

    反例：
        - {of: 张驰, until: 2023-05-31, name: 某甲, basis: 任免文件}
    正例：
        - {of: 张驰, until: 2023-05-31, name: 某甲, since: 2023-06-01, basis: 任免文件}
    """
    began: dict[str, list[date | None]] = {member.name: [None] for member in kb.org.leading_group.members}
    ended: dict[str, list[Succession]] = {}
    names = Nearest(began)
    for each in kb.org.leading_group.successions:
        left = ended.setdefault(each.of, [])
        if each.of in began and len(left) < len(began[each.of]):
            yield from _entry_unsound(each, began[each.of][len(left)], kb.plan.date)
            left.append(each)
        elif each.of in began:
            hint = "一人离任只写一条；继任者又离任的，of写继任者的姓名"
            yield Finding(Ref(each, "of"), f"{each.of}的离任写了两次", hint, each.of, also=(Ref(left[-1]),))
        elif not _in_list(kb, each.of):  # else the member's own name is at fault, and reported
            hint = names.hint(each.of) or "请写名单里的姓名；接继任者任的，排在那一条之后"
            yield Finding(Ref(each, "of"), f"领导小组里没有“{each.of}”", hint, each.of)
        if each.name:
            began.setdefault(each.name, []).append(each.since)


def _in_list(kb: KnowledgeBase, name: str) -> bool:
    return any("".join(member.quote.split()).startswith(name) for member in kb.org.leading_group.members)


def _entry_unsound(each: Succession, began: date | None, issued: date | None) -> Iterator[Finding]:
    """At most one fault of one entry."""
    if each.name and not each.since:
        yield Finding(
            Ref(each, "name"), f"{each.name}没有写从哪一天起任职", f"例如：since: {day_after(each.until)}", each.name
        )
    elif each.since and not each.name:
        yield Finding(Ref(each, "since"), "写了任职日期，没有写继任者姓名", "请写：name: 姓名；暂缺的，两项都不写")
    elif (first := began or issued) and each.until < first:
        what = f"早于{each.of}自己任职的日期{began}" if began else f"早于通知的成文日期{issued}"
        yield Finding(Ref(each, "until"), f"离任日期{each.until}{what}", "请核对年份", str(each.until))


@rule("MZ215", "同一职务同时有两个人", whole=("org.yaml", "plan.yaml"))
def two_holders(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：继任者的任职日期晚于前任的离任日期；处长、主任、组长等一人担任的职务，同一天只有一个人。

    为什么：两个人同在一个职务上，不知道该找谁。

    反例：
        - {of: 张驰, until: 2023-05-31, name: 某甲, since: 2023-05-01, basis: 任免文件}
    正例：
        - {of: 张驰, until: 2023-05-31, name: 某甲, since: 2023-06-01, basis: 任免文件}
    """
    overlapping: set[int] = set()
    for each in _sound(kb):
        if each.since and each.since <= each.until:
            overlapping.add(id(each))
            message = f"{each.name}{each.since}起任职，{each.of}到{each.until}才离任"
            yield Finding(Ref(each, "since"), message, f"例如：since: {day_after(each.until)}", str(each.since))
    together = [(before, after) for before, after in _in_one_post(kb) if id(after.part) not in overlapping]
    misnamed = {id(finding.ref.subject) for finding in member_differs(kb)} if together else set()
    for before, after in together:
        if not {id(before.part), id(after.part)} & misnamed:
            message = f"{before.name}和{after.name}同时任{after.post}"
            yield Finding(Ref(after.part, "name"), message, "请核对职务和日期", after.name, also=(Ref(before.part),))


def _in_one_post(kb: KnowledgeBase) -> Iterator[tuple[_Tenure, _Tenure]]:
    """Pairs whose times overlap in a post for one."""
    by_post: dict[str, list[_Tenure]] = {}
    for tenure in _history(kb).tenures:
        if _SOLE.search(tenure.post):
            by_post.setdefault(tenure.post, []).append(tenure)
    for tenures in by_post.values():
        for before, after in pairwise(sorted(tenures, key=lambda each: each.since or date.min)):
            if before.until is None or (after.since or date.min) <= before.until:
                yield before, after


@dataclass(frozen=True)
class _History:
    """Everybody's time, in the order of the list and then of the changes; by a change's `id()`, whom it follows."""

    tenures: tuple[_Tenure, ...]
    before: dict[int, _Tenure]


def _history(kb: KnowledgeBase) -> _History:
    """The first leaving of a person ends their first post, the second their second."""
    changes = list(_sound(kb))
    leavings: dict[str, list[date]] = {}
    for each in changes:
        leavings.setdefault(each.of, []).append(each.until)
    held: dict[str, list[_Tenure]] = {}
    before: dict[int, _Tenure] = {}

    def begin(part: Member | Succession, name: str, post: str, role: Role, since: date | None) -> None:
        mine = held.setdefault(name, [])
        until = leavings.get(name, [])[len(mine) : len(mine) + 1]
        mine.append(_Tenure(part, name, post, role, since, until[0] if until else None))

    for member in kb.org.leading_group.members:
        begin(member, member.name, member.post, member.role, None)
    left: Counter[str] = Counter()
    for each in changes:
        posts = held.get(each.of, [])
        if left[each.of] >= len(posts):
            continue  # the one before is at fault, and reported
        before[id(each)] = posts[left[each.of]]
        left[each.of] += 1
        if each.name:
            begin(each, each.name, each.post or before[id(each)].post, before[id(each)].role, each.since)
    return _History(tuple(tenure for mine in held.values() for tenure in mine), before)


@rule("MZ216", "职务空缺", whole=("org.yaml", "plan.yaml"))
def post_vacant(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：成员离任的次日就有继任者；没有继任者的，或者中间空了几天的，提醒；组长没有继任者的，是错误。

    为什么：通知规定由继任者接任；空缺期间这个职务上的事没有人管，组长空缺就没有人牵头。

    反例：
        - {of: 张驰, until: 2023-05-31, basis: 任免文件}
    正例：
        - {of: 张驰, until: 2023-05-31, name: 某甲, since: 2023-06-01, basis: 任免文件}
    """
    before = _history(kb).before
    for each in _sound(kb):
        if id(each) not in before:
            continue
        role, post = before[id(each)].role, before[id(each)].post
        what = f"领导小组{role}（{post}）"
        if each.since is None and (kb.day is None or each.until < kb.day):
            message = f"{what}从{day_after(each.until)}起空缺"
            severity = Severity.ERROR if role == "组长" else Severity.WARNING
            hint = "有了继任者，请补写name和since"
            yield Finding(Ref(each, "until"), message, hint, str(each.until), severity=severity)
        elif each.since and each.since > day_after(each.until):
            message = f"{what}从{day_after(each.until)}到{each.since - timedelta(days=1)}空缺"
            hint = "请核对日期；确实空缺的，用# mz: ignore[MZ216]写明原因"
            yield Finding(Ref(each, "since"), message, hint, str(each.since), severity=Severity.WARNING)
