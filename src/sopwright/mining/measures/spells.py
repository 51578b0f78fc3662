"""Which pieces of work does a log show: single steps, chains of steps, and steps done twice?

In: a log, and who in it is a person. Out: pieces of work with the rows that belong to them.

Law: only what people do is a piece of work; what a machine does is automated already. A chain is claimed only where
each of its steps leads to the next, and each comes from the one before, nine times in ten. A step is done twice only
where the same person does it again within a minute: calling again tomorrow is no repetition.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from sopwright.log.event_log import EventLog, Flags, Int64
from sopwright.mining.measures.performers import assigns

FEWEST_CASES = 20
"""Nothing is claimed of what was seen in fewer cases."""
MOST_OFTEN = 0.9
AT_ONCE = 60 * 1_000_000


class Kind(StrEnum):
    """What a piece of work is."""

    STEP = "step"
    CHAIN = "chain"
    REPEAT = "done twice"
    PASSED_ON = "passed on"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Spell:
    """A piece of work.

    Attributes:
        kind: What it is.
        steps: Codes of its activities, in order.
        rows: Its rows, ascending.
        cases: Positions of the cases in which it was seen, ascending.
    """

    kind: Kind
    steps: tuple[int, ...]
    rows: Int64
    cases: Int64


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Neighbours:
    """What is next to each row in its case; codes of activities, -1 at the ends of a case.

    Attributes:
        before: Activity of the row before.
        after: Activity of the row after.
        case: Position of the case of each row.
        person: Whether a person did it.
    """

    before: Int64
    after: Int64
    case: Int64
    person: Flags


def neighbours(log: EventLog, person: Flags) -> Neighbours:
    """Return what is next to each row."""
    codes = log.activity.codes.astype(np.int64)
    before, after = np.full(log.events, -1, dtype=np.int64), np.full(log.events, -1, dtype=np.int64)
    before[1:], after[:-1] = codes[:-1], codes[1:]
    before[log.offsets[:-1]] = -1
    after[log.offsets[1:] - 1] = -1
    return Neighbours(before=before, after=after, case=log.case_of(), person=person)


def spells(log: EventLog, near: Neighbours) -> tuple[tuple[Spell, ...], int]:
    """Return the pieces of work seen in at least ``FEWEST_CASES`` cases, and how many steps were seen in fewer."""
    found: list[Spell] = []
    rare = 0
    steps = _rows_by_step(log, near.person)
    for step, rows in steps.items():
        cases = np.unique(near.case[rows])
        if len(cases) < FEWEST_CASES:
            rare += 1
            continue
        found.append(Spell(kind=Kind.STEP, steps=(step,), rows=rows, cases=cases))
        found += _again(log, near, step, rows)
    common = {spell.steps[0]: spell.rows for spell in found if spell.kind is Kind.STEP}
    for chain in _chains(near, common):
        rows = np.sort(np.concatenate([common[step] for step in chain]))
        found.append(Spell(kind=Kind.CHAIN, steps=chain, rows=rows, cases=np.unique(near.case[rows])))
    return tuple(found), rare


def _again(log: EventLog, near: Neighbours, step: int, rows: Int64) -> Iterator[Spell]:
    """Yield the repetitions of a step, if there are enough: assignments passed on, or what is done twice."""
    kind = Kind.PASSED_ON if assigns(log.activity.labels[step]) else Kind.REPEAT
    again = rows[near.before[rows] == step]
    if kind is Kind.REPEAT:
        again = again[log.time[again] - log.time[again - 1] <= AT_ONCE]
        again = again if log.resource is None else again[log.resource.codes[again] == log.resource.codes[again - 1]]
    cases = np.unique(near.case[again])
    if len(cases) >= FEWEST_CASES:
        yield Spell(kind=kind, steps=(step,), rows=again, cases=cases)


def _rows_by_step(log: EventLog, person: Flags) -> dict[int, Int64]:
    rows = np.flatnonzero(person)
    if not len(rows):
        return {}
    codes = log.activity.codes[rows]
    order = np.argsort(codes, kind="stable")
    steps, begin = np.unique(codes[order], return_index=True)
    return {int(step): part for step, part in zip(steps, np.split(rows[order], begin[1:]), strict=True)}


def _chains(near: Neighbours, common: dict[int, Int64]) -> Iterator[tuple[int, ...]]:
    """Yield the longest chains of two and more steps."""
    follows = {step: _usual(near.after[rows]) for step, rows in common.items()}
    follows = {step: then for step, then in follows.items() if then in common and then != step}
    follows = {step: then for step, then in follows.items() if _usual(near.before[common[then]]) == step}
    first = [step for step in follows if step not in set(follows.values())]
    for step in first:
        chain = [step]
        while chain[-1] in follows:
            chain.append(follows[chain[-1]])
        yield tuple(chain)


def _usual(codes: Int64) -> int:
    """Return the activity that nine in ten of these are; -1 where none is."""
    different, counts = np.unique(codes, return_counts=True)
    best = int(np.argmax(counts))
    return int(different[best]) if counts[best] >= MOST_OFTEN * len(codes) else -1
