"""How does an encoded log stay on disk? As one Parquet file that other tools read as well.

In: an ``EventLog``. Out: a file, and the log again, equal in every column.

Law: the file is sorted as the log is, and the same log gives the same bytes. Beside each column of words stands one
with its codes (``activity`` and ``activity_code``), so that a question reads integers only; labels, counts, notes and
sums are in the file's metadata under ``sopwright.log``. What is read is checked before it is believed: columns must add
up to their sums, and rows must be sorted.
"""

import json
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from sopwright.errors import InputError, refuse
from sopwright.log.encoding import column_of
from sopwright.log.event_log import UNKNOWN, Coded, Column, EventLog, Int32, Int64, Moments
from sopwright.log.reading import ACTIVITY, CASE, LIFECYCLE, OF_CASE, RESOURCE, ROLE, ROW, SOURCE, START, SYSTEM, TIME

KEY = "sopwright.log"
"""The metadata's key."""
VERSION = 1
_CHECK = "sopwright.log.crc32"
"""The key of the metadata's own sum."""
OF_EVENT = "event:"
"""How the name of a column begins that says something of the event."""
_UNREADABLE = (OSError, pl.exceptions.PolarsError, pl.exceptions.PanicException)
"""What reading damaged Parquet may raise."""
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
    about = {"version": VERSION, "cases": log.cases, "labels": labels, "notes": list(log.notes), "sums": _sums(log)}
    text = json.dumps(about, ensure_ascii=False)
    metadata = {KEY: text, _CHECK: str(zlib.crc32(text.encode()))}
    pl.DataFrame(columns).write_parquet(path, compression="zstd", compression_level=1, metadata=metadata)


def _sums(log: EventLog) -> dict[str, int]:
    """Return what each column adds up to."""
    found = {name: _sum(column.codes) for name in _WORDS if (column := getattr(log, name)) is not None}
    found |= {CASE: _sum(log.offsets) ^ _crc(log.case_ids), TIME: _sum(log.time), ROW: _sum(log.row)}
    if log.start is not None:
        found[START] = _sum(log.start)
    for prefix, columns in ((OF_EVENT, log.event_attributes), (OF_CASE, log.case_attributes)):
        found |= {f"{prefix}{name}": _sum_of(column) for name, column in columns.items()}
    return found


def _sum_of(column: Column) -> int:
    if isinstance(column, Coded):
        used = np.bincount(column.codes + 1, minlength=len(column.labels) + 1)[1:] > 0
        place = np.append(np.cumsum(used) - 1, -1)
        return _sum(place[column.codes]) ^ _crc(pl.Series(column.labels, dtype=pl.String).filter(pl.Series(used)))
    if isinstance(column, Moments):
        return _sum(column.values)
    return _sum(np.where(np.isnan(column.values), 0.0, column.values).view(np.int64))


def _sum(values: Int32 | Int64) -> int:
    return int(values.sum(dtype=np.int64))


def _crc(texts: pl.Series) -> int:
    return zlib.crc32((texts.str.join("\n").item() or "").encode())


def _times(values: Int64) -> pl.Series:
    found = pl.Series(values)
    return found.replace(UNKNOWN, None).cast(pl.Datetime("us")).dt.replace_time_zone("UTC")


def _words(column: Coded) -> pl.Series:
    """Return the words themselves; a dictionary in the file."""
    if not column.labels:
        return pl.repeat(None, len(column.codes), dtype=pl.String, eager=True)
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
    except _UNREADABLE:
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
    except (*_UNREADABLE, KeyError, ValueError, TypeError, AttributeError, IndexError) as error:
        raise _damaged(path) from error


def _damaged(path: Path) -> InputError:
    return refuse(str(path), "expected a whole event log, found a damaged one", "Make it again with sopwright log")


def _load(path: Path, attributes: Sequence[str] | None) -> EventLog:
    about = _about(path)
    schema = pl.read_parquet_schema(path)
    labels: Mapping[str, Sequence[str]] = about["labels"]
    wanted = [name for name in schema if name.startswith((OF_EVENT, OF_CASE))]
    if attributes is not None:
        wanted = [name for name in wanted if name.split(":", 1)[1] in attributes]
    hot = [*(f"{name}_code" for name in labels), f"{CASE}_code", TIME, ROW, *([START] if START in schema else [])]
    frame = pl.read_parquet(path, columns=[*hot, *wanted])
    offsets = _offsets(frame[f"{CASE}_code"].to_numpy(), about["cases"])
    words = {name: Coded(codes=frame[f"{name}_code"].to_numpy(), labels=tuple(found)) for name, found in labels.items()}
    first = pl.Series(offsets[:-1])
    log = EventLog(
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
    stored: Mapping[str, int] = about["sums"]
    if any(stored[name] != found for name, found in _sums(log).items()):
        message = "columns do not add up"
        raise ValueError(message)
    return log


def _about(path: Path) -> Mapping[str, Any]:
    """Return what the metadata say of the file."""
    metadata = pl.read_parquet_metadata(path)
    if metadata[_CHECK] != str(zlib.crc32(metadata[KEY].encode())):
        message = "metadata do not add up"
        raise ValueError(message)
    about: Mapping[str, Any] = json.loads(metadata[KEY])
    if about["version"] != VERSION:
        found = f"expected an event log of version {VERSION}, found version {about['version']}"
        raise refuse(str(path), found, "Make it again with this version of Sopwright")
    return about


def _offsets(case: Int32, cases: int) -> Int64:
    """Return where the rows of each case begin."""
    step = np.diff(case)
    if len(case) == 0 or case[0] != 0 or case[-1] != cases - 1 or (step < 0).any() or (step > 1).any():
        message = "rows are not sorted by case"
        raise ValueError(message)
    return np.searchsorted(case, np.arange(cases + 1)).astype(np.int64)
