"""What is an SOP? One structured document that people read, the lead engine runs and reality is checked against.

In: nothing; these are the types. Out: ``Sop`` and its parts, in version 1 of the file form.

Law: a statement about the work is a ``Sentence`` and knows its origin; a step has an id that never depends on its
place; every reference (``go``, ``after``, ``rejoin``, ``asset``) names an id of the same document.

File form: as in ``contract``. A ``Sentence`` that a person wrote is a plain string in the file; any other is a mapping
``{text, origin, evidence}`` with the evidence as one string, ``rec1#3-5 rec2#8``.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import ClassVar

from sopwright.evidence import EventRef, Sentence
from sopwright.sop.contract import (
    Cadence,
    Calendar,
    Code,
    Criteria,
    HandOff,
    RoutingRule,
    TimeLimit,
)
from sopwright.sop.duration import Duration

FORM_VERSION = 1


class Status(StrEnum):
    """Where a version of the document stands."""

    DRAFT = "draft"
    IN_REVIEW = "in review"
    APPROVED = "approved"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"
    ARCHIVED = "archived"


class DecisionStatus(StrEnum):
    """How sure a decision is."""

    CANDIDATE = "candidate"
    """One run suggests that something was decided; the criterion is a question."""
    OBSERVED = "observed"
    """Several runs went different ways here."""
    STATED = "stated"
    """A person wrote it down."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """What recordings say about a step, a way or a path.

    Attributes:
        runs: In how many runs it was seen.
        of: Out of how many runs.
        times: How often it was seen in all; more than ``runs`` when it was repeated.
        work_ms: Median working time in milliseconds over the times seen; ``None`` when times were not recorded.
        wait_ms: Median time in milliseconds before it in which nobody worked on it; ``None`` when not recorded.
        evidence: The events.
    """

    runs: int
    of: int
    times: int = 0
    work_ms: int | None = None
    wait_ms: int | None = None
    evidence: tuple[EventRef, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What the procedure covers, and what not.

    Attributes:
        in_: What it covers.
        out: What it does not cover.
    """

    in_: tuple[Sentence, ...] = ()
    out: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """When the document is looked at again.

    Attributes:
        every: The review cycle, such as ``3 months``.
        next: The next date; ``None`` when not set.
    """

    every: Duration
    next: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """A term, written ``MQL: a lead that reached the agreed score``."""

    KEY: ClassVar = "term"
    SHORT: ClassVar = "meaning"

    term: str
    meaning: Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """Who takes part, written ``SDR: qualifies the lead``."""

    KEY: ClassVar = "name"
    SHORT: ClassVar = "does"

    name: str
    does: Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """An application that the work uses, written ``Salesforce: the lead record``."""

    KEY: ClassVar = "name"
    SHORT: ClassVar = "used_for"

    name: str
    used_for: Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A way on from a step.

    Attributes:
        go: Id of the next step or exception, or ``end``.
        if_: When this way is taken; empty for the only or the remaining way.
        else_: True for the way taken when no other condition holds.
        seen: How often it was taken.
    """

    go: str
    if_: str = ""
    else_: bool = False
    seen: Observation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """A field that a step sets, written ``Lead Status: SQL – Accepted``."""

    KEY: ClassVar = "field"
    SHORT: ClassVar = "to"

    field: str
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the procedure.

    Attributes:
        id: Stable name within the document; does not change when steps are added or moved.
        do: What to do, in the imperative, the place first.
        result: What can be seen afterwards; absent when no result was observed.
        role: Who does it; empty when not stated.
        system: Where it is done; empty when it is not done in a system.
        within: Time limit; ``None`` when none is agreed.
        optional: Whether the step may be left out; then ``only_if`` says when it is done.
        only_if: When an optional step is done.
        updates: Fields it sets.
        activities: Names under which event logs show this step, where they are not its id, its words or what it sets.
        uses: Ids of assets it uses.
        next: Ways on; empty leads to the next step in the document.
        remarks: Notes that belong to the step, such as a performer's note or what was not recorded.
        observed: What recordings say about it.
    """

    id: str
    do: Sentence
    result: Sentence | None = None
    role: str = ""
    system: str = ""
    within: Duration | None = None
    optional: bool = False
    only_if: str = ""
    updates: tuple[Update, ...] = ()
    activities: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    next: tuple[Branch, ...] = ()
    remarks: tuple[Sentence, ...] = ()
    observed: Observation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """A group of at most seven steps with one goal.

    Attributes:
        id: Stable name.
        phase: The goal as a title, such as ``Qualify the lead``.
        steps: The steps, in order.
    """

    id: str
    phase: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One way of a decision.

    Attributes:
        when: When it is taken; absent when the criterion is not known.
        go: Id of the step or exception it leads to, or ``end``.
        seen: How often it was taken.
    """

    when: Sentence
    go: str
    seen: Observation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A place where the work can go different ways.

    Attributes:
        id: Stable name.
        question: What is decided.
        after: Id of the step after which it is decided.
        options: The ways; empty or one for a mere candidate.
        status: How sure it is.
    """

    id: str
    question: Sentence
    after: str
    options: tuple[Option, ...] = ()
    status: DecisionStatus = DecisionStatus.STATED


@dataclass(frozen=True, slots=True, kw_only=True)
class ExceptionPath:
    """What to do when the work does not go the usual way.

    Attributes:
        id: Stable name.
        title: Such as ``Lead is a duplicate``.
        kind: ``disqualify``, ``duplicate``, ``nurture``, ``error``, ``no-answer``, ``other``.
        when: What triggers it.
        steps: What to do.
        rejoin: Id of the step where the work goes on, ``end``, or empty when it was not observed.
        observed: What recordings say about it.
    """

    id: str
    title: str
    when: Sentence
    steps: tuple[Step, ...]
    kind: str = "other"
    rejoin: str = ""
    observed: Observation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What is kept, written ``Lead record: status, source, estimated value``.

    Attributes:
        name: What is kept.
        holds: What it holds.
        system: Where it is kept.
        keep: How long; ``None`` when not stated.
    """

    KEY: ClassVar = "name"
    SHORT: ClassVar = "holds"

    name: str
    holds: Sentence
    system: str = ""
    keep: Duration | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """What is measured to see whether the procedure works.

    Attributes:
        name: Such as ``Time to first touch``.
        definition: How it is computed.
        target: The agreed target; empty when none was set.
    """

    KEY: ClassVar = "name"
    SHORT: ClassVar = "definition"

    name: str
    definition: str
    target: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """A call script, an e-mail text, a form or a piece of content that steps use.

    Attributes:
        id: Stable name.
        title: What people call it.
        kind: ``call script``, ``e-mail``, ``social message``, ``form``, ``content``, ``checklist``, ``agenda``.
        stage: Funnel stage it serves; may be empty.
        subject: Subject line of an e-mail.
        body: The text, with ``{placeholders}`` for the lead's fields.
    """

    KEY: ClassVar = "id"

    id: str
    title: str
    kind: str
    stage: str = ""
    subject: str = ""
    body: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenQuestion:
    """Something that nobody has answered yet.

    Attributes:
        ask: The question.
        about: Path it is about, such as ``purpose`` or ``steps.convert-lead``.
        rule: The lint rule that asks for it; may be empty.
        evidence: The events that raise it.
    """

    ask: str
    about: str
    rule: str = ""
    evidence: tuple[EventRef, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One recording that the document was written from.

    Attributes:
        name: Short name used by evidence, such as ``rec1``.
        recording: The recording's id.
        recorder: The tool that made it.
        events: Number of events.
        runs: Number of runs in it.
        performer: Alias of the performer; empty when the recording does not say.
        duration_ms: Length in milliseconds; ``None`` when times were not recorded.
        pace: ``person``, ``script`` or ``unknown``.
        started: Day of the recording; ``None`` when not recorded.
    """

    KEY: ClassVar = "name"

    name: str
    recording: str
    recorder: str
    events: int
    runs: int
    performer: str
    duration_ms: int | None = None
    pace: str = "unknown"
    started: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeSplit:
    """Where the time of all runs went; the parts add up to the whole.

    Attributes:
        total_ms: Milliseconds in all.
        work_ms: A person worked.
        system_ms: The system was busy and the person waited.
        idle_ms: Nothing happened for long.
        away_ms: The person was elsewhere.
        paused_ms: The recording was paused.
    """

    total_ms: int
    work_ms: int
    system_ms: int
    idle_ms: int
    away_ms: int
    paused_ms: int

    def __post_init__(self) -> None:
        parts = self.work_ms + self.system_ms + self.idle_ms + self.away_ms + self.paused_ms
        if parts != self.total_ms:
            message = f"expected parts that add up to {self.total_ms} ms, found {parts} ms"
            raise ValueError(message)


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What the document rests on.

    Attributes:
        sources: The recordings.
        time: Where the time went; ``None`` when times were not recorded.
        performers: Number of different performers; 0 when the recordings do not say.
        runs: Number of runs of the work in all recordings.
    """

    sources: tuple[Source, ...] = ()
    time: TimeSplit | None = None
    performers: int = 0
    runs: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppression:
    """A lint finding that people decided to live with.

    Attributes:
        rule: Rule code, such as ``SOP303``.
        because: The reason; required.
        at: Path it is limited to; empty for the whole document.
    """

    rule: str
    because: str
    at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """The fingerprint of a generated sentence, so that a change by hand is seen.

    Attributes:
        path: Path of the sentence, such as ``steps.convert-lead.do``.
        seal: First 8 hexadecimal digits of the SHA-256 of text, origin and evidence.
    """

    KEY: ClassVar = "path"
    SHORT: ClassVar = "seal"

    path: str
    seal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sop:
    """A standard operating procedure.

    Attributes:
        id: Stable name of the procedure.
        title: What it accomplishes, such as ``Qualify a lead``.
        sop: Version of the file form; 1.
        version: Version of the document, from 1.
        status: Where this version stands.
        owner: Role that answers for the document; empty when not stated.
        sign_off: Roles that must sign before publishing.
        review: The review cycle; ``None`` when not agreed.
        effective: First day it holds; ``None`` when not set.
        purpose: Why it exists.
        scope: What it covers, and what not.
        trigger: What starts it.
        definitions: Terms.
        roles: Who takes part.
        systems: Applications used.
        prerequisites: What must be in place before.
        calendars: Working hours that time limits refer to.
        sla: Time limits.
        criteria: How a lead is measured.
        disqualification: Codes for leads that are not pursued.
        routing: Who gets which lead.
        procedure: The steps, in phases.
        decisions: Places where the work can go different ways.
        exceptions: What to do when it does not go the usual way.
        handoffs: Where the lead changes hands.
        cadences: Planned series of contacts.
        completion: How to see that the work is done.
        records: What is kept.
        metrics: What is measured.
        assets: Scripts, texts and content.
        improvement: How the procedure gets better: who meets when and looks at what.
        not_captured: What the recordings could not show.
        questions: What nobody has answered yet.
        basis: What the document rests on.
        lint: Findings that people decided to live with.
        generated: Fingerprints of generated sentences.
    """

    id: str
    title: str
    sop: int = FORM_VERSION
    version: int = 1
    status: Status = Status.DRAFT
    owner: str = ""
    sign_off: tuple[str, ...] = ()
    review: Review | None = None
    effective: date | None = None
    purpose: Sentence | None = None
    scope: Scope = field(default_factory=Scope)
    trigger: Sentence | None = None
    definitions: tuple[Definition, ...] = ()
    roles: tuple[Role, ...] = ()
    systems: tuple[System, ...] = ()
    prerequisites: tuple[Sentence, ...] = ()
    calendars: tuple[Calendar, ...] = ()
    sla: tuple[TimeLimit, ...] = ()
    criteria: Criteria = field(default_factory=Criteria)
    disqualification: tuple[Code, ...] = ()
    routing: tuple[RoutingRule, ...] = ()
    procedure: tuple[Phase, ...] = ()
    decisions: tuple[Decision, ...] = ()
    exceptions: tuple[ExceptionPath, ...] = ()
    handoffs: tuple[HandOff, ...] = ()
    cadences: tuple[Cadence, ...] = ()
    completion: tuple[Sentence, ...] = ()
    records: tuple[Record, ...] = ()
    metrics: tuple[Metric, ...] = ()
    assets: tuple[Asset, ...] = ()
    improvement: tuple[Sentence, ...] = ()
    not_captured: tuple[Sentence, ...] = ()
    questions: tuple[OpenQuestion, ...] = ()
    basis: Basis | None = None
    lint: tuple[Suppression, ...] = ()
    generated: tuple[Seal, ...] = ()

    @property
    def steps(self) -> tuple[Step, ...]:
        """Every step of the main procedure, in order."""
        return tuple(step for phase in self.procedure for step in phase.steps)

    @property
    def all_steps(self) -> tuple[Step, ...]:
        """Every step of the procedure and of the exceptions, in order."""
        return self.steps + tuple(step for path in self.exceptions for step in path.steps)
