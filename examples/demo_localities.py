"""The invented breakdowns of the demonstration: most of the 70 areas whole, a few in part, some without any."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from minzheng_cli.model.locality import fingerprint
from minzheng_cli.store.layout.scalars import scalar

if TYPE_CHECKING:
    from collections.abc import Callable

    from minzheng_cli.model.area import Area
    from minzheng_cli.model.target import Target
    from minzheng_cli.model.task import Task

    Draw = Callable[[str, float, float], float]

ABSENT, PARTIAL = 6, 5
"""How many areas have no file, and how many have not said yet who answers for some of their tasks."""
EARLY = ((2021, 9, 30), (2021, 12, 31), (2022, 3, 31))
LATE = ((2022, 6, 30), (2022, 9, 30), (2022, 10, 31), (2022, 12, 31))
OPEN = "# mz: ignore[MZ604] 机构改革，责任单位待定"
BUREAUS = {"地级市": "市民政局", "自治州": "州民政局", "管委会": "管委会民政部门", "县级市": "市民政局"}
"""What the bureau of an area is called; of all others 区民政局 or 县民政局, by the end of their name."""


def locality_files(
    areas: Sequence[Area],
    tasks: Sequence[Task],
    targets: Sequence[Target],
    words: Mapping[str, Mapping[str, Any]],
    draw: Draw,
) -> dict[str, str]:
    """The texts of the files by the areas' codes; modeline and heading aside."""
    below = [area for area in areas if area.type != "省"]
    order = sorted(below, key=lambda area: draw(f"locality {area.code}", 0, 1))
    absent = {area.code for area in order[:ABSENT]}
    partial = {area.code for area in order[ABSENT : ABSENT + PARTIAL]}
    wanted = [(task, [target for target in targets if target.task == task.id]) for task in tasks]
    made = {}
    for area in below:
        if area.code not in absent:
            lines = _area(area, wanted, words, draw, partial=area.code in partial)
            made[area.code] = "".join(f"{line}\n" for line in lines)
    return made


def _area(
    area: Area,
    wanted: Iterable[tuple[Task, Sequence[Target]]],
    words: Mapping[str, Mapping[str, Any]],
    draw: Draw,
    *,
    partial: bool,
) -> Iterator[str]:
    yield f"area: {scalar(area.code)}"
    yield f"document: 关于印发{area.name}任务分解方案的通知（演示）"
    yield ""
    yield "tasks:"
    for position, (task, targets) in enumerate(wanted):
        is_open = partial and draw(f"open {area.code} {task.id}", 0, 1) < 0.3
        yield from ([""] if position else [])
        yield f"  - task: {task.id}{f'  {OPEN}' if is_open else ''}"
        yield f"    made_from: {scalar(fingerprint(task, targets))}"
        yield from _task(area, task.id, words[task.id], draw, is_open=is_open)
        yield from ["    targets:"] if targets else []
        for target in targets:
            yield f"      - {{{', '.join(_target(area, target, draw))}}}"


def _task(area: Area, task: str, words: Mapping[str, Any], draw: Draw, *, is_open: bool) -> Iterator[str]:
    if not is_open:
        yield f"    owners: [{owner(area, words['section'])}]"
    if draw(f"step {area.code} {task}", 0, 1) < 0.4:
        yield f"    steps: [{words['step']}]"
    yield "    milestones:"
    for text, days in zip(words["milestones"], (EARLY, LATE), strict=True):
        day = date(*days[int(draw(f"day {area.code} {task} {text}", 0, len(days)))])
        yield f"      - {{date: {day}, text: {text}}}"


def owner(area: Area, section: str) -> str:
    """Who answers for a task: the section of the area's bureau."""
    bureau = BUREAUS.get(area.type) or ("区民政局" if area.name.endswith("区") else "县民政局")
    return f"{bureau}{section}{'股' if area.type in ('县', '县级市', '自治县') else '科'}"


def _target(area: Area, target: Target, draw: Draw) -> Iterator[str]:
    """The province's figure or a little more, by its date or a little earlier."""
    yield f"target: {target.id}"
    is_whole = target.value == 1 or (target.unit == "%" and target.value == 100)
    more = 0 if is_whole else int(draw(f"more {area.code} {target.id}", 0, 3))
    yield f"value: {target.value * (1 + more / 20):g}"
    if target.due:
        days = ((12, 31), (10, 31), (9, 30), (6, 30))
        month, day = days[int(draw(f"due {area.code} {target.id}", 0, len(days)))]
        yield f"due: {target.due.replace(month=month, day=day)}"
