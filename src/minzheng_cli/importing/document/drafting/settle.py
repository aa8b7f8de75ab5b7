"""What is sure enough to be recorded, and what becomes a question instead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from minzheng_cli.importing.document.draft import Draft, FoundTarget, FoundTask, Question

DEFAULT_THRESHOLD = 0.7
_HEAD = (
    ("title", "没有认出文件名称", "请把文件名称写进plan.yaml的title"),
    ("number", "没有找到发文字号", "有的，请写进plan.yaml的number；文件本来没有的，不写"),
    ("issuer", "没有认出发文机关", "请写进plan.yaml的issuer；原文里没有的，在basis里写明出处"),
    (
        "date",
        "没有找到成文日期",
        "请写进plan.yaml的date和dated；原文里没有的，只写date，在basis里写明出处；期限早晚都从它算起",
    ),
    ("addressees", "没有找到主送机关", "有的，请写进plan.yaml的addressees"),
)


@dataclass(frozen=True)
class Settled:
    """A draft whose every target is as sure as the threshold; `doubted` are the places of tasks that aren't, and stay."""

    draft: Draft
    doubted: frozenset[int]


def settle(draft: Draft, threshold: float) -> Settled:
    """Turn what is less sure than the threshold into questions: targets are left out, tasks are kept and marked.

    Questions come least sure first, then in the document's order.
    """
    doubted = [at for at, task in enumerate(draft.tasks) if task.confidence < threshold]
    unsure = [target for target in draft.targets if target.confidence < threshold]
    kept = tuple(target for target in draft.targets if target.confidence >= threshold)
    found = [
        *draft.questions,
        *(_about_task(draft.tasks[at]) for at in doubted),
        *(_about_target(target) for target in unsure),
        *_without_owners(draft.tasks),
        *_about_head(draft),
    ]
    return Settled(with_questions(replace(draft, targets=kept, questions=()), found), frozenset(doubted))


def with_questions(draft: Draft, more: list[Question] | tuple[Question, ...]) -> Draft:
    """The draft with more questions: each once, least sure first, then in the document's order."""
    every = {(each.line, each.text): each for each in (*draft.questions, *more)}
    ordered = sorted(every.values(), key=lambda each: (each.confidence, each.line))
    return replace(draft, questions=tuple(ordered))


def _about_task(task: FoundTask) -> Question:
    text = f"“{task.title}”是不是一项任务？已按任务录入；不是的，请从tasks.yaml删去，后面的编号依次前移"
    return Question(f"任务{task.number}", text, task.quote, task.line, task.confidence)


def _about_target(target: FoundTarget) -> Question:
    when = f"，期限{target.due}" if target.due else "，每年" if target.every else "，没有期限"
    text = f"是不是量化目标“{target.aim}{when}”？没有录入；是的，请写进targets.yaml；不是的，写进targets.yaml的numbers并说明理由"
    return Question(f"任务{target.task}", text, target.quote, target.line, target.confidence)


def _without_owners(tasks: Sequence[FoundTask]) -> list[Question]:
    """A question for each task without owner; one for all of a document that names none."""
    if tasks and not any(task.owners for task in tasks):
        text = "全文没有写明各项任务由谁负责；请照分工文件写进tasks.yaml的owners，在basis里写明是哪个文件，处室登记在org.yaml"
        return [Question("文件", text, "", tasks[0].line, 0.0)]
    return [_without_owner(task) for task in tasks if not task.owners]


def _without_owner(task: FoundTask) -> Question:
    text = f"“{task.title}”由谁负责？文件里没有找到责任单位；原文写了的，写进tasks.yaml的owners和assignment；照别的文件写的，owners之外在basis里写明是哪个文件"
    return Question(f"任务{task.number}", text, task.quote, task.line, 0.0)


def _about_head(draft: Draft) -> list[Question]:
    if not draft.tasks:
        return []
    return [
        Question("文件", f"{message}；{hint}", "", 1, 0.0)
        for field, message, hint in _HEAD
        if getattr(draft.head, field) is None
    ]
