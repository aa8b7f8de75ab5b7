"""What all models share: the frozen base and the field types, each with its form and a right example.

A field's `description` and `examples` are read by people: in the messages of `mz check` and in the JSON Schema.
"""

import re
from datetime import date
from math import isfinite
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, StrictInt
from pydantic_core import PydanticCustomError


class Part(BaseModel):
    """A frozen piece of the knowledge base; unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True, allow_inf_nan=False)


class Verbatim:
    """Marks a field whose text must stand word for word in the source.

    `covers` says that the field also accounts for the passage: the source has nothing left that no field covers.
    `everywhere` says that it does so wherever the words stand, as for a title that the text repeats.
    """

    def __init__(self, *, covers: bool = False, everywhere: bool = False) -> None:
        self.covers = covers
        self.everywhere = everywhere


_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _parse_day(value: object) -> date:
    if isinstance(value, date):
        return value
    if isinstance(value, str) and _ISO_DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise PydanticCustomError("day", "not a calendar day as YYYY-MM-DD")


def _parse_number(value: object) -> int | float:
    if isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value):
        return value
    raise PydanticCustomError("number", "not a finite number")


Text = Annotated[str, Field(min_length=1, pattern=r"\S")]
"""Free text, not blank."""
Quote = Annotated[Text, Verbatim()]
"""Words that stand in the source."""
Passage = Annotated[Text, Verbatim(covers=True)]
"""Words that stand in the source, and account for the passage."""
Heading = Annotated[Text, Verbatim(covers=True, everywhere=True)]
"""Words that stand in the source, perhaps more than once, and account for each place."""
Day = Annotated[date, BeforeValidator(_parse_day, json_schema_input_type=date)]
"""A calendar day, written 2025-12-31."""
Number = Annotated[int | float, BeforeValidator(_parse_number)]
"""A finite number; never text, never a boolean."""
Count = Annotated[StrictInt, Field(ge=0)]
"""A whole number, 0 or more."""
Flag = StrictBool

TaskId = Annotated[str, Field(pattern=r"^T[1-9][0-9]*$", examples=["T6"])]
MeasureId = Annotated[str, Field(pattern=r"^T[1-9][0-9]*\.[1-9][0-9]*$", examples=["T6.2"])]
TargetId = Annotated[str, Field(pattern=r"^G[1-9][0-9]*\.[1-9][0-9]*$", examples=["G6.2"])]
PassageId = Annotated[str, Field(pattern=r"^P[1-9][0-9]*$", examples=["P3"])]
TaskForceId = Annotated[str, Field(pattern=r"^F[1-9][0-9]*$", examples=["F1"])]
AreaCode = Annotated[str, Field(pattern=r"^([0-9]{6}|[A-Z]{2}-[A-Z]{2,6})$", examples=["220100"])]
PeriodId = Annotated[str, Field(pattern=r"^[0-9]{4}H[12]$", examples=["2021H2"])]
FileName = Annotated[str, Field(pattern=r"^[^/\\]+\.txt$", examples=["jilin-2021-22.txt"])]
