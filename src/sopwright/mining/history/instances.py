"""When did each piece of work begin and end? Starts and completions of an activity are joined into one row.

In: a log whose rows say which part of an activity they are. Out: the log with one row a piece of work.

Law: within a case and an activity a completion takes the oldest open start of the same person, or else the oldest open
start. A completion without an open start is kept with its start unknown; a start that is never completed is kept with
its part still ``start``, its time the start and its work unknown. The other parts that XES knows (``schedule``,
``suspend`` and so on) are left out; a word of the source's own, such as ``wait - user``, is a row by itself. The notes
count all of these. A log in which nothing begins or is completed stays as it is.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from sopwright.log.event_log import UNKNOWN, Coded, EventLog, Flags, Int32, Int64
from sopwright.log.order import in_groups
from sopwright.mining.history.grouping import first_of_each, rank_in_group

STARTS = frozenset({"start", "started", "begin"})
ENDS = frozenset({"complete", "completed", "end", "finished"})
_OTHERS = frozenset(
    {
        "assign",
        "ate_abort",
        "autoskip",
        "manualskip",
        "pi_abort",
        "reassign",
        "resume",
        "schedule",
        "scheduled",
        "suspend",
        "suspended",
        "withdraw",
        "withdrawn",
    }
)
"""The other parts of the life cycle of XES."""
_NAMED = 5


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pairs:
    """Which start belongs to which completion.

    Attributes:
        start: Rows of the starts that are completed.
        end: For each of them the row of its completion.
        open_starts: Rows of starts that are never completed.
        bare_ends: Rows of completions without a start.
    """

    start: Int64
    end: Int64
    open_starts: Int64
    bare_ends: Int64


def instances(log: EventLog, *, by_person: bool = True) -> EventLog:
    """Return the log with one row a piece of work; a log without parts of activities as it is.

    Args:
        log: The log.
        by_person: Whether a completion looks first for a start of the same person, rather than take the oldest.
    """
    if log.lifecycle is None:
        return log
    kind = _kinds(log.lifecycle)
    own = ~np.isin(log.lifecycle.codes, _codes(log.lifecycle, STARTS | ENDS | _OTHERS)) & (log.lifecycle.codes >= 0)
    if not (kind != 0).any() or (not (kind > 0).any() and ((kind != 0) | own).all()):
        return log
    pairs = paired(log, kind, by_person=by_person)
    start = np.full(log.events, UNKNOWN) if log.start is None else log.start.copy()
    start[pairs.open_starts] = UNKNOWN
    start[pairs.end] = log.time[pairs.start]
    kept = (kind < 0) | own
    kept[pairs.open_starts] = True
    found = replace(log, start=start).with_events(kept)
    return replace(found, notes=(*log.notes, *_notes(log, found, (kind == 0) & ~own, pairs), *_own(log.lifecycle, own)))


def paired(log: EventLog, kind: Int64, *, by_person: bool = True) -> Pairs:
    """Return which start belongs to which completion.

    Args:
        log: The log.
        kind: For each row 1 for a start, -1 for a completion, 0 for anything else.
        by_person: Whether a completion looks first for a start of the same person.
    """
    row = np.flatnonzero(kind)
    group = log.case_of()[row] * len(log.activity.labels) + log.activity.codes[row]
    order = in_groups(group, log.cases * len(log.activity.labels))
    row, group, step = row[order], group[order], kind[row[order]]
    first = first_of_each(group)
    place = np.cumsum(first) - 1
    waiting, bare = _levels(step, np.flatnonzero(first), place)
    person = log.resource.codes[row] if by_person and log.resource is not None else np.zeros(len(row), np.int32)
    unsure = _unsure(waiting, person, np.flatnonzero(first))[place]
    ends = (step < 0) & ~bare & ~unsure
    starts = (step > 0) & ~unsure
    starts[starts] = rank_in_group(place[starts]) < np.bincount(place[ends], minlength=len(row))[place[starts]]
    met = np.array([row[starts], row[ends]])
    if unsure.any():
        met = np.concatenate((met, _one_by_one(row[unsure], place[unsure], step[unsure], person[unsure])), axis=1)
    return Pairs(
        start=met[0],
        end=met[1],
        open_starts=np.setdiff1d(row[step > 0], met[0], assume_unique=True),
        bare_ends=np.setdiff1d(row[step < 0], met[1], assume_unique=True),
    )


def _kinds(parts: Coded) -> Int64:
    """Return 1 for each start, -1 for each completion or row without a part, 0 for anything else."""
    table = [1 if label in STARTS else -1 if label in ENDS else 0 for label in parts.labels]
    return np.array([*table, -1], dtype=np.int64)[parts.codes]


def _codes(parts: Coded, words: frozenset[str]) -> list[int]:
    return [code for code, label in enumerate(parts.labels) if label in words]


def _own(parts: Coded, own: Flags) -> Iterator[str]:
    """Yield how many rows have parts by words of the source's own."""
    found = [parts.labels[code] for code in np.unique(parts.codes[own]).tolist()]
    if found:
        words = ", ".join(repr(word) for word in found[:_NAMED]) + (" and others" if len(found) > _NAMED else "")
        yield f"{_number(int(own.sum()), 'event', 'events')} of parts that XES does not know counted each: {words}."


def _levels(step: Int64, first: Int64, place: Int64) -> tuple[Int64, Flags]:
    """Return how many starts are open after each row, and which completions find none open."""
    if len(step) == 0:
        return step, step < 0
    level = np.cumsum(step)
    level -= (level[first] - step[first])[place]
    deep = place * (1 - int(level.min(initial=0)))
    floor = np.minimum.accumulate(np.minimum(level, 0) - deep) + deep
    before = np.concatenate(([0], floor[:-1]))
    before[first] = 0
    return level - floor, floor < before


def _unsure(waiting: Int64, person: Int32, first: Int64) -> Flags:
    """Return the groups where a choice exists: two starts are open at once, and more than one person takes part."""
    if len(first) == 0:
        return np.zeros(0, dtype=np.bool_)
    several: Flags = np.maximum.reduceat(waiting, first) > 1
    several &= np.maximum.reduceat(person, first) != np.minimum.reduceat(person, first)
    return several


def _one_by_one(row: Int64, place: Int64, kind: Int64, person: Int32) -> Int64:
    """Return starts and completions that belong together, as two rows of a table."""
    met: list[tuple[int, int]] = []
    waiting: list[tuple[int, int]] = []
    group = -1
    for one, which, part, who in zip(row.tolist(), place.tolist(), kind.tolist(), person.tolist(), strict=True):
        if which != group:
            waiting, group = [], which
        if part > 0:
            waiting.append((one, who))
        elif waiting:
            same = (at for at, (_, other) in enumerate(waiting) if other == who)
            met.append((waiting.pop(next(same, 0))[0], one))
    return np.array(met, dtype=np.int64).reshape(-1, 2).T


def _notes(log: EventLog, found: EventLog, left_out: Flags, pairs: Pairs) -> Iterator[str]:
    """Yield how many starts and completions were joined, and what was left over."""
    joined = _number(len(pairs.start), "start was", "starts were")
    yield f"{joined} joined with the completion of the same activity in the same case."
    if len(pairs.bare_ends):
        bare = _number(len(pairs.bare_ends), "completion has", "completions have")
        yield f"{bare} no start: how long was worked there is unknown."
    if len(pairs.open_starts):
        left = _number(len(pairs.open_starts), "start was", "starts were")
        yield f"{left} never completed: its time is when it began."
    if log.lifecycle is not None:
        labels = log.lifecycle.labels
        for code, count in enumerate(np.bincount(log.lifecycle.codes[left_out], minlength=len(labels)).tolist()):
            if count:
                yield f"{_number(count, 'event', 'events')} of the part {labels[code]!r} left out."
    if found.cases < log.cases:
        yield f"{_number(log.cases - found.cases, 'case', 'cases')} of nothing else left out."


def _number(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"
