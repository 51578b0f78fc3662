"""What is there to tell of a log? Everything that the report says, computed once.

In: a log, working hours where only they count, and the periods into which time is cut. Out: an ``Overview``.

Law: the overview of a filtered log is what the page's script computes after the same filter. Times are cut to the
millisecond first, which both can hold exactly.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from sopwright.hours import OpeningHours
from sopwright.log.event_log import UNKNOWN, EventLog, Int64
from sopwright.mining.history.bottlenecks import Bottleneck, Where, bottlenecks
from sopwright.mining.history.drift import Change, changes
from sopwright.mining.history.edges import Transitions, ends, followed, starts, transitions
from sopwright.mining.history.grouping import first_of_each
from sopwright.mining.history.handovers import Handovers, handovers
from sopwright.mining.history.rework import Loops, Rework, loops, rework
from sopwright.mining.history.stagnation import Stagnation, stagnation
from sopwright.mining.history.statistics import Statistics, statistics
from sopwright.mining.history.times import begins, durations, elapsed, first_begins, waits, work_times
from sopwright.mining.history.trends import Trend, trend
from sopwright.mining.history.variants import Variants, variants

_MILLISECOND = 1000


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Persons:
    """What people do; one number a person.

    Attributes:
        labels: Their names, as the source states them.
        events: How many events are theirs.
        cases: In how many cases they took part.
        taken: Wait before work that came from somebody else.
        work: Time worked; n counts events whose start is known.
        in_case: How many people took part in each case that states any.
    """

    labels: tuple[str, ...]
    events: Int64
    cases: Int64
    taken: Statistics
    work: Statistics
    in_case: Int64


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Overview:
    """Everything that the report says of a log.

    Attributes:
        log: The log itself, times cut to the millisecond.
        hours: Working hours, where only they count.
        found: What follows upon what, for each pair of rows.
        waits: The wait of each pair of rows in microseconds.
        wait: The waits of each edge.
        starts: In how many cases each activity comes first.
        ends: In how many it comes last.
        duration: How long cases take; one group.
        durations: How long each case takes.
        work: How long each activity is worked on.
        variants: The ways through the work.
        rework: What is done again.
        loops: Ways out and straight back.
        slow: Waits between activities, the largest total first.
        persons: What people do; ``None`` when no row states any.
        by_person: Hand-overs between people; ``None`` when no row states any.
        by_system: Hand-overs between systems; ``None`` when no row states any.
        by_role: Hand-overs between roles; ``None`` when no row states any.
        trend: What happens in each period.
        changes: What changed at some date, the least likely by chance first.
        still: Open cases that lie still.
        ties: How many rows have the time of the row before in their case.
    """

    log: EventLog
    hours: OpeningHours | None
    found: Transitions
    waits: Int64
    wait: Statistics
    starts: Int64
    ends: Int64
    duration: Statistics
    durations: Int64
    work: Statistics
    variants: Variants
    rework: Rework
    loops: Loops
    slow: tuple[Bottleneck, ...]
    persons: Persons | None
    by_person: Handovers | None
    by_system: Handovers | None
    by_role: Handovers | None
    trend: Trend
    changes: tuple[Change, ...]
    still: Stagnation
    ties: int


def overview(log: EventLog, hours: OpeningHours | None = None, now: int | None = None) -> Overview:
    """Return everything that the report says of a log.

    Args:
        log: The log, at least one case.
        hours: Working hours, where only they shall count in waits, work and durations.
        now: From when open cases are looked at; the last time in the log when left out.
    """
    log = in_milliseconds(log)
    found = transitions(log)
    between = waits(log, found, hours)
    lasting = durations(log, hours)
    return Overview(
        log=log,
        hours=hours,
        found=found,
        waits=between,
        wait=statistics(between, found.edge, len(found.edges.count)),
        starts=starts(log),
        ends=ends(log),
        duration=statistics(lasting, np.zeros(log.cases, dtype=np.int64), 1),
        durations=lasting,
        work=work_times(log, hours),
        variants=variants(log),
        rework=rework(log, hours),
        loops=loops(log, hours),
        slow=bottlenecks(log, Where.BETWEEN, hours),
        persons=_persons(log, hours),
        by_person=None if log.resource is None else handovers(log, log.resource, hours),
        by_system=None if log.system is None else handovers(log, log.system, hours),
        by_role=None if log.role is None else handovers(log, log.role, hours),
        trend=trend(log, "UTC" if hours is None else hours.zone, hours=hours),
        changes=changes(log, hours),
        still=stagnation(log, now, hours=hours),
        ties=int((log.time[found.row] == log.time[found.row + 1]).sum()),
    )


def in_milliseconds(log: EventLog) -> EventLog:
    """Return the log with times cut to the millisecond; the order of rows stays."""
    if not _finer(log.time) and (log.start is None or not _finer(log.start)):
        return log
    return replace(log, time=_cut(log.time), start=None if log.start is None else _cut(log.start))


def _finer(times: Int64) -> bool:
    return bool((times[times != UNKNOWN] % _MILLISECOND != 0).any())


def _cut(times: Int64) -> Int64:
    return np.where(times == UNKNOWN, UNKNOWN, times - times % _MILLISECOND)


def _persons(log: EventLog, hours: OpeningHours | None) -> Persons | None:
    if log.resource is None:
        return None
    codes, count = log.resource.codes, len(log.resource.labels)
    stated = np.flatnonzero(codes >= 0)
    keys = log.case_of()[stated] * count + codes[stated]
    keys.sort()
    keys = keys[first_of_each(keys)]
    row = followed(log)
    given = row[(codes[row] >= 0) & (codes[row + 1] >= 0) & (codes[row] != codes[row + 1])]
    waited = elapsed(log.time[given], begins(log)[given + 1], hours)
    known = np.zeros(0, dtype=np.int64)
    if log.start is not None:
        known = np.flatnonzero((codes >= 0) & (log.start != UNKNOWN))
    worked = elapsed(begins(log)[known], log.time[known], hours)
    in_case = np.bincount(keys // count, minlength=log.cases)
    return Persons(
        labels=log.resource.labels,
        events=np.bincount(codes[stated], minlength=count),
        cases=np.bincount(keys % count, minlength=count),
        taken=statistics(waited, codes[given + 1], count),
        work=statistics(worked, codes[known], count),
        in_case=in_case[in_case > 0],
    )


def cases_with_edge(told: Overview, edge: int) -> Int64:
    """Return the cases that go a way, those that wait longest there first; ties by case."""
    at = np.flatnonzero(told.found.edge == edge)
    case = np.searchsorted(told.log.offsets, told.found.row[at], side="right") - 1
    order = np.lexsort((case, -told.waits[at]))
    return _once(case[order])


def _once(values: Int64) -> Int64:
    _, first = np.unique(values, return_index=True)
    return values[np.sort(first)]


def histogram(values: Int64, limits: Sequence[int]) -> list[int]:
    """Return how many values lie below the first limit, between each two, and from the last on."""
    cuts = np.searchsorted(np.sort(values), np.array(limits, dtype=np.int64), side="left")
    whole = [0, *cuts.tolist(), len(values)]
    return [high - low for low, high in pairwise(whole)]


def span_of(log: EventLog) -> tuple[int, int]:
    """Return the first beginning and the last time of the log."""
    return int(first_begins(log).min()), int(log.time.max())
