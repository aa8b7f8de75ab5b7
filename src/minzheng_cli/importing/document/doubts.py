"""What a person has to decide about a draft."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from minzheng_cli.importing.document.blocks import Block, Table
from minzheng_cli.importing.document.draft import FoundTarget, FoundTask, Head, Question
from minzheng_cli.importing.document.owners.bodies import looks_like_body, split_names
from minzheng_cli.importing.document.structure.columns import columns, kind_of

_MOST = 0.6
_RELATIVE = re.compile(r"(?:\d{1,2}|[一二两三四五六七八九十]{1,2})年(?:之?内|时间)|今年|年内|年底前")


def doubts(
    blocks: Sequence[Block], tasks: Sequence[FoundTask], targets: Sequence[FoundTarget], head: Head
) -> Iterator[Question]:
    """Questions about the draft as a whole and about single facts that the text leaves open."""
    for block in blocks if tasks else ():
        if isinstance(block, Table):
            yield from _columns_of_bodies(block)
    if not tasks:
        text = "没有找到任务：文件里没有编号的任务或任务表，可能是讲话、复函、名单、通报一类"
        yield Question("文件", text, head.title or "", 1, 0.5)
    for target in targets:
        about = f"任务{target.task}" if target.task else "目标"
        if not target.due and not target.every and (found := _RELATIVE.search(target.quote)):
            text = f"“{found[0]}”从哪一年算起？文件没有写明，{target.indicator}的期限空着"
            yield Question(about, text, target.quote, target.line, 0.5)


def _columns_of_bodies(table: Table) -> Iterator[Question]:
    """A column whose header nobody knows, but whose cells look like names of bodies: it may be owners that were missed."""
    header = columns(table.rows)
    if header is None:
        return
    known, size = header
    for at, label in enumerate(known.labels):
        if kind_of(label) is not None:
            continue
        cells = [row[at] for row in table.rows[size:] if at < len(row) and row[at].strip()]
        alike = [cell for cell in cells if all(looks_like_body(name) for name in split_names(cell) or ["："])]
        if len(alike) > _MOST * len(cells):
            text = f"表格的“{label}”一列像是单位，没有录入；是责任单位的，请写进各任务的owners或units"
            yield Question("表格", text, alike[0], table.line, 0.4)
