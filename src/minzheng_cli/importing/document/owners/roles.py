"""What an assignment says: who leads, supports, answers for it or carries it out, and by when."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from minzheng_cli.importing.document.draft import Owners, Role
from minzheng_cli.importing.document.owners.bodies import looks_like_body, split_names

_POSTS = r"(?:领导|人|人员|市领导|省领导|厅领导|局领导|县领导|区领导|负责人)"
LABEL = re.compile(
    rf"(?:(?:主要|总|具体|共同|第一|市级|省级|县级|区级|主体|直接)?(?:责任|牵头|主责|主办|承办|负责|落实|实施|配合|协办|协同|参与|参加|协作|支持|协助|推进|指导|监督|组织|分管|包保|联系|完成)"
    rf"(?:落实|实施|负责|责任|配合|协办|参与|牵头|推进|指导|监管|考核|考评|督办|督查)?"
    rf"(?:处（科）室|科（处）室|处\(科\)室|处室|科室|股室|部室|站所|处|单位|部门|机构|主体|地区|方|县区|县（市、区）|县市区|乡镇|{_POSTS})(?:及部门|及单位|和部门|（部门）|（单位）|\(部门\)|、部门)?(?:及分工)?"
    rf"|(?:责任|任务)分工|牵头|配合|负责|责任(?=[:：])|主办|协办|承办|(?:参加|参与|协助|支持|指导|监督|落实|实施)(?=\s*[:：])"
    rf"|(?:完成|办结|办理|落实|整改|实施|推进)?(?:时限|期限|时间(?:节点|安排|要求|进度)?|时间|进度(?:安排|要求)?)(?:要求)?)"
)
_LABELLED = re.compile(
    rf"\s*[【〔\[（(]?\s*({LABEL.pattern})\s*[】〕\]）)]?(?:\s*[:：]\s*|(?<=单位|部门|处室|科室|时限)[ \u3000]+)"
    rf"|\s*[【〔\[]\s*({LABEL.pattern})\s*[】〕\]]\s*[:：]?\s*"
)
_DUTY = r"(?:按|按照|依|依据|根据|结合)?(?:各自|本部门|部门|其|工作)?(?:的)?(?:职责|职能|职权|责任|分工)+(?:范围)?(?:内)?(?:分工)?"
_ACT = r"(?:牵头|配合|负责|参与|参加|落实|协办|主办|承办|协助|协同|组织实施|实施|推进|推动|支持|指导|督导|完成|办理|抓好|做好|结合实际落实|具体负责)"
_VERB = re.compile(
    rf"(?:等)?(?:[、，]?(?:有关|相关)(?:部门|单位)(?=按|分|共|配|参))?(?:{_DUTY})?(?:分别|共同|具体|各自|一起|联合|结合实际|密切|积极|抓好|协同|统筹)?(?:{_DUTY})?(?:负责|共同|分别)?"
    rf"({_ACT})(?:负责|落实|组织实施|实施|推进|完成|抓好落实|工作|落实工作)?$"
)
_TOGETHER = re.compile(r"会同|商(?=省|市|县|区|财政)|联合(?=省|市|县|区|财政)")
_DAY = r"(?:\d{4}年|今年|当年|本年|年内|全年|年底|\d{1,2}月|第?[一二三四1-4]季度|上半年|下半年|“?十[三四五]五”?|每年|每月|每季度|\d{4}[-.—/]\d{1,2})"
_DEADLINE = re.compile(rf"^(?:于|在|力争|力争于|到|截至|至|自)?{_DAY}[^，；。：:]{{0,26}}$")
_STANDING = re.compile(
    r"^(?:长期|持续|常态|常年|按时|全年|立即|立行|即|适时|常态化|按期|随时|逐年)[^，；。]{0,10}(?:推进|坚持|实施|开展|落实|执行|完成|整改|有效)?$|^(?:推进|坚持|实施)?中?(?:并)?(?:长期|持续)(?:坚持|推进|实施|开展)$"
)
_NOT_A_DAY = re.compile(r"印发|发布|施行|修订|出生|以来|第\d+号|〔")
_REMARK = re.compile(r"^下同$|(?:第一|首)位|^不再|以下(?:简称|[^，；]{0,8}均)|^注[:：]|有关部门按|^排名")
_REMARK_IN_BRACKETS = re.compile(r"(?<=[^（(\s])[（(](?:[^（）()]*(?:第一|首)位[^（）()]*|[^（）()]*下同)[）)]")
"""丙局（列第一位的牵头，下同）: what holds for every list, said behind one."""
_DONE = re.compile(r"(?:全部|基本)?(?:完成|办结|落实到位|到位)$")


@dataclass(frozen=True)
class Assignment:
    """Owners in their order by role, the deadline as it is worded, and how sure that is."""

    owners: tuple[Owners, ...] = ()
    deadline: str | None = None


def is_deadline(text: str) -> bool:
    """True for words that only say by when: 2023年年底前完成, 长期坚持."""
    words = text.strip(" 　。；;，,：:")
    if not words or len(words) > 34 or _NOT_A_DAY.search(words):
        return False
    if _STANDING.match(words):
        return True
    return bool(_DEADLINE.match(words)) and bool(
        re.search(r"前|底|末|完成|取得|内$|止|起|持续|日$|月$|年$|季度|上半年|下半年|推进|实施", words)
    )


def is_said(text: str) -> bool:
    """True for words that say who does it."""
    return any(looks_like_body(name) for each in parse([text]).owners for name in each.names)


def parse(texts: Iterable[str]) -> Assignment:
    """Read assignments (`（责任单位：市民政局；完成时限：6月底前）`, `省民政厅牵头，省残联配合`) together."""
    reader = _Reader()
    for text in texts:
        reader.read(text)
    return Assignment(_roles(reader.found), reader.deadline)


class _Reader:
    """Goes through chunks between stops; names wait until a label or a verb says what they do."""

    def __init__(self) -> None:
        self.found: list[tuple[str, list[str]]] = []
        self.deadline: str | None = None
        self._label: str | None = None
        self._waiting: list[str] = []

    def read(self, text: str) -> None:
        self._label = None
        for chunk in _chunks(_REMARK_IN_BRACKETS.sub("", text)):
            labelled = _LABELLED.match(chunk)
            if labelled:
                self._flush()
                self._label = labelled[1] or labelled[2]
            words = chunk[labelled.end() :] if labelled else chunk
            self._chunk(words.strip(" 　。；;，,"))
        self._flush()

    def _chunk(self, chunk: str) -> None:
        if not chunk or _REMARK.search(chunk):
            return
        if self._label and re.search(r"时|期限|进度", self._label):
            self.deadline = _DONE.sub("", chunk) if self.deadline is None else f"{self.deadline}，{chunk}"
        elif self._label and re.search(rf"{_POSTS}$", self._label):
            return
        elif is_deadline(chunk):
            self.deadline = self.deadline or _DONE.sub("", chunk)
        else:
            self._names(chunk)

    def _names(self, chunk: str) -> None:
        together = _TOGETHER.search(chunk)
        if together and (together.start() == 0 or not self._label):
            self._together(chunk, together)
            return
        verb = _VERB.search(chunk)
        names = split_names(chunk[: verb.start()] if verb else chunk)
        self._flush_labelled(names, verb)
        self._waiting += [name for name in names if name not in self._waiting]
        if verb:
            self._flush(verb[1])

    def _flush_labelled(self, names: list[str], verb: re.Match[str] | None) -> None:
        """责任单位：甲局，乙局配合: the verb is said of its own names, not of those behind the label."""
        if self._label and names and verb and _kind(verb[1]) in ("牵头", "配合"):
            self._flush()

    def _together(self, chunk: str, word: re.Match[str]) -> None:
        """甲局会同乙局: the first leads; 甲局会同乙局负责: both answer for it."""
        lead, others = chunk[: word.start()], chunk[word.end() :]
        verb, lead_verb = _VERB.search(others), _VERB.search(lead)
        both = _kind(verb[1]) if verb and not lead_verb else ""
        self._waiting += split_names(lead[: lead_verb.start()] if lead_verb else lead)
        self._flush("负责" if both in ("负责", "落实") else "牵头")
        self._waiting += split_names(others[: verb.start()] if verb else others)
        self._flush("负责" if both in ("负责", "落实") else "配合")

    def _flush(self, verb: str | None = None) -> None:
        said = verb if verb and (not self._label or _kind(verb) in ("牵头", "配合")) else self._label or "负责"
        if self._waiting:
            self.found.append((_kind(said), self._waiting))
            self._waiting = []


def _chunks(text: str) -> list[str]:
    """Split at stops outside inner brackets, and before each label."""
    content = _unwrapped(text)
    parts, depth, last = [], 0, 0
    for at, char in enumerate(content):
        depth += (char in "（(") - (char in "）)")
        if depth <= 0 and char in "，,；;。\n":
            parts.append(content[last:at])
            last = at + 1
    parts.append(content[last:])
    split = [each for part in parts for each in _BEHIND_VERB.split(part)]
    return [piece for part in split for piece in _before_labels(part)]


_BEHIND_VERB = re.compile(r"(?<=牵头|负责|配合|主办|协办|参与|落实)[\s、/／|·]+(?=[\u4e00-\u9fff])")
_BOUNDARY = re.compile(rf"(?:(?<=[\s、）)])|(?<=[局厅委部办处科室院会府心]))(?={_LABELLED.pattern})")


def _before_labels(part: str) -> list[str]:
    starts = [found.start() for found in _BOUNDARY.finditer(part)]
    edges = sorted({0, *starts, len(part)})
    return [part[start:end] for start, end in pairwise(edges) if part[start:end].strip()]


def _unwrapped(text: str) -> str:
    words = text.strip(" 　。；;")
    pairs = {"（": "）", "(": ")", "【": "】", "[": "]", "〔": "〕"}
    if words[:1] in pairs and not re.match(rf"[【〔\[]\s*{LABEL.pattern}\s*[】〕\]]", words):
        closing = pairs[words[0]] + ")）]】〕"
        return words[1:-1] if words[-1] in closing and _closes_last(words) else words[1:]
    return words


def _closes_last(words: str) -> bool:
    """True where the first bracket is closed by the last character."""
    depth = 0
    for at, char in enumerate(words):
        depth += (char in "（([【〔") - (char in "）)]】〕")
        if depth <= 0:
            return at == len(words) - 1
    return True


def _kind(words: str) -> str:
    """What a label or verb stands for: 牵头, 配合, 负责, or 处室, 单位, 落实, which depend on who stands beside."""
    if re.search(r"牵头|主办", words):
        return "牵头"
    if re.search(r"配合|协办|协同|参与|参加|协作|支持|协助", words):
        return "配合"
    if re.search(r"责任[^单]*[处科股]|责任处|责任科", words):
        return "处室"
    if re.search(r"主责|主体|主要责任|第一责任", words):
        return "负责"
    if re.search(r"责任", words):
        return "单位"
    if re.search(r"落实|实施|承办|推进|推动|组织", words) and not re.search(r"负责", words):
        return "单位" if re.search(r"单位|部门|主体|地区", words) else "落实"
    return "负责"


def _roles(found: list[tuple[str, list[str]]]) -> tuple[Owners, ...]:
    kinds = {kind for kind, _ in found}
    has_lead = bool(kinds & {"牵头", "处室"})
    carries: Role = "责任单位" if has_lead else "负责"
    carries_out: Role = "责任单位" if has_lead or kinds & {"负责", "单位"} else "负责"
    roles: dict[str, Role] = {
        "牵头": "牵头",
        "配合": "配合",
        "处室": "负责",
        "负责": "负责",
        "单位": carries,
        "落实": carries_out,
    }
    merged: dict[Role, list[str]] = {}
    for kind, names in found:
        merged.setdefault(roles[kind], []).extend(names)
    return tuple(_owners(role, tuple(dict.fromkeys(names))) for role, names in merged.items())


@lru_cache(maxsize=1024)
def _owners(role: Role, names: tuple[str, ...]) -> Owners:
    """The same bodies answer for many tasks of a long plan: they are held once."""
    return Owners(role, names)
