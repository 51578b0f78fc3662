"""How are times, counts and shares said on the page and on the map? Short, and by rules that the page's script shares.

In: numbers. Out: words.

Law: ``report.js`` says every number in the same words; a test compares the two. Rounding is half away from zero, which
both languages can do.
"""

from math import floor

_SIZES = ((1000.0, "ms"), (60.0, "s"), (60.0, "min"), (48.0, "h"))
_TEN = 10.0
MINUS = "\u2212"


def span(milliseconds: float | None) -> str:
    """Return an amount of time in one unit, one decimal below ten.

    Examples:
        >>> [span(ms) for ms in (0, 350, 3_400, 12_700, 90_000, 3_600_000, 260_000_000, -60_000, None)]
        ['0 s', '350 ms', '3.4 s', '13 s', '1.5 min', '1 h', '3 days', '\u22121 min', 'unknown']
    """
    if milliseconds is None:
        return "unknown"
    if milliseconds < 0:
        return f"{MINUS}{span(-milliseconds)}"
    if milliseconds < 1:
        return "0 s"
    amount = float(milliseconds)
    for size, unit in _SIZES:
        if _half_up(amount) < size:
            return f"{_shown(amount, whole=unit == 'ms')} {unit}"
        amount /= 24.0 if unit == "h" else size
    shown = _shown(amount)
    return f"{shown} day" if shown == "1" else f"{shown} days"


def _shown(amount: float, *, whole: bool = False) -> str:
    if whole or _half_up(amount * 10) >= 10 * _TEN:
        return f"{_half_up(amount):,}"
    tenths = _half_up(amount * 10)
    return f"{tenths // 10}" if tenths % 10 == 0 else f"{tenths // 10}.{tenths % 10}"


def _half_up(amount: float) -> int:
    return floor(amount + 0.5)


def count(amount: int) -> str:
    """Return a count with thousands set apart."""
    return f"{amount:,}"


def share(part: float, whole: float) -> str:
    """Return a share in percent; neither all nor nothing is claimed where it is only nearly so.

    Examples:
        >>> share(1, 1), share(999, 1000), share(1, 2500), share(126, 1000), share(0, 0)
        ('100 %', 'over 99 %', 'under 1 %', '13 %', '–')
    """
    if not whole:
        return "–"
    if 0 < part * 100 < whole:
        return "under 1 %"
    if whole * 99 < part * 100 < whole * 100:
        return "over 99 %"
    return f"{_half_up(100 * part / whole)} %"


def capital(words: str) -> str:
    """Return words as a sentence begins.

    Examples:
        >>> capital("over 99 % of"), capital("5 of")
        ('Over 99 % of', '5 of')
    """
    return words[:1].upper() + words[1:]


LONGEST = 160
"""Letters of a name that are shown; tables have it whole."""


def name(text: str) -> str:
    """Return a name as the page shows it: at most ``LONGEST`` letters, and visible.

    Examples:
        >>> name("   "), name("a" * 500) == "a" * 159 + "…"
        ('(blank)', True)
    """
    if not text.strip():
        return "(blank)"
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
