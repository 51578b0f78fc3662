"""What did sales and marketing agree to? The part of an SOP that a lead engine can run.

In: nothing; these are the types of conditions, criteria, time limits, routing, codes and cadence.

Law: a condition is data from one closed set of operators, never code; what is not in the set cannot be written.

File form: each type is a mapping with the attribute names as keys (a trailing underscore falls away). ``KEY`` names the
attribute that becomes the key where a section is a mapping; ``SHORT`` names the attribute that may stand alone.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from sopwright.evidence import Sentence
from sopwright.sop.duration import Duration

Scalar = str | int | Decimal | bool


class Operator(StrEnum):
    """How a field is compared; the whole set."""

    IS = "is"
    IS_NOT = "is_not"
    IN = "in"
    NOT_IN = "not_in"
    MORE_THAN = "more_than"
    AT_LEAST = "at_least"
    LESS_THAN = "less_than"
    AT_MOST = "at_most"
    CONTAINS = "contains"
    STARTS_WITH = "starts_with"
    KNOWN = "known"
    """The field has a value (``known: true``) or has none (``known: false``)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldTest:
    """A comparison of one field of the lead, written ``{field: company.employees, more_than: 50}``.

    Attributes:
        field: Dotted name, such as ``company.employees``.
        operator: How to compare.
        value: What to compare with; a tuple for ``in`` and ``not_in``.
    """

    field: str
    operator: Operator
    value: Scalar | tuple[Scalar, ...]

    def __post_init__(self) -> None:
        wanted, fits = _FITTING.get(self.operator, ("a text, a number, true or false", _is_scalar))
        if not fits(self.value):
            message = f"expected {wanted} after {self.operator}, found {self.value!r}"
            raise ValueError(message)


def _is_scalar(value: object) -> bool:
    return isinstance(value, str | bool) or _is_number(value)


def _is_number(value: object) -> bool:
    return (isinstance(value, int) and not isinstance(value, bool)) or _is_decimal(value)


def _is_decimal(value: object) -> bool:
    return isinstance(value, Decimal) and value.is_finite()


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value)


def _is_list(value: object) -> bool:
    return isinstance(value, tuple) and bool(value) and all(map(_is_scalar, value))


def _is_bool(value: object) -> bool:
    return isinstance(value, bool)


_FITTING: Mapping[Operator, tuple[str, Callable[[object], bool]]] = {
    Operator.IN: ("a list", _is_list),
    Operator.NOT_IN: ("a list", _is_list),
    Operator.MORE_THAN: ("a number", _is_number),
    Operator.AT_LEAST: ("a number", _is_number),
    Operator.LESS_THAN: ("a number", _is_number),
    Operator.AT_MOST: ("a number", _is_number),
    Operator.CONTAINS: ("a text", _is_text),
    Operator.STARTS_WITH: ("a text", _is_text),
    Operator.KNOWN: ("true or false", _is_bool),
}
"""What each operator compares with, where that is narrower than any single value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventTest:
    """Something the lead did, written ``{event: pricing page viewed, within_days: 14, at_least: 2}``.

    Attributes:
        event: Name of the event.
        within_days: How far back to look, in days; 0 looks at the whole history.
        at_least: How many times, 1 or more.
    """

    event: str
    within_days: int = 0
    at_least: int = 1

    def __post_init__(self) -> None:
        if self.within_days < 0 or self.at_least < 1:
            found = f"within_days {self.within_days} and at_least {self.at_least}"
            message = f"expected within_days of 0 or more and at_least of 1 or more, found {found}"
            raise ValueError(message)


@dataclass(frozen=True, slots=True, kw_only=True)
class AllOf:
    """Every part holds, written ``{all: [...]}``."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyOf:
    """At least one part holds, written ``{any: [...]}``."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Not:
    """The part does not hold, written ``{not: {...}}``."""

    part: "Condition"


Condition = FieldTest | EventTest | AllOf | AnyOf | Not


@dataclass(frozen=True, slots=True, kw_only=True)
class PointRule:
    """Points that a lead receives when a condition holds.

    Attributes:
        id: Stable name.
        when: The condition.
        points: Points given, negative to take points away.
        half_life_days: After so many days the points of an event count half; 0 for no decay.
        kind: ``fit``, ``engagement`` or ``intent``; empty when not sorted.
        why: Why the points are what they are, or where they come from.
    """

    id: str
    when: Condition
    points: int
    half_life_days: int = 0
    kind: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question that must be answered to qualify the lead.

    Attributes:
        id: Stable name.
        ask: The question to the lead, as asked.
        field: Field that keeps the answer, such as ``bant.budget``; empty when it is a note.
        framework: Which element of which framework it serves, such as ``BANT: budget``.
        required: Whether the lead may pass without an answer.
    """

    id: str
    ask: str
    field: str = ""
    framework: str = ""
    required: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """A minimum that a lead must meet, apart from points.

    Attributes:
        id: Stable name.
        when: The condition that must hold.
        else_code: Disqualification code when it does not hold; empty when it only needs a look.
    """

    id: str
    when: Condition
    else_code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A stage and the score from which a lead reaches it, written ``mql: 75``.

    Attributes:
        name: Such as ``mql``.
        from_points: Score, inclusive.
    """

    KEY: ClassVar = "name"
    SHORT: ClassVar = "from_points"

    name: str
    from_points: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Criteria:
    """How a lead is measured.

    Attributes:
        scale: Stages by score.
        points: Rules that give points.
        minimum: Conditions that must hold whatever the score.
        questions: What must be asked.
    """

    scale: tuple[Stage, ...] = ()
    points: tuple[PointRule, ...] = ()
    minimum: tuple[Criterion, ...] = ()
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalation:
    """What happens when a time limit is missed.

    Attributes:
        after: How long after the limit, ``0 min`` for at once.
        do: What to do, such as ``alert manager`` or ``reassign``.
        to: Role that receives it; empty when ``do`` says it.
    """

    after: Duration
    do: str
    to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLimit:
    """A promise to act within some time (service level agreement).

    Attributes:
        id: Stable name.
        from_: What starts the clock: an event, a status or a step id.
        to: What stops it.
        within: Time allowed, inclusive.
        calendar: Name of the working hours that count; empty counts every hour.
        role: Who keeps the promise.
        missed: What happens when it is missed, in order of time.
    """

    KEY: ClassVar = "id"

    id: str
    from_: str
    to: str
    within: Duration
    calendar: str = ""
    role: str = ""
    missed: tuple[Escalation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Working hours, written ``sales-hours: {days: [mon, tue], from: "09:00", to: "17:00", zone: Europe/Berlin}``.

    Attributes:
        name: Stable name.
        days: ``mon`` to ``sun``.
        from_: Opening time ``HH:MM``, inclusive.
        to: Closing time ``HH:MM``, exclusive.
        zone: IANA time zone; a company placeholder in templates.
        holidays: Name of a holiday calendar, such as ``US``; empty for none.
    """

    KEY: ClassVar = "name"

    name: str
    days: tuple[str, ...]
    from_: str
    to: str
    zone: str
    holidays: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A disqualification code, written ``D-TooSmall: fewer than 51 employees``.

    Attributes:
        code: Such as ``D-TooSmall``.
        meaning: When to use it.
        then: What becomes of the lead, such as ``long-term nurture``.
    """

    KEY: ClassVar = "code"
    SHORT: ClassVar = "meaning"

    code: str
    meaning: str
    then: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteTarget:
    """Where a lead goes: exactly one of person, pool or queue.

    Attributes:
        owner: Role or named person who owns it; for a queue, who empties it.
        pool: Named group of people.
        queue: Named queue.
        by: How a pool shares: ``rotation``, ``weighted rotation``, ``load``, ``account owner``.
    """

    owner: str = ""
    pool: str = ""
    queue: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutingRule:
    """One row of the routing table; the first that holds decides.

    Attributes:
        to: Where the lead goes.
        when: The condition; ``None`` exactly for the last row.
        otherwise: True for the last row, which takes every lead that is left.
        id: Stable name; may be empty.
    """

    to: RouteTarget
    when: Condition | None = None
    otherwise: bool = False
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeRule:
    """What follows from the outcome of a touch, written ``Connected: qualify now``.

    Attributes:
        outcome: Such as ``Connected``, ``Left voicemail``, ``No answer``.
        then: What to do next.
    """

    KEY: ClassVar = "outcome"
    SHORT: ClassVar = "then"

    outcome: str
    then: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Touch:
    """One planned contact of a cadence.

    Attributes:
        id: Stable name.
        day: Day of the cadence, 1 for the day it starts.
        within: Time allowed from the start of the cadence (day 1) or of the day; ``None`` for any time that day.
        channel: ``phone``, ``e-mail``, ``social``, ``meeting``, ``task``.
        do: What to do.
        asset: Id of the script or text to use; empty for none.
        outcomes: What follows from each outcome.
        only_if: When the touch is made only in some cases: which.
    """

    id: str
    day: int
    channel: str
    do: str
    within: Duration | None = None
    asset: str = ""
    outcomes: tuple[OutcomeRule, ...] = ()
    only_if: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cadence:
    """A planned series of contacts.

    Attributes:
        id: Stable name.
        starts: What starts it.
        stops: What ends it early, such as ``a reply``.
        then: What becomes of the lead after the last touch without an answer.
        touches: The contacts, in order.
    """

    KEY: ClassVar = "id"

    id: str
    starts: str
    stops: str
    then: str
    touches: tuple[Touch, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOff:
    """A lead changes hands.

    Attributes:
        id: Stable name.
        from_: Role that gives.
        to: Role that receives; an absent sentence asks for it.
        after: Step id after which it happens; empty when it is not one step.
        within: Time until the receiver must act; ``None`` when not agreed.
        status: The CRM status that marks it, such as ``MQL – New Handoff``.
        includes: What the receiver gets.
    """

    KEY: ClassVar = "id"

    id: str
    from_: str
    to: Sentence
    after: str = ""
    within: Duration | None = None
    status: str = ""
    includes: tuple[str, ...] = ()
