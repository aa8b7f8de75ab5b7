"""What filled forms change: each entry beside what is recorded already, and beside what other forms say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from minzheng_cli.importing.entries import Entry, Said, reason_of
from minzheng_cli.importing.filled import Cell, Fault
from minzheng_cli.model.progress import Observation, standing

if TYPE_CHECKING:
    from minzheng_cli.model.knowledge import KnowledgeBase
    from minzheng_cli.model.period import Period

ChangeKind = Literal["新增", "更正", "无变化"]
ADDED_EVIDENCE = "补充佐证材料"
"""The reason of a correction that only adds evidence; the clerk need not write it."""
_ABOUT = ("reported", "corrects", "reason")
"""Fields that say when and why something was said, not what."""
_COLUMNS = ("status", "done", "numerator", "value", "denominator", "problems", "next", "evidence")


@dataclass(frozen=True)
class Change:
    """What one row comes to: an entry to add, or one that is there already. `before` is what it corrects or repeats."""

    kind: ChangeKind
    said: Said
    entry: Entry
    before: Entry | None = None


@dataclass(frozen=True)
class Judged:
    """The rows of one form: what they change, and those that cannot be written."""

    changes: tuple[Change, ...]
    faults: tuple[Fault, ...]


class Recorded:
    """What is recorded of a period, by key: the entry that counts, and all that ever did.

    A correction of it may stand in a later period's file, and one of an earlier period in its own.
    """

    def __init__(self, kb: KnowledgeBase, period: Period) -> None:
        self._all: dict[tuple[object, ...], list[Entry]] = {}
        origin: dict[tuple[object, ...], str] = {}
        for progress in kb.progress.values():
            entries: tuple[Entry, ...] = (*progress.reports, *progress.observations)
            for entry in entries:
                key = _key(entry)
                own = origin.get((*key, entry.corrects), progress.period)
                origin[*key, entry.said_on] = own
                if own == str(period):
                    self._all.setdefault(key, []).append(entry)
        self._standing = {key: standing(entries)[-1] for key, entries in self._all.items()}

    def judge(self, said: Said) -> Change | Fault:
        """What the row changes, or why it can't: a correction needs a reason, and a day not before what it corrects."""
        entry, now = said.entry, self._standing.get(_key(said.entry))
        if now is None:
            return Change("新增", said, entry)
        seen = [each for each in self._all[_key(entry)] if _same(each, entry) and each.said_on == entry.said_on]
        if seen or _same(now, entry):
            return Change("无变化", said, entry, seen[-1] if seen else now)
        reason = reason_of(said.row) or (ADDED_EVIDENCE if _only_adds_evidence(now, entry) else None)
        different = _different(now, entry)
        if reason is None:
            message = f"与{now.said_on}报送的不同：{different}"
            return _fault(said, "reason", message, "确实要改的，请在“更正说明”里写为什么改；不改的，请填回原来的内容")
        if entry.said_on < now.said_on:
            message = f"报送日期{entry.said_on}早于已经报过的一次（{now.said_on}），内容又不同：{different}"
            return _fault(said, "reported", message, "请核对是不是拿旧表重报；要更正的，写这一次报送的日子")
        changed = entry.model_copy(update={"corrects": now.said_on, "reason": reason})
        return Change("更正", said, changed, now)


def judge(forms: Mapping[str, Sequence[Said]], recorded: Recorded) -> dict[str, Judged]:
    """The changes of each form, by its name.

    Where forms disagree, none is written: each fault names the others. Where they agree, the first one adds.
    """
    found: dict[str, list[Change | Fault]] = {}
    for name, rows in forms.items():
        found[name] = [recorded.judge(said) for said in rows]
    _settle(found)
    return {
        name: Judged(
            tuple(each for each in results if isinstance(each, Change)),
            tuple(each for each in results if isinstance(each, Fault)),
        )
        for name, results in found.items()
    }


def _settle(found: dict[str, list[Change | Fault]]) -> None:
    """Compare what is to be added across forms; put faults, and repeated entries, in the place of changes."""
    together: dict[tuple[object, ...], list[tuple[str, int, Change]]] = {}
    for name, results in found.items():
        for at, each in enumerate(results):
            if isinstance(each, Change) and each.kind != "无变化":
                together.setdefault((each.said.row.list, *_key(each.entry)), []).append((name, at, each))
    for group in together.values():
        if len(group) < 2:
            continue
        first = group[0][2]
        if all(_same(first.entry, each.entry) for _, _, each in group):
            for name, at, each in group[1:]:
                found[name][at] = replace(each, kind="无变化", before=first.entry)
            continue
        for name, at, each in group:
            others = [(other, change) for other, place, change in group if (other, place) != (name, at)]
            found[name][at] = _disagreement(each, others)


def _disagreement(change: Change, others: list[tuple[str, Change]]) -> Fault:
    told = "；".join(
        f"“{name}”{other.said.row.cells['id'].place}：{_different(change.entry, other.entry)}" for name, other in others
    )
    column = next(iter(_fields_apart(change.entry, others[0][1].entry)), "id")
    return _fault(change.said, column, f"两份表填的不同，都没有写入。{told}", "请核对哪一份对，只留一份再收")


def _key(entry: Entry) -> tuple[object, ...]:
    return (type(entry).__name__, *entry.key)


def _content(entry: Entry) -> dict[str, object]:
    return {name: value for name, value in entry if name not in _ABOUT}


def _same(one: Entry, other: Entry) -> bool:
    return _content(one) == _content(other)


def _fields_apart(one: Entry, other: Entry) -> list[str]:
    return [name for name in _COLUMNS if getattr(one, name, None) != getattr(other, name, None)]


def _only_adds_evidence(before: Entry, after: Entry) -> bool:
    return _fields_apart(before, after) == ["evidence"] and before.evidence is None


def _different(one: Entry, other: Entry) -> str:
    """In which fields two entries differ: 分子8→9."""
    labels = {"numerator": "分子", "denominator": "分母", "value": "数值", "status": "状态", "done": "工作进展"}
    labels |= {"problems": "存在问题", "next": "下一步安排", "evidence": "佐证材料"}
    apart = ((labels[name], getattr(one, name, None), getattr(other, name, None)) for name in _fields_apart(one, other))
    return "，".join(f"{label}{_short(before)}→{_short(after)}" for label, before, after in apart)


def _short(value: object) -> str:
    text = "（空）" if value is None else " ".join(str(value).split())
    return text if len(text) <= 24 else f"{text[:23]}…"


def _fault(said: Said, column: str, message: str, hint: str) -> Fault:
    cell = said.row.cells.get(column) or said.row.cells["id"]
    return Fault(cell, message, hint, said.row.list, said.row.id, column)


def words_of(entry: Entry, unit: str) -> str:
    """An entry in a line."""
    from minzheng_cli.query.form import figure_words

    if isinstance(entry, Observation):
        return figure_words(entry, unit)
    return f"{entry.status}：{_short(entry.done)}"


def cell_of(change: Change) -> Cell:
    """The first cell that a person looks at: of figures the first figure, of words the status."""
    cells = change.said.row.cells
    name = next((n for n in ("status", "numerator", "value") if getattr(change.entry, n, None) is not None), "id")
    return cells.get(name, cells["id"])


def additions(changes: Iterable[Change]) -> list[tuple[str, Entry]]:
    """What is to be written: the list of the progress file, and the entry."""
    return [(change.said.row.list, change.entry) for change in changes if change.kind != "无变化"]
