from hypothesis import given
from hypothesis import strategies as st
from tests.mining.history.made_logs import MINUTE, Row, log_of, moment

from sopwright.mining.history.stagnation import stagnation


def worked(count: int, *more: Row) -> list[Row]:
    """Return ``count`` cases of which the second event follows upon the first after 1, 2, 3 … minutes, and more."""
    pairs = [
        (Row(case=f"c{n:02}", activity="ask", at=0), Row(case=f"c{n:02}", activity="win", at=n + 1))
        for n in range(count)
    ]
    return [*(row for pair in pairs for row in pair), *more]


def test_a_case_that_waits_longer_than_nine_tenths_lies_still() -> None:
    log = log_of(worked(20, Row(case="late", activity="ask", at=5), Row(case="new", activity="ask", at=90)))
    found = stagnation(log, moment(100))
    assert found.closing == ("win",)
    assert found.closing_found
    assert (found.open, found.untold) == (2, 0)
    assert [log.case_ids[case] for case in found.case.tolist()] == ["late"]
    assert found.silent.tolist() == [95 * MINUTE]
    assert round(found.usual.p90[log.activity.labels.index("ask")] / MINUTE, 6) == 18.9


def test_with_few_waits_it_cannot_be_told() -> None:
    found = stagnation(log_of(worked(9, Row(case="late", activity="ask", at=5))), moment(1000), closing={"win"})
    assert (found.open, found.untold, found.case.tolist()) == (1, 1, [])
    assert not found.closing_found


def test_the_end_of_the_log_is_now_when_nothing_else_is_said() -> None:
    assert stagnation(log_of(worked(20))).now == moment(20)


@given(st.lists(st.integers(0, 60), min_size=1, max_size=12))
def test_the_longest_silence_comes_first_and_all_are_longer_than_usual(begun: list[int]) -> None:
    log = log_of(worked(20, *(Row(case=f"o{n:02}", activity="ask", at=at) for n, at in enumerate(begun))))
    found = stagnation(log, moment(60), closing={"win"})
    late = sorted((60 - at for at in begun if 60 - at > 18.9), reverse=True)
    assert (found.silent // MINUTE).tolist() == late
    assert found.open == len(begun)
