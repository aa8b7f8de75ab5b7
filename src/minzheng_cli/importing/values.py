"""What a clerk typed into a cell, as a count, a number, a day, a status or words; or why it can't be told."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta
from difflib import get_close_matches
from math import isfinite
from typing import get_args

from minzheng_cli.importing.sheets import Raw
from minzheng_cli.model.progress import OfficeStatus

LARGEST = 10**12
"""No figure of a plan comes near it."""
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]|_x00[01][0-9A-Fa-f]_")
_NOTHING = frozenset({"", "/", "\\", "-", "--", "—", "——", "–", "－", "／", "无", "N/A", "n/a"})
"""How a clerk says that there is no figure."""
_NO_WORDS = _NOTHING - {"无", "N/A", "n/a"}
_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_UNITS = re.compile(r"(?:个|所|人|名|户|村|张|处|家|座|间|套|项|条|县|乡|镇|次|件|组|支|场|床|平方米|平米|㎡|m2|元)+")
_DAY = re.compile(r"(\d{4})(?:年|[-/.])(\d{1,2})(?:月|[-/.])(\d{1,2})日?(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?")
_COMPACT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
_EPOCH = date(1899, 12, 30)
"""Day 0 of Excel's serial numbers, from March 1900 on."""
_SERIALS = range(36526, 73051)
"""Serial numbers of the days from 2000 to 2099."""
STATUSES: tuple[str, ...] = get_args(OfficeStatus)


class UnclearError(Exception):
    """A cell that can't be read as what its column holds: what is wrong, and what a right entry looks like."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


def text_of(raw: Raw) -> str:
    """The cell as the clerk sees it, less what nobody sees: zero-width characters, odd spaces and line ends."""
    if isinstance(raw, bool):
        return "是" if raw else "否"
    if isinstance(raw, float) and raw.is_integer() and abs(raw) < 1e15:
        return str(int(raw))
    if isinstance(raw, datetime):
        return str(raw.date() if raw.time() == datetime.min.time() else raw)
    words = _UNSEEN.sub("", str(raw)).replace("\r\n", "\n").replace("\r", "\n")
    words = _CONTROL.sub("", re.sub("[\u00a0\u2000-\u200a\u202f\u205f\t]", " ", words))
    lines = (line.strip(" \u3000") for line in words.split("\n"))
    return "\n".join(line for line in lines if line)


def narrow(raw: Raw) -> str:
    """The cell's text in half-width characters without any spaces: how ids, figures and headings are compared."""
    return "".join(unicodedata.normalize("NFKC", text_of(raw)).split())


def is_empty(raw: Raw, kind: str) -> bool:
    """True where nothing is filled in, or a stroke that says so."""
    if not isinstance(raw, str):
        return False
    return narrow(raw) in (_NO_WORDS if kind == "words" else _NOTHING)


def words(raw: Raw) -> str:
    """Free text."""
    return text_of(raw)


def status(raw: Raw) -> str:
    """One of the statuses."""
    said = narrow(raw)
    if said in STATUSES:
        return said
    near = get_close_matches(said, STATUSES, n=1, cutoff=0.3)
    hint = f"请从下拉框里选：{'、'.join(STATUSES)}" + (f"；是不是“{near[0]}”？" if near else "")
    raise UnclearError(f"状态“{said[:20]}”不在可选的范围里", hint)


def count(raw: Raw, label: str) -> int:
    """A whole number, 0 or more."""
    said = _figure(raw, label, "8")
    if said != int(said):
        raise UnclearError(f"{label}{said:.12g}不是整数", f"{label}是个数，请填整数，如8")
    return int(said)


def number(raw: Raw, label: str, unit: str) -> int | float:
    """A number, 0 or more, in the unit; of a percentage, 80%, 0.8 and 80 are the same."""
    said = narrow(raw) if isinstance(raw, str) else ""
    if unit == "%" and said.endswith("%"):
        return _whole(_figure(said.removesuffix("%"), label, "80"))
    value = _figure(said.removesuffix(unit) or said if said else raw, label, "35.5")
    if unit == "%" and not said and 0 < value <= 1:
        if value == 1:
            raise UnclearError("这一格是1，分不清是100%还是1%", "全部做到的请填100；确实是1%的请填0.01")
        return _whole(round(value * 100, 10))
    return _whole(value)


def _figure(raw: Raw, label: str, example: str) -> float:
    """The number in a cell: full-width digits, separators of thousands and a unit behind it are understood."""
    if isinstance(raw, bool) or not isinstance(raw, str | int | float):
        raise UnclearError(
            f"{label}“{text_of(raw)[:20]}”不是数", f"请只填数字，如{example}；并把这一格的格式改成“常规”"
        )
    value = _from_text(narrow(raw), label, example) if isinstance(raw, str) else float(raw)
    if not isfinite(value) or abs(value) > LARGEST:
        raise UnclearError(f"{label}太大了", f"请核对位数，如{example}")
    if value < 0:
        raise UnclearError(f"{label}{value:.12g}小于0", f"请填0或更大的数，如{example}")
    return value


def _from_text(said: str, label: str, example: str) -> float:
    match = _NUMBER.match(said)
    rest = said[match.end() :] if match else said
    if match and (not rest or _UNITS.fullmatch(rest)):
        return float(match[0].replace(",", "")[:40])
    if match and rest.startswith("%"):
        raise UnclearError(f"{label}“{said[:20]}”是百分比", "请填个数，占比会自动算出")
    if match and rest[:1] in ("万", "千", "百", "亿"):
        raise UnclearError(f"{label}“{said[:20]}”用了“{rest[0]}”", "请写完整的数字，如12000")
    raise UnclearError(f"{label}“{said[:20]}”不是数", f"请只填数字，如{example}")


def _whole(value: float) -> int | float:
    return int(value) if value == int(value) else value


def day(raw: Raw, label: str) -> date:
    """A calendar day: a date, a serial number, or one of the ways in which a day is written."""
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    said = narrow(raw) if isinstance(raw, str) else text_of(raw)
    match = _DAY.fullmatch(_spaced(raw) if isinstance(raw, str) else said) or _COMPACT_DAY.fullmatch(said)
    if match:
        try:
            return date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            raise UnclearError(f"{label}“{said[:20]}”：没有这一天", "请核对月和日，如2022-07-08") from None
    if said.isdecimal() and len(said) == 5 and int(said) in _SERIALS:
        return _EPOCH + timedelta(days=int(said))
    raise UnclearError(f"{label}“{said[:20]}”不是日期", "请写成年-月-日，如2022-07-08")


def _spaced(raw: str) -> str:
    """As `narrow`, but with the space before the time of day."""
    said = unicodedata.normalize("NFKC", text_of(raw))
    found = re.fullmatch(r"(.*\d)\s+(\d{1,2}:\d{2}(?::\d{2})?)", said)
    return f"{''.join(found[1].split())} {found[2]}" if found else "".join(said.split())
