"""Does the lead arrive? Rules SOP601 to SOP611.

In: the subject of linting. Out: faults in hand-offs and routing.

Law: of a hand-off that nobody observed, only the receiver is asked for; rows of the routing table are read from the
top, and the first that holds decides.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from sopwright.sop.contract import Condition, FieldTest, HandOff, Operator, RouteTarget, RoutingRule
from sopwright.sop.document import Sop
from sopwright.sop.lint.places import Fault
from sopwright.sop.lint.roles import is_nobody
from sopwright.sop.lint.rule import Rule, Severity, mapping
from sopwright.sop.lint.subject import Subject

_ANSWERS = ("accept", "reject", "return", "refuse", "decline", "send back", "take over")
_TEAMS = {"sales", "marketing", "sales team", "marketing team", "the sales team", "the marketing team", "next team"}


def _without_receiver(subject: Subject) -> Iterator[Fault]:
    for at in subject.every(HandOff):
        said = at.it.to.text.strip(" .").casefold()
        if not at.it.to.known:
            remedy = "Name the role, what it gets, and within which time it acts"
            yield at.fault("to", "expected who receives the lead, found a question", remedy)
        elif is_nobody(said) or said in _TEAMS:
            yield at.fault(
                "to", f"expected one role that receives, found “{at.it.to.text}”", "Name the role that receives it"
            )


def _without_time(subject: Subject) -> Iterator[Fault]:
    limits = " ".join(f"{limit.id} {limit.from_}" for limit in subject.sop.sla).casefold()
    for at in subject.every(HandOff):
        told_by_limit = at.it.id.casefold() in limits or (at.it.status and at.it.status.casefold() in limits)
        if at.it.to.known and at.it.within is None and not told_by_limit:
            message = "expected within which time the receiver acts, found none"
            yield at.fault("within", message, "Agree on a time, such as 2 working hours")


def _without_content(subject: Subject) -> Iterator[Fault]:
    for at in subject.every(HandOff):
        if at.it.to.known and not at.it.includes:
            message = "expected what the receiver gets, found nothing"
            yield at.fault("includes", message, "List what is handed over, such as answers, notes and the next step")


def _without_answer(subject: Subject) -> Iterator[Fault]:
    if not any(answer in text.casefold() for text in _answers(subject.sop) for answer in _ANSWERS):
        for at in [at for at in subject.every(HandOff) if at.it.to.known][:1]:
            message = "expected how the receiver accepts or returns the lead, found nothing"
            yield at.fault("", message, "Write how it is accepted, and how it is returned with a reason")


def _answers(sop: Sop) -> Iterator[str]:
    """Yield the texts that may say how a receiver answers; what happens to leads before the hand-off does not."""
    for handoff in sop.handoffs:
        yield from (handoff.status, *handoff.includes)
    for limit in sop.sla:
        yield from (limit.from_, limit.to)
    for decision in sop.decisions:
        yield from (decision.question.text, *(option.when.text for option in decision.options if option.when.known))
    receivers = " ".join(handoff.to.text for handoff in sop.handoffs).casefold()
    for path in sop.exceptions:
        yield from (path.title, path.when.text)
    for step in (*sop.steps, *(s for path in sop.exceptions for s in path.steps if s.role.casefold() in receivers)):
        yield step.do.text
        yield from (update.to for update in step.updates)


def _change_without_handoff(subject: Subject) -> Iterator[Fault]:
    covered = [(h.from_.casefold(), h.to.text.casefold()) for h in subject.sop.handoffs]
    known = {role.name.casefold() for role in subject.sop.roles}
    said: set[frozenset[str]] = set()
    steps = subject.main_steps
    for earlier, at in pairwise(steps):
        giver, taker = earlier.it.role.casefold(), at.it.role.casefold()
        pair = frozenset((giver, taker))
        if giver == taker or pair in said or not pair <= known:
            continue
        told_already = any(not to or (giver == a and taker in to) or (taker == a and giver in to) for a, to in covered)
        if not told_already and not any(step.after == earlier.it.id for step in subject.sop.handoffs):
            said.add(pair)
            message = f"expected a hand-off where the work passes from {earlier.it.role} to {at.it.role}, found none"
            yield at.fault("role", message, "Add the hand-off: what is given, within which time, how it is accepted")


def _no_routing(subject: Subject) -> Iterator[Fault]:
    if subject.routes and not subject.sop.routing:
        remedy = "Write who gets which lead, row by row, and who gets the rest"
        yield subject.top.fault("routing", "expected the rules by which leads are assigned, found none", remedy)


def _no_otherwise(subject: Subject) -> Iterator[Fault]:
    if subject.sop.routing and not any(row.otherwise for row in subject.sop.routing):
        message = "expected a last row for every lead that is left, found none"
        yield subject.top.fault("routing", message, "Add a row with otherwise: true and an owner")


def _dead_rows(sop: Sop) -> Iterator[tuple[int, RoutingRule, int]]:
    """Yield each row that no lead can reach, by number from 1, with the number of the row that takes its leads."""
    for n, row in enumerate(sop.routing):
        taken = next((m for m, earlier in enumerate(sop.routing[:n]) if _takes_all(earlier, row)), None)
        if taken is not None:
            yield n + 1, row, taken + 1


def _takes_all(earlier: RoutingRule, row: RoutingRule) -> bool:
    if earlier.otherwise:
        return True
    return earlier.when is not None and row.when is not None and _implies(row.when, earlier.when)


def _implies(one: Condition, other: Condition) -> bool:
    """Return whether each lead that meets ``one`` meets ``other``; false when that is not certain."""
    if one == other:
        return True
    if not (isinstance(one, FieldTest) and isinstance(other, FieldTest) and one.field == other.field):
        return False
    lists = (Operator.IS, Operator.IN)
    return one.operator in lists and other.operator in lists and _values(one) <= _values(other)


def _values(test: FieldTest) -> set[object]:
    return set(test.value) if isinstance(test.value, tuple) else {test.value}


def _dead_row(subject: Subject) -> Iterator[Fault]:
    for n, row, taken in _dead_rows(subject.sop):
        if row.to != subject.sop.routing[taken - 1].to:
            message = f"expected some lead to reach each row, found that row {taken} takes all of them"
            yield subject.top.fault(f"routing[{n}]", message, "Move the narrower row up, or take it out")


def _repeated_row(subject: Subject) -> Iterator[Fault]:
    for n, row, taken in _dead_rows(subject.sop):
        if row.to == subject.sop.routing[taken - 1].to:
            message = f"expected each row to say something new, found that row {taken} sends these leads there already"
            yield subject.top.fault(f"routing[{n}]", message, "Take the row out")


def _without_repeated_rows(sop: Sop, _path: str) -> Sop:
    idle = {n for n, row, taken in _dead_rows(sop) if row.to == sop.routing[taken - 1].to}
    return replace(sop, routing=tuple(row for n, row in enumerate(sop.routing, 1) if n not in idle))


def _queue_without_owner(subject: Subject) -> Iterator[Fault]:
    for at in subject.every(RouteTarget):
        if at.it.queue and not at.it.owner:
            message = f"expected who empties the queue “{at.it.queue}”, found nobody"
            yield at.fault("owner", message, "Name the role that owns the queue")


def _pool_without_order(subject: Subject) -> Iterator[Fault]:
    for at in subject.every(RouteTarget):
        if at.it.pool and not at.it.by:
            message = f"expected how the pool “{at.it.pool}” shares its leads, found nothing"
            yield at.fault("by", message, "Say by rotation, weighted rotation, load or account owner")


RULES = mapping(
    Rule(
        code="SOP601",
        name="handoff-without-receiver",
        severity=Severity.WARNING,
        says="Every hand-off names the one role that receives.",
        why="Not naming who receives the hand-off is the third of the field's classic mistakes. A lead given "
        "to “sales” is a lead given to nobody.",
        bad="""\
            handoffs:
              sdr-to-ae: {to: Sales}
            """,
        good="""\
            handoffs:
              sdr-to-ae: {to: AE}
            """,
        check=_without_receiver,
    ),
    Rule(
        code="SOP602",
        name="handoff-without-time",
        severity=Severity.WARNING,
        says="Every hand-off says within which time the receiver acts.",
        why="Between two roles a lead waits longest, and in no report, as neither of them works on it.",
        bad="""\
            handoffs:
              sdr-to-ae: {within: }
            """,
        good="""\
            handoffs:
              sdr-to-ae: {within: 2 h}
            """,
        check=_without_time,
    ),
    Rule(
        code="SOP603",
        name="handoff-without-content",
        severity=Severity.WARNING,
        says="Every hand-off says what the receiver gets.",
        why="The receiver asks the customer again what the customer has already told.",
        bad="""\
            handoffs:
              sdr-to-ae: {includes: [], status: SQL – Accepted}
            """,
        good="""\
            handoffs:
              sdr-to-ae: {includes: [the answers to the questions, the next step], status: SQL – Accepted}
            """,
        check=_without_content,
    ),
    Rule(
        code="SOP604",
        name="handoff-without-answer",
        severity=Severity.WARNING,
        says="The receiver can accept a lead, or return it with a reason.",
        why="What cannot be returned is ignored. Accept or reject is what makes sales and marketing learn "
        "from each other.",
        bad="""\
            handoffs:
              sdr-to-ae: {includes: [the answers to the questions]}
            """,
        good="""\
            handoffs:
              sdr-to-ae: {includes: [the answers to the questions, the button with which the AE rejects the lead]}
            """,
        check=_without_answer,
    ),
    Rule(
        code="SOP605",
        name="change-without-handoff",
        severity=Severity.WARNING,
        says="Where the next step is another role's, there is a hand-off.",
        why="The step is written, but nobody tells the other role that it is their turn.",
        bad="""\
            handoffs: {}
            procedure:
              - id: qualify
                steps:
                  - {id: write-offer, do: "Write the offer.", role: AE}
            """,
        good="""\
            procedure:
              - id: qualify
                steps:
                  - {id: write-offer, do: "Write the offer.", role: AE}
            """,
        check=_change_without_handoff,
    ),
    Rule(
        code="SOP606",
        name="no-routing",
        severity=Severity.WARNING,
        says="Where leads are assigned, the rules of routing are written.",
        why="Otherwise the loudest rep gets the best lead, and routing accuracy cannot be measured, as "
        "nothing says who was right.",
        bad="""\
            title: Route an inbound lead
            routing: []
            """,
        good="""\
            title: Route an inbound lead
            routing:
              - {otherwise: true, to: {pool: inside-sales, by: rotation}}
            """,
        check=_no_routing,
    ),
    Rule(
        code="SOP607",
        name="no-otherwise",
        severity=Severity.ERROR,
        says="The routing table ends with a row for every lead that is left.",
        why="A lead from a country nobody thought of has no owner. Never two owners, never none.",
        bad="""\
            routing:
              - {when: {field: country, in: [US, CA]}, to: {pool: north-america, by: rotation}}
            """,
        good="""\
            routing:
              - {when: {field: country, in: [US, CA]}, to: {pool: north-america, by: rotation}}
              - {otherwise: true, to: {queue: unassigned, owner: Sales Operations Manager}}
            """,
        check=_no_otherwise,
    ),
    Rule(
        code="SOP608",
        name="dead-row",
        severity=Severity.ERROR,
        says="Some lead can reach every row of the routing table.",
        why="The first row that holds decides. A narrower row below a wider one is never read.",
        bad="""\
            routing:
              - {when: {field: country, in: [US, CA]}, to: {pool: north-america, by: rotation}}
              - {when: {field: country, is: CA}, to: {pool: canada, by: rotation}}
              - {otherwise: true, to: {queue: unassigned, owner: Sales Operations Manager}}
            """,
        good="""\
            routing:
              - {when: {field: country, is: CA}, to: {pool: canada, by: rotation}}
              - {when: {field: country, in: [US, CA]}, to: {pool: north-america, by: rotation}}
              - {otherwise: true, to: {queue: unassigned, owner: Sales Operations Manager}}
            """,
        check=_dead_row,
    ),
    Rule(
        code="SOP609",
        name="repeated-row",
        severity=Severity.ADVICE,
        says="No row of the routing table repeats what an earlier row does.",
        why="Whoever changes the first row believes that the change is made.",
        bad="""\
            routing:
              - {when: {field: country, in: [US, CA]}, to: {pool: north-america, by: rotation}}
              - {when: {field: country, is: CA}, to: {pool: north-america, by: rotation}}
              - {otherwise: true, to: {queue: unassigned, owner: Sales Operations Manager}}
            """,
        good="""\
            routing:
              - {when: {field: country, in: [US, CA]}, to: {pool: north-america, by: rotation}}
              - {otherwise: true, to: {queue: unassigned, owner: Sales Operations Manager}}
            """,
        check=_repeated_row,
        repair=_without_repeated_rows,
    ),
    Rule(
        code="SOP610",
        name="queue-without-owner",
        severity=Severity.WARNING,
        says="Every queue has an owner who empties it.",
        why="Salesforce calls it the default lead owner, and it is where leads grow old.",
        bad="""\
            routing:
              - {otherwise: true, to: {queue: unassigned}}
            """,
        good="""\
            routing:
              - {otherwise: true, to: {queue: unassigned, owner: Sales Operations Manager}}
            """,
        check=_queue_without_owner,
    ),
    Rule(
        code="SOP611",
        name="pool-without-order",
        severity=Severity.WARNING,
        says="Every pool says how it shares its leads.",
        why="Without an order the fastest rep picks the best leads, and the slow ones stay.",
        bad="""\
            routing:
              - {otherwise: true, to: {pool: inside-sales}}
            """,
        good="""\
            routing:
              - {otherwise: true, to: {pool: inside-sales, by: rotation}}
            """,
        check=_pool_without_order,
    ),
)
