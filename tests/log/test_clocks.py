import numpy as np

from sopwright.log.clocks import clocks
from sopwright.log.event_log import UNKNOWN, Int64

DAY = 86_400_000_000
YEAR = 365 * DAY


def days(*more: int) -> Int64:
    """Thirty days from early 2024 on, and then some other times."""
    return np.array([54 * YEAR + day * DAY for day in range(30)] + list(more), dtype=np.int64)


def test_clocks_that_were_never_set_or_never_end_are_wrong() -> None:
    assert np.flatnonzero(clocks(days(0, 300 * YEAR)).wrong).tolist() == [30, 31]


def test_clocks_years_away_from_nearly_all_others_are_wrong() -> None:
    found = clocks(days(50 * YEAR, 60 * YEAR, 54 * YEAR + 300 * DAY))
    assert np.flatnonzero(found.before).tolist() == [30]
    assert np.flatnonzero(found.after).tolist() == [31]


def test_a_made_log_that_counts_from_1970_has_no_wrong_clock() -> None:
    assert not clocks(np.arange(50, dtype=np.int64) * DAY).wrong.any()


def test_of_few_times_none_is_far_from_the_others() -> None:
    assert not clocks(np.array([54 * YEAR, 90 * YEAR], dtype=np.int64)).wrong.any()


def test_an_unknown_time_is_no_wrong_one() -> None:
    assert not clocks(days(UNKNOWN)).wrong.any()
