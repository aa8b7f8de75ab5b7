"""A document all of whose line breaks are lost: its numbers tell where its paragraphs began."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from minzheng_cli.importing.document.blocks import Block, Paragraph
from minzheng_cli.importing.document.reading.lines import numbered
from minzheng_cli.model.numerals import chinese_number

_LONG = 400
"""A shorter paragraph may hold a list."""
_APART = 30
"""Chapters are longer; 一、二、三产业 are no chapters."""
_FEWEST = 2
_HAN = "[一二三四五六七八九十]{1,3}"
_MARK = re.compile(
    rf"(?<![第十〇零])(?P<chapter>{_HAN})、|[（(](?P<section>{_HAN})[）)]|[（(](?P<point>\d{{1,2}})[）)]"
    rf"|(?<![\d.．])(?P<item>\d{{1,2}})[.．、](?!\d)"
    r"|(?<![（(【、，,；;])(?P<label>(?:责任|牵头|配合)(?:单位|部门|处室)|完成时限)[:：]"
)
_LEVELS = ("chapter", "section", "item", "point")
_NEAR = 80
"""Names and a deadline behind a label end in no stop."""
_CHAPTER = re.compile(
    r"(?:指导思想|总体要求|总体思路|工作思路|基本原则|(?:工作|总体|主要|创建|行动|发展)目标|目标任务|(?:主要|工作|重点)(?:任务|措施|举措|内容)"
    r"|实施步骤|工作步骤|保障措施|工作要求|组织领导|组织实施|费用构成|时间安排)(?![。：:，,、；;（(和与及])"
)
"""A chapter's name that its text follows without a stop."""
_STOPS = "。！？：:；）)”"
_TITLE = re.compile(r"[^，。：；]{6,60}?(?:的通知|方案|意见|要点|计划|措施)(?=为|根据|按照|现|经|各)")


def run_on(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with a paragraph that runs through several chapters cut before its numbers; lines are counted anew then."""
    cut = [list(_cut(block)) for block in blocks]
    found = [block for pieces in cut for block in pieces]
    return numbered(iter(found)) if len(found) > len(blocks) else list(blocks)


def _cut(block: Block) -> Iterable[Block]:
    if not isinstance(block, Paragraph) or len(block.text) < _LONG:
        return (block,)
    places = list(_places(block.text))
    chapters = [at for at, level in places if level == "chapter"]
    is_run_on = len(chapters) >= _FEWEST and all(later - earlier > _APART for earlier, later in pairwise(chapters))
    if not is_run_on:
        return (block,)
    title = _TITLE.match(block.text)
    edges = sorted({0, *([title.end()] if title else []), *(at for at, _ in places), len(block.text)})
    pieces = (block.text[start:end].strip() for start, end in pairwise(edges))
    return [replace(block, text=piece) for piece in pieces if piece]


def _places(text: str) -> Iterator[tuple[int, str]]:
    """Where numbers stand that go on from the one before of their level, and the labels of assignments."""
    counts = dict.fromkeys(_LEVELS, 0)
    assigned = -_NEAR
    for found in _MARK.finditer(text):
        level = found.lastgroup or ""
        if level == "label":
            assigned = found.start()
            yield assigned, level
            continue
        number = found[level]
        value = int(number) if number.isdecimal() else chinese_number(number)
        begins = value == 1 and level != "chapter"
        is_next = value == counts[level] + 1
        ends_before = found.start() - assigned < _NEAR or text[max(found.start() - 1, 0)] in _STOPS
        if (is_next or begins) and (ends_before or level != "chapter"):
            counts[level] = value
            deeper = _LEVELS[_LEVELS.index(level) + 1 :]
            counts.update(dict.fromkeys(deeper if level in ("chapter", "section") else (), 0))
            yield found.start(), level
            if level == "chapter" and (name := _CHAPTER.match(text, found.end())):
                yield name.end(), "text"
