import pytest

from sopwright.evidence import Figure
from sopwright.writing.amounts import duration, percent, rests_on, said


@pytest.mark.parametrize(
    ("milliseconds", "words"),
    [
        pytest.param(0, "0 s", id="nothing"),
        pytest.param(49, "under 0.1 s", id="less than is shown"),
        pytest.param(59_949, "59.9 s", id="just below a minute"),
        pytest.param(59_950, "1 min", id="rounded up to a minute"),
        pytest.param(3_600_000, "1 h", id="an hour"),
        pytest.param(7_384_000, "2 h 3 min 4 s", id="hours, minutes and seconds"),
    ],
)
def test_times_are_said_in_units_that_fit(milliseconds: float, words: str) -> None:
    assert duration(milliseconds) == words


@pytest.mark.parametrize(
    ("share", "words"),
    [
        pytest.param(0, "0 %", id="none"),
        pytest.param(0.0002, "under 1 %", id="nearly none is not none"),
        pytest.param(0.99999, "over 99 %", id="nearly all is not all"),
        pytest.param(1, "100 %", id="all"),
    ],
)
def test_nearly_all_is_not_all(share: float, words: str) -> None:
    assert percent(share) == words


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        pytest.param(1539, "count", "1,539", id="a count"),
        pytest.param(14.5, "count", "14.5", id="a median of counts"),
        pytest.param(0.0123, "difference", "+0.012", id="a difference has its sign"),
        pytest.param(3, "leads", "3 leads", id="another unit"),
    ],
)
def test_a_figure_is_said_with_its_unit(value: float, unit: str, words: str) -> None:
    assert said(Figure(label="x", value=value, unit=unit, n=1)) == words


def test_an_unknown_figure_is_said_with_its_reason() -> None:
    figure = Figure(label="x", value=None, unit="ms", n=0, unknown="times were not recorded")
    assert (said(figure), rests_on(figure)) == ("unknown", "times were not recorded")
