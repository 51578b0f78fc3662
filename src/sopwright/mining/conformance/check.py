"""Is the work done as the SOP says? Fitness, deviations by lead, step and person, and what goes along with them.

In: a log, an SOP, what its activities show. Out: ``Conformance``.

Law: fitness is the field's: 1 minus the cost of the cheapest alignment over the cost of doing everything apart (each
event extra, each step of the shortest way skipped). It counts what the log shows and nothing else: unknown activities
and steps that no activity shows are listed, and neither raise nor lower it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from sopwright.errors import refuse
from sopwright.evidence import Figure
from sopwright.log.event_log import EventLog, Flags, Int64
from sopwright.log.reading import ACTIVITY, CASE, MOMENT
from sopwright.mining.conformance.comparing import by_period, by_person, by_step, going_along, standing_out
from sopwright.mining.conformance.deviations import KIND, PERSON, deviations, roles_of, systems_of
from sopwright.mining.conformance.limits import Limit, limits_of
from sopwright.mining.conformance.matching import Matching
from sopwright.mining.conformance.moves import Kind
from sopwright.mining.conformance.observed import Observed, completed, observed
from sopwright.mining.conformance.procedure import Procedure, procedure
from sopwright.mining.history.times import durations
from sopwright.sop.document import Sop

FITNESS = (
    "1 minus cost of the cheapest alignment / (events that are steps + steps of the shortest way through the SOP); "
    "a step that is skipped or extra costs 1"
)
_DAY = 24 * 3_600_000_000
_MONTHS_FROM, _QUARTERS_FROM = 70 * _DAY, 1_500 * _DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the user says beside log and SOP.

    Attributes:
        roles: The roles of each person.
        won: Activities that mean that a lead was won.
    """

    roles: Mapping[str, Sequence[str]] = field(default_factory=dict)
    won: Collection[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Conformance:
    """How work fits an SOP.

    Attributes:
        sop: The SOP.
        matching: What the log shows of it.
        fitness: Fitness of the log: from the sums of all costs.
        fitness_of_cases: The mean of the cases' fitness.
        fitting: Share of cases that fit without any cost.
        clean: Share of cases without any deviation, time limits, roles and systems included.
        deviations: One row a deviation, as ``deviations.SCHEMA`` says.
        cases: One row a case that shows a step: its variant, events, cost, fitness, deviations, beginning and duration.
        steps: One row a deviation of a step, the most frequent first.
        people: One row a person with at least three leads.
        outstanding: Deviations beside which one person stands more often than others, by more than chance explains.
        periods: One row a period.
        along: What goes along with deviations.
        limits: The time limits.
        unjudged: How many cases show no step at all.
        won: Why it is unknown which leads were won; empty when it is known.
        period: ``day``, ``week``, ``month`` or ``quarter``.
        notes: What a reader must know, one sentence each.
    """

    sop: Sop
    matching: Matching
    fitness: Figure
    fitness_of_cases: Figure
    fitting: Figure
    clean: Figure
    deviations: pl.DataFrame
    cases: pl.DataFrame
    steps: pl.DataFrame
    people: pl.DataFrame
    outstanding: pl.DataFrame
    periods: pl.DataFrame
    along: pl.DataFrame
    limits: tuple[Limit, ...]
    unjudged: int
    won: str
    period: str
    notes: tuple[str, ...]


def check(log: EventLog, sop: Sop, found: Matching, told: Told | None = None) -> Conformance:
    """Return how the work in a log fits an SOP.

    Args:
        log: The log.
        sop: The SOP.
        found: What the activities of ``log`` show of it.
        told: What the user says beside.

    Raises:
        InputError: The SOP has no procedure that can end, a calendar of it is none, or an activity that means a lead
            was won is not in the log.
    """
    told = told or Told()
    _check_won(log, told.won)
    whole = completed(log)
    allowed = procedure(sop, {step for steps in found.shows for step in steps})
    seen = observed(whole, found, allowed)
    if seen.log.cases == 0:
        raise refuse(sop.title, "expected a case with a completed step of the SOP, found none", "Choose another log")
    limits = limits_of(whole, sop, found, seen.labels, seen.on(whole))
    listed = deviations(whole, sop, seen, limits, told.roles)
    won, why_not = _won(whole, seen, allowed, told.won)
    cases, period = _cases(whole, seen, allowed, listed, won, _zone(sop))
    return Conformance(
        sop=sop,
        matching=found,
        fitness=_fitness(seen, allowed),
        fitness_of_cases=Figure(
            label="Mean fitness of the leads",
            value=float(cases["fitness"].to_numpy().mean()),
            unit="share",
            n=len(cases),
            definition=FITNESS,
        ),
        fitting=_share(cases, "fits", "Leads that fit in full", "leads whose steps are as the SOP allows, to its end"),
        clean=_share(cases, "clean", "Leads without any deviation", "those, with time limits, roles and systems kept"),
        deviations=listed,
        cases=cases,
        steps=by_step(listed, len(cases)),
        people=by_person(listed, _doing(seen)),
        outstanding=standing_out(listed, _doing(seen)),
        periods=by_period(cases),
        along=going_along(cases, listed, _done(seen), won=won is not None),
        limits=limits,
        unjudged=whole.cases - seen.log.cases,
        won=why_not,
        period=period,
        notes=_notes(whole, sop, allowed, told),
    )


def _check_won(log: EventLog, won: Collection[str]) -> None:
    for activity in won:
        if activity not in log.activity.labels:
            where = f"--won {activity}"
            raise refuse(where, f"expected an activity of the log, found {activity!r}", "Write it as the log does")


def _fitness(seen: Observed, allowed: Procedure) -> Figure:
    cost, worst = _costs(seen, allowed)
    value = 1.0 - float(cost.sum()) / float(worst.sum()) if worst.sum() else 1.0
    return Figure(
        label="Fitness", value=value, unit="share", n=seen.log.cases, definition=f"{FITNESS}; sums of all leads"
    )


def _costs(seen: Observed, allowed: Procedure) -> tuple[Int64, Int64]:
    """Return what each case costs, and what it costs to do everything apart."""
    return seen.alignments.cost[seen.variants.of_case], seen.log.lengths + allowed.model.shortest


def _cases(
    whole: EventLog, seen: Observed, allowed: Procedure, listed: pl.DataFrame, won: Flags | None, zone: str
) -> tuple[pl.DataFrame, str]:
    cost, worst = _costs(seen, allowed)
    begin = whole.time[whole.offsets[:-1]][seen.of_case]
    ids = whole.case_ids.gather(pl.Series(seen.of_case)).cast(pl.String)
    judged = listed.group_by(CASE).agg(
        pl.len().cast(pl.Int64).alias("deviations"),
        (pl.col(KIND) == Kind.LATE).sum().cast(pl.Int64).alias("late"),
        (pl.col(KIND) == Kind.UNFINISHED).any().alias("unfinished"),
    )
    frame = pl.DataFrame(
        {
            CASE: ids,
            "variant": seen.variants.of_case,
            "steps_done": seen.log.lengths,
            "cost": cost,
            "fitness": 1.0 - cost / np.maximum(worst, 1),
            "fits": cost == 0,
            "begin": pl.Series(begin).cast(MOMENT),
            "duration_us": durations(whole)[seen.of_case],
            "won": pl.Series(won) if won is not None else pl.repeat(None, len(ids), eager=True, dtype=pl.Boolean),
        }
    )
    known = judged.select(pl.col(CASE), pl.col("deviations"), pl.col("late"), pl.col("unfinished"))
    frame = frame.join(known, on=CASE, how="left", maintain_order="left")
    frame = frame.with_columns(
        pl.col("deviations").fill_null(0), pl.col("late").fill_null(0), pl.col("unfinished").fill_null(value=False)
    )
    unit, every, form = _period(begin)
    local = frame["begin"].dt.convert_time_zone(zone).dt.truncate(every)
    named = local.dt.strftime(form) if unit != "quarter" else _quarters(local)
    return frame.with_columns((pl.col("deviations") == 0).alias("clean"), named.alias("period")), unit


def _period(begin: Int64) -> tuple[str, str, str]:
    """Return the period by which to compare: its name, its length and how it is written."""
    low, high = np.percentile(begin, [1, 99])  # a wrong clock does not make the periods longer
    span = high - low
    if span >= _QUARTERS_FROM:
        return "quarter", "1q", ""
    if span >= _MONTHS_FROM:
        return "month", "1mo", "%Y-%m"
    return ("week", "1w", "%G-W%V") if span >= 7 * _DAY else ("day", "1d", "%Y-%m-%d")


def _quarters(local: pl.Series) -> pl.Series:
    frame = pl.DataFrame({"at": local})
    return frame.select(pl.format("{}-Q{}", pl.col("at").dt.year(), pl.col("at").dt.quarter())).to_series()


def _zone(sop: Sop) -> str:
    """Return the zone in which periods begin: that of the SOP's first calendar."""
    zones = [calendar.zone for calendar in sop.calendars if "{" not in calendar.zone]
    return zones[0] if zones else "UTC"


def _won(whole: EventLog, seen: Observed, allowed: Procedure, won: Collection[str]) -> tuple[Flags | None, str]:
    """Return which of the judged cases were won, or why that is unknown."""
    if won:
        rows = np.isin(whole.activity.codes, [whole.activity.labels.index(activity) for activity in won])
        return np.bincount(whole.case_of()[rows], minlength=whole.cases)[seen.of_case] > 0, ""
    if not allowed.last:
        return None, "no step that ends the SOP is in the log; name the activities that mean success with --won"
    labels = [seen.labels.index(step) for step in allowed.last]
    rows = np.isin(seen.step, labels)
    return np.bincount(seen.log.case_of()[rows], minlength=seen.log.cases) > 0, ""


def _doing(seen: Observed) -> pl.DataFrame:
    """Return each person, case and activity once in which the person did a step."""
    person, activity = seen.log.resource, seen.log.activity
    if person is None:
        return pl.DataFrame(schema={PERSON: pl.String, CASE: pl.Int64, ACTIVITY: pl.String})
    columns = {"who": person.codes, CASE: seen.log.case_of(), "what": activity.codes}
    frame = pl.DataFrame(columns).filter(pl.col("who") >= 0).unique(maintain_order=True)
    people, activities = (pl.Series(each.labels, dtype=pl.String) for each in (person, activity))
    return pl.DataFrame(
        {PERSON: people.gather(frame["who"]), CASE: frame[CASE], ACTIVITY: activities.gather(frame["what"])}
    )


def _done(seen: Observed) -> dict[str, Flags]:
    """Return for each step in which cases it was done in its place."""
    case = seen.log.case_of()
    return {
        step: np.bincount(case[seen.step == label], minlength=seen.log.cases) > 0
        for label, step in enumerate(seen.labels)
    }


def _share(cases: pl.DataFrame, column: str, label: str, definition: str) -> Figure:
    value = float(cases[column].to_numpy().mean())
    return Figure(label=label, value=value, unit="share", n=len(cases), definition=definition)


def _notes(whole: EventLog, sop: Sop, allowed: Procedure, told: Told) -> tuple[str, ...]:
    found = [*whole.notes, *allowed.notes]
    for name, known in (("Roles", roles_of(whole, sop, told.roles)), ("Systems", systems_of(whole, sop))):
        if known.unknown and not known.unknown.startswith("the SOP"):
            found.append(f"{name} were not compared: {known.unknown}.")
    return tuple(dict.fromkeys(found))
