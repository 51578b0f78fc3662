import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopwright.mining.similarity import edit_distance, mean_between, mean_similarity, similarity, variants

SEQUENCES = st.lists(st.sampled_from("abcd"), max_size=9).map(tuple)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param("", "", 0, id="two empty ones"),
        pytest.param("abc", "", 3, id="all taken away"),
        pytest.param("", "ab", 2, id="all put in"),
        pytest.param("abc", "abc", 0, id="equal"),
        pytest.param("abc", "axc", 1, id="one replaced"),
        pytest.param("abcd", "bcda", 2, id="one moved is taken away and put in"),
    ],
)
def test_the_edit_distance_counts_changes(one: str, other: str, expected: int) -> None:
    assert edit_distance(tuple(one), tuple(other)) == expected


def table_distance(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """The oracle: fills the whole table, as in a textbook."""
    row = list(range(len(other) + 1))
    for left in one:
        after = [row[0] + 1]
        for place, right in enumerate(other):
            after.append(min(row[place + 1] + 1, after[-1] + 1, row[place] + (left != right)))
        row = after
    return row[-1]


@given(SEQUENCES, SEQUENCES)
def test_the_edit_distance_is_that_of_the_table(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    assert edit_distance(one, other) == table_distance(one, other)


@given(SEQUENCES, SEQUENCES)
def test_similarity_is_symmetric_between_0_and_1_and_1_only_for_equals(
    one: tuple[str, ...], other: tuple[str, ...]
) -> None:
    alike = similarity(one, other)
    assert alike == similarity(other, one)
    assert 0 <= alike <= 1
    assert (alike == 1) == (one == other)


@given(st.lists(SEQUENCES, min_size=2, max_size=8))
def test_the_mean_over_grouped_runs_is_the_mean_over_all_pairs(sequences: list[tuple[str, ...]]) -> None:
    pairs = [
        1 - table_distance(one, other) / (max(len(one), len(other)) or 1)
        for place, one in enumerate(sequences)
        for other in sequences[place + 1 :]
    ]
    mean, runs = mean_similarity({one: len(indices) for one, indices in variants(sequences).items()})
    assert mean == pytest.approx(sum(pairs) / len(pairs))
    assert runs == len(sequences)


def test_one_run_has_no_similarity() -> None:
    assert mean_similarity({("a",): 1}) == (None, 1)


def test_with_very_many_variants_only_the_most_common_are_compared_and_n_says_so() -> None:
    counts = {tuple(f"{n}.{place}" for place in range(500)): 1 for n in range(200)}
    mean, runs = mean_similarity(counts)
    assert mean == 0
    assert 2 <= runs < 200


def test_between_people_only_pairs_of_different_people_count() -> None:
    assert mean_between([{("a",): 3}, {("b",): 1, ("a",): 1}]) == 0.5
    assert mean_between([{("a",): 3}]) is None
