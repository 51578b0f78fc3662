"""How does an encoded log stay on disk? As one Parquet file that other tools read as well.

In: an ``EventLog``. Out: a file, and the log again, equal in every column.

Law: the file is sorted as the log is. Beside each column of words stands one with its codes (``activity`` and
``activity_code``), so that a question reads integers only; labels, counts and notes are in the file's metadata under
``sopwright.log``. What is read is checked before it is believed.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from sopwright.errors import InputError, refuse
from sopwright.log.encoding import column_of
from sopwright.log.event_log import UNKNOWN, Coded, Column, EventLog, Int64, Moments
from sopwright.log.reading import ACTIVITY, CASE, LIFECYCLE, OF_CASE, RESOURCE, ROLE, ROW, SOURCE, START, SYSTEM, TIME

KEY = "sopwright.log"
"""The metadata's key."""
VERSION = 1
OF_EVENT = "event:"
"""How the name of a column begins that says something of the event."""
_WORDS = (ACTIVITY, RESOURCE, ROLE, SYSTEM, LIFECYCLE, SOURCE)


def save(log: EventLog, path: Path) -> None:
    """Write a log; whoever calls this puts the file in its place."""
    columns: dict[str, pl.Series] = {}
    case = pl.Series(log.case_of().astype(np.int32))
    columns[CASE] = log.case_ids.gather(case)
    labels: dict[str, list[str]] = {}
    for name in _WORDS:
        column: Coded | None = getattr(log, name)
        if column is not None:
            columns[name] = _words(column)
            columns[f"{name}_code"] = pl.Series(column.codes)
            labels[name] = list(column.labels)
    columns[f"{CASE}_code"] = case
    columns[TIME] = _times(log.time)
    if log.start is not None:
        columns[START] = _times(log.start)
    columns[ROW] = pl.Series(log.row)
    for name, attribute in log.event_attributes.items():
        columns[f"{OF_EVENT}{name}"] = _plain(attribute)
    for name, attribute in log.case_attributes.items():
        columns[f"{OF_CASE}{name}"] = _plain(attribute).gather(case)
    about = {"version": VERSION, "cases": log.cases, "labels": labels, "notes": list(log.notes)}
    pl.DataFrame(columns).write_parquet(path, metadata={KEY: json.dumps(about, ensure_ascii=False)})


def _times(values: Int64) -> pl.Series:
    found = pl.Series(values)
    return found.replace(UNKNOWN, None).cast(pl.Datetime("us")).dt.replace_time_zone("UTC")


def _words(column: Coded) -> pl.Series:
    """Return the words themselves; a dictionary in the file."""
    if not column.labels:
        return pl.Series([None] * len(column.codes), dtype=pl.String)
    codes = pl.Series(column.codes).replace(-1, None).cast(pl.UInt32)
    return pl.Series(column.labels, dtype=pl.String).gather(codes)


def _plain(column: Column) -> pl.Series:
    if isinstance(column, Coded):
        return _words(column)
    if isinstance(column, Moments):
        return _times(column.values)
    return pl.Series(column.values).fill_nan(None)


def is_log(path: Path) -> bool:
    """Return whether a file is an event log that ``save`` wrote."""
    try:
        return KEY in pl.read_parquet_metadata(path)
    except (OSError, pl.exceptions.PolarsError):
        return False


def load(path: Path, attributes: Sequence[str] | None = None) -> EventLog:
    """Return the log in a file that ``save`` wrote.

    Args:
        path: The file.
        attributes: Names of the attributes to read; all when left out. Others do not cost time or memory.

    Raises:
        InputError: The file is no event log of ours, or is damaged.
    """
    if not is_log(path):
        found = "expected an event log that sopwright log wrote, found another file"
        raise refuse(str(path), found, f"Run sopwright log {path.name} --to log.parquet, and use that")
    try:
        return _load(path, attributes)
    except (OSError, pl.exceptions.PolarsError, KeyError, ValueError, TypeError) as error:
        raise _damaged(path) from error


def _damaged(path: Path) -> InputError:
    return refuse(str(path), "expected a whole event log, found a damaged one", "Make it again with sopwright log")


def _load(path: Path, attributes: Sequence[str] | None) -> EventLog:
    about: Mapping[str, Any] = json.loads(pl.read_parquet_metadata(path)[KEY])
    if about["version"] != VERSION:
        found = f"expected an event log of version {VERSION}, found version {about['version']}"
        raise refuse(str(path), found, "Make it again with this version of Sopwright")
    schema = pl.read_parquet_schema(path)
    labels: Mapping[str, Sequence[str]] = about["labels"]
    wanted = [name for name in schema if name.startswith((OF_EVENT, OF_CASE))]
    if attributes is not None:
        wanted = [name for name in wanted if name.split(":", 1)[1] in attributes]
    hot = [*(f"{name}_code" for name in labels), f"{CASE}_code", TIME, ROW, *([START] if START in schema else [])]
    frame = pl.read_parquet(path, columns=[*hot, *wanted])
    case = frame[f"{CASE}_code"].to_numpy()
    offsets = np.searchsorted(case, np.arange(about["cases"] + 1)).astype(np.int64)
    _check(case, offsets)
    words = {name: Coded(codes=frame[f"{name}_code"].to_numpy(), labels=tuple(found)) for name, found in labels.items()}
    first = pl.Series(offsets[:-1])
    return EventLog(
        offsets=offsets,
        time=frame[TIME].to_physical().to_numpy(),
        start=frame[START].to_physical().fill_null(UNKNOWN).to_numpy() if START in schema else None,
        row=frame[ROW].to_numpy(),
        **words,
        case_ids=pl.read_parquet(path, columns=[CASE])[CASE].gather(first),
        case_attributes={
            name.removeprefix(OF_CASE): column_of(frame[name].gather(first))
            for name in wanted
            if name.startswith(OF_CASE)
        },
        event_attributes={
            name.removeprefix(OF_EVENT): column_of(frame[name]) for name in wanted if name.startswith(OF_EVENT)
        },
        notes=tuple(about["notes"]),
    )


def _check(case: np.ndarray[Any, Any], offsets: Int64) -> None:
    if len(case) == 0 or case[0] != 0 or case[-1] != len(offsets) - 2 or (np.diff(case) < 0).any():
        message = "rows are not sorted by case"
        raise ValueError(message)
