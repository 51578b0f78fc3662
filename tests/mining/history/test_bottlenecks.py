from datetime import time

import pytest
from hypothesis import given
from tests.mining.history.made_logs import MINUTE, Row, log_of, rows

from sopwright.hours import OpeningHours, Shift
from sopwright.mining.history.bottlenecks import Where, bottlenecks
from sopwright.mining.history.times import edge_times

OFFICE = OpeningHours(zone="UTC", shifts=tuple(Shift(weekday=day, opens=time(9), closes=time(17)) for day in range(5)))
NIGHT = [
    Row(case="1", activity="call", at=9 * 60),
    Row(case="1", activity="note", at=13 * 60),
    Row(case="1", activity="send", at=33 * 60 + 60),
]
"""Four hours of a morning, and then a night with one hour before and one after it ... as hours of the office count."""


def test_the_place_that_holds_most_time_comes_first() -> None:
    first, second = bottlenecks(log_of(NIGHT), Where.BETWEEN)
    assert (first.source, first.target, first.total) == ("note", "send", 21 * 60 * MINUTE)
    assert first.share == 21 / 25
    assert (first.often, first.n, first.cases) == (0.5, 1, 1)
    assert second.median == 4 * 60 * MINUTE


def test_working_hours_rank_by_working_time_and_tell_all_time_beside_it() -> None:
    first, second = bottlenecks(log_of(NIGHT), Where.BETWEEN, OFFICE)
    assert (first.target, first.total, first.elapsed_total) == ("send", 5 * 60 * MINUTE, 21 * 60 * MINUTE)
    assert (second.share, second.elapsed_share) == (4 / 9, 4 / 25)


def test_a_wait_before_an_activity_adds_what_leads_to_it() -> None:
    found = bottlenecks(
        log_of([Row(case=case, activity=what, at=at) for case in "12" for at, what in ((0, case), (7, "x"))]),
        Where.BEFORE,
    )
    assert [(line.source, line.target, line.n, line.total) for line in found] == [("", "x", 2, 14 * MINUTE)]


def test_work_is_ranked_where_starts_are_known() -> None:
    found = bottlenecks(
        log_of([Row(case="1", activity="a", at=9, start=2), Row(case="1", activity="b", at=9)]), Where.WORK
    )
    assert [(line.target, line.total) for line in found] == [("a", 7 * MINUTE)]
    assert bottlenecks(log_of(NIGHT), Where.WORK) == ()


def test_nobody_waits_while_two_things_overlap() -> None:
    (line,) = bottlenecks(
        log_of([Row(case="1", activity="a", at=9), Row(case="1", activity="b", at=20, start=3)]), Where.BETWEEN
    )
    assert (line.total, line.share) == (0, 0)


@given(rows())
def test_waits_between_add_up_to_waits_before(given_rows: list[Row]) -> None:
    log = log_of(given_rows)
    between, before = (bottlenecks(log, where) for where in (Where.BETWEEN, Where.BEFORE))
    assert sum(line.total for line in between) == sum(line.total for line in before)
    assert sum(line.n for line in between) == sum(line.n for line in before) == edge_times(log)[1].n.sum()
    for lines in (between, before):
        assert sum(line.share for line in lines) == pytest.approx(1 if sum(line.total for line in lines) else 0)
        assert [line.total for line in lines] == sorted((line.total for line in lines), reverse=True)
