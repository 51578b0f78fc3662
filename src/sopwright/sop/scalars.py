"""What does one word of an SOP file mean? The only place that knows, for reading and for writing.

In: the text of a scalar and the type that is expected. Out: the value, or why it is none; and the text of a value.

Law: a text is what was written. Only where the type allows both text and number (the value of a condition) does the
look of an unquoted word decide, by these rules and no others: ``true`` and ``false``; whole numbers without a leading
zero; decimal numbers, kept exactly. All else is text: ``no``, ``on``, ``09:00``, ``1.2.3``, ``01234``, ``1_000``.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sopwright.evidence import EventRef
from sopwright.sop.contract import Scalar
from sopwright.sop.duration import Duration

NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
"""What an unquoted word must be to mean that nothing is stated (YAML 1.2, core schema)."""

_WHOLE = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"[-+]?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]{1,4})?")
_NO_NUMBER = re.compile(r"[-+]?\.?(?:nan|inf|infinity)", re.IGNORECASE)
_LONGEST_NUMBER = 30
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_REFERENCES = re.compile(r"^(?P<run>[A-Za-z0-9_.-]*)#(?P<first>[1-9][0-9]{0,8})(?:[-–]#?(?P<last>[1-9][0-9]{0,8}))?$")
_MOST_EVENTS = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """Why a word does not fit.

    Attributes:
        expected: What would fit, in words.
        remedy: What to do.
    """

    expected: str
    remedy: str


def literal(text: str, *, plain: bool) -> Scalar | Wrong:
    """Return what a word means where both text and numbers are allowed.

    Examples:
        >>> literal("50", plain=True), literal("50", plain=False), literal("no", plain=True)
        (50, '50', 'no')
    """
    if not plain:
        return text
    if text in ("true", "false"):
        return text == "true"
    if text in NOTHING or _NO_NUMBER.fullmatch(text):
        return Wrong(expected="a text or a number", remedy="Write the value, in double quotes if it is a text")
    if _DECIMAL.fullmatch(text) is None:
        return text
    if len(text) > _LONGEST_NUMBER:
        return Wrong(expected=f"a number of at most {_LONGEST_NUMBER} characters", remedy="Put it in double quotes")
    return int(text) if _WHOLE.fullmatch(text) else Decimal(text)


def needs_quotes(text: str) -> bool:
    """Return whether an unquoted ``text`` would not be read as that text where numbers are allowed, too."""
    return literal(text, plain=True) != text


def word(hint: Any, text: str, *, plain: bool) -> Any:  # noqa: ANN401 - the value is of the type asked for
    """Return ``text`` as a value of the type ``hint``, or ``None`` when it is none; ``wanted`` says what would be."""
    if hint is str:
        return text
    if hint is bool:
        return {"true": True, "false": False}.get(text) if plain else None
    try:
        if hint is int:
            return int(text) if plain and _WHOLE.fullmatch(text) and len(text) <= _LONGEST_NUMBER else None
        if hint is date:
            return date.fromisoformat(text) if _DATE.fullmatch(text) else None
        return Duration.parse(text) if hint is Duration else hint(text)
    except ValueError:
        return None


def wanted(hint: Any) -> Wrong:  # noqa: ANN401 - a type hint has no narrower type
    """Return what a word of the type ``hint`` must be."""
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        words = [str(member) for member in hint]
        return Wrong(expected=f"{', '.join(words[:-1])} or {words[-1]}", remedy="Choose one of them")
    return _WANTED[hint]


def references(texts: list[str]) -> tuple[EventRef, ...] | Wrong:
    """Return the events that ``rec1#3-5 rec2#8`` names, ascending and each once; commas do no harm.

    Examples:
        >>> [str(ref) for ref in references(["rec1#3-5 rec2#8"])]
        ['rec1#3', 'rec1#4', 'rec1#5', 'rec2#8']
    """
    refs: set[EventRef] = set()
    run = ""
    for part in " ".join(texts).replace(",", " ").split():
        match = _REFERENCES.match(part)
        run = (match["run"] or run) if match else ""
        if match is None or not run:
            return _WRONG_EVENTS
        first = int(match["first"])
        last = int(match["last"] or first)
        if last < first or last - first + len(refs) >= _MOST_EVENTS:
            return _WRONG_EVENTS
        refs.update(EventRef(recording=run, number=number) for number in range(first, last + 1))
    return tuple(sorted(refs))


def reference_text(evidence: tuple[EventRef, ...]) -> str:
    """Return events in the compact form of the file, which ``references`` reads back.

    Examples:
        >>> reference_text(tuple(EventRef(recording="rec1", number=n) for n in (3, 4, 5, 9)))
        'rec1#3-5 rec1#9'
    """
    runs: list[tuple[str, int, int]] = []
    for ref in sorted(set(evidence)):
        if runs and runs[-1][0] == ref.recording and runs[-1][2] == ref.number - 1:
            runs[-1] = (ref.recording, runs[-1][1], ref.number)
        else:
            runs.append((ref.recording, ref.number, ref.number))
    return " ".join(f"{name}#{first}" if first == last else f"{name}#{first}-{last}" for name, first, last in runs)


_WRONG_EVENTS = Wrong(expected="events such as rec1#3-5 rec2#8", remedy="Name events as recording#number")
_WANTED = {
    str: Wrong(expected="a text", remedy="Write it after the colon"),
    bool: Wrong(expected="true or false", remedy="Write true or false, without quotes"),
    int: Wrong(expected="a whole number", remedy="Write a number such as 25, without quotes"),
    date: Wrong(expected="a date such as 2026-03-31", remedy="Write year-month-day"),
    Duration: Wrong(
        expected="a time such as 5 min, 2 h, 3 days, 2 working days or 3 months",
        remedy="Write an amount, a space and a unit",
    ),
}
