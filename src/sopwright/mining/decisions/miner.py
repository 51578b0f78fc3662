"""Which simple rule tells the way that is taken, if one does?

In: a table of what was known before the decision, and the way each case took. Out: a ``Finding``: rules with their
counts and exceptions, or the reason why there is none.

Law: where nothing decides, a rule is found in fewer than ``CHANCE`` of all tables. That holds for any table whose
cases are independent: each condition's probability is exact (Fisher), and is multiplied by the number of conditions
among which it was chosen, over all columns, ways, sets of words, thresholds and intervals (Bonferroni).

A rule is told when it is right in at least ``RIGHT`` of its cases, and all rules together take away at least ``BETTER``
of the mistakes that one makes by always expecting the most common way, or by guessing each as often as it is taken. A
second condition is told only where it is significant among the cases of the first and the shorter description of the
table (minimum description length) wins by more than chance allows. The rest, to which no rule applies, is counted, not
explained.
"""

import math
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from sopwright.log.event_log import Coded, Flags, Int64
from sopwright.mining.decisions.cuts import Counts, Cut, Prepared, prepared
from sopwright.mining.decisions.exact import LogFactorials, wilson
from sopwright.mining.decisions.rules import Feature, Finding, LeftOut, Rule, Test

CHANCE = 0.005
"""Highest probability that a rule is found in one table where nothing decides; measured, it is far lower."""
RIGHT = 0.8
"""Least share of a rule's cases that took its way."""
BETTER = Fraction(1, 5)
"""Least share of mistakes that the rules take away."""
_NOTHING = "no condition on what was known before tells the ways apart better than chance would"
MOST_RULES = 4
"""So many rules make a list that can still be read."""
_FIRSTS = 6
"""From so many single conditions a second one is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Told:
    """A rule while the list is made: its conditions, what it covers, and the logarithm of its chance and cost."""

    tests: tuple[Test, ...]
    way: int
    covers: Flags
    chance: float
    cost: float


class _Table:
    """Prepared columns and the ways of all rows."""

    def __init__(self, columns: Sequence[Prepared], ways: Coded, weight: float, chance: float) -> None:
        self.columns = {column.name: column for column in columns}
        self.way, self.ways, self.weight = ways.codes.astype(np.int64), len(ways.labels), weight
        self.limit = math.log(chance)
        self.logs = LogFactorials(len(self.way))
        self.choice = math.log(max(1, len(columns) * self.ways))
        self.everything = np.ones(len(self.way), dtype=bool)
        self.usual = int(np.argmax(self.counted(self.everything)))
        self._known: dict[tuple[bytes, float], dict[int, list[Cut]]] = {}

    def counted(self, rows: Flags) -> Int64:
        return np.bincount(self.way[rows], minlength=self.ways)

    def cuts(self, rows: Flags, least_share: float, asked: Sequence[int]) -> list[Cut]:
        """Return the best conditions, one a column and way, the least probable first; of equals the rarer way.

        The same rows are asked for by several lists; what was found for a way is kept.
        """
        totals = self.counted(rows)
        known = self._known.setdefault((np.packbits(rows).tobytes(), least_share), {})
        missing = [way for way in asked if way not in known]
        known |= {way: [] for way in missing}
        counts = Counts(
            way=np.where(rows, self.way, -1), totals=totals, logs=self.logs, least_share=least_share, asked=missing
        )
        for column in self.columns.values() if missing else ():
            for cut in column.cuts(counts):
                known[cut.way].append(cut)
        return sorted(
            (cut for way in asked for cut in known[way]),
            key=lambda cut: (round(cut.score, 6), totals[cut.way], cut.drawn, cut.test.feature, cut.way),
        )

    def but(self, spared: AbstractSet[int]) -> list[int]:
        """Return the ways that are not spared."""
        return [way for way in range(self.ways) if way not in spared]

    def chance(self, rows: Flags, covers: Flags, way: int) -> float:
        """Return the logarithm of the exact probability of what a condition shows among some rows."""
        hit = int((covers & (self.way == way)).sum())
        marked = int((rows & (self.way == way)).sum())
        return self.weight * self.logs.tail(int(rows.sum()), marked, int(covers.sum()), hit)


def mine_rules(
    features: Mapping[str, Feature],
    ways: Coded,
    *,
    left_out: tuple[LeftOut, ...] = (),
    weight: float = 1.0,
    chance: float = CHANCE,
    spared: AbstractSet[int] = frozenset(),
) -> Finding:
    """Return what decides which way is taken, as far as the table shows it.

    Args:
        features: What was known before the decision, by name; one value for each row of the table.
        ways: The way that each row took; stated in each.
        left_out: What is not to be used and is to be told; those columns may be among ``features``.
        weight: Independent cases for each row, at most 1, where several rows belong to one case.
        chance: Highest probability that a rule is found where nothing decides; less where many tables are looked at.
        spared: Codes of ways for which no rule is looked for.
    """
    dropped = {one.feature for one in left_out}
    columns = [prepared(name, column) for name, column in sorted(features.items()) if name not in dropped]
    table = _Table(columns, ways, weight, chance)
    told: list[_Told] = []
    if columns and np.count_nonzero(table.counted(table.everything)) > 1:
        told = _shortest(table, spared)
    return _finding(table, told, tuple(left_out), "" if told else _why_none(table))


def _shortest(table: _Table, spared: AbstractSet[int]) -> list[_Told]:
    """Return the list that describes the table best; one that is harder to read must be better by more than chance."""
    lists = [_list(table, depth, but) for depth in (1, 2) for but in ({*spared, table.usual}, spared)]
    best: list[_Told] = []
    for told in sorted(lists, key=lambda told: _effort(table, told)):
        margin = -table.limit if best else 0.0
        if told and _saves(table, told) and _length(table, told) + margin < _length(table, best):
            best = told
    return best


def _effort(table: _Table, told: Sequence[_Told]) -> tuple[int, int, int]:
    """Return how hard a list is to read: by its conditions, its rules, and those for what is usual anyway."""
    return (sum(len(rule.tests) for rule in told), len(told), sum(rule.way == table.usual for rule in told))


def _list(table: _Table, depth: int, spared: AbstractSet[int]) -> list[_Told]:
    """Return rules, each found among the cases that those before it leave, and one a way.

    Args:
        table: The table.
        depth: Conditions of the first rule; later ones have one where one is found.
        spared: The ways for which no rule is looked for.
    """
    told: list[_Told] = []
    rows = table.everything
    spent = math.log(4)  # so many lists are tried
    while len(told) < min(table.ways, MOST_RULES):
        done = {*spared, *(rule.way for rule in told)}
        found = (_single if depth == 1 or told else _double)(table, rows, spent, done)
        if found is None and told:
            found = _double(table, rows, spent, done)
        if found is None:
            break
        told.append(found)
        rows = rows & ~found.covers
        spent = found.cost
    return _that_turn(table, told)


def _that_turn(table: _Table, told: list[_Told]) -> list[_Told]:
    """Return the first rules, as far as none of them says what is expected of the rest anyway."""
    rest = _cells(table, told)[-1]
    usual = int(np.argmax(rest)) if rest.any() else -1
    at = next((at for at, rule in enumerate(told) if rule.way == usual), None)
    return told if at is None else _that_turn(table, told[:at])


def _single(table: _Table, rows: Flags, spent: float, spared: AbstractSet[int]) -> _Told | None:
    """Return the best rule of one condition for some rows, whose way is not the one expected of the others anyway."""
    tolds = (_told(table, rows, rows, cut, spent, ()) for cut in table.cuts(rows, RIGHT, table.but(spared)))
    return next((told for told in tolds if told.chance <= table.limit and _turns(table, rows, told)), None)


def _double(table: _Table, rows: Flags, spent: float, spared: AbstractSet[int]) -> _Told | None:
    """Return the best such rule of two conditions, of which the second is significant where the first holds."""
    found: list[_Told] = []
    firsts = [cut for cut in table.cuts(rows, 0.0, table.but(spared)) if cut.score < 0][:_FIRSTS]
    for first in firsts:
        inside = rows & table.columns[first.test.feature].holds(first.test)
        cost = spent + table.choice + first.cost
        if -table.weight * table.logs.choose(np.asarray(first.drawn), np.asarray(first.hit)) + cost > table.limit:
            continue  # not even a perfect second condition would be significant
        seconds = [cut for cut in table.cuts(inside, RIGHT, [first.way]) if cut.test.feature != first.test.feature]
        tolds = (_told(table, rows, inside, cut, cost, (first.test,)) for cut in seconds)
        found += [told for told in tolds if told.chance <= table.limit and _turns(table, rows, told)][:1]
    return min(found, key=lambda told: _length(table, [told]), default=None)


def _told(table: _Table, rows: Flags, inside: Flags, cut: Cut, spent: float, before: tuple[Test, ...]) -> _Told:
    """Return a condition as a rule, with the chance of it among the rows to which the conditions before apply."""
    covers = inside & table.columns[cut.test.feature].holds(cut.test)
    cost = spent + table.choice + cut.cost
    chance = table.chance(inside, covers, cut.way)
    if before:
        chance = max(chance, table.chance(rows, covers, cut.way))
    return _Told(tests=(*before, cut.test), way=cut.way, covers=covers, chance=chance + cost, cost=cost)


def _turns(table: _Table, rows: Flags, told: _Told) -> bool:
    """Whether the rows that a rule leaves mostly go another way than its own."""
    rest = table.counted(rows & ~told.covers)
    return bool(rest.any()) and int(np.argmax(rest)) != told.way


def _cells(table: _Table, told: Sequence[_Told]) -> list[Int64]:
    rest = np.ones(len(table.way), dtype=bool)
    cells = []
    for rule in told:
        cells.append(table.counted(rule.covers))
        rest &= ~rule.covers
    return [*cells, table.counted(rest)]


def _saves(table: _Table, told: Sequence[_Told]) -> bool:
    """Return whether the rules take away enough mistakes: of always expecting the usual way, or of guessing.

    Who guesses each way as often as it is taken (Goodman and Kruskal's tau) is helped by a rule for the usual way, too.
    """
    cells = _cells(table, told)
    before = sum(cells)
    for mistakes in (_expecting, _guessing):
        usual = mistakes(np.asarray(before))
        if usual - sum(map(mistakes, cells)) >= BETTER * usual:
            return True
    return False


def _expecting(cell: Int64) -> Fraction:
    return Fraction(int(cell.sum() - cell.max()))


def _guessing(cell: Int64) -> Fraction:
    cases = int(cell.sum())
    return cases - Fraction(int((cell * cell).sum()), cases) if cases else Fraction()


def _length(table: _Table, told: Sequence[_Told]) -> float:
    """Return how long the ways are to tell, in natural units: the rules, then the ways of the cases of each."""
    length = told[-1].cost if told else 0.0
    for cell in _cells(table, told):
        cases = int(cell.sum())
        if cases:
            seen = cell[cell > 0]
            length += float(-(seen * np.log(seen / cases)).sum()) * table.weight
            length += (table.ways - 1) / 2 * math.log(cases + 1)
    return length


def _finding(table: _Table, told: Sequence[_Told], left_out: tuple[LeftOut, ...], unknown: str) -> Finding:
    rules = tuple(_counted(one.tests, one.way, one.covers, table.way, math.exp(one.chance)) for one in told)
    rest = table.everything.copy()
    for one in told:
        rest &= ~one.covers
    empty = Finding(
        rules=(),
        ways=(),
        rest=(),
        otherwise=-1,
        off=np.flatnonzero(~table.everything),
        tried=len(table.columns),
        left_out=left_out,
        unknown=unknown,
    )
    return _summed(empty, rules, rest, table.way, table.ways)


def _why_none(table: _Table) -> str:
    if np.count_nonzero(table.counted(table.everything)) < 2:  # noqa: PLR2004 - one way is none
        return "all cases go the same way"
    if not table.columns:
        return "nothing is known of the cases before this point"
    return _NOTHING


def counted_in(finding: Finding, features: Mapping[str, Feature], ways: Coded) -> Finding:
    """Return the same rules with the counts of another table, such as the whole of which they were found in a part.

    The first rule that is not right there in ``RIGHT`` of its cases is left out, and those after it.

    Args:
        finding: What was found; intervals are of the new counts, the chance stays that of the table it was found in.
        features: The columns of the other table.
        ways: The ways of its rows; the same labels.
    """
    way = ways.codes.astype(np.int64)
    rest = np.ones(len(way), dtype=bool)
    rules = []
    for rule in finding.rules:
        covers = rest.copy()
        for test in rule.tests:
            covers &= prepared(test.feature, features[test.feature]).holds(test)
        again = _counted(rule.tests, rule.way, covers, way, rule.chance)
        if again.right < RIGHT * again.of:
            break
        rules.append(again)
        rest &= ~covers
    unknown = finding.unknown if rules or not finding.rules else _NOTHING
    return _summed(replace(finding, unknown=unknown), tuple(rules), rest, way, len(ways.labels))


def _counted(tests: tuple[Test, ...], way: int, covers: Flags, taken: Int64, chance: float) -> Rule:
    of, right = int(covers.sum()), int((covers & (taken == way)).sum())
    least, most = wilson(right, of)
    return Rule(
        tests=tests,
        way=way,
        of=of,
        right=right,
        least=least,
        most=most,
        chance=chance,
        cases=np.flatnonzero(covers),
        exceptions=np.flatnonzero(covers & (taken != way)),
    )


def _summed(finding: Finding, rules: tuple[Rule, ...], rest: Flags, taken: Int64, ways: int) -> Finding:
    """Return the finding with these rules, and the rows to which none of them applies counted."""
    left = np.bincount(taken[rest], minlength=ways)
    otherwise = int(np.argmax(left)) if left.any() else -1
    return replace(
        finding,
        rules=rules,
        ways=tuple(map(int, np.bincount(taken, minlength=ways))),
        rest=tuple(map(int, left)),
        otherwise=otherwise,
        off=np.flatnonzero(rest & (taken != otherwise)),
    )
