"""Names of bodies in a list: 省民政厅、省财政厅等, 各市、县（市、区）人民政府, 社会事务处和区划地名处."""

from __future__ import annotations

import re

_OPENING, _CLOSING = "（([【〔", "）)]】〕"
_END = (
    r"(?:局|厅|委|委员会|部|办|办公室|处|处室|科|科室|股|股室|室|院|所|站|中心|会|联|团委|政府|机关|部门|单位|公司|集团|银行|学校|大学|学院|支队|总队|大队|队|社|署|街道|乡镇|乡|镇|村|社区"
    r"|区|县|市|州|省|地|地方|园区|管委会|机构|企业|协会|院校|园|法院|检察院|馆|组|专班|党委|工委|纪委|主体|军区|武装部|办事处|居|基地|新区|开发区|中支|分行|分局|司|妇联|残联|工商联|红十字会|团|网|协|台|报社|党校|文联|作协|侨联|贸促会|体)"
)
_BODY = re.compile(rf"^[^。；;：:]{{1,40}}?{_END}(?:（[^）]*）|\([^)]*\))?$")
_PLACE = re.compile(
    r"^(?:.*(?:和|及|以及))?(?:各|县级|市级|区级)?(?:设区的?)?(?:省|市|州|盟|县|区|旗|省辖市|自治州|地级市|设区市|市级|县级|省级|区级|乡镇级)(?:（[^）]*）|\([^)]*\))?$"
)
_TOWN = re.compile(r"^各(?:乡镇?|镇|街道)(?:（[^）]*）|\([^)]*\))?$")
_JOINT = re.compile(r"以及|及其?|和|与|会同|、和")
_SINGLE_END = re.compile(rf"{_END}(?:（[^）]*）)?$")
_WHOLE = re.compile(r"(?:办公室|[^办事]处|[^学]科|局|厅)$")
"""What two names end in that are whole each: 办公室和规划财务处."""
_SECOND = re.compile(
    r"^(?:省|市|区|县|州|厅|局|委|各|有关|相关|其他|所属|属地|全|国家|中|民|财|教|公|人|住|自|农|卫|应|退|文|交|发|社|养|儿|慈|基|规|办|直|乡|镇|街|辖|下|人民|事业)"
)
_ETC = re.compile(
    r"等(?:等)?(?:\d+个|[一二两三四五六七八九十]+个)?(?:有关|相关|行业|主管|市直|省直|区直|县直|市级|省级|县级|区级|成员|其他|职能|责任|各)*(?:单位和部门|部门和单位|部门（单位）|单位（部门）|部委|单位|部门|处室|科室|机构|方面|地方|地区|地)?(?=$|[、，,；;和及]|(?:按|分|共|各))"
)
_SHARE = re.compile(r"[（(][^（）()]*(?:负责|牵头|配合|分工|职责|排名|为主|具体)[^（）()]*[）)]$")
"""How the work is shared, behind the last name: 市财政局（负责资金）."""
_BARE = ("单位", "部门", "机构")
"""市直有关部门、单位 is one name."""
_LEVELS = {"省": 0, "市": 1, "州": 1, "盟": 1, "县": 2, "区": 2, "旗": 2}
_NOISE = re.compile(
    r"^(?:由|与|和|及|以及|并|会同|商(?=省|市|县|区|财政|有关|相关)|[:：\s、，,]+|[①-⑳]|\d{1,2}[.．、])+|[\s。.;；:：、，,]+$|(?:等)$"
)


def split_names(text: str) -> list[str]:
    """The names in a list, as it writes them, without 等 and what fills up behind it."""
    found: list[str] = []
    for piece in _pieces(_ETC.sub("、", text)):
        for name in _jointly(piece):
            clean = _bare(name)
            if len(clean) >= 2 and not re.fullmatch(r"[\d\W_]+|单位|部门|有关|相关|市|县|区", clean):
                found.append(clean)
    return list(dict.fromkeys(found))


def looks_like_body(name: str) -> bool:
    """True for a name that ends like a body's: 局, 厅, 处, 人民政府, 各地 …"""
    return bool(_BODY.match(name)) and not re.search(r"[“”《》]|的(?!.*(?:单位|部门|地方|地区|县|市)$)", name)


def _bare(name: str) -> str:
    name = _SHARE.sub("", name)
    previous = None
    while previous != name:
        previous, name = name, _NOISE.sub("", name)
    return name


def _pieces(text: str) -> list[str]:
    """Split at the stops outside brackets; a bare 各市 or 县 belongs to what follows it (各市、县人民政府)."""
    parts, depth, last = [], 0, 0
    for at, char in enumerate(text):
        depth += (char in _OPENING) - (char in _CLOSING)
        is_break = char in "、，,；;／/|\n" or (char in " \u3000" and _is_gap(text, at))
        if depth <= 0 and is_break:
            parts.append((text[last:at].strip(), char))
            last, depth = at + 1, 0
    parts.append((text[last:].strip(), ""))
    return _with_places(parts)


def _is_gap(text: str, at: int) -> bool:
    """A blank parts two names, not the characters of one that is spread over its cell."""
    before = re.split(r"[\s、，,；;]", text[:at])[-1]
    after = re.split(r"[\s、，,；;]", text[at + 1 :])[0]
    return len(before) > 1 and len(after) > 1


def _with_places(parts: list[tuple[str, str]]) -> list[str]:
    found: list[str] = []
    pending = ""
    for at, (name, stop) in enumerate(parts):
        if name in _BARE and found and parts[at - 1][1] == "、":
            found[-1] += f"、{name}"
            continue
        follower = parts[at + 1][0] if at + 1 < len(parts) else ""
        is_town = (
            bool(_TOWN.match(pending + name)) and follower.startswith(("街道", "乡镇", "镇", "乡")) and stop == "、"
        )
        is_place = bool(_PLACE.match(pending + name) or _PLACE.match(name)) or is_town
        if stop == "、" and follower and is_place and _joins(pending or name, follower):
            pending += name + stop
            continue
        found.append(pending + name)
        pending = ""
    return found


def _joins(places: str, follower: str) -> bool:
    """各市、县民政局 are one, as each county lies in a city; 各区、市民政局 are two."""
    if not follower.startswith(("省", "市", "县", "区", "州", "盟", "旗", "街", "乡", "镇", "自治")):
        return False
    if not re.match(r"(?:省|市|县|区|州)[^（(、]{1,}(?:局|厅|委|办|会|部)$", follower):
        return True
    above = _LEVELS.get(places[1:2], 9) if places.startswith("各") else 9
    return above < _LEVELS.get(follower[0], 0)


def _jointly(piece: str) -> list[str]:
    """社会事务处和区划地名处 are two, 工业和信息化局 and 基层政权建设和社区治理处 are one."""
    for found in _JOINT.finditer(piece):
        before, after = piece[: found.start()], piece[found.end() :]
        if before.count("（") != before.count("）") or len(before) < 2 or len(after) < 2:
            continue
        if _SINGLE_END.search(before) and _splits(before, after, found[0]):
            return [before, *_jointly(after)]
    return [piece]


def _splits(before: str, after: str, word: str) -> bool:
    if word != "与" and _WHOLE.search(before) and _WHOLE.search(after):
        return True
    if re.search(r"(?:教育|卫生|文化|体育|社会|工业|信息化|民族|宗教|发展|交通|水利|农业|农村)$", before):
        return False
    if re.search(
        r"(?:社区|街道|乡镇|乡|村|城市|社|团|居|地|部门|市|县|区|网|司|组|主体|企业)$", before
    ) and not after.startswith(("各", "省", "市", "县", "区", "有关", "相关")):
        return False
    if re.match(
        r"(?:信息化|改革|社区建设|社区治理|健康|旅游|城乡建设|社会保障|社会工作|技术|体育|草原|管理|规划|服务|监督|老干部|军人)",
        after,
    ):
        return False
    return word != "与" and (looks_like_body(after) or bool(_SECOND.match(after)))
