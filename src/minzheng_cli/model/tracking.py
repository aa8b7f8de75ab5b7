"""`tracking` of `plan.yaml`: from which day something is near, behind or late, and in which colour that is shown.

The notice asks for follow-up (跟踪落实制度) but names no thresholds and no colours; departments differ, so they are data.
"""

from typing import Annotated, Literal

from pydantic import Field, StrictInt

from minzheng_cli.model.base import Part, Text

ScheduleStatus = Literal["正常", "临近", "滞后", "逾期", "逾期后补齐", "未报送"]
"""What the schedule says against the original date."""
Colour = Literal["绿", "蓝", "黄", "橙", "红", "灰"]


class Light(Part):
    """The colour in which one status is shown."""

    status: Annotated[ScheduleStatus, Field(description="进度状态", examples=["滞后"])]
    colour: Annotated[Colour, Field(description="灯的颜色", examples=["黄"])]


class Tracking(Part):
    """Thresholds and colours of follow-up."""

    near_days: Annotated[StrictInt, Field(ge=0, le=3660, description="期限前多少天算临近", examples=[90])] = 90
    behind_percent: Annotated[
        StrictInt,
        Field(ge=0, le=100, description="比序时进度落后全程的百分之几以上算滞后", examples=[10]),
    ] = 10
    report_days: Annotated[
        StrictInt, Field(ge=0, le=366, description="报告期结束后多少天内报送算按时", examples=[15])
    ] = 15
    lights: Annotated[tuple[Light, ...], Field(description="各种进度状态的灯色；没有写的用常用灯色")] = ()
    basis: Annotated[Text | None, Field(description="门限和灯色的依据；通知没有规定的写明由谁定")] = None

    def colour(self, status: ScheduleStatus) -> Colour:
        """The colour of a status: the plan's own choice, else the usual one."""
        return next((light.colour for light in self.lights if light.status == status), _USUAL[status])


_USUAL: dict[ScheduleStatus, Colour] = {
    "正常": "绿",
    "临近": "黄",
    "滞后": "橙",
    "逾期": "红",
    "逾期后补齐": "蓝",
    "未报送": "灰",
}
