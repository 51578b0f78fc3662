"""Whose case is it, and what did that person do in it, in order?

In: a log. Out: one run a case: its person and the sequence of what that person did.

Law: a case belongs to the person who did most of it, in a tie to whoever of these acted first; only what that person
did is its run. So a hand-over is no difference between people. What machines do belongs to nobody.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sopwright.log.event_log import Coded, EventLog, Flags, Int64
from sopwright.mining.history.variants import variants
from sopwright.mining.measures import performers
from sopwright.mining.measures.distances import cost

FEWEST_RUNS = 3
MOST_PEOPLE = 100
MOST_SYMBOLS = 70_000_000
"""How much is compared: about two seconds of one core."""
MOST_WAYS = 3000
"""How many different runs are compared: their matrix takes 70 MB."""
NOBODY = "no event says who did it"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Runs:
    """The runs that are compared.

    Attributes:
        log: The rows that belong to runs; its cases are the runs.
        people: Names of those with at least ``FEWEST_RUNS`` runs, the most runs first, then by name.
        person: For each run the place of its person in ``people``; -1 for a person with too few.
        way: For each run the number of its sequence.
        ways: The sequences, as codes of activities.
        notes: What was recognised or left out.
    """

    log: EventLog
    people: tuple[str, ...]
    person: Int64
    way: Int64
    ways: Sequence[tuple[int, ...]]
    notes: tuple[str, ...]

    def counts(self, kept: Int64) -> tuple[Int64, Int64]:
        """Return which ways these runs take, and how many runs of each person take each: one row a person."""
        used, place = np.unique(self.way[kept], return_inverse=True)
        table = np.zeros((len(self.people), len(used)), dtype=np.int64)
        np.add.at(table, (self.person[kept], place), 1)
        return used, table


def runs_of(log: EventLog, machines: frozenset[str] | None = None) -> Runs | str:
    """Return the runs of a log, or why there are none.

    Args:
        log: The log.
        machines: Resources that are no persons; recognised by their names when ``None``.
    """
    if log.resource is None:
        return NOBODY
    flags, told = performers.persons(log, machines)
    owner = _owners(log, log.resource, performers.rows_of(log.resource, flags))
    own = log.with_events((owner[log.case_of()] == log.resource.codes) & (log.resource.codes >= 0))
    if own.resource is None or not own.cases:
        return "no event was done by a person"
    whose = own.resource.codes[own.offsets[:-1]].astype(np.int64)
    counts = np.bincount(whose, minlength=len(own.resource.labels))
    ranked = np.argsort(-counts, kind="stable")
    chosen = [int(code) for code in ranked if counts[code] >= FEWEST_RUNS][:MOST_PEOPLE]
    place = np.full(len(counts), -1, dtype=np.int64)
    place[chosen] = np.arange(len(chosen))
    found = variants(own)
    return Runs(
        log=own,
        people=tuple(own.resource.labels[code] for code in chosen),
        person=place[whose],
        way=found.of_case,
        ways=[found.sequence(way) for way in range(len(found))],
        notes=(*told, *_notes(counts)),
    )


def _owners(log: EventLog, who: Coded, person: Flags) -> Int64:
    """Return for each case the code of the person who did most of it; -2 for nobody."""
    rows = np.flatnonzero(person)
    if not len(rows):
        return np.full(log.cases, -2, dtype=np.int64)
    width = len(who.labels)
    keys, first, counts = np.unique(
        log.case_of()[rows] * width + who.codes[rows], return_index=True, return_counts=True
    )
    case = keys // width
    order = np.lexsort((first, -counts, case))
    best = order[np.append(True, case[order][1:] != case[order][:-1])]
    owner = np.full(log.cases, -2, dtype=np.int64)
    owner[case[best]] = keys[best] % width
    return owner


def _notes(counts: Int64) -> list[str]:
    notes = []
    few = int(((counts > 0) & (counts < FEWEST_RUNS)).sum())
    if few:
        notes.append(f"Left out for fewer than {FEWEST_RUNS} runs: {few:,} people.")
    more = int((counts >= FEWEST_RUNS).sum()) - MOST_PEOPLE
    if more > 0:
        notes.append(f"The {MOST_PEOPLE} people with the most runs are compared; {more:,} others are left out.")
    return notes


def affordable(runs: Runs) -> tuple[Int64, int] | None:
    """Return which runs can be compared: all of compared people, or every second, fourth … of each, and that number.

    Runs are left out evenly and not by how frequent their way is, so that what is left is a fair sample. ``None`` when
    even ``FEWEST_RUNS`` of each person are too many.
    """
    every, compared = 1, np.flatnonzero(runs.person >= 0)
    lengths = np.array([len(way) for way in runs.ways], dtype=np.int64)
    order = compared[np.argsort(runs.person[compared], kind="stable")]
    person = runs.person[order]
    begin = np.searchsorted(person, np.arange(len(runs.people)))
    sizes = np.diff(np.append(begin, len(person)))
    rank = np.arange(len(person)) - begin[person]
    while True:
        step = np.maximum(1, np.minimum(every, sizes // FEWEST_RUNS))
        kept = order[rank % step[person] == 0]
        used = np.unique(runs.way[kept])
        if len(used) <= MOST_WAYS and cost(lengths[used]) <= MOST_SYMBOLS:
            return np.sort(kept), every
        if every > sizes.max():
            return None
        every *= 2
