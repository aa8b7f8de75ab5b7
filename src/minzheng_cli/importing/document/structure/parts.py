"""A document's parts: the notice that sends a plan around, the plan, its annexes. Each is numbered by itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from minzheng_cli.importing.document.blocks import Block, Paragraph
from minzheng_cli.importing.document.structure.head import is_date, is_document_number, is_signer
from minzheng_cli.importing.document.structure.markers import marker

_ANNEX = re.compile(r"附\s*(?:件|表|录)\s*([\d一二三四五六七八九十]{0,3}(?:[-—]\d{1,2})?)\s*([:：]?)\s*(.{0,60})$")
_LISTED = re.compile(r"\d{1,2}\s*[.．、]\s*[^。]{2,60}$")
_CONTENTS = re.compile(r"目\s*[录次]$")
_LEADER = re.compile(r"(?:[.…·．]{3,}|—{3,}|-{3,})\s*[\d一二三四五六七八九十]{0,4}\s*$")
_LEADER_END = 40
_FURNITURE = re.compile(
    r"[（(](?:此件|信息公开|联系人|本文有删减|主动公开|公开方式|依申请公开).{0,60}[）)]?|抄\s*送\s*[:：].*|(?:主题词|抄报|分送|信息公开选项|公开属性|公开方式)[:：].*"
    r"|(?:联系人|联系电话|联系方式|咨询电话|电子邮箱|邮箱|传真)[:：].*|[—\-－]\s*\d+\s*[—\-－]|第\s*\d+\s*页.*|.{2,25}办公室.{0,3}\d{4}年\d{1,2}月\d{1,2}日印发"
    r"|(?:打印|关闭|字号|分享|扫一扫|责任编辑|来源|浏览次数|相关链接|下载)[:：].*"
)
_BROKEN = re.compile(r"。[（(][^（）()]{0,60}$")
"""An assignment that the end of a line cuts: …。（责任部|门：市交通委）."""
_MIDDLE = re.compile(r"[\u4e00-\u9fff\d、，]$")
_SHORTEST_BROKEN = 40
_LONGEST_TITLE = 60
_MOST_SIGNERS = 12


@dataclass(frozen=True)
class Part:
    """A part's title lines joined, its blocks without them, and which part it is."""

    kind: Literal["main", "annex"]
    title: str
    blocks: tuple[Block, ...]

    @property
    def line(self) -> int:
        """The line that it begins in."""
        return self.blocks[0].line if self.blocks else 1


@dataclass
class _Chunk:
    """A part while its lines are gathered; `has_text` is true once it holds a sentence, not only titles and dates."""

    kind: Literal["main", "annex"]
    title: str = ""
    blocks: list[Block] = field(default_factory=list)
    has_text: bool = False

    def add(self, block: Block) -> None:
        self.blocks.append(block)
        if isinstance(block, Paragraph) and ("。" in block.text or len(block.text) > _LONGEST_TITLE):
            self.has_text = True

    def sign(self) -> None:
        """Take the signers off the end: they stand above the date and belong to no task."""
        for _ in range(_MOST_SIGNERS):
            last = self.blocks[-1] if self.blocks else None
            if not isinstance(last, Paragraph) or not is_signer(last.text):
                return
            self.blocks.pop()


def split(blocks: Sequence[Block]) -> list[Part]:
    """The parts in their order. Page furniture, tables of contents, lists of annexes and signatures are left out."""
    chunks = [_Chunk("main")]
    lines = list(_without_furniture(_without_contents(list(_paragraphs(blocks)))))
    title = _inner_title(lines)
    at, is_signed = 0, False
    while at < len(lines):
        block, here = lines[at], chunks[-1]
        at += 1
        if not isinstance(block, Paragraph):
            here.add(block)
            continue
        if skipped := _annex_list(lines, at - 1):
            at += skipped - 1
            continue
        found = _ANNEX.match(block.text)
        if found and "。" not in found[3]:
            chunks.append(_Chunk("annex", found[3].strip()))
            is_signed = False
            continue
        begins = is_signed or (title and here.has_text and _begins(lines, at - 1, title))
        if begins and here.blocks and _is_title(block):
            chunks.append(_Chunk("main"))
            title = ""
        is_signed = is_date(block.text) and chunks[-1].has_text
        if is_signed:
            chunks[-1].sign()
        else:
            chunks[-1].add(block)
    return [_part(chunk.kind, chunk.title, chunk.blocks) for chunk in chunks if chunk.blocks]


def _paragraphs(blocks: Iterable[Block]) -> Iterator[Block]:
    """One block for each line, without footnotes and empty ones; a paragraph that the end of a page breaks is one again."""
    kept: Paragraph | None = None
    for block in _single(blocks):
        if kept and isinstance(block, Paragraph) and _goes_on(kept.text, block):
            kept = replace(kept, text=kept.text + block.text)
            continue
        if kept:
            yield kept
        kept = block if isinstance(block, Paragraph) else None
        if kept is None:
            yield block
    if kept:
        yield kept


def _goes_on(before: str, block: Paragraph) -> bool:
    """True for the rest of a sentence that stops in the middle, or of a bracket with an assignment: …（责任部|门：市交通委）."""
    if marker(block.text) or block.level is not None or _ANNEX.match(block.text):
        return False
    stops_short = len(before) >= _SHORTEST_BROKEN and "，" in before and bool(_MIDDLE.search(before))
    return bool(_BROKEN.search(before)) or (stops_short and bool(re.search(r"[。；，]", block.text)))


def _single(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        if not isinstance(block, Paragraph):
            yield block
        elif not block.note:
            for text in re.split(r"[\n\v]", block.text):
                if stripped := re.sub(r"[\u200b\ufeff\xa0]", " ", text).strip():
                    yield replace(block, text=stripped)


def _without_furniture(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        if not (isinstance(block, Paragraph) and _FURNITURE.fullmatch(block.text)):
            yield block


def _without_contents(blocks: list[Block]) -> list[Block]:
    """Without the table of contents: lines with leaders, and what stands between 目录 and the repeat of its first entry."""
    texts = [block.text if isinstance(block, Paragraph) else "" for block in blocks]
    start = next((at for at, text in enumerate(texts[:80]) if _CONTENTS.match(text)), None)
    if start is not None and start + 2 < len(texts):
        first = _entry(texts[start + 1])
        again = next((at for at in range(start + 2, min(len(texts), start + 400)) if _entry(texts[at]) == first), None)
        if again and first:
            return blocks[:start] + blocks[again:]
    return [block for block, text in zip(blocks, texts, strict=True) if not _LEADER.search(text[-_LEADER_END:])]


def _entry(text: str) -> str:
    return text.rstrip("0123456789").rstrip(".…·． \u3000").replace(" ", "")


def _annex_list(lines: Sequence[Block], at: int) -> int:
    """How many lines from here list the annexes ("附件：1.…", "2.…"); 0 where an annex begins or nothing is listed."""
    text = _text(lines, at)
    found = _ANNEX.match(text)
    if not found:
        return 0
    size = 1
    while _LISTED.match(_text(lines, at + size)) or (size < 12 and _is_listed_annex(_text(lines, at + size))):
        size += 1
    follows = _text(lines, at + size)
    is_list = bool(found[2] and (_LISTED.match(found[3]) or (not found[1] and found[3])))
    if not found[3] and found[2] and _LISTED.match(_text(lines, at + 1)) and size > 1:
        is_list = _ends_list(lines, at + size)
    if not is_list and found[3]:
        is_list = size > 1 and _is_listed_annex(_text(lines, at + 1))
        is_list = is_list or (bool(found[1]) and at > 0 and _ends_list(lines, at + size) and bool(follows))
    return size if is_list else 0


def _is_listed_annex(text: str) -> bool:
    found = _ANNEX.match(text)
    return bool(found and found[1] and found[3] and len(text) <= _LONGEST_TITLE)


def _ends_list(lines: Sequence[Block], at: int) -> bool:
    """True where a list of annexes is followed by a signature, a date or an annex."""
    texts = [_text(lines, here) for here in range(at, min(at + 3, len(lines)))]
    if not texts:
        return True
    return any(is_date(text) for text in texts) or bool(_ANNEX.match(texts[0]))


def _text(lines: Sequence[Block], at: int) -> str:
    block = lines[at] if at < len(lines) else None
    return block.text if isinstance(block, Paragraph) else ""


def _inner_title(lines: Sequence[Block]) -> str:
    """The name of the plan that the title of the notice sends around; nothing where there is none."""
    top = ""
    for at in range(min(8, len(lines))):
        if marker(_text(lines, at)) or len(_text(lines, at)) > _LONGEST_TITLE + 40:
            break
        top += _text(lines, at)
    found = re.search(
        r"(?:印发|转发|下发|发布)\s*[《〈“]?([^《》]{4,80}?(?:方案|计划|要点|分工|清单|措施|意见|规划|安排|纲要|行动))[^》]{0,16}[》〉”]?\s*的\s*通知",
        top,
    )
    return _flat(found[1]) if found else ""


def _begins(lines: Sequence[Block], at: int, title: str) -> bool:
    """True where the plan's title stands alone on the lines from here."""
    joined = ""
    for here in range(at, min(at + 5, len(lines))):
        joined += _flat(_text(lines, here))
        if len(joined) >= len(title) - 4:
            break
    return joined.removeprefix("关于").startswith(title.removeprefix("关于")[:-1]) and len(joined) <= len(title) + 30


def _flat(text: str) -> str:
    return re.sub(r"[\s《》“”]", "", text)


def _is_title(block: Block) -> bool:
    if not isinstance(block, Paragraph):
        return False
    text = block.text
    if text.startswith(("（", "(")) and not re.fullmatch(
        r"[（(].{0,30}(?:年|试行|暂行|征求意见稿|草案|版|批)[^）)]{0,6}[）)]", text
    ):
        return False
    return len(text) <= _LONGEST_TITLE and not text.endswith(("。", "：", ":", "；")) and marker(text) is None


def _part(kind: Literal["main", "annex"], title: str, blocks: list[Block]) -> Part:
    """Take the title's lines off the top."""
    at, lines = 0, [title] if title else []
    while at < min(6, len(blocks)) and _is_title(blocks[at]):
        text = _text(blocks, at)
        if is_date(text) or is_document_number(text):
            at += 1
            continue
        if (
            lines
            and re.search(r"[\d年]{4,}.*(?:方案|要点|计划|通知|意见|清单|表)$", "".join(lines))
            and blocks[at] is blocks[-1]
        ):
            break
        lines.append(text)
        at += 1
    return Part(kind, "".join(lines), tuple(blocks[at:]))
