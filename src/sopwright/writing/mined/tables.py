"""Which tables go with the report? Everything that it says, for programs: Parquet, CSV and one JSON file.

In: all that the page says. Out: the tables by name, and what each column means.

Law: times are milliseconds, instants UTC; a number that is not known is null; every table and column is described in
``COLUMNS``, which ``mined.json`` carries along.
"""

import json
from collections.abc import Iterable, Mapping
from io import BytesIO

import numpy as np
import polars as pl

from sopwright.log import spreadsheet
from sopwright.log.event_log import Coded, Column, Float64, Int32, Int64, Moments
from sopwright.mining.history.handovers import Handovers
from sopwright.mining.history.overview import Overview
from sopwright.mining.history.statistics import Statistics, statistics
from sopwright.mining.history.times import first_begins
from sopwright.mining.measures.measure import Measure
from sopwright.writing.mined.standouts import Standout
from sopwright.writing.mined.telling import Told
from sopwright.writing.mined.worth_tables import COLUMNS as WORTH
from sopwright.writing.mined.worth_tables import worth_tables

COLUMNS: Mapping[str, Mapping[str, str]] = {
    "activities": {
        "activity": "name of the activity",
        "events": "how often it happens",
        "cases": "in how many cases",
        "first": "in how many cases it comes first",
        "last": "in how many cases it comes last",
        "again": "how often it happens after an earlier time in the same case",
        "again_cases": "in how many cases it happens more than once",
        "work_n": "events whose start is known",
        "work_median_ms": "median time from start to end",
        "work_p90_ms": "90th percentile of it",
        "work_total_ms": "all of it together",
    },
    "edges": {
        "source": "activity",
        "target": "activity that follows directly upon it",
        "count": "how often",
        "cases": "in how many cases",
        "wait_median_ms": "median time from the end of the one to the beginning of the other; below zero where"
        " they overlap",
        "wait_mean_ms": "mean of it",
        "wait_p90_ms": "90th percentile of it",
        "wait_total_ms": "all waits together, overlaps taken off",
    },
    "variants": {
        "variant": "number, 1 for the most frequent",
        "cases": "how many cases go this way",
        "share": "part of all cases, 0 to 1",
        "events": "how many events it has",
        "duration_median_ms": "median duration of its cases",
        "way": "its activities in order, as a JSON list",
    },
    "cases": {
        "case": "id of the case",
        "variant": "number of its variant",
        "begin": "when it began, UTC",
        "end": "when its last event was, UTC",
        "events": "how many events it has",
        "duration_ms": "from its first beginning to its last end",
        "again": "whether an activity happens more than once in it",
    },
    "people": {
        "person": "name, as the source states it",
        "events": "events that are theirs",
        "cases": "cases in which they took part",
        "taken_n": "how often they went on with what somebody else did before",
        "taken_wait_median_ms": "median wait before that",
        "work_n": "events of theirs whose start is known",
        "work_median_ms": "median time worked on them",
        "work_total_ms": "all of it together",
    },
    "handovers": {
        "by": "person, role or system",
        "source": "who hands over",
        "target": "who takes over",
        "count": "how often",
        "cases": "in how many cases",
        "wait_median_ms": "median wait on the way",
        "wait_p90_ms": "90th percentile of it",
    },
    "trend": {
        "period": "day, week, month or quarter",
        "begin": "when it begins, UTC",
        "begun": "cases that began in it",
        "ended": "cases whose last event was in it",
        "events": "events in it",
        "in_progress": "cases in progress when it ended",
        "duration_median_ms": "median duration of the cases that began in it",
        "unfinished": "whether such cases may go on after the log ends, so that durations are too short",
    },
    "figures": {
        "of": "what the figure belongs to",
        "label": "what is measured",
        "group": "of which person, month or group; empty for all",
        "value": "the number; null when unknown",
        "unit": "ms, share, count or another unit",
        "n": "number of observations",
        "low": "lower end of the 95 % interval; null when none can be given",
        "high": "upper end",
        "unknown": "why there is no value",
        "unusual": "why it differs from the others by more than chance",
        "definition": "how it is counted",
    },
    **WORTH,
}
"""What each column of each table means; ``cases`` has the attributes of the log as well, as ``attribute:NAME``."""


def tables(
    told: Overview, figures: Iterable[tuple[str, Measure]] = (), worth: Mapping[str, pl.DataFrame] | None = None
) -> dict[str, pl.DataFrame]:
    """Return all tables by name."""
    return {
        "activities": _activities(told),
        "edges": _edges(told),
        "variants": _variants(told),
        "cases": _cases(told),
        "people": _people(told),
        "handovers": _handovers(told),
        "trend": _trend(told),
        "figures": _figures(figures),
        **(worth_tables() if worth is None else worth),
    }


def parquet(table: pl.DataFrame) -> bytes:
    """Return a table as Parquet."""
    sink = BytesIO()
    table.write_parquet(sink)
    return sink.getvalue()


def csv(table: pl.DataFrame) -> bytes:
    """Return a table as CSV, instants in ISO form; texts that look like formulas with an apostrophe before them."""
    return spreadsheet.csv(table, "%Y-%m-%dT%H:%M:%S%.3fZ")


MOST_ROWS = 1_000
"""Rows of a table that ``mined.json`` holds; all are in the tables beside it."""


def as_json(told: Told, found: Mapping[str, pl.DataFrame]) -> str:
    """Return what is said in words, and the head of each table, as JSON."""
    content = {
        "title": told.title,
        "says": [_standout(one) for one in told.standouts],
        "basis": list(told.basis),
        "columns": COLUMNS,
        "rows": {name: len(table) for name, table in found.items()},
        "tables": {name: json.loads(table.head(MOST_ROWS).write_json()) for name, table in found.items()},
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _standout(one: Standout) -> dict[str, object]:
    return {"text": one.text, "n": one.n, "of": one.of, "cases": list(one.cases), "weight": round(one.weight, 4)}


def _ms(values: Float64) -> pl.Series:
    return (pl.Series(np.asarray(values, dtype=np.float64)) / 1000).fill_nan(None)


def _words(codes: Int32, labels: tuple[str, ...]) -> pl.Series:
    return pl.Series(labels, dtype=pl.String).gather(pl.Series(codes, dtype=pl.Int64))


def _instants(values: Int64 | pl.Series) -> pl.Series:
    return pl.Series(values, dtype=pl.Int64).cast(pl.Datetime("us")).dt.replace_time_zone("UTC")


def _activities(told: Overview) -> pl.DataFrame:
    found, work = told.rework, told.work
    table = pl.DataFrame(
        {
            "activity": pl.Series(told.log.activity.labels, dtype=pl.String),
            "events": found.events,
            "cases": found.cases,
            "first": told.starts,
            "last": told.ends,
            "again": found.again,
            "again_cases": found.again_cases,
            "work_n": work.n,
            "work_median_ms": _ms(work.median),
            "work_p90_ms": _ms(work.p90),
            "work_total_ms": _total(work),
        }
    )
    return table.filter(pl.col("events") > 0)


def _total(found: Statistics) -> pl.Series:
    return _ms(np.where(found.n > 0, found.total, np.nan))


def _edges(told: Overview) -> pl.DataFrame:
    edges, labels = told.found.edges, told.log.activity.labels
    return pl.DataFrame(
        {
            "source": _words(edges.source, labels),
            "target": _words(edges.target, labels),
            "count": edges.count,
            "cases": edges.cases,
            "wait_median_ms": _ms(told.wait.median),
            "wait_mean_ms": _ms(told.wait.mean),
            "wait_p90_ms": _ms(told.wait.p90),
            "wait_total_ms": _ms(told.wait.total),
        }
    )


def _variants(told: Overview) -> pl.DataFrame:
    found, labels = told.variants, told.log.activity.labels
    lasting = statistics(told.durations, found.of_case, len(found))
    ways = [json.dumps([labels[code] for code in found.sequence(at)], ensure_ascii=False) for at in range(len(found))]
    return pl.DataFrame(
        {
            "variant": np.arange(1, len(found) + 1),
            "cases": found.cases,
            "share": found.cases / told.log.cases,
            "events": np.diff(found.offsets),
            "duration_median_ms": _ms(lasting.median),
            "way": pl.Series(ways, dtype=pl.String),
        }
    )


def _cases(told: Overview) -> pl.DataFrame:
    log = told.log
    return pl.DataFrame(
        {
            "case": log.case_ids,
            "variant": told.variants.of_case + 1,
            "begin": _instants(first_begins(log)),
            "end": _instants(log.time[log.offsets[1:] - 1]),
            "events": log.lengths,
            "duration_ms": told.durations // 1000,
            "again": told.rework.repeating,
            **{f"attribute:{name}": _plain(column) for name, column in sorted(log.case_attributes.items())},
        }
    )


def _plain(column: Column) -> pl.Series:
    if isinstance(column, Coded):
        return pl.Series(column.labels, dtype=pl.String).gather(
            pl.Series(column.codes).replace(-1, None).cast(pl.Int64)
        )
    if isinstance(column, Moments):
        return _instants(pl.Series(column.values).replace(np.iinfo(np.int64).min, None))
    return pl.Series(column.values).fill_nan(None)


def _people(told: Overview) -> pl.DataFrame:
    found = told.persons
    if found is None:
        return pl.DataFrame(schema=dict.fromkeys(COLUMNS["people"], pl.Null))
    table = pl.DataFrame(
        {
            "person": pl.Series(found.labels, dtype=pl.String),
            "events": found.events,
            "cases": found.cases,
            "taken_n": found.taken.n,
            "taken_wait_median_ms": _ms(found.taken.median),
            "work_n": found.work.n,
            "work_median_ms": _ms(found.work.median),
            "work_total_ms": _total(found.work),
        }
    )
    return table.filter(pl.col("events") > 0)


def _handovers(told: Overview) -> pl.DataFrame:
    known = (("person", told.by_person), ("role", told.by_role), ("system", told.by_system))
    found = [_of(by, one) for by, one in known if one is not None and len(one.count)]
    return pl.concat(found) if found else pl.DataFrame(schema=dict.fromkeys(COLUMNS["handovers"], pl.Null))


def _of(by: str, found: Handovers) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "by": [by] * len(found.count),
            "source": _words(found.source, found.labels),
            "target": _words(found.target, found.labels),
            "count": found.count,
            "cases": found.cases,
            "wait_median_ms": _ms(found.wait.median),
            "wait_p90_ms": _ms(found.wait.p90),
        }
    )


def _trend(told: Overview) -> pl.DataFrame:
    found = told.trend
    return pl.DataFrame(
        {
            "period": pl.Series(found.labels, dtype=pl.String),
            "begin": _instants(found.start),
            "begun": found.arrivals,
            "ended": found.finished,
            "events": found.events,
            "in_progress": found.in_progress,
            "duration_median_ms": _ms(found.duration.median),
            "unfinished": found.unfinished,
        }
    )


def _figures(figures: Iterable[tuple[str, Measure]]) -> pl.DataFrame:
    rows = [
        (
            name,
            one.figure.label,
            one.group,
            None if one.figure.value is None else float(one.figure.value),
            one.figure.unit,
            one.figure.n,
            None if one.interval is None else float(one.interval.low),
            None if one.interval is None or one.interval.high is None else float(one.interval.high),
            one.figure.unknown,
            one.unusual,
            one.figure.definition,
        )
        for name, one in figures
    ]
    kinds: dict[str, type[pl.DataType]] = dict.fromkeys(COLUMNS["figures"], pl.String)
    kinds |= {"value": pl.Float64, "n": pl.Int64, "low": pl.Float64, "high": pl.Float64}
    return pl.DataFrame(rows, schema=kinds, orient="row")
