"""Make the demonstration knowledge base `examples/demo/`: the shipped data with invented progress.

    python examples/make_demo.py [FOLDER] [--empty]

Every figure and every word of progress is invented. The words are in `demo_words.yaml`, the figures are drawn from
`random.Random` with fixed seeds, so that the same files come out each time. Only `Random.random()` is used: it alone is
promised to give the same numbers in every version of Python.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from demo_localities import locality_files
from minzheng_cli.model.area import AreasFile
from minzheng_cli.model.period import Period
from minzheng_cli.model.progress import ProgressFile
from minzheng_cli.model.target import TargetsFile
from minzheng_cli.model.task import TasksFile
from minzheng_cli.report.formatting import number
from minzheng_cli.store.layout.scalars import scalar as yaml_scalar
from minzheng_cli.store.parsing import parse

HERE = Path(__file__).resolve().parent
DATA = HERE.parent / "data"
COPIED = (
    "tasks.yaml",
    "targets.yaml",
    "org.yaml",
    "areas.yaml",
    "sources/jilin-2021-22.txt",
    "sources/jilin-divisions-2021-06.txt",
)
MARK = "demonstration: 演示数据，全部进展和数字均为虚构，仅用于演示\n"
SCHEMAS = "$schema=../../schemas/"
"""Where the schemas are, seen from the demonstration; the shipped data has them one folder nearer."""
MODELINE = "# yaml-language-server: $schema=../../../schemas/progress.schema.json\n"
HEADING = "# 演示数据：全部进展和数字均为虚构，由examples/make_demo.py生成，请勿手工修改。\n"
PERIODS = ("2021H2", "2022H1", "2022H2", "2023H1")
ABSENT = (0.12, 0.06, 0.02, 0.04)
"""What share of the areas sends no figure, period by period."""
EVIDENCE = 0.2
"""What share of the figures names its evidence."""
LATE = 0.06
"""What share of the areas sends its figures late."""
PLAIN = re.compile(r"[^\s\"'#&*!|>%@`,\[\]{}?:-][^\n#:,\[\]{}]*")
"""Words that YAML reads as they stand, in a flow mapping too."""
TOKEN = re.compile(r"<(G\d+\.\d+) (分子|分母|占比|达标)>")

Series = tuple[tuple[int, int] | float, ...]
"""One area's figures, period by period: numerator and denominator, or a value."""


@dataclass(frozen=True)
class Area:
    """An area that reports, with the invented sizes from which its denominators come."""

    code: str
    name: str
    parent: str | None
    county: bool
    townships: int = 0
    villages: int = 0
    beds: int = 0


@dataclass(frozen=True)
class Figure:
    """One observation."""

    target: str
    area: Area
    figure: tuple[int, int] | float
    evidence: str | None
    reported: date


def draw(seed: str, low: float, high: float) -> float:
    """A number of the span, always the same for the same seed."""
    return low + (high - low) * random.Random(seed).random()


def read(path: Path) -> Any:
    """What a YAML file says."""
    return YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))


# Areas


def reporting_areas(entries: Sequence[Mapping[str, str]]) -> list[Area]:
    """The 60 county-level divisions and 长白山管委会, each with invented sizes."""
    areas: list[Area] = []
    prefecture = None
    for entry in entries:
        if entry["type"] in ("地级市", "自治州"):
            prefecture = entry["code"]
        elif entry["type"] != "省":
            board = entry["type"] == "管委会"
            areas.append(_sized(entry, None if board else prefecture, county=not board))
    return areas


def _sized(entry: Mapping[str, str], parent: str | None, *, county: bool) -> Area:
    code = entry["code"]
    few = entry["type"] in ("市辖区", "管委会")
    townships = int(draw(f"townships {code}", 3, 9) if few else draw(f"townships {code}", 9, 23))
    villages = int(townships * draw(f"villages {code}", 9.2, 11.3))
    beds = 10 * int(townships * draw(f"beds {code}", 3.5, 6.5))
    return Area(code, entry["name"], parent, county, townships, villages, beds)


def prefectures(entries: Sequence[Mapping[str, str]], areas: Sequence[Area]) -> list[Area]:
    """The prefecture-level divisions and 长白山管委会, with the sums of their counties' sizes."""
    named = [
        _sum(entry["code"], entry["name"], [area for area in areas if area.parent == entry["code"]])
        for entry in entries
        if entry["type"] in ("地级市", "自治州")
    ]
    return [*named, *(area for area in areas if not area.county)]


def _sum(code: str, name: str, parts: Sequence[Area]) -> Area:
    townships, villages, beds = (
        sum(getattr(part, size) for part in parts) for size in ("townships", "villages", "beds")
    )
    return Area(code, name, None, county=False, townships=townships, villages=villages, beds=beds)


# Figures


def share(target: str, size: str, curve: Sequence[float], spread: float) -> Callable[[Area], Series]:
    """Figures of a ratio: each area follows the curve at its own distance; the denominator stays the same."""

    def series(area: Area) -> Series:
        whole = getattr(area, size)
        offset = draw(f"{target} {area.code}", -spread, spread)
        return tuple((round(whole * min(max(level + offset, 0.0), 1.0)), whole) for level in curve)

    return series


def facilities(area: Area) -> Series:
    """G7.1: village facilities under construction this year, so that each year starts again."""
    whole = round(area.villages * draw(f"G7.1 whole {area.code}", 0.4, 0.55))
    offset = draw(f"G7.1 {area.code}", -0.02, 0.02)
    return tuple((round(whole * (level + offset)), whole) for level in (0.215, 0.094, 0.228, 0.109))


def lists_of_powers(areas: Sequence[Area]) -> Callable[[Area], Series]:
    """G6.1: the county has its list or not; all but two in time, those two half a year late."""
    order = sorted((area.code for area in areas if area.county), key=lambda code: draw(f"G6.1 {code}", 0, 1))
    reached = (21, 41, len(order) - 2, len(order))
    return lambda area: tuple((int(order.index(area.code) < count), 1) for count in reached)


def homes(area: Area) -> Series:
    """G8.1: nursing homes that take disabled elderly people in need."""
    chance = draw(f"G8.1 {area.code}", 0, 1)
    first = int(chance < 0.35)
    return tuple(float((chance < level) + first) for level in (0.70, 0.79, 0.88, 0.95))


def growing(target: str, low: float, high: float, step: float, digits: int) -> Callable[[Area], Series]:
    """Figures that start somewhere in the span and grow by about one step each period."""

    def series(area: Area) -> Series:
        start = draw(f"{target} {area.code}", low, high)
        pace = step * draw(f"{target} pace {area.code}", 0.4, 1.6)
        return tuple(round(start + pace * index, digits) for index in range(len(PERIODS)))

    return series


@dataclass(frozen=True)
class Measured:
    """How a target is measured: by which areas, with what figures, and what proves them."""

    target: str
    areas: Sequence[Area]
    series: Callable[[Area], Series]
    evidence: str
    complete: bool = False


def measured(entries: Sequence[Mapping[str, str]]) -> list[Measured]:
    """The ten targets. By 2023H1 G5.1 and G6.2 are ahead of their straight line, G8.2 and G9.1 behind."""
    areas = reporting_areas(entries)
    counties = [area for area in areas if area.county]
    cities = prefectures(entries, areas)
    province = next(entry for entry in entries if entry["type"] == "省")
    whole = [_sum(province["code"], province["name"], areas)]
    return [
        Measured("G5.1", areas, share("G5.1", "townships", (0.41, 0.55, 0.70, 0.82), 0.15), "乡镇便民服务场所台账"),
        Measured("G6.1", counties, lists_of_powers(areas), "清单印发文件和公示照片"),
        Measured("G6.2", areas, share("G6.2", "villages", (0.24, 0.36, 0.49, 0.60), 0.12), "村级议事协商记录抽查表"),
        Measured("G7.1", cities, facilities, "村级综合服务设施项目台账", complete=True),
        Measured("G7.2", areas, growing("G7.2", 19, 36, 1.9, 1), "村级综合服务设施面积测算表"),
        Measured("G7.3", areas, growing("G7.3", 130, 250, 9, 0), "村级综合服务设施登记表"),
        Measured("G8.1", counties, homes, "养老机构备案回执"),
        Measured("G8.2", areas, share("G8.2", "beds", (0.115, 0.139, 0.163, 0.188), 0.05), "床位登记表和改造验收单"),
        Measured(
            "G9.1", whole, share("G9.1", "townships", (0.037, 0.062, 0.087, 0.112), 0), "民政统计半年报", complete=True
        ),
        Measured(
            "G13.1", cities, share("G13.1", "townships", (0.29, 0.46, 0.62, 0.75), 0.08), "乡镇社工站点名册（按乡镇计）"
        ),
    ]


def figures(measures: Iterable[Measured], index: int) -> list[Figure]:
    """What the areas report in one period; some areas leave some out."""
    return [
        Figure(
            each.target,
            area,
            each.series(area)[index],
            each.evidence if _proved(each, area, index) else None,
            _reported(area, index),
        )
        for each in measures
        for area in each.areas
        if not _absent(each, area, index)
    ]


def _reported(area: Area, index: int) -> date:
    """On which day the area sent its figures: few of them after the 15 days that it has."""
    name = PERIODS[index]
    late = draw(f"late {area.code} {name}", 0, 1) < LATE
    days = draw(f"reported {area.code} {name}", 16, 19) if late else draw(f"reported {area.code} {name}", 3, 14)
    return Period(int(name[:4]), int(name[-1])).end + timedelta(days=int(days))


def _proved(each: Measured, area: Area, index: int) -> bool:
    return len(each.areas) == 1 or draw(f"evidence {each.target} {area.code} {index}", 0, 1) < EVIDENCE


def _absent(each: Measured, area: Area, index: int) -> bool:
    whole = each.complete or (each.target == "G6.1" and index >= 2)
    return not whole and draw(f"absent {each.target} {area.code} {index}", 0, 1) < ABSENT[index]


# Words


def totals(
    newest: Mapping[tuple[str, str], Figure], targets: Sequence[Mapping[str, Any]]
) -> dict[tuple[str, str], str]:
    """What stands for each token of the words: sums over the newest figures, as the report has them."""
    found: dict[tuple[str, str], str] = {}
    for target in targets:
        mine = [figure.figure for figure in newest.values() if figure.target == target["id"]]
        pairs = [figure for figure in mine if isinstance(figure, tuple)]
        above, below = sum(pair[0] for pair in pairs), sum(pair[1] for pair in pairs)
        if below:
            found[target["id"], "分子"], found[target["id"], "分母"] = str(above), str(below)
            found[target["id"], "占比"] = f"{number(100 * above / below)}%"
        meeting = sum(figure >= target["value"] for figure in mine if not isinstance(figure, tuple))
        found[target["id"], "达标"] = str(meeting)
    return found


def worded(text: str, known: Mapping[tuple[str, str], str]) -> str:
    """The text with its tokens replaced. Raises KeyError for one that there is no figure for."""
    return TOKEN.sub(lambda match: known[match[1], match[2]], text)


# Files


def scalar(text: str) -> str:
    """The text as a YAML scalar, quoted only where it must be."""
    return text if PLAIN.fullmatch(text) and text == text.strip() else json.dumps(text, ensure_ascii=False)


def code(area: Area) -> str:
    """The area's code as a YAML scalar: quoted where it would be read as a number."""
    return f'"{area.code}"' if area.code.isdigit() else area.code


def report_lines(
    words: Mapping[str, Any], tasks: Sequence[Mapping[str, Any]], known: Mapping[tuple[str, str], str]
) -> list[str]:
    """The reports of one period, in the order of the tasks and of their owners."""
    entries = {(entry["task"], entry["office"]): entry for entry in words["reports"]}
    lines = ["reports:"]
    for task in tasks:
        for office in task["owners"]:
            entry = entries.pop((task["id"], office), None)
            if entry:
                lines += _report(entry, words["reported"][office], known)
    if entries:
        raise ValueError(f"not the owner of its task: {sorted(entries)}")
    return lines


def _report(entry: Mapping[str, str], reported: date, known: Mapping[tuple[str, str], str]) -> list[str]:
    fields = {key: scalar(worded(text, known)) for key, text in entry.items()} | {"reported": str(reported)}
    return [f"  {'-' if key == 'task' else ' '} {key}: {text}" for key, text in fields.items()]


def observation_lines(
    seen: Iterable[Figure],
    day: date,
    targets: Sequence[Mapping[str, Any]],
    corrections: Sequence[Mapping[str, Any]] = (),
) -> list[str]:
    """The observations of one period, one a line, under a comment for each target; what was wrong, before the right."""
    wrong = {(each["target"], each["area"]): each for each in corrections}
    indicators = {target["id"]: target["indicator"] for target in targets}
    lines, last = ["observations:"], None
    for each in seen:
        if each.target != last:
            lines.append(f"  # {each.target} {indicators[each.target]}")
            last = each.target
        fields = list(_observation(each, day))
        if correction := wrong.pop((each.target, each.area.code), None):
            lines.append(_line(_observation(_before(each, correction), day), each.area))
            fields[-1] = f"reported: {correction['reported']}"
            fields += [f"corrects: {correction['first']}", f"reason: {scalar(correction['reason'])}"]
        lines.append(_line(fields, each.area))
    if wrong:
        raise ValueError(f"nothing to correct: {sorted(wrong)}")
    return lines


def _line(fields: Iterable[str], area: Area) -> str:
    return f"  - {{{', '.join(fields)}}}  # {area.name}"


def _before(each: Figure, correction: Mapping[str, Any]) -> Figure:
    """The figure as it was reported first: so much less."""
    above, below = each.figure  # type: ignore[misc]
    return replace(each, figure=(above - correction["less"], below), reported=correction["first"])


def _observation(each: Figure, day: date) -> Iterable[str]:
    yield from (f"target: {each.target}", f"area: {code(each.area)}", f"as_of: {day}")
    if isinstance(each.figure, tuple):
        yield from (f"numerator: {each.figure[0]}", f"denominator: {each.figure[1]}")
    else:
        yield f"value: {each.figure:g}"
    if each.evidence:
        yield f"evidence: {scalar(each.evidence)}"
    yield f"reported: {each.reported}"


def entry_lines(words: Mapping[str, Any], name: str) -> list[str]:
    """Extensions or acceptances of one period, as the words have them; nothing where they have none."""
    lines = ["", f"{name}:"] if words.get(name) else []
    for entry in words.get(name, ()):
        lines += [
            f"  {' ' if position else '-'} {key}: {scalar(str(value)) if isinstance(value, str) else value}"
            for position, (key, value) in enumerate(entry.items())
        ]
    return lines


def sealed(text: str, day: date | None) -> str:
    """The text of a progress file, locked on the day."""
    if day is None:
        return text
    seal = ProgressFile.model_validate(parse(text, "progress").value).seal
    first, rest = re.split(r"(?<=\n)(?=\n)", text, maxsplit=1)
    return f"{first}locked: {{on: {day}, seal: {yaml_scalar(seal)}}}\n{rest}"


def progress_files() -> dict[str, str]:
    """The texts of the progress files by the name of their period."""
    tasks, targets = read(DATA / "tasks.yaml")["tasks"], read(DATA / "targets.yaml")["targets"]
    words = read(HERE / "demo_words.yaml")
    measures = measured(read(DATA / "areas.yaml")["areas"])
    newest: dict[tuple[str, str], Figure] = {}
    files: dict[str, str] = {}
    for index, name in enumerate(PERIODS):
        period = Period(int(name[:4]), int(name[-1]))
        seen = figures(measures, index)
        newest |= {(each.target, each.area.code): each for each in seen}
        lines = report_lines(words[name], tasks, totals(newest, targets))
        lines += ["", *observation_lines(seen, period.end, targets, words[name].get("corrections", ()))]
        lines += [*entry_lines(words[name], "extensions"), *entry_lines(words[name], "acceptances")]
        text = f"{MODELINE}{HEADING}period: {name}\n\n" + "\n".join(lines) + "\n"
        files[name] = sealed(text, words[name].get("locked"))
    return files


def breakdowns() -> dict[str, str]:
    """The texts of the localities' files by the code of their area."""
    tasks = TasksFile.model_validate(parse(shipped("tasks.yaml"), "tasks.yaml").value).tasks
    targets = TargetsFile.model_validate(parse(shipped("targets.yaml"), "targets.yaml").value).targets
    areas = AreasFile.model_validate(parse(shipped("areas.yaml"), "areas.yaml").value).areas
    words = read(HERE / "demo_words.yaml")["localities"]
    head = MODELINE.replace("progress.schema", "locality.schema") + HEADING.replace("进展", "分解") + MARK
    return {code: head + text for code, text in locality_files(areas, tasks, targets, words, draw).items()}


def shipped(name: str) -> str:
    """A shipped file as the demonstration has it: the path to its schema is another."""
    return (DATA / name).read_bytes().decode("utf-8").replace("$schema=../schemas/", SCHEMAS, 1)


def marked_plan() -> str:
    """The shipped plan with the mark of a demonstration below its comments."""
    modeline, comment, rest = shipped("plan.yaml").split("\n", 2)
    return f"{modeline}\n{comment}\n{MARK}{rest}"


def make(folder: Path, *, empty: bool = False) -> None:
    """Write the knowledge base into the folder; `empty` without progress, for the walk-through."""
    files = {name: shipped(name) for name in COPIED} | {"plan.yaml": marked_plan()}
    files |= {} if empty else {f"progress/{name}.yaml": text for name, text in progress_files().items()}
    files |= {f"localities/{code}.yaml": text for code, text in breakdowns().items()}
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8"))


if __name__ == "__main__":
    given = argparse.ArgumentParser(description="Make the demonstration knowledge base.")
    given.add_argument("folder", type=Path, nargs="?", default=HERE / "demo")
    given.add_argument("--empty", action="store_true", help="without progress")
    asked = given.parse_args()
    make(asked.folder, empty=asked.empty)
