"""Is a number in a clause something to be reached, and is it a least or a most? Baselines, criteria and names are not.

First what speaks against it (`vetoes`, one reason each), then what speaks for it: a word of comparison, or a verb that
achieves. A number for which nothing speaks is none.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from minzheng_cli.importing.document.targets.context import ACHIEVES, NEAR, Context, Verdict
from minzheng_cli.importing.document.targets.vetoes import refusal
from minzheng_cli.model.lexicon import RATE

_SERVED = re.compile(
    r"实施|完成|开展|改造|提供|安装|进行|就业|购买|配备|建立|发放|脱|培训|参加|适配|返家|返乡|落户|上门|办理"
)
_DISTRIBUTIVE = re.compile(
    r"每(?:个|年|县|市|区|乡|镇|村|社区|街道|半年|季度|月|周|所|家|名|百|千|万)|各(?:县|市|区|乡|镇|村|社区|街道|地)|均|至少|都"
)
_EACH_HAS = re.compile(r"(?:每|各|全部|所有|均|都).*(?:有|设|配|建)$")
_PER_HEAD = re.compile(r"每(?:十|百|千|万|十万|百万|\d+)(?:名|个|位|户|人|老|常住).*(?:拥有|有|达)?")
_SMALL = ("项", "条", "套", "种", "件", "支", "部", "篇")
_REACHED = re.compile(r"的?[^，。；]{0,16}?(?:达到|达标|建成|具备|实现|通过|建立|配备)")
"""其中40%达到中级水平: so many of them reach it."""
_MEASURED_BY = re.compile(rf"{RATE}$")
_HUNDRED = 100
_ITEMS = re.compile(r"^(?:[\u4e00-\u9fff]{0,4})(?:任务|措施|举措|制度|政策|工作|原则|要求|职责|机制|内容|清单任务)")
_MADE = re.compile(r"新增|制定|出台|修订|发布")
_FUTURE = re.compile(r"实现|达到|推动|推进|确保|力争|完成|做到|基本|逐步|全面|努力")
_NOT_AFTER_FULL = re.compile(
    r"^(?:的(?!目标|要求)|、(?!无|全)|[\u4e00-\u9fff](?<!目)(?<!任)(?<!率)(?<!要)(?<!的)(?<!并)(?<!和))"
)
"""全覆盖检查, 全覆盖的体系: an attribute, not what is reached."""
_PAST = re.compile(
    r"已(?!备案|登记|脱贫|建成的|有的|经省|经市|纳入|满|婚|故|经国务院|批准|在)|目前|^现有|现有(?=[^，]{0,20}\d)|截至(?!20[2-9]\d年底前)|近年来|近几年|(?<![比较于与])(?:去年|(?<!以)上年|上一年)|以来(?!出台|印发|制定)|过去|同比增长[\d.]+%，"
    r"|荣获|位居|取得了|累计(?:建成|发放|救助|投入|完成|培训)了|共有|拥有(?=各类)|督查发现|检查发现|仅(?:为|有)"
)


def is_past(clause: str) -> bool:
    """True where a clause tells what there is already."""
    return bool(_PAST.search(clause))


def judge(at: Context) -> Verdict | None:
    """A verdict; None for what is no target."""
    if refusal(at):
        return None
    if at.amount.kind == "full":
        return _full(at)
    if at.clause[at.amount.start] == "翻":
        return Verdict(">=", 0.9)
    if at.amount.kind == "han":
        return _han(at)
    return _with_comparison(at, at.compared) if at.compared else _plain(at)


def _full(at: Context) -> Verdict | None:
    is_everywhere = at.clause[at.amount.start : at.amount.end].endswith("所有")
    if (_NOT_AFTER_FULL.match(at.after) and not is_everywhere) or re.search(r"100%?$", at.whole):
        return None
    if at.clause[at.amount.start : at.amount.end].startswith("全部"):
        return Verdict(">=", 0.75) if at.is_due else None
    ends = not at.after and not is_everywhere
    if not _FUTURE.search(at.whole) and not at.is_due and not ends:
        return None
    return Verdict(">=", 0.9 if re.search("实现|达到|覆盖", at.whole) else 0.75)


def _han(at: Context) -> Verdict | None:
    """A number in Chinese numerals, which are everyday words too (一个, 三项制度)."""
    is_near = bool(NEAR.search(at.before))
    is_round = at.amount.value >= _HUNDRED and is_near
    if at.amount.unit in _SMALL and not at.is_firm and not is_round:
        return None
    if at.amount.value == 1 and not (at.is_firm or (_DISTRIBUTIVE.search(at.whole) and is_near)):
        return None
    ends = bool(ACHIEVES.match(at.before) and not at.after and at.amount.value > 5)
    if not (at.compared or is_near or ends):
        return None
    return Verdict(at.compared.comparator if at.compared else ">=", 0.85 if at.is_firm else 0.7)


def _with_comparison(at: Context, compared: Verdict) -> Verdict | None:
    if compared.word or at.is_share or ACHIEVES.search(at.before) or _MEASURED_BY.search(at.before):
        return compared
    return Verdict(compared.comparator, 0.7) if at.is_due or at.follows else None


def _plain(at: Context) -> Verdict | None:
    """A number without a word of comparison."""
    if at.is_share:
        is_goal = re.search(rf"{RATE}[为是]?$", at.before) or at.amount.value == 100 or at.is_due or at.follows
        is_goal = is_goal or bool(_REACHED.match(at.after))
        return Verdict(">=", 0.8) if is_goal else None
    if at.amount.kind == "share":
        return Verdict(">=", 0.7) if ACHIEVES.search(at.before) else None
    if at.amount.unit in ("项", "条", "类", "种") and _ITEMS.match(at.after) and not _MADE.search(at.before):
        return None
    return next((Verdict(">=", sure) for ground, sure in _GROUNDS if ground(at)), None)


_GROUNDS: tuple[tuple[Callable[[Context], bool], float], ...] = (
    (lambda at: bool(NEAR.search(at.before)), 0.9),
    (lambda at: bool(_PER_HEAD.search(at.before) or ACHIEVES.search(at.before)), 0.8),
    (
        lambda at: bool(
            re.search(r"(?:为|对|给|向|组织|帮助|使|让)(?:全[省市县区]|辖区|本[省市县区])?$", at.before)
            and _SERVED.search(at.after)
        ),
        0.8,
    ),
    (lambda at: bool(re.search(r"(?:在|选)$", at.before) and re.search(r"开展|试点|推进|建设|推广", at.after)), 0.75),
    (lambda at: bool(_EACH_HAS.search(at.before)), 0.8),
    (lambda at: at.follows, 0.75),
    (lambda at: at.is_due and bool(ACHIEVES.search(at.after)), 0.7),
)
"""What speaks for a number that nothing compares: a verb that achieves it, or the list that it goes on with."""
