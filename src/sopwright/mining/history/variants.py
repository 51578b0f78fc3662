"""Which ways through the work are there, and how many cases took each?

In: a log. Out: each distinct sequence of activities, with its cases.

Law: two cases are of one variant exactly when their sequences are equal: a hash gathers the candidates, and then every
case is compared with the first of its group. Variants are sorted by cases, the most first; ties by the sequence of
labels.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sopwright.log.event_log import EventLog, Flags, Int32, Int64
from sopwright.mining.history.grouping import first_of_each, portions

_BASE = 0x9E3779B97F4A7C15
_BITS = 64
Hashes = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Variants:
    """The ways through the work.

    Attributes:
        of_case: For each case the number of its variant, 0 for the most frequent.
        cases: How many cases each variant has, descending.
        offsets: Where the sequence of each variant begins in ``activity``, and its length at the end.
        activity: Codes of the activities, one variant after the other.
    """

    of_case: Int64
    cases: Int64
    offsets: Int64
    activity: Int32

    def __len__(self) -> int:
        return len(self.cases)

    def sequence(self, variant: int) -> tuple[int, ...]:
        """Return the codes of the activities of one variant."""
        return tuple(self.activity[self.offsets[variant] : self.offsets[variant + 1]].tolist())


def variants(log: EventLog) -> Variants:
    """Return the ways through the work."""
    return gathered(log, hashes(log))


def gathered(log: EventLog, keys: Hashes) -> Variants:
    """Return the ways through the work, given a hash of each case's sequence; any hash gives the same result."""
    first, of_case = _groups(log, keys)
    cases = np.bincount(of_case, minlength=len(first))
    begins = log.offsets[first]
    sizes = log.offsets[first + 1] - begins
    order = _ranked(log, begins, sizes, cases)
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    offsets = np.concatenate(([0], np.cumsum(sizes[order])))
    return Variants(
        of_case=rank[of_case],
        cases=cases[order],
        offsets=offsets,
        activity=log.activity.codes[_spread(begins[order], offsets)],
    )


def hashes(log: EventLog) -> Hashes:
    """Return a hash of each case's sequence: a polynomial in 64 bits, of numbers drawn from the codes."""
    if log.cases == 0:
        return np.zeros(0, dtype=np.uint64)
    drawn = _mixed(np.arange(1, len(log.activity.labels) + 1, dtype=np.uint64))
    lengths, codes = log.lengths, log.activity.codes
    powers = np.cumprod(np.full(int(lengths.max()), _BASE, dtype=np.uint64))
    found = _mixed(lengths.astype(np.uint64))
    for first, last in portions(log.offsets):
        offsets = log.offsets[first:last]
        end = log.offsets[last]
        place = np.arange(offsets[0], end)
        place -= np.repeat(offsets, lengths[first:last])
        terms = drawn[codes[offsets[0] : end]]
        terms *= powers[place]
        found[first:last] ^= np.add.reduceat(terms, offsets - offsets[0])
    return found


def _mixed(numbers: Hashes) -> Hashes:
    """Return numbers that look drawn by chance, always the same (SplitMix64)."""
    found = numbers * np.uint64(_BASE)
    found = (found ^ (found >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    found = (found ^ (found >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return found ^ (found >> np.uint64(31))


def _groups(log: EventLog, keys: Hashes) -> tuple[Int64, Int64]:
    """Return a case of each distinct sequence, and for each case the number of its sequence."""
    _, first, group = np.unique(keys, return_index=True, return_inverse=True)
    other = _unlike(log, first[group])
    if not other.any():
        return first.astype(np.int64), group.astype(np.int64)
    known: dict[tuple[int, bytes], int] = {}
    found, of_case = list(first), group.astype(np.int64)
    codes = log.activity.codes
    for case in np.flatnonzero(other).tolist():
        name = (int(group[case]), codes[log.offsets[case] : log.offsets[case + 1]].tobytes())
        if name not in known:
            known[name] = len(found)
            found.append(case)
        of_case[case] = known[name]
    return np.array(found, dtype=np.int64), of_case


def _unlike(log: EventLog, model: Int64) -> Flags:
    """Return which cases differ from the case that stands for their group."""
    lengths = log.lengths
    unlike: Flags = lengths != lengths[model]
    shift = np.where(unlike, 0, log.offsets[model] - log.offsets[:-1])
    codes = log.activity.codes
    for first, last in portions(log.offsets):
        begin, end = log.offsets[first], log.offsets[last]
        there = np.arange(begin, end)
        there += np.repeat(shift[first:last], lengths[first:last])
        differs = np.flatnonzero(codes[begin:end] != codes[there])
        unlike[np.searchsorted(log.offsets, differs + begin, side="right") - 1] = True
    return unlike


def _ranked(log: EventLog, begins: Int64, sizes: Int64, cases: Int64) -> Int64:
    """Return the sequences by number of cases, ties by their labels, which ascend as their codes do.

    As many activities as one integer holds are compared at a time, and only where everything before was equal.
    """
    bits = max(len(log.activity.labels), 1).bit_length()
    step = _BITS // bits
    order = np.argsort(-cases, kind="stable")
    alike = np.maximum.accumulate(np.where(first_of_each(cases[order]), np.arange(len(order)), 0))
    place, longest = 0, int(sizes.max(initial=0))
    waiting = _shared(alike, np.arange(len(order)))
    while len(waiting) and place < longest:
        some, among = order[waiting], alike[waiting]
        keys = _packed(log.activity.codes, begins[some] + place, sizes[some] - place, step, bits)
        by = np.lexsort((keys, among))
        order[waiting] = some[by]
        first = first_of_each(keys[by].view(np.int64))
        first |= first_of_each(among)
        alike[waiting] = np.maximum.accumulate(np.where(first, waiting, 0))
        waiting = _shared(alike, waiting)
        place += step
    return order


def _shared(alike: Int64, waiting: Int64) -> Int64:
    """Return the places that are not told apart from another one yet; equal ones stand together."""
    first = first_of_each(alike[waiting])
    alone = first.copy()
    alone[:-1] &= first[1:]
    left: Int64 = waiting[~alone]
    return left


def _packed(codes: Int32, begins: Int64, left: Int64, step: int, bits: int) -> Hashes:
    """Return the next ``step`` activities of sequences in one number each; 0 where a sequence is over."""
    found = np.zeros(len(begins), dtype=np.uint64)
    for at in range(step):
        there = np.minimum(begins + at, len(codes) - 1)
        found <<= np.uint64(bits)
        found |= np.where(at < left, codes[there] + 1, 0).astype(np.uint64)
    return found


def _spread(begins: Int64, offsets: Int64) -> Int64:
    """Return the rows of stretches that begin at ``begins`` and are as long as ``offsets`` say."""
    return np.arange(offsets[-1]) + np.repeat(begins - offsets[:-1], np.diff(offsets))
