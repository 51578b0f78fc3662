"""What does a reader of some format hand over? Rows under our names, and all that it refused.

In: nothing; these are the types and the names of columns. Every reader in this room returns a ``Reading``.

Law: each row of the source is in ``rows`` or in ``refused``, never in both, and never in none.
"""

from dataclasses import dataclass

import polars as pl

CASE = "case"
ACTIVITY = "activity"
TIME = "time"
START = "start"
RESOURCE = "resource"
ROLE = "role"
SYSTEM = "system"
LIFECYCLE = "lifecycle"
ROW = "row"
"""Number of the row in its source, from 1; the line number where the source has lines."""
SOURCE = "source"
"""Name of the file, as the user named it."""

NAMES = (CASE, ACTIVITY, TIME, START, RESOURCE, ROLE, SYSTEM, LIFECYCLE, ROW, SOURCE)
OF_CASE = "case:"
"""How the name of a column begins that says something of the case, such as ``case:segment``."""

CREATED = "created"
"""The attribute of a case that says when its record was made: a ``MOMENT``."""
OWNER = "owner"
"""The attribute of an event that says to whom the record belongs from then on: stated at creation and at changes."""
OLD_OWNER = "old owner"
"""The attribute of an event that says to whom it belonged before a change of the owner."""

MOMENT = pl.Datetime("us", "UTC")

REFUSED = pl.Schema({SOURCE: pl.String, ROW: pl.Int64, "column": pl.String, "value": pl.String, "reason": pl.String})
"""The columns of what was refused: file, line, column, the value found (at most 80 characters), and why."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Reading:
    """What one file holds.

    Attributes:
        rows: At least ``case`` and ``activity`` (text, never null or empty), ``time`` (``MOMENT``, never null), ``row``
            and ``source``; further columns of ``NAMES`` where the source states them; any other column is an attribute
            (text, number, ``MOMENT`` or flag) of the event, or of the case where its name begins with ``case:``.
        refused: As ``REFUSED``.
        notes: What whoever reads figures from these rows must know, one sentence each, such as how columns were
            recognised and which zone was assumed.
        read: How many rows the source has, counted before anything was refused; -1 where the format has no rows, or the
            reader does not count them.
        looked_up: How many rows gave no event but were used, such as those of a table of people.
    """

    rows: pl.DataFrame
    refused: pl.DataFrame
    notes: tuple[str, ...] = ()
    read: int = -1
    looked_up: int = 0


def nothing_refused() -> pl.DataFrame:
    """Return the table of refused rows without a row."""
    return pl.DataFrame(schema=REFUSED)
