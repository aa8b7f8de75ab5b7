"""Chinese numerals."""

DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10000, "亿": 100000000}
NUMERALS = "零〇一二两三四五六七八九十百千万亿"
"""The characters that a numeral is made of."""


def chinese_number(words: str) -> int:
    """The value of a Chinese numeral: 六十 is 60, 两千三百 is 2300."""
    total = section = digit = 0
    for char in words:
        if char in DIGITS:
            digit = DIGITS[char]
        elif (unit := UNITS[char]) >= 10000:
            total, section, digit = total + (section + digit or 1) * unit, 0, 0
        else:
            section, digit = section + (digit or 1) * unit, 0
    return total + section + digit


def chinese_ordinal(number: int) -> str:
    """1 to 10 as 一 to 十; larger numbers in digits."""
    return "〇一二三四五六七八九十"[number] if 0 <= number <= 10 else str(number)
