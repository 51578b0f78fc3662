"""Is the matrix of similarities what a slow pairwise loop gives?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopwright.mining.measures.distances import similarities


def slowly(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """The oracle: the table of Wagner and Fischer, cell by cell."""
    row = list(range(len(other) + 1))
    for number, symbol in enumerate(one, start=1):
        before, row = row, [number]
        for place, against in enumerate(other, start=1):
            row.append(min(before[place] + 1, row[-1] + 1, before[place - 1] + (symbol != against)))
    longer = max(len(one), len(other))
    return 1 - row[-1] / longer if longer else 1.0


LONG = tuple(range(70))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param((), (), id="nothing and nothing"),
        pytest.param((), (4,), id="nothing and something"),
        pytest.param(LONG[:64], LONG[:64][::-1], id="just as long as a machine word"),
        pytest.param(LONG[:64], (9, *LONG), id="one longer than a machine word"),
        pytest.param(LONG, (*LONG[:30], 7, *LONG[31:]), id="both longer than a machine word"),
    ],
)
def test_each_edge(one: tuple[int, ...], other: tuple[int, ...]) -> None:
    found = similarities([one, other])
    assert found[0, 1] == found[1, 0] == pytest.approx(slowly(one, other))


@given(st.lists(st.lists(st.integers(0, 4), max_size=12).map(tuple), min_size=1, max_size=12))
def test_it_is_what_the_slow_loop_gives(sequences: list[tuple[int, ...]]) -> None:
    found = similarities(sequences)
    assert found.tolist() == [[pytest.approx(slowly(one, other)) for other in sequences] for one in sequences]
