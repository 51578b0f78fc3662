"""Are slow groups found where they are, and only there?"""

from datetime import time
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.mining.measures.events import Event, log_of

from sopwright.hours import OpeningHours, Shift
from sopwright.log.event_log import EventLog
from sopwright.mining.measures.slow import slow_waits, slower

DAY = 24 * 60


def leads(n: int, wait: int, slow: int, weekday: int, *, region: bool = False) -> EventLog:
    """Return leads, one a day, that wait some minutes; those of one weekday, or region, wait longer."""
    rows: list[Event] = []
    for number in range(n):
        minutes = (slow if number % 7 == weekday else wait) + number % 5
        more = {"case:region": ("N", "S", "E", "W", "NE", "NW", "SE")[number % 7]} if region else {}
        begin = (number if not region else number // 7 * 7) * DAY + 600
        case = f"L{number:03}"
        rows += [(case, begin, "Qualified", "Ada", more), (case, begin + minutes, "Handed over", "Bo", more)]
    return log_of(rows)


def test_the_weekday_on_which_leads_wait_longer_is_named_with_what_it_costs() -> None:
    found = slow_waits(leads(140, 30, 200, 0))
    assert [(one.source, one.target, one.group, one.n, one.others) for one in found] == [
        ("Qualified", "Handed over", "Monday", 20, 80)
    ]
    assert (found[0].median, found[0].others_median) == (202 * 60e6, 32 * 60e6)
    assert found[0].extra == 20 * 170 * 60e6
    assert len(found[0].cases) == 20


def test_a_region_in_which_leads_wait_longer_is_named() -> None:
    found = slow_waits(leads(140, 30, 200, 3, region=True))
    assert [(one.by, one.group) for one in found] == [("region", "W")]


@pytest.mark.parametrize(
    ("wait", "slow"),
    [
        pytest.param(30, 30, id="no difference"),
        pytest.param(100, 140, id="less than half as long again"),
        pytest.param(4, 8, id="a few minutes"),
    ],
)
def test_what_makes_no_difference_is_not_named(wait: int, slow: int) -> None:
    assert slow_waits(leads(140, wait, slow, 1)) == ()


def test_nobody_is_slow_for_a_saturday() -> None:
    rows: list[Event] = []
    for number in range(280):
        begin = number * DAY + 600
        opens = begin + {5: 2 * DAY - 60, 6: DAY - 60}.get(number % 7, 60) + number % 7
        rows += [(f"L{number:03}", begin, "Qualified", "Ada"), (f"L{number:03}", opens, "Handed over", "Bo")]
    assert slow_waits(log_of(rows)) == ()
    office = OpeningHours(
        zone="UTC", shifts=tuple(Shift(weekday=day, opens=time(9), closes=time(17)) for day in range(5))
    )
    assert {one.group for one in slow_waits(log_of(rows), office)} <= {
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
    }


def test_too_few_waits_are_not_compared() -> None:
    assert slow_waits(leads(63, 30, 2000, 0)) == ()


def plainly(values: list[int], n: int) -> float:
    """The oracle: the share of all ways to choose ``n`` values in which the first group wins as many duels or more."""

    def duels(group: tuple[int, ...]) -> float:
        others = [place for place in range(len(values)) if place not in group]
        return sum((values[one] > values[two]) + (values[one] == values[two]) / 2 for one in group for two in others)

    seen = duels(tuple(range(n)))
    ways = list(combinations(range(len(values)), n))
    return sum(duels(way) >= seen for way in ways) / len(ways)


@given(st.lists(st.integers(0, 30), min_size=10, max_size=12, unique=True))
def test_the_rank_test_is_near_the_exact_one(values: list[int]) -> None:
    order = np.argsort(values)
    found = slower(np.array(values)[order], (order >= 5).astype(np.int64))
    assert found[0] == pytest.approx(plainly(values, 5), abs=0.02)


def test_the_rank_test_gives_what_scipy_1_17_gives_with_ties() -> None:
    one, other = [3, 5, 5, 7, 8, 8, 9, 9, 9, 12], [1, 2, 3, 3, 4, 5, 5, 6, 7, 8]
    values, group = np.array([*one, *other]), np.repeat([0, 1], 10)
    order = np.argsort(values, kind="stable")
    assert slower(values[order], group[order])[0] == pytest.approx(0.007340301764896124)


def test_values_that_are_all_equal_rank_nobody() -> None:
    assert slower(np.zeros(20, dtype=np.int64), np.repeat([0, 1], 10)).tolist() == [1, 1]
