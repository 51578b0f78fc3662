"""Does anybody notice when a lead waits? Rules SOP701 to SOP711.

In: the subject of linting. Out: faults in time limits, escalations, calendars and cadences.

Law: two times are compared only when they are counted alike; a working day is not a day.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from sopwright.sop.contract import Cadence, Calendar, TimeLimit
from sopwright.sop.document import Phase
from sopwright.sop.duration import Duration, Unit
from sopwright.sop.lint.places import Fault
from sopwright.sop.lint.rule import Rule, Severity, mapping
from sopwright.sop.lint.subject import Subject

_MINUTES = {Unit.MINUTE: 1, Unit.HOUR: 60, Unit.DAY: 1440, Unit.WEEK: 10080}
_FIRST_CONTACT_MINUTES = 5
_LONG_MINUTES = 1440
_BEGIN = re.compile(r"captur|creat|new|inbound|submit|arriv|assign|hand-?off|handover|mql|enter|score|form|enrol")
_TOUCH = re.compile(r"first[ -](?:touch|contact|call|response|reply)|contact|call|touch|reply|respon|answer|reach")
_REPLY = re.compile(r"repl(?:y|ies)|respon|answer|meeting|connected|book")


def minutes(time: Duration) -> int | None:
    """Return the minutes of a time that does not depend on working hours; ``None`` for any other."""
    return time.amount * _MINUTES[time.unit] if time.unit in _MINUTES else None


def _longer(one: Duration, other: Duration) -> bool:
    if one.unit is other.unit:
        return one.amount > other.amount
    first, second = minutes(one), minutes(other)
    return first is not None and second is not None and first > second


def _no_time_limit(subject: Subject) -> Iterator[Fault]:
    sop = subject.sop
    if not sop.steps:
        return
    named = " ".join(f"{limit.id} {limit.from_} {limit.to}" for limit in sop.sla)
    covered = {step.id for step in sop.steps if step.within is not None or step.id in named}
    covered |= {handoff.after for handoff in sop.handoffs if handoff.within is not None}
    phases = [at for at in subject.every(Phase) if at.it.steps]
    without = [at for at in phases if not any(step.id in covered for step in at.it.steps)]
    if len(without) == len(phases) > 1 and not sop.sla:
        message = f"expected a time limit for the work, found none on {len(sop.steps)} steps"
        yield subject.top.fault("procedure", message, "Agree on a time for each phase, or for the steps that matter")
        return
    for at in without:
        message = f"expected a time limit in each phase, found none on its {len(at.it.steps)} steps"
        message = message.replace("its 1 steps", "its step")
        yield at.fault("steps", message, "Give the step that ends the phase a time limit")


def _first_contacts(subject: Subject) -> list[TimeLimit]:
    return [
        limit
        for limit in subject.sop.sla
        if _TOUCH.search(f"{limit.to} {limit.id}".casefold()) and _BEGIN.search(limit.from_.casefold())
    ]


def _wait_not_stated(subject: Subject) -> Iterator[Fault]:
    metric = any("first touch" in f"{m.name} {m.definition}".casefold() and m.target for m in subject.sop.metrics)
    if subject.reaches_out and not _first_contacts(subject) and not metric:
        message = "expected how long a lead may wait between capture and first touch, found nothing"
        yield subject.top.fault("sla", message, "Add a time limit from the capture to the first touch")


def _slow_first_contact(subject: Subject) -> Iterator[Fault]:
    wanted = {limit.id for limit in _first_contacts(subject) if "first" in f"{limit.to} {limit.id}".casefold()}
    for at in subject.every(TimeLimit):
        allowed = minutes(at.it.within)
        if at.it.id in wanted and (allowed is None or allowed > _FIRST_CONTACT_MINUTES):
            message = f"expected a first contact within {_FIRST_CONTACT_MINUTES} min, found {at.it.within}"
            yield at.fault("within", message, "Shorten it, or say in a suppression why these leads can wait")


def _no_escalation(subject: Subject) -> Iterator[Fault]:
    for at in subject.every(TimeLimit):
        if not at.it.missed:
            message = "expected what happens when the limit is missed, found nothing"
            yield at.fault("missed", message, "Say who is alerted, and when the lead is given to somebody else")


def _escalation_order(subject: Subject) -> Iterator[Fault]:
    for at in subject.every(TimeLimit):
        steps = at.it.missed
        for earlier, later in pairwise(steps):
            if _longer(earlier.after, later.after):
                message = f"expected escalations in the order of time, found {later.after} after {earlier.after}"
                yield at.fault("missed", message, "Put them in order")
                break


def _late_escalation(subject: Subject) -> Iterator[Fault]:
    for at in subject.every(TimeLimit):
        ordered = all(not _longer(a.after, b.after) for a, b in pairwise(at.it.missed))
        if at.it.missed and ordered and _longer(at.it.missed[0].after, at.it.within):
            message = (
                f"expected the first escalation within another {at.it.within}, found it {at.it.missed[0].after} late"
            )
            yield at.fault("missed", message, "Let somebody know when the limit is missed, not long after")


def _no_calendar(subject: Subject) -> Iterator[Fault]:
    for at in subject.every(TimeLimit):
        length = minutes(at.it.within)
        working = at.it.within.unit in (Unit.WORKING_HOUR, Unit.WORKING_DAY)
        if not at.it.calendar and (working or (length is not None and length < _LONG_MINUTES)):
            message = f"expected the hours that count for {at.it.within}, found none"
            yield at.fault("calendar", message, "Name a calendar; one of all hours if the limit holds at night")


def _closed_calendar(subject: Subject) -> Iterator[Fault]:
    for at in subject.every(Calendar):
        if not at.it.days or at.it.from_ >= at.it.to:
            hours = f"{at.it.from_} to {at.it.to}" if at.it.days else "no day"
            yield at.fault("", f"expected hours in which somebody works, found {hours}", "Correct the days and hours")


def _cadence_without_stop(subject: Subject) -> Iterator[Fault]:
    for at in subject.every(Cadence):
        if not _REPLY.search(at.it.stops.casefold()):
            found = f"“{at.it.stops}”" if at.it.stops else "nothing"
            message = f"expected a cadence to stop when the lead replies, found {found}"
            yield at.fault("stops", message, "Let it stop on a reply, an opt-out and a booked meeting")


def _cadence_without_end(subject: Subject) -> Iterator[Fault]:
    for at in subject.every(Cadence):
        if not at.it.then.strip():
            message = "expected what becomes of a lead that never answers, found nothing"
            yield at.fault("then", message, "Name the status and the queue, such as long-term nurture")


def _cadence_out_of_order(subject: Subject) -> Iterator[Fault]:
    for at in subject.every(Cadence):
        days = [touch.day for touch in at.it.touches]
        if days != sorted(days) or any(day < 1 for day in days):
            listed = ", ".join(map(str, days))
            message = f"expected touches in the order of their days, from day 1, found days {listed}"
            yield at.fault("touches", message, "Put the touches in order")


RULES = mapping(
    Rule(
        code="SOP701",
        name="no-time-limit",
        severity=Severity.WARNING,
        says="Every phase has a step with a time limit.",
        why="A step without a time limit is never late. One limit for a phase is enough where its steps are "
        "done in one go.",
        bad="""\
            procedure:
              - id: report
                phase: Report the result
                steps:
                  - {id: tell-marketing, do: "Tell marketing about the lead.", role: SDR}
            """,
        good="""\
            procedure:
              - id: report
                phase: Report the result
                steps:
                  - {id: tell-marketing, do: "Tell marketing about the lead.", role: SDR, within: 1 day}
            """,
        check=_no_time_limit,
    ),
    Rule(
        code="SOP702",
        name="wait-not-stated",
        severity=Severity.WARNING,
        says="Where leads are captured or first contacted, it is said how long they may wait for the first touch.",
        why="The wait between capture and first touch is where leads are lost, and no step shows it, because "
        "in it nothing is done.",
        bad="""\
            sla: {}
            metrics: {}
            """,
        good="""\
            sla:
              first-contact: {from: the lead is captured, to: first touch, within: 5 min}
            """,
        check=_wait_not_stated,
    ),
    Rule(
        code="SOP703",
        name="slow-first-contact",
        severity=Severity.ADVICE,
        says="The first contact is due within five minutes.",
        why="J. Oldroyd, Lead Response Management Study (2007, 15,000 leads): the odds of qualifying a lead "
        "fall 21 times between a call after 5 and one after 30 minutes. Oldroyd, McElheran and Elkington, "
        "The Short Life of Online Sales Leads (Harvard Business Review, March 2011): who tries within an "
        "hour qualifies nearly seven times as often as who tries an hour later. Both are about leads that "
        "came in through the web; others may well wait.",
        bad="""\
            sla:
              first-contact: {within: 2 h}
            """,
        good="""\
            sla:
              first-contact: {within: 5 min}
            """,
        check=_slow_first_contact,
    ),
    Rule(
        code="SOP704",
        name="no-escalation",
        severity=Severity.WARNING,
        says="Every time limit says what happens when it is missed.",
        why="A limit without a consequence is a wish. Alert somebody first, then give the lead to somebody else.",
        bad="""\
            sla:
              first-contact: {missed: []}
            """,
        good="""\
            sla:
              first-contact:
                missed: [{after: 0 min, do: alert the manager}, {after: 5 min, do: reassign the lead}]
            """,
        check=_no_escalation,
    ),
    Rule(
        code="SOP705",
        name="escalation-order",
        severity=Severity.ERROR,
        says="Escalations stand in the order of time.",
        why="The list reads as a sequence; out of order, one of its times is wrong.",
        bad="""\
            sla:
              first-contact:
                missed: [{after: 5 min, do: reassign the lead}, {after: 0 min, do: alert the manager}]
            """,
        good="""\
            sla:
              first-contact:
                missed: [{after: 0 min, do: alert the manager}, {after: 5 min, do: reassign the lead}]
            """,
        check=_escalation_order,
    ),
    Rule(
        code="SOP706",
        name="late-escalation",
        severity=Severity.ADVICE,
        says="The first escalation comes no later than the limit is long.",
        why="When five minutes matter, a reaction after two days does not help the lead; it only assigns the blame.",
        bad="""\
            sla:
              first-contact:
                missed: [{after: 2 days, do: alert the manager}]
            """,
        good="""\
            sla:
              first-contact:
                missed: [{after: 0 min, do: alert the manager}]
            """,
        check=_late_escalation,
    ),
    Rule(
        code="SOP707",
        name="no-calendar",
        severity=Severity.WARNING,
        says="A time limit under a day, or in working time, names its calendar.",
        why="Is a lead of Friday 18:00 due at 18:05, or on Monday? Without a calendar each system answers differently.",
        bad="""\
            sla:
              first-contact: {calendar: ""}
            """,
        good="""\
            sla:
              first-contact: {calendar: sales-hours}
            """,
        check=_no_calendar,
    ),
    Rule(
        code="SOP708",
        name="closed-calendar",
        severity=Severity.ERROR,
        says="A calendar has days, and hours that end after they begin.",
        why="A calendar that is never open stops every clock that refers to it.",
        bad="""\
            calendars:
              sales-hours: {from: "17:00", to: "09:00"}
            """,
        good="""\
            calendars:
              sales-hours: {from: "09:00", to: "17:00"}
            """,
        check=_closed_calendar,
    ),
    Rule(
        code="SOP709",
        name="cadence-without-stop",
        severity=Severity.WARNING,
        says="A cadence stops when the lead replies.",
        why="A break-up mail two days after the customer has answered costs the deal, and the rep's good name.",
        bad="""\
            cadences:
              first-touch: {stops: the last touch}
            """,
        good="""\
            cadences:
              first-touch: {stops: "a reply, an opt-out or a booked meeting"}
            """,
        check=_cadence_without_stop,
    ),
    Rule(
        code="SOP710",
        name="cadence-without-end",
        severity=Severity.WARNING,
        says="A cadence says what becomes of a lead that never answers.",
        why="Otherwise the lead stays in the rep's list, and hides those that can be won.",
        bad="""\
            cadences:
              first-touch: {then: ""}
            """,
        good="""\
            cadences:
              first-touch: {then: long-term nurture}
            """,
        check=_cadence_without_end,
    ),
    Rule(
        code="SOP711",
        name="cadence-out-of-order",
        severity=Severity.ERROR,
        says="The touches of a cadence stand in the order of their days, from day 1.",
        why="A rep works the list from the top; an engine works it by day. Out of order, they do different things.",
        bad="""\
            cadences:
              first-touch:
                touches:
                  - {id: mail-1, day: 2, channel: e-mail, do: Send the case study.}
                  - {id: call-1, day: 1, channel: phone, do: Call the lead., asset: script-a}
            """,
        good="""\
            cadences:
              first-touch:
                touches:
                  - {id: call-1, day: 1, channel: phone, do: Call the lead., asset: script-a}
                  - {id: mail-1, day: 2, channel: e-mail, do: Send the case study.}
            """,
        check=_cadence_out_of_order,
    ),
)
