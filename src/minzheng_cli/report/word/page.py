"""The measures of an official page, each with its clause of GB/T 9704-2012. Lengths in mm, sizes in points."""

from math import ceil

PAPER = (210.0, 297.0)
"""A4 (5.1)."""
MARGIN_TOP, MARGIN_LEFT = 37.0, 28.0
"""上白边 and 订口 (5.2.1)."""
TEXT_AREA = (156.0, 225.0)
"""版心, width and height (5.2.1): the margins at the right and at the bottom follow."""
MARGIN_RIGHT = PAPER[0] - MARGIN_LEFT - TEXT_AREA[0]
MARGIN_BOTTOM = PAPER[1] - MARGIN_TOP - TEXT_AREA[1]
LINES, CHARACTERS = 22, 28
"""Lines of a page and characters of a line (5.2.3)."""
LINE_PITCH = 28.95
"""Points from line to line: 22 lines fill the 225 mm."""
BODY_SIZE, TITLE_SIZE, PAGE_NUMBER_SIZE = 16.0, 22.0, 14.0
"""三号 for the text (5.2.2), 二号 for the title (7.3.1), 四号 for page numbers (7.5)."""
PAGE_NUMBER_GAP = 7.0
"""From the text area to the rule beside the page number (7.5)."""
INDENT = 2
"""Characters by which a paragraph begins (7.3.3)."""
SIGNATURE_INDENT = 2
"""Characters between the signature without a seal and the right edge (7.3.5.2)."""
TABLE_SIZE = 12.0
"""小四 in tables: the standard leaves it open, and 三号 fits no ledger of nine columns."""

_POINTS_PER_MM = 72 / 25.4


def twips(points: float) -> int:
    """Word's twentieths of a point."""
    return round(points * 20)


def mm(length: float) -> int:
    """Millimetres as twentieths of a point."""
    return twips(length * _POINTS_PER_MM)


def condensed() -> int:
    """Twentieths of a point by which each character of the text is narrowed, so that 28 of them fill the line.

    Beside the grid, since not every program narrows characters to its cells: LibreOffice gives each two of them. One
    more than the sum asks, since programs round it; justified lines spread what is left.
    """
    return -ceil(twips(BODY_SIZE) - mm(TEXT_AREA[0]) / CHARACTERS) - 1


def character_space() -> int:
    """What the grid adds to each character, in 1/4096 point, for 28 of them to fill the line."""
    return round((TEXT_AREA[0] * _POINTS_PER_MM / CHARACTERS - BODY_SIZE) * 4096)
