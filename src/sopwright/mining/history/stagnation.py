"""Which open cases lie still, and for how much longer than usual?

In: a log, the instant from which to look, and which activities end a case. Out: open cases beside what is usual.

Law: a case lies still when its last event is longer ago than nine tenths of all waits after that activity; without ten
such waits it cannot be told, and is counted as such. Closed, moving, still and untold cases together are all cases.
"""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from sopwright.hours import OpeningHours
from sopwright.log.event_log import UNKNOWN, EventLog, Flags, Int32, Int64
from sopwright.mining.history.edges import transitions
from sopwright.mining.history.statistics import Statistics, statistics
from sopwright.mining.history.times import elapsed, waits

FEWEST = 10
"""So many waits make a usual one."""

_HALF = 0.5


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Stagnation:
    """Open cases that lie still, the longest silence first; ties by case.

    Attributes:
        now: From when it is looked, microseconds since 1970 in UTC; ``UNKNOWN`` for a log without events.
        closing: Activities that end a case.
        closing_found: Whether these were concluded from the log rather than named.
        case: Positions of the cases that lie still.
        activity: Code of the last activity of each.
        silent: Microseconds since its last event; working time where working hours were given.
        usual: For each activity of the log the waits after it.
        open: How many cases are open.
        untold: How many of these cannot be judged, because too few waits after their last activity are known.
    """

    now: int
    closing: tuple[str, ...]
    closing_found: bool
    case: Int64
    activity: Int32
    silent: Int64
    usual: Statistics
    open: int
    untold: int


def stagnation(
    log: EventLog,
    now: int | None = None,
    closing: Collection[str] | None = None,
    hours: OpeningHours | None = None,
) -> Stagnation:
    """Return the open cases that lie still.

    Args:
        log: The log.
        now: From when to look; the last event of the log when left out. Later events are not known yet, and left out
            by whoever calls this.
        closing: Activities that end a case. When left out: those that are the last of their case in at least half of
            their occurrences, of which only those count that had time enough to be followed (nine tenths of the waits
            after the activity), and none of which there are fewer than ten.
        hours: Working hours, where only they shall count.
    """
    at = int(log.time.max(initial=UNKNOWN)) if now is None else now
    found = transitions(log)
    labels = log.activity.labels
    usual = statistics(np.maximum(waits(log, found, hours), 0), log.activity.codes[found.row], len(labels))
    ends = (
        _closing(log, at, usual, hours) if closing is None else np.array([one in closing for one in labels], np.bool_)
    )
    last = log.offsets[1:] - 1
    activity = log.activity.codes[last]
    silent = elapsed(log.time[last], np.full(len(last), at), hours)
    is_open = ~ends[activity]
    judged = is_open & (usual.n[activity] >= FEWEST)
    still = np.flatnonzero(judged & (silent > usual.p90[activity]))
    still = still[np.argsort(-silent[still], kind="stable")]
    return Stagnation(
        now=at,
        closing=tuple(label for label, end in zip(labels, ends.tolist(), strict=True) if end),
        closing_found=closing is None,
        case=still,
        activity=activity[still],
        silent=silent[still],
        usual=usual,
        open=int(is_open.sum()),
        untold=int((is_open & ~judged).sum()),
    )


def _closing(log: EventLog, now: int, usual: Statistics, hours: OpeningHours | None) -> Flags:
    """Return which activities end a case, as far as the log shows."""
    labels = len(log.activity.labels)
    enough = np.where(usual.n > 0, usual.p90, 0.0)
    old = elapsed(log.time, np.full(log.events, now), hours) >= enough[log.activity.codes]
    last = np.zeros(log.events, dtype=np.bool_)
    last[log.offsets[1:] - 1] = True
    times = np.bincount(log.activity.codes[old], minlength=labels)
    ends = np.bincount(log.activity.codes[old & last], minlength=labels)
    found: Flags = (times >= FEWEST) & (ends >= times * _HALF)
    return found
