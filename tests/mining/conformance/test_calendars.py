from datetime import date

import pytest

from sopwright.errors import InputError
from sopwright.mining.conformance.calendars import Allowed, allowed, opening_hours
from sopwright.sop.contract import Calendar
from sopwright.sop.duration import Duration

HOUR = 3_600_000_000


def calendar(**said: object) -> Calendar:
    usual = {"days": ("mon", "tue"), "from_": "09:00", "to": "17:00", "zone": "Europe/Berlin", "holidays": "DE-BY"}
    return Calendar(name="office", **(usual | said))  # type: ignore[arg-type]


def test_a_calendar_is_opening_hours_with_the_holidays_of_its_region() -> None:
    found = opening_hours(calendar(), 2026, 2027)
    assert [(each.weekday, str(each.opens), str(each.closes)) for each in found.shifts] == [
        (0, "09:00:00", "17:00:00"),
        (1, "09:00:00", "17:00:00"),
    ]
    assert date(2026, 1, 6) in found.holidays  # Epiphany is one in Bavaria
    assert date(2026, 1, 6) not in opening_hours(calendar(holidays="DE"), 2026, 2026).holidays
    assert date(2027, 12, 25) in found.holidays
    assert not opening_hours(calendar(holidays=""), 2026, 2027).holidays


def test_days_may_be_written_out_and_hours_may_pass_midnight_or_fill_the_day() -> None:
    night = opening_hours(calendar(days=("Friday",), from_="22:00", to="6:00"), 2026, 2026)
    assert [(each.weekday, each.begins // HOUR, each.ends // HOUR) for each in night.shifts] == [(4, 22, 30)]
    whole = opening_hours(calendar(from_="00:00", to="24:00"), 2026, 2026)
    assert [each.ends // HOUR for each in whole.shifts] == [24, 24]


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"holidays": "XX"}, "calendars.office.holidays: expected a known country, found 'XX'."),
        (
            {"holidays": "DE-XX"},
            "calendars.office.holidays: expected a known region, found 'DE-XX'. Write one of DE-BB",
        ),
        ({"holidays": "{{holidays}}"}, "expected a known country, found '{{holidays}}'"),
        (
            {"zone": "Berlin"},
            "calendars.office: expected a time zone such as Europe/Berlin, found 'Berlin'. Write an IANA",
        ),
        (
            {"days": ("someday",)},
            "calendars.office.days: expected a day of the week, found 'someday'. Write one of mon",
        ),
        ({"days": ()}, "calendars.office: expected at least one day, found none"),
        ({"from_": "9 am"}, "calendars.office.from: expected a time such as 09:00, found '9 am'"),
        ({"to": "24:30"}, "calendars.office.to: expected a time such as 09:00, found '24:30'"),
        ({"to": "09:00"}, "calendars.office: expected hours that end later than they begin, found 09:00 to 09:00"),
    ],
)
def test_a_calendar_that_is_none_is_refused(said: dict[str, object], message: str) -> None:
    with pytest.raises(InputError) as refused:
        opening_hours(calendar(**said), 2026, 2026)
    assert str(refused.value).startswith(message) or message in str(refused.value)


def test_working_units_and_short_ones_are_working_time_and_long_ones_are_not() -> None:
    hours = opening_hours(calendar(), 2026, 2026)
    expected = {
        "5 min": Allowed(within=HOUR // 12, hours=hours),
        "2 working hours": Allowed(within=2 * HOUR, hours=hours),
        "2 working days": Allowed(within=16 * HOUR, hours=hours),
        "2 days": Allowed(within=48 * HOUR, hours=None),
        "1 week": Allowed(within=168 * HOUR, hours=None),
        "1 month": Allowed(within=720 * HOUR, hours=None),
    }
    assert {text: allowed(Duration.parse(text), hours) for text in expected} == expected
    assert allowed(Duration.parse("2 h"), None) == Allowed(within=2 * HOUR, hours=None)
    assert allowed(Duration.parse("1 working day"), None) == (
        "1 working day is working time, and the SOP has no calendar that says when work is done"
    )
