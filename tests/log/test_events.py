"""Tables whose rows are events: ids as written, private columns left out, every other row refused with its reason."""

from pathlib import Path

import polars as pl
import pytest
from tests.log.tables import at, events, readings, refusals

from sopwright.errors import InputError
from sopwright.log.encoding import encoded
from sopwright.log.event_log import Coded, Moments, Numbers
from sopwright.log.formats import read_any
from sopwright.log.options import Options
from sopwright.log.reading import CREATED, OF_CASE, OLD_OWNER, OWNER

HEADER = "case,activity,time\n"


def test_rows_are_events_and_lines_are_kept(tmp_path: Path) -> None:
    text = 'case,activity,time,note_text\nL1,Call,2026-01-05T09:00Z,"two\nlines"\nL1,Mail,2026-01-05T10:00Z,x\n'
    (reading,) = readings(tmp_path, a=text)
    assert events(reading, "case", "activity", "time", "row", "source") == [
        ("L1", "Call", at("2026-01-05T09:00"), 2, "a.csv"),
        ("L1", "Mail", at("2026-01-05T10:00"), 4, "a.csv"),
    ]


def test_a_row_without_case_activity_or_time_is_refused_with_the_first_reason(tmp_path: Path) -> None:
    text = f"{HEADER},Call,soon\nL1, ,2026-01-05\nL1,Call,\nL1,Call,soon\nL1,Call,2026-01-05\nL1,Call\n"
    (reading,) = readings(tmp_path, a=text)
    assert refusals(reading) == [
        (2, "case", "", "expected a case, found nothing"),
        (3, "activity", "", "expected an activity, found nothing"),
        (4, "time", "", "expected a time, found nothing"),
        (5, "time", "soon", "expected a time, found something else"),
        (7, "", "L1,Call", "expected 3 values, found 2"),
    ]
    assert reading.read == len(reading.rows) + len(reading.refused)


def test_ids_stay_as_they_are_written(tmp_path: Path) -> None:
    ids = ["NA", "null", "1.0", "1", "01", "NaN", "None", "1e5", "-", "TRUE"]
    (reading,) = readings(tmp_path, a=HEADER + "".join(f"{each},Call,2026-01-05\n" for each in ids))
    assert reading.rows["case"].to_list() == ids
    assert encoded([reading]).cases == len(ids)


def test_attributes_have_types_where_nothing_is_lost(tmp_path: Path) -> None:
    text = (
        "case,activity,time,amount,zone code,due,flag,Deal ID\n"
        "L1,Call,2026-01-05,1.5,007,2026-02-01,yes,12\nL1,Mail,2026-01-06,2,008,,no,13\n"
    )
    (reading,) = readings(tmp_path, a=text)
    log = encoded([reading])
    kinds = {name: type(column) for name, column in log.event_attributes.items()}
    assert kinds == {"amount": Numbers, "zone code": Coded, "due": Moments, "flag": Coded, "Deal ID": Coded}


def test_what_may_be_private_is_left_out_and_said(tmp_path: Path) -> None:
    text = "case,activity,time,Email,First Name,Source\nL1,Call,2026-01-05,a@example.com,Ana,Web\n"
    (reading,) = readings(tmp_path, a=text)
    assert set(reading.rows.columns) == {"case", "activity", "time", "row", "source", "Source"}
    assert reading.notes[-1] == (
        "a.csv: the columns Email, First Name may hold what is private and are left out; --values Email keeps one."
    )
    (reading,) = readings(tmp_path, Options(values=frozenset({"email"})), a=text)
    assert reading.rows["Email"].to_list() == ["a@example.com"]


def test_columns_that_are_called_as_ours_are_kept_beside_them(tmp_path: Path) -> None:
    text = "case,activity,time,row,source,case_code,event:x,case:y\nL1,a,2026-01-05,5,web,1,p,q\n"
    (reading,) = readings(tmp_path, a=text)
    assert reading.rows.select("row", "source", "row (attribute)", "source (attribute)").rows() == [
        (2, "a.csv", 5.0, "web")
    ]
    log = encoded([reading])
    assert log.case_attributes.keys() == {"y"}


def test_a_start_that_is_no_time_is_noted_and_its_row_kept(tmp_path: Path) -> None:
    text = "case,activity,start,end\nL1,a,2026-01-05,2026-01-06\nL1,b,soon,2026-01-07\nL1,c,2026-01-07,2026-01-08\n"
    (reading,) = readings(tmp_path, a=text)
    assert reading.rows["start"].null_count() == 1
    assert "a.csv: 1 start in start not understood, the first on line 3." in reading.notes


def test_a_column_without_any_time_is_refused_whole(tmp_path: Path) -> None:
    with pytest.raises(InputError) as refusal:
        readings(tmp_path, a=f"{HEADER}L1,Call,soon\nL1,Mail,later\n")
    assert str(refusal.value) == (
        "a.csv: expected times in time, found such as 'soon'. Say with --time COLUMN where the times are."
    )


def test_a_hundred_thousand_activities_are_no_trouble(tmp_path: Path) -> None:
    lines = "".join(f"L{number // 3},Act {number},2026-01-05T09:00Z\n" for number in range(100_000))
    (reading,) = readings(tmp_path, a=HEADER + lines)
    assert len(encoded([reading]).activity.labels) == 100_000


def test_parquet_of_any_tool_is_a_table_with_types(tmp_path: Path) -> None:
    from sopwright.log.formats import read_any  # noqa: PLC0415 - the only test that needs it

    frame = pl.DataFrame(
        {
            "Case ID": [1.0, 2.0],
            "Activity": pl.Series(["a", "b"], dtype=pl.Categorical),
            "Time": [at("2026-01-05"), None],
        }
    )
    frame.write_parquet(tmp_path / "any.bin")
    reading = read_any(tmp_path / "any.bin", "any.bin", Options())
    assert events(reading, "case", "activity", "row") == [("1", "a", 1)]
    assert refusals(reading) == [(2, "Time", "", "expected a time, found nothing")]


def test_owners_and_creation_have_the_names_that_measures_know(tmp_path: Path) -> None:
    text = (
        "Lead ID,Activity,Time,User,Lead Owner,Previous Owner,Created Date\n"
        "L1,Owner changed,2026-01-05T09:00Z,Robot,Ana,Queue,2026-01-05T08:00Z\n"
    )
    (reading,) = readings(tmp_path, a=text)
    assert events(reading, "resource", OWNER, OLD_OWNER, f"{OF_CASE}{CREATED}") == [
        ("Robot", "Ana", "Queue", at("2026-01-05T08:00"))
    ]


def test_an_owner_alone_is_the_resource_as_well(tmp_path: Path) -> None:
    (reading,) = readings(tmp_path, a="case,activity,time,owner\nL1,Call,2026-01-05,Ana\n")
    assert events(reading, "resource", OWNER) == [("Ana", "Ana")]


@pytest.mark.parametrize("blank", ["", " ", "\t ", "\u00a0", " \u00a0", "\u3000\u2003", "\u0085"])
@pytest.mark.parametrize("other", ["Ädern", "call", "\u20ac", "\x7f", " call"])
def test_what_is_only_space_of_any_script_is_nothing_whatever_stands_beside_it(
    blank: str, other: str, tmp_path: Path
) -> None:
    frame = pl.DataFrame({"case": [other, "b", blank], "activity": ["x", "y", "z"], "time": [at("2026-01-05")] * 3})
    frame.write_parquet(tmp_path / "a.parquet")
    reading = read_any(tmp_path / "a.parquet", "a.parquet", Options())
    assert events(reading, "case") == sorted([(other,), ("b",)])
    assert refusals(reading) == [(3, "case", "", "expected a case, found nothing")]
