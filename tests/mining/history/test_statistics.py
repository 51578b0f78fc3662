from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopwright.log.event_log import UNKNOWN
from sopwright.mining.history.statistics import statistics
from sopwright.mining.quantiles import quantile

LARGE = 2**50


@pytest.mark.parametrize(
    ("values", "mean", "median", "p90"),
    [
        pytest.param([7], 7, 7, 7, id="one value is all of them"),
        pytest.param([1, 2, 4, 9], 4, 3, 9, id="the median of an even number is the mean of the two middle ones"),
        pytest.param(list(range(1, 10)), 5, 5, 9, id="the tenth place of nine is the last"),
        pytest.param(list(range(1, 20)), 10, 10, 18, id="the eighteenth of nineteen"),
        pytest.param([-5, 5], 0, 0, 5, id="values below zero"),
    ],
)
def test_statistics_of_one_group(values: list[int], mean: float, median: float, p90: float) -> None:
    found = statistics(np.array(values), np.zeros(len(values), dtype=np.int64), 1)
    assert (found.mean[0], found.median[0], found.p90[0]) == (mean, median, p90)
    assert (found.n[0], found.least[0], found.most[0], found.total[0]) == (
        len(values),
        min(values),
        max(values),
        sum(values),
    )


def test_a_group_without_values_has_none() -> None:
    found = statistics(np.array([3]), np.array([1]), 3)
    assert found.n.tolist() == [0, 1, 0]
    assert np.isnan(found.mean[[0, 2]]).all()
    assert found.least.tolist() == [UNKNOWN, 3, UNKNOWN]
    assert found.total.tolist() == [0, 3, 0]


def test_no_value_at_all() -> None:
    nothing = np.zeros(0, dtype=np.int64)
    assert statistics(nothing, nothing, 2).n.tolist() == [0, 0]
    assert statistics(nothing, nothing, 0).n.tolist() == []


def test_a_sum_beyond_sixty_three_bits_does_not_overflow() -> None:
    found = statistics(np.full(4, 2**62), np.zeros(4, dtype=np.int64), 1)
    assert found.total[0] == 2.0**64
    assert found.mean[0] == 2.0**62


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(-LARGE, LARGE)), max_size=40), st.sampled_from([5, 100_000]))
def test_each_group_is_what_plain_arithmetic_gives(pairs: list[tuple[int, int]], groups: int) -> None:
    group, values = (np.array([pair[at] for pair in pairs], dtype=np.int64) for at in (0, 1))
    found = statistics(values, group, groups)
    for wanted in range(5):
        own = [value for one, value in pairs if one == wanted]
        assert found.n[wanted] == len(own)
        if own:
            assert found.total[wanted] == float(sum(own))
            assert found.mean[wanted] == pytest.approx(float(Fraction(sum(own), len(own))), rel=1e-15)
            assert found.median[wanted] == pytest.approx(quantile(own, 0.5), rel=1e-14, abs=1)
            assert found.p90[wanted] == pytest.approx(quantile(own, 0.9), rel=1e-14, abs=1)
            assert (found.least[wanted], found.most[wanted]) == (min(own), max(own))
