"""Every engine gives the summaries that we give ourselves, to the last digit."""

from dataclasses import fields
from datetime import UTC, datetime, timedelta
from pathlib import Path

import ibis  # type: ignore[import-untyped]
import numpy as np
import polars as pl
import pytest
import r4pm
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sopwright.errors import InputError
from sopwright.log.encoding import encoded
from sopwright.log.event_log import Coded, EventLog
from sopwright.log.reading import Reading, nothing_refused
from sopwright.mining.engines.columns import Columns
from sopwright.mining.engines.summaries import Summaries, summaries
from sopwright.mining.history.edges import ends, starts
from sopwright.mining.history.handovers import handovers
from sopwright.mining.history.statistics import Statistics, statistics
from sopwright.mining.history.times import durations, edge_times, first_begins, work_times
from sopwright.mining.history.variants import variants

from .conftest import Engine, Files, Postgres

# Ibis 12 calls a function that DuckDB 2.0 names anew.
pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")

UTC_US: pl.DataType = pl.Datetime("us", "UTC")
MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
ALL = Columns(case="id", activity="what", time="at", row="nr", start="since", resource="who", attributes=("segment",))
SCHEMA: dict[str, type[pl.DataType] | pl.DataType] = {
    "id": pl.String,
    "what": pl.String,
    "at": UTC_US,
    "nr": pl.Int64,
    "since": UTC_US,
    "who": pl.String,
    "segment": pl.String,
}


def rows(*events: tuple[object, ...]) -> pl.DataFrame:
    """Return a table of events: id, activity, minutes after Monday nine, begun so many minutes before, who, segment."""
    return pl.DataFrame(
        [
            {
                "id": case,
                "what": what,
                "at": None if minutes is None else MONDAY + timedelta(minutes=float(str(minutes))),
                "nr": nr,
                "since": MONDAY + timedelta(minutes=float(str(minutes)) - float(str(more[0])))
                if more and more[0] is not None
                else None,
                "who": more[1] if len(more) > 1 else None,
                "segment": more[2] if len(more) > 2 else None,
            }
            for nr, (case, what, minutes, *more) in enumerate(events)
        ],
        schema=SCHEMA,
    )


def local(table: pl.DataFrame, columns: Columns = ALL) -> EventLog:
    """Return the log of the same rows, read here."""
    order = [columns.time, columns.row] if columns.row else [columns.time, columns.activity]
    kept = table.filter(
        pl.col(columns.case).is_not_null(),
        pl.col(columns.case).cast(pl.String) != "",
        pl.col(columns.activity).is_not_null(),
        pl.col(columns.activity) != "",
        pl.col(columns.time).is_not_null(),
    ).sort(order)
    named = {name: what for what, name in columns.named().items() if what != "row"}
    found = kept.select(
        *(pl.col(name).alias(what) for name, what in named.items()),
        *(pl.col(name).alias(f"case:{name}") for name in columns.attributes),
    ).with_columns(
        pl.col("case").cast(pl.String),
        pl.col("time").cast(pl.Datetime("us")).dt.replace_time_zone("UTC"),
        pl.int_range(1, pl.len() + 1).alias("row"),
        pl.lit("test").alias("source"),
    )
    return encoded([Reading(rows=found, refused=nothing_refused())])


def check_same(found: Summaries, log: EventLog) -> None:
    """Assert that an engine said what we find in the log ourselves."""
    assert found.labels == log.activity.labels
    assert (found.events, found.cases) == (log.events, log.cases)
    assert (found.first, found.last) == (log.time.min(), log.time.max())
    codes = log.activity.codes
    assert found.activity_events.tolist() == np.bincount(codes, minlength=len(found.labels)).tolist()
    in_cases = np.unique(log.case_of() * len(found.labels) + codes) % len(found.labels)
    assert found.activity_cases.tolist() == np.bincount(in_cases, minlength=len(found.labels)).tolist()
    assert found.starts.tolist() == starts(log).tolist()
    assert found.ends.tolist() == ends(log).tolist()
    edges, waits = edge_times(log)
    same(found.edges, edges)
    same(found.waits, waits)
    same(found.work, work_times(log))
    same(found.durations, statistics(durations(log), np.zeros(log.cases, dtype=np.int64), 1))
    check_cases(found, log)
    if log.resource is None:
        assert found.handovers is None
        return
    assert found.handovers is not None
    same(found.handovers, handovers(log, log.resource))
    told = log.resource.codes[log.resource.codes >= 0]
    assert found.resource_events.tolist() == np.bincount(told, minlength=len(log.resource.labels)).tolist()


def check_cases(found: Summaries, log: EventLog) -> None:
    flow = variants(log)
    if found.each_case is None:
        assert np.bincount(found.variants.of_case).tolist() == flow.cases.tolist()
        assert [found.variants.sequence(n) for n in range(len(flow))] == [flow.sequence(n) for n in range(len(flow))]
        return
    same(found.variants, flow)
    cases = found.each_case
    assert cases.ids.to_list() == log.case_ids.to_list()
    assert cases.events.tolist() == log.lengths.tolist()
    assert cases.begin.tolist() == first_begins(log).tolist()
    assert cases.end.tolist() == log.time[log.offsets[1:] - 1].tolist()
    for name, column in cases.attributes.items():
        assert isinstance(column, Coded)
        expected = log.case_attributes.get(name)
        said = [expected.word(case) if isinstance(expected, Coded) else "" for case in range(log.cases)]
        assert [column.word(case) for case in range(log.cases)] == said


def same(found: object, expected: object) -> None:
    """Assert that two values of one type agree in every field."""
    assert type(found) is type(expected)
    for field in fields(found):  # type: ignore[arg-type]
        one, other = getattr(found, field.name), getattr(expected, field.name)
        if isinstance(other, Statistics):
            same(one, other)
        else:
            np.testing.assert_array_equal(one, other, err_msg=field.name)


NAMED = {
    "one event": rows(("a", "call", 0)),
    "one-event cases": rows(("a", "call", 0), ("b", "call", 1), ("c", "mail", 2)),
    "ties in the order of their rows": rows(
        ("a", "b", 0), ("a", "a", 0), ("a", "c", 0), ("b", "a", 0), ("b", "b", 0), ("b", "c", 0)
    ),
    "self loops": rows(("a", "x", 0), ("a", "x", 5), ("a", "x", 5), ("a", "y", 6), ("b", "x", 0), ("b", "x", 1)),
    "rows in any order": rows(("b", "z", 9), ("a", "y", 4), ("b", "y", 3), ("a", "x", 1), ("b", "x", 0)),
    "the words NA, null and none": rows(
        ("NA", "NA", 0), ("NA", "null", 1), ("null", "None", 2), ("nan", "NaN", 3), ("NaN", "NA", 4), ("N/A", "-", 5)
    ),
    "ids that look like numbers": rows(("01", "x", 0), ("1", "x", 1), ("1.0", "y", 2), ("10", "x", 3), ("2", "x", 4)),
    "letters of every kind": rows(
        ("Łódź", "Anfrage prüfen", 0), ("Łódź", "確認", 1), ("😀", "Ärger", 2), ("é", "e\u0301", 3), ("e\u0301", "é", 4)
    ),
    "quotes, separators and line ends": rows(
        ("a'b", 'say "no"', 0), ("a'b", "x,y", 1), ('a"b', "x;y\n", 2), ("a\\b", "x|y", 3), ("a,b", "$1 %s {}", 4)
    ),
    "spaces that matter": rows(("a", "x", 0), ("a ", "x ", 1), (" a", " x", 2), ("A", "X", 3)),
    "events without case, activity or time": rows(
        ("a", "x", 0), (None, "x", 1), ("a", None, 2), ("a", "y", None), ("", "x", 3), ("a", "", 4), ("a", "z", 5)
    ),
    "work and people": rows(
        ("a", "x", 10, 5, "Ann"),
        ("a", "y", 20, None, "Ben"),
        ("a", "y", 21, 3, "Ben"),
        ("b", "x", 0, 0, None),
        ("b", "y", 9, 2, "Ann"),
        ("c", "x", 5, 30, "Cleo"),
    ),
    "work that overlaps and begins before the case's first row": rows(
        ("a", "x", 10, 1, "Ann"), ("a", "y", 12, 60, "Ann"), ("a", "x", 13, 2, "Ben")
    ),
    "attributes whose first stated value counts": rows(
        ("a", "x", 0, None, None, None),
        ("a", "y", 1, None, None, "SMB"),
        ("a", "z", 2, None, None, "Enterprise"),
        ("b", "x", 0, None, None, "NA"),
        ("c", "x", 0, None, None, None),
    ),
    "even numbers of waits": rows(
        *((f"c{n}", what, at) for n in range(12) for what, at in (("x", 0), ("y", n * n * 1.37)))
    ),
    "variants that are prefixes of others": rows(
        *((f"c{n}", what, at) for n in range(4) for at, what in enumerate("xyxy"[: n + 1]))
    ),
    "before 1970 and far in the future": rows(
        ("a", "x", -40_000_000), ("a", "y", -39_999_999.99), ("b", "x", 900_000_000), ("b", "y", 900_000_001.5)
    ),
}


@pytest.mark.parametrize("name", NAMED)
def test_a_named_log_has_the_same_summaries(quick: Engine, name: str) -> None:
    table = NAMED[name]
    check_same(summaries(quick.table(table), ALL, each_case=True), local(table))


def together() -> pl.DataFrame:
    """Return the named logs as one, each with cases of its own."""
    ours = [
        table.with_columns(
            pl.when(pl.col("id") != "").then(pl.lit(f"{number:02} ") + pl.col("id")).otherwise("id").alias("id")
        )
        for number, table in enumerate(NAMED.values())
    ]
    return pl.concat(ours)


def test_all_named_logs_as_one_have_the_same_summaries(engine: Engine) -> None:
    table = together()
    check_same(summaries(engine.table(table), ALL, each_case=True), local(table))


def test_without_each_case_variants_are_counted_the_same(engine: Engine) -> None:
    table = NAMED["variants that are prefixes of others"]
    found = summaries(engine.table(table), Columns(case="id", activity="what", time="at"))
    check_same(found, local(table, Columns(case="id", activity="what", time="at")))
    assert found.each_case is None


@pytest.mark.parametrize("kind", [pl.Int64, pl.String], ids=["numbers", "text"])
def test_cases_may_be_numbers_or_text(quick: Engine, kind: pl.DataType) -> None:
    table = NAMED["self loops"].with_columns(pl.col("id").replace_strict({"a": "9", "b": "10"}).cast(kind))
    found = summaries(quick.table(table), ALL, each_case=True)
    check_same(found, local(table))
    assert found.each_case is not None
    assert found.each_case.ids.to_list() == ["10", "9"]


@pytest.mark.parametrize(
    ("kind", "note"),
    [
        pytest.param(pl.Datetime("us"), "Times in at have no zone and are taken as UTC.", id="without a zone"),
        pytest.param(pl.Date, "Times in at have no zone and are taken as UTC.", id="days"),
    ],
)
def test_a_time_without_zone_is_utc_and_that_is_said(engine: Engine, kind: pl.DataType, note: str) -> None:
    columns = Columns(case="id", activity="what", time="at", row="nr")
    table = rows(("a", "x", 0), ("a", "y", 1_500), ("b", "x", 3_000), ("b", "x", 3_001)).with_columns(
        pl.col("at").dt.replace_time_zone(None).cast(kind)
    )
    found = summaries(engine.table(table), columns)
    check_same(found, local(table, columns))
    instants = engine.name == "spark" and kind == pl.Datetime  # Ibis does not tell Spark's two kinds of times apart
    assert found.notes == (() if instants else (note,))


def test_without_a_column_for_ties_the_distortion_is_said_and_counted(quick: Engine) -> None:
    columns = Columns(case="id", activity="what", time="at")
    table = rows(("a", "b", 0), ("a", "a", 0), ("a", "c", 1), ("b", "a", 0), ("b", "a", 0), ("b", "c", 0))
    found = summaries(quick.table(table), columns)
    check_same(found, local(table, columns))
    assert (found.ties, found.undecided) == (3, 2)
    assert found.notes == (
        (
            "No column decides between events of a case at the same time: they are ordered by activity, as the engine "
            "orders texts, which is not the order in which they happened."
        ),
        "2 of 3 events at the time of the event before are ordered by the name of their activity alone.",
    )


def test_with_a_column_for_ties_they_are_counted_and_nothing_is_undecided(quick: Engine) -> None:
    found = summaries(quick.table(NAMED["ties in the order of their rows"]), ALL)
    assert (found.ties, found.undecided) == (4, 0)
    assert found.notes == ()


def test_what_is_no_event_is_counted_by_reason(quick: Engine) -> None:
    found = summaries(quick.table(NAMED["events without case, activity or time"]), ALL)
    assert found.left_out == {"no activity": 2, "no case": 2, "no time": 1}
    assert found.notes == (
        "2 rows are left out: no activity.",
        "2 rows are left out: no case.",
        "1 row is left out: no time.",
    )


def test_states_of_a_life_cycle_that_do_not_count_are_left_out_and_counted(quick: Engine) -> None:
    table = rows(("a", "x", 0), ("a", "x", 5), ("a", "y", 6), ("a", "y", 7), ("b", "y", 8)).with_columns(
        pl.Series("part", ["start", "COMPLETE", "schedule", "Complete", None])
    )
    columns = Columns(case="id", activity="what", time="at", row="nr", lifecycle="part")
    found = summaries(quick.table(table), columns)
    assert (found.events, found.cases, found.labels) == (2, 1, ("x", "y"))
    assert found.left_out == {"other life cycle state": 3}
    assert found.notes[0] == "Rows count as events where part is complete."


def test_postgres_knows_endless_times_and_they_are_left_out(postgres: Postgres) -> None:
    table = postgres.table(NAMED["self loops"])
    postgres.connection.execute(
        "INSERT INTO events (id, what, at) VALUES ('a', 'x', 'infinity'), ('a', 'x', '0044-03-15 BC')"
    )
    found = summaries(table, ALL)
    assert found.left_out == {"no time": 2}
    assert found.events == 6


def test_an_empty_table_is_refused(engine: Engine) -> None:
    with pytest.raises(InputError) as refused:
        summaries(engine.table(NAMED["self loops"].clear()), ALL, "leads")
    assert str(refused.value) == "leads: expected at least one event, found none. Name other columns or a table."


def test_a_table_of_rows_that_are_no_events_is_refused_with_the_reasons(duckdb: Engine) -> None:
    with pytest.raises(InputError) as refused:
        summaries(duckdb.table(rows(("a", "x", None), (None, "x", 0), ("", "x", 0))), ALL, "leads")
    expected = (
        "leads: expected at least one event, found 2 with no case, 1 with no time. Name other columns or a table."
    )
    assert str(refused.value) == expected


def test_a_table_that_changes_while_it_is_asked_is_refused(duckdb: Files) -> None:
    table = duckdb.table(rows(*((f"c{n}", what, n) for n in range(200) for what in "xyz")))
    some = table.filter(ibis.random() < 0.5)
    with pytest.raises(InputError) as refused:
        summaries(some, ALL, "leads", each_case=True)
    assert str(refused.value) == (
        "leads: expected a table that stands still while it is asked, found answers that do not fit together. "
        "Ask again when nothing writes to it, or name a copy or a view of past times."
    )


NO_CHECKS = (HealthCheck.function_scoped_fixture, HealthCheck.too_slow)
MADE = st.lists(
    st.tuples(
        st.sampled_from(["a", "b", "NA", "10", "9", "é"]),
        st.sampled_from(["x", "y", "z", "x y"]),
        st.integers(0, 6),
        st.one_of(st.none(), st.integers(0, 4)),
        st.sampled_from([None, "Ann", "Ben"]),
        st.sampled_from([None, "SMB"]),
    ),
    min_size=1,
    max_size=24,
)


@given(events=MADE)
@settings(max_examples=12, suppress_health_check=NO_CHECKS)
def test_a_made_log_has_the_same_summaries_in_duckdb(duckdb: Engine, events: list[tuple[object, ...]]) -> None:
    table = rows(*events)
    check_same(summaries(duckdb.table(table), ALL, each_case=True), local(table))


@given(events=MADE)
@settings(max_examples=10, suppress_health_check=NO_CHECKS)
def test_a_made_log_has_the_same_summaries_in_postgres(postgres: Engine, events: list[tuple[object, ...]]) -> None:
    table = rows(*events)
    check_same(summaries(postgres.table(table), ALL, each_case=True), local(table))


@pytest.mark.xdist_group("spark")
@given(events=MADE)
@settings(max_examples=1, suppress_health_check=NO_CHECKS)
def test_a_made_log_has_the_same_summaries_in_spark(spark: Engine, events: list[tuple[object, ...]]) -> None:
    table = rows(*events)
    check_same(summaries(spark.table(table), ALL, each_case=True), local(table))


@pytest.mark.realdata
@pytest.mark.parametrize(
    ("log", "events", "cases", "ways"), [("helpdesk", 21_348, 4_580, 226), ("sepsis", 15_214, 1_050, 846)]
)
def test_a_real_log_has_the_same_summaries(
    engine: Engine, realdata: Path, log: str, events: int, cases: int, ways: int
) -> None:
    table = real(realdata / "logs" / f"{log}.xes.gz")
    columns = Columns(case="id", activity="what", time="at", row="nr", resource="who")
    found = summaries(engine.table(table), columns, each_case=True)
    assert (found.events, found.cases, len(found.variants)) == (events, cases, ways)
    check_same(found, local(table, columns))


def real(path: Path) -> pl.DataFrame:
    """Return the events of an XES file."""
    found, _ = r4pm.df.import_xes(str(path))
    return found.select(
        pl.col("case:concept:name").cast(pl.String).alias("id"),
        pl.col("concept:name").cast(pl.String).alias("what"),
        pl.col("time:timestamp").cast(UTC_US).alias("at"),
        pl.int_range(1, pl.len() + 1).alias("nr"),
        (pl.col("org:resource") if "org:resource" in found.columns else pl.col("org:group"))
        .cast(pl.String)
        .alias("who"),
    )
