"""How differently do people work? How much do they differ from each other, beyond what each differs from themselves?

In: a log that says who did what. Out: rep variance with its interval, who stands apart, which steps only some do, and
how unequal the time is that people take.

Law: nothing is said of fewer than two people with three runs each, nor when the difference could be chance. Definition:
``PRODUCT.md`` M3 and ``research/recorder.md`` section 7.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import exp

import numpy as np

from sopwright.evidence import Figure
from sopwright.hours import OpeningHours
from sopwright.log.event_log import EventLog, Flags, Float64, Int64
from sopwright.mining.measures.apartness import (
    Apartness,
    apartness,
    quantile_of_normal,
    quantile_of_t,
    ways_to_deal,
)
from sopwright.mining.measures.distances import similarities
from sopwright.mining.measures.habits import Habit, habits
from sopwright.mining.measures.measure import FEWEST, Interval, Measure, case_names
from sopwright.mining.measures.runs import FEWEST_RUNS, Runs, affordable, runs_of
from sopwright.mining.measures.working import worked

ALPHA = 0.05
FEWEST_PEOPLE = 2
LABEL = "Rep variance"
DEFINITION = (
    "Mean similarity between runs of the same person minus mean similarity between runs of different people, every "
    "person counting the same; similarity is 1 minus edit distance ÷ length of the longer run. Above 0 when people "
    "differ from each other more than from themselves. A case is a run of the person who did most of it, with what "
    "that person did."
)
JACKKNIFE = "jackknife over runs, people held fixed, 95 %"
TOO_MUCH = "the runs are too many and too different to compare"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reps:
    """How differently people work.

    Attributes:
        measures: Rep variance and the two similarities of which it is the difference, ways through the work, and how
            unequal the work time is.
        people: For each person how far they stand apart from all others, the furthest first.
        habits: Steps by which people differ, best proof first.
        notes: What was recognised or left out.
    """

    measures: tuple[Measure, ...]
    people: tuple[Measure, ...] = ()
    habits: tuple[Habit, ...] = ()
    notes: tuple[str, ...] = ()


def rep_variance(log: EventLog, machines: frozenset[str] | None = None, hours: OpeningHours | None = None) -> Reps:
    """Return how differently people work.

    Args:
        log: The log.
        machines: Resources that are no persons; recognised by their names when ``None``.
        hours: Working hours; with them, only working time counts as work time.
    """
    runs = runs_of(log, machines)
    if isinstance(runs, str):
        return Reps(measures=(_unknown(runs),))
    if len(runs.people) < FEWEST_PEOPLE:
        everyone = len(set(runs.log.resource.codes.tolist())) if runs.log.resource else 0
        reason = (
            f"needs {FEWEST_PEOPLE} people with {FEWEST_RUNS} runs each; there {'is' if everyone == 1 else 'are'} "
            f"{everyone} {'person' if everyone == 1 else 'people'} with {runs.log.cases:,} runs in all"
        )
        return Reps(measures=(_unknown(reason),), notes=runs.notes)
    chosen = affordable(runs)
    if chosen is None:
        return Reps(measures=(_unknown(TOO_MUCH), *_work(runs, hours)), habits=habits(runs), notes=runs.notes)
    kept, every = chosen
    used, counts = runs.counts(kept)
    found = apartness(counts, similarities([runs.ways[way] for way in used]))
    note = f"To be compared in time, one in {every} runs of each person is taken, evenly; n says how many."
    return Reps(
        measures=(*_variance(runs, kept, counts, found), _ways(runs), *_work(runs, hours)),
        people=tuple(_standing(runs, kept, counts, found)),
        habits=habits(runs),
        notes=(*runs.notes, note) if every > 1 else runs.notes,
    )


def _unknown(reason: str) -> Measure:
    return Measure(
        figure=Figure(label=LABEL, value=None, unit="difference", n=0, unknown=reason, definition=DEFINITION)
    )


def _variance(runs: Runs, kept: Int64, counts: Int64, found: Apartness) -> Iterator[Measure]:
    sizes = counts.sum(axis=1)
    value = found.within - found.between
    reach = quantile_of_t(float((sizes - 1).sum())) * found.error
    interval = Interval(low=value - reach, high=value + reach, method=JACKKNIFE)
    enough = exp(-ways_to_deal(sizes)) < ALPHA
    unusual = ""
    if interval.low > 0 and enough:
        unusual = (
            f"people differ from each other more than from themselves: {found.between:.2f} against {found.within:.2f}"
        )
    figure = Figure(label=LABEL, value=value, unit="difference", n=len(kept), definition=DEFINITION)
    yield Measure(figure=figure, interval=interval, cases=case_names(runs.log, kept), unusual=unusual)
    for label, alike in (("Similarity within a person", found.within), ("Similarity between people", found.between)):
        yield Measure(figure=Figure(label=label, value=alike, unit="share", n=len(kept), definition=DEFINITION))


def _standing(runs: Runs, kept: Int64, counts: Int64, found: Apartness) -> Iterator[Measure]:
    """Yield how far each person stands apart, the furthest first."""
    definition = (
        "Mean similarity of runs among all other people minus mean similarity between this person's runs and theirs; "
        f"called unusual when the difference is above 0 at 5 % ÷ {len(counts)} people."
    )
    reach = quantile_of_normal(ALPHA / 2 / max(len(found.apart), 1))
    for person in np.argsort(-found.apart, kind="stable"):
        value, error = float(found.apart[person]), float(found.apart_error[person])
        mine = kept[runs.person[kept] == person]
        far = value - quantile_of_t(float(len(mine) - 1), reach) * error > 0 and len(mine) > FEWEST_RUNS
        yield Measure(
            figure=Figure(
                label="Stands apart from the others", value=value, unit="difference", n=len(mine), definition=definition
            ),
            interval=Interval(
                low=value - quantile_of_t(float(len(mine) - 1)) * error,
                high=value + quantile_of_t(float(len(mine) - 1)) * error,
                method=JACKKNIFE,
            ),
            cases=case_names(runs.log, mine),
            group=runs.people[int(person)],
            unusual="works another way than the others" if far else "",
        )


def _ways(runs: Runs) -> Measure:
    compared = runs.person >= 0
    figure = Figure(
        label="Different ways of working",
        value=len(np.unique(runs.way[compared])),
        unit="count",
        n=int(compared.sum()),
        definition="Runs in which the person did exactly the same activities in the same order are one way.",
    )
    return Measure(figure=figure)


def _work(runs: Runs, hours: OpeningHours | None) -> Iterator[Measure]:
    """Yield how unequal the work time is between people, and between runs of the same person."""
    work, known = _worked(runs, hours)
    groups = [work[(runs.person == person) & known] for person in range(len(runs.people))]
    groups = [group for group in groups if len(group) >= FEWEST]
    n = sum(map(len, groups))
    means = np.array([group.mean() for group in groups])
    enough = len(groups) >= FEWEST_PEOPLE and bool((means > 0).all())
    reason = (
        "the log states no start of what people do, so that work time cannot be told from waiting"
        if not known.any()
        else f"needs {FEWEST_PEOPLE} people with {FEWEST} runs whose work time is known"
    )
    rows = (
        (
            "Work time: variation between people",
            _variation(means) if enough else None,
            "of people's mean work time a run",
        ),
        (
            "Work time: variation within a person",
            float(np.mean([_variation(group) for group in groups])) if enough else None,
            "of the work time of the runs of one person; the mean of people",
        ),
    )
    for label, value, what in rows:
        figure = Figure(
            label=label,
            value=value,
            unit="share",
            n=n,
            unknown="" if enough else reason,
            definition=f"Coefficient of variation, standard deviation ÷ mean, {what}.",
        )
        yield Measure(figure=figure)


def _variation(values: Float64) -> float:
    return float(values.std(ddof=1) / values.mean())


def _worked(runs: Runs, hours: OpeningHours | None) -> tuple[Float64, Flags]:
    """Return the work time of each run, and whether the start of each of its events is known."""
    log = runs.log
    spent = worked(log, hours)
    case = log.case_of()
    known = np.asarray(np.bincount(case, weights=spent < 0, minlength=log.cases) == 0)
    return np.bincount(case, weights=np.maximum(spent, 0), minlength=log.cases).astype(np.float64), known
