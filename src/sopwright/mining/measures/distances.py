"""How alike are very many sequences, each with each?

In: sequences of codes. Out: the matrix of their similarities.

Law: equal to ``similarity.similarity`` of every pair: 1 minus edit distance over the longer length.
Source: the bit-parallel edit distance of Myers and Hyyrö, here over all other sequences at once.
"""

from collections.abc import Sequence

import numpy as np

from sopwright.log.event_log import Float64, Int64
from sopwright.mining.similarity import edit_distance

WORD = 64
"""Symbols of the shorter sequence that fit one machine word; longer pairs are compared one by one."""
_ONE = np.uint64(1)
_LONG_COSTS = 50
"""How many times as long a symbol takes where pairs are compared one by one."""


def cost(lengths: Int64) -> int:
    """Return how much work it is to compare sequences of these lengths, in symbols."""
    ordered = np.sort(lengths)
    longer = np.cumsum(ordered[::-1])[::-1] - ordered
    return int(np.where(ordered > WORD, _LONG_COSTS * longer, longer).sum())


def similarities(sequences: Sequence[tuple[int, ...]]) -> Float64:
    """Return the similarity of each sequence with each, 1 on the diagonal.

    Examples:
        >>> similarities([(1, 2, 3), (1, 3)]).round(3).tolist()
        [[1.0, 0.667], [0.667, 1.0]]
    """
    lengths = np.array([len(sequence) for sequence in sequences], dtype=np.int64)
    order = np.argsort(lengths, kind="stable")
    ordered = [sequences[place] for place in order]
    sizes = lengths[order]
    table, symbols = _table(ordered, sizes)
    found = np.eye(len(ordered))
    for place, pattern in enumerate(ordered[:-1]):
        if not pattern:
            distance = sizes[place + 1 :]
        elif len(pattern) <= WORD:
            distance = _distances(table[place, : len(pattern)], table[place + 1 :], sizes[place + 1 :], symbols)
        else:
            distance = np.array([_one_by_one(pattern, other) for other in ordered[place + 1 :]], dtype=np.int64)
        alike = 1.0 - distance / np.maximum(sizes[place + 1 :], 1)
        found[place, place + 1 :] = alike
        found[place + 1 :, place] = alike
    back = np.argsort(order, kind="stable")
    return found[np.ix_(back, back)]


def _one_by_one(one: tuple[int, ...], other: tuple[int, ...]) -> int:
    return edit_distance(tuple(map(str, one)), tuple(map(str, other)))


def _table(sequences: Sequence[tuple[int, ...]], sizes: Int64) -> tuple[Int64, int]:
    """Return the sequences as rows of small numbers, filled up with a number that occurs in none, and that number."""
    flat = np.fromiter((code for sequence in sequences for code in sequence), dtype=np.int64, count=int(sizes.sum()))
    different, small = np.unique(flat, return_inverse=True)
    longest = int(sizes.max(initial=0))
    table = np.full((len(sequences), longest), len(different), dtype=np.int64)
    table[np.arange(longest) < sizes[:, None]] = small
    return table, len(different)


def _distances(pattern: Int64, texts: Int64, sizes: Int64, symbols: int) -> Int64:
    """Return the edit distances of a pattern that fits a word to texts as long or longer, the shortest first."""
    places = np.zeros(symbols + 1, dtype=np.uint64)
    for place, symbol in enumerate(pattern):
        places[symbol] |= _ONE << np.uint64(place)
    last = np.uint64(len(pattern) - 1)
    n = len(texts)
    up, down = np.full(n, ~np.uint64(0)), np.zeros(n, dtype=np.uint64)
    distance = np.full(n, len(pattern), dtype=np.int64)
    for step in range(int(sizes[-1])):
        here = int(np.searchsorted(sizes, step, side="right"))
        match, plus, minus = places[texts[here:, step]], up[here:], down[here:]
        zero = (((match & plus) + plus) ^ plus) | match | minus
        rise, fall = minus | ~(zero | plus), zero & plus
        distance[here:] += ((rise >> last) & _ONE).astype(np.int64) - ((fall >> last) & _ONE).astype(np.int64)
        rise = (rise << _ONE) | _ONE
        up[here:] = (fall << _ONE) | ~(zero | rise)
        down[here:] = rise & zero
    return distance
