"""On which weekday, with whom, from which region do leads wait longer than elsewhere, and between which steps?

In: a log. Out: waits between two activities that are longer for one group than for all others, by more than chance.

Law: a group is named when its middle wait is at least half as long again, and Mann and Whitney's rank test against all
other waits between the same two activities gives less than 1 in 1,000, divided by the number of comparisons
(Bonferroni). The slowest group is taken away before the next is looked for. Weekends do not count, so that nobody is
slow for a Saturday; without working hours, waits that begin on one are of no weekday, for their Monday begins at
midnight.

Source: Mann and Whitney (Ann. Math. Statist. 18, 1947), normal approximation with the correction for ties.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import time
from math import erfc, sqrt

import numpy as np
import polars as pl

from sopwright.hours import OpeningHours, Shift
from sopwright.log.event_log import EventLog, Float64, Int64
from sopwright.mining.history.edges import Transitions, transitions
from sopwright.mining.history.times import waits
from sopwright.mining.measures.groups import Grouping, groupings
from sopwright.mining.measures.measure import case_names

FEWEST = 10
"""A group, and all others, with fewer waits are not compared."""
LONGER = 1.5
LEAST = 5 * 60 * 1_000_000
"""A difference of fewer minutes is no bottleneck."""
ALPHA = 0.001
MOST_EDGES = 200
"""The pairs of activities between which most time is waited; the others are not looked at."""
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_FRIDAY, _SUNDAY = 5, 7
WEEKDAY, PERSON = "weekday on which the wait began", "who ended the wait"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slow:
    """A wait that is longer for one group than for all others; times in microseconds.

    Attributes:
        source: The activity after which the wait began.
        target: The activity that ended it.
        by: What the waits are grouped by.
        group: The group that waits longer.
        n: How many waits it has.
        median: Its middle wait.
        others: How many waits all others have, slower groups named before left aside.
        others_median: Their middle wait.
        extra: By how much all its waits together exceed as many mean waits of the others.
        chance: How likely such a difference is by chance alone, in this one comparison.
        compared: How many comparisons were made.
        cases: Cases with these waits.
    """

    source: str
    target: str
    by: str
    group: str
    n: int
    median: float
    others: int
    others_median: float
    extra: float
    chance: float
    compared: int
    cases: tuple[str, ...]


def slow_waits(log: EventLog, hours: OpeningHours | None = None, by: Sequence[str] | None = None) -> tuple[Slow, ...]:
    """Return the waits that are longer for one group than for all others, the most extra time first.

    Args:
        log: The log.
        hours: Working hours; all hours from Monday to Friday in UTC when ``None``.
        by: Attributes of cases to group by; those whose names say source, region and the like when ``None``.
    """
    found = transitions(log)
    calendar = hours or _weekdays()
    wait = np.maximum(waits(log, found, calendar), 0)
    begun = log.time[found.row]
    case = log.case_of()[found.row]
    ways = [
        Grouping(by=WEEKDAY, names=WEEKDAYS, of_case=_weekday(begun, calendar.zone, _SUNDAY if hours else _FRIDAY)),
        *_people(log, found),
        *(replace(one, of_case=one.of_case[case]) for one in groupings(log, by)),
    ]
    order = np.lexsort((wait, found.edge))
    bounds = np.searchsorted(found.edge[order], np.arange(len(found.edges.count) + 1))
    edges = [order[bounds[edge] : bounds[edge + 1]] for edge in _largest(found, wait)]
    compared = sum(len(_comparable(way.of_case[rows])) for rows in edges for way in ways)
    slow = [one for rows in edges for way in ways for one in _slow(log, found, way, (rows, wait[rows]), compared)]
    return tuple(sorted(slow, key=lambda one: (-one.extra, one.source, one.target, one.by, one.group)))


def _weekdays() -> OpeningHours:
    return OpeningHours(
        zone="UTC", shifts=tuple(Shift(weekday=day, opens=time(), closes=time()) for day in range(_FRIDAY))
    )


def _weekday(instants: Int64, zone: str, days: int) -> Int64:
    """Return the weekday of each instant, 0 for Monday; -1 for those after the first ``days`` of the week."""
    local = pl.Series(instants).cast(pl.Datetime("us")).dt.replace_time_zone("UTC").dt.convert_time_zone(zone)
    day = local.dt.weekday().to_numpy().astype(np.int64) - 1
    return np.where(day < days, day, -1)


def _people(log: EventLog, found: Transitions) -> Iterator[Grouping]:
    if log.resource is not None:
        of_wait = log.resource.codes[found.row + 1].astype(np.int64)
        yield Grouping(by=PERSON, names=log.resource.labels, of_case=of_wait)


def _largest(found: Transitions, wait: Int64) -> Int64:
    """Return the pairs of activities between which most time is waited."""
    total = np.bincount(found.edge, weights=wait, minlength=len(found.edges.count))
    enough = np.flatnonzero(found.edges.count >= 2 * FEWEST)
    return np.sort(enough[np.argsort(-total[enough], kind="stable")][:MOST_EDGES])


def _comparable(group: Int64) -> list[int]:
    counts = np.bincount(group[group >= 0])
    return [int(one) for one in np.flatnonzero((counts >= FEWEST) & (counts <= counts.sum() - FEWEST))]


def _slow(
    log: EventLog, found: Transitions, way: Grouping, waited: tuple[Int64, Int64], compared: int
) -> Iterator[Slow]:
    """Yield the groups that wait longer between two activities, the slowest first."""
    rows, wait = waited
    group = way.of_case[rows]
    left = _comparable(group)
    pool = group >= 0
    while left:
        chances = slower(wait[pool], group[pool])
        chance, worst = min((float(chances[one]), one) for one in left)
        if chance * compared >= ALPHA:
            return
        inside = group == worst
        pool &= ~inside
        left.remove(worst)
        middle, usual = float(np.median(wait[inside])), float(np.median(wait[pool]))
        if middle < LONGER * usual or middle - usual < LEAST:
            continue
        edge = int(found.edge[rows[0]])
        yield Slow(
            source=log.activity.labels[found.edges.source[edge]],
            target=log.activity.labels[found.edges.target[edge]],
            by=way.by,
            group=way.names[worst],
            n=int(inside.sum()),
            median=middle,
            others=int(pool.sum()),
            others_median=usual,
            extra=float((wait[inside] - wait[pool].mean()).sum()),
            chance=chance,
            compared=compared,
            cases=case_names(log, np.unique(log.case_of()[found.row[rows[inside]]])),
        )


def slower(values: Int64, group: Int64) -> Float64:
    """Return for each group how likely chance alone makes its values rank so high among all.

    Args:
        values: All values, ascending.
        group: The group of each, from 0.

    Examples:
        >>> slower(np.arange(20), np.repeat([0, 1], 10)).round(5).tolist()
        [0.99993, 9e-05]
    """
    total = len(values)
    begins = np.flatnonzero(np.concatenate(([True], values[1:] != values[:-1])))
    same = np.diff(np.append(begins, total)).astype(np.float64)
    ranks = np.repeat(begins + (same + 1) / 2, same.astype(np.int64))
    n = np.bincount(group).astype(np.float64)
    above = np.bincount(group, weights=ranks) - n * (n + 1) / 2 - n * (total - n) / 2
    ties = float((same**3 - same).sum())
    variance = n * (total - n) / 12 * (total + 1 - ties / max(total * (total - 1), 1))
    chances = [
        0.5 * erfc((each - 0.5) / sqrt(2 * spread)) if spread > 0 else 1.0
        for each, spread in zip(above.tolist(), variance.tolist(), strict=True)
    ]
    return np.array(chances)
