"""Notes that hold for all tasks of a plan: who carries out each of them, and which of several names leads."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from minzheng_cli.importing.document.draft import Owners
from minzheng_cli.importing.document.owners.bodies import looks_like_body, split_names

_EVERYBODY = re.compile(
    r"(?:以下|上述|下列|以上|各项|所有|本方案|全部)[^。；]{0,16}?(?:均需|均须|均由|都需|均应|均要|需|须|由)(?P<names>[^。；，（）]{2,40}?(?:（[^）]*）[^。；，（）]{0,20})?)(?:负责|贯彻|组织|抓好|具体)?(?:落实|实施|推进|负责)"
    r"[^。]{0,12}?(?:不再|不一一|不另)[^。]{0,6}?(?:列出|列|重复|赘述|注明|单独)"
)
_FIRST_LEADS = re.compile(
    r"(?:列|排|居|排名|排序|位列|排列)(?:在|于|名)?(?:第一|首)(?:位|个)?[^。；]{0,14}?(?:为|是|系)(?:第一|工作|主要)?牵头|第一个(?:责任)?(?:单位|部门)(?:为|是)牵头|首位(?:单位|部门)?(?:为|是)?牵头|加(?:\*|★|黑)[^。]{0,10}牵头"
)


@dataclass(frozen=True)
class Notes:
    """Names that every task has besides its own, and whether the first of several names leads."""

    everybody: tuple[str, ...] = ()
    first_leads: bool = False

    def applied(self, owners: tuple[Owners, ...]) -> tuple[Owners, ...]:
        """The owners as the notes have them."""
        made = list(owners)
        if self.first_leads and len(made) == 1 and made[0].role == "负责" and len(made[0].names) > 1:
            first, *rest = made[0].names
            made = [Owners("牵头", (first,)), Owners("责任单位", tuple(rest))]
        more = tuple(name for name in self.everybody if all(name not in each.names for each in made))
        if not more:
            return tuple(made)
        role = "责任单位" if made else "负责"
        at = next((at for at, each in enumerate(made) if each.role == role), None)
        if at is None:
            return (*made, Owners("责任单位" if made else "负责", more))
        made[at] = replace(made[at], names=made[at].names + more)
        return tuple(made)


def notes_of(texts: Iterable[str]) -> Notes:
    """Look for both kinds of notes in a document's paragraphs."""
    everybody: tuple[str, ...] = ()
    first_leads = False
    for text in texts:
        if not everybody and (found := _EVERYBODY.search(text)):
            names = split_names(found["names"])
            everybody = tuple(names) if names and all(looks_like_body(name) for name in names) else ()
        first_leads = first_leads or bool(_FIRST_LEADS.search(text))
    return Notes(everybody, first_leads)
