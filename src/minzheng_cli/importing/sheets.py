"""A workbook's cells as they were typed, from Excel, WPS and LibreOffice. Formulas are never evaluated: only what they gave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import TYPE_CHECKING

from minzheng_cli.errors import MzError
from minzheng_cli.importing.container import LARGEST_GRID, inspect

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

Raw = str | int | float | bool | date | datetime | time | timedelta
"""What a cell holds; an empty one holds an empty text."""


@dataclass(frozen=True)
class Sheet:
    """One sheet: its rows from the first on, the cells that a merged one covers, and the cells that cannot be read.

    Places are row and column, both from 0. `covered` leads from a covered cell to the one whose words it shows.
    """

    name: str
    rows: Sequence[Sequence[Raw]]
    covered: dict[tuple[int, int], tuple[int, int]]
    errors: frozenset[tuple[int, int]] = frozenset()
    uncounted: frozenset[tuple[int, int]] = frozenset()


def column_name(column: int) -> str:
    """`A` for 0, `AA` for 26."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def read_sheets(data: bytes) -> list[Sheet]:
    """All sheets of the workbook, hidden ones too. Raises MzError for a file that cannot be read."""
    from minzheng_cli.importing.apart import laid_out_apart

    contents = inspect(data)
    if contents.kind != "xlsx":
        return laid_out_apart(data)
    part_of = {name: part for part, name in contents.names.items()}
    sheets = laid_out(data)
    nothing: frozenset[tuple[int, int]] = frozenset()
    return [
        replace(each, errors=contents.errors.get(part, nothing), uncounted=contents.uncounted.get(part, nothing))
        for each, part in ((each, part_of.get(each.name, "")) for each in sheets)
    ]


def damaged() -> MzError:
    """The mistake of a file that is no whole workbook."""
    return MzError("文件已损坏，打不开。", "请用发下去的原表重新填写，用Excel或WPS保存成.xlsx")


def laid_out(data: bytes) -> list[Sheet]:
    """The sheets of a workbook that was inspected. Raises MzError where it cannot be read after all."""
    from python_calamine import CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        return [_sheet(book.get_sheet_by_name(name)) for name in book.sheet_names]
    except MzError:
        raise
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError):
            raise
        # the reader is written in Rust: besides its own errors, it may panic, which is no Exception
        raise damaged() from None


def _sheet(sheet: CalamineSheet) -> Sheet:
    if sheet.total_height * sheet.total_width > LARGEST_GRID:
        raise MzError(
            f"“{sheet.name}”页写到了第{sheet.total_height}行，不像是填报表，没有打开。", "请删去表格以外的内容"
        )
    return Sheet(sheet.name, sheet.to_python(skip_empty_area=False), _covered(sheet))


def _covered(sheet: CalamineSheet) -> dict[tuple[int, int], tuple[int, int]]:
    found = {}
    for first, last in sheet.merged_cell_ranges or ():
        if (last[0] - first[0] + 1) * (last[1] - first[1] + 1) > LARGEST_GRID // 10:
            continue
        for row in range(first[0], last[0] + 1):
            for column in range(first[1], last[1] + 1):
                if (row, column) != first:
                    found[row, column] = first
    return found
