"""What is sure enough to be recorded, and what becomes a question instead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from minzheng_cli.importing.document.draft import Draft, FoundTarget, FoundTask, Question
from minzheng_cli.importing.document.labels import Labels

_HEAD = (
    (
        "title",
        "文件名称",
        "没有认出文件名称。请照原文补上（plan.yaml的title，文件由通知印发的，通知的名称写在notice）",
        "",
    ),
    (
        "number",
        "发文字号",
        "没有找到发文字号。有的，请补上（plan.yaml的number）；文件本来没有的，不写",
        "number: 某民发〔2021〕8号",
    ),
    (
        "issuer",
        "发文机关",
        "没有认出发文机关。请照原文补上（plan.yaml的issuer）；原文里没有的，在basis里写明出处",
        "issuer: 某某市民政局",
    ),
    (
        "date",
        "成文日期",
        "没有找到成文日期。请补上日期（plan.yaml的date）和原文的写法（dated）；原文里没有的，只写date，在basis里写明出处。各项期限都从它算起",
        "date: 2021-06-03\ndated: 2021年6月3日",
    ),
    ("addressees", "主送机关", "没有找到主送机关。有的，请照原文补上（plan.yaml的addressees）；没有的，不写", ""),
)
_OWNERS = "owners: [社会救助处]\nassignment: （责任处室：社会救助处）"


@dataclass(frozen=True)
class Settled:
    """A draft whose every target is as sure as the threshold; `doubted` are the places of tasks that aren't, and stay."""

    draft: Draft
    doubted: frozenset[int]


def settle(draft: Draft, threshold: float) -> Settled:
    """Turn what is less sure than the threshold into questions: targets are left out, tasks are kept and marked.

    Questions come least sure first, then in the document's order.
    """
    labels = Labels(draft.tasks)
    doubted = [at for at, task in enumerate(draft.tasks) if task.confidence < threshold]
    unsure = [target for target in draft.targets if target.confidence < threshold]
    kept = tuple(target for target in draft.targets if target.confidence >= threshold)
    found = [
        *draft.questions,
        *(_about_task(draft.tasks[at], labels.of(at)) for at in doubted),
        *(_about_target(target, labels.of_target(target)) for target in unsure),
        *_without_owners(draft.tasks, labels),
        *_about_head(draft),
    ]
    return Settled(with_questions(replace(draft, targets=kept, questions=()), found), frozenset(doubted))


def with_questions(draft: Draft, more: list[Question] | tuple[Question, ...]) -> Draft:
    """The draft with more questions: each once, least sure first, then in the document's order."""
    every = {(each.line, each.text): each for each in (*draft.questions, *more)}
    ordered = sorted(every.values(), key=lambda each: (each.confidence, each.line))
    return replace(draft, questions=tuple(ordered))


def _about_task(task: FoundTask, label: str) -> Question:
    text = "这是不是一项任务？已按任务录入。是的，打勾即可；不是的，请从tasks.yaml删去，后面的编号依次前移"
    return Question(label, text, task.quote, task.line, task.confidence)


def _about_target(target: FoundTarget, label: str) -> Question:
    when = f"，期限{target.due}" if target.due else "，每年" if target.every else "，没有期限"
    text = f"是不是量化目标“{target.aim}{when}”？没有录入。是的，请在targets.yaml的targets里补一条；不是的，在numbers里写一条说明"
    return Question(label, text, target.quote, target.line, target.confidence)


def _without_owners(tasks: Sequence[FoundTask], labels: Labels) -> list[Question]:
    """One question for all tasks without owner, with each of them where the document names others'."""
    left = [at for at, task in enumerate(tasks) if not task.owners]
    if not left:
        return []
    how = "请写明责任处室（tasks.yaml的owners）：原文写了的，把责任分工的原文写进assignment；照别的文件写的，在basis里写明是哪个文件。"
    how += "处室的名称同时列入org.yaml的offices"
    if len(left) == len(tasks):
        return [Question("责任分工", f"全文没有写明各项任务由谁负责。{how}", "", 1, 0.0, example=_OWNERS)]
    items = tuple(f"{labels.of(at)}，原文第{tasks[at].line}行" for at in left)
    text = f"下列{len(left)}项任务没有找到责任单位，由谁负责？{how}"
    return [Question("责任分工", text, "", tasks[left[0]].line, 0.0, items, _OWNERS)]


def _about_head(draft: Draft) -> list[Question]:
    if not draft.tasks:
        return []
    return [
        Question(about, text, "", 1, 0.0, example=example)
        for field, about, text, example in _HEAD
        if getattr(draft.head, field) is None
    ]
