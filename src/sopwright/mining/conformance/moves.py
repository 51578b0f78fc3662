"""What does the cheapest alignment of a way through the work say? Steps skipped, extra, out of order and not reached.

In: an automaton, and the alignment of each variant. Out: one move a deviation, at the level of variants.

Law: each unit of an alignment's cost is in exactly one move, but for an event that is out of order: it and the place
where it is missing are one move of cost 2, and the steps that a case did not come to are one move that counts them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from sopwright.log.event_log import Int32, Int64
from sopwright.mining.conformance.alignment import EXTRA, Alignments
from sopwright.mining.conformance.automaton import Automaton


class Kind(StrEnum):
    """How work can differ from the SOP."""

    SKIPPED = "skipped"
    """A step was left out, and a later one was done."""
    UNFINISHED = "stopped after"
    """The work stopped after this step, before an end; it may be under way."""
    OUT_OF_ORDER = "out of order"
    """A step was done, but before or after its place."""
    EXTRA = "extra"
    """A step was done where the SOP has none, such as once more."""
    LATE = "late"
    """More time passed than was agreed."""
    WRONG_ROLE = "wrong role"
    """Somebody did a step that another role does."""
    WRONG_SYSTEM = "wrong system"
    """A step was done in another system."""


NOWHERE = -1
"""The place of what has no event."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One deviation of a variant.

    Attributes:
        kind: How it differs.
        step: The label of the step; for work that stopped, of the last one that was done. ``NOWHERE`` for an extra
            event, which may be several, and where no step was done at all.
        event: Place of the event that is extra or out of order, from 0; ``NOWHERE`` for what was not done.
        before: Place of the event before which the step is missing; ``NOWHERE`` when it is missing at the end, or
            nothing is missing.
        cost: How much of the alignment's cost it is.
        missing: Labels of the steps that were not reached, on the shortest way to an end.
    """

    kind: Kind
    step: int
    event: int = NOWHERE
    before: int = NOWHERE
    cost: int = 1
    missing: tuple[int, ...] = ()


def moves_of(model: Automaton, found: Alignments, activity: Int32, shows: tuple[Int32, ...]) -> list[tuple[Move, ...]]:
    """Return the deviations of each variant, in the order of the work.

    Args:
        model: What is allowed.
        found: The alignments.
        activity: The activity of each event, as a place in ``shows``.
        shows: For each activity the labels that it may be.
    """
    variants = len(found.offsets) - 1
    of_event = np.repeat(np.arange(variants), np.diff(found.offsets))
    place = np.arange(len(activity)) - np.repeat(found.offsets[:-1], np.diff(found.offsets))
    extras: list[list[tuple[int, int]]] = [[] for _ in range(variants)]
    for event in np.flatnonzero(found.edge == EXTRA).tolist():
        extras[of_event[event]].append((int(place[event]), int(activity[event])))
    skips: list[list[tuple[int, int]]] = [[] for _ in range(variants)]
    for variant, before, label in _skipped(model, found, of_event, place):
        skips[variant].append((before, label))
    ahead, last = _unfinished(model, found, of_event)
    sets = [set(labels.tolist()) for labels in shows]
    return [
        _told(skips[variant], ahead[variant], last[variant], extras[variant], sets) if found.cost[variant] else ()
        for variant in range(variants)
    ]


def _skipped(model: Automaton, found: Alignments, of_event: Int64, place: Int64) -> Iterator[tuple[int, int, int]]:
    """Yield variant, place of the next event and label of each step that was left out before another one."""
    done = np.flatnonzero(found.edge != EXTRA)
    if len(done) == 0:
        return
    edge = found.edge[done]
    variant = of_event[done]
    first = np.concatenate(([True], variant[1:] != variant[:-1]))
    came = np.where(first, model.start, model.target[np.concatenate((edge[:1], edge[:-1]))]).astype(np.int64)
    keys, which = np.unique(came * model.states + model.source[edge], return_inverse=True)
    ways = [model.way(*divmod(int(key), model.states)) for key in keys]
    leaving_out = np.array([bool(way) for way in ways])[which.reshape(-1)]
    for at in np.flatnonzero(leaving_out).tolist():
        for skipped in ways[which[at]]:
            yield int(variant[at]), int(place[done[at]]), int(model.label[skipped])


def _unfinished(model: Automaton, found: Alignments, of_event: Int64) -> tuple[list[tuple[int, ...]], list[int]]:
    """Return for each variant the labels of the steps that it did not come to, and the last one that it came to."""
    done = np.flatnonzero(found.edge != EXTRA)
    at = np.full(len(found.offsets) - 1, model.start, dtype=np.int64)
    last = np.full(len(found.offsets) - 1, NOWHERE, dtype=np.int64)
    at[of_event[done]] = model.target[found.edge[done]]  # of several events of a variant the last one counts
    last[of_event[done]] = model.label[found.edge[done]]
    ways = {state: model.way(state, model.end_from(state)) for state in np.unique(at).tolist()}
    labels = {state: tuple(int(model.label[edge]) for edge in way) for state, way in ways.items()}
    return [labels[state] for state in at.tolist()], last.tolist()


def _told(
    skips: list[tuple[int, int]],
    ahead: tuple[int, ...],
    last: int,
    extras: list[tuple[int, int]],
    shows: list[set[int]],
) -> tuple[Move, ...]:
    """Return the moves of one variant; an extra event that is what is missing elsewhere is out of order."""
    missing = [*skips, *((NOWHERE, label) for label in ahead)]
    taken: set[int] = set()
    found: list[tuple[int, Move]] = []
    for event, activity in extras:
        fitting = [n for n, (_, label) in enumerate(missing) if n not in taken and label in shows[activity]]
        if not fitting:
            found.append((event, Move(kind=Kind.EXTRA, step=NOWHERE, event=event)))
            continue
        nearest = min(fitting, key=lambda n: (missing[n][0] == NOWHERE, abs(missing[n][0] - event), n))
        taken.add(nearest)
        before, label = missing[nearest]
        found.append((event, Move(kind=Kind.OUT_OF_ORDER, step=label, event=event, before=before, cost=2)))
    left = [each for n, each in enumerate(missing) if n not in taken]
    found += [(before, Move(kind=Kind.SKIPPED, step=label, before=before)) for before, label in left if before >= 0]
    told = [move for _, move in sorted(found, key=lambda each: each[0])]
    if rest := tuple(label for before, label in left if before == NOWHERE):
        told.append(Move(kind=Kind.UNFINISHED, step=last, cost=len(rest), missing=rest))
    return tuple(told)
