"""Which cases are looked at? Filters by period, person, way, activity, duration and what is known of a case.

In: a log and filters. Out: the log of the cases that pass all of them, whole.

Law: a filter keeps or leaves whole cases, so that what follows upon what stays true. It says in one sentence what it
does. Filtering twice by the same filter changes nothing more; the order of filters does not matter, but that numbers
of variants are those of the whole log.
"""

import operator
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from typing import Protocol

import numpy as np

from sopwright.log.event_log import UNKNOWN, Coded, Column, EventLog, Flags, Int64, Moments
from sopwright.mining.history.times import durations, first_begins
from sopwright.mining.history.variants import variants


class Filter(Protocol):
    """A question to each case that is answered by yes or no."""

    @property
    def sentence(self) -> str:
        """What it keeps, in one sentence."""

    def kept(self, log: EventLog) -> Flags:
        """Return for each case whether it stays."""


def filtered(log: EventLog, filters: Sequence[Filter]) -> EventLog:
    """Return the log of the cases that pass every filter; all filters see the whole log."""
    if not filters:
        return log
    return log.with_cases(reduce(operator.and_, (one.kept(log) for one in filters)))


class Span(StrEnum):
    """How a case must lie to a period."""

    BEGUN = "began in it"
    ENDED = "ended in it"
    WITHIN = "began and ended in it"
    TOUCHING = "were in progress at some time in it"


@dataclass(frozen=True, slots=True, kw_only=True)
class InPeriod:
    """Cases of a period.

    Attributes:
        start: Microseconds since 1970 in UTC, inclusive; ``None`` for no limit.
        end: The same, exclusive.
        words: The period as a person wrote it.
        span: How a case must lie to it.
    """

    start: int | None
    end: int | None
    words: str
    span: Span = Span.BEGUN

    @property
    def sentence(self) -> str:
        """What it keeps."""
        return f"Period {self.words}: only cases that {self.span}."

    def kept(self, log: EventLog) -> Flags:
        """Return for each case whether it lies in the period."""
        begun, ended = first_begins(log), log.time[log.offsets[1:] - 1]
        early, late = {
            Span.BEGUN: (begun, begun),
            Span.ENDED: (ended, ended),
            Span.WITHIN: (begun, ended),
            Span.TOUCHING: (ended, begun),
        }[self.span]
        found = np.ones(log.cases, dtype=np.bool_)
        if self.start is not None:
            found &= early >= self.start
        if self.end is not None:
            found &= late < self.end
        return found


class Field(StrEnum):
    """A column of words that every log knows by the same name."""

    PERSON = "person"
    ROLE = "role"
    SYSTEM = "system"
    ACTIVITY = "activity"


@dataclass(frozen=True, slots=True, kw_only=True)
class Having:
    """Cases in which some word occurs, such as a person or an activity.

    Attributes:
        field: The column.
        words: The words; one of them is enough.
        present: Whether one must occur; none may, when false.
    """

    field: Field
    words: tuple[str, ...]
    present: bool = True

    @property
    def sentence(self) -> str:
        """What it keeps."""
        words = f"the {self.field} {listed(self.words)}"
        if self.present:
            return f"Only cases in which at least one event has {words}."
        return f"Only cases in which no event has {words}."

    def kept(self, log: EventLog) -> Flags:
        """Return for each case whether one of the words occurs, or none."""
        column = field_of(log, self.field)
        hit = np.zeros(log.events, dtype=np.bool_) if column is None else among(column, self.words)
        return wanted(any_of(log, hit), present=self.present)


class End(StrEnum):
    """One end of a case."""

    FIRST = "first"
    LAST = "last"


@dataclass(frozen=True, slots=True, kw_only=True)
class AtEnd:
    """Cases that begin, or end, with an activity.

    Attributes:
        end: Which end.
        activities: One of these.
        present: Whether it must be one of them; none of them, when false.
    """

    end: End
    activities: tuple[str, ...]
    present: bool = True

    @property
    def sentence(self) -> str:
        """What it keeps."""
        verb = "is" if self.present else "is not"
        return f"Only cases whose {self.end} activity {verb} {listed(self.activities)}."

    def kept(self, log: EventLog) -> Flags:
        """Return for each case whether it begins, or ends, so."""
        row = log.offsets[:-1] if self.end is End.FIRST else log.offsets[1:] - 1
        return wanted(among(log.activity.at(row), self.activities), present=self.present)


@dataclass(frozen=True, slots=True, kw_only=True)
class Following:
    """Cases in which one activity follows another.

    Attributes:
        source: The earlier activity.
        target: The later one.
        directly: Whether nothing may lie between.
        present: Whether it must happen; it may not, when false.
    """

    source: str
    target: str
    directly: bool = True
    present: bool = True

    @property
    def sentence(self) -> str:
        """What it keeps."""
        how = "follows directly upon" if self.directly else "comes at some time after"
        which = "Only cases" if self.present else "No case"
        return f"{which} in which “{self.target}” {how} “{self.source}”."

    def kept(self, log: EventLog) -> Flags:
        """Return for each case whether the one follows the other."""
        before, after = among(log.activity, (self.source,)), among(log.activity, (self.target,))
        if self.directly:
            hit = np.zeros(log.events, dtype=np.bool_)
            hit[1:] = after[1:] & before[:-1]
            hit[log.offsets[:-1]] = False
            return wanted(any_of(log, hit), present=self.present)
        return wanted((_first_row(log, before) < _last_row(log, after)), present=self.present)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfVariant:
    """Cases that took certain ways.

    Attributes:
        numbers: Numbers of variants in the whole log, from 1 for the most frequent.
        present: Whether it must be one of them.
    """

    numbers: tuple[int, ...]
    present: bool = True

    @property
    def sentence(self) -> str:
        """What it keeps."""
        which = "Only" if self.present else "No"
        numbers = listed([str(number) for number in self.numbers], quoted=False)
        return f"{which} cases of variant {numbers}, 1 being the most frequent."

    def kept(self, log: EventLog) -> Flags:
        """Return for each case whether it took one of these ways."""
        return wanted(np.isin(variants(log).of_case, np.array(self.numbers) - 1), present=self.present)


class Measure(StrEnum):
    """What is measured of a case."""

    DURATION = "duration"
    EVENTS = "events"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measuring:
    """Cases that take so long, or have so many events.

    Attributes:
        measure: What is measured; a duration in microseconds from the first beginning to the last end.
        least: The smallest that stays; ``None`` for no limit.
        most: The largest that stays; ``None`` for no limit.
        words: The limits as a person wrote them, such as ``at least 2 d``.
    """

    measure: Measure
    least: int | None
    most: int | None
    words: str

    @property
    def sentence(self) -> str:
        """What it keeps."""
        what = "that take" if self.measure is Measure.DURATION else "with"
        unit = "from the first event to the last" if self.measure is Measure.DURATION else "events"
        return f"Only cases {what} {self.words} {unit}."

    def kept(self, log: EventLog) -> Flags:
        """Return for each case whether it lies between the limits."""
        values = durations(log) if self.measure is Measure.DURATION else log.lengths
        found = np.ones(log.cases, dtype=np.bool_)
        if self.least is not None:
            found &= values >= self.least
        if self.most is not None:
            found &= values <= self.most
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """Cases of which something is known, or one event of which says it.

    Attributes:
        name: Name of the attribute.
        words: What it may be, for an attribute in words; one of these.
        least: The smallest value that stays, for numbers and times (microseconds since 1970, UTC).
        below: The value below which it must lie.
        most: The largest value that stays.
        above: The value above which it must lie.
        text: The condition as a person wrote it.
        present: Whether it must be so; it may not, when false.
    """

    name: str
    words: tuple[str, ...] = ()
    least: float | None = None
    below: float | None = None
    most: float | None = None
    above: float | None = None
    text: str
    present: bool = True

    @property
    def sentence(self) -> str:
        """What it keeps."""
        verb = "is" if self.present else "is stated and not"
        return f"Only cases whose {self.name} {verb} {self.text}."

    def kept(self, log: EventLog) -> Flags:
        """Return for each case whether it says so; where nothing is stated the case is left out."""
        if self.name in log.case_attributes:
            column = log.case_attributes[self.name]
            return self._hit(column) if self.present else ~self._hit(column) & stated(column)
        column = log.event_attributes[self.name]
        hit = any_of(log, self._hit(column))
        return hit if self.present else ~hit & any_of(log, stated(column))

    def _hit(self, column: Column) -> Flags:
        if isinstance(column, Coded):
            return among(column, self.words)
        values = column.values
        found = stated(column)
        if self.least is not None:
            found &= values >= self.least
        if self.below is not None:
            found &= values < self.below
        if self.most is not None:
            found &= values <= self.most
        if self.above is not None:
            found &= values > self.above
        return found


def wanted(hit: Flags, *, present: bool) -> Flags:
    """Return the cases that are hit, or those that are not."""
    return hit if present else ~hit


def stated(column: Column) -> Flags:
    """Return where something is stated."""
    if isinstance(column, Coded):
        return column.codes >= 0
    known: Flags = column.values != UNKNOWN if isinstance(column, Moments) else ~np.isnan(column.values)
    return known


def field_of(log: EventLog, field: Field) -> Coded | None:
    """Return a column by its name; ``None`` when the log does not state it."""
    return {
        Field.PERSON: log.resource,
        Field.ROLE: log.role,
        Field.SYSTEM: log.system,
        Field.ACTIVITY: log.activity,
    }[field]


def among(column: Coded, words: Sequence[str]) -> Flags:
    """Return where a column says one of ``words``."""
    found = frozenset(words)
    table = np.array([*(label in found for label in column.labels), False], dtype=np.bool_)
    return table[column.codes]


def any_of(log: EventLog, hit: Flags) -> Flags:
    """Return for each case whether one of its rows is hit."""
    if log.cases == 0:
        return np.zeros(0, dtype=np.bool_)
    found: Flags = np.logical_or.reduceat(hit, log.offsets[:-1])
    return found


def listed(words: Sequence[str], *, quoted: bool = True) -> str:
    """Return words as a sentence lists them.

    Examples:
        >>> listed(("Ann", "Bob", "Eve"))
        '“Ann”, “Bob” or “Eve”'
    """
    shown = [f"“{word}”" if quoted else word for word in words]
    return " or ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else shown[0]


def _first_row(log: EventLog, hit: Flags) -> Int64:
    """Return the first row of each case that is hit; beyond all rows where none is."""
    rows = np.where(hit, np.arange(log.events), log.events)
    return np.minimum.reduceat(rows, log.offsets[:-1]) if log.cases else rows


def _last_row(log: EventLog, hit: Flags) -> Int64:
    """Return the last row of each case that is hit; -1 where none is."""
    rows = np.where(hit, np.arange(log.events), -1)
    return np.maximum.reduceat(rows, log.offsets[:-1]) if log.cases else rows
