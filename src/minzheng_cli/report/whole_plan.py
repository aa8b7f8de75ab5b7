"""The plan itself back out of the data: every verbatim field in the order of the notice, with its structure.

The words are the knowledge base's own; the notice's text says only in which order and in which paragraphs they stand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from minzheng_cli.check.concordance import Claim, beside_source, occurrences
from minzheng_cli.errors import MzError
from minzheng_cli.model.numerals import chinese_ordinal
from minzheng_cli.model.org import Member, TaskForce
from minzheng_cli.model.plan import Annex, Exclusion, PlanFile, TextPassage
from minzheng_cli.model.task import Group, Task
from minzheng_cli.report.formatting import chinese_day
from minzheng_cli.report.sheets import Sheet, SheetColumn

if TYPE_CHECKING:
    from minzheng_cli.check.concordance import Concordance
    from minzheng_cli.model.base import Part
    from minzheng_cli.model.knowledge import KnowledgeBase
    from minzheng_cli.report.scope import Scope

Role = Literal[
    "通知标题",
    "发文字号",
    "主送机关",
    "署名",
    "成文日期",
    "方案标题",
    "一级标题",
    "二级标题",
    "三级标题",
    "附件说明首项",
    "附件说明后项",
    "附件标识",
    "附件标题",
    "名单",
    "正文",
]
_HEADINGS: tuple[Role, ...] = ("一级标题", "二级标题", "三级标题")
_APART: tuple[Role, ...] = (*_HEADINGS, "附件标识")
"""Roles whose words make a paragraph of their own, though the notice may run on in the same line."""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the notice, and the line of its text where it stands."""

    role: Role
    text: str
    line: int


@dataclass(frozen=True)
class WholePlan:
    """The notice, the plan and its annex."""

    title: str
    demonstration: str | None
    paragraphs: tuple[Paragraph, ...]
    gaps: tuple[str, ...]
    date: str

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """One line for each paragraph."""
        columns = (SheetColumn("原文行", 8, "number"), SheetColumn("类别", 14), SheetColumn("文字", 100))
        return (Sheet("方案全文", self.title, columns, tuple((p.line, p.role, p.text) for p in self.paragraphs)),)


@dataclass(frozen=True)
class _Piece:
    """Words of one field at their place, in `line` of the notice."""

    at: int
    line: int
    subject: Part
    field: str
    words: str


def context(kb: KnowledgeBase, scope: Scope) -> WholePlan:
    """The whole plan. Raises MzError where the notice's text can't be read."""
    beside = beside_source(kb)
    if beside is None:
        raise MzError(f"找不到通知原文sources/{kb.plan.source}，排不出方案全文。", "请把原文放回知识库的sources文件夹")
    failed = [claim for claim in beside.failed if claim.kind.covers]
    words = "、".join(f"“{claim.words[:12]}”" for claim in failed[:3])
    return WholePlan(
        title=kb.plan.notice,
        demonstration=kb.demonstration,
        paragraphs=tuple(_paragraphs(list(_pieces(beside)))),
        gaps=(f"有{len(failed)}处文字与原文不符，按知识库的写法排入：{words}等",) if failed else (),
        date=chinese_day(scope.day),
    )


def _pieces(beside: Concordance) -> Iterator[_Piece]:
    """The covering fields in the notice's order; what stands within another is left out.

    Words that the notice doesn't hold follow the field before them.
    """
    found = sorted(_placed(beside), key=lambda piece: (piece.at, -len(piece.words)))
    reached = 0
    for piece in found:
        if piece.at >= reached:
            yield piece
            reached = piece.at + (len(piece.words) if beside.source.flat.startswith(piece.words, piece.at) else 0)


def _placed(beside: Concordance) -> Iterator[_Piece]:
    for claim in beside.claims:
        if claim.kind.covers:
            for at in _places(claim, beside.source.flat):
                line = beside.source.line_at(at if claim.at >= 0 else max(at - 1, 0))
                yield _Piece(at, line, claim.subject, str(claim.steps[0]), claim.words)


def _places(claim: Claim, flat: str) -> Iterable[int]:
    if claim.at < 0:
        return (claim.near,)
    return occurrences(claim.words, flat) if claim.kind.everywhere else (claim.at,)


def _paragraphs(pieces: list[_Piece]) -> Iterator[Paragraph]:
    """Pieces of one line make a paragraph, but for headings, which make their own."""
    paragraph: Paragraph | None = None
    for piece in pieces:
        role, text = _dressed(piece, paragraph)
        if paragraph is not None and paragraph.line == piece.line and paragraph.role not in _APART:
            joined = role if paragraph.text == "附件：" else paragraph.role
            paragraph = Paragraph(joined, paragraph.text + text, piece.line)
            continue
        if paragraph is not None:
            yield paragraph
        paragraph = Paragraph(role, text, piece.line)
    if paragraph is not None:
        yield paragraph


def _dressed(piece: _Piece, before: Paragraph | None) -> tuple[Role, str]:
    """What a piece is, and its words with the numbers and stops that the notice gives to such."""
    dress = _DRESS.get(type(piece.subject))
    return dress(piece, before) if dress else ("正文", piece.words)


def _document(piece: _Piece, _before: Paragraph | None) -> tuple[Role, str]:
    return _DOCUMENT.get(piece.field, "正文"), piece.words


_DOCUMENT: dict[str, Role] = {
    "notice": "通知标题",
    "number": "发文字号",
    "addressees": "主送机关",
    "issuer": "署名",
    "dated": "成文日期",
    "title": "方案标题",
}


def _structure(piece: _Piece, _before: Paragraph | None) -> tuple[Role, str]:
    words = piece.words
    if words.startswith("附件") and not words.endswith("："):
        return "附件标识", words
    if words.startswith("附件"):
        return "正文", words
    return ("名单" if words.endswith("：") else _level(words)), words


def _level(words: str) -> Role:
    """A heading's level by its number."""
    if words.startswith("（"):
        return "二级标题"
    return "一级标题" if words[1:2] == "、" or words[2:3] == "、" else "正文"


def _passage(piece: _Piece, _before: Paragraph | None) -> tuple[Role, str]:
    return (_level(piece.words) if piece.field == "heading" else "正文"), piece.words


def _task(piece: _Piece, _before: Paragraph | None) -> tuple[Role, str]:
    task = piece.subject
    if piece.field == "title" and isinstance(task, Task):
        return "三级标题", f"{task.number}.{piece.words}。"
    return "正文", piece.words


def _group(piece: _Piece, _before: Paragraph | None) -> tuple[Role, str]:
    number = piece.subject.number if isinstance(piece.subject, Group) else 0
    return "二级标题", f"（{chinese_ordinal(number)}）{piece.words}。"


def _force(piece: _Piece, _before: Paragraph | None) -> tuple[Role, str]:
    force = piece.subject
    if piece.field == "name" and isinstance(force, TaskForce):
        return "二级标题", f"（{chinese_ordinal(int(force.id[1:]))}）{piece.words}。"
    return "正文", piece.words


def _annex(piece: _Piece, before: Paragraph | None) -> tuple[Role, str]:
    annex = piece.subject
    if piece.field != "title" or not isinstance(annex, Annex):
        return "正文", piece.words
    if before is not None and before.role == "附件标识":
        return "附件标题", piece.words
    return ("附件说明首项" if annex.number == 1 else "附件说明后项"), f"{annex.number}.\t{piece.words}"


def _member(piece: _Piece, _before: Paragraph | None) -> tuple[Role, str]:
    return "名单", f"\t{piece.words}"


_DRESS: dict[type[Part], Callable[[_Piece, Paragraph | None], tuple[Role, str]]] = {
    PlanFile: _document,
    Exclusion: _structure,
    TextPassage: _passage,
    Task: _task,
    Group: _group,
    TaskForce: _force,
    Annex: _annex,
    Member: _member,
}
