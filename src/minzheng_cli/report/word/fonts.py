"""The fonts of official documents, by what they are for, and the other names that machines know them by."""

from __future__ import annotations

from dataclasses import astuple, dataclass

LATIN = "Times New Roman"


@dataclass(frozen=True)
class Fonts:
    """A font for each part of a document (GB/T 9704-2012, 5.2.2, 7.3.1, 7.3.3, 7.5)."""

    title: str
    heading: str
    subheading: str
    body: str
    page_number: str


PROFILES = {
    "国标": Fonts("方正小标宋简体", "黑体", "楷体_GB2312", "仿宋_GB2312", "宋体"),
    "Windows": Fonts("宋体", "黑体", "楷体", "仿宋", "宋体"),
}
"""The fonts that the standard's practice names, and those that every Chinese Windows carries."""
STANDARD = PROFILES["国标"]


def replacements(wanted: Fonts) -> dict[str, str]:
    """Names of the standard's fonts and what stands in for each; none for those that stay."""
    pairs = zip(astuple(STANDARD), astuple(wanted), strict=True)
    return {standard: chosen for standard, chosen in pairs if standard != chosen}
