"""What follows directly upon what, how often, and in how many cases?

In: a log. Out: directly-follows counts, and with what cases begin and end.

Law: an edge is a pair of neighbouring rows of one case, in the order of the log (case, time, order in the source). The
counts of all edges and the cases together are the events; an edge counts at least one case and at most as many cases
as times.
"""

from dataclasses import dataclass

import numpy as np

from sopwright.log.event_log import EventLog, Int32, Int64
from sopwright.mining.history.grouping import in_cases, numbered, portions

_FEW = 128
"""Up to so many activities a table of all pairs stays in the processor's cache."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Edges:
    """What follows upon what, sorted by source and target.

    Attributes:
        source: Code of the activity.
        target: Code of the activity that follows directly.
        count: How often it does.
        cases: In how many cases it does.
    """

    source: Int32
    target: Int32
    count: Int64
    cases: Int64


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Transitions:
    """Each pair of neighbouring rows of a case.

    Attributes:
        edges: What follows upon what.
        row: The earlier row of each pair, ascending; the later one is the next.
        edge: For each pair its position in ``edges``.
    """

    edges: Edges
    row: Int64
    edge: Int32


def edges(log: EventLog) -> Edges:
    """Return what follows directly upon what."""
    return transitions(log).edges


def starts(log: EventLog) -> Int64:
    """Return in how many cases each activity comes first: one number an activity."""
    return np.bincount(log.activity.codes[log.offsets[:-1]], minlength=len(log.activity.labels))


def ends(log: EventLog) -> Int64:
    """Return in how many cases each activity comes last: one number an activity."""
    return np.bincount(log.activity.codes[log.offsets[1:] - 1], minlength=len(log.activity.labels))


def transitions(log: EventLog) -> Transitions:
    """Return each pair of neighbouring rows with its edge."""
    labels = len(log.activity.labels)
    row, pair, edge, count = _few(log) if labels <= _FEW else _many(log)
    case = np.repeat(np.arange(log.cases), log.lengths - 1)
    found = Edges(
        source=(pair // labels).astype(np.int32),
        target=(pair % labels).astype(np.int32),
        count=count,
        cases=in_cases(case, edge, len(pair)),
    )
    return Transitions(edges=found, row=row, edge=edge)


def _few(log: EventLog) -> tuple[Int64, Int64, Int32, Int64]:
    """Return rows, pairs that occur, the pair of each row and their counts, portion by portion, by a table of all."""
    codes, labels = log.activity.codes, len(log.activity.labels)
    row = np.empty(log.events - log.cases, dtype=np.int64)
    edge = np.empty(len(row), dtype=np.int32)
    table = np.zeros(labels * labels, dtype=np.int64)
    parts = []
    for first, last in portions(log.offsets):
        begin, end = int(log.offsets[first]), int(log.offsets[last])
        inside = np.ones(end - begin, dtype=np.bool_)
        inside[log.offsets[first + 1 : last + 1] - 1 - begin] = False
        some = np.flatnonzero(inside)
        part = slice(begin - first, end - last)
        pairs = codes[begin:end] * np.int32(labels)
        pairs[:-1] += codes[begin + 1 : end]
        np.take(pairs, some, out=edge[part])
        np.add(some, begin, out=row[part])
        table += np.bincount(edge[part], minlength=len(table))
        parts.append(part)
    pair = np.flatnonzero(table)
    position = np.zeros(len(table), dtype=np.int32)
    position[pair] = np.arange(len(pair), dtype=np.int32)
    for part in parts:
        edge[part] = position[edge[part]]
    return row, pair, edge, table[pair]


def _many(log: EventLog) -> tuple[Int64, Int64, Int32, Int64]:
    """Return the same for many activities, whose table of all pairs would be large and empty."""
    row, codes = followed(log), log.activity.codes
    labels = len(log.activity.labels)
    return row, *numbered(codes[row].astype(np.int64) * labels + codes[row + 1], labels * labels)


def followed(log: EventLog) -> Int64:
    """Return the rows upon which another row of the same case follows."""
    inside = np.ones(log.events, dtype=np.bool_)
    inside[log.offsets[1:] - 1] = False
    return np.flatnonzero(inside)
