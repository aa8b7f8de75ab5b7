"""What observations say of a target on a day: sums, newest figures, what is missing, and what is left to a judgement."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minzheng_cli.model.knowledge import KnowledgeBase
from minzheng_cli.model.progress import Observation, ProgressFile
from minzheng_cli.model.target import Target
from minzheng_cli.progress import TargetStatus, meets, target_status
from minzheng_cli.store.load import Loaded

PROVINCE, SIPING, CHANGBAI = "220000", "220300", "JL-CBS"
COUNTIES_OF_SIPING = ("220302", "220303", "220322", "220323", "220382")
JUNE, JULY, DECEMBER = date(2022, 6, 30), date(2022, 7, 31), date(2022, 12, 31)
LATER = date(2023, 3, 31)


def target_of(kb: KnowledgeBase, name: str) -> Target:
    (found,) = (each for each in kb.targets.targets if each.id == name)
    return found


def seen(area: str, above: int, below: int, on: date = JUNE, target: str = "G6.2") -> Observation:
    """A ratio that an area reports."""
    return Observation(target=target, area=area, as_of=on, numerator=above, denominator=below)


def value(area: str, number: float, on: date = JUNE, target: str = "G8.1") -> Observation:
    """A number that an area reports."""
    return Observation(target=target, area=area, as_of=on, value=number)


def with_figures(kb: KnowledgeBase, *figures: Observation) -> KnowledgeBase:
    """The shipped plan with these observations."""
    file = ProgressFile(period="2022H1", observations=figures)
    return KnowledgeBase({**kb.parts, "progress/2022H1.yaml": file})


def counties(kb: KnowledgeBase) -> list[str]:
    return [area.code for area in kb.areas.areas if area.is_county]


@pytest.fixture
def kb(shipped: Loaded) -> KnowledgeBase:
    return shipped.kb


def status(kb: KnowledgeBase, *figures: Observation, on: date = LATER, name: str = "G6.2") -> TargetStatus:
    return target_status(with_figures(kb, *figures), target_of(kb, name), on)


@pytest.mark.parametrize("name", ["G5.1", "G6.2", "G7.2", "G8.1"])
def test_nothing_reported_is_nothing_known(kb: KnowledgeBase, name: str) -> None:
    found = status(kb, name=name)
    assert found == TargetStatus(target_of(kb, name))
    assert (found.as_of, found.value, found.reached, found.expected) == (None, None, None, 0)


def test_sums_of_both_sides_never_a_mean_of_ratios(kb: KnowledgeBase) -> None:
    found = status(kb, seen("220302", 1, 1), seen("220303", 0, 9))
    assert (found.value, found.numerator, found.denominator) == (10.0, 1, 10)


PAIRS = st.integers(1, 10**6).flatmap(lambda below: st.tuples(st.integers(0, below), st.just(below)))


@settings(max_examples=50, derandomize=True, database=None, deadline=None)
@given(st.data())
def test_all_areas_add_up(shipped: Loaded, data: st.DataObject) -> None:
    areas = [*counties(shipped.kb), CHANGBAI]
    pairs = data.draw(st.lists(PAIRS, min_size=len(areas), max_size=len(areas)))
    found = status(shipped.kb, *(seen(area, *pair) for area, pair in zip(areas, pairs, strict=True)))
    above, below = (sum(side) for side in zip(*pairs, strict=True))
    assert (found.numerator, found.denominator) == (above, below)
    assert (found.reported, found.expected, found.missing) == (61, 61, ())
    assert found.reached == (above * 100 >= below * 80)


def test_missing_areas_are_named_and_keep_the_answer_open(kb: KnowledgeBase) -> None:
    found = status(kb, *(seen(area, 1, 1) for area in COUNTIES_OF_SIPING))
    assert (found.value, found.reached) == (100.0, None)
    assert (found.reported, found.expected, len(found.missing)) == (5, 61, 56)
    assert "长白山管委会" in found.missing
    assert not {"铁西区", "双辽市"} & set(found.missing)


def test_a_target_of_each_county_asks_for_counties_alone(kb: KnowledgeBase) -> None:
    found = status(kb, *(seen(area, 1, 1, target="G6.1") for area in counties(kb)), name="G6.1")
    assert (found.reported, found.expected, found.missing, found.reached) == (60, 60, (), True)


def test_a_newer_figure_of_a_prefecture_stands_for_its_counties(kb: KnowledgeBase) -> None:
    found = status(kb, seen("220302", 1, 1), seen("220303", 1, 1), seen(SIPING, 3, 10, JULY))
    assert (found.numerator, found.denominator, found.as_of) == (3, 10, JULY)
    assert (found.reported, found.older) == (5, 0)
    assert "梨树县" not in found.missing


def test_a_figure_of_the_same_day_stands_for_its_counties(kb: KnowledgeBase) -> None:
    assert status(kb, seen("220302", 1, 1), seen(SIPING, 3, 10)).denominator == 10


def test_an_older_figure_of_a_prefecture_gives_way_to_its_counties(kb: KnowledgeBase) -> None:
    found = status(kb, seen(SIPING, 3, 10), seen("220302", 1, 2, JULY))
    assert (found.numerator, found.denominator, found.reported) == (1, 2, 1)
    assert "梨树县" in found.missing


def test_figures_of_different_days_are_counted(kb: KnowledgeBase) -> None:
    found = status(kb, seen("220302", 1, 2), seen("220303", 1, 2), seen("220322", 1, 2, JULY))
    assert (found.as_of, found.older, found.denominator) == (JULY, 2, 6)


def test_the_newest_figure_of_the_province_stands_for_all(kb: KnowledgeBase) -> None:
    for counted in (JUNE, JULY):
        found = status(kb, seen("220302", 1, 1, counted), seen(PROVINCE, 85, 100, JULY))
        assert (found.value, found.reported, found.expected, found.missing) == (85.0, 0, 0, ())
        assert found.reached is True


def test_an_older_figure_of_the_province_gives_way(kb: KnowledgeBase) -> None:
    found = status(kb, seen(PROVINCE, 85, 100), seen("220302", 1, 2, JULY))
    assert (found.denominator, found.reported, found.reached) == (2, 1, None)


def test_a_figure_of_an_area_that_isnt_asked_changes_nothing(kb: KnowledgeBase) -> None:
    beside = seen(CHANGBAI, 1, 1, JULY, target="G6.1")
    own = seen(PROVINCE, 40, 60, target="G6.1")
    assert status(kb, own, beside, name="G6.1").denominator == 60
    assert status(kb, beside, name="G6.1") == TargetStatus(target_of(kb, "G6.1"))
    assert status(kb, seen("229999", 1, 1)) == TargetStatus(target_of(kb, "G6.2"))


def test_a_later_figure_replaces_an_earlier_one(kb: KnowledgeBase) -> None:
    earlier, later = seen("220302", 1, 4), seen("220302", 3, 4, JULY)
    for order in ((earlier, later), (later, earlier)):
        assert status(kb, *order).numerator == 3
        assert status(kb, *order, on=JUNE).numerator == 1
    assert status(kb, seen("220302", 1, 4), seen("220302", 2, 4)).numerator == 2, "a correction of the same day"


def test_figures_after_the_day_and_of_other_targets_dont_count(kb: KnowledgeBase) -> None:
    assert status(kb, seen("220302", 1, 1, JULY), seen("220302", 1, 1, target="G9.1"), on=JUNE).value is None


def test_a_yearly_target_counts_its_own_year(kb: KnowledgeBase) -> None:
    figures = [seen(PROVINCE, 25, 100, day, "G7.1") for day in (date(2021, 12, 31), JUNE)]
    last = status(kb, *figures, on=date(2021, 12, 31), name="G7.1")
    assert (last.value, last.reached, last.running) == (25.0, True, False)
    assert status(kb, *figures, on=date(2022, 6, 29), name="G7.1").value is None
    current = status(kb, *figures, on=JULY, name="G7.1")
    assert (current.as_of, current.running) == (JUNE, True)
    assert status(kb, *figures, on=LATER, name="G7.1") == TargetStatus(target_of(kb, "G7.1"), running=True)


def test_what_is_softened_is_never_judged(kb: KnowledgeBase) -> None:
    for above in (0, 760):
        found = status(kb, seen(PROVINCE, above, 760, target="G5.1"), name="G5.1")
        assert (found.value, found.reached) == (100.0 * above / 760, None)


def test_a_target_of_each_area_counts_those_that_meet_it(kb: KnowledgeBase) -> None:
    areas = counties(kb)
    all_of_them = [value(area, 1 + number % 3) for number, area in enumerate(areas)]
    found = status(kb, *all_of_them, name="G8.1")
    assert (found.meeting, found.value, found.reached) == (60, 1, True)
    found = status(kb, *all_of_them[:-2], value(areas[-2], 0), value(areas[-1], 5), name="G8.1")
    assert (found.meeting, found.value, found.reached) == (59, 0, False)
    found = status(kb, *all_of_them[:7], name="G8.1")
    assert (found.meeting, found.value, found.reached, len(found.missing)) == (7, 1, None, 53)


def test_a_number_of_the_province_is_compared_itself(kb: KnowledgeBase) -> None:
    found = status(kb, value(PROVINCE, 29.5, target="G7.2"), name="G7.2")
    assert (found.value, found.meeting, found.reached) == (29.5, None, False)


def test_nothing_to_count_in_is_no_ratio(kb: KnowledgeBase) -> None:
    found = status(kb, seen(PROVINCE, 0, 0))
    assert (found.value, found.reached, found.as_of) == (None, None, JUNE)


@pytest.mark.parametrize(
    ("comparator", "holds", "breaks"),
    [(">=", (80, 80.1, 79.9999999999), (79.99, 0)), ("<=", (80, 0, 80.0000000001), (80.01,)), ("==", (80,), (79, 81))],
)
def test_comparators(kb: KnowledgeBase, comparator: str, holds: tuple[float, ...], breaks: tuple[float, ...]) -> None:
    target = target_of(kb, "G6.2").model_copy(update={"comparator": comparator})
    assert all(meets(target, number) for number in holds)
    assert not any(meets(target, number) for number in breaks)


def test_rounding_of_fractions_is_forgiven(kb: KnowledgeBase) -> None:
    target = target_of(kb, "G6.2").model_copy(update={"value": 100 * (0.1 + 0.2), "comparator": "=="})
    assert meets(target, 30.0)
    assert status(kb, seen(PROVINCE, 4, 5)).reached is True
