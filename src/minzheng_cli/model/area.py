"""`areas.yaml`: the province and its divisions, by GB/T 2260 code."""

from typing import Annotated, Literal

from pydantic import Field

from minzheng_cli.model.base import AreaCode, Day, FileName, Part, Text

AreaType = Literal["省", "地级市", "自治州", "管委会", "市辖区", "县", "县级市", "自治县"]
COUNTY_TYPES = ("市辖区", "县", "县级市", "自治县")
PREFECTURE_TYPES = ("地级市", "自治州", "管委会")


class Area(Part):
    """One division; its parent follows from its code."""

    code: Annotated[AreaCode, Field(description="GB/T 2260代码，要加引号；没有代码的用本地编号，如JL-CBS")]
    name: Annotated[Text, Field(description="名称", examples=["长春市"])]
    type: Annotated[AreaType, Field(description="类别", examples=["地级市"])]
    note: Annotated[Text | None, Field(description="编者说明")] = None

    @property
    def parent(self) -> str | None:
        """Code of the division above; None for the province."""
        if self.type == "省":
            return None
        return f"{self.code[:4]}00" if self.type in COUNTY_TYPES else None

    @property
    def is_county(self) -> bool:
        """True for a county-level division (县级)."""
        return self.type in COUNTY_TYPES


class AreasFile(Part):
    """All of `areas.yaml`."""

    as_of: Annotated[Day | None, Field(description="截至日期；没有列地区的不写", examples=["2021-06-03"])] = None
    source: Annotated[FileName, Field(description="名录文件，放在sources/下")]
    areas: Annotated[tuple[Area, ...], Field(description="行政区划，按代码次序；不按地区汇总的，写[]")]
