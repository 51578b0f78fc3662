"""Which single condition on one column tells one way best from the others?

In: a column, prepared once, and the ways of some cases. Out: for each way the condition least probable by chance, after
what it costs to have chosen it among all conditions of its kind.

Law: the cost is the logarithm of the number of conditions from which the choice is made, so that the probability of any
false choice stays below the sum of the probabilities (Bonferroni's bound), whatever the columns hold.

For words, the sets tried are the first in the order of the share of the way: no other set of the size can be better
(Breiman et al., 1984). For numbers, every threshold, and intervals between at most 48 places, moved afterwards to the
best places near by; they cost as if all intervals had been tried.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sopwright.log.event_log import Coded, Flags, Float64, Int64, Numbers
from sopwright.mining.decisions.exact import LogFactorials
from sopwright.mining.decisions.rules import Between, Feature, Test, Words

_PLACES = 48
_MOST_WORDS = 8
"""A condition that names more values is not simple."""
_TWO = math.log(2)
_CLEARLY = math.log(1000)
"""By so much an interval must be better than a threshold; otherwise a few odd cases at an end make it one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A condition and what it would say of one way.

    Attributes:
        test: The condition.
        way: The way.
        drawn: How many cases it covers.
        hit: How many of these took the way.
        cost: Logarithm of the number of conditions on this column among which it was chosen.
        score: Logarithm of its probability plus the cost; the lower, the better.
    """

    test: Test
    way: int
    drawn: int
    hit: int
    cost: float
    score: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Counts:
    """Cases by way, as far as they are looked at.

    Attributes:
        way: For each row of the table its way; -1 where the row is not looked at.
        totals: How many rows went each way.
        logs: Logarithms up to the number of rows.
        least_share: Only conditions of which so many cases took the way are looked for.
        asked: The ways for which conditions are looked for.
    """

    way: Int64
    totals: Int64
    logs: LogFactorials
    least_share: float
    asked: Sequence[int]

    @property
    def cases(self) -> int:
        """Number of rows looked at."""
        return int(self.totals.sum())


class WordColumn:
    """A column of words, whose values are counted."""

    def __init__(self, name: str, column: Coded) -> None:
        """Prepare it; what is not stated is a value of its own."""
        self.name = name
        self._codes = column.codes.astype(np.int64) + 1
        self._labels = ("", *column.labels)

    def cuts(self, counts: Counts) -> list[Cut]:
        """Return the best condition for each way for which there is one."""
        ways = len(counts.totals)
        looked = counts.way >= 0
        cells = np.bincount(self._codes[looked] * ways + counts.way[looked], minlength=len(self._labels) * ways)
        table = cells.reshape(-1, ways)
        values = np.flatnonzero(table.sum(axis=1))
        if len(values) < 2:  # noqa: PLR2004 - nothing to tell apart
            return []
        table = table[values]
        sizes = np.arange(1, len(values), dtype=np.int64)
        simple = np.minimum(sizes, len(values) - sizes) <= _MOST_WORDS
        cost = LogFactorials(len(values)).choose(np.asarray(len(values)), sizes) + math.log(simple.sum())
        cost = np.where(simple, cost, np.inf)
        found = []
        for way in counts.asked:
            share = table[:, way] / table.sum(axis=1)
            order = np.lexsort((values, -table[:, way], -share))
            drawn, hit = np.cumsum(table[order].sum(axis=1))[:-1], np.cumsum(table[order, way])[:-1]
            best = _best(counts, way, drawn, hit, cost)
            if best is not None:
                at, score = best
                test = self._test(values[order[: at + 1]], values[order[at + 1 :]])
                found.append(
                    Cut(test=test, way=way, drawn=int(drawn[at]), hit=int(hit[at]), cost=float(cost[at]), score=score)
                )
        return found

    def _test(self, chosen: Int64, others: Int64) -> Words:
        """Return the condition, told by the values of which there are fewer."""
        negated = len(others) < len(chosen)
        words = sorted(self._labels[code] for code in (others if negated else chosen))
        return Words(feature=self.name, words=tuple(words), negated=negated)

    def holds(self, test: Test) -> Flags:
        """Return for each row whether the condition holds."""
        assert isinstance(test, Words)  # noqa: S101 - made by this column
        known = np.array([label in test.words for label in self._labels])
        found: Flags = known[self._codes] != test.negated
        return found


class NumberColumn:
    """A column of numbers, sorted once."""

    def __init__(self, name: str, column: Numbers) -> None:
        """Prepare it; rows without a number are in no interval."""
        self.name = name
        self._values = column.values
        stated = np.flatnonzero(~np.isnan(column.values))
        self._order = stated[np.argsort(column.values[stated], kind="stable")]

    def cuts(self, counts: Counts) -> list[Cut]:
        """Return the best condition for each way for which there is one."""
        order = self._order[counts.way[self._order] >= 0]
        values = self._values[order]
        edges = np.flatnonzero(values[1:] > values[:-1]) + 1
        if not len(edges):
            return []
        ends = np.concatenate(([0], edges, [len(values)]))
        found = []
        for way in counts.asked:
            before = np.concatenate(([0], np.cumsum(counts.way[order] == way)))[ends]
            best = self._threshold(counts, way, ends, before)
            other = self._interval(counts, way, ends, before)
            if other is not None and (best is None or other[2] < best[2] - _CLEARLY):
                best = other
            if best is not None:
                low, high, score, cost = best
                test = self._test(values, ends, low, high)
                drawn, hit = int(ends[high] - ends[low]), int(before[high] - before[low])
                found.append(Cut(test=test, way=way, drawn=drawn, hit=hit, cost=cost, score=score))
        return found

    def _threshold(self, counts: Counts, way: int, ends: Int64, before: Int64) -> tuple[int, int, float, float] | None:
        """Return the best of all conditions of the form "below" or "at least"."""
        inner = len(ends) - 2
        drawn = np.concatenate((ends[1:-1], ends[-1] - ends[1:-1]))
        hit = np.concatenate((before[1:-1], before[-1] - before[1:-1]))
        cost = math.log(2 * inner) + _TWO
        best = _best(counts, way, drawn, hit, np.full(len(drawn), cost))
        if best is None:
            return None
        at, score = best
        return (0, at + 1, score, cost) if at < inner else (at - inner + 1, inner + 1, score, cost)

    def _interval(self, counts: Counts, way: int, ends: Int64, before: Int64) -> tuple[int, int, float, float] | None:
        """Return the best of the intervals that leave something out on both sides."""
        inner = len(ends) - 2
        if inner < 2:  # noqa: PLR2004 - two values have no interval between them
            return None
        cost = math.log(inner * (inner - 1) / 2) + _TWO
        places = np.unique(np.linspace(1, inner, min(inner, _PLACES)).round().astype(np.int64))
        low, high = (places[side] for side in np.triu_indices(len(places), k=1))
        best = self._among(counts, way, ends, before, low, high, cost)
        if best is None or len(places) == inner:
            return best
        step = inner // len(places) + 1
        for _ in range(2):
            near = np.arange(max(1, best[0] - step), min(best[0] + step, best[1] - 1) + 1)
            best = self._among(counts, way, ends, before, near, np.full(len(near), best[1]), cost) or best
            near = np.arange(max(best[0] + 1, best[1] - step), min(best[1] + step, inner) + 1)
            best = self._among(counts, way, ends, before, np.full(len(near), best[0]), near, cost) or best
        return best

    def _among(
        self, counts: Counts, way: int, ends: Int64, before: Int64, low: Int64, high: Int64, cost: float
    ) -> tuple[int, int, float, float] | None:
        found = _best(counts, way, ends[high] - ends[low], before[high] - before[low], np.full(len(low), cost))
        return None if found is None else (int(low[found[0]]), int(high[found[0]]), found[1], cost)

    def _test(self, values: Float64, ends: Int64, low: int, high: int) -> Between:
        begin, end = int(ends[low]), int(ends[high])
        return Between(
            feature=self.name,
            least=float(values[begin]) if begin else -math.inf,
            below=float(values[end]) if end < len(values) else math.inf,
            seen_below=float(values[begin - 1]) if begin else math.nan,
            seen_last=float(values[end - 1]),
        )

    def holds(self, test: Test) -> Flags:
        """Return for each row whether the condition holds."""
        assert isinstance(test, Between)  # noqa: S101 - made by this column
        return (self._values >= test.least) & (self._values < test.below)


Prepared = WordColumn | NumberColumn


def prepared(name: str, column: Feature) -> Prepared:
    """Return a column in the form in which conditions on it are found quickly."""
    return WordColumn(name, column) if isinstance(column, Coded) else NumberColumn(name, column)


def _best(counts: Counts, way: int, drawn: Int64, hit: Int64, cost: Float64) -> tuple[int, float] | None:
    """Return which condition is least probable by chance, and its score; none where no one exceeds what is usual."""
    cases, marked = counts.cases, counts.totals[way]
    good = (hit * cases > drawn * marked) & (hit >= counts.least_share * drawn)
    at = np.flatnonzero(good)
    if not len(at):
        return None
    score = counts.logs.hits(cases, marked, drawn[at], hit[at]) + cost[at]
    best = int(np.argmin(score))
    return int(at[best]), float(score[best])
