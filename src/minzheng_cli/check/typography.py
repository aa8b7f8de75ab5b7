"""MZ51: punctuation and spaces of the text that the office writes itself (GB/T 15834—2011)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from minzheng_cli.check.free_text import free_text
from minzheng_cli.check.registry import rule
from minzheng_cli.diagnostics import Finding, Severity
from minzheng_cli.model.knowledge import KnowledgeBase

_HALF = re.compile(r"(?<=[\u4e00-\u9fff])[,;:?!](?=[\u4e00-\u9fff]|$)")
_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
_SPACE = re.compile(r"(?<=[\u4e00-\u9fff，。；：、])[ \u3000]+(?=[\u4e00-\u9fff，。；：、])")
_PAIRS = {"《": "》", "“": "”", "（": "）", "〈": "〉", "【": "】", "〔": "〕"}
_CLOSING = {closing: opening for opening, closing in _PAIRS.items()}


@rule("MZ511", "中文里用了半角标点", severity=Severity.WARNING)
def half_width_punctuation(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：进展、说明等自由填写的文字里，汉字之间的逗号、分号、冒号、问号、叹号用全角。

    为什么：公文用全角标点；半角标点混排，印出来疏密不一。

    反例：
        done: 完成摸底,建立台账
    正例：
        done: 完成摸底，建立台账
    """
    for ref, text in free_text(kb):
        for match in _HALF.finditer(text):
            words = text[max(0, match.start() - 1) : match.end()]
            right = words[:-1] + _FULL[match[0]]
            yield Finding(ref, f"半角标点“{match[0]}”应为全角“{_FULL[match[0]]}”", f"改为：{right}", words, fix=right)


@rule("MZ512", "中文里有多余的空格", severity=Severity.WARNING)
def stray_space(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：进展、说明等自由填写的文字里，汉字之间没有空格。

    为什么：多余的空格会让查找、比对落空，印出来也不整齐。

    反例：
        done: 完成 摸底
    正例：
        done: 完成摸底
    """
    for ref, text in free_text(kb):
        for match in _SPACE.finditer(text):
            words = text[match.start() - 1 : match.end() + 1]
            right = words[0] + words[-1]
            yield Finding(ref, "汉字之间有空格", f"改为：{right}", words, fix=right)


@rule("MZ513", "书名号、引号或括号不配对")
def unbalanced_marks(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：进展、说明等自由填写的文字里，《》“”（）〈〉【】〔〕成对出现。

    为什么：少了一半，文件名和引语就分不清到哪里为止。

    反例：
        done: 印发《关于加强农村殡葬管理的通知
    正例：
        done: 印发《关于加强农村殡葬管理的通知》
    """
    for ref, text in free_text(kb):
        opened: list[str] = []
        for char in text:
            if char in _PAIRS:
                opened.append(char)
            elif char in _CLOSING:
                if not opened or opened[-1] != _CLOSING[char]:
                    yield Finding(ref, f"“{char}”没有配对的“{_CLOSING[char]}”", "请补上另一半，或删去", char)
                    opened = []
                    break
                opened.pop()
        if opened:
            yield Finding(ref, f"“{opened[-1]}”没有配对的“{_PAIRS[opened[-1]]}”", "请补上另一半，或删去", opened[-1])
