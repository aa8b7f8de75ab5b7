"""Generate a knowledge base of N tasks that `mz check` accepts with nothing found: `python bench/generate.py N FOLDER`.

The words are filler, composed from word lists so that no two sentences are alike, and marked as 演示数据 (generated
data). The same N gives the same bytes. Only `areas.yaml` and its source are copied, from the project's `data/`.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import prod
from pathlib import Path

DATA = Path(__file__).resolve().parents[1] / "data"
MARK = "演示数据：由bench/generate.py生成，只用于测速，没有实际含义"
SOURCE = "generated.txt"
_DIGITS = "一二三四五六七八九十"


def _words(text: str) -> list[str]:
    return text.split()


OFFICES = _words(
    "社会救助处 养老服务处 儿童福利处 社会事务处 区划地名处 规划财务处 政策法规处 社会组织处 社会工作处 基层治理处"
)
EVERYWHERE = "各地民政部门"
MEMBERS = [f"{stem}某" for stem in "甲乙丙丁戊己庚辛壬癸子丑"]
"""Placeholders: no name of a person."""

VERBS = _words("完善 健全 推进 优化 规范 加强 拓展 细化 改进 落实 巩固 提升 深化 创新 夯实 保障")
PLACES = _words("农村 乡镇 村级 社区 街道 县域 城乡 基层 边远 山区 库区 林区 牧区 垦区 口岸 园区")
SERVED = _words("老年人 儿童 残疾人 妇女 居民 村民 职工 学生")
TOPICS = _words(
    "助餐 助浴 探访 巡访 康复 托养 照料 陪护 议事 协商 公示 评议 地名 界线 婚俗 殡葬 慈善 志愿 社工 救助 低保 供养 关爱 监测"
)
NOUNS = _words("站点 设施 场所 队伍 台账 档案 热线 窗口 平台 网络 课堂 驿站 中心 基地 专柜 广场")
KINDS = _words("服务 管理 建设 运行 维护 登记 宣传 培训 指导 评估 督查 推广")
WAYS = _words(
    "加强日常巡查和分类指导 明确部门分工和办理流程 建立信息共享和会商制度 整合现有资源和服务力量 严格资金使用和绩效管理 "
    "引导社会力量和群众参与 开展业务培训和实地督导 完善工作台账和档案资料 规范办事程序和公开内容 落实属地责任和部门责任 "
    "强化数据比对和动态管理 做好政策宣传和解释说明 畅通投诉渠道和反馈渠道 组织专题调研和经验交流 细化评价标准和考核办法"
)
ENDS = _words(
    "推动服务质量和水平的提升 推动区域之间的服务衔接 增强群众的获得感和满意度 回应困难群众的实际需求 化解日常工作中的风险隐患 "
    "推动工作规范有序地开展 形成可复制可推广的经验 促进资源的合理配置利用 为群众提供便捷周到的服务 巩固已经取得的工作成效 "
    "发挥示范站点的引领作用 扩大服务覆盖的受益范围 补齐工作中的短板和弱项"
)

Lists = tuple[list[str], ...]
_SUBJECT: Lists = (PLACES, SERVED, TOPICS, NOUNS, KINDS)
_SENTENCE: Lists = (VERBS, PLACES, TOPICS, NOUNS, KINDS, WAYS, ENDS)
_STRIDE = 618_033_989
"""A prime that divides the size of no word list: its multiples visit every combination before one comes again."""


@dataclass(frozen=True)
class Goal:
    """A target: its quote ends the measure it stands in; `every` is set for a yearly one, else `due` is the year."""

    subject: str
    value: int
    due: int | None
    qualifier: bool

    @property
    def indicator(self) -> str:
        """The name of what is counted."""
        return f"{self.subject}{'比例' if self.due is None else '覆盖率'}"

    @property
    def quote(self) -> str:
        """The words of the text that state it."""
        if self.due is None:
            return f"每年按照不低于{self.value}%的{self.subject}比例推进"
        reached = "基本实现全覆盖" if self.qualifier else f"达到{self.value}%以上"
        return f"到{self.due}年底，{self.indicator}{reached}"


@dataclass(frozen=True)
class Item:
    """One task with all that hangs on it. `aside` and `promise` are words of the second and the third measure."""

    number: int
    group: int
    title: str
    owners: tuple[str, ...]
    measures: tuple[str, ...]
    goal: Goal | None
    aside: str
    promise: str

    @property
    def assignment(self) -> str:
        """Who is responsible, as the text words it."""
        shared = "分别负责" if len(self.owners) > 1 else ""
        return f"（责任处室：厅{'、'.join(self.owners)}{shared}，责任单位：{EVERYWHERE}）"


def combination(lists: Lists, position: int) -> list[str]:
    """One word of each list; different positions below the product of their lengths give different words."""
    rest = position * _STRIDE % prod(len(words) for words in lists)
    found = []
    for words in lists:
        rest, at = divmod(rest, len(words))
        found.append(words[at])
    return found


def items(count: int) -> Iterator[Item]:
    """The tasks T1 to T`count`."""
    for number in range(1, count + 1):
        yield _item(number, count)


def group_count(count: int) -> int:
    """How many groups `count` tasks stand in: about four tasks each, and at most ten groups."""
    return min(len(_DIGITS), -(-count // 4))


def _item(number: int, count: int) -> Item:
    goal = _goal(number) if number % 2 else None
    aside = f"{60 + number % 30}周岁以上老年人" if number % 5 == 1 else ""
    promise = "确保服务不断档" if number % 7 == 3 else ""
    tails = [goal.quote if goal else "", aside and f"重点帮助{aside}", promise, "", ""]
    measures = tuple(_sentence(number * 5 + at, tails[at]) for at in range(3 + number % 3))
    owners = (OFFICES[(number - 1) % 10], *([OFFICES[number % 10]] if number % 7 == 0 else []))
    group = (number - 1) * group_count(count) // count + 1
    title = f"做好{''.join(combination(_SUBJECT, number))}有关工作"
    return Item(number, group, title, owners, measures, goal, aside, promise)


def _goal(number: int) -> Goal:
    subject = "".join(combination(_SUBJECT, number))
    if number % 8 == 7:
        return Goal(subject, 10 + number % 20, None, qualifier=False)
    qualifier = number % 8 == 5
    return Goal(subject, 100 if qualifier else 30 + number % 60, 2022 + number // 4 % 4, qualifier)


def _sentence(position: int, tail: str) -> str:
    verb, place, topic, noun, kind, way, end = combination(_SENTENCE, position)
    return f"{verb}{place}{topic}{noun}{kind}，{way}，{end}{f'，{tail}' if tail else ''}。"


def tasks_yaml(listed: Iterable[Item], groups: int) -> Iterator[str]:
    """`tasks.yaml`, piece by piece."""
    yield f"# {MARK}。\ngroups:\n"
    for number in range(1, groups + 1):
        yield f"  - number: {number}\n    title: {group_title(number)}\n"
    yield "\ntasks:\n"
    for item in listed:
        shared = "    shared: true\n" if len(item.owners) > 1 else ""
        measures = "".join(
            f"      - id: T{item.number}.{at}\n        text: {t}\n" for at, t in enumerate(item.measures, 1)
        )
        yield (
            f"  - id: T{item.number}\n    group: {item.group}\n    title: {item.title}\n"
            f"    owners: [{', '.join(item.owners)}]\n{shared}    units: [{EVERYWHERE}]\n"
            f"    assignment: {item.assignment}\n    measures:\n{measures}\n"
        )


def targets_yaml(listed: Iterable[Item]) -> Iterator[str]:
    """`targets.yaml`: the targets, then the numbers that are none, then the promises."""
    yield f"# {MARK}。\ntargets:\n"
    numbers, promises = ["numbers:\n"], ["commitments:\n"]
    for item in listed:
        if item.goal:
            yield _target(item.number, item.goal)
        if item.aside:
            numbers.append(f"  - {{measure: T{item.number}.2, quote: {item.aside}, reason: 对象的年龄条件}}\n")
        if item.promise:
            promises.append(f"  - {{measure: T{item.number}.3, quote: {item.promise}, reason: 没有给出数值}}\n")
    yield "".join(numbers)
    yield "\n" + ("".join(promises) if len(promises) > 1 else "commitments: []\n")


def _target(number: int, goal: Goal) -> str:
    when = f"    due: {goal.due}-12-31\n" if goal.due else "    every: year\n"
    qualifier = "    qualifier: 基本\n" if goal.qualifier else ""
    return (
        f"  - id: G{number}.1\n    task: T{number}\n    measure: T{number}.1\n    indicator: {goal.indicator}\n"
        f'    comparator: ">="\n    value: {goal.value}\n    unit: "%"\n{qualifier}{when}    quote: {goal.quote}\n'
        f"    ratio: {{numerator: 已覆盖的{goal.subject}数, denominator: {goal.subject}总数}}\n\n"
    )


def group_title(number: int) -> str:
    """The title of a group."""
    return f"统筹推进{TOPICS[number]}和{TOPICS[number + 10]}工作"


FORCES = ("基础保障专班", "基层治理专班", "社会参与专班", "专项事务专班")
LEADS = (OFFICES[0], OFFICES[9], OFFICES[8], OFFICES[3])


def duty(number: int) -> str:
    """The duty that a group's tasks are covered by."""
    return f"负责{TOPICS[number]}和{TOPICS[number + 10]}工作的统筹指导。"


def forces(groups: int) -> list[tuple[str, str, list[int]]]:
    """Name, lead and groups of every task force that has a group."""
    shares = [list(range(at + 1, groups + 1, len(FORCES))) for at in range(len(FORCES))]
    return [force for force in zip(FORCES, LEADS, shares, strict=True) if force[2]]


def org_yaml(listed: Iterable[Item], groups: int) -> str:
    """`org.yaml`: the offices, the leading group, the task forces and the tasks that each covers."""
    by_group: dict[int, list[str]] = {}
    for item in listed:
        by_group.setdefault(item.group, []).append(f"T{item.number}")
    offices = "".join(f"  - name: {name}\n    kind: 处室\n    names:\n      - {{name: 厅{name}}}\n" for name in OFFICES)
    members = "".join(
        f"    - {{name: {name}, role: {role}, post: {post}, office: {office}, quote: {name} {post}}}\n"
        for name, role, post, office in _members()
    )
    return (
        f"# {MARK}。\noffices:\n{offices}  - {{name: 厅党组, kind: 党的机构}}\n  - {{name: {EVERYWHERE}, kind: 各地}}\n\n"
        "leading_group:\n  name: 测速工作领导小组\n  short: 领导小组\n"
        f"  duties:\n    - {_GROUP_DUTY}\n  succession: {_SUCCESSION}\n  members:\n{members}"
        f"  office:\n    name: 办公室\n    seat: {OFFICES[0]}\n    duties:\n      - {_SEAT}\n"
        f"    director:\n      quote: {_DIRECTOR}\n      note: 生成的数据，没有姓名。\n\n"
        f"setup: {_setup(groups)}\ntask_forces:\n{_forces_yaml(groups, by_group)}"
    )


_GROUP_DUTY = "领导小组负责研究制定工作措施，协调解决重点难点问题。"
_SUCCESSION = "领导小组成员因工作变动，由继任者接任。"
_SEAT = f"领导小组下设办公室，设在厅{OFFICES[0]}。"
_DIRECTOR = f"办公室主任由分管{OFFICES[0]}的副厅长兼任。"
_SUPPORT = "相关处室配合"


def _setup(groups: int) -> str:
    return f"根据工作重点设立{len(forces(groups))}个专班："


def _members() -> list[tuple[str, str, str, str]]:
    """Name, role, post and office of every member."""
    heads = [("组长", "厅党组书记、厅长", "厅党组"), ("副组长", "厅党组成员、副厅长", "厅党组")]
    others = [("成员", f"厅{office}处长", office) for office in OFFICES]
    return [(name, *rest) for name, rest in zip(MEMBERS, [*heads, *others], strict=True)]


def _forces_yaml(groups: int, by_group: dict[int, list[str]]) -> str:
    found = []
    for number, (name, lead, share) in enumerate(forces(groups), 1):
        duties = "".join(f"      - {duty(group)}\n" for group in share)
        covers = "".join(
            f"      - {{tasks: [{', '.join(by_group[group])}], duty: {duty(group)[:-1]}}}\n" for group in share
        )
        found.append(
            f"  - id: F{number}\n    name: {name}\n    leads: [{lead}]\n    support: {_SUPPORT}\n"
            f"    assignment: （{lead}牵头，{_SUPPORT}）\n    duties:\n{duties}    covers:\n{covers}"
            "    basis: 生成的数据，按分组归入。\n"
        )
    return "".join(found)


TITLE = "测速用工作任务实施方案"
NOTICE = f"某省民政厅印发《{TITLE}》的通知"
_HORIZON = "5年过渡期内"
_PASSAGES = (
    ("印发说明", "", f"《{TITLE}》为生成的测速数据，现予印发。"),
    ("目标任务", "（一）目标任务。", f"{_HORIZON}，保持各项政策总体稳定。"),
    ("保障措施", "（一）加强组织领导。", f"{EVERYWHERE}要结合实际细化分解任务，明确时间节点。"),
    ("保障措施", "（二）加强监督检查。", "将任务落实情况纳入年度综合评估考核。"),
    ("工作机制", "", "各专班每半年向领导小组报告工作进展情况。建立跟踪落实制度，列入督查内容。"),
)
_MECHANISMS = (
    ("工作报告", "P5", "各专班每半年向领导小组报告工作进展情况", "half-year"),
    ("跟踪落实", "P5", "建立跟踪落实制度，列入督查内容", ""),
    ("年度考核", "P4", "将任务落实情况纳入年度综合评估考核", "year"),
    ("分解落实", "P3", f"{EVERYWHERE}要结合实际细化分解任务，明确时间节点", ""),
)
_HEADINGS = _words(
    "一、总体要求 二、主要任务 三、保障措施 附件：1. 附件1 一、主要职责 二、组成人员 三、工作机构及职责 四、工作机制"
)
_COLUMNS = {"组长": "组  长：", "副组长": "副组长：", "成员": "成  员："}
_ANNEX = "测速工作领导小组组成人员和职责"


def plan_yaml() -> str:
    """`plan.yaml`: the document around the tasks."""
    mechanisms = "".join(
        f"  - kind: {kind}\n    passage: {passage}\n    quote: {quote}\n{f'    every: {every}' if every else ''}\n"
        for kind, passage, quote, every in _MECHANISMS
    )
    passages = "".join(
        f"  - id: P{number}\n    kind: {kind}\n{f'    heading: {heading}' if heading else ''}\n    text: {text}\n"
        for number, (kind, heading, text) in enumerate(_PASSAGES, 1)
    )
    structure = "".join(f"  - {{quote: {words}, reason: 标题}}\n" for words in [*_HEADINGS, *_COLUMNS.values()])
    return (
        f"# {MARK}。\ndemonstration: {MARK}\nsource: {SOURCE}\ntitle: {TITLE}\nnotice: {NOTICE}\nnumber: 测发〔2021〕1号\n"
        "issuer: 某省民政厅\ndate: 2021-06-03\ndated: 2021年6月3日\naddressees: 各市（州）民政局、厅机关各处室：\n\n"
        f"horizon:\n  quote: {_HORIZON}\n  years: 5\n  start: 2021-01-01\n  end: 2025-12-31\n  basis: 生成的数据，自当年起算。\n\n"
        f"mechanisms:\n{mechanisms}\npassages:\n{passages}\n"
        f"annexes:\n  - {{number: 1, title: {_ANNEX}, included: true}}\n\nexclusions:\n{structure}"
    )


def source_text(listed: Iterable[Item], groups: int) -> Iterator[str]:
    """The notice that every quote stands in, line by line."""
    passages = [f"{heading}{text}" for _, heading, text in _PASSAGES]
    yield from (
        NOTICE,
        "测发〔2021〕1号",
        "各市（州）民政局、厅机关各处室：",
        passages[0],
        "某省民政厅",
        "2021年6月3日",
        TITLE,
    )
    yield from (_HEADINGS[0], passages[1], _HEADINGS[1])
    last = 0
    for item in listed:
        if item.group != last:
            last = item.group
            yield f"（{_DIGITS[last - 1]}）{group_title(last)}。"
        yield f"{item.number}.{item.title}。{''.join(item.measures)}{item.assignment}"
    yield from (_HEADINGS[2], passages[2], passages[3], f"{_HEADINGS[3]}{_ANNEX}", _HEADINGS[4], _ANNEX)
    yield from (_HEADINGS[5], _GROUP_DUTY, _HEADINGS[6])
    seen = set()
    for name, role, post, _ in _members():
        yield f"{'' if role in seen else _COLUMNS[role]}{name} {post}"
        seen.add(role)
    yield from (_SUCCESSION, _HEADINGS[7], f"{_SEAT}{_DIRECTOR}{_setup(groups)}")
    for number, (name, lead, share) in enumerate(forces(groups)):
        yield f"（{_DIGITS[number]}）{name}。{''.join(duty(group) for group in share)}（{lead}牵头，{_SUPPORT}）"
    yield from (_HEADINGS[8], passages[4])


def write_base(count: int, folder: Path) -> None:
    """Write a whole knowledge base of `count` tasks below `folder`, which is made where it doesn't exist."""
    groups = group_count(count)
    (folder / "sources").mkdir(parents=True, exist_ok=True)
    _write(folder / "plan.yaml", [plan_yaml()])
    _write(folder / "tasks.yaml", tasks_yaml(items(count), groups))
    _write(folder / "targets.yaml", targets_yaml(items(count)))
    _write(folder / "org.yaml", [org_yaml(items(count), groups)])
    _write(folder / "sources" / SOURCE, (f"　　{line}\n\n" for line in source_text(items(count), groups)))
    shutil.copy(DATA / "areas.yaml", folder)
    for path in (DATA / "sources").glob("*divisions*.txt"):
        shutil.copy(path, folder / "sources")


def _write(path: Path, pieces: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(pieces)


def main(arguments: list[str]) -> int:
    """The command line."""
    if len(arguments) != 2 or not arguments[0].isdecimal() or int(arguments[0]) < 1:
        print("usage: python bench/generate.py N FOLDER", file=sys.stderr)
        return 2
    write_base(int(arguments[0]), Path(arguments[1]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
