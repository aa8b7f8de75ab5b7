"""MZ312: a target's scope is the whole phrase of the text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from minzheng_cli.check.concordance import beside_source, occurrences
from minzheng_cli.check.registry import rule
from minzheng_cli.diagnostics import Finding
from minzheng_cli.model.knowledge import KnowledgeBase
from minzheng_cli.model.ref import Ref

_BEFORE = re.compile(r"(所有|全部|每个|各个|每|各|全|单|个)$")
"""Words of quantity that belong to the phrase they stand before."""
_UNFINISHED = re.compile(r"(所有|全部|每个|各个|每[一百千万十]*|各|全|单)$")
"""Words of quantity that nothing follows."""
_AFTER = re.compile(r"（[^）]*）?|(?<=乡)镇|(?<=市)县|(?<=县)[区乡]")
"""What goes on with the phrase: a bracket, or the second half of 乡镇, 市县, 县区, 县乡."""


@rule("MZ312", "适用范围没有写全", reads=("targets.yaml",))
def scope_cut_short(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：scope是引文里的整个词语：前面的“所有、每个、每、全”，后面的括号都要带上，不能只写半个词。

    为什么：“所有县（市、区）”写成“县”，范围就变了。

    反例（引文是“实现所有县（市、区）全覆盖”）：
        scope: 县（市、区）
    正例：
        scope: 所有县（市、区）
    """
    beside = beside_source(kb)
    for target in kb.targets.targets:
        scope = target.scope
        if scope is None or (beside and not (beside.stands(target, "scope") and beside.stands(target, "quote"))):
            continue
        whole = [_whole(scope, target.quote, at) for at in occurrences(scope, target.quote)]
        if whole and scope not in whole:
            yield Finding(
                Ref(target, "scope"), f"适用范围没有写全，引文是“{whole[0]}”", f"例如：scope: {whole[0]}", scope
            )


def _whole(scope: str, quote: str, at: int) -> str:
    """The phrase around the scope as far as it belongs together."""
    before = _BEFORE.search(quote[:at])
    start, end = before.start() if before else at, at + len(scope)
    if _UNFINISHED.search(scope):
        end = min(end + 1, len(quote))
    inside = quote.rfind("（", start, end)
    if inside >= 0 and quote.find("）", inside, end) < 0:
        end = quote.find("）", end) + 1 or end
    after = _AFTER.match(quote, end)
    return quote[start : after.end() if after else end]
