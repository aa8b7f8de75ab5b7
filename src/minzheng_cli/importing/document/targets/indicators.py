"""What a number in a clause measures, in the clause's own words, and whom it holds for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from minzheng_cli.importing.document.draft import FoundTarget
from minzheng_cli.importing.document.structure.markers import marker
from minzheng_cli.importing.document.targets.amounts import Amount
from minzheng_cli.model.lexicon import (
    ACHIEVE,
    CHANGE,
    COMPARE_LEAST,
    COMPARE_MOST,
    COUNTED,
    RATE,
    SCOPE_WORDS,
)

_SCOPE = re.compile(f"({SCOPE_WORDS})")
_COMPARED = re.compile(rf"(?:{COMPARE_LEAST}|{COMPARE_MOST}|达)$")
_LEAD = re.compile(
    r"^(?:[、和及与，：:\s]|力争|确保|努力|争取|保证|届时|其中|并且|并|且|同时|原则上|进一步|逐步|全面|基本|要(?!素|件|求)|使(?!用)|让|将|把|推动|促进|实现|保持|不断|稳步|持续|大力|积极|加快"
    r"|预计|计划|全省|全市|全县|全区|全国|全州|我省|我市|我县|我区|以内|以上|左右|以下|到(?!达)|至(?!少)|约|共(?!同|建|享|有)|累计|每年|年均|分别|各(?!类|级|种|项)|均(?!衡|等)|都(?!市))+"
)
_TRAIL = re.compile(
    rf"(?:[、，：:\s]|{COMPARE_LEAST}|{COMPARE_MOST}|低于|少于|小于|达|(?:每人)?每[月年]|每人|保持在|稳定在|维持在|保持|总数|总量|均|都|各|约|为|是|率先|分别|的|全部|基本|实现|累计|要|应|每年|年均|要求|原则上|在|共|全省|全市|全县|全区)+$"
)
_ENDS_IN_VERB = re.compile(rf"(?:至少|均|各|都|要)?(?:{ACHIEVE}|有)(?:好|出|有|了|至少|不少于)*$")
_WEAK = re.compile(
    r"(?:(?:组织|开展)*面向|至少|均|各)?(?:建有|设有|有|配有|拥有|达到|达|确保|力争|实现|办好|争取|不少于)$"
)
"""Verbs that say no more of a thing than that it is there."""
_IMPROVE = re.compile(
    r"^(?:不断|着力|大力|持续|逐步|进一步|切实|有效|稳步|全面|积极|加快|深入)*(?:提升|提高|增加|扩大|降低|优化|加强|完善|推进|推动|健全|建立健全|建立|实施|开展|落实|支持|鼓励|引导)+"
)
_OBJECT = re.compile(
    r"(?:增设|新建|设立|建立|建设|打造|创建|培育|发展|推进|实施|开展|配备|组建|组织|制定|举办|推广)(?P<thing>[^，。；]{3,})$"
)
_BEHIND = re.compile(r"^(?:余|多|个)?(?:及?以上|左右|以内|以下)?的?(?P<words>[^，。；：:]*)")
_COVERED_PLACES = re.compile(
    r"(?:实现|推动)?(乡镇（街道）|乡（镇）|乡镇|行政村|村（社区）|社区|街道|县（市、区）|县区)(?=[“\u4e00-\u9fff])"
)
_EFFORT = re.compile(r"^(?:进一步)?(?:加大|加强|加快)(?P<thing>[^，]{4,20}?)(?:改造|建设|整治|提升)(?:力度)?$")
_LONGEST_NOUN = 30
_SHORTEST_NOUN = 2
_SHORT_PART = 4
_LONGEST_WHOLE = 20
_CHANGED = re.compile(rf"({CHANGE})(?:约|了)?$")
_ORIGIN = re.compile(
    r"(?:由|从)[^，]*?(?=(?:提高|增加|上升|提升|增长|扩大|下降|降低|减少|缩短|压缩|压减|增|降|调整)(?:到|至|为))"
    r"|(?:较|(?<!占)比|与)[^，]{2,14}?(?:相比)?(?=增长|提高|下降|减少|增加|提升|翻|降低|上升)"
    r"|(?:达到|达|提高到|增加到|增长到|扩大到|为)?\d{4}年的?$"
)
_PLACES = re.compile(r"(?:县|市|区|乡镇|村|社区|城乡|街道|[（）、]|级|省|设区的|和|层面|所有|全部|各|镇|行政|居)+")
_DONE = re.compile(r"[^，]{0,10}(?:建成|完成|达|实现|纳入|取得|通过|消除|覆盖|接入|配备|设立|建立|整改|投入|具备)")
_JOINED = re.compile(r"^(?:以上|左右)?的?[^，]{2,}(?:和|及|以及|、)$")
"""What is left of the number before: 90%以上的城市社区和|50%以上的行政村."""
_NEXT_PLACES = re.compile(r"^.*[、和](?=每(?:个|所|家|村|镇|乡|县))")
_FROM_NEXT_PLACES = re.compile(r"[、和]每(?:个|所|家|村|镇|乡|县).*$")
"""每个街道建1个广场、|每个镇建1个站: where the next of a list of places begins."""
_PREDICATE = re.compile(r"^.*(?:保持|持续|稳步|不断|明显|显著|进一步)[^、]{2,4}、(?=[^、]{2,})")
"""救助标准稳步提高、|覆盖面: a whole predicate before the name."""
_AMOUNT_BEHIND = re.compile(
    rf"(?<=[\u4e00-\u9fff]{{2}})(?:{COMPARE_LEAST}|{COMPARE_MOST})?\d[\d.]*(?:[^，\d元]{{0,6}}|[万亿]?元)$"
)
"""举办培训班|4期: how many there are of what the next clause counts in."""
_REACHES = re.compile(r"(?:轮训|培训|服务|惠及|救助|筛查|接待|走访)")
_VERBS = re.compile(rf"(?:计划|实施)?{ACHIEVE}+(?:[、和]{ACHIEVE}+)*")
_SAYS_NO_MORE = re.compile(r"完成|达|实现|落实|确保|力争|争取|安排|覆盖|新增|增加|纳入|惠及|服务")
_HEADS = ("人次", "人", "名", "户", "户次", "场次")
"""Units in which those are counted whom a thing just named reaches: 举办培训班4期，培训1000人次 → 培训班培训."""
_LONGEST = 50
_MADE = re.compile(r"(?:新|改|扩|改扩|增)?(?:建成|建设|建|改造|新增|增加|增设|设立|建立|打造|完成|配备|安装|投用)+")
_DUTY = re.compile(r"(?:建设|改造|新建|年度|目标|工作|整治|创建)?(?:任务|目标任务|建设)")
_UNSAID = "未写明"


def scope(clause: str, amount: Amount) -> str | None:
    """全省, 每个县（市、区）, 每百户: whom the clause names before its number; of 全覆盖 also the places that it begins with."""
    found = _SCOPE.search(_NEXT_PLACES.sub("", clause)) or _SCOPE.search(clause)
    if found or amount.kind != "full":
        return found[1] if found else None
    places = _COVERED_PLACES.match(clause.strip())
    return places[1] if places else None


def indicator(before: str, amount: Amount, after: str, earlier: Sequence[str], last: FoundTarget | None) -> str:
    """The name of what is measured.

    `before`: the clause from the last number to this one, without dates; `after`: what stands behind it, up to the next
    number; `earlier`: the clauses before it in its segment; `last`: the target before it in the segment, whose name goes on
    where the clause has none of its own (改造老旧小区9个、1860户).
    """
    if amount.kind == "full":
        return _covered(before, earlier, after, last)
    before = _NEXT_PLACES.sub("", before)
    proportion = re.search(r"按照?.{0,8}$", before) and re.match(r"的?(?:比例|标准|速度)", after)
    if proportion:
        return _proportion(after, before)
    subject, noun = _subject(_JOINED.sub("", before.lstrip("（("))), _in_full(_noun(after), earlier)
    if noun and subject.endswith("等") and amount.unit not in ("%", "‰"):
        return _short(f"{re.split('、', subject)[0]}等{noun}")
    if noun and subject and amount.unit in COUNTED and not _COMPARED.search(before):
        return _counted(_WEAK.sub("", subject), noun)
    is_part = "其中" in before and last is not None and not noun and 1 < len(subject) <= _SHORT_PART
    if is_part and last is not None and not _ENDS_IN_VERB.fullmatch(subject):
        return _short(f"{last.indicator}其中{subject}")
    if _PLACES.fullmatch(subject) and not noun and earlier:
        return _short(subject + _thing(earlier))
    subject = _PREDICATE.sub("", _without_attribute(subject))
    if subject and not _ENDS_IN_VERB.search(subject):
        subject = _topic(_rate_of(subject, earlier), earlier, last)
        return _area(_short(subject), amount.unit)
    is_change = not subject and bool(_CHANGED.search(before))
    return _of_verb(subject, noun, amount, earlier, None if is_change and noun else last)


def of_title(name: str, title: str) -> str:
    """A name that is only a verb (建成10个), with the thing that the task's title names: 建成街道养老服务中心."""
    found = _OBJECT.search(title)
    is_made = bool(_MADE.fullmatch(name)) or name == _UNSAID
    if not found or not is_made or re.search(r"[，,；;\d]", found["thing"]):
        return name
    return _short(("" if name == _UNSAID else name) + found["thing"])


def _counted(stem: str, noun: str) -> str:
    """What is counted behind its number; whom it holds for is the target's scope, but for a name that says too little alone."""
    return _short(f"{noun}数") if _SCOPE.fullmatch(stem) and len(noun) > _SHORT_PART else _short(stem + noun)


def _without_attribute(subject: str) -> str:
    """培育年产值超100亿元、具备国际竞争力的龙头企业 → 培育龙头企业."""
    verb = re.match(ACHIEVE, subject)
    head = subject.rpartition("的")[2]
    is_long = len(subject) > _LONGEST_NOUN // 2 and "的" in subject and len(head) > _SHORTEST_NOUN
    return f"{verb[0]}{head}" if verb and is_long else subject


def _topic(subject: str, earlier: Sequence[str], last: FoundTarget | None) -> str:
    """What a short name is of, where the words before say so.

    单体面积 is of what was measured just before; 护理型床位占比 of what 加大…改造力度 is to change.
    """
    scope_of_last = _SCOPE.search(last.indicator) if last is not None else None
    if last is not None and scope_of_last and scope_of_last.start() > 1 and _SCOPE.match(subject):
        return last.indicator[: scope_of_last.start()] + subject
    opening = _EFFORT.match(earlier[0]) if earlier and subject.endswith(("占比", "比例", "比重")) else None
    return f"{opening['thing']}{_IMPROVE.sub('', subject)}" if opening else subject


def _rate_of(subject: str, earlier: Sequence[str]) -> str:
    """核查率, where the clause before says of what: 完成低保对象入户核查 → 低保对象入户核查率."""
    found = re.fullmatch(r"([\u4e00-\u9fff]{2})率", subject)
    if not found or not earlier or found[1] not in earlier[-1]:
        return subject
    words = _LEAD.sub("", earlier[-1][: earlier[-1].rindex(found[1])])
    return _short(re.sub(r"^(?:完成|开展|推进|实施|做好|抓好)", "", words) + subject)


def _of_verb(subject: str, noun: str, amount: Amount, earlier: Sequence[str], last: FoundTarget | None) -> str:
    """The name where the words before the number end in a verb, or there are none."""
    stem = _WEAK.sub("", subject)
    if noun:
        if not subject and last is not None and (verb := _stem(last.indicator)):
            return _short(verb + noun)
        return _short(stem + noun) + ("数" if not stem and amount.unit in COUNTED else "")
    whom = re.sub(r"(?:至少|均|都|各|要)+$", "", _ENDS_IN_VERB.sub("", subject))
    if whom and not _SCOPE.fullmatch(whom) and not _PLACES.fullmatch(whom):
        return _short(stem)
    if last is not None and (not subject or last.unit == amount.unit):
        name = _reached(last.indicator, amount.unit)
        again = _again(subject, name) if last.unit == amount.unit else name
        return again if not whom else _short(whom + _SCOPE.sub("", last.indicator))
    is_reached = amount.unit.endswith(_HEADS) and _REACHES.fullmatch(subject) and last is not None
    done = subject if is_reached and last is not None and last.unit != amount.unit else ""
    return _short(whom + _topic(_thing(earlier), earlier, None) + done) or _short(subject) or _UNSAID


def _reached(name: str, unit: str) -> str:
    """覆盖率提高5个百分点，达到95%: it is 覆盖率 that reaches them."""
    bare = _CHANGED.sub("", name)
    return bare if unit == "%" and re.search(rf"{RATE}$", bare) else name


def _again(verb: str, name: str) -> str:
    """The thing of the target before with another verb: 新建学校12个，竣工3个 → 竣工学校."""
    thing = _VERBS.sub("", name)
    is_other = bool(_VERBS.fullmatch(verb)) and not _SAYS_NO_MORE.search(verb) and not name.startswith(verb)
    return _short(verb + thing) if is_other and thing else name


def _stem(name: str) -> str:
    """助餐服务覆盖城市社区 → 助餐服务覆盖: what a second thing in the same list shares with the first."""
    found = re.match(rf"^(.*覆盖|(?:重点)?{ACHIEVE}(?:和|、)?{ACHIEVE}?)", name)
    return found[1] if found else ""


def _thing(earlier: Sequence[str]) -> str:
    """What the nearest clause before is about: its object, where a verb says which."""
    if not earlier:
        return ""
    words = _AMOUNT_BEHIND.sub("", _bare_number(earlier[-1].strip("，、 ")))
    found = _OBJECT.search(words)
    return _short(found["thing"] if found else _earlier(words))


def _noun(after: str) -> str:
    """The thing that is counted, behind its number; of a long attribute only what it belongs to.

    “名左右熟悉老年人照护、能够带教的骨干护理员” → 骨干护理员.
    """
    found = _BEHIND.match(after) if not after.startswith(("、", "（", "(", "）", ")")) else None
    words = _FROM_NEXT_PLACES.sub("", found["words"]).strip(" .。、和及与内") if found else ""
    for mark in ("的", "等") if len(words) > _LONGEST_WHOLE else ():
        head = words.rpartition(mark)[2]
        if mark in words and _SHORTEST_NOUN <= len(head) <= _LONGEST_NOUN:
            words = head
    words = re.sub(r"(?:以上|左右|以内|等)$", "", words)
    return words if len(words) <= _LONGEST_NOUN else re.split(r"[、（(]", words)[0]


def _in_full(noun: str, earlier: Sequence[str]) -> str:
    """托位 of 婴幼儿照护服务托位：…; nothing for 建设任务, which is only what was to be done."""
    if _DUTY.fullmatch(noun):
        return ""
    whole = (_bare_number(each) for each in reversed(earlier))
    return next((words for words in whole if noun and words != noun and words.endswith(noun)), noun)


def _bare_number(words: str) -> str:
    found = marker(words)
    return found.rest if found else words


def _subject(before: str) -> str:
    name = _ORIGIN.sub("", before)
    changed = _CHANGED.search(name)
    name = _TRAIL.sub("", _LEAD.sub("", name))
    for found in _SCOPE.finditer(name):
        is_measure = found[0].startswith(("每百", "每千", "每万", "单体", "所有"))
        if found.start() == 0 and len(name) > found.end() + 1 and not is_measure:
            rest = name[found.end() :]
            name = name if _ENDS_IN_VERB.fullmatch(rest) or found[0].startswith("每") else rest
            break
    name = _TRAIL.sub("", _LEAD.sub("", name))
    if not changed or not name:
        return name
    bare = name.removesuffix(changed[1])
    return bare + ("" if name.endswith(changed[1]) and len(name) <= len(changed[1]) else changed[1])


def _covered(before: str, earlier: Sequence[str], after: str, last: FoundTarget | None) -> str:
    """The subject of 全覆盖 or 全部: between 实现 and it, or before 实现; where that is only a scope, the clause before."""
    if not after.startswith("全") and _DONE.match(after):
        return _short(_LEAD.sub("", before) + re.split("[，。；]", after)[0])
    words = re.sub(r"(?:基本|全面|逐步|率先|稳步|力争|争取)+", "", before)
    parts = [part for part in re.split(r"实现|达到|推动|推进|完成|做到", words) if part.strip("，、 在对")]
    if len(parts) > 1 and _PLACES.fullmatch(parts[-1]):
        parts = parts[:-1]
    name = _LEAD.sub("", parts[-1].strip("，、 ")) if parts else ""
    name = re.sub(r"(?:基本|全面|逐步)+$", "", _LEAD.sub("", name)).removeprefix("在").removeprefix("对")
    if name and not _SCOPE.fullmatch(name) and not _PLACES.fullmatch(name):
        return _short(re.sub(r"覆盖率?$", "", name)) + "覆盖率"
    if last is not None and last.unit == "%" and not earlier[1:]:
        return last.indicator
    where = re.sub(r"^(?:所有|全部|每个|各)", "", name)
    long = [each for each in earlier[:1] if len(each) > 6 and not re.search(r"\d", each)] or list(earlier[-1:])
    return _short(f"{_earlier(_AMOUNT_BEHIND.sub('', long[0])) if long else ''}{where}覆盖率")


def _earlier(clause: str) -> str:
    return _short(_IMPROVE.sub("", _LEAD.sub("", clause.strip("，、 "))))


def _proportion(after: str, before: str) -> str:
    """每年按照不低于20%的比例，推进…建设 → 每年推进…建设的比例."""
    every = "每年" if "每年" in before else ""
    found = re.match(r"的?(?:比例|标准|速度)[，,]?(.{2,40}?)(?:[，。；]|$)", after)
    return f"{every}{found[1]}的比例" if found else "比例"


def _area(name: str, unit: str) -> str:
    return name + "面积" if unit in ("平方米", "平米") and "面积" not in name else name


def _short(name: str) -> str:
    bare = name.strip("，、：:。的 　")
    if len(bare) > _LONGEST and "、" in bare:
        bare = f"{bare.split('、')[0]}等"
    return (bare.lstrip("“") if bare.count("“") > bare.count("”") else bare)[-_LONGEST:]
