"""What lies in an engine comes here as the log that it is."""

from datetime import UTC, datetime

import polars as pl
import pytest

from sopwright.log.encoding import encoded
from sopwright.log.reading import REFUSED
from sopwright.mining.engines.columns import Columns
from sopwright.mining.engines.pulling import reading_of

from .conftest import Engine
from .test_summaries import ALL, NAMED, local, rows, together

pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")


def test_the_events_of_a_table_make_the_log_that_its_summaries_tell_of(engine: Engine) -> None:
    everything = together()
    found = encoded([reading_of(engine.table(everything), ALL)])
    expected = local(everything)
    assert found.case_ids.to_list() == expected.case_ids.to_list()
    assert found.activity.labels == expected.activity.labels
    assert found.activity.codes.tolist() == expected.activity.codes.tolist()
    assert found.time.tolist() == expected.time.tolist()
    assert found.start is not None
    assert expected.start is not None
    assert found.start.tolist() == expected.start.tolist()
    assert found.resource is not None
    assert expected.resource is not None
    assert found.resource.codes.tolist() == expected.resource.codes.tolist()
    assert set(found.case_attributes) == {"segment"}


def test_rows_that_are_no_events_are_refused_with_the_reason(quick: Engine) -> None:
    found = reading_of(quick.table(NAMED["events without case, activity or time"]), ALL, "leads")
    assert found.refused.schema == REFUSED
    assert sorted(found.refused.select("source", "column", "value", "reason").rows()) == [
        ("leads", "activity", "", "no activity is stated"),
        ("leads", "activity", "", "no activity is stated"),
        ("leads", "case", "", "no case is stated"),
        ("leads", "case", "", "no case is stated"),
        ("leads", "time", "", "no time is stated, or one outside the years 1 to 9999"),
    ]
    assert found.rows["activity"].to_list() == ["x", "z"]
    assert len(set(found.rows["row"]) | set(found.refused["row"])) == 7


def test_parts_of_activities_come_along_so_that_they_can_be_joined_here(quick: Engine) -> None:
    table = rows(("a", "x", 0), ("a", "x", 5), ("a", "y", 6)).with_columns(
        pl.Series("part", ["start", "COMPLETE", None])
    )
    columns = Columns(case="id", activity="what", time="at", row="nr", lifecycle="part")
    found = reading_of(quick.table(table), columns)
    assert found.rows["lifecycle"].to_list() == ["start", "COMPLETE", None]
    assert encoded([found]).events == 3


def test_whole_numbers_and_times_keep_their_last_digit(quick: Engine) -> None:
    at = datetime(2026, 3, 2, 9, 0, 0, 123_457, tzinfo=UTC)
    table = rows(("a", "x", 0)).with_columns(
        pl.lit(2**53 + 1).alias("id"), pl.lit(at).cast(pl.Datetime("us", "UTC")).alias("at")
    )
    found = reading_of(quick.table(table), ALL)
    assert found.rows["case"].to_list() == ["9007199254740993"]
    assert found.rows["time"].to_list() == [at]
