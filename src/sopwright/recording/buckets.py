"""Where did the time go? Every millisecond of a recording in exactly one bucket.

In: a recording and the moments at which its performer acted. Out: a ``Clock`` that splits any gap between two acts.

Law: the buckets add up to the recording's duration, to the millisecond. For each moment the first that holds decides:
paused; away (no recorded page visible or focused); system (a page was loading or the application was busy after an
act); idle (the part of the remaining gap above the performer's own threshold); work.

Source: the order of buckets and the threshold are research/recorder.md section 4.3: the larger of 15 s and the 99th
percentile (nearest rank) of the performer's own gaps within a page, at most 45 s.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

from sopwright.recording.schema import Event, Kind, Recording
from sopwright.recording.work import Times

LEAST_THRESHOLD_MS = 15_000
MOST_THRESHOLD_MS = 45_000

Interval = tuple[int, int]
"""Half-open, in milliseconds from the start of the recording."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """An act in time.

    Attributes:
        at_ms: When it was done.
        answered_ms: When the last page that it led to was shown; ``at_ms`` when none was.
        page: What tells pages apart: application, template and instance.
    """

    at_ms: int
    answered_ms: int
    page: tuple[str, str, int]


def threshold_of(moments: Sequence[Moment]) -> int:
    """Return the gap in milliseconds above which this performer counts as idle.

    Examples:
        >>> threshold_of([])
        15000
    """
    gaps = sorted(later.at_ms - earlier.at_ms for earlier, later in pairwise(moments) if earlier.page == later.page)
    percentile = gaps[ceil(0.99 * len(gaps)) - 1] if gaps else 0
    return min(max(LEAST_THRESHOLD_MS, percentile), MOST_THRESHOLD_MS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """Splits time into buckets.

    Attributes:
        threshold_ms: Above it a gap counts as idle.
        stretches: Half-open intervals in ascending order without gaps, each with its bucket; ``open`` is idle or work.
    """

    threshold_ms: int
    stretches: tuple[tuple[int, int, str], ...]

    def split(self, start_ms: int, end_ms: int) -> Times:
        """Return the buckets of the gap from ``start_ms`` to ``end_ms``, between two acts or at either end."""
        found = {"paused": 0, "away": 0, "system": 0, "open": 0}
        at = bisect_right(self.stretches, start_ms, key=lambda stretch: stretch[0]) - 1
        while 0 <= at < len(self.stretches) and self.stretches[at][0] < end_ms:
            first, last, bucket = self.stretches[at]
            found[bucket] += max(0, min(last, end_ms) - max(first, start_ms))
            at += 1
        idle = max(0, found["open"] - self.threshold_ms)
        return Times(
            work=found["open"] - idle,
            system=found["system"],
            idle=idle,
            away=found["away"],
            paused=found["paused"],
        )


def clock_of(recording: Recording, moments: Sequence[Moment]) -> Clock:
    """Return the clock of a recording with times.

    Args:
        recording: The recording; ``duration_ms`` is known.
        moments: Its acts in order of time.
    """
    end = recording.duration_ms or 0
    covers = {
        "paused": _between(recording.events, Kind.PAUSED, Kind.RESUMED, end),
        "away": _between(recording.events, Kind.AWAY_STARTED, Kind.AWAY_ENDED, end),
        "system": _joined(
            [*_between(recording.events, Kind.BUSY_STARTED, Kind.BUSY_ENDED, end), *_loads(moments, end)]
        ),
    }
    return Clock(threshold_ms=threshold_of(moments), stretches=tuple(_stretches(covers, end)))


def _loads(moments: Sequence[Moment], end: int) -> Iterable[Interval]:
    """Yield the time from each act to the page it led to, unless the performer went on before the page was there."""
    followers = [moment.at_ms for moment in moments[1:]] + [end]
    for moment, following in zip(moments, followers, strict=False):
        until = min(moment.answered_ms, following, end)
        if until > moment.at_ms:
            yield (moment.at_ms, until)


def _between(events: Sequence[Event], opens: Kind, closes: Kind, end: int) -> list[Interval]:
    """Return the intervals from an opening to its closing event; an unclosed one lasts to the end."""
    intervals: list[Interval] = []
    depth, since = 0, 0
    for event in events:
        if event.t_ms is None:
            continue
        if event.kind is opens:
            since = event.t_ms if depth == 0 else since
            depth += 1
        elif event.kind is closes and depth:
            depth -= 1
            if depth == 0 and event.t_ms > since:
                intervals.append((since, min(event.t_ms, end)))
    if depth and end > since:
        intervals.append((since, end))
    return intervals


def _joined(intervals: list[Interval]) -> list[Interval]:
    joined: list[Interval] = []
    for start, end in sorted(intervals):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _stretches(covers: dict[str, list[Interval]], end: int) -> Iterable[tuple[int, int, str]]:
    """Yield the whole time in stretches; where several buckets hold, the first of ``covers`` decides."""
    changes = [
        (moment, bucket, step)
        for bucket, intervals in covers.items()
        for interval in intervals
        for moment, step in zip(interval, (1, -1), strict=True)
    ]
    depth = dict.fromkeys(covers, 0)
    since = 0
    for moment, bucket, step in sorted(changes):
        if moment > since:
            yield (since, moment, next((name for name in covers if depth[name]), "open"))
            since = moment
        depth[bucket] += step
    if end > since:
        yield (since, end, "open")
