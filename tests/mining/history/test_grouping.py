import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopwright.mining.history import grouping
from sopwright.mining.history.grouping import in_cases, numbered, rank_in_group

small = st.lists(st.integers(0, 5), max_size=30)


@given(small, st.sampled_from([6, 2**40]))
def test_values_are_numbered_by_the_table_as_by_the_sort(values: list[int], possible: int) -> None:
    value, position, count = numbered(np.array(values, dtype=np.int64), possible)
    assert value.tolist() == sorted(set(values))
    assert [value[at] for at in position] == values
    assert count.tolist() == [values.count(one) for one in sorted(set(values))]


@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=30).map(sorted),
    st.sampled_from([1, 2**16]),
    st.sampled_from([0, 32]),
)
def test_a_group_counts_a_case_once_in_portions_of_any_size(
    pairs: list[tuple[int, int]], portion: int, cells: int
) -> None:
    case, group = (np.array([pair[at] for pair in pairs], dtype=np.int64) for at in (0, 1))
    expected = [len({one for one, other in pairs if other == wanted}) for wanted in range(4)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(grouping, "PORTION", portion)
        patch.setattr(grouping, "_CELLS", cells)
        assert in_cases(case, group, 4).tolist() == expected


@given(st.lists(st.integers(1, 5), max_size=20), st.integers(1, 12))
def test_portions_are_whole_cases_one_after_the_other(lengths: list[int], portion: int) -> None:
    offsets = np.concatenate(([0], np.cumsum(np.array(lengths, dtype=np.int64))))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(grouping, "PORTION", portion)
        found = list(grouping.portions(offsets))
    assert [case for first, last in found for case in range(first, last)] == list(range(len(lengths)))
    assert all(first < last for first, last in found)


@pytest.mark.parametrize(("values", "ranks"), [([], []), ([7, 7, 8, 7], [0, 1, 0, 0])])
def test_ranks_begin_anew_with_each_group(values: list[int], ranks: list[int]) -> None:
    assert rank_in_group(np.array(values, dtype=np.int64)).tolist() == ranks
