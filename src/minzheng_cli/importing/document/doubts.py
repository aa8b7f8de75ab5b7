"""What a person has to decide about a draft."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from minzheng_cli.importing.document.draft import FoundTarget, FoundTask, Head, Question

_RELATIVE = re.compile(r"(?:\d{1,2}|[一二两三四五六七八九十]{1,2})年(?:之?内|时间)|今年|年内|年底前")


def doubts(tasks: Sequence[FoundTask], targets: Sequence[FoundTarget], head: Head) -> Iterator[Question]:
    """Questions about the draft as a whole and about single facts that the text leaves open."""
    if not tasks:
        text = "没有找到任务：文件里没有编号的任务或任务表，可能是讲话、复函、名单、通报一类"
        yield Question("文件", text, head.title or "", 1, 0.5)
    for target in targets:
        about = f"任务{target.task}" if target.task else "目标"
        if not target.due and not target.every and (found := _RELATIVE.search(target.quote)):
            text = f"“{found[0]}”从哪一年算起？文件没有写明，{target.indicator}的期限空着"
            yield Question(about, text, target.quote, target.line, 0.5)
