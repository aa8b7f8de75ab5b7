"""areas.yaml of a plan whose divisions are not packaged: an empty list to be filled in, and a question."""

from __future__ import annotations

from minzheng_cli.importing.document.draft import Draft, Question
from minzheng_cli.importing.document.drafting.dump import Value, dump

_HEADER = (
    "行政区划。这份公文没有列出市、县，所以还是空的；要按地区收集和汇总的，照 mz init 得到的areas.yaml的格式补齐，名录放进sources。",
)


def areas_text(draft: Draft, source: str) -> tuple[str, list[Question]]:
    """The file's text and what has to be asked; no text for a plan of the province whose divisions are packaged.

    An empty list names no division that the document doesn't: queries and reports work, sums by area wait.
    """
    if "吉林" in f"{draft.head.issuer}{draft.head.title}" or not draft.tasks:
        return "", []
    text = (
        "要不要按地区收集和汇总数据？要的，把本地的市、县、区补进areas.yaml，并写明截至日期（as_of）；不要的，空着即可"
    )
    values: dict[str, Value] = {"source": source, "areas": []}
    if draft.head.date:
        values = {"as_of": draft.head.date, **values}
    return dump(_HEADER, values), [Question("行政区划", text, "", 1, 0.0)]
