from datetime import time
from itertools import pairwise

import numpy as np
from hypothesis import given
from tests.mining.history.made_logs import MINUTE, Row, by_case, log_of, rows, traces

from sopwright.hours import OpeningHours, Shift
from sopwright.mining.history.times import durations, edge_times, work_times
from sopwright.mining.quantiles import quantile

OFFICE = OpeningHours(zone="UTC", shifts=tuple(Shift(weekday=day, opens=time(9), closes=time(17)) for day in range(5)))


def begin(row: Row) -> int:
    return row.at if row.start is None else row.start


def test_a_wait_lies_between_an_end_and_the_next_beginning() -> None:
    log = log_of([Row(case="1", activity="a", at=10, start=5), Row(case="1", activity="b", at=60, start=40)])
    _, found = edge_times(log)
    assert found.total.tolist() == [30 * MINUTE]
    assert work_times(log).total.tolist() == [5 * MINUTE, 20 * MINUTE]
    assert durations(log).tolist() == [55 * MINUTE]


def test_work_that_overlaps_waits_less_than_nothing() -> None:
    log = log_of([Row(case="1", activity="a", at=10), Row(case="1", activity="b", at=20, start=4)])
    assert edge_times(log)[1].total.tolist() == [-6 * MINUTE]
    assert durations(log).tolist() == [16 * MINUTE]


def test_a_start_that_nobody_states_gives_no_work() -> None:
    assert work_times(traces("ab")).n.tolist() == [0, 0]
    one = log_of([Row(case="1", activity="a", at=3), Row(case="1", activity="b", at=9, start=8)])
    assert work_times(one).n.tolist() == [0, 1]


def test_closed_hours_do_not_count_where_hours_are_given() -> None:
    monday_16, tuesday_10 = 16 * 60, 34 * 60
    log = log_of([Row(case="1", activity="a", at=monday_16), Row(case="1", activity="b", at=tuesday_10)])
    assert edge_times(log, OFFICE)[1].total.tolist() == [120 * MINUTE]
    assert durations(log, OFFICE).tolist() == [120 * MINUTE]


@given(rows())
def test_times_are_what_counting_one_by_one_gives(given_rows: list[Row]) -> None:
    log, cases = log_of(given_rows), by_case(given_rows).values()
    labels = log.activity.labels
    found, times = edge_times(log)
    for at in range(len(found.count)):
        waits = [
            (begin(other) - one.at) * MINUTE
            for of_case in cases
            for one, other in pairwise(of_case)
            if (one.activity, other.activity) == (labels[found.source[at]], labels[found.target[at]])
        ]
        assert times.n[at] == len(waits)
        assert times.total[at] == sum(waits)
        assert times.median[at] == quantile(waits, 0.5)
    work = work_times(log)
    for code, label in enumerate(labels):
        own = [(row.at - row.start) * MINUTE for row in given_rows if row.activity == label and row.start is not None]
        assert (work.n[code], work.total[code]) == (len(own), sum(own))
    expected = [(max(row.at for row in one) - min(begin(row) for row in one)) * MINUTE for one in cases]
    assert np.array_equal(durations(log), expected)
