"""Did the work change at some date, and was that no accident?

In: a log. Out: changes, each with its date, before and after, and how likely chance makes a change as large.

Law: the cases are put in the order in which they began and each is a yes or a no: did it take longer than the middle
case; did this follow upon that. Were nothing to change, every order of the yeses and the noes were equally likely; the
largest difference between the running shares of the two is then that of Kolmogorov and Smirnov, whose chance is
counted exactly, without a draw. The chance is multiplied by the number of questions asked, so that 999 of 1,000 logs in
which nothing changes stay silent.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sopwright.hours import OpeningHours
from sopwright.log.event_log import EventLog, Flags, Int64
from sopwright.log.order import in_groups
from sopwright.mining.history.edges import transitions
from sopwright.mining.history.grouping import first_of_each
from sopwright.mining.history.statistics import statistics
from sopwright.mining.history.times import durations, first_begins, waits

CHANCE = 0.001
"""A change must be less likely by chance than this, over all questions together."""
FEWEST = 20
"""So many cases must lie on each side of a change."""
LEAST_CHANGE = 0.1
"""A share must differ by so much before and after; a smaller change is left unsaid however certain it is."""
LEAST_RATIO = 1.2
"""The longer of two median durations must be so many times the shorter one, for the same reason."""
LEAST_SPANS = 3
"""The log must be so many times as long as the middle case, or what begins late is short because the log ends."""
COUNTED = 20_000
"""Up to so many cases the chance is counted exactly; beyond, Kolmogorov's limit is as good."""

_RARE = 0.05
_QUIET = 1e-300


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Something that changed.

    Attributes:
        what: ``duration``, or ``next`` for what follows directly upon an activity.
        source: The activity; empty for a duration.
        target: What follows upon it; empty for a duration.
        at: The first instant after the change: microseconds since 1970 in UTC.
        before: Median duration in microseconds, or the share of cases in which the target follows, before.
        after: The same, after.
        n_before: Number of cases before.
        n_after: Number of cases after.
        chance: How likely chance alone makes a change as large somewhere, all ``asked`` questions together.
        asked: How many questions were asked of the log.
    """

    what: str
    source: str
    target: str
    at: int
    before: float
    after: float
    n_before: int
    n_after: int
    chance: float
    asked: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Question:
    """A yes or no for each case in the order of time.

    Attributes:
        source: Code of the activity; -1 for durations.
        target: Code of what follows.
        at: When each case is counted, ascending.
        yes: The answers.
        values: What lies behind them.
    """

    source: int
    target: int
    at: Int64
    yes: Flags
    values: Int64


def changes(log: EventLog, hours: OpeningHours | None = None) -> tuple[Change, ...]:
    """Return what changed at some date, the least likely by chance first.

    Cases that began too late to be answered are left out: those whose age at the end of the log is below the middle
    duration, or below nine tenths of the waits after the activity.

    Args:
        log: The log.
        hours: Working hours in which medians are told; whether they changed is tested on all time.
    """
    questions = (*_durations(log, hours), *_followings(log))
    asked = [question for question in questions if len(question.at) >= 2 * FEWEST]
    found = [change for question in asked if (change := _change(log, question, len(asked))) is not None]
    return tuple(sorted(found, key=lambda one: (one.chance, one.what, one.source, one.target)))


def chance_of(yes: int, no: int, distance: int) -> float:
    """Return how likely the running shares of two kinds in random order come as far apart at some place.

    Args:
        yes: How many there are of the one kind.
        no: How many of the other.
        distance: The largest difference of their shares, times ``yes * no``; a whole number.

    Examples:
        >>> round(chance_of(2, 2, 4), 6)
        0.333333
        >>> chance_of(2, 2, 2)
        1.0
    """
    if distance <= 0 or yes == 0 or no == 0:
        return 1.0
    if yes + no > COUNTED:
        return _limit(distance / (yes * no) * math.sqrt(yes * no / (yes + no)))
    few, many = min(yes, no), max(yes, no)
    places = np.arange(many + 1)
    ways, size = (places * few < distance).astype(np.float64), 0.0
    np.cumprod(ways, out=ways)
    for line in range(1, few + 1):
        low, high = _window(line, few, many, distance)
        near = ways[low:high]  # both ends only rise, and what is beyond the upper one is still 0
        np.cumsum(near, out=near)
        largest = float(near.max(initial=0.0))
        if largest < _QUIET:
            return 1.0
        near /= largest
        size += math.log(largest)
    inside = math.log(ways[many]) + size if ways[many] > 0 else -math.inf
    whole = math.lgamma(yes + no + 1) - math.lgamma(yes + 1) - math.lgamma(no + 1)
    return min(abs(math.expm1(min(inside - whole, 0.0))), 1.0)


def _window(line: int, few: int, many: int, distance: int) -> tuple[int, int]:
    """Return between which places the difference stays below ``distance`` on one line."""
    low = (line * many - distance) // few + 1
    high = -((-line * many - distance) // few)
    return max(low, 0), min(high, many + 1)


def _limit(scaled: float) -> float:
    """Return Kolmogorov's limit of the chance."""
    terms = (2.0 * (1 if k % 2 else -1) * math.exp(-2.0 * k * k * scaled * scaled) for k in range(1, 101))
    return min(max(sum(terms), 0.0), 1.0)


def _durations(log: EventLog, hours: OpeningHours | None) -> Iterator[_Question]:
    """Yield whether each case took longer than the middle one; true or false for certain when it is old enough."""
    if log.cases == 0:
        return
    begun, plain = first_begins(log), durations(log)
    middle, last = float(np.median(plain)), int(log.time.max())
    if middle * LEAST_SPANS > last - int(begun.min()):
        return
    old = np.flatnonzero(last - begun >= middle)
    order = old[np.argsort(begun[old], kind="stable")]
    values = (plain if hours is None else durations(log, hours))[order]
    yield _Question(source=-1, target=-1, at=begun[order], yes=plain[order] > middle, values=values)


def _followings(log: EventLog) -> Iterator[_Question]:
    """Yield, for each activity upon which more than one thing follows, whether each of these does.

    The test counts only what follows within nine tenths of the waits, which can be known of late cases as of early
    ones; the shares that are told count whatever follows at last.
    """
    found = transitions(log)
    labels = len(log.activity.labels)
    wait = waits(log, found)
    enough = statistics(wait, log.activity.codes[found.row], labels).p90
    ever = np.full(log.events, -1, dtype=np.int64)
    ever[found.row] = log.activity.codes[found.row + 1]
    follower = np.full(log.events, -1, dtype=np.int64)
    quick = wait <= enough[log.activity.codes[found.row]]
    follower[found.row[quick]] = ever[found.row[quick]]
    last = int(log.time.max(initial=0))
    for rows in _first_in_case(log):
        source = int(log.activity.codes[rows[0]])
        old = rows[last - log.time[rows] >= enough[source]]
        if len(old) < 2 * FEWEST:
            continue
        targets, counts = np.unique(follower[old][follower[old] >= 0], return_counts=True)
        for target in targets[(counts >= _RARE * len(old)) & (counts <= (1 - _RARE) * len(old))].tolist():
            yes = follower[old] == target
            yield _Question(
                source=source, target=target, at=log.time[old], yes=yes, values=(ever[old] == target).astype(np.int64)
            )


def _first_in_case(log: EventLog) -> Iterator[Int64]:
    """Yield, for each activity that is frequent enough, the rows in which it occurs first in its case, by time."""
    labels, codes = len(log.activity.labels), log.activity.codes
    keys = log.case_of() * labels + codes
    order = in_groups(keys, log.cases * labels)
    first = order[first_of_each(keys[order])]
    first = first[np.lexsort((first, log.time[first], codes[first]))]
    cuts = np.append(np.flatnonzero(first_of_each(codes[first])), len(first))
    for cut in np.flatnonzero(np.diff(cuts) >= 2 * FEWEST).tolist():
        yield first[cuts[cut] : cuts[cut + 1]]


def _change(log: EventLog, question: _Question, asked: int) -> Change | None:
    """Return the clearest change of one question; ``None`` when there is none, or it may be chance."""
    yes, n = question.yes.astype(np.int64), len(question.yes)
    ones = int(yes.sum())
    apart = np.abs(n * np.cumsum(yes) - ones * np.arange(1, n + 1))
    apart[:-1][~first_of_each(question.at)[1:]] = 0
    place = int(np.argmax(apart)) + 1
    if place < FEWEST or n - place < FEWEST:
        return None
    chance = min(chance_of(ones, n - ones, int(apart[place - 1])) * asked, 1.0)
    before, after = float(yes[:place].mean()), float(yes[place:].mean())
    if chance >= CHANCE or abs(after - before) < LEAST_CHANGE:
        return None
    if question.source < 0:
        before, after = float(np.median(question.values[:place])), float(np.median(question.values[place:]))
        if max(before, after) < LEAST_RATIO * min(before, after):
            return None
    else:
        before, after = float(question.values[:place].mean()), float(question.values[place:].mean())
    labels = log.activity.labels
    return Change(
        what="duration" if question.source < 0 else "next",
        source="" if question.source < 0 else labels[question.source],
        target="" if question.target < 0 else labels[question.target],
        at=int(question.at[place]),
        before=before,
        after=after,
        n_before=place,
        n_after=n - place,
        chance=chance,
        asked=asked,
    )
