"""What a cell takes: drop-downs and limits with words of their own, shown by Excel while the clerk types."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING, Any, get_args

from minzheng_cli.model.progress import OfficeStatus
from minzheng_cli.report.formatting import chinese_day

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from minzheng_cli.model.period import Period
    from minzheng_cli.query.form_columns import FormColumn

LARGEST = 10**12
"""No count of this plan comes near it."""
STATUSES = get_args(OfficeStatus)
_LONGEST = 250
"""Excel allows 255 characters of a prompt."""


def limit(page: Worksheet, row: int, at: int, column: FormColumn, period: Period, prompt: str) -> None:
    """Put the limit of its column on a cell; texts have none."""
    rule = _rule(column, period)
    if rule is None:
        return
    words = {"input_title": column.label, "input_message": prompt[:_LONGEST]} if prompt else {}
    page.data_validation(row, at, row, at, {**rule, **words, "error_title": "这一格填得不对", "ignore_blank": True})


def _rule(column: FormColumn, period: Period) -> dict[str, Any] | None:
    if column.kind == "status":
        said = f"请从下拉框里选：{'、'.join(STATUSES)}。"
        return {"validate": "list", "source": list(STATUSES), "error_message": said}
    if column.kind == "count":
        said = f"{column.label}只填整数，0或更大，不写单位。例：8"
        return {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": LARGEST, "error_message": said}
    if column.kind == "number":
        said = f"{column.label}只填数，不写单位。例：35.5"
        return {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": LARGEST, "error_message": said}
    return _day_rule(column, period) if column.kind == "day" else None


def _day_rule(column: FormColumn, period: Period) -> dict[str, Any]:
    start = datetime.combine(period.start, time(), tzinfo=None)
    if column.field != "as_of":
        said = f"请填日期，不早于{chinese_day(period.start)}。例：{period.next.start:%Y}-{period.next.start:%m}-08"
        return {"validate": "date", "criteria": ">=", "value": start, "error_message": said}
    said = f"截止日期要在{period.chinese}之内：{chinese_day(period.start)}至{chinese_day(period.end)}。"
    end = datetime.combine(period.end, time(), tzinfo=None)
    return {"validate": "date", "criteria": "between", "minimum": start, "maximum": end, "error_message": said}
