"""What does a Parquet file say? A table with the types that it states; or one of our own logs once more.

In: a file. Out: a ``Table``, or a ``Reading``.

Law: rows are numbered from 1 in the order of the file. A log that is read again keeps its rows, numbers and sources, so
that several logs can be joined.
"""

import json
from pathlib import Path

import polars as pl

from sopwright.errors import InputError, refuse
from sopwright.log.reading import NAMES, Reading, nothing_refused
from sopwright.log.store import KEY, OF_EVENT
from sopwright.log.table import Table

MARK = b"PAR1"


def read_parquet(path: Path, name: str) -> Table:
    """Return the table in a Parquet file.

    Raises:
        InputError: It is damaged, or holds nothing.
    """
    try:
        rows = pl.read_parquet(path)
    except (OSError, pl.exceptions.PolarsError) as error:
        raise _damaged(name) from error
    categories = [column for column, kind in rows.schema.items() if kind in (pl.Categorical, pl.Enum)]
    rows = rows.with_columns(pl.col(categories).cast(pl.String)) if categories else rows
    nested = [column for column, kind in rows.schema.items() if kind.is_nested() or kind == pl.Binary]
    notes = [f"{name}: the column {column} holds no plain values and is left out." for column in nested]
    return Table(
        name=name,
        rows=rows.drop(nested),
        lines=pl.int_range(1, len(rows) + 1, eager=True, dtype=pl.Int64),
        refused=nothing_refused(),
        read=len(rows),
        notes=tuple(notes),
    )


def read_again(path: Path, name: str) -> Reading:
    """Return the rows of a log that ``sopwright log`` made.

    Raises:
        InputError: It is damaged.
    """
    try:
        about = json.loads(pl.read_parquet_metadata(path)[KEY])
        stored = pl.read_parquet(path)
        columns = [column for column in NAMES if column in stored.columns]
        attributes = {column: column.removeprefix(OF_EVENT) for column in stored.columns if ":" in column}
        rows = stored.select(*columns, *attributes).rename(attributes)
        return Reading(rows=rows, refused=nothing_refused(), notes=tuple(about["notes"]), read=len(rows))
    except (OSError, pl.exceptions.PolarsError, KeyError, ValueError, TypeError) as error:
        raise _damaged(name) from error


def _damaged(name: str) -> InputError:
    found = "expected a whole Parquet file, found one that is cut short or damaged"
    return refuse(name, found, "Copy or export it again")
