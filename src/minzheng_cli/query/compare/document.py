"""The document around the tasks: its head, passages and lists; the divisions; the source texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher

from minzheng_cli.model.area import Area, AreasFile
from minzheng_cli.model.knowledge import KnowledgeBase
from minzheng_cli.model.plan import PlanFile, TextPassage
from minzheng_cli.model.source import Source
from minzheng_cli.query.compare.change import Change
from minzheng_cli.query.compare.fields import Thing, field_changes, item_changes
from minzheng_cli.query.compare.names import Names
from minzheng_cli.query.compare.pairs import Paired, pair

_LISTS = ("passages", "mechanisms", "references", "annexes", "slips", "exclusions")


def pair_passages(before: PlanFile, after: PlanFile) -> Paired[TextPassage]:
    """Which passage is which."""
    return pair(before.passages, after.passages, old_id=_id, new_id=_id, text=lambda passage: passage.text)


def _id(passage: TextPassage) -> str:
    return passage.id


def plan_changes(before: PlanFile, after: PlanFile, passages: Paired[TextPassage], names: Names) -> Iterator[Change]:
    """The head, then passages, then the lists beside them."""
    yield from field_changes(Thing("plan", "方案"), before, after, names, skip=_LISTS)
    yield from _passage_changes(passages)
    yield from item_changes(
        "mechanism", "工作机制", before.mechanisms, after.mechanisms, names,
        id_field="passage", text=lambda item: item.quote, warning=True,
    )  # fmt: skip
    yield from item_changes(
        "annex", "附件", before.annexes, after.annexes, names,
        id_field="number", text=lambda item: item.title, warning=True,
    )  # fmt: skip
    yield from item_changes(
        "reference", "引用的文件", before.references, after.references, names,
        id_field="where", text=lambda item: item.title, warning=False,
    )  # fmt: skip
    yield from item_changes(
        "slip", "原文疑误", before.slips, after.slips, names,
        id_field="where", text=lambda item: item.quote, warning=False,
    )  # fmt: skip
    yield from item_changes(
        "exclusion", "不作为内容的文字", before.exclusions, after.exclusions, names,
        id_field="quote", text=lambda item: item.quote, warning=False,
    )  # fmt: skip


def _passage_changes(passages: Paired[TextPassage]) -> Iterator[Change]:
    for passage in passages.removed:
        yield Thing("passage", passage.id).change("removed", "删去段落", passage.text, warning=True)
    for passage in passages.added:
        yield Thing("passage", passage.id).change("added", "新增段落", None, passage.text, warning=True)
    for old, new in passages.both:
        if old.id != new.id:
            yield Thing("passage", new.id, new.kind).change("renumbered", "段落改编号", old.id, new.id)
        yield from field_changes(Thing("passage", new.id), old, new, Names(), skip=("id",))


def area_changes(before: AreasFile, after: AreasFile) -> Iterator[Change]:
    """Divisions that came, went, or changed."""
    yield from field_changes(Thing("area", "地区"), before, after, Names(), skip=("areas",))
    paired = pair(before.areas, after.areas, old_id=_code, new_id=_code, text=lambda area: area.name)
    for area in paired.removed:
        yield Thing("area", area.code).change("removed", "删去地区", area.name)
    for area in paired.added:
        yield Thing("area", area.code).change("added", "新增地区", None, area.name)
    for old, new in paired.both:
        if old.code != new.code:
            yield Thing("area", new.code, new.name).change("recoded", "地区代码改动", old.code, new.code)
        if old.name != new.name:
            yield Thing("area", new.code).change("renamed", "地区更名", old.name, new.name)
        yield from field_changes(Thing("area", new.code, new.name), old, new, Names(), skip=("code", "name"))


def _code(area: Area) -> str:
    return area.code


def source_changes(before: KnowledgeBase, after: KnowledgeBase) -> Iterator[Change]:
    """The notice, whatever its file is called; then the other source texts by name."""
    if before.source and after.source:
        yield from _text_changes(before.source, after.source, warning=True)
    old, new = _others(before), _others(after)
    for name in sorted({*old, *new}):
        if name in old and name in new:
            yield from _text_changes(old[name], new[name], warning=False)
        elif name in old:
            yield Thing("source", f"sources/{name}").change("removed", "删去原文文件", name)
        else:
            yield Thing("source", f"sources/{name}").change("added", "新增原文文件", None, name)


def _others(kb: KnowledgeBase) -> Mapping[str, Source]:
    return {name: source for name, source in kb.sources.items() if name != kb.notice}


def _text_changes(before: Source, after: Source, *, warning: bool) -> Iterator[Change]:
    """Lines that differ in their words; breaks, blank lines and indents are told once, if nothing else changed."""
    if before.text == after.text:
        return
    file = f"sources/{after.name}"
    old, new = _lines(before), _lines(after)
    matcher = SequenceMatcher(None, [text for _, text in old], [text for _, text in new], autojunk=False)
    edits = [code for code in matcher.get_opcodes() if code[0] != "equal"]
    if not edits:
        yield Thing("source", file).change("layout", "空行、缩进或换行改动，字句未变")
    for _, start, end, new_start, new_end in edits:
        gone, came = old[start:end], new[new_start:new_end]
        count = len(gone) if len(gone) == len(came) else 1
        for at in range(count):
            one, other = (gone[at : at + 1], came[at : at + 1]) if count > 1 else (gone, came)
            line = (other or one)[0][0]
            message = "文字改动" if one and other else "文字删去" if one else "文字增加"
            event = "changed" if one and other else "removed" if one else "added"
            yield Thing("source", f"{file}:{line}").change(
                event, message, _joined(one), _joined(other), warning=warning, prose=True
            )


def _lines(source: Source) -> list[tuple[int, str]]:
    return [(number, text) for number, line in enumerate(source.lines, 1) if (text := line.strip(" \t\u3000"))]


def _joined(lines: list[tuple[int, str]]) -> str | None:
    return "\n".join(text for _, text in lines) or None
