"""When is it working time? Shifts in a zone, holidays, and the working time between two instants.

In: opening hours and instants in UTC. Out: working time.

Law: working time is the sum of what lies in open shifts, half-open and given in local time; a night that loses
or gains an hour loses or gains it here too. From a to b and from b to c add up to from a to c.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

_MICROSECOND = timedelta(microseconds=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Shift:
    """Hours that are open every week.

    Attributes:
        weekday: 0 for Monday to 6 for Sunday: the local day on which the shift opens.
        opens: Local time, inclusive.
        closes: Local time, exclusive; ``00:00`` is the end of the day.
    """

    weekday: int
    opens: time
    closes: time


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningHours:
    """Working hours.

    Attributes:
        zone: IANA time zone, such as ``Europe/Berlin``.
        shifts: The weekly shifts, which do not overlap; at least one.
        holidays: Local days on which all is closed.
    """

    zone: str
    shifts: tuple[Shift, ...]
    holidays: frozenset[date] = frozenset()


def working_us(hours: OpeningHours, start: npt.NDArray[np.int64], end: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return the working time between instants, all in microseconds; instants since 1970 in UTC.

    Negative where the end is before the start.
    """
    if len(start) == 0:
        return np.zeros(0, dtype=np.int64)
    opens, closes = _open(hours, min(int(start.min()), int(end.min())), max(int(start.max()), int(end.max())))
    return _until(opens, closes, end) - _until(opens, closes, start)


def _until(
    opens: npt.NDArray[np.int64], closes: npt.NDArray[np.int64], at: npt.NDArray[np.int64]
) -> npt.NDArray[np.int64]:
    """Return the working time from the first shift to each instant."""
    before = np.concatenate(([0], np.cumsum(closes - opens)))
    shift = np.searchsorted(opens, at, side="right") - 1
    inside = np.minimum(at, closes[shift]) - opens[shift]
    return np.where(shift < 0, 0, before[shift] + inside)


def _open(hours: OpeningHours, first: int, last: int) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return where shifts open and close, in UTC, from before ``first`` to after ``last``."""
    zone = ZoneInfo(hours.zone)
    day = (_EPOCH + first * _MICROSECOND).astimezone(zone).date() - timedelta(days=8)
    until = (_EPOCH + last * _MICROSECOND).astimezone(zone).date() + timedelta(days=8)
    opens, closes = [], []
    shifts = sorted(hours.shifts)
    while day <= until:
        for shift in shifts:
            if shift.weekday == day.weekday() and day not in hours.holidays:
                ends = day + timedelta(days=1) if shift.closes == time() else day
                opens.append(_instant(day, shift.opens, zone))
                closes.append(_instant(ends, shift.closes, zone))
        day += timedelta(days=1)
    return np.array(opens, dtype=np.int64), np.array(closes, dtype=np.int64)


def _instant(day: date, at: time, zone: ZoneInfo) -> int:
    return (datetime.combine(day, at, tzinfo=zone) - _EPOCH) // _MICROSECOND
