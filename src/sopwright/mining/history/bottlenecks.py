"""Where does the time go? Waits between activities, waits before an activity, and work, ranked by what they hold.

In: a log. Out: lines, the largest first.

Law: the waits between activities add up to all waiting, and so do the waits before activities. Where two events overlap
nobody waits: such a wait counts as none. Ranked by the time that counts: working time where working hours are given,
all time else.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from sopwright.hours import OpeningHours
from sopwright.log.event_log import UNKNOWN, EventLog, Int32, Int64
from sopwright.mining.history.edges import Transitions, transitions
from sopwright.mining.history.grouping import in_cases
from sopwright.mining.history.statistics import statistics
from sopwright.mining.history.times import elapsed, waits


class Where(StrEnum):
    """What holds the time."""

    BETWEEN = "wait between two activities"
    BEFORE = "wait before an activity"
    WORK = "work on an activity"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bottleneck:
    """A place that holds time; times in microseconds.

    Attributes:
        where: What holds it.
        source: The activity before a wait between two; empty else.
        target: The activity that is waited for, or worked on.
        n: On how many waits or works this rests.
        cases: In how many cases.
        total: All time together; working time where working hours were given.
        share: Part of the total of all places, 0 to 1; 0 where there is none.
        often: Part of all waits or works by number, 0 to 1: a place whose ``share`` is far above this is slow, and not
            only frequent.
        mean: Mean time.
        median: Middle time.
        p90: Below which nine tenths lie.
        elapsed_total: All time together with closed hours; equals ``total`` without working hours.
        elapsed_share: Part of it.
    """

    where: Where
    source: str
    target: str
    n: int
    cases: int
    total: float
    share: float
    often: float
    mean: float
    median: float
    p90: float
    elapsed_total: float
    elapsed_share: float


def bottlenecks(log: EventLog, where: Where, hours: OpeningHours | None = None) -> tuple[Bottleneck, ...]:
    """Return the places that hold time, the largest total first; ties by name."""
    if where is Where.WORK:
        return _works(log, hours)
    found = transitions(log)
    time = np.maximum(waits(log, found, hours), 0)
    plain = time if hours is None else np.maximum(waits(log, found), 0)
    case = log.case_of()[found.row]
    labels = log.activity.labels
    if where is Where.BEFORE:
        group = found.edges.target[found.edge]
        return _lines(where, [("", label) for label in labels], (time, plain), group, case)
    return _lines(where, _names(log, found), (time, plain), found.edge, case)


def _names(log: EventLog, found: Transitions) -> list[tuple[str, str]]:
    labels, edges = log.activity.labels, found.edges
    return [(labels[one], labels[two]) for one, two in zip(edges.source.tolist(), edges.target.tolist(), strict=True)]


def _works(log: EventLog, hours: OpeningHours | None) -> tuple[Bottleneck, ...]:
    if log.start is None:
        return ()
    known = log.start != UNKNOWN
    start, end = log.start[known], log.time[known]
    plain = np.maximum(end - start, 0)
    time = plain if hours is None else np.maximum(elapsed(start, end, hours), 0)
    names = [("", label) for label in log.activity.labels]
    return _lines(Where.WORK, names, (time, plain), log.activity.codes[known], log.case_of()[known])


def _lines(
    where: Where, names: list[tuple[str, str]], times: tuple[Int64, Int64], group: Int32, case: Int64
) -> tuple[Bottleneck, ...]:
    """Return a line for each group that occurs."""
    time, plain = times
    found = statistics(time, group, len(names))
    every = found if plain is time else statistics(plain, group, len(names))
    cases = in_cases(case, group, len(names))
    total, whole, often = float(found.total.sum()), float(every.total.sum()), len(time)
    lines = [
        Bottleneck(
            where=where,
            source=names[at][0],
            target=names[at][1],
            n=int(found.n[at]),
            cases=int(cases[at]),
            total=float(found.total[at]),
            share=_part(found.total[at], total),
            often=_part(found.n[at], often),
            mean=float(found.mean[at]),
            median=float(found.median[at]),
            p90=float(found.p90[at]),
            elapsed_total=float(every.total[at]),
            elapsed_share=_part(every.total[at], whole),
        )
        for at in np.flatnonzero(found.n).tolist()
    ]
    return tuple(sorted(lines, key=lambda line: (-line.total, line.source, line.target)))


def _part(one: float, whole: float) -> float:
    return float(one / whole) if whole else 0.0
