import pytest
from hypothesis import given
from tests.mining.history.made_logs import MINUTE, Row, by_case, log_of, rows, traces

from sopwright.log.event_log import EventLog
from sopwright.mining.history.rework import loops, rework


def shown(log: EventLog) -> list[tuple[str, str, int, int]]:
    found, labels = loops(log), log.activity.labels
    columns = (found.source.tolist(), found.between.tolist(), found.count.tolist(), found.cases.tolist())
    return [(labels[a], labels[b], count, cases) for a, b, count, cases in zip(*columns, strict=True)]


@pytest.mark.parametrize(
    ("words", "again", "at_once"),
    [
        pytest.param(["abc"], [0, 0, 0], [0, 0, 0], id="nothing is done again"),
        pytest.param(["aab", "ab"], [1, 0], [1, 0], id="at once"),
        pytest.param(["aba", "a"], [1, 0], [0, 0], id="after something else"),
        pytest.param(["a", "a"], [0], [0], id="in another case is not again"),
    ],
)
def test_what_occurs_after_an_earlier_occurrence_is_again(
    words: list[str], again: list[int], at_once: list[int]
) -> None:
    found = rework(traces(*words))
    assert (found.again.tolist(), found.at_once.tolist()) == (again, at_once)


def test_the_time_until_it_is_done_again_and_the_work_on_it_are_known() -> None:
    log = log_of([Row(case="1", activity="a", at=5, start=0), Row(case="1", activity="a", at=30, start=20)])
    found = rework(log)
    assert found.until_again.total.tolist() == [25 * MINUTE]
    assert found.work_again.total.tolist() == [10 * MINUTE]
    assert found.repeating.tolist() == [True]


def test_a_way_out_and_straight_back_is_a_loop_of_two() -> None:
    assert shown(traces("abab", "aba", "aa", "abca")) == [("a", "b", 2, 2), ("b", "a", 1, 1)]
    assert loops(traces("aba")).time.total.tolist() == [2 * MINUTE]
    assert shown(traces("a", "b", "a")) == []


@given(rows())
def test_rework_is_what_counting_case_by_case_gives(given_rows: list[Row]) -> None:
    log = log_of(given_rows)
    found, words = rework(log), ["".join(row.activity for row in one) for one in by_case(given_rows).values()]
    for code, label in enumerate(log.activity.labels):
        counts = [word.count(label) for word in words]
        direct = [sum(word[at : at + 2] == 2 * label for at in range(len(word))) for word in words]
        assert found.events[code] == sum(counts)
        assert found.cases[code] == sum(count > 0 for count in counts)
        assert found.again[code] == found.until_again.n[code] == sum(max(count - 1, 0) for count in counts)
        assert found.again_cases[code] == sum(count > 1 for count in counts)
        assert (found.at_once[code], found.at_once_cases[code]) == (sum(direct), sum(count > 0 for count in direct))
    assert found.repeating.tolist() == [len(set(word)) < len(word) for word in words]
    triples = [word[at : at + 3] for word in words for at in range(len(word) - 2)]
    expected = [one[:2] for one in triples if one[0] == one[2] != one[1]]
    assert {(a + b): count for a, b, count, _ in shown(log)} == {pair: expected.count(pair) for pair in expected}
