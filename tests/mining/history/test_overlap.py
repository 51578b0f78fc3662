import numpy as np
from hypothesis import given
from tests.mining.history.made_logs import MINUTE, Row, by_case, log_of, moment, rows, traces

from sopwright.log.event_log import Coded
from sopwright.mining.history.overlap import at_once, in_progress, overlaps


def test_cases_in_progress_are_counted_between_beginning_and_end() -> None:
    spans = {"1": (0, 10), "2": (5, 10), "3": (10, 20)}
    log = log_of([Row(case=case, activity="a", at=at) for case, span in spans.items() for at in span])
    found = in_progress(log)
    assert ((found.at - moment(0)) // MINUTE).tolist() == [0, 5, 10, 20]
    assert found.cases.tolist() == [1, 2, 1, 0]
    assert (found.most, found.mean) == (2, (5 + 10 + 10) / 20)


def test_a_log_of_no_time_has_no_mean() -> None:
    assert np.isnan(in_progress(traces("a")).mean)


def test_one_person_works_on_two_things_at_once() -> None:
    work = [("Ann", 0, 10), ("Ann", 6, 20), ("Ann", 20, 24), ("Bob", 3, 3)]
    log = log_of(
        [Row(case=str(n), activity="a", at=end, start=start, person=who) for n, (who, start, end) in enumerate(work)]
    )
    assert log.resource is not None
    found = at_once(log, log.resource)
    assert (found.labels, found.n.tolist(), found.most.tolist()) == (("Ann", "Bob"), [3, 0], [2, 0])
    assert (found.busy.tolist(), found.several.tolist()) == ([24 * MINUTE, 0], [4 * MINUTE, 0])
    assert found.mean[0] == 28 / 24


def test_activities_of_a_case_overlap() -> None:
    log = log_of(
        [
            Row(case="1", activity="a", at=10),
            Row(case="1", activity="b", at=20, start=4),
            Row(case="1", activity="c", at=21),
        ]
    )
    found = overlaps(log)
    assert (found.source.tolist(), found.target.tolist(), found.time.total.tolist()) == ([0], [1], [6 * MINUTE])


@given(rows())
def test_counting_minute_by_minute_gives_the_same(given_rows: list[Row]) -> None:
    log = log_of(given_rows)
    spans = [
        (min(row.at if row.start is None else row.start for row in one), max(row.at for row in one))
        for one in by_case(given_rows).values()
    ]
    found = in_progress(log)
    for minute in range(-4, 9):
        place = np.searchsorted(found.at, moment(minute), side="right") - 1
        expected = sum(start <= minute < end for start, end in spans)
        assert (found.cases[place] if place >= 0 else 0) == expected
    people = at_once(log, log.resource or Coded(codes=np.full(log.events, -1, dtype=np.int32), labels=()))
    for at, who in enumerate(people.labels):
        work = [(row.start, row.at) for row in given_rows if row.person == who and row.start is not None]
        levels = [sum(start <= minute < end for start, end in work) for minute in range(-4, 9)]
        assert people.busy[at] == sum(level > 0 for level in levels) * MINUTE
        assert people.several[at] == sum(level > 1 for level in levels) * MINUTE
        assert people.most[at] == max(levels)
