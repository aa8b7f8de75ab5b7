"""Targets that stand in no task: the plan's own goals. Which task each may belong to is a question, with a proposal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from minzheng_cli.importing.document.draft import FoundTarget, FoundTask, Question

_OPEN = 0.5
"""How sure one can be of what the document leaves open."""
_ALIKE = 0.6
"""The share of an indicator's pairs of characters that a task's words must hold to be proposed."""


def homeless_questions(targets: Sequence[FoundTarget], tasks: Sequence[FoundTask]) -> list[Question]:
    """A question for each target without a task. Time grows with the length of the tasks and of the targets' names."""
    if not targets:
        return []
    wanted = {pair for target in targets for pair in _pairs(target.indicator)}
    holding: dict[str, list[int]] = {}
    for at, task in enumerate(tasks):
        for pair in wanted & _pairs(task.title + "".join(task.sentences)):
            holding.setdefault(pair, []).append(at)
    return [_question(target, _most_alike(target, holding), tasks) for target in targets]


def _most_alike(target: FoundTarget, holding: dict[str, list[int]]) -> int | None:
    """The task whose words hold most of the indicator's; None where none holds enough, or several hold as much."""
    pairs = _pairs(target.indicator)
    times = Counter(at for pair in pairs for at in holding.get(pair, ()))
    first, *rest = times.most_common(2) or [(-1, 0)]
    is_enough = first[1] >= _ALIKE * len(pairs) and first[1] > 0
    return first[0] if is_enough and (not rest or rest[0][1] < first[1]) else None


def _question(target: FoundTarget, at: int | None, tasks: Sequence[FoundTask]) -> Question:
    kin = "" if at is None else f"（与T{at + 1}“{tasks[at].title}”的字句相近）"
    text = f"方案的总目标“{target.aim}”归哪项任务{kin}？没有录入；要跟踪的，请写进那项任务的目标"
    return Question("总目标", text, target.quote, target.line, min(target.confidence, _OPEN))


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}
