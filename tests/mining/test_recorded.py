"""Recordings as rows of an event log."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest
from tests.made import choose, click, lead, recording, shown

from sopwright.log.encoding import encoded
from sopwright.log.reading import Reading
from sopwright.mining.recorded import reading_of
from sopwright.recording.reading import read
from sopwright.recording.runs import work_of
from sopwright.recording.schema import Pace, Recording
from sopwright.recording.vocabulary import builtin
from sopwright.recording.work import Work

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.recording.json"))
BEGAN = datetime(2026, 3, 2, 10, tzinfo=UTC)


def works_in(*files: Path) -> list[Work]:
    return [work_of(one, builtin()) for file in files for one in read(file.name, file.read_bytes(), builtin())]


def made() -> Recording:
    events = (
        click("Ada", t=1000),
        shown(lead(), t=1500),
        click("Edit", lead(), t=3000),
        choose("Status", "Qualified", lead(), t=5000),
        click("Save", lead(), t=6000, ends=True),
    )
    return recording(*events, end=7000, started=BEGAN, performer="performer-1", role="SDR")


def rows_of(*recordings: Recording) -> Reading:
    return reading_of([work_of(one, builtin()) for one in recordings], "a.json")


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_each_step_of_an_example_is_a_row(file: Path) -> None:
    (work,) = works_in(file)
    rows = reading_of([work], file.name).rows

    assert rows["step"].to_list() == [step.signature for run in work.runs for step in run.steps]
    assert rows["activity"].n_unique() == rows["step"].n_unique()
    assert encoded([reading_of([work], file.name)]).events == len(rows)


def test_a_row_says_who_did_what_where_and_when() -> None:
    reading = rows_of(made())
    row = reading.rows.row(0, named=True)

    assert row["case"].endswith("-1")
    assert (row["resource"], row["role"], row["system"], row["source"]) == ("performer-1", "SDR", "CRM", "a.json")
    assert (row["start"], row["time"]) == (BEGAN + timedelta(seconds=1), BEGAN + timedelta(seconds=1))
    assert reading.rows["row"].is_sorted()
    assert "Status = Qualified" in reading.rows["sets"].to_list()
    assert reading.rows["time"].is_sorted()


@pytest.mark.parametrize("files", [EXAMPLES[:1], EXAMPLES], ids=["one", "all"])
def test_rows_of_a_run_do_not_overlap_and_hold_the_work_that_was_measured(files: list[Path]) -> None:
    works = works_in(*files)
    rows = reading_of(works, "x").rows
    spans = rows.with_columns(span=(pl.col("time") - pl.col("start")).dt.total_milliseconds())
    gap = spans.select((pl.col("start") - pl.col("time").shift(1).over("case")).dt.total_milliseconds()).to_series()

    assert (spans["span"] >= spans["work_ms"]).all()
    assert (gap.drop_nulls() >= 0).all()
    assert rows["work_ms"].sum() == sum(
        step.times.work for w in works for r in w.runs for step in r.steps if step.times
    )


def test_the_same_step_is_the_same_activity_and_others_of_its_title_are_told_apart() -> None:
    rows = reading_of(works_in(*EXAMPLES), "x").rows
    pairs = rows.select("step", "activity").unique()

    assert len(pairs) == rows["step"].n_unique() == rows["activity"].n_unique()
    assert {"Book (/:id)", "Book (/week)"} <= set(rows["activity"])
    assert {"Save (Tryton, /#/model/sale.opportunity/:id, 1)"} <= set(rows["activity"])


def test_a_recording_given_twice_is_taken_once() -> None:
    reading = rows_of(made(), made())

    assert reading.rows["case"].n_unique() == 1
    assert reading.notes == ("a.json: 1 recording given more than once; each was taken once.",)


def test_a_recording_without_times_is_refused_with_the_reason() -> None:
    events = (click("Ada"), shown(lead()), click("Edit", lead()), click("Save", lead(), ends=True))
    reading = rows_of(recording(*events))

    assert len(reading.rows) == 0
    assert set(reading.refused["reason"]) == {"recording made-by-hand: times were not recorded"}
    assert reading.notes == (
        "a.json: 1 recording without times: no rows, because times were not recorded (made-by-hand).",
    )


def test_a_recording_without_a_date_has_durations_only_and_says_so() -> None:
    reading = rows_of(replace(made(), started=None))

    assert reading.rows["time"][0] == datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC)
    assert reading.notes[0].startswith("a.json: 1 recording without a date: times count from 1970-01-01, so only")


def test_what_a_script_performed_is_said() -> None:
    reading = rows_of(replace(made(), pace=Pace.SCRIPT))

    assert reading.notes[0].startswith("a.json: 1 recording performed by a script: times of work are not a person’s")


def test_what_became_of_the_case_is_unknown_with_one_run_and_told_with_several() -> None:
    assert rows_of(made()).rows["case:outcome"].unique().to_list() == [None]
    outcomes = reading_of(works_in(*EXAMPLES), "x").rows.unique("case")["case:outcome"]
    assert sorted(outcomes) == ["disqualify", "disqualify", "other", "other", "usual", "usual", "usual"]


def test_no_work_is_no_row() -> None:
    assert len(reading_of([], "x").rows) == 0


@pytest.mark.realdata
def test_fifty_real_runs_are_fifty_cases(realdata: Path) -> None:
    reading = reading_of(works_in(realdata / "recordings" / "ui-log" / "StudentRecord.csv"), "StudentRecord.csv")
    log = encoded([reading])

    assert (log.cases, log.events, len(log.activity.labels)) == (50, 452, 12)
    assert log.system is not None
    assert log.system.labels == ("Excel", "Zoho Forms")
    assert len(reading.refused) == 0
    assert reading.rows["time"].min() == datetime(2019, 10, 21, 0, 10, 13, 281_000, tzinfo=UTC)
