"""How do we know this? Every sentence and every number answers with an origin and the events behind it.

In: statements and the events they rest on. Out: values that cannot exist without saying where they come from.

Law: what is observed or derived names its evidence; what is absent says why, or asks.
"""

import re
from dataclasses import dataclass
from enum import StrEnum


class Origin(StrEnum):
    """Where a statement comes from."""

    OBSERVED = "observed"
    """Seen in recorded events, which are named."""
    DERIVED = "derived"
    """Concluded by a stated rule from recorded events, which are named."""
    DRAFTED = "drafted"
    """Worded by a language model; not yet confirmed by a person."""
    AUTHORED = "authored"
    """Written by a person, or taken from a template that a person chose."""
    ABSENT = "absent"
    """Not known; the text says what is missing, or asks for it."""


_REFERENCE = re.compile(r"^(?P<run>[A-Za-z0-9_.-]+)#(?P<number>[1-9][0-9]*)$")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class EventRef:
    """One event of one recording, written ``rec1#41``.

    Attributes:
        recording: The recording's short name within this document, such as ``rec1``.
        number: The event's number in that recording, from 1.
    """

    recording: str
    number: int

    def __post_init__(self) -> None:
        if not _REFERENCE.match(str(self)):
            message = f"expected an event such as rec1#41, found {str(self)!r}"
            raise ValueError(message)

    def __str__(self) -> str:
        return f"{self.recording}#{self.number}"

    @classmethod
    def parse(cls, text: str) -> "EventRef":
        """Return the event that ``text`` names.

        Raises:
            ValueError: ``text`` is not of the form ``rec1#41``.

        Examples:
            >>> EventRef.parse("rec1#41").number
            41
        """
        match = _REFERENCE.match(text)
        if match is None:
            message = f"expected an event such as rec1#41, found {text!r}"
            raise ValueError(message)
        return cls(recording=match["run"], number=int(match["number"]))


def spans(evidence: tuple[EventRef, ...]) -> str:
    """Return the events in the short form that people read, neighbours joined.

    Examples:
        >>> spans(tuple(EventRef(recording="rec1", number=n) for n in (3, 4, 5, 9)))
        'rec1#3–#5, #9'
        >>> spans((EventRef(recording="rec1", number=3), EventRef(recording="rec2", number=1)))
        'rec1#3, rec2#1'
    """
    parts: list[str] = []
    current = ""
    for recording, first, last in _runs(evidence):
        name = "" if recording == current else recording
        current = recording
        parts.append(f"{name}#{first}" if first == last else f"{name}#{first}–#{last}")
    return ", ".join(parts)


def _runs(evidence: tuple[EventRef, ...]) -> list[tuple[str, int, int]]:
    runs: list[tuple[str, int, int]] = []
    for ref in sorted(set(evidence)):
        if runs and runs[-1][0] == ref.recording and runs[-1][2] == ref.number - 1:
            runs[-1] = (ref.recording, runs[-1][1], ref.number)
        else:
            runs.append((ref.recording, ref.number, ref.number))
    return runs


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A statement in an SOP, with its origin and its evidence.

    Attributes:
        text: The sentence. Light Markdown only: ``**interface text**``, ``*option or remark*``.
            For an absent statement: the question to the person who can answer it, or the reason it is unknown.
        origin: Where it comes from.
        evidence: The events it rests on, ascending. Required when observed or derived.

    Raises:
        ValueError: The text is empty, or something observed or derived names no event.
    """

    text: str
    origin: Origin = Origin.AUTHORED
    evidence: tuple[EventRef, ...] = ()

    def __post_init__(self) -> None:
        if not self.text.strip():
            message = "expected a sentence, found an empty text"
            raise ValueError(message)
        if self.origin in (Origin.OBSERVED, Origin.DERIVED) and not self.evidence:
            message = f"expected the events behind a sentence that is {self.origin}, found none"
            raise ValueError(message)

    @property
    def known(self) -> bool:
        """Whether the sentence states something, rather than asking for it."""
        return self.origin is not Origin.ABSENT


def absent(question: str) -> Sentence:
    """Return the honest blank: a question in place of a statement."""
    return Sentence(text=question, origin=Origin.ABSENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number in a report, with its unit, how many observations it rests on, and which.

    Attributes:
        label: What is measured, in a few words.
        value: The number in ``unit``; ``None`` when it is unknown.
        unit: ``ms``, ``count``, ``share`` (0 to 1) or another unit in words.
        n: How many observations it rests on, 0 when unknown.
        evidence: The events it rests on; may be empty when it rests on all events of the basis.
        unknown: Why there is no value; required exactly when ``value`` is ``None``.
        definition: How it is computed, in one sentence.
    """

    label: str
    value: float | None
    unit: str
    n: int
    evidence: tuple[EventRef, ...] = ()
    unknown: str = ""
    definition: str = ""

    def __post_init__(self) -> None:
        if (self.value is None) is not bool(self.unknown):
            message = f"expected either a value or the reason why {self.label!r} is unknown, found {self.value!r}"
            raise ValueError(message)
