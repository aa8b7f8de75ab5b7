"""The looks of a form: few formats, made once for each workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

FONT = "等线"
_GRID = "#A6A6A6"
_BODY = {"font_name": FONT, "font_size": 10, "text_wrap": True, "valign": "top"}
_CELL = {**_BODY, "border": 1, "border_color": _GRID}
_INPUT = {**_CELL, "bg_color": "#FFF9DB", "locked": False}
_NUMBER = {"align": "right", "valign": "vcenter"}
_CENTRE = {"align": "center", "valign": "vcenter"}
_WRONG = {"bg_color": "#FFC7CE", "font_color": "#9C0006", "border": 2, "border_color": "#C00000"}

_LOOKS: dict[str, dict[str, Any]] = {
    "title": {"font_name": FONT, "font_size": 16, "bold": True, "valign": "vcenter"},
    "remark": {"font_name": FONT, "font_size": 10, "valign": "vcenter"},
    "warning": {"font_name": FONT, "font_size": 11, "bold": True, "font_color": "#C00000", "valign": "vcenter"},
    "head": {**_CELL, **_CENTRE, "bold": True, "font_color": "#FFFFFF", "bg_color": "#1F4E79"},
    "head_input": {**_CELL, **_CENTRE, "bold": True, "bg_color": "#FFD966"},
    "id": {**_CELL, **_CENTRE, "bold": True},
    "shown": _CELL,
    "before": {**_CELL, "font_color": "#595959", "bg_color": "#F2F2F2"},
    "share": {**_CELL, **_CENTRE, "num_format": "0.0%", "bg_color": "#F2F2F2"},
    "closed": {**_CELL, **_CENTRE, "font_color": "#A6A6A6", "bg_color": "#F2F2F2"},
    "words": _INPUT,
    "status": {**_INPUT, **_CENTRE},
    "count": {**_INPUT, **_NUMBER, "num_format": "0"},
    "number": {**_INPUT, **_NUMBER, "num_format": "General"},
    "day": {**_INPUT, **_CENTRE, "num_format": "yyyy-mm-dd"},
    "line": {**_BODY, "font_size": 11, "valign": "vcenter"},
    "step": {**_BODY, **_CENTRE, "font_size": 11, "bold": True},
    "label": {**_CELL, "font_size": 11, "bold": True, "bg_color": "#DDEBF7", "valign": "vcenter"},
    "value": {**_CELL, "font_size": 11, "valign": "vcenter"},
    "bad": {"bg_color": "#FFC7CE", "font_color": "#9C0006"},
}


class Styles:
    """Formats of one workbook by name; those of cells that are marked as wrong are made when they are needed."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[str, Format] = {}

    def __getitem__(self, name: str) -> Format:
        if name not in self._made:
            look, _, wrong = name.partition("!")
            self._made[name] = self._book.add_format({**_LOOKS[look], **(_WRONG if wrong else {})})
        return self._made[name]

    def wrong(self, name: str) -> Format:
        """The same look, marked in red."""
        return self[f"{name}!wrong"]
