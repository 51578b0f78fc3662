from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from tests.mining.history.made_logs import Row, by_case, log_of, rows, traces

from sopwright.log.event_log import EventLog
from sopwright.mining.history.edges import edges, ends, starts, transitions


def counted(log: EventLog) -> dict[str, tuple[int, int]]:
    found, labels = edges(log), log.activity.labels
    columns = (found.source.tolist(), found.target.tolist(), found.count.tolist(), found.cases.tolist())
    return {labels[a] + labels[b]: (count, cases) for a, b, count, cases in zip(*columns, strict=True)}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param(["abc", "ab"], {"ab": (2, 2), "bc": (1, 1)}, id="two cases"),
        pytest.param(["a", "b"], {}, id="cases of one event have no edge, and none lies between two cases"),
        pytest.param(["aaa"], {"aa": (2, 1)}, id="a case counts once, however often"),
    ],
)
def test_an_edge_is_counted_by_times_and_cases(words: list[str], expected: dict[str, tuple[int, int]]) -> None:
    assert counted(traces(*words)) == expected


def test_events_of_equal_time_keep_the_order_of_the_source() -> None:
    log = log_of([Row(case="1", activity=letter, at=0) for letter in "bac"])
    assert counted(log) == {"ba": (1, 1), "ac": (1, 1)}


def test_cases_begin_and_end_with_something() -> None:
    log = traces("abc", "ab", "c")
    assert starts(log).tolist() == [2, 0, 1]
    assert ends(log).tolist() == [0, 1, 2]


def test_a_hundred_thousand_activities_are_counted() -> None:
    log = log_of(
        [Row(case="1", activity=f"{n:06}", at=0) for n in range(100_000)] + [Row(case="2", activity="x", at=0)]
    )
    found = edges(log)
    assert len(found.count) == 99_999
    assert set(found.count.tolist()) == {1}
    assert (found.target - found.source == 1).all()


def test_a_log_of_no_cases_has_no_edges() -> None:
    log = traces("ab")
    empty = log.with_cases(log.offsets[1:] < 0)
    assert counted(empty) == {}
    assert starts(empty).tolist() == ends(empty).tolist() == [0, 0]


@given(rows())
def test_edges_are_what_counting_pair_by_pair_gives(given_rows: list[Row]) -> None:
    times: Counter[str] = Counter()
    cases: Counter[str] = Counter()
    for of_case in by_case(given_rows).values():
        pairs = [one.activity + other.activity for one, other in pairwise(of_case)]
        times.update(pairs)
        cases.update(set(pairs))
    assert counted(log_of(given_rows)) == {pair: (times[pair], cases[pair]) for pair in times}


@given(rows())
def test_edges_and_cases_together_are_the_events(given_rows: list[Row]) -> None:
    log = log_of(given_rows)
    found = transitions(log)
    assert found.edges.count.sum() + log.cases == log.events
    assert (found.edges.source[found.edge] == log.activity.codes[found.row]).all()
    assert (found.edges.target[found.edge] == log.activity.codes[found.row + 1]).all()
