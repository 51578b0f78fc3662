from itertools import pairwise

import numpy as np
from hypothesis import given
from tests.mining.history.made_logs import MINUTE, Row, by_case, log_of, rows

from sopwright.log.event_log import Coded, EventLog
from sopwright.mining.history.people import People, comparable, people
from sopwright.mining.history.variants import variants


def of(log: EventLog) -> People:
    column = log.resource or Coded(codes=np.full(log.events, -1, dtype=np.int32), labels=())
    return people(log, column, variants(log))


def test_people_stand_beside_each_other() -> None:
    found = of(
        log_of(
            [
                Row(case="1", activity="a", at=10, start=4, person="Ann"),
                Row(case="1", activity="b", at=30, start=25, person="Bob"),
                Row(case="1", activity="b", at=31, person="Bob"),
                Row(case="2", activity="a", at=10, person="Ann"),
                Row(case="2", activity="b", at=40),
            ]
        )
    )
    assert found.labels == ("Ann", "Bob")
    assert (found.events.tolist(), found.cases.tolist(), found.activities.tolist()) == ([2, 2], [2, 1], [1, 1])
    assert found.work.total.tolist() == [6 * MINUTE, 5 * MINUTE]
    assert (found.left.n.tolist(), found.taken.n.tolist()) == ([1, 0], [0, 1])
    assert found.taken.total.tolist() == [0, 15 * MINUTE]
    assert found.durations.n.tolist() == [2, 1]
    assert found.nobody == 1
    assert [tuple(line) for line in zip(found.ways.person, found.ways.variant, found.ways.cases, strict=True)] == [
        (0, 0, 1),
        (0, 1, 1),
        (1, 1, 1),
    ]
    assert (found.doing.count.tolist(), found.doing.before.n.tolist()) == ([2, 2], [0, 2])


def test_nobody_is_compared_on_fewer_than_three_or_alone() -> None:
    assert comparable(np.array([3, 2, 5])) == [0, 2]
    assert comparable(np.array([9, 2])) == []


@given(rows())
def test_people_are_what_counting_row_by_row_gives(given_rows: list[Row]) -> None:
    found, cases = of(log_of(given_rows)), by_case(given_rows)
    for at, who in enumerate(found.labels):
        own = [row for row in given_rows if row.person == who]
        assert found.events[at] == len(own)
        assert found.cases[at] == len({row.case for row in own})
        assert found.activities[at] == len({row.activity for row in own})
        assert found.work.n[at] == sum(row.start is not None for row in own)
        assert found.ways.cases[found.ways.person == at].sum() == found.cases[at]
        taken = [
            (other.at if other.start is None else other.start) - one.at
            for case in cases.values()
            for one, other in pairwise(case)
            if other.person == who != one.person and one.person is not None
        ]
        assert (found.taken.n[at], found.taken.total[at]) == (len(taken), sum(taken) * MINUTE)
    assert found.nobody == sum(row.person is None for row in given_rows)
    assert found.doing.count.sum() == found.events.sum()
