"""How is a mined condition said?

In: a rule's tests. Out: plain text, part of a sentence.

Law: a limit is the roundest number that divides what was seen, so that the words are true of every case.
"""

import math
import re

from sopwright.mining.decisions.rules import Between, Test, Words

_COUNT = re.compile(r"^times (?P<activity>.+) was done before$")


def said(test: Test, name: str = "") -> str:
    """Return a condition in words.

    Args:
        test: The condition.
        name: What its column is called; its own name when left out.

    Examples:
        >>> said(Words(feature="country", words=("Austria", "Chile")))
        'country is Austria or Chile'
        >>> said(Between(feature="amount", least=5012.5, seen_below=4987.0))
        'amount is at least 5,000'
        >>> said(Between(feature="times Call was done before", below=1.0, seen_last=0.0))
        'Call was not done before'
    """
    count = _COUNT.match(test.feature)
    if count and isinstance(test, Between) and 1 in (test.least, test.below) and math.inf in (-test.least, test.below):
        return f"{count['activity']} was {'' if test.least == 1 else 'not '}done before"
    called = name or test.feature
    return f"{called} {_of_words(test) if isinstance(test, Words) else _of_numbers(test)}"


def said_all(tests: tuple[Test, ...]) -> str:
    """Return conditions that all hold in words."""
    return " and ".join(said(test) for test in tests)


def _of_words(test: Words) -> str:
    verb = "is not" if test.negated else "is"
    values = [word for word in test.words if word]
    if not values:
        return "is stated" if test.negated else "is not stated"
    shown = [*values, *(["not stated"] if len(values) < len(test.words) else [])]
    return f"{verb} {shown[0]}" if len(shown) == 1 else f"{verb} {', '.join(shown[:-1])} or {shown[-1]}"


def _of_numbers(test: Between) -> str:
    low = "" if test.least == -math.inf else f"at least {number(roundest(test.seen_below, test.least))}"
    high = "" if test.below == math.inf else f"below {number(roundest(test.seen_last, test.below))}"
    return f"is {' and '.join(part for part in (low, high) if part) or 'stated'}"


def roundest(above: float, to: float) -> float:
    """Return the number with the fewest digits that is more than ``above`` and at most ``to``.

    Examples:
        >>> roundest(4987.0, 5012.5), roundest(0.4996, 0.50005), roundest(3.0, 4.0)
        (5000.0, 0.5, 4.0)
    """
    if math.isnan(above) or not above < to or not math.isfinite(to - above):
        return to
    for digits in range(-18, 16):
        scale = 10.0**digits
        found = math.floor(round(to * scale, 6)) / scale
        if above < found <= to:
            return found
    return to


def number(value: float) -> str:
    """Return a number as people write it.

    Examples:
        >>> number(5000.0), number(0.25)
        ('5,000', '0.25')
    """
    return f"{value:,.0f}" if value == round(value) else f"{value:,.6g}"
