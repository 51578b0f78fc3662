"""Logs made by hand, short enough to read in a test: an event is ``(case, minute, activity, who)``, and more by name.

Law: minutes are counted from ``DAY``, a Monday at midnight in UTC; the log is made by the encoder, as any other.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl

from sopwright.log.encoding import encoded
from sopwright.log.event_log import EventLog
from sopwright.log.reading import MOMENT, Reading, nothing_refused

DAY = datetime(2026, 3, 2, tzinfo=UTC)

Event = tuple[str, float, str, str | None] | tuple[str, float, str, str | None, Mapping[str, Any]]


def at(minute: float) -> datetime:
    """Return the instant so many minutes after ``DAY``."""
    return DAY + timedelta(minutes=minute)


def us(minute: float) -> int:
    """Return the same in microseconds since 1970."""
    return round(at(minute).timestamp() * 1_000_000)


def log_of(events: Sequence[Event]) -> EventLog:
    """Return the log of these events; ``start`` and ``case:created`` are given in minutes as well."""
    rows: list[dict[str, Any]] = []
    for number, (case, minute, activity, who, *more) in enumerate(events, start=1):
        further = dict(more[0]) if more else {}
        for name in ("start", "case:created"):
            if further.get(name) is not None:
                further[name] = at(further[name])
        rows.append({
            "case": case, "activity": activity, "time": at(minute), "resource": who, "row": number, "source": "made",
            **further,
        })  # fmt: skip
    names = list(dict.fromkeys(name for row in rows for name in row))
    frame = pl.DataFrame([{name: row.get(name) for name in names} for row in rows], infer_schema_length=None)
    moments = [name for name in ("time", "start", "case:created") if name in names]
    frame = frame.with_columns(pl.col(name).cast(MOMENT) for name in moments)
    return encoded([Reading(rows=frame.with_columns(pl.col("resource").cast(pl.String)), refused=nothing_refused())])
