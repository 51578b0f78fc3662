"""Which pieces of work in a log are worth automating, what speaks for it, and how many hours are at stake?

In: a log, and the decision points that were mined from it. Out: pieces of work with factors, gates and hours, best
first; and known uses of AI for which something was seen.

Law: the score and the classes are those of recordings (``mining/judging.py``). A log does not say where inputs come
from, and often not when work began: such factors add nothing, and the reachable maximum says so. Nothing is claimed of
what was seen in fewer than 20 cases.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sopwright.evidence import Figure
from sopwright.hours import OpeningHours
from sopwright.log.event_log import EventLog, Flags, Int64
from sopwright.mining.decisions.rules import DecisionPoint
from sopwright.mining.decisions.suspicion import CURRENT
from sopwright.mining.judging import Judgement
from sopwright.mining.measures import performers
from sopwright.mining.measures.measure import case_names
from sopwright.mining.measures.reasons import Setting, judged
from sopwright.mining.measures.spells import FEWEST_CASES, Kind, Spell, neighbours, spells
from sopwright.mining.measures.uses import Use, uses_of
from sopwright.mining.measures.weekly import Hours, hours, whole_weeks
from sopwright.mining.measures.working import worked
from sopwright.mining.quantiles import quantile

NO_START = "the log states no start of it, so that work cannot be told from waiting"
NO_RESOURCE = "The log does not say who did what: all of it is taken for people's work."


@dataclass(frozen=True, slots=True, kw_only=True)
class Stake:
    """A piece of work that was judged.

    Attributes:
        title: What it is.
        kind: A step, a chain of steps, or a step done twice.
        steps: Its activities.
        times: How often it was seen.
        seen_in: In how many cases.
        of: How many cases there are.
        judgement: Class, score and reasons.
        work: Work time in one case, in the middle; n counts the cases where it is known.
        low: The same, lower quartile.
        high: The same, upper quartile.
        hours: Hours a week.
        cases: Ids of cases in which it was seen.
    """

    title: str
    kind: Kind
    steps: tuple[str, ...]
    times: int
    seen_in: int
    of: int
    judgement: Judgement
    work: Figure
    low: float | None
    high: float | None
    hours: Hours
    cases: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stakes:
    """What is at stake.

    Attributes:
        stakes: Pieces of work, judged: highest score first.
        uses: Known uses of AI for which something was seen.
        notes: What was recognised or left out.
    """

    stakes: tuple[Stake, ...]
    uses: tuple[Use, ...]
    notes: tuple[str, ...]


def stakes_of(
    log: EventLog,
    points: Sequence[DecisionPoint] = (),
    *,
    machines: frozenset[str] | None = None,
    opening: OpeningHours | None = None,
) -> Stakes:
    """Return what is at stake.

    Args:
        log: The log, start and complete rows joined to one.
        points: Decision points that were mined from it.
        machines: Resources that are no persons; recognised when ``None``.
        opening: Working hours; with them, only working time counts as work.
    """
    person, notes = _people(log, machines)
    near = neighbours(log, person)
    found, rare = spells(log, near)
    work = worked(log, opening)
    known = work >= 0
    setting = Setting(
        log=log,
        near=near,
        points=_explained(log, points),
        work=work,
        all_work=int(work[known & person].sum()),
    )
    span = whole_weeks(log.time) if log.events else (0, 0)
    stakes = sorted((_stake(spell, setting, span) for spell in found), key=_rank)
    if rare:
        notes = (*notes, f"Nothing is claimed of {rare:,} steps that were seen in fewer than {FEWEST_CASES} cases.")
    return Stakes(stakes=tuple(stakes), uses=uses_of(log, near), notes=notes)


def _rank(stake: Stake) -> tuple[float, float, str]:
    return (-stake.judgement.score, -(stake.hours.usual or 0.0), stake.title)


def _people(log: EventLog, machines: frozenset[str] | None) -> tuple[Flags, tuple[str, ...]]:
    if log.resource is None:
        return np.ones(log.events, dtype=np.bool_), (NO_RESOURCE,)
    flags, notes = performers.persons(log, machines)
    return performers.rows_of(log.resource, flags), notes


def _explained(log: EventLog, points: Sequence[DecisionPoint]) -> Mapping[int, tuple[int, int]]:
    """Return for each activity with a mined rule how many times the rules tell what follows, out of how many.

    Only rules on what was known of the case count: that a certain person always goes on in one way is no criterion.
    """
    lasting = {name for name in log.case_attributes if not name.startswith(CURRENT)}
    return {
        point.activity: (point.finding.right, point.finding.of)
        for point in points
        if point.finding.rules and all(test.feature in lasting for rule in point.finding.rules for test in rule.tests)
    }


def _stake(spell: Spell, setting: Setting, span: tuple[int, int]) -> Stake:
    log = setting.log
    names = tuple(log.activity.labels[step] for step in spell.steps)
    work, first = _by_case(spell, setting)
    middle = quantile(work, 0.5) if work else None
    return Stake(
        title=" → ".join(names) if spell.kind in (Kind.STEP, Kind.CHAIN) else f"{names[0]}, {spell.kind}",
        kind=spell.kind,
        steps=names,
        times=len(spell.rows),
        seen_in=len(spell.cases),
        of=log.cases,
        judgement=judged(spell, setting),
        work=Figure(
            label="Work in one case",
            value=middle,
            unit="ms",
            n=len(work),
            unknown="" if work else NO_START,
            definition="From start to end of its events in one case, added up; the median of cases where all is known.",
        ),
        low=quantile(work, 0.25) if work else None,
        high=quantile(work, 0.75) if work else None,
        hours=hours(first, work, span),
        cases=case_names(log, spell.cases),
    )


def _by_case(spell: Spell, setting: Setting) -> tuple[list[float], Int64]:
    """Return the work in each case where it is known, in milliseconds, and when each case was first worked on."""
    case = setting.near.case[spell.rows]
    begin = np.searchsorted(case, spell.cases)
    work = setting.work[spell.rows]
    known = np.minimum.reduceat(work, begin) >= 0
    return (np.add.reduceat(work, begin)[known] / 1000).tolist(), setting.log.time[spell.rows[begin]]
