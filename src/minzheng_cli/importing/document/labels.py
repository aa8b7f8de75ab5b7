"""What a task is called before people: its id in the knowledge base, and the document's own number and title beside it."""

from __future__ import annotations

from collections.abc import Sequence

from minzheng_cli.importing.document.draft import FoundTarget, FoundTask

_LONGEST_TITLE = 24


class Labels:
    """The names of a draft's tasks; which task a target belongs to: the last of its number that begins at or before it."""

    def __init__(self, tasks: Sequence[FoundTask]) -> None:
        self._tasks = tasks
        self._by_number: dict[str, list[tuple[int, int]]] = {}
        for at, task in enumerate(tasks):
            self._by_number.setdefault(task.number, []).append((task.line, at))

    def owner(self, target: FoundTarget) -> int | None:
        """The place of a target's task; None where no task has its number."""
        same = self._by_number.get(target.task, [])
        return next((at for line, at in reversed(same) if line <= target.line), same[0][1] if same else None)

    def of(self, at: int) -> str:
        """T37（原文“38.发展居家养老服务”）; of a number that several tasks bear, with the heading that it stands under."""
        task = self._tasks[at]
        above = f"，在“{_short(task.group)}”之下" if task.group and len(self._by_number[task.number]) > 1 else ""
        return f"T{at + 1}（原文“{_numbered(task)}”{above}）"

    def of_target(self, target: FoundTarget) -> str:
        """The name of a target's task; 方案的总目标 of one without."""
        at = self.owner(target)
        return "方案的总目标" if at is None else self.of(at)


def _numbered(task: FoundTask) -> str:
    stop = (
        ""
        if not task.number or task.number[-1] in "）)、.．章节条款项"
        else "、"
        if not task.number.isdecimal()
        else "."
    )
    return f"{task.number}{stop}{_short(task.title)}"


def _short(title: str) -> str:
    words = " ".join(title.split())
    return words if len(words) <= _LONGEST_TITLE else f"{words[: _LONGEST_TITLE - 2]}……"
