"""Which events of a log are steps of the SOP, and which step is each?

In: a log, what its activities show, and the automaton of the SOP. Out: the events that count, their variants, and the
step that each of them is.

Law: an event counts when its activity shows a step. Events that show one and the same step by different activities,
directly one after the other, are one; the first of them stands for it. Of two neighbours at one instant that may be the
same step the one counts that says more exactly which. Work that was begun and not completed does not count.
"""

from dataclasses import dataclass, replace

import numpy as np

from sopwright.log.event_log import Coded, EventLog, Flags, Int32, Int64
from sopwright.mining.conformance.alignment import EXTRA, Alignments, align
from sopwright.mining.conformance.matching import Matching
from sopwright.mining.conformance.moves import Move, moves_of
from sopwright.mining.conformance.procedure import Procedure
from sopwright.mining.history.instances import STARTS, instances
from sopwright.mining.history.variants import Variants, variants


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Observed:
    """The events that are steps.

    Attributes:
        log: The log of these events; its activities are still those of the source.
        rows: For each event its row in the log that was given.
        of_case: For each case of ``log`` its place in the log that was given.
        variants: The ways through the steps.
        alignments: How each fits.
        moves: The deviations of each variant.
        labels: Ids of the steps that the log shows, by label.
        groups: Ids of the steps that each activity of ``variants`` may be.
        step: For each event the label of its step; -1 for what is extra.
    """

    log: EventLog
    rows: Int64
    of_case: Int64
    variants: Variants
    alignments: Alignments
    moves: tuple[tuple[Move, ...], ...]
    labels: tuple[str, ...]
    groups: tuple[tuple[str, ...], ...]
    step: Int32

    def on(self, log: EventLog) -> Int32:
        """Return for each row of the log that was given the label of the step that it is; -1 for none."""
        found = np.full(log.events, EXTRA, dtype=np.int32)
        found[self.rows] = self.step
        return found


def completed(log: EventLog) -> EventLog:
    """Return the log with one row a piece of work that was completed."""
    found = instances(log)
    if found.lifecycle is None:
        return found
    begun = np.array([label in STARTS for label in found.lifecycle.labels] + [False])[found.lifecycle.codes]
    if not begun.any():
        return found
    note = f"{int(begun.sum()):,} pieces of work were begun and not completed; they are not counted as done."
    return replace(found.with_events(~begun), notes=(*found.notes, note))


def observed(log: EventLog, found: Matching, allowed: Procedure) -> Observed:
    """Return the events of ``log`` that are steps, and which step each is."""
    model = allowed.model
    groups = sorted({steps for steps in found.shows if steps})
    group = {steps: number for number, steps in enumerate(groups)}
    of_activity = np.array([group.get(steps, -1) for steps in found.shows], dtype=np.int32)
    counting = of_activity[log.activity.codes] >= 0
    counting[np.flatnonzero(counting)[_vague(log.with_events(counting), of_activity, groups)]] = False
    several = np.bincount(of_activity[of_activity >= 0], minlength=len(groups)) > 1
    if several.any():
        counting[np.flatnonzero(counting)[_repeated(log.with_events(counting), of_activity, several)]] = False
    case = np.unique(log.case_of()[counting])
    events = log.with_events(counting)
    grouped = Coded(codes=of_activity[events.activity.codes], labels=tuple(" / ".join(steps) for steps in groups))
    ways = variants(replace(events, activity=grouped))
    alignments = align(model, groups, ways.offsets, ways.activity)
    place = {label: number for number, label in enumerate(model.labels)}
    shows = tuple(np.array([place[step] for step in steps if step in place], dtype=np.int32) for steps in groups)
    edge = alignments.edge[_in_variant(events, ways)]
    labels = np.append(model.label, EXTRA).astype(np.int32)
    return Observed(
        log=events,
        rows=np.flatnonzero(counting).astype(np.int64),
        of_case=case,
        variants=ways,
        alignments=alignments,
        moves=tuple(moves_of(model, alignments, ways.activity, shows)),
        labels=model.labels,
        groups=tuple(groups),
        step=labels[edge],
    )


def _in_variant(log: EventLog, ways: Variants) -> Int64:
    """Return for each event its place among the events of all variants."""
    return np.arange(log.events) + np.repeat(ways.offsets[:-1][ways.of_case] - log.offsets[:-1], log.lengths)


def _vague(log: EventLog, of_activity: Int32, groups: list[tuple[str, ...]]) -> Flags:
    """Return the events beside which another one of the same instant says more exactly which step it was."""
    found = np.zeros(log.events, dtype=np.bool_)
    shared = np.array([[bool(set(one) & set(other)) and one != other for other in groups] for one in groups])
    if not shared.any():
        return found
    group = of_activity[log.activity.codes]
    sizes = np.array([len(steps) for steps in groups])
    beside = shared[group[:-1], group[1:]] & (log.time[:-1] == log.time[1:])
    beside[log.offsets[1:-1] - 1] = False
    first = sizes[group[:-1]] > sizes[group[1:]]
    found[:-1] |= beside & first
    found[1:] |= beside & ~first
    return found


def _repeated(log: EventLog, of_activity: Int32, several: Flags) -> Flags:
    """Return the events that say again what the event before them says: the same step, by another activity."""
    group = of_activity[log.activity.codes]
    new = np.ones(log.events, dtype=np.bool_)
    new[1:] = group[1:] != group[:-1]
    new[log.offsets[:-1]] = True
    stretch = np.cumsum(new) - 1
    key = stretch * (int(log.activity.codes.max(initial=0)) + 1) + log.activity.codes
    time_seen = _counted_before(key)  # a second time of one activity is the second time of the step
    highest = _highest_before(stretch, time_seen, new)
    return several[group] & ~new & (time_seen <= highest)


def _counted_before(key: Int64) -> Int64:
    """Return for each place how many equal keys stand before it."""
    order = np.argsort(key, kind="stable")
    ordered = key[order]
    first = np.concatenate(([True], ordered[1:] != ordered[:-1])) if len(key) else np.zeros(0, dtype=np.bool_)
    begins = np.maximum.accumulate(np.where(first, np.arange(len(key)), 0))
    found = np.empty(len(key), dtype=np.int64)
    found[order] = np.arange(len(key)) - begins
    return found


def _highest_before(stretch: Int64, values: Int64, new: Flags) -> Int64:
    """Return the highest value before each place in its stretch; -1 at the beginning of one."""
    lift = stretch * (int(values.max(initial=0)) + 2)
    running = np.maximum.accumulate(values + lift)
    found = np.concatenate(([0], running[:-1])) - lift
    found[new] = -1
    return found
