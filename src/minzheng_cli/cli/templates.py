"""What `mz template` does: which templates the program carries, and a copy of one for the user."""

from __future__ import annotations

from pathlib import Path

from minzheng_cli.cli.common import chosen
from minzheng_cli.errors import MzError
from minzheng_cli.report.kinds import KINDS
from minzheng_cli.report.render import TEMPLATES

SHARED = {
    "base": "各种网页共用的样式、打印设置和演示数据标记",
    "parts": "各种网页共用的表头和灯",
    "browse": "网页的查找和筛选",
}
"""Templates that those of the kinds build on."""


def shipped() -> dict[str, dict[str, Path]]:
    """The files that the program carries: by name of the template, then by format."""
    from minzheng_cli.store.root import packaged

    found: dict[str, dict[str, Path]] = {}
    for name in (*KINDS, *SHARED):
        places = {each: packaged("templates") / f"{name}{suffix}" for each, suffix in TEMPLATES.items()}
        places |= {"html": packaged("templates") / f"{name}.js.j2"} if name == "browse" else {}
        found[name] = {each: place for each, place in places.items() if place.is_file()}
    return {name: places for name, places in found.items() if places}


def listed() -> str:
    """Every template with its formats and what it is for."""
    lines = []
    for name, places in shipped().items():
        title = KINDS[name].title if name in KINDS else SHARED[name]
        lines.append(f"{name:<10} {'、'.join(places):<16}{title}\n")
    return "".join(lines)


def export(name: str, format_name: str | None, output: Path | None, *, force: bool) -> tuple[Path, str]:
    """Copy a template; where it went, and how it is used. Raises MzError.

    A file that is there stays, unless `force` is given: somebody may have worked on it for a day.
    """
    from minzheng_cli.store.write import write_whole

    places = shipped()[chosen(name, shipped(), "模板")]
    wanted = _format(format_name, output, places)
    source = places[chosen(wanted, places, f"{name}的模板格式")]
    place = output or Path(source.name)
    if place.is_dir():
        place = place / source.name
    if place.exists() and not force:
        raise MzError(f"“{place}”已经有了，没有改动。", "请换一个名字，或加--force覆盖")
    write_whole(place, source.read_bytes())
    return place, _use(name, wanted, place, source.name)


def _format(format_name: str | None, output: Path | None, places: dict[str, Path]) -> str:
    """The format asked for, else that of the output's suffix, else the first that there is."""
    if format_name is not None:
        return format_name
    if output is None or output.is_dir():
        return next(iter(places))
    suffixes = {f".{each}": each for each in TEMPLATES}
    ending = Path(output.name.lower().removesuffix(".j2")).suffix
    if ending == ".js":
        return "html"
    if ending not in suffixes:
        raise MzError(f"不能从文件名“{output}”的后缀判断格式。", f"可用的后缀：{'、'.join(suffixes)}，或用--format指明")
    return suffixes[ending]


def _use(name: str, wanted: str, place: Path, shipped_name: str) -> str:
    beside = f"名称为{shipped_name}，放进知识库旁边的templates文件夹"
    if name in SHARED:
        return f"改好以后，{beside}，各种网页就都用它"
    also = "；样式在base里：mz template export base" if wanted == "html" else ""
    return f"改好以后，mz report {name} 加上 --template {place}；或{beside}，就一直用它{also}"
