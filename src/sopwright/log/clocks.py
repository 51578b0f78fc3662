"""Which times can no clock have shown when the rest was done? Those of clocks that were never set, or set wrong.

In: instants in microseconds. Out: which of them are before 1971, after 2199, or years away from nearly all others.

Law: nothing is changed here. Where most times are before 1971 or after 2199 they are what the log is of, as in made
logs that count from 1970, and none is called wrong.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np

from sopwright.log.event_log import UNKNOWN, Flags, Int64

_MICROSECOND = timedelta(microseconds=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EARLIEST = (datetime(1971, 1, 1, tzinfo=UTC) - _EPOCH) // _MICROSECOND
_LATEST = (datetime(2200, 1, 1, tzinfo=UTC) - _EPOCH) // _MICROSECOND
_YEAR = timedelta(days=366) // _MICROSECOND
_ENOUGH = 20
"""Events from which on it can be said what is far from the rest."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Clocks:
    """What clocks show; all arrays have one value a time.

    Attributes:
        unset: Before 1971.
        endless: After 2199.
        after: Long after nearly all others.
        before: Long before nearly all others.
        low: From when nearly all others are; ``UNKNOWN`` where there are too few to say.
        high: Until when.
    """

    unset: Flags
    endless: Flags
    after: Flags
    before: Flags
    low: int
    high: int

    @property
    def wrong(self) -> Flags:
        """Which times are wrong; none where most would be."""
        found: Flags = self.unset | self.endless | self.after | self.before
        return found if found.sum() * 2 <= len(found) else np.zeros_like(found)


def clocks(times: Int64) -> Clocks:
    """Return which times are far from what can be."""
    known = times != UNKNOWN
    unset, endless = known & (times < _EARLIEST), times >= _LATEST
    nothing = np.zeros(len(times), dtype=np.bool_)
    usual = times[known & ~unset & ~endless]
    if len(usual) < _ENOUGH:
        return Clocks(unset=unset, endless=endless, after=nothing, before=nothing, low=UNKNOWN, high=UNKNOWN)
    low, high = (int(each) for each in np.quantile(usual, [0.05, 0.95], method="nearest"))
    width = max((high - low) * 2, _YEAR)
    return Clocks(
        unset=unset,
        endless=endless,
        after=~endless & (times > high + width),
        before=known & ~unset & (times < low - width),
        low=low,
        high=high,
    )
