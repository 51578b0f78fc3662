"""Is rep variance what a slow loop over all pairs of runs gives, and silent where it must be?"""

from collections.abc import Sequence
from itertools import combinations
from math import sqrt
from statistics import mean

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.mining.measures.events import Event, log_of
from tests.mining.measures.test_distances import slowly

from sopwright.log.event_log import EventLog
from sopwright.mining.measures.apartness import apartness
from sopwright.mining.measures.distances import similarities
from sopwright.mining.measures.performers import at_every_hour
from sopwright.mining.measures.reps import Reps, rep_variance

Work = Sequence[tuple[str, str]]


def log_of_runs(runs: Work) -> EventLog:
    """Return the log of runs, each of a person and letters that are its activities."""
    events: list[Event] = []
    for number, (who, letters) in enumerate(runs):
        events.append((f"L{number:03}", 0, "created", "Web form"))
        events += [(f"L{number:03}", place, letter, who) for place, letter in enumerate(letters, start=1)]
    return log_of(events)


def figure(found: Reps, label: str) -> float | None:
    return next(one.figure.value for one in found.measures if one.figure.label == label)


def test_people_who_work_alike_do_not_differ() -> None:
    found = rep_variance(log_of_runs([("Ada", "abc"), ("Bo", "abc")] * 3))
    variance = found.measures[0]
    assert (variance.figure.value, variance.figure.n, variance.unusual) == (0, 6, "")
    assert (found.habits, figure(found, "Different ways of working")) == ((), 1)


def test_people_who_each_have_a_way_of_their_own_differ() -> None:
    found = rep_variance(log_of_runs([("Ada", "abcd"), ("Bo", "abxd")] * 10))
    variance = found.measures[0]
    assert (variance.figure.value, variance.figure.n) == (0.25, 20)
    assert variance.interval is not None
    assert (variance.interval.low, variance.interval.high) == (0.25, 0.25)
    assert variance.unusual == "people differ from each other more than from themselves: 0.75 against 1.00"
    assert [(one.person, one.step, one.does, one.of, one.others, one.by_some_only) for one in found.habits] == [
        ("Ada", "c", 10, 10, 0, True),
        ("Ada", "x", 0, 10, 10, True),
    ]


def test_a_habit_that_one_of_twenty_noisy_logs_would_show_is_none() -> None:
    runs = rep_variance(log_of_runs([("Ada", "abcd"), ("Bo", "abxd")] * 5))
    assert runs.habits == ()


def test_three_runs_each_are_shown_but_prove_nothing() -> None:
    found = rep_variance(log_of_runs([("Ada", "abcd"), ("Bo", "abxd")] * 3))
    assert (found.measures[0].figure.value, found.measures[0].unusual, found.habits) == (0.25, "", ())


def test_who_works_another_way_is_named_and_nobody_else() -> None:
    runs = [
        (who, "abc" if (number + len(who)) % 3 else "abbc") for number in range(30) for who in ("Ada", "Bo", "Cleo")
    ]
    found = rep_variance(log_of_runs([*runs, *[("Dan", "xyc")] * 30]))
    assert [one.group for one in found.people if one.unusual] == ["Dan"]
    assert {one.person for one in found.habits} == {"Dan"}


@pytest.mark.parametrize(
    ("runs", "reason"),
    [
        pytest.param([("Ada", "ab")] * 9, "there is 1 person with 9 runs in all", id="one person"),
        pytest.param([("Ada", "ab")] * 9 + [("Bo", "ab")] * 2, "there are 2 people with 11 runs in all", id="two runs"),
        pytest.param([("Automation", "ab")] * 9, "no event was done by a person", id="only machines"),
    ],
)
def test_fewer_than_two_people_with_three_runs_each_are_not_compared(runs: Work, reason: str) -> None:
    found = rep_variance(log_of_runs(runs))
    assert found.measures[0].figure.unknown.endswith(reason)


def test_a_log_that_names_nobody_says_so() -> None:
    found = rep_variance(log_of([("a", 0, "x", None), ("a", 1, "y", None)]))
    assert found.measures[0].figure.unknown == "no event says who did it"


def test_a_case_belongs_to_who_did_most_of_it_and_only_with_their_part() -> None:
    rows: list[Event] = []
    for number in range(6):
        case = f"L{number}"
        rows += [(case, 1, "call", "Ada" if number % 2 else "Bo"), (case, 2, "call", "Ada" if number % 2 else "Bo")]
        rows.append((case, 3, "sign" if number % 2 else "decline", "Cleo"))
    found = rep_variance(log_of(rows))
    assert (found.measures[0].figure.value, figure(found, "Different ways of working")) == (0, 1)


def test_work_time_is_compared_where_starts_are_known() -> None:
    rows: list[Event] = []
    for number in range(6):
        minutes = 10 if number % 2 else 30
        rows.append((f"L{number}", 60, "call", "Ada" if number % 2 else "Bo", {"start": 60 - minutes}))
    found = rep_variance(log_of(rows))
    assert figure(found, "Work time: variation between people") == pytest.approx(200**0.5 / 20)
    assert figure(found, "Work time: variation within a person") == 0


def test_who_acts_at_every_hour_is_a_machine() -> None:
    rows: list[Event] = []
    for number in range(30 * 24):
        rows.append((f"L{number % 90:03}", number * 60, "score", "112"))
        if 8 <= number % 24 <= 18:
            rows.append((f"L{number % 90:03}", number * 60 + 1, "call", "Ada"))
    log = log_of(rows)
    assert log.resource is not None
    assert dict(zip(log.resource.labels, at_every_hour(log.resource, log.time), strict=True)) == {
        "112": True,
        "Ada": False,
    }


people = st.lists(st.lists(st.text("abc", min_size=1, max_size=5), min_size=3, max_size=6), min_size=2, max_size=4)


@given(people)
def test_it_is_what_a_slow_loop_over_all_pairs_gives(groups: list[list[str]]) -> None:
    names = [f"Person {number}" for number in range(len(groups))]
    found = rep_variance(log_of_runs([(name, run) for name, runs in zip(names, groups, strict=True) for run in runs]))
    coded = [[tuple(map(ord, run)) for run in runs] for runs in groups]
    within = mean(mean(slowly(*pair) for pair in combinations(runs, 2)) for runs in coded)
    between = mean(mean(slowly(a, b) for a in one for b in other) for one, other in combinations(coded, 2))
    assert found.measures[0].figure.value == pytest.approx(within - between)


def plain_error(groups: list[list[tuple[int, ...]]]) -> float:
    """The oracle: leaves out every run once and computes everything anew."""

    def value(now: list[list[tuple[int, ...]]]) -> float:
        within = mean(mean(slowly(*pair) for pair in combinations(runs, 2)) for runs in now)
        return within - mean(mean(slowly(a, b) for a in one for b in two) for one, two in combinations(now, 2))

    total = 0.0
    for person, runs in enumerate(groups):
        left = [
            value([*groups[:person], runs[:place] + runs[place + 1 :], *groups[person + 1 :]])
            for place in range(len(runs))
        ]
        total += (len(runs) - 1) / len(runs) * sum((one - mean(left)) ** 2 for one in left)
    return sqrt(total)


@given(people)
def test_the_jackknife_is_what_leaving_out_every_run_gives(texts: list[list[str]]) -> None:
    groups = [[tuple(map(ord, run)) for run in runs] for runs in texts]
    ways = sorted({run for runs in groups for run in runs})
    counts = np.array([[runs.count(way) for way in ways] for runs in groups])
    assert apartness(counts, similarities(ways)).error == pytest.approx(plain_error(groups), abs=1e-9)


def plain_apart(groups: list[list[tuple[int, ...]]], person: int) -> float:
    """The oracle: all pairs of the others, against all pairs with this person."""
    others = [runs for number, runs in enumerate(groups) if number != person]
    among = mean(mean(slowly(a, b) for a in one for b in two) for one, two in combinations(others, 2))
    return among - mean(mean(slowly(a, b) for a in groups[person] for b in two) for two in others)


@given(st.lists(st.lists(st.text("abc", min_size=1, max_size=4), min_size=3, max_size=4), min_size=3, max_size=4))
def test_who_stands_apart_is_what_slow_loops_give(texts: list[list[str]]) -> None:
    groups = [[tuple(map(ord, run)) for run in runs] for runs in texts]
    ways = sorted({run for runs in groups for run in runs})
    counts = np.array([[runs.count(way) for way in ways] for runs in groups])
    found = apartness(counts, similarities(ways))
    for person in range(len(groups)):
        assert found.apart[person] == pytest.approx(plain_apart(groups, person))
        total = 0.0
        for place, runs in enumerate(groups):
            left = [
                plain_apart([*groups[:place], runs[:at] + runs[at + 1 :], *groups[place + 1 :]], person)
                for at in range(len(runs))
            ]
            total += (len(runs) - 1) / len(runs) * sum((one - mean(left)) ** 2 for one in left)
        assert found.apart_error[person] == pytest.approx(sqrt(total), abs=1e-9)
