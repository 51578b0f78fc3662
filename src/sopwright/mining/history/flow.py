"""Which part of the process does a map show that people can read? The usual activities and ways, and what is left out.

In: a log. Out: a ``Flow``: activities, ways between them with counts and waits, lanes, and the numbers of what is not
drawn.

The rule: activities in the order of their events until 19 of 20 events and at least ``FEWEST`` activities are shown, at
most ``most``;
for each of them the strongest way to it from the start and the strongest way from it to the end (the way whose rarest
link is the most frequent), with the activities on it; then further ways, the most frequent first, until nine tenths of
all going on, and at least ``FEWEST_WAYS``, are shown or there are ``WAYS_EACH`` ways an activity.

Law: every activity shown can be reached from the start and reaches the end; counts are those of the whole log, never
of what is shown.
"""

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from sopwright.hours import OpeningHours
from sopwright.log.event_log import Coded, EventLog, Float64, Int64
from sopwright.mining.history.edges import Edges, ends, starts
from sopwright.mining.history.grouping import in_cases
from sopwright.mining.history.statistics import Statistics
from sopwright.mining.history.times import edge_times, work_times

START, END = -1, -2
"""The codes of the start and the end of cases."""
MOST = 14
FEWEST = 8
ENOUGH = 0.95
ENOUGH_WAYS = 0.9
WAYS_EACH = 2.2
FEWEST_WAYS = 12
_MOST_LANES = 5
NO_LANES = "Nothing says where"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """An activity on the map.

    Attributes:
        code: Its code in the log.
        label: Its name.
        count: How often it occurs.
        cases: In how many cases.
        lane: Place of its lane.
        work_us: Median work on it in microseconds; ``None`` where no start is known.
    """

    code: int
    label: str
    count: int
    cases: int
    lane: int
    work_us: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """What follows directly upon what.

    Attributes:
        source: Code of the activity, or ``START``.
        target: Code of the activity, or ``END``.
        count: How often.
        cases: In how many cases.
        wait_us: Median wait in microseconds; ``None`` at the start and the end.
        back: Whether it leads against the usual order.
    """

    source: int
    target: int
    count: int
    cases: int
    wait_us: float | None
    back: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """The part of a process that a map shows.

    Attributes:
        lanes_by: What the lanes stand for, ``role`` or ``system``; empty for one lane.
        lanes: Their names, in the order of first use.
        stops: The activities shown, in their usual order.
        ways: The ways shown, by source and target in that order.
        activities: How many activities the log has.
        ways_in_all: How many different ways it has, those at the start and end of cases included.
        events: How many events.
        events_shown: How many of them are of activities shown.
        moves: How often something follows directly upon something, starts and ends of cases included.
        moves_shown: How often it goes a way that is shown.
        cases: How many cases.
    """

    lanes_by: str
    lanes: tuple[str, ...]
    stops: tuple[Stop, ...]
    ways: tuple[Way, ...]
    activities: int
    ways_in_all: int
    events: int
    events_shown: int
    moves: int
    moves_shown: int
    cases: int

    @property
    def whole(self) -> bool:
        """Whether nothing is left out."""
        return len(self.stops) == self.activities and len(self.ways) == self.ways_in_all


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Ways:
    """All ways: those between activities, from the start and to the end."""

    source: Int64
    target: Int64
    count: Int64
    cases: Int64
    wait: Float64

    def __len__(self) -> int:
        return len(self.source)


def flow(log: EventLog, hours: OpeningHours | None = None, *, most: int = MOST, fewest_ways: int = FEWEST_WAYS) -> Flow:
    """Return the part of the process that a map shows.

    Args:
        log: The log.
        hours: Working hours, where waits shall count only them.
        most: How many activities are shown at most, before those are added that the ways between them need.
        fewest_ways: How many ways are shown at least, where there are so many; 0 shows only those that hold the map
            together.
    """
    ways = _all_ways(log, *edge_times(log, hours))
    events = np.bincount(log.activity.codes, minlength=len(log.activity.labels))
    shown = _frequent(events, most)
    kept = _backbone(ways, shown, len(events))
    inside = _inside(ways, kept, len(events))
    chosen = _filled(ways, kept, inside, fewest_ways)
    codes = sorted({code for at in chosen for code in (int(ways.source[at]), int(ways.target[at])) if code >= 0})
    order = usual_order(
        codes, [(int(ways.source[at]), int(ways.target[at]), int(ways.count[at])) for at in chosen], log
    )
    place = {code: at for at, code in enumerate(order)} | {START: -1, END: len(order)}
    by, lanes, lane = _lanes(log, order)
    cases = in_cases(log.case_of(), log.activity.codes, len(events))
    work = work_times(log, hours)
    found = sorted(chosen, key=lambda at: (place[int(ways.source[at])], place[int(ways.target[at])]))
    return Flow(
        lanes_by=by,
        lanes=lanes,
        stops=tuple(
            Stop(
                code=code,
                label=log.activity.labels[code],
                count=int(events[code]),
                cases=int(cases[code]),
                lane=lane[code],
                work_us=float(work.median[code]) if work.n[code] else None,
            )
            for code in order
        ),
        ways=tuple(_way(ways, at, place) for at in found),
        activities=int((events > 0).sum()),
        ways_in_all=len(ways),
        events=log.events,
        events_shown=int(events[codes].sum()),
        moves=int(ways.count.sum()),
        moves_shown=int(ways.count[chosen].sum()),
        cases=log.cases,
    )


def _all_ways(log: EventLog, edges: Edges, waits: Statistics) -> _Ways:
    first, last = starts(log), ends(log)
    begin, end = np.flatnonzero(first), np.flatnonzero(last)
    nothing = np.full(len(begin) + len(end), np.nan)
    return _Ways(
        source=np.concatenate((edges.source, np.full(len(begin), START), end)).astype(np.int64),
        target=np.concatenate((edges.target, begin, np.full(len(end), END))).astype(np.int64),
        count=np.concatenate((edges.count, first[begin], last[end])),
        cases=np.concatenate((edges.cases, first[begin], last[end])),
        wait=np.concatenate((waits.median, nothing)),
    )


def _frequent(events: Int64, most: int) -> list[int]:
    """Return the activities with the most events, until nearly all events are shown."""
    order = np.argsort(-events, kind="stable")[:most]
    before = np.concatenate(([0], np.cumsum(events[order])[:-1]))
    wanted = (before < ENOUGH * events.sum()) | (np.arange(len(order)) < FEWEST)
    return [int(code) for code in order[wanted & (events[order] > 0)]]


def _backbone(ways: _Ways, shown: Sequence[int], labels: int) -> set[int]:
    """Return the ways by which all activities shown hang together, from the start to the end."""
    kept: set[int] = set()
    goals = set(shown)
    for source, target, root in ((ways.source, ways.target, START), (ways.target, ways.source, END)):
        came = _widest(source, target, ways.count, root, goals, labels)
        for code in sorted(goals):
            at = code
            while at != root:
                way = came[at]
                kept.add(way)
                at = int(source[way])
        goals |= {int(code) for way in kept for code in (ways.source[way], ways.target[way]) if code >= 0}
    return kept


def _widest(source: Int64, target: Int64, count: Int64, root: int, goals: set[int], labels: int) -> dict[int, int]:
    """Return for each activity the way on which it is best reached from the root; ends when all goals are reached."""
    node = np.where(source < 0, labels - 1 - source, source)
    order = np.lexsort((target, -count, node))
    begins = np.searchsorted(node[order], np.arange(labels + 3))
    came: dict[int, int] = {}
    left = set(goals)
    waiting: list[tuple[int, int, int, int]] = []
    done = {root}
    at, width = root, int(count.max(initial=1))
    hops = 0
    while left:
        number = labels - 1 - at if at < 0 else at
        for way in order[begins[number] : begins[number + 1]].tolist():
            goal = int(target[way])
            if goal >= 0 and goal not in done:
                heapq.heappush(waiting, (-min(width, int(count[way])), hops + 1, goal, way))
        while waiting and waiting[0][2] in done:
            heapq.heappop(waiting)
        if not waiting:
            break
        narrow, hops, at, way = heapq.heappop(waiting)
        width = -narrow
        came[at] = way
        done.add(at)
        left.discard(at)
    return came


def _inside(ways: _Ways, kept: Iterable[int], labels: int) -> Int64:
    """Return the ways between the activities shown, the most frequent first."""
    seen = np.zeros(labels + 2, dtype=np.bool_)
    seen[[labels, labels + 1]] = True
    for way in kept:
        for code in (int(ways.source[way]), int(ways.target[way])):
            if code >= 0:
                seen[code] = True
    inside = np.flatnonzero(seen[_slots(ways.source, labels)] & seen[_slots(ways.target, labels)])
    return inside[np.argsort(-ways.count[inside], kind="stable")]


def _slots(codes: Int64, labels: int) -> Int64:
    return np.where(codes < 0, labels - 1 - codes, codes)


def _filled(ways: _Ways, kept: set[int], inside: Int64, fewest: int) -> list[int]:
    """Return the ways that are drawn: those that hold the map together, then the most frequent."""
    codes = {int(code) for way in kept for code in (ways.source[way], ways.target[way]) if code >= 0}
    most = max(round(WAYS_EACH * len(codes)) if fewest else 0, len(kept), fewest)
    chosen, moved = set(kept), int(ways.count[list(kept)].sum())
    goal = ENOUGH_WAYS * int(ways.count.sum())
    for way in inside.tolist():
        if len(chosen) >= most or (moved >= goal and len(chosen) >= fewest):
            break
        if way not in chosen:
            chosen.add(way)
            moved += int(ways.count[way])
    return sorted(chosen)


def usual_order(codes: Sequence[int], ways: Sequence[tuple[int, int, int]], log: EventLog) -> list[int]:
    """Return activities so that as little as possible goes back: from the mean place, by moving one at a time."""
    place = np.arange(log.events) - np.repeat(log.offsets[:-1], log.lengths)
    part = (place + 1) / (np.repeat(log.lengths, log.lengths) + 1)
    labels = len(log.activity.labels)
    total = np.bincount(log.activity.codes, weights=part, minlength=labels)
    mean = total / np.maximum(np.bincount(log.activity.codes, minlength=labels), 1)
    order = sorted(codes, key=lambda code: (round(float(mean[code]), 9), code))
    gain: dict[tuple[int, int], int] = {}
    for source, target, count in ways:
        if source >= 0 and target >= 0 and source != target:
            gain[source, target] = gain.get((source, target), 0) + count
            gain[target, source] = gain.get((target, source), 0) - count
    for _ in range(len(order)):
        if not _sifted(order, gain):
            break
    return order


def _sifted(order: list[int], gain: dict[tuple[int, int], int]) -> bool:
    """Move each activity to where the least goes back; return whether one moved."""
    moved = False
    for code in tuple(order):
        at = order.index(code)
        best, best_at, here = 0, at, 0
        for other in range(at - 1, -1, -1):
            here += gain.get((code, order[other]), 0)
            if here > best:
                best, best_at = here, other
        here = 0
        for other in range(at + 1, len(order)):
            here += gain.get((order[other], code), 0)
            if here > best:
                best, best_at = here, other
        if best_at != at:
            order.remove(code)
            order.insert(best_at, code)
            moved = True
    return moved


def _lanes(log: EventLog, codes: Sequence[int]) -> tuple[str, tuple[str, ...], dict[int, int]]:
    """Return what lanes stand for, their names in order, and the lane of each activity: where it is mostly done."""
    for by, column in (("role", log.role), ("system", log.system)):
        usual = {} if column is None else _usual(log, column, codes)
        names = tuple(dict.fromkeys(usual.values()))
        if 1 < len(names) <= _MOST_LANES:
            return by, names, {code: names.index(name) for code, name in usual.items()}
    return "", (), dict.fromkeys(codes, 0)


def _usual(log: EventLog, column: Coded, codes: Sequence[int]) -> dict[int, str]:
    labels = len(column.labels)
    known = column.codes >= 0
    counts = np.unique(log.activity.codes[known].astype(np.int64) * labels + column.codes[known], return_counts=True)
    best: dict[int, tuple[int, int]] = {}
    for pair, count in zip(counts[0].tolist(), counts[1].tolist(), strict=True):
        code, word = divmod(pair, labels)
        best[code] = max(best.get(code, (0, 0)), (count, -word))
    return {code: column.labels[-best[code][1]] if code in best else NO_LANES for code in codes}


def _way(ways: _Ways, at: int, place: dict[int, int]) -> Way:
    source, target, wait = int(ways.source[at]), int(ways.target[at]), float(ways.wait[at])
    return Way(
        source=source,
        target=target,
        count=int(ways.count[at]),
        cases=int(ways.cases[at]),
        wait_us=None if np.isnan(wait) else wait,
        back=place[source] > place[target],
    )
