"""What are the rows themselves? All events of a table, brought here.

In: an Ibis table and the names of its columns. Out: a ``Reading``, as from a file.

Law: rows come in the order that decides between equal times. Every row is an event or is refused with a reason; the
states of a life cycle are kept, so that starts and completions can be joined here.
"""

import polars as pl

from sopwright.log.reading import (
    ACTIVITY,
    CASE,
    LIFECYCLE,
    MOMENT,
    OF_CASE,
    REFUSED,
    RESOURCE,
    ROW,
    SOURCE,
    START,
    TIME,
    Reading,
)
from sopwright.mining.engines.answers import answer
from sopwright.mining.engines.columns import Columns
from sopwright.mining.engines.events import NO_ACTIVITY, NO_CASE, NO_TIME, STATE, Relation, events

_COLUMNS = {NO_CASE: CASE, NO_ACTIVITY: ACTIVITY, NO_TIME: TIME}
_REASONS = {
    NO_CASE: "no case is stated",
    NO_ACTIVITY: "no activity is stated",
    NO_TIME: "no time is stated, or one outside the years 1 to 9999",
}


def reading_of(table: Relation, columns: Columns, name: str = "the table") -> Reading:
    """Return the events in a table.

    Args:
        table: An Ibis table.
        columns: Which of its columns say what; ``states`` are not looked at.
        name: What to call the table in messages, and in the column ``source``.

    Raises:
        InputError: A column is not there or cannot say what it should.
    """
    asked = events(table, columns, name, all_states=True)
    rows = asked.rows.order_by([asked.rows[one] for one in (TIME, ROW, ACTIVITY) if one in asked.rows.columns])
    found = answer(rows.drop(ROW) if ROW in rows.columns else rows).with_row_index(ROW, offset=1)
    found = found.with_columns(
        pl.col(ROW).cast(pl.Int64),
        pl.lit(name).alias(SOURCE),
        *(pl.col(one).cast(pl.String) for one in (CASE, RESOURCE, LIFECYCLE) if one in found.columns),
        *(pl.from_epoch(one, time_unit="us").cast(MOMENT) for one in (TIME, START) if one in found.columns),
    )
    found = found.rename({what: f"{OF_CASE}{called}" for what, called in columns.of_case().items()})
    refused = found.filter(pl.col(STATE) != "")
    return Reading(
        rows=found.filter(pl.col(STATE) == "").drop(STATE),
        refused=pl.DataFrame(
            {
                SOURCE: refused[SOURCE],
                ROW: refused[ROW],
                "column": refused[STATE].replace_strict(_COLUMNS, return_dtype=pl.String),
                "value": pl.Series([""] * len(refused), dtype=pl.String),
                "reason": refused[STATE].replace_strict(_REASONS, return_dtype=pl.String),
            },
            schema=REFUSED,
        ),
        notes=asked.notes,
    )
