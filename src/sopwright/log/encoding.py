"""How do rows become a log that answers quickly? Words become numbers, rows are sorted once.

In: what readers read. Out: one ``EventLog``.

Law: no row is added, dropped or changed, but for a start after its end, which is unknown, and a note says so. Rows of
equal time in a case keep the order in which they were read: files in the order given, rows in the order of the file.
An attribute of the event is one of the case where all rows of each case agree. What is stated of a case in several ways
keeps its first value, and each row its own, and a note says so.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import polars as pl

from sopwright.errors import refuse
from sopwright.log.amounts import counted
from sopwright.log.event_log import UNKNOWN, Coded, Column, EventLog, Flags, Int32, Int64, Moments, Numbers
from sopwright.log.order import by_case_and_time
from sopwright.log.reading import (
    ACTIVITY,
    CASE,
    LIFECYCLE,
    MOMENT,
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

_WORDS = (ACTIVITY, RESOURCE, ROLE, SYSTEM, LIFECYCLE, SOURCE)
_EXACT = 2**53
"""The largest whole number up to which each has a number of its own in 64 bits of floating point."""
OF_EACH = " (each event)"
"""How the name of an attribute of events ends that was meant for cases, but is not the same throughout each."""
_BEGINNING = 1000
"""In so many rows most columns show that they have more than one word."""
_AND = "; "
"""What stands between the entries of a list."""


def encoded(readings: Sequence[Reading]) -> EventLog:
    """Return one log of all rows that were read.

    Args:
        readings: What was read, at least one, in the order that decides between equal times.

    Raises:
        InputError: There is no row at all.
    """
    rows = _together([reading.rows for reading in readings])
    if rows.is_empty():
        raise refuse(
            _sources(readings), f"expected at least one event, found none{_refused(readings)}", "Choose another file"
        )
    columns, case_ids = _columns(rows)
    time, row = _moments(rows[TIME]), rows[ROW].cast(pl.Int64).to_numpy()
    case = columns.pop(CASE)
    assert isinstance(case, Coded)  # noqa: S101 - for us, never for input
    offsets = np.concatenate(([0], np.cumsum(np.bincount(case.codes, minlength=len(case_ids)))))
    order = by_case_and_time(case.codes, time, len(case_ids))
    if order is not None:
        time, row = time[order], row[order]
        columns = {name: column.at(order) for name, column in columns.items()}
    words = {name: column for name in _WORDS if isinstance(column := columns.pop(name, None), Coded) and column.labels}
    start = columns.pop(START, None)
    of_case, of_event, notes = _attributes(columns, offsets)
    begun, more = _begun(start.values, time) if isinstance(start, Moments) else (None, ())
    return EventLog(
        offsets=offsets,
        time=time,
        start=begun,
        row=row,
        **words,
        case_ids=case_ids,
        case_attributes=of_case,
        event_attributes=of_event,
        notes=tuple(dict.fromkeys([*(note for reading in readings for note in reading.notes), *more, *notes])),
    )


def _begun(start: Int64, time: Int64) -> tuple[Int64, tuple[str, ...]]:
    """Return when each row began, unknown where that would be after its end; and what must be noted."""
    late = start > time
    if not late.any():
        return start, ()
    said = counted(int(late.sum()), "event is said to begin", "events are said to begin")
    return np.where(late, UNKNOWN, start), (f"{said} after the end; when that was is taken as unknown.",)


def _sources(readings: Sequence[Reading]) -> str:
    """Return the files of which rows were refused."""
    names = [name for reading in readings for name in reading.refused[SOURCE].unique(maintain_order=True)]
    return ", ".join(dict.fromkeys(names)) or "the log"


def _refused(readings: Sequence[Reading]) -> str:
    refused = sum(len(reading.refused) for reading in readings)
    if not refused:
        return ""
    first = next(reading.refused for reading in readings if len(reading.refused))["reason"][0]
    return f" ({counted(refused, 'row')} refused, the first because: {first})"


def _together(frames: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Return all rows; a column that is a number in one file and text in another is text."""
    frames = [frame.select(_usual(column) for column in frame.iter_columns()) for frame in frames]
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


def _usual(column: pl.Series) -> pl.Series:
    """Return a column as texts, numbers, flags or instants; all else, and numbers of too many digits, as texts."""
    kind = column.dtype
    if kind in (pl.Date, pl.Datetime):
        return column.cast(MOMENT)
    if kind.is_integer() and kind not in (pl.Int8, pl.Int16, pl.Int32, pl.UInt8, pl.UInt16, pl.UInt32):
        least, most = column.min(), column.max()
        fits = not isinstance(least, int) or not isinstance(most, int) or max(-least, most) <= _EXACT
        return column if fits else column.cast(pl.String)
    if kind in (pl.String, pl.Boolean, pl.Null) or kind.is_numeric():
        return column
    if isinstance(kind, pl.List | pl.Array):
        entries = column.cast(pl.List(pl.String)) if not kind.inner.is_nested() else None
        return _written(column) if entries is None else entries.list.join(_AND, ignore_nulls=True)
    if kind in (pl.Categorical, pl.Enum, pl.Time):
        return column.cast(pl.String)
    return _written(column)


def _written(column: pl.Series) -> pl.Series:
    """Return the values of an unusual column as Python writes them."""
    texts = [None if value is None else str(value) for value in column]
    return pl.Series(column.name, texts, dtype=pl.String)


def _columns(rows: pl.DataFrame) -> tuple[dict[str, Column], pl.Series]:
    """Return all that rows state but time and number, in the order in which they were read, and the ids of cases."""
    stated = [name for name in rows.columns if name not in (TIME, ROW) and rows[name].null_count() < len(rows)]
    texts = [name for name in stated if _is_text(rows.schema[name], name)]
    found = {name: _codes(rows[name].cast(pl.String)) for name in texts}
    columns: dict[str, Column] = {
        name: Coded(codes=codes, labels=() if name == CASE else tuple(labels))
        for name, (codes, labels) in found.items()
    }
    for name in (RESOURCE, ROLE, SYSTEM, LIFECYCLE):
        if name in columns:
            columns[name] = _worded(columns[name], lower=name == LIFECYCLE)
    for name in stated:
        if name not in found:
            columns[name] = Moments(values=_moments(rows[name])) if name == START else column_of(rows[name])
    return columns, found[CASE][1].alias(CASE)


def _is_text(kind: pl.DataType, name: str) -> bool:
    return name in _WORDS or name == CASE or kind in (pl.String, pl.Boolean)


def _codes(text: pl.Series) -> tuple[Int32, pl.Series]:
    """Return the position of each word in the words that occur, ascending and each once; -1 for null."""
    if text.head(_BEGINNING).n_unique() <= 1 and text.min() == text.max():  # one word only, or none
        return np.where(text.is_null().to_numpy(), np.int32(-1), np.int32(0)), text.drop_nulls().head(1)
    number = text.cast(pl.Categorical(pl.Categories.random())).to_physical()  # a number for each word, each of its own
    most = number.max()
    assert isinstance(most, int)  # noqa: S101 - for us, never for input
    nothing = most + 1
    numbers = number.fill_null(nothing).to_numpy().astype(np.int64)
    row = np.full(nothing + 1, -1, dtype=np.int64)
    row[numbers] = np.arange(len(numbers))  # any row that has the word
    used = np.flatnonzero(row[:nothing] >= 0)
    words = text.gather(row[used])
    order = words.arg_sort()
    place = np.full(nothing + 1, -1, dtype=np.int32)
    place[used[order.to_numpy()]] = np.arange(len(used), dtype=np.int32)
    return place[numbers], words.gather(order)


def _worded(column: Column, *, lower: bool) -> Column:
    """Return words without blank ones, which state nothing; in lower case those that were apart by case become one."""
    if not isinstance(column, Coded):
        return column
    words = [label.strip() and (label.lower() if lower else label) for label in column.labels]
    labels = sorted(set(words) - {""})
    place = {label: code for code, label in enumerate(labels)}
    codes = np.array([*(place.get(word, -1) for word in words), -1], dtype=np.int32)
    return Coded(codes=codes[column.codes], labels=tuple(labels))


def coded(column: pl.Series) -> Coded:
    """Return a column of words, flags included, as codes; null becomes -1."""
    codes, labels = _codes(column.cast(pl.String))
    return Coded(codes=codes, labels=tuple(labels))


def _moments(column: pl.Series) -> Int64:
    return column.cast(MOMENT).to_physical().fill_null(UNKNOWN).to_numpy()


def column_of(column: pl.Series) -> Column:
    """Return an attribute in the form in which a log keeps it."""
    usual = _usual(column)
    if usual.dtype == MOMENT:
        return Moments(values=_moments(usual))
    if usual.dtype.is_numeric():
        return Numbers(values=usual.cast(pl.Float64).fill_null(float("nan")).to_numpy())
    return coded(usual)


def _attributes(
    columns: Mapping[str, Column], offsets: Int64
) -> tuple[dict[str, Column], dict[str, Column], tuple[str, ...]]:
    """Return what is known of cases, and what of events, by name, and what must be noted."""
    of_case: dict[str, Column] = {}
    of_event: dict[str, Column] = {}
    notes: list[str] = []
    for name in (name for name in columns if name.startswith(OF_CASE)):
        column, short = columns[name], name.removeprefix(OF_CASE)
        of_case[short] = column.at(_first_stated(column, offsets))
        several = _saying_several(column, of_case[short], offsets)
        if several:
            of_event[f"{short}{OF_EACH}"] = column
            cases = counted(several, "case states", "cases state")
            notes.append(f"{cases} several values of “{short}”; the case has the first, “{short}{OF_EACH}” has each.")
    single = len(offsets) - 1 == offsets[-1]
    for name in (name for name in columns if not name.startswith(OF_CASE)):
        column = columns[name]
        if not single and name not in of_case and _says_one_thing(column, offsets):
            of_case[name] = column.at(offsets[:-1])
        else:
            of_event[name] = column
    return of_case, of_event, tuple(notes)


def _values(column: Column) -> Int32 | Int64 | np.ndarray[tuple[int], np.dtype[np.float64]]:
    return column.codes if isinstance(column, Coded) else column.values


def _stated(column: Column) -> Flags:
    """Return where something is stated."""
    if isinstance(column, Coded):
        return column.codes >= 0
    return ~np.isnan(column.values) if isinstance(column, Numbers) else column.values != UNKNOWN


def _first_stated(column: Column, offsets: Int64) -> Int64:
    """Return for each case its first row that says something; its first row where none does."""
    stated = np.flatnonzero(_stated(column))
    at = np.searchsorted(stated, offsets[:-1])
    found = np.append(stated, offsets[-1])[at]
    return np.where(found < offsets[1:], found, offsets[:-1])


def _saying_several(column: Column, of_case: Column, offsets: Int64) -> int:
    """Return how many cases state something else than their first value."""
    first = np.repeat(_values(of_case), np.diff(offsets))
    other = np.flatnonzero(_stated(column) & (_values(column) != first))
    return len(np.unique(np.searchsorted(offsets, other, side="right")))


def _says_one_thing(column: Column, offsets: Int64) -> bool:
    """Return whether all rows of each case say the same."""
    values = _values(column)
    first = np.repeat(values[offsets[:-1]], np.diff(offsets))
    return bool(np.array_equal(values, first, equal_nan=isinstance(column, Numbers)))
