"""MZ3: a target's value, comparator, unit, date, recurrence and names say what its quote says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from minzheng_cli.check.bounds import bounds, outside
from minzheng_cli.check.clauses import left_out_dates, left_out_recurrence
from minzheng_cli.check.concordance import Concordance, beside_source
from minzheng_cli.check.extensions import overwritten
from minzheng_cli.check.numbering import numbering
from minzheng_cli.check.registry import Check, rule
from minzheng_cli.diagnostics import Finding
from minzheng_cli.model import wording
from minzheng_cli.model.deadlines import calendar, deadlines
from minzheng_cli.model.knowledge import KnowledgeBase
from minzheng_cli.model.lexicon import NOT_UNITS, UNITS
from minzheng_cli.model.plan import PlanFile
from minzheng_cli.model.ref import Ref
from minzheng_cli.model.target import Target
from minzheng_cli.model.task import Task

_UNIT = re.compile(rf"(?:万亿|千万|百万|[万亿千百])?(?:(?!{NOT_UNITS}(?!标)){UNITS}|(?<=[万亿]))")
_REST_OF_RANGE = re.compile(rf"^(?:{UNITS})?\s*(?:[—–\-－~～至到]|——)\s*[\d.]+")
_TIMES = ("年", "个月", "月", "日", "天")
_HAIR = 1e-9
_FILES = ("targets.yaml",)
MEASURING = frozenset(
    [
        "村",
        "率",
        "数",
        "总数",
        "比例",
        "占比",
        "等",
        "面积",
        "个数",
        "人数",
        "户数",
        "的",
        "总",
        "应",
        "已",
        "当年",
        "每年",
        "实现",
        "覆盖",
        "每百户",
        "对",
        "为",
    ]
)
"""Words of measurement and of grammar that an indicator's name may hold beside those of the text."""
_COUNTED_WORD = re.compile(r"[\u4e00-\u9fff]{2}(?=\s*[\d，。、；：,;:（(])")
"""A word of two characters that the text counts or lists: 小学4个、初中1个."""


def _sound(kb: KnowledgeBase) -> Iterator[Target]:
    """Targets whose quote stands in the source: only these can be compared with it."""
    beside = beside_source(kb)
    yield from (t for t in kb.targets.targets if beside is None or beside.stands(t, "quote"))


@rule("MZ301", "目标值与原文不一致", reads=_FILES)
def value_differs(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：value要是引文里的那个数字；引文只写“全覆盖”的，value为100，unit为"%"。

    为什么：目标值是考核的依据，一个数字也不能错。

    反例：
        value: 60
        quote: 提升护理型床位占比，到2025年底不低于50%
    正例：
        value: 50
        quote: 提升护理型床位占比，到2025年底不低于50%
    """
    for target in _sound(kb):
        found = wording.quantities(target.quote)
        values = [quantity.value for quantity in found]
        if target.unit in _TIMES:
            values += [float(number) for number in re.findall(r"\d+(?:\.\d+)?", target.quote)]
        values += [100.0] if wording.is_full_coverage(target.quote) else []
        values = values or list(wording.counts(target.quote))
        if values and not any(abs(value - target.value) < _HAIR for value in values):
            written = "、".join(f"{value:g}" for value in values)
            message = f"目标值写的是{target.value:g}，引文里是{written}"
            yield Finding(Ref(target, "value"), message, f"例如：value: {values[0]:g}", f"{target.value:g}")
        elif not values:
            yield Finding(Ref(target, "quote"), "引文里没有目标值", "引文要包含数字或“全覆盖”")


@rule("MZ302", "比较方式与原文不一致", reads=_FILES)
def comparator_differs(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：不低于、不少于、以上、至少、达到、全覆盖对应">="；不超过、不高于、以内对应"<="。

    为什么：方向反了，达标就成了不达标。

    反例：
        comparator: "<="
        quote: 单体面积不低于200平方米
    正例：
        comparator: ">="
        quote: 单体面积不低于200平方米
    """
    for target in _sound(kb):
        expected = wording.comparator(target.quote)
        if expected and expected != target.comparator and not wording.ends_range(target.quote, target.value):
            message = f"比较方式写的是“{target.comparator}”，引文的意思是“{expected}”"
            yield Finding(Ref(target, "comparator"), message, f'例如：comparator: "{expected}"', target.comparator)


@rule("MZ303", "完成期限与原文不一致", reads=_FILES)
def due_differs(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：due等于引文里写的期限，“2025年底”就是2025-12-31；引文没有写期限就不写due，别处写明的（任务的完成时限、文件的年份）在basis里写明依据；分号前后的分句互不沿用。

    为什么：不能替文件加期限，也不能漏掉期限。

    反例：
        due: 2025-12-31
        quote: 单体面积不低于200平方米
    正例：
        quote: 单体面积不低于200平方米
    """
    for target in _sound(kb):
        if target.id in overwritten(kb):
            continue
        stated = wording.deadlines(target.quote)
        based = wording.deadlines(target.basis or "")
        if target.due and not stated and not target.basis:
            message = f"引文没有写期限，due却写了{target.due}"
            yield Finding(
                Ref(target, "due"), message, "原文没有写期限就不写due；别处写明的，在basis里写明依据", str(target.due)
            )
        elif not stated and based and target.due not in based:
            message = f"期限写的是{target.due}，依据里是{based[0]}"
            yield Finding(Ref(target, "due"), message, f"例如：due: {based[0]}", str(target.due or ""))
        elif stated and target.due not in stated:
            wrong = f"期限写的是{target.due}" if target.due else "没有写due"
            ref = Ref(target, "due") if target.due else Ref(target)
            yield Finding(ref, f"{wrong}，引文的期限是{stated[0]}", f"例如：due: {stated[0]}", str(target.due or ""))
        elif not target.basis and (missed := left_out_dates(kb, target)):
            message = f"同一分句里写了期限{missed[0]}，引文没有包含"
            yield Finding(Ref(target, "quote"), message, f"请把期限一并引上，并写due: {missed[0]}")


@rule("MZ304", "周期与原文不一致", reads=_FILES)
def recurrence_differs(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：引文写“每年”的，every为year；没有写的，不写every。工作机制的“每半年”“年度”同样要与every一致。

    为什么：每年一次的目标，每年都要单独考核。

    反例：
        quote: 每年按照不低于20%的比例，推进村级综合服务设施建设
    正例：
        every: year
        quote: 每年按照不低于20%的比例，推进村级综合服务设施建设
    """
    for target in _sound(kb):
        expected = wording.recurrence(target.quote)
        if expected is None and left_out_recurrence(kb, target):
            yield Finding(
                Ref(target, "quote"), "同一分句里写了“每年”，引文没有包含", "请把“每年”一并引上，并写every: year"
            )
        elif expected != target.every:
            yield _recurrence_finding(Ref(target, "every") if target.every else Ref(target), expected, target.every)
    beside = beside_source(kb)
    for mechanism in kb.plan.mechanisms if "plan.yaml" in kb.parts else ():
        expected = wording.recurrence(mechanism.quote) or ("year" if mechanism.kind == "年度考核" else None)
        if expected != mechanism.every and (beside is None or beside.stands(mechanism, "quote")):
            ref = Ref(mechanism, "every") if mechanism.every else Ref(mechanism)
            yield _recurrence_finding(ref, expected, mechanism.every)


def _recurrence_finding(ref: Ref, expected: str | None, given: str | None) -> Finding:
    if expected:
        return Finding(ref, f"引文写明了周期，every应为{expected}", f"例如：every: {expected}", given or "")
    return Finding(ref, f"引文没有写周期，every却写了{given}", "请删去every", given or "")


@rule("MZ305", "限定语与原文不一致", reads=_FILES)
def qualifier_differs(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：引文写“基本实现”的，qualifier为基本；没有写的，不写qualifier。

    为什么：“基本实现全覆盖”不等于100%，不能按100%机械判定。

    反例：
        quote: 到2025年底，……基本实现全覆盖
    正例：
        qualifier: 基本
        quote: 到2025年底，……基本实现全覆盖
    """
    for target in _sound(kb):
        expected = wording.qualifier(target.quote)
        if expected and not target.qualifier:
            yield Finding(Ref(target), f"引文写“{expected}”，缺少qualifier", f"例如：qualifier: {expected}")
        elif target.qualifier and not expected:
            yield Finding(
                Ref(target, "qualifier"), f"引文没有写“{target.qualifier}”", "请删去qualifier", target.qualifier
            )


@rule("MZ306", "计量单位与原文不一致", reads=_FILES)
def unit_differs(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：unit要是引文里紧跟在数字后面的单位；“全覆盖”的单位是"%"；单位是"%"的，value在0到100之间。

    为什么：单位错了，数字就没有意义。

    反例：
        value: 30
        unit: 万元
        quote: 村级综合服务设施每百户不低于30平方米
    正例：
        unit: 平方米
    """
    for target in _sound(kb):
        if not _unit_fits(target):
            message = f"单位写的是“{target.unit}”，与引文不一致"
            yield Finding(Ref(target, "unit"), message, "请照引文数字后面的单位写", target.unit)
        elif target.unit == "%" and not 0 <= target.value <= 100 and _value_is_quoted(target):
            message = f"百分比应在0到100之间，这里是{target.value:g}"
            yield Finding(Ref(target, "value"), message, "请核对目标值和单位", f"{target.value:g}")


def _value_is_quoted(target: Target) -> bool:
    return any(abs(quantity.value - target.value) < _HAIR for quantity in wording.quantities(target.quote))


def _unit_fits(target: Target) -> bool:
    """False where the quote has another unit behind the value; true where there is nothing to compare with."""
    found = wording.quantities(target.quote.replace("％", "%"))
    if not found and wording.is_full_coverage(target.quote):
        return target.unit == "%"
    after = [_REST_OF_RANGE.sub("", each.after) for each in found if abs(each.value - target.value) < _HAIR]
    bare = [re.sub(r"^\s+|[余多](?=[万亿]|[\u4e00-\u9fff])", "", rest, count=2) for rest in after]
    units = [unit[0] if (unit := _UNIT.match(rest)) and unit[0] else rest for rest in bare]
    return not units or any(
        unit == target.unit or _starts_unknown(unit, target.unit) or _names_rest(unit, target) for unit in units
    )


def _names_rest(unit: str, target: Target) -> bool:
    """True for 就业人数24万以上: the indicator says of what the 万 are."""
    rest = target.unit.removeprefix(unit)
    counted = rest if len(rest) > 1 else f"{rest}数"
    return unit[-1:] in ("万", "亿") and rest != target.unit and counted in target.indicator


def _starts_unknown(rest: str, unit: str) -> bool:
    """True for a unit that isn't listed, where the text goes on with it."""
    return not _UNIT.match(rest) and rest.startswith(unit)


@rule("MZ307", "指标名称不是原文的词语", reads=_FILES, whole=("tasks.yaml",))
def name_not_of_text(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：indicator和ratio的分子、分母，要用所在举措和任务标题的词语组成，可以加“率、数、总数、比例、已、应”等计量用语。

    为什么：指标名称一改，数的就不是文件要求的东西了。

    反例（原文是“护理型床位占比”）：
        indicator: 养老型床位占比
    正例：
        indicator: 护理型床位占比
    """
    wrong = numbering(kb).wrong
    wanted = {target.measure for target in kb.targets.targets}
    beside = beside_source(kb)
    texts = {
        measure.id: f"{task.title}。{measure.text}"
        for task in kb.tasks.tasks
        for measure in task.measures
        if measure.id in wanted and id(measure) not in wrong and (beside is None or beside.stands(measure, "text"))
    }
    for target in _sound(kb):
        text = texts.get(target.measure)
        if text is None or target.quote not in text:
            continue
        words = MEASURING.union(_COUNTED_WORD.findall(text))
        named = [(Ref(target, "indicator"), target.indicator, 3)]
        if target.ratio:
            above, below = Ref(target.ratio, "numerator"), Ref(target.ratio, "denominator")
            named += [(above, target.ratio.numerator, 2), (below, target.ratio.denominator, 2)]
        for ref, name, shortest in named:
            reached = wording.made_of(name, text, words, shortest)
            if reached < len(name):
                odd = name[reached : reached + 4]
                yield Finding(ref, _oddness(odd, text, target.measure), "指标名称请用所在举措的词语组成", odd)


def _oddness(odd: str, text: str, measure: str) -> str:
    """What is wrong with words of a name; those that stand in the text, but not so, aren't said to be missing there."""
    if odd[:2] in text:
        return f"“{odd}”与举措{measure}的原话对不上"
    return f"“{odd}”不是原文的词语"


@rule("MZ308", "比率没有写分子分母", reads=_FILES)
def ratio_missing(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：单位是"%"的目标要写ratio（分子、分母）；不是"%"的不写。

    为什么：各地的比率不能直接平均，要把分子、分母分别加总。

    反例：
        unit: "%"
    正例：
        unit: "%"
        ratio: {numerator: 护理型床位数, denominator: 床位总数}
    """
    for target in kb.targets.targets:
        if target.unit == "%" and not target.ratio:
            hint = "例如：ratio: {numerator: 护理型床位数, denominator: 床位总数}"
            yield Finding(Ref(target), f"{target.id}是比率，缺少ratio", hint)
        elif target.ratio and target.unit != "%" and _unit_fits(target):
            yield Finding(Ref(target, "ratio"), f"{target.id}的单位是“{target.unit}”，不应写ratio", "请删去ratio")


@rule("MZ309", "期限不在实施期限内", reads=("targets.yaml", "plan.yaml"))
def outside_horizon(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：due不早于成文日期，不晚于plan.yaml的horizon截止日。

    为什么：多半是年份写错了。

    反例（方案2021年印发）：
        due: 2012-12-31
    正例：
        due: 2022-12-31
    """
    beside = beside_source(kb)
    first, last = bounds(kb.plan)
    if _horizon_faults(kb):
        return
    for target in kb.targets.targets:
        stated = wording.deadlines(target.quote)
        if (
            target.due is None
            or (stated and target.due not in stated)
            or (beside and not beside.stands(target, "quote"))
        ):
            continue
        if stated and not first <= target.due <= last:
            message = f"期限{target.due}{outside(first, last, target.due)}"
            yield Finding(Ref(target, "due"), message, "请核对年份，或核对plan.yaml的horizon", str(target.due))


@rule("MZ310", "实施期限与原文不一致", reads=("plan.yaml",))
def horizon_differs(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：horizon的years等于引文里的年数，自印发当年1月1日起算，满这些年止；成文日期与原文写的日期一致，原文没有写的，在basis里写明出处。

    为什么：报告期和期限都按它推算。

    反例：
        years: 5
        start: 2021-01-01
        end: 2026-12-31
    正例：
        end: 2025-12-31
    """
    yield from _horizon_faults(kb)[:1]


def _horizon_faults(kb: KnowledgeBase) -> list[Finding]:
    """What is wrong with the dates of the plan, root cause first."""
    beside = beside_source(kb)
    plan, horizon = kb.plan, kb.plan.horizon
    found = [*_date_faults(plan, beside)]
    if horizon is None:
        return found
    stated = re.search(r"(?<!\d)(\d{1,2})年", horizon.quote)
    if stated and int(stated[1]) != horizon.years and (beside is None or beside.stands(horizon, "quote")):
        message = f"年数写的是{horizon.years}，原文是{stated[1]}"
        found.append(Finding(Ref(horizon, "years"), message, f"例如：years: {stated[1]}", str(horizon.years)))
    start = (plan.date or horizon.start).replace(month=1, day=1)
    if horizon.start != start:
        message = f"起始日应为印发当年的1月1日，这里是{horizon.start}"
        found.append(Finding(Ref(horizon, "start"), message, f"例如：start: {start}", str(horizon.start)))
    end = start.replace(year=start.year + horizon.years - 1, month=12, day=31)
    if horizon.end != end:
        message = f"截止日应为{end}，这里是{horizon.end}"
        found.append(Finding(Ref(horizon, "end"), message, f"例如：end: {end}", str(horizon.end)))
    return found


def _date_faults(plan: PlanFile, beside: Concordance | None) -> Iterator[Finding]:
    """At most one fault of the plan's own day: it is that of its words, or its basis says where it is from."""
    dated = wording.deadlines(plan.dated or "")
    if plan.dated and plan.date is None:
        yield Finding(Ref(plan, "dated"), "写了成文日期的原文，没有写date", f"例如：date: {(*dated, '2021-06-03')[0]}")
    elif plan.date and not plan.dated and not plan.basis.date:
        hint = "原文里有的，写dated；没有的，写明出处，例如：basis: {date: 网页上的成文日期一栏}"
        yield Finding(Ref(plan, "date"), "成文日期没有原文，也没有出处", hint, str(plan.date))
    elif dated and dated[0] != plan.date and (beside is None or beside.stands(plan, "dated")):
        message = f"成文日期写的是{plan.date}，原文是{plan.dated}"
        yield Finding(Ref(plan, "date"), message, f"例如：date: {dated[0]}", str(plan.date))


@rule("MZ313", "任务的完成时限与原文不一致", reads=("tasks.yaml", "plan.yaml"))
def task_due_differs(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：任务的due是完成时限（deadline）原文写的那一天，“2023年6月底前”就是2023-06-30；没有写年份的，按文件名称和成文日期的年份；原文没有写明日子的（长期坚持），不写due。

    为什么：任务什么时候完成，照文件说的算。

    反例：
        deadline: 2023年6月底前
        due: 2023-12-31
    正例：
        deadline: 2023年6月底前
        due: 2023-06-30
    """
    beside, known = beside_source(kb), calendar(kb.plan.title, kb.plan.date)
    for task in kb.tasks.tasks:
        if task.due and not task.deadline:
            hint = "请写：deadline: 原文写的完成时限；原文没有的，不写due"
            yield Finding(Ref(task, "due"), f"任务{task.id}写了due，没有写完成时限的原文", hint, str(task.due))
        elif task.deadline and (beside is None or beside.stands(task, "deadline")):
            yield from _task_due(task, [each.day for each in deadlines(task.deadline, known)])


def _task_due(task: Task, named: list[date | None]) -> Iterator[Finding]:
    """A task's day against those that its words name; None for one whose year nobody says."""
    days = [day for day in named if day]
    if task.due in days or (task.due and len(days) < len(named)):
        return
    if days:
        message = f"完成时限{f'写的是{task.due}' if task.due else '没有写due'}，原文是“{task.deadline}”"
        ref = Ref(task, "due") if task.due else Ref(task, "deadline")
        yield Finding(ref, message, f"例如：due: {days[-1]}", str(task.due or task.deadline))
    elif task.due:
        message = f"原文“{task.deadline}”没有写明日子，due却写了{task.due}"
        yield Finding(Ref(task, "due"), message, "请删去due", str(task.due))


@rule("MZ311", "两个目标互相矛盾", reads=_FILES)
def contradictory_targets(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：同一指标、同一范围、同一期限，只有一个目标值。

    为什么：两个目标值并存，谁也说不清该按哪个考核。

    反例：G6.2和G6.3都是“常态开展议事协商活动的村比例”，期限相同，一个80，一个90。
    正例：只保留原文写的一个。
    """
    first: dict[tuple[object, ...], Target] = {}
    for target in kb.targets.targets:
        key = (target.indicator, target.unit, target.comparator, target.scope, target.due, target.every)
        other = first.setdefault(key, target)
        if other is not target:
            message = f"与{other.id}是同一指标、同一期限，却另有一个目标值"
            yield Finding(Ref(target, "indicator"), message, "请核对原文，只保留一个", also=(Ref(other, "indicator"),))


RULES_OF_QUOTE: tuple[Check, ...] = (
    value_differs,
    comparator_differs,
    due_differs,
    recurrence_differs,
    qualifier_differs,
    unit_differs,
    name_not_of_text,
    ratio_missing,
)
"""The rules that say that a target's figures are not those of its quote."""
