"""What happens day by day, by what the engine says?

In: the answer to ``questions.days``. Out: one line a day.

Law: the arrivals of all days are the cases, and so are the cases that ended; the events of all days are the events.
"""

from dataclasses import dataclass

import polars as pl

from sopwright.log.event_log import Int64
from sopwright.mining.engines.questions import COUNT, EARLIEST, ENDS, EVENTS, KIND, PERIOD, STARTS


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Days:
    """What happens on each day in UTC on which anything does.

    Attributes:
        start: When the day begins: microseconds since 1970 in UTC, ascending.
        arrivals: How many cases began.
        finished: How many cases had their last event.
        events: How many events happened.
    """

    start: Int64
    arrivals: Int64
    finished: Int64
    events: Int64


def days_of(answered: pl.DataFrame) -> Days:
    """Return what happens on each day."""
    found = answered.group_by(PERIOD).agg(
        pl.col(COUNT).filter(pl.col(KIND) == kind).sum().alias(kind) for kind in (STARTS, ENDS, EVENTS)
    )
    found = found.sort(PERIOD)
    return Days(
        start=found[PERIOD].to_numpy() + EARLIEST,
        arrivals=found[STARTS].to_numpy(),
        finished=found[ENDS].to_numpy(),
        events=found[EVENTS].to_numpy(),
    )
