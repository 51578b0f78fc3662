"""Working time against an oracle that looks at the clock minute by minute."""

import time as clock
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sopwright.hours import OpeningHours, Shift, due_at, working_us

MINUTE = 60_000_000
NAT = np.iinfo(np.int64).min


def weekly(*days: int, opens: str = "09:00", closes: str = "17:00") -> tuple[Shift, ...]:
    return tuple(Shift(weekday=day, opens=time.fromisoformat(opens), closes=time.fromisoformat(closes)) for day in days)


def microseconds(text: str) -> int:
    return (datetime.fromisoformat(text) - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


def instants(*texts: str) -> np.ndarray:
    return np.array([microseconds(text) for text in texts], dtype=np.int64)


BERLIN = OpeningHours(zone="Europe/Berlin", shifts=weekly(0, 1, 2, 3, 4), holidays=frozenset({date(2026, 4, 3)}))
NIGHTS = OpeningHours(zone="Europe/Berlin", shifts=weekly(*range(7), opens="22:00", closes="06:00"))
ALWAYS = OpeningHours(zone="Europe/Berlin", shifts=weekly(*range(7), opens="00:00", closes="00:00"))


@pytest.mark.parametrize(
    ("hours", "start", "end", "minutes"),
    [
        pytest.param(BERLIN, "2026-03-03T10:00+01:00", "2026-03-03T10:05+01:00", 5, id="within a shift"),
        pytest.param(BERLIN, "2026-03-03T16:58+01:00", "2026-03-04T09:03+01:00", 5, id="over a night"),
        pytest.param(BERLIN, "2026-03-06T16:00+01:00", "2026-03-09T10:00+01:00", 120, id="over a weekend"),
        pytest.param(BERLIN, "2026-04-02T16:00+02:00", "2026-04-06T10:00+02:00", 120, id="over a holiday"),
        pytest.param(BERLIN, "2026-03-03T18:00+01:00", "2026-03-03T23:00+01:00", 0, id="when all is closed"),
        pytest.param(BERLIN, "2026-03-03T10:05+01:00", "2026-03-03T10:00+01:00", -5, id="backwards"),
        pytest.param(
            NIGHTS, "2026-03-28T12:00+01:00", "2026-03-29T12:00+02:00", 420, id="in the night that loses an hour"
        ),
        pytest.param(NIGHTS, "2026-10-24T12:00+02:00", "2026-10-25T12:00+01:00", 540, id="in the night that gains one"),
        pytest.param(ALWAYS, "2026-03-28T12:00+01:00", "2026-03-29T12:00+02:00", 1380, id="a day that loses an hour"),
        pytest.param(NIGHTS, "2026-03-03T23:00+01:00", "2026-03-04T07:00+01:00", 420, id="a shift over midnight"),
    ],
)
def test_working_time_is_what_lies_in_open_shifts(hours: OpeningHours, start: str, end: str, minutes: int) -> None:
    assert working_us(hours, instants(start), instants(end)).tolist() == [minutes * MINUTE]


@pytest.mark.parametrize(
    ("hours", "start", "within", "due"),
    [
        pytest.param(BERLIN, "2026-03-03T10:00+01:00", 5, "2026-03-03T10:05+01:00", id="within a shift"),
        pytest.param(BERLIN, "2026-03-03T18:00+01:00", 5, "2026-03-04T09:05+01:00", id="from the evening on"),
        pytest.param(BERLIN, "2026-03-06T16:58+01:00", 5, "2026-03-09T09:03+01:00", id="over a weekend"),
        pytest.param(BERLIN, "2026-03-03T16:55+01:00", 5, "2026-03-03T17:00+01:00", id="at the very end of a shift"),
        pytest.param(BERLIN, "2026-03-03T18:00+01:00", 0, "2026-03-03T18:00+01:00", id="at once"),
        pytest.param(
            NIGHTS, "2026-03-28T22:00+01:00", 420, "2026-03-29T06:00+02:00", id="in the night that loses an hour"
        ),
        pytest.param(BERLIN, "2026-03-02T09:00+01:00", 8 * 60 * 2600, "2036-03-03T17:00+01:00", id="after ten years"),
    ],
)
def test_what_is_due_is_due_when_its_working_time_has_passed(
    hours: OpeningHours, start: str, within: int, due: str
) -> None:
    found = due_at(hours, instants(start), np.array([within * MINUTE]))
    if within > 10_000:  # ten years hold other weekdays than the example says; the law below is exact
        assert working_us(hours, instants(start), found).tolist() == [within * MINUTE]
    else:
        assert found.tolist() == instants(due).tolist()


def minute_by_minute(hours: OpeningHours, start: datetime, end: datetime) -> int:
    """The oracle: looks at the local clock of every minute; knows nothing of shifts as intervals of UTC.

    A shift is open from the first minute at which the clock shows its opening or later to the first at which it shows
    its closing or later.
    """
    zone = ZoneInfo(hours.zone)
    at = start - timedelta(days=9)
    opened: set[tuple[date, Shift]] = set()
    closed: set[tuple[date, Shift]] = set()
    counted = 0
    while at < end:
        wall = at.astimezone(zone).replace(tzinfo=None)
        for back in range(3):
            day = wall.date() - timedelta(days=back)
            for shift in hours.shifts:
                if shift.weekday != day.weekday() or day in hours.holidays:
                    continue
                after = shift.closes <= shift.opens
                if wall >= datetime.combine(day, shift.opens):
                    opened.add((day, shift))
                if wall >= datetime.combine(day + timedelta(days=after), shift.closes):
                    closed.add((day, shift))
        if opened - closed and at >= start:
            counted += 1
        at += timedelta(minutes=1)
    return counted


@st.composite
def weeks(draw: st.DrawFn) -> OpeningHours:
    shifts: list[Shift] = []
    for day in sorted(draw(st.sets(st.integers(0, 6), min_size=1, max_size=7))):
        opens = draw(st.integers(0, 23 * 2))
        closes = draw(st.integers(opens + 1, 48 + (opens if day % 2 == 0 else 0)))
        if shifts and shifts[-1].weekday == day - 1 and shifts[-1].ends > 1440 * MINUTE + opens * 30 * MINUTE:
            continue
        closing = time((closes // 2) % 24, 30 * (closes % 2))
        opening = time(opens // 2, 30 * (opens % 2))
        if closing == opening != time():
            continue
        shifts.append(Shift(weekday=day, opens=opening, closes=closing))
    shifts = shifts[: max(1, len(shifts) - 1)] or [Shift(weekday=2, opens=time(8), closes=time(12))]
    holidays = draw(st.frozensets(st.dates(date(2026, 3, 20), date(2026, 4, 5)), max_size=2))
    zone = draw(st.sampled_from(["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata"]))
    return OpeningHours(zone=zone, shifts=tuple(shifts), holidays=holidays)


@given(
    weeks(),
    st.sampled_from(["2026-03-27", "2026-10-23", "2026-03-06", "2026-10-30", "2026-04-03", "2026-07-01"]),
    st.integers(0, 1440),
    st.integers(0, 3 * 1440),
)
@settings(max_examples=15, deadline=None)
def test_working_time_is_what_the_clock_says_minute_by_minute(
    hours: OpeningHours, day: str, after: int, long: int
) -> None:
    start = datetime.fromisoformat(f"{day}T00:00+00:00") + timedelta(minutes=after)
    end = start + timedelta(minutes=long)
    found = working_us(hours, instants(start.isoformat()), instants(end.isoformat()))
    assert found.tolist() == [minute_by_minute(hours, start, end) * MINUTE]


@given(weeks(), st.lists(st.integers(-(10**15), 2 * 10**15), min_size=3, max_size=3).map(sorted))
@settings(max_examples=30, deadline=None)
def test_working_times_add_up_and_what_is_due_is_the_first_instant_with_that_much(
    hours: OpeningHours, moments: list[int]
) -> None:
    a, b, c = (np.array([each]) for each in moments)
    first, second = working_us(hours, a, b), working_us(hours, b, c)
    assert (first + second == working_us(hours, a, c)).all()
    due = due_at(hours, a, first)
    assert (due <= b).all()
    assert (working_us(hours, a, due) == first).all()
    if first[0] > 0:
        assert (working_us(hours, a, due - 1) < first).all()


def test_a_wrong_clock_in_the_year_9998_takes_less_than_some_seconds() -> None:
    began = clock.process_time()
    found = working_us(ALWAYS, instants("2026-01-01T00:00+00:00"), instants("9998-12-31T00:00+00:00"))
    assert found.tolist() == (instants("9998-12-31T00:00+00:00") - instants("2026-01-01T00:00+00:00")).tolist()
    assert clock.process_time() - began < 20


def test_what_is_not_known_or_beyond_all_calendars_stays_unknown() -> None:
    known = microseconds("2026-01-05T10:00+00:00")
    start = np.array([NAT, known, known, np.iinfo(np.int64).max])
    end = np.array([known, NAT, known + MINUTE, known])
    assert working_us(BERLIN, start, end).tolist() == [NAT, NAT, MINUTE, NAT]
    assert due_at(BERLIN, start, np.full(4, MINUTE)).tolist() == [NAT, known + MINUTE, known + MINUTE, NAT]
    assert working_us(BERLIN, np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)).tolist() == []
    assert due_at(BERLIN, np.array([known]), np.array([9 * 10**18])).tolist() == [NAT]


@pytest.mark.parametrize(
    ("zone", "shifts", "message"),
    [
        pytest.param("Europe/Berlin", (), "expected at least one shift, found none", id="no shift"),
        pytest.param("Europe/Paderborn", weekly(0), "expected a time zone such as Europe/Berlin", id="no such zone"),
        pytest.param("../etc", weekly(0), "expected a time zone such as Europe/Berlin", id="a path"),
        pytest.param("UTC", weekly(0) + weekly(0, opens="16:00", closes="18:00"), "do not overlap", id="overlapping"),
        pytest.param(
            "UTC", weekly(0) + weekly(6, opens="20:00", closes="10:00"), "do not overlap", id="overlapping by the week"
        ),
    ],
)
def test_hours_that_cannot_be_are_refused(zone: str, shifts: tuple[Shift, ...], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        OpeningHours(zone=zone, shifts=shifts)


def test_a_shift_without_length_is_refused() -> None:
    with pytest.raises(ValueError, match="closes at another time than it opens, found 09:00 for both"):
        Shift(weekday=0, opens=time(9), closes=time(9))
    with pytest.raises(ValueError, match="a weekday from 0 to 6, found 7"):
        Shift(weekday=7, opens=time(9), closes=time(10))
    with pytest.raises(ValueError, match="0 or more, found -1 microseconds"):
        due_at(BERLIN, np.array([0]), np.array([-1]))
