"""How an assignment (责任分工) divides: who answers for a task, and who carries it out or helps."""

from __future__ import annotations

import re
from collections.abc import Sequence

_LABEL = re.compile(r"(?:责任|配合|协办|协同|协助|参与|参加|支持)(?:单位|部门|处室|科室)\s*[:：]?")
_LEADING = re.compile(r"牵头(?!单位|部门|处室|科室|领导|人)[，,；;、]?")
_PEOPLE = re.compile(
    r"(?:责任|牵头|分管|包保|包抓|联系)(?:领导|人)\s*[:：][^；;。，,（）()\n]*?"
    r"(?=(?:责任|牵头|配合|协办|完成)\w{2}\s*[:：]|[；;。，,）)\n]|$)"
)
"""Who answers as a person (责任领导：县疾控中心主任): no body."""
_OPENING = re.compile(r"[（(【〔\[]?\s*\w{2,6}(?=[】〕\]]?\s*[:：])")
_NAMES = re.compile(r"[\u4e00-\u9fff]{2,}")
_FIRST = re.compile(r"(?:责任|牵头|主办|主责|负责)(?:单位|部门|处室|科室)|[（(]")


def divided_over(places: Sequence[str]) -> tuple[str, str]:
    """As `divided`, of an assignment that stands in several places; where all begin with one label, each by itself."""
    labels = {found[0] if (found := _OPENING.match(words)) else "" for words in places}
    parts = [divided(words) for words in places] if len(labels) == 1 else [divided("".join(places))]
    return "".join(first for first, _ in parts), "".join(second for _, second in parts)


def divided(words: str) -> tuple[str, str]:
    """The words that name those who answer, and those that name the others; `""` where the words make no difference.

    （责任处室：甲，责任单位：乙）, （牵头单位：甲；配合单位：乙）, （甲牵头，乙配合）. A label at the very beginning names those who answer.
    """
    words = _PEOPLE.sub("", words)
    leading = _LEADING.search(words)
    if leading and _NAMES.search(words[leading.end() :]):
        return words[: leading.end()], words[leading.end() :]
    for label in _LABEL.finditer(words):
        before = words[: label.start()]
        if _NAMES.search(_FIRST.sub("", before)):
            return before, words[label.start() :]
    return words, ""
