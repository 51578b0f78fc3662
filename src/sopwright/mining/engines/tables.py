"""What do the summaries look like as tables that other tools read?

In: ``Summaries``. Out: one frame a question. Times are milliseconds, instants are in UTC; every line has its n.

Law: the tables say all that the summaries say, and nothing of a single case unless cases were asked for.
"""

import json
from datetime import UTC, datetime, timedelta
from io import BytesIO

import polars as pl

from sopwright.log import spreadsheet
from sopwright.log.event_log import UNKNOWN, Coded, Column, Int64, Moments
from sopwright.log.reading import MOMENT
from sopwright.mining.engines.cases import Cases
from sopwright.mining.engines.summaries import Summaries
from sopwright.mining.history.statistics import Statistics
from sopwright.mining.quantiles import RULE

ARROW = " → "
"""Between the activities of a variant in ``way``."""
DEFINITIONS = {
    "edge": "Two neighbouring events of a case, in the order of time, then of the column for ties.",
    "wait": "From the time of an event to the start of the next one where it is known, to its time where not.",
    "work": "From the start of an event to its time, where the start is known; n counts those events.",
    "duration": "From the earliest start or time of a case to its last time.",
    "handover": "Two neighbouring events of a case that state different resources.",
    "stays": "How often the next event of the case states the same resource.",
    "median, p90": RULE,
    "day": "From midnight to midnight in UTC.",
}


def tables(found: Summaries) -> dict[str, pl.DataFrame]:
    """Return the summaries as tables, by name."""
    labels = pl.Series(found.labels, dtype=pl.String)
    made = {
        "activities": pl.DataFrame(
            {
                "activity": labels,
                "events": found.activity_events,
                "cases": found.activity_cases,
                "starts": found.starts,
                "ends": found.ends,
            }
        ).hstack(_times("work", found.work)),
        "edges": pl.DataFrame(
            {
                "source": labels.gather(found.edges.source),
                "target": labels.gather(found.edges.target),
                "count": found.edges.count,
                "cases": found.edges.cases,
            }
        ).hstack(_times("wait", found.waits)),
        "variants": _variants(found, labels),
        "durations": pl.DataFrame(_times("duration", found.durations)),
        "days": pl.DataFrame(
            {
                "day": pl.from_epoch(pl.Series(found.days.start), time_unit="us").cast(pl.Date),
                "arrivals": found.days.arrivals,
                "finished": found.days.finished,
                "events": found.days.events,
            }
        ),
        "left_out": pl.DataFrame(
            {"reason": list(found.left_out), "rows": list(found.left_out.values())},
            schema={"reason": pl.String, "rows": pl.Int64},
        ),
    }
    if found.handovers is not None:
        who = pl.Series(found.handovers.labels, dtype=pl.String)
        made["resources"] = pl.DataFrame(
            {"resource": who, "events": found.resource_events, "stays": found.handovers.stays_of}
        )
        made["handovers"] = pl.DataFrame(
            {
                "source": who.gather(found.handovers.source),
                "target": who.gather(found.handovers.target),
                "count": found.handovers.count,
                "cases": found.handovers.cases,
            }
        ).hstack(_times("wait", found.handovers.wait))
    if found.each_case is not None:
        made["cases"] = _cases(found.each_case)
    return made


def contents(found: Summaries, source: str) -> dict[str, bytes]:
    """Return the tables as files, each as Parquet and CSV, and in ``about.json`` where they are from.

    Args:
        found: The summaries.
        source: Where the table lies, without a password.
    """
    about = {
        "source": source,
        "engine": found.engine,
        "events": found.events,
        "cases": found.cases,
        "first": _when(found.first),
        "last": _when(found.last),
        "ties": found.ties,
        "undecided": found.undecided,
        "left_out": dict(found.left_out),
        "notes": list(found.notes),
        "definitions": DEFINITIONS,
    }
    made = {"about.json": json.dumps(about, ensure_ascii=False, indent=2).encode() + b"\n"}
    for name, table in tables(found).items():
        binary = BytesIO()
        table.write_parquet(binary)
        made[f"{name}.parquet"] = binary.getvalue()
        made[f"{name}.csv"] = spreadsheet.csv(table.select(pl.exclude(pl.List(pl.String))))
    return made


def _when(time: int) -> str:
    """Return an instant as people and programs read it."""
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=time)).isoformat()


def _times(what: str, found: Statistics) -> list[pl.Series]:
    """Return columns of times in milliseconds, to the microsecond; null where there is none."""
    return [
        pl.Series(f"{what}_n", found.n),
        *(
            (pl.Series(f"{what}_{name}_ms", values) / 1000).round(3).fill_nan(None)
            for name, values in (("mean", found.mean), ("median", found.median), ("p90", found.p90))
        ),
        *(
            pl.Series(f"{what}_{name}_ms", values).replace(UNKNOWN, None) / 1000
            for name, values in (("least", found.least), ("most", found.most))
        ),
        pl.Series(f"{what}_total_ms", found.total / 1000),
    ]


def _variants(found: Summaries, labels: pl.Series) -> pl.DataFrame:
    flow = found.variants
    lengths = flow.offsets[1:] - flow.offsets[:-1]
    words = labels.gather(flow.activity.astype("int64"))
    ways = (
        pl.DataFrame(
            {"variant": pl.int_range(len(flow), eager=True).repeat_by(pl.Series(lengths)).explode(), "way": words}
        )
        .group_by("variant", maintain_order=True)
        .agg("way")["way"]
    )
    return pl.DataFrame(
        {
            "variant": pl.int_range(1, len(flow) + 1, eager=True),
            "cases": flow.cases,
            "share": flow.cases / found.cases,
            "events": lengths,
            "way": ways.list.join(ARROW),
            "activities": ways,
        }
    )


def _cases(found: Cases) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "case": found.ids,
            "variant": found.variant + 1,
            "events": found.events,
            "begin": _instants(found.begin),
            "end": _instants(found.end),
            **{f"case:{name}": _plain(column) for name, column in found.attributes.items()},
        }
    )


def _instants(values: Int64) -> pl.Series:
    return pl.from_epoch(pl.Series(values).replace(UNKNOWN, None), time_unit="us").cast(MOMENT)


def _plain(column: Column) -> pl.Series:
    if isinstance(column, Moments):
        return _instants(column.values)
    if isinstance(column, Coded):
        words = pl.Series([*column.labels, None], dtype=pl.String)
        return words.gather(pl.Series(column.codes).replace(-1, len(column.labels)))
    return pl.Series(column.values).fill_nan(None)
