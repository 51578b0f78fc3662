"""Do leads go where the routing table of the SOP sends them?

In: a log whose events state owners, the routing table, and who belongs to which pool. Out: the share of leads whose
first owner is the one the table names, rule by rule.

Law: the first rule that holds decides, as in the table. A lead is not counted where the log cannot tell which rule that
is, or who belongs to its target; each reason is said with the number of leads.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sopwright.log.event_log import EventLog, Flags
from sopwright.mining.measures.conditions import truth
from sopwright.mining.measures.measure import Measure, case_names, share_measure
from sopwright.mining.measures.owners import Owners, Routed, owners_of
from sopwright.mining.measures.routing import NOBODY
from sopwright.sop.contract import RouteTarget, RoutingRule

LABEL = "Routing as the SOP says"
DEFINITION = (
    "Leads whose first owner is the one, or one of those, that the SOP's routing table names, of all leads given to a "
    "person of whom the log can tell it; fields are taken as exported, which may be later than the routing."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Whether leads go where the SOP sends them.

    Attributes:
        measure: The share of all leads that can be judged; its cases are those that went elsewhere.
        rules: The same for each rule that decided for some lead, in the order of the table.
        notes: Why leads could not be judged, the most frequent reason first.
    """

    measure: Measure
    rules: tuple[Measure, ...] = ()
    notes: tuple[str, ...] = ()


def routing_agreement(
    log: EventLog,
    table: Sequence[RoutingRule],
    *,
    routed: Routed | None = None,
    fields: Mapping[str, str] | None = None,
    members: Mapping[str, frozenset[str]] | None = None,
) -> Agreement:
    """Return whether leads go where the routing table sends them.

    Args:
        log: The log; its cases are leads.
        table: The SOP's routing table.
        routed: What the log calls owners; the days do not matter here but for leads that are too young.
        fields: The attribute of a lead that each field of the SOP is, where its name does not say so.
        members: Who belongs to each pool, queue or role that the table names.
    """
    told = replace(routed or Routed(), days=0)
    found = owners_of(log, told) if table else "the SOP has no routing table"
    if isinstance(found, str) or not len(found.cases):
        reason = found if isinstance(found, str) else NOBODY
        return Agreement(measure=share_measure(LABEL, 0, 0, definition=DEFINITION, unknown=reason))
    return _judged(log, table, found, fields or {}, members or {})


def _judged(
    log: EventLog,
    table: Sequence[RoutingRule],
    found: Owners,
    fields: Mapping[str, str],
    members: Mapping[str, frozenset[str]],
) -> Agreement:
    judged = np.zeros(len(found.cases), dtype=np.bool_)
    right = judged.copy()
    open_ = ~judged
    reasons: Counter[str] = Counter()
    rules = []
    for number, rule in enumerate(table, start=1):
        true, unknown, missing = _decides(log, rule, found, fields)
        if (lost := open_ & unknown).any():
            reasons[missing] += int(lost.sum())
        here = open_ & true
        open_ &= ~true & ~unknown
        name, people = _target(rule.to, found.labels, members)
        if not here.any():
            continue
        if people is None:
            reasons[f"who belongs to “{name}” is not stated"] += int(here.sum())
            continue
        ok = here & np.isin(found.first, sorted(people))
        rules.append(_measure(log, found, here, ok, group=f"{rule.id or number} → {name}"))
        judged |= here
        right |= ok
    if open_.any():
        reasons["no rule of the table takes them"] += int(open_.sum())
    notes = tuple(f"Not counted because {reason}: {leads:,} leads." for reason, leads in reasons.most_common())
    return Agreement(measure=_measure(log, found, judged, right), rules=tuple(rules), notes=notes)


def _decides(log: EventLog, rule: RoutingRule, found: Owners, fields: Mapping[str, str]) -> tuple[Flags, Flags, str]:
    """Return for which leads a rule holds, for which that is unknown, and why."""
    if rule.when is None:
        everyone = np.ones(len(found.cases), dtype=np.bool_)
        return everyone, ~everyone, ""
    answer = truth(rule.when, log, fields)
    true, false = answer.true[found.cases], answer.false[found.cases]
    return true, ~(true | false), " and ".join(answer.missing)


def _target(
    to: RouteTarget, labels: Sequence[str], members: Mapping[str, frozenset[str]]
) -> tuple[str, frozenset[int] | None]:
    """Return what a rule names and the codes of the owners who fit; ``None`` where the log cannot tell who does."""
    name = to.pool or to.queue or to.owner
    wanted = {one.casefold() for one in members.get(name, frozenset({name}))}
    people = frozenset(code for code, label in enumerate(labels) if label.casefold() in wanted)
    return name, people if people or name in members else None


def _measure(log: EventLog, found: Owners, here: Flags, right: Flags, *, group: str = "") -> Measure:
    one = share_measure(
        LABEL,
        int(right.sum()),
        int(here.sum()),
        definition=DEFINITION,
        unknown="the log can tell of no lead where the table sends it",
    )
    return replace(one, group=group, cases=case_names(log, found.cases[here & ~right]))
