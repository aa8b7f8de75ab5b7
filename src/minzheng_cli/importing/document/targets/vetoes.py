"""What speaks against a number as a target: it belongs to a name, says whom something holds for, what is paid, how fast."""

from __future__ import annotations

import re
from collections.abc import Callable

from minzheng_cli.importing.document.targets.context import ACHIEVES, NEAR, Context
from minzheng_cli.model.lexicon import COMPARE_LEAST, either

_OPEN = tuple("“《〔")
_CLOSE = tuple("”》〕")
_ORDINAL = re.compile(r"(?:第|前|[A-Za-z+＋×/·.．\-—]|[(（]|“十|位列|排名)$")
_BOUND = re.compile(
    r"(?:每|近|逾|满|年满|为期|历时|上述|以上|这|该|全部|前后|连续|其他|下设|分为|分|含|另|包括|围绕|按照|聚焦|涉及)$"
)
_ENUMERATED = re.compile(
    r"^(?:方面|专班|小组|工作组|阶段|环节|要素|率先|维护|统一|一(?!体)|原则|层面|层次|级|大类|类别|维度|步骤|问题导向|意识|自信|坚持|必须|重点领域|领域|部门|单位|字)"
)
_ROUTINE = re.compile(r"报送|报告|上报|通报|调度|跑|例会|报备|一次性|汇报|(?<!举)办|联席会议|会商|研判")
_HOW_OFTEN = re.compile(r"每(?:[两二三四五2-5]年|季度?|月|半年|周|旬|天|日|半月|学期)")
_EACH = re.compile(r"[为对给]每(?:人|名|户|位)")
"""为每人提供1次指导: what everybody gets, not how much is done."""
_GROWS = "提高 增加 上升 提升 增长 扩大 下降 降低 降 减少 缩短 压缩 压减 增 调整 减 扩展"
_FROM = re.compile(r"(?:由|从|自)[^，由从自]{0,16}$")
_TO = re.compile(rf"{either(_GROWS)}(?:到|至|为)")
_CRITERION = re.compile(
    r"^[\u4e00-\u9fff]{1,3}(?:以上|以下)的|^(?:及|或)?(?:以上|以下|以内)?的(?!目标|比例|要求|标准|水平|速度|增速|幅度|规模|进度)"
)
_ATTRIBUTE = re.compile(
    rf"(?:[^，]{{0,12}})(?:培育|打造|引进|引育|培引|形成|建设|认定|扶持|新增|拥有|争创)[^，、]{{0,12}}(?:产值|收入|营收|规模|估值|销售额|交易额|面积|投资)(?:{COMPARE_LEAST}|达)?$"
)
_ATTRIBUTED = re.compile(r"(?:以上|左右)?(?:的|、[^，。；]{2,40}的)")
_THRESHOLD = re.compile(r"(?:低于|少于|小于|等于|高于|超过|大于|达到|不足)$")
_ENDS_CONDITION = re.compile(r"的(?:$|[，、。；])")
_THEN = re.compile(
    r"(?:及?以[上下])?的[，]?(?:不予|不得|须|必须|应当?(?!用)|予以|给予|取消|视为|列入|报(?!告)|实行(?!一))"
)
_ALLOWED = re.compile(r"可(?!再生|持续|回收|支配|降解|靠|视|追溯|感|及|供|循环|研)")
_WEIGHT = re.compile(r"权重|分值|得分|扣分|考核[^，]{0,6}占|扣")
_POINTS = re.compile(r"分值|扣分|加分|扣|每(?:项|次|处|件)|不得分|满分|计|加$")
_MEASURED = re.compile(
    r"(?:首次(?:超过|突破|达到|超)|(?:重量|单件|限重|乘员|核载)[^，]{0,6}|直径|口径|时速|载重|净高|层高|每(?:增加|新增|减少|提高|降低|满))$"
)
_SIZES = ("张", "人", "名", "平方米", "元", "万元", "床", "平米")
_BOUNDS = ("低于", "高于", "超过", "少于", "大于", "小于", "达到", "多于")
_AGE = re.compile(r"(?:周岁|岁)")
_FOR_WHOM = re.compile(r"^(?:对|凡|若|如|将)(?!不)")
_CONSEQUENCE = re.compile(r"的[^，]{0,12}(?:予以|给予|实行|优先|列入|不得|取消|[，。]|$)")
_GROUP = re.compile(r"的(?:家庭|人员|老年人|对象|单位|企业|机构|地区|村|乡镇|人口|儿童|困难|个人|项目|，|$)")
_CONDITION = re.compile(
    r"^(?:对|凡|若|如果|对于|符合|具有|持有|年满|未满|不满|满|每(?:新增|增加|满|发展|培育|建))|(?:给予|发放|补助|补贴|奖励|奖补|资助|奖金|罚款|一次性)"
)
_FOR = re.compile(r"对(?:全[省市县区]|辖区|本[省市县区])?")
_WORKED_ON = re.compile(
    r"(?<!逐一)(?:进行|实施|开展|完成)[^，。；]{0,14}(?:改造|维修|修缮|更换|更新|提升|筛查|培训|整治|加固|建设|改建|检测)"
)
"""对300户困难家庭进行适老化改造: what is done to so many."""
_AWARD = re.compile(
    r"给予|补助|补贴|奖励|奖补|资助|奖金|罚款|罚|最高|每人|每月|每床|每张|每户|每名|每生|每平方米|标准为|按照?.{0,12}标准|一次性|收取|额度|限额|单笔|授信|按照?$|减免|贴息|报销|工资|补偿|不超过"
)
_AWARD_BEHIND = re.compile(r"(?:以内|以上|以下)?的?(?:一次性)?(?:补助|补贴|奖励|资助|奖补|/)")
_SUBSIDY = re.compile(r"贴息比例|补贴(?:面积|比例|标准|期限|人数)|奖补比例|补助比例|奖励比例")
_TOTAL = re.compile(r"(?:总投资|计划投资|投资总额|概算|预算)(?:额|约|为)?$|财政[^，。；]{0,12}(?:安排|下达|拨付|投入)")
_MONEY_GOAL = re.compile(
    r"投入|投资|筹集|募集|达到|达|突破|超过|完成|总额|产值|收入|规模|销售|贷款|发行|增加值|捐赠|争取|销售额|营收|安排|落实|不低于|新增|税收|进出口|外资|消费|交易额|减轻|减负|节约"
)
_RATE_OF_AWARD = re.compile(
    r"(?:给予|补助|补贴|奖励|奖补|资助|优惠|上浮|下浮|减按|按照?(?![期时质量])[^，]{0,20}$|浮动|增发|报销|贴息|收取|扣除|返还)"
)
_AS_AWARD = re.compile(r"(?:以内|以上)?的?(?:比例|标准)?(?:给予|补助|补贴|奖励|增发|上浮|确定|发放|计算|执行|部分)")
_OF_A_STANDARD = re.compile(r"(?:标准|工资|价格|价款|额|费|收入|金额)的$")
_TIME_UNIT = re.compile(r"(?:年|天|日|周|个月|小时|分钟|个小时|工作日|个工作日)$")
_TIME_INDICATOR = re.compile(r"时限|时间|时长|寿命|天数|周期|住院日|学时|课时|时效|压缩|缩短|压减|提速|间隔")
_FUTURE = re.compile(r"实现|达到|推动|推进|确保|力争|完成|做到|基本|逐步|全面|努力")

_LAID_OUT = re.compile(
    r"(?:\s*[－—–~～至\-]+\s*\d+(?:\.\d+)?%)?的?(?:比例|标准|要求)?(?:设置|配置|配备|规划|建设|安排|预留|划定|布局|配建)"
)
_AS_LAID_OUT = re.compile(r"按照?[^，]{0,20}$")
_LINE = re.compile(r"(?:收入|保障|低保|供养|资助|准入)[^，。；]{0,6}(?:标准|线)")
_CIRCLE = re.compile(r"[^，。；、]{0,12}圈")

Veto = Callable[[Context], bool]


def _is_quoted(at: Context) -> bool:
    """“15分钟便民生活圈”, 《…》, 〔2021〕22号."""
    return any(
        at.whole.count(opening) > at.whole.count(closing) for opening, closing in zip(_OPEN, _CLOSE, strict=True)
    )


def _is_ordinal(at: Context) -> bool:
    """第3批, 前10名, 3A级, 共有5个."""
    return bool(_ORDINAL.search(at.whole))


def _is_interval(at: Context) -> bool:
    """每2年评选一次: how often."""
    return at.whole.endswith("每") and at.amount.unit in ("年", "个月", "天", "日", "周", "季度")


def _is_state(at: Context) -> bool:
    """仅有41%, 现有3家: what there is."""
    return bool(re.search(r"(?:仅|仅有|仅为|不足|约有|共有|现有|另有|其余)$", at.whole))


def _is_weight(at: Context) -> bool:
    """权重3%, 分值占10%, 扣0.5分: how much something counts in an assessment."""
    if at.amount.unit == "分":
        return not at.compared or bool(_POINTS.search(at.whole) or re.match(r"(?:及|或)?以(?:下|上的)", at.after))
    return at.is_share and bool(_WEIGHT.search(at.whole))


def _is_own_list(at: Context) -> bool:
    """10件民生实事: how many items the document itself has."""
    return at.amount.unit in ("件", "项") and bool(re.match(r"(?:民生)?实事", at.after))


def _is_bound(at: Context) -> bool:
    """满10年的医生, 连续3年, 上述5个: whom or what a clause speaks of."""
    return bool(_BOUND.search(at.whole))


def _is_routine(at: Context) -> bool:
    """每季度报送1次: how often nothing more than a routine is done."""
    if at.is_firm and "次数" in at.before:
        return False
    return at.amount.unit == "次" and bool(
        _ROUTINE.search(at.clause) or _HOW_OFTEN.search(at.whole) or _EACH.search(at.whole)
    )


def _is_list(at: Context) -> bool:
    """8个方面, 四类人员: how many kinds a list has."""
    if at.amount.unit == "类" and not at.compared:
        return True
    is_named = at.after.startswith("“") and not NEAR.search(at.before)
    return at.amount.unit in ("个", "大", "项", "条", "类", "种") and (is_named or bool(_ENUMERATED.match(at.after)))


def _is_programme(at: Context) -> bool:
    """千名博士引进工程, 百家企业行动: the name of a programme."""
    is_round = at.amount.kind == "han" and at.amount.value in (100, 1000, 10000)
    return is_round and not at.compared and bool(re.search(r"(?:工程|计划|行动|项目|活动|”)", at.after[:16]))


def _is_enumeration(at: Context) -> bool:
    """炼油、乙烯等3个行业: how many a list has just named."""
    return at.before.endswith("等") and at.amount.unit in ("个", "类", "种") and not ACHIEVES.search(at.before)


def _is_attribute(at: Context) -> bool:
    """培育年产值超过100亿元的企业2家: what kind of thing is wanted, not how many."""
    return at.is_firm and bool(_ATTRIBUTE.match(at.before) and _ATTRIBUTED.match(at.after))


def _is_age(at: Context) -> bool:
    return at.amount.unit == "岁" and not re.search(r"寿命|年龄", at.before)


def _is_origin(at: Context) -> bool:
    """由30%提高到50%: the first is where it starts."""
    return bool(_FROM.search(at.before) and _TO.search(at.after))


def _is_threshold(at: Context) -> bool:
    """入住人数少于10人的，, 超过10%的须报…: a condition, whose consequence comes behind it."""
    return bool((_THRESHOLD.search(at.before) and _ENDS_CONDITION.match(at.after)) or _THEN.match(at.after))


def _is_allowed(at: Context) -> bool:
    """可依法利用不超过3%的…: what may be done, not what has to be."""
    return bool(_ALLOWED.match(at.clause)) and at.compared is not None and at.compared.comparator == "<="


def _is_measure(at: Context) -> bool:
    """直径3.8米的…, 每增加1人, 以建筑面积5万平方米以上…为重点, 10名以上老人的村: what something is like."""
    is_first = not at.before.strip() and not at.is_share and bool(re.match(r"及?以[上下]", at.after))
    return (
        bool(_MEASURED.search(at.before))
        or is_first
        or bool(re.match(r"以(?![上内下])", at.before) and at.after.startswith("以上"))
    )


def _is_size(at: Context) -> bool:
    """床位数在50张以上的机构, 70周岁以上: a size or an age that picks whom something holds for."""
    if not (_AGE.match(at.after) or (at.amount.unit in _SIZES and _CRITERION.match(at.after))):
        return False
    return not (at.is_firm and at.amount.unit not in ("元", "万元"))


def _is_criterion(at: Context) -> bool:
    """超过12%的部分, 3个以上部门: whom something holds for."""
    if not _CRITERION.match(at.after):
        is_before_noun = bool(re.match(r"(?:及|或)?(?:以上|以下)(?=[\u4e00-\u9fff])", at.after))
        is_free = not at.is_share and not at.is_firm and not at.follows
        return is_before_noun and is_free and not NEAR.search(at.before)
    if at.amount.unit in _SIZES:
        return False
    word = at.compared.word if at.compared else ""
    if (_FOR_WHOM.match(at.clause) and _CONSEQUENCE.search(at.after)) or (word in _BOUNDS and _GROUP.search(at.after)):
        return True
    is_reached = at.is_share and (at.follows or ACHIEVES.search(at.after) or _FUTURE.search(at.before))
    return not word and not is_reached and not NEAR.search(at.before)


def _is_award(at: Context) -> bool:
    """每张床位补助3000元, 按20%增发: what is paid for a single case, and total costs."""
    if at.amount.unit.endswith("元"):
        is_paid = (
            _AWARD.search(at.whole)
            or "标准" in at.whole
            or (_TOTAL.search(at.whole) and not at.is_firm)
            or _AWARD_BEHIND.match(at.after)
        )
        return bool(is_paid) or not _MONEY_GOAL.search(at.whole)
    if at.amount.unit in ("%", "倍"):
        is_paid = _RATE_OF_AWARD.search(at.before) or _AS_AWARD.match(at.after)
        is_rate = at.is_firm and re.search(r"率|占比|比例|比重|覆盖", at.before)
        if _SUBSIDY.search(at.before):
            return True
        return bool(is_paid) and not is_rate and not re.search(r"不低于|不少于|不得低于", at.before)
    return bool(_SUBSIDY.search(at.before))


def _is_share_of_layout(at: Context) -> bool:
    """按5%的比例设置活动场地: how something is laid out, and not what is paid."""
    return at.is_share and bool(_AS_LAID_OUT.search(at.whole) and _LAID_OUT.match(at.after)) and _is_award(at)


def _is_line(at: Context) -> bool:
    """收入线标准由…提高到15600元: the line that a rule draws, and not what is paid."""
    return at.amount.unit.endswith("元") and bool(_LINE.search(at.clause)) and _is_award(at)


def _is_circle(at: Context) -> bool:
    """15分钟生活圈: a name, and not how fast."""
    return bool(_CIRCLE.match(at.after)) and _is_time(at)


def _is_bracketed(at: Context) -> bool:
    """五个一（一个活动中心…: what a bracket lists."""
    return bool(re.search(r"[(（]$", at.whole) and not re.match(r"[)）]", at.after))


def _is_case(at: Context) -> bool:
    """对6家机构逐一制定方案, 每新增1家: of what or whom a clause speaks."""
    is_money = at.amount.unit.endswith("元") or at.amount.unit in ("%", "倍")
    is_worked_on = bool(_FOR.fullmatch(at.before)) and bool(_WORKED_ON.search(at.after))
    return not is_money and bool(_CONDITION.match(at.clause)) and not at.is_firm and not is_worked_on


def _is_standard(at: Context) -> bool:
    """按照人均不少于0.1平方米的标准规划: how something is laid out, not what is to be reached."""
    is_standard = (at.after.startswith("的标准") or at.amount.kind == "ratio") and re.search(r"按照?|执行", at.whole)
    return bool(is_standard) or bool(re.match(r"(?:原则上)?按照?每", at.whole))


def _is_relative(at: Context) -> bool:
    """不超过低保标准的12倍: a bound that hangs on an amount of money."""
    return at.amount.unit == "倍" and bool(_OF_A_STANDARD.search(at.before) or re.search(r"(?<!年)的$", at.before))


def _is_time(at: Context) -> bool:
    """24小时内响应: how fast, unless the clause measures a time."""
    is_measured = at.is_firm and _TIME_INDICATOR.search(at.whole)
    return bool(_TIME_UNIT.search(at.amount.unit)) and (not is_measured or "最高" in at.whole)


AGE = "年龄条件"
NAMES: dict[Veto, str] = {
    _is_quoted: "名称里的数字",
    _is_bracketed: "括号里的说明",
    _is_ordinal: "次序、名次或名称里的数字",
    _is_interval: "周期，不是数量",
    _is_state: "现有的情况，不是目标",
    _is_bound: "所说情况或对象的数量",
    _is_routine: "日常工作的次数",
    _is_weight: "考核的权重、分值",
    _is_own_list: "所列事项的个数",
    _is_list: "所列事项的个数",
    _is_programme: "工程、活动的名称",
    _is_enumeration: "所列事项的个数",
    _is_attribute: "对象应具备的条件",
    _is_age: AGE,
    _is_origin: "起点，不是目标",
}
"""What makes a number part of a name or a list, with the reason in the words of the knowledge base."""
VETOES: dict[Veto, str] = {
    _is_threshold: "条件的界限",
    _is_allowed: "准许的限度",
    _is_measure: "对象的规格或条件",
    _is_size: "对象的规格或年龄条件",
    _is_criterion: "适用对象的条件",
    _is_share_of_layout: "规划、配置的比例",
    _is_line: "收入或保障标准的数额",
    _is_award: "补助、奖励、收费或投资的数额",
    _is_case: "所说情况或对象的数量",
    _is_standard: "规划、配置的标准",
    _is_relative: "相对于另一数额的限额",
    _is_circle: "名称里的数字",
    _is_time: "办理、有效等的时限",
}
"""What makes a number a condition, an amount paid, a standard or a time."""


def refusal(at: Context) -> str | None:
    """Why a number is no target, in the words of the knowledge base; None where nothing speaks against it."""
    reasons = NAMES if at.amount.kind == "full" or at.clause[at.amount.start] == "翻" else {**NAMES, **VETOES}
    return next((reason for veto, reason in reasons.items() if veto(at)), None)
