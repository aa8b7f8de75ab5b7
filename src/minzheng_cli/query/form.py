"""What a form (填报表) holds: which rows an office or an area fills, and what stands beside. Pure; nothing is laid out here.

Rule: 附件1第四部分, “各专项小组每半年向领导小组报告一次工作进展情况”; an office answers for its tasks in words, an area
for the targets in figures.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from minzheng_cli.model.locality import fingerprint
from minzheng_cli.model.period import Period
from minzheng_cli.model.progress import Observation, Report, standing
from minzheng_cli.progress.moment import reports_due
from minzheng_cli.progress.tree import grow, names_counties
from minzheng_cli.query.form_columns import BEFORE, SHEETS, WORDS
from minzheng_cli.query.records import comparison, deadline

if TYPE_CHECKING:
    from minzheng_cli.model.area import Area
    from minzheng_cli.model.knowledge import KnowledgeBase
    from minzheng_cli.model.target import Target
    from minzheng_cli.model.task import Task

Filler = Literal["office", "area"]
"""Who fills a form."""


@dataclass(frozen=True)
class FormRow:
    """One row: the task's or target's id, the check digits of the words it was made from, and what is filled in already.

    `closed` are the columns that this row leaves out; `prompts` say what belongs into a column.
    """

    id: str
    made_from: str
    cells: Mapping[str, str | date]
    closed: frozenset[str] = frozenset()
    prompts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class FormSheet:
    """One sheet of rows: `reports` or `observations`. `remark` says who need not fill it."""

    field: str
    rows: tuple[FormRow, ...]
    remark: str = ""


@dataclass(frozen=True)
class Form:
    """All that a form holds. `name` is the office's canonical name or the area's code, `title` what people call it."""

    period: Period
    filler: Filler
    name: str
    title: str
    plan: str
    number: str
    base: str
    due: date
    back_to: str
    made_on: date
    demonstration: str | None
    sheets: tuple[FormSheet, ...]

    @property
    def file_name(self) -> str:
        """`2022H1_社会救助处.xlsx`, `2022H1_220100_长春市.xlsx`."""
        parts = [str(self.period), *([self.name] if self.filler == "area" else []), self.title]
        return "_".join("".join("_" if char in '\\/:*?"<>|' else char for char in part) for part in parts) + ".xlsx"


class Forms:
    """The forms of one period, as they stand on a day."""

    def __init__(self, kb: KnowledgeBase, period: Period, day: date) -> None:
        self.kb, self.period, self.day = kb, period, day

    def offices(self) -> list[str]:
        """Offices that own a task at the period's end, in the order of the tasks."""
        return list(dict.fromkeys(office for task in self.kb.tasks.tasks for office in self._owners(task)))

    def areas(self) -> list[Area]:
        """All localities: every division below the province."""
        return [area for area in self.kb.areas.areas if area.type != "省"]

    def of(self, filler: Filler, name: str) -> Form | None:
        """The form of an office (canonical name) or an area (code); None where it has nothing to fill."""
        if filler == "office":
            return self._of_office(name)
        area = self._area_by_code.get(name)
        return self._of_area(area) if area else None

    def _of_office(self, office: str) -> Form | None:
        tasks = [task for task in self.kb.tasks.tasks if office in self._owners(task)]
        if not tasks:
            return None
        reports = FormSheet("reports", tuple(self._task_row(task, office) for task in tasks))
        owned = {task.id for task in tasks}
        ratios = [target for target in self.kb.targets.targets if target.ratio and target.task in owned]
        province = next((area for area in self.kb.areas.areas if area.type == "省"), None)
        sheets = [reports]
        if ratios and province:
            remark = "各市县会分别填报。只有手里是全省数、不分市县的，才填这一页；填了就以全省数为准。"
            sheets.append(FormSheet("observations", tuple(self._figure_row(t, province) for t in ratios), remark))
        return self._form("office", office, office, sheets)

    def _of_area(self, area: Area) -> Form | None:
        inner = self._inner.get(area.code, ())
        rows = tuple(self._figure_row(target, area) for target in self._owed(area))
        remark = "所辖各县（市、区）会分别填报，灰色格子里是它们的合计。只有手里是全市（州）数的，才填这一页。"
        return self._form("area", area.code, area.name, [FormSheet("observations", rows, remark if inner else "")])

    def _owed(self, area: Area) -> list[Target]:
        """Counties answer for all targets; what is asked of each county, nobody else does; only ratios can be summed."""
        if area.is_county:
            return list(self.kb.targets.targets)
        if self._inner.get(area.code):
            return [target for target in self.kb.targets.targets if target.ratio]
        return [target for target in self.kb.targets.targets if not names_counties(target)]

    def _form(self, filler: Filler, name: str, title: str, sheets: Iterable[FormSheet]) -> Form:
        kb, group = self.kb, self.kb.org.leading_group
        return Form(
            self.period,
            filler,
            name,
            title,
            kb.plan.title,
            kb.plan.cited_number,
            base_print(kb),
            reports_due(kb.plan, self.period),
            f"{group.short}{group.office.name}（设在{group.office.seat}）" if group.members else "发出这份表的单位",
            self.day,
            kb.demonstration,
            tuple(sheets),
        )

    def _task_row(self, task: Task, office: str) -> FormRow:
        words = f"{task.number}.{task.title}\n" + "\n".join(measure.text for measure in task.measures)
        before = self._past_reports.get((task.id, office))
        return FormRow(
            task.id, self._prints[task.id], {WORDS: words, BEFORE: _said(before) if before else "（未报送）"}
        )

    def _figure_row(self, target: Target, area: Area) -> FormRow:
        cells: dict[str, str | date] = {
            WORDS: f"{target.indicator}（{comparison(target)}，{deadline(target)}）\n原文：{target.quote}",
            "basis": _basis(target, area),
            "unit": "个数" if target.ratio else target.unit,
            BEFORE: self._before(target, area),
            "as_of": self.period.end,
        }
        prompts = {"value": f"{target.indicator}，单位：{target.unit}"}
        if target.ratio:
            prompts = {"numerator": f"数：{target.ratio.numerator}", "denominator": f"数：{target.ratio.denominator}"}
        closed = frozenset({"value"} if target.ratio else {"numerator", "denominator"})
        return FormRow(target.id, self._print_of(target), cells, closed, prompts)

    def _before(self, target: Target, area: Area) -> str:
        own = self._past_figures.get((target.id, area.code))
        lines = [figure_words(own, target.unit)] if own else ["（未报送）"]
        inner = self._inner.get(area.code, ())
        below = [seen for code in inner if (seen := self._past_figures.get((target.id, code)))]
        if below:
            lines.append(f"所辖{len(inner)}个县级单位中{len(below)}个合计：{_sum_words(below)}")
        return "\n".join(lines)

    def _print_of(self, target: Target) -> str:
        """Check digits of the words that a figure answers to: those of its task, and of what is counted."""
        ratio = [target.ratio.numerator, target.ratio.denominator] if target.ratio else []
        return _digits([self._prints.get(target.task, ""), target.id, target.quote, *ratio])

    def _owners(self, task: Task) -> list[str]:
        org = self.kb.org
        names = (org.canonical(name) or name for name in task.owners)
        return list(dict.fromkeys(org.holder(name, self.period.end) for name in names))

    @cached_property
    def _prints(self) -> dict[str, str]:
        by_task: dict[str, list[Target]] = {}
        for target in self.kb.targets.targets:
            by_task.setdefault(target.task, []).append(target)
        return {task.id: fingerprint(task, by_task.get(task.id, ())) for task in self.kb.tasks.tasks}

    @cached_property
    def _area_by_code(self) -> dict[str, Area]:
        return {area.code: area for area in self.kb.areas.areas}

    @cached_property
    def _inner(self) -> Mapping[str, tuple[str, ...]]:
        """Codes of the areas that report within a prefecture, and of all within the province."""
        tree = grow(self.kb.areas.areas)
        return {
            **tree.inner,
            tree.top or "": tuple(code for own, codes in tree.inner.items() for code in codes or (own,)),
        }

    def _earlier(self) -> Iterator[Report | Observation]:
        for progress in self.kb.progress.values():
            period = Period.parse(progress.period)
            if period and period < self.period:
                yield from standing(progress.reports)
                yield from standing(progress.observations)

    @cached_property
    def _past_reports(self) -> dict[tuple[str, str], Report]:
        """The last words before this period, by task and the office that answers now."""
        org = self.kb.org
        return {
            (seen.task, org.holder(org.canonical(seen.office) or seen.office, self.period.end)): seen
            for seen in self._earlier()
            if isinstance(seen, Report)
        }

    @cached_property
    def _past_figures(self) -> dict[tuple[str, str], Observation]:
        """The newest figures before this period, by target and area."""
        found = [seen for seen in self._earlier() if isinstance(seen, Observation)]
        return {(seen.target, seen.area): seen for seen in sorted(found, key=lambda seen: seen.as_of)}


def base_print(kb: KnowledgeBase) -> str:
    """Check digits of which knowledge base this is: a form of another, or of a demonstration, is none of its own."""
    return _digits([kb.plan.issuer or kb.plan.title, kb.plan.number or "无发文字号", kb.demonstration or ""])


def figure_words(seen: Observation, unit: str) -> str:
    """A figure as people say it: 8/11（72.7%），截至2022-06-30."""
    if seen.numerator is not None and seen.denominator is not None:
        share = f"（{100 * seen.numerator / seen.denominator:.1f}%）" if seen.denominator else ""
        said = f"{seen.numerator}/{seen.denominator}{share}"
    else:
        said = f"{seen.value:.12g}{unit}" if seen.value is not None else ""
    return f"{said}，截至{seen.as_of}"


def _sum_words(below: list[Observation]) -> str:
    above, under = sum(seen.numerator or 0 for seen in below), sum(seen.denominator or 0 for seen in below)
    return f"{above}/{under}" + (f"（{100 * above / under:.1f}%）" if under else "")


def _said(report: Report) -> str:
    lines = [f"{report.reported}报送：{report.status}", report.done]
    lines += [f"问题：{report.problems}"] if report.problems else []
    return "\n".join(lines)


def _basis(target: Target, area: Area) -> str:
    if not target.ratio:
        return f"数：{target.indicator}{f'，{target.scope}' if target.scope else ''}"
    lines = [f"分子：{target.ratio.numerator}", f"分母：{target.ratio.denominator}"]
    if area.is_county and names_counties(target):
        lines.append("本县（市、区）做到了的，分子填1；没有做到的，分子填0。分母都填1")
    return "\n".join(lines)


def _digits(words: list[str]) -> str:
    return hashlib.sha256(json.dumps(words, ensure_ascii=False).encode()).hexdigest()[:12]


def sheet_name(sheet: FormSheet) -> str:
    """The name of a sheet: 工作进展 or 指标数据."""
    return SHEETS[sheet.field][0]
