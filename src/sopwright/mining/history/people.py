"""What does each person do, how long does it take, and how long does work lie before and after them?

In: a log and one of its columns: people, roles or systems. Out: one line each, beside each other.

Law: nobody is compared on fewer than three observations. What is counted belongs to whom the row states; rows that
state nobody belong to nobody and are counted. Waits are what work does, not what people do: a wait before somebody may
be a night.
"""

from dataclasses import dataclass

import numpy as np

from sopwright.hours import OpeningHours
from sopwright.log.event_log import UNKNOWN, Coded, EventLog, Int32, Int64
from sopwright.mining.history.edges import followed
from sopwright.mining.history.grouping import first_of_each, numbered
from sopwright.mining.history.statistics import Statistics, statistics
from sopwright.mining.history.times import begins, durations, elapsed
from sopwright.mining.history.variants import Variants

FEWEST = 3
"""Nobody is compared on fewer observations."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Doing:
    """What each person did, sorted by person and activity.

    Attributes:
        person: Code of the person.
        activity: Code of the activity.
        count: How often.
        work: Time worked on it; n counts the events whose start is known.
        before: Wait before it, from the end of the event before in its case, whoever's that was.
    """

    person: Int32
    activity: Int32
    count: Int64
    work: Statistics
    before: Statistics


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ways:
    """Which variants each person took part in, sorted by person and variant.

    Attributes:
        person: Code of the person.
        variant: Number of the variant.
        cases: In how many of its cases the person took part.
    """

    person: Int32
    variant: Int64
    cases: Int64


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class People:
    """People beside each other; one number a person.

    Attributes:
        labels: Their names, as the source states them.
        events: How many events are theirs.
        cases: In how many cases they took part.
        activities: How many different activities they did.
        work: Time worked; n counts the events whose start is known.
        taken: Wait before work that came from somebody else: from the end of the other's event to their beginning.
        left: Wait after work that went to somebody else: from their end to the other's beginning.
        durations: How long the cases take in which they took part.
        doing: What each did.
        ways: Which variants each took part in.
        nobody: How many events state no person.
    """

    labels: tuple[str, ...]
    events: Int64
    cases: Int64
    activities: Int64
    work: Statistics
    taken: Statistics
    left: Statistics
    durations: Statistics
    doing: Doing
    ways: Ways
    nobody: int


def people(log: EventLog, column: Coded, ways: Variants, hours: OpeningHours | None = None) -> People:
    """Return what each person does.

    Args:
        log: The log.
        column: One of its columns, such as ``log.resource``.
        ways: The variants of this log.
        hours: Working hours, where only they shall count.
    """
    count, codes = len(column.labels), column.codes
    case, who = _taking_part(log, codes, count)
    row = followed(log)
    one, other = codes[row], codes[row + 1]
    given = row[(one >= 0) & (other >= 0) & (one != other)]
    wait = elapsed(log.time[given], begins(log)[given + 1], hours)
    worked = _worked(log, codes)
    doing = _doing(log, codes, count, hours)
    return People(
        labels=column.labels,
        events=np.bincount(codes[codes >= 0], minlength=count),
        cases=np.bincount(who, minlength=count),
        activities=np.bincount(doing.person, minlength=count),
        work=statistics(_work(log, worked, hours), codes[worked], count),
        taken=statistics(wait, codes[given + 1], count),
        left=statistics(wait, codes[given], count),
        durations=statistics(durations(log, hours)[case], who, count),
        doing=doing,
        ways=_ways(ways.of_case[case], who, len(ways)),
        nobody=int((codes < 0).sum()),
    )


def comparable(n: Int64) -> list[int]:
    """Return who may be compared: those with at least three observations, if these are at least two people."""
    found: list[int] = np.flatnonzero(n >= FEWEST).tolist()
    return found if len(found) > 1 else []


def _taking_part(log: EventLog, codes: Int32, count: int) -> tuple[Int64, Int32]:
    """Return each case and person that have to do with each other, once."""
    stated = codes >= 0
    keys = log.case_of()[stated] * count + codes[stated]
    keys.sort()
    keys = keys[first_of_each(keys)]
    return keys // max(count, 1), (keys % max(count, 1)).astype(np.int32)


def _worked(log: EventLog, codes: Int32) -> Int64:
    """Return the rows of somebody whose start is known."""
    if log.start is None:
        return np.zeros(0, dtype=np.int64)
    return np.flatnonzero((codes >= 0) & (log.start != UNKNOWN))


def _work(log: EventLog, row: Int64, hours: OpeningHours | None) -> Int64:
    return elapsed(begins(log)[row], log.time[row], hours)


def _doing(log: EventLog, codes: Int32, count: int, hours: OpeningHours | None) -> Doing:
    row = np.flatnonzero(codes >= 0)
    labels = len(log.activity.labels)
    keys = codes[row].astype(np.int64) * labels + log.activity.codes[row]
    pair, place, times = numbered(keys, count * labels)
    group = np.full(log.events, -1, dtype=np.int32)
    group[row] = place
    worked = _worked(log, codes)
    later = followed(log) + 1
    later = later[group[later] >= 0]
    return Doing(
        person=(pair // labels).astype(np.int32),
        activity=(pair % labels).astype(np.int32),
        count=times,
        work=statistics(_work(log, worked, hours), group[worked], len(pair)),
        before=statistics(elapsed(log.time[later - 1], begins(log)[later], hours), group[later], len(pair)),
    )


def _ways(variant: Int64, who: Int32, variants: int) -> Ways:
    keys = who.astype(np.int64) * variants + variant
    pair, _, cases = numbered(keys, int(who.max(initial=-1) + 1) * variants)
    return Ways(person=(pair // max(variants, 1)).astype(np.int32), variant=pair % max(variants, 1), cases=cases)
