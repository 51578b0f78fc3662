"""Does Kaplan and Meier's curve come out as in the textbooks, and as plain counting gives it?"""

from fractions import Fraction
from statistics import median

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopwright.mining.measures.survival import survival

FREIREICH = [(6, 1), (6, 1), (6, 1), (6, 0), (7, 1), (9, 0), (10, 1), (10, 0), (11, 0), (13, 1), (16, 1), (17, 0),
             (19, 0), (20, 0), (22, 1), (23, 1), (25, 0), (32, 0), (32, 0), (34, 0), (35, 0)]  # fmt: skip
"""Weeks of remission of 21 patients given 6-MP (Freireich 1963; Kleinbaum and Klein, Survival Analysis, table 1.1)."""


def test_the_curve_of_freireichs_trial_is_the_published_one() -> None:
    waited, over = (np.array(column) for column in zip(*FREIREICH, strict=True))
    found = survival(waited, over.astype(bool))
    assert found.times.tolist() == [6, 7, 10, 13, 16, 22, 23]
    assert found.waiting.tolist() == pytest.approx([0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482], abs=5e-5)
    assert found.low[0] == pytest.approx(0.6197, abs=5e-4)
    assert found.high[0] == pytest.approx(0.9516, abs=5e-4)
    assert found.after(0.5) == 23
    interval = found.interval(0.5)
    assert interval is not None
    assert (interval.low, interval.high) == (13, None)


def test_a_median_that_the_data_do_not_reach_is_unknown() -> None:
    found = survival(np.array([1, 9, 9, 9]), np.array([True, False, False, False]))
    assert found.after(0.5) is None


def test_nobody_has_finished() -> None:
    found = survival(np.array([4, 5]), np.array([False, False]))
    assert (found.after(0.5), found.interval(0.5)) == (None, None)


@given(st.lists(st.integers(0, 50), min_size=1, max_size=40))
def test_when_nobody_waits_any_more_the_median_is_the_ordinary_one(values: list[int]) -> None:
    assert survival(np.array(values), np.ones(len(values), dtype=bool)).after(0.5) == median(values)


def plainly(rows: list[tuple[int, bool]], at: int) -> Fraction:
    """The oracle: at each time at which somebody finishes, the share of those still there that does not."""
    share = Fraction(1)
    for time in sorted({waited for waited, over in rows if over and waited <= at}):
        there = sum(waited >= time for waited, _ in rows)
        ended = sum(waited == time and over for waited, over in rows)
        share *= Fraction(there - ended, there)
    return share


@given(st.lists(st.tuples(st.integers(0, 12), st.booleans()), min_size=1, max_size=25))
def test_the_curve_is_what_counting_gives(rows: list[tuple[int, bool]]) -> None:
    waited, over = np.array([row[0] for row in rows]), np.array([row[1] for row in rows])
    found = survival(waited, over)
    assert found.waiting.tolist() == pytest.approx([float(plainly(rows, int(time))) for time in found.times])
