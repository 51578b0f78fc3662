"""When is it working time? Shifts in a zone, holidays, and the working time between two instants.

In: opening hours and instants in UTC, as microseconds since 1970. Out: working time, and when it will have passed.

Law: a shift is open from the first instant at which local clocks show its opening, or later, to the first at which they
show its closing, or later; so a night that loses or gains an hour loses or gains it here too. From a to b and from b
to c add up to from a to c. What is not known (NaT) stays so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

Int64 = npt.NDArray[np.int64]

_NAT = np.iinfo(np.int64).min
_HOUR = 3_600_000_000
_DAY = 24 * _HOUR
_WEEK = 7 * _DAY
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_THURSDAY = 3
"""Weekday of the first of January 1970."""
_RULED = 2100
"""From here on every zone follows one yearly rule; the last table of single days in the tz database ends in 2087."""
_FIRST, _LAST = 2, 9998
"""The years for which a calendar can be made: Python's, without those that an offset could leave."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Shift:
    """Hours that are open every week.

    Attributes:
        weekday: 0 for Monday to 6 for Sunday: the local day on which the shift opens.
        opens: Local time, inclusive.
        closes: Local time, exclusive; ``00:00`` is the end of the day, and what is earlier than ``opens`` is on the
            next day.

    Raises:
        ValueError: The shift is empty, or there is no such weekday.
    """

    weekday: int
    opens: time
    closes: time

    def __post_init__(self) -> None:
        if not 0 <= self.weekday <= 6:  # noqa: PLR2004 - Sunday
            message = f"expected a weekday from 0 to 6, found {self.weekday}"
            raise ValueError(message)
        if self.opens == self.closes != time():
            message = f"expected a shift that closes at another time than it opens, found {self.opens:%H:%M} for both"
            raise ValueError(message)

    @property
    def begins(self) -> int:
        """Microseconds from midnight of the local day to its opening."""
        return _since_midnight(self.opens)

    @property
    def ends(self) -> int:
        """Microseconds from midnight of the local day to its closing; more than a day when that is on the next."""
        closing = _since_midnight(self.closes)
        return closing if closing > self.begins else closing + _DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningHours:
    """Working hours.

    Attributes:
        zone: IANA time zone, such as ``Europe/Berlin``.
        shifts: The weekly shifts, which do not overlap; at least one.
        holidays: Local days on which no shift opens.

    Raises:
        ValueError: There is no shift, two overlap, or there is no such zone.
    """

    zone: str
    shifts: tuple[Shift, ...]
    holidays: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        if not self.shifts:
            message = "expected at least one shift, found none"
            raise ValueError(message)
        try:
            ZoneInfo(self.zone)
        except (KeyError, ValueError, OSError) as error:
            message = f"expected a time zone such as Europe/Berlin, found {self.zone!r}"
            raise ValueError(message) from error
        spans = sorted((each.weekday * _DAY + each.begins, each.weekday * _DAY + each.ends) for each in self.shifts)
        if any(one[1] > two[0] for one, two in pairwise([*spans, (spans[0][0] + _WEEK, 0)])):
            message = "expected shifts that do not overlap, found two that do"
            raise ValueError(message)


def working_us(hours: OpeningHours, start: Int64, end: Int64) -> Int64:
    """Return the working time between instants, negative where the end is before the start; all in microseconds.

    NaT where one of both is NaT, and where one lies outside the years 2 to 9998.
    """
    start, end = np.broadcast_arrays(np.asarray(start, dtype=np.int64), np.asarray(end, dtype=np.int64))
    known = _datable(start) & _datable(end)
    if not known.any():
        return np.full(start.shape, _NAT, dtype=np.int64)
    opens, closes, before = _open(hours, *_years(np.concatenate((start[known], end[known]))))
    found = np.full(start.shape, _NAT, dtype=np.int64)
    found[known] = _until(opens, closes, before, end[known]) - _until(opens, closes, before, start[known])
    return found


def due_at(hours: OpeningHours, start: Int64, within: Int64) -> Int64:
    """Return the first instants by which so much working time has passed since ``start``; all in microseconds.

    Args:
        hours: The working hours.
        start: Instants since 1970 in UTC.
        within: Working time from each instant, 0 or more.

    Returns:
        The instants; NaT where the start is NaT, and where that much working time never passes before year 9998.

    Raises:
        ValueError: A time allowed is negative.
    """
    start, within = np.broadcast_arrays(np.asarray(start, dtype=np.int64), np.asarray(within, dtype=np.int64))
    if (within < 0).any():
        message = f"expected a time allowed of 0 or more, found {int(within.min())} microseconds"
        raise ValueError(message)
    found = np.full(start.shape, _NAT, dtype=np.int64)
    known = _datable(start)
    if not known.any():
        return found
    first, last = _years(start[known])
    needed = int(within[known].max())
    weekly = sum(each.ends - each.begins for each in hours.shifts)
    last = min(_LAST, last + 1 + 2 * needed // weekly // 52)
    while True:
        opens, closes, before = _open(hours, first, last)
        passed = _until(opens, closes, before, start[known]) + within[known]
        if last == _LAST or int(passed.max()) <= before[-1]:
            break
        last = min(_LAST, last + 2 * (last - first + 1))
    shift = np.clip(np.searchsorted(before, passed, side="left") - 1, 0, len(opens) - 1)
    due = np.where(passed > before[-1], _NAT, opens[shift] + passed - before[shift])
    found[known] = np.where(within[known] == 0, start[known], due)
    return found


def _since_midnight(at: time) -> int:
    return ((at.hour * 60 + at.minute) * 60 + at.second) * 1_000_000 + at.microsecond


def _datable(instants: Int64) -> npt.NDArray[np.bool_]:
    return (instants >= _new_year(_FIRST)) & (instants < _new_year(_LAST + 1))


def _new_year(year: int) -> int:
    return (datetime(year, 1, 1, tzinfo=UTC) - _EPOCH) // timedelta(microseconds=1)


def _years(instants: Int64) -> tuple[int, int]:
    """Return the first and the last year of some instants."""
    least, most = (int(each) for each in (instants.min(), instants.max()))
    return (_EPOCH + timedelta(microseconds=least)).year, (_EPOCH + timedelta(microseconds=most)).year


def _until(opens: Int64, closes: Int64, before: Int64, at: Int64) -> Int64:
    """Return the working time from the first shift to each instant."""
    shift = np.searchsorted(opens, at, side="right") - 1
    inside = np.minimum(at, closes[shift]) - opens[shift]
    return np.where(shift < 0, 0, before[shift] + inside)


@lru_cache(maxsize=8)
def _open(hours: OpeningHours, first: int, last: int) -> tuple[Int64, Int64, Int64]:
    """Return where shifts open and close, in UTC, and the working time before each and after all.

    From eight days before the first year to eight days after the last one.
    """
    begin, end = _new_year(first) // _DAY - 8, _new_year(last + 1) // _DAY + 8
    days = np.arange(begin, end, dtype=np.int64)
    closed = np.array(sorted((day - _EPOCH.date()).days for day in hours.holidays), dtype=np.int64)
    days = days[~np.isin(days, closed)]
    local = [
        (on * _DAY + shift.begins, on * _DAY + shift.ends)
        for shift in hours.shifts
        for on in [days[(days + _THURSDAY) % 7 == shift.weekday]]
    ]
    opens = np.concatenate([each[0] for each in local])
    order = np.argsort(opens, kind="stable")
    moves, offsets = _offsets(hours.zone, first, last)
    opens = _instants(opens[order], moves, offsets)
    closes = _instants(np.concatenate([each[1] for each in local])[order], moves, offsets)
    return opens, closes, np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(closes - opens)))


def _instants(local: Int64, moves: Int64, offsets: Int64) -> Int64:
    """Return the first instant at which local clocks show each time, or a later one."""
    place = np.searchsorted(moves + offsets[:-1], local, side="right")
    found = local - offsets[place]
    skipped = place > 0
    found[skipped] = np.maximum(found[skipped], moves[place[skipped] - 1])
    return found


def _offsets(zone: str, first: int, last: int) -> tuple[Int64, Int64]:
    """Return when clocks are moved, in UTC, and the offset before the first move and after each one."""
    at = ZoneInfo(zone)
    moves: list[int] = []
    offsets = [_offset(at, _new_year(max(first - 1, 1)))]
    kinds: dict[tuple[int, bool], list[tuple[int, int]]] = {}
    for year in range(max(first - 1, 1), last + 2):
        start = _new_year(year)
        days = (_new_year(year + 1) - start) // _DAY if year < _LAST + 1 else 365
        kind = ((start // _DAY + _THURSDAY) % 7, days > 365)  # noqa: PLR2004 - a leap year
        if year < _RULED or kind not in kinds:
            kinds[kind] = list(_moves(at, start, range(days)))
        moves += [start + after for after, _ in kinds[kind]]
        offsets += [offset for _, offset in kinds[kind]]
    return np.array(moves, dtype=np.int64), np.array(offsets, dtype=np.int64)


def _moves(zone: ZoneInfo, start: int, days: range) -> Sequence[tuple[int, int]]:
    """Return when clocks are moved in some days, in microseconds after ``start``, and to which offset."""
    found = []
    offset = _offset(zone, start - 1)
    for day in days:
        after = _offset(zone, start + day * _DAY + _DAY - 1)
        if after != offset:
            low, high = day * _DAY - 1, day * _DAY + _DAY - 1
            while high - low > 1:
                middle = (low + high) // 2
                low, high = (low, middle) if _offset(zone, start + middle) == after else (middle, high)
            found.append((high, after))
            offset = after
    return found


def _offset(zone: ZoneInfo, instant: int) -> int:
    shift = (_EPOCH + timedelta(microseconds=instant)).astimezone(zone).utcoffset()
    assert shift is not None  # noqa: S101 - a zone has an offset at every instant
    return shift // timedelta(microseconds=1)
