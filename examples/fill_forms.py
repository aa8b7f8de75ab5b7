"""Fill forms as the offices and areas would: python examples/fill_forms.py FOLDER [--from KNOWLEDGE_BASE] [--careless]

What is said comes from a knowledge base with invented progress (default: the demonstration beside this file); whoever
says nothing there sends nothing: the form is deleted. People type in their own way, so some write numbers as text, in
full-width digits or with a unit, and days as 2022年7月8日. With `--careless` a few areas swap numerator and denominator,
or leave one of them out; filling the same folder again without it mends that.

Needs openpyxl, as the tests do. Everything is drawn from the area's code, so that the same forms come out each time.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl

from minzheng_cli.store.parsing import parse

HERE = Path(__file__).resolve().parent
META = "mz"
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
CARELESS = 17
"""One area in so many is careless."""
Entry = Mapping[str, Any]


@dataclass(frozen=True)
class Said:
    """What one office or area says in a period, by the id of its row."""

    rows: Mapping[str, Entry]
    habit: int
    careless: bool


def fill(path: Path, base: Path, *, careless: bool) -> bool:
    """Fill one form in its place; False where nothing is said, and so nothing is sent."""
    book = openpyxl.load_workbook(path)
    meta = {row[0]: row[1] for row in book[META].iter_rows(max_row=4, max_col=2, values_only=True)}
    said = _said(meta, base, careless=careless)
    if not said.rows:
        return False
    for name, write in (("工作进展", _write_report), ("指标数据", _write_figure)):
        if name in book.sheetnames:
            _fill_sheet(book[name], said, write)
    book.save(path)
    return True


def _said(meta: Entry, base: Path, *, careless: bool) -> Said:
    file = base / "progress" / f"{meta['period']}.yaml"
    values: Any = parse(file.read_text(encoding="utf-8"), file.name).value if file.is_file() else {}
    if office := meta.get("office"):
        rows = {each["task"]: each for each in values.get("reports", ()) if each["office"] == office}
        return Said(rows, 0, careless=False)
    figures = [each for each in values.get("observations", ()) if each["area"] == meta["area"]]
    first = {each["target"]: each for each in reversed(figures)}
    number = sum(ord(char) for char in str(meta["area"]))
    return Said(first, number % 5, careless=careless and number % CARELESS == 0)


def _fill_sheet(page: Any, said: Said, write: Any) -> None:
    head = next(row for row in page.iter_rows() if row[0].value == "编号")
    columns = {cell.value: cell.column for cell in head}
    for row in page.iter_rows(min_row=head[0].row + 1):
        if entry := said.rows.get(row[0].value):
            for title, value in write(entry, said).items():
                page.cell(row[0].row, columns[title]).value = value


def _write_report(entry: Entry, _said: Said) -> dict[str, Any]:
    fields = {
        "status": "状态",
        "done": "工作进展",
        "problems": "存在问题",
        "next": "下一步安排",
        "evidence": "佐证材料",
    }
    return {title: entry.get(name) for name, title in fields.items()} | {"报送日期": _day(entry["reported"], 1)}


def _write_figure(entry: Entry, said: Said) -> dict[str, Any]:
    filled = {"佐证材料": entry.get("evidence"), "报送日期": _day(entry["reported"], said.habit)}
    if "value" in entry:
        return filled | {"数值": _typed(entry["value"], said.habit)}
    above, below = entry["numerator"], entry["denominator"]
    if said.careless and above < below:
        above, below = (below, above) if said.habit % 2 else (None, below)
    return filled | {"分子": _typed(above, said.habit), "分母": _typed(below, said.habit)}


def _typed(value: float | None, habit: int) -> Any:
    """A number as one person or another types it."""
    if value is None:
        return None
    text = f"{value:g}" if value < 1_000_000 else str(value)
    return {1: text, 2: text.translate(FULL_WIDTH), 3: f" {text} "}.get(habit, value)


def _day(day: Any, habit: int) -> Any:
    """A day as one person or another types it."""
    if not isinstance(day, date):
        day = date.fromisoformat(str(day))
    return {0: day, 1: f"{day.year}年{day.month}月{day.day}日", 2: f"{day.year}/{day.month}/{day.day}"}.get(habit, day)


def main() -> None:
    """Fill every form of a folder."""
    parser = argparse.ArgumentParser(description="Fill forms with the demonstration's invented progress.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--from", dest="base", type=Path, default=HERE / "demo")
    parser.add_argument("--careless", action="store_true")
    given = parser.parse_args()
    for path in sorted(given.folder.glob("*.xlsx")):
        if not fill(path, given.base, careless=given.careless):
            path.unlink()


if __name__ == "__main__":
    main()
