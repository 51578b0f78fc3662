"""What follows directly upon what, how often, and in how many cases?

In: a log. Out: directly-follows counts, and with what cases begin and end.

Law: an edge is a pair of neighbouring rows of one case, in the order of the log (case, time, order in the source). The
counts of all edges and the cases together are the events; an edge counts at least one case and at most as many cases
as times.
"""

from dataclasses import dataclass

import numpy as np

from sopwright.log.event_log import EventLog, Int32, Int64
from sopwright.mining.history.grouping import in_cases, numbered


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
    row = followed(log)
    case = log.case_of()[row]
    codes, labels = log.activity.codes, len(log.activity.labels)
    pairs = codes[row].astype(np.int64) * labels + codes[row + 1]
    pair, edge, count = numbered(pairs, labels * labels)
    found = Edges(
        source=(pair // labels).astype(np.int32),
        target=(pair % labels).astype(np.int32),
        count=count,
        cases=in_cases(case, edge, len(pair)),
    )
    return Transitions(edges=found, row=row, edge=edge)


def followed(log: EventLog) -> Int64:
    """Return the rows upon which another row of the same case follows."""
    inside = np.ones(log.events, dtype=np.bool_)
    inside[log.offsets[1:] - 1] = False
    return np.flatnonzero(inside)
