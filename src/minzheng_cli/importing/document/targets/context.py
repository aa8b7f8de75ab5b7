"""A number in its clause, and what its words of comparison say: 不低于, 以上, 控制在, 左右."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from minzheng_cli.importing.document.targets.amounts import Amount
from minzheng_cli.model.lexicon import ACHIEVE, CHANGE, COMPARE_LEAST, COMPARE_MOST, COMPARE_SAME

Comparator = Literal[">=", "<=", "=="]

_COMPARISON = re.compile(
    rf"(?P<most>{COMPARE_MOST}|(?<!不)(?<!不得)(?:低于|少于|小于))|(?P<least>{COMPARE_LEAST}|(?<!下)达)"
    rf"|(?P<same>{COMPARE_SAME}(?=$|\D))|(?P<change>{CHANGE}(?:约|了|率)?$)"
)
_COMPARATORS: dict[str, Comparator] = {"most": "<=", "least": ">=", "same": ">=", "change": ">="}
_GAP = 14
"""So many characters at most between a word of comparison and its number."""
_BEHIND: tuple[tuple[re.Pattern[str], Comparator], ...] = (
    (re.compile(r"(?:及|或)?以上|或更多"), ">="),
    (re.compile(r"左右|上下"), "=="),
    (re.compile(r"以内|(?:及|或)?以下|之?内"), "<="),
)
ACHIEVES = re.compile(ACHIEVE)
NEAR = re.compile(rf"{ACHIEVE}(?:的|了|好|出|不少于|至少|约|近|一批|不同|共|累计|各|分别|均|省级|市级|国家级|县级)*$")
_SHARES = ("%", "‰", "个百分点", "百分点")


@dataclass(frozen=True)
class Verdict:
    """What a number is compared by, and how sure it is that it is a target."""

    comparator: Comparator
    confidence: float
    word: str = ""
    """The word of comparison before it, where there is one."""


@dataclass(frozen=True)
class Context:
    """A number in its clause: the words before it (back to the last number) and behind it."""

    amount: Amount
    clause: str
    before: str
    after: str
    is_due: bool
    follows: bool
    """The number before it in the same list is a target."""

    @property
    def whole(self) -> str:
        """All of the clause before the number."""
        return self.clause[: self.amount.start]

    @property
    def is_share(self) -> bool:
        """True for percentages."""
        return self.amount.unit in _SHARES

    @cached_property
    def compared(self) -> Verdict | None:
        """What a word of comparison says, before the number or behind it."""
        return _comparison(self)

    @property
    def is_firm(self) -> bool:
        """True where a word of comparison stands before the number."""
        return bool(self.compared and self.compared.word)


def _comparison(at: Context) -> Verdict | None:
    found = list(_COMPARISON.finditer(at.before))
    last = found[-1] if found else None
    if re.search(r"大约$|约$|大概$", at.before) and not at.before.endswith("节约"):
        return Verdict("==", 0.8)
    tail = at.after.lstrip("余多个 ")
    behind = next((sign for pattern, sign in _BEHIND if pattern.match(tail)), None)
    if last is None or len(at.before) - last.end() > _GAP or "，" in at.before[last.end() :]:
        return Verdict(behind, 0.8) if behind else None
    comparator = _COMPARATORS[str(last.lastgroup)]
    contradicts = behind == "<=" and last.lastgroup == "least"
    return Verdict(behind if behind and not contradicts else comparator, 0.95, last[0])
