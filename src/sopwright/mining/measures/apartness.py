"""Do people differ from each other by more than from themselves, and who from all others?

In: how many runs of each person take each way, and how alike the ways are. Out: differences of mean similarities with
their standard errors.

Law: the numbers are exact means over all pairs of runs; every person counts the same, however many runs there are of
them. The standard error is the jackknife's: each run left out once, people held fixed (stratified by person).
"""

from dataclasses import dataclass
from math import lgamma, log, sqrt

import numpy as np

from sopwright.log.event_log import Float64, Int64
from sopwright.mining.measures.measure import Z95


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Apartness:
    """How far people are apart.

    Attributes:
        within: Mean similarity of runs of the same person.
        between: Mean similarity of runs of different people.
        error: Standard error of ``within - between``.
        apart: For each person: mean similarity among all others, minus that between the person and the others; empty
            for fewer than three people.
        apart_error: Standard errors of these.
    """

    within: float
    between: float
    error: float
    apart: Float64
    apart_error: Float64


def apartness(counts: Int64, alike: Float64) -> Apartness:
    """Return how far people are apart.

    Args:
        counts: One row a person, at least two, one column a way: how many runs; at least three a person.
        alike: Similarity of each way with each, 1 on the diagonal.
    """
    people = len(counts)
    sizes = counts.sum(axis=1).astype(np.float64)
    to_person = counts @ alike
    """For each person and way: sum of the similarities of the person's runs to a run that takes the way."""
    sums = to_person @ counts.T
    within = (np.diag(sums) - sizes) / (sizes * (sizes - 1))
    between = sums / np.outer(sizes, sizes)
    np.fill_diagonal(between, 0.0)
    pairs = people * (people - 1) / 2
    own = (np.diag(sums)[:, None] - sizes[:, None] - 2 * (to_person - 1)) / ((sizes - 1) * (sizes - 2))[:, None]
    total = float(between.sum()) / 2
    to_others = between.sum(axis=1)
    others = (people - 1) * (people - 2) / 2
    squares, squares_apart = 0.0, np.zeros(people)
    for person, size in enumerate(sizes):
        shifts = (between[person, :, None] - to_person / sizes[:, None]) / (size - 1)
        """By how much the similarity to each other person moves when one run of this person is left out, by its way."""
        shifts[person] = 0.0
        moved = shifts.sum(axis=0)
        squares += _squares(counts[person], (own[person] - within[person]) / people - moved / pairs)
        if others:
            shifts[person] = moved
            apart_moved = (moved - shifts) / others - shifts / (people - 1)
            squares_apart += [_squares(counts[person], one) for one in apart_moved]
    apart = (total - to_others) / others - to_others / (people - 1) if others else np.zeros(0)
    return Apartness(
        within=float(within.mean()),
        between=total / pairs,
        error=sqrt(squares),
        apart=apart,
        apart_error=np.sqrt(squares_apart)[: len(apart)],
    )


def _squares(counts: Int64, moved: Float64) -> float:
    """Return what one person adds to the variance: how many runs take each way, and what each moves when left out."""
    size = int(counts.sum())
    middle = float(counts @ moved) / size
    return (size - 1) / size * float(counts @ (moved - middle) ** 2)


def quantile_of_t(freedom: float, z: float = Z95) -> float:
    """Return what Student's t needs in place of ``z`` with so many degrees of freedom; within 1 % from 3 on.

    Source: Abramowitz and Stegun 26.7.5.

    Examples:
        >>> round(quantile_of_t(10), 3), round(quantile_of_t(4), 2)
        (2.228, 2.77)
    """
    terms = (
        z,
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
    )
    return sum(term / freedom**power for power, term in enumerate(terms))


def quantile_of_normal(above: float) -> float:
    """Return the value that a normal number exceeds with this small probability; off by less than 0.0005.

    Source: Abramowitz and Stegun 26.2.23.

    Examples:
        >>> round(quantile_of_normal(0.025), 3)
        1.96
    """
    t = sqrt(-2 * log(above))
    return t - (2.515517 + 0.802853 * t + 0.010328 * t * t) / (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t**3)


def ways_to_deal(sizes: Int64) -> float:
    """Return the logarithm of the number of ways to deal the runs to people, names aside.

    A test that nothing but chance sets people apart cannot give less than one in so many.

    Examples:
        >>> round(2.718281828459045 ** ways_to_deal(np.array([3, 3])), 6)
        10.0
    """
    alike = np.unique(sizes, return_counts=True)[1]
    dealt = lgamma(float(sizes.sum()) + 1) - sum(lgamma(float(size) + 1) for size in sizes)
    return dealt - sum(lgamma(float(same) + 1) for same in alike)
