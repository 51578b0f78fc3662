"""What is in a table before anyone knows what its columns mean? Columns as they are called, rows with their lines.

In: nothing; this is the type that ``delimited`` and ``parquet`` hand to those who find events in tables.

Law: a value of a delimited file is the text that is written there: ``NA``, ``null``, ``1.0`` and ``01`` stay as they
are; only an empty field is null.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import polars as pl

from sopwright.log.reading import REFUSED, nothing_refused

LONGEST_VALUE = 80
"""Letters of a refused value that are shown."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Table:
    """A table in a file.

    Attributes:
        name: The file, as the user named it.
        rows: The columns under the names of the file; text, unless the file states types.
        lines: For each row the line on which it begins, from 1; the number of the row where a file has no lines.
        refused: Rows that could not be read, as ``REFUSED``.
        read: How many rows the file has, those included that were refused.
        notes: What was found on the way, one sentence each.
    """

    name: str
    rows: pl.DataFrame
    lines: pl.Series
    refused: pl.DataFrame
    read: int
    notes: tuple[str, ...] = ()

    def only(self, kept: pl.Series) -> "Table":
        """Return the table with those rows only for which ``kept`` is true."""
        return replace(self, rows=self.rows.filter(kept), lines=self.lines.filter(kept))


def unique_names(header: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return a name for each column, no two alike, and a sentence for each that was changed.

    Examples:
        >>> unique_names(["Id", "Name", "Name", ""])[0]
        ['Id', 'Name', 'Name (2)', 'column 4']
    """
    names: list[str] = []
    notes: list[str] = []
    taken = {name.strip() for name in header}
    for number, written in enumerate(header, 1):
        name = written.strip() or f"column {number}"
        again = 2
        found = name
        while found in names or (found != name and found in taken):
            found, again = f"{name} ({again})", again + 1
        if found != name:
            notes.append(f"Column {number} is called {name} as an earlier one is; it is taken as {found}.")
        elif not written.strip():
            notes.append(f"Column {number} has no name; it is taken as {found}.")
        names.append(found)
    return names, notes


def refusals(name: str, lines: pl.Series, column: str, values: pl.Series, reason: str) -> pl.DataFrame:
    """Return a refusal for each line, all for one reason."""
    return pl.DataFrame(
        {
            "source": pl.repeat(name, len(lines), eager=True, dtype=pl.String),
            "row": lines.cast(pl.Int64),
            "column": pl.repeat(column, len(lines), eager=True, dtype=pl.String),
            "value": values.cast(pl.String).fill_null("").str.slice(0, LONGEST_VALUE),
            "reason": pl.repeat(reason, len(lines), eager=True, dtype=pl.String),
        },
        schema=REFUSED,
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Check:
    """Something that a row must have.

    Attributes:
        failed: For each row whether it lacks it.
        column: Where it should be.
        values: What is there.
        reason: What was expected.
    """

    failed: pl.Series
    column: str
    values: pl.Series
    reason: str


def checked(table: Table, checks: Sequence[Check]) -> tuple[pl.Series, pl.DataFrame]:
    """Return which rows pass all checks, and the refusals of the others, each for the first check that it fails."""
    kept = pl.Series([True]).new_from_index(0, len(table.rows))
    frames = []
    for check in checks:
        failed = check.failed & kept
        if failed.any():
            kept &= ~failed
            values = check.values.filter(failed)
            frames.append(refusals(table.name, table.lines.filter(failed), check.column, values, check.reason))
    return kept, all_refused(frames).sort("row", maintain_order=True)


def all_refused(frames: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Return all refusals together."""
    return pl.concat([nothing_refused(), *frames])
