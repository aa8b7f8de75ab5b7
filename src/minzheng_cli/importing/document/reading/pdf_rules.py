"""The straight rules that are drawn on a page of a PDF: the lines of tables, the edges of boxes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from ctypes import c_float, c_int
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

_THIN = 2.5
"""Points: what is thinner is a line, even where it is drawn as a box."""
_SHORTEST = 4.0
_MOST_OBJECTS = 20_000
_MOST_POINTS = 20_000
_MOST_RULES = 50_000
"""A page with more is a drawing."""
_Point = tuple[float, float]
_Stroke = tuple[_Point, _Point]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule from `start` to `end` (x of a level one, y of an upright one), at the place `at` in the other direction."""

    is_level: bool
    at: float
    start: float
    end: float


def rules(page: PdfPage) -> list[Rule]:
    """All level and upright rules of a page; none of a page that is turned, where words don't stand upright either."""
    from pypdfium2 import raw

    if page.get_rotation():
        return []
    count = min(raw.FPDFPage_CountObjects(page.raw), _MOST_OBJECTS)
    shapes = (raw.FPDFPage_GetObject(page.raw, at) for at in range(count))
    found = list(islice((rule for shape in shapes for rule in _of_shape(shape)), _MOST_RULES + 1))
    return found if len(found) <= _MOST_RULES else []


def _of_shape(shape: Any) -> Iterator[Rule]:
    """The rules of a shape that is drawn; of one that is only filled, its thin parts, not the ground behind words."""
    from pypdfium2 import raw

    if raw.FPDFPageObj_GetType(shape) != raw.FPDF_PAGEOBJ_PATH:
        return
    fill, stroke = c_int(), c_int()
    if not raw.FPDFPath_GetDrawMode(shape, fill, stroke) or not (fill.value or stroke.value):
        return
    for strokes in _parts(shape):
        if stroke.value or _is_thin(strokes):
            yield from (rule for each in strokes if (rule := _rule(*each)))


def _is_thin(strokes: Sequence[_Stroke]) -> bool:
    xs, ys = zip(*(point for stroke in strokes for point in stroke), strict=True)
    return bool(min(max(xs) - min(xs), max(ys) - min(ys)) <= _THIN)


def _rule(start: _Point, end: _Point) -> Rule | None:
    (x0, y0), (x1, y1) = start, end
    if abs(y1 - y0) <= _THIN and abs(x1 - x0) >= _SHORTEST:
        return Rule(True, (y0 + y1) / 2, min(x0, x1), max(x0, x1))
    if abs(x1 - x0) <= _THIN and abs(y1 - y0) >= _SHORTEST:
        return Rule(False, (x0 + x1) / 2, min(y0, y1), max(y0, y1))
    return None


def _parts(shape: Any) -> Iterator[list[_Stroke]]:
    """The straight strokes of each part that a shape has, from point to point of the page."""
    from pypdfium2 import raw

    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(shape, matrix)
    here = start = (0.0, 0.0)
    x, y = c_float(), c_float()
    strokes: list[_Stroke] = []
    for at in range(min(raw.FPDFPath_CountSegments(shape), _MOST_POINTS)):
        segment = raw.FPDFPath_GetPathSegment(shape, at)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        before = here
        here = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            if strokes:
                yield strokes
            start, strokes = here, []
        elif kind == raw.FPDF_SEGMENT_LINETO:
            strokes.append((before, here))
        if raw.FPDFPathSegment_GetClose(segment):
            strokes.append((here, start))
    if strokes:
        yield strokes
