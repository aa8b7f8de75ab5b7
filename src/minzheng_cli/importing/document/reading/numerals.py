"""Automatic numbers as Word and web pages write them. Source: ISO/IEC 29500-1, 17.18.59 (ST_NumberFormat)."""

from __future__ import annotations

from collections.abc import Callable

_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_COUNTING = ("〇一二三四五六七八九", "十百千")
_LEGAL = ("零壹贰叁肆伍陆柒捌玖", "拾佰仟")
_LEGAL_TRADITIONAL = ("零壹貳參肆伍陸柒捌玖", "拾佰仟")
_LARGEST = 9999
"""Larger numbers are written in digits."""


def numeral(number: int, style: str) -> str:
    """The number in a style of ST_NumberFormat; in digits for a style that isn't known here, nothing for `none`."""
    if style in ("none", "bullet"):
        return ""
    make = _STYLES.get(style)
    return make(number) if make and 0 < number <= _LARGEST else str(number)


def _chinese(number: int, signs: tuple[str, str]) -> str:
    """一百零一, 二十, 十二."""
    digits, units = signs
    zero = "零"
    text, gap = "", False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if not digit:
            gap = bool(text)
            continue
        text += (zero if gap else "") + digits[digit] + (units[power - 1] if power else "")
        gap = False
    is_teen = signs is _COUNTING and 10 <= number < 20
    return text[1:] if is_teen else text


def _digits(signs: str) -> Callable[[int], str]:
    return lambda number: "".join(signs[int(digit)] for digit in str(number))


def _roman(number: int) -> str:
    text = ""
    for value, sign in _ROMAN:
        text += sign * (number // value)
        number %= value
    return text


def _letters(number: int) -> str:
    """A … z, then aa, bb."""
    return chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _row(signs: str) -> Callable[[int], str]:
    """Signs in their order; beyond the last, digits."""
    return lambda number: signs[number - 1] if number <= len(signs) else str(number)


def _circled(number: int) -> str:
    if number <= 20:
        return chr(0x245F + number)
    if number <= 35:
        return chr(0x3251 + number - 21)
    return chr(0x32B1 + number - 36) if number <= 50 else str(number)


_STYLES: dict[str, Callable[[int], str]] = {
    "chineseCounting": lambda number: _chinese(number, _COUNTING),
    "chineseCountingThousand": lambda number: _chinese(number, _COUNTING),
    "japaneseCounting": lambda number: _chinese(number, _COUNTING),
    "taiwaneseCounting": lambda number: _chinese(number, _COUNTING),
    "taiwaneseCountingThousand": lambda number: _chinese(number, _COUNTING),
    "chineseLegalSimplified": lambda number: _chinese(number, _LEGAL),
    "ideographLegalTraditional": lambda number: _chinese(number, _LEGAL_TRADITIONAL),
    "ideographDigital": _digits(_COUNTING[0]),
    "japaneseDigitalTenThousand": _digits(_COUNTING[0]),
    "taiwaneseDigital": _digits(_COUNTING[0]),
    "koreanDigital": _digits("영일이삼사오육칠팔구"),
    "koreanDigital2": _digits("零一二三四五六七八九"),
    "ideographTraditional": _row(_STEMS),
    "ideographZodiac": _row(_BRANCHES),
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": lambda number: str(number).translate({48 + digit: 0xFF10 + digit for digit in range(10)}),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": _row("⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"),
    "decimalEnclosedFullstop": _row("⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"),
    "ideographEnclosedCircle": _row("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"),
    "numberInDash": lambda number: f"- {number} -",
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerLetter": _letters,
}
