"""What does the page carry along, so that it can be filtered without a network? The log, packed small.

In: an ``Overview``. Out: one JSON value.

Integers are packed as base64 of variable-length integers (LEB128, seven bits a byte, least first); signed ones as
zigzag. Up to ``MOST_EVENTS`` events all cases are carried; beyond, every k-th case in the order of their ids, and the
page says so.

Law: the same log gives the same bytes; what is carried is carried exactly, times in milliseconds.
"""

from base64 import b64encode
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from sopwright.log.event_log import UNKNOWN, Coded, Column, EventLog, Int64, Numbers
from sopwright.mining.history.overview import Overview, overview
from sopwright.mining.history.times import begins, elapsed, first_begins
from sopwright.writing.mined.words import name

MOST_EVENTS = 300_000
MOST_WORDS = 60
"""Attributes with more different words than this cannot be chosen from a list, and are left out."""
MOST_ATTRIBUTES = 12


def packed(values: Int64) -> str:
    """Return whole numbers from 0 as base64 of LEB128.

    Examples:
        >>> packed(np.array([0, 1, 127, 128, 300]))
        'AAF/gAGsAg=='
    """
    left = values.astype(np.uint64)
    columns: list[npt.NDArray[np.uint8]] = []
    used: list[npt.NDArray[np.bool_]] = []
    alive = np.ones(len(left), dtype=np.bool_)
    while alive.any():
        rest = left >> np.uint64(7)
        more = rest > 0
        columns.append(((left & np.uint64(127)) | (more.astype(np.uint64) << np.uint64(7))).astype(np.uint8))
        used.append(alive)
        left, alive = rest, alive & more
    if not columns:
        return ""
    return b64encode(np.stack(columns, axis=1)[np.stack(used, axis=1)].tobytes()).decode("ascii")


def zigzag(values: Int64) -> Int64:
    """Return signed numbers as numbers from 0: 0, -1, 1, -2 become 0, 1, 2, 3."""
    return (values << 1) ^ (values >> 63)


def sampled(log: EventLog, most: int = MOST_EVENTS) -> tuple[EventLog, int]:
    """Return every k-th case, k being as small as lets the events fit, and k; one huge case is never cut."""
    every = max(-(-log.events // most), 1)
    if every == 1:
        return log, 1
    kept = np.zeros(log.cases, dtype=np.bool_)
    kept[::every] = True
    return log.with_cases(kept), every


def embedded(told: Overview, most: int = MOST_EVENTS) -> dict[str, object]:
    """Return what the page's script needs."""
    log, every = sampled(told.log, most)
    part = told if every == 1 else overview(log, told.hours)
    row = part.found.row
    wait = np.zeros(log.events, dtype=np.int64)
    wait[row + 1] = part.waits // 1000
    return {
        "activities": _labels(log.activity),
        "people": [] if log.resource is None else _labels(log.resource),
        "systems": [] if log.system is None else _labels(log.system),
        "cases": log.cases,
        "casesInAll": told.log.cases,
        "every": every,
        "hours": told.hours is not None,
        "ids": [name(id_) for id_ in log.case_ids.to_list()],
        "lengths": packed(np.diff(part.variants.offsets)),
        "sequences": packed(part.variants.activity.astype(np.int64)),
        "variant": packed(part.variants.of_case),
        "begin": packed(zigzag(first_begins(log) // 1000)),
        "duration": packed(zigzag(part.durations // 1000)),
        "wait": packed(zigzag(wait)),
        "work": None if log.start is None else packed(_work(part)),
        "person": None if log.resource is None else packed(log.resource.codes.astype(np.int64) + 1),
        "system": None if log.system is None else packed(log.system.codes.astype(np.int64) + 1),
        "attributes": _attributes(log),
        "periods": {
            "unit": str(told.trend.unit),
            "zone": told.trend.zone,
            "labels": list(told.trend.labels),
            "start": [int(start) // 1000 for start in told.trend.start],
            "unfinished": [bool(flag) for flag in told.trend.unfinished],
        },
        "until": _until(part),
    }


def _until(part: Overview) -> str:
    """Return when each event ended, in milliseconds after its case began; what is done again is timed by it."""
    log = part.log
    begin = np.repeat(first_begins(log), log.lengths)
    if part.hours is None:
        return packed(zigzag((log.time - begin) // 1000))
    return packed(zigzag(elapsed(begin, log.time, part.hours) // 1000))


def _work(part: Overview) -> Int64:
    """Return the work on each event in milliseconds and one; 0 where no start is known."""
    log = part.log
    if log.start is None:
        return np.zeros(log.events, dtype=np.int64)
    known = log.start != UNKNOWN
    worked = elapsed(begins(log), log.time, part.hours) // 1000
    return np.where(known, zigzag(worked) + 1, 0)


def _labels(column: Coded) -> list[str]:
    return [name(label) for label in column.labels]


def chosen_attributes(log: EventLog) -> Sequence[tuple[str, Column]]:
    """Return the attributes of cases by which the page can filter."""
    found = [
        (key, column)
        for key, column in sorted(log.case_attributes.items())
        if isinstance(column, Numbers) or (isinstance(column, Coded) and 0 < len(column.labels) <= MOST_WORDS)
    ]
    return found[:MOST_ATTRIBUTES]


def _attributes(log: EventLog) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for key, column in chosen_attributes(log):
        if isinstance(column, Coded):
            found.append({"name": key, "words": _labels(column), "codes": packed(column.codes.astype(np.int64) + 1)})
        elif isinstance(column, Numbers):
            values = [None if np.isnan(value) else _number(value) for value in column.values.tolist()]
            found.append({"name": key, "numbers": values})
    return found


def _number(value: float) -> float | int:
    return int(value) if value.is_integer() and abs(value) < 2**53 else value
