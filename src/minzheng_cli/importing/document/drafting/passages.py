"""What of a document is no task: its passages by kind, and the headings and labels that are only structure."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from minzheng_cli.importing.document.blocks import Block, Paragraph, Table
from minzheng_cli.importing.document.draft import Draft, FoundTask, Question
from minzheng_cli.importing.document.structure.columns import DEADLINE, LEAD, OFFICE, SUPPORT, UNIT, columns, kind_of
from minzheng_cli.model.source import CELLS_APART

_NUMBER = re.compile(
    r"(?:[一二三四五六七八九十百]{1,4}、|[（(][一二三四五六七八九十百]{1,4}[）)]|第[一二三四五六七八九十百]{1,4}[条章节]\s*"
    r"|\d{1,3}[.．、]|[（(]\d{1,3}[）)]|[①-⑳]|——)"
)
_RUN_IN = re.compile(rf"({_NUMBER.pattern}[^。：:]{{2,30}}[。：:])(.+)")
_LONGEST_HEADING = 40
_KINDS = (
    ("印发说明", re.compile(r"印发给你们|现予印发|现转发给")),
    ("成立说明", re.compile(r"成立.{2,40}(?:领导小组|专班|指挥部)")),
    ("指导思想", re.compile(r"指导思想")),
    ("基本原则", re.compile(r"(?:基本|工作|主要)原则|^——坚持")),
    ("工作机制", re.compile(r"工作机制|机构及职责|主要职责")),
    ("保障措施", re.compile(r"保障措施|组织实施|组织保障|组织领导|监督检查|强化保障")),
    ("目标任务", re.compile(r"目标")),
    ("制定依据", re.compile(r"制定(?:本|如下|以下)|现(?:提出|制定|将)|提出如下")),
)
_DEFAULT = "工作要求"
_CHAPTER = "章节标题"
_HEADER = "表头"
_OF_PEOPLE = "领导、联系人，不是责任单位"
_PEOPLE = re.compile(r"领导|(?:责任|负责|联系)人|电话")
_ASSIGNED = (LEAD, SUPPORT, UNIT, OFFICE, DEADLINE)
_ASSIGNING = "责任分工或完成时限，没有归到任务"
_SUB_HEADING = re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]")
_LABEL = re.compile(
    r"附件\s*\d{0,2}[:：]?|(?:政策|文件|公文|信息)?(?:全文|正文|原文)(?:内容)?[:：]?|【?(?:原文|附件|文件|相关)(?:下载|附件)】?|（此件.{2,20}）|抄送[:：].*|.{2,30}印发|.{2,40}文件|.{2,80}\.(?:docx?|wps|xlsx?|pdf)"
)
_ADOPTED = re.compile(r"[（(].{0,60}(?:通过|印发|发布|修订|修正)[）)]")
_OF_A_PAGE = re.compile(
    r"(?:索引号|主题分类|公文种类|体裁分类|有效性|关键词|浏览次数|字体|分享到?|发文字号|文号|标题|责任编辑|原文链接"
    r"|(?:信息)?来源|(?:发布|发文|制发|成文|生成|公开|生效|失效|实施|检索)(?:日期|时间|机构|机关|单位|关键词))\s*[:：].*"
)
"""索引号：…, 发布日期：…: what a page or a crawler's file says about a document."""
_ANNEX = re.compile(r"(?:附件\s*[:：])?\s*(\d{1,2})[.．、]\s*(.+)")
_LABELLED = re.compile(r"([^：:]{2,16})[：:]\s*\S")
_COLUMN = re.compile(r"(?:组\s*长|副\s*组\s*长|成\s*员|总\s*召\s*集\s*人|召\s*集\s*人)[:：]")
_STRUCTURE = re.compile(r"[\s\W_]+")
_SHORTEST = 4


@dataclass(frozen=True)
class Passage:
    """A paragraph, or what of it no task holds; `heading` is the title that its text runs in from."""

    kind: str
    text: str
    line: int
    heading: str | None = None
    is_guess: bool = False


@dataclass(frozen=True)
class Rest:
    """All that is no task: passages, words that are only structure with the reason, and the list of annexes."""

    passages: tuple[Passage, ...]
    structure: tuple[tuple[str, str], ...]
    annexes: tuple[tuple[int, str], ...] = ()

    @property
    def questions(self) -> tuple[Question, ...]:
        """One for all passages whose kind nothing says."""
        guessed = [each for each in self.passages if each.is_guess]
        if not guessed:
            return ()
        text = (
            f"下列段落不在任务里，类别按“{_DEFAULT}”录入（plan.yaml的passages）。请看是不是漏认的任务；"
            f"类别不对的，把kind改为{'、'.join(name for name, _ in _KINDS)}中的一种"
        )
        items = tuple(f"原文第{each.line}行：{_beginning(each.text)}" for each in guessed)
        return (Question("任务以外的段落", text, "", guessed[0].line, 0.6, items),)


def rest_of(blocks: Sequence[Block], draft: Draft, said: Sequence[str], recorded: Sequence[str] = ()) -> Rest:
    """What the tasks, `said` (title, number, issuer …) and `recorded` (words of bodies that are known) leave of the document.

    Tables, lists of people and short lines that are no heading are left alone: `mz check` reports them as not recorded.
    """
    sorting = _Sorting()
    covering = _Covering(draft.tasks, said, recorded)
    for block in blocks:
        if isinstance(block, Table):
            sorting.take_table(block)
        elif left := covering.left_of(block):
            sorting.take(left, block)
    sorting.close()
    return Rest(tuple(sorting.passages), tuple(sorting.structure.items()), tuple(sorting.annexes.items()))


class _Sorting:
    """Tells passages from headings, labels and the list of annexes, line by line.

    （一）指导思想。 on a line of its own is the heading of the text right below it, as it is where both stand in one line.
    """

    def __init__(self) -> None:
        self.passages: list[Passage] = []
        self.structure: dict[str, str] = {}
        self.annexes: dict[int, str] = {}
        self._chapter = ""
        self._heading: str | None = None
        self._is_listing = False

    def take(self, left: str, block: Paragraph) -> None:
        annex, column = _ANNEX.fullmatch(left), _COLUMN.match(left)
        self._is_listing = bool(annex) and (self._is_listing or left.startswith("附件"))
        is_text = len(left) > _LONGEST_HEADING or "。" in left
        if block.note:
            self._exclude(left, "脚注")
        elif column:
            self._exclude(column[0], "名单的栏目")
        elif annex and self._is_listing:
            self.annexes[int(annex[1])] = annex[2].rstrip("。")
        elif _is_heading(block, left):
            self.close()
            self._chapter = left
            self._heading = left if _SUB_HEADING.match(left) else None
            if self._heading is None:
                self._exclude(left, _CHAPTER)
        elif reason := _reason(left):
            self._exclude(left, reason)
        elif left not in self.annexes.values() and is_text:
            self._passage(left, block)

    def take_table(self, table: Table) -> None:
        """Of a table of tasks its header is structure, and what its columns of people hold: they are no bodies."""
        found = columns(table.rows)
        if not found:
            return
        for row in table.rows[: found[1]]:
            self._exclude(CELLS_APART.join(cell.replace("\n", "") for cell in row), _HEADER)
        people = [at for at, label in enumerate(found[0].labels) if _PEOPLE.search(label)]
        for row in table.rows[found[1] :]:
            for at in people:
                self._exclude(row[at].replace("\n", "").strip(), _OF_PEOPLE)

    def close(self) -> None:
        """A heading that no text follows is structure."""
        if self._heading:
            self._exclude(self._heading, _CHAPTER)
        self._heading = None

    def _passage(self, left: str, block: Paragraph) -> None:
        if left.startswith("——"):
            self.close()
        made = _passage(left, block, self._chapter)
        if self._heading and made.heading is None:
            made = replace(made, heading=self._heading)
            self._heading = None
        self.passages.append(made)

    def _exclude(self, words: str, reason: str) -> None:
        self.structure[words] = reason


class _Covering:
    """The words that are accounted for, looked up paragraph by paragraph."""

    def __init__(self, tasks: Sequence[FoundTask], said: Sequence[str], recorded: Sequence[str]) -> None:
        self._said = {_flat(each) for each in (*said, *recorded) if each}
        self._recorded = sorted((each for each in recorded if len(each) >= _SHORTEST), key=len, reverse=True)
        self._words: list[str] = []
        self._assigning = [(task.line, task.assignment or "") for task in tasks]
        for task in tasks:
            self._words += [task.title, task.group or "", *(task.assignment or "").split("\n"), *task.sentences]
        self._whole = {word for word in self._words if word}
        self._pieces = [
            (task.line, [task.title, *task.sentences, *(task.assignment or "").split("\n")]) for task in tasks
        ]
        self._titles = "".join(_flat(each) for each in said if each)

    def left_of(self, block: Paragraph) -> str:
        """What of a paragraph nothing accounts for; nothing where that is only a number and stops."""
        text = block.text
        flat = _flat(text)
        if flat in self._said or flat in self._whole or (block.line < 12 and flat in self._titles):
            return ""
        bare = _NUMBER.sub("", text, count=1).strip("。：: \u3000") if _NUMBER.match(text) else text.strip("。：:")
        if bare in self._whole or text in self._whole:
            return ""
        if self._is_assigning(text, block.line):
            return ""
        left = text
        if not _COLUMN.match(text) and self._is_recorded(text):
            return ""
        for piece in self._near(block.line):
            left = left.replace(piece, "\n", 1)
        if left == text:
            return text
        parts = [part for part in left.split("\n") if len(_STRUCTURE.sub("", _NUMBER.sub("", part))) >= _SHORTEST]
        return max(parts, key=len, default="").strip("。 \u3000")

    def _is_recorded(self, text: str) -> bool:
        """True where the words of known bodies leave nothing of a paragraph."""
        left = text
        for piece in self._recorded:
            left = left.replace(piece, "")
        return left != text and len(_STRUCTURE.sub("", _NUMBER.sub("", left, count=1))) < _SHORTEST

    def _is_assigning(self, text: str, line: int) -> bool:
        """True for a line of an assignment that goes over several: 牵头部门：…, 完成时限：… below one another."""
        at = bisect_right(self._assigning, line, key=lambda pair: pair[0])
        return len(text) >= _SHORTEST and any(text in words for _, words in self._assigning[max(at - 2, 0) : at])

    def _near(self, line: int) -> Iterator[str]:
        """The pieces of the tasks that may stand in a line: of the last one that begins at or before it."""
        at = bisect_right(self._pieces, line, key=lambda pair: pair[0])
        for _, pieces in self._pieces[max(at - 2, 0) : at]:
            yield from sorted(filter(None, pieces), key=len, reverse=True)


def _reason(left: str) -> str | None:
    """Why words on a line of their own are no passage; None where they may be one."""
    if _LABEL.fullmatch(left) or _ADOPTED.fullmatch(left):
        return "附件、印发等的标识"
    if _OF_A_PAGE.fullmatch(left):
        return "网页的信息"
    if label := _LABELLED.match(left):
        return _ASSIGNING if kind_of(label[1]) in _ASSIGNED and "。" not in left[:-1] else None
    return _HEADER if kind_of(left) else None


def _beginning(text: str) -> str:
    return text if len(text) <= _LONGEST_HEADING else f"{text[:_LONGEST_HEADING]}……"


def _flat(text: str) -> str:
    return "".join(text.split())


def _is_heading(block: Paragraph, text: str) -> bool:
    if len(text) > _LONGEST_HEADING or "。" in text[:-1]:
        return False
    return bool(_NUMBER.match(text)) or block.level is not None


def _passage(text: str, block: Paragraph, chapter: str) -> Passage:
    heading, words = None, text
    found = _RUN_IN.fullmatch(text)
    if found and len(_STRUCTURE.sub("", found[2])) >= _SHORTEST:
        heading, words = found[1], found[2].strip()
    for where in (f"{heading or ''}", words[:120], chapter):
        kind = next((name for name, pattern in _KINDS if pattern.search(where)), None)
        if kind:
            return Passage(kind, words, block.line, heading)
    return Passage(_DEFAULT, words, block.line, heading, is_guess=True)
