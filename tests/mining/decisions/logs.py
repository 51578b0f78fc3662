"""Event logs with a planted decision."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

import polars as pl

from sopwright.log.encoding import encoded
from sopwright.log.event_log import EventLog
from sopwright.log.reading import MOMENT, Reading, nothing_refused

BEGIN = datetime(2026, 3, 2, 8, tzinfo=UTC)

Event = tuple[str, Mapping[str, object]]
"""An activity and what its row states; names that begin with ``case:`` are stated of the case."""


def log_of(cases: Sequence[Sequence[Event]], apart: timedelta = timedelta(minutes=10)) -> EventLog:
    """Return the log of some cases, each begun an hour after the one before."""
    rows: list[dict[str, object]] = []
    for number, events in enumerate(cases):
        for at, (activity, stated) in enumerate(events):
            time = BEGIN + number * timedelta(hours=1) + at * apart
            rows.append({"case": f"c{number:05}", "activity": activity, "time": time, "row": len(rows) + 1, **stated})
    names = list(dict.fromkeys(name for row in rows for name in row))
    frame = pl.DataFrame({name: [row.get(name) for row in rows] for name in names}, strict=False)
    frame = frame.with_columns(pl.col("time").cast(MOMENT), pl.lit("made").alias("source"))
    return encoded([Reading(rows=frame, refused=nothing_refused())])
