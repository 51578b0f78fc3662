"""What does a person mean by ``segment=Enterprise`` or ``duration>=2d``? Filters read from text.

In: one expression and the log. Out: a filter, or a refusal that names what the log holds.

Law: an expression is a name, a comparison and a value. Names of our own are those of ``NAMES``; any other is an
attribute of the log, which ``attribute:`` before it also says where it is called like one of ours.
"""

import csv
import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from difflib import get_close_matches
from zoneinfo import ZoneInfo

from sopwright.errors import InputError, refuse
from sopwright.log.event_log import Coded, EventLog, Moments
from sopwright.mining.history.filters import (
    AtEnd,
    Attribute,
    End,
    Field,
    Filter,
    Following,
    Having,
    InPeriod,
    Measure,
    Measuring,
    OfVariant,
    Span,
    field_of,
    listed,
)
from sopwright.mining.history.variants import variants

NAMES = {
    "period": "cases that began in it: period=2026-01-15.., period=2026-Q1, period=2026-01..2026-03",
    "ended": "cases that ended in it: ended=2026-03",
    "within": "cases that began and ended in it: within=2026",
    "during": "cases that were in progress at some time in it: during=2026-W07",
    "person": "cases in which this person did something: person=Ann, person!=Ann, person=Ann,Bob",
    "role": "cases in which this role did something: role=SDR",
    "system": "cases in which something was done in this system: system=CRM",
    "has": 'cases in which an activity occurs: has="Owner changed", has!="Owner changed"',
    "begins": 'cases whose first activity is this one: begins="Lead created"',
    "ends": "cases whose last activity is this one: ends=Won",
    "next": 'cases in which one activity follows directly upon another: next="A -> B"',
    "later": 'cases in which one activity comes at some time after another: later="A -> B"',
    "variant": "cases of these variants, 1 being the most frequent: variant=1,2,5..8",
    "duration": "cases that take so long: duration>=2d, duration<4h, duration=1d..3d (s, min, h, d, w)",
    "events": "cases with so many events: events>=5, events=2..4",
}
"""Names of our own, and what each does."""

ATTRIBUTE = "attribute:"
_SPANS = {"period": Span.BEGUN, "ended": Span.ENDED, "within": Span.WITHIN, "during": Span.TOUCHING}
_FIELDS = {"person": Field.PERSON, "role": Field.ROLE, "system": Field.SYSTEM, "has": Field.ACTIVITY}
_SHOWN = 8
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_EXPRESSION = re.compile(r"\s*(?P<name>.+?)\s*(?P<sign>!=|>=|<=|=|>|<)\s*(?P<value>.*?)\s*", re.DOTALL)
_UNITS = {"s": 1, "min": 60, "h": 3600, "d": 86_400, "w": 604_800}
_LENGTH = re.compile(r"(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>s|min|h|d|w)")
_DATE = re.compile(r"(?P<year>\d{4})(?:-(?:Q(?P<quarter>[1-4])|W(?P<week>\d\d)|(?P<month>\d\d)(?:-(?P<day>\d\d))?))?")
_ARROW = re.compile(r"\s*(?:->|→)\s*")
_MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class _Expression:
    """A name, a comparison and a value, as written."""

    text: str
    name: str
    sign: str
    value: str

    @property
    def where(self) -> str:
        """The place that a refusal names."""
        return f"filter {self.text}"

    @property
    def example(self) -> str:
        """How a filter of this name is written."""
        return f"Write for example {NAMES[self.name].rpartition(': ')[2]}"

    def refused(self, *, expected: str, remedy: str) -> InputError:
        """Return the refusal of this expression."""
        return refuse(self.where, f"expected {expected}, found {self.value!r}", remedy)

    def only(self, *signs: str) -> None:
        """Refuse any other comparison."""
        if self.sign not in signs:
            found = f"expected {self.name} with {' or '.join(signs)}, found {self.sign}"
            raise refuse(self.where, found, self.example)


def parsed(text: str, log: EventLog, zone: str = "UTC") -> Filter:
    """Return the filter that a person wrote.

    Args:
        text: Such as ``segment=Enterprise``, ``amount>=5000``, ``person=Ann``, ``period=2026-01..2026-03`` or
            ``has="Owner changed"``. Several values with commas; one with a comma in quotation marks.
        log: The log; a filter that names something it does not hold is refused.
        zone: The zone of dates.

    Raises:
        InputError: The text is no filter, or names what the log does not hold.
    """
    match = _EXPRESSION.fullmatch(text)
    if match is None:
        found = f"expected a name, a comparison and a value, found {text!r}"
        where = f"filter {text}"
        raise refuse(where, found, "Write for example person=Ann, duration>=2d or segment=Enterprise")
    one = _Expression(text=text, name=match["name"], sign=match["sign"], value=match["value"])
    if not one.value:
        raise one.refused(expected="a value", remedy="Write for example duration>=2d")
    if one.name in _SPANS:
        one.only("=")
        start, end = _period(one, one.value, zone)
        return InPeriod(start=start, end=end, words=one.value, span=_SPANS[one.name])
    if one.name in _FIELDS:
        return _having(one, log)
    other: dict[str, Callable[[_Expression, EventLog], Filter]] = {
        "begins": _at_end,
        "ends": _at_end,
        "next": _following,
        "later": _following,
        "variant": _variant,
        "duration": _measuring,
        "events": _measuring,
    }
    return other[one.name](one, log) if one.name in other else _attribute(one, log, zone)


def _having(one: _Expression, log: EventLog) -> Filter:
    one.only("=", "!=")
    field = _FIELDS[one.name]
    column = field_of(log, field)
    if column is None:
        found = f"expected a log that states a {field}, found none"
        raise refuse(one.where, found, "Leave this filter out, or map a column to it with sopwright log")
    return Having(field=field, words=_words(one, column.labels, field), present=one.sign == "=")


def _at_end(one: _Expression, log: EventLog) -> Filter:
    one.only("=", "!=")
    end = End.FIRST if one.name == "begins" else End.LAST
    return AtEnd(end=end, activities=_words(one, log.activity.labels, "activity"), present=one.sign == "=")


def _following(one: _Expression, log: EventLog) -> Filter:
    one.only("=", "!=")
    parts = _ARROW.split(_unquoted(one.value))
    if len(parts) != 2 or not all(parts):  # noqa: PLR2004 - one arrow joins two
        raise one.refused(expected="two activities with -> between", remedy=one.example)
    source, target = (_known(one, part, log.activity.labels, "activity") for part in parts)
    return Following(source=source, target=target, directly=one.name == "next", present=one.sign == "=")


def _variant(one: _Expression, log: EventLog) -> Filter:
    one.only("=", "!=")
    count = len(variants(log))
    numbers: list[int] = []
    for part in one.value.split(","):
        first, dots, last = (piece.strip() for piece in part.partition(".."))
        last = last if dots else first
        if not (first.isdecimal() and last.isdecimal() and 1 <= int(first) <= int(last) <= count):
            raise one.refused(expected=f"numbers of variants from 1 to {count}", remedy=one.example)
        numbers.extend(range(int(first), int(last) + 1))
    return OfVariant(numbers=tuple(dict.fromkeys(numbers)), present=one.sign == "=")


def _measuring(one: _Expression, log: EventLog) -> Filter:
    del log
    one.only("=", ">=", "<=", ">", "<")
    measure = Measure(one.name)
    first, dots, last = (piece.strip() for piece in one.value.partition(".."))
    if one.sign != "=":
        limit, step = _amount(one, one.value, measure), {">": 1, "<": -1}.get(one.sign, 0)
        words = {">=": "at least", ">": "more than", "<=": "at most", "<": "less than"}[one.sign]
        least, most = (limit + step, None) if one.sign.startswith(">") else (None, limit + step)
        return Measuring(measure=measure, least=least, most=most, words=f"{words} {one.value}")
    least = _amount(one, first, measure) if first else None
    most = _amount(one, last if dots else first, measure) if last or not dots else None
    if least is None and most is None:
        raise one.refused(expected="a limit", remedy=one.example)
    words = f"exactly {first}" if not dots else _range_words(first, last)
    return Measuring(measure=measure, least=least, most=most, words=words)


def _range_words(first: str, last: str) -> str:
    if first and last:
        return f"{first} to {last}"
    return f"at least {first}" if first else f"at most {last}"


def _amount(one: _Expression, text: str, measure: Measure) -> int:
    """Return a number of events, or a duration in microseconds."""
    if measure is Measure.EVENTS and text.isdecimal():
        return int(text)
    match = _LENGTH.fullmatch(text)
    if measure is Measure.DURATION and match is not None:
        return round(float(match["number"]) * _UNITS[match["unit"]] * 1_000_000)
    expected = "a whole number" if measure is Measure.EVENTS else "a number with s, min, h, d or w"
    raise one.refused(expected=expected, remedy=one.example)


def _attribute(one: _Expression, log: EventLog, zone: str) -> Filter:
    name = one.name.removeprefix(ATTRIBUTE)
    column = log.case_attributes.get(name, log.event_attributes.get(name))
    if column is None:
        there = tuple(dict.fromkeys((*log.case_attributes, *log.event_attributes, *NAMES)))
        found = f"expected something to filter by, found {name!r}"
        raise refuse(one.where, found, f"Choose {_choice(name, there)}")
    present = one.sign != "!="
    if isinstance(column, Coded):
        if one.sign not in ("=", "!="):
            found = f"expected = or != with {name}, which holds words, found {one.sign}"
            raise refuse(one.where, found, f"Write {name}={column.labels[0]}")
        words = _words(one, column.labels, f"value of {name}")
        return Attribute(name=name, words=words, text=listed(words), present=present)
    if isinstance(column, Moments):
        return _moments(one, name, zone)
    return _numbers(one, name)


def _moments(one: _Expression, name: str, zone: str) -> Filter:
    start, end = _period(one, one.value, zone)
    limits = {
        "=": (start, end),
        "!=": (start, end),
        ">=": (start, None),
        "<": (None, start),
        "<=": (None, end),
        ">": (end, None),
    }
    least, below = limits[one.sign]
    sign = "" if one.sign in ("=", "!=") else f"{one.sign} "
    return Attribute(name=name, least=least, below=below, text=f"{sign}{one.value}", present=one.sign != "!=")


def _numbers(one: _Expression, name: str) -> Filter:
    if one.sign not in ("=", "!="):
        limit = _number(one, one.value)
        return Attribute(
            name=name,
            least=limit if one.sign == ">=" else None,
            below=limit if one.sign == "<" else None,
            most=limit if one.sign == "<=" else None,
            above=limit if one.sign == ">" else None,
            text=f"{one.sign} {one.value}",
        )
    first, dots, last = (piece.strip() for piece in one.value.partition(".."))
    least = _number(one, first) if first else None
    most = _number(one, last if dots else first) if last or not dots else None
    text = _range_words(first, last) if dots else first
    return Attribute(name=name, least=least, most=most, text=text, present=one.sign == "=")


def _number(one: _Expression, text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise one.refused(expected="a number", remedy=f"Write for example {one.name}>=5000 or {one.name}=100..500")
    return number


def _words(one: _Expression, labels: Sequence[str], what: str) -> tuple[str, ...]:
    """Return the values that an expression lists, each of which the log holds."""
    whole = _unquoted(one.value)
    if whole in labels:
        return (whole,)
    row = next(csv.reader([one.value], skipinitialspace=True), [])
    return tuple(dict.fromkeys(_known(one, value.strip(), labels, what) for value in row))


def _known(one: _Expression, value: str, labels: Sequence[str], what: str) -> str:
    """Return a value as the log writes it; upper and lower case are told apart only where the log does."""
    if value in labels:
        return value
    alike = [label for label in labels if label.casefold() == value.casefold()]
    if len(alike) == 1:
        return alike[0]
    article = "an" if what.startswith("a") else "a"
    found = f"expected {article} {what} of the log, found {value!r}"
    raise refuse(one.where, found, f"Choose {_choice(value, labels)}")


def _choice(value: str, there: Sequence[str]) -> str:
    """Return what can be chosen, the most alike first, as far as a person reads on."""
    near = get_close_matches(value, there, n=_SHOWN)
    shown = [*near, *(label for label in there if label not in near)][:_SHOWN]
    more = len(there) - len(shown)
    return listed(shown) + (f" (there are {more} more)" if more else "")


def _unquoted(value: str) -> str:
    quoted = len(value) > 1 and value[0] == value[-1] == '"'
    return value[1:-1].replace('""', '"') if quoted else value


def _period(one: _Expression, text: str, zone: str) -> tuple[int | None, int | None]:
    """Return where a period begins and ends; the last day, month and so on that is named belongs to it."""
    first, dots, last = (piece.strip() for piece in text.partition(".."))
    start = _days(one, first)[0] if first else None
    end = _days(one, last if dots else first)[1] if last or not dots else None
    if (start is None and end is None) or (start is not None and end is not None and end <= start):
        raise one.refused(
            expected="a period whose end is not before its beginning", remedy="Write for example 2026-01..2026-03"
        )
    return _instant(start, zone), _instant(end, zone)


def _days(one: _Expression, text: str) -> tuple[date, date]:
    """Return the first day, and the day after the last, of a year, quarter, month, week or day."""
    match = _DATE.fullmatch(text)
    expected = "dates such as 2026, 2026-Q1, 2026-03, 2026-W07 or 2026-03-15"
    if match is None:
        raise one.refused(expected=expected, remedy=f"Correct {text!r}")
    try:
        year = int(match["year"])
        if match["week"]:
            start = date.fromisocalendar(year, int(match["week"]), 1)
            return start, start + timedelta(days=7)
        if match["day"]:
            start = date(year, int(match["month"]), int(match["day"]))
            return start, start + timedelta(days=1)
        month = int(match["month"] or 1) if not match["quarter"] else 3 * int(match["quarter"]) - 2
        months = 1 if match["month"] else 3 if match["quarter"] else _MONTHS
        start = date(year, month, 1)
        after = month + months
        return start, date(year + (after > _MONTHS), (after - 1) % _MONTHS + 1, 1)
    except (ValueError, OverflowError):
        raise one.refused(expected=expected, remedy=f"Correct {text!r}") from None


def _instant(day: date | None, zone: str) -> int | None:
    if day is None:
        return None
    return (datetime.combine(day, time(), tzinfo=ZoneInfo(zone)) - _EPOCH) // _MICROSECOND
