"""What work does a recording show? Acts, steps and runs: the form in which the rest of the product sees a recording.

In: nothing; these are the types. ``runs.work_of`` fills them.

Law: every act of the recording is in exactly one step or in ``left_out`` with its reason; every millisecond is in
exactly one bucket; the buckets of the steps of all runs, with ``between``, add up to the whole.
"""

from dataclasses import dataclass
from enum import StrEnum

from sopwright.recording.schema import Event, Kind, Page, Recording, Target, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """Milliseconds by bucket.

    Attributes:
        work: A person worked.
        system: The system was busy and the person waited for it.
        idle: Nothing happened for longer than the performer's own threshold.
        away: No recorded page was visible or focused.
        paused: The recording was paused.
    """

    work: int = 0
    system: int = 0
    idle: int = 0
    away: int = 0
    paused: int = 0

    @property
    def total(self) -> int:
        """All buckets together."""
        return self.work + self.system + self.idle + self.away + self.paused

    @property
    def waiting(self) -> int:
        """System, idle and away: time that passed without work; a pause is no part of the work at all."""
        return self.system + self.idle + self.away

    def __add__(self, other: "Times") -> "Times":
        return Times(
            work=self.work + other.work,
            system=self.system + other.system,
            idle=self.idle + other.idle,
            away=self.away + other.away,
            paused=self.paused + other.paused,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One thing a person did, with what belongs to it folded in and what the system answered.

    Attributes:
        number: Number of the event that stands for it.
        events: Numbers of all events folded into it, its outcomes included, ascending.
        kind: What was done.
        app: Id of the application.
        page: The page on which it was done.
        target: The element acted on.
        value: What became of a field.
        at_ms: When it was done; ``None`` when times were not recorded.
        outcomes: What the system answered, in order.
        repeats: How many times the same edit was made in a row; 1 for once.
        notes: What the performer noted at this point.
        key: The named key, for a pressed key.
        pasted: Whether the value was pasted.
        source: The earlier event that held the same value; ``None`` when none is known.
        text: Static text that a check expects to be shown; empty when it was withheld or none was stated.
    """

    number: int
    events: tuple[int, ...]
    kind: Kind
    app: str
    page: Page
    target: Target | None
    value: Value | None
    at_ms: int | None
    outcomes: tuple[Event, ...] = ()
    repeats: int = 1
    notes: tuple[str, ...] = ()
    key: str = ""
    text: str = ""
    pasted: bool = False
    source: Event | None = None

    @property
    def carried(self) -> bool:
        """Whether the value was copied and pasted, and not just equal to one seen before."""
        return self.source is not None and (self.pasted or self.source.kind is Kind.COPY)


class Weakness(StrEnum):
    """Why a step needs a person's look; each becomes a question."""

    UNLABELLED = "unlabelled"
    """A control without a usable name."""
    TECHNICAL_NAME = "technical name"
    """A control named only in the page's code."""
    WITHHELD = "withheld"
    """The name was run-time content; it is not needed, but the kind of record is not known either."""
    OPTION_NOT_RECORDED = "option not recorded"
    """An option was chosen, but not recorded which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A few acts in one place with one aim: one line of the procedure.

    Attributes:
        number: 1, 2, 3 … within its run.
        id: Stable name from the signature, such as ``create-lead``; unique within its run.
        signature: What makes two steps the same step in different runs: verb, object, application, page template.
        verb: What is done, in lower case, such as ``create``.
        object: What it is done to, such as ``lead``; may be empty.
        title: Short imperative without Markdown, such as ``Create the lead``.
        do: The sentence without its full stop, place first, with light Markdown.
        result: What was seen afterwards, with light Markdown; empty when no result was observed.
        result_events: Numbers of the events behind ``result``.
        failed: Whether the system refused: an error, or the same form again.
        acts: The acts, in order.
        events: Numbers of all its events, ascending.
        app: Id of the application where it is done.
        page: The page where it is done.
        times: Buckets from its first act until the next step begins, the waiting before it left out.
        before: Buckets of the time that passed before it, after the previous step.
        updates: Status-like fields it sets, as field and option; the option is empty when it was not recorded.
        weaknesses: What needs a person's look, each with the number of the event.
        choice: Whether a decision may have been taken here, and why it seems so; empty when not.
    """

    number: int
    id: str
    signature: str
    verb: str
    object: str
    title: str
    do: str
    result: str
    result_events: tuple[int, ...]
    failed: bool
    acts: tuple[Act, ...]
    events: tuple[int, ...]
    app: str
    page: Page
    times: Times | None
    before: Times | None
    updates: tuple[tuple[str, str], ...] = ()
    weaknesses: tuple[tuple[Weakness, int], ...] = ()
    choice: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """The work on one case, from its first step to its last.

    Attributes:
        number: 1, 2, 3 … within the recording.
        steps: The steps, in order.
        object: What the case is, such as ``lead``; empty when unknown.
        complete: Whether a completing act was seen, such as saving, sending or converting.
        start_ms: From the start of the recording; ``None`` when times were not recorded.
        end_ms: The same.
    """

    number: int
    steps: tuple[Step, ...]
    object: str = ""
    complete: bool = False
    start_ms: int | None = None
    end_ms: int | None = None

    @property
    def times(self) -> Times | None:
        """Buckets of all its steps and the time before them; ``None`` when times were not recorded."""
        total = Times()
        for step in self.steps:
            if step.times is None or step.before is None:
                return None
            total += step.times + step.before
        return total


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """All work that one recording shows.

    Attributes:
        recording: The recording.
        runs: The runs, in order.
        left_out: Numbers of events that are in no step, each with the reason.
        times: Buckets of the whole recording; ``None`` when times were not recorded.
        between: Buckets of the time before, between and after the runs; ``None`` when times were not recorded.
        threshold_ms: The performer's own limit above which a gap counts as idle; ``None`` when times were not recorded.
    """

    recording: Recording
    runs: tuple[Run, ...]
    left_out: tuple[tuple[int, str], ...] = ()
    times: Times | None = None
    between: Times | None = None
    threshold_ms: int | None = None
