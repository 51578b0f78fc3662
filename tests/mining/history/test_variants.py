from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.mining.history.made_logs import Row, by_case, log_of, rows, traces

from sopwright.log.event_log import EventLog
from sopwright.mining.history import variants as variants_module
from sopwright.mining.history.variants import Variants, gathered, variants


def named(log: EventLog, found: Variants) -> list[tuple[str, int]]:
    labels = log.activity.labels
    return [("".join(labels[code] for code in found.sequence(n)), int(found.cases[n])) for n in range(len(found))]


def test_the_most_frequent_way_comes_first_and_ties_by_labels() -> None:
    log = traces("b", "ab", "abc", "ab", "aa", "b", "a")
    found = variants(log)
    assert named(log, found) == [("ab", 2), ("b", 2), ("a", 1), ("aa", 1), ("abc", 1)]
    assert found.of_case.tolist() == [1, 0, 4, 0, 3, 1, 2]


def test_ways_whose_hashes_are_equal_stay_apart() -> None:
    log = traces("ab", "ba", "ab", "aab", "ba", "b", "ba")
    found = gathered(log, np.zeros(log.cases, dtype=np.uint64))
    assert named(log, found) == named(log, variants(log)) == [("ba", 3), ("ab", 2), ("aab", 1), ("b", 1)]
    assert found.of_case.tolist() == variants(log).of_case.tolist()


def test_a_log_of_no_cases_has_no_variants() -> None:
    log = traces("ab")
    found = variants(log.with_cases(log.offsets[1:] < 0))
    assert len(found) == 0
    assert found.offsets.tolist() == [0]


@pytest.mark.parametrize("length", [1, 300, 70_000])
def test_codes_of_any_size_are_ordered_by_labels(length: int) -> None:
    log = log_of([Row(case=f"{n:06}", activity=f"{length - n:06}", at=0) for n in range(length)])
    assert variants(log).of_case.tolist() == list(range(length - 1, -1, -1))


@given(st.lists(st.text("abc", min_size=1, max_size=30), min_size=1, max_size=20), st.sampled_from([2, 4, 64]))
def test_ties_are_ordered_by_labels_however_many_are_compared_at_a_time(words: list[str], bits: int) -> None:
    log = traces(*words)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(variants_module, "_BITS", bits)
        found = named(log, variants(log))
    assert found == sorted(Counter(words).items(), key=lambda item: (-item[1], item[0]))


@given(rows(letters="ab"), st.integers(1, 4))
def test_variants_are_what_a_dictionary_of_sequences_gives(given_rows: list[Row], hashes: int) -> None:
    sequences = ["".join(row.activity for row in of_case) for of_case in by_case(given_rows).values()]
    expected = sorted(Counter(sequences).items(), key=lambda item: (-item[1], item[0]))
    log = log_of(given_rows)
    for found in (variants(log), gathered(log, np.arange(log.cases, dtype=np.uint64) % hashes)):
        if found.of_case.max() >= len(expected):
            continue  # the drawn hashes told equal sequences apart, which no hash does
        assert named(log, found) == expected
        assert [expected[n][0] for n in found.of_case] == sequences
