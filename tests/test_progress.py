"""What figures say of a target on a day: sums, newest figures, what is missing, the schedule, and what is left to a judgement."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minzheng_cli.model.knowledge import KnowledgeBase
from minzheng_cli.model.locality import LocalityFile, LocalTask, Milestone
from minzheng_cli.model.org import Office
from minzheng_cli.model.period import Period
from minzheng_cli.model.progress import Acceptance, Extension, Observation, ProgressFile, Report
from minzheng_cli.model.target import Baseline
from minzheng_cli.progress import Evaluation, Rolled, TargetStatus, breakdowns, end_of, meets
from minzheng_cli.progress.line import Line, Point, forecast
from minzheng_cli.progress.localities import fingerprints
from minzheng_cli.progress.schedule import Standing, schedule, worst
from minzheng_cli.store.load import Loaded
from tests.progress_cases import answer, base_of, base_with, changed, examples, status_of, target_of

PROVINCE, SIPING, CHANGBAI = "220000", "220300", "JL-CBS"
COUNTIES_OF_SIPING = ("220302", "220303", "220322", "220323", "220382")
JUNE, JULY, DECEMBER = date(2022, 6, 30), date(2022, 7, 31), date(2022, 12, 31)
LATER = date(2023, 3, 31)
FEW = settings(max_examples=50, derandomize=True, database=None, deadline=None)


def seen(area: str, above: int, below: int, on: date = JUNE, target: str = "G6.2", **more: Any) -> Observation:
    """A ratio that an area reports."""
    return Observation(target=target, area=area, as_of=on, numerator=above, denominator=below, **more)


def value(area: str, number: float, on: date = JUNE, target: str = "G8.1") -> Observation:
    """A number that an area reports."""
    return Observation(target=target, area=area, as_of=on, value=number)


def with_figures(kb: KnowledgeBase, *figures: Observation) -> KnowledgeBase:
    """The shipped plan with these observations."""
    return base_with(kb, ProgressFile(period="2022H1", observations=figures))


def counties(kb: KnowledgeBase) -> list[str]:
    return [area.code for area in kb.areas.areas if area.is_county]


@pytest.fixture
def kb(shipped: Loaded) -> KnowledgeBase:
    return shipped.kb


def status(kb: KnowledgeBase, *figures: Observation, on: date = LATER, name: str = "G6.2") -> TargetStatus:
    return status_of(with_figures(kb, *figures), name, on)


def rolled_of(found: TargetStatus) -> Rolled:
    """The figures, which must be there."""
    assert found.rolled is not None
    return found.rolled


@pytest.mark.parametrize("name", ["G5.1", "G6.2", "G7.2", "G8.1"])
def test_nothing_reported_is_nothing_known(kb: KnowledgeBase, name: str) -> None:
    found = status(kb, name=name)
    assert found == TargetStatus(target_of(kb, name), schedule="未报送")
    assert (found.rolled, found.value, found.reached, found.expected) == (None, None, None, None)


def test_sums_of_both_sides_never_a_mean_of_ratios(kb: KnowledgeBase) -> None:
    found = status(kb, seen("220302", 1, 1), seen("220303", 0, 9))
    assert (found.value, rolled_of(found).numerator, rolled_of(found).denominator) == (10.0, 1, 10)


PAIRS = st.integers(1, 10**6).flatmap(lambda below: st.tuples(st.integers(0, below), st.just(below)))


@FEW
@given(st.data())
def test_all_areas_add_up(shipped: Loaded, data: st.DataObject) -> None:
    areas = [*counties(shipped.kb), CHANGBAI]
    pairs = data.draw(st.lists(PAIRS, min_size=len(areas), max_size=len(areas)))
    found = status(shipped.kb, *(seen(area, *pair) for area, pair in zip(areas, pairs, strict=True)))
    above, below = (sum(side) for side in zip(*pairs, strict=True))
    assert (rolled_of(found).numerator, rolled_of(found).denominator) == (above, below)
    assert (rolled_of(found).reported, rolled_of(found).asked, found.missing) == (61, 61, ())
    assert found.reached == (above * 100 >= below * 80)


def test_missing_areas_are_named_and_keep_the_answer_open(kb: KnowledgeBase) -> None:
    found = status(kb, *(seen(area, 1, 1) for area in COUNTIES_OF_SIPING))
    assert (found.value, found.reached) == (100.0, None)
    assert (rolled_of(found).reported, rolled_of(found).asked, len(found.missing)) == (5, 61, 56)
    assert CHANGBAI in found.missing
    assert not {"220302", "220382"} & set(found.missing)


def test_a_target_of_each_county_asks_for_counties_alone(kb: KnowledgeBase) -> None:
    found = status(kb, *(seen(area, 1, 1, target="G6.1") for area in counties(kb)), name="G6.1")
    assert (rolled_of(found).reported, rolled_of(found).asked, found.missing, found.reached) == (60, 60, (), True)


def test_a_newer_figure_of_a_prefecture_stands_for_its_counties(kb: KnowledgeBase) -> None:
    found = status(kb, seen("220302", 1, 1), seen("220303", 1, 1), seen(SIPING, 3, 10, JULY))
    assert (rolled_of(found).numerator, rolled_of(found).denominator, rolled_of(found).as_of) == (3, 10, JULY)
    assert (rolled_of(found).reported, rolled_of(found).older) == (5, 0)
    assert "220322" not in found.missing


def test_a_figure_of_the_same_day_stands_for_its_counties(kb: KnowledgeBase) -> None:
    assert rolled_of(status(kb, seen("220302", 1, 1), seen(SIPING, 3, 10))).denominator == 10


def test_an_older_figure_of_a_prefecture_gives_way_to_its_counties(kb: KnowledgeBase) -> None:
    found = status(kb, seen(SIPING, 3, 10), seen("220302", 1, 2, JULY))
    assert (rolled_of(found).numerator, rolled_of(found).denominator, rolled_of(found).reported) == (1, 2, 1)
    assert "220322" in found.missing


def test_figures_of_different_days_are_counted(kb: KnowledgeBase) -> None:
    found = status(kb, seen("220302", 1, 2), seen("220303", 1, 2), seen("220322", 1, 2, JULY))
    assert (rolled_of(found).as_of, rolled_of(found).older, rolled_of(found).denominator) == (JULY, 2, 6)


def test_the_newest_figure_of_the_province_stands_for_all(kb: KnowledgeBase) -> None:
    for counted in (JUNE, JULY):
        found = status(kb, seen("220302", 1, 1, counted), seen(PROVINCE, 85, 100, JULY))
        assert (found.value, rolled_of(found).reported, rolled_of(found).asked, found.missing) == (85.0, 0, 0, ())
        assert found.reached is True


def test_an_older_figure_of_the_province_gives_way(kb: KnowledgeBase) -> None:
    found = status(kb, seen(PROVINCE, 85, 100), seen("220302", 1, 2, JULY))
    assert (rolled_of(found).denominator, rolled_of(found).reported, found.reached) == (2, 1, None)


def test_a_figure_of_an_area_that_isnt_asked_changes_nothing(kb: KnowledgeBase) -> None:
    beside = seen(CHANGBAI, 1, 1, JULY, target="G6.1")
    own = seen(PROVINCE, 40, 60, target="G6.1")
    assert rolled_of(status(kb, own, beside, name="G6.1")).denominator == 60
    assert status(kb, beside, name="G6.1") == TargetStatus(target_of(kb, "G6.1"), schedule="未报送")
    assert status(kb, seen("229999", 1, 1)) == TargetStatus(target_of(kb, "G6.2"), schedule="未报送")


def test_a_later_figure_replaces_an_earlier_one(kb: KnowledgeBase) -> None:
    earlier, later = seen("220302", 1, 4), seen("220302", 3, 4, JULY)
    for order in ((earlier, later), (later, earlier)):
        assert rolled_of(status(kb, *order)).numerator == 3
        assert rolled_of(status(kb, *order, on=JUNE)).numerator == 1
    assert rolled_of(status(kb, seen("220302", 1, 4), seen("220302", 2, 4))).numerator == 2, (
        "a correction of the same day"
    )


def test_figures_after_the_day_and_of_other_targets_dont_count(kb: KnowledgeBase) -> None:
    assert status(kb, seen("220302", 1, 1, JULY), seen("220302", 1, 1, target="G9.1"), on=JUNE).value is None


def test_a_yearly_target_counts_its_own_year(kb: KnowledgeBase) -> None:
    figures = [seen(PROVINCE, 25, 100, day, "G7.1") for day in (date(2021, 12, 31), JUNE)]
    last = status(kb, *figures, on=date(2021, 12, 31), name="G7.1")
    assert (last.value, last.reached, last.running) == (25.0, True, False)
    assert status(kb, *figures, on=date(2022, 6, 29), name="G7.1").value is None
    current = status(kb, *figures, on=JULY, name="G7.1")
    assert (rolled_of(current).as_of, current.running) == (JUNE, True)
    later = status(kb, *figures, on=LATER, name="G7.1")
    assert (later.rolled, later.running, [each.year for each in later.years]) == (None, True, [2021, 2022, 2023])


def test_what_is_softened_is_never_judged(kb: KnowledgeBase) -> None:
    for above in (0, 760):
        found = status(kb, seen(PROVINCE, above, 760, target="G5.1"), name="G5.1")
        assert (found.value, found.reached) == (100.0 * above / 760, None)


def test_a_target_of_each_area_counts_those_that_meet_it(kb: KnowledgeBase) -> None:
    areas = counties(kb)
    all_of_them = [value(area, 1 + number % 3) for number, area in enumerate(areas)]
    found = status(kb, *all_of_them, name="G8.1")
    assert (rolled_of(found).meeting, found.value, found.reached) == (60, 1, True)
    found = status(kb, *all_of_them[:-2], value(areas[-2], 0), value(areas[-1], 5), name="G8.1")
    assert (rolled_of(found).meeting, found.value, found.reached) == (59, 0, False)
    found = status(kb, *all_of_them[:7], name="G8.1")
    assert (rolled_of(found).meeting, found.value, found.reached, len(found.missing)) == (7, 1, None, 53)


def test_a_number_of_the_province_is_compared_itself(kb: KnowledgeBase) -> None:
    found = status(kb, value(PROVINCE, 29.5, target="G7.2"), name="G7.2")
    assert (found.value, rolled_of(found).meeting, found.reached) == (29.5, None, False)


def test_nothing_to_count_in_is_no_ratio(kb: KnowledgeBase) -> None:
    found = status(kb, seen(PROVINCE, 0, 0))
    assert (found.value, found.reached, rolled_of(found).as_of) == (None, None, JUNE)


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


@pytest.mark.parametrize("name", examples())
def test_the_examples_of_the_page_are_what_the_code_gives(kb: KnowledgeBase, name: str) -> None:
    example = examples()[name]
    found = status_of(base_of(kb, example), example["target"], example["day"])
    for field, wanted in example["expect"].items():
        got = answer(found, field)
        is_number = isinstance(wanted, int | float) and not isinstance(wanted, bool)
        assert got == (pytest.approx(wanted, abs=0.005) if is_number else wanted), field


@FEW
@given(
    st.lists(
        st.tuples(st.sampled_from(COUNTIES_OF_SIPING), st.integers(0, 500), PAIRS),
        min_size=1,
        max_size=12,
        unique_by=lambda each: each[:2],
    ),
    st.randoms(),
)
def test_the_order_of_entries_changes_nothing(shipped: Loaded, drawn: list[Any], order: Any) -> None:
    figures = [seen(area, above, below, JUNE - timedelta(days=days)) for area, days, (above, below) in drawn]
    shuffled = list(figures)
    order.shuffle(shuffled)
    assert status(shipped.kb, *figures) == status(shipped.kb, *shuffled)


@FEW
@given(
    st.lists(
        st.tuples(st.sampled_from(COUNTIES_OF_SIPING), PAIRS), min_size=1, max_size=5, unique_by=lambda each: each[0]
    ),
    PAIRS,
)
def test_an_earlier_figure_never_changes_the_newest(shipped: Loaded, drawn: list[Any], before: tuple[int, int]) -> None:
    figures = [seen(area, *pair) for area, pair in drawn]
    earlier = seen(drawn[0][0], *before, date(2021, 12, 31))
    for order in ((earlier, *figures), (*figures, earlier)):
        assert status(shipped.kb, *order).rolled == status(shipped.kb, *figures).rolled


@FEW
@given(st.lists(st.integers(0, 4), min_size=60, max_size=60))
def test_counties_that_meet_a_target_are_counted(shipped: Loaded, drawn: list[int]) -> None:
    found = status(
        shipped.kb, *(value(area, n) for area, n in zip(counties(shipped.kb), drawn, strict=True)), name="G8.1"
    )
    assert (rolled_of(found).meeting, found.value) == (sum(n >= 1 for n in drawn), min(drawn))
    assert found.reached == all(n >= 1 for n in drawn)


def test_a_sum_of_a_prefecture_says_nothing_of_each_county(kb: KnowledgeBase) -> None:
    assert status(kb, value(PROVINCE, 118), value(SIPING, 9), name="G8.1").rolled is None


def test_a_prefecture_stands_for_all_its_areas_in_a_standard(kb: KnowledgeBase) -> None:
    found = status(kb, value(SIPING, 31, target="G7.2"), value("220102", 20, target="G7.2"), name="G7.2")
    assert (rolled_of(found).meeting, rolled_of(found).reported, rolled_of(found).asked) == (5, 6, 61)


def test_where_only_prefectures_report_they_are_asked(kb: KnowledgeBase) -> None:
    found = status(kb, seen(SIPING, 1, 2))
    assert (rolled_of(found).reported, rolled_of(found).asked, "220100" in found.missing) == (1, 10, True)


@pytest.mark.parametrize("spoiled", [{"numerator": None}, {"denominator": None}, {"value": 50, "numerator": None}])
def test_half_a_ratio_is_no_figure(kb: KnowledgeBase, spoiled: dict[str, object]) -> None:
    assert status(kb, seen(PROVINCE, 1, 2).model_copy(update=spoiled)).rolled is None


STATUSES = [
    (Standing(has_figures=False, reached=None), "未报送"),
    (Standing(has_figures=False, reached=None, passed=True), "未报送"),
    (Standing(has_figures=True, reached=False), "正常"),
    (Standing(has_figures=True, reached=None), "正常"),
    (Standing(has_figures=True, reached=False, near=True), "临近"),
    (Standing(has_figures=True, reached=False, near=True, behind=True), "滞后"),
    (Standing(has_figures=True, reached=True, near=True, behind=True), "正常"),
    (Standing(has_figures=True, reached=False, passed=True), "逾期"),
    (Standing(has_figures=True, reached=None, passed=True), "逾期"),
    (Standing(has_figures=True, reached=None, passed=True, lacking=True), "未报送"),
    (Standing(has_figures=True, reached=True, passed=True, in_time=True), "正常"),
    (Standing(has_figures=True, reached=True, passed=True), "逾期后补齐"),
    (Standing(has_figures=False, reached=True, passed=True), "逾期后补齐"),
]


@pytest.mark.parametrize(("facts", "wanted"), STATUSES)
def test_schedule(facts: Standing, wanted: str) -> None:
    assert schedule(facts) == wanted


def test_the_worst_rises() -> None:
    assert worst(["正常", "临近", None, "滞后"]) == "滞后"
    assert worst(["正常", "逾期后补齐"]) == "逾期后补齐"
    assert worst(["未报送", "逾期", "滞后"]) == "逾期"
    assert worst([None]) is worst([]) is None


def g61(*figures: tuple[date, int]) -> list[Observation]:
    return [seen(PROVINCE, above, 60, day, "G6.1") for day, above in figures]


@pytest.mark.parametrize(
    ("day", "wanted"),
    [
        (date(2022, 1, 10), "正常"),
        (date(2022, 10, 1), "正常"),
        (date(2022, 10, 2), "临近"),
        (date(2022, 12, 31), "临近"),
        (date(2023, 1, 1), "逾期"),
        (date(2023, 6, 29), "逾期"),
        (date(2023, 6, 30), "逾期后补齐"),
        (date(2030, 1, 1), "逾期后补齐"),
    ],
)
def test_one_target_through_time(kb: KnowledgeBase, day: date, wanted: str) -> None:
    figures = g61((date(2021, 12, 31), 12), (JUNE, 40), (DECEMBER, 58), (date(2023, 6, 30), 60))
    assert status(kb, *figures, on=day, name="G6.1").schedule == wanted


def test_at_the_end_of_a_period_its_last_day_has_passed(kb: KnowledgeBase) -> None:
    base = with_figures(kb, *g61((DECEMBER, 58)))
    known = end_of(kb.plan, Period(2022, 2), date(2023, 1, 12))
    assert status_of(base, "G6.1", known).schedule == "逾期"
    assert status_of(base, "G6.1", DECEMBER).schedule == "临近"


def test_what_comes_after_the_period_doesnt_count_but_late_words_on_it_do(kb: KnowledgeBase) -> None:
    late = seen(PROVINCE, 50, 60, JUNE, "G6.1", reported=date(2022, 7, 20))
    base = with_figures(kb, late, *g61((DECEMBER, 60)))
    at_the_end = status_of(base, "G6.1", end_of(kb.plan, Period(2022, 1), LATER))
    assert rolled_of(at_the_end).numerator == 50
    assert status_of(base, "G6.1", date(2022, 7, 19)).rolled is None


def test_figures_that_dont_come_fall_behind(kb: KnowledgeBase) -> None:
    base = with_figures(kb, *(seen(PROVINCE, above, 100, day) for day, above in ((date(2021, 12, 31), 10), (JUNE, 20))))
    on_time = status_of(base, "G6.2", date(2023, 1, 10))
    assert (on_time.measured_on, on_time.schedule) == (JUNE, "正常")
    overdue = status_of(base, "G6.2", date(2023, 7, 20))
    assert (overdue.measured_on, overdue.schedule) == (date(2023, 6, 30), "滞后")


def test_the_baseline_begins_the_line(kb: KnowledgeBase) -> None:
    start = Baseline(as_of=date(2020, 12, 31), value=0, basis="统计年报")
    base = with_figures(changed(kb, "G6.1", baseline=start.model_dump()), *g61((DECEMBER - timedelta(days=365), 12)))
    found = status_of(base, "G6.1", date(2022, 1, 20))
    assert found.expected == pytest.approx(50.0)
    assert found.schedule == "滞后"


def test_falling_back_is_behind_and_has_no_forecast(kb: KnowledgeBase) -> None:
    found = status(kb, *(seen(PROVINCE, n, 100, day) for day, n in ((date(2021, 12, 31), 40), (JUNE, 30))), on=JULY)
    assert (found.schedule, found.forecast) == ("滞后", None)


LINE = Line(Point(date(2022, 1, 1), 10.0), 30.0, date(2022, 1, 21), ">=")


@pytest.mark.parametrize(("day", "level"), [(1, 10), (11, 20), (21, 30), (31, 30)])
def test_the_line_is_straight_and_ends_at_the_goal(day: int, level: float) -> None:
    assert LINE.expected(date(2022, 1, day)) == level
    assert LINE.expected(date(2021, 6, 1)) == 10


def test_thresholds_are_of_the_whole_way() -> None:
    assert not LINE.is_behind(18.0, date(2022, 1, 11), 10)
    assert LINE.is_behind(17.9, date(2022, 1, 11), 10)
    falling = Line(Point(date(2022, 1, 1), 30.0), 10.0, date(2022, 1, 21), "<=")
    assert not falling.is_behind(22.0, date(2022, 1, 11), 10)
    assert falling.is_behind(22.1, date(2022, 1, 11), 10)
    there = Line(Point(date(2022, 1, 1), 5.0), 10.0, date(2022, 1, 21), "<=")
    assert there.expected(date(2022, 1, 2)) == 10
    assert not there.is_behind(10.0, date(2022, 1, 2), 10)
    assert there.is_behind(10.5, date(2022, 1, 2), 10)


@pytest.mark.parametrize(
    ("first", "last", "comparator", "reached_on", "at_end"),
    [
        (10, 20, ">=", date(2022, 3, 22), None),
        (10, 12, ">=", date(2023, 2, 5), 16.6),
        (60, 40, "<=", date(2022, 3, 2), None),
        (10, 10.001, ">=", None, 10.005),
    ],
)
def test_forecast(first: float, last: float, comparator: str, reached_on: date | None, at_end: float | None) -> None:
    goal, end = (30.0, date(2022, 5, 13))
    points = Point(date(2022, 1, 1), first), Point(date(2022, 2, 10), last)
    found = forecast(*points, goal, comparator, end)
    assert found is not None
    assert found.reached_on == reached_on
    assert found.at_end == (pytest.approx(at_end, abs=0.01) if at_end else None)


@pytest.mark.parametrize(("first", "last"), [(10, 10), (10, 5), (10, 30), (10, 31)])
def test_no_forecast(first: float, last: float) -> None:
    assert forecast(Point(JUNE, first), Point(JULY, last), 30, ">=", LATER) is None
    assert forecast(Point(JUNE, 1), Point(JUNE, 2), 30, ">=", LATER) is None


def report(task: str, office: str, on: date, status: str = "进行中", **more: Any) -> Report:
    return Report.model_validate(
        {"task": task, "office": office, "status": status, "done": "好", "reported": on} | more
    )


def task_of(kb: KnowledgeBase, number: int, on: date) -> Any:
    return Evaluation(kb, on).task(kb.tasks.tasks[number - 1])


def test_reports_are_owed_by_each_owner_and_may_be_late(kb: KnowledgeBase) -> None:
    first = ProgressFile(
        period="2022H1",
        reports=(report("T3", "养老服务处", date(2022, 7, 15)), report("T3", "儿童福利处", date(2022, 7, 16))),
    )
    found = task_of(base_with(kb, first), 3, date(2022, 7, 20))
    assert [(each.office, each.late) for each in found.reports] == [("养老服务处", False), ("儿童福利处", True)]
    assert (found.schedule, found.colour) == ("正常", "绿")
    found = task_of(base_with(kb, first), 3, date(2022, 7, 15))
    assert [each.report is None for each in found.reports] == [False, True]
    assert (found.schedule, found.colour) == ("未报送", "灰")


def test_a_correction_in_a_later_file_stays_in_its_period_and_isnt_late(kb: KnowledgeBase) -> None:
    said = report("T1", "社会救助处", date(2022, 7, 8))
    better = report("T1", "社会救助处", date(2023, 1, 5), "未启动", corrects=said.reported, reason="误填")
    base = base_with(
        kb, ProgressFile(period="2022H1", reports=(said,)), ProgressFile(period="2022H2", reports=(better,))
    )
    (before,) = task_of(base, 1, date(2022, 12, 1)).reports
    assert before.report == said
    (after,) = Evaluation(base, end_of(kb.plan, Period(2022, 1), LATER)).task(kb.tasks.tasks[0]).reports
    assert (after.report, after.said_on, after.late) == (better, said.reported, False)
    (owed,) = task_of(base, 1, LATER).reports
    assert owed.report is None, "the correction is no report of the second half"


def reformed(kb: KnowledgeBase) -> KnowledgeBase:
    """养老服务处 became a part of 社会福利处 after March 2022."""
    merged = Office.model_validate(
        {"name": "社会福利处", "kind": "处室", "since": date(2022, 4, 1), "basis": "三定方案"}
    )
    offices = tuple(
        each.model_copy(update={"until": date(2022, 3, 31), "successor": "社会福利处"})
        if each.name == "养老服务处"
        else each
        for each in kb.org.offices
    )
    org = kb.org.model_copy(update={"offices": (*offices, merged)})
    return replace(kb, parts={**kb.parts, "org.yaml": type(kb.org).model_validate(org.model_dump())})


def test_after_a_reform_the_successor_owes_and_what_was_said_stays(kb: KnowledgeBase) -> None:
    base = reformed(kb)
    old = ProgressFile(period="2021H2", reports=(report("T8", "养老服务处", date(2022, 1, 8)),))
    assert [each.office for each in task_of(base_with(base, old), 8, date(2022, 1, 20)).reports] == ["养老服务处"]
    assert [(e.office, e.report) for e in task_of(base_with(base, old), 8, JULY).reports] == [("社会福利处", None)]
    new = ProgressFile(period="2022H1", reports=(report("T8", "社会福利处", date(2022, 7, 8)),))
    (found,) = task_of(base_with(base, old, new), 8, JULY).reports
    assert (found.office, found.report is not None) == ("社会福利处", True)
    past = Evaluation(base_with(base, old, new), end_of(kb.plan, Period(2021, 2), JULY)).task(kb.tasks.tasks[7])
    assert [each.office for each in past.reports] == ["养老服务处"]
    evaluation = Evaluation(base, JULY)
    ids = [task.id for task in evaluation.owed_by(kb.tasks.tasks, "养老服务处")]
    assert ids == [task.id for task in evaluation.owed_by(kb.tasks.tasks, "社会福利处")] == ["T3", "T8"]


@pytest.mark.parametrize(
    ("given_on", "verdicts", "wanted"),
    [
        (None, [], "无"),
        (JUNE, [], "已提供"),
        (JUNE, ["达到"], "已销号"),
        (JUNE, ["未达到"], "未通过"),
        (LATER, ["未达到"], "已提供"),
        (JUNE, ["未达到", "达到"], "已销号"),
    ],
)
def test_evidence_stands_apart(kb: KnowledgeBase, given_on: date | None, verdicts: list[str], wanted: str) -> None:
    figure = seen(PROVINCE, 30, 60, JUNE, "G6.1", evidence="台账" if given_on else None, reported=given_on)
    accepted = tuple(
        Acceptance.model_validate(
            {"item": "G6.1", "verdict": verdict, "accepted": DECEMBER + timedelta(days=n), "by": "办公室"}
        )
        for n, verdict in enumerate(verdicts)
    )
    base = base_with(kb, ProgressFile(period="2022H1", observations=(figure,), acceptances=accepted))
    found = status_of(base, "G6.1", date(2023, 4, 20))
    assert (found.evidence, found.reached, found.schedule) == (wanted, False, "逾期")


def test_a_judgement_counts_from_its_day_and_can_be_no(kb: KnowledgeBase) -> None:
    verdict = Acceptance(item="G5.1", verdict="未达到", accepted=LATER, by="领导小组办公室")
    figure = seen(PROVINCE, 760, 760, JUNE, "G5.1")
    base = base_with(kb, ProgressFile(period="2022H1", observations=(figure,), acceptances=(verdict,)))
    assert status_of(base, "G5.1", LATER - timedelta(days=1)).reached is None
    assert status_of(base, "G5.1", LATER).reached is False


def test_a_judgement_on_later_figures_makes_good_late(kb: KnowledgeBase) -> None:
    figures = tuple(seen(PROVINCE, 700 + n, 760, date(2025 + n, 12, 31), "G5.1") for n in range(2))
    verdict = Acceptance(item="G5.1", verdict="达到", accepted=date(2027, 2, 1), by="领导小组办公室")
    base = base_with(kb, ProgressFile(period="2025H2", observations=figures, acceptances=(verdict,)))
    assert status_of(base, "G5.1", date(2027, 1, 1)).schedule == "逾期"
    assert status_of(base, "G5.1", date(2027, 2, 1)).schedule == "逾期后补齐"


def test_an_extension_counts_once_it_is_approved(kb: KnowledgeBase) -> None:
    asked = Extension(target="G6.1", due=date(2023, 6, 30), reason="移交", requested=date(2022, 11, 20))
    approved = asked.model_copy(update={"approval": "纪要", "approved": date(2022, 12, 10)})
    for extension, in_force in ((asked, False), (approved, True)):
        file = ProgressFile(period="2022H2", observations=tuple(g61((DECEMBER, 58))), extensions=(extension,))
        found = status_of(base_with(kb, file), "G6.1", LATER)
        assert (found.extension is not None, found.asked is not None) == (in_force, not in_force)
        assert (found.schedule, found.target.due) == ("逾期", DECEMBER)
        early = status_of(base_with(kb, file), "G6.1", date(2022, 11, 19))
        assert early.extension is early.asked is None


def test_a_yearly_light_before_figures_are_owed_is_that_of_the_year_before(kb: KnowledgeBase) -> None:
    figures = [seen(PROVINCE, 19, 100, DECEMBER, "G7.1")]
    assert status(kb, *figures, on=date(2023, 2, 1), name="G7.1").schedule == "逾期"
    owed = status(kb, *figures, on=date(2023, 7, 16), name="G7.1")
    assert (owed.schedule, [each.schedule for each in owed.years]) == ("未报送", ["逾期", "未报送"])


def test_a_ceiling_of_a_year_isnt_kept_before_its_end(kb: KnowledgeBase) -> None:
    base = changed(kb, "G7.1", comparator="<=")
    for above, running, ended in ((10, "正常", "正常"), (21, "滞后", "逾期")):
        figure = seen(PROVINCE, above, 100, JUNE, "G7.1")
        found = status(base, figure, on=JULY, name="G7.1")
        assert (found.reached, found.schedule) == (None, running)
        over = status(base, figure, on=DECEMBER, name="G7.1")
        assert (over.reached, over.schedule) == (above <= 20, ended)


def test_reminders_name_offices_and_areas_of_the_period(kb: KnowledgeBase) -> None:
    now = [seen(area, 1, 2) for area in counties(kb) if area != "220322"]
    file = ProgressFile(
        period="2022H1", reports=(report("T6", "基层政权建设和社区治理处", JUNE),), observations=tuple(now)
    )
    base = base_with(kb, file)
    evaluation = Evaluation(base, date(2022, 7, 20))
    found = list(evaluation.reminders([evaluation.task(base.tasks.tasks[5]), evaluation.task(base.tasks.tasks[2])]))
    offices = [(each.name, each.items, each.days) for each in found if each.kind == "office"]
    assert offices == [("养老服务处", ("T3",), 5), ("儿童福利处", ("T3",), 5)]
    areas = {each.name: each.items for each in found if each.kind == "area"}
    assert areas["220322"] == ("G6.1", "G6.2")
    assert areas["220302"] == ("G6.1",)
    assert areas[CHANGBAI] == ("G6.2",)
    assert list(areas) == [area.code for area in kb.areas.areas if area.code in areas]


def test_what_only_the_province_reports_the_province_owes(kb: KnowledgeBase) -> None:
    base = with_figures(kb, seen(PROVINCE, 1, 10, date(2021, 12, 31), "G9.1"))
    evaluation = Evaluation(base, JULY)
    found = [each for each in evaluation.reminders([evaluation.task(base.tasks.tasks[8])]) if each.kind == "area"]
    assert [(each.name, each.items) for each in found] == [(PROVINCE, ("G9.1",))]


def test_an_area_is_judged_by_its_own_figures(kb: KnowledgeBase) -> None:
    figures = [seen(SIPING, 3, 10, JUNE), seen("220102", 9, 10, JUNE), seen("220103", 7, 10, JUNE)]
    evaluation = Evaluation(with_figures(kb, *figures), JULY)
    areas = {area.code: area for area in kb.areas.areas}

    def of(code: str) -> Any:
        return next(
            each for each in evaluation.area(areas[code], kb.targets.targets) if each.status.target.id == "G6.2"
        )

    assert (of(SIPING).status.value, of("220102").status.value) == (30.0, 90.0)
    assert (of("220100").status.value, len(of("220100").status.missing)) == (80.0, 9)
    assert (of("220322").status.value, of("220322").above) == (None, SIPING)
    assert (of("220200").status.value, of("220200").above) == (None, None)
    assert {each.status.target.id for each in evaluation.area(areas[CHANGBAI], kb.targets.targets)}.isdisjoint(
        {"G6.1", "G8.1"}
    )


def test_breakdowns_are_counted_and_outdated_ones_named(kb: KnowledgeBase) -> None:
    made_from = fingerprints(kb)
    step = Milestone(date=JUNE, text="完成")
    tasks = (
        LocalTask(task="T1", made_from=made_from["T1"], owners=("市局",), milestones=(step,)),
        LocalTask(task="T2", made_from="0" * 12, owners=("市局",), milestones=(step,)),
        LocalTask(task="T3", made_from=made_from["T3"], owners=("市局",)),
    )
    parts = {**kb.parts, "localities/220300.yaml": LocalityFile(area=SIPING, tasks=tasks)}
    found = {each.area.code: each for each in breakdowns(replace(kb, parts=parts))}
    assert len(found) == 70
    assert (found[SIPING].done, found[SIPING].outdated, len(found[SIPING].left)) == (("T1", "T2"), ("T2",), 12)
    assert (found["220100"].file, len(found["220100"].left)) == (None, 14)


def test_the_cost_grows_with_the_figures_not_with_their_square(kb: KnowledgeBase) -> None:
    """Calls, not seconds: each observation is looked at a fixed number of times, however many periods there are."""
    areas = [*counties(kb), CHANGBAI]

    def calls(periods: int) -> int:
        import sys

        days = [Period(2021 + (n + 1) // 2, 2 - (n + 1) % 2 if n % 2 else 2).end for n in range(periods)]
        figures = tuple(seen(area, 1, 2, day) for day in days for area in areas)
        base, count = base_with(kb, ProgressFile(period="2022H1", observations=figures)), 0

        def profile(*_: object) -> None:
            nonlocal count
            count += 1

        sys.setprofile(profile)
        Evaluation(base, date(2025, 12, 31)).target(target_of(kb, "G6.2"))
        sys.setprofile(None)
        return count

    few, many = calls(2), calls(8)
    assert many < 4.5 * few


@pytest.mark.parametrize("day", [date.min, date.max, date(2021, 6, 2)])
def test_no_day_is_too_far(kb: KnowledgeBase, day: date) -> None:
    base = with_figures(
        kb, seen(PROVINCE, 1, 2), seen(PROVINCE, 1, 2, target="G7.1"), value(PROVINCE, 3, target="G7.2")
    )
    evaluation = Evaluation(base, day)
    assert len([evaluation.task(task) for task in kb.tasks.tasks]) == 14
    assert all(
        each.due == evaluation.reports_due for each in evaluation.reminders([evaluation.task(kb.tasks.tasks[0])])
    )
