"""How many hours a week does a piece of work take?

In: when it was done, and how long it took. Out: the hours of a usual week, a range, and the arithmetic in words.

Law: weeks are counted in the log, whole weeks only, from Monday 00:00 UTC; weeks without the work count as none. Only
work whose start and end are known is work; a wait is not.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sopwright.log.event_log import Int64
from sopwright.mining.quantiles import quantile

NO_WORK = "the log does not state when work on it began, and a wait is no work"
FEWEST_WEEKS = 4
FEWEST_TIMES = 20
_WEEK = 7 * 24 * 3600 * 1_000_000
_MONDAY = 4 * 24 * 3600 * 1_000_000
"""The first Monday after 1970 began: 5 January."""
_HOUR_MS = 3_600_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """The hours a week that a piece of work takes.

    Attributes:
        usual: Median work × median times a week; ``None`` where it is unknown.
        low: Lower quartile of both.
        high: Upper quartile of both.
        weeks: Whole weeks that the log covers.
        arithmetic: How it was computed; or why it is unknown.
        changed_by: What would change it.
    """

    usual: float | None
    low: float | None
    high: float | None
    weeks: int
    arithmetic: str
    changed_by: str


def whole_weeks(time: Int64) -> tuple[int, int]:
    """Return the number of the first whole week of a log, and of the week after its last whole one."""
    first = -(-(int(time.min()) - _MONDAY) // _WEEK)
    return first, max(first, (int(time.max()) - _MONDAY) // _WEEK)


def hours(at: Int64, work_ms: Sequence[float], span: tuple[int, int]) -> Hours:
    """Return the hours a week.

    Args:
        at: When it was done, in microseconds; one value for each case in which it was.
        work_ms: How long it took, where that is known.
        span: The whole weeks of the log.
    """
    first, end = span
    weeks = end - first
    number = (at - _MONDAY) // _WEEK
    inside = number[(number >= first) & (number < end)] - first
    counts = np.bincount(inside, minlength=max(weeks, 0)).tolist()
    reason = _why_not(weeks, work_ms)
    if reason:
        return Hours(usual=None, low=None, high=None, weeks=weeks, arithmetic=reason[0], changed_by=reason[1])
    points = [(quantile(work_ms, share), quantile(counts, share)) for share in (0.5, 0.25, 0.75)]
    usual, low, high = (work * times / _HOUR_MS for work, times in points)
    words = [f"{_minutes(work)} × {times:.3g} a week = {work * times / _HOUR_MS:.3g} hours" for work, times in points]
    return Hours(
        usual=usual,
        low=low,
        high=high,
        weeks=weeks,
        arithmetic=(
            f"{words[0]} (medians of {len(work_ms):,} cases and {weeks:,} weeks); from {words[1]} (lower quartiles) to "
            f"{words[2]} (upper quartiles)"
        ),
        changed_by="more or fewer leads a week, work that this log does not see, and work on several leads at once",
    )


def _why_not(weeks: int, work_ms: Sequence[float]) -> tuple[str, str] | None:
    if not work_ms:
        return (
            NO_WORK,
            "state starts in the log, or record the work: a recording measures it",
        )
    if len(work_ms) < FEWEST_TIMES:
        return (
            f"cases whose work time is known: {len(work_ms)}, and {FEWEST_TIMES} are needed",
            "state starts in the log, or record the work: a recording measures it",
        )
    if weeks < FEWEST_WEEKS:
        return (
            f"whole weeks that the log covers: {max(weeks, 0)}, and {FEWEST_WEEKS} are needed",
            "export a longer time",
        )
    return None


def _minutes(ms: float) -> str:
    return f"{ms / 60_000:.3g} min"
