"""How long does it take, when some are still waiting? The median and the 90th percentile by Kaplan and Meier.

In: how long each waited, and whether the wait is over. Out: quantiles with 95 % intervals.

Law: who still waits counts as waiting at least so long, and is never left out. Where nobody waits any more, the median
is the ordinary one.

Source: Kaplan and Meier (JASA 53, 1958); the interval inverts the log-log interval of Greenwood's variance (Brookmeyer
and Crowley, Biometrics 38, 1982), as R's ``survfit(conf.type = "log-log")`` does.
"""

from dataclasses import dataclass

import numpy as np

from sopwright.log.event_log import Flags, Float64, Int64
from sopwright.mining.measures.measure import Z95, Interval

METHOD = "Kaplan–Meier with the log-log interval, 95 %"
_EQUAL = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Survival:
    """Which share still waits after how long.

    Attributes:
        times: When waits end, ascending, each once.
        waiting: Share that waits longer than each of these times.
        low: Lower end of the interval of that share; NaN where none can be given.
        high: Upper end of the interval.
    """

    times: Int64
    waiting: Float64
    low: Float64
    high: Float64

    def after(self, share: float) -> float | None:
        """Return after how long no more than ``share`` still wait; ``None`` where the data end before."""
        return _first(self.times, self.waiting, share)

    def interval(self, share: float) -> Interval | None:
        """Return where ``after(share)`` may lie; ``None`` where not even its lower end can be given."""
        low = _first(self.times, self.low, share)
        return None if low is None else Interval(low=low, high=_first(self.times, self.high, share), method=METHOD)


def survival(waited: Int64, over: Flags) -> Survival:
    """Return which share still waits after how long.

    Args:
        waited: How long each waited until the wait was over, or until now.
        over: Whether the wait is over.

    Examples:
        >>> found = survival(np.array([6, 6, 6, 6, 7, 9, 10, 10]), np.array([1, 1, 1, 0, 1, 0, 1, 0], dtype=bool))
        >>> found.times.tolist(), found.waiting.round(4).tolist()
        ([6, 7, 10], [0.625, 0.4688, 0.2344])
    """
    times, ended = np.unique(waited[over], return_counts=True)
    still = len(waited) - np.searchsorted(np.sort(waited), times)
    waiting = np.cumprod(1 - ended / still).astype(np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        greenwood = np.cumsum(ended / (still * (still - ended)))
        reach = Z95 * np.sqrt(greenwood) / np.abs(np.log(waiting))
        low, high = waiting ** np.exp(reach), waiting ** np.exp(-reach)
    return Survival(times=times, waiting=waiting, low=low, high=high)


def _first(times: Int64, waiting: Float64, share: float) -> float | None:
    """Return the first time at which no more than ``share`` wait; half-way to the next where it is exactly that."""
    reached = np.flatnonzero(waiting <= share + _EQUAL)
    if not len(reached):
        return None
    first = int(reached[0])
    if abs(float(waiting[first]) - share) <= _EQUAL and first + 1 < len(times):
        return float(times[first] + times[first + 1]) / 2
    return float(times[first])
