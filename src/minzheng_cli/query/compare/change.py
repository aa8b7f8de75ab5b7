"""One change between two states of the knowledge base, in the plan's own terms."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from minzheng_cli.query.compare.words import Segment, marked, whole

SECTIONS = {
    "plan": "方案",
    "passage": "方案",
    "mechanism": "方案",
    "reference": "方案",
    "annex": "方案",
    "slip": "方案",
    "exclusion": "方案",
    "group": "任务",
    "task": "任务",
    "measure": "举措",
    "target": "量化目标",
    "number": "量化目标",
    "commitment": "量化目标",
    "office": "机构和人员",
    "leading-group": "机构和人员",
    "member": "机构和人员",
    "succession": "机构和人员",
    "task-force": "机构和人员",
    "report": "工作进展",
    "observation": "指标数据",
    "extension": "延期和认定",
    "acceptance": "延期和认定",
    "lock": "延期和认定",
    "locality": "市县分解",
    "area": "地区",
    "source": "原文",
}
"""The section that a change is shown in, by the first word of its kind."""


@dataclass(frozen=True)
class Change:
    """What changed about one thing.

    `kind` is a thing and what happened to it (`target.raised`), `ref` names the thing (`G8.2`), `message` says it in
    Chinese. `before` or `after` is None where there was or is nothing. `warning` marks a change of the plan's own
    words and values, which are the notice's. `about` is the name of what the values are of; `prose` says that they
    are sentences, whose differing words are worth marking; changes of one kind and one `within` may be told together.
    """

    kind: str
    ref: str
    message: str
    before: str | None = None
    after: str | None = None
    warning: bool = False
    about: str = ""
    prose: bool = False
    within: str = ""

    @property
    def section(self) -> str:
        """The section that it is shown in."""
        return SECTIONS[self.kind.partition(".")[0]]

    @cached_property
    def words(self) -> tuple[Segment, ...]:
        """Before and after in one, piece by piece: what stayed, what went, what came."""
        mark = marked if self.prose else whole
        return mark(self.before or "", self.after or "")
