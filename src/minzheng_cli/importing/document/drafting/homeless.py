"""Targets that stand in no task: the plan's own goals. Which task each may belong to is a question, with a proposal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import ceil

from minzheng_cli.importing.document.draft import FoundTarget, FoundTask, Question

_OPEN = 0.5
"""How sure one can be of what the document leaves open."""
_ALIKE = 0.6
"""The share of an indicator's pairs of characters that a task's title or one of its sentences must hold to be proposed."""
_RUN = 0.75
"""The share of an indicator that must stand there in one piece: scattered words are no likeness."""


def homeless_questions(targets: Sequence[FoundTarget], tasks: Sequence[FoundTask]) -> list[Question]:
    """A question for each target without a task. Time grows with the length of the tasks and of the targets' names."""
    if not targets:
        return []
    wanted = {pair for target in targets for pair in _pairs(target.indicator)}
    holding: dict[str, list[tuple[int, str]]] = {}
    for at, task in enumerate(tasks):
        for words in (task.title, *task.sentences):
            for pair in wanted & _pairs(words):
                holding.setdefault(pair, []).append((at, words))
    return [_question(target, _most_alike(target, holding), tasks) for target in targets]


def _most_alike(target: FoundTarget, holding: Mapping[str, Sequence[tuple[int, str]]]) -> int | None:
    """The task of which a sentence holds most of the indicator, nearly all of it in one piece; None where none does, or several."""
    pairs = _pairs(target.indicator)
    times = Counter(place for pair in pairs for place in holding.get(pair, ()))
    near = [
        (count, at)
        for (at, words), count in times.items()
        if count >= _ALIKE * len(pairs) and _shares_a_run(target.indicator, words)
    ]
    best = {at for count, at in near if count == max(near)[0]}
    return best.pop() if len(best) == 1 else None


def _shares_a_run(name: str, words: str) -> bool:
    size = max(4, ceil(_RUN * len(name)))
    return any(name[at : at + size] in words for at in range(max(len(name) - size, 0) + 1))


def _question(target: FoundTarget, at: int | None, tasks: Sequence[FoundTask]) -> Question:
    kin = "" if at is None else f"字句最近的是T{at + 1}“{tasks[at].title}”。"
    text = (
        f"方案的总目标“{target.aim}”归哪项任务？没有录入。{kin}那项任务的举措里有同样要求的，请在targets.yaml的targets里"
        "补一条，引文用那条举措的话；没有的，不归任何任务，由牵头处室另行掌握，打勾即可"
    )
    return Question("方案的总目标", text, target.quote, target.line, min(target.confidence, _OPEN))


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}
