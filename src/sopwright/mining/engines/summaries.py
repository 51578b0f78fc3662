"""What is in a log that lies in an engine? All summaries of it, in the types that ``history`` has.

In: an Ibis table and the names of its columns. Out: ``Summaries``.

Law: every number equals what ``history`` finds in a log of the same rows. The questions are asked one after the other;
where their answers do not fit together, the table was written to in between, and that is refused rather than shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from sopwright.errors import refuse
from sopwright.log.event_log import Int64
from sopwright.log.reading import ACTIVITY, RESOURCE, START
from sopwright.mining.engines import questions
from sopwright.mining.engines.answers import answer, engine_of
from sopwright.mining.engines.cases import Cases, by_case, cases_of, changed, sequences_of
from sopwright.mining.engines.columns import Columns
from sopwright.mining.engines.days import Days, days_of
from sopwright.mining.engines.events import STATE, Events, Relation, events
from sopwright.mining.engines.measures import measured
from sopwright.mining.history.edges import Edges
from sopwright.mining.history.handovers import Handovers
from sopwright.mining.history.statistics import Statistics
from sopwright.mining.history.variants import Variants


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Summaries:
    """What an engine says of its events.

    Attributes:
        engine: Its name and version.
        labels: The activities, ascending; all codes are positions in it.
        events: Number of events.
        cases: Number of cases.
        first: The earliest time of an event: microseconds since 1970 in UTC.
        last: The latest.
        ties: How many events have the time of the event before in their case.
        undecided: How many of those are ordered by the name of their activity alone.
        activity_events: For each activity the number of its events.
        activity_cases: In how many cases it occurs.
        starts: In how many cases it comes first.
        ends: In how many cases it comes last.
        edges: What follows directly upon what.
        waits: For each edge the time between the two.
        work: For each activity the time it is worked on; n is 0 where no start is known.
        durations: How long cases take: one group.
        days: What happens on each day.
        variants: The ways through the work. Where the cases were not asked for, ``of_case`` counts cases in the order
            of their variants.
        handovers: Who hands work to whom; ``None`` without a column of resources.
        resource_events: For each label of ``handovers`` its number of events; empty without.
        each_case: What is known of each case; ``None`` where it was not asked for.
        left_out: How many rows are no events, by reason.
        notes: What whoever reads these figures must know, one sentence each.
    """

    engine: str
    labels: tuple[str, ...]
    events: int
    cases: int
    first: int
    last: int
    ties: int
    undecided: int
    activity_events: Int64
    activity_cases: Int64
    starts: Int64
    ends: Int64
    edges: Edges
    waits: Statistics
    work: Statistics
    durations: Statistics
    days: Days
    variants: Variants
    handovers: Handovers | None
    resource_events: Int64
    each_case: Cases | None
    left_out: Mapping[str, int]
    notes: tuple[str, ...]


def summaries(table: Relation, columns: Columns, name: str = "the table", *, each_case: bool = False) -> Summaries:
    """Ask the engine in which ``table`` lies for all summaries.

    Args:
        table: An Ibis table.
        columns: Which of its columns say what.
        name: What to call the table in messages.
        each_case: Whether to bring each case here too: its id, variant, begin, end and attributes. One row a case.

    Raises:
        InputError: A column cannot be used, there is no event, or the table was written to while it was asked.
    """
    asked = events(table, columns, name)
    left_out = _left_out(asked, name)
    totals = answer(questions.totals(asked)).row(0, named=True)
    known = answer(questions.activities(asked)).sort(ACTIVITY)
    if len(known) > questions.CODES:
        many = f"expected at most {questions.CODES:,} activities, found {len(known):,}"
        raise refuse(name, many, "Name a column that says what was done, rather than one that says it of each event")
    labels = tuple(known[ACTIVITY])
    edges, waits = _edges(answer(questions.edges(asked)), labels)
    sequences = sequences_of(answer(questions.variants(asked, model=each_case)), known[questions.CODE].to_numpy(), name)
    handovers, resource_events = _handovers(asked)
    durations = answer(questions.durations(asked))
    cases = cases_of(answer(questions.cases(asked)), sequences, columns.of_case(), name) if each_case else None
    found = Summaries(
        engine=engine_of(table),
        labels=labels,
        events=totals[questions.EVENTS],
        cases=totals[questions.CASES],
        first=totals[questions.BEGIN],
        last=totals[questions.END],
        ties=totals[questions.TIES],
        undecided=totals[questions.UNDECIDED],
        activity_events=known[questions.EVENTS].to_numpy(),
        activity_cases=known[questions.CASES].to_numpy(),
        starts=known[questions.STARTS].to_numpy(),
        ends=known[questions.ENDS].to_numpy(),
        edges=edges,
        waits=waits,
        work=_work(asked, labels),
        durations=measured(durations, np.zeros(1, dtype=np.int64), 1),
        days=days_of(answer(questions.days(asked))),
        variants=by_case(sequences.variants, cases),
        handovers=handovers,
        resource_events=resource_events,
        each_case=cases,
        left_out=left_out,
        notes=(*asked.notes, *_notes(totals, left_out)),
    )
    _check(found, name)
    return found


def _left_out(asked: Events, name: str) -> dict[str, int]:
    """Return how many rows are no events, by reason, sorted.

    Raises:
        InputError: No row is an event.
    """
    counts = dict(answer(questions.left_out(asked)).sort(STATE).iter_rows())
    if not counts.pop("", 0):
        said = ", ".join(f"{count:,} with {reason}" for reason, count in counts.items())
        raise refuse(name, f"expected at least one event, found {said or 'none'}", "Name other columns or a table")
    return counts


def _codes(labels: tuple[str, ...], words: pl.Series) -> Int64:
    """Return the position of each word in ``labels``; -1 for null."""
    place = {label: code for code, label in enumerate(labels)}
    return np.array([-1 if word is None else place.get(word, -2) for word in words], dtype=np.int64)


def _edges(answered: pl.DataFrame, labels: tuple[str, ...]) -> tuple[Edges, Statistics]:
    answered = answered.with_columns(
        pl.Series("source_", _codes(labels, answered[questions.SOURCE])),
        pl.Series("target_", _codes(labels, answered[questions.TARGET])),
    ).sort("source_", "target_")
    found = Edges(
        source=answered["source_"].to_numpy().astype(np.int32),
        target=answered["target_"].to_numpy().astype(np.int32),
        count=answered[questions.COUNT].to_numpy(),
        cases=answered[questions.CASES].to_numpy(),
    )
    return found, measured(answered, np.arange(len(answered)), len(answered))


def _work(asked: Events, labels: tuple[str, ...]) -> Statistics:
    if START not in asked.rows.columns:
        return measured(pl.DataFrame(), np.zeros(0, dtype=np.int64), len(labels))
    answered = answer(questions.work(asked))
    return measured(answered, _codes(labels, answered[ACTIVITY]), len(labels))


def _handovers(asked: Events) -> tuple[Handovers | None, Int64]:
    nobody = np.zeros(0, dtype=np.int64)
    if RESOURCE not in asked.rows.columns:
        return None, nobody
    who = answer(questions.resources(asked)).drop_nulls(RESOURCE).sort(RESOURCE)
    labels = tuple(who[RESOURCE])
    if not labels:
        return None, nobody
    found, waits = _edges(answer(questions.handovers(asked)), labels)
    told = (found.source >= 0) & (found.target >= 0)
    given, kept = told & (found.source != found.target), told & (found.source == found.target)
    stays_of = np.zeros(len(labels), dtype=np.int64)
    stays_of[found.source[kept]] = found.count[kept]
    handovers = Handovers(
        labels=labels,
        source=found.source[given],
        target=found.target[given],
        count=found.count[given],
        cases=found.cases[given],
        wait=_some(waits, np.flatnonzero(given)),
        stays=int(stays_of.sum()),
        stays_of=stays_of,
        untold=int(found.count[~told].sum()),
    )
    return handovers, who[questions.EVENTS].to_numpy()


def _some(found: Statistics, groups: Int64) -> Statistics:
    return Statistics(
        n=found.n[groups],
        mean=found.mean[groups],
        median=found.median[groups],
        p90=found.p90[groups],
        least=found.least[groups],
        most=found.most[groups],
        total=found.total[groups],
    )


def _notes(totals: Mapping[str, int], left_out: Mapping[str, int]) -> tuple[str, ...]:
    found = [
        f"{count:,} {'row is' if count == 1 else 'rows are'} left out: {reason}." for reason, count in left_out.items()
    ]
    if totals[questions.UNDECIDED]:
        found.append(
            f"{totals[questions.UNDECIDED]:,} of {totals[questions.TIES]:,} events at the time of the event before are "
            "ordered by the name of their activity alone."
        )
    return tuple(found)


def _check(found: Summaries, name: str) -> None:
    """Refuse answers that do not fit together.

    Raises:
        InputError: The table was written to while it was asked.
    """
    flow, at = found.variants, np.zeros(len(found.variants.activity), dtype=np.int64)
    at += np.repeat(flow.cases, np.diff(flow.offsets))
    inside = np.ones(len(at), dtype=np.bool_)
    inside[flow.offsets[1:] - 1] = False
    row = np.flatnonzero(inside)
    pairs = flow.activity[row].astype(np.int64) * len(found.labels) + flow.activity[row + 1]
    pair, position = np.unique(pairs, return_inverse=True)
    counts = np.zeros(len(pair), dtype=np.int64)
    np.add.at(counts, position, at[row])
    codes = np.zeros(len(found.labels), dtype=np.int64)
    np.add.at(codes, flow.activity, at)
    queried = found.edges.source.astype(np.int64) * len(found.labels) + found.edges.target
    fits = (
        int(flow.cases.sum()) == found.cases
        and int(at.sum()) == found.events
        and np.array_equal(codes, found.activity_events)
        and np.array_equal(pair, queried)
        and np.array_equal(counts, found.edges.count)
        and int(found.durations.n[0]) == int(found.days.arrivals.sum()) == found.cases
        and int(found.days.events.sum()) == found.events
    )
    if not fits:
        raise changed(name)
