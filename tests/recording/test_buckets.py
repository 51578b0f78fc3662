"""Every millisecond is in exactly one bucket."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.made import LEADS, NEW_LEAD, click, enter, mark, recording, shown

from sopwright.recording.buckets import Moment, clock_of, threshold_of
from sopwright.recording.runs import work_of
from sopwright.recording.schema import Event, Kind, Recording, Value, ValueState
from sopwright.recording.vocabulary import builtin
from sopwright.recording.work import Times


def moments(*at: int) -> list[Moment]:
    return [Moment(at_ms=t, answered_ms=t, page=("crm", "/leads", 1)) for t in at]


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        pytest.param([], Times(work=15_000, idle=45_000), id="a long gap is idle above the threshold"),
        pytest.param(
            [mark(Kind.PAUSED, 10_000), mark(Kind.RESUMED, 50_000)],
            Times(work=15_000, idle=5_000, paused=40_000),
            id="a pause is taken out before idleness is judged",
        ),
        pytest.param(
            [mark(Kind.AWAY_STARTED, 0), mark(Kind.AWAY_ENDED, 55_000)],
            Times(work=5_000, away=55_000),
            id="away is not idle",
        ),
        pytest.param(
            [mark(Kind.AWAY_STARTED, 10_000), mark(Kind.PAUSED, 20_000), mark(Kind.RESUMED, 30_000)],
            Times(work=10_000, away=40_000, paused=10_000),
            id="a pause while away is a pause, and being away lasts to the end",
        ),
        pytest.param(
            [mark(Kind.BUSY_STARTED, 1_000), mark(Kind.BUSY_ENDED, 58_000)],
            Times(work=3_000, system=57_000),
            id="waiting for the system is not idle",
        ),
        pytest.param(
            [mark(Kind.BUSY_ENDED, 1_000), mark(Kind.RESUMED, 2_000)],
            Times(work=15_000, idle=45_000),
            id="an end without a beginning covers nothing",
        ),
        pytest.param(
            [
                mark(Kind.BUSY_STARTED, 0),
                mark(Kind.BUSY_STARTED, 10_000),
                mark(Kind.BUSY_ENDED, 20_000),
                mark(Kind.BUSY_ENDED, 60_000),
            ],
            Times(system=60_000),
            id="busy within busy ends with the outer one",
        ),
    ],
)
def test_a_minute_between_two_acts_is_split(events: list[Event], expected: Times) -> None:
    made = recording(*events, end=60_000)
    assert clock_of(made, []).split(0, 60_000) == expected


def test_the_wait_for_a_page_is_the_systems_until_the_performer_goes_on() -> None:
    made = recording(end=10_000)
    loading = [
        Moment(at_ms=0, answered_ms=8_000, page=("crm", "/leads", 1)),
        Moment(at_ms=5_000, answered_ms=5_000, page=("crm", "/leads", 1)),
    ]
    clock = clock_of(made, loading)
    assert clock.split(0, 5_000) == Times(system=5_000)
    assert clock.split(5_000, 10_000) == Times(work=5_000)


@pytest.mark.parametrize(
    ("gaps", "threshold"),
    [
        pytest.param([2_000] * 50, 15_000, id="a quick performer keeps the least threshold"),
        pytest.param([20_000] * 50, 20_000, id="a slow performer has a threshold of their own"),
        pytest.param([60_000] * 50, 45_000, id="never above the most"),
        pytest.param([1_000] * 98 + [20_000, 40_000], 20_000, id="99 of 100 gaps are at most the threshold"),
        pytest.param([1_000] * 99 + [20_000, 40_000], 20_000, id="of 101 gaps, 100 are"),
    ],
)
def test_the_threshold_is_the_performers_own(gaps: list[int], threshold: int) -> None:
    at = [sum(gaps[:index]) for index in range(len(gaps) + 1)]
    assert threshold_of(moments(*at)) == threshold


def test_the_way_to_another_page_says_nothing_about_the_performers_pauses() -> None:
    leads, form = (Moment(at_ms=at, answered_ms=at, page=("crm", page, 1)) for at, page in ((0, "/a"), (30_000, "/b")))
    assert threshold_of([leads, form]) == 15_000


MARKS = st.sampled_from(
    [Kind.PAUSED, Kind.RESUMED, Kind.AWAY_STARTED, Kind.AWAY_ENDED, Kind.BUSY_STARTED, Kind.BUSY_ENDED]
)
EVENTS = st.lists(
    st.tuples(st.integers(0, 120_000), st.one_of(MARKS, st.sampled_from(["click", "enter", "shown"]))), max_size=40
)


def made_of(rows: list[tuple[int, Kind | str]]) -> Recording:
    events = []
    for at, what in sorted(rows, key=lambda row: row[0]):
        if isinstance(what, Kind):
            events.append(mark(what, at))
        elif what == "click":
            events.append(click("New lead", LEADS, "link", at))
        elif what == "enter":
            events.append(enter("Company", NEW_LEAD, at))
        else:
            events.append(shown(NEW_LEAD, at))
    return recording(*events, end=130_000)


@given(EVENTS)
def test_all_buckets_of_all_steps_add_up_to_the_recording(rows: list[tuple[int, Kind | str]]) -> None:
    work = work_of(made_of(rows), builtin())
    assert work.times is not None
    assert work.between is not None
    parts = [work.between, *(t for run in work.runs for s in run.steps for t in (s.times, s.before) if t is not None)]
    assert work.times.total == sum(part.total for part in parts) == 130_000


def test_a_late_edit_does_not_turn_time_back() -> None:
    copy = Event(number=1, kind=Kind.COPY, app="excel")
    paste = replace(enter("Company", t=2_000), kind=Kind.PASTE, value=Value(state=ValueState.FILLED, same_as=1))
    events = [replace(copy, t_ms=1_000), paste, replace(copy, t_ms=3_000), enter("Company", t=4_000)]
    work = work_of(recording(*events, enter("Email", t=5_000, same_as=3), end=6_000), builtin())
    assert work.times == Times(work=6_000)


@given(EVENTS)
def test_buckets_are_those_that_counting_each_moment_finds(rows: list[tuple[int, Kind | str]]) -> None:
    """The oracle looks at every 500th millisecond on its own; times are multiples of 500."""
    coarse: list[tuple[int, Kind | str]] = [(at // 500 * 500, what) for at, what in rows if isinstance(what, Kind)]
    made = made_of(coarse)
    found = clock_of(made, []).split(0, 130_000)
    paused = away = system = 0
    for at in range(0, 130_000, 500):
        state = {
            name: depth_at(made, opens, closes, at) > 0
            for name, opens, closes in (
                ("paused", Kind.PAUSED, Kind.RESUMED),
                ("away", Kind.AWAY_STARTED, Kind.AWAY_ENDED),
                ("system", Kind.BUSY_STARTED, Kind.BUSY_ENDED),
            )
        }
        paused += 500 * state["paused"]
        away += 500 * (state["away"] and not state["paused"])
        system += 500 * (state["system"] and not state["away"] and not state["paused"])
    assert (found.paused, found.away, found.system) == (paused, away, system)


def depth_at(made: Recording, opens: Kind, closes: Kind, at: int) -> int:
    depth = 0
    for event in made.events:
        if event.t_ms is not None and event.t_ms <= at:
            depth = depth + 1 if event.kind is opens else max(0, depth - 1) if event.kind is closes else depth
    return depth
