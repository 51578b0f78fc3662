"""What was done again in the same case, how often, and what time passed until it was done again?

In: a log. Out: repetitions of each activity, and loops of length two.

Law: an occurrence is a repetition when the same activity occurred earlier in its case. Whether a repetition is waste or
the work itself, such as a second call, the log cannot say; it is counted, not judged.
"""

from dataclasses import dataclass

import numpy as np

from sopwright.hours import OpeningHours
from sopwright.log.event_log import UNKNOWN, EventLog, Flags, Int32, Int64
from sopwright.log.order import in_groups
from sopwright.mining.history.grouping import first_of_each, in_cases, numbered
from sopwright.mining.history.statistics import Statistics, statistics
from sopwright.mining.history.times import elapsed


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rework:
    """What was done again; one number an activity.

    Attributes:
        events: How often the activity occurs.
        cases: In how many cases it occurs.
        again: How often it occurs after an earlier occurrence in the same case.
        again_cases: In how many cases it occurs more than once.
        at_once: How often it follows directly upon itself (self-loop).
        at_once_cases: In how many cases it does.
        until_again: Time from the end of an occurrence to the end of the next one in the same case.
        work_again: Work on the repetitions; n counts those whose start is known.
        repeating: For each case whether anything occurs more than once in it.
    """

    events: Int64
    cases: Int64
    again: Int64
    again_cases: Int64
    at_once: Int64
    at_once_cases: Int64
    until_again: Statistics
    work_again: Statistics
    repeating: Flags


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Loops:
    """Ways out and straight back, the most frequent first; ties by code.

    Attributes:
        source: Code of the activity that was left and done again.
        between: Code of the other activity that was done once between.
        count: How often source, between, source follow directly upon each other.
        cases: In how many cases they do.
        time: From the end of the first occurrence to the end of the second.
    """

    source: Int32
    between: Int32
    count: Int64
    cases: Int64
    time: Statistics


def rework(log: EventLog, hours: OpeningHours | None = None) -> Rework:
    """Return what was done again."""
    labels = len(log.activity.labels)
    group = log.case_of() * labels + log.activity.codes
    order = in_groups(group, log.cases * labels)
    first = first_of_each(group[order])
    later = order[~first]
    earlier = order[:-1][~first[1:]]
    code = log.activity.codes[later]
    case = log.case_of()[later]
    at_once = later == earlier + 1
    known = np.zeros(len(later), dtype=np.bool_) if log.start is None else log.start[later] != UNKNOWN
    worked = log.time[later[known]] if log.start is None else log.start[later[known]]
    return Rework(
        events=np.bincount(log.activity.codes, minlength=labels),
        cases=np.bincount(log.activity.codes[order[first]], minlength=labels),
        again=np.bincount(code, minlength=labels),
        again_cases=in_cases(case, code, labels),
        at_once=np.bincount(code[at_once], minlength=labels),
        at_once_cases=in_cases(case[at_once], code[at_once], labels),
        until_again=statistics(elapsed(log.time[earlier], log.time[later], hours), code, labels),
        work_again=statistics(elapsed(worked, log.time[later[known]], hours), code[known], labels),
        repeating=np.bincount(case, minlength=log.cases) > 0,
    )


def loops(log: EventLog, hours: OpeningHours | None = None) -> Loops:
    """Return ways out and straight back: a, b, a, where b is not a."""
    codes, case = log.activity.codes, log.case_of()
    back = (codes[2:] == codes[:-2]) & (codes[1:-1] != codes[:-2]) & (case[2:] == case[:-2])
    row = np.flatnonzero(back)
    labels = len(log.activity.labels)
    pair, group, count = numbered(codes[row].astype(np.int64) * labels + codes[row + 1], labels * labels)
    order = np.argsort(-count, kind="stable")
    place = np.empty(len(order), dtype=np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    group = place[group]
    return Loops(
        source=(pair[order] // labels).astype(np.int32),
        between=(pair[order] % labels).astype(np.int32),
        count=count[order],
        cases=in_cases(case[row], group, len(pair)),
        time=statistics(elapsed(log.time[row], log.time[row + 2], hours), group, len(pair)),
    )
