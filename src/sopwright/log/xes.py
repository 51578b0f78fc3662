"""Which events does an XES file hold? Each ``<event>`` of each ``<trace>`` is a row.

In: a file as IEEE 1849 describes it, plain or compressed (gzip). Out: a ``Reading``; rows are numbered as events come
in the file, from 1.

Law: an event without a name or a time is refused with its number and that of its trace, every other one is a row.
Attributes keep their names and types; one that does not fit its type anywhere is text everywhere. Defaults that the
file declares (``<global>``) are not filled in: a time that nobody recorded stays unknown.
"""

import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import polars as pl

from sopwright.errors import refuse
from sopwright.log.event_log import Flags, Int64
from sopwright.log.iso_times import instants
from sopwright.log.reading import (
    ACTIVITY,
    CASE,
    LIFECYCLE,
    NAMES,
    OF_CASE,
    REFUSED,
    RESOURCE,
    ROLE,
    ROW,
    SOURCE,
    START,
    TIME,
    Reading,
)
from sopwright.log.unpacking import content
from sopwright.log.xes_scan import scan
from sopwright.log.xes_stated import Stated, Traces
from sopwright.log.xes_values import column_of, dense, merged
from sopwright.log.xes_walk import walk

_ENCODING = re.compile(rb"""\A(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']""")
_AS_IT_IS = frozenset({"utf-8", "utf8", "us-ascii", "ascii"})

_NAME = "concept:name"
_TIMESTAMP = "time:timestamp"
_OURS = {
    _TIMESTAMP: TIME,
    "start_timestamp": START,
    "org:resource": RESOURCE,
    "org:role": ROLE,
    "lifecycle:transition": LIFECYCLE,
}
"""What XES calls our columns; an activity is ``concept:name``."""
_EXTENSIONS = {"concept": "concept", "time": "time", "organizational": "org", "lifecycle": "lifecycle"}
"""The prefixes that the standard's extensions have."""
_CASE_IDS = ("identity:id", "id", "case:id", "case_id", "caseid", "case id", "case")
"""Attributes by which a trace is known when it has no name, in lower case."""
_OTHER_NAMES = ("name", "activity", "activity name", "event", "event name", "task")
_OTHER_TIMES = ("timestamp", "time", "date", "complete timestamp", "completetime", "end_timestamp")
"""What attributes are called in files that do without the standard's extensions, in lower case."""


def read_xes(path: Path, name: str, zone: str = "") -> Reading:
    """Return the events of an XES file.

    Args:
        path: The file.
        name: What the user calls it.
        zone: IANA time zone of times that name none; UTC when empty.

    Raises:
        InputError: It is broken, no XES, or holds no event that could be read.
    """
    traces = _stated(content(path, name), name)
    if len(traces.trace) == 0:
        raise refuse(name, "expected at least one event, found none", "Choose another file")
    notes: list[str] = []
    traces = _by_standard_names(traces)
    named, activity = _activity(traces, notes, name)
    moments, time = _times(traces, notes, name, zone)
    case = _case_ids(traces, notes)
    refused = _refused(traces, [(activity, named), (time, moments)], name)
    columns = {CASE: case.gather(np.maximum(traces.trace, 0)), ACTIVITY: named, TIME: moments}
    columns |= {ROW: pl.Series(np.arange(1, len(traces.trace) + 1)), SOURCE: _constant(name, len(traces.trace))}
    columns |= _attributes(traces, {activity, time}, notes, zone)
    rows = pl.DataFrame(columns)
    if len(refused):
        rows = rows.filter(~pl.Series(np.isin(np.arange(1, len(rows) + 1), refused[ROW].to_numpy())))
    return Reading(rows=rows, refused=refused, notes=tuple(f"{name}: {note}." for note in notes))


def _stated(data: bytes, name: str) -> Traces:
    found = _ENCODING.match(data)
    encoding = found[1].decode().lower() if found else "utf-8"
    try:
        plain = data if encoding in _AS_IT_IS else data.decode(encoding).encode()
    except (LookupError, UnicodeError):
        return walk(data, name)
    traces = scan(plain)
    return walk(data, name) if traces is None else traces


def _by_standard_names(traces: Traces) -> Traces:
    """Return the same with attributes of the standard's extensions under the standard's prefixes."""
    other = {
        f"{prefix}:": f"{_EXTENSIONS[extension]}:"
        for extension, prefix in traces.header.prefixes.items()
        if extension in _EXTENSIONS and prefix and prefix != _EXTENSIONS[extension]
    }
    if not other:
        return traces
    return Traces(
        header=traces.header,
        traces=traces.traces,
        trace=traces.trace,
        of_trace=_renamed(traces.of_trace, other),
        of_event=_renamed(traces.of_event, other),
    )


def _renamed(found: dict[str, Stated], prefixes: dict[str, str]) -> dict[str, Stated]:
    named: dict[str, Stated] = {}
    for name, stated in found.items():
        prefix = next((prefix for prefix in prefixes if name.startswith(prefix)), "")
        standard = prefixes[prefix] + name.removeprefix(prefix) if prefix else name
        named[standard if standard not in found else name] = stated
    return named


def _activity(traces: Traces, notes: list[str], name: str) -> tuple[pl.Series, str]:
    """Return what each event is called, null where it is not, and the attribute that says so."""
    classifiers = traces.header.classifiers
    if _NAME in traces.of_event:
        first = next((each for each in classifiers if each[1] and set(each[1]) != {_NAME}), None)
        if first is not None and not any(set(keys) == {_NAME} for _, keys in classifiers):
            notes.append(
                f"activities are {_NAME}; the file also names a classifier “{first[0]}” ({' + '.join(first[1])})"
            )
        return _words(traces, _NAME), _NAME
    for title, keys in classifiers:
        if keys and all(key in traces.of_event for key in keys):
            notes.append(f"no event has {_NAME}; activities are the classifier “{title}” ({' + '.join(keys)})")
            parts = pl.DataFrame({key: _words(traces, key) for key in keys})
            return parts.select(pl.concat_str(pl.all(), separator="+")).to_series(), " + ".join(keys)
    other = _other(traces, _OTHER_NAMES)
    if not other:
        stated = ", ".join(sorted(traces.of_event)[:8]) or "nothing"
        raise refuse(name, f"expected {_NAME} at events, found {stated}", "Name the activity concept:name, or use CSV")
    notes.append(f"no event has {_NAME}; activities are “{other}”")
    return _words(traces, other), other


def _words(traces: Traces, name: str) -> pl.Series:
    """Return the texts of an attribute of events, null where it is missing or empty."""
    found = dense(merged(traces.of_event[name]), len(traces.trace))
    return found.set(found == "", None) if bool((found == "").any()) else found


def _other(traces: Traces, names: Sequence[str]) -> str:
    """Return the attribute of events that has one of these names; empty when there is none."""
    found = {name.lower(): name for name in sorted(traces.of_event, reverse=True)}
    return next((found[name] for name in names if name in found), "")


def _times(traces: Traces, notes: list[str], name: str, zone: str) -> tuple[pl.Series, str]:
    """Return when each event was, null where that is not known, and the attribute that says so."""
    stated = _TIMESTAMP if _TIMESTAMP in traces.of_event else _other(traces, _OTHER_TIMES)
    if not stated:
        found = ", ".join(sorted(traces.of_event)[:8]) or "nothing"
        raise refuse(name, f"expected {_TIMESTAMP} at events, found {found}", "Export the log with its times")
    if stated != _TIMESTAMP:
        notes.append(f"no event has {_TIMESTAMP}; times are “{stated}”")
    attribute = merged(traces.of_event[stated])
    moments, zoneless = instants(attribute.value, zone)
    if zoneless:
        notes.append(f"{zoneless} of {len(traces.trace)} times name no zone; they were read as {zone or 'UTC'}")
    return dense(Stated(owner=attribute.owner, value=moments, kind=attribute.kind), len(traces.trace)), stated


def _case_ids(traces: Traces, notes: list[str]) -> pl.Series:
    """Return what each trace is called."""
    found = pl.Series([None] * traces.traces, dtype=pl.String)
    known = {name.lower(): name for name in sorted(traces.of_trace, reverse=True)}
    for wanted in (_NAME, *_CASE_IDS):
        if wanted in known and found.null_count():
            ids = dense(merged(traces.of_trace[known[wanted]]), traces.traces)
            ids = ids.set(ids == "", None)
            used = int((found.is_null() & ids.is_not_null()).sum())
            if wanted != _NAME and used:
                notes.append(
                    f"{used} of {traces.traces} traces have no {_NAME}; their case is named by “{known[wanted]}”"
                )
            found = found.fill_null(ids)
    nameless = found.null_count()
    if nameless:
        notes.append(f"{nameless} of {traces.traces} traces have no name; their case is named by their number, from 1")
        found = found.fill_null(pl.Series([f"trace {number}" for number in range(1, traces.traces + 1)]))
    _note_traces(traces, found, notes)
    return found if len(found) else pl.Series([""])


def _note_traces(traces: Traces, ids: pl.Series, notes: list[str]) -> None:
    """Say which traces became one case, and which became none."""
    again = ids.filter(ids.is_duplicated())
    if len(again):
        several = f"{len(again)} traces share their name with others, such as “{again.sort()[0]}”"
        notes.append(f"{several}; traces of one name are one case")
    empty = traces.traces - len(np.unique(traces.trace[traces.trace >= 0]))
    if empty:
        notes.append(f"{empty} of {traces.traces} traces hold no event and are left out")


def _refused(traces: Traces, needed: Sequence[tuple[str, pl.Series]], name: str) -> pl.DataFrame:
    """Return the events that cannot be rows, each with the first reason."""
    free: Flags = np.ones(len(traces.trace), dtype=np.bool_)
    found = [_refusal(traces, np.flatnonzero(traces.trace < 0), name, "", "is outside of any trace")]
    free[traces.trace < 0] = False
    for attribute, column in needed:
        missing = np.flatnonzero(column.is_null().to_numpy() & free)
        reason = f"has no {attribute}"
        found.append(_refusal(traces, missing, name, attribute, reason))
        free[missing] = False
    return pl.concat(found).sort(ROW)


def _refusal(traces: Traces, events: Int64, name: str, attribute: str, reason: str) -> pl.DataFrame:
    texts: list[str] = [""] * len(events)
    if len(events) and attribute in traces.of_event:
        stated = merged(traces.of_event[attribute])
        at = np.searchsorted(stated.owner, events)
        for index, (event, place) in enumerate(zip(events, at, strict=True)):
            if place < len(stated.owner) and stated.owner[place] == event:
                texts[index] = stated.value[int(place)]
    starts = np.searchsorted(traces.trace, traces.trace[events])
    return pl.DataFrame(
        {
            SOURCE: [name] * len(events),
            ROW: events + 1,
            "column": [attribute] * len(events),
            "value": [text[:80] for text in texts],
            "reason": [
                _reason(int(traces.trace[event]), int(event - start), text, attribute, reason)
                for event, start, text in zip(events, starts, texts, strict=True)
            ],
        },
        schema=REFUSED,
    )


def _reason(trace: int, place: int, text: str, attribute: str, reason: str) -> str:
    if trace < 0:
        return f"the event {reason}"
    where = f"event {place + 1} of trace {trace + 1}"
    return f"{where}: {attribute} is no time as ISO 8601 writes it" if text else f"{where} {reason}"


def _attributes(traces: Traces, used: set[str], notes: list[str], zone: str) -> dict[str, pl.Series]:
    """Return all other attributes of events and traces as columns, by name."""
    columns: dict[str, pl.Series] = {}
    events = len(traces.trace)
    for name in sorted(traces.of_event.keys() - used):
        ours = _OURS.get(name, "")
        stated = merged(traces.of_event[name])
        if ours == START:
            columns[START] = dense(
                Stated(owner=stated.owner, value=instants(stated.value, zone)[0], kind=stated.kind), events
            )
        elif ours:
            columns[ours] = dense(stated, events)
        else:
            columns[_free(name)] = dense(column_of(name, stated, notes, zone), events)
    for name in sorted(traces.of_trace.keys() - {_NAME}):
        column = dense(column_of(name, merged(traces.of_trace[name]), notes, zone), traces.traces)
        columns[f"{OF_CASE}{name}"] = column.gather(np.maximum(traces.trace, 0))
    return columns


def _free(name: str) -> str:
    """Return a name for an attribute of events that is none of our own."""
    return f"event:{name}" if name in NAMES or name.startswith(OF_CASE) else name


def _constant(word: str, length: int) -> pl.Series:
    return pl.repeat(word, length, dtype=pl.String, eager=True)
