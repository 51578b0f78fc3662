"""When is it working time, by the SOP's own calendar, and how long is a promise in it?

In: calendars and durations of an SOP, and the years of a log. Out: opening hours, and microseconds.

Law: minutes and hours of a limit with a calendar are working time, as are working hours and working days; a working day
is as long as the calendar is open on one. Days, weeks and months are those of all calendars, with every hour: 24 hours,
7 and 30 days.
"""

import re
from dataclasses import dataclass
from datetime import date, time
from difflib import get_close_matches

import holidays

from sopwright.errors import refuse
from sopwright.hours import OpeningHours, Shift
from sopwright.sop.contract import Calendar
from sopwright.sop.duration import Duration, Unit

_MINUTE = 60_000_000
_PLAIN = {
    Unit.MINUTE: _MINUTE,
    Unit.HOUR: 60 * _MINUTE,
    Unit.WORKING_HOUR: 60 * _MINUTE,
    Unit.DAY: 24 * 60 * _MINUTE,
    Unit.WEEK: 7 * 24 * 60 * _MINUTE,
    Unit.MONTH: 30 * 24 * 60 * _MINUTE,
}
_EVERY_HOUR = (Unit.DAY, Unit.WEEK, Unit.MONTH)
_WORKING = (Unit.WORKING_HOUR, Unit.WORKING_DAY)
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_CLOCK = re.compile(r"^([01]?\d|2[0-4])[:.]([0-5]\d)$")
_FORM = "Write a country such as US or DE, or a region such as DE-BY"


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """Time allowed, as it is counted.

    Attributes:
        within: Microseconds.
        hours: The working hours that count; ``None`` when every hour does.
    """

    within: int
    hours: OpeningHours | None


def opening_hours(calendar: Calendar, first: int, last: int) -> OpeningHours:
    """Return the working hours of a calendar.

    Args:
        calendar: The calendar of an SOP.
        first: The first year for which its holidays are needed.
        last: The last one.

    Raises:
        InputError: A day, a time, the zone or the holidays are none.
    """
    where = f"calendars.{calendar.name}"
    opens, closes = (_clock(f"{where}.{key}", text) for key, text in (("from", calendar.from_), ("to", calendar.to)))
    weekdays = sorted({_weekday(f"{where}.days", day) for day in calendar.days})
    if not weekdays:
        raise refuse(where, "expected at least one day, found none", "Write days such as [mon, tue]")
    if opens == closes != time():
        problem = f"expected hours that end later than they begin, found {calendar.from_} to {calendar.to}"
        raise refuse(where, problem, "Correct from or to")
    try:
        return OpeningHours(
            zone=calendar.zone,
            shifts=tuple(Shift(weekday=day, opens=opens, closes=closes) for day in weekdays),
            holidays=_holidays(where, calendar.holidays, first, last),
        )
    except ValueError as error:
        raise refuse(where, str(error), "Write an IANA time zone such as Europe/Berlin") from None


def allowed(duration: Duration, hours: OpeningHours | None) -> Allowed | str:
    """Return the time allowed as it is counted, or why it cannot be counted."""
    if duration.unit in _WORKING and hours is None:
        return f"{duration} is working time, and the SOP has no calendar that says when work is done"
    if duration.unit is Unit.WORKING_DAY:
        assert hours is not None  # noqa: S101 - said above
        return Allowed(within=duration.amount * max(each.ends - each.begins for each in hours.shifts), hours=hours)
    within = duration.amount * _PLAIN[duration.unit]
    return Allowed(within=within, hours=None if duration.unit in _EVERY_HOUR else hours)


def _weekday(where: str, day: str) -> int:
    if (name := day.strip().casefold()[:3]) in _DAYS:
        return _DAYS.index(name)
    raise refuse(where, f"expected a day of the week, found {day!r}", f"Write one of {', '.join(_DAYS)}")


def _clock(where: str, text: str) -> time:
    match = _CLOCK.match(text.strip())
    if match is None or (match[1] == "24" and match[2] != "00"):
        raise refuse(where, f"expected a time such as 09:00, found {text!r}", "Write hours and minutes")
    return time(int(match[1]) % 24, int(match[2]))


def _holidays(where: str, name: str, first: int, last: int) -> frozenset[date]:
    """Return the holidays of a country, or of a region of it, in some years; none without a name."""
    if not name.strip():
        return frozenset()
    where = f"{where}.holidays"
    country, _, region = name.strip().partition("-")
    known = holidays.list_supported_countries(include_aliases=False)
    if country.upper() not in known:
        near = get_close_matches(country.upper(), known, n=1)
        remedy = f"Write {near[0]}, or leave holidays out" if near and len(country) > 1 else _FORM
        raise refuse(where, f"expected a known country, found {name!r}", remedy)
    regions = {each.casefold(): each for each in known[country.upper()]}
    if region and region.casefold() not in regions:
        remedy = f"Write one of {', '.join(f'{country.upper()}-{each}' for each in list(regions.values())[:60])}"
        raise refuse(where, f"expected a known region, found {name!r}", remedy if regions else _FORM)
    found = holidays.country_holidays(
        country.upper(), subdiv=regions[region.casefold()] if region else None, years=range(first, last + 1)
    )
    return frozenset(found)
