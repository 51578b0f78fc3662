"""How do rows become a log that answers quickly? Words become numbers, rows are sorted once.

In: what readers read. Out: one ``EventLog``.

Law: no row is added, dropped or changed. Rows of equal time in a case keep the order in which they were read: files in
the order given, rows in the order of the file. An attribute of the event is one of the case where all rows of each case
agree and the first row already states it.
"""

from collections.abc import Sequence

import numpy as np
import polars as pl

from sopwright.errors import refuse
from sopwright.log.event_log import UNKNOWN, Coded, Column, EventLog, Int32, Int64, Moments, Numbers
from sopwright.log.reading import (
    ACTIVITY,
    CASE,
    LIFECYCLE,
    MOMENT,
    NAMES,
    OF_CASE,
    RESOURCE,
    ROLE,
    ROW,
    SOURCE,
    START,
    SYSTEM,
    TIME,
    Reading,
)


def encoded(readings: Sequence[Reading]) -> EventLog:
    """Return one log of all rows that were read.

    Args:
        readings: What was read, at least one, in the order that decides between equal times.

    Raises:
        InputError: There is no row at all.
    """
    rows = _together([reading.rows for reading in readings])
    if rows.is_empty():
        where = ", ".join(dict.fromkeys(rows[SOURCE])) if len(rows) else "the log"
        raise refuse(where, "expected at least one event, found none", "Choose another file")
    case_ids = rows[CASE].unique().sort()
    case = _codes(rows[CASE], case_ids)
    time = _moments(rows[TIME])
    order = _order(case, time)
    if order is not None:
        rows, case, time = rows[order], case[order], time[order]
    lengths = np.bincount(case, minlength=len(case_ids))
    offsets = np.concatenate(([0], np.cumsum(lengths)))
    of_case, of_event = _attributes(rows, offsets)
    return EventLog(
        offsets=offsets,
        activity=coded(rows[ACTIVITY]),
        time=time,
        start=_moments(rows[START]) if _states(rows, START) else None,
        **{name: coded(rows[name]) for name in (RESOURCE, ROLE, SYSTEM) if _states(rows, name)},
        lifecycle=coded(rows[LIFECYCLE].str.to_lowercase()) if _states(rows, LIFECYCLE) else None,
        row=rows[ROW].cast(pl.Int64).to_numpy(),
        source=coded(rows[SOURCE]),
        case_ids=case_ids,
        case_attributes=of_case,
        event_attributes=of_event,
        notes=tuple(dict.fromkeys(note for reading in readings for note in reading.notes)),
    )


def _together(frames: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Return all rows; a column that is a number in one file and text in another is text."""
    if len(frames) == 1:
        return frames[0]
    kinds: dict[str, set[pl.DataType]] = {}
    for frame in frames:
        for name, kind in frame.schema.items():
            kinds.setdefault(name, set()).add(kind)
    as_text = {name for name, found in kinds.items() if len(found - {pl.Null()}) > 1 and not _numeric(found)}
    return pl.concat(
        [
            frame.with_columns(pl.col(name).cast(pl.String) for name in frame.columns if name in as_text)
            for frame in frames
        ],
        how="diagonal_relaxed",
    )


def _numeric(kinds: set[pl.DataType]) -> bool:
    return all(kind.is_numeric() or kind == pl.Null() for kind in kinds)


def _states(rows: pl.DataFrame, name: str) -> bool:
    return name in rows.columns and rows[name].null_count() < len(rows)


def _order(case: Int32, time: Int64) -> Int64 | None:
    """Return the rows by case and time, ties as they were read; ``None`` when they already are so."""
    step = np.diff(case)
    if not ((step < 0) | ((step == 0) & (np.diff(time) < 0))).any():
        return None
    frame = pl.DataFrame({CASE: case, TIME: time})
    found = frame.select(pl.arg_sort_by(CASE, TIME, maintain_order=True)).to_series()
    return found.cast(pl.Int64).to_numpy()


def coded(column: pl.Series) -> Coded:
    """Return a column of words, flags included, as codes; null becomes -1."""
    text = column.cast(pl.String)
    labels = text.drop_nulls().unique().sort()
    return Coded(codes=_codes(text, labels), labels=tuple(labels))


def _codes(text: pl.Series, labels: pl.Series) -> Int32:
    """Return the position of each word in ``labels``, which are unique and ascending; -1 for null."""
    if labels.is_empty():
        return np.full(len(text), -1, dtype=np.int32)
    codes = text.cast(pl.Enum(labels)).to_physical().cast(pl.Int32)
    return codes.fill_null(-1).to_numpy()


def _moments(column: pl.Series) -> Int64:
    return column.cast(MOMENT).to_physical().fill_null(UNKNOWN).to_numpy()


def column_of(column: pl.Series) -> Column:
    """Return an attribute in the form in which a log keeps it."""
    if column.dtype.is_temporal():
        return Moments(values=_moments(column))
    if column.dtype.is_numeric():
        return Numbers(values=column.cast(pl.Float64).fill_null(float("nan")).to_numpy())
    return coded(column)


def _attributes(rows: pl.DataFrame, offsets: Int64) -> tuple[dict[str, Column], dict[str, Column]]:
    """Return what is known of cases, and what of events, by name."""
    of_case: dict[str, Column] = {}
    of_event: dict[str, Column] = {}
    first = offsets[:-1]
    for name in rows.columns:
        if name in NAMES or not _states(rows, name):
            continue
        column = rows[name]
        if name.startswith(OF_CASE):
            of_case[name.removeprefix(OF_CASE)] = column_of(_first_stated(column, offsets))
        else:
            found = column_of(column)
            if _says_one_thing(found, offsets):
                of_case[name] = found.at(first)
            else:
                of_event[name] = found
    return of_case, of_event


def _first_stated(column: pl.Series, offsets: Int64) -> pl.Series:
    """Return what the first row of each case says that says anything."""
    case = pl.Series(np.repeat(np.arange(len(offsets) - 1), np.diff(offsets)))
    frame = pl.DataFrame({CASE: case, "value": column})
    stated = frame.filter(pl.col("value").is_not_null()).unique(CASE, keep="first", maintain_order=True)
    return frame.select(pl.col(CASE).unique(maintain_order=True)).join(
        stated, on=CASE, how="left", maintain_order="left"
    )["value"]


def _says_one_thing(column: Column, offsets: Int64) -> bool:
    """Return whether all rows of each case say the same, and cases have more than one row."""
    if len(offsets) - 1 == offsets[-1]:
        return False
    values = column.codes if isinstance(column, Coded) else column.values
    first = np.repeat(values[offsets[:-1]], np.diff(offsets))
    if isinstance(column, Numbers):
        return bool(np.array_equal(values, first, equal_nan=True))
    return bool(np.array_equal(values, first))
