"""How is a number said? Times, shares and counts as people read them.

In: figures and milliseconds. Out: words.

Law: a value that is not known is never shown as a number.
"""

from collections.abc import Sequence

from sopwright.evidence import Figure

_LONG_MS = 10 * 60 * 1000
"""From ten minutes on, tenths of a second say nothing."""


def duration(milliseconds: float) -> str:
    """Return an amount of time: tenths of a second below a minute, seconds from there on.

    Examples:
        >>> duration(17_500), duration(72_400), duration(3_840_000), duration(20)
        ('17.5 s', '1 min 12 s', '1 h 4 min', 'under 0.1 s')
    """
    tenths = round(milliseconds / 100)
    if not tenths:
        return "under 0.1 s" if milliseconds else "0 s"
    if tenths < 600:  # noqa: PLR2004 - tenths of a second in a minute
        return f"{tenths / 10:.1f} s"
    seconds = round(milliseconds / 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    parts = [f"{hours:,} h" * bool(hours), f"{minutes} min" * bool(minutes), f"{seconds} s" * bool(seconds)]
    return " ".join(part for part in parts if part)


def in_parts(milliseconds: Sequence[int]) -> tuple[str, tuple[str, ...]]:
    """Return the sum of some times and each of them, rounded so that they add up as printed.

    Examples:
        >>> in_parts((9_049, 2_349, 6_002)), in_parts((3_600_000, 61_400))
        (('17.4 s', ('9.1 s', '2.3 s', '6.0 s')), ('1 h 1 min 1 s', ('1 h', '1 min 1 s')))
    """
    step = 100 if sum(milliseconds) < _LONG_MS else 1000
    tenths = tuple(rounded * step // 100 for rounded in adding_up(milliseconds, step))
    return _tenths_in_words(sum(tenths)), tuple(map(_tenths_in_words, tenths))


def adding_up(amounts: Sequence[int], step: int) -> tuple[int, ...]:
    """Return the amounts in whole steps, rounded so that they add up to the rounded sum (largest remainder).

    Examples:
        >>> adding_up((149, 149, 152), 100)
        (2, 1, 2)
    """
    whole = (sum(amounts) + step // 2) // step
    floors = [amount // step for amount in amounts]
    left = whole - sum(floors)
    order = sorted(range(len(amounts)), key=lambda place: (-(amounts[place] % step), place))
    raised = set(order[: max(left, 0)])
    return tuple(floor + (place in raised) for place, floor in enumerate(floors))


def _tenths_in_words(tenths: int) -> str:
    """Return tenths of a second in hours, minutes and seconds; tenths only where there are some."""
    minutes, rest = divmod(tenths, 600)
    hours, minutes = divmod(minutes, 60)
    seconds = f"{rest // 10}.{rest % 10} s" if rest % 10 or not (hours or minutes) else f"{rest // 10} s"
    parts = (f"{hours:,} h" * bool(hours), f"{minutes} min" * bool(minutes), seconds * bool(rest or tenths == 0))
    return " ".join(part for part in parts if part)


def counted(amount: int, one: str, many: str = "") -> str:
    """Return an amount and its noun.

    Examples:
        >>> counted(1, "run"), counted(1200, "event")
        ('1 run', '1,200 events')
    """
    return f"{amount:,} {one if amount == 1 else many or one + 's'}"


def percent(share: float) -> str:
    """Return a share; neither all nor nothing is claimed where it is only nearly so.

    Examples:
        >>> percent(1), percent(0.999), percent(0.0004), percent(0.126)
        ('100 %', 'over 99 %', 'under 1 %', '13 %')
    """
    if 0 < share < 0.01:  # noqa: PLR2004 - one percent
        return "under 1 %"
    if 0.99 < share < 1:  # noqa: PLR2004 - all but one percent
        return "over 99 %"
    return f"{round(100 * share)} %"


def said(figure: Figure) -> str:
    """Return the figure's value with its unit, or ``unknown``.

    Examples:
        >>> said(Figure(label="Runs", value=2, unit="count", n=2))
        '2'
    """
    if figure.value is None:
        return "unknown"
    if figure.unit == "ms":
        return duration(figure.value)
    if figure.unit == "share":
        return percent(figure.value)
    if figure.unit == "count":
        return f"{figure.value:,.1f}".removesuffix(".0")
    return f"{figure.value:+.3f}" if figure.unit == "difference" else f"{figure.value:g} {figure.unit}"


def rests_on(figure: Figure) -> str:
    """Return how many observations the figure rests on, or why it is unknown.

    Examples:
        >>> rests_on(Figure(label="Runs", value=2, unit="count", n=2))
        'n = 2'
    """
    return figure.unknown or f"n = {figure.n:,}"
