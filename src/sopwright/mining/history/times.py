"""How long does work lie between two activities, how long is it worked on, and how long does a case take?

In: a log, and working hours where only they shall count. Out: times in microseconds.

Law: an event begins at its ``start`` where that is known, and at its time else; it ends at its time. A wait lies
between the end of an event and the beginning of the next one of its case; it is below zero where they overlap. Work is
counted only where a start is known.
"""

import numpy as np

from sopwright.hours import OpeningHours, working_us
from sopwright.log.event_log import UNKNOWN, EventLog, Int64
from sopwright.mining.history.edges import Edges, Transitions, transitions
from sopwright.mining.history.statistics import Statistics, statistics


def begins(log: EventLog) -> Int64:
    """Return when each event began: its start where known, its time else."""
    if log.start is None:
        return log.time
    return np.where(log.start == UNKNOWN, log.time, log.start)


def elapsed(start: Int64, end: Int64, hours: OpeningHours | None = None) -> Int64:
    """Return the time between instants, or the working time."""
    return end - start if hours is None else working_us(hours, start, end)


def waits(log: EventLog, found: Transitions, hours: OpeningHours | None = None) -> Int64:
    """Return the wait of each pair of neighbouring rows."""
    if hours is None:
        between: Int64 = (begins(log)[1:] - log.time[:-1])[found.row]
        return between
    return elapsed(log.time[found.row], begins(log)[found.row + 1], hours)


def edge_times(log: EventLog, hours: OpeningHours | None = None) -> tuple[Edges, Statistics]:
    """Return what follows upon what, and how long the wait between the two is."""
    found = transitions(log)
    return found.edges, statistics(waits(log, found, hours), found.edge, len(found.edges.count))


def work_times(log: EventLog, hours: OpeningHours | None = None) -> Statistics:
    """Return how long each activity is worked on; n counts the events whose start is known."""
    activities = len(log.activity.labels)
    if log.start is None:
        nothing = np.zeros(0, dtype=np.int64)
        return statistics(nothing, nothing, activities)
    known = log.start != UNKNOWN
    worked = elapsed(log.start[known], log.time[known], hours)
    return statistics(worked, log.activity.codes[known], activities)


def durations(log: EventLog, hours: OpeningHours | None = None) -> Int64:
    """Return how long each case takes: from its earliest beginning to its last end."""
    if log.cases == 0:
        return np.zeros(0, dtype=np.int64)
    return elapsed(first_begins(log), log.time[log.offsets[1:] - 1], hours)


def first_begins(log: EventLog) -> Int64:
    """Return when each case began."""
    if log.start is None or log.cases == 0:
        return log.time[log.offsets[:-1]]
    return np.minimum.reduceat(begins(log), log.offsets[:-1])
