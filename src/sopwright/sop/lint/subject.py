"""What does a rule look at? One SOP with its places and with what it is about, worked out once for all rules.

In: an SOP, and today's date if the caller knows it. Out: the subject of linting.

Law: what a document is about is decided by what stands in it. It is about leads when it has criteria, disqualification
codes, routing or cadences, or when its title, purpose, scope, trigger, phases or steps name a lead, a prospect, an
opportunity, an MQL or an SQL. What is out of scope, not captured or merely defined says nothing. Rules about leads
keep silent otherwise.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar, cast

from sopwright.evidence import Sentence
from sopwright.sop.contract import Escalation, Touch
from sopwright.sop.document import Decision, ExceptionPath, Sop, Step
from sopwright.sop.lint.places import At, places, plain

T = TypeVar("T")

_LEAD = re.compile(r"\b(?:leads?(?! to\b)|prospects?|opportunit(?:y|ies)|[MS]QLs?|SALs?)\b", re.IGNORECASE)
_QUALIFY = re.compile(r"\b(?:dis|un|pre-?)?qualif(?:y|ied|ies|ication)\b|\bscor(?:e|ing)\b", re.IGNORECASE)
_CONVERT = re.compile(r"\bconvert\b", re.IGNORECASE)
_ROUTE = re.compile(r"\b(?:re)?assign(?:ment|s)?\b|\brout(?:e|es|ing)\b|\brotation\b|\bround[- ]robin\b", re.IGNORECASE)
_CAPTURE = re.compile(r"\b(?:capture|new lead|create lead|add lead|inbound|web ?form)\b", re.IGNORECASE)
_CONTACT = re.compile(r"\bfirst[- ](?:touch|contact|call)\b|\bspeed[- ]to[- ]lead\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """One SOP as the rules see it.

    Attributes:
        sop: The document.
        today: The day on which somebody reads it; ``None`` when the caller does not say.
        places: Every place, in the order of the document.
        by_type: The same places by the type of what they hold.
        heard: What the document says it does: title, purpose, scope, trigger, phases and steps, as plain text.
        leads: Whether it is about leads.
        qualifies: Whether leads are measured and decided on in it.
        routes: Whether leads are given to people in it.
        reaches_out: Whether leads are captured or first contacted in it.
    """

    sop: Sop
    today: date | None
    places: tuple[At[object], ...]
    by_type: Mapping[type, tuple[At[object], ...]]
    heard: str
    leads: bool
    qualifies: bool
    routes: bool
    reaches_out: bool

    def every(self, kind: type[T]) -> Iterator[At[T]]:
        """Return every place that holds a ``kind``, in the order of the document."""
        return cast("Iterator[At[T]]", iter(self.by_type.get(kind, ())))

    @property
    def top(self) -> At[Sop]:
        """The document itself, for faults at its sections."""
        return At(it=self.sop, path="", where="")

    @property
    def main_steps(self) -> tuple[At[Step], ...]:
        """The steps of the procedure, without those of exceptions."""
        return tuple(at for at in self.every(Step) if not isinstance(at.owner, ExceptionPath))


def subject_of(sop: Sop, today: date | None = None) -> Subject:
    """Return ``sop`` as the rules see it."""
    heard = "\n".join(_heard(sop))
    goals = "\n".join([sop.title, *(phase.phase for phase in sop.procedure)])
    acts = "\n".join(step.do.text for step in sop.all_steps)
    contract = bool(sop.disqualification or sop.criteria.points or sop.criteria.minimum or sop.criteria.scale)
    leads = contract or bool(sop.routing or sop.cadences or sop.criteria.questions or _LEAD.search(heard))
    found = places(sop)
    by_type: dict[type, list[At[object]]] = {}
    for at in found:
        by_type.setdefault(type(at.it), []).append(at)
    return Subject(
        sop=sop,
        today=today,
        places=found,
        by_type={kind: tuple(several) for kind, several in by_type.items()},
        heard=heard,
        leads=leads,
        qualifies=contract or (leads and bool(_QUALIFY.search(goals) or _CONVERT.search(acts))),
        routes=bool(sop.routing) or (leads and bool(_ROUTE.search(goals + "\n" + acts))),
        reaches_out=leads and bool(sop.cadences or _CAPTURE.search(goals) or _CONTACT.search(heard)),
    )


def _heard(sop: Sop) -> Iterator[str]:
    yield sop.title
    for sentence in (sop.purpose, sop.trigger, *sop.scope.in_):
        if sentence is not None and sentence.known:
            yield plain(sentence.text)
    for step in sop.all_steps:
        yield plain(step.do.text)
    for phase in sop.procedure:
        yield phase.phase


def told(subject: Subject) -> str:
    """Return what the document says is done and decided, as plain text in small letters.

    Questions do not count: what is only asked for has not been said.
    """
    parts: list[str] = []
    for at in subject.places:
        match at.it:
            case Step() as step:
                parts += [step.only_if, *(f"{update.field} {update.to}" for update in step.updates)]
                parts += [branch.if_ for branch in step.next]
            case Touch() as touch:
                parts += [touch.do, *(rule.then for rule in touch.outcomes)]
            case Escalation() as escalation:
                parts.append(escalation.do)
            case ExceptionPath() as path:
                parts.append(path.title)
            case Sentence() as sentence if sentence.known and isinstance(at.owner, (Step, Decision, ExceptionPath)):
                parts.append(sentence.text)
            case _:
                pass
    parts += [
        option.when.text for decision in subject.sop.decisions for option in decision.options if option.when.known
    ]
    return plain("\n".join(parts)).casefold()
