"""Is the time to first touch what a person would count, and silent where the log cannot say?"""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.mining.measures.events import Event, log_of, us

from sopwright.hours import OpeningHours, Shift
from sopwright.log.event_log import EventLog
from sopwright.mining.measures.first_touch import FirstTouch, first_touch
from sopwright.mining.measures.measure import Measure
from sopwright.mining.measures.touching import NO_CREATION, NO_PERSON, ONLY_DAYS, Touching

OFFICE = OpeningHours(zone="UTC", shifts=tuple(Shift(weekday=day, opens=time(9), closes=time(17)) for day in range(5)))
MINUTE = 60_000


def lead(case: str, created: float, assigned: float, touched: float | None, who: str = "Ada") -> list[Event]:
    rows: list[Event] = [
        (case, created, "created", "Integration User"),
        (case, assigned, "Owner changed", "Integration User"),
    ]
    return rows if touched is None else [*rows, (case, touched, "Status: Working", who)]


def three(*touched: float | None) -> EventLog:
    return log_of(
        [row for number, at in enumerate(touched) for row in lead(f"L{number}", 600 + number, 601 + number, at)]
    )


def measure(found: FirstTouch, label: str) -> Measure:
    return next(one for one in found.measures if one.figure.label.startswith(label))


def test_the_median_is_counted_from_creation_to_the_first_act_of_a_person() -> None:
    found = first_touch(three(610, 631, 662))
    figure = measure(found, "Time to first touch: median").figure
    assert (figure.value, figure.n, figure.unit) == (30 * MINUTE, 3, "ms")
    assert measure(found, "Time to first touch: wait in the queue").figure.value == 30 * MINUTE
    assert found.notes == (
        "The creation of a lead is its first event, where its name says so or no person did it (created).",
        "A touch is the first event of a person that is no assignment (Owner changed).",
        "By their names, these are no persons: Integration User.",
    )


def test_the_share_within_five_minutes_has_an_interval_and_takes_exactly_five_for_within() -> None:
    found = measure(first_touch(three(605, 606.1, 610)), "Leads touched within 5 minutes")
    assert (found.figure.value, found.figure.n) == (1 / 3, 3)
    assert found.interval is not None
    assert found.interval.method == "Wilson, 95 %"


def test_a_lead_that_is_too_young_says_nothing_about_five_minutes() -> None:
    log = log_of([*lead("a", 600, 601, 602), *lead("b", 600, 601, 640), *lead("c", 638, 639, None)])
    found = measure(first_touch(log), "Leads touched within 5 minutes")
    assert (found.figure.value, found.figure.n) == (1 / 2, 2)


def test_an_assignment_by_a_person_is_no_touch_but_ends_the_queue() -> None:
    rows = [
        row
        for case in "abc"
        for row in (
            (case, 0.5, "created", "Web form"),
            (case, 10, "Owner changed", "Bo"),
            (case, 25, "Status: Working", "Ada"),
        )
    ]
    found = first_touch(log_of(rows))
    assert measure(found, "Time to first touch: median").figure.value == 24.5 * MINUTE
    assert measure(found, "Time to first touch: wait in the queue").figure.value == 9.5 * MINUTE
    assert "states no start" in measure(found, "Time to first touch: work").figure.unknown


def test_work_before_the_touch_is_counted_once_where_events_overlap() -> None:
    rows: list[Event] = [
        row
        for case in "abc"
        for row in (
            (case, 0.5, "created", "Web form", {"start": 0.5}),
            (case, 20, "Research", "Ada", {"start": 10}),
            (case, 24, "Write", "Ada", {"start": 15}),
            (case, 40, "Call", "Ada", {"start": 30}),
        )
    ]
    found = first_touch(log_of(rows), Touching(touches=frozenset({"Call"})))
    parts = [
        measure(found, f"Time to first touch: {name}") for name in ("wait in", "work", "waiting between", "median")
    ]
    assert [part.figure.value for part in parts] == [9.5 * MINUTE, 14 * MINUTE, 6 * MINUTE, 29.5 * MINUTE]


def test_leads_that_nobody_has_touched_count_as_waiting() -> None:
    log = log_of(
        [*lead("a", 600, 601, 610), *lead("b", 600, 601, 640), *lead("c", 500, 501, None), *lead("d", 500, 501, None)]
    )
    found = first_touch(log, Touching(now=us(700)))
    median = measure(found, "Time to first touch: median")
    assert median.figure.value is None or median.figure.value >= 40 * MINUTE
    assert "2 of 4" in median.figure.definition
    untouched = measure(found, "Leads that nobody has touched").figure
    assert (untouched.value, untouched.n) == (0.5, 4)


def test_working_time_leaves_out_the_night() -> None:
    touched = 24 * 60 + 9 * 60 + 30
    log = log_of([row for case in "abc" for row in lead(case, 16 * 60 + 50, 16 * 60 + 51, touched)])
    found = first_touch(log, hours=OFFICE)
    assert measure(found, "Time to first touch: median, working").figure.value == 40 * MINUTE
    assert measure(found, "Time to first touch: median, clock").figure.value == (16 * 60 + 40) * MINUTE


def test_months_and_people_have_numbers_of_their_own_from_three_leads_on() -> None:
    rows = [row for number in range(4) for row in lead(f"L{number}", 600, 601, 610 + number, "Ada" if number else "Bo")]
    found = first_touch(log_of(rows))
    assert [(one.group, one.figure.n, one.figure.value) for one in found.by_month] == [("2026-03", 4, 11.5 * MINUTE)]
    assert [(one.group, one.figure.n, one.figure.value) for one in found.by_person] == [
        ("Ada", 3, 12 * MINUTE),
        ("Bo", 1, None),
    ]
    assert found.by_person[1].figure.unknown == "needs 3 leads; there is 1"
    assert found.by_person[1].cases == ("L0",)


def test_the_time_that_a_lead_states_goes_before_its_first_event() -> None:
    rows: list[Event] = [(case, 700.0, "Called", "Ada", {"case:created": 640.25}) for case in "abc"]
    rows += [(case, 800.0, "Called again", "Ada", {"case:created": 640.25}) for case in "abc"]
    found = first_touch(log_of(rows))
    assert measure(found, "Time to first touch: median").figure.value == 59.75 * MINUTE
    assert found.notes[0] == "The creation of a lead is the time that it states."


@pytest.mark.parametrize(
    ("events", "reason"),
    [
        pytest.param([("a", 1, "created", None), ("a", 5, "Called", None)], NO_PERSON, id="nobody is named"),
        pytest.param([("a", 1, "Called", "Ada"), ("a", 5, "Won", "Ada")], NO_CREATION, id="no creation"),
        pytest.param(
            [("a", 700, "Called", "Ada", {"case:created": 0}), ("a", 800, "Won", "Ada", {"case:created": 0})],
            ONLY_DAYS,
            id="creation at midnight",
        ),
    ],
)
def test_what_the_log_cannot_say_is_unknown_with_its_reason(events: list[Event], reason: str) -> None:
    found = first_touch(log_of(events), hours=OFFICE)
    assert [one.figure.unknown for one in found.measures] == [reason, reason]


def test_days_in_another_zone_are_days_too() -> None:
    rows: list[Event] = []
    for number in range(6):
        created = 24 * 60 * number - 60
        more = {"case:created": created}
        rows += [
            (f"L{number}", created + 700, "Called", "Ada", more),
            (f"L{number}", created + 800, "Won", "Ada", more),
        ]
    assert first_touch(log_of(rows)).measures[0].figure.unknown == ONLY_DAYS


def test_a_touch_before_the_creation_is_left_out_and_said() -> None:
    events: list[Event] = [
        row
        for case, created in zip("abcd", (640.5, 641.5, 642.5, 960.5), strict=True)
        for row in (
            (case, 700.0, "Called", "Ada", {"case:created": created}),
            (case, 990.0, "Won", "Ada", {"case:created": created}),
        )
    ]
    found = first_touch(log_of(events))
    assert measure(found, "Time to first touch: median").figure.n == 3
    assert "1 lead touched before the stated creation left out: their clocks disagree." in found.notes


def test_a_schedule_is_no_touch() -> None:
    rows: list[Event] = [
        row
        for case in "abc"
        for row in (
            (case, 0.5, "submitted", "112", {"lifecycle": "complete"}),
            (case, 2, "Call", "Ada", {"lifecycle": "schedule"}),
            (case, 12, "Call", "Ada", {"lifecycle": "start"}),
        )
    ]
    assert measure(first_touch(log_of(rows)), "Time to first touch: median").figure.value == 11.5 * MINUTE


waits = st.lists(st.tuples(st.integers(0, 500), st.integers(0, 60), st.none() | st.integers(0, 900)), min_size=3)


@given(waits)
def test_the_curve_of_all_leads_is_counted_lead_by_lead(leads: list[tuple[int, int, int | None]]) -> None:
    rows = [
        row
        for number, (created, assigned, wait) in enumerate(leads)
        for row in lead(
            f"L{number:03}", created + 0.5, created + 0.5 + assigned, None if wait is None else created + 0.5 + wait
        )
    ]
    log = log_of(rows)
    now = max(row[1] for row in rows)
    within = sum(wait is not None and wait <= 5 for _, _, wait in leads)
    counted = sum(wait is not None or now - created - 0.5 >= 5 for created, _, wait in leads)
    found = measure(first_touch(log), "Leads touched within 5 minutes").figure
    assert (found.n, found.value) == (counted, within / counted if counted else None)


def test_without_a_creation_the_parts_within_the_run_are_still_told() -> None:
    rows: list[Event] = [
        row
        for case in "abc"
        for row in (
            (case, 20, "Research", "Ada", {"start": 10, "work_ms": 4 * MINUTE}),
            (case, 40, "Call", "Ada", {"start": 30, "work_ms": 9 * MINUTE}),
        )
    ]
    found = first_touch(log_of(rows), Touching(touches=frozenset({"Call"})))
    assert measure(found, "Time to first touch: median").figure.unknown == NO_CREATION
    assert measure(found, "Time to first touch: wait in the queue").figure.unknown == NO_CREATION
    assert measure(found, "Time to first touch: work").figure.value == 4 * MINUTE
    assert measure(found, "Time to first touch: waiting between").figure.value == 16 * MINUTE


def test_where_no_event_states_a_start_work_before_the_touch_is_unknown_and_not_nothing() -> None:
    found = first_touch(three(610, 631, 662))
    for label in ("Time to first touch: work", "Time to first touch: waiting"):
        figure = measure(found, label).figure
        assert (figure.value, figure.n) == (None, 0)
        assert "states no start" in figure.unknown
