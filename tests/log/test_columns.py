"""Columns as many tools call them, and one clear sentence where nothing can be told."""

from pathlib import Path

import pytest
from tests.log.tables import readings

from sopwright.errors import InputError
from sopwright.log.columns import KNOWN, recognise
from sopwright.log.delimited import read_delimited
from sopwright.log.options import Options
from sopwright.log.reading import ACTIVITY, CASE, LIFECYCLE, RESOURCE, ROLE, START, SYSTEM, TIME

VALUES = {CASE: "L1", ACTIVITY: "Call", RESOURCE: "Ana", ROLE: "SDR", SYSTEM: "CRM", LIFECYCLE: "complete"}


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("case:concept:name,concept:name,time:timestamp,org:resource,org:role,lifecycle:transition",
         [CASE, ACTIVITY, TIME, RESOURCE, ROLE, LIFECYCLE]),
        ("LeadId,Event,Timestamp,CreatedById", [CASE, ACTIVITY, TIME, RESOURCE]),
        ("lead_id,stage,completed_at,started_at,owner", [CASE, ACTIVITY, TIME, START, RESOURCE]),
        ("Case ID,Activity,Start Timestamp,Complete Timestamp,Resource,Role",
         [CASE, ACTIVITY, START, TIME, RESOURCE, ROLE]),
        ("case_id,activity,start,end,user,application", [CASE, ACTIVITY, START, TIME, RESOURCE, SYSTEM]),
        ("Fall,Aktivität,Beginn,Ende,Bearbeiter", [CASE, ACTIVITY, START, TIME, RESOURCE]),
        ("ticket id,status,changed at,changed by", [CASE, ACTIVITY, TIME, RESOURCE]),
        ("deal id,new stage,date", [CASE, ACTIVITY, TIME]),
        ("Record ID,Action,Created Date", [CASE, ACTIVITY, TIME]),
    ],
)  # fmt: skip
def test_columns_are_told_by_the_names_of_the_field(header: str, expected: list[str]) -> None:
    columns = header.split(",")
    row = ["2026-01-05T09:00Z" if ours in (TIME, START) else VALUES[ours] for ours in expected]
    table = read_delimited("a.csv", f"{header}\n{','.join(row)}\n".encode())
    assert dict(recognise(table, Options()).columns) == dict(zip(expected, columns, strict=True))


def test_a_column_called_time_that_holds_no_times_is_passed_over() -> None:
    table = read_delimited("a.csv", b"case,activity,time,created at\nL1,Call,12,2026-01-05\nL1,Mail,13,2026-01-06\n")
    assert recognise(table, Options()).columns[TIME] == "created at"


def test_a_start_alone_is_the_time() -> None:
    table = read_delimited("a.csv", b"case,activity,start\nL1,Call,2026-01-05\n")
    assert dict(recognise(table, Options()).columns) == {CASE: "case", ACTIVITY: "activity", TIME: "start"}


def test_content_tells_what_only_one_column_can_be() -> None:
    lines = [f"K{number % 300},{'Call' if number % 2 else 'Mail'},2026-01-05T09:00Z" for number in range(900)]
    table = read_delimited("a.csv", ("x,y,z\n" + "\n".join(lines)).encode())
    assert dict(recognise(table, Options()).columns) == {CASE: "x", ACTIVITY: "y", TIME: "z"}


def test_the_user_has_the_last_word_and_spelling_does_not_matter() -> None:
    table = read_delimited("a.csv", b"case id,activity,time,Ticket_No\nL1,Call,2026-01-05,T1\n")
    found = recognise(table, Options(case="ticket no"))
    assert found.columns[CASE] == "Ticket_No"
    assert found.note("a.csv") == "a.csv: case is Ticket_No (as you said), activity is activity, time is time."


@pytest.mark.parametrize(
    ("data", "options", "words"),
    [
        (
            b"a,b,c\n1,2,3\n",
            Options(),
            (
                "a.csv: expected a column with the case and a column with the activity and a column with the time, "
                "found the columns a, b, c. Say which it is with --case COLUMN and --activity COLUMN and --time COLUMN."
            ),
        ),
        (
            b"case,activity,time\nL1,Call,2026-01-05\n",
            Options(resource="who"),
            "a.csv: expected a column 'who', found the columns case, activity, time. Give --resource one of them.",
        ),
        (
            b"L1,Call,2026-01-05T09:00:00Z\nL1,Mail,2026-01-05T10:00:00Z\n",
            Options(),
            (
                "a.csv: expected the names of columns in the first line, found what looks like a row. "
                "Add a line with the names of the columns."
            ),
        ),
    ],
)
def test_what_cannot_be_told_is_asked_for_in_one_sentence(data: bytes, options: Options, words: str) -> None:
    with pytest.raises(InputError) as refusal:
        recognise(read_delimited("a.csv", data), options)
    assert str(refusal.value) == words


def test_each_name_means_one_thing() -> None:
    names = [name for ours in KNOWN for name in KNOWN[ours]]
    assert sorted(names) == sorted(set(names))


def test_what_was_recognised_is_noted(tmp_path: Path) -> None:
    (reading,) = readings(tmp_path, a="case,activity,time\nL1,Call,2026-01-05T09:00Z\n")
    assert reading.notes == ("a.csv: case is case, activity is activity, time is time.",)
