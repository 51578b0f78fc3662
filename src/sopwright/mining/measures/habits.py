"""Which steps do some people do and others not?

In: the runs of people. Out: steps that a person does much more, or much less, often than all others, best proof first.

Law: a habit differs by at least 20 points and by more than chance: Fisher's exact test, 1 in 1,000 divided by the
number of people times steps (Bonferroni). Whoever differs most in a step is taken away before the next is looked for,
so that one person who never does it does not make all others people who do.
"""

from dataclasses import dataclass

import numpy as np

from sopwright.log.event_log import Flags, Float64, Int64
from sopwright.mining.measures.measure import by_chance, case_names
from sopwright.mining.measures.runs import FEWEST_RUNS, Runs

ALPHA = 0.001
LEAST = 0.2
"""A difference of fewer points is nobody's habit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """A step that one person does much more, or much less, often than all others.

    Attributes:
        person: Who.
        step: The activity.
        does: In how many of their runs they do it.
        of: Out of how many.
        others: In how many of their runs the others do it.
        of_others: Out of how many.
        chance: How likely such a difference is by chance alone.
        cases: The person's runs with the step, or without it where the others do it.
    """

    person: str
    step: str
    does: int
    of: int
    others: int
    of_others: int
    chance: float
    cases: tuple[str, ...]

    @property
    def by_some_only(self) -> bool:
        """Whether either the person, or all others, never do it."""
        return self.does == 0 or self.others == 0


def habits(runs: Runs) -> tuple[Habit, ...]:
    """Return the habits by which people differ."""
    compared = np.flatnonzero(runs.person >= 0)
    steps, does, sizes = _done(runs, compared)
    tests = len(sizes) * len(steps)
    found = []
    for place in np.flatnonzero(_spread(does, sizes) >= LEAST):
        pool = np.ones(len(sizes), dtype=np.bool_)
        while pool.sum() > 1:
            one = _most(does[:, place], sizes, pool)
            if one is None or one[1] * tests >= ALPHA:
                break
            person, chance = one
            pool[person] = False
            part, others = int(does[person, place]), int(does[pool, place].sum())
            more = part * int(sizes[pool].sum()) > others * int(sizes[person])
            shown = (_has(runs, int(steps[place]))[compared] == more) & (runs.person[compared] == person)
            found.append(
                Habit(
                    person=runs.people[person],
                    step=runs.log.activity.labels[steps[place]],
                    does=part,
                    of=int(sizes[person]),
                    others=others,
                    of_others=int(sizes[pool].sum()),
                    chance=chance,
                    cases=case_names(runs.log, compared[shown]),
                )
            )
    return tuple(sorted(found, key=lambda one: (one.chance, one.person, one.step)))


def _spread(does: Int64, sizes: Int64) -> Float64:
    """Return for each step how far the shares of people lie apart."""
    shares = does / sizes[:, None]
    return np.asarray(shares.max(axis=0) - shares.min(axis=0), dtype=np.float64)


def _most(does: Int64, sizes: Int64, pool: Flags) -> tuple[int, float] | None:
    """Return who of the pool differs most from the others in it, and how likely that is by chance."""
    best = None
    all_do, all_runs = int(does[pool].sum()), int(sizes[pool].sum())
    for person in np.flatnonzero(pool):
        part, whole = int(does[person]), int(sizes[person])
        rest, outside = all_do - part, all_runs - whole
        if abs(part / whole - rest / outside) < LEAST:
            continue
        chance = by_chance(part, whole, rest, outside)
        if best is None or chance < best[1]:
            best = (int(person), chance)
    return best


def _done(runs: Runs, compared: Int64) -> tuple[Int64, Int64, Int64]:
    """Return the steps of at least a few runs, in how many runs each person does each, and the runs of each person."""
    case = runs.log.case_of()
    width = len(runs.log.activity.labels)
    pairs = np.unique(case * width + runs.log.activity.codes)
    run, step = pairs // width, pairs % width
    mine = runs.person[run] >= 0
    run, step = run[mine], step[mine]
    counts = np.bincount(step, minlength=width)
    steps = np.flatnonzero((counts >= FEWEST_RUNS) & (counts <= len(compared) - 1))
    place = np.full(width, -1, dtype=np.int64)
    place[steps] = np.arange(len(steps))
    does = np.zeros((len(runs.people), len(steps)), dtype=np.int64)
    kept = place[step] >= 0
    np.add.at(does, (runs.person[run[kept]], place[step[kept]]), 1)
    return steps, does, np.bincount(runs.person[compared], minlength=len(runs.people))


def _has(runs: Runs, step: int) -> Int64:
    """Return for each run whether it has a step."""
    has = np.zeros(runs.log.cases, dtype=np.int64)
    has[runs.log.case_of()[runs.log.activity.codes == step]] = 1
    return has
