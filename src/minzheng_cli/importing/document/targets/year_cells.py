"""Cells of a table that say what a task is to reach in a year: 每万人15名, 16名, 18名."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from minzheng_cli.importing.document.draft import FoundTarget
from minzheng_cli.importing.document.structure.tables import Row
from minzheng_cli.importing.document.targets.amounts import amounts
from minzheng_cli.importing.document.targets.sentences import Frame, find_targets
from minzheng_cli.model.deadlines import Calendar, Dated

_BARE = re.compile(r"(?:不低于|不少于|达到|达|≥|>=)?\s*[\d.,，]+\D{0,6}")
_LONGEST_RATE = 4
_DOES = re.compile(r"^(?:打造|建设|实施|推动|推进|健全|完善|开展|加强|建立|发展|培育|提升|提高|新建|优化)")


def year_targets(row: Row) -> Iterator[FoundTarget]:
    """The targets of a row's year columns; a bare number goes on with the name of the year before, else of the row."""
    name = ""
    for year, cell in row.years:
        day = date(year, 12, 31)
        made = find_targets(cell, row.line, Calendar(year, None, year, 1), Frame(Dated(day, 0, 0, f"{year}年")))
        if not made and _BARE.match(cell):
            made = list(_alone(cell, row.line, day))
        for target in made:
            own = target.indicator if target.indicator != "未写明" and not _BARE.match(cell) else ""
            if len(own) <= _LONGEST_RATE:
                own = name or _DOES.sub("", row.title) + own
            name = own
            yield replace(target, indicator=own, due=day, basis=f"表头“{year}年”")


def _alone(cell: str, line: int, day: date) -> Iterator[FoundTarget]:
    for amount in amounts(cell)[:1]:
        yield FoundTarget("", "", ">=", amount.value, amount.unit, day, None, cell, line, 0.9)
