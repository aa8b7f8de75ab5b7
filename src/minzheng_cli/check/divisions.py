"""MZ509: the divisions of the province against their own source, line by line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from minzheng_cli.check.registry import rule
from minzheng_cli.diagnostics import Finding
from minzheng_cli.model.base import Part
from minzheng_cli.model.knowledge import KnowledgeBase
from minzheng_cli.model.ref import Ref
from minzheng_cli.model.wording import deadlines

_COLUMNS = 3


@rule("MZ509", "行政区划与名录不一致", whole=("areas.yaml",))
def areas_differ(kb: KnowledgeBase) -> Iterable[Finding]:
    """查什么：每个地区的代码、名称、类别，与sources/下的名录逐行一致；名录里的每一行都已录入；列了地区的写明截至日期as_of，与名录标题一致。

    为什么：汇总按地区代码进行，代码或名称错一个，数字就落到别处。

    反例（名录是“220102 南关区 市辖区”）：
        - {code: "220102", name: 南官区, type: 市辖区}
    正例：
        - {code: "220102", name: 南关区, type: 市辖区}
    """
    source = kb.sources.get(kb.areas.source)
    if kb.areas.areas and kb.areas.as_of is None:
        yield Finding(Ref(kb.areas, "areas"), "列了地区，没有写截至日期", "例如：as_of: 2021-06-03", "areas")
    if source is None:
        return
    listed = [line.split() for line in source.lines[1:] if line.strip() and not line.startswith("#")]
    listed = [words for words in listed if len(words) == _COLUMNS]
    if not kb.areas.areas and not any(words[0].isdecimal() for words in listed):
        return  # a plan that is not summed up by area, its own document for a source
    as_of = deadlines(source.lines[0])
    if as_of and kb.areas.as_of and as_of[0] != kb.areas.as_of:
        message = f"截至日期写的是{kb.areas.as_of}，名录是{as_of[0]}"
        yield Finding(Ref(kb.areas, "as_of"), message, f"例如：as_of: {as_of[0]}", str(kb.areas.as_of))
    yield from _areas_against(kb, listed)


def _areas_against(kb: KnowledgeBase, listed: list[list[str]]) -> Iterator[Finding]:
    by_code = {code: (name, kind) for code, name, kind in listed}
    by_name = {(name, kind): code for code, name, kind in listed}
    used = {(area.code, area.name) for area in kb.areas.areas}
    answered = set()
    for area in kb.areas.areas:
        right = by_name.get((area.name, area.type), area.code)
        answered.add(area.code)
        if right != area.code and (right, area.name) not in used:
            answered.add(right)
            message = f"{area.name}的代码应为{right}，这里是{area.code}"
            yield Finding(Ref(area, "code"), message, f'例如：code: "{right}"', area.code)
        elif area.code not in by_code:
            yield Finding(Ref(area, "code"), f"名录里没有代码{area.code}", "请照名录核对", area.code)
        elif by_code[area.code][0] != area.name:
            name = by_code[area.code][0]
            message = f"代码{area.code}是“{name}”，这里是“{area.name}”"
            yield Finding(Ref(area, "name"), message, f"改为：{name}", area.name)
        elif by_code[area.code][1] != area.type:
            kind = by_code[area.code][1]
            message = f"{area.name}的类别是“{kind}”，这里是“{area.type}”"
            yield Finding(Ref(area, "type"), message, f"改为：{kind}", area.type)
    before: Part = kb.areas.areas[0] if kb.areas.areas else kb.areas
    present = {area.code: area for area in kb.areas.areas}
    for code, name, _ in listed:
        if code not in answered:
            at = Ref(before, "code") if before is not kb.areas else Ref(kb.areas, "areas")
            yield Finding(at, f"名录里的“{code} {name}”没有录入", "请在这一条之后补录")
        before = present.get(code, before)
