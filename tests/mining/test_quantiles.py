import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopwright.mining.quantiles import median_ms, quantile, share, spread

NUMBERS = st.lists(st.integers(0, 10_000), min_size=1, max_size=40)


@given(NUMBERS)
def test_the_median_is_that_of_the_standard_library(values: list[int]) -> None:
    assert quantile(values, 0.5) == pytest.approx(statistics.median(values))


@given(NUMBERS, st.floats(0, 1), st.floats(0, 1))
def test_a_quantile_stays_among_the_values_and_grows_with_its_share(values: list[int], p: float, q: float) -> None:
    low, high = sorted((p, q))
    assert min(values) <= quantile(values, low) <= quantile(values, high) + 1e-9
    assert quantile(values, high) <= max(values)


@pytest.mark.parametrize(
    ("n", "known"),
    [
        pytest.param(1, {"Shortest", "Longest"}, id="one value has no middle"),
        pytest.param(3, {"Shortest", "Median", "Longest"}, id="three have a median"),
        pytest.param(4, {"Shortest", "Lower", "Median", "Upper", "Longest"}, id="four have quartiles"),
        pytest.param(10, {"Shortest", "Lower", "Median", "Upper", "90th", "Longest"}, id="ten have a 90th percentile"),
    ],
)
def test_a_quantile_is_given_only_when_n_allows(n: int, known: set[str]) -> None:
    figures = spread("run", list(range(n)), definition="A run.", why_none="none")
    assert {figure.label.split()[0] for figure in figures if figure.value is not None} == known
    assert all(figure.unknown == "" or figure.unknown.startswith("needs ") for figure in figures)


def test_no_value_is_unknown_with_its_reason() -> None:
    assert {figure.unknown for figure in spread("run", [], definition="A run.", why_none="no times")} == {"no times"}
    assert median_ms("Work", [None, None], definition="Work.", why_none="no times").unknown == "no times"
    assert share("Share", 1, 0, n=3).unknown == "nothing to take a share of"
