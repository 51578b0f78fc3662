"""How long was each event worked on?

In: a log. Out: the work time of each row, as far as it is known.

Law: what a recording measured goes before the time from start to end, which holds pauses too. An event that states
neither is unknown, and so is one that ends before it starts. A wait is never work.
"""

import numpy as np

from sopwright.hours import OpeningHours
from sopwright.log.event_log import UNKNOWN, EventLog, Int64, Numbers
from sopwright.mining.history.times import elapsed

WORK_MS = "work_ms"
"""The attribute of an event that says how long it was worked on: what recordings measure, in milliseconds."""


def worked(log: EventLog, hours: OpeningHours | None = None) -> Int64:
    """Return the work time of each row in microseconds; -1 where it is unknown.

    Args:
        log: The log, start and complete rows joined to one.
        hours: Working hours; with them, only working time counts between start and end.
    """
    found = np.full(log.events, -1, dtype=np.int64)
    if log.start is not None:
        known = (log.start != UNKNOWN) & (log.start <= log.time)
        found[known] = elapsed(log.start[known], log.time[known], hours)
    measured = log.event_attributes.get(WORK_MS)
    if isinstance(measured, Numbers):
        stated = measured.values >= 0
        found[stated] = (measured.values[stated] * 1000).astype(np.int64)
    return found
