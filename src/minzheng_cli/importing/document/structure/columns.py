"""What the columns of a table of tasks hold, by the words of its header."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

NUMBER, TITLE, CONTENT, GOAL, LEAD, SUPPORT, UNIT, OFFICE, DEADLINE, GROUP, YEAR, OTHER = (
    "number", "title", "content", "goal", "lead", "support", "unit", "office", "deadline", "group", "year", "other",
)  # fmt: skip
_HEADERS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (NUMBER, re.compile(r"(?:序号?|编号|项目编号|任务编号|项次|号|No\.?)")),
    (
        OTHER,
        re.compile(
            r".*(?:责任人|负责人|责任领导|分管领导|牵头领导|包保领导|包抓领导|联系人|电话|备注|进展|完成情况|落实情况|得分|分值|签字|资金来源|预算|监督方式|依据).*"
        ),
    ),
    (
        DEADLINE,
        re.compile(
            r".*(?:时限|完成时间|时间节点|时间要求|时间进度|推进时间|办结时间|完成期限|实施时间|进度安排|时间安排|完成日期|时序进度|完成年限|起止时间|期限).*|时间|进度"
        ),
    ),
    (
        SUPPORT,
        re.compile(
            r".*(?:配合|协办|协同|协作|联动|会同|参与|参加|协助|支持)(?:部门|单位|处室|科室|机构|责任单位|处\(室\)|处（室）).*|配合|协办|协作|协办方"
        ),
    ),
    (LEAD, re.compile(r".*(?:牵头|主办)(?:部门|单位|处室|科室|责任单位|机构|及责任单位|责任部门|（责任）单位)?.*")),
    (OFFICE, re.compile(r".*(?:责任|负责)(?:处室|科室|股室|处（科）室|科（室）|处|科).*|承办处室")),
    (
        UNIT,
        re.compile(
            r".*(?:责任|负责|落实|实施|承办|主责|建设|推进|完成)(?:部门|单位|主体|机构|地区|县区|县（市、区）)+.*|责任分工|单位|部门|责任主体|分工|责任单位.*"
        ),
    ),
    (
        GOAL,
        re.compile(
            r".*(?:目标|指标|预期成果|预期成效|成果形式|验收标准|完成标准|年度计划|工作标准|目标值|考核要求|目标要求|成果|标志性成果|成效|达到效果)(?!任务).*"
        ),
    ),
    (
        CONTENT,
        re.compile(
            r".*(?:内容|具体措施|具体举措|工作举措|任务措施|推进措施|工作措施|主要措施|实施措施|具体任务|任务要求|工作要求|任务分解|分解任务|具体要求|细化措施|工作任务及要求|举措|措施|具体工作|重点内容|主要任务及措施|要求).*"
        ),
    ),
    (
        GROUP,
        re.compile(
            r"(?:类别|分类|领域|板块|任务类别|工作类别|所属领域|重点领域|类型|一级任务|大类|专项|方面|项目类别|任务分类|工作领域)"
        ),
    ),
    (TITLE, re.compile(r".*(?:任务|事项|项目|工作|名称|实事|行动|工程|改革).*")),
)
_EITHER = re.compile(r"^(?:目标任务|任务目标|工作目标任务|重点工作目标|目标任务内容)$")


@dataclass(frozen=True)
class Columns:
    """Which column holds what; several may hold the same kind."""

    kinds: tuple[str, ...]
    labels: tuple[str, ...]

    def at(self, kind: str) -> list[int]:
        """The columns of a kind."""
        return [at for at, each in enumerate(self.kinds) if each == kind]

    @property
    def is_tasks(self) -> bool:
        """True for a table whose rows are tasks: something to do, and who does it, or by when, or what for."""
        has_words = TITLE in self.kinds or CONTENT in self.kinds
        return has_words and bool({LEAD, UNIT, OFFICE, SUPPORT, DEADLINE} & set(self.kinds))


def kind_of(label: str) -> str | None:
    """What a column holds by its header; None for words that are no header."""
    words = re.sub(r"\s", "", label)
    if not words or len(words) > 16 or re.search(r"[，。；]", words):
        return None
    if _EITHER.match(words):
        return TITLE
    if year_of(words):
        return YEAR
    return next((kind for kind, pattern in _HEADERS if pattern.fullmatch(words)), None)


def year_of(label: str) -> int | None:
    """The year that a column's targets are for: 2024年, 2024年目标."""
    found = re.fullmatch(r"(20\d{2})年?(?:度)?(?:目标值?|指标|计划|任务)?", re.sub(r"\s", "", label))
    return int(found[1]) if found else None


def columns(rows: Sequence[Sequence[str]]) -> tuple[Columns, int] | None:
    """The header among the first rows (one row or two), and how many rows it ends at; None where there is none."""
    for at, row in enumerate(rows[:4]):
        kinds = [kind_of(cell) for cell in row]
        if len({cell for cell, kind in zip(row, kinds, strict=True) if kind}) < 2 or kinds.count(None) > len(row) / 2:
            continue
        if _is_of_indicators(row):
            return None
        size = at + 1
        labels = tuple(row)
        if size < len(rows) and _is_second(row, rows[size]):
            labels = tuple(low if kind_of(low) else high for high, low in zip(row, rows[size], strict=False))
            size += 1
        found = _settled(labels)
        if found.is_tasks:
            return found, size
    return None


def _is_of_indicators(row: Sequence[str]) -> bool:
    """指标, 单位, 2020年, 2025年: a table of what is to be reached, not of who does it."""
    words = [re.sub(r"\s", "", cell) for cell in row]
    return any("指标" in word for word in words) and any(re.search(r"20\d\d年?|目标值|属性", word) for word in words)


def _is_second(first: Sequence[str], second: Sequence[str]) -> bool:
    """The second row of a header: repeats what is merged downwards, and splits what is merged across."""
    if len(first) != len(second):
        return False
    known = [kind_of(cell) is not None or cell == above for above, cell in zip(first, second, strict=True)]
    return all(known) and any(above == cell for above, cell in zip(first, second, strict=True))


def _settled(labels: tuple[str, ...]) -> Columns:
    kinds = [kind_of(label) or OTHER for label in labels]
    titles = [at for at, kind in enumerate(kinds) if kind == TITLE]
    if not titles and CONTENT in kinds:
        kinds[kinds.index(CONTENT)] = TITLE
    elif not titles and GOAL in kinds:
        kinds[kinds.index(GOAL)] = TITLE
    elif len(titles) > 1:
        kinds[titles[0]] = GROUP if CONTENT not in kinds else kinds[titles[0]]
        for at in titles[1:] if CONTENT in kinds else titles[2:]:
            kinds[at] = CONTENT
    return Columns(tuple(kinds), labels)
