import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopwright.log.order import by_case_and_time, in_groups

rows = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 4)), max_size=30)


def order(pairs: list[tuple[int, int]]) -> list[int]:
    case, time = (np.array([pair[part] for pair in pairs], dtype=np.int64) for part in (0, 1))
    found = by_case_and_time(case.astype(np.int32), time, 4)
    return list(range(len(pairs))) if found is None else found.tolist()


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([], []),
        ([(0, 1), (0, 1), (1, 0)], [0, 1, 2]),
        ([(1, 0), (0, 1), (1, 2), (0, 3)], [1, 3, 0, 2]),
        ([(1, 3), (1, 4), (0, 1), (0, 2)], [2, 3, 0, 1]),
        ([(1, 3), (0, 2), (1, 1), (0, 2)], [1, 3, 2, 0]),
        ([(0, 2), (0, 1)], [1, 0]),
    ],
    ids=["nothing", "sorted", "by time only", "case after case", "by neither", "one case backwards"],
)
def test_rows_stand_by_case_then_time_then_as_they_were_read(pairs: list[tuple[int, int]], expected: list[int]) -> None:
    assert order(pairs) == expected


@given(rows, st.sampled_from([None, 0, 1]))
def test_whatever_order_rows_come_in_they_stand_as_a_stable_sort_puts_them(
    pairs: list[tuple[int, int]], sorted_by: int | None
) -> None:
    if sorted_by is not None:
        pairs = sorted(pairs, key=lambda pair: pair[sorted_by])
    assert order(pairs) == sorted(range(len(pairs)), key=lambda at: (pairs[at], at))


@given(st.lists(st.integers(0, 5), max_size=30), st.sampled_from([6, 2**62]))
def test_groups_keep_their_own_order_by_the_short_way_and_the_long(values: list[int], groups: int) -> None:
    expected = sorted(range(len(values)), key=lambda at: (values[at], at))
    assert in_groups(np.array(values, dtype=np.int64), groups).tolist() == expected
