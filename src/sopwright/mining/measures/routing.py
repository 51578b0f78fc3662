"""Do leads go to the right person at once?

In: a log whose events state owners. Out: routing accuracy with its interval, by source, region and first owner, how
often leads change hands, and from whom to whom.

Law: a lead was routed right when the first person that owned it still owns it some days later, or when it was handed
over on purpose. The definition cannot see a wrong owner whom nobody corrected; it says so.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from sopwright.evidence import Figure
from sopwright.log.event_log import EventLog
from sopwright.mining.measures.groups import Grouping, groupings, shares
from sopwright.mining.measures.measure import Measure, case_names, share_measure
from sopwright.mining.measures.owners import Owners, Routed, owners_of

LABEL = "Routing accuracy"
FIRST_OWNER = "first owner"
NOBODY = "no lead was given to a person long enough ago"


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A correction: leads that went to one person first, and had another owner when the days were over.

    Attributes:
        first: Who had them first.
        then: Who had them then; may be a queue.
        leads: How many.
        cases: Which.
    """

    first: str
    then: str
    leads: int
    cases: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Routing:
    """Whether leads go to the right person at once.

    Attributes:
        measures: Accuracy, and changes of the owner for each lead.
        groups: What leads were grouped by, and the accuracy of each group, the lowest first.
        ways: Corrections, the most frequent first.
        notes: What was recognised or left out.
    """

    measures: tuple[Measure, ...]
    groups: tuple[tuple[str, tuple[Measure, ...]], ...] = ()
    ways: tuple[Way, ...] = ()
    notes: tuple[str, ...] = ()


def routing_accuracy(log: EventLog, routed: Routed | None = None, by: Sequence[str] | None = None) -> Routing:
    """Return whether leads go to the right person at once.

    Args:
        log: The log; its cases are leads.
        routed: How long a first owner is on trial, and what counts as what.
        by: Attributes of leads to group by; those whose names say source, region and the like when ``None``.
    """
    told = routed or Routed()
    definition = (
        f"Leads whose first owner still owns them {told.days} days later, or owned them when they were handed over on "
        "purpose, of all leads given to a person; a wrong owner whom nobody corrected counts as right."
    )
    found = owners_of(log, told)
    if isinstance(found, str) or not len(found.cases):
        reason = found if isinstance(found, str) else NOBODY
        notes = () if isinstance(found, str) else found.notes
        return Routing(measures=(share_measure(LABEL, 0, 0, definition=definition, unknown=reason),), notes=notes)
    right = found.first == found.then
    accuracy = share_measure(LABEL, int(right.sum()), len(right), definition=definition, unknown="")
    return Routing(
        measures=(replace(accuracy, cases=case_names(log, found.cases[~right])), _changes(log, found, told.days)),
        groups=shares(log, [*_owner_groups(log, found), *groupings(log, by)], found.cases, right, accuracy.figure),
        ways=tuple(_ways(log, found)),
        notes=found.notes,
    )


def _owner_groups(log: EventLog, found: Owners) -> list[Grouping]:
    """Return the leads by their first owner, where there is more than one."""
    of_case = np.full(log.cases, -1, dtype=np.int64)
    of_case[found.cases] = found.first
    return [Grouping(by=FIRST_OWNER, names=found.labels, of_case=of_case)]


def _changes(log: EventLog, found: Owners, days: int) -> Measure:
    n = len(found.changes)
    figure = Figure(
        label="Changes of the owner for each lead",
        value=float(found.changes.sum()) / n,
        unit="changes",
        n=n,
        definition=f"Mean number of changes of the owner within {days} days or until the hand-over, of leads counted.",
    )
    return Measure(figure=figure, cases=case_names(log, found.cases[found.changes > 0]))


def _ways(log: EventLog, found: Owners) -> list[Way]:
    pairs = Counter(
        (int(first), int(then)) for first, then in zip(found.first, found.then, strict=True) if first != then
    )
    ranked = sorted(pairs.items(), key=lambda item: (-item[1], found.labels[item[0][0]], found.labels[item[0][1]]))
    return [
        Way(
            first=found.labels[first],
            then=found.labels[then],
            leads=leads,
            cases=case_names(log, found.cases[(found.first == first) & (found.then == then)]),
        )
        for (first, then), leads in ranked
    ]
