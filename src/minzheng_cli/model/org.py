"""`org.yaml`: offices and their names, the leading group, its office, its task forces and its members."""

import re
from datetime import date
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from minzheng_cli.model.base import Day, Flag, Part, Passage, Quote, TaskForceId, TaskId, Text

Role = Literal["组长", "副组长", "成员"]
OfficeKind = Literal["处室", "直属单位", "部门", "社会组织", "党的机构", "派驻机构", "各地"]


class OtherName(Part):
    """Another name that the notice uses for an office."""

    name: Annotated[Quote, Field(description="通知中的另一种写法", examples=["厅社会救助处"])]
    basis: Annotated[
        Text | None,
        Field(description="如果认定两个名称是同一处室是一种判断，写明依据", examples=["通知第12项任务如此书写"]),
    ] = None


class Office(Part):
    """A body that can own a task or hold a post; known by one canonical name."""

    name: Annotated[Quote, Field(description="规范名称", examples=["社会救助处"])]
    kind: Annotated[OfficeKind, Field(description="类别", examples=["处室"])]
    names: Annotated[tuple[OtherName, ...], Field(description="通知中的其他写法")] = ()
    since: Annotated[Day | None, Field(description="从哪一天起有这个名称；方案印发时就有的不写")] = None
    until: Annotated[
        Day | None, Field(description="机构改革撤并、更名的，写用到哪一天为止", examples=["2024-03-31"])
    ] = None
    successor: Annotated[
        Text | None, Field(description="撤并、更名后由谁承接，用规范名称", examples=["社会救助处"])
    ] = None
    basis: Annotated[
        Text | None,
        Field(
            description="变动的依据：哪个文件；名称不在原文里的，写明出自哪个文件",
            examples=["2023年6月1日印发的任务分工表"],
        ),
    ] = None
    note: Annotated[Text | None, Field(description="编者说明，不是原文")] = None

    def is_valid(self, day: date) -> bool:
        """True where the office exists under this name on the day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    @property
    def is_of_notice(self) -> bool:
        """True where the notice itself names it: it neither came later nor out of another paper, its `basis`."""
        is_changed = self.until is not None or self.successor is not None
        return self.since is None and (self.basis is None or is_changed)

    @property
    def all_names(self) -> tuple[str, ...]:
        """The canonical name first, then every other."""
        return (self.name, *(other.name for other in self.names))


class Member(Part):
    """A member of the leading group, as the list names them."""

    name: Annotated[Text, Field(description="姓名，中间不留空格", examples=["张伟"])]
    role: Annotated[Role, Field(description="在领导小组中的角色", examples=["成员"])]
    post: Annotated[Quote, Field(description="职务，原文照录", examples=["厅社会救助处处长"])]
    office: Annotated[Text | None, Field(description="职务所在处室的规范名称", examples=["社会救助处"])] = None
    quote: Annotated[Passage, Field(description="名单中的原文，保留空格", examples=["张  伟 厅党组成员、副厅长"])]


class Succession(Part):
    """Who follows a member who moved on; the list of the notice stays as it is.

    Rule: 附件1第二部分, “领导小组成员因工作变动，由继任者接任”.
    """

    of: Annotated[Text, Field(description="接谁的任：姓名，名单里的或前一位继任者", examples=["张伟"])]
    until: Annotated[Day, Field(description="前任任职到哪一天为止", examples=["2023-05-31"])]
    name: Annotated[Text | None, Field(description="继任者姓名；暂缺的不写")] = None
    since: Annotated[Day | None, Field(description="继任者从哪一天起任职；暂缺的不写", examples=["2023-06-01"])] = None
    post: Annotated[Text | None, Field(description="继任者的职务；与前任相同的不写")] = None
    basis: Annotated[Text, Field(description="变动的依据：通知没有写", examples=["某年某月某日任免文件"])]


class Director(Part):
    """Who heads the leading group's office: by post, since the notice names nobody."""

    quote: Annotated[Passage, Field(description="关于主任人选的原文")]
    note: Annotated[Text, Field(description="编者说明")]


class GroupOffice(Part):
    """The leading group's office (领导小组办公室)."""

    name: Annotated[Quote, Field(description="名称", examples=["办公室"])]
    seat: Annotated[Text, Field(description="设在哪个处室，用规范名称", examples=["社会救助处"])]
    duties: Annotated[tuple[Passage, ...], Field(min_length=1, description="设置和职责的原文，一句一条")]
    director: Annotated[Director, Field(description="主任")]


class Coverage(Part):
    """Tasks that one of a task force's duties stands for."""

    tasks: Annotated[tuple[TaskId, ...], Field(min_length=1, description="任务编号", examples=[["T1", "T2"]])]
    duty: Annotated[Quote, Field(description="据以归入的职责原文", examples=["推进农村养老服务体系建设"])]


class TaskForce(Part):
    """A task force (专班): its leads, duties and the tasks it covers."""

    id: Annotated[TaskForceId, Field(description="专班编号")]
    name: Annotated[Passage, Field(description="专班名称", examples=["兜底帮扶指导专班"])]
    leads: Annotated[
        tuple[Text, ...], Field(min_length=1, description="牵头处室，用规范名称", examples=[["社会救助处"]])
    ]
    shared: Annotated[Flag, Field(description="原文写“分别牵头”时为true", examples=[True])] = False
    support: Annotated[Quote, Field(description="配合单位，原文照录", examples=["相关处室配合"])]
    assignment: Annotated[Passage, Field(description="牵头和配合的原文，含括号")]
    duties: Annotated[tuple[Passage, ...], Field(min_length=1, description="职责原文，一句一条")]
    covers: Annotated[tuple[Coverage, ...], Field(min_length=1, description="归入本专班的任务")]
    basis: Annotated[Text, Field(description="任务归入的依据：通知没有逐项列出")]

    @property
    def tasks(self) -> tuple[str, ...]:
        """Ids of all tasks it covers."""
        return tuple(task for coverage in self.covers for task in coverage.tasks)


class LeadingGroup(Part):
    """The leading group (领导小组)."""

    name: Annotated[Quote, Field(description="全称")]
    short: Annotated[Quote, Field(description="简称", examples=["领导小组"])]
    duties: Annotated[tuple[Passage, ...], Field(min_length=1, description="职责原文，一句一条")]
    succession: Annotated[Passage, Field(description="成员变动的规则，原文照录")]
    members: Annotated[tuple[Member, ...], Field(min_length=1, description="组成人员，按名单次序")]
    successions: Annotated[tuple[Succession, ...], Field(description="成员变动：名单印发以后谁接谁的任")] = ()
    office: Annotated[GroupOffice, Field(description="领导小组办公室")]


NO_LEADING_GROUP = LeadingGroup.model_construct(
    name="",
    short="",
    duties=(),
    succession="",
    members=(),
    successions=(),
    office=GroupOffice.model_construct(
        name="", seat="", duties=(), director=Director.model_construct(quote="", note="")
    ),
)
"""Stands in for a leading group where a plan sets up none: nobody is in it, and all its words are empty."""


class OrgFile(Part):
    """All of `org.yaml`. A plan may have no leading group and no task forces."""

    offices: Annotated[tuple[Office, ...], Field(description="处室和单位；原文没有写由谁负责的，写[]")]
    leading_group: Annotated[LeadingGroup, Field(description="领导小组；原文没有设立的不写")] = NO_LEADING_GROUP
    setup: Annotated[Passage | None, Field(description="设立专班的原文，写明个数；原文没有设立的不写")] = None
    task_forces: Annotated[tuple[TaskForce, ...], Field(description="专班；原文没有设立的不写")] = ()

    @cached_property
    def _canonical(self) -> dict[str, str]:
        return {name: office.name for office in reversed(self.offices) for name in reversed(office.all_names)}

    def canonical(self, name: str) -> str | None:
        """The canonical name of an office by any of its names; None for an unknown one."""
        return self._canonical.get(name)

    @cached_property
    def _by_name(self) -> dict[str, Office]:
        return {office.name: office for office in reversed(self.offices)}

    def holder(self, name: str, day: date) -> str:
        """The office that answers on the day for what the named one (canonical) was given: itself, or who followed it.

        A chain that breaks off or runs in a circle ends at the last office that it names.
        """
        seen = {name}
        while (office := self._by_name.get(name)) and office.until and office.until < day and office.successor:
            following = self.canonical(office.successor)
            if following is None or following in seen:
                break
            seen.add(name := following)
        return name

    @cached_property
    def _any_name(self) -> re.Pattern[str]:
        names = sorted(self.known_names, key=len, reverse=True)
        return re.compile("|".join(map(re.escape, names)) if names else r"(?!)")

    def named_in(self, words: str) -> list[str]:
        """Canonical names of the offices that a text names, in order; the longest name wins at each place."""
        if words not in self._named:
            self._named[words] = [self._canonical[name] for name in self._any_name.findall(words)]
        return self._named[words]

    @cached_property
    def _named(self) -> dict[str, list[str]]:
        return {}

    @property
    def known_names(self) -> tuple[str, ...]:
        """Every name of every office, canonical names first."""
        return tuple(dict.fromkeys([*(office.name for office in self.offices), *self._canonical]))

    @cached_property
    def _force_by_task(self) -> dict[str, TaskForce]:
        return {task: force for force in reversed(self.task_forces) for task in force.tasks}

    def task_force_of(self, task: str) -> TaskForce | None:
        """The task force that covers a task (by id); None where none does."""
        return self._force_by_task.get(task)
