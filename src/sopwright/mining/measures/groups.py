"""In which region, from which source, with whom is a share different from everywhere else by more than chance?

In: a yes or no for each lead, and groups of leads. Out: a share with its interval for each group that is large enough.

Law: a group is called unusual when Fisher's exact test against all other leads gives less than 5 %, divided by the
number of groups that are compared (Bonferroni): among groups that differ by chance alone, less than one report in
twenty calls any unusual.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from sopwright.evidence import Figure
from sopwright.log.event_log import Coded, EventLog, Flags, Int64
from sopwright.mining.measures.measure import FEWEST, Measure, by_chance, case_names, share_measure
from sopwright.mining.measures.performers import words

ALPHA = 0.05
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
        wanted = name in chosen if chosen is not None else bool(_GROUPS.search(words(name.removesuffix("__c"))))
        if wanted and isinstance(column, Coded) and 1 < len(column.labels) <= MOST_KINDS:
            found.append(Grouping(by=name, names=column.labels, of_case=column.codes.astype(np.int64)))
    return tuple(found)


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
    places = [(grouping, number) for grouping in groups for number in _large(grouping, cases)]
    compared = sum(1 for grouping in groups if len(_large(grouping, cases)) > 1 for _ in _large(grouping, cases))
    found: dict[str, list[Measure]] = {grouping.by: [] for grouping in groups}
    for grouping, number in places:
        inside = grouping.of_case[cases] == number
        one = share_measure(
            figure.label, int(yes[inside].sum()), int(inside.sum()), definition=figure.definition, unknown="no lead"
        )
        unusual = _unusual(yes[inside], yes[~inside], compared)
        named = case_names(log, cases[inside & ~yes])
        found[grouping.by].append(replace(one, group=grouping.names[number], unusual=unusual, cases=named))
    return tuple((by, tuple(sorted(rows, key=_lowest))) for by, rows in found.items() if rows)


def _lowest(one: Measure) -> tuple[float, str]:
    return (one.figure.value or 0.0, one.group)


def _large(grouping: Grouping, cases: Int64) -> list[int]:
    codes = grouping.of_case[cases]
    counts = np.bincount(codes[codes >= 0], minlength=len(grouping.names))
    return [int(code) for code in np.flatnonzero(counts >= FEWEST)]


def _unusual(inside: Flags, outside: Flags, compared: int) -> str:
    if len(outside) < FEWEST:
        return ""
    part, rest = int(inside.sum()), int(outside.sum())
    p = by_chance(part, len(inside), rest, len(outside))
    if p * compared >= ALPHA:
        return ""
    lower = part * len(outside) < rest * len(inside)
    return (
        f"{'lower' if lower else 'higher'} than elsewhere: {part:,} of {len(inside):,} against {rest:,} of "
        f"{len(outside):,}; chance alone does this {_rarely(p)} (exact test, {compared} groups compared)"
    )


def _rarely(p: float) -> str:
    return "less than once in a million times" if p < 1e-6 else f"once in {round(1 / p):,} times"  # noqa: PLR2004
