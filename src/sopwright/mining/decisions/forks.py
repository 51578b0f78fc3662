"""Where do runs of recordings part, and does what was known before tell why?

In: runs, and for each the way it took and the event at which it took it. Out: what decides, or nothing.

Law: only what a run knew before that event is looked at. Where one way is to do something in a step and the other to do
the rest of the step alone, what is found out within the step, but after the thing in question, is not looked at in any
run: else a way would be told by what follows from it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sopwright.log.event_log import Coded
from sopwright.mining.decisions.facts import Fact
from sopwright.mining.decisions.miner import mine_rules
from sopwright.mining.decisions.rules import Finding, LeftOut

FEWEST = 10
"""Runs that must come to a fork before it is looked at; fewer could not show a rule."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fork:
    """Runs that go different ways.

    Attributes:
        ways: What the ways are called; each once.
        taken: For each run that comes here the position of its way.
        before: For each such run the number of the event at which it goes its way.
        until: For each such run the number of the last event of the step in which it does.
    """

    ways: tuple[str, ...]
    taken: Mapping[int, int]
    before: Mapping[int, int]
    until: Mapping[int, int]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Decided:
    """What decides at a fork.

    Attributes:
        fork: The fork.
        finding: The rules; there is at least one. Its rows are ``runs``.
        runs: Positions of the runs, in the order of the rows.
        facts: The facts that the rules test, by the name of their column.
    """

    fork: Fork
    finding: Finding
    runs: tuple[int, ...]
    facts: Mapping[str, Fact]

    @property
    def off(self) -> tuple[int, ...]:
        """The runs that went another way than the rules say, ascending."""
        rows = np.concatenate([self.finding.off, *(rule.exceptions for rule in self.finding.rules)])
        return tuple(sorted(self.runs[int(row)] for row in rows))


def decided(fork: Fork, facts: Sequence[Fact], *, forks: int = 1) -> Decided | None:
    """Return what decides at a fork, or nothing where nothing is found to.

    Args:
        fork: The fork.
        facts: What runs may know.
        forks: How many forks are looked at; the chance of a false rule is shared by them.
    """
    runs = tuple(sorted(fork.taken))
    if len(runs) < FEWEST:
        return None
    ends = {run: fork.before[run] for run in runs}
    columns: dict[str, Coded] = {}
    used: dict[str, Fact] = {}
    for fact in facts:
        if any(ends[run] <= fact.first(run) <= fork.until[run] for run in runs):
            continue
        column = fact.before(ends)
        if len(np.unique(column.codes)) > 1:
            columns[fact.key], used[fact.key] = column, fact
    ways = Coded(codes=np.array([fork.taken[run] for run in runs], dtype=np.int32), labels=fork.ways)
    finding = mine_rules(columns, ways, left_out=_doubled(columns), chance=_chance(forks))
    return Decided(fork=fork, finding=finding, runs=runs, facts=used) if finding.rules else None


def _chance(forks: int) -> float:
    return 0.005 / max(1, forks)


def _doubled(columns: Mapping[str, Coded]) -> tuple[LeftOut, ...]:
    """Return the columns that tell the same runs apart as an earlier one."""
    seen: dict[bytes, str] = {}
    doubled = []
    for name, column in columns.items():
        _, first, inverse = np.unique(column.codes, return_index=True, return_inverse=True)
        pattern = np.argsort(np.argsort(first))[inverse].astype(np.int32).tobytes()
        other = seen.setdefault(pattern, name)
        if other != name:
            doubled.append(LeftOut(feature=name, reason=f"it tells the same runs apart as {other}"))
    return tuple(doubled)
