"""How does it change from period to period: what arrives, what is finished, how long it takes?

In: a log. Out: one line a period.

Law: each case arrives in one period and ends in one; the arrivals of all periods are the cases. Durations belong to
the period in which a case began. Of the last periods only quick cases are finished: ``unfinished`` says of which.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

import numpy as np

from sopwright.hours import OpeningHours
from sopwright.log.event_log import EventLog, Flags, Int64
from sopwright.mining.history.statistics import Statistics, statistics
from sopwright.mining.history.times import durations, first_begins

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_DAY = 86_400_000_000
_EARLIEST = (datetime(2, 1, 1, tzinfo=UTC) - _EPOCH) // _MICROSECOND
_LATEST = (datetime(9998, 1, 1, tzinfo=UTC) - _EPOCH) // _MICROSECOND
_MONTHS = 12
_QUARTER = 3


class Unit(StrEnum):
    """How long a period is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"


LONGEST = {Unit.DAY: 45, Unit.WEEK: 366, Unit.MONTH: 5 * 366}
"""Up to so many days are looked at by the day, the week (from Monday) and the month; longer ones by the quarter."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Trend:
    """What happens in each period.

    Attributes:
        unit: How long a period is.
        zone: In which zone it begins.
        start: When each period begins: microseconds since 1970 in UTC.
        labels: What each is called, such as ``2026-03`` or ``2026-W07``.
        arrivals: How many cases began in it.
        finished: How many cases had their last event in it; whether more would have followed, the log cannot say.
        events: How many events happened in it.
        duration: How long the cases take that began in it.
        in_progress: How many cases were in progress when it ended.
        unfinished: Whether cases that began in it may go on after the log ends, so that the durations are too short:
            it ended less than the duration of nine tenths of all cases before the log does.
    """

    unit: Unit
    zone: str
    start: Int64
    labels: tuple[str, ...]
    arrivals: Int64
    finished: Int64
    events: Int64
    duration: Statistics
    in_progress: Int64
    unfinished: Flags


def trend(log: EventLog, zone: str = "UTC", unit: Unit | None = None, hours: OpeningHours | None = None) -> Trend:
    """Return what happens in each period; of a log without events there is none.

    Args:
        log: The log.
        zone: Zone in which days, weeks and months begin.
        unit: How long a period is; chosen by the span of the log when left out.
        hours: Working hours, where only they shall count in durations.
    """
    begun, ended = first_begins(log), log.time[log.offsets[1:] - 1]
    first, last = (int(min(begun.min(), log.time.min())), int(log.time.max())) if log.cases else (0, 0)
    unit = unit or unit_of(last - first)
    days = list(_days(first, last, unit, ZoneInfo(zone))) if log.cases else []
    start = np.array([_instant(day, ZoneInfo(zone)) for day in days], dtype=np.int64)
    count = len(start)
    where = np.clip(np.searchsorted(start, begun, side="right") - 1, 0, None)
    over = np.clip(np.searchsorted(start, ended, side="right") - 1, 0, None)
    arrivals, finished = np.bincount(where, minlength=count), np.bincount(over, minlength=count)
    event = np.clip(np.searchsorted(start, log.time, side="right") - 1, 0, None)
    usual = statistics(ended - begun, np.zeros(log.cases, dtype=np.int64), 1).p90[0]
    ends = np.append(start[1:], np.iinfo(np.int64).max)
    return Trend(
        unit=unit,
        zone=zone,
        start=start,
        labels=tuple(_NAMES[unit](day) for day in days),
        arrivals=arrivals,
        finished=finished,
        events=np.bincount(event, minlength=count),
        duration=statistics(durations(log, hours), where, count),
        in_progress=np.cumsum(arrivals - finished),
        unfinished=ends > last - usual,
    )


def unit_of(span: int) -> Unit:
    """Return how long a period is, for a log of ``span`` microseconds."""
    return next((unit for unit, most in LONGEST.items() if span <= most * _DAY), Unit.QUARTER)


def _days(first: int, last: int, unit: Unit, zone: ZoneInfo) -> Iterator[date]:
    """Yield the day on which each period begins, from that of ``first`` to that of ``last``."""
    day = _period_of(_day_of(first, zone), unit)
    until = _day_of(last, zone)
    while day <= until:
        yield day
        day = _next(day, unit)


def _day_of(moment: int, zone: ZoneInfo) -> date:
    return (_EPOCH + min(max(moment, _EARLIEST), _LATEST) * _MICROSECOND).astimezone(zone).date()


def _period_of(day: date, unit: Unit) -> date:
    if unit is Unit.DAY:
        return day
    if unit is Unit.WEEK:
        return day - timedelta(days=day.weekday())
    return day.replace(day=1, month=day.month if unit is Unit.MONTH else (day.month - 1) // _QUARTER * _QUARTER + 1)


def _next(day: date, unit: Unit) -> date:
    if unit in (Unit.DAY, Unit.WEEK):
        return day + timedelta(days=1 if unit is Unit.DAY else 7)
    month = day.month + (1 if unit is Unit.MONTH else _QUARTER)
    return day.replace(year=day.year + (month > _MONTHS), month=(month - 1) % _MONTHS + 1)


def _instant(day: date, zone: ZoneInfo) -> int:
    return (datetime.combine(day, time(), tzinfo=zone) - _EPOCH) // _MICROSECOND


def _week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


_NAMES: dict[Unit, Callable[[date], str]] = {
    Unit.DAY: date.isoformat,
    Unit.WEEK: _week,
    Unit.MONTH: lambda day: f"{day.year:04}-{day.month:02}",
    Unit.QUARTER: lambda day: f"{day.year:04}-Q{(day.month - 1) // _QUARTER + 1}",
}
