"""Which cases have times that can be measured? Those in which no clock is clearly wrong.

In: a log. Out: which cases have an event, or its start, at a time that no clock can have shown when the rest was done.

Law: such cases stay in every count; waits and durations of theirs are no evidence of anything. ``log.clocks`` says
where a clock is wrong.
"""

import numpy as np

from sopwright.log.clocks import clocks
from sopwright.log.event_log import EventLog, Flags


def with_wrong_clocks(log: EventLog) -> Flags:
    """Return which cases have a time that is clearly wrong."""
    wrong = clocks(log.time).wrong
    if log.start is not None:
        wrong = wrong | clocks(log.start).wrong
    return np.asarray(np.bincount(log.case_of()[wrong], minlength=log.cases) > 0)
