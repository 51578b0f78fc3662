"""Which rows belong together, and how many groups are there? The counters that the questions share.

In: integers. Out: integers.

Law: every result is what a stable sort and a count would give; the shorter ways are only faster.
"""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from sopwright.log.event_log import Flags, Int32, Int64

_DENSE = 1 << 22
"""Up to so many possible values a table of all of them is the fastest counter."""
_CELLS = 32
"""Up to so many cells of a table an element, marking them is faster than sorting."""
_BYTE = 255
"""Marks that a byte can count."""
PORTION = 1 << 16
"""Rows that are looked at together, so that what is computed of them stays in the processor's cache."""


def first_of_each(ordered: Int64 | Int32) -> Flags:
    """Return where a new value begins; equal values stand together."""
    first = np.ones(len(ordered), dtype=np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return first


def numbered(values: Int64, possible: int) -> tuple[Int64, Int32, Int64]:
    """Return the values that occur, ascending, the position of each value among them, and their counts.

    Args:
        values: From 0.
        possible: How many values there could be.
    """
    if possible > _DENSE:
        found, place, counts = np.unique(values, return_inverse=True, return_counts=True)
        return found.astype(np.int64), place.astype(np.int32), counts.astype(np.int64)
    table = np.bincount(values, minlength=possible)
    value = np.flatnonzero(table)
    position = np.zeros(possible, dtype=np.int32)
    position[value] = np.arange(len(value), dtype=np.int32)
    return value.astype(np.int64), position[values], table[value].astype(np.int64)


def in_cases(case: Int64, group: Int32 | Int64, groups: int) -> Int64:
    """Return in how many cases each group occurs.

    Portion by portion, which stay in the processor's cache: a table with one line a case and one column a group is
    marked and summed, or the pairs are sorted where the table would be wide and empty.

    Args:
        case: Position of a case for each element, ascending.
        group: The group of each element, from 0.
        groups: How many groups there are.
    """
    found = np.zeros(groups, dtype=np.int64)
    for part in _portions(case):
        cases, some = case[part] - case[part.start], group[part]
        lines = int(cases[-1]) + 1
        if lines * groups > _CELLS * len(cases):
            keys = cases * groups + some
            keys.sort()
            found += np.bincount(keys[first_of_each(keys)] % groups, minlength=groups)
        else:
            marks = np.zeros(-(-lines // _BYTE) * _BYTE * groups, dtype=np.uint8)
            marks[cases * groups + some] = 1
            found += marks.reshape(-1, _BYTE, groups).sum(axis=1, dtype=np.uint8).sum(axis=0, dtype=np.int64)
    return found


def portions(offsets: Int64) -> Iterator[tuple[int, int]]:
    """Yield the first case of each portion and the case after its last, about ``PORTION`` rows each."""
    cuts = np.searchsorted(offsets, np.arange(0, offsets[-1], PORTION), side="left")
    bounds = np.unique(np.append(cuts, len(offsets) - 1)).tolist()
    yield from pairwise(bounds)


def _portions(case: Int64) -> Iterator[slice]:
    """Yield stretches of elements of whole cases, about ``PORTION`` elements each."""
    cuts = np.searchsorted(case, case[::PORTION], side="left")
    bounds = np.unique(np.append(cuts, len(case))).tolist()
    yield from (slice(one, other) for one, other in pairwise(bounds))


def rank_in_group(ordered: Int64 | Int32) -> Int64:
    """Return the place of each element within its group, from 0; equal values stand together."""
    at = np.arange(len(ordered))
    return at - np.maximum.accumulate(np.where(first_of_each(ordered), at, 0))


def _keep_freed_memory() -> None:
    """Give one large piece of memory back, untouched.

    glibc learns from it to keep up to twice as much for the next question, rather than return it to the system and ask
    for it again, page by page; on logs of usual size that is half of the time. Elsewhere it does nothing.
    """
    np.empty((32 << 20) - (64 << 10), dtype=np.int8)


_keep_freed_memory()
