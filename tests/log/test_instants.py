"""Times as tools and people write them, and what is refused rather than guessed."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopwright.errors import InputError
from sopwright.log.instants import Instants, instants
from sopwright.log.options import DateOrder


def read(*values: str | None, zone: str = "", order: DateOrder | None = None) -> Instants:
    return instants("a.csv", {"Time": pl.Series(values, dtype=pl.String)}, zone, order)["Time"]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param("2026-01-05T09:00:00.000+0000", "2026-01-05T09:00", id="Salesforce"),
        pytest.param("2026-01-05T09:00:00Z", "2026-01-05T09:00", id="ISO"),
        pytest.param("2026-01-05 09:00:00+02:00", "2026-01-05T07:00", id="ISO with an offset"),
        pytest.param("2026-01-05T09:00:00.123456789Z", "2026-01-05T09:00:00.123456", id="nanoseconds are cut"),
        pytest.param("2026-01-05", "2026-01-05T00:00", id="a date"),
        pytest.param("2026/1/5 9:00 PM", "2026-01-05T21:00", id="year first, slashes, evening"),
        pytest.param("2026-01-05 9:00:00", "2026-01-05T09:00", id="one digit of an hour, as Fivetran writes it"),
        pytest.param("1767600000000", "2026-01-05T08:00", id="HubSpot's milliseconds"),
        pytest.param("1767600000000.0", "2026-01-05T08:00", id="milliseconds that became a decimal number"),
        pytest.param("1767600000", "2026-01-05T08:00", id="seconds"),
        pytest.param("1767600000.25", "2026-01-05T08:00:00.250", id="seconds with a part"),
        pytest.param("1767600000000000", "2026-01-05T08:00", id="microseconds"),
        pytest.param("1767600000000000000", "2026-01-05T08:00", id="nanoseconds"),
        pytest.param("46027.375", "2026-01-05T09:00", id="a spreadsheet's number of days"),
        pytest.param("05.01.2026 09:00", "2026-01-05T09:00", id="dots are day, month, year"),
        pytest.param("13/1/2026 09:00", "2026-01-13T09:00", id="the day must be first"),
        pytest.param("1/13/2026 9:05 AM", "2026-01-13T09:05", id="the month must be first"),
        pytest.param("1/13/26 12:05 AM", "2026-01-13T00:05", id="five past midnight, short year"),
        pytest.param("1/13/26, 12:05 p.m.", "2026-01-13T12:05", id="five past noon"),
        pytest.param("02/02/2026", "2026-02-02T00:00", id="day and month are the same"),
        pytest.param("5-Jan-2026 10:00", "2026-01-05T10:00", id="a month by name"),
        pytest.param("Jan 5, 2026 9:00 AM", "2026-01-05T09:00", id="American, by name"),
        pytest.param("Mon, 05 Jan 2026 09:00:00 GMT", "2026-01-05T09:00", id="as e-mail writes it"),
        pytest.param("2026-01-05 09:00 EST", "2026-01-05T14:00", id="a zone by name"),
        pytest.param("20260105T091500Z", "2026-01-05T09:15", id="compact"),
        pytest.param("2024-02-29", "2024-02-29T00:00", id="a leap day"),
        pytest.param("9999-12-31", "9999-12-31T00:00", id="a clock that is wrong is kept"),
        pytest.param(" 2026-01-05T09:00Z ", "2026-01-05T09:00", id="space around"),
    ],
)
def test_a_time_is_understood_by_its_form(written: str, expected: str) -> None:
    found = read(written)
    assert found.values.to_list() == [at(expected)]
    assert not found.wrong.any()


@pytest.mark.parametrize(
    "written",
    ["soon", "2026-02-29", "2026-13-01", "2026-01-05 24:00", "2026-01-05 09:61", "13:30 PM", "1.7676E+12", "09:00",
     "2026-01-05 09:00 XYZ", "0000-01-01", "31.04.2026", "1/13/2026 13:00 PM", "5 Foo 2026", "12"],
)  # fmt: skip
def test_what_is_no_time_is_wrong(written: str) -> None:
    found = read(written)
    assert found.wrong.to_list() == [True]
    assert found.values.to_list() == [None]


def test_nothing_stated_is_neither_a_time_nor_wrong() -> None:
    found = read(None, "", "  ", "2026-01-05")
    assert found.wrong.to_list() == [False] * 4
    assert found.values.null_count() == 3
    assert found.dates.to_list() == [False, False, False, True]


class TestDayAndMonth:
    def test_one_date_decides_for_all(self) -> None:
        found = read("01/02/2026", "13/02/2026")
        assert found.values.to_list() == [at("2026-02-01"), at("2026-02-13")]
        assert found.notes[0] == (
            "2 dates in Time such as 01/02/2026 were taken as day, month, year: a first number is above 12 in 1."
        )

    def test_another_column_of_the_file_decides_too(self) -> None:
        columns = {"Start": pl.Series(["01/02/2026"]), "End": pl.Series(["01/13/2026"])}
        assert instants("a.csv", columns, "", None)["Start"].values.to_list() == [at("2026-01-02")]

    def test_nothing_is_guessed(self) -> None:
        with pytest.raises(InputError) as refusal:
            read("01/02/2026", "03/04/2026 9:00 AM")
        assert str(refusal.value) == (
            "a.csv: expected dates whose order of day and month can be told, found only such as 01/02/2026. "
            "Say with --date-order dmy or mdy which comes first."
        )

    def test_a_file_that_contradicts_itself_is_refused(self) -> None:
        with pytest.raises(InputError, match=r"found 2 with a first number above 12 and 1 with a second one above 12"):
            read("13/02/2026", "14/02/2026", "02/13/2026")

    def test_the_user_decides_and_what_does_not_fit_is_wrong(self) -> None:
        found = read("13/02/2026", "02/13/2026", "02/03/2026", order=DateOrder.MDY)
        assert found.values.to_list() == [None, at("2026-02-13"), at("2026-02-03")]
        assert found.wrong.to_list() == [True, False, False]


class TestZones:
    def test_times_without_a_zone_are_utc_unless_the_user_says_otherwise(self) -> None:
        assert read("2026-07-01 09:00").values.to_list() == [at("2026-07-01T09:00")]
        assert read("2026-07-01 09:00", zone="Europe/Berlin").values.to_list() == [at("2026-07-01T07:00")]

    def test_zones_may_be_mixed_and_that_is_said(self) -> None:
        found = read("2026-07-01 09:00", "2026-07-01T09:00Z", zone="America/New_York")
        assert found.values.to_list() == [at("2026-07-01T13:00"), at("2026-07-01T09:00")]
        assert found.notes == ("1 time in Time states no zone, while 1 states one, and was taken as America/New_York.",)

    def test_of_an_hour_shown_twice_the_first_is_taken_and_one_never_shown_is_read_as_before(
        self,
    ) -> None:
        found = read("2026-10-25 02:30", "2026-03-29 02:30", "2026-03-29 03:30", zone="Europe/Berlin")
        assert found.values.to_list() == [at("2026-10-25T00:30"), at("2026-03-29T01:30"), at("2026-03-29T01:30")]
        assert found.notes[1:] == (
            "1 time in Time is shown twice by the clock of Europe/Berlin, which is put back; the first was taken.",
            (
                "1 time in Time is never shown by the clock of Europe/Berlin, which is put forward; "
                "read by the clock before."
            ),
        )

    @given(st.datetimes(datetime(1975, 1, 1), datetime(2030, 1, 1)))  # noqa: DTZ001 - a local time
    def test_local_times_are_those_of_python(self, local: datetime) -> None:
        zone = ZoneInfo("America/New_York")
        local = local.replace(fold=0)
        expected = local.replace(tzinfo=zone).astimezone(UTC)  # fold 0: the first, and the clock before
        assert read(local.isoformat(sep=" "), zone="America/New_York").values.to_list() == [expected]

    @given(st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30)), st.integers(-14 * 60, 14 * 60))  # noqa: DTZ001 - zoned below
    def test_what_python_writes_with_an_offset_is_the_same_instant(self, local: datetime, minutes: int) -> None:
        written = local.replace(tzinfo=timezone(timedelta(minutes=minutes)))
        assert read(written.isoformat()).values.to_list() == [written.astimezone(UTC)]


class TestTypesOfAFile:
    def test_times_of_a_file_are_taken_as_they_are(self) -> None:
        column = pl.Series([datetime(2026, 1, 5, 9, tzinfo=UTC), None])
        found = instants("a.parquet", {"t": column}, "Europe/Berlin", None)["t"]
        assert found.values.to_list() == [at("2026-01-05T09:00"), None]
        assert found.notes == ()

    def test_local_times_and_dates_of_a_file_are_in_the_zone(self) -> None:
        columns = {"t": pl.Series([datetime(2026, 1, 5, 9)]), "d": pl.Series([date(2026, 1, 5)])}  # noqa: DTZ001 - local
        found = instants("a.parquet", columns, "Europe/Berlin", None)
        assert found["t"].values.to_list() == [at("2026-01-05T08:00")]
        assert found["d"].values.to_list() == [at("2026-01-04T23:00")]
        assert found["d"].dates.to_list() == [True]

    def test_numbers_of_a_file_count_from_1970(self) -> None:
        found = instants("a.parquet", {"t": pl.Series([1767600000000])}, "", None)["t"]
        assert found.values.to_list() == [at("2026-01-05T08:00")]

    def test_a_time_of_day_is_no_instant(self) -> None:
        found = instants("a.parquet", {"t": pl.Series([datetime(2026, 1, 5, 9, tzinfo=UTC).time()])}, "", None)["t"]
        assert found.wrong.to_list() == [True]
