"""What should become of a piece of work: remove it, automate it, let AI draft or suggest, or keep it human?

In: measured factors and gates. Out: a class, one score and what would change the judgement.

Law: the score grows with every factor, 100 can be reached, and a gate can only lower the class, never raise it.

The weights are Sopwright's own judgement, not a measurement: what is repeated, takes time and has its inputs at hand
counts most. Source of the factors and gates: ``research/recorder.md`` section 7.
"""

from dataclasses import dataclass
from enum import StrEnum

from sopwright.evidence import EventRef, Figure


class Class(StrEnum):
    """What should become of it, the furthest first."""

    REMOVE = "remove"
    RULE = "automate by rule"
    DRAFT = "AI drafts and a person confirms"
    SUGGEST = "AI suggests"
    HUMAN = "keep human"


ORDER = tuple(Class)


class Factor(StrEnum):
    """A measured property from 0 to 1 that speaks for automation."""

    REPETITION = "repeated"
    INPUTS = "inputs digital"
    TIME = "share of work"
    STABILITY = "stable place in the run"
    RULE = "rule known"
    LABELS = "labels clear"


WEIGHTS = {
    Factor.REPETITION: 20,
    Factor.INPUTS: 20,
    Factor.TIME: 20,
    Factor.STABILITY: 15,
    Factor.RULE: 15,
    Factor.LABELS: 10,
}


class Gate(StrEnum):
    """A reason why the class may go no further, whatever the score."""

    ONE_RUN = "seen in one run only"
    EFFECT = "effect outside, or not to be taken back"
    SENSITIVE = "sensitive field"
    DECISION = "decision without a known criterion"
    UNLABELLED = "control without a usable name"
    ERRORS = "refused by the system"
    SCRIPTED = "performed by a script"


CAPS = {
    Gate.ONE_RUN: Class.SUGGEST,
    Gate.EFFECT: Class.DRAFT,
    Gate.SENSITIVE: Class.HUMAN,
    Gate.DECISION: Class.SUGGEST,
    Gate.UNLABELLED: Class.SUGGEST,
    Gate.ERRORS: Class.DRAFT,
    Gate.SCRIPTED: Class.SUGGEST,
}

LIFTED_BY = {
    Gate.ONE_RUN: "Record it in more runs.",
    Gate.EFFECT: "Nothing in a recording: a person has to answer for this effect.",
    Gate.SENSITIVE: "Nothing in a recording: secrets stay with the person.",
    Gate.DECISION: "State the criterion in the SOP, or record runs that go both ways.",
    Gate.UNLABELLED: "Name the control in the review of the recording.",
    Gate.ERRORS: "Find out why it was refused, and record runs that are not.",
    Gate.SCRIPTED: "Record a person doing the work.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One factor, measured.

    Attributes:
        factor: Which.
        figure: Its value from 0 to 1 with n, or why it is unknown.
        detail: The numbers behind it, such as ``12 of 14 acts``.
    """

    factor: Factor
    figure: Figure
    detail: str

    def __post_init__(self) -> None:
        if self.figure.value is not None and not 0 <= self.figure.value <= 1:
            message = f"expected a factor from 0 to 1, found {self.figure.value}"
            raise ValueError(message)

    @property
    def points(self) -> float:
        """What it adds to the score; an unknown factor adds nothing."""
        return WEIGHTS[self.factor] * (self.figure.value or 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A gate that applies.

    Attributes:
        gate: Which.
        because: What was seen, in a few words.
        evidence: Where.
    """

    gate: Gate
    because: str
    evidence: tuple[EventRef, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What should become of a piece of work, and why.

    Attributes:
        by_nature: The class that its nature allows, before the gates.
        why: Why its nature allows it.
        factors: All factors.
        stops: The gates that apply.
    """

    by_nature: Class
    why: str
    factors: tuple[Measured, ...]
    stops: tuple[Stop, ...] = ()

    @property
    def verdict(self) -> Class:
        """The class after the gates."""
        return max([self.by_nature, *(CAPS[stop.gate] for stop in self.stops)], key=ORDER.index)

    @property
    def score(self) -> float:
        """Weighted sum of the known factors, from 0 to 100."""
        return sum(measured.points for measured in self.factors)

    @property
    def reachable(self) -> int:
        """The highest score that the known factors allow; 100 when all are known."""
        return sum(WEIGHTS[measured.factor] for measured in self.factors if measured.figure.value is not None)

    @property
    def changed_by(self) -> tuple[str, ...]:
        """What would change this judgement."""
        unknown = [m for m in self.factors if m.figure.value is None]
        lifted = [LIFTED_BY[stop.gate] for stop in self.stops]
        asked = [f"Learn “{measured.factor}”: {measured.figure.unknown}." for measured in unknown]
        return tuple(dict.fromkeys([*lifted, *asked]))
