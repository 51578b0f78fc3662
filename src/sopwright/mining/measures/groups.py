"""In which region, from which source, with whom is a share different from everywhere else by more than chance?

In: a yes or no for each lead, and groups of leads. Out: a share with its interval for each group that is large enough.

Law: a group is called unusual when Fisher's exact test against all other leads gives less than 1 in 1,000, divided by
the number of groups that are compared (Bonferroni): among groups that differ by chance alone, less than one report in
a thousand calls any unusual. The most unusual group is taken away before the next is looked for, so that one bad
region does not make all others good.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from sopwright.evidence import Figure
from sopwright.log.event_log import Coded, EventLog, Flags, Int64
from sopwright.mining.decisions.suspicion import CURRENT
from sopwright.mining.measures.measure import FEWEST, Measure, by_chance, case_names, share_measure
from sopwright.mining.measures.performers import words

ALPHA = 0.001
MILLION = 1_000_000
MOST_KINDS = 60
"""An attribute with more different values is no way to group leads."""
_GROUPS = re.compile(
    r"\b(?:campaign|channel|continent|country|industry|language|market|product|region|segment|source|state|territory|tier)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Grouping:
    """A way to group leads.

    Attributes:
        by: What they are grouped by, such as ``region``.
        names: Names of the groups.
        of_case: For each lead its group; -1 for none.
    """

    by: str
    names: tuple[str, ...]
    of_case: Int64


def groupings(log: EventLog, chosen: Sequence[str] | None) -> tuple[Grouping, ...]:
    """Return the attributes of leads by which they can be grouped: those chosen, or those whose names say so."""
    found = []
    for name, column in sorted(log.case_attributes.items()):
        wanted = name in chosen if chosen is not None else _groups(name)
        if wanted and isinstance(column, Coded) and 1 < len(column.labels) <= MOST_KINDS:
            found.append(Grouping(by=name, names=column.labels, of_case=column.codes.astype(np.int64)))
    return tuple(found)


def _groups(name: str) -> bool:
    """Return whether an attribute is, by its name, a way to group leads that was known from the start."""
    return not name.startswith(CURRENT) and bool(_GROUPS.search(words(name.removesuffix("__c"))))


def shares(
    log: EventLog, groups: Sequence[Grouping], cases: Int64, yes: Flags, figure: Figure
) -> tuple[tuple[str, tuple[Measure, ...]], ...]:
    """Return by what leads were grouped, and the share of each group, the lowest first.

    Args:
        log: The log.
        groups: The ways to group; they are compared together.
        cases: Positions of the leads that count.
        yes: For each of these whether it is one of the share.
        figure: The figure of all leads, whose label and definition are taken over.
    """
    large = {grouping.by: _large(grouping, cases) for grouping in groups}
    compared = sum(len(numbers) for numbers in large.values() if len(numbers) > 1)
    found = []
    for grouping in groups:
        code = grouping.of_case[cases]
        unusual = _unusual(code, yes, large[grouping.by], compared)
        rows = []
        for number in large[grouping.by]:
            inside = code == number
            part, whole = int(yes[inside].sum()), int(inside.sum())
            one = share_measure(figure.label, part, whole, definition=figure.definition, unknown="no lead")
            rows.append(
                replace(
                    one,
                    group=grouping.names[number],
                    unusual=unusual.get(number, ""),
                    cases=case_names(log, cases[inside & ~yes]),
                )
            )
        found.append((grouping.by, tuple(sorted(rows, key=_lowest))))
    return tuple((by, rows) for by, rows in found if rows)


def _lowest(one: Measure) -> tuple[float, str]:
    return (one.figure.value or 0.0, one.group)


def _large(grouping: Grouping, cases: Int64) -> list[int]:
    codes = grouping.of_case[cases]
    counts = np.bincount(codes[codes >= 0], minlength=len(grouping.names))
    return [int(code) for code in np.flatnonzero(counts >= FEWEST)]


def _unusual(code: Int64, yes: Flags, numbers: Sequence[int], compared: int) -> dict[int, str]:
    """Return which groups are unusual, and in what."""
    found: dict[int, str] = {}
    left = list(numbers)
    pool = np.ones(len(code), dtype=np.bool_)
    while len(left) > 1:
        tables = {number: _table(pool & (code == number), pool & (code != number), yes) for number in left}
        p, number = min((by_chance(*table), number) for number, table in tables.items())
        if p * compared >= ALPHA or min(tables[number][1], tables[number][3]) < FEWEST:
            break
        found[number] = _sentence(*tables[number], p, compared)
        pool &= code != number
        left.remove(number)
    return found


def _table(inside: Flags, outside: Flags, yes: Flags) -> tuple[int, int, int, int]:
    return int((inside & yes).sum()), int(inside.sum()), int((outside & yes).sum()), int(outside.sum())


def _sentence(part: int, whole: int, rest: int, outside: int, p: float, compared: int) -> str:
    return (
        f"{'lower' if part * outside < rest * whole else 'higher'} than elsewhere: {part:,} of {whole:,} against "
        f"{rest:,} of {outside:,}; chance alone does this {_rarely(p)} (exact test, {compared} groups compared)"
    )


def _rarely(p: float) -> str:
    return "less than once in a million times" if p < 1 / MILLION else f"once in {round(1 / p):,} times"
