"""What a heading of an official plan says about the text below it: tasks, goals, background, or how it is carried out."""

from __future__ import annotations

import re
from enum import Enum


class Kind(Enum):
    """What stands below a heading."""

    TASKS = "tasks"
    GOALS = "goals"
    BACKGROUND = "background"
    SUPPORT = "support"
    OTHER = "other"


_LONGEST = 40
_NOUN = r"(?:工作|任务|目标|措施|举措|内容|重点|行动|工程|项目|清单|事项|分工)"
_TASKS = re.compile(
    rf"^(?:(?:进一步)?(?:明确|突出|聚焦|落实|细化|强化|把握|抓好|明晰|做好)?(?:年度|全年|今年|具体|改革|工作|近期|\d{{4}}年)*"
    rf"(?:主要|重点|工作|重大|核心|具体|政策|目标|整治|行动|建设|实施|创建|试点|排查|服务|发展|任务|支持|年度|专项|改革)*{_NOUN}+"
    rf"(?:[及和与、]{_NOUN}+)*(?:和责任分工|及责任分工|及分工|安排|分解|部署)?)$"
)
_ENDS_IN_TASKS = re.compile(r"(?!.*(?:保障|组织|要求|步骤))[^，。、的]{0,6}(?:任务|工作内容|主要内容|举措|具体内容)$")
_ONLY_GOALS = re.compile(
    r"^(?:[\d年—－-]*)(?:总体|主要|工作|发展|行动|预期|年度|阶段性?|具体|绩效|建设|创建|近期|中期|远期)*(?:目标|指标|预期目标|目标要求)$|目标$|^目标任务$|主要指标"
)
_BACKGROUND = re.compile(
    r"背景|形势|现状|^(?:发展|工作|规划|现实)基础|发展环境|重要意义|重大意义|必要性|面临|发展机遇|风险挑战|^(?:发展|主要|工作)?成效|存在(?:的)?问题|^主要问题"
    r"|^(?:基本|发展|总体|主要)情况|工作回顾|^(?:编制|制定|政策)?依据|名词解释|指导思想|原则$|^总则|^编制|^主要职责|组成人员|成员名单|工作机构|机构及职责"
    r"|术语|^定义|适用范围|^会议|时间(?:和|、|及)?地点|^参(?:会|加|训|赛)(?:人员|对象|范围)|^报名|^活动时间|附则|实施对象|对象范围"
    r"|^(?:补助|补贴|保障|服务|申报|资助|救助|认定|参评|评选)(?:对象|范围|条件|标准|程序|流程)"
)
_SUPPORT = re.compile(
    r"^(?:组织|实施|工作|政策|要素|支撑|强化|加强|规划)?保障(?:措施|机制|工作)?$|保障措施|组织(?:实施|保障|领导)|(?:实施|工作|要素|支撑|规划)保障|强化(?:支撑)?保障$"
    r"|工作要求|有关要求|相关要求|几点要求|具体要求|^要求$|推进机制|^(?:工作)?(?:实施)?(?:步骤|进度|阶段)|实施(?:步骤|进度|安排|时间)|工作步骤|时间安排|进度安排|方法步骤"
    r"|阶段(?:安排|划分)|^(?:加强|强化|严格|严肃)?(?:监督|督促|督导|考核|跟踪|监测|动态)(?:检查|管理|评估|考核|问效|督导|问责|评价|落实|指导)*$"
    r"|责任追究|^(?:完善)?工作机制$|规划实施|落实机制|抓好落实|狠抓落实|抓好组织|^(?:加强|强化|抓好)?(?:政策)?宣传(?:引导|发动|推广)?$"
    r"|^(?:强化|加强|落实)?(?:经费|资金)(?:保障|来源|安排|管理|投入|支持)$|^其他|联系(?:人|方式)|信息报送|材料报送|报送要求"
)
_OVERALL = re.compile(r"总体要求|总体思路|工作思路|总体考虑|总体目标|目标要求|目标思路|总要求")
_SUPPORT_STYLE = re.compile(
    r"^(?:进一步)?(?:切实)?(?:加强|强化|健全|完善|压实|严格|提高|夯实)[^，。]{0,6}(?:组织领导|领导|组织保障|思想认识|政治站位|责任落实|督导检查|督查考核|监督检查|督促指导|跟踪问效|考核评估|考核督导|组织实施|统筹协调)"
)


def kind_of(title: str) -> Kind:
    """The kind of a chapter by its title, without number and stop."""
    words = title.strip("。：:；;， 　")
    if len(words) > _LONGEST:
        return Kind.OTHER
    if _OVERALL.search(words) or _ONLY_GOALS.search(words):
        return Kind.GOALS if len(words) <= 20 else Kind.OTHER
    if _TASKS.match(words) or _ENDS_IN_TASKS.match(words):
        return Kind.TASKS
    if len(words) <= 20 and _BACKGROUND.search(words):
        return Kind.BACKGROUND
    if (len(words) <= 16 and _SUPPORT.search(words)) or _SUPPORT_STYLE.match(words):
        return Kind.SUPPORT
    return Kind.OTHER


_BODY = re.compile(
    r"[《》“”\s]|（[^）]*(?:试行|暂行|年|征求意见|草案)[^）]*）|\([^)]*(?:试行|暂行|年|征求意见|草案)[^)]*\)|(?:的)?(?:通知|函)$"
)
_PLAN = re.compile(
    r"(?:方案|计划|要点|分工|清单|措施|意见|规划|安排|任务|部署|行动|举措|纲要|工程|台账|分解|责任书|实事|目标|路线图|时间表|\d+条|[一二三四五六七八九十]+条|分解表|分工表|任务表|责任表|一览表)$"
)
_NONE = re.compile(
    r"讲话|致辞|发言|复函|批复|答复|公示|公告|通报|任免|任职|职务|简报|解读|问答|招聘|总结|述职|工作报告$|情况(?:的)?(?:报告|汇报)|会议纪要|讣告|贺信|慰问信|公开信|倡议书"
    r"|(?:召开|举办|举行|参加).{0,40}(?:会|班|活动)|(?:公布|印发|确认|认定|调整|确定|命名).{0,60}名单|名单$|名录$|表彰|放假|决算|预算公开"
)
_RULES = re.compile(r"(?:办法|规定|条例|细则|章程|规则|规程|制度|规范|标准|指引|指南|导则|预案)$")
_ROSTER = re.compile(r"领导小组|工作专班|名单|成员|组成人员|职责$|联席会议|委员会$")
_FORM = re.compile(
    r"申(?:报|请)(?:表|书)|登记表|汇总表|统计表|评分|评价指标|考核(?:细则|指标|表|办法)|流程图|模板|样(?:式|表)|格式|说明$|名词解释|承诺书|回执|反馈表|报名表|测评|调查表|信息表|情况表|进展表|审批表|备案表"
)


def is_plan(title: str) -> bool:
    """True where the title is that of a plan: 方案, 计划, 要点, 清单, 意见, 措施 …"""
    return bool(_PLAN.search(_bare(title)))


def has_no_tasks(title: str) -> bool:
    """True for a speech, a reply or another letter, a list of names, a report on what was done."""
    bare = _bare(title)
    if re.search(r"的?函$", title.strip()) and "印发" not in title:
        return True
    if _NONE.search(title) and not re.search(r"(?:方案|计划|要点|分工|任务清单|措施|规划|安排|分解表)$", bare):
        return True
    return bool(_RULES.search(bare))


def is_roster(title: str) -> bool:
    """True for an annex about bodies and people: a leading group, a list of members, their duties."""
    return bool(_ROSTER.search(title)) and not is_plan(title)


def is_form(title: str) -> bool:
    """True for an annex that is to be filled in, or that says how something is judged."""
    return bool(_FORM.search(title))


def _bare(title: str) -> str:
    found = re.search(r"(?:印发|转发|下发|印送)(.+?)(?:的通知)?$", _BODY.sub("", title))
    return _BODY.sub("", found[1] if found else title)
