"""The kinds of reports that `mz report` makes: what each is called, what it is for, and the module that decides it."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from minzheng_cli.model.knowledge import KnowledgeBase
    from minzheng_cli.report.scope import Scope


@dataclass(frozen=True)
class Kind:
    """A kind of report.

    `narrows` are the options by which it can be about a part of the plan, `needs` those without which it can't be
    made; `cites` says that it names lines of the source.
    """

    title: str
    purpose: str
    module: str
    narrows: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    cites: bool = False

    def context(self, kb: KnowledgeBase, scope: Scope) -> Any:
        """All that the report says: frozen values with `title`, `demonstration`, `gaps` and `sheets`."""
        return import_module(f"minzheng_cli.report.{self.module}").context(kb, scope)


KINDS = {
    "half-year": Kind(
        "半年工作进展情况报告", "各专班每半年向领导小组报告一次", "half_year", ("period", "task-force"), cites=True
    ),
    "checklist": Kind("重点任务清单", "任务、举措、目标、期限和责任分工一览", "checklist", ("owner", "task-force")),
    "office": Kind(
        "处室责任和进展情况",
        "一个处室的名称、职责、任务、进展和待办事项",
        "office",
        ("owner", "period"),
        ("owner",),
        cites=True,
    ),
    "notice": Kind(
        "督办通知单", "对滞后、逾期和逾期未报送的事项，一个处室一份", "notice", ("owner", "task-force"), cites=True
    ),
    "plan": Kind("方案全文", "从知识库还原的通知、方案和附件1原文", "whole_plan", cites=True),
    "brief": Kind("一页简报", "给领导看的一页：进度、数字、曲线和要抓的事", "brief", ("period", "task-force")),
    "annual": Kind(
        "年度考核情况",
        "一年里各处室、各地应做的和做了的，只列事实；报告期所在的年度",
        "annual",
        ("period", "owner", "area"),
    ),
}
"""The choices of `mz report`."""
