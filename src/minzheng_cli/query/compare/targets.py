"""Targets, the numbers that are none, the commitments without a number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from minzheng_cli.model.target import Target, TargetsFile
from minzheng_cli.query.compare.change import Change
from minzheng_cli.query.compare.fields import Thing, field_changes, item_changes
from minzheng_cli.query.compare.names import Names
from minzheng_cli.query.compare.pairs import Paired, pair
from minzheng_cli.query.compare.tasks import moved
from minzheng_cli.query.records import deadline

_ASKS = {">=": "不低于", "<=": "不超过", "==": "等于"}


@dataclass(frozen=True)
class PairedTargets:
    """Which target is which; `expected` are the ids that they would have if only their tasks had been renumbered."""

    targets: Paired[Target]
    expected: dict[str, str]
    names: Names


def pair_targets(before: TargetsFile, after: TargetsFile, names: Names) -> PairedTargets:
    """Pair the targets, and add to the names what the second state calls them."""
    tasks = {name: new for name, new in names.ids.items() if "." not in name}
    expected = {target.id: moved(target.id, tasks) for target in before.targets}
    targets = pair(
        before.targets,
        after.targets,
        old_id=lambda target: expected[target.id],
        new_id=lambda target: target.id,
        text=lambda target: f"{target.indicator}\n{target.quote}",
    )
    ids = {**expected, **{old.id: new.id for old, new in targets.both}}
    return PairedTargets(targets, expected, names.with_ids(ids))


def target_changes(before: TargetsFile, after: TargetsFile, paired: PairedTargets, names: Names) -> Iterator[Change]:
    """Targets first, then what is beside them."""
    for target in paired.targets.removed:
        yield _thing(target).change("removed", "删去量化目标", aim(target), warning=True)
    for target in paired.targets.added:
        yield _thing(target).change("added", "新增量化目标", None, aim(target), warning=True)
    for old, new in paired.targets.both:
        if new.id not in (old.id, paired.expected[old.id]):
            yield _thing(new).change("renumbered", "目标改编号", old.id, new.id, warning=True)
        yield from _level(old, new)
        yield from _deadline(old, new)
        done = ("id", "comparator", "value", "unit", "qualifier", "due", "every")
        yield from field_changes(_thing(new), old, new, names, skip=done)
    yield from item_changes(
        "number",
        "不是目标的数字",
        before.numbers,
        after.numbers,
        names,
        id_field="measure",
        text=lambda note: note.quote,
        warning=False,
    )
    yield from item_changes(
        "commitment",
        "没有数字的承诺",
        before.commitments,
        after.commitments,
        names,
        id_field="measure",
        text=lambda promise: promise.quote,
        warning=False,
    )


def _thing(target: Target) -> Thing:
    return Thing("target", target.id, target.indicator)


def aim(target: Target) -> str:
    """All that a target asks for: 不低于50%，2025年底."""
    return f"{level(target)}，{deadline(target)}"


def level(target: Target) -> str:
    """What a target asks for, without the date: 基本，不低于100%."""
    qualifier = f"{target.qualifier}，" if target.qualifier else ""
    return f"{qualifier}{_ASKS[target.comparator]}{target.value:.12g}{target.unit}"


def _level(old: Target, new: Target) -> Iterator[Change]:
    """Value, comparator, unit and qualifier: told as one, since none means anything without the others."""
    if (old.value, old.unit, old.comparator, old.qualifier) == (new.value, new.unit, new.comparator, new.qualifier):
        return
    event, message = _judged(old, new)
    yield _thing(new).change(event, message, level(old), level(new), warning=True)


def _judged(old: Target, new: Target) -> tuple[str, str]:
    parts: list[tuple[str, str]] = []
    if old.unit != new.unit:
        return "unit", "目标值的单位改动"
    if old.comparator != new.comparator:
        return "comparator", f"目标的比较方式由“{_ASKS[old.comparator]}”改为“{_ASKS[new.comparator]}”"
    if old.value != new.value:
        rises = new.value > old.value
        effect = "" if new.comparator == "==" else "，要求加严" if rises == (new.comparator == ">=") else "，要求放宽"
        parts.append(("raised" if rises else "lowered", f"目标值{'提高' if rises else '降低'}{effect}"))
    if old.qualifier != new.qualifier:
        loosened = f"增加限定语“{new.qualifier}”，要求放宽"
        parts.append(("qualifier", loosened if new.qualifier else f"删去限定语“{old.qualifier}”，要求加严"))
    return parts[0][0], "；".join(message for _, message in parts)


def _deadline(old: Target, new: Target) -> Iterator[Change]:
    if (old.due, old.every) == (new.due, new.every):
        return
    before, after = deadline(old), deadline(new)
    if old.due and new.due and old.due != new.due:
        earlier = new.due < old.due
        event, message = ("deadline-earlier", "期限提前") if earlier else ("deadline-later", "期限推后")
    elif new.due and not old.due:
        event, message = "deadline-added", "增加期限"
    elif old.due and not new.due:
        event, message = "deadline-removed", "删去期限"
    elif new.every:
        event, message = "recurrence-added", "改为每年都要完成"
    else:
        event, message = "recurrence-removed", "不再每年都要完成"
    yield _thing(new).change(event, message, before, after, warning=True)
