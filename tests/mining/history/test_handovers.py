from itertools import pairwise

import numpy as np
from hypothesis import given
from tests.mining.history.made_logs import MINUTE, Row, by_case, log_of, rows

from sopwright.log.event_log import Coded
from sopwright.mining.history.handovers import handovers

NOBODY = Coded(codes=np.zeros(0, dtype=np.int32), labels=())


def test_work_goes_from_one_to_another_with_a_wait() -> None:
    people = [("Ann", 0, 0), ("Ann", 5, 5), ("Bob", 20, 15), (None, 30, 30), ("Bob", 40, 40)]
    log = log_of([Row(case="1", activity="a", at=at, start=start, person=who) for who, at, start in people])
    assert log.resource is not None
    found = handovers(log, log.resource)
    assert (found.total, found.stays, found.untold) == (1, 1, 2)
    assert (found.labels[found.source[0]], found.labels[found.target[0]]) == ("Ann", "Bob")
    assert found.wait.total.tolist() == [10 * MINUTE]
    assert found.matrix().tolist() == [[1, 1], [0, 0]]


@given(rows())
def test_handovers_are_what_going_through_the_pairs_gives(given_rows: list[Row]) -> None:
    log = log_of(given_rows)
    found = handovers(log, log.resource or Coded(codes=np.full(log.events, -1, dtype=np.int32), labels=()))
    pairs = [pair for one in by_case(given_rows).values() for pair in pairwise(one)]
    told = [(one.person, other.person) for one, other in pairs if one.person and other.person]
    given_away = [pair for pair in told if pair[0] != pair[1]]
    assert (found.total, found.stays) == (len(given_away), len(told) - len(given_away))
    assert found.untold == len(pairs) - len(told)
    for at in range(len(found.count)):
        assert found.count[at] == given_away.count((found.labels[found.source[at]], found.labels[found.target[at]]))
    assert found.matrix().sum() == len(told)
