"""MZ2: offices, members and task forces are who the notice says they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from minzheng_cli.check.concordance import beside_source, likeness
from minzheng_cli.check.nearest import Nearest
from minzheng_cli.check.registry import rule
from minzheng_cli.diagnostics import Finding
from minzheng_cli.model.assignment import divided_over
from minzheng_cli.model.base import Part
from minzheng_cli.model.knowledge import KnowledgeBase
from minzheng_cli.model.org import Coverage, Member, OrgFile
from minzheng_cli.model.ref import Ref
from minzheng_cli.model.task import Task
from minzheng_cli.model.wording import quantities

_ROLES = re.compile(r"(组\s*长|副组长|成\s*员)：")
_MECHANISMS = re.compile(r"每半年|工作报告制度|跟踪落实制度|年度\w{0,8}考核|细化分解任务")
_BLANKS = re.compile(r"\s+")


def _office_fields(kb: KnowledgeBase) -> Iterator[tuple[str, tuple[Part, str] | tuple[Part, str, int]]]:
    """Every office that the data names, with the place: the part, its field and the position in it."""
    if "tasks.yaml" in kb.parts:
        for task in kb.tasks.tasks:
            yield from ((name, (task, "owners", i)) for i, name in enumerate(task.owners))
            yield from ((name, (task, "units", i)) for i, name in enumerate(task.units))
    for force in kb.org.task_forces:
        yield from ((name, (force, "leads", i)) for i, name in enumerate(force.leads))
    for member in kb.org.leading_group.members:
        if member.office:
            yield member.office, (member, "office")
    if kb.org.leading_group.members:
        yield kb.org.leading_group.office.seat, (kb.org.leading_group.office, "seat")
    yield from ((office.successor, (office, "successor")) for office in kb.org.offices if office.successor)
    for progress in kb.progress.values():
        yield from ((report.office, (report, "office")) for report in progress.reports)


def _names_stand(kb: KnowledgeBase) -> bool:
    """False where an office's own name is not as in the source: what misses that name is then its consequence."""
    beside = beside_source(kb)
    if beside is None:
        return True
    offices = [office for office in kb.org.offices if office.is_of_notice]
    return all(
        beside.stands(office, "name") and all(beside.stands(other, "name") for other in office.names)
        for office in offices
    )


@rule("MZ201", "没有这个处室或单位", whole=("org.yaml",))
def unknown_office(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：责任处室、责任单位、牵头处室、成员所在处室、填报处室、撤并后的承接单位，都要是org.yaml里登记的名称。

    为什么：名称写错，任务就查不到责任人。

    反例：
        owners: [社会求助处]
    正例：
        owners: [社会救助处]
    """
    beside = beside_source(kb)
    names_stand = _names_stand(kb)
    org = kb.org
    names = Nearest(org.known_names, cutoff=0.4)
    for name, place in _office_fields(kb):
        if org.canonical(name):
            continue
        if not names_stand and beside and beside.source.find(name) >= 0:
            continue
        suggestion = org.canonical(names.to(name))
        hint = f"是不是“{suggestion}”？" if suggestion else "请先在org.yaml的offices里登记"
        yield Finding(Ref(*place), f"没有登记名为“{name}”的处室或单位", hint, name)


@rule("MZ202", "没有用规范名称", whole=("org.yaml",))
def variant_name(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：数据里一律用处室的规范名称；通知里的其他写法只写在org.yaml的names里。

    为什么：同一处室用两个名称，统计时会算成两家。

    反例：
        owners: [厅社会救助处]
    正例：
        owners: [社会救助处]
    """
    org = kb.org
    for name, place in _office_fields(kb):
        canonical = org.canonical(name)
        if canonical and canonical != name:
            yield Finding(Ref(*place), f"“{name}”应写规范名称“{canonical}”", f"改为：{canonical}", name, fix=canonical)


@rule("MZ203", "同一名称属于两个处室", reads=("org.yaml",))
def ambiguous_name(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：一个名称只能属于一个处室。

    为什么：按名称查任务时，要知道说的是哪一家。

    反例：两个处室的names里都写了“厅社会救助处”。
    正例：只写在社会救助处的names里。
    """
    owner: dict[str, tuple[str, Part]] = {}
    for office in kb.org.offices:
        named: list[tuple[Part, str]] = [(office, office.name), *((other, other.name) for other in office.names)]
        for part, name in named:
            if name in owner and owner[name][1] is not part and (owner[name][0] != office.name or part is not office):
                yield Finding(
                    Ref(part, "name"),
                    f"名称“{name}”已属于“{owner[name][0]}”",
                    "一个名称只能属于一个处室",
                    name,
                    also=(Ref(owner[name][1], "name"),),
                )
            owner.setdefault(name, (office.name, part))


@rule("MZ204", "任务与专班不是一一对应", whole=("tasks.yaml", "org.yaml"))
def task_force_missing(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：每项任务归入一个专班，而且只归入一个。

    为什么：半年报告由专班分头起草，任务不能漏报，也不能重报。

    反例：T8没有写在任何一个专班的covers里。
    正例：
        covers:
          - {tasks: [T8], duty: 推进农村养老服务体系建设}
    """
    titles = {task.id: task.title for task in kb.tasks.tasks}
    seen: dict[str, tuple[Coverage, int]] = {}
    twice: list[tuple[Ref, str, Ref]] = []
    for force in kb.org.task_forces:
        for coverage in force.covers:
            for position, task in enumerate(coverage.tasks):
                here = (coverage, position)
                there = seen.setdefault(task, here)
                if there is not here:
                    alike = [likeness(each.duty, titles.get(task, "")) for each, _ in (here, there)]
                    seen[task], worse = (here, there) if alike[0] > alike[1] else (there, here)
                    twice.append((Ref(worse[0], "tasks", worse[1]), task, Ref(seen[task][0], "tasks", seen[task][1])))
    known = [task.id for task in kb.tasks.tasks]
    left = [task for task in known if task not in seen]
    for ref, task, other in twice:
        instead = f"，而{left.pop(0)}没有归入" if left else ""
        yield Finding(ref, f"任务{task}归入了两次{instead}", "一项任务只归入一个专班", task, also=(other,))
    if seen.keys() - set(known) or not kb.org.task_forces:
        return
    for task in left:
        message = f"任务{task}没有归入任何专班"
        yield Finding(Ref(kb.org.task_forces[-1], "covers"), message, "请写入相应专班的covers，并引用职责原文")


@rule("MZ205", "责任处室与责任分工原文不一致", reads=("tasks.yaml",), whole=("org.yaml",))
def owners_differ(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：owners和units里的名称，与assignment原文里写的处室、单位一一对应，次序相同；原文分了主次（牵头、配合）的照原文分，没有分的哪些是责任单位由编者定；写了basis的，可以多出另一文件定的处室；“分别负责”对应shared: true。

    为什么：这是“谁来负责”的唯一依据。

    反例：
        owners: [养老服务处]
        assignment: （责任处室：厅养老服务处、儿童福利处分别负责，责任单位：各地民政部门）
    正例：
        owners: [养老服务处, 儿童福利处]
        shared: true
    """
    if not _names_stand(kb):
        return
    beside = beside_source(kb)
    for task in kb.tasks.tasks:
        if not task.assigning or (beside and not beside.stands(task, "assignment")):
            continue
        owners, units = divided_over(task.assigning)
        words = "".join(task.assigning)
        swapped = [i for i, name in enumerate(task.owners) if kb.org.canonical(name) in kb.org.named_in(units)]
        for position in swapped:
            name = task.owners[position]
            yield Finding(Ref(task, "owners", position), f"“{name}”是责任单位，不是责任处室", "请移到units里", name)
        if not swapped:
            yield from _answering_differ(kb.org, task, kb.org.named_in(owners), kb.org.named_in(units), words)
        yield from _shared_differs(task, task.shared, words)


@rule("MZ217", "任务没有责任处室", reads=("tasks.yaml",), whole=("org.yaml",))
def owners_missing(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：每项任务都有责任处室（owners）。原文写了分工的照原文；原文没有写、另有分工文件的，照那个文件写，并在basis里写明是哪个文件，其中的处室在org.yaml里也写明basis。

    为什么：没有责任处室的任务，没有人办，没有人报；查询和报告照样能用，责任处室一栏是空的。

    反例：
        - id: T3
          title: 健全农村“三留守”人员常态化关爱服务机制
    正例：
        - id: T3
          title: 健全农村“三留守”人员常态化关爱服务机制
          owners: [养老服务处, 儿童福利处]
          basis: 2023年6月1日印发的任务分工表
    """
    for task in kb.tasks.tasks:
        if not task.owners and not kb.org.named_in("".join(task.assigning)):
            hint = "例如：owners: [社会救助处]；原文没有写的，加一行basis: 哪个分工文件"
            yield Finding(Ref(task), f"任务{task.id}没有责任处室", hint)


@rule("MZ218", "责任处室没有出处", reads=("tasks.yaml",))
def owners_without_words(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：写了责任处室、责任单位的任务，有责任分工的原文（assignment），或者写明依据（basis）。

    为什么：谁来负责，要说得出是哪个文件定的。

    反例：
        owners: [养老服务处]
    正例：
        owners: [养老服务处]
        basis: 2023年6月1日印发的任务分工表
    """
    for task in kb.tasks.tasks:
        field = "owners" if task.owners else "units"
        if (task.owners or task.units) and not task.assigning and not task.basis:
            hint = "原文写了分工的，写assignment；没有写的，例如：basis: 2023年6月1日印发的任务分工表"
            yield Finding(Ref(task, field), f"任务{task.id}的责任处室没有原文，也没有依据", hint)


@rule("MZ206", "专班牵头处室与原文不一致", whole=("org.yaml",))
def leads_differ(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：专班的leads与assignment原文里写的牵头处室一一对应，“分别牵头”对应shared: true；配合单位在同一段原文里。

    为什么：专班的半年报告由牵头处室负责。

    反例：
        leads: [社会事务处]
        assignment: （社会事务处和区划地名处分别牵头，相关处室配合）
    正例：
        leads: [社会事务处, 区划地名处]
        shared: true
    """
    if not _names_stand(kb):
        return
    beside = beside_source(kb)
    for force in kb.org.task_forces:
        if beside and not beside.stands(force, "assignment"):
            continue
        named = kb.org.named_in(force.assignment)
        yield from _assigned(kb.org, force, "leads", force.leads, named, force.assignment)
        yield from _shared_differs(force, force.shared, force.assignment)
        if force.support not in force.assignment and (not beside or beside.stands(force, "support")):
            yield Finding(
                Ref(force, "support"), f"“{force.support}”不在牵头分工的原文里", f"原文是：{force.assignment}"
            )


def _answering_differ(
    org: OrgFile, task: Task, owners: Sequence[str], units: Sequence[str], words: str
) -> Iterator[Finding]:
    """Compare owners and units with those that the words name as such.

    Where the words make no difference (the cells of a table), a body may be either. Where the task has a basis, bodies that
    the words don't name come from that paper.
    """
    if not units:
        helping = {org.canonical(name) for name in task.units} - {org.canonical(name) for name in task.owners}
        owners, units = [n for n in owners if n not in helping], [n for n in owners if n in helping]
    for field, given, named in (("owners", task.owners, owners), ("units", task.units, units)):
        compared = tuple(name for name in given if not task.basis or org.canonical(name) in named)
        yield from _assigned(org, task, field, compared, named, words)


def _assigned(
    org: OrgFile, part: Part, field: str, names: tuple[str, ...], words: Sequence[str], quote: str
) -> Iterator[Finding]:
    """Compare the offices given with those that the words name, in their order; `quote` is shown as the right text."""
    given = [org.canonical(name) or "" for name in names]
    named = list(dict.fromkeys(words))
    if "" in given or given == named:
        return
    hint = f"原文是：{quote}"
    missing = [office for office in named if office not in given]
    surplus = [position for position, office in enumerate(given) if office not in named]
    if len(missing) == len(surplus) == 1:
        at = surplus[0]
        yield Finding(Ref(part, field, at), f"原文写的是“{missing[0]}”，这里是“{names[at]}”", hint, names[at])
        return
    for office in missing:
        yield Finding(Ref(part, field) if names else Ref(part), f"原文写了“{office}”，{field}里没有", hint)
    for at in surplus:
        yield Finding(Ref(part, field, at), f"原文没有写“{names[at]}”", hint, names[at])
    if not missing and not surplus:
        wrong = "次序与原文不一致" if sorted(given) == sorted(named) else "同一名称写了两次"
        yield Finding(Ref(part, field), wrong, f"原文的次序是：{'、'.join(named)}")


def _shared_differs(part: Part, shared: bool, words: str) -> Iterator[Finding]:
    written = "分别负责" in words or "分别牵头" in words
    if written and not shared:
        given = "shared" in part.model_fields_set
        yield Finding(
            Ref(part, "shared") if given else Ref(part), "原文写“分别”，缺少shared: true", "请写：shared: true"
        )
    elif shared and not written:
        yield Finding(Ref(part, "shared"), "原文没有写“分别”，不应写shared: true", "请删去这一行")


@rule("MZ207", "成员信息与名单不一致", reads=("org.yaml", "plan.yaml"))
def member_differs(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：成员的姓名加职务，等于名单原文去掉空格；角色与名单的栏目一致；office是职务里写的处室。

    为什么：领导小组名单是正式文件，姓名、职务、角色都不能错。

    反例：
        - {name: 张弛, role: 成员, post: 厅养老服务处处长, quote: 张  驰 厅养老服务处处长}
    正例：
        - {name: 张驰, role: 成员, post: 厅养老服务处处长, quote: 张  驰 厅养老服务处处长}
    """
    beside, names_stand = beside_source(kb), _names_stand(kb)
    labels = (
        [(match.start(), _BLANKS.sub("", match[1])) for match in _ROLES.finditer(beside.source.flat)] if beside else []
    )
    for member in kb.org.leading_group.members:
        if beside is None or not beside.stands(member, "quote"):
            continue
        if _BLANKS.search(member.name):
            whole = _BLANKS.sub("", member.name)
            yield Finding(Ref(member, "name"), "姓名中间有空格", f"改为：{whole}", member.name, fix=whole)
        written = _BLANKS.sub("", member.quote)
        post_differs = written != _BLANKS.sub("", member.name + member.post)
        if written != _BLANKS.sub("", member.name + member.post) and beside.stands(member, "post"):
            wrong, words = ("post", member.post) if written.startswith(member.name) else ("name", member.name)
            yield Finding(Ref(member, wrong), f"“{words}”与名单原文“{member.quote}”不一致", "请照名单改正", words)
        at = beside.claim(member, "quote").at
        role = next((label for start, label in reversed(labels) if start < at), member.role)
        if role != member.role:
            yield Finding(
                Ref(member, "role"),
                f"名单里{member.name}是{role}，这里写的是{member.role}",
                f"改为：{role}",
                member.role,
            )
        if names_stand and not post_differs and beside.stands(member, "post"):
            yield from _office_of_post(kb, member)


def _office_of_post(kb: KnowledgeBase, member: Member) -> Iterator[Finding]:
    named = [name for name in kb.org.known_names if name in member.post]
    wanted = kb.org.canonical(max(named, key=len)) if named else None
    given = kb.org.canonical(member.office) if member.office else None
    if wanted and not member.office:
        yield Finding(Ref(member), f"{member.name}的职务写明“{wanted}”，缺少office", f"例如：office: {wanted}")
    elif given and given != wanted:
        yield Finding(
            Ref(member, "office"),
            f"{member.name}的职务是“{member.post}”，不是{given}的",
            f"应为：{wanted or '不写'}",
            given,
        )


@rule("MZ208", "领导小组或专班不完整", whole=("org.yaml",))
def bodies_incomplete(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：领导小组有一位组长；专班的个数与原文“设立4个专班”一致；领导小组办公室设在原文写的处室。

    为什么：报告要报给谁、由谁牵头，都从这里来。

    反例：原文写“设立4个专班”，task_forces里只有3个。
    正例：4个专班都录入。
    """
    group = kb.org.leading_group
    heads = [member for member in group.members if member.role == "组长"]
    misplaced = any(True for _ in member_differs(kb)) if "plan.yaml" in kb.parts else False
    if group.members and len(heads) != 1 and not misplaced:
        yield Finding(Ref(group, "members"), f"领导小组应有1位组长，这里有{len(heads)}位", "请照附件名单核对role")
    beside = beside_source(kb)
    if kb.org.setup and (beside is None or beside.stands(kb.org, "setup")):
        stated = [int(quantity.value) for quantity in quantities(kb.org.setup)]
        if stated and stated[0] != len(kb.org.task_forces):
            message = f"原文设立{stated[0]}个专班，这里有{len(kb.org.task_forces)}个"
            yield Finding(Ref(kb.org, "task_forces"), message, "请照原文补录或改正")
    seat, duties = kb.org.canonical(group.office.seat), group.office.duties
    if seat and _names_stand(kb) and seat not in kb.org.named_in("".join(duties)):
        yield Finding(
            Ref(group.office, "seat"), f"原文没有写办公室设在“{seat}”", f"原文是：{duties[0]}", group.office.seat
        )


@rule("MZ209", "缺少方案规定的工作机制", whole=("plan.yaml",))
def mechanism_missing(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：段落里写到“每半年”“工作报告制度”“跟踪落实制度”“年度……考核”“细化分解任务”的，mechanisms里要有一条引用它。

    为什么：半年报告、督办、考核、市县分解都按这些机制的原文进行。

    反例：P16写“建立工作报告制度，各专项小组每半年……报告一次”，mechanisms里没有。
    正例：
        - kind: 工作报告
          passage: P16
          quote: 建立工作报告制度，各专项小组每半年向领导小组报告一次工作进展情况
    """
    beside = beside_source(kb)
    if beside and not all(beside.stands(mechanism, "quote") for mechanism in kb.plan.mechanisms):
        return
    quotes = [mechanism.quote for mechanism in kb.plan.mechanisms]
    for passage in kb.plan.passages:
        if beside and not beside.stands(passage, "text"):
            continue
        for one in passage.text.split("。"):
            found = _MECHANISMS.search(one)
            if not found or any(quote in one for quote in quotes):
                continue
            message = f"{passage.id}写到“{found[0]}”，mechanisms里没有"
            yield Finding(Ref(passage, "text"), message, "请在mechanisms里补录", found[0])
