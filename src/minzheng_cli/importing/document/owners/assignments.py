"""Where a text says who answers for it: a bracket at its end, a line of its own, a labelled tail, a last sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from minzheng_cli.importing.document.owners.bodies import looks_like_body, split_names
from minzheng_cli.importing.document.owners.roles import LABEL, is_deadline, is_said

_OPENING, _CLOSING = "（([【〔", "）)]】〕"
_TAIL = re.compile(rf"(?:(?<=[。；;！：:\s])|^)[（(【\[〔]?\s*(?={LABEL.pattern}\s*[】〕\]]?\s*[:：])")
_BRACKETED_LABEL = re.compile(rf"(?:(?<=[。；;！\s])|^)[【〔\[]\s*{LABEL.pattern}\s*[】〕\]]")
_SPACED_LABEL = re.compile(rf"{LABEL.pattern}[ \u3000]+")
_ROLE_WORD = re.compile(
    r"责任|牵头|配合|负责|主办|协办|落实|承办|实施|参与|参加|协助|推进|支持|指导|时限|时间|完成|持续|长期|年内|底前|月前"
)
_FOR_ALL = re.compile(
    r"^(?:以下|上述|以上|本(?:部分|章|节|项|条))(?:各|所有|全部)*(?:项|条)?(?:任务|工作|事项|措施|内容)*(?:均|都)?由?"
    r"(?=[^，。；]{2,40}(?:牵头|负责|[:：]))"
)
"""以下各项均由…牵头, 本部分责任单位：…: said of all items below a heading."""
_NO_ASSIGNMENT = re.compile(r"^(?:以下|含|见|详|即|如|其中|包括|不含|下同|原|根据|依据|负责人|主要负责人)")
_LAST_SENTENCE = re.compile(
    r"(?:^|(?<=[。；;]))由?([^。；;，,]{2,60}(?:牵头|负责))((?:[，,；;][^。；;]{2,60}(?:配合|参与|落实|负责|协助))*)。?$"
)
_LONGEST = 600
_LONGEST_PARAGRAPH = 3000
_TAIL_SIZE = 1000
"""Of a longer paragraph only so much of its end is searched."""
_LONGEST_LINE = 120
_LONGEST_NAME = 22
_MOST = 0.7


@dataclass(frozen=True, slots=True)
class Said:
    """Words that assign, as they stand in the text, and how sure it is that they do."""

    words: str
    line: int
    alone: bool = False
    confidence: float = 0.95


def take_out(text: str, line: int) -> tuple[str, list[Said]]:
    """The text without its assignments, and these."""
    if len(text) > _LONGEST_PARAGRAPH:
        kept, last = text[:-_TAIL_SIZE], text[-_TAIL_SIZE:]
        rest, said = take_out(last, line)
        return kept + rest, [Said(each.words, line, confidence=each.confidence) for each in said]
    head, tails = _labelled_tail(text, line)
    rest, found = _brackets(head, line)
    more, other = _tail(rest, line)
    rest, found = more, [*found, *other, *tails]
    if not found:
        rest, found = _line_alone(rest, line)
    alone = not re.sub(r"[\s。；;，,.]", "", rest)
    return rest, [Said(each.words, line, alone, each.confidence) for each in found]


def last_sentence(text: str, line: int) -> list[Said]:
    """由民政部门牵头，财政等部门配合。 as the last sentence of a text that says it in no other way."""
    found = _LAST_SENTENCE.search(text.strip())
    if not found or len(found[0]) > _LONGEST_LINE:
        return []
    names = split_names(re.sub(r"(?:分别|共同|按职责)?(?:牵头)?(?:负责|牵头)$", "", found[1]))
    is_one = names and all(looks_like_body(name) for name in names[-1:]) and len(found[1]) < 50
    return [Said(found[0].strip(), line, confidence=0.75)] if is_one else []


def _brackets(text: str, line: int) -> tuple[str, list[Said]]:
    pieces, found, last = [], [], 0
    for start, end in _groups(text):
        content = _FOR_ALL.sub("", text[start + 1 : end - 1].strip())
        if end - start <= _LONGEST and _assigns(content, text[:start], text[end:]):
            pieces.append(text[last:start])
            found.append(Said(f"（{content}）" if _FOR_ALL.match(text[start + 1 :]) else text[start:end], line))
            last = end
    return "".join([*pieces, text[last:]]), found


def _groups(text: str) -> Iterator[tuple[int, int]]:
    """Outermost brackets, whatever their form; one that is never closed ends with the text."""
    depth = start = 0
    for at, char in enumerate(text):
        if char in _OPENING:
            start = start if depth else at
            depth += 1
        elif char in _CLOSING and depth:
            depth -= 1
            if not depth:
                yield start, at + 1
    if depth and _TAIL.match(text[start + 1 :]):
        yield start, len(text) + 1


def _assigns(content: str, before: str, after: str) -> bool:
    if not content or _NO_ASSIGNMENT.match(content):
        return False
    is_last = not re.sub(r"[\s。；;，,.、]", "", after) or after.lstrip().startswith(tuple(_OPENING))
    if re.match(rf"{LABEL.pattern}\s*[:：]", content):
        return True
    if is_deadline(content):
        return is_last or content.endswith("完成")
    if not _ROLE_WORD.search(content):
        return is_last and (not before.strip() or before.rstrip().endswith(("。", "；", "！"))) and _only_names(content)
    return is_said(content) and (
        is_last or before.rstrip().endswith(("。", "；")) or not after.startswith(("的", "等"))
    )


def _only_names(content: str) -> bool:
    """True for a list of bodies; of several names a few may end in an unusual way."""
    names = split_names(content)
    known = [name for name in names if looks_like_body(name)]
    strange = [name for name in names if len(name) > _LONGEST_NAME or re.search(r"[“”《》的了]", name)]
    return bool(names) and not strange and len(known) >= _MOST * len(names)


def _labelled_tail(text: str, line: int) -> tuple[str, list[Said]]:
    """【责任单位】市民政局 to the end of the text."""
    found = _BRACKETED_LABEL.search(text)
    return (text[: found.start()], [Said(text[found.start() :].strip(), line)]) if found else (text, [])


def _tail(text: str, line: int) -> tuple[str, list[Said]]:
    found = _TAIL.search(text)
    if not found or len(text) - found.start() > _LONGEST:
        return text, []
    return text[: found.start()], [Said(text[found.start() :].strip(), line)]


def _line_alone(text: str, line: int) -> tuple[str, list[Said]]:
    """市民政局牵头，市财政局配合。 alone on a line."""
    words = text.strip(" 　。；;")
    if len(words) > _LONGEST_LINE or "。" in words:
        return text, []
    spaced = _SPACED_LABEL.match(words)
    if spaced and (is_deadline(words[spaced.end() :]) or _only_names(words[spaced.end() :])):
        return "", [Said(text.strip(), line)]
    if not re.search(r"(?:牵头|配合|负责|落实)$", words):
        return text, []
    first = re.split(r"[，,；;]", words)[0]
    names = split_names(
        re.sub(r"^由|(?:等)?(?:按照?职责)?(?:分工)?(?:分别|共同)?(?:负责)?(?:牵头|配合|负责|落实)(?:负责)?$", "", first)
    )
    return ("", [Said(text.strip(), line)]) if names and all(looks_like_body(each) for each in names) else (text, [])
