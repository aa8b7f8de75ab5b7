"""How a light looks on paper: a sign for each status, so that it reads in black and white, and a shade for each colour.

Which status has which colour is the plan's choice (`plan.tracking`); here is only how a colour is printed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from minzheng_cli.model.tracking import Colour, ScheduleStatus

if TYPE_CHECKING:
    from minzheng_cli.model.tracking import Tracking

SIGNS: dict[ScheduleStatus, str] = {
    "正常": "●",
    "临近": "▲",
    "滞后": "◆",
    "逾期": "■",
    "逾期后补齐": "◎",
    "未报送": "○",
}
"""Signs of GB/T 2312, which every Chinese font has."""
UNDATED = "未写期限"
"""What stands in the place of a light where the text gives no date."""


@dataclass(frozen=True)
class Shade:
    """A colour as printed: of a cell `back` and `text`, of lines and bars `line`; six hexadecimal digits each.

    `pattern` is the hatch of a bar, by DrawingML's name; empty for none.
    """

    back: str
    text: str
    line: str
    pattern: str


SHADES: dict[Colour, Shade] = {
    "绿": Shade("C6E0B4", "000000", "2E7D32", "wdUpDiag"),
    "蓝": Shade("BDD7EE", "000000", "1F4E79", "smGrid"),
    "黄": Shade("FFE699", "000000", "B7950B", "ltHorz"),
    "橙": Shade("F4B183", "000000", "C55A11", "dkVert"),
    "红": Shade("C00000", "FFFFFF", "C00000", ""),
    "灰": Shade("D9D9D9", "000000", "595959", "pct10"),
}
STATUSES: tuple[ScheduleStatus, ...] = get_args(ScheduleStatus)
"""All statuses, in the order in which they are told."""


@dataclass(frozen=True)
class Light:
    """A status with its sign and its colour."""

    word: str
    sign: str
    colour: Colour

    @property
    def words(self) -> str:
        """●正常."""
        return f"{self.sign}{self.word}"


def lights_of(tracking: Tracking) -> tuple[Light, ...]:
    """Every status with the colour that the plan gives it."""
    return tuple(light_of(status, tracking) for status in STATUSES)


def light_of(status: ScheduleStatus, tracking: Tracking) -> Light:
    """One status as a light."""
    return Light(status, SIGNS[status], tracking.colour(status))


def sign_of(word: str) -> str:
    """A status or another word with its sign before it, if it has one."""
    return next((f"{sign}{status}" for status, sign in SIGNS.items() if status == word), word)
