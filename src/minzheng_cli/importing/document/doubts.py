"""What a person has to decide about a draft."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from minzheng_cli.importing.document.blocks import Block, Table
from minzheng_cli.importing.document.draft import FoundTarget, FoundTask, Head, Question
from minzheng_cli.importing.document.labels import Labels
from minzheng_cli.importing.document.owners.bodies import looks_like_body, split_names
from minzheng_cli.importing.document.structure.columns import columns, kind_of

_MOST = 0.6
_LEADER = re.compile(r"[^，。；：:\s]{0,8}(?:责任人|负责人|领导|联系人)")
_LEADERS = re.compile(
    r"(?:^|[（(，；。、\s])((?:[市县区省厅局]级?)?(?:责任|分管|牵头|包保|包抓|挂帅|挂钩|联系|主管)(?:市|县|区|局|厅)?(?:领导|负责人)|责任人)\s*[:：]"
)
_RELATIVE = re.compile(r"(?:\d{1,2}|[一二两三四五六七八九十]{1,2})年(?:之?内|时间)|今年|年内|年底前")


def doubts(
    blocks: Sequence[Block], tasks: Sequence[FoundTask], targets: Sequence[FoundTarget], head: Head
) -> Iterator[Question]:
    """Questions about the draft as a whole and about single facts that the text leaves open."""
    for block in blocks if tasks else ():
        if isinstance(block, Table):
            yield from _columns_of_bodies(block)
    if tasks:
        yield from _leaders(blocks)
    if not tasks:
        text = "没有找到任务：文件里没有编号的任务或任务表，可能是讲话、复函、名单、通报一类"
        yield Question("文件", text, head.title or "", 1, 0.5)
    labels = Labels(tasks)
    for target in targets:
        if not target.due and not target.every and (found := _RELATIVE.search(target.quote)):
            text = (
                f"“{found[0]}”从哪一年算起？文件没有写明，目标“{target.aim}”的期限空着。定了的，"
                "在targets.yaml的这个目标里补due（期限）和basis（依据）"
            )
            yield Question(labels.of_target(target), text, target.quote, target.line, 0.5)


def _leaders(blocks: Sequence[Block]) -> Iterator[Question]:
    """One question for all places that name people or posts as answering for tasks: they are not kept."""
    found: dict[str, int] = {}
    for block in blocks:
        for label in _leader_labels(block):
            found.setdefault(label, block.line)
    if found:
        listed = "、".join(f"“{label}”" for label in found)
        text = (
            f"文件里有{listed}，写的是人员姓名或职务，没有录入：知识库只记责任处室和单位，责任领导不录入。"
            "要留存的，请另行保存；其中若有单位，请补进该任务的owners或units"
        )
        yield Question("责任领导", text, "", min(found.values()), _MOST)


def _leader_labels(block: Block) -> Iterator[str]:
    if not isinstance(block, Table):
        yield from (match[1] for match in _LEADERS.finditer(block.text))
        return
    header = columns(block.rows)
    for label in header[0].labels if header else ():
        words = re.sub(r"\s", "", label)
        if _LEADER.fullmatch(words):
            yield words


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
            text = f"表格的“{label}”一列像是单位，没有录入。是责任单位的，请补进各任务的责任处室（owners）或责任单位（units）；不是的，打勾即可"
            yield Question("表格", text, alike[0], table.line, 0.4)
