"""How much is going on at once: cases in progress, work of one person, activities of one case?

In: a log. Out: how many at each instant, and how long more than one.

Law: intervals are half-open: what ends at an instant makes place for what begins at it. A case is in progress from its
first beginning to its last end; whether it goes on after the log ends, the log cannot say.
"""

from dataclasses import dataclass

import numpy as np

from sopwright.log.event_log import UNKNOWN, Coded, EventLog, Float64, Int32, Int64
from sopwright.mining.history.edges import followed
from sopwright.mining.history.grouping import first_of_each, numbered
from sopwright.mining.history.statistics import Statistics, statistics
from sopwright.mining.history.times import begins, first_begins


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class InProgress:
    """How many cases are in progress.

    Attributes:
        at: Instants at which the number changes, ascending.
        cases: How many are in progress from then on.
        most: The largest number.
        mean: The mean over the time from the first instant to the last; NaN when that is no time.
    """

    at: Int64
    cases: Int64
    most: int
    mean: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AtOnce:
    """How much each works on at once; one number a person.

    Attributes:
        labels: Who.
        n: How many pieces of work have a known start.
        most: The most at once.
        busy: Microseconds with at least one piece of work.
        several: Microseconds with at least two.
        mean: Pieces of work at once, on average while there is one; NaN without work.
    """

    labels: tuple[str, ...]
    n: Int64
    most: Int64
    busy: Int64
    several: Int64
    mean: Float64


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Overlaps:
    """Neighbouring activities of a case of which the later begins before the earlier ends; sorted by codes.

    Attributes:
        source: Code of the activity that ends first.
        target: Code of the other.
        count: How often.
        time: How long they overlap.
    """

    source: Int32
    target: Int32
    count: Int64
    time: Statistics


def in_progress(log: EventLog) -> InProgress:
    """Return how many cases are in progress at each instant."""
    start, end = first_begins(log), log.time[log.offsets[1:] - 1]
    at = np.concatenate((start, end))
    step = np.repeat(np.array([1, -1]), len(start))
    order = np.argsort(at, kind="stable")
    at, level = at[order], np.cumsum(step[order])
    last = first_of_each(at[::-1])[::-1] if len(at) else np.zeros(0, dtype=np.bool_)
    at, level = at[last], level[last]
    held = np.diff(at)
    span = int(held.sum())
    return InProgress(
        at=at,
        cases=level,
        most=int(level.max(initial=0)),
        mean=float(np.dot(level[:-1].astype(np.float64), held) / span) if span else float("nan"),
    )


def at_once(log: EventLog, column: Coded) -> AtOnce:
    """Return how much each works on at once.

    Args:
        log: The log.
        column: One of its columns, such as ``log.resource``.
    """
    count = len(column.labels)
    known = (
        np.zeros(0, np.int64)
        if log.start is None
        else np.flatnonzero((column.codes >= 0) & (log.start != UNKNOWN) & (log.start < log.time))
    )
    who = np.tile(column.codes[known], 2)
    at = np.concatenate((begins(log)[known], log.time[known]))
    step = np.repeat(np.array([1, -1]), len(known))
    order = np.lexsort((step, at, who))
    who, at, step = who[order], at[order], step[order]
    level = np.cumsum(step)
    held = np.append(np.diff(at), 0)
    held[level == 0] = 0
    most = np.zeros(count, dtype=np.int64)
    np.maximum.at(most, who, level)
    busy = _per(who, held, count)
    total = _per(who, held * level, count)
    return AtOnce(
        labels=column.labels,
        n=np.bincount(column.codes[known], minlength=count),
        most=most,
        busy=busy,
        several=_per(who, np.where(level > 1, held, 0), count),
        mean=np.divide(total, busy, out=np.full(count, np.nan), where=busy > 0),
    )


def overlaps(log: EventLog) -> Overlaps:
    """Return which neighbouring activities of a case overlap, and how long."""
    row = followed(log)
    both = log.time[row] - begins(log)[row + 1]
    row, both = row[both > 0], both[both > 0]
    labels = len(log.activity.labels)
    keys = log.activity.codes[row].astype(np.int64) * labels + log.activity.codes[row + 1]
    pair, group, count = numbered(keys, labels * labels)
    return Overlaps(
        source=(pair // labels).astype(np.int32),
        target=(pair % labels).astype(np.int32),
        count=count,
        time=statistics(both, group, len(pair)),
    )


def _per(who: Int32, values: Int64, count: int) -> Int64:
    found = np.zeros(count, dtype=np.int64)
    np.add.at(found, who, values)
    return found
