"""Are intervals and exact tests what the literature says they are?"""

from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopwright.mining.measures.measure import Z95, by_chance, wilson


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [
        pytest.param(81, 263, 0.2553, 0.3662, id="Newcombe 1998, table I, method 3"),
        pytest.param(15, 148, 0.0624, 0.1605, id="Newcombe 1998, second column"),
        pytest.param(0, 20, 0.0000, 0.1611, id="Newcombe 1998, none of 20"),
        pytest.param(1, 29, 0.0061, 0.1718, id="Newcombe 1998, 1 of 29"),
        pytest.param(29, 29, 0.8830, 1.0, id="all of 29"),
    ],
)
def test_wilsons_interval_is_the_published_one(part: int, whole: int, low: float, high: float) -> None:
    found = wilson(part, whole)
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_each_end_of_wilsons_interval_lies_just_at_the_edge_of_the_score_test(case: tuple[int, int]) -> None:
    part, whole = case
    found = wilson(part, whole)
    assert found.high is not None
    for end in (found.low, found.high):
        if 0 < end < 1:
            assert abs(part / whole - end) / (end * (1 - end) / whole) ** 0.5 == pytest.approx(Z95, rel=1e-6)
    assert found.low <= part / whole <= found.high


@pytest.mark.parametrize(
    ("table", "p"),
    [
        pytest.param((3, 4, 1, 4), 0.4857, id="Fisher's lady tasting tea, two-sided"),
        pytest.param((10, 13, 2, 17), 0.0005367, id="convictions of twins, R's help page of fisher.test"),
        pytest.param((5, 5, 5, 5), 1.0, id="no difference at all"),
        pytest.param((0, 7, 0, 9), 1.0, id="nobody has it"),
    ],
)
def test_the_exact_test_gives_what_is_published_and_what_scipy_1_17_gives(
    table: tuple[int, int, int, int], p: float
) -> None:
    assert by_chance(*table) == pytest.approx(p, rel=1e-3)


def plainly(part: int, whole: int, rest_part: int, rest_whole: int) -> Fraction:
    """The oracle: all tables, in whole numbers."""
    have = part + rest_part
    ways = [comb(whole, k) * comb(rest_whole, have - k) for k in range(have + 1) if have - k <= rest_whole]
    seen = comb(whole, part) * comb(rest_whole, rest_part)
    return Fraction(sum(one for one in ways if one <= seen), comb(whole + rest_whole, have))


@given(st.integers(1, 40), st.integers(1, 40), st.data())
def test_the_exact_test_counts_tables(whole: int, rest_whole: int, data: st.DataObject) -> None:
    part, rest = data.draw(st.integers(0, whole)), data.draw(st.integers(0, rest_whole))
    assert by_chance(part, whole, rest, rest_whole) == pytest.approx(float(plainly(part, whole, rest, rest_whole)))


def test_the_exact_test_is_exact_with_very_many_cases_too_as_scipy_1_17_has_it() -> None:
    assert by_chance(400_000, 1_000_000, 401_000, 1_000_000) == pytest.approx(0.14940598614540912, rel=1e-5)
