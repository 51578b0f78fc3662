"""Which lead deviates from the SOP where, and who did it? One row a deviation, with the event that shows it.

In: the steps of a log, the moves of its variants, and its time limits. Out: a table.

Law: each row names an event of the source: of what was done, itself; of what was skipped, the event that came instead;
of what was not reached, the last step. Whoever did that event is named beside it, and that says no more than this.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from sopwright.log.event_log import Coded, EventLog, Int64
from sopwright.log.reading import ACTIVITY, CASE, MOMENT, ROW, SOURCE, TIME
from sopwright.mining.conformance import wording
from sopwright.mining.conformance.limits import Limit
from sopwright.mining.conformance.moves import NOWHERE, Kind, Move
from sopwright.mining.conformance.observed import Observed
from sopwright.sop.document import Sop, Step

KIND = "deviation"
STEP = "step"
PERSON = "person"
EXPECTED = "expected"
FOUND = "found"
OVER = "over_us"
STEPS = "steps"
_NAMED = 5

SCHEMA = pl.Schema(
    {
        CASE: pl.String(),
        KIND: pl.String(),
        STEP: pl.String(),
        ACTIVITY: pl.String(),
        TIME: MOMENT,
        PERSON: pl.String(),
        EXPECTED: pl.String(),
        FOUND: pl.String(),
        OVER: pl.Int64(),
        STEPS: pl.Int64(),
        SOURCE: pl.String(),
        ROW: pl.Int64(),
    }
)
"""The columns: the lead; how it deviates; the step (extra: what the event shows); the event with its time, person,
file and line; what the SOP says and what was found; microseconds beyond a limit; how many steps were not reached."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Some:
    """Deviations of one kind and step: rows of a log, with what was expected and found there."""

    kind: Kind
    step: str
    expected: str = ""
    found: Sequence[str] | str = ""
    over: Int64 | None = None
    steps: int = 1


def deviations(
    log: EventLog,
    sop: Sop,
    seen: Observed,
    limits: Sequence[Limit],
    roles: Mapping[str, Sequence[str]] | None = None,
) -> pl.DataFrame:
    """Return every deviation, ordered by case, time and row.

    Args:
        log: The log, with one row a completed piece of work.
        sop: The SOP.
        seen: The events of ``log`` that are steps.
        limits: The time limits.
        roles: The roles of each person, where the log does not state them.
    """
    parts = [pl.DataFrame(schema=SCHEMA), *_of_moves(seen), *_late(log, limits)]
    played, used = roles_of(log, sop, roles), systems_of(log, sop)
    for step in sop.all_steps:
        if step.id not in seen.labels:
            continue
        rows = np.flatnonzero(seen.step == seen.labels.index(step.id))
        parts += _differing(seen.log, rows, step, Kind.WRONG_ROLE, played)
        parts += _differing(seen.log, rows, step, Kind.WRONG_SYSTEM, used)
    return pl.concat(parts).sort(CASE, TIME, ROW, KIND, STEP, maintain_order=True)


def _rows(log: EventLog, rows: Int64, about: _Some) -> pl.DataFrame:
    """Return deviations at some rows of a log."""
    count = len(rows)
    case = np.searchsorted(log.offsets, rows, side="right") - 1
    return pl.DataFrame(
        {
            CASE: log.case_ids.gather(pl.Series(case)).cast(pl.String),
            KIND: pl.repeat(about.kind.value, count, eager=True, dtype=pl.String),
            STEP: pl.repeat(about.step, count, eager=True, dtype=pl.String),
            ACTIVITY: _words(log.activity, rows),
            TIME: pl.Series(log.time[rows]).cast(MOMENT),
            PERSON: _words(log.resource, rows),
            EXPECTED: pl.repeat(about.expected or None, count, eager=True, dtype=pl.String),
            FOUND: pl.repeat(about.found or None, count, eager=True, dtype=pl.String)
            if isinstance(about.found, str)
            else pl.Series(about.found, dtype=pl.String),
            OVER: pl.repeat(None, count, eager=True, dtype=pl.Int64) if about.over is None else pl.Series(about.over),
            STEPS: pl.repeat(about.steps, count, eager=True, dtype=pl.Int64),
            SOURCE: _words(log.source, rows),
            ROW: pl.Series(log.row[rows]),
        },
        schema=SCHEMA,
    )


def _words(column: Coded | None, rows: Int64) -> pl.Series:
    if column is None:
        return pl.repeat(None, len(rows), eager=True, dtype=pl.String)
    codes = pl.Series(column.codes[rows])
    labels = pl.Series(column.labels, dtype=pl.String)
    return labels.gather(pl.select(pl.when(codes >= 0).then(codes)).to_series())


def _of_moves(seen: Observed) -> list[pl.DataFrame]:
    """Return what the alignments say, for each case of each variant."""
    by_case = np.argsort(seen.variants.of_case, kind="stable")
    bounds = np.concatenate(([0], np.cumsum(seen.variants.cases)))
    gathered: dict[tuple[Kind, str, str, str, int], list[Int64]] = {}
    for variant, moves in enumerate(seen.moves):
        begins = seen.log.offsets[by_case[bounds[variant] : bounds[variant + 1]]]
        first, end = (int(each) for each in seen.variants.offsets[variant : variant + 2])
        for move in moves:
            if move.step == NOWHERE and move.kind is Kind.UNFINISHED:
                step = "nothing"
            elif move.step == NOWHERE:
                step = " / ".join(seen.groups[seen.variants.activity[first + move.event]])
            else:
                step = seen.labels[move.step]
            key = (move.kind, step, *_said(move, seen.labels), max(len(move.missing), 1))
            gathered.setdefault(key, []).append(begins + _place(move, end - first))
    return [
        _rows(
            seen.log, np.concatenate(rows), _Some(kind=kind, step=step, expected=expected, found=instead, steps=steps)
        )
        for (kind, step, expected, instead, steps), rows in sorted(gathered.items())
    ]


def _place(move: Move, length: int) -> int:
    """Return the place of the event that shows a move."""
    if move.event != NOWHERE:
        return move.event
    return move.before if move.before != NOWHERE else length - 1


def _said(move: Move, labels: Sequence[str]) -> tuple[str, str]:
    """Return what the SOP says, and what was found."""
    match move.kind:
        case Kind.SKIPPED:
            return "done before this", "not done"
        case Kind.UNFINISHED:
            missing = ", ".join(labels[label] for label in move.missing)
            return f"an end, at the nearest by {missing}", "not done so far"
        case Kind.OUT_OF_ORDER:
            early = move.before == NOWHERE or move.before > move.event
            return ("done later", "done too early") if early else ("done earlier", "done too late")
        case _:
            return "not done here", "done"


def _late(log: EventLog, limits: Sequence[Limit]) -> list[pl.DataFrame]:
    found = []
    for limit in limits:
        if (late := limit.late).any():
            over = limit.took[late] - limit.allowed
            expected = f"within {limit.within} from {limit.from_}"
            about = _Some(kind=Kind.LATE, step=limit.step or limit.to, expected=expected, found=limit.name, over=over)
            found.append(_rows(log, limit.stopped[late], about))
    return found


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Known:
    """What is known of who or what did each event.

    Attributes:
        column: ``resource``, ``role`` or ``system``: the column of the log that says it; empty when none does.
        names: The names that each label of the column stands for.
        unknown: Why nothing can be said; empty when something can.
    """

    column: str = ""
    names: Mapping[str, Sequence[str]] = field(default_factory=dict)
    unknown: str = ""


def roles_of(log: EventLog, sop: Sop, told: Mapping[str, Sequence[str]] | None = None) -> Known:
    """Return in which roles the events were done: as the log states, or else by what is told of each person."""
    wanted = {step.role for step in sop.all_steps if step.role}
    if not wanted:
        return Known(unknown="the SOP does not say which role does which step")
    if told:
        if log.resource is None:
            return Known(unknown="the log does not say who did what")
        if not set(told) & set(log.resource.labels):
            return Known(unknown=f"none of the people whose roles were given is in the log ({next(iter(told))}, say)")
        return Known(column="resource", names=told)
    return _comparable("role", log.role, wanted)


def systems_of(log: EventLog, sop: Sop) -> Known:
    """Return in which systems the events were done, as the log states."""
    wanted = {step.system for step in sop.all_steps if step.system}
    if not wanted:
        return Known(unknown="the SOP does not say in which system which step is done")
    return _comparable("system", log.system, wanted)


def _comparable(name: str, column: Coded | None, wanted: Collection[str]) -> Known:
    if column is None:
        return Known(unknown=f"the log does not state {name}s")
    if not any(wording.same(label, each) for label in column.labels for each in wanted):
        there, here = (", ".join(sorted(each)[:_NAMED]) for each in (column.labels, wanted))
        return Known(unknown=f"the log's {name}s ({there}) are none of the SOP's ({here})")
    return Known(column=name, names={label: (label,) for label in column.labels})


def _differing(log: EventLog, rows: Int64, step: Step, kind: Kind, known: Known) -> Iterator[pl.DataFrame]:
    """Yield the rows whose word stands for other names than the SOP's."""
    wanted = step.role if kind is Kind.WRONG_ROLE else step.system
    column: Coded | None = getattr(log, known.column) if known.column else None
    if column is None or not wanted:
        return
    wrong = [
        bool(names) and not any(wording.same(name, wanted) for name in names)
        for names in (known.names.get(label, ()) for label in column.labels)
    ]
    at = rows[np.array([*wrong, False], dtype=np.bool_)[column.codes[rows]]]
    if len(at):
        found = [", ".join(known.names[column.labels[code]]) for code in column.codes[at].tolist()]
        yield _rows(log, at, _Some(kind=kind, step=step.id, expected=wanted, found=found))
