"""How alike are the ways in which the runs went?

In: sequences of step signatures. Out: exact variants with counts, and the mean pairwise similarity.

Law: similarity lies between 0 and 1, is symmetric, and is 1 exactly for equal sequences.
Source: Levenshtein distance by Hyyrö's bit-parallel form of Myers' algorithm (J. ACM 46(3), 1999).
"""

from collections.abc import Mapping, Sequence
from itertools import combinations

Sequenced = tuple[str, ...]

MOST_WORK = 200_000
"""How many symbols are compared at most; above it only the most common variants are, and n says so."""


def variants(sequences: Sequence[Sequenced]) -> dict[Sequenced, tuple[int, ...]]:
    """Return each different sequence with the indices that have it: most common first, then first seen first.

    Examples:
        >>> variants([("a",), ("b",), ("b",)])
        {('b',): (1, 2), ('a',): (0,)}
    """
    groups: dict[Sequenced, list[int]] = {}
    for index, sequence in enumerate(sequences):
        groups.setdefault(sequence, []).append(index)
    ordered = sorted(groups.items(), key=lambda item: (-len(item[1]), item[1][0]))
    return {sequence: tuple(indices) for sequence, indices in ordered}


def edit_distance(one: Sequenced, other: Sequenced) -> int:
    """Return how many insertions, deletions and replacements turn ``one`` into ``other``.

    Examples:
        >>> edit_distance(("a", "b", "c"), ("a", "c", "d"))
        2
    """
    if not one or not other:
        return len(one) or len(other)
    places: dict[str, int] = {}
    for index, symbol in enumerate(one):
        places[symbol] = places.get(symbol, 0) | 1 << index
    mask = (1 << len(one)) - 1
    last = 1 << (len(one) - 1)
    up, down, distance = mask, 0, len(one)
    for symbol in other:
        match = places.get(symbol, 0)
        zero = (((match & up) + up) ^ up) | match | down
        plus = down | ~(zero | up) & mask
        minus = zero & up
        distance += bool(plus & last) - bool(minus & last)
        plus = (plus << 1 | 1) & mask
        up = (minus << 1 | ~(zero | plus)) & mask
        down = plus & zero
    return distance


def similarity(one: Sequenced, other: Sequenced) -> float:
    """Return 1 minus the edit distance over the longer length; 1 for two empty sequences."""
    longer = max(len(one), len(other))
    return 1.0 - edit_distance(one, other) / longer if longer else 1.0


def mean_similarity(counts: Mapping[Sequenced, int]) -> tuple[float | None, int]:
    """Return the mean similarity over all pairs of runs, and how many runs it rests on.

    Args:
        counts: How many runs have each sequence, most common first.

    Returns:
        ``None`` for fewer than two runs. With very many variants only the most common ones are compared.
    """
    kept = affordable(counts)
    runs = sum(kept.values())
    pairs = runs * (runs - 1) / 2
    if not pairs:
        return None, runs
    total = float(sum(n * (n - 1) // 2 for n in kept.values()))
    for (one, n), (other, m) in combinations(kept.items(), 2):
        total += n * m * similarity(one, other)
    return total / pairs, runs


def mean_between(groups: Sequence[Mapping[Sequenced, int]]) -> float | None:
    """Return the mean similarity over all pairs of runs from different groups; ``None`` when there is no such pair."""
    total, pairs = 0.0, 0
    for first, second in combinations(groups, 2):
        for one, n in first.items():
            for other, m in second.items():
                total += n * m * similarity(one, other)
                pairs += n * m
    return total / pairs if pairs else None


def affordable(counts: Mapping[Sequenced, int]) -> dict[Sequenced, int]:
    """Return the most common sequences, as many as can be compared with each other within ``MOST_WORK`` symbols."""
    kept: dict[Sequenced, int] = {}
    symbols = 0
    for sequence, n in counts.items():
        symbols += len(sequence) * len(kept)
        if symbols > MOST_WORK:
            break
        kept[sequence] = n
    return kept
